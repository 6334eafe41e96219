//! What is asked for and where its values come from: fields, parameters, actions and sources.

use super::basis::source_number;
use super::voice::{Phrase, Voice};
use super::words;
use crate::page::{Cell, Section, Table, Width};
use rules_core::explain::with_unit;
use rules_core::parse::document::{ActionKind, Cost, SourceOfFact, SourceStatus};
use rules_core::ruleset::typed::Type;
use rules_core::ruleset::{Field, LegalSource};

/// The fields, each list followed by the fields of its items.
pub fn fields(voice: &Voice<'_>) -> Option<Section> {
    let mut rows = Vec::new();
    for field in &voice.model.fields {
        rows.push(row(voice, field, None));
        rows.extend(field.items.iter().map(|item| row(voice, item, Some(field))));
    }
    let columns = voice.columns(&[
        (words::field, Width::Text),
        (words::question, Width::Text),
        (words::ty, Width::Text),
        (words::how_known, if voice.to_author() { Width::Text } else { Width::Medium }),
    ]);
    Section::of(voice.say(words::h_fields), Table::list(columns, rows))
}

fn row(voice: &Voice<'_>, field: &Field, list: Option<&Field>) -> Vec<Cell> {
    let own = voice.text(&field.title);
    let named = match list {
        // Items' names may repeat between lists: no place is theirs alone.
        Some(list) => Cell::text(voice.fill(words::item_of, &[voice.text(&list.title), own])).and_faint(
            if voice.to_author() { format!("{}.{}", list.name, field.name) } else { String::new() },
        ),
        None if voice.to_author() => Cell::text(own).and_name(&field.name),
        None => Cell::text(own),
    };
    let ask = Cell::text(voice.optional(field.ask.as_ref()));
    let relevant = match &field.relevant {
        Some(when) if voice.to_author() => {
            ask.and_faint(voice.say(words::relevant)).and_code(voice.written(when))
        }
        Some(when) => ask.and_faint(voice.fill(words::relevant_by, &[&voice.told_from(when)])),
        None => ask,
    };
    vec![named, relevant, type_of(voice, field), known(voice, field, list.is_some())]
}

/// The type with range, unit and values.
pub fn type_of(voice: &Voice<'_>, field: &Field) -> Cell {
    let word: Phrase = match field.ty {
        Type::Bool => words::t_bool,
        Type::Int => words::t_int,
        Type::Num => words::t_num,
        Type::Enum(_) => words::t_enum,
        Type::Text => words::t_text,
        Type::Date => words::t_date,
        Type::Datetime => words::t_datetime,
        Type::Duration => words::t_duration,
        Type::EnumList(_) => words::t_enum_list,
        Type::TextList => words::t_text_list,
        Type::Records(_) => words::t_records,
    };
    let unit = field
        .unit
        .as_deref()
        .map(|unit| voice.fill(words::unit, &[with_unit("", unit, voice.lang).trim()]))
        .unwrap_or_default();
    let parts = [voice.fill(word, &[&field.max_items.to_string()]), voice.range(field.range), unit];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let mut cell = Cell::text(voice.join(&parts));
    if let Type::Enum(index) | Type::EnumList(index) = field.ty {
        cell.lines.extend(values(voice, index).lines);
    }
    if field.sensitive { cell.and_faint(voice.say(words::sensitive)) } else { cell }
}

/// The values of an enum: what a person reads, and the name that conditions use.
fn values(voice: &Voice<'_>, index: usize) -> Cell {
    let Some(of) = voice.model.enums.get(index) else { return Cell::default() };
    if !voice.to_author() {
        let texts: Vec<&str> = of.texts.iter().map(|texts| voice.text(texts)).collect();
        return Cell::text(texts.join(" / "));
    }
    let named = of.names.iter().zip(&of.texts);
    Cell::texts(named.map(|(name, texts)| voice.fill(words::with, &[voice.text(texts), name])))
}

