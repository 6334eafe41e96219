//! Levels that no rule reaches, however bad the report.

use super::Checker;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::document::{Status, Take};
use crate::ruleset::{Entry, Group, Outcome, Points};
use std::collections::BTreeMap;

/// Reports levels above both the greatest score and every floor.
pub fn check(checker: &mut Checker<'_>, entries: &[Entry], groups: &[Group]) {
    let active = || entries.iter().filter(|entry| entry.status == Status::Active);
    let Some(most) = greatest(active(), groups) else { return };
    let header = &checker.document.header;
    let most = header.base.saturating_add(most).clamp(header.min, header.max.max(header.min));
    let floor = active().flat_map(|entry| &entry.outcomes).filter_map(|outcome| outcome.floor).max();
    let document = checker.document;
    for (index, level) in document.levels.iter().enumerate() {
        let reached = level.from.value <= most || floor.is_some_and(|floor| floor >= index);
        if !reached && level.from.value <= header.max {
            let message =
                format!("no report reaches level `{}`: all points together give {most}", level.id.value);
            checker.report(
                Diagnostic::new(Code::W310, level.from.span, message)
                    .help("give more points, start the level lower, or set it with `at_least`"),
            );
        }
    }
}

/// The most that all entries together give; `None` where computed points have no known end.
fn greatest<'a>(entries: impl Iterator<Item = &'a Entry>, groups: &[Group]) -> Option<i64> {
    // For each group the points of each entry at its best: a bin or a cell excludes the others.
    let mut by_group: BTreeMap<Option<usize>, Vec<i64>> = BTreeMap::new();
    for entry in entries {
        let mut best: BTreeMap<Option<usize>, i64> = BTreeMap::new();
        for outcome in &entry.outcomes {
            let points = most_of(outcome)?.max(0);
            let slot = best.entry(outcome.group).or_insert(0);
            *slot = points.max(*slot);
        }
        for (group, points) in best {
            by_group.entry(group).or_default().push(points);
        }
    }
    let mut total: i64 = 0;
    for (group, points) in by_group {
        let group = group.and_then(|index| groups.get(index));
        let sum = match group.map(|group| group.take) {
            Some(Take::Best) => points.iter().copied().max().unwrap_or(0),
            _ => points.iter().fold(0, |sum: i64, it| sum.saturating_add(*it)),
        };
        let low = group.and_then(|group| group.min).unwrap_or(i64::MIN);
        let high = group.and_then(|group| group.max).unwrap_or(i64::MAX);
        total = total.saturating_add(sum.max(low).min(high));
    }
    Some(total)
}

fn most_of(outcome: &Outcome) -> Option<i64> {
    match &outcome.points {
        Points::Fixed(points) => Some(*points),
        Points::Computed(_, range) => range.map(|(_, high)| high),
    }
}
