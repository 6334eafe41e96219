//! What constants and declared ranges decide already: rules that can never or must always fire, the least
//! and greatest points.
//!
//! Values are closed intervals or sets of enum values. Conditions joined by `&&` narrow each other from left
//! to right. The result is sound: "never" and "always" are certain, silence is not.

use super::Checker;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::ast::BinaryOp;
use crate::parse::document::Status;
use crate::ruleset::typed::{Aggregate, Const, Function, Kind, Type, Typed};
use crate::ruleset::{Entry, Field, Test};
use std::collections::{BTreeMap, BTreeSet};

/// What an expression may be.
#[derive(Clone, Debug, PartialEq)]
enum Values {
    /// Numbers from low to high, both included; times and bools as numbers too.
    Between(f64, f64),
    /// Enum values by index.
    Among(BTreeSet<u32>),
}

const ANY: Values = Values::Between(f64::NEG_INFINITY, f64::INFINITY);

impl Values {
    fn is_empty(&self) -> bool {
        match self {
            Self::Between(low, high) => low > high,
            Self::Among(set) => set.is_empty(),
        }
    }

    fn meet(self, other: Self) -> Self {
        match (self, other) {
            (Self::Between(a, b), Self::Between(c, d)) => Self::Between(a.max(c), b.min(d)),
            (Self::Among(a), Self::Among(b)) => Self::Among(a.intersection(&b).copied().collect()),
            (first, _) => first,
        }
    }

    fn join(self, other: Self) -> Self {
        match (self, other) {
            (Self::Between(a, b), Self::Between(c, d)) => Self::Between(a.min(c), b.max(d)),
            (Self::Among(a), Self::Among(b)) => Self::Among(a.union(&b).copied().collect()),
            _ => ANY,
        }
    }

    fn ends(&self) -> (f64, f64) {
        match self {
            Self::Between(low, high) => (*low, *high),
            Self::Among(_) => (f64::NEG_INFINITY, f64::INFINITY),
        }
    }
}

/// An input whose values conditions narrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Field(usize),
    Item(usize),
    State(usize),
    DaysLeft(usize),
}

/// What a bool may be.
#[derive(Clone, Copy)]
struct Truth {
    can_be_true: bool,
    can_be_false: bool,
}

const EITHER: Truth = Truth { can_be_true: true, can_be_false: true };

/// Inputs narrowed so far, and where to look the others up.
#[derive(Clone)]
struct Ranges<'c, 'd> {
    checker: &'c Checker<'d>,
    list: Option<usize>,
    narrowed: BTreeMap<Key, Values>,
}

/// Reports rules that the ranges decide.
pub fn check(checker: &mut Checker<'_>, entries: &[Entry]) {
    let mut found = Vec::new();
    for entry in entries.iter().filter(|entry| entry.status != Status::Retired) {
        let Test::When { when, each, .. } = &entry.test else { continue };
        let ranges = Ranges { checker, list: *each, narrowed: BTreeMap::new() };
        let truth = ranges.truth(when);
        let id = &entry.id;
        if !truth.can_be_true {
            let message =
                format!("rule `{id}` can never fire: its conditions exclude each other or the ranges");
            found.push(
                Diagnostic::new(Code::E210, when.span, message)
                    .help("look at the `min`, `max` and values of its fields"),
            );
        } else if !truth.can_be_false && each.is_none() {
            let message = format!("rule `{id}` fires whenever its fields are known");
            found.push(
                Diagnostic::new(Code::W306, when.span, message).help("put its points into `score.base`"),
            );
        }
    }
    for diagnostic in found {
        checker.report(diagnostic);
    }
}

/// The least and greatest value of a numeric expression, where they are finite or known on one side.
pub fn number_range(checker: &Checker<'_>, typed: &Typed) -> Option<(f64, f64)> {
    let ranges = Ranges { checker, list: None, narrowed: BTreeMap::new() };
    typed.ty.is_numeric().then(|| ranges.values(typed).ends())
}

