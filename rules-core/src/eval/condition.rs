//! Branch code to truth, with unknown tests.
//!
//! The code is in negation normal form (INVARIANT(nnf) of `lower::conditions`), so it is monotone in its
//! tests: a condition is certainly true if it holds with every unknown test taken against it, certainly
//! false if it fails with every unknown test taken for it, and unknown otherwise. That is Kleene's logic, in
//! one pass for a fully known incident and two for most others. Tests that no completion decides take two
//! more: whether the condition may become true, with those taken against it, and whether it may become false.

use super::slots::State;
use super::value::{Eval, Mode, Value, compare_numbers};
use crate::diagnostic::Code;
use crate::lower::program::{Atom, FALSE, TRUE};

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

    #[inline]
    fn test(&mut self, atom: &Atom, mode: Mode) -> Value {
        let slot = match atom {
            Atom::Node(node) => return self.value(*node, mode),
            Atom::Mentions(cell, _) => match self.program.cells.get(*cell as usize) {
                Some(slot) => *slot,
                None => return Value::Open,
            },
            Atom::Bool(slot)
            | Atom::CompareI(_, slot, _)
            | Atom::CompareF(_, slot, _)
            | Atom::Among(slot, _) => *slot,
        };
        let Some(slot) = self.scratch.values.slots.get(slot as usize) else { return Value::Open };
        match slot.state {
            State::Given => {}
            State::Void => return Value::Void,
            _ => return Value::Open,
        }
        let bits = slot.bits;
        Value::of_bool(match atom {
            Atom::CompareI(cmp, _, constant) => cmp.holds(bits.cast_signed().cmp(constant)),
            Atom::CompareF(cmp, _, constant) => compare_numbers(*cmp, bits, constant.to_bits()),
            Atom::Among(_, set) => set.checked_shr(u32::try_from(bits).unwrap_or(64)).unwrap_or(0) & 1 == 1,
            Atom::Mentions(cell, list) => {
                let cell = *cell as usize;
                self.scan(cell);
                self.scratch.cells.get(cell).is_some_and(|cell| cell.hits.mentions(*list as usize))
            }
            Atom::Bool(_) | Atom::Node(_) => bits != 0,
        })
    }
}
