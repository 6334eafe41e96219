//! The ten worst rows of a kind, found in one pass.

use crate::score::table::level_text;
use rules_core::Assessment;
use serde::Serialize;

/// Rows that are kept.
const KEPT: usize = 10;

/// A row that the ruleset gets wrong, explained shortly.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WorstRow {
    /// The row's own name, or its number.
    pub key: String,
    /// File and number of line, element or record.
    pub place: String,
    /// Its score.
    pub score: i64,
    /// Its level.
    pub level: String,
    /// The level it may still reach.
    pub ceiling: String,
    /// Whether no answer can change the level.
    pub settled: bool,
    /// What fired, the most points first.
    pub hits: Vec<String>,
    /// Fields that are open.
    pub open: Vec<String>,
}

impl WorstRow {
    fn new(key: &str, place: &str, assessment: &Assessment) -> Self {
        let mut strongest: Vec<_> = assessment.hits.iter().collect();
        strongest.sort_by_key(|hit| std::cmp::Reverse(hit.points));
        Self {
            key: key.to_owned(),
            place: place.to_owned(),
            score: assessment.score,
            level: assessment.level.clone(),
            ceiling: assessment.ceiling.level.clone(),
            settled: assessment.settled,
            hits: strongest.into_iter().map(|hit| hit.id.clone()).collect(),
            open: assessment.open.fields.iter().map(|open| open.field.clone()).collect(),
        }
    }
}

impl WorstRow {
    /// Its level, never without how firm it is.
    pub fn level_text(&self) -> String {
        level_text(&self.level, &self.ceiling, self.settled)
    }
}

/// Which rows are the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Positives with the lowest score.
    Misses,
    /// Negatives with the highest score.
    FalseAlarms,
}

/// The worst rows so far, the worst first; of equal scores the first ones.
#[derive(Debug)]
pub struct Worst {
    kind: Kind,
    rows: Vec<WorstRow>,
}

impl Worst {
    /// None yet.
    pub fn new(kind: Kind) -> Self {
        Self { kind, rows: Vec::new() }
    }

    /// Takes a row of the kind's class, if it is bad enough.
    pub fn add(&mut self, key: &str, place: &str, assessment: &Assessment) {
        let score = assessment.score;
        let at = self.rows.partition_point(|row| match self.kind {
            Kind::Misses => row.score <= score,
            Kind::FalseAlarms => row.score >= score,
        });
        if at < KEPT {
            self.rows.insert(at, WorstRow::new(key, place, assessment));
            self.rows.truncate(KEPT);
        }
    }

    /// The rows.
    pub fn into_rows(self) -> Vec<WorstRow> {
        self.rows
    }
}
