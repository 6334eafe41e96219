//! Branch code to truth, with unknown tests.
//!
//! The code is in negation normal form (INVARIANT(nnf) of `lower::conditions`), so it is monotone in its
//! tests: a condition is certainly true if it holds with every unknown test taken against it, certainly
//! false if it fails with every unknown test taken for it, and unknown otherwise. That is Kleene's logic, in
//! one pass for a fully known incident and two for most others. Tests that no completion decides take two
//! more: whether the condition may become true, with those taken against it, and whether it may become false.

use super::arithmetic::compare_numbers;
use super::slots::{Slot, State};
use super::value::{Eval, Mode, Value};
use crate::diagnostic::Code;
use crate::lower::program::{Atom, FALSE, NodeId, TRUE};

/// How unknown tests are taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    /// All against the condition.
    Against,
    /// All for it.
    For,
    /// Those for it that a completion may make so, the others against it.
    MayHold,
    /// Those against it that a completion may make so, the others for it.
    MayFail,
}

/// How a pass ended.
struct Ended {
    holds: bool,
    saw_unknown: bool,
    /// Whether one of them was other than open.
    saw_stuck: bool,
    failed: Option<Code>,
}

impl Eval<'_> {
    /// The truth of the condition whose code starts at `start`.
    pub fn condition(&mut self, start: u32, mode: Mode) -> Value {
        if let Some(truth) = self.known(start, mode) {
            return Value::of_bool(truth);
        }
        self.unsure(start, mode)
    }

    /// The truth of a condition of which a test that is reached may be unknown.
    pub fn unsure(&mut self, start: u32, mode: Mode) -> Value {
        let against = self.pass(start, mode, Pass::Against);
        match against.failed {
            Some(code) if !against.saw_unknown => return Value::Failed(code),
            // Another value of the unknown test may keep the failing one from being reached.
            Some(_) => return Value::Open,
            None if against.holds => return Value::of_bool(true),
            None if !against.saw_unknown => return Value::of_bool(false),
            None => {}
        }
        let with = self.pass(start, mode, Pass::For);
        if with.failed.is_some() {
            return Value::Open;
        }
        if !with.holds {
            return Value::of_bool(false);
        }
        if !against.saw_stuck && !with.saw_stuck {
            return Value::Open;
        }
        let may_hold = self.pass(start, mode, Pass::MayHold);
        let may_fail = self.pass(start, mode, Pass::MayFail);
        if may_hold.failed.is_some() || may_fail.failed.is_some() {
            return Value::Open;
        }
        Value::of_reach(may_hold.holds, !may_fail.holds)
    }

    fn pass(&mut self, start: u32, mode: Mode, pass: Pass) -> Ended {
        let program = self.program;
        let mut ended = Ended { holds: false, saw_unknown: false, saw_stuck: false, failed: None };
        let mut at = start;
        loop {
            if at >= FALSE {
                ended.holds = at == TRUE;
                return ended;
            }
            let Some(branch) = program.code.get(at as usize) else { return ended };
            let take = match self.test(&branch.atom, mode) {
                Value::Known(bits) => bits != 0,
                Value::Failed(code) => {
                    ended.failed = Some(code);
                    return ended;
                }
                unknown => {
                    ended.saw_unknown = true;
                    ended.saw_stuck |= unknown != Value::Open;
                    self.past_failure |= matches!(branch.atom, Atom::Node(node) if self.may_fail(node));
                    let for_it = match pass {
                        Pass::Against => false,
                        Pass::For => true,
                        Pass::MayHold => unknown.may_be(!branch.negated),
                        Pass::MayFail => !unknown.may_be(branch.negated),
                    };
                    for_it != branch.negated
                }
            };
            at = if take { branch.yes } else { branch.no };
        }
    }

    /// Whether a node may fail on values that its inputs may have.
    pub fn may_fail(&self, node: NodeId) -> bool {
        self.program.traits.get(node as usize).is_some_and(|traits| traits.may_fail)
    }

    #[inline]
    fn test(&mut self, atom: &Atom, mode: Mode) -> Value {
        let slot = match atom {
            Atom::Node(node) => return self.value(*node, mode),
            atom => atom.slot().and_then(|slot| self.scratch.values.slots.get(slot as usize)),
        };
        match slot {
            Some(Slot { state: State::Given, bits }) => Value::of_bool(self.holds(atom, *bits)),
            Some(Slot { state: State::Void, .. }) => Value::Void,
            _ => Value::Open,
        }
    }

    /// The truth of a condition all of whose tests that are reached are known; none otherwise.
    #[inline]
    pub fn known(&mut self, start: u32, mode: Mode) -> Option<bool> {
        let program = self.program;
        let mut at = start;
        while at < FALSE {
            let branch = program.code.get(at as usize)?;
            let holds = match (&branch.atom, branch.atom.slot()) {
                (atom, Some(slot)) => {
                    let slot = self.scratch.values.slots.get(slot as usize)?;
                    if slot.state != State::Given {
                        return None;
                    }
                    self.holds(atom, slot.bits)
                }
                (Atom::Node(node), None) => match self.value(*node, mode) {
                    Value::Known(bits) => bits != 0,
                    _ => return None,
                },
                _ => return None,
            };
            at = if holds { branch.yes } else { branch.no };
        }
        Some(at == TRUE)
    }

    /// Whether a test of a slot holds for its bits.
    #[inline]
    pub fn holds(&mut self, atom: &Atom, bits: u64) -> bool {
        match atom {
            Atom::CompareI(cmp, _, constant) => cmp.holds(bits.cast_signed().cmp(constant)),
            Atom::CompareF(cmp, _, constant) => compare_numbers(*cmp, bits, constant.to_bits()),
            Atom::Among(_, set) => set.checked_shr(u32::try_from(bits).unwrap_or(64)).unwrap_or(0) & 1 == 1,
            Atom::Mentions(_, cell, list) => {
                self.scan(*cell, bits).is_some_and(|hits| hits.mentions(*list as usize))
            }
            Atom::NotAfter(_, cell, pair) => {
                self.scan(*cell, bits).is_some_and(|hits| hits.mentions_not_after(*pair as usize))
            }
            Atom::Matches(_, cell, pattern) => self.matches(*cell, *pattern, bits),
            Atom::Bool(_) | Atom::Node(_) => bits != 0,
        }
    }
}
