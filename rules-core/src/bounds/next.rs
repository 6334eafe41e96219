//! The open facts worth asking for, best first.
//!
//! A fact is worth asking for while it can still change the level. The best is the one whose answer can move the
//! level's ends most, then the one that narrows the score most, then the cheapest to ask. What an answer leads to
//! is told by sound ends: nothing that is still possible then lies beyond them.

use super::cells::Outcome;
use super::reach::Truths;
use super::scene::{Scene, View};
use super::search::{Goal, Search};
use super::state::Place;
use super::totals::{Ends, Totals};
use super::walk::Item;
use crate::eval::schema::Kind;
use crate::eval::slots::{Extent, State, Values};
use crate::parse::document::Cost;
use crate::ruleset::{Field, Model};
use std::cmp::Reverse;

/// Sets of completions that are looked at, at most, to see whether asking is of any use.
const SETTLING: usize = 1_000;

/// A field worth asking for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The field.
    pub place: Place,
    /// What can be answered, and what each answer leads to.
    pub answers: Vec<Outcome>,
    /// Whether it is a list of records.
    pub is_list: bool,
    /// For a list of records: what it leads to that there is none, and that there is one or more.
    pub items: Option<[Totals; 2]>,
}

impl Asked {
    fn outcomes(&self) -> impl Iterator<Item = &Totals> {
        self.answers.iter().map(|(_, totals)| totals).chain(self.items.iter().flatten())
    }

    /// Keeps what each answer leads to within what is possible now.
    fn keep_within(&mut self, now: &Totals) {
        let of_answers = self.answers.iter_mut().map(|(_, totals)| totals);
        for after in of_answers.chain(self.items.iter_mut().flatten()) {
            after.score = within(after.score, now.score);
            after.points = within(after.points, now.points);
            after.level = within(after.level, now.level);
        }
    }

    /// How far an answer may move the level's ends, and how much answers narrow the score on the whole: within its
    /// own ends, and before those cut off the points.
    fn worth(&self, now: &Totals) -> (usize, i64, i64) {
        let moved = |after: &Totals| after.level.low - now.level.low + (now.level.high - after.level.high);
        let width = |ends: Ends<i64>| ends.high.saturating_sub(ends.low);
        let narrowed = |of: fn(&Totals) -> Ends<i64>| {
            let all = self.outcomes().map(|after| width(of(now)).saturating_sub(width(of(after))));
            let count = i64::try_from(self.outcomes().count()).unwrap_or(i64::MAX).max(1);
            all.fold(0, i64::saturating_add) / count
        };
        let level = self.outcomes().map(moved).max().unwrap_or_default();
        (level, narrowed(|totals| totals.score), narrowed(|totals| totals.points))
    }
}

fn within<T: Ord + Copy>(ends: Ends<T>, outer: Ends<T>) -> Ends<T> {
    let low = ends.low.clamp(outer.low, outer.high);
    Ends { low, high: ends.high.clamp(low, outer.high) }
}

/// Orders questions, the best first; equally good ones stand in the file's order.
pub fn rank(model: &Model, now: &Totals, asked: &mut [Asked]) {
    for it in asked.iter_mut() {
        it.keep_within(now);
    }
    asked.sort_by_cached_key(|it| {
        let worth = it.worth(now);
        let cost = field_of(model, it.place).map_or(Cost::Office, |field| field.cost);
        (Reverse(worth), cost, it.place.slot, it.place.item)
    });
}

/// The declared field of a place.
pub fn field_of(model: &Model, place: Place) -> Option<&Field> {
    let field = model.fields.get(place.slot as usize)?;
    match place.item {
        Some((_, item)) => field.items.get(item as usize),
        None => Some(field),
    }
}

impl Search<'_, '_, '_, '_> {
    /// The fields worth asking for, in the file's order; those of which [`Asked::items`] is still to be found.
    /// `now` is what is possible of `all` completions.
    ///
    /// What was asked and is not known stays so while others are asked for: a fact that matters only beside it is
    /// no question. The items of a list are asked for one after the other.
    pub fn questions(&mut self, all: &View, now: Totals) -> Vec<Asked> {
        if now.level.is_one() {
            return Vec::new();
        }
        match self.scene.askable(all) {
            None => self.scene.questions(all, all),
            Some(askable) if self.is_settled(&askable) => Vec::new(),
            Some(askable) => self.scene.questions(all, &askable),
        }
    }

    /// Whether some completions all have one level; in doubt they do not.
    fn is_settled(&mut self, view: &View) -> bool {
        self.steps = SETTLING;
        let [high, low] =
            [Goal::HighLevel, Goal::LowLevel].map(|goal| goal.value(self.find(view, goal).worth));
        high == low
    }
}

