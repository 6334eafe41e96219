//! Branch code to truth, with unknown tests.
//!
//! The code is in negation normal form (INVARIANT(nnf) of `lower::conditions`), so it is monotone in its
//! tests: a condition is certainly true if it holds with every unknown test taken against it, certainly
//! false if it fails with every unknown test taken for it, and unknown otherwise. That is Kleene's logic, in
//! one pass for a fully known incident and at most three.

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