/// The least and greatest value of an integer expression, where both are known.
pub fn integer_range(checker: &Checker<'_>, typed: &Typed) -> Option<(i64, i64)> {
    /// Points beyond this are as good as unbounded.
    const BOUND: f64 = 1e9;
    let (low, high) = number_range(checker, typed)?;
    #[expect(clippy::cast_possible_truncation, reason = "both are under the bound")]
    let ends = (low.floor() as i64, high.ceil() as i64);
    (low >= -BOUND && high <= BOUND).then_some(ends)
}

impl Ranges<'_, '_> {
    fn truth(&self, typed: &Typed) -> Truth {
        match &typed.kind {
            Kind::Const(Const::Bool(value)) => Truth { can_be_true: *value, can_be_false: !*value },
            Kind::Not(inner) => {
                let inner = self.truth(inner);
                Truth { can_be_true: inner.can_be_false, can_be_false: inner.can_be_true }
            }
            Kind::And(all) => self.chain(all, true),
            Kind::Or(all) => self.chain(all, false),
            Kind::Compare(op, left, right) => self.compare(*op, left, right),
            Kind::InSet(value, set) => self.in_set(value, set),
            Kind::InRange(value, low, high, inclusive) => self.in_range(value, low, high, *inclusive),
            Kind::Feature(index) => self.checker.feature(*index).map_or(EITHER, |expr| self.truth(expr)),
            Kind::If(condition, then, otherwise) => self.branch(condition, then, otherwise),
            _ => EITHER,
        }
    }

    /// `&&` (value true) or `||` (value false): each part is put after the earlier ones have that value.
    fn chain(&self, all: &[Typed], value: bool) -> Truth {
        let mut ranges = self.clone();
        let mut can_go_on = true;
        let mut can_stop = false;
        for part in all {
            let here = ranges.truth(part);
            let (stops, goes_on) = match value {
                true => (here.can_be_false, here.can_be_true),
                false => (here.can_be_true, here.can_be_false),
            };
            can_stop |= can_go_on && stops;
            can_go_on &= goes_on && ranges.assume(part, value);
        }
        match value {
            true => Truth { can_be_true: can_go_on, can_be_false: can_stop || !can_go_on },
            false => Truth { can_be_true: can_stop || !can_go_on, can_be_false: can_go_on },
        }
    }

    fn branch(&self, condition: &Typed, then: &Typed, otherwise: &Typed) -> Truth {
        let condition = self.truth(condition);
        let (then, otherwise) = (self.truth(then), self.truth(otherwise));
        Truth {
            can_be_true: (condition.can_be_true && then.can_be_true)
                || (condition.can_be_false && otherwise.can_be_true),
            can_be_false: (condition.can_be_true && then.can_be_false)
                || (condition.can_be_false && otherwise.can_be_false),
        }
    }

    fn compare(&self, op: BinaryOp, left: &Typed, right: &Typed) -> Truth {
        if let Type::Enum(_) = left.ty {
            let (Values::Among(a), Values::Among(b)) = (self.values(left), self.values(right)) else {
                return EITHER;
            };
            let equal =
                Truth { can_be_true: !a.is_disjoint(&b), can_be_false: a.len() > 1 || b.len() > 1 || a != b };
            return if op == BinaryOp::Eq { equal } else { flip(equal) };
        }
        if left.ty == Type::Text {
            return EITHER;
        }
        let ((a, b), (c, d)) = (self.values(left).ends(), self.values(right).ends());
        match op {
            BinaryOp::Lt => Truth { can_be_true: a < d, can_be_false: b >= c },
            BinaryOp::Le => Truth { can_be_true: a <= d, can_be_false: b > c },
            BinaryOp::Gt => Truth { can_be_true: b > c, can_be_false: a <= d },
            BinaryOp::Ge => Truth { can_be_true: b >= c, can_be_false: a < d },
            BinaryOp::Eq | BinaryOp::Ne => {
                let equal =
                    Truth { can_be_true: a <= d && c <= b, can_be_false: !(a == b && c == d && a == c) };
                if op == BinaryOp::Eq { equal } else { flip(equal) }
            }
            _ => EITHER,
        }
    }

