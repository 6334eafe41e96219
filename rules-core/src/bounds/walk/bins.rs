//! Which bins a characteristic may take, over sets of completions.

use super::Walk;
use crate::bounds::reach::{Ints, Nums};
use crate::lower::program::{Axis, BinTest};

impl Walk<'_, '_> {
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
