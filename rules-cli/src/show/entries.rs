//! What gives points: rules, characteristics and deadlines. Tables have a file of their own.

use super::voice::{Phrase, Voice};
use super::words;
use crate::page::{Block, Cell, Section, Table, Width};
use rules_core::parse::document::{About, Status};
use rules_core::ruleset::{Entry, Outcome, Points, Test};

/// The rules, in the file's order.
pub fn rules(voice: &Voice<'_>) -> Option<Section> {
    let entries = voice.model.entries.iter().filter(|entry| matches!(entry.test, Test::When { .. }));
    let rows =
        entries.flat_map(|entry| entry.outcomes.iter().map(move |outcome| rule(voice, entry, outcome)));
    let columns = voice.columns(&[
        (words::rule, if voice.to_author() { Width::Text } else { Width::Long }),
        (words::condition, Width::Long),
        (words::points, Width::Number),
        (words::group, Width::Short),
        (words::basis, voice.basis_width()),
        (words::actions, voice.actions_width()),
    ]);
    Section::of(voice.say(words::h_rules), Table::list(columns, rows.collect()))
}

fn rule(voice: &Voice<'_>, entry: &Entry, outcome: &Outcome) -> Vec<Cell> {
    let (condition, list) = match &entry.test {
        Test::When { text, each, count, .. } => (condition(voice, text, *each, *count), *each),
        _ => (Cell::default(), None),
    };
    let mut named = voice.and_id(voice.reason(outcome, list), &entry.id);
    named.lines.extend(notes(voice, entry).lines);
    vec![
        named,
        if voice.to_author() { condition } else { Cell::default() },
        voice.points(outcome),
        Cell::text(voice.group(outcome)),
        voice.basis(&outcome.basis),
        voice.actions(&outcome.actions),
    ]
}

fn condition(voice: &Voice<'_>, text: &str, each: Option<usize>, count: u32) -> Cell {
    let Some(list) = each else { return Cell::code(text) };
    let title = voice.model.fields.get(list).map(|field| voice.text(&field.title)).unwrap_or_default();
    let intro = match count {
        1 => voice.fill(words::each_item, &[title]),
        count => voice.fill(words::each_items, &[title, &count.to_string()]),
    };
    Cell::text(intro).and_code(text)
}

/// Whether an entry counts, when, and what it is about; empty for an ordinary one.
pub fn notes(voice: &Voice<'_>, entry: &Entry) -> Cell {
    let status = match entry.status {
        Status::Active => "",
        Status::Shadow => voice.say(words::shadow),
        Status::Retired => voice.say(words::retired),
    };
    let about = match entry.about {
        None => "",
        Some(About::Handling) => voice.say(words::on_handling),
        Some(About::Harm) => voice.say(words::on_harm),
    };
    let cell = Cell::text(status).and(voice.dates(entry.from, entry.until));
    if voice.to_author() { cell.and_faint(about) } else { cell }
}

/// The characteristics, each with its bins.
pub fn characteristics(voice: &Voice<'_>) -> Option<Section> {
    let mut blocks = Vec::new();
    for entry in &voice.model.entries {
        let Test::Bins(axis) = &entry.test else { continue };
        let bins = entry.outcomes.iter().enumerate();
        let bins = bins.filter(|(_, outcome)| voice.to_author() || says_something(outcome));
        let rows = bins.map(|(bin, outcome)| (Cell::text(voice.bin(axis, bin)), outcome)).collect();
        let mut value = Cell::default();
        if voice.to_author() {
            blocks.push(Block::Heading(String::new(), entry.id.clone()));
            value = Cell::code(voice.fill(words::axis, &[voice.say(words::value), &axis.text]));
        } else {
            blocks.push(Block::Heading(voice.told_from(&axis.value), String::new()));
        }
        value.lines.extend(notes(voice, entry).lines);
        blocks.extend(value.some().map(Block::Text));
        blocks.push(outcomes(voice, words::value, rows));
    }
    let title = voice.say(words::h_characteristics).to_owned();
    (!blocks.is_empty()).then_some(Section { title, blocks })
}

/// Whether an outcome gives or tells anything.
pub fn says_something(outcome: &Outcome) -> bool {
    outcome.reason.is_some()
        || outcome.floor.is_some()
        || !outcome.actions.is_empty()
        || !matches!(outcome.points, Points::Fixed(0))
}

/// Outcomes as a table: what each is named by, then what it gives.
pub fn outcomes(voice: &Voice<'_>, first: Phrase, rows: Vec<(Cell, &Outcome)>) -> Block {
    let columns = voice.columns(&[
        (first, Width::Text),
        (words::reason, Width::Long),
        (words::points, Width::Number),
        (words::group, Width::Short),
        (words::basis, voice.basis_width()),
        (words::actions, voice.actions_width()),
    ]);
    let row = |(name, outcome): (Cell, &Outcome)| {
        vec![
            name,
            voice.reason(outcome, None),
            voice.points(outcome),
            Cell::text(voice.group(outcome)),
            voice.basis(&outcome.basis),
            voice.actions(&outcome.actions),
        ]
    };
    Block::Table(Table::list(columns, rows.into_iter().map(row).collect()))
}
