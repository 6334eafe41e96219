//! Reports by reason, the most frequent first.

use super::{bar, compared, note};
use crate::page::{Block, Cell, Section, Table, Width};
use crate::review::counts::{Counts, Reason};
use crate::review::take::Review;
use crate::review::words;
use crate::show::voice::Voice;
use rules_core::ruleset::{Entry, Outcome};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// The section.
pub fn section(voice: &Voice<'_>, review: &Review<'_>) -> Section {
    let of = |counts: &Counts, reason: &Reason| counts.reasons.get(reason).copied().unwrap_or_default();
    let periods = std::iter::once(&review.now).chain(&review.before);
    let all: BTreeSet<Reason> = periods.flat_map(|counts| counts.reasons.keys().copied()).collect();
    let mut all: Vec<Reason> = all.into_iter().collect();
    // The file's order among equals: the sort is stable.
    all.sort_by_key(|reason| Reverse(of(&review.now, reason)));
    let columns = voice.columns(&[
        (words::reason, Width::Long),
        (words::points, Width::Number),
        (words::count, Width::Text),
        (words::before, Width::Number),
        (words::change, Width::Number),
    ]);
    let row = |reason: &Reason| {
        let (_, outcome) = found(voice, *reason)?;
        let count = of(&review.now, reason);
        let before = review.before.as_ref().map(|before| (of(before, reason), before.scored));
        let [was, change] = compared(voice, count, before);
        let count = bar(voice, count, review.now.scored);
        Some(vec![told(voice, *reason), voice.points(outcome), count, was, change])
    };
    let rows: Vec<_> = all.iter().filter_map(row).collect();
    let block = match rows.is_empty() {
        true => note(voice, words::nothing_fired, &[]),
        false => Block::Table(Table::list(columns, rows)),
    };
    super::section(voice.say(words::h_reasons), vec![block])
}

fn found<'v>(voice: &Voice<'v>, (entry, outcome): Reason) -> Option<(&'v Entry, &'v Outcome)> {
    let entry = voice.model.entries.get(entry)?;
    Some((entry, entry.outcomes.get(outcome)?))
}

/// A reason with the id of its rule.
fn told(voice: &Voice<'_>, reason: Reason) -> Cell {
    let id = voice.model.entries.get(reason.0).map(|entry| entry.id.as_str()).unwrap_or_default();
    match text(voice, reason) {
        text if text == id => Cell::text(text),
        text => Cell::text(text).and_faint(id),
    }
}

/// A reason in words, `…` for its values: they are the report's own, and stay out of the page.
pub fn text(voice: &Voice<'_>, reason: Reason) -> String {
    let Some((entry, outcome)) = found(voice, reason) else { return String::new() };
    let text = voice.reason_without_values(outcome);
    if text.is_empty() { entry.id.clone() } else { text }
}
