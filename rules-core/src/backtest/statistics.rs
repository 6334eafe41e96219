//! How well scores tell positives from negatives: pure functions of (score, label), exact up to one division.
//!
//! A threshold is a score, and rows at or above it are flagged: equal scores are flagged together or not at
//! all. Counts are compared as integers, so that no rounding decides which threshold is the best.

use super::by_label::ByLabel;
use serde::Serialize;
use std::collections::BTreeMap;

/// The 97.5th percentile of the standard normal distribution: 95 % lie within as many standard errors.
const Z_95: f64 = 1.959_963_984_540_054;

/// How many rows have a score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Step {
    score: i64,
    rows: ByLabel<u64>,
}

/// Labelled scores, counted by score.
///
/// ```
/// use rules_core::backtest::statistics::Scores;
/// let scores = Scores::new([(70, true), (40, true), (40, false), (0, false)]);
/// assert_eq!(scores.auc().unwrap().value, 0.875);
/// assert_eq!(scores.ks().unwrap().at.score, Some(40));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Scores {
    /// Ascending.
    steps: Vec<Step>,
    /// All rows.
    pub all: ByLabel<u64>,
}

/// An area under the ROC curve and its uncertainty.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Auc {
    /// The chance that a positive has the higher score than a negative, equal scores counted half.
    pub value: f64,
    /// The 95 % interval, within 0 and 1.
    pub interval: Option<[f64; 2]>,
}

/// What a threshold flags.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Flagged {
    /// The threshold; none where nothing is flagged.
    pub score: Option<i64>,
    /// Positives at or above it.
    pub true_positives: u64,
    /// Negatives at or above it.
    pub false_positives: u64,
    /// The share of flagged rows that are positives; none where nothing is flagged.
    pub precision: Option<f64>,
    /// The share of positives that are flagged.
    pub recall: Option<f64>,
    /// The share of negatives that are flagged.
    pub false_positive_rate: Option<f64>,
}

impl Flagged {
    /// What flagging `rows` among `all` comes to.
    pub fn new(score: Option<i64>, rows: ByLabel<u64>, all: ByLabel<u64>) -> Self {
        Self {
            score,
            true_positives: rows.positives,
            false_positives: rows.negatives,
            precision: share(rows.positives, rows.total()),
            recall: share(rows.positives, all.positives),
            false_positive_rate: share(rows.negatives, all.negatives),
        }
    }
}

/// The Kolmogorov-Smirnov distance, and where it is reached.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ks {
    /// The greatest distance between the shares of positives and negatives that a threshold flags.
    pub value: f64,
    /// The lowest threshold at which it is reached.
    pub at: Flagged,
}

impl Scores {
    /// Counts rows by their score.
    pub fn new(rows: impl IntoIterator<Item = (i64, bool)>) -> Self {
        let (mut counts, mut all) = (BTreeMap::<i64, ByLabel<u64>>::new(), ByLabel::default());
        for (score, positive) in rows {
            *counts.entry(score).or_default().of(positive) += 1;
            *all.of(positive) += 1;
        }
        Self { steps: counts.into_iter().map(|(score, rows)| Step { score, rows }).collect(), all }
    }

