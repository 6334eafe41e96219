//! What nobody uses, and rules with the same condition.

use super::Checker;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::document::Status;
use crate::ruleset::{Entry, Test};
use crate::source::{Span, Spanned};
use std::collections::BTreeMap;

/// Reports what is declared and not used. Told only of a ruleset without errors: what a broken rule uses is
/// not known.
pub fn check(checker: &mut Checker<'_>) {
    let document = checker.document;
    let terms = document.terms.iter().map(|it| (&it.name, "list of terms"));
    let patterns = document.patterns.iter().map(|it| (&it.name, "pattern"));
    let features = document.features.iter().map(|it| (&it.name, "feature"));
    let params = document.params.iter().map(|it| (&it.name, "parameter"));
    let scripts = document.scripts.iter().map(|it| (&it.name, "script function"));
    let fields = document.fields.iter().map(|it| (&it.name, "field"));
    let all: Vec<(&Spanned<String>, &str)> =
        terms.chain(patterns).chain(features).chain(params).chain(scripts).chain(fields).collect();
    for (name, what) in all {
        if !checker.used.contains(&name.value) {
            checker.report(unused(name, what));
        }
    }
    items(checker);
    let groups = document.groups.iter().map(|it| (&it.id, "group"));
    let sources = document.sources.iter().map(|it| (&it.id, "source"));
    let actions = document.actions.iter().map(|it| (&it.id, "action"));
    let all: Vec<(&Spanned<String>, &str)> = groups.chain(sources).chain(actions).collect();
    for (id, what) in all {
        if !checker.used_ids.contains(&format!("{what} {}", id.value)) {
            checker.report(unused(id, what));
        }
    }
}

/// Fields of items, where the list itself is used.
fn items(checker: &mut Checker<'_>) {
    let document = checker.document;
    for (list, field) in document.fields.iter().enumerate() {
        for (index, item) in field.item.iter().enumerate() {
            if checker.used.contains(&field.name.value) && !checker.used_items.contains(&(list, index)) {
                checker.report(unused(&item.name, "item field"));
            }
        }
    }
}

fn unused(name: &Spanned<String>, what: &str) -> Diagnostic {
    let help = match what {
        "field" | "item field" => {
            "what no rule reads is not asked of people: take it out, or use it in a rule"
        }
        _ => "take it out, or use it in a rule",
    };
    Diagnostic::new(Code::W303, name.span, format!("nobody uses the {what} `{}`", name.value)).help(help)
}

/// Two active rules that ask the same: one of them is a copy that was not finished.
pub fn same_conditions(checker: &mut Checker<'_>, entries: &[Entry]) {
    let mut seen: BTreeMap<String, (&str, Span)> = BTreeMap::new();
    let mut found = Vec::new();
    for entry in entries.iter().filter(|entry| entry.status == Status::Active) {
        let Test::When { when, each, count, .. } = &entry.test else { continue };
        // Rules of different times do not meet.
        let shape = format!("{each:?} {count} {:?} {:?} {when:?}", entry.from, entry.until);
        if let Some((id, span)) = seen.get(&shape) {
            let message = format!("rules `{id}` and `{}` have the same condition", entry.id);
            found.push(
                Diagnostic::new(Code::W304, when.span, message)
                    .also(*span, "the first one")
                    .help("join them into one rule, or make one of them `shadow`"),
            );
            continue;
        }
        seen.insert(shape, (&entry.id, when.span));
    }
    found.into_iter().for_each(|diagnostic| checker.report(diagnostic));
}
