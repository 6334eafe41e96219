//! Fields, parameters, levels, groups and actions: declarations to what the model has.

use super::names::Binding;
use super::{Checker, texts};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::limits;
use crate::parse::document::{Cost, Document, FieldDecl, FieldType, Numeral};
use crate::parse::list_words;
use crate::ruleset::typed::Type;
use crate::ruleset::{Action, EnumType, Field, Group, Level, Param, Pattern, Range, TermList};
use crate::source::{Source, Span, Spanned};

/// The units there are; a percentage and a per mille are two.
pub const UNITS: [&str; 22] = [
    "%", "‰", "CNY", "mm", "cm", "m", "m2", "m3", "km", "kg", "t", "°", "°C", "s", "min", "h", "d", "month",
    "year", "persons", "times", "storeys",
];

pub fn params(checker: &mut Checker<'_>) -> Vec<Param> {
    let document = checker.document;
    let mut all = Vec::new();
    for decl in &document.params {
        let range = Range {
            min: decl.min.as_ref().map(|end| end.value),
            max: decl.max.as_ref().map(|end| end.value),
        };
        check_unit(checker, decl.unit.as_ref());
        check_range(checker, decl.min.as_ref(), decl.max.as_ref());
        if !range.holds(decl.value.value.as_f64()) {
            let message = format!("the value of `{}` is out of its range", decl.name.value);
            checker.report(Diagnostic::new(Code::E225, decl.value.span, message));
        }
        all.push(Param {
            name: decl.name.value.clone(),
            ty: if is_integral(decl.value.value, range) { Type::Int } else { Type::Num },
            title: texts::required(checker, decl.title.as_ref(), decl.name.span, "title"),
            value: decl.value.value,
            range,
            unit: decl.unit.as_ref().map(|unit| unit.value.clone()),
        });
    }
    all
}

/// A parameter is an integer if its value and its ends are.
fn is_integral(value: Numeral, range: Range) -> bool {
    let ends = [Some(value), range.min, range.max];
    ends.into_iter().flatten().all(|end| matches!(end, Numeral::Int(_)))
}

fn check_range(checker: &mut Checker<'_>, min: Option<&Spanned<Numeral>>, max: Option<&Spanned<Numeral>>) {
    if let (Some(low), Some(high)) = (min, max)
        && low.value.as_f64() > high.value.as_f64()
    {
        let diagnostic =
            Diagnostic::new(Code::E225, low.span, "`min` is above `max`").also(high.span, "`max`");
        checker.report(diagnostic.help("put the smaller one in `min`"));
    }
}

/// The ends of an integer field are integers.
fn check_whole_ends(checker: &mut Checker<'_>, decl: &FieldDecl) {
    let ends = decl.min.iter().chain(&decl.max).filter(|_| decl.ty.value == FieldType::Integer);
    for end in ends.filter(|end| matches!(end.value, Numeral::Num(_))) {
        let found = checker.source.slice(end.span).to_owned();
        let message = format!("`{}` is an integer, and its range ends at {found}", decl.name.value);
        checker.report(Diagnostic::new(Code::E106, end.span, message).expected("an integer", found));
    }
}

fn check_unit(checker: &mut Checker<'_>, unit: Option<&Spanned<String>>) {
    let Some(unit) = unit else { return };
    if UNITS.contains(&unit.value.as_str()) {
        return;
    }
    let diagnostic = Diagnostic::new(Code::E119, unit.span, format!("`{}` is not a known unit", unit.value))
        .expected(UNITS.join(" "), unit.value.clone())
        .meant(did_you_mean(&unit.value, UNITS), checker.source);
    checker.report(diagnostic);
}

pub fn fields(checker: &mut Checker<'_>) -> Vec<Field> {
    let document = checker.document;
    let count: usize = document.fields.iter().map(|field| 1 + field.item.len()).sum();
    if count > limits::FIELDS {
        let message = format!("{count} fields");
        checker.report(
            Diagnostic::new(Code::E103, document.header.span, message)
                .expected(format!("at most {}", limits::FIELDS), count.to_string()),
        );
    }
    let all: Vec<Field> =
        document.fields.iter().enumerate().map(|(index, decl)| field(checker, decl, Some(index))).collect();
    check_paths(checker, &document.fields, &all);
    for (decl, field) in document.fields.iter().zip(&all) {
        check_paths(checker, &decl.item, &field.items);
    }
    all
}