/// What it costs to ask, who knows, and where an embedder keeps it. Items have no cost of their own.
fn known(voice: &Voice<'_>, field: &Field, is_item: bool) -> Cell {
    let cost: Phrase = match field.cost {
        Cost::Seen => words::seen,
        Cost::Asked => words::asked,
        Cost::Measured => words::measured,
        Cost::Office => words::office,
    };
    let known = field.source_of_fact.map(|source| match source {
        SourceOfFact::Observed => words::observed as Phrase,
        SourceOfFact::Told => words::told,
        SourceOfFact::OfficeRecord => words::office_record,
    });
    let path = format!("/{}", field.path.join("/"));
    let is_plain = field.path.len() == 1 && field.path.first() == Some(&field.name);
    let path = if is_plain { String::new() } else { voice.fill(words::path, &[&path]) };
    let was =
        if field.was.is_empty() { String::new() } else { voice.fill(words::was, &[&voice.join(&field.was)]) };
    let cost = if is_item { "" } else { voice.say(cost) };
    let known = known.map(|known| voice.say(known)).unwrap_or_default();
    if !voice.to_author() {
        let both: Vec<String> =
            [cost, known].into_iter().filter(|it| !it.is_empty()).map(str::to_owned).collect();
        return Cell::text(voice.join(&both));
    }
    Cell::text(cost).and(known).and_faint(path).and_faint(was)
}

/// The parameters.
pub fn params(voice: &Voice<'_>) -> Option<Section> {
    let rows = voice.model.params.iter().map(|param| {
        vec![
            match voice.to_author() {
                true => Cell::text(voice.text(&param.title)).and_name(&param.name),
                false => Cell::text(voice.text(&param.title)),
            },
            Cell::text(voice.measured(param.value, param.unit.as_deref())),
            Cell::text(voice.range(param.range)),
        ]
    });
    let columns = voice.columns(&[
        (words::param, Width::Text),
        (words::set_to, Width::Short),
        (words::may_be, Width::Short),
    ]);
    Section::of(voice.say(words::h_params), Table::list(columns, rows.collect()))
}

/// The actions.
pub fn actions(voice: &Voice<'_>) -> Option<Section> {
    let rows = voice.model.actions.iter().map(|action| {
        vec![
            voice.and_id(Cell::text(voice.text(&action.title)), &action.id),
            Cell::text(voice.say(kind(action.kind))),
            Cell::text(voice.optional(action.who.as_ref())),
            Cell::text(voice.length(action.within)),
        ]
    });
    let columns = voice.columns(&[
        (words::action, Width::Long),
        (words::kind, Width::Short),
        (words::who, Width::Text),
        (words::within, Width::Short),
    ]);
    Section::of(voice.say(words::h_actions), Table::list(columns, rows.collect()))
}

fn kind(kind: ActionKind) -> Phrase {
    match kind {
        ActionKind::Answer => words::answer,
        ActionKind::Mediate => words::mediate,
        ActionKind::Inspect => words::inspect,
        ActionKind::Warn => words::warn,
        ActionKind::Protect => words::protect,
        ActionKind::Repair => words::repair,
        ActionKind::Relieve => words::relieve,
        ActionKind::ReportHazard => words::report_hazard,
    }
}

/// The sources.
pub fn sources(voice: &Voice<'_>) -> Option<Section> {
    let rows = voice.model.sources.iter().enumerate().map(|(index, source)| source_row(voice, index, source));
    let columns = voice.columns(&[
        (words::source, Width::Long),
        (words::status, Width::Short),
        (words::dates, Width::Text),
    ]);
    Section::of(voice.say(words::h_sources), Table::list(columns, rows.collect()))
}

fn source_row(voice: &Voice<'_>, index: usize, source: &LegalSource) -> Vec<Cell> {
    let status: Phrase = match source.status {
        SourceStatus::Read => words::read,
        SourceStatus::Secondary => words::secondary,
        SourceStatus::Unconfirmed => words::unconfirmed,
    };
    vec![
        match voice.to_author() {
            true => Cell::text(voice.text(&source.title)).and_faint(&source.id),
            false => Cell::text(format!("{} {}", source_number(index), voice.text(&source.title))),
        },
        Cell::text(voice.say(status)),
        dates(voice, source),
    ]
}

/// Since when and until when it is in force, and when it was checked.
fn dates(voice: &Voice<'_>, source: &LegalSource) -> Cell {
    let in_force = voice.dates(source.in_force, source.until);
    let checked = source.checked.map(|date| voice.fill(words::checked_on, &[&voice.date(date)]));
    if voice.to_author() {
        return Cell::text(in_force).and_faint(checked.unwrap_or_default());
    }
    let both = [in_force, checked.unwrap_or_default()].into_iter().filter(|text| !text.is_empty());
    Cell::text(voice.join(&both.collect::<Vec<_>>()))
}
