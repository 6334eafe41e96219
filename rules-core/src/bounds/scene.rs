//! One incident looked at: sets of its completions, what they may come to, and how one is narrowed.

use super::deadlines;
use super::items::Finder;
use super::lexicon::Lexicon;
use super::plan::{Ask, Plan};
use super::reach::{Ints, Truths};
use super::roster::Verdict;
use super::split::{Part, of_code, split_entry};
use super::state::{Answers, Completions, Open};
use super::totals::{Aim, Effects, Ground, Totals, effect};
use super::walk::{Clock, Item, Memo, Walk};
use crate::deadline::Standings;
use crate::eval::schema::Record;
use crate::eval::value::Eval;
use crate::lower::program::Program;
use crate::ruleset::Model;

/// A set of completions, and what it may come to.
#[derive(Clone, Debug)]
pub struct View {
    /// The completions.
    pub completions: Completions,
    /// Where each deadline may stand.
    pub deadlines: Vec<Standings>,
    /// What the undecided entries may come to.
    pub effects: Effects,
    /// What the score and the level may be.
    pub totals: Totals,
}

/// An incident under search.
pub struct Scene<'s, 'e> {
    /// The program.
    pub program: &'s Program,
    /// The model.
    pub model: &'s Model,
    /// What incidents are made of.
    pub record: &'s Record,
    /// What is read by what.
    pub plan: &'s Plan,
    /// Terms and what they contain.
    pub lexicon: &'s Lexicon,
    /// What is open.
    pub open: &'s Open,
    /// What is decided.
    pub ground: &'s Ground,
    /// The incident as it is.
    pub eval: Eval<'e>,
    /// What deadlines are counted by.
    pub clock: Clock<'s>,
    /// Scratch room.
    pub memo: Memo,
    /// Items that satisfy conditions.
    pub finder: Finder,
}

