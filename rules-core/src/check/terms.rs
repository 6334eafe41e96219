//! Terms and patterns: each can be found, none stands twice, patterns compile.

use super::Checker;
use crate::diagnostic::{Code, Diagnostic};
use crate::limits;
use crate::parse::toml_text::SpanMap;
use crate::source::{Span, Spanned};
use crate::text::{Contained, Duplicate, PatternError, Subject, TextEngine, TextErrorKind, TextSpec};
use std::collections::BTreeSet;
use std::ops::Range;

/// Gives what searches texts, so that it is built once.
pub fn check(checker: &mut Checker<'_>) -> Option<TextEngine> {
    let document = checker.document;
    empty_lists(checker);
    if over_limits(checker) {
        return None;
    }
    let lists: Vec<Vec<String>> = document
        .terms
        .iter()
        .map(|list| list.terms.iter().map(|term| term.value.clone()).collect())
        .collect();
    let patterns: Vec<&str> = document.patterns.iter().map(|it| it.pattern.value.as_str()).collect();
    match TextEngine::build(TextSpec { lists: &lists, patterns: &patterns, not_after: &[] }) {
        Ok(engine) => {
            let twice = engine.duplicates();
            let contained = engine.contained();
            twice.iter().for_each(|it| duplicate(checker, it));
            redundant(checker, &contained);
            Some(engine)
        }
        Err(errors) => {
            errors.into_iter().for_each(|error| refused(checker, error.subject, &error.kind));
            None
        }
    }
}

fn empty_lists(checker: &mut Checker<'_>) {
    let document = checker.document;
    for list in document.terms.iter().filter(|list| list.terms.is_empty()) {
        let message = format!("the list `{}` has no terms: nothing mentions it", list.name.value);
        checker
            .report(Diagnostic::new(Code::E115, list.name.span, message).help("add terms, or take it out"));
    }
}

/// Reports the first list or pattern that is too many.
fn over_limits(checker: &mut Checker<'_>) -> bool {
    let document = checker.document;
    let mut total = 0;
    let list = document.terms.iter().find(|list| {
        total += list.terms.len();
        total > limits::TERMS
    });
    let list = list.map(|list| (list.name.span, "terms", limits::TERMS));
    let pattern = document.patterns.get(limits::PATTERNS);
    let pattern = pattern.map(|pattern| (pattern.name.span, "patterns", limits::PATTERNS));
    for (span, what, limit) in list.into_iter().chain(pattern) {
        let message = format!("a ruleset has at most {limit} {what}, and here are more");
        checker
            .report(Diagnostic::new(Code::E103, span, message).expected(format!("at most {limit}"), "more"));
    }
    list.is_some() || pattern.is_some()
}

fn refused(checker: &mut Checker<'_>, subject: Subject, kind: &TextErrorKind) {
    let document = checker.document;
    match subject {
        Subject::Term { list, term } => {
            let term = document.terms.get(list).and_then(|list| list.terms.get(term));
            if let Some(term) = term {
                unfindable(checker, term, kind);
            }
        }
        Subject::Pattern(index) => {
            if let (Some(decl), TextErrorKind::Pattern(error)) = (document.patterns.get(index), kind) {
                no_pattern(checker, &decl.pattern, error);
            }
        }
        Subject::Terms => {
            let span = document.terms.first().map_or(document.header.span, |list| list.name.span);
            let message = "the terms have too many different characters for one automaton";
            checker.report(Diagnostic::new(Code::E103, span, message).help("use fewer terms"));
        }
    }
}

/// The place of a part of a string, in the source.
fn inside(checker: &Checker<'_>, text: &Spanned<String>, range: Range<usize>) -> Span {
    SpanMap::new(checker.source.text(), text.span).span(range)
}

/// The place of the character that begins at a byte of a string.
fn char_at(checker: &Checker<'_>, text: &Spanned<String>, at: usize) -> Span {
    let width = text.value.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    inside(checker, text, at..at + width)
}

