//! The report of a backtest as data, the members of its JSON form in their order.

use super::tally::{LeftOutRow, OutcomeTally, Tally};
use super::worst::WorstRow;
use rules_core::Ruleset;
use rules_core::backtest::by_label::ByLabel;
use rules_core::backtest::statistics::{Auc, Flagged, Ks, Scores, lift, share};
use rules_core::explain::Lang;
use rules_core::outcomes;
use rules_core::parse::document::Status;
use rules_core::ruleset::Entry;
use serde::Serialize;

/// Rates of false positives at which recall is told, in percent.
const RATES: [u64; 2] = [1, 5];

/// The whole report.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// What was measured.
    pub ruleset: Measured,
    /// What makes a row a positive.
    pub label: String,
    /// Where the rows come from.
    pub files: Vec<String>,
    /// The instant of all assessments; none where each row has its own.
    pub as_of: Option<String>,
    /// The member that holds each row's own instant.
    pub as_of_field: Option<String>,
    /// How many rows were what.
    pub rows: RowCounts,
    /// Rows that were left out, by reason.
    pub left_out: Vec<LeftOut>,
    /// Values that could not be used; their rows are scored without them.
    pub input_errors: Vec<Fault>,
    /// How well the score orders the rows.
    pub auc: Option<Auc>,
    /// How far it keeps them apart at best.
    pub ks: Option<Ks>,
    /// What each level and those above it flag.
    pub levels: Vec<Level>,
    /// The best thresholds with few false positives.
    pub recall_at: Vec<RecallAt>,
    /// What each rule contributes, in the file's order.
    pub rules: Vec<Rule>,
    /// Positives with the lowest score.
    pub misses: Vec<WorstRow>,
    /// Negatives with the highest score.
    pub false_alarms: Vec<WorstRow>,
    /// How many positives score as low as the last of the misses, and negatives as high as the last of the
    /// false alarms.
    #[serde(skip)]
    pub as_bad: ByLabel<u64>,
}

/// A ruleset.
#[derive(Debug, Serialize)]
pub struct Measured {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its source.
    pub digest: String,
}

/// How many rows were what.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RowCounts {
    /// All rows.
    pub read: u64,
    /// Those with a score and a label.
    pub scored: u64,
    /// Scored rows with the label.
    pub positives: u64,
    /// Scored rows without it.
    pub negatives: u64,
    /// Rows that cannot be read, or have no label or no instant.
    pub left_out: u64,
    /// Scored rows with a rule that failed.
    pub failed: u64,
    /// Scored rows at an instant at which the ruleset is not in force.
    pub not_in_force: u64,
}

/// Rows that were left out for one reason.
#[derive(Debug, Serialize)]
pub struct LeftOut {
    /// Why.
    pub reason: String,
    /// Where, and what was found there.
    pub rows: Vec<LeftOutRow>,
}

/// A kind of value that could not be used.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Fault {
    /// The field.
    pub field: String,
    /// The stable code.
    pub code: &'static str,
    /// What was expected.
    pub expected: String,
    /// What the first one is instead.
    pub found: String,
    /// How many rows have such a value.
    pub rows: u64,
    /// Where the first one is.
    pub first: String,
}

/// What a level and those above it flag. Levels are the assessments' own: floors count.
#[derive(Debug, Serialize)]
pub struct Level {
    /// The level's id.
    pub level: String,
    /// What is flagged; the score is where the level's band begins.
    #[serde(flatten)]
    pub flagged: Flagged,
}

/// Recall at a rate of false positives.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RecallAt {
    /// At most so many percent of the negatives are flagged.
    pub percent: u64,
    /// What is flagged then.
    #[serde(flatten)]
    pub flagged: Flagged,
}

/// What a rule, bin, cell or deadline state contributes.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    /// The rule's id.
    pub id: String,
    /// Which bin, cell or state, as its author would say it; empty for a rule.
    pub part: String,
    /// Whether it is a shadow rule, whose points are none of the score.
    pub shadow: bool,
    /// Positives and negatives that it is a hit in.
    pub hits: ByLabel<u64>,
    /// Shares of the positives and of the negatives.
    pub hit_rates: ByLabel<Option<f64>>,
    /// How much likelier the label is where it hits: the share of positives among its hits by their share
    /// among all rows. None without hits.
    pub lift: Option<f64>,
    /// Sum of its points over positives and over negatives, before groups and limits.
    pub points: ByLabel<i64>,
    /// Those points by positive and by negative.
    pub points_a_row: ByLabel<Option<f64>>,
}

