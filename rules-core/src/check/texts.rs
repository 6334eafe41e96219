//! Texts: a translation for every language, and templates whose names exist.

use super::Checker;
use super::typing::Scope;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::ast::{Expr, ExprKind};
use crate::parse::document::Text;
use crate::parse::toml_text::SpanMap;
use crate::ruleset::{Part, Template, Texts};
use crate::source::{Span, Spanned};

/// The text in each language; a missing one is reported and stands in the first language.
pub fn complete(checker: &mut Checker<'_>, text: &Text) -> Texts {
    let languages = &checker.document.header.languages;
    let missing: Vec<String> = languages
        .iter()
        .zip(&text.values)
        .filter(|(_, value)| value.is_none())
        .map(|(language, _)| language.value.clone())
        .collect();
    if !missing.is_empty() {
        let message = format!("this text has no translation for {}", missing.join(", "));
        let first = text.values.iter().flatten().next().map(|text| text.value.clone()).unwrap_or_default();
        let wanted: Vec<String> = languages.iter().map(|it| format!("{} = \"…\"", it.value)).collect();
        checker.report(
            Diagnostic::new(Code::E205, text.span, message)
                .expected(format!("{{ {} }}", wanted.join(", ")), format!("\"{first}\"")),
        );
    }
    let fallback = text.values.iter().flatten().next().map(|text| text.value.clone()).unwrap_or_default();
    text.values
        .iter()
        .map(|value| value.as_ref().map_or_else(|| fallback.clone(), |text| text.value.clone()))
        .collect()
}

/// A text that must be there.
pub fn required(checker: &mut Checker<'_>, text: Option<&Text>, place: Span, key: &str) -> Texts {
    if let Some(text) = text {
        return complete(checker, text);
    }
    checker.report(Diagnostic::new(Code::E105, place, format!("this needs a `{key}` that people can read")));
    Vec::new()
}

/// A text with `${name}` in it.
pub fn template(checker: &mut Checker<'_>, text: &Text, scope: Scope<'_>) -> Template {
    complete(checker, text);
    let fallback = text.values.iter().flatten().next();
    let mut all = Vec::new();
    for value in &text.values {
        all.push(value.as_ref().or(fallback).map(|text| parts(checker, text, scope)).unwrap_or_default());
    }
    all
}

fn parts(checker: &mut Checker<'_>, text: &Spanned<String>, scope: Scope<'_>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text.value.as_str();
    let mut at = 0;
    while let Some((before, after)) = rest.split_once("${") {
        parts.push(Part::Plain(before.to_owned()));
        let start = at + before.len() + 2;
        let Some((name, behind)) = after.split_once('}') else {
            let span = place(checker, text, start - 2, text.value.len());
            checker.report(
                Diagnostic::new(Code::E120, span, "a `${` that does not close")
                    .help("close it with `}`, as in `${amount}`"),
            );
            return parts;
        };
        let span = place(checker, text, start, start + name.len());
        if !is_simple(name) {
            checker.report(
                Diagnostic::new(Code::E201, span, format!("`${{{name}}}` is no name"))
                    .help("texts show names only: name an expression as a `[feature]`"),
            );
            at = start + name.len() + 1;
            rest = behind;
            continue;
        }
        let expr = Expr { kind: name_or_property(name, span), span };
        parts.extend(checker.typed(&expr, scope).map(Part::Value));
        at = start + name.len() + 1;
        rest = behind;
    }
    parts.push(Part::Plain(rest.to_owned()));
    parts.retain(|part| !matches!(part, Part::Plain(text) if text.is_empty()));
    parts
}

/// Whether it is shaped like `name` or `deadline.due`.
fn is_simple(name: &str) -> bool {
    let word = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '_');
    name.split('.').count() <= 2 && name.split('.').all(word)
}

/// `name`, or `deadline.due`.
fn name_or_property(name: &str, span: Span) -> ExprKind {
    match name.split_once('.') {
        None => ExprKind::Name(name.to_owned()),
        Some((receiver, property)) => ExprKind::Property {
            receiver: Box::new(Expr { kind: ExprKind::Name(receiver.to_owned()), span }),
            property: Spanned::new(property.to_owned(), span),
        },
    }
}

fn place(checker: &Checker<'_>, text: &Spanned<String>, start: usize, end: usize) -> Span {
    SpanMap::new(checker.source.text(), text.span).span(start..end)
}
