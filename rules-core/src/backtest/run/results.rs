//! What came of all rows, as data.

use super::Run;
use super::bins::bins;
use super::tally::{OutcomeTally, Sorted};
use crate::backtest::by_label::ByLabel;
use crate::backtest::columns::MissingColumn;
use crate::backtest::reason::Lack;
use crate::backtest::statistics::{Auc, Flagged, Ks, Scores, lift, share};
use crate::explain::Lang;
use crate::outcomes;
use crate::parse::document::Status;
use serde::Serialize;

/// Points of a ROC curve at most.
const ROC_POINTS: usize = 200;
/// Rates of false positives at which recall is told, in percent.
const RATES: [u64; 2] = [1, 5];

/// All results.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Results {
    /// What was measured.
    pub ruleset: Measured,
    /// What makes a row a positive; absent in a run without a label, which has counts only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The instant of all assessments; absent where there is none, or where each row has its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// The field or column that holds each row's own instant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of_field: Option<String>,
    /// How many rows were what.
    pub rows: RunRows,
    /// Columns that label or mapping name and no row has: slips.
    pub missing_columns: Vec<MissingColumn>,
    /// How many rows have which scores: bins of equal width from the lowest to the highest.
    pub histogram: Vec<ScoreBin>,
    /// The levels, the lowest first.
    pub levels: Vec<LevelRows>,
    /// What each rule, bin, cell and deadline state contributes, in the file's order. Hits of rows are places here.
    pub rules: Vec<RuleRows>,
    /// How well the score orders the rows; absent without positives and negatives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auc: Option<Auc>,
    /// How far it keeps them apart at best; absent without positives and negatives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ks: Option<Ks>,
    /// The ROC curve from nothing flagged to everything, at most 200 points; none without positives and negatives.
    pub roc: Vec<RocPoint>,
    /// The best thresholds with few false positives; none without positives and negatives.
    pub recall_at: Vec<BestThreshold>,
    /// Rows that were left out.
    pub left_out: LeftOutRows,
    /// Values that could not be used, by field; their rows are scored without them.
    pub input_faults: Vec<FaultRows>,
}

/// A ruleset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Measured {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its source.
    pub digest: String,
}

/// How many rows were what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RunRows {
    /// All rows.
    pub read: u64,
    /// Those with a score, and a label where the run has one.
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

/// How many rows, and of which label where the run has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RowCount {
    /// All of them.
    pub rows: u64,
    /// Those with the label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub positives: Option<u64>,
    /// Those without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub negatives: Option<u64>,
}

/// Rows with scores between two ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScoreBin {
    /// The lowest score.
    pub from: i64,
    /// The highest score.
    pub to: i64,
    /// How many rows.
    #[serde(flatten)]
    pub count: RowCount,
}

/// Rows of a level. Levels are the assessments' own: floors count.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct LevelRows {
    /// The level's id.
    pub level: String,
    /// How many rows.
    #[serde(flatten)]
    pub count: RowCount,
    /// What this level and those above it flag; the score is where the level's band begins. Absent without a label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Flagged>,
}

/// What a rule, bin, cell or deadline state contributes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RuleRows {
    /// The rule's id.
    pub id: String,
    /// Which bin, cell or state, as its author would say it; empty for a rule.
    pub part: String,
    /// Whether it is a shadow rule, whose points are none of the score.
    pub shadow: bool,
    /// Rows that it is a hit in.
    pub hits: RowCount,
    /// Their share of all scored rows; absent without rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hit_rate: Option<f64>,
    /// How much likelier it hits among positives than among all rows, which is also how much likelier the label is
    /// where it hits; absent without hits, positives or a label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lift: Option<f64>,
    /// The sum of its points over all rows, before groups and limits.
    pub points: i64,
    /// Those points by row that it hits; absent without hits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points_a_hit: Option<f64>,
}

