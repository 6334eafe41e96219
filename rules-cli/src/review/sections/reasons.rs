//! Reports by reason, the most frequent first.

use super::{bar, compared, note};
use crate::page::{Block, Cell, Line, Section, Table, Width};
use crate::review::counts::{Counts, Reason};
use crate::review::take::Review;
use crate::review::words;
use crate::show::voice::Voice;
use rules_core::ruleset::{Entry, Outcome, Points};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Outcomes of one entry that say the same and set the same floor, such as cells of a table that differ in
/// points only. A report has one of them at most, so that their counts add up to reports.
#[derive(Debug)]
struct Alike {
    all: Vec<Reason>,
    now: u64,
    before: u64,
}

/// Reasons that are listed.
const LISTED: usize = 40;

/// The section.
pub fn section(voice: &Voice<'_>, review: &Review<'_>) -> Section {
    let mut all = alike(voice, review);
    // The file's order among equals: the sort is stable.
    all.sort_by_key(|alike| Reverse(alike.now));
    let columns = voice.columns(&[
        (words::reason, Width::Long),
        (words::points, Width::Number),
        (words::count, Width::Text),
        (words::before, Width::Number),
        (words::change, Width::Number),
    ]);
    let left = all.len().saturating_sub(LISTED);
    let rows: Vec<_> = all.iter().take(LISTED).filter_map(|alike| row(voice, review, alike)).collect();
    let block = match rows.is_empty() {
        true => note(voice, words::nothing_fired, &[]),
        false => Block::Table(Table::list(columns, rows)),
    };
    let left = (left > 0).then(|| note(voice, words::more_reasons, &[&left.to_string()]));
    super::section(voice.say(words::h_reasons), std::iter::once(block).chain(left).collect())
}

/// What fired in either period, in the file's order.
fn alike(voice: &Voice<'_>, review: &Review<'_>) -> Vec<Alike> {
    let of = |counts: &Counts, reason: Reason| counts.reasons.get(&reason).copied().unwrap_or_default();
    let periods = std::iter::once(&review.now).chain(&review.before);
    let fired: BTreeSet<Reason> = periods.flat_map(|counts| counts.reasons.keys().copied()).collect();
    let mut groups: BTreeMap<_, Vec<Reason>> = BTreeMap::new();
    for reason in fired {
        let floor = found(voice, reason).and_then(|(_, outcome)| outcome.floor);
        groups.entry((reason.0, text(voice, reason), floor)).or_default().push(reason);
    }
    let mut groups: Vec<Vec<Reason>> = groups.into_values().collect();
    groups.sort();
    let sum = |counts: &Counts, all: &[Reason]| all.iter().map(|reason| of(counts, *reason)).sum();
    let counted = |all: Vec<Reason>| Alike {
        now: sum(&review.now, &all),
        before: review.before.as_ref().map(|before| sum(before, &all)).unwrap_or_default(),
        all,
    };
    groups.into_iter().map(counted).collect()
}

fn row(voice: &Voice<'_>, review: &Review<'_>, alike: &Alike) -> Option<Vec<Cell>> {
    let first = *alike.all.first()?;
    let before = review.before.as_ref().map(|before| (alike.before, before.scored));
    let [was, change] = compared(voice, alike.now, before);
    let count = bar(voice, alike.now, review.now.scored);
    Some(vec![told(voice, first), points(voice, &alike.all)?, count, was, change])
}

fn found<'v>(voice: &Voice<'v>, (entry, outcome): Reason) -> Option<(&'v Entry, &'v Outcome)> {
    let entry = voice.model.entries.get(entry)?;
    Some((entry, entry.outcomes.get(outcome)?))
}

/// Their points, the least and the greatest where they differ, over the floor.
fn points(voice: &Voice<'_>, all: &[Reason]) -> Option<Cell> {
    let (_, first) = found(voice, *all.first()?)?;
    let mut cell = voice.points(first);
    let fixed = all.iter().filter_map(|reason| match found(voice, *reason)?.1.points {
        Points::Fixed(points) => Some(points),
        Points::Computed(..) => None,
    });
    let fixed: BTreeSet<i64> = fixed.collect();
    if let (Some(low), Some(high), Some(line)) = (fixed.first(), fixed.last(), cell.lines.first_mut())
        && low < high
    {
        *line = Line::Text(voice.fill(words::between, &[&low.to_string(), &high.to_string()]));
    }
    Some(cell)
}

/// A reason with the id of its rule.
fn told(voice: &Voice<'_>, reason: Reason) -> Cell {
    let id = voice.model.entries.get(reason.0).map(|entry| entry.id.as_str()).unwrap_or_default();
    match text(voice, reason) {
        text if text == id => Cell::text(text),
        text => voice.and_id(Cell::text(text), id),
    }
}

/// A reason in words, `…` for its values: they are the report's own, and stay out of the page.
pub fn text(voice: &Voice<'_>, reason: Reason) -> String {
    let Some((entry, outcome)) = found(voice, reason) else { return String::new() };
    let text = voice.reason_without_values(outcome);
    if text.is_empty() { entry.id.clone() } else { text }
}
