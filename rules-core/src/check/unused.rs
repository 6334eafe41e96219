//! What nobody uses, and rules with the same condition.

use super::Checker;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::document::{FieldType, Status};
use crate::ruleset::typed::Typed;
use crate::ruleset::{Model, Test};
use crate::source::{Span, Spanned};

pub fn check(checker: &mut Checker<'_>, model: &Model) {
    let document = checker.document;
    let terms = document.terms.iter().map(|it| (&it.name, "list of terms"));
    let patterns = document.patterns.iter().map(|it| (&it.name, "pattern"));
    let features = document.features.iter().map(|it| (&it.name, "feature"));
    let params = document.params.iter().map(|it| (&it.name, "parameter"));
    let scripts = document.scripts.iter().map(|it| (&it.name, "script function"));
    // A list of records is used when its items are; a text or a date may be there for people only.
    let fields =
        document.fields.iter().filter(|it| it.ty.value != FieldType::Records).map(|it| (&it.name, "field"));
    let all: Vec<(&Spanned<String>, &str)> =
        terms.chain(patterns).chain(features).chain(params).chain(scripts).chain(fields).collect();
    for (name, what) in all {
        if !checker.used.contains(&name.value) {
            checker.report(unused(name, what));
        }
    }
    let groups = document.groups.iter().map(|it| (&it.id, "group"));
    let sources = document.sources.iter().map(|it| (&it.id, "source"));
    let actions = document.actions.iter().map(|it| (&it.id, "action"));
    let all: Vec<(&Spanned<String>, &str)> = groups.chain(sources).chain(actions).collect();
    for (id, what) in all {
        if !checker.used_ids.contains(&format!("{what} {}", id.value)) {
            checker.report(unused(id, what));
        }
    }
    same_conditions(checker, model);
}

fn unused(name: &Spanned<String>, what: &str) -> Diagnostic {
    Diagnostic::new(Code::W303, name.span, format!("nobody uses the {what} `{}`", name.value))
        .help("take it out, or use it in a rule")
}

/// Two active rules that ask the same: one of them is a copy that was not finished.
fn same_conditions(checker: &mut Checker<'_>, model: &Model) {
    let mut seen: Vec<(String, &str, Span)> = Vec::new();
    let mut found = Vec::new();
    for entry in model.entries.iter().filter(|entry| entry.status == Status::Active) {
        let Test::When { when, each, count, .. } = &entry.test else { continue };
        let shape = format!("{each:?} {count} {}", shape(when));
        match seen.iter().find(|(known, _, _)| *known == shape) {
            Some((_, id, span)) => {
                let message = format!("rules `{id}` and `{}` have the same condition", entry.id);
                found.push(
                    Diagnostic::new(Code::W304, when.span, message)
                        .also(*span, "the first one")
                        .help("join them into one rule, or make one of them `shadow`"),
                );
            }
            None => seen.push((shape, &entry.id, when.span)),
        }
    }
    for diagnostic in found {
        checker.report(diagnostic);
    }
}

/// The condition without its places.
fn shape(typed: &Typed) -> String {
    let mut plain = typed.clone();
    forget_places(&mut plain);
    format!("{plain:?}")
}

fn forget_places(typed: &mut Typed) {
    typed.span = Span::default();
    typed.children_mut().into_iter().for_each(forget_places);
}
