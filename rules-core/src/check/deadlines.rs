//! Deadlines: the fields and numbers they are counted from, and what being late or soon gives.

use super::entries::{Shared, entry, outcome};
use super::fields::time_field;
use super::names::Binding;
use super::{Checker, sources, texts};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::document::{Amount, DeadlineDecl, Effect, Status};
use crate::ruleset::typed::Type;
use crate::ruleset::{Basis, Days, Deadline, Entry, Test};
use crate::source::Spanned;

/// Deadlines, which expressions may read.
pub fn deadlines(checker: &mut Checker<'_>) -> Vec<Deadline> {
    let document = checker.document;
    document.deadlines.iter().filter_map(|decl| deadline(checker, decl)).collect()
}

fn deadline(checker: &mut Checker<'_>, decl: &DeadlineDecl) -> Option<Deadline> {
    let title = match &decl.title {
        Some(title) => texts::complete(checker, title),
        None => vec![decl.head.id.value.clone(); checker.document.header.languages.len()],
    };
    let start = decl.start.as_ref().and_then(|name| date_field(checker, name, "`from`"));
    let done = decl.done.as_ref().and_then(|name| date_field(checker, name, "`done`"));
    let amount = decl.working_days.as_ref().or(decl.days.as_ref()).and_then(|days| days_of(checker, days));
    let optional = |checker: &mut Checker<'_>, days: &Option<Amount>| {
        days.as_ref().and_then(|days| days_of(checker, days))
    };
    let (extend, pause) = (optional(checker, &decl.extend), optional(checker, &decl.pause));
    let soon = optional(checker, &decl.soon_days);
    let basis: Vec<Basis> = sources::basis(checker, &decl.basis, decl.head.id.span, &decl.head);
    Some(Deadline {
        id: decl.head.id.value.clone(),
        title,
        whose: decl.whose,
        start: start?,
        days: amount?,
        working: decl.working_days.is_some(),
        extend,
        pause,
        done: done?,
        soon,
        roll: decl.roll,
        basis,
    })
}

fn date_field(checker: &mut Checker<'_>, name: &Spanned<String>, what: &str) -> Option<usize> {
    time_field(checker, name, what, "a date field", |ty| matches!(ty, Type::Date | Type::Datetime))
}

fn days_of(checker: &mut Checker<'_>, amount: &Amount) -> Option<Days> {
    match amount {
        Amount::Fixed(days) => {
            if !(0..=36_600).contains(&days.value) {
                let diagnostic = Diagnostic::new(Code::E121, days.span, format!("{} days", days.value));
                checker.report(diagnostic.expected("0 to 36600 days", days.value.to_string()));
            }
            Some(Days::Fixed(days.value))
        }
        Amount::Named(name) => named_days(checker, name),
    }
}

fn named_days(checker: &mut Checker<'_>, name: &Spanned<String>) -> Option<Days> {
    checker.used.insert(name.value.clone());
    let (days, ty) = match checker.names.get(&name.value) {
        Some(Binding::Field(index)) => (Days::Field(index), checker.fields.get(index)?.ty),
        Some(Binding::Param(index)) => (Days::Param(index), checker.params.get(index)?.ty),
        _ => {
            let is_number = |binding| matches!(binding, Binding::Field(_) | Binding::Param(_));
            let near = checker.names.near(&name.value, is_number);
            let message = format!("`{}` is no parameter and no integer field", name.value);
            let diagnostic = Diagnostic::new(Code::E201, name.span, message).meant(near, checker.source);
            checker.report(diagnostic);
            return None;
        }
    };
    if ty != Type::Int {
        checker.expected_type(name.span, "a number of days", "an integer", ty);
        return None;
    }
    Some(days)
}

/// A deadline as an entry that gives points: outcome 0 when late, 1 when soon.
pub fn deadline_entry(checker: &mut Checker<'_>, index: usize, decl: &DeadlineDecl) -> Option<Entry> {
    if decl.head.status == Status::Retired {
        return None;
    }
    let shared = Shared { group: decl.group.as_ref(), ..Shared::of(&decl.head, &decl.basis) };
    let place = decl.head.id.span;
    let silent = Effect::default();
    let late = outcome(checker, decl.late.as_ref().unwrap_or(&silent), place, &shared);
    let soon = outcome(checker, decl.soon.as_ref().unwrap_or(&silent), place, &shared);
    Some(entry(&decl.head, Test::Deadline(index), vec![late?, soon?]))
}
