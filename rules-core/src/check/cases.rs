//! Cases: what they name exists.

use super::Checker;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::ruleset::{DEADLINE_STATES, Model};
use crate::source::{Span, Spanned};
use crate::time;

pub fn check(checker: &mut Checker<'_>, model: &Model) {
    let document = checker.document;
    let entries: Vec<&str> = model.entries.iter().map(|entry| entry.id.as_str()).collect();
    let levels: Vec<&str> = model.levels.iter().map(|level| level.id.as_str()).collect();
    let deadlines: Vec<&str> = model.deadlines.iter().map(|deadline| deadline.id.as_str()).collect();
    let mut names: Vec<(String, Span)> = Vec::new();
    for case in &document.cases {
        if let Some((_, first)) = names.iter().find(|(name, _)| *name == case.name.value) {
            let message = format!("two cases are named `{}`", case.name.value);
            checker
                .report(Diagnostic::new(Code::E116, case.name.span, message).also(*first, "the first one"));
        }
        names.push((case.name.value.clone(), case.name.span));
        match &case.as_of {
            None => checker.report(
                Diagnostic::new(Code::E105, case.span, "a case needs `as_of`, the only clock there is")
                    .help("write `as_of = 2026-03-02T10:30:00+08:00`"),
            ),
            Some(as_of) if time::parse_instant(&as_of.value).is_err() => checker.report(
                Diagnostic::new(Code::E113, as_of.span, "`as_of` must be a time with an offset")
                    .expected("a time such as 2026-03-02T10:30:00+08:00", as_of.value.clone()),
            ),
            Some(_) => {}
        }
        let expect = &case.expect;
        let hits = expect.hits.iter().flatten().chain(&expect.hits_include).chain(&expect.not_hits);
        for id in hits {
            exists(checker, "rule", id, &entries);
        }
        for id in expect.level.iter().chain(&expect.level_up_to) {
            exists(checker, "level", id, &levels);
        }
        for (id, state) in &expect.deadlines {
            exists(checker, "deadline", id, &deadlines);
            exists(checker, "deadline state", state, &DEADLINE_STATES);
        }
    }
}

fn exists(checker: &mut Checker<'_>, what: &str, id: &Spanned<String>, known: &[&str]) {
    if known.contains(&id.value.as_str()) {
        return;
    }
    let mut diagnostic = Diagnostic::new(
        Code::E217,
        id.span,
        format!("the case names a {what} that is not there: `{}`", id.value),
    );
    if let Some(near) = did_you_mean(&id.value, known.iter().copied()) {
        diagnostic = diagnostic.help(format!("did you mean `{near}`?")).fix(id.span, format!("\"{near}\""));
    }
    checker.report(diagnostic);
}