    /// The area under the ROC curve as the rank statistic of Mann and Whitney, equal scores counted half, with
    /// the 95 % interval of DeLong, DeLong and Clarke-Pearson (Biometrics 44, 1988, 837-845): the value and 1.96
    /// standard errors on both sides, cut off at 0 and 1. None unless there are positives and negatives.
    ///
    /// There is no interval with fewer than two rows of a class, nor where the variance is estimated as 0, as
    /// after a perfect separation: an interval of one point would claim a certainty that nobody has.
    pub fn auc(&self) -> Option<Auc> {
        let ByLabel { positives, negatives } = self.all;
        // Twice the number of pairs in order.
        let doubled: u128 = self
            .placed()
            .map(|(step, below)| {
                u128::from(step.rows.positives) * u128::from(2 * below.negatives + step.rows.negatives)
            })
            .sum();
        let pairs = 2 * u128::from(positives) * u128::from(negatives);
        let value = (pairs > 0).then(|| doubled as f64 / pairs as f64)?;
        let (mut of_positives, mut of_negatives) = (0.0, 0.0);
        for (step, below) in self.placed() {
            let above = positives - below.positives - step.rows.positives;
            let v10 = (2 * below.negatives + step.rows.negatives) as f64 / (2 * negatives) as f64 - value;
            let v01 = (2 * above + step.rows.positives) as f64 / (2 * positives) as f64 - value;
            of_positives += step.rows.positives as f64 * v10 * v10;
            of_negatives += step.rows.negatives as f64 * v01 * v01;
        }
        let variance = of_positives / (positives.saturating_sub(1) as f64 * positives as f64)
            + of_negatives / (negatives.saturating_sub(1) as f64 * negatives as f64);
        let around = variance.is_finite() && variance > 0.0;
        let interval = around.then(|| {
            let margin = Z_95 * variance.sqrt();
            [(value - margin).max(0.0), (value + margin).min(1.0)]
        });
        Some(Auc { value, interval })
    }

    /// The two-sided Kolmogorov-Smirnov distance between the scores of positives and of negatives. None unless
    /// there are both.
    pub fn ks(&self) -> Option<Ks> {
        let product = |positives, negatives| u128::from(positives) * u128::from(negatives);
        let distance = |flagged: &ByLabel<u64>| {
            let of_positives = product(flagged.positives, self.all.negatives);
            of_positives.abs_diff(product(self.all.positives, flagged.negatives))
        };
        let all = product(self.all.positives, self.all.negatives);
        // Thresholds come from the highest down: the last of equals is the lowest.
        let (score, flagged) = self.thresholds().max_by_key(|(_, flagged)| distance(flagged))?;
        let value = (all > 0).then(|| distance(&flagged) as f64 / all as f64)?;
        Some(Ks { value, at: self.flagged(Some(score), flagged) })
    }

    /// The greatest recall of a threshold that flags at most `percent` % of the negatives. Where even the
    /// highest score flags more, nothing is flagged and the recall is 0.
    pub fn at_false_positives(&self, percent: u64) -> Flagged {
        let within = |flagged: &ByLabel<u64>| {
            u128::from(flagged.negatives) * 100 <= u128::from(percent) * u128::from(self.all.negatives)
        };
        match self.thresholds().take_while(|(_, flagged)| within(flagged)).last() {
            Some((score, flagged)) => self.flagged(Some(score), flagged),
            None => self.flagged(None, ByLabel::default()),
        }
    }

    /// Positives and negatives that score so much or less.
    pub fn at_or_below(&self, score: i64) -> ByLabel<u64> {
        counted(self.steps.iter().filter(|step| step.score <= score))
    }

    /// Positives and negatives that score so much or more.
    pub fn at_or_above(&self, score: i64) -> ByLabel<u64> {
        counted(self.steps.iter().filter(|step| step.score >= score))
    }

    fn flagged(&self, score: Option<i64>, rows: ByLabel<u64>) -> Flagged {
        Flagged::new(score, rows, self.all)
    }

    /// Each score with the positives and negatives below it.
    fn placed(&self) -> impl Iterator<Item = (&Step, ByLabel<u64>)> {
        self.steps.iter().scan(ByLabel::default(), |below, step| {
            let here = *below;
            *below += step.rows;
            Some((step, here))
        })
    }

    /// Each threshold, the highest first, with the positives and negatives at or above it.
    pub fn thresholds(&self) -> impl Iterator<Item = (i64, ByLabel<u64>)> {
        self.steps.iter().rev().scan(ByLabel::default(), |above, step| {
            *above += step.rows;
            Some((step.score, *above))
        })
    }
}

fn counted<'s>(steps: impl Iterator<Item = &'s Step>) -> ByLabel<u64> {
    steps.fold(ByLabel::default(), |mut all, step| {
        all += step.rows;
        all
    })
}

