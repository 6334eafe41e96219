//! Branch code to truth, with unknown tests.
//!
//! The code is in negation normal form (INVARIANT(nnf) of `lower::conditions`), so it is monotone in its
//! tests: a condition is certainly true if it holds with every unknown test taken against it, certainly
//! false if it fails with every unknown test taken for it, and unknown otherwise. That is Kleene's logic, in
//! one pass for a fully known incident and at most three more.

use super::slots::{Slot, State};
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
    /// Open ones for it, void ones against it.
    OpenFor,
}

/// How a pass ended.
struct Ended {
    holds: bool,
    saw_open: bool,
    saw_void: bool,
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
        let unknown = against.saw_open || against.saw_void;
        match against.failed {
            Some(code) if !unknown => return Value::Failed(code),
            // Another value of the unknown test may keep the failing one from being reached.
            Some(_) => return Value::Open,
            None if against.holds => return Value::of_bool(true),
            None if !unknown => return Value::of_bool(false),
            None => {}
        }
        let with = self.pass(start, mode, Pass::For);
        if with.failed.is_some() {
            return Value::Open;
        }
        if !with.holds {
            return Value::of_bool(false);
        }
        if !against.saw_void && !with.saw_void {
            return Value::Open;
        }
        let open = self.pass(start, mode, Pass::OpenFor);
        if open.holds || open.failed.is_some() { Value::Open } else { Value::Void }
    }

    fn pass(&mut self, start: u32, mode: Mode, pass: Pass) -> Ended {
        let program = self.program;
        let mut ended = Ended { holds: false, saw_open: false, saw_void: false, failed: None };
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
                    let is_void = unknown == Value::Void;
                    ended.saw_void |= is_void;
                    ended.saw_open |= !is_void;
                    let for_it = match pass {
                        Pass::Against => false,
                        Pass::For => true,
                        Pass::OpenFor => !is_void,
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
    fn holds(&mut self, atom: &Atom, bits: u64) -> bool {
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
