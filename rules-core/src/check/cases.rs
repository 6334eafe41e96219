//! Cases: what they name exists, and their values are what the fields take.

use super::Checker;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::eval::decode::{Decoder, Members};
use crate::eval::schema::Record;
use crate::eval::slots::{InputError, Slot, Values};
use crate::parse::document::{CaseDecl, Document, FieldDecl};
use crate::ruleset::{DEADLINE_STATES, Field, Model};
use crate::source::{Span, Spanned};
use crate::time;
use std::borrow::Cow;
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
    if fields.iter().flat_map(top_keys).any(|key| key == name.value) {
        return;
    }
    let keys: Vec<Cow<'_, str>> = fields.iter().flat_map(top_keys).collect();
    let elsewhere = fields.iter().find(|field| field.name.value == name.value);
    if let Some(path) = elsewhere.and_then(|field| field.path.as_ref()) {
        let message = format!("`{}` is read from `{}`, not from here", name.value, path.value);
        checker.report(Diagnostic::new(Code::E217, name.span, message).also(path.span, "its path"));
    } else if let near @ Some(_) = did_you_mean(&name.value, keys.iter().map(AsRef::as_ref)) {
        let message = format!("the case names a field that is not there: `{}`", name.value);
        checker.report(Diagnostic::new(Code::E217, name.span, message).meant(near, checker.source));
    }
}

/// Reports values of incidents that fields do not take, in cases that do not expect so.
pub fn values(checker: &mut Checker<'_>, model: &Model) {
    let record = Record::of_model(model);
    let mut values = Values::default();
    for case in &checker.document.cases {
        if case.expect.incomplete.as_ref().is_some_and(|incomplete| incomplete.value) {
            continue;
        }
        values.clear(record.fields.len());
        values.slots.resize(record.fields.len(), Slot::default());
        let mut decoder = Decoder {
            record: &record,
            members: Members::default(),
            values: &mut values,
            keys: &mut String::new(),
            order: &mut Vec::new(),
            strangers: &mut Vec::new(),
        };
        // A case's incident is an object.
        if decoder.decode(&case.incident.value.to_string()).is_err() {
            continue;
        }
        for error in &values.errors {
            let place = place_of(case, model, &error.field).unwrap_or(case.incident.span);
            checker.report(unusable(error, place));
        }
    }
}

fn unusable(error: &InputError, place: Span) -> Diagnostic {
    let message = format!("the case gives `{}` a value that cannot be used", error.field);
    Diagnostic::new(Code::W311, place, message)
        .expected(error.expected.clone(), error.found.clone())
        .help("mend the value, or say `incomplete = true` in `expect` where the case is about such a value")
}

/// Where the value of a field, such as `amount` or `transfers[0].amount`, stands in a case.
fn place_of(case: &CaseDecl, model: &Model, field: &str) -> Option<Span> {
    let (list, number, item) = match field.split_once('[') {
        None => (field, None, None),
        Some((list, rest)) => {
            let (number, item) = rest.split_once(']')?;
            (list, Some(number), item.strip_prefix('.'))
        }
    };
    let list = model.fields.iter().find(|field| field.name == list)?;
    let place = |pointer: &str| case.incident_places.iter().find(|(at, _)| at == pointer);
    let (mut pointer, mut span) = written(list, "", &place)?;
    if let Some(number) = number {
        (pointer, span) = written_at(&format!("{pointer}/{number}"), &place)?;
    }
    let item = item.and_then(|item| list.items.iter().find(|field| field.name == item));
    if let Some((_, inner)) = item.and_then(|item| written(item, &pointer, &place)) {
        span = inner;
    }
    Some(span)
}

/// A pointer with its place.
type Place<'p> = dyn Fn(&str) -> Option<&'p (String, Span)> + 'p;

/// Where a field's value stands, under its path or an older name.
fn written<'p>(field: &Field, under: &str, place: &Place<'p>) -> Option<(String, Span)> {
    let key = |key: &String| format!("/{}", key.replace('~', "~0").replace('/', "~1"));
    let path: String = field.path.iter().map(key).collect();
    let path = format!("{under}{path}");
    let older = field.was.iter().find_map(|name| place(&format!("{under}{}", key(name))));
    match place(&path).or(older) {
        Some((at, span)) => Some((at.clone(), *span)),
        None => written_at(&path, place),
    }
}

/// The value at a pointer, or the one that stands in the way to it.
fn written_at(pointer: &str, place: &Place<'_>) -> Option<(String, Span)> {
    let mut pointer = pointer;
    loop {
        if let Some((at, span)) = place(pointer) {
            return Some((at.clone(), *span));
        }
        pointer = pointer.rsplit_once('/').map(|(outer, _)| outer).filter(|outer| !outer.is_empty())?;
    }
}

/// The keys of an incident, or of an item, under which a field may stand.
fn top_keys(field: &FieldDecl) -> impl Iterator<Item = Cow<'_, str>> {
    let own = match &field.path {
        None => Cow::Borrowed(field.name.value.as_str()),
        Some(path) => {
            let first = path.value.trim_start_matches('/').split('/').next().unwrap_or_default();
            match first.contains('~') {
                true => Cow::Owned(first.replace("~1", "/").replace("~0", "~")),
                false => Cow::Borrowed(first),
            }
        }
    };
    std::iter::once(own).chain(field.was.iter().map(|name| Cow::Borrowed(name.value.as_str())))
}
