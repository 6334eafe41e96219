//! Nodes and conditions over sets of values: what each may be, over a set of completions.
//!
//! INVARIANT(sound): for each completion in the set, the value that the evaluator gives in
//! [`Mode::Present`] is in the answer.

use super::plan::Plan;
use super::reach::{Ints, Nums, Reach, Truths};
use super::state::{Completions, Domain, Open, Set};
use crate::calendar::Calendar;
use crate::deadline::StateSet;
use crate::eval::arithmetic::{integers, numbers};
use crate::eval::deadlines::state_index;
use crate::eval::slots::{Extent, State};
use crate::eval::value::{Eval, Mode, Value};
use crate::lower::program::{Atom, Axis, BinTest, Cmp, FALSE, Node, NodeId, Op, TRUE};
use crate::number;
use crate::ruleset::typed::{Aggregate, Function};
use crate::time::{self, DAY, INSTANT_MAX, INSTANT_MIN, Instant, NONE, SPAN_MAX};

/// An item at hand.
#[derive(Clone, Copy, Debug)]
pub enum Item<'s> {
    /// None.
    Outside,
    /// One of the incident, by its first slot.
    Given(usize),
    /// Any item that has these fields.
    Any(&'s [Domain]),
}

/// A walk over one set of completions.
pub struct Walk<'w, 'e> {
    /// What is read by what.
    pub plan: &'w Plan,
    /// What is open.
    pub open: &'w Open,
    /// The completions.
    pub completions: &'w Completions,
    /// The incident as it is, for what reads nothing open.
    pub eval: &'w mut Eval<'e>,
    /// What each deadline may be: its states, and whether it may be unknown.
    pub deadlines: &'w [(StateSet, bool)],
    /// The item at hand.
    pub item: Item<'w>,
    /// What was found of places in the code.
    pub memo: &'w mut Memo,
    /// The instant of the assessment, and the calendar.
    pub clock: Clock<'w>,
}

/// What deadlines are counted by beside the incident.
#[derive(Clone, Copy, Debug)]
pub struct Clock<'c> {
    /// The instant of the assessment.
    pub as_of: Option<Instant>,
    /// The working days.
    pub calendar: Option<&'c Calendar>,
}

/// Truths found for places in the code, each for one set of completions and one item.
#[derive(Debug, Default)]
pub struct Memo {
    last: u32,
    at: u32,
    found: Vec<(u32, Truths)>,
}

impl Memo {
    /// Room for a program's code.
    pub fn new(places: usize) -> Self {
        Self { last: 0, at: 0, found: vec![(0, Truths::NOTHING); places] }
    }

    /// Forgets: another set of completions, or another item. Gives what [`Memo::back`] goes back to.
    pub fn renew(&mut self) -> u32 {
        if self.last == u32::MAX {
            self.found.fill((0, Truths::NOTHING));
            self.last = 0;
        }
        self.last += 1;
        std::mem::replace(&mut self.at, self.last)
    }

    /// Goes back to what was at hand before.
    pub fn back(&mut self, at: u32) {
        self.at = at;
    }
}

/// Ints or numbers of a value that is known or not.
fn of_value<S>(value: Value, nothing: S, known: impl FnOnce(u64) -> S) -> Reach<S> {
    match value {
        Value::Known(bits) => Reach::known(known(bits)),
        Value::Failed(_) => Reach { set: nothing, unknown: false, failed: true },
        Value::Open | Value::Void | Value::Half(_) => Reach { set: nothing, unknown: true, failed: false },
    }
}

impl Walk<'_, '_> {
    /// Whether a node has one value over all completions.
    fn is_closed(&self, node: NodeId) -> bool {
        let reads_item = || self.eval.program.traits.get(node as usize).is_some_and(|it| it.reads_item);
        let is_closed = self.open.closed.get(node as usize).copied().unwrap_or_default();
        match self.item {
            Item::Outside => is_closed,
            // An item of an open list, or of one with open items: the list itself is not among what is read.
            Item::Given(_) | Item::Any(_) => is_closed && !reads_item(),
        }
    }

    fn computed(&mut self, node: NodeId) -> Value {
        self.eval.value(node, Mode::Present)
    }

