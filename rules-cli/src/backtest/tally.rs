//! What is counted while rows are scored.

use super::worst::{Kind, Worst};
use rules_core::backtest::by_label::ByLabel;
use rules_core::backtest::reason::Reason;
use rules_core::outcomes;
use rules_core::{Assessment, Ruleset};
use serde::Serialize;
use std::collections::BTreeMap;

/// One rule, bin, cell or deadline state.
#[derive(Clone, Copy, Debug, Default)]
pub struct OutcomeTally {
    /// Rows that it is a hit in.
    pub hits: ByLabel<u64>,
    /// The sum of its points, before groups.
    pub points: ByLabel<i64>,
}

/// A row that was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOutRow {
    /// File and number of line, element or record.
    pub place: String,
    /// What it has instead of what was expected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
}

/// A kind of value that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultTally {
    /// Rows with such a value.
    pub rows: u64,
    /// The first of them.
    pub first: String,
    /// What it has instead.
    pub found: String,
}

/// All counts.
#[derive(Debug)]
pub struct Tally<'r> {
    ruleset: &'r Ruleset,
    /// The instant of the first assessment.
    pub as_of: Option<String>,
    /// Score and label of each row that was scored.
    pub scored: Vec<(i64, bool)>,
    /// Rows by level.
    pub levels: Vec<ByLabel<u64>>,
    /// By entry and outcome, shadow rules included.
    pub outcomes: BTreeMap<(String, u32), OutcomeTally>,
    /// Positives with the lowest score.
    pub misses: Worst,
    /// Negatives with the highest score.
    pub false_alarms: Worst,
    /// Rows that were left out, by what was wrong.
    pub left_out: BTreeMap<String, Vec<LeftOutRow>>,
    /// Values that could not be used, by field, code and what was expected.
    pub faults: BTreeMap<(String, &'static str, String), FaultTally>,
    /// Rows with a rule that failed.
    pub failed: u64,
    /// Rows whose instant lies outside the time in which the ruleset is in force.
    pub not_in_force: u64,
}

impl<'r> Tally<'r> {
    /// Nothing yet.
    pub fn new(ruleset: &'r Ruleset) -> Self {
        Self {
            ruleset,
            as_of: None,
            scored: Vec::new(),
            levels: vec![ByLabel::default(); ruleset.model().levels.len()],
            outcomes: BTreeMap::new(),
            misses: Worst::new(Kind::Misses),
            false_alarms: Worst::new(Kind::FalseAlarms),
            left_out: BTreeMap::new(),
            faults: BTreeMap::new(),
            failed: 0,
            not_in_force: 0,
        }
    }

    /// Takes a row that has no label, or that cannot be read.
    pub fn leave_out(&mut self, place: String, reason: Reason) {
        self.left_out.entry(reason.why).or_default().push(LeftOutRow { place, found: reason.found });
    }

    /// Takes a scored row.
    pub fn add(&mut self, key: &str, place: &str, assessment: &Assessment, positive: bool) {
        if self.scored.is_empty() {
            self.as_of.clone_from(&assessment.receipt.as_of);
        }
        self.scored.push((assessment.score, positive));
        let model = self.ruleset.model();
        let level = model.levels.iter().position(|level| level.id == assessment.level);
        if let Some(counts) = level.and_then(|level| self.levels.get_mut(level)) {
            *counts.of(positive) += 1;
        }
        for hit in assessment.hits.iter().chain(&assessment.shadow) {
            let Some(entry) = model.entries.iter().find(|entry| entry.id == hit.id) else { continue };
            let outcome = outcomes::of_hit(hit, entry, assessment);
            let tally = self.outcomes.entry((hit.id.clone(), outcome)).or_default();
            *tally.hits.of(positive) += 1;
            *tally.points.of(positive) += hit.points;
        }
        match positive {
            true => self.misses.add(key, place, assessment),
            false => self.false_alarms.add(key, place, assessment),
        }
        self.add_faults(place, assessment);
    }

    fn add_faults(&mut self, place: &str, assessment: &Assessment) {
        for fault in &assessment.input_errors {
            let key = (fault.field.clone(), fault.code, fault.expected.clone());
            let first = || FaultTally { rows: 0, first: place.to_owned(), found: fault.found.clone() };
            self.faults.entry(key).or_insert_with(first).rows += 1;
        }
        self.failed += u64::from(!assessment.failed.is_empty());
        self.not_in_force += u64::from(!assessment.in_force);
    }
}
