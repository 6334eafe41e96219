//! What can be answered about one open field, and what each answer leads to.

use super::plan::{Ask, Wish};
use super::scene::{Scene, View};
use super::split::Part;
use super::state::{Domain, Place, Set};
use super::totals::{Ends, Totals};
use crate::lower::program::Node;
use crate::text::TextEngine;
use crate::time::{DATE_MAX, INSTANT_MAX, NONE};

/// What an answer says.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// One of these values.
    Values(Set),
    /// A text that mentions a term of this list, or of this pair of lists.
    Mentions(u32),
    /// A text that matches a pattern.
    Matches(u32),
    /// A list that has this value.
    Has(u64),
    /// A list that has this text.
    HasText(String),
    /// A list of records with what an entry asks for, by the model's index.
    Meets(usize),
}

/// An answer, and what it leads to.
pub type Outcome = (Cell, Totals);

/// The most cells that a field's values are cut into.
const CELLS: usize = 100;
/// Answers that are told with the score that each leads to; of more, neighbours that lead to the same level are one.
const TOLD: usize = 8;

impl Scene<'_, '_> {
    /// The answers to a field: of one that has values, cells that cover them all; of a text or a list of values,
    /// what may be found in it.
    pub fn answers(&mut self, view: &View, place: u32) -> Vec<Outcome> {
        let Some(domain) = view.completions.domains.get(place as usize).copied() else { return Vec::new() };
        match domain.set {
            Set::Whole(_) => self.findings(view, place),
            set => joined(self.cells(view, place, set)),
        }
    }

    /// Cells of a field's values that tests do not tell further apart, and what each leads to.
    pub fn cells(&mut self, view: &View, place: u32, set: Set) -> Vec<(Set, Totals)> {
        let given = |set: Set| Part::Place(place, Domain { set, unknown: false });
        let mut due: Vec<View> = self.part(view, given(set)).into_iter().collect();
        let mut cells = Vec::new();
        while let Some(view) = due.pop() {
            let room = cells.len() + due.len() < CELLS;
            match if room { self.split_field(&view, place) } else { None } {
                Some(parts) => due.extend(parts.into_iter().filter_map(|part| self.part(&view, part))),
                None => {
                    if let Some(domain) = view.completions.domains.get(place as usize) {
                        cells.push((domain.set, view.totals));
                    }
                }
            }
        }
        cells
    }

    fn findings(&mut self, view: &View, place: u32) -> Vec<Outcome> {
        let Some(Place { slot, .. }) = self.open.places.get(place as usize).copied() else {
            return Vec::new();
        };
        let plan = self.plan;
        let wishes = (0u32..).zip(&plan.wishes).zip(&self.open.asked);
        let wishes = wishes.filter(|((_, wish), asked)| wish.slot == slot && **asked);
        let mut found = Vec::new();
        for ((index, wish), _) in wishes {
            let Some(cell) = self.finding(wish) else { continue };
            if let Some(part) = self.granted(view, index, wish)
                && !found.iter().any(|(known, _)| *known == cell)
            {
                found.push((cell, part.totals));
            }
        }
        found
    }

    /// The completions in which a wish is granted.
    fn granted(&mut self, view: &View, index: u32, wish: &Wish) -> Option<View> {
        let part = match wish.is_int {
            true => Part::Count(index, super::reach::Ints::Span(1, i64::MAX)),
            false => Part::Truth(index, super::reach::Truths::TRUE),
        };
        self.part(view, part)
    }

    fn finding(&self, wish: &Wish) -> Option<Cell> {
        let texts: &TextEngine = &self.program.text;
        match wish.ask {
            Ask::Mentions(list) | Ask::Count(list) => Some(Cell::Mentions(list)),
            Ask::NotAfter(pair) => Some(Cell::Mentions(texts.terms_of_pair(pair as usize))),
            Ask::Matches(pattern) => Some(Cell::Matches(pattern)),
            Ask::Node(node) => match self.program.nodes.get(node as usize)? {
                Node::Contains(_, bits) => Some(Cell::Has(*bits)),
                Node::ContainsT(_, text) => Some(Cell::HasText(text.clone())),
                _ => None,
            },
            Ask::Each(entry) => Some(Cell::Meets(self.program.entries.get(entry as usize)?.model)),
        }
    }
}

