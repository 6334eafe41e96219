//! TOML to [`Document`]: one function a section of the file.

use super::document::*;
use super::expr::parse_expression;
use super::fullwidth;
use super::read_cases;
use super::read_entries;
use super::read_properties;
use super::reader::{Reader, Tab, span_of};
use super::toml_text::SpanMap;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, Span, Spanned};
use crate::{limits, time};
use std::cell::RefCell;
use toml::de::{DeTable, DeValue};

/// The only ruleset format there is.
pub const FORMAT: i64 = 1;

/// Reads a ruleset's source into a document.
///
/// All mistakes are returned together. Without a document the file is not TOML, or lacks `[ruleset]`.
pub fn parse(source: &Source) -> (Option<Document>, Vec<Diagnostic>) {
    if source.text().len() > limits::RULESET_BYTES {
        let message = format!("the ruleset has {} bytes", source.text().len());
        let diagnostic = Diagnostic::new(Code::E103, Span::default(), message)
            .expected(format!("at most {} bytes", limits::RULESET_BYTES), "more");
        return (None, vec![diagnostic]);
    }
    let (root, errors) = DeTable::parse_recoverable(source.text());
    let mut diagnostics: Vec<Diagnostic> = errors.iter().map(|error| toml_error(source, error)).collect();
    if !diagnostics.is_empty() {
        diagnostics.dedup();
        diagnostics.truncate(5);
        return (None, diagnostics);
    }
    let reader =
        Reader { source, languages: languages(root.get_ref()), diagnostics: RefCell::new(Vec::new()) };
    let range = root.span();
    let document = document(&reader, root.get_ref(), Span::new(range.start, range.end));
    diagnostics.extend(reader.diagnostics.into_inner());
    (document, diagnostics)
}

fn toml_error(source: &Source, error: &toml::de::Error) -> Diagnostic {
    let range = error.span().unwrap_or(0..0);
    if let Some(diagnostic) = fullwidth::in_toml(source, range.start) {
        return diagnostic;
    }
    let message = error.message().lines().next().unwrap_or("not TOML").to_owned();
    Diagnostic::new(Code::E102, Span::new(range.start, range.end), message)
}

/// The languages must be known before any text is read.
fn languages(root: &DeTable<'_>) -> Vec<Spanned<String>> {
    let ruleset = root.get("ruleset").and_then(|node| node.get_ref().as_table());
    let listed = ruleset.and_then(|table| table.get("languages")).and_then(|node| node.get_ref().as_array());
    let listed = listed.into_iter().flatten();
    listed
        .filter_map(|node| node.get_ref().as_str().map(|text| Spanned::new(text.to_owned(), span_of(node))))
        .collect()
}

fn document(reader: &Reader<'_>, root: &DeTable<'_>, span: Span) -> Option<Document> {
    let mut root = Tab::new(reader, root, span, "ruleset file");
    check_format(&mut root);
    let header = match root.need("ruleset") {
        Some(node) => Tab::of(reader, node, "ruleset", "[ruleset]").and_then(header),
        None => None,
    };
    let document = Document {
        sources: named(&mut root, "source", "source", source_decl),
        params: named(&mut root, "param", "parameter", param_decl),
        fields: named(&mut root, "field", "field", |name, tab| field_decl(name, tab, true)),
        terms: terms(&mut root),
        patterns: named(&mut root, "pattern", "pattern", pattern_decl),
        features: features(&mut root),
        scripts: named(&mut root, "script", "script", script_decl),
        groups: named(&mut root, "group", "group", group_decl),
        rules: listed(&mut root, "rule", read_entries::rule),
        characteristics: listed(&mut root, "characteristic", read_entries::characteristic),
        tables: listed(&mut root, "table", read_entries::table),
        deadlines: listed(&mut root, "deadline", read_entries::deadline),
        levels: listed(&mut root, "level", level_decl),
        actions: named(&mut root, "action", "action", action_decl),
        lint: lint(&mut root),
        properties: listed(&mut root, "property", read_properties::property),
        cases: listed(&mut root, "case", read_cases::case),
        header: match header {
            Some(header) => header,
            None => {
                root.finish();
                return None;
            }
        },
    };
    root.finish();
    Some(document)
}