    /// The answers to a wish, and its field; none where it is not one that is asked.
    fn answer(&self, wish: Option<u32>) -> Option<(super::state::Answers, Domain)> {
        let index = wish? as usize;
        if !*self.open.asked.get(index)? {
            return None;
        }
        let slot = self.plan.wishes.get(index)?.slot;
        let place = self.open.of_slot.get(slot as usize).copied().flatten()?;
        Some((*self.completions.answers.get(index)?, *self.completions.domains.get(place as usize)?))
    }

    /// The truth of a wish; none where it is not one that is asked.
    pub fn wished_truth(&self, wish: Option<u32>) -> Option<Truths> {
        let (answers, domain) = self.answer(wish)?;
        let given = if domain.may_be_given() { answers.truths } else { Truths::NOTHING };
        Some(given.or_if(domain.unknown, Truths::UNKNOWN))
    }

    fn domain(&self, slot: u32) -> Option<Domain> {
        let place = self.open.of_slot.get(slot as usize).copied().flatten()?;
        self.completions.domains.get(place as usize).copied()
    }

    /// The domain of a field of the item at hand; none where it has a value.
    fn item_domain(&self, index: u32) -> Result<Domain, Value> {
        match self.item {
            Item::Any(domains) => domains.get(index as usize).copied().ok_or(Value::Open),
            Item::Given(first) => {
                let at = first + index as usize;
                match self.open.of_item.get(at).copied().flatten() {
                    Some(place) => self.completions.domains.get(place as usize).copied().ok_or(Value::Open),
                    None => Err(match self.eval.scratch.values.items.get(at) {
                        Some(slot) if slot.state == State::Given => Value::Known(slot.bits),
                        _ => Value::Open,
                    }),
                }
            }
            Item::Outside => Err(Value::Open),
        }
    }

    /// The truth of a condition, from a place in its code.
    pub fn code(&mut self, start: u32) -> Truths {
        if start >= FALSE {
            return if start == TRUE { Truths::TRUE } else { Truths::FALSE };
        }
        let program = self.eval.program;
        let Some(branch) = program.code.get(start as usize) else { return Truths::ALL };
        let truths = self.atom(start, &branch.atom);
        if truths == Truths::TRUE {
            return self.code(branch.yes);
        }
        if truths == Truths::FALSE {
            return self.code(branch.no);
        }
        if let Some((at, found)) = self.memo.found.get(start as usize)
            && *at == self.memo.at
        {
            return *found;
        }
        let (yes, no) = (self.code(branch.yes), self.code(branch.no));
        let mut all =
            Truths::NOTHING.or_if(truths.may_be(Truths::FAILED), Truths::FAILED.or(Truths::UNKNOWN));
        if truths.may_be(Truths::TRUE) {
            all = all.or(yes);
        }
        if truths.may_be(Truths::FALSE) {
            all = all.or(no);
        }
        if truths.may_be(Truths::UNKNOWN) {
            all = all.or(Truths::past_unknown(yes, no));
        }
        let at = self.memo.at;
        if let Some(place) = self.memo.found.get_mut(start as usize) {
            *place = (at, all);
        }
        all
    }

    /// The truth of a test in the code.
    pub fn atom(&mut self, at: u32, atom: &Atom) -> Truths {
        if let Atom::Node(node) = atom {
            return self.truth(*node);
        }
        let Some(slot) = atom.slot() else { return Truths::ALL };
        let Some(domain) = self.domain(slot) else {
            let value = self.eval.slot(slot);
            return match value {
                Value::Known(bits) => Truths::of(Value::of_bool(self.eval.holds(atom, bits))),
                other => Truths::of(other),
            };
        };
        let set = match (atom, domain.set) {
            (Atom::Bool(_), Set::Ints(ints)) => ints.compare(Cmp::Eq, Ints::Span(1, 1)),
            (Atom::CompareI(cmp, _, constant), Set::Ints(ints)) => {
                ints.compare(*cmp, Ints::Span(*constant, *constant))
            }
            (Atom::CompareF(cmp, _, constant), Set::Nums(nums)) => {
                nums.compare(*cmp, Nums(*constant, *constant))
            }
            (Atom::Among(_, mask), Set::Ints(ints)) => match ints {
                Ints::Among(values) => Truths::NOTHING
                    .or_if(values & mask != 0, Truths::TRUE)
                    .or_if(values & !mask != 0, Truths::FALSE),
                Ints::Span(..) => Truths::TRUE.or(Truths::FALSE),
            },
            _ => {
                let wish = self.plan.of_branch.get(at as usize).copied().flatten();
                return self.wished_truth(wish).unwrap_or(Truths::OPEN);
            }
        };
        set.or_if(domain.unknown, Truths::UNKNOWN)
    }

