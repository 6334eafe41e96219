//! Numbers over sets of completions.

use super::arithmetic::arithmetic_f;
use super::{Walk, of_value};
use crate::bounds::reach::{Nums, Reach};
use crate::bounds::state::{Domain, Set};
use crate::lower::program::{Node, NodeId};
use crate::number;
use crate::ruleset::typed::Function;
use crate::time;

impl Walk<'_, '_> {
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
}