/// A point of the ROC curve: what a threshold flags.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RocPoint {
    /// The threshold: rows at or above it are flagged. Absent where nothing is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<i64>,
    /// The share of the negatives that is flagged.
    pub false_positive_rate: f64,
    /// The share of the positives that is flagged.
    pub recall: f64,
}

/// Recall at a rate of false positives.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BestThreshold {
    /// At most so many percent of the negatives are flagged.
    pub percent: u64,
    /// What is flagged then.
    pub flagged: Flagged,
}

/// Rows that were left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LeftOutRows {
    /// How many there are.
    pub count: u64,
    /// Why, the first reason that was met first.
    pub reasons: Vec<LeftOutReason>,
    /// The first 1,000 of them.
    pub rows: Vec<LeftOut>,
}

/// A reason and how many rows it has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LeftOutReason {
    /// What they lack.
    pub lack: Lack,
    /// What is wrong and what was expected.
    pub reason: String,
    /// How many rows.
    pub rows: u64,
}

/// A row that was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LeftOut {
    /// Its number, from 1.
    pub row: u32,
    /// What it lacks.
    pub lack: Lack,
    /// What is wrong and what was expected.
    pub reason: String,
    /// What it has instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
}

/// A kind of value that could not be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FaultRows {
    /// The field.
    pub field: String,
    /// The stable code.
    #[cfg_attr(feature = "schema", schemars(with = "crate::diagnostic::Code"))]
    pub code: &'static str,
    /// What was expected.
    pub expected: String,
    /// What the first one is instead.
    pub found: String,
    /// How many rows have such a value.
    pub rows: u64,
    /// The number of the first one.
    pub first: u64,
}

/// Counts as they are told.
#[derive(Clone, Copy)]
struct Counts {
    is_labelled: bool,
}

impl Counts {
    fn of(self, counts: Sorted<u64>) -> RowCount {
        let told = |count| self.is_labelled.then_some(count);
        RowCount {
            rows: counts.labelled.total() + counts.unlabelled,
            positives: told(counts.labelled.positives),
            negatives: told(counts.labelled.negatives),
        }
    }
}

impl Results {
    /// The results of a run.
    pub(super) fn new(run: &Run<'_>) -> Self {
        let (plan, tally) = (run.plan, &run.tally);
        let counts = Counts { is_labelled: plan.label.is_some() };
        let labelled = run.table.scores().filter_map(|(score, positive)| Some((score, positive?)));
        let scores = Scores::new(labelled);
        let both = scores.auc().is_some();
        let scored = run.table.len() as u64;
        let as_of_field = plan.options.as_of_field.clone();
        Self {
            ruleset: Measured {
                id: plan.ruleset.id().to_owned(),
                version: plan.ruleset.version().to_owned(),
                digest: plan.ruleset.digest().to_owned(),
            },
            label: plan.label.as_ref().map(|(_, text)| text.clone()),
            as_of: tally.as_of.clone().filter(|_| as_of_field.is_none()),
            as_of_field,
            rows: RunRows {
                read: run.read,
                scored,
                positives: scores.all.positives,
                negatives: scores.all.negatives,
                left_out: run.bad.len() as u64,
                failed: tally.failed,
                not_in_force: tally.not_in_force,
            },
            missing_columns: run.columns.never_seen(),
            histogram: histogram(run, counts),
            levels: levels(run, counts, scores.all),
            rules: rules(run, counts, scored, scores.all),
            auc: scores.auc(),
            ks: scores.ks(),
            roc: if both { roc(&scores) } else { Vec::new() },
            recall_at: RATES
                .into_iter()
                .filter(|_| both)
                .map(|percent| BestThreshold { percent, flagged: scores.at_false_positives(percent) })
                .collect(),
            left_out: run.bad.told(),
            input_faults: faults(run),
        }
    }
}