/// A part of a whole; none of nothing.
pub fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// How much likelier the label is where something hits: the share of positives among its hits by their share among all
/// rows. The same as its hit rate among positives by that among all.
pub fn lift(hits: ByLabel<u64>, all: ByLabel<u64>) -> Option<f64> {
    let among_hits = share(hits.positives, hits.total())?;
    let among_all = share(all.positives, all.total()).filter(|share| *share > 0.0)?;
    Some(among_hits / among_all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(positives: &[i64], negatives: &[i64]) -> Scores {
        let positives = positives.iter().map(|score| (*score, true));
        Scores::new(positives.chain(negatives.iter().map(|score| (*score, false))))
    }

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-12, "expected {expected}, found {found}");
    }

    #[test]
    fn auc_counts_pairs_in_order_and_ties_half() {
        // 6 pairs: (3,1) (3,2) in order, (3,3) tied, (2,1) in order, (2,2) tied, (2,3) not: 3 + 2/2 of 6.
        let auc = scores(&[3, 2], &[1, 2, 3]).auc().unwrap();
        close(auc.value, 4.0 / 6.0);
        // V10: 5/6, 3/6, mean 4/6: S10 = 2/36. V01: 1, 3/4, 1/4, mean 2/3: S01 = 7/48.
        let margin = Z_95 * (2.0 / 36.0 / 2.0 + 7.0 / 48.0 / 3.0_f64).sqrt();
        let [low, high] = auc.interval.unwrap();
        close(low, 4.0 / 6.0 - margin);
        close(high, (4.0 / 6.0 + margin).min(1.0));
    }

    #[test]
    fn without_two_of_each_class_there_is_no_interval() {
        assert_eq!(scores(&[5], &[1, 2]).auc(), Some(Auc { value: 1.0, interval: None }));
        assert_eq!(scores(&[1, 1], &[9, 8]).auc(), Some(Auc { value: 0.0, interval: None }), "variance 0");
        assert_eq!(scores(&[7, 7], &[7, 7]).auc(), Some(Auc { value: 0.5, interval: None }), "all tied");
        assert_eq!(scores(&[5], &[]).auc(), None);
        assert_eq!(scores(&[], &[5]).ks(), None);
        assert_eq!(Scores::default().auc(), None);
    }

    #[test]
    fn ks_is_the_widest_gap_at_its_lowest_threshold() {
        // At or above 4: 2/4 and 0/2; at 3: 3/4 and 1/2; at 2: 3/4 and 1/2; at 1: all.
        let ks = scores(&[5, 4, 3, 1], &[3, 2]).ks().unwrap();
        close(ks.value, 0.5);
        assert_eq!((ks.at.score, ks.at.true_positives, ks.at.false_positives), (Some(4), 2, 0));
        // At or above 9: 1/2 and 0/2; at 8: 2/2 and 1/2: equally wide.
        assert_eq!(scores(&[9, 8], &[8, 1]).ks().unwrap().at.score, Some(8));
        // Scores that stand on their head are as far apart.
        close(scores(&[1, 2], &[8, 9]).ks().unwrap().value, 1.0);
    }

    #[test]
    fn recall_at_a_rate_of_false_positives_never_splits_ties() {
        let negatives: Vec<i64> = (1..=100).collect();
        let all = scores(&[100, 99, 99, 60], &negatives);
        let one = all.at_false_positives(1);
        assert_eq!((one.score, one.true_positives, one.false_positives), (Some(100), 1, 1));
        assert_eq!((one.recall, one.precision), (Some(0.25), Some(0.5)));
        assert_eq!(all.at_false_positives(5).recall, Some(0.75));
        assert_eq!(
            all.at_false_positives(0),
            all.flagged(None, ByLabel::default()),
            "the highest score flags one of each"
        );
        let tied = scores(&[10, 10, 3], &[10, 10, 2, 1]);
        assert_eq!(tied.at_false_positives(49).recall, Some(0.0));
        assert_eq!(tied.at_false_positives(50).recall, Some(1.0), "the edge is within");
    }

    #[test]
    fn nothing_flagged_has_no_precision() {
        let none = Flagged::new(None, ByLabel::default(), ByLabel { positives: 3, negatives: 4 });
        assert_eq!((none.precision, none.recall, none.false_positive_rate), (None, Some(0.0), Some(0.0)));
    }

    /// Labelled scores of a generator that any language has: `x = (1103515245 * x + 12345) mod 2^31`, of which
    /// `x >> 16` is used, once for the label and once for the score.
    fn generated(seed: u64, rows: usize) -> Scores {
        let mut x = seed;
        let mut next = move || {
            x = (1_103_515_245 * x + 12_345) % (1 << 31);
            x >> 16
        };
        Scores::new((0..rows).map(|_| {
            let label = next() % 4 == 0;
            ((next() % 41) as i64 + if label { 15 } else { 0 }, label)
        }))
    }

    /// The figures are scikit-learn 1.9.1's, SciPy's and NumPy's on the rows of `generated`, `y` their labels
    /// and `s` their scores as arrays:
    ///
    /// ```python
    /// def rows(seed, n):
    ///     x = seed
    ///     for _ in range(n):
    ///         x = (1103515245 * x + 12345) % 2**31; label = (x >> 16) % 4 == 0
    ///         x = (1103515245 * x + 12345) % 2**31; yield (x >> 16) % 41 + 15 * label, label
    /// auc = roc_auc_score(y, s)
    /// p, q = s[y], s[~y]
    /// kernel = (p[:, None] > q) + 0.5 * (p[:, None] == q)  # DeLong by its definition, pair by pair
    /// se = sqrt(kernel.mean(1).var(ddof=1) / len(p) + kernel.mean(0).var(ddof=1) / len(q))
    /// low, high = auc - norm.ppf(0.975) * se, auc + norm.ppf(0.975) * se
    /// ks = ks_2samp(p, q).statistic
    /// fpr, tpr, t = roc_curve(y, s, drop_intermediate=False)
    /// at = flatnonzero(fpr <= 0.05).max()  # t[at], tpr[at], precision_score(y, s >= t[at])
    /// ```
    #[test]
    fn figures_are_those_of_scikit_learn() {
        let all = generated(1, 400);
        assert_eq!(all.all, ByLabel { positives: 87, negatives: 313 });
        let auc = all.auc().unwrap();
        close(auc.value, 0.809_206_419_154_639_9);
        close(auc.interval.unwrap()[0], 0.761_039_441_026_584);
        close(auc.interval.unwrap()[1], 0.857_373_397_282_695_7);
        let ks = all.ks().unwrap();
        close(ks.value, 0.430_098_050_016_525_3);
        assert_eq!(ks.at.score, Some(21));
        let (one, five) = (all.at_false_positives(1), all.at_false_positives(5));
        assert_eq!((one.score, five.score), (Some(41), Some(39)));
        close(one.recall.unwrap(), 0.379_310_344_827_586_35);
        close(five.recall.unwrap(), 0.390_804_597_701_149_45);
        close(five.false_positive_rate.unwrap(), 0.044_728_434_504_792_33);
        close(five.precision.unwrap(), 0.708_333_333_333_333_3);

        let all = generated(7, 3000);
        assert_eq!(all.all, ByLabel { positives: 792, negatives: 2208 });
        let auc = all.auc().unwrap();
        close(auc.value, 0.801_183_826_489_533);
        close(auc.interval.unwrap()[0], 0.783_935_134_760_464_3);
        close(auc.interval.unwrap()[1], 0.818_432_518_218_601_7);
        let ks = all.ks().unwrap();
        close(ks.value, 0.394_158_981_115_502_85);
        assert_eq!(ks.at.score, Some(33));
        let five = all.at_false_positives(5);
        assert_eq!(five.score, Some(40));
        close(five.recall.unwrap(), 0.404_040_404_040_404_03);
        close(five.precision.unwrap(), 0.860_215_053_763_440_9);
    }
}