impl Scene<'_, '_> {
    /// The completions in which nothing is given that was asked for in vain; none where there is no such field.
    fn askable(&mut self, all: &View) -> Option<View> {
        let mut completions = all.completions.clone();
        let mut is_other = false;
        for (place, domain) in self.open.places.iter().zip(&mut completions.domains) {
            if state_of(&self.eval.scratch.values, *place) == State::Null {
                *domain = domain.unknown_only();
                is_other = true;
            }
        }
        is_other.then(|| self.view(completions))
    }

    /// The fields that are worth asking for by what is askable, and what answers lead to of `all` completions.
    fn questions(&mut self, all: &View, askable: &View) -> Vec<Asked> {
        let worthwhile = self.worthwhile(askable);
        let places = (0u32..).zip(&self.open.places).zip(worthwhile);
        let places = places.filter(|(_, is_worthwhile)| *is_worthwhile).map(|(place, _)| place);
        // Items of a list are asked for one after the other: those past the first wait.
        let mut first: Vec<(u32, u32)> = Vec::new();
        let mut is_due = |place: &Place| {
            let Some((number, _)) = place.item else { return true };
            match first.iter().find(|(slot, _)| *slot == place.slot) {
                Some((_, begun)) => *begun == number,
                None => {
                    first.push((place.slot, number));
                    true
                }
            }
        };
        let places: Vec<(u32, &Place)> = places.filter(|(_, place)| is_due(place)).collect();
        places
            .into_iter()
            .map(|(index, place)| Asked {
                place: *place,
                answers: self.answers(all, index),
                is_list: self.is_list(*place),
                items: None,
            })
            .collect()
    }

    /// For each open field whether to ask for it now: it is askable, it may still move the level, and nothing
    /// has to be asked first to know whether it is relevant.
    fn worthwhile(&mut self, view: &View) -> Vec<bool> {
        let (open, plan) = (self.open, self.plan);
        let askable: Vec<bool> = open.places.iter().map(|place| self.is_askable(*place)).collect();
        let mut moving = self.moving(view);
        let mut gates = Vec::new();
        for (slot, start, reads) in &plan.relevance {
            let Some(gated) = open.of_slot.get(*slot as usize).copied().flatten() else { continue };
            match self.walk(view, Item::Outside).code(*start) {
                Truths::TRUE => {}
                Truths::FALSE => moving.get_mut(gated as usize).into_iter().for_each(|it| *it = false),
                _ => gates.push((gated as usize, reads)),
            }
        }
        let place_of = |slot: &u32| open.of_slot.get(*slot as usize).copied().flatten().map(|it| it as usize);
        // What a field's relevance rests on moves what the field moves; a gate may have a gate of its own.
        for _ in &gates {
            for (gated, reads) in &gates {
                if moving.get(*gated) == Some(&true) {
                    for place in reads.iter().filter_map(place_of) {
                        moving.get_mut(place).into_iter().for_each(|it| *it = true);
                    }
                }
            }
        }
        let waits = |place: usize| {
            gates.iter().any(|(gated, reads)| {
                *gated == place
                    && reads.iter().filter_map(place_of).any(|gate| askable.get(gate) == Some(&true))
            })
        };
        let all = askable.iter().zip(&moving).enumerate();
        all.map(|(place, (askable, moving))| *askable && *moving && !waits(place)).collect()
    }

    /// Whether a field was not asked for yet, or has to be asked for again.
    fn is_askable(&self, place: Place) -> bool {
        matches!(state_of(&self.eval.scratch.values, place), State::Absent | State::Unusable)
    }

    /// For each open field whether an entry that reads it may still move the level.
    fn moving(&self, view: &View) -> Vec<bool> {
        let movers = self.ground.movers(self.program, self.model, (&view.effects, &view.totals));
        let undecided = self.ground.undecided.iter().zip(movers);
        let moving: Vec<usize> = undecided.filter(|(_, moves)| *moves).map(|(it, _)| it.entry).collect();
        let reads = |entry: usize, place: &Place| match place.item {
            Some((_, item)) => {
                self.program.entries.get(entry).is_some_and(|it| it.item_fields.contains(&(place.slot, item)))
            }
            None => self.plan.entry_reads.get(entry).is_some_and(|it| it.binary_search(&place.slot).is_ok()),
        };
        let places = self.open.places.iter();
        places.map(|place| moving.iter().any(|entry| reads(*entry, place))).collect()
    }

    /// Whether a field is a list of records.
    fn is_list(&self, place: Place) -> bool {
        let field = self.record.fields.get(place.slot as usize);
        place.item.is_none() && field.is_some_and(|field| matches!(field.kind, Kind::Records(..)))
    }
}

fn state_of(values: &Values, place: Place) -> State {
    let slot = values.slots.get(place.slot as usize);
    let slot = match place.item {
        None => slot,
        Some((number, field)) => {
            let extent = slot.map(|slot| Extent::of(slot.bits));
            let row = extent.and_then(|extent| values.rows.get(extent.start + number as usize)).copied();
            row.and_then(|row| values.items.get(row + field as usize))
        }
    };
    slot.map(|slot| slot.state).unwrap_or_default()
}