fn check_format(root: &mut Tab<'_, '_>) {
    let reader = root.reader;
    let Some(format) = root.need("format").and_then(|node| reader.integer(node, "format")) else { return };
    if format.value != FORMAT {
        let message = format!("format {} is not known", format.value);
        let diagnostic = Diagnostic::new(Code::E109, format.span, message);
        reader.report(diagnostic.expected(FORMAT.to_string(), format.value.to_string()));
    }
}

/// A section that is a list of tables.
fn listed<T>(root: &mut Tab<'_, '_>, key: &'static str, read: impl Fn(Tab<'_, '_>) -> Option<T>) -> Vec<T> {
    root.tables(key, key).into_iter().filter_map(read).collect()
}

/// A section whose keys are names or ids and whose values are tables.
fn named<T>(
    root: &mut Tab<'_, '_>,
    key: &str,
    what: &'static str,
    read: impl Fn(Spanned<String>, Tab<'_, '_>) -> Option<T>,
) -> Vec<T> {
    let Some(mut section) = root.table(key, what) else { return Vec::new() };
    let is_id = matches!(key, "source" | "group" | "action");
    let mut all = Vec::new();
    for (name, node) in section.entries() {
        let good = if is_id { section.reader.check_id(&name) } else { section.reader.check_name(&name) };
        if let Some(tab) = Tab::of(section.reader, node, &name.value, what).filter(|_| good) {
            all.extend(read(name, tab));
        }
    }
    all
}

/// `1.0.0`, and what a pre-release adds to it.
fn check_version(tab: &Tab<'_, '_>, version: &Spanned<String>) {
    let core = version.value.split_once('-').map_or(version.value.as_str(), |(core, _)| core);
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if core.split('.').count() != 3 || !core.split('.').all(is_number) {
        tab.reader.report(
            Diagnostic::new(Code::E106, version.span, format!("`{}` is not a version", version.value))
                .expected("three numbers, such as `1.0.0`", format!("`{}`", version.value)),
        );
    }
}

/// Dates that end before they begin.
pub fn check_dates(tab: &Tab<'_, '_>, from: Option<&Spanned<i64>>, until: Option<&Spanned<i64>>) {
    if let (Some(from), Some(until)) = (from, until)
        && from.value > until.value
    {
        let diagnostic = Diagnostic::new(Code::E225, until.span, "this ends before it begins");
        tab.reader.report(diagnostic.also(from.span, "it begins here"));
    }
}

fn header(mut tab: Tab<'_, '_>) -> Option<Header> {
    let id = tab.id("id");
    let version = tab.need_string("version");
    tab.need("languages");
    let languages = tab.reader.languages.clone();
    if languages.is_empty() {
        let diagnostic = Diagnostic::new(Code::E105, tab.span, "`languages` must list at least one language")
            .help("write `languages = [\"zh\", \"en\"]`");
        tab.reader.report(diagnostic);
    }
    for (index, language) in languages.iter().enumerate() {
        if languages.iter().take(index).any(|earlier| earlier.value == language.value) {
            let message = format!("the language `{}` is listed twice", language.value);
            tab.reader.report(Diagnostic::new(Code::E116, language.span, message).help("take it out"));
        }
    }
    let (base, min, max) = score(&mut tab);
    let header = Header {
        title: tab.text("title"),
        effective: tab.date("effective"),
        until: tab.date("until"),
        utc_offset: utc_offset(&mut tab),
        clock: tab.string("clock"),
        remedy: tab.text("remedy"),
        base,
        min,
        max,
        languages,
        span: tab.span,
        id: id.unwrap_or_else(|| Spanned::new(String::new(), tab.span)),
        version: version.unwrap_or_else(|| Spanned::new(String::new(), tab.span)),
    };
    if !header.version.value.is_empty() {
        check_version(&tab, &header.version);
    }
    check_dates(&tab, header.effective.as_ref(), header.until.as_ref());
    tab.finish();
    Some(header)
}