fn field(checker: &mut Checker<'_>, decl: &FieldDecl, index: Option<usize>) -> Field {
    check_unit(checker, decl.unit.as_ref());
    check_range(checker, decl.min.as_ref(), decl.max.as_ref());
    check_whole_ends(checker, decl);
    let ty = field_type(checker, decl, index);
    let items = decl.item.iter().map(|item| field(checker, item, None)).collect();
    Field {
        name: decl.name.value.clone(),
        ty,
        title: texts::required(checker, decl.title.as_ref(), decl.name.span, "title"),
        ask: decl.ask.as_ref().map(|text| texts::complete(checker, text)),
        unit: decl.unit.as_ref().map(|unit| unit.value.clone()),
        range: Range {
            min: decl.min.as_ref().map(|end| end.value),
            max: decl.max.as_ref().map(|end| end.value),
        },
        path: path(checker, decl),
        was: decl.was.iter().map(|name| name.value.clone()).collect(),
        relevant: None,
        sensitive: decl.sensitive,
        cost: decl.cost.unwrap_or(Cost::Asked),
        source_of_fact: decl.source_of_fact,
        max_items: decl.max_items.map_or(limits::ITEMS, |limit| limit as usize),
        items,
        span: decl.span,
    }
}

fn field_type(checker: &mut Checker<'_>, decl: &FieldDecl, index: Option<usize>) -> Type {
    match decl.ty.value {
        FieldType::Bool => Type::Bool,
        FieldType::Integer => Type::Int,
        FieldType::Number => Type::Num,
        FieldType::Text => Type::Text,
        FieldType::Date => Type::Date,
        FieldType::Datetime => Type::Datetime,
        FieldType::Duration => Type::Duration,
        FieldType::TextList => Type::TextList,
        FieldType::Enum => Type::Enum(enum_type(checker, decl)),
        FieldType::EnumList => Type::EnumList(enum_type(checker, decl)),
        FieldType::Records => match index {
            Some(index) => Type::Records(index),
            None => {
                let message = "an item holds no records: lists are one level deep";
                checker.report(Diagnostic::new(Code::E202, decl.ty.span, message));
                Type::Text
            }
        },
    }
}

fn enum_type(checker: &mut Checker<'_>, decl: &FieldDecl) -> usize {
    let mut names = Vec::new();
    let mut all = Vec::new();
    if decl.values.is_empty() {
        let message = format!("`{}` lists no values", decl.name.value);
        checker.report(
            Diagnostic::new(Code::E105, decl.name.span, message)
                .help(format!("add `[field.{}.values]` with a text for each value", decl.name.value)),
        );
    }
    for (name, text) in &decl.values {
        names.push(name.value.clone());
        all.push(texts::required(checker, text.as_ref(), name.span, "text"));
    }
    checker.enums.push(EnumType { names, texts: all });
    checker.enums.len() - 1
}

/// An RFC 6901 pointer as its keys; without one the field's own name.
fn path(checker: &mut Checker<'_>, decl: &FieldDecl) -> Vec<String> {
    let Some(pointer) = &decl.path else { return vec![decl.name.value.clone()] };
    // `~` stands only in `~0` and `~1`.
    let escaped = |rest: &&str| rest.split('~').skip(1).all(|part| part.starts_with(['0', '1']));
    let pointed = pointer.value.strip_prefix('/').filter(|rest| !rest.is_empty());
    let Some(rest) = pointed.filter(escaped) else {
        checker.report(
            Diagnostic::new(Code::E118, pointer.span, format!("`{}` is no path", pointer.value))
                .expected("a JSON pointer such as `/caller/channel`", format!("`{}`", pointer.value)),
        );
        return vec![decl.name.value.clone()];
    };
    rest.split('/').map(|key| key.replace("~1", "/").replace("~0", "~")).collect()
}

/// No path may lead through another field's value, nor two to the same place.
fn check_paths(checker: &mut Checker<'_>, decls: &[FieldDecl], fields: &[Field]) {
    let mut places: Vec<(Vec<String>, Span, &str)> = Vec::new();
    for (decl, field) in decls.iter().zip(fields) {
        let span = decl.path.as_ref().map_or(decl.name.span, |path| path.span);
        places.push((field.path.clone(), span, &field.name));
        places.extend(decl.was.iter().map(|old| (vec![old.value.clone()], old.span, field.name.as_str())));
    }
    places.sort();
    for pair in places.windows(2) {
        if let [(first, first_span, a), (second, second_span, b)] = pair
            && second.starts_with(first)
        {
            let message = format!("the path of `{b}` leads through that of `{a}`");
            checker.report(
                Diagnostic::new(Code::E222, *second_span, message).also(*first_span, "the other one"),
            );
        }
    }
}

/// The datetime field that response times run from.
pub fn clock(checker: &mut Checker<'_>) -> Option<usize> {
    let name = checker.document.header.clock.as_ref()?;
    time_field(checker, name, "`clock`", "a datetime field", |ty| ty == Type::Datetime)
}

/// The index of a field that holds a time.
pub fn time_field(
    checker: &mut Checker<'_>,
    name: &Spanned<String>,
    what: &str,
    wanted: &str,
    fits: impl Fn(Type) -> bool,
) -> Option<usize> {
    checker.used.insert(name.value.clone());
    let found = match checker.names.get(&name.value) {
        Some(Binding::Field(index)) => checker.fields.get(index).map(|field| (index, field.ty)),
        _ => None,
    };
    match found {
        Some((index, ty)) if fits(ty) => Some(index),
        Some((_, other)) => {
            checker.expected_type(name.span, what, wanted, other);
            None
        }
        None => {
            let known = checker.fields.iter().filter(|field| fits(field.ty));
            let known: Vec<&str> = known.map(|field| field.name.as_str()).collect();
            let diagnostic = unknown_id(wanted.trim_start_matches("a "), name, &known, checker.source);
            checker.report(diagnostic);
            None
        }
    }
}