    fn in_set(&self, value: &Typed, set: &[Const]) -> Truth {
        match self.values(value) {
            Values::Among(values) => {
                let listed = enum_set(set);
                Truth { can_be_true: !values.is_disjoint(&listed), can_be_false: !values.is_subset(&listed) }
            }
            Values::Between(low, high) => {
                let inside = set.iter().filter_map(number).any(|it| it >= low && it <= high);
                Truth { can_be_true: inside || !value.ty.is_numeric(), can_be_false: true }
            }
        }
    }

    fn in_range(&self, value: &Typed, low: &Typed, high: &Typed, inclusive: bool) -> Truth {
        let (a, b) = self.values(value).ends();
        let ((low_min, low_max), (high_min, high_max)) = (self.values(low).ends(), self.values(high).ends());
        let under = if inclusive { a <= high_max } else { a < high_max };
        let always_under = if inclusive { b <= high_min } else { b < high_min };
        Truth { can_be_true: b >= low_min && under, can_be_false: !(a >= low_max && always_under) }
    }

    /// Narrows the inputs by what a condition says; false where nothing is left of one.
    fn assume(&mut self, typed: &Typed, value: bool) -> bool {
        match &typed.kind {
            Kind::Not(inner) => self.assume(inner, !value),
            Kind::And(all) if value => all.iter().all(|part| self.assume(part, value)),
            Kind::Or(all) if !value => all.iter().all(|part| self.assume(part, value)),
            Kind::Feature(index) => match self.checker.feature(*index) {
                Some(expr) => self.assume(expr, value),
                None => true,
            },
            Kind::Field(_) | Kind::Item(_) if typed.ty == Type::Bool => {
                let at = f64::from(u8::from(value));
                self.narrow(typed, Values::Between(at, at))
            }
            Kind::Compare(op, left, right) => {
                let op = if value { *op } else { opposite(*op) };
                self.assume_compare(op, left, right) && self.assume_compare(mirrored(op), right, left)
            }
            Kind::InSet(inner, set) => self.assume_in_set(inner, set, value),
            Kind::InRange(inner, low, high, inclusive) if value => {
                let (low, high) = (self.values(low).ends().0, self.values(high).ends().1);
                let high = if *inclusive { high } else { under(inner.ty, high) };
                self.narrow(inner, Values::Between(low, high))
            }
            _ => true,
        }
    }

    fn assume_compare(&mut self, op: BinaryOp, left: &Typed, right: &Typed) -> bool {
        let right_values = self.values(right);
        let (low, high) = right_values.ends();
        let values = match (op, &right_values) {
            (BinaryOp::Eq, _) => right_values,
            (BinaryOp::Ne, Values::Among(out)) if out.len() == 1 => match self.values(left) {
                Values::Among(all) => Values::Among(all.difference(out).copied().collect()),
                _ => return true,
            },
            (BinaryOp::Lt, _) => Values::Between(f64::NEG_INFINITY, under(left.ty, high)),
            (BinaryOp::Le, _) => Values::Between(f64::NEG_INFINITY, high),
            (BinaryOp::Gt, _) => Values::Between(over(left.ty, low), f64::INFINITY),
            (BinaryOp::Ge, _) => Values::Between(low, f64::INFINITY),
            _ => return true,
        };
        self.narrow(left, values)
    }

    fn assume_in_set(&mut self, value: &Typed, set: &[Const], inside: bool) -> bool {
        match self.values(value) {
            Values::Among(all) => {
                let listed = enum_set(set);
                let left = all.into_iter().filter(|it| listed.contains(it) == inside).collect();
                self.narrow(value, Values::Among(left))
            }
            Values::Between(..) if inside && value.ty.is_numeric() => {
                let hull =
                    set.iter().filter_map(number).map(|it| Values::Between(it, it)).reduce(Values::join);
                hull.is_none_or(|hull| self.narrow(value, hull))
            }
            Values::Between(..) => true,
        }
    }