fn unfindable(checker: &mut Checker<'_>, term: &Spanned<String>, kind: &TextErrorKind) {
    let (span, message, help) = match kind {
        TextErrorKind::TermStop(at) => (
            char_at(checker, term, *at),
            "a term does not go past the end of a sentence or a line".to_owned(),
            "make two terms of it",
        ),
        TextErrorKind::TermGap(at) => (
            char_at(checker, term, *at),
            format!("a term has at most {} spaces or signs in a row", limits::TERM_GAP_CHARS),
            "take some of them out: spaces and punctuation between characters do not matter",
        ),
        TextErrorKind::TermLong => {
            let limit = limits::TERM_CHARS;
            let start = term.value.char_indices().nth(limit).map_or(0, |(at, _)| at);
            let span = inside(checker, term, start..term.value.len());
            (span, format!("a term has at most {limit} characters"), "keep the part that tells most")
        }
        _ => (
            term.span,
            format!("`{}` has no character that is looked for", term.value),
            "spaces and punctuation are skipped: give a word, or use a pattern",
        ),
    };
    checker.report(Diagnostic::new(Code::E115, span, message).help(help));
}

fn no_pattern(checker: &mut Checker<'_>, pattern: &Spanned<String>, error: &PatternError) {
    let (span, message, help) = match error {
        PatternError::Syntax { message, at } => (
            inside(checker, pattern, at.clone()),
            format!("the pattern does not compile: {message}"),
            "patterns have the syntax of the `regex` crate, in single quotes",
        ),
        PatternError::UnicodeClass(at) => (
            inside(checker, pattern, at.clone()),
            "patterns have no classes of Unicode".to_owned(),
            "write the characters as ranges, such as `[一-龥]`",
        ),
        PatternError::FixedFlag(at) => (
            inside(checker, pattern, at.clone()),
            "the flags `i` and `u` are fixed".to_owned(),
            "case is ignored in every pattern: take the flag out",
        ),
        PatternError::Empty => (
            pattern.span,
            "this pattern matches the empty text, and so every text".to_owned(),
            "make a part of it required, as `+` in place of `*` does",
        ),
        PatternError::Never => {
            (pattern.span, "this pattern matches no text".to_owned(), "take out what excludes the rest")
        }
        PatternError::TooLarge => (
            pattern.span,
            format!("the automaton of this pattern takes more than {} bytes", limits::PATTERN_BYTES),
            "repeat fewer times, as `{0,20}` in place of `{0,2000}`, or make several patterns of it",
        ),
    };
    checker.report(Diagnostic::new(Code::E114, span, message).help(help));
}

fn duplicate(checker: &mut Checker<'_>, found: &Duplicate) {
    let Some(list) = checker.document.terms.get(found.list) else { return };
    let (Some(later), Some(first)) = (list.terms.get(found.term), list.terms.get(found.first)) else {
        return;
    };
    let message = match later.value == first.value {
        true => format!("the term `{}` is given twice", later.value),
        false => format!("the terms `{}` and `{}` are one after folding", first.value, later.value),
    };
    checker.report(
        Diagnostic::new(Code::W307, later.span, message)
            .also(first.span, "the first one")
            .help("take it out: width, case, traditional characters and spacing make no difference"),
    );
}

/// Terms that change nothing, each told once. Where the terms of a list are counted, or looked at for what
/// stands before them, a longer term does change the answer.
fn redundant(checker: &mut Checker<'_>, contained: &[Contained]) {
    let mut told = BTreeSet::new();
    for pair in contained {
        let Some(list) = checker.document.terms.get(pair.list) else { continue };
        let asked_for_mentions =
            checker.used.contains(&list.name.value) && !checker.told_apart.contains(&pair.list);
        if !asked_for_mentions || !told.insert((pair.list, pair.outer)) {
            continue;
        }
        let (Some(inner), Some(outer)) = (list.terms.get(pair.inner), list.terms.get(pair.outer)) else {
            continue;
        };
        let message = format!("`{}` changes nothing: `{}` is part of it", outer.value, inner.value);
        checker.report(
            Diagnostic::new(Code::W308, outer.span, message)
                .also(inner.span, "whoever mentions the longer term mentions this one")
                .help("take the longer one out; or the shorter one, if it finds too much"),
        );
    }
}
