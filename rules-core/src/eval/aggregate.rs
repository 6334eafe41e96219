//! Lists of records read item by item.
//!
//! With t items that satisfy a body and u that may, `any` and comparisons of `count` are decided by t to
//! t+u; other aggregates are unknown as soon as an item they read is. Items past the field's limit are not
//! read, and u is without bound then.

use super::arithmetic::compare_numbers;
use super::slots::Extent;
use super::value::{Eval, Mode, Value};
use crate::diagnostic::Code;
use crate::lower::program::{Cmp, NodeId};
use crate::ruleset::typed::Aggregate;

/// How many items satisfy a condition.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// Certainly.
    pub sure: i64,
    /// Unknown.
    pub unknown: i64,
    /// Of the unknown ones, those that a completion may make true.
    pub maybe: i64,
    /// Of the unknown ones, those that no completion makes false.
    pub stuck: i64,
    /// Of the unknown ones, those that no completion makes anything.
    pub void: i64,
    /// A body failed.
    pub failed: Option<Code>,
    /// An item that satisfies the body was decided past a part that may fail.
    pub sure_may_fail: bool,
    /// Another item may fail yet.
    pub other_may_fail: bool,
}

/// More items than any list has.
const UNBOUNDED: i64 = i64::MAX / 4;

impl Tally {
    fn add(&mut self, value: Value) {
        match value {
            Value::Known(bits) => self.sure += i64::from(bits != 0),
            Value::Failed(code) => self.failed = self.failed.or(Some(code)),
            unknown => {
                self.unknown += 1;
                self.maybe += i64::from(unknown.may_be(true));
                self.stuck += i64::from(!unknown.may_be(false));
                self.void += i64::from(unknown == Value::Void);
            }
        }
    }

    /// Adds items that were not read.
    fn add_unread(&mut self, may_fail: bool) {
        self.unknown = UNBOUNDED;
        self.maybe = UNBOUNDED;
        self.other_may_fail |= may_fail;
    }

    /// Whether `sure..=sure+unknown` decides that the count is at least `wanted`. An item that fails matters
    /// only where neither the true items nor those that may become so reach it.
    fn at_least(self, wanted: i64) -> Value {
        if self.sure >= wanted {
            return Value::of_bool(true);
        }
        let can_be_true = self.sure + self.maybe >= wanted;
        match self.failed {
            Some(_) if can_be_true => Value::Open,
            Some(code) => Value::Failed(code),
            None if self.sure + self.unknown < wanted => Value::of_bool(false),
            None => Value::of_reach(can_be_true, self.sure + self.stuck < wanted),
        }
    }
}