impl<'e> Scene<'_, 'e> {
    /// A walk over completions, without or with an item at hand.
    pub fn walk<'w>(&'w mut self, view: &'w View, item: Item<'w>) -> Walk<'w, 'e> {
        self.memo.renew();
        Walk {
            plan: self.plan,
            open: self.open,
            completions: &view.completions,
            eval: &mut self.eval,
            deadlines: &view.deadlines,
            item,
            memo: &mut self.memo,
            clock: self.clock,
            focus: None,
        }
    }

    /// All completions.
    pub fn all(&mut self) -> View {
        self.view(Completions::all(self.program, self.plan, self.record, self.open))
    }

    /// What some completions may come to.
    pub fn view(&mut self, completions: Completions) -> View {
        let deadlines = deadlines::reach(&self.eval, self.open, &completions, self.clock);
        let effects = self.ground.effects();
        let mut view = View { completions, deadlines, effects, totals: Totals::default() };
        self.settle_relevance(&mut view, None);
        self.weigh(&mut view, None);
        view
    }

    /// A part of some completions; none if there are none in it.
    pub fn part(&mut self, view: &View, part: Part) -> Option<View> {
        let mut view = view.clone();
        let slot = self.narrow(&mut view, part)?;
        let mut changed = vec![slot];
        if !self.settle_relevance(&mut view, Some(&mut changed)) {
            return None;
        }
        let (of, completions) = ((self.open, self.plan), &view.completions);
        deadlines::renew(&self.eval, of, completions, self.clock, &mut view.deadlines, &changed);
        if view.deadlines.iter().any(|standings| standings.is_empty()) {
            return None;
        }
        if matches!(part, Part::Truth(..) | Part::Count(..)) && !self.may_be_granted(&view, slot) {
            return None;
        }
        self.weigh(&mut view, Some(&changed));
        Some(view)
    }

    /// Takes a part; gives the field that it is about.
    fn narrow(&self, view: &mut View, part: Part) -> Option<u32> {
        let (wish, truths, ints) = match part {
            Part::Place(place, domain) => {
                *view.completions.domains.get_mut(place as usize)? = domain;
                return self.open.places.get(place as usize).map(|place| place.slot);
            }
            Part::Standings(index, standings) => {
                let place = view.completions.standings.get_mut(index as usize)?;
                *place = place.and(standings);
                return self.program.deadlines.get(index as usize).map(|deadline| deadline.start.0);
            }
            Part::Truth(wish, truths) => (wish, truths, None),
            Part::Count(wish, ints) => (wish, Truths::OPEN, Some(ints)),
        };
        let slot = self.plan.wishes.get(wish as usize)?.slot;
        let place = self.open.of_slot.get(slot as usize).copied().flatten()?;
        view.completions.domains.get_mut(place as usize)?.unknown = false;
        let answers = view.completions.answers.get_mut(wish as usize)?;
        match ints {
            Some(ints) => *answers = Answers { truths: answers.truths.and(Truths::KNOWN), ints },
            None => answers.truths = answers.truths.and(truths),
        }
        self.follow(view, slot).then_some(slot)
    }

    /// Draws the consequences of answers about a text for other answers about it; false if they clash.
    fn follow(&self, view: &mut View, slot: u32) -> bool {
        let answers = &mut view.completions.answers;
        let mut changed = true;
        while std::mem::take(&mut changed) {
            for (index, wish) in self.plan.wishes.iter().enumerate().filter(|(_, wish)| wish.slot == slot) {
                let Some(own) = answers.get(index).copied() else { return false };
                let (list, at_least_one) = match wish.ask {
                    Ask::Mentions(list) => (list, own.truths),
                    Ask::Count(list) => {
                        (list, own.ints.compare(crate::lower::program::Cmp::Ge, Ints::Span(1, 1)))
                    }
                    Ask::NotAfter(pair) if own.truths == Truths::TRUE => {
                        (self.program.text.terms_of_pair(pair as usize), Truths::TRUE)
                    }
                    _ => continue,
                };
                if !at_least_one.is_decided() {
                    continue;
                }
                let is_mentioned = at_least_one == Truths::TRUE;
                for (other, its) in self.plan.wishes.iter().zip(answers.iter_mut()) {
                    if other.slot != slot {
                        continue;
                    }
                    let before = *its;
                    match other.ask {
                        Ask::Mentions(it) if it == list => its.truths = its.truths.and(at_least_one),
                        Ask::Count(it) if it == list && is_mentioned => {
                            its.ints = its.ints.within(1, i64::MAX)
                        }
                        Ask::Count(it) if it == list => its.ints = its.ints.within(0, 0),
                        Ask::NotAfter(pair)
                            if !is_mentioned && self.program.text.terms_of_pair(pair as usize) == list =>
                        {
                            its.truths = its.truths.and(Truths::FALSE);
                        }
                        _ => {}
                    }
                    if its.truths == Truths::NOTHING || its.ints.ends().is_none() {
                        return false;
                    }
                    changed |= before != *its;
                }
            }
        }
        true
    }

    /// Whether some value of a field may grant all that is wished of it; in doubt it may.
    fn may_be_granted(&mut self, view: &View, slot: u32) -> bool {
        let lists = self.record.fields.get(slot as usize).map(|field| &field.kind);
        match lists {
            Some(crate::eval::schema::Kind::Text) => self.text_may_be(view, slot),
            Some(crate::eval::schema::Kind::Records(..)) => {
                matches!(self.list(view, slot), Verdict::Items(_))
            }
            _ => true,
        }
    }

    /// Whether each list of terms that has to be mentioned has a term without one that must not be.
    fn text_may_be(&self, view: &View, slot: u32) -> bool {
        let banned = |list: u32| self.is_banned(view, slot, list);
        let of = self.plan.wishes.iter().zip(&view.completions.answers);
        of.filter(|(wish, _)| wish.slot == slot).all(|(wish, answers)| {
            let wanted = match wish.ask {
                Ask::Mentions(list) if answers.truths == Truths::TRUE => list,
                Ask::Count(list) if !answers.ints.contains(0) => list,
                Ask::NotAfter(pair) if answers.truths == Truths::TRUE => {
                    self.program.text.terms_of_pair(pair as usize)
                }
                _ => return true,
            };
            self.lexicon.free(wanted, &banned).next().is_some()
        })
    }

    /// Whether no term of a list may be mentioned.
    pub fn is_banned(&self, view: &View, slot: u32, list: u32) -> bool {
        let mut of = self.plan.wishes.iter().zip(&view.completions.answers);
        of.any(|(wish, answers)| match wish.ask {
            Ask::Mentions(it) if wish.slot == slot && it == list => answers.truths == Truths::FALSE,
            Ask::Count(it) if wish.slot == slot && it == list => answers.ints.only() == Some(0),
            _ => false,
        })
    }

    /// Takes fields that are certainly not relevant as unknown; false if one of them has to be given.
    fn settle_relevance(&mut self, view: &mut View, changed: Option<&mut Vec<u32>>) -> bool {
        let plan = self.plan;
        let mut more = changed;
        for (slot, start, reads) in &plan.relevance {
            let concerns =
                more.as_ref().is_none_or(|changed| reads.iter().any(|slot| changed.contains(slot)));
            let Some(place) = self.open.of_slot.get(*slot as usize).copied().flatten() else { continue };
            if !concerns || self.open.unusable.get(place as usize) == Some(&true) {
                continue;
            }
            let Some(domain) = view.completions.domains.get(place as usize).copied() else { continue };
            if !domain.may_be_given() || self.walk(view, Item::Outside).code(*start) != Truths::FALSE {
                continue;
            }
            if !domain.unknown {
                return false;
            }
            if let Some(it) = view.completions.domains.get_mut(place as usize) {
                *it = domain.unknown_only();
            }
            if let Some(changed) = &mut more {
                changed.push(*slot);
            }
        }
        true
    }

    /// Computes the effects of the entries that read one of some fields, or of all, and the totals.
    fn weigh(&mut self, view: &mut View, changed: Option<&[u32]>) {
        let (plan, ground) = (self.plan, self.ground);
        let mut effects = std::mem::take(&mut view.effects);
        let mut walk = self.walk(view, Item::Outside);
        for (index, undecided) in ground.undecided.iter().enumerate() {
            let reads = plan.entry_reads.get(undecided.entry);
            let reads = reads.map(Vec::as_slice).unwrap_or_default();
            if changed.is_none_or(|changed| changed.iter().any(|slot| reads.binary_search(slot).is_ok()))
                && let Some(floor) = effects.floors.get_mut(index)
            {
                effect(&mut walk, plan, *undecided, &mut effects.points, floor);
            }
        }
        view.totals = ground.totals(self.program, self.model, &effects);
        view.effects = effects;
    }

    /// The parts of some completions by a test of one field: the first that some entry makes, or the relevance
    /// of another field; none where nothing tells its values apart any more.
    pub fn split_field(&mut self, view: &View, place: u32) -> Option<Vec<Part>> {
        let (plan, ground, open) = (self.plan, self.ground, self.open);
        let slot = open.places.get(place as usize)?.slot;
        let mut walk = self.walk(view, Item::Outside);
        walk.focus = Some(place);
        let of_entries = ground.undecided.iter().find_map(|undecided| {
            let reads = plan.entry_reads.get(undecided.entry)?;
            reads.binary_search(&slot).ok()?;
            split_entry(&mut walk, plan, undecided.entry)
        });
        of_entries.or_else(|| {
            let gates = plan.relevance.iter().filter(|(gated, _, reads)| {
                reads.contains(&slot) && open.slots.get(*gated as usize) == Some(&true)
            });
            gates.into_iter().find_map(|(_, start, _)| of_code(&mut walk, *start))
        })
    }

    /// The parts of some completions by the test that matters most; none where nothing is left to split.
    pub fn split(&mut self, view: &View, aim: Aim) -> Option<Vec<Part>> {
        let weights = self.ground.weights(self.program, &view.effects, aim);
        self.split_first(view, weights)
    }

    /// The parts by the first of some undecided entries that has any.
    pub fn split_first(&mut self, view: &View, weights: Vec<(i64, usize)>) -> Option<Vec<Part>> {
        let (plan, ground) = (self.plan, self.ground);
        let mut walk = self.walk(view, Item::Outside);
        weights.into_iter().find_map(|(_, index)| {
            let entry = ground.undecided.get(index)?.entry;
            split_entry(&mut walk, plan, entry)
        })
    }
}
