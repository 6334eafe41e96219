//! Integers, times, enum values and bools over sets of completions.

use super::arithmetic::{arithmetic_i, shifted, to_int};
use super::{Walk, of_value};
use crate::bounds::reach::{Ints, Reach, Truths};
use crate::bounds::state::{Domain, Set};
use crate::eval::deadlines::state_index;
use crate::lower::program::{Node, NodeId};
use crate::ruleset::typed::{Aggregate, Function};
use crate::time::{self, DAY, INSTANT_MAX, INSTANT_MIN, NONE, SPAN_MAX};

impl Walk<'_, '_> {
    /// What an integer, a time, an enum value or a bool may be.
    pub fn ints(&mut self, node: NodeId) -> Reach<Ints> {
        if self.is_closed(node) {
            let value = self.computed(node);
            return of_value(value, Ints::NOTHING, |bits| Ints::Span(bits.cast_signed(), bits.cast_signed()));
        }
        let wish = self.plan.of_node.get(node as usize).copied().flatten();
        if let Some((answers, domain)) = self.answer(wish) {
            let is_int =
                wish.and_then(|wish| self.plan.wishes.get(wish as usize)).is_some_and(|it| it.is_int);
            if is_int {
                let is_known = domain.may_be_given() && answers.truths.may_be(Truths::KNOWN);
                let set = if is_known { answers.ints } else { Ints::NOTHING };
                let unknown = domain.unknown || answers.truths.may_be(Truths::UNKNOWN);
                return Reach { set, unknown, failed: answers.truths.may_be(Truths::FAILED) };
            }
        }
        let program = self.eval.program;
        let doubt = Reach { set: Ints::ALL, unknown: true, failed: true };
        let Some(step) = program.nodes.get(node as usize) else { return doubt };
        match step {
            Node::Slot(slot) => match self.domain(*slot) {
                Some(Domain { set: Set::Ints(set), unknown }) => Reach { set, unknown, failed: false },
                _ => doubt,
            },
            Node::Item(index) => match self.item_domain(*index) {
                Ok(Domain { set: Set::Ints(set), unknown }) => Reach { set, unknown, failed: false },
                Ok(_) => doubt,
                Err(value) => {
                    of_value(value, Ints::NOTHING, |bits| Ints::Span(bits.cast_signed(), bits.cast_signed()))
                }
            },
            Node::ArithI(op, a, b) => {
                let (a, b) = (self.ints(*a), self.ints(*b));
                let (set, failing) = arithmetic_i(*op, a.set, b.set);
                a.both(&b, set).failing_if(failing)
            }
            Node::NegI(a) => {
                let a = self.ints(*a);
                let set = a.set.ends().map_or(Ints::NOTHING, |(low, high)| {
                    Ints::Span(high.saturating_neg(), low.saturating_neg())
                });
                a.with(set).failing_if(a.set.contains(i64::MIN))
            }
            Node::Difference(dates, a, b) => self.difference(*dates, *a, *b),
            Node::Shift(later, a, b) => {
                let (a, b) = (self.ints(*a), self.ints(*b));
                let set = shifted(*later, a.set.times(), b.set, (INSTANT_MIN, INSTANT_MAX));
                a.both(&b, set.0).failing_if(set.1).unknown_if(a.set.contains(NONE))
            }
            Node::Durations(add, a, b) => {
                let (a, b) = (self.ints(*a), self.ints(*b));
                let set = shifted(*add, a.set, b.set, (-SPAN_MAX, SPAN_MAX));
                a.both(&b, set.0).failing_if(set.1)
            }
            Node::Default(value, default) => {
                let value = self.ints(*value);
                if !value.unknown {
                    return value;
                }
                let default = self.ints(*default);
                let set = value.set.or(default.set);
                Reach { set, unknown: default.unknown, failed: value.failed || default.failed }
            }
            Node::If(test, then, otherwise) => {
                let (then, otherwise) = (self.ints(*then), self.ints(*otherwise));
                self.choose(*test, then, otherwise, Ints::NOTHING, Ints::or)
            }
            Node::Call(function, a, b, is_number) => self.call_i(*function, *a, *b, *is_number),
            Node::DeadlineState(index) => match self.deadlines.get(*index as usize) {
                Some(outlook) => {
                    let (decided, open) = outlook.decided();
                    let states = decided.iter().flat_map(|set| set.iter().collect::<Vec<_>>());
                    let mask = states.filter_map(state_index).fold(0, |mask, state| mask | 1 << state);
                    Reach { set: Ints::Among(mask), unknown: !open.is_empty(), failed: false }
                }
                None => doubt,
            },
            Node::DaysLeft(_) | Node::Due(_) => Reach { set: Ints::ALL, unknown: true, failed: false },
            Node::Aggregate(_, Aggregate::Any, ..)
            | Node::Cond(_)
            | Node::CompareI(..)
            | Node::CompareF(..)
            | Node::CompareT(..)
            | Node::OneOf(..)
            | Node::OneOfT(..)
            | Node::BetweenI(..)
            | Node::BetweenF(..)
            | Node::Contains(..)
            | Node::ContainsT(..)
            | Node::Mentions(..)
            | Node::NotAfter(..)
            | Node::Matches(..)
            | Node::CountIs(..)
            | Node::DeadlineIs(..) => {
                let truths = self.truth(node);
                let mask =
                    u64::from(truths.may_be(Truths::FALSE)) | u64::from(truths.may_be(Truths::TRUE)) << 1;
                Reach {
                    set: Ints::Among(mask),
                    unknown: truths.may_be(Truths::UNKNOWN),
                    failed: truths.may_be(Truths::FAILED),
                }
            }
            Node::Aggregate(list, aggregate, body, _) => self.aggregate_i(*list, *aggregate, *body),
            // Scripts, terms counted in an item's text, and whatever is no integer.
            _ => doubt,
        }
    }

