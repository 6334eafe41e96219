//! The shift of the scores between two periods: the population stability index.
//!
//! ```text
//! PSI = Σ (pᵢ − qᵢ) · ln(pᵢ / qᵢ)      pᵢ: share of this period in bin i, qᵢ: of the period before
//! ```
//! Source: N. Siddiqi, Credit Risk Scorecards, Wiley 2006 (the system stability report), with the usual reading:
//! under 0.1 no shift, 0.1 to 0.25 some, over 0.25 a shift. The bins are ten of equal width over the ruleset's
//! range of scores, the last one with its upper end. A bin that is empty in one period only is taken there as
//! half a report, so that the logarithm stays finite; one that is empty in both adds nothing.
//!
//! With few reports the index is large by chance alone: where nothing has shifted it is distributed about as
//! χ² · (1/n + 1/m) with one degree of freedom less than there are bins in use (B. Yurdakul, Statistical
//! Properties of Population Stability Index, 2018). [`Shift::by_chance`] is the value that it then exceeds once
//! in twenty times.

/// Bins.
pub const BINS: usize = 10;

/// The 95th percentiles of χ² for 1 to 9 degrees of freedom.
const CHI_SQUARE_95: [f64; BINS - 1] = [3.841, 5.991, 7.815, 9.488, 11.070, 12.592, 14.067, 15.507, 16.919];

/// How the scores of two periods differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Shift {
    /// The index.
    pub psi: f64,
    /// What each bin adds to it.
    pub parts: [f64; BINS],
    /// What chance alone exceeds once in twenty times.
    pub by_chance: f64,
}

/// How a shift is usually read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Under 0.1.
    None,
    /// 0.1 to 0.25.
    Some,
    /// Over 0.25.
    Large,
}

/// The bin of a score, from 0.
pub fn bin(score: i64, min: i64, max: i64) -> usize {
    let (over, width) = (i128::from(score) - i128::from(min), i128::from(max) - i128::from(min));
    let bin = (over * BINS as i128).checked_div(width).unwrap_or(BINS as i128);
    usize::try_from(bin).unwrap_or_default().min(BINS - 1)
}

/// The least and the greatest whole score of a bin; none where no whole score falls in it.
pub fn ends(index: usize, min: i64, max: i64) -> Option<(i64, i64)> {
    let width = i128::from(max) - i128::from(min);
    let from = |index: usize| (index as i128 * width + BINS as i128 - 1).div_euclid(BINS as i128);
    let last = if index + 1 == BINS { width } else { from(index + 1) - 1 };
    let end = |over: i128| i64::try_from(i128::from(min) + over).ok();
    (from(index) <= last).then(|| Some((end(from(index))?, end(last)?))).flatten()
}

impl Shift {
    /// Of two periods' counts by bin; none where a period has no reports.
    pub fn of(now: &[u64; BINS], before: &[u64; BINS]) -> Option<Self> {
        let (n, m) = (now.iter().sum::<u64>(), before.iter().sum::<u64>());
        if n == 0 || m == 0 {
            return None;
        }
        let mut parts = [0.0; BINS];
        for (part, (own, other)) in parts.iter_mut().zip(now.iter().zip(before)) {
            *part = self::part(share(*own, n), share(*other, m), own + other);
        }
        let used = now.iter().zip(before).filter(|(own, other)| **own + **other > 0).count();
        let free = used.checked_sub(2).and_then(|at| CHI_SQUARE_95.get(at)).copied().unwrap_or_default();
        let by_chance = free * (1.0 / n as f64 + 1.0 / m as f64);
        Some(Self { psi: parts.iter().sum(), parts, by_chance })
    }

    /// The usual reading.
    pub fn reading(&self) -> Reading {
        match self.psi {
            psi if psi < 0.1 => Reading::None,
            psi if psi <= 0.25 => Reading::Some,
            _ => Reading::Large,
        }
    }
}

/// The share of a bin, of an empty one as if it held half a report.
fn share(count: u64, all: u64) -> f64 {
    (if count == 0 { 0.5 } else { count as f64 }) / all as f64
}

fn part(own: f64, other: f64, reports: u64) -> f64 {
    if reports == 0 {
        return 0.0;
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "a figure on a page, rounded to thousandths; no part of an assessment"
    )]
    let log = (own / other).ln();
    (own - other) * log
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_are_of_equal_width_and_the_last_has_its_end() {
        let of = |score| bin(score, 0, 100);
        assert_eq!([0, 9, 10, 89, 90, 100].map(of), [0, 0, 1, 8, 9, 9]);
        assert_eq!([-20, -15, -14, 35].map(|score| bin(score, -20, 35)), [0, 0, 1, 9]);
        assert_eq!(bin(7, 7, 7), 9);
        assert_eq!(bin(i64::MAX, i64::MIN, i64::MAX), 9);
    }

    #[test]
    fn the_ends_of_bins_are_those_that_scores_fall_into() {
        for (min, max) in [(0, 100), (-20, 35), (0, 7), (3, 3), (-1, 1)] {
            for index in 0..BINS {
                let inside: Vec<i64> = (min..=max).filter(|score| bin(*score, min, max) == index).collect();
                let ends = ends(index, min, max);
                assert_eq!(ends, inside.first().copied().zip(inside.last().copied()), "{min}..{max} {index}");
            }
        }
    }

    #[test]
    fn nothing_is_told_of_a_period_without_reports() {
        assert_eq!(Shift::of(&[0; BINS], &[1; BINS]), None);
        assert_eq!(Shift::of(&[1; BINS], &[0; BINS]), None);
    }

    #[test]
    fn the_reading_changes_at_its_edges() {
        let of = |psi| Shift { psi, parts: [0.0; BINS], by_chance: 0.0 }.reading();
        let readings = [0.0999, 0.1, 0.25, 0.2501].map(of);
        assert_eq!(readings, [Reading::None, Reading::Some, Reading::Some, Reading::Large]);
    }
}
