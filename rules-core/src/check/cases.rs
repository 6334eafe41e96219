//! Cases: what they name exists.

use super::Checker;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::parse::document::{CaseDecl, Document, FieldDecl};
use crate::ruleset::DEADLINE_STATES;
use crate::source::{Span, Spanned};
use crate::time;
use std::collections::BTreeMap;

pub fn check(checker: &mut Checker<'_>) {
    let document = checker.document;
    let known = Known::of(document);
    let mut names: BTreeMap<&str, Span> = BTreeMap::new();
    for case in &document.cases {
        if let Some(first) = names.insert(&case.name.value, case.name.span) {
            let message = format!("two cases are named `{}`", case.name.value);
            checker.report(Diagnostic::new(Code::E116, case.name.span, message).also(first, "the first one"));
        }
        time_of_case(checker, case);
        expectations(checker, case, &known);
        incident_names(checker, case);
        for name in &case.param_names {
            exists(checker, "parameter", name, &known.params);
        }
    }
}

/// The ids and names that cases may use.
struct Known<'d> {
    entries: Vec<&'d str>,
    levels: Vec<&'d str>,
    deadlines: Vec<&'d str>,
    params: Vec<&'d str>,
}

impl<'d> Known<'d> {
    fn of(document: &'d Document) -> Self {
        let deadlines: Vec<&str> = document.deadlines.iter().map(|it| it.head.id.value.as_str()).collect();
        let rules = document.rules.iter().map(|it| &it.head);
        let characteristics = document.characteristics.iter().map(|it| &it.head);
        let tables = document.tables.iter().map(|it| &it.head);
        let heads = rules.chain(characteristics).chain(tables);
        let ids = heads.map(|head| head.id.value.as_str());
        Self {
            entries: ids.chain(deadlines.iter().copied()).collect(),
            levels: document.levels.iter().map(|level| level.id.value.as_str()).collect(),
            deadlines,
            params: document.params.iter().map(|param| param.name.value.as_str()).collect(),
        }
    }
}

fn time_of_case(checker: &mut Checker<'_>, case: &CaseDecl) {
    let Some(as_of) = &case.as_of else {
        checker.report(
            Diagnostic::new(Code::E105, case.name.span, "a case needs `as_of`, the only clock there is")
                .help("write `as_of = 2026-03-02T10:30:00+08:00`"),
        );
        return;
    };
    if time::parse_instant(&as_of.value).is_err() {
        checker.report(
            Diagnostic::new(Code::E113, as_of.span, "`as_of` must be a time with an offset")
                .expected("a time such as 2026-03-02T10:30:00+08:00", as_of.value.clone()),
        );
    }
}

fn expectations(checker: &mut Checker<'_>, case: &CaseDecl, known: &Known<'_>) {
    let expect = &case.expect;
    for id in expect.hits.iter().flatten().chain(&expect.hits_include).chain(&expect.not_hits) {
        exists(checker, "rule", id, &known.entries);
    }
    for id in expect.level.iter().chain(&expect.level_up_to) {
        exists(checker, "level", id, &known.levels);
    }
    for (id, state) in &expect.deadlines {
        exists(checker, "deadline", id, &known.deadlines);
        exists(checker, "deadline state", state, &DEADLINE_STATES);
    }
}

fn exists(checker: &mut Checker<'_>, what: &str, id: &Spanned<String>, known: &[&str]) {
    if known.contains(&id.value.as_str()) {
        return;
    }
    let message = format!("the case names a {what} that is not there: `{}`", id.value);
    let near = did_you_mean(&id.value, known.iter().copied());
    checker.report(Diagnostic::new(Code::E217, id.span, message).meant(near, checker.source));
}

/// Incidents may have names that no field declares, and the engine counts and ignores them. In a case they
/// are most likely slips: near misses of a declared name, and names whose field is read elsewhere.
fn incident_names(checker: &mut Checker<'_>, case: &CaseDecl) {
    let document = checker.document;
    for name in &case.incident_names {
        undeclared(checker, name, &document.fields);
    }
    for (list, name) in &case.item_names {
        let list = document.fields.iter().find(|field| top_keys(field).any(|key| key == *list));
        if let Some(list) = list {
            undeclared(checker, name, &list.item);
        }
    }
}

fn undeclared(checker: &mut Checker<'_>, name: &Spanned<String>, fields: &[FieldDecl]) {
    let keys: Vec<String> = fields.iter().flat_map(top_keys).collect();
    if keys.contains(&name.value) {
        return;
    }
    let elsewhere = fields.iter().find(|field| field.name.value == name.value);
    if let Some(path) = elsewhere.and_then(|field| field.path.as_ref()) {
        let message = format!("`{}` is read from `{}`, not from here", name.value, path.value);
        checker.report(Diagnostic::new(Code::E217, name.span, message).also(path.span, "its path"));
    } else if let near @ Some(_) = did_you_mean(&name.value, keys.iter().map(String::as_str)) {
        let message = format!("the case names a field that is not there: `{}`", name.value);
        checker.report(Diagnostic::new(Code::E217, name.span, message).meant(near, checker.source));
    }
}

/// The keys of an incident, or of an item, under which a field may stand.
fn top_keys(field: &FieldDecl) -> impl Iterator<Item = String> {
    let own = match &field.path {
        None => field.name.value.clone(),
        Some(path) => {
            let first = path.value.trim_start_matches('/').split('/').next().unwrap_or_default();
            first.replace("~1", "/").replace("~0", "~")
        }
    };
    std::iter::once(own).chain(field.was.iter().map(|name| name.value.clone()))
}
