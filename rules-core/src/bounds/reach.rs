//! What a value may be, over all completions: sets that are never too small.
//!
//! INVARIANT(sound): every operation here gives a set that holds each result that some members of its
//! operands give. It may hold more: what is lost is sharpness, never a possibility.

use crate::eval::value::Value;
use crate::lower::program::Cmp;
use crate::time::NONE;

/// Which truths are possible: a set of true, false, unknown and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Truths(u8);

impl Truths {
    /// No truth.
    pub const NOTHING: Self = Self(0);
    /// True.
    pub const TRUE: Self = Self(1);
    /// False.
    pub const FALSE: Self = Self(2);
    /// Unknown, for good.
    pub const UNKNOWN: Self = Self(4);
    /// Failed.
    pub const FAILED: Self = Self(8);
    /// True or false: an integer that is known.
    pub const KNOWN: Self = Self(3);
    /// True, false or unknown.
    pub const OPEN: Self = Self(7);
    /// Every truth.
    pub const ALL: Self = Self(15);

    /// Both sets together.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// With another set, if a condition holds.
    #[must_use]
    pub fn or_if(self, condition: bool, other: Self) -> Self {
        if condition { self.or(other) } else { self }
    }

    /// Whether a truth of the other set is possible.
    #[must_use]
    pub fn may_be(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether nothing but the other set is possible.
    #[must_use]
    pub fn within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// What both sets have.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What the other set does not have.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// True and false changed over.
    #[must_use]
    pub fn negated(self) -> Self {
        self.without(Self::KNOWN)
            .or_if(self.may_be(Self::TRUE), Self::FALSE)
            .or_if(self.may_be(Self::FALSE), Self::TRUE)
    }

    /// The set as bits.
    #[must_use]
    pub fn bits(self) -> u8 {
        self.0
    }

    /// Whether one truth is left.
    #[must_use]
    pub fn is_decided(self) -> bool {
        self.0.is_power_of_two()
    }

    /// What a computed bool is.
    #[must_use]
    pub fn of(value: Value) -> Self {
        match value {
            Value::Known(0) => Self::FALSE,
            Value::Known(_) => Self::TRUE,
            Value::Failed(_) => Self::FAILED,
            Value::Open | Value::Void | Value::Half(_) => Self::UNKNOWN,
        }
    }

    /// What a condition is past an unknown test, given what each way out makes of it: decided where both
    /// agree, unknown otherwise.
    #[must_use]
    pub fn past_unknown(yes: Self, no: Self) -> Self {
        let both = |truth: Self| yes.may_be(truth) && no.may_be(truth);
        let undecided = Self(12);
        let differ = yes.may_be(undecided)
            || no.may_be(undecided)
            || (yes.may_be(Self::TRUE) && no.may_be(Self::FALSE))
            || (yes.may_be(Self::FALSE) && no.may_be(Self::TRUE));
        Self::NOTHING
            .or_if(both(Self::TRUE), Self::TRUE)
            .or_if(both(Self::FALSE), Self::FALSE)
            .or_if(differ, Self::UNKNOWN)
    }
}

/// A set of bools, enum values, integers or times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ints {
    /// All from the first to the second; none where the first is the larger one. `none`, a time that is
    /// known not to be, is the largest integer.
    Span(i64, i64),
    /// Those of 0 to 63 whose bit is set.
    Among(u64),
}

impl Ints {
    /// No value.
    pub const NOTHING: Self = Self::Span(1, 0);
    /// Every value.
    pub const ALL: Self = Self::Span(i64::MIN, i64::MAX);

    /// The least and the greatest value; none if it is empty.
    #[must_use]
    pub fn ends(self) -> Option<(i64, i64)> {
        match self {
            Self::Span(low, high) => (low <= high).then_some((low, high)),
            Self::Among(0) => None,
            Self::Among(mask) => {
                Some((i64::from(mask.trailing_zeros()), 63 - i64::from(mask.leading_zeros())))
            }
        }
    }

    /// The only value, where there is one.
    #[must_use]
    pub fn only(self) -> Option<i64> {
        self.ends().filter(|(low, high)| low == high).map(|(low, _)| low)
    }

    /// Whether a value is in it.
    #[must_use]
    pub fn contains(self, value: i64) -> bool {
        match self {
            Self::Span(low, high) => (low..=high).contains(&value),
            Self::Among(mask) => (0..64).contains(&value) && mask >> value & 1 == 1,
        }
    }

    /// Every value of both; of two different kinds of set, also those between.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other, self.ends(), other.ends()) {
            (Self::Among(a), Self::Among(b), ..) => Self::Among(a | b),
            (_, _, Some((a, b)), Some((c, d))) => Self::Span(a.min(c), b.max(d)),
            (_, _, None, _) => other,
            _ => self,
        }
    }

    /// The values of both that also lie from `low` to `high`.
    #[must_use]
    pub fn within(self, low: i64, high: i64) -> Self {
        match self {
            Self::Span(from, to) => Self::Span(from.max(low), to.min(high)),
            Self::Among(mask) => {
                let kept = (0..64).filter(|bit| (low..=high).contains(bit) && mask >> bit & 1 == 1);
                Self::Among(kept.fold(0, |kept, bit| kept | 1 << bit))
            }
        }
    }

    /// The times that are not `none`.
    #[must_use]
    pub fn times(self) -> Self {
        self.within(i64::MIN, NONE - 1)
    }

    /// Which truths a comparison may have.
    #[must_use]
    pub fn compare(self, cmp: Cmp, other: Self) -> Truths {
        let (Some((a, b)), Some((c, d))) = (self.ends(), other.ends()) else { return Truths::NOTHING };
        if let (Self::Among(mask), Some(value)) = (self, other.only()) {
            return among(mask, |bit| cmp.holds(bit.cmp(&value)));
        }
        if let (Some(value), Self::Among(mask)) = (self.only(), other) {
            return among(mask, |bit| cmp.holds(value.cmp(&bit)));
        }
        let equal = match (self, other) {
            (Self::Among(left), Self::Among(right)) => left & right != 0,
            _ => a <= d && c <= b,
        };
        truths(cmp, a < d, equal, b > c)
    }
}

