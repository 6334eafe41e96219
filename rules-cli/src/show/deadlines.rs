//! Deadlines: how they are counted, and what being late or soon gives.

use super::entries::{notes, outcomes};
use super::voice::Voice;
use super::words;
use crate::page::{Block, Cell, Section};
use rules_core::ruleset::{Days, Deadline, Entry, Outcome, Points, Test};

/// The deadlines, in the file's order.
pub fn deadlines(voice: &Voice<'_>) -> Option<Section> {
    let mut blocks = Vec::new();
    for (index, deadline) in voice.model.deadlines.iter().enumerate() {
        let entries = &voice.model.entries;
        let entry = entries.iter().find(|entry| matches!(entry.test, Test::Deadline(at) if at == index));
        blocks.push(Block::Heading(voice.text(&deadline.title).to_owned(), deadline.id.clone()));
        blocks.push(Block::Text(counting(voice, deadline, entry)));
        blocks.extend(entry.and_then(|entry| states(voice, entry)));
    }
    let title = voice.say(words::h_deadlines).to_owned();
    (!blocks.is_empty()).then_some(Section { title, blocks })
}

/// From where to where it runs, and what it rests on.
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
        .and(if deadline.roll { voice.say(words::roll) } else { "" });
    cell.lines.extend(voice.basis(&deadline.basis).lines);
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
        Days::Param(index) => voice.param(*index),
    }
}

/// What the states give that give anything.
fn states(voice: &Voice<'_>, entry: &Entry) -> Option<Block> {
    let says = |outcome: &Outcome| {
        outcome.reason.is_some()
            || outcome.floor.is_some()
            || !outcome.actions.is_empty()
            || !matches!(outcome.points, Points::Fixed(0))
    };
    let names = [words::late as super::voice::Phrase, words::soon].map(|name| voice.say(name));
    let rows: Vec<_> = names
        .into_iter()
        .zip(&entry.outcomes)
        .filter(|(_, outcome)| says(outcome))
        .map(|(name, outcome)| (Cell::text(name), outcome))
        .collect();
    (!rows.is_empty()).then(|| outcomes(voice, words::state, rows))
}