    /// What a bool may be.
    pub fn truth(&mut self, node: NodeId) -> Truths {
        if self.is_closed(node) {
            return Truths::of(self.computed(node));
        }
        if let Some(truths) = self.wished_truth(self.plan.of_node.get(node as usize).copied().flatten()) {
            return truths;
        }
        let program = self.eval.program;
        let Some(step) = program.nodes.get(node as usize) else { return Truths::ALL };
        match step {
            Node::Cond(start) => self.code(*start),
            Node::CompareI(cmp, a, b) => {
                let (a, b) = (self.ints(*a), self.ints(*b));
                let set = a.set.compare(*cmp, b.set);
                a.both(&b, set).truths()
            }
            Node::CompareF(cmp, a, b) => {
                let (a, b) = (self.nums(*a), self.nums(*b));
                let set = a.set.compare(*cmp, b.set);
                a.both(&b, set).truths()
            }
            Node::BetweenI(value, low, high, inclusive) => {
                let (value, low, high) = (self.ints(*value), self.ints(*low), self.ints(*high));
                let last = if *inclusive { Cmp::Le } else { Cmp::Lt };
                let set = between(value.set.compare(Cmp::Ge, low.set), value.set.compare(last, high.set));
                value.both(&low, ()).both(&high, set).truths()
            }
            Node::BetweenF(value, low, high, inclusive) => {
                let (value, low, high) = (self.nums(*value), self.nums(*low), self.nums(*high));
                let last = if *inclusive { Cmp::Le } else { Cmp::Lt };
                let set = between(value.set.compare(Cmp::Ge, low.set), value.set.compare(last, high.set));
                value.both(&low, ()).both(&high, set).truths()
            }
            Node::OneOf(value, set) => {
                let value = self.ints(*value);
                value.with(one_of(value.set, set)).truths()
            }
            Node::DeadlineIs(index, set) => self.deadline_is(*index, *set),
            Node::If(test, then, otherwise) => {
                let test = self.truth(*test);
                let (then, otherwise) = (self.truth(*then), self.truth(*otherwise));
                Truths::NOTHING
                    .or_if(test.may_be(Truths::TRUE), then)
                    .or_if(test.may_be(Truths::FALSE), otherwise)
                    .or_if(test.may_be(Truths::UNKNOWN), Truths::past_unknown(then, otherwise))
                    .or_if(test.may_be(Truths::FAILED), Truths::FAILED)
            }
            Node::Default(value, default) => {
                let value = self.truth(*value);
                let default =
                    if value.may_be(Truths::UNKNOWN) { self.truth(*default) } else { Truths::NOTHING };
                let without = Truths::TRUE.or(Truths::FALSE).or(Truths::FAILED);
                value.and(without).or(default)
            }
            Node::Aggregate(list, Aggregate::Any, Some(body), _) => {
                let tally = self.tally(*list, Some(*body));
                tally.map_or(Truths::ALL, |tally| tally.at_least(1))
            }
            Node::CountIs(list, body, cmp, other, _) => {
                let other = self.ints(*other);
                let Some(tally) = self.tally(*list, *body) else { return Truths::ALL };
                let set = Ints::Span(tally.sure, tally.sure + tally.maybe).compare(*cmp, other.set);
                other.with(set).unknown_if(tally.maybe > 0).failing_if(tally.failing > 0).truths()
            }
            Node::Slot(_) | Node::Item(_) => {
                let value = self.ints(node);
                value.with(value.set.compare(Cmp::Eq, Ints::Span(1, 1))).truths()
            }
            _ => Truths::ALL,
        }
    }

