//! Arithmetic that always fails, and comparisons that rounding decides.
//!
//! Constants are folded as evaluation folds them; what fails there fails for every incident.

use super::Checker;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::ast::BinaryOp;
use crate::ruleset::typed::{Const, Function, Kind, Type, Typed};
use crate::ruleset::{Axis, BinTest, Entry, Points, Test};
use crate::{number, time};

pub fn check(checker: &mut Checker<'_>, entries: &[Entry]) {
    let mut found = Vec::new();
    each_expression(checker, entries, &mut |typed| {
        fold(typed, &mut found);
        exact_edges(checker, typed, &mut found);
    });
    for axis in entries.iter().flat_map(axes) {
        exact_bins(checker, axis, &mut found);
    }
    found.into_iter().for_each(|diagnostic| checker.report(diagnostic));
}

/// Calls `visit` on every expression of the ruleset.
fn each_expression(checker: &Checker<'_>, entries: &[Entry], visit: &mut dyn FnMut(&Typed)) {
    for entry in entries {
        if let Test::When { when, .. } = &entry.test {
            visit(when);
        }
        axes(entry).into_iter().for_each(|axis| visit(&axis.value));
        for outcome in &entry.outcomes {
            if let Points::Computed(points, _) = &outcome.points {
                visit(points);
            }
        }
    }
    (0..checker.features.len()).filter_map(|index| checker.feature(index)).for_each(&mut *visit);
    checker.fields.iter().filter_map(|field| field.relevant.as_ref()).for_each(visit);
}

fn axes(entry: &Entry) -> Vec<&Axis> {
    match &entry.test {
        Test::Bins(axis) => vec![axis],
        Test::Table(rows, columns) => vec![rows, columns],
        Test::When { .. } | Test::Deadline(_) => Vec::new(),
    }
}

/// The value of a constant expression; reports the parts that have none because they fail.
fn fold(typed: &Typed, found: &mut Vec<Diagnostic>) -> Option<Const> {
    let parts: Vec<Option<Const>> = typed.children().into_iter().map(|child| fold(child, found)).collect();
    let folded = match (&typed.kind, parts.as_slice()) {
        (Kind::Const(constant), _) => Ok(Some(constant.clone())),
        (Kind::Widen(_), [Some(Const::Int(value))]) => match number::widen(*value) {
            Some(value) => Ok(Some(Const::Num(value))),
            None => Err("an integer beyond 2^53 is no exact number"),
        },
        (Kind::Neg(_), [Some(Const::Int(value))]) => {
            value.checked_neg().map(Const::Int).map(Some).ok_or(OVERFLOW)
        }
        (Kind::Neg(_), [Some(Const::Num(value))]) => Ok(Some(Const::Num(-value))),
        (Kind::Arith(op, ..), [left, right]) => arithmetic(*op, left.as_ref(), right.as_ref()),
        (Kind::Call(function, _), [Some(only)]) => call(*function, only),
        _ => Ok(None),
    };
    folded.unwrap_or_else(|why| {
        found.push(
            Diagnostic::new(Code::E228, typed.span, format!("this fails for every incident: {why}"))
                .help("a rule that fails gives no points and leaves the assessment incomplete"),
        );
        None
    })
}

const OVERFLOW: &str = "the result is beyond 64 bits";
const ZERO: &str = "division by zero";
const NOT_FINITE: &str = "the result is not a finite number";
const NO_TIME: &str = "the result is outside the years 1 to 9999";

type Folded = Result<Option<Const>, &'static str>;