pub fn groups(document: &Document) -> Vec<Group> {
    let group = |decl: &crate::parse::document::GroupDecl| Group {
        id: decl.id.value.clone(),
        take: decl.take,
        min: decl.min,
        max: decl.max,
    };
    document.groups.iter().map(group).collect()
}

pub fn term_lists(document: &Document) -> Vec<TermList> {
    let list = |decl: &crate::parse::document::TermsDecl| TermList {
        name: decl.name.value.clone(),
        terms: decl.terms.iter().map(|term| term.value.clone()).collect(),
    };
    document.terms.iter().map(list).collect()
}

pub fn patterns(document: &Document) -> Vec<Pattern> {
    let pattern = |decl: &crate::parse::document::PatternDecl| Pattern {
        name: decl.name.value.clone(),
        pattern: decl.pattern.value.clone(),
        sensitive: decl.sensitive,
    };
    document.patterns.iter().map(pattern).collect()
}

pub fn actions(checker: &mut Checker<'_>) -> Vec<Action> {
    let document = checker.document;
    let mut all = Vec::new();
    for decl in &document.actions {
        all.push(Action {
            id: decl.id.value.clone(),
            kind: decl.kind,
            title: texts::required(checker, decl.title.as_ref(), decl.id.span, "title"),
            who: decl.who.as_ref().map(|text| texts::complete(checker, text)),
            within: decl.within.as_ref().map(|time| time.value),
        });
    }
    all
}

/// Indexes of the actions named in a list.
pub fn action_ids(checker: &mut Checker<'_>, ids: &[Spanned<String>]) -> Vec<usize> {
    ids.iter().filter_map(|id| action_id(checker, id)).collect()
}

fn action_id(checker: &mut Checker<'_>, id: &Spanned<String>) -> Option<usize> {
    checker.used_ids.insert(format!("action {}", id.value));
    let found = checker.names.actions.get(&id.value).copied();
    if found.is_none() {
        let known: Vec<&str> = checker.names.actions.keys().map(String::as_str).collect();
        let diagnostic = unknown_id("action", id, &known, checker.source);
        checker.report(diagnostic);
    }
    found
}

/// Reports an id that no section declares.
pub fn unknown_id(what: &str, id: &Spanned<String>, known: &[&str], source: &Source) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::E201, id.span, format!("there is no {what} `{}`", id.value));
    match did_you_mean(&id.value, known.iter().copied()) {
        near @ Some(_) => diagnostic.meant(near, source),
        None if known.is_empty() => {
            diagnostic.help(format!("no {what} is declared: declare one, or take this out"))
        }
        None => diagnostic.expected(list_words(known), format!("`{}`", id.value)),
    }
}

/// Levels, lowest first, the lowest one open at the bottom, all of them within the score.
pub fn levels(checker: &mut Checker<'_>) -> Vec<Level> {
    let document = checker.document;
    if document.levels.is_empty() {
        let diagnostic = Diagnostic::new(Code::E105, document.header.span, "a ruleset needs levels");
        checker.report(diagnostic.help("add `[[level]]` tables, lowest first"));
    }
    let mut all = Vec::new();
    for decl in &document.levels {
        let actions = action_ids(checker, &decl.actions);
        all.push(Level {
            id: decl.id.value.clone(),
            from: decl.from.value,
            title: texts::required(checker, decl.title.as_ref(), decl.id.span, "title"),
            respond_within: decl.respond_within.as_ref().map(|time| time.value),
            actions,
            span: decl.id.span,
        });
    }
    check_levels(checker);
    all
}

fn check_levels(checker: &mut Checker<'_>) {
    let document = checker.document;
    let (min, max) = (document.header.min, document.header.max);
    for pair in document.levels.windows(2) {
        if let [low, high] = pair
            && low.from.value >= high.from.value
        {
            let message = format!(
                "level `{}` starts at {}, not above `{}` at {}",
                high.id.value, high.from.value, low.id.value, low.from.value
            );
            checker.report(
                Diagnostic::new(Code::E208, high.from.span, message).also(low.from.span, "before it"),
            );
        }
    }
    if let Some(first) = document.levels.first().filter(|level| level.from.value > min) {
        let message = format!("the score starts at {min}, the lowest level at {}", first.from.value);
        checker.report(
            Diagnostic::new(Code::E208, first.from.span, message).help("start the lowest level there"),
        );
    }
    for level in document.levels.iter().filter(|level| level.from.value > max) {
        let message = format!("no score reaches level `{}`: the most is {max}", level.id.value);
        checker.report(Diagnostic::new(Code::E209, level.from.span, message));
    }
}