    fn deadline_is(&self, index: u32, set: u8) -> Truths {
        let Some((states, unknown)) = self.deadlines.get(index as usize) else { return Truths::ALL };
        let in_set = |state| state_index(state).is_some_and(|state| set >> state & 1 == 1);
        Truths::NOTHING
            .or_if(states.iter().any(in_set), Truths::TRUE)
            .or_if(states.iter().any(|state| !in_set(state)), Truths::FALSE)
            .or_if(*unknown, Truths::UNKNOWN)
    }

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
                let set = if domain.may_be_given() { answers.ints } else { Ints::NOTHING };
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
                Some((states, unknown)) => {
                    let mask = states.iter().filter_map(state_index).fold(0, |mask, state| mask | 1 << state);
                    Reach { set: Ints::Among(mask), unknown: *unknown, failed: false }
                }
                None => doubt,
            },
            Node::DaysLeft(_) | Node::Due(_) => Reach { set: Ints::ALL, unknown: true, failed: false },
            Node::Aggregate(list, aggregate, body, false) => self.aggregate_i(*list, *aggregate, *body),
            _ => {
                let truths = self.truth(node);
                let mask =
                    u64::from(truths.may_be(Truths::FALSE)) | u64::from(truths.may_be(Truths::TRUE)) << 1;
                Reach {
                    set: Ints::Among(mask),
                    unknown: truths.may_be(Truths::UNKNOWN),
                    failed: truths.may_be(Truths::FAILED),
                }
            }
        }
    }

    fn choose<S: Copy + PartialEq>(
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

    /// What a number may be.
    pub fn nums(&mut self, node: NodeId) -> Reach<Nums> {
        if self.is_closed(node) {
            let value = self.computed(node);
            return of_value(value, Nums::NOTHING, |bits| Nums(f64::from_bits(bits), f64::from_bits(bits)));
        }
        let program = self.eval.program;
        let doubt = Reach { set: Nums::ALL, unknown: true, failed: true };
        let Some(step) = program.nodes.get(node as usize) else { return doubt };
        match step {
            Node::Slot(slot) => match self.domain(*slot) {
                Some(Domain { set: Set::Nums(set), unknown }) => Reach { set, unknown, failed: false },
                _ => doubt,
            },
            Node::Item(index) => match self.item_domain(*index) {
                Ok(Domain { set: Set::Nums(set), unknown }) => Reach { set, unknown, failed: false },
                Ok(_) => doubt,
                Err(value) => {
                    of_value(value, Nums::NOTHING, |bits| Nums(f64::from_bits(bits), f64::from_bits(bits)))
                }
            },
            Node::ArithF(op, a, b) => {
                let (a, b) = (self.nums(*a), self.nums(*b));
                let (set, failing) = arithmetic_f(*op, a.set, b.set);
                a.both(&b, set).failing_if(failing)
            }
            Node::NegF(a) => {
                let a = self.nums(*a);
                a.with(if a.set.is_empty() { Nums::NOTHING } else { Nums(-a.set.1 + 0.0, -a.set.0 + 0.0) })
            }
            Node::Widen(a) => {
                let a = self.ints(*a);
                let Some((low, high)) = a.set.ends() else { return a.with(Nums::NOTHING) };
                let widened = |value: i64| number::widen(value.clamp(-number::EXACT_MAX, number::EXACT_MAX));
                let set = Nums(widened(low).unwrap_or(f64::MIN), widened(high).unwrap_or(f64::MAX));
                a.with(set).failing_if(number::widen(low).is_none() || number::widen(high).is_none())
            }
            Node::Default(value, default) => {
                let value = self.nums(*value);
                if !value.unknown {
                    return value;
                }
                let default = self.nums(*default);
                let set = value.set.or(default.set);
                Reach { set, unknown: default.unknown, failed: value.failed || default.failed }
            }
            Node::If(test, then, otherwise) => {
                let (then, otherwise) = (self.nums(*then), self.nums(*otherwise));
                self.choose(*test, then, otherwise, Nums::NOTHING, Nums::or)
            }
            Node::Call(function, a, b, _) => self.call_f(*function, *a, *b),
            Node::Aggregate(list, aggregate, Some(body), true) => self.aggregate_f(*list, *aggregate, *body),
            _ => doubt,
        }
    }

    fn call_f(&mut self, function: Function, a: NodeId, b: NodeId) -> Reach<Nums> {
        let monotone = |a: Reach<Nums>, step: fn(f64) -> f64| {
            a.with(if a.set.is_empty() { Nums::NOTHING } else { Nums(step(a.set.0), step(a.set.1)) })
        };
        match function {
            Function::Minutes | Function::Hours | Function::Days => {
                let a = self.ints(a);
                let step = |length: i64| match function {
                    Function::Minutes => time::hours(length) * 60.0,
                    Function::Hours => time::hours(length),
                    _ => time::days(length),
                };
                a.with(a.set.ends().map_or(Nums::NOTHING, |(low, high)| Nums(step(low), step(high))))
            }
            Function::Round => monotone(self.nums(a), f64::round),
            Function::Floor => monotone(self.nums(a), f64::floor),
            Function::Ceil => monotone(self.nums(a), f64::ceil),
            Function::Abs => {
                let a = self.nums(a);
                let (low, high) = (a.set.0.abs(), a.set.1.abs());
                let least = if a.set.0 <= 0.0 && a.set.1 >= 0.0 { 0.0 } else { low.min(high) };
                a.with(if a.set.is_empty() { Nums::NOTHING } else { Nums(least, low.max(high)) })
            }
            Function::Min | Function::Max => {
                let (a, b) = (self.nums(a), self.nums(b));
                let pick = |a: f64, b: f64| if function == Function::Min { a.min(b) } else { a.max(b) };
                let is_empty = a.set.is_empty() || b.set.is_empty();
                let set = Nums(pick(a.set.0, b.set.0), pick(a.set.1, b.set.1));
                a.both(&b, if is_empty { Nums::NOTHING } else { set })
            }
            _ => Reach { set: Nums::ALL, unknown: true, failed: true },
        }
    }

    /// How many items of a given list satisfy a body; none where the list is open itself.
    fn tally(&mut self, list: u32, body: Option<NodeId>) -> Option<Tally> {
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
            let is_sure = truths == Truths::TRUE;
            tally.sure += i64::from(is_sure);
            tally.maybe += i64::from(!is_sure && truths.may_be(Truths::TRUE.or(Truths::UNKNOWN)));
            tally.possible += i64::from(!is_sure && truths.may_be(Truths::TRUE));
            tally.stuck += i64::from(truths.within(Truths::UNKNOWN.or(Truths::FAILED)));
            tally.failing += i64::from(truths.may_be(Truths::FAILED));
        }
        if extent.more {
            tally.maybe += UNREAD;
            tally.possible += UNREAD;
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

    fn aggregate_i(&mut self, list: u32, aggregate: Aggregate, body: Option<NodeId>) -> Reach<Ints> {
        let doubt = Reach { set: Ints::ALL, unknown: true, failed: true };
        if aggregate == Aggregate::Count {
            let Some(tally) = self.tally(list, body) else { return doubt };
            let set = Ints::Span(tally.sure, tally.sure + tally.maybe);
            return Reach { set, unknown: tally.maybe > 0, failed: tally.failing > 0 };
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

    fn aggregate_f(&mut self, list: u32, aggregate: Aggregate, body: NodeId) -> Reach<Nums> {
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

    /// The bins that an axis may take, as a set of bits, the one past the last standing for none.
    pub fn bins(&mut self, axis: &Axis) -> u128 {
        let none = 1u128 << axis.bins.len().min(127);
        let (mut taken, unknown, failed) = match axis.bins.iter().any(|bin| matches!(bin, BinTest::EdgeF(..)))
        {
            true => {
                let value = self.nums(axis.value);
                (self.bins_f(axis, value.set), value.unknown, value.failed)
            }
            false => {
                let value = self.ints(axis.value);
                (self.bins_i(axis, value.set), value.unknown, value.failed)
            }
        };
        if unknown {
            taken |= axis.unknown.map_or(none, |bin| 1 << bin);
        }
        if failed {
            taken |= none;
        }
        taken
    }

    fn bins_i(&mut self, axis: &Axis, set: Ints) -> u128 {
        let mut taken = 0;
        let mut rest = set;
        for (bit, bin) in (0..127).zip(&axis.bins) {
            if rest.ends().is_none() {
                return taken;
            }
            match bin {
                BinTest::EdgeI(edge, included) => {
                    let edge = self.ints(*edge).set.only().unwrap_or(i64::MAX);
                    let last = if *included { edge } else { edge.saturating_sub(1) };
                    if rest.within(i64::MIN, last).ends().is_some() {
                        taken |= 1 << bit;
                    }
                    rest = rest.within(last.saturating_add(1), i64::MAX);
                }
                BinTest::Is(values) => {
                    if values.iter().any(|value| rest.contains(*value)) {
                        taken |= 1 << bit;
                    }
                    rest = match rest {
                        Ints::Among(mask) => Ints::Among(
                            values
                                .iter()
                                .filter(|it| (0..64).contains(*it))
                                .fold(mask, |mask, it| mask & !(1 << it)),
                        ),
                        span if span.only().is_some_and(|only| values.contains(&only)) => Ints::NOTHING,
                        span => span,
                    };
                }
                BinTest::Rest => {
                    taken |= 1 << bit;
                    rest = Ints::NOTHING;
                }
                BinTest::Unknown | BinTest::EdgeF(..) => {}
            }
        }
        if rest.ends().is_some() { taken | 1 << axis.bins.len().min(127) } else { taken }
    }

    fn bins_f(&mut self, axis: &Axis, set: Nums) -> u128 {
        let mut taken = 0;
        let mut rest = set;
        for (bit, bin) in (0..127).zip(&axis.bins) {
            if rest.is_empty() {
                return taken;
            }
            match bin {
                BinTest::EdgeF(edge, included) => {
                    let edge = self.nums(*edge).set.1;
                    let (last, next) =
                        if *included { (edge, edge.next_up()) } else { (edge.next_down(), edge) };
                    if rest.0 <= last {
                        taken |= 1 << bit;
                    }
                    rest = Nums(rest.0.max(next), rest.1);
                }
                BinTest::Rest => {
                    taken |= 1 << bit;
                    rest = Nums::NOTHING;
                }
                _ => {}
            }
        }
        if rest.is_empty() { taken } else { taken | 1 << axis.bins.len().min(127) }
    }
}

/// More items than are ever read.
const UNREAD: i64 = i64::MAX / 4;

/// How many items satisfy a condition.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// In every completion.
    pub sure: i64,
    /// In addition where unknown items count as true.
    pub maybe: i64,
    /// In addition in some completion.
    pub possible: i64,
    /// Items that stay unknown.
    pub stuck: i64,
    /// Items that may fail.
    pub failing: i64,
}

impl Tally {
    /// The truth of "at least so many".
    pub fn at_least(self, wanted: i64) -> Truths {
        let possible = self.sure + self.possible >= wanted;
        let maybe = self.sure + self.maybe >= wanted;
        Truths::NOTHING
            .or_if(possible, Truths::TRUE)
            .or_if(self.sure < wanted && self.sure + self.stuck < wanted, Truths::FALSE)
            .or_if(self.sure < wanted && maybe, Truths::UNKNOWN)
            .or_if(self.sure < wanted && self.failing > 0, Truths::FAILED.or(Truths::UNKNOWN))
    }
}

/// A value between two ends, by its comparison with each.
fn between(from: Truths, to: Truths) -> Truths {
    Truths::NOTHING
        .or_if(from.may_be(Truths::TRUE) && to.may_be(Truths::TRUE), Truths::TRUE)
        .or_if(from.may_be(Truths::FALSE) || to.may_be(Truths::FALSE), Truths::FALSE)
}

fn one_of(set: Ints, values: &[u64]) -> Truths {
    let Some((low, high)) = set.ends() else { return Truths::NOTHING };
    let inside = values.iter().filter(|value| set.contains(value.cast_signed())).count();
    let size = match set {
        Ints::Among(mask) => u64::from(mask.count_ones()),
        Ints::Span(..) => high.abs_diff(low).saturating_add(1),
    };
    Truths::NOTHING.or_if(inside > 0, Truths::TRUE).or_if((inside as u64) < size, Truths::FALSE)
}

/// Integers under an operation, and whether it may fail.
fn arithmetic_i(op: Op, a: Ints, b: Ints) -> (Ints, bool) {
    let (Some((al, ah)), Some((bl, bh))) = (a.ends(), b.ends()) else { return (Ints::NOTHING, false) };
    if al == ah && bl == bh {
        return match integers(op, al, bl) {
            Value::Known(bits) => (Ints::Span(bits.cast_signed(), bits.cast_signed()), false),
            _ => (Ints::NOTHING, true),
        };
    }
    let wide = |value: i64| i128::from(value);
    let corners: [i128; 4] = match op {
        Op::Add => [wide(al) + wide(bl), wide(ah) + wide(bh), wide(al) + wide(bl), wide(ah) + wide(bh)],
        Op::Sub => [wide(al) - wide(bh), wide(ah) - wide(bl), wide(al) - wide(bh), wide(ah) - wide(bl)],
        Op::Mul => [wide(al) * wide(bl), wide(al) * wide(bh), wide(ah) * wide(bl), wide(ah) * wide(bh)],
        // No quotient is larger than its dividend, no remainder than its divisor or its dividend.
        Op::Div | Op::Rem => {
            let size = wide(al).abs().max(wide(ah).abs());
            [-size, size, 0, 0]
        }
    };
    let low = corners.iter().copied().min().unwrap_or_default();
    let high = corners.iter().copied().max().unwrap_or_default();
    let (first, last) = (i128::from(i64::MIN), i128::from(i64::MAX));
    let by_zero = matches!(op, Op::Div | Op::Rem) && bl <= 0 && bh >= 0;
    let end = |value: i128| i64::try_from(value.clamp(first, last)).unwrap_or_default();
    (Ints::Span(end(low), end(high)), by_zero || low < first || high > last)
}

/// Numbers under an operation, and whether it may fail. Rounding is monotone, so the ends of sums, differences
/// and products are those of some ends of the operands.
fn arithmetic_f(op: Op, a: Nums, b: Nums) -> (Nums, bool) {
    if a.is_empty() || b.is_empty() {
        return (Nums::NOTHING, false);
    }
    if a.0 == a.1 && b.0 == b.1 {
        return match numbers(op, a.0, b.0) {
            Value::Known(bits) => (Nums(f64::from_bits(bits), f64::from_bits(bits)), false),
            _ => (Nums::NOTHING, true),
        };
    }
    let corners = match op {
        Op::Add => [a.0 + b.0, a.1 + b.1, a.0 + b.0, a.1 + b.1],
        Op::Sub => [a.0 - b.1, a.1 - b.0, a.0 - b.1, a.1 - b.0],
        Op::Mul => [a.0 * b.0, a.0 * b.1, a.1 * b.0, a.1 * b.1],
        Op::Div if b.0 > 0.0 || b.1 < 0.0 => [a.0 / b.0, a.0 / b.1, a.1 / b.0, a.1 / b.1],
        Op::Div | Op::Rem => return (Nums::ALL, true),
    };
    let low = corners.iter().copied().fold(f64::INFINITY, f64::min);
    let high = corners.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let failing = !low.is_finite() || !high.is_finite();
    (Nums(low.clamp(f64::MIN, f64::MAX) + 0.0, high.clamp(f64::MIN, f64::MAX) + 0.0), failing)
}

/// Times or lengths of time moved by lengths, and whether some leave the range.
fn shifted(add: bool, a: Ints, b: Ints, (first, last): (i64, i64)) -> (Ints, bool) {
    let (Some((low, high)), Some((least, most))) = (a.ends(), b.ends()) else {
        return (Ints::NOTHING, false);
    };
    let (low, high) = match add {
        true => (low.saturating_add(least), high.saturating_add(most)),
        false => (low.saturating_sub(most), high.saturating_sub(least)),
    };
    (Ints::Span(low.max(first), high.min(last)), low < first || high > last)
}

fn to_int(a: Reach<Nums>) -> Reach<Ints> {
    if a.set.is_empty() {
        return a.with(Ints::NOTHING);
    }
    let end = |value: f64, whole: i64| match crate::eval::arithmetic::to_int(value) {
        Value::Known(bits) => (bits.cast_signed(), false),
        _ => (whole, true),
    };
    let ((low, first), (high, last)) = (end(a.set.0, i64::MIN), end(a.set.1, i64::MAX));
    a.with(Ints::Span(low, high)).failing_if(first || last)
}
