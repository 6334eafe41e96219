//! What an incident makes of each entry: which outcome, how certain, and what is still possible.

use super::arithmetic::compare_numbers;
use super::score::Possible;
use super::value::{Eval, Mode, Value};
use crate::deadline::DeadlineState;
use crate::diagnostic::Code;
use crate::lower::program::operands;
use crate::lower::program::{Axis, BinTest, Cmp, Entry, Node, NodeId, Points, Test};

/// The decision on one entry.
#[derive(Clone, Copy, Debug, Default)]
pub struct Decision {
    /// The outcome that counts now.
    pub outcome: Option<u32>,
    /// Whether no completion changes it, and nothing was assumed.
    pub certain: bool,
    /// Whether the outcome rests on a default.
    pub assumed: bool,
    /// Whether a completion may change it.
    pub open: bool,
    /// Why its test, or its points, gave no value.
    pub failed: Option<Code>,
    /// What the outcome gives now.
    pub points: i64,
    /// What may still come of it, where it is not certain.
    pub possible: Possible,
}

impl Decision {
    /// The decision that no completion changes.
    pub fn certainly(outcome: Option<u32>) -> Self {
        Self { outcome, certain: true, ..Self::default() }
    }
}

impl Eval<'_> {
    /// Decides an entry; none if it certainly comes to nothing.
    #[inline]
    pub fn decide(&mut self, entry: &Entry) -> Option<Decision> {
        self.past_failure = false;
        let known = match &entry.test {
            Test::When(start) if !entry.has_default => self.known(*start, Mode::Certain),
            _ => None,
        };
        let mut decision = match known {
            Some(false) => return None,
            Some(true) if !self.past_failure => Decision::certainly(Some(0)),
            _ => self.decide_test(entry),
        };
        self.give_points(entry, &mut decision);
        (decision.outcome.is_some() || !decision.certain).then_some(decision)
    }

    fn decide_test(&mut self, entry: &Entry) -> Decision {
        match &entry.test {
            Test::When(start) if entry.has_default => {
                self.decide_rule(true, |eval, mode| eval.condition(*start, mode))
            }
            Test::When(start) => self.decide_rule(false, |eval, mode| eval.unsure(*start, mode)),
            Test::Each(list, start, count) => {
                let (wanted, may_fail) = (i64::from(*count), entry.may_fail);
                self.decide_rule(entry.has_default, |eval, mode| {
                    eval.at_least(*list, wanted, may_fail, |eval| eval.condition(*start, mode))
                })
            }
            Test::Bins(axis) => self.decide_bins(axis),
            Test::Table(rows, columns) => self.decide_table(rows, columns),
            Test::Deadline(index) => self.decide_deadline(*index),
        }
    }

    /// A rule's condition with defaults, without them, and with those that no completion changes.
    fn decide_rule(&mut self, has_default: bool, mut test: impl FnMut(&mut Self, Mode) -> Value) -> Decision {
        self.void_default = false;
        self.past_failure = false;
        let certain = test(self, Mode::Certain);
        let may_yet_fail = self.past_failure;
        let rests_on_void = self.void_default && test(self, Mode::Bare) != Value::of_bool(true);
        match certain {
            Value::Known(0) => Decision::certainly(None),
            Value::Known(_) if rests_on_void => Decision {
                outcome: Some(0),
                assumed: true,
                possible: Possible::One(0),
                ..Decision::default()
            },
            // It fires; yet a completion may make a part fail that comes before what decided it.
            Value::Known(_) if may_yet_fail => {
                Decision { outcome: Some(0), open: true, possible: Possible::One(0), ..Decision::default() }
            }
            Value::Known(_) => Decision::certainly(Some(0)),
            // No completion makes it true.
            Value::Void | Value::Half(false) => Decision::certainly(None),
            Value::Failed(code) => {
                Decision { failed: Some(code), possible: Possible::One(0), ..Decision::default() }
            }
            Value::Open | Value::Half(true) => {
                let present = if has_default { test(self, Mode::Present) } else { Value::Open };
                let fires = matches!(present, Value::Known(bits) if bits != 0);
                let failed = match present {
                    Value::Failed(code) => Some(code),
                    _ => None,
                };
                Decision {
                    outcome: fires.then_some(0),
                    assumed: fires,
                    open: true,
                    failed,
                    possible: Possible::One(0),
                    ..Decision::default()
                }
            }
        }
    }

    fn decide_bins(&mut self, axis: &Axis) -> Decision {
        self.void_default = false;
        self.past_failure = false;
        let certain = self.value(axis.value, Mode::Certain);
        let may_yet_fail = self.past_failure;
        let rests_on_void =
            self.void_default && !matches!(self.value(axis.value, Mode::Bare), Value::Known(_));
        match certain {
            Value::Known(bits) if may_yet_fail => {
                let outcome = self.bin(axis, bits);
                Decision { outcome, open: true, possible: Possible::Any, ..Decision::default() }
            }
            Value::Known(bits) if !rests_on_void => Decision::certainly(self.bin(axis, bits)),
            Value::Known(bits) => one(self.bin(axis, bits)),
            Value::Void if self.may_fail_yet(axis.value) => Decision {
                outcome: axis.unknown,
                assumed: axis.unknown.is_some(),
                open: true,
                possible: Possible::Any,
                ..Decision::default()
            },
            Value::Void => one(axis.unknown),
            Value::Failed(code) => {
                Decision { failed: Some(code), possible: Possible::Any, ..Decision::default() }
            }
            Value::Open | Value::Half(_) => {
                let (outcome, failed) = match self.value(axis.value, Mode::Present) {
                    Value::Known(bits) => (self.bin(axis, bits), None),
                    Value::Failed(code) => (None, Some(code)),
                    Value::Open | Value::Void | Value::Half(_) => (axis.unknown, None),
                };
                Decision {
                    outcome,
                    assumed: outcome.is_some(),
                    open: true,
                    failed,
                    possible: Possible::Any,
                    ..Decision::default()
                }
            }
        }
    }

    /// Whether a part of a value that stays unknown is open and may fail once it is known.
    fn may_fail_yet(&mut self, node: NodeId) -> bool {
        let Some(step) = self.program.nodes.get(node as usize).filter(|_| self.may_fail(node)) else {
            return false;
        };
        match step {
            Node::Aggregate(..) | Node::CountIs(..) | Node::Cond(_) => true,
            _ if self.value(node, Mode::Certain) == Value::Open => true,
            step => operands(step).into_iter().any(|part| self.may_fail_yet(part)),
        }
    }

    /// The bin of a known value.
    fn bin(&mut self, axis: &Axis, bits: u64) -> Option<u32> {
        let mut bins = (0u32..).zip(&axis.bins);
        bins.find(|(_, bin)| self.takes(bin, bits)).map(|(index, _)| index)
    }

    fn takes(&mut self, bin: &BinTest, bits: u64) -> bool {
        match bin {
            BinTest::EdgeI(edge, included) => {
                let cmp = if *included { Cmp::Le } else { Cmp::Lt };
                self.edge(*edge).is_some_and(|edge| cmp.holds(bits.cast_signed().cmp(&edge.cast_signed())))
            }
            BinTest::EdgeF(edge, included) => {
                let cmp = if *included { Cmp::Le } else { Cmp::Lt };
                self.edge(*edge).is_some_and(|edge| compare_numbers(cmp, bits, edge))
            }
            BinTest::Is(values) => values.binary_search(&bits.cast_signed()).is_ok(),
            BinTest::Unknown => false,
            BinTest::Rest => true,
        }
    }

    /// Edges are constants and parameters: always known.
    fn edge(&mut self, node: NodeId) -> Option<u64> {
        match self.value(node, Mode::Certain) {
            Value::Known(bits) => Some(bits),
            _ => None,
        }
    }

    /// A cell: certain if both sides are, assumed if one is, open if one is.
    fn decide_table(&mut self, rows: &Axis, columns: &Axis) -> Decision {
        let (row, column) = (self.decide_bins(rows), self.decide_bins(columns));
        let width = u32::try_from(columns.bins.len()).unwrap_or(u32::MAX);
        let outcome = match (row.outcome, column.outcome) {
            (Some(row), Some(column)) => Some(row * width + column),
            _ => None,
        };
        // A side that can never have a bin rules every cell out.
        let ruled_out = [row, column].iter().any(|side| side.certain && side.outcome.is_none());
        if ruled_out || (row.certain && column.certain) {
            return Decision::certainly(outcome);
        }
        let settled = !row.open && !column.open && row.failed.is_none() && column.failed.is_none();
        Decision {
            outcome,
            certain: false,
            assumed: outcome.is_some() && (row.assumed || column.assumed),
            open: row.open || column.open,
            failed: row.failed.or(column.failed),
            points: 0,
            possible: match outcome {
                Some(cell) if settled => Possible::One(cell),
                _ => Possible::Any,
            },
        }
    }

    fn decide_deadline(&mut self, index: u32) -> Decision {
        let Some(outcome) = self.scratch.deadlines.get(index as usize) else { return Decision::default() };
        match outcome.state {
            DeadlineState::Late => Decision::certainly(Some(0)),
            DeadlineState::Soon => Decision::certainly(Some(1)),
            DeadlineState::Unknown => {
                let late = outcome.possible.contains(DeadlineState::Late);
                let soon = outcome.possible.contains(DeadlineState::Soon);
                let possible = match (late, soon) {
                    (true, true) => Possible::Any,
                    (true, false) => Possible::One(0),
                    (false, true) => Possible::One(1),
                    (false, false) => return Decision::certainly(None),
                };
                match self.deadline_unknown(index) {
                    Value::Void => Decision::certainly(None),
                    _ => Decision { open: true, possible, ..Decision::default() },
                }
            }
            _ => Decision::certainly(None),
        }
    }

    /// Points that fail leave the hit with its actions and its floor, and nothing else certain.
    fn give_points(&mut self, entry: &Entry, decision: &mut Decision) {
        let Some(index) = decision.outcome else { return };
        let Some(outcome) = entry.outcomes.get(index as usize) else { return };
        match outcome.points {
            Points::Fixed(points) => decision.points = points,
            Points::Computed(node, low, high) => match self.value(node, Mode::Present) {
                Value::Known(bits) => {
                    decision.points = bits.cast_signed().clamp(low, high);
                    self.past_failure = false;
                    let is_certain =
                        self.value(node, Mode::Certain) == Value::Known(bits) && !self.past_failure;
                    if decision.certain && !is_certain {
                        decision.possible = Possible::Points(index);
                        decision.certain = false;
                        decision.open = true;
                    }
                }
                Value::Failed(code) => {
                    decision.failed = Some(code);
                    if decision.certain {
                        decision.possible = Possible::Points(index);
                        decision.open = self.value(node, Mode::Certain) == Value::Open;
                    }
                    decision.certain = false;
                }
                Value::Open | Value::Void | Value::Half(_) => {
                    if decision.certain {
                        decision.possible = Possible::Points(index);
                    }
                    decision.certain = false;
                    decision.open = true;
                }
            },
        }
    }
}

/// An outcome that rests on an assumption which no completion changes.
fn one(outcome: Option<u32>) -> Decision {
    match outcome {
        Some(index) => {
            Decision { outcome, assumed: true, possible: Possible::One(index), ..Decision::default() }
        }
        None => Decision::certainly(None),
    }
}