fn histogram(run: &Run<'_>, counts: Counts) -> Vec<ScoreBin> {
    let all = || run.table.scores().map(|(score, _)| score);
    let (Some(low), Some(high)) = (all().min(), all().max()) else { return Vec::new() };
    let bins = bins(low, high);
    let mut rows = vec![Sorted::default(); bins.len()];
    for (score, positive) in run.table.scores() {
        let bin = bins.partition_point(|(_, to)| *to < score);
        rows.get_mut(bin).into_iter().for_each(|it: &mut Sorted<u64>| *it.of(positive) += 1);
    }
    bins.into_iter().zip(rows).map(|((from, to), it)| ScoreBin { from, to, count: counts.of(it) }).collect()
}

fn levels(run: &Run<'_>, counts: Counts, all: ByLabel<u64>) -> Vec<LevelRows> {
    let mut flagged = ByLabel::default();
    let down = run.plan.ruleset.model().levels.iter().zip(&run.tally.levels).rev();
    let mut levels: Vec<LevelRows> = down
        .map(|(level, rows)| {
            flagged += rows.labelled;
            LevelRows {
                level: level.id.clone(),
                count: counts.of(*rows),
                at_least: counts.is_labelled.then(|| Flagged::new(Some(level.from), flagged, all)),
            }
        })
        .collect();
    levels.reverse();
    levels
}

fn rules(run: &Run<'_>, counts: Counts, scored: u64, all: ByLabel<u64>) -> Vec<RuleRows> {
    let ruleset = &run.plan.ruleset;
    let each = outcomes::counted(ruleset).zip(&run.tally.outcomes);
    each.map(|((entry, outcome), OutcomeTally { hits, points })| {
        let told = counts.of(*hits);
        let points = points.labelled.positives + points.labelled.negatives + points.unlabelled;
        RuleRows {
            id: entry.id.clone(),
            part: outcomes::part(entry, outcome, ruleset, Lang::En),
            shadow: entry.status == Status::Shadow,
            hits: told,
            hit_rate: share(told.rows, scored),
            lift: lift(hits.labelled, all),
            points,
            points_a_hit: (told.rows > 0).then(|| points as f64 / told.rows as f64),
        }
    })
    .collect()
}

/// Points of the curve; where there are too many, evenly chosen ones, both ends among them.
fn roc(scores: &Scores) -> Vec<RocPoint> {
    let rate = |part, whole| share(part, whole).unwrap_or_default();
    let point = |score, flagged: ByLabel<u64>| RocPoint {
        score,
        false_positive_rate: rate(flagged.negatives, scores.all.negatives),
        recall: rate(flagged.positives, scores.all.positives),
    };
    let nothing = std::iter::once(point(None, ByLabel::default()));
    let all: Vec<RocPoint> =
        nothing.chain(scores.thresholds().map(|(score, flagged)| point(Some(score), flagged))).collect();
    let last = all.len().saturating_sub(1);
    if all.len() <= ROC_POINTS {
        return all;
    }
    (0..ROC_POINTS).filter_map(|at| all.get(at * last / (ROC_POINTS - 1)).copied()).collect()
}

fn faults(run: &Run<'_>) -> Vec<FaultRows> {
    let all = run.tally.faults.iter().map(|((field, code, expected), it)| FaultRows {
        field: field.clone(),
        code,
        expected: expected.clone(),
        found: it.found.clone(),
        rows: it.rows,
        first: it.first,
    });
    all.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_of_many_scores_is_thinned_and_exact_at_its_ends() {
        let few = Scores::new((0..199).map(|score| (score, score % 3 == 0)));
        assert_eq!(roc(&few).len(), 200, "every threshold, and nothing flagged");
        let many = Scores::new((0..1_000).map(|score| (score, score % 3 == 0)));
        let curve = roc(&many);
        let ends = [curve[0], curve[199]].map(|it| (it.score, it.false_positive_rate, it.recall));
        assert_eq!((curve.len(), ends), (200, [(None, 0.0, 0.0), (Some(0), 1.0, 1.0)]));
        assert!(
            curve.windows(2).all(|pair| pair[0].recall <= pair[1].recall && pair[0].score != pair[1].score)
        );
    }
}
