//! Which inputs a true condition makes known, and where defaults stand.
//!
//! INVARIANT(known): if a condition is certainly true, every input in the set that [`when_true`] gives for
//! it is known. It is sound and not complete: `a > 1 || a <= 1` makes nothing known.

use super::Checker;
use crate::diagnostic::{Code, Diagnostic};
use crate::ruleset::typed::{Kind, Typed};
use std::collections::BTreeSet;

/// An input that may be unknown: a field, or a deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Input {
    Field(usize),
    Deadline(usize),
}

type Inputs = BTreeSet<Input>;

/// Whether a `??` that may be needed stands in the expression, in its features too.
pub fn has_default(checker: &Checker<'_>, typed: &Typed) -> bool {
    let mut found = false;
    typed.walk(&mut |node| {
        found = found
            || match &node.kind {
                Kind::Default(value, _) => may_be_unknown(checker, value),
                Kind::Feature(index) => {
                    checker.feature(*index).is_some_and(|expr| has_default(checker, expr))
                }
                _ => false,
            };
    });
    found
}

/// Reports points that may be unknown when the condition is true.
pub fn points_are_known(checker: &mut Checker<'_>, points: &Typed, when: Option<&Typed>) {
    let known = when.map(|when| when_true(checker, when)).unwrap_or_default();
    let needed = needs(checker, points);
    let missing: Vec<Input> = needed.difference(&known).copied().collect();
    for input in missing {
        let name = match input {
            Input::Field(index) => checker.fields.get(index).map(|field| field.name.clone()),
            Input::Deadline(index) => {
                checker.document.deadlines.get(index).map(|it| it.head.id.value.clone())
            }
        };
        let name = name.unwrap_or_default();
        let message =
            format!("`{name}` may be unknown when the rule fires, and then these points are unknown");
        checker.report(
            Diagnostic::new(Code::E211, points.span, message)
                .help(format!("test `{name}` in `when`, or write `{name} ?? …` here")),
        );
    }
}

/// Inputs without which the expression may be unknown.
fn needs(checker: &Checker<'_>, typed: &Typed) -> Inputs {
    match &typed.kind {
        Kind::Field(index) | Kind::Aggregate(index, _, _) => Inputs::from([Input::Field(*index)]),
        Kind::DeadlineState(index) | Kind::DeadlineDaysLeft(index) | Kind::DeadlineDue(index) => {
            Inputs::from([Input::Deadline(*index)])
        }
        Kind::Feature(index) => checker.feature(*index).map(|expr| needs(checker, expr)).unwrap_or_default(),
        // `x ?? d` is known whenever `d` is.
        Kind::Default(_, default) => needs(checker, default),
        _ => typed.children().into_iter().flat_map(|child| needs(checker, child)).collect(),
    }
}

/// Whether some incident leaves the expression unknown.
pub fn may_be_unknown(checker: &Checker<'_>, typed: &Typed) -> bool {
    match &typed.kind {
        Kind::Field(_)
        | Kind::Item(_)
        | Kind::Aggregate(..)
        | Kind::DeadlineState(_)
        | Kind::DeadlineDaysLeft(_)
        | Kind::DeadlineDue(_) => true,
        // Stands for an argument while the body of a script function is typed.
        Kind::Param(index) => *index == usize::MAX,
        Kind::Feature(index) => checker.feature(*index).is_none_or(|expr| may_be_unknown(checker, expr)),
        Kind::Default(_, default) => may_be_unknown(checker, default),
        _ => typed.children().into_iter().any(|child| may_be_unknown(checker, child)),
    }
}

/// Inputs that are known when a bool is certainly true.
fn when_true(checker: &Checker<'_>, typed: &Typed) -> Inputs {
    decided(checker, typed, true)
}

fn decided(checker: &Checker<'_>, typed: &Typed, value: bool) -> Inputs {
    match &typed.kind {
        Kind::Not(inner) => decided(checker, inner, !value),
        Kind::And(all) if value => union(checker, all, value),
        Kind::Or(all) if !value => union(checker, all, value),
        Kind::And(all) | Kind::Or(all) => common(checker, all, value),
        Kind::Feature(index) => {
            checker.feature(*index).map(|expr| decided(checker, expr, value)).unwrap_or_default()
        }
        Kind::Default(..) | Kind::If(..) => Inputs::new(),
        // Past one end, it does not matter where the other one is.
        Kind::InRange(inner, ..) if !value => operands(checker, inner),
        // An aggregate may be decided by some of its items: only the list itself is known then.
        Kind::Aggregate(index, _, _) => Inputs::from([Input::Field(*index)]),
        _ => operands(checker, typed),
    }
}

/// All that a comparison or a test reads outside a `??` and an `if` is known when it has a value.
fn operands(checker: &Checker<'_>, typed: &Typed) -> Inputs {
    match &typed.kind {
        Kind::Field(index) | Kind::Aggregate(index, _, _) => Inputs::from([Input::Field(*index)]),
        Kind::DeadlineState(index) | Kind::DeadlineDaysLeft(index) | Kind::DeadlineDue(index) => {
            Inputs::from([Input::Deadline(*index)])
        }
        Kind::Feature(index) => {
            checker.feature(*index).map(|expr| operands(checker, expr)).unwrap_or_default()
        }
        Kind::Default(..) | Kind::If(..) | Kind::And(_) | Kind::Or(_) => Inputs::new(),
        _ => typed.children().into_iter().flat_map(|child| operands(checker, child)).collect(),
    }
}

fn union(checker: &Checker<'_>, all: &[Typed], value: bool) -> Inputs {
    all.iter().flat_map(|part| decided(checker, part, value)).collect()
}

fn common(checker: &Checker<'_>, all: &[Typed], value: bool) -> Inputs {
    let mut sets = all.iter().map(|part| decided(checker, part, value));
    let first = sets.next().unwrap_or_default();
    sets.fold(first, |common, set| common.intersection(&set).copied().collect())
}