fn score(tab: &mut Tab<'_, '_>) -> (i64, i64, i64) {
    let span = tab.span;
    let Some(mut score) = tab.table("score", "score") else { return (0, 0, 100) };
    let mut read = |key: &str, default: i64| score.integer(key).map_or(default, |n| n.value);
    let (base, min, max) = (read("base", 0), read("min", 0), read("max", 100));
    // Points are added up in 64 bits: ends this far out leave room for every rule there may be.
    let bound = 1_000_000_000;
    if min > max || !(min..=max).contains(&base) || min < -bound || max > bound {
        let message = format!("the score runs from {min} to {max} and starts at {base}");
        score.reader.report(
            Diagnostic::new(Code::E225, span, message).expected(
                format!("-{bound} <= min <= base <= max <= {bound}"),
                format!("{min}, {base}, {max}"),
            ),
        );
    }
    score.finish();
    (base, min, max)
}

fn utc_offset(tab: &mut Tab<'_, '_>) -> i32 {
    let Some(text) = tab.need_string("utc_offset") else { return 0 };
    match time::parse_offset(&text.value) {
        Ok(offset) => i32::try_from(offset.minutes()).unwrap_or(0),
        Err(error) => {
            let message = format!("`{}` is no offset from UTC: {error}", text.value);
            tab.reader.report(
                Diagnostic::new(Code::E113, text.span, message)
                    .expected("an offset such as +08:00", text.value),
            );
            0
        }
    }
}

fn source_decl(id: Spanned<String>, mut tab: Tab<'_, '_>) -> Option<SourceDecl> {
    let words = [
        ("read", SourceStatus::Read),
        ("secondary", SourceStatus::Secondary),
        ("unconfirmed", SourceStatus::Unconfirmed),
    ];
    tab.need("status");
    let decl = SourceDecl {
        title: tab.text("title"),
        status: tab.choice("status", &words).unwrap_or(Spanned::new(SourceStatus::Unconfirmed, id.span)),
        in_force: tab.date("in_force"),
        until: tab.date("until"),
        checked: tab.date("checked"),
        id,
    };
    check_dates(&tab, decl.in_force.as_ref(), decl.until.as_ref());
    tab.finish();
    Some(decl)
}

fn param_decl(name: Spanned<String>, mut tab: Tab<'_, '_>) -> Option<ParamDecl> {
    tab.need("value");
    let value = tab.numeral("value");
    let decl = ParamDecl {
        title: tab.text("title"),
        min: tab.numeral("min"),
        max: tab.numeral("max"),
        unit: tab.string("unit"),
        value: value.unwrap_or(Spanned::new(Numeral::Int(0), name.span)),
        name,
    };
    tab.finish();
    Some(decl)
}

const TYPES: &[(&str, FieldType)] = &[
    ("bool", FieldType::Bool),
    ("integer", FieldType::Integer),
    ("number", FieldType::Number),
    ("enum", FieldType::Enum),
    ("text", FieldType::Text),
    ("date", FieldType::Date),
    ("datetime", FieldType::Datetime),
    ("duration", FieldType::Duration),
    ("list", FieldType::TextList),
    ("records", FieldType::Records),
];

/// The word of a field type, as the file has it.
#[must_use]
pub fn type_word(ty: FieldType) -> &'static str {
    match ty {
        FieldType::EnumList => "list",
        _ => TYPES.iter().find(|(_, listed)| *listed == ty).map_or("", |(word, _)| word),
    }
}

fn field_type(tab: &mut Tab<'_, '_>, name: &Spanned<String>) -> Spanned<FieldType> {
    tab.need("type");
    let ty = tab.choice("type", TYPES).unwrap_or(Spanned::new(FieldType::Text, name.span));
    if ty.value != FieldType::TextList {
        return ty;
    }
    tab.need("of");
    let of = tab.choice("of", &[("enum", FieldType::EnumList), ("text", FieldType::TextList)]);
    of.unwrap_or(ty)
}