/// The truths of a test over the values of a mask.
fn among(mask: u64, test: impl Fn(i64) -> bool) -> Truths {
    let mut all = Truths::NOTHING;
    let mut rest = mask;
    while rest != 0 {
        let bit = rest.trailing_zeros();
        rest &= rest - 1;
        all = all.or(if test(i64::from(bit)) { Truths::TRUE } else { Truths::FALSE });
    }
    all
}

/// The truths of a comparison, by which orders are possible.
fn truths(cmp: Cmp, less: bool, equal: bool, greater: bool) -> Truths {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let orders = [(less, Less), (equal, Equal), (greater, Greater)];
    let possible = orders.into_iter().filter(|(possible, _)| *possible);
    possible.fold(Truths::NOTHING, |all, (_, order)| {
        all.or(if cmp.holds(order) { Truths::TRUE } else { Truths::FALSE })
    })
}

/// A set of finite numbers: all from the first to the second; none where the first is the larger one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nums(pub f64, pub f64);

impl Nums {
    /// No number.
    pub const NOTHING: Self = Self(1.0, 0.0);
    /// Every number.
    pub const ALL: Self = Self(f64::MIN, f64::MAX);

    /// Whether it is empty.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 > self.1
    }

    /// Every number of both, and those between.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self.is_empty(), other.is_empty()) {
            (true, _) => other,
            (_, true) => self,
            _ => Self(self.0.min(other.0), self.1.max(other.1)),
        }
    }

    /// Which truths a comparison may have.
    #[must_use]
    pub fn compare(self, cmp: Cmp, other: Self) -> Truths {
        if self.is_empty() || other.is_empty() {
            return Truths::NOTHING;
        }
        let equal = self.0 <= other.1 && other.0 <= self.1;
        truths(cmp, self.0 < other.1, equal, self.1 > other.0)
    }
}

/// What a computation may give: one of a set of values, nothing known, or a failure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reach<S> {
    /// The values.
    pub set: S,
    /// Whether it may be unknown.
    pub unknown: bool,
    /// Whether it may fail.
    pub failed: bool,
}

impl<S> Reach<S> {
    /// These values, and no others.
    pub fn known(set: S) -> Self {
        Self { set, unknown: false, failed: false }
    }

    /// Another set of values, with the same doubts.
    pub fn with<T>(self, set: T) -> Reach<T> {
        Reach { set, unknown: self.unknown, failed: self.failed }
    }

    /// Other values, with the doubts of both operands.
    pub fn both<T, R>(self, other: &Reach<T>, set: R) -> Reach<R> {
        Reach { set, unknown: self.unknown || other.unknown, failed: self.failed || other.failed }
    }

    /// With a failure possible, if a condition holds.
    #[must_use]
    pub fn failing_if(mut self, condition: bool) -> Self {
        self.failed |= condition;
        self
    }

    /// With unknown possible, if a condition holds.
    #[must_use]
    pub fn unknown_if(mut self, condition: bool) -> Self {
        self.unknown |= condition;
        self
    }
}

impl Reach<Truths> {
    /// As one set.
    #[must_use]
    pub fn truths(self) -> Truths {
        self.set.or_if(self.unknown, Truths::UNKNOWN).or_if(self.failed, Truths::FAILED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comparison_is_decided_exactly_where_all_pairs_agree() {
        let sets = [
            Ints::Span(1, 3),
            Ints::Span(2, 2),
            Ints::Span(4, 6),
            Ints::Among(0b0110),
            Ints::Among(0b1001),
            Ints::Among(0b0100),
        ];
        let members = |set: Ints| (0..8).filter(move |value| set.contains(*value));
        for (a, b) in sets.iter().flat_map(|a| sets.iter().map(move |b| (*a, *b))) {
            for cmp in [Cmp::Eq, Cmp::Ne, Cmp::Lt, Cmp::Le, Cmp::Gt, Cmp::Ge] {
                let pairs = members(a).flat_map(|x| members(b).map(move |y| cmp.holds(x.cmp(&y))));
                let all = pairs.fold(Truths::NOTHING, |all, holds| {
                    all.or(if holds { Truths::TRUE } else { Truths::FALSE })
                });
                let found = a.compare(cmp, b);
                assert!(all.within(found), "{a:?} {cmp:?} {b:?}: {found:?} lacks some of {all:?}");
                let is_mixed =
                    matches!((a, b), (Ints::Span(..), Ints::Among(_)) | (Ints::Among(_), Ints::Span(..)));
                assert!(is_mixed || found == all || a.only().is_none(), "{a:?} {cmp:?} {b:?}");
            }
        }
    }

    #[test]
    fn past_an_unknown_test_only_what_both_ways_give_is_decided() {
        let (t, f, u) = (Truths::TRUE, Truths::FALSE, Truths::UNKNOWN);
        assert_eq!(Truths::past_unknown(t, t), t);
        assert_eq!(Truths::past_unknown(f, f), f);
        assert_eq!(Truths::past_unknown(t, f), u);
        assert_eq!(Truths::past_unknown(t.or(f), f), f.or(u));
        assert_eq!(Truths::past_unknown(t, Truths::FAILED), u);
    }
}