fn arithmetic(op: BinaryOp, left: Option<&Const>, right: Option<&Const>) -> Folded {
    if matches!(op, BinaryOp::Div | BinaryOp::Rem) && matches!(right, Some(Const::Int(0) | Const::Num(0.0))) {
        return Err(ZERO);
    }
    let (Some(left), Some(right)) = (left, right) else { return Ok(None) };
    match (left, right) {
        (Const::Int(a), Const::Int(b)) => {
            integers(op, *a, *b).map(|value| Some(Const::Int(value))).ok_or(OVERFLOW)
        }
        (Const::Num(a), Const::Num(b)) => {
            let value = numbers(op, *a, *b);
            if value.is_finite() { Ok(Some(Const::Num(value))) } else { Err(NOT_FINITE) }
        }
        (Const::Datetime(a), Const::Duration(b)) => {
            let length = if op == BinaryOp::Sub { b.checked_neg() } else { Some(*b) };
            let sum = length.and_then(|length| time::add_to_instant(*a, length).ok());
            sum.map(|value| Some(Const::Datetime(value))).ok_or(NO_TIME)
        }
        (Const::Duration(a), Const::Duration(b)) => {
            let right = if op == BinaryOp::Sub { b.checked_neg() } else { Some(*b) };
            let sum = right.and_then(|right| time::add_spans(*a, right).ok());
            sum.map(|value| Some(Const::Duration(value))).ok_or("the result is longer than a duration can be")
        }
        _ => Ok(None),
    }
}

fn integers(op: BinaryOp, a: i64, b: i64) -> Option<i64> {
    match op {
        BinaryOp::Add => a.checked_add(b),
        BinaryOp::Sub => a.checked_sub(b),
        BinaryOp::Mul => a.checked_mul(b),
        BinaryOp::Div => a.checked_div(b),
        _ => a.checked_rem(b),
    }
}

fn numbers(op: BinaryOp, a: f64, b: f64) -> f64 {
    match op {
        BinaryOp::Add => a + b,
        BinaryOp::Sub => a - b,
        BinaryOp::Mul => a * b,
        BinaryOp::Div => a / b,
        _ => a % b,
    }
}

fn call(function: Function, argument: &Const) -> Folded {
    match (function, argument) {
        (Function::Abs, Const::Int(value)) => {
            value.checked_abs().map(|it| Some(Const::Int(it))).ok_or(OVERFLOW)
        }
        // 2^63 is the first number that is too large.
        (Function::ToInt, Const::Num(value)) if !(-9.3e18..9.223_372_036_854_775e18).contains(value) => {
            Err(OVERFLOW)
        }
        _ => Ok(None),
    }
}

/// A computed number compared where rounding decides.
fn exact_edges(checker: &Checker<'_>, typed: &Typed, found: &mut Vec<Diagnostic>) {
    typed.walk(&mut |node| {
        let Kind::Compare(op, left, right) = &node.kind else { return };
        let constant = matches!(left.kind, Kind::Const(_)) || matches!(right.kind, Kind::Const(_));
        if left.ty == Type::Num && constant && (rounds(checker, left) || rounds(checker, right)) {
            let message = format!("a computed number is compared with `{}` at an exact edge", op.sign());
            found.push(
                Diagnostic::new(Code::W302, node.span, message).help(
                    "rounding decides there: 7.0 / 1000.0 * 100.0 > 0.7 is true; compare before dividing",
                ),
            );
        }
    });
}

/// The same for the edges of bins.
fn exact_bins(checker: &Checker<'_>, axis: &Axis, found: &mut Vec<Diagnostic>) {
    let has_edges = axis.bins.iter().any(|bin| matches!(bin, BinTest::Below(_) | BinTest::UpTo(_)));
    if has_edges && axis.value.ty == Type::Num && rounds(checker, &axis.value) {
        let message = "a computed number is compared with the exact edges of bins";
        found.push(
            Diagnostic::new(Code::W302, axis.value.span, message)
                .help("rounding decides at an edge: put edges between the values that occur, or `round(…)`"),
        );
    }
}

/// Whether the result of the arithmetic may be rounded.
fn rounds(checker: &Checker<'_>, typed: &Typed) -> bool {
    match &typed.kind {
        Kind::Arith(BinaryOp::Div, _, _) => typed.ty == Type::Num,
        Kind::Arith(BinaryOp::Mul, a, b) => {
            [a, b].into_iter().any(|side| rounds(checker, side) || is_fraction(side))
        }
        Kind::Arith(_, a, b) => rounds(checker, a) || rounds(checker, b) || is_fraction(a) || is_fraction(b),
        Kind::Neg(a) => rounds(checker, a),
        Kind::Feature(index) => checker.feature(*index).is_some_and(|expr| rounds(checker, expr)),
        _ => false,
    }
}

fn is_fraction(typed: &Typed) -> bool {
    matches!(typed.kind, Kind::Const(Const::Num(value)) if value.fract() != 0.0)
}