fn field_decl(name: Spanned<String>, mut tab: Tab<'_, '_>, top: bool) -> Option<FieldDecl> {
    let costs = [
        ("seen", Cost::Seen),
        ("asked", Cost::Asked),
        ("measured", Cost::Measured),
        ("office", Cost::Office),
    ];
    let facts = [
        ("observed", SourceOfFact::Observed),
        ("told", SourceOfFact::Told),
        ("office_record", SourceOfFact::OfficeRecord),
    ];
    let ty = field_type(&mut tab, &name);
    let is_enum = matches!(ty.value, FieldType::Enum | FieldType::EnumList);
    let is_numeric = matches!(ty.value, FieldType::Integer | FieldType::Number);
    let is_records = top && ty.value == FieldType::Records;
    let decl = FieldDecl {
        title: tab.text("title"),
        ask: tab.text("ask"),
        unit: if is_numeric { tab.string("unit") } else { None },
        min: if is_numeric { tab.numeral("min") } else { None },
        max: if is_numeric { tab.numeral("max") } else { None },
        path: tab.string("path"),
        relevant: if top { tab.expression("relevant") } else { None },
        sensitive: tab.boolean("sensitive").is_some_and(|flag| flag.value),
        was: tab.strings("was"),
        cost: tab.choice("cost", &costs).map(|cost| cost.value),
        source_of_fact: tab.choice("source_of_fact", &facts).map(|fact| fact.value),
        values: if is_enum { enum_values(&mut tab) } else { Vec::new() },
        max_items: if is_records { max_items(&mut tab) } else { None },
        item: if is_records { item_fields(&mut tab) } else { Vec::new() },
        span: tab.span,
        ty,
        name,
    };
    tab.finish();
    Some(decl)
}

fn enum_values(tab: &mut Tab<'_, '_>) -> Vec<(Spanned<String>, Option<Text>)> {
    let Some(mut values) = tab.table("values", "list of values") else { return Vec::new() };
    let reader = values.reader;
    values.entries().into_iter().map(|(value, node)| (value, reader.text(node, "values"))).collect()
}

fn max_items(tab: &mut Tab<'_, '_>) -> Option<u32> {
    let limit = tab.integer("max_items")?;
    let value = u32::try_from(limit.value).ok().filter(|&n| n > 0 && n as usize <= limits::LIST_VALUES * 10);
    if value.is_none() {
        let message = format!("`max_items` is {}", limit.value);
        tab.reader.report(
            Diagnostic::new(Code::E121, limit.span, message)
                .expected(format!("1 to {}", limits::LIST_VALUES * 10), limit.value.to_string()),
        );
    }
    value
}

fn item_fields(tab: &mut Tab<'_, '_>) -> Vec<FieldDecl> {
    tab.need("item");
    let Some(mut item) = tab.table("item", "item") else { return Vec::new() };
    let reader = item.reader;
    let mut fields = Vec::new();
    for (name, node) in item.entries() {
        let good = reader.check_name(&name);
        if let Some(tab) = Tab::of(reader, node, &name.value, "item field").filter(|_| good) {
            fields.extend(field_decl(name, tab, false));
        }
    }
    fields
}

fn terms(root: &mut Tab<'_, '_>) -> Vec<TermsDecl> {
    let Some(mut section) = root.table("terms", "terms") else { return Vec::new() };
    let reader = section.reader;
    let mut all = Vec::new();
    for (name, node) in section.entries() {
        let DeValue::Array(items) = node.get_ref() else {
            reader.wrong_kind(node, &name.value, "a list of texts");
            continue;
        };
        let terms = items.iter().filter_map(|item| reader.string(item, &name.value)).collect();
        if reader.check_name(&name) {
            all.push(TermsDecl { name, terms });
        }
    }
    all
}

fn pattern_decl(name: Spanned<String>, mut tab: Tab<'_, '_>) -> Option<PatternDecl> {
    let pattern = tab.need_string("match");
    let sensitive = tab.boolean("sensitive").is_some_and(|flag| flag.value);
    tab.finish();
    Some(PatternDecl { pattern: pattern?, sensitive, name })
}

fn features(root: &mut Tab<'_, '_>) -> Vec<FeatureDecl> {
    let Some(mut section) = root.table("feature", "features") else { return Vec::new() };
    let reader = section.reader;
    let mut all = Vec::new();
    for (name, node) in section.entries() {
        let good = reader.check_name(&name);
        if let Some(expression) = reader.expression(node, &name.value).filter(|_| good) {
            all.push(FeatureDecl { name, expression });
        }
    }
    all
}