    fn narrow(&mut self, typed: &Typed, values: Values) -> bool {
        let typed = if let Kind::Widen(inner) = &typed.kind { inner } else { typed };
        let Some(key) = key_of(typed) else { return true };
        let now = self.values(typed).meet(values);
        let some = !now.is_empty();
        self.narrowed.insert(key, now);
        some
    }

    /// What an expression may be.
    fn values(&self, typed: &Typed) -> Values {
        if let Some(values) = key_of(typed).and_then(|key| self.narrowed.get(&key)) {
            return values.clone();
        }
        match &typed.kind {
            Kind::Const(Const::Enum(value)) => Values::Among(BTreeSet::from([*value])),
            Kind::Const(constant) => number(constant).map_or(ANY, |it| Values::Between(it, it)),
            Kind::Field(index) => self.declared(self.checker.fields.get(*index)),
            Kind::Item(index) => {
                self.declared(self.list.and_then(|list| self.checker.items_of(list).get(*index)))
            }
            Kind::Param(index) => self.param(*index),
            Kind::Feature(index) => self.checker.feature(*index).map_or(ANY, |expr| self.values(expr)),
            Kind::DeadlineState(_) => self.all_of(self.checker.deadline_enum),
            Kind::Widen(inner) => self.values(inner),
            Kind::Neg(inner) => {
                let (low, high) = self.values(inner).ends();
                Values::Between(-high, -low)
            }
            Kind::Default(a, b) | Kind::If(_, a, b) => self.values(a).join(self.values(b)),
            Kind::Arith(op, a, b) => self.arithmetic(*op, a, b, typed.ty),
            Kind::CountTerms(_, list) => Values::Between(0.0, self.size_of_terms(*list)),
            Kind::Aggregate(_, aggregate, _) => aggregate_values(*aggregate),
            Kind::Len(_) => Values::Between(0.0, f64::INFINITY),
            Kind::Call(function, arguments) => self.call(*function, arguments),
            _ if typed.ty == Type::Bool => Values::Between(0.0, 1.0),
            _ => ANY,
        }
    }

    fn declared(&self, field: Option<&Field>) -> Values {
        let Some(field) = field else { return ANY };
        match field.ty {
            Type::Enum(index) => self.all_of(index),
            Type::Bool => Values::Between(0.0, 1.0),
            Type::Int | Type::Num => {
                let declared = Values::Between(
                    field.range.min.map_or(f64::NEG_INFINITY, |end| end.as_f64()),
                    field.range.max.map_or(f64::INFINITY, |end| end.as_f64()),
                );
                // A range that is empty is told where it is declared.
                if declared.is_empty() { ANY } else { declared }
            }
            _ => ANY,
        }
    }

    fn all_of(&self, index: usize) -> Values {
        let count = self.checker.enums.get(index).map_or(0, |it| it.names.len());
        Values::Among((0..u32::try_from(count).unwrap_or(u32::MAX)).collect())
    }

    /// A parameter may be set anywhere in its range; without one it stays as written.
    fn param(&self, index: usize) -> Values {
        let Some(param) = self.checker.params.get(index) else { return ANY };
        let value = param.value.as_f64();
        Values::Between(
            param.range.min.map_or(value, |end| end.as_f64()),
            param.range.max.map_or(value, |end| end.as_f64()),
        )
    }

    fn size_of_terms(&self, list: usize) -> f64 {
        let count = self.checker.document.terms.get(list).map_or(0, |list| list.terms.len());
        f64::from(u32::try_from(count).unwrap_or(u32::MAX))
    }

    fn arithmetic(&self, op: BinaryOp, a: &Typed, b: &Typed, ty: Type) -> Values {
        let ((a, b), (c, d)) = (self.values(a).ends(), self.values(b).ends());
        let hull = |all: [f64; 4]| {
            if all.iter().any(|it| it.is_nan()) {
                return ANY;
            }
            let low = all.iter().copied().fold(f64::INFINITY, f64::min);
            Values::Between(low, all.iter().copied().fold(f64::NEG_INFINITY, f64::max))
        };
        match op {
            BinaryOp::Add => hull([a + c, b + d, a + c, b + d]),
            BinaryOp::Sub => hull([a - d, b - c, a - d, b - c]),
            BinaryOp::Mul => hull([a * c, a * d, b * c, b * d]),
            BinaryOp::Div if c > 0.0 || d < 0.0 => {
                let cut = |it: f64| if ty == Type::Int { it.trunc() } else { it };
                hull([cut(a / c), cut(a / d), cut(b / c), cut(b / d)])
            }
            _ => ANY,
        }
    }

