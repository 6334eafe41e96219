//! Deadlines: how they are counted, and what being late or soon gives.

use super::entries::{notes, outcomes, says_something};
use super::voice::Voice;
use super::words;
use crate::page::{Block, Cell, Line, Section, Table, Width};
use rules_core::parse::document::Whose;
use rules_core::ruleset::{Days, Deadline, Entry, Outcome, Test};

/// The deadlines, in the file's order: one by one for an author, in one table for an official.
pub fn deadlines(voice: &Voice<'_>) -> Option<Section> {
    if !voice.to_author() {
        return table(voice);
    }
    let mut blocks = Vec::new();
    for (index, deadline) in voice.model.deadlines.iter().enumerate() {
        let entry = entry(voice, index);
        blocks.push(Block::Heading(voice.text(&deadline.title).to_owned(), deadline.id.clone()));
        let mut text = counting(voice, deadline, entry);
        text.lines.extend(voice.basis(&deadline.basis).lines);
        blocks.push(Block::Text(text));
        blocks.extend(entry.and_then(|entry| states(voice, entry)));
    }
    let title = voice.say(words::h_deadlines).to_owned();
    (!blocks.is_empty()).then_some(Section { title, blocks })
}

/// What a deadline gives; none of a retired one.
fn entry<'r>(voice: &Voice<'r>, index: usize) -> Option<&'r Entry> {
    voice.model.entries.iter().find(|entry| matches!(entry.test, Test::Deadline(at) if at == index))
}

/// The deadlines as one table.
fn table(voice: &Voice<'_>) -> Option<Section> {
    let rows = voice.model.deadlines.iter().enumerate().map(|(index, deadline)| {
        let entry = entry(voice, index);
        vec![
            Cell::text(voice.text(&deadline.title)),
            voice.gathered(
                counting(voice, deadline, entry).lines.iter().map(|line| line.words().to_owned()).collect(),
            ),
            entry.map(|entry| gives(voice, entry)).unwrap_or_default(),
            voice.basis(&deadline.basis),
        ]
    });
    let columns = voice.columns(&[
        (words::deadline, Width::Text),
        (words::counted, Width::Long),
        (words::gives, Width::Long),
        (words::basis, voice.basis_width()),
    ]);
    Section::of(voice.say(words::h_deadlines), Table::list(columns, rows.collect()))
}

/// What being soon or late gives, a line each, with what is then done.
fn gives(voice: &Voice<'_>, entry: &Entry) -> Cell {
    let mut cell = Cell::default();
    for (name, outcome) in named(voice, entry) {
        let line = |cell: &Cell| {
            cell.lines.iter().map(Line::words).collect::<Vec<_>>().join(voice.say(words::comma))
        };
        let [reason, points] = [voice.reason(outcome, None), voice.points(outcome)].map(|cell| line(&cell));
        cell = cell.and(voice.fill(words::with_points, &[name, &reason, &points]));
        cell.lines.extend(voice.actions(&outcome.actions).faint().lines);
    }
    cell
}

/// From where to where it runs.
fn counting(voice: &Voice<'_>, deadline: &Deadline, entry: Option<&Entry>) -> Cell {
    let (start, days) = (voice.field(deadline.start), self::days(voice, &deadline.days));
    let runs = match (deadline.working, voice.lang) {
        (false, rules_core::explain::Lang::Zh) => voice.fill(words::runs, &[&start, &days]),
        (true, rules_core::explain::Lang::Zh) => voice.fill(words::runs_working, &[&start, &days]),
        (false, _) => voice.fill(words::runs, &[&days, &start]),
        (true, _) => voice.fill(words::runs_working, &[&days, &start]),
    };
    let optional = |phrase, amount: &Option<Days>| {
        amount.as_ref().map(|amount| voice.fill(phrase, &[&self::days(voice, amount)])).unwrap_or_default()
    };
    let mut cell = Cell::text(runs)
        .and(optional(words::extend, &deadline.extend))
        .and(optional(words::pause, &deadline.pause))
        .and(voice.fill(words::done, &[&voice.field(deadline.done)]))
        .and(optional(words::soon_from, &deadline.soon))
        .and(if deadline.roll { voice.say(words::roll) } else { "" })
        .and(if deadline.whose == Whose::Citizen { voice.say(words::citizens_own) } else { "" });
    cell.lines.extend(match entry {
        Some(entry) => notes(voice, entry).lines,
        None => Cell::text(voice.say(words::retired)).lines,
    });
    cell
}

/// A number of days; a parameter by its title with its value, a field by its title.
fn days(voice: &Voice<'_>, days: &Days) -> String {
    match days {
        Days::Fixed(days) => days.to_string(),
        Days::Field(index) => voice.field(*index),
        Days::Param(index) => voice.param_as(*index, None),
    }
}

/// What the states give that give anything, as a table.
fn states(voice: &Voice<'_>, entry: &Entry) -> Option<Block> {
    let rows: Vec<_> = named(voice, entry).map(|(name, outcome)| (Cell::text(name), outcome)).collect();
    (!rows.is_empty()).then(|| outcomes(voice, words::state, rows))
}

/// The states that give anything, by name.
fn named<'e>(voice: &Voice<'_>, entry: &'e Entry) -> impl Iterator<Item = (&'static str, &'e Outcome)> {
    let names = [words::late as super::voice::Phrase, words::soon].map(|name| voice.say(name));
    names.into_iter().zip(&entry.outcomes).filter(|(_, outcome)| says_something(outcome))
}