fn script_decl(name: Spanned<String>, mut tab: Tab<'_, '_>) -> Option<ScriptDecl> {
    let reader = tab.reader;
    let mut params = Vec::new();
    if let Some(mut section) = tab.table("params", "parameters") {
        for (param, node) in section.entries() {
            let good = reader.check_name(&param);
            if let Some(word) = reader.string(node, &param.value).filter(|_| good)
                && let Some(ty) = scalar_type(reader, &word)
            {
                params.push((param, ty));
            }
        }
    }
    let returns = tab.need_string("returns").and_then(|word| scalar_type(reader, &word));
    let body = tab.need_string("body");
    tab.finish();
    let (returns, body) = (returns?, body?);
    let map = SpanMap::new(reader.source.text(), body.span);
    // A body that is no single expression is no mistake: it runs on the interpreter.
    let expression = parse_expression(&body.value, &map, &mut Vec::new());
    Some(ScriptDecl { name, params, returns, body, expression })
}

/// The types that a script takes and gives.
fn scalar_type(reader: &Reader<'_>, word: &Spanned<String>) -> Option<Spanned<FieldType>> {
    let scalars = &["bool", "integer", "number", "text"];
    let found = TYPES.iter().find(|(name, _)| scalars.contains(name) && *name == word.value);
    if found.is_none() {
        reader.not_listed("type", word, scalars);
    }
    found.map(|(_, ty)| Spanned::new(*ty, word.span))
}

fn group_decl(id: Spanned<String>, mut tab: Tab<'_, '_>) -> Option<GroupDecl> {
    let take = tab.choice("take", &[("sum", Take::Sum), ("best", Take::Best)]);
    let (min, max) = (tab.integer("min"), tab.integer("max"));
    if let (Some(low), Some(high)) = (&min, &max)
        && low.value > high.value
    {
        let message = format!("group `{}` runs from {} to {}", id.value, low.value, high.value);
        tab.reader
            .report(Diagnostic::new(Code::E225, low.span, message).help("put the smaller one in `min`"));
    }
    tab.finish();
    let take = take.map(|take| take.value).unwrap_or_default();
    Some(GroupDecl { id, take, min: min.map(|n| n.value), max: max.map(|n| n.value) })
}

fn level_decl(mut tab: Tab<'_, '_>) -> Option<LevelDecl> {
    let id = tab.id("id");
    tab.need("from");
    let from = tab.integer("from");
    let title = tab.text("title");
    let respond_within = tab.duration("respond_within");
    let actions = tab.strings("actions");
    tab.finish();
    Some(LevelDecl { id: id?, from: from?, title, respond_within, actions })
}

const KINDS: &[(&str, ActionKind)] = &[
    ("answer", ActionKind::Answer),
    ("mediate", ActionKind::Mediate),
    ("inspect", ActionKind::Inspect),
    ("warn", ActionKind::Warn),
    ("protect", ActionKind::Protect),
    ("repair", ActionKind::Repair),
    ("relieve", ActionKind::Relieve),
    ("report_hazard", ActionKind::ReportHazard),
];

impl ActionKind {
    /// The kind's word in the file and on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        KINDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}

fn action_decl(id: Spanned<String>, mut tab: Tab<'_, '_>) -> Option<ActionDecl> {
    tab.need("kind");
    let kind = tab.choice("kind", KINDS).map(|kind| kind.value);
    let (title, who, within) = (tab.text("title"), tab.text("who"), tab.duration("within"));
    tab.finish();
    Some(ActionDecl { id, kind: kind?, title, who, within })
}

fn lint(root: &mut Tab<'_, '_>) -> LintDecl {
    let Some(mut tab) = root.table("lint", "lint") else { return LintDecl::default() };
    let person_words = tab.strings("person_words");
    let mut allow = Vec::new();
    for mut entry in tab.tables("allow", "exception") {
        let word = entry.need_string("word");
        let reason = entry.string("reason");
        entry.finish();
        allow.extend(word.map(|word| (word, reason)));
    }
    tab.finish();
    LintDecl { person_words, allow }
}