    fn call(&self, function: Function, arguments: &[Typed]) -> Values {
        let mut ends = arguments.iter().map(|argument| self.values(argument).ends());
        let (Some((low, high)), second) = (ends.next(), ends.next()) else { return ANY };
        let (c, d) = second.unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
        match function {
            Function::HourOf => Values::Between(0.0, 23.0),
            Function::MonthOf => Values::Between(1.0, 12.0),
            Function::Abs if low >= 0.0 => Values::Between(low, high),
            Function::Abs => Values::Between(0.0, high.abs().max(low.abs())),
            Function::Min => Values::Between(low.min(c), high.min(d)),
            Function::Max => Values::Between(low.max(c), high.max(d)),
            Function::Round | Function::Floor | Function::Ceil | Function::ToInt => {
                Values::Between(low.floor(), high.ceil())
            }
            _ => ANY,
        }
    }
}

/// A list may be longer than is read: counts have no upper end.
fn aggregate_values(aggregate: Aggregate) -> Values {
    match aggregate {
        Aggregate::Any => Values::Between(0.0, 1.0),
        Aggregate::Count | Aggregate::Kinds | Aggregate::Most => Values::Between(0.0, f64::INFINITY),
        Aggregate::Sum | Aggregate::Min | Aggregate::Max => ANY,
    }
}

fn key_of(typed: &Typed) -> Option<Key> {
    match typed.kind {
        Kind::Field(index) => Some(Key::Field(index)),
        Kind::Item(index) => Some(Key::Item(index)),
        Kind::DeadlineState(index) => Some(Key::State(index)),
        Kind::DeadlineDaysLeft(index) => Some(Key::DaysLeft(index)),
        _ => None,
    }
}

fn enum_set(set: &[Const]) -> BTreeSet<u32> {
    let values = set.iter().filter_map(|constant| match constant {
        Const::Enum(value) => Some(*value),
        _ => None,
    });
    values.collect()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "ranges are bounds, and the loss is far under a bound's width"
)]
fn number(constant: &Const) -> Option<f64> {
    match constant {
        Const::Bool(value) => Some(f64::from(u8::from(*value))),
        Const::Int(value) | Const::Date(value) | Const::Datetime(value) | Const::Duration(value) => {
            Some(*value as f64)
        }
        Const::Num(value) => Some(*value),
        Const::Enum(_) | Const::Text(_) => None,
    }
}

fn flip(truth: Truth) -> Truth {
    Truth { can_be_true: truth.can_be_false, can_be_false: truth.can_be_true }
}

fn opposite(op: BinaryOp) -> BinaryOp {
    match op {
        BinaryOp::Eq => BinaryOp::Ne,
        BinaryOp::Ne => BinaryOp::Eq,
        BinaryOp::Lt => BinaryOp::Ge,
        BinaryOp::Le => BinaryOp::Gt,
        BinaryOp::Gt => BinaryOp::Le,
        BinaryOp::Ge => BinaryOp::Lt,
        other => other,
    }
}

fn mirrored(op: BinaryOp) -> BinaryOp {
    match op {
        BinaryOp::Lt => BinaryOp::Gt,
        BinaryOp::Le => BinaryOp::Ge,
        BinaryOp::Gt => BinaryOp::Lt,
        BinaryOp::Ge => BinaryOp::Le,
        other => other,
    }
}

/// The largest value of a type under `x`.
fn under(ty: Type, x: f64) -> f64 {
    if ty == Type::Num { x.next_down() } else { x - 1.0 }
}

/// The least value of a type over `x`.
fn over(ty: Type, x: f64) -> f64 {
    if ty == Type::Num { x.next_up() } else { x + 1.0 }
}
