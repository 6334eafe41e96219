//! Lists of records that are given, item by item, over sets of completions of their items.

use super::arithmetic::{arithmetic_f, arithmetic_i};
use super::{Item, Walk};
use crate::bounds::reach::{Ints, Nums, Reach, Truths};
use crate::eval::slots::{Extent, State};
use crate::lower::program::{Cmp, NodeId, Op};
use crate::ruleset::typed::Aggregate;

impl Walk<'_, '_> {
    /// How many items of a given list satisfy a body; none where the list is open itself.
    pub fn tally(&mut self, list: u32, body: Option<NodeId>) -> Option<Tally> {
        let truth = |walk: &mut Self| match body {
            Some(body) => walk.truth(body),
            None => Truths::TRUE,
        };
        self.tally_of(list, truth)
    }

    /// How many items satisfy a condition of an entry.
    pub fn tally_code(&mut self, list: u32, start: u32) -> Option<Tally> {
        self.tally_of(list, |walk| walk.code(start))
    }

    fn tally_of(&mut self, list: u32, mut truth: impl FnMut(&mut Self) -> Truths) -> Option<Tally> {
        let extent = self.extent(list)?;
        let mut tally = Tally::default();
        for number in 0..extent.len {
            let truths = self.of_item(extent.start + number, &mut truth);
            if truths == Truths::TRUE {
                tally.sure += 1;
                continue;
            }
            let may_be = |truths_wanted: Truths| i64::from(truths.may_be(truths_wanted));
            tally.possible += may_be(Truths::TRUE);
            tally.maybe += may_be(Truths::TRUE.or(Truths::UNKNOWN));
            tally.open += may_be(Truths::UNKNOWN);
            tally.fixed += i64::from(truths.within(Truths::TRUE.or(Truths::UNKNOWN)));
            tally.stuck += i64::from(truths.within(Truths::UNKNOWN.or(Truths::FAILED)));
            tally.failing += may_be(Truths::FAILED);
        }
        if extent.more {
            tally.maybe += UNREAD;
            tally.possible += UNREAD;
            tally.open += 1;
        }
        Some(tally)
    }

    fn extent(&self, list: u32) -> Option<Extent> {
        let slot = self.eval.scratch.values.slots.get(list as usize)?;
        (slot.state == State::Given).then(|| Extent::of(slot.bits))
    }

    /// Something about one item of a given list, by its place among all items.
    pub fn of_item<T>(&mut self, index: usize, body: impl FnOnce(&mut Self) -> T) -> T {
        let first = self.eval.scratch.values.rows.get(index).copied().unwrap_or_default();
        let outer = (self.item, self.eval.item);
        self.item = Item::Given(first);
        self.eval.item = first;
        let before = self.memo.renew();
        let value = body(self);
        self.memo.back(before);
        (self.item, self.eval.item) = outer;
        value
    }

    /// What an aggregate of a given list may be.
    pub fn aggregate_i(&mut self, list: u32, aggregate: Aggregate, body: Option<NodeId>) -> Reach<Ints> {
        let doubt = Reach { set: Ints::ALL, unknown: true, failed: true };
        if aggregate == Aggregate::Count {
            let Some(tally) = self.tally(list, body) else { return doubt };
            let set = Ints::Span(tally.sure, tally.sure + tally.possible);
            return Reach { set, unknown: tally.open > 0, failed: tally.failing > 0 };
        }
        let (Some(extent), Some(body)) = (self.extent(list), body) else { return doubt };
        let mut all = Reach::known(Ints::NOTHING).unknown_if(extent.more);
        let mut sum = Ints::Span(0, 0);
        let mut failing = false;
        for number in 0..extent.len {
            let value = self.of_item(extent.start + number, |walk| walk.ints(body));
            let (added, overflows) = arithmetic_i(Op::Add, sum, value.set);
            (sum, failing) = (added, failing || overflows);
            all = all.both(&value, all.set.or(value.set));
        }
        let count = i64::try_from(extent.len).unwrap_or(i64::MAX);
        match aggregate {
            Aggregate::Sum => all.with(sum).failing_if(failing),
            Aggregate::Min | Aggregate::Max => all.unknown_if(count == 0),
            Aggregate::Kinds | Aggregate::Most => {
                all.with(Ints::Span(count.min(1), count)).unknown_if(count == 0)
            }
            Aggregate::Any | Aggregate::Count => doubt,
        }
    }

    /// What an aggregate of a given list may be.
    pub fn aggregate_f(&mut self, list: u32, aggregate: Aggregate, body: NodeId) -> Reach<Nums> {
        let doubt = Reach { set: Nums::ALL, unknown: true, failed: true };
        let Some(extent) = self.extent(list) else { return doubt };
        let mut all = Reach::known(Nums::NOTHING).unknown_if(extent.more);
        let mut sum = Nums(0.0, 0.0);
        let mut failing = false;
        for number in 0..extent.len {
            let value = self.of_item(extent.start + number, |walk| walk.nums(body));
            let (added, overflows) = arithmetic_f(Op::Add, sum, value.set);
            (sum, failing) = (added, failing || overflows);
            all = all.both(&value, all.set.or(value.set));
        }
        match aggregate {
            Aggregate::Sum => all.with(sum).failing_if(failing),
            Aggregate::Min | Aggregate::Max => all.unknown_if(extent.len == 0),
            _ => doubt,
        }
    }
}

/// More items than are ever read.
const UNREAD: i64 = i64::MAX / 4;

/// How many items satisfy a condition; all but `sure` are counted among the others.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// In every completion.
    pub sure: i64,
    /// Items that may satisfy it.
    pub possible: i64,
    /// Items that may satisfy it or leave it unknown.
    pub maybe: i64,
    /// Items that may leave it unknown.
    pub open: i64,
    /// Items that satisfy it or leave it unknown in every completion.
    pub fixed: i64,
    /// Items that never satisfy it, and never decide against it.
    pub stuck: i64,
    /// Items that may fail.
    pub failing: i64,
}

impl Tally {
    /// The truth of "at least so many".
    pub fn at_least(self, wanted: i64) -> Truths {
        self.reaches(wanted).or_if(self.sure < wanted && self.failing > 0, Truths::FAILED.or(Truths::UNKNOWN))
    }

    /// The truth of a comparison of the count, which fails with any of its items.
    pub fn compare(self, cmp: Cmp, other: i64) -> Truths {
        let truths = match cmp {
            Cmp::Ge => self.reaches(other),
            Cmp::Lt => self.reaches(other).negated(),
            Cmp::Gt => self.reaches(other.saturating_add(1)),
            Cmp::Le => self.reaches(other.saturating_add(1)).negated(),
            Cmp::Eq => self.equals(other),
            Cmp::Ne => self.equals(other).negated(),
        };
        truths.or_if(self.failing > 0, Truths::FAILED)
    }

    fn reaches(self, wanted: i64) -> Truths {
        Truths::NOTHING
            .or_if(self.sure + self.possible >= wanted, Truths::TRUE)
            .or_if(self.sure + self.fixed < wanted, Truths::FALSE)
            .or_if(self.sure < wanted && self.sure + self.maybe >= wanted && self.open > 0, Truths::UNKNOWN)
    }

    fn equals(self, other: i64) -> Truths {
        let inside = self.sure <= other && other <= self.sure + self.maybe;
        Truths::NOTHING
            .or_if(inside && other <= self.sure + self.possible && self.stuck == 0, Truths::TRUE)
            .or_if(self.sure + self.possible > other || self.sure + self.fixed < other, Truths::FALSE)
            .or_if(inside && self.open > 0, Truths::UNKNOWN)
    }
}