/// Answers as they are told: those that lead to the same score and level are one.
pub fn told(outcomes: &[Outcome]) -> Vec<Outcome> {
    let is_short = outcomes.len() <= TOLD;
    let plain = |totals: &Totals| match is_short {
        true => Totals { points: Ends::default(), ..*totals },
        false => Totals { level: totals.level, ..Totals::default() },
    };
    let sets = outcomes.iter().filter_map(|(cell, totals)| match cell {
        Cell::Values(set) => Some((*set, plain(totals))),
        _ => None,
    });
    let others = outcomes.iter().filter(|(cell, _)| !matches!(cell, Cell::Values(_))).cloned();
    let mut told = joined(sets.collect());
    if !is_short {
        told.iter_mut().for_each(|(cell, totals)| totals.score = scores_within(outcomes, cell));
    }
    told.into_iter().chain(others).collect()
}

/// The scores of the cells within a larger one.
fn scores_within(outcomes: &[Outcome], cell: &Cell) -> Ends<i64> {
    let Cell::Values(whole) = cell else { return Ends::default() };
    let inside = outcomes.iter().filter_map(|(cell, totals)| match cell {
        Cell::Values(set) if with(*set, *whole) == *whole => Some(totals.score),
        _ => None,
    });
    let hull = |a: Ends<i64>, b: Ends<i64>| Ends { low: a.low.min(b.low), high: a.high.max(b.high) };
    inside.reduce(hull).unwrap_or_default()
}

/// Cells in the order of their values; those that lead to the same are one.
fn joined(mut cells: Vec<(Set, Totals)>) -> Vec<Outcome> {
    cells.sort_by(|(a, _), (b, _)| first(*a).total_cmp(&first(*b)));
    let mut all: Vec<(Set, Totals)> = Vec::new();
    for (set, totals) in cells {
        let known = all.iter_mut().find(|(other, known)| *known == totals && may_join(*other, set));
        match known {
            Some((other, _)) => *other = with(*other, set),
            None => all.push((set, totals)),
        }
    }
    all.into_iter().map(|(set, totals)| (Cell::Values(set), totals)).collect()
}

/// What cells are ordered by; only their order matters, so a rounded integer does.
#[expect(
    clippy::cast_precision_loss,
    reason = "cells do not overlap; those nearer than rounding keep their order"
)]
fn first(set: Set) -> f64 {
    match set {
        Set::Ints(ints) => ints.ends().map_or(f64::MAX, |(low, _)| low as f64),
        Set::Nums(nums) => nums.0,
        Set::Whole(_) => 0.0,
    }
}

/// Whether nothing lies between two cells; sets of listed values have nothing between.
fn may_join(a: Set, b: Set) -> bool {
    use super::reach::Ints::{Among, Span};
    match (a, b) {
        (Set::Ints(Among(_)), Set::Ints(Among(_))) => true,
        // Between the last time and `none` lies nothing either.
        (Set::Ints(Span(_, DATE_MAX | INSTANT_MAX)), Set::Ints(Span(NONE, _))) => true,
        (Set::Ints(Span(_, end)), Set::Ints(Span(start, _))) => end.checked_add(1) == Some(start),
        (Set::Nums(a), Set::Nums(b)) => a.1.next_up() >= b.0,
        _ => false,
    }
}

fn with(a: Set, b: Set) -> Set {
    match (a, b) {
        (Set::Ints(a), Set::Ints(b)) => Set::Ints(a.or(b)),
        (Set::Nums(a), Set::Nums(b)) => Set::Nums(a.or(b)),
        _ => a,
    }
}