    /// One of two values, by a test.
    pub fn choose<S: Copy + PartialEq>(
        &mut self,
        test: NodeId,
        then: Reach<S>,
        otherwise: Reach<S>,
        nothing: S,
        join: impl Fn(S, S) -> S,
    ) -> Reach<S> {
        let test = self.truth(test);
        let mut all = Reach::known(nothing).failing_if(test.may_be(Truths::FAILED));
        let unknown = test.may_be(Truths::UNKNOWN);
        for (branch, taken) in [(then, Truths::TRUE), (otherwise, Truths::FALSE)] {
            if test.may_be(taken) || unknown {
                all = Reach {
                    set: join(all.set, branch.set),
                    unknown: all.unknown || branch.unknown,
                    failed: all.failed || branch.failed,
                };
            }
        }
        all.unknown_if(unknown)
    }

    fn difference(&mut self, dates: bool, a: NodeId, b: NodeId) -> Reach<Ints> {
        let (a, b) = (self.ints(a), self.ints(b));
        let unknown = a.set.contains(NONE) || b.set.contains(NONE);
        let unit = if dates { DAY } else { 1 };
        let set = match (a.set.times().ends(), b.set.times().ends()) {
            (Some((low, high)), Some((first, last))) => Ints::Span(
                low.saturating_sub(last).saturating_mul(unit),
                high.saturating_sub(first).saturating_mul(unit),
            ),
            _ => Ints::NOTHING,
        };
        let failing = set.ends().is_some_and(|(low, high)| low < -SPAN_MAX || high > SPAN_MAX);
        a.both(&b, set).unknown_if(unknown).failing_if(failing)
    }

    fn call_i(&mut self, function: Function, a: NodeId, b: NodeId, is_number: bool) -> Reach<Ints> {
        if function == Function::ToInt {
            let a = self.nums(a);
            return to_int(a);
        }
        if is_number {
            return Reach { set: Ints::ALL, unknown: true, failed: true };
        }
        let offset = self.eval.offset;
        let first = self.ints(a);
        let times = first.set.times().ends();
        match function {
            Function::DateOf => {
                let date = |time: i64| time::date_of(time, offset);
                let set = match times.map(|(low, high)| (date(low), date(high))) {
                    Some((Ok(low), Ok(high))) => Ints::Span(low, high),
                    Some(_) => Ints::Span(time::DATE_MIN, time::DATE_MAX),
                    None => Ints::NOTHING,
                };
                let set = if first.set.contains(NONE) { set.or(Ints::Span(NONE, NONE)) } else { set };
                let failing = times.is_some_and(|(low, high)| date(low).is_err() || date(high).is_err());
                first.with(set).failing_if(failing)
            }
            Function::YearOf => {
                let year = |date: i64| time::year_of(date).unwrap_or_default();
                let set = times.map_or(Ints::NOTHING, |(low, high)| Ints::Span(year(low), year(high)));
                first.with(set).unknown_if(first.set.contains(NONE))
            }
            Function::MonthOf | Function::HourOf => {
                let set = match first.set.only().filter(|time| *time != NONE) {
                    Some(time) if function == Function::MonthOf => time::month_of(time).ok(),
                    Some(time) => time::hour_of(time, offset).ok(),
                    None => None,
                };
                let whole = if function == Function::MonthOf { Ints::Span(1, 12) } else { Ints::Span(0, 23) };
                let set = set.map_or(whole, |value| Ints::Span(value, value));
                first.with(set).unknown_if(first.set.contains(NONE)).failing_if(function == Function::HourOf)
            }
            Function::Abs => {
                let set = first.set.ends().map_or(Ints::NOTHING, |(low, high)| {
                    let (a, b) = (low.saturating_abs(), high.saturating_abs());
                    Ints::Span(if low <= 0 && high >= 0 { 0 } else { a.min(b) }, a.max(b))
                });
                first.with(set).failing_if(first.set.contains(i64::MIN))
            }
            Function::Min | Function::Max => {
                let second = self.ints(b);
                let pick = |a: i64, b: i64| if function == Function::Min { a.min(b) } else { a.max(b) };
                let set = match (first.set.ends(), second.set.ends()) {
                    (Some((a, b)), Some((c, d))) => Ints::Span(pick(a, c), pick(b, d)),
                    _ => Ints::NOTHING,
                };
                first.both(&second, set)
            }
            _ => Reach { set: Ints::ALL, unknown: true, failed: true },
        }
    }
}
