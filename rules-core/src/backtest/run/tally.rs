//! What is counted while rows are scored.

use crate::backtest::by_label::ByLabel;
use crate::outcomes;
use crate::session::{decided, hit};
use crate::{Ruleset, Session};
use std::collections::BTreeMap;

/// A figure for rows with the label, for rows without it, and for rows of which none has one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sorted<T> {
    /// Of rows with a label.
    pub labelled: ByLabel<T>,
    /// Of rows of a run without a label.
    pub unlabelled: T,
}

impl<T> Sorted<T> {
    /// The figure of a row.
    pub fn of(&mut self, positive: Option<bool>) -> &mut T {
        match positive {
            Some(positive) => self.labelled.of(positive),
            None => &mut self.unlabelled,
        }
    }
}

/// One rule, bin, cell or deadline state.
#[derive(Clone, Copy, Debug, Default)]
pub struct OutcomeTally {
    /// Rows that it is a hit in.
    pub hits: Sorted<u64>,
    /// The sum of its points, before groups.
    pub points: Sorted<i64>,
}

/// A kind of value that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultTally {
    /// Rows with such a value.
    pub rows: u64,
    /// The number of the first of them.
    pub first: u64,
    /// What it has instead.
    pub found: String,
}

/// All counts.
#[derive(Debug)]
pub struct Tally {
    /// The instant of the first assessment.
    pub as_of: Option<String>,
    /// Rows by level.
    pub levels: Vec<Sorted<u64>>,
    /// By [`outcomes::counted`], shadow rules included.
    pub outcomes: Vec<OutcomeTally>,
    /// Values that could not be used, by field, code and what was expected.
    pub faults: BTreeMap<(String, &'static str, String), FaultTally>,
    /// Rows with a rule that failed.
    pub failed: u64,
    /// Rows whose instant lies outside the time in which the ruleset is in force.
    pub not_in_force: u64,
    scored: u64,
    /// By entry and outcome, the number of what is counted.
    numbers: Vec<Vec<Option<u32>>>,
}

impl Tally {
    /// Nothing yet.
    pub fn new(ruleset: &Ruleset) -> Self {
        let mut numbers: Vec<Vec<Option<u32>>> =
            ruleset.model().entries.iter().map(|entry| vec![None; entry.outcomes.len()]).collect();
        let mut count = 0;
        for (index, outcome) in outcomes::counted_indexes(ruleset) {
            if let Some(place) = numbers.get_mut(index).and_then(|it| it.get_mut(outcome as usize)) {
                *place = Some(count);
                count += 1;
            }
        }
        Self {
            as_of: None,
            levels: vec![Sorted::default(); ruleset.model().levels.len()],
            outcomes: vec![OutcomeTally::default(); count as usize],
            faults: BTreeMap::new(),
            failed: 0,
            not_in_force: 0,
            scored: 0,
            numbers,
        }
    }

    /// Takes the incident at hand, which is a row of this number; adds the numbers of its hits.
    pub fn add(&mut self, session: &Session<'_>, row: u64, positive: Option<bool>, hits: &mut Vec<u32>) {
        if self.scored == 0 {
            self.as_of = session.as_of_text();
        }
        self.scored += 1;
        if let Some(counts) = self.levels.get_mut(session.score.level) {
            *counts.of(positive) += 1;
        }
        let mut failed = false;
        for (entry, decision) in decided(session.ruleset.program(), &session.scratch) {
            failed |= !entry.shadow && decision.failed.is_some();
            let number = hit(entry, decision)
                .and_then(|outcome| self.numbers.get(entry.model)?.get(outcome as usize).copied().flatten());
            let Some(number) = number else { continue };
            if let Some(tally) = self.outcomes.get_mut(number as usize) {
                *tally.hits.of(positive) += 1;
                *tally.points.of(positive) += decision.points;
                hits.push(number);
            }
        }
        self.failed += u64::from(failed);
        self.not_in_force += u64::from(!session.in_force);
        for fault in &session.scratch.values.errors {
            let key = (fault.field.clone(), fault.code.as_str(), fault.expected.clone());
            let first = || FaultTally { rows: 0, first: row, found: fault.found.clone() };
            self.faults.entry(key).or_insert_with(first).rows += 1;
        }
    }
}