impl Eval<'_> {
    /// The items of a list, or why there are none.
    fn rows(&self, list: u32) -> Result<Extent, Value> {
        let slot = self.scratch.values.slots.get(list as usize).copied().unwrap_or_default();
        match slot.state {
            super::slots::State::Given => Ok(Extent::of(slot.bits)),
            super::slots::State::Void => Err(Value::Void),
            _ => Err(Value::Open),
        }
    }

    /// A body's value for one item.
    fn of_item(&mut self, index: usize, body: impl FnOnce(&mut Self) -> Value) -> Value {
        let outer = self.item;
        self.item = self.scratch.values.rows.get(index).copied().unwrap_or_default();
        let value = body(self);
        self.item = outer;
        value
    }

    /// Counts the items of a list that satisfy a condition, which may fail or not, as it is written.
    fn tally(
        &mut self,
        list: u32,
        may_fail: bool,
        mut body: impl FnMut(&mut Self) -> Value,
    ) -> Result<Tally, Value> {
        let extent = self.rows(list)?;
        let outer = std::mem::take(&mut self.past_failure);
        let mut tally = Tally::default();
        for index in 0..extent.len {
            let value = self.of_item(extent.start + index, &mut body);
            let passed = std::mem::take(&mut self.past_failure);
            match value {
                Value::Known(bits) if bits != 0 => tally.sure_may_fail |= passed,
                Value::Known(_) | Value::Failed(_) => tally.other_may_fail |= passed,
                _ => tally.other_may_fail |= may_fail,
            }
            tally.add(value);
        }
        if extent.more {
            tally.add_unread(may_fail);
        }
        self.past_failure = outer;
        Ok(tally)
    }

    /// Whether at least so many items of a list satisfy a condition.
    pub fn at_least(
        &mut self,
        list: u32,
        wanted: i64,
        may_fail: bool,
        body: impl FnMut(&mut Self) -> Value,
    ) -> Value {
        match self.tally(list, may_fail, body) {
            Ok(tally) => {
                self.past_failure |= tally.sure_may_fail || (tally.sure < wanted && tally.other_may_fail);
                tally.at_least(wanted)
            }
            Err(unknown) => unknown,
        }
    }

    /// Counts the items that satisfy a body, or all; an item that fails fails the count.
    fn count_of(&mut self, list: u32, body: Option<NodeId>, mode: Mode) -> Result<Tally, Value> {
        match body {
            Some(body) => {
                let tally = self.tally(list, self.may_fail(body), |eval| eval.value(body, mode))?;
                self.past_failure |= tally.sure_may_fail || tally.other_may_fail;
                Ok(tally)
            }
            None => {
                let extent = self.rows(list)?;
                let sure = i64::try_from(extent.len).unwrap_or(i64::MAX);
                let mut tally = Tally { sure, ..Tally::default() };
                if extent.more {
                    tally.add_unread(false);
                }
                Ok(tally)
            }
        }
    }

    /// `list.count(body) cmp other`, or the other way round where the count does not stand first.
    pub fn count_is(
        &mut self,
        list: u32,
        body: Option<NodeId>,
        (cmp, other, is_first): (Cmp, NodeId, bool),
        mode: Mode,
    ) -> Value {
        let tally = self.count_of(list, body, mode);
        let other = self.value(other, mode);
        let (tally, other) = match (tally, other) {
            (_, Value::Failed(code)) if !is_first => return Value::Failed(code),
            (Ok(Tally { failed: Some(code), .. }), _) => return Value::Failed(code),
            (Err(Value::Void), _) | (_, Value::Void) => return Value::Void,
            (_, Value::Failed(code)) => return Value::Failed(code),
            (Ok(tally), Value::Known(bits)) => (tally, bits.cast_signed()),
            _ => return Value::Open,
        };
        match decided(cmp, tally.sure, tally.sure + tally.unknown, other) {
            // No completion fills the items that are void: without others it stays undecided.
            Value::Open if tally.void == tally.unknown => Value::Void,
            decided => decided,
        }
    }

    fn count(&mut self, list: u32, body: Option<NodeId>, mode: Mode) -> Value {
        match self.count_of(list, body, mode) {
            Err(unknown) => unknown,
            Ok(Tally { failed: Some(code), .. }) => Value::Failed(code),
            Ok(tally) if tally.void > 0 => Value::Void,
            Ok(tally) if tally.unknown > 0 => Value::Open,
            Ok(tally) => Value::of_int(tally.sure),
        }
    }

    /// An aggregate of a list.
    pub fn aggregate(
        &mut self,
        list: u32,
        aggregate: Aggregate,
        body: Option<NodeId>,
        is_number: bool,
        mode: Mode,
    ) -> Value {
        match (aggregate, body) {
            (Aggregate::Any, Some(body)) => {
                return self.at_least(list, 1, self.may_fail(body), |eval| eval.value(body, mode));
            }
            (Aggregate::Count, _) => return self.count(list, body, mode),
            _ => {}
        }
        let (extent, body) = match (self.rows(list), body) {
            (Ok(extent), Some(body)) => (extent, body),
            (Err(unknown), _) => return unknown,
            (_, None) => return Value::Open,
        };
        let mut all = std::mem::take(&mut self.scratch.counts);
        all.clear();
        let mut unknown = extent.more.then_some(Value::Open);
        for index in 0..extent.len {
            match self.of_item(extent.start + index, |eval| eval.value(body, mode)) {
                Value::Known(bits) => all.push((bits, 1)),
                Value::Half(_) => unknown = Some(worse(unknown, Value::Open)),
                other => unknown = Some(worse(unknown, other)),
            }
        }
        let value = unknown.unwrap_or_else(|| combine(aggregate, &mut all, is_number));
        self.scratch.counts = all;
        value
    }
}

/// Of two reasons for no value the one that stands: the first that fails or is void, else open.
fn worse(known: Option<Value>, other: Value) -> Value {
    match known {
        Some(known @ (Value::Failed(_) | Value::Void)) => known,
        _ => other,
    }
}

/// Whether every count from low to high, or none, compares so.
pub fn decided(cmp: Cmp, low: i64, high: i64, other: i64) -> Value {
    let holds = |count: i64| cmp.holds(count.cmp(&other));
    let inside = (low..=high).contains(&other);
    let all = match cmp {
        Cmp::Eq => low == high && low == other,
        Cmp::Ne => !inside,
        _ => holds(low) && holds(high),
    };
    let any = match cmp {
        Cmp::Eq => inside,
        Cmp::Ne => low != high || low != other,
        _ => holds(low) || holds(high),
    };
    match (all, any) {
        (true, _) => Value::of_bool(true),
        (_, false) => Value::of_bool(false),
        _ => Value::Open,
    }
}

/// The aggregate of known values. The least and greatest, and the most frequent, of none are void.
fn combine(aggregate: Aggregate, all: &mut [(u64, u32)], is_number: bool) -> Value {
    let bits = || all.iter().map(|(bits, _)| *bits);
    let before = |a: u64, b: u64| {
        if is_number { compare_numbers(Cmp::Lt, a, b) } else { a.cast_signed() < b.cast_signed() }
    };
    match aggregate {
        Aggregate::Sum if is_number => Value::of_num(bits().map(f64::from_bits).sum::<f64>() + 0.0),
        Aggregate::Sum => {
            let sum = bits().try_fold(0i64, |sum, it| sum.checked_add(it.cast_signed()));
            sum.map_or(Value::Failed(Code::R501), Value::of_int)
        }
        Aggregate::Min => {
            bits().reduce(|a, b| if before(b, a) { b } else { a }).map_or(Value::Void, Value::Known)
        }
        Aggregate::Max => {
            bits().reduce(|a, b| if before(a, b) { b } else { a }).map_or(Value::Void, Value::Known)
        }
        Aggregate::Kinds | Aggregate::Most => {
            all.sort_unstable();
            let runs = all.chunk_by(|a, b| a.0 == b.0).map(<[_]>::len);
            let found = if aggregate == Aggregate::Kinds { Some(runs.count()) } else { runs.max() };
            let found = found.map(|count| i64::try_from(count).unwrap_or(i64::MAX));
            found.map_or(Value::Void, Value::of_int)
        }
        Aggregate::Any | Aggregate::Count => Value::Open,
    }
}
