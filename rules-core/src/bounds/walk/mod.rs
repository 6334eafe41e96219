//! Nodes and conditions over sets of values: what each may be, over a set of completions.
//!
//! INVARIANT(sound): for each completion in the set, the value that the evaluator gives in
//! [`Mode::Present`] is in the answer.

mod arithmetic;
mod bins;
mod ints;
mod items;
mod nums;

use crate::bounds::plan::Plan;
use crate::bounds::reach::{Ints, Nums, Reach, Truths};
use crate::bounds::state::{Answers, Completions, Domain, Open, Set};
use crate::calendar::Calendar;
use crate::deadline::Standings;

use crate::eval::deadlines::state_index;
use crate::eval::slots::State;
use crate::eval::value::{Eval, Mode, Value};
use crate::lower::program::{Atom, Cmp, FALSE, Node, NodeId, TRUE};

use crate::ruleset::typed::Aggregate;
use crate::time::Instant;

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
    /// Where each deadline may stand.
    pub deadlines: &'w [Standings],
    /// The item at hand.
    pub item: Item<'w>,
    /// What was found of places in the code.
    pub memo: &'w mut Memo,
    /// The instant of the assessment, and the calendar.
    pub clock: Clock<'w>,
    /// The only field that may be split, where one field alone is looked at.
    pub focus: Option<u32>,
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
    fn answer(&self, wish: Option<u32>) -> Option<(Answers, Domain)> {
        let index = wish? as usize;
        if !*self.open.asked.get(index)? {
            return None;
        }
        if matches!(self.item, Item::Any(_)) {
            // An item is looked for apart from the others: what is wished of all of them may be anything.
            let anything = Answers { truths: Truths::ALL, ints: Ints::ALL };
            return Some((anything, Domain { set: Set::Whole(true), unknown: true }));
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
                Ints::Span(..) => {
                    Truths::NOTHING.or_if(ints.ends().is_some(), Truths::TRUE.or(Truths::FALSE))
                }
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
                let Some(other) = other.set.only().filter(|_| !other.unknown && !other.failed) else {
                    let set = Ints::Span(tally.sure, tally.sure + tally.maybe).compare(*cmp, other.set);
                    let all = other.with(set).unknown_if(tally.maybe > 0).failing_if(tally.failing > 0);
                    return all.truths();
                };
                tally.compare(*cmp, other)
            }
            Node::Slot(_) | Node::Item(_) => {
                let value = self.ints(node);
                value.with(value.set.compare(Cmp::Eq, Ints::Span(1, 1))).truths()
            }
            _ => Truths::ALL,
        }
    }

    fn deadline_is(&self, index: u32, set: u8) -> Truths {
        let Some(standings) = self.deadlines.get(index as usize) else { return Truths::ALL };
        let in_set = |state| state_index(state).is_some_and(|state| set >> state & 1 == 1);
        standings.iter().fold(Truths::NOTHING, |all, states| {
            // An unknown state is in a set where all that are possible are.
            all.or(match (states.iter().any(in_set), states.iter().all(in_set)) {
                (_, true) => Truths::TRUE,
                (false, _) => Truths::FALSE,
                _ => Truths::UNKNOWN,
            })
        })
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
