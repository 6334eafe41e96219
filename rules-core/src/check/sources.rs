//! Sources, and the basis that every rule has in them.

use super::{Checker, source_decl, texts};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::parse::document::{EntryHead, SourceStatus, Status};
use crate::ruleset::{Basis, LegalSource};
use crate::source::{Span, Spanned};

pub fn legal_sources(checker: &mut Checker<'_>) -> Vec<LegalSource> {
    let document = checker.document;
    let mut all = Vec::new();
    for decl in &document.sources {
        let title = texts::required(checker, decl.title.as_ref(), decl.id.span, "title");
        let date = |date: &Option<Spanned<i64>>| date.as_ref().map(|date| date.value);
        all.push(LegalSource {
            id: decl.id.value.clone(),
            title,
            status: decl.status.value,
            in_force: date(&decl.in_force),
            until: date(&decl.until),
            checked: date(&decl.checked),
        });
    }
    all
}

/// The basis of an entry: there must be one, confirmed and in force when the entry takes effect. What is
/// retired may rest on what is no longer in force.
pub fn basis(
    checker: &mut Checker<'_>,
    given: &[Spanned<String>],
    place: Span,
    head: &EntryHead,
) -> Vec<Basis> {
    if given.is_empty() && !head.misread_basis {
        checker.report(
            Diagnostic::new(Code::E214, place, "this has no basis")
                .help("name a source, such as `basis = \"anti-fraud-law:20\"`"),
        );
    }
    given.iter().filter_map(|text| one(checker, text, head)).collect()
}

fn one(checker: &mut Checker<'_>, text: &Spanned<String>, head: &EntryHead) -> Option<Basis> {
    let (id, clause) = match text.value.split_once(':') {
        Some((id, clause)) => (id, Some(clause.to_owned())),
        None => (text.value.as_str(), None),
    };
    let Some(&source) = checker.names.sources.get(id) else {
        let clause = text.value.strip_prefix(id).unwrap_or_default();
        let near = did_you_mean(id, checker.names.sources.keys().map(String::as_str));
        let near = near.map(|near| format!("{near}{clause}"));
        let diagnostic = Diagnostic::new(Code::E214, text.span, format!("there is no source `{id}`"));
        let diagnostic = match near {
            Some(near) => diagnostic.meant(Some(&near), checker.source),
            None => diagnostic.help(format!("declare it as `[source.{id}]`")),
        };
        checker.report(diagnostic);
        return None;
    };
    checker.used_ids.insert(format!("source {id}"));
    if head.status != Status::Retired {
        in_force(checker, source, text.span, head);
    }
    Some(Basis { source, clause })
}

fn in_force(checker: &mut Checker<'_>, source: usize, place: Span, head: &EntryHead) {
    let document = checker.document;
    let Some(decl) = source_decl(document, source) else { return };
    let id = &decl.id.value;
    if decl.status.value == SourceStatus::Unconfirmed {
        checker.report(
            Diagnostic::new(Code::E215, place, format!("source `{id}` is unconfirmed"))
                .also(decl.status.span, "marked so here")
                .help("read the clause, or rest the rule on another source"),
        );
    }
    // A rule that begins later than the ruleset may rest on a law that does so too.
    let dates = document.header.effective.iter().chain(&head.from);
    let Some(effective) = dates.max_by_key(|date| date.value) else { return };
    let early = decl.in_force.as_ref().filter(|date| date.value > effective.value);
    let over = decl.until.as_ref().filter(|date| date.value < effective.value);
    for date in early.into_iter().chain(over) {
        let message = format!("source `{id}` is not in force when this takes effect");
        checker.report(
            Diagnostic::new(Code::E216, place, message)
                .also(date.span, "its date")
                .also(effective.span, "this takes effect here"),
        );
    }
}