/// What a report is about.
pub struct Subject<'s> {
    /// The ruleset.
    pub ruleset: &'s Ruleset,
    /// The label as it was given.
    pub label: &'s str,
    /// Names of the files.
    pub files: Vec<String>,
    /// Where each row's own instant is.
    pub as_of_field: Option<String>,
}

impl Report {
    /// The report of all that was counted.
    pub fn new(subject: Subject<'_>, tally: Tally<'_>) -> Self {
        let ruleset = subject.ruleset;
        let scores = Scores::new(tally.scored.iter().copied());
        let all = scores.all;
        let (misses, false_alarms) = (tally.misses.into_rows(), tally.false_alarms.into_rows());
        let as_bad = ByLabel {
            positives: misses.last().map_or(0, |row| scores.at_or_below(row.score).positives),
            negatives: false_alarms.last().map_or(0, |row| scores.at_or_above(row.score).negatives),
        };
        let left_out: Vec<LeftOut> =
            tally.left_out.into_iter().map(|(reason, rows)| LeftOut { reason, rows }).collect();
        let left = left_out.iter().map(|it| it.rows.len() as u64).sum();
        let scored = all.total();
        let faults = tally.faults.into_iter().map(|((field, code, expected), it)| Fault {
            field,
            code,
            expected,
            found: it.found,
            rows: it.rows,
            first: it.first,
        });
        Self {
            ruleset: Measured {
                id: ruleset.id().to_owned(),
                version: ruleset.version().to_owned(),
                digest: ruleset.digest().to_owned(),
            },
            label: subject.label.to_owned(),
            files: subject.files,
            as_of: tally.as_of.filter(|_| subject.as_of_field.is_none()),
            as_of_field: subject.as_of_field,
            rows: RowCounts {
                read: scored + left,
                scored,
                positives: all.positives,
                negatives: all.negatives,
                left_out: left,
                failed: tally.failed,
                not_in_force: tally.not_in_force,
            },
            left_out,
            input_errors: faults.collect(),
            auc: scores.auc(),
            ks: scores.ks(),
            levels: levels(ruleset, &tally.levels, all),
            recall_at: RATES
                .map(|percent| RecallAt { percent, flagged: scores.at_false_positives(percent) })
                .into(),
            rules: outcomes::counted(ruleset)
                .map(|(entry, outcome)| {
                    let key = (entry.id.clone(), outcome);
                    let counts = tally.outcomes.get(&key).copied().unwrap_or_default();
                    rule(ruleset, entry, outcome, counts, all)
                })
                .collect(),
            as_bad,
            misses,
            false_alarms,
        }
    }
}

/// Each level, the highest first, with what it and those above it flag.
fn levels(ruleset: &Ruleset, counts: &[ByLabel<u64>], all: ByLabel<u64>) -> Vec<Level> {
    let mut flagged = ByLabel::default();
    let down = ruleset.model().levels.iter().zip(counts).rev();
    down.map(|(level, counts)| {
        flagged += *counts;
        Level { level: level.id.clone(), flagged: Flagged::new(Some(level.from), flagged, all) }
    })
    .collect()
}

fn rule(ruleset: &Ruleset, entry: &Entry, outcome: u32, counts: OutcomeTally, all: ByLabel<u64>) -> Rule {
    let a_row = |points: i64, rows: u64| (rows > 0).then(|| points as f64 / rows as f64);
    Rule {
        id: entry.id.clone(),
        part: outcomes::part(entry, outcome, ruleset, Lang::En),
        shadow: entry.status == Status::Shadow,
        hits: counts.hits,
        hit_rates: ByLabel {
            positives: share(counts.hits.positives, all.positives),
            negatives: share(counts.hits.negatives, all.negatives),
        },
        lift: lift(counts.hits, all),
        points: counts.points,
        points_a_row: ByLabel {
            positives: a_row(counts.points.positives, all.positives),
            negatives: a_row(counts.points.negatives, all.negatives),
        },
    }
}
