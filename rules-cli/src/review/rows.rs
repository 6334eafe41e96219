//! The rows of the lists. Their order is that of their members, the most urgent first.

use super::standing::Standing;
use std::cmp::Reverse;

/// A report in the upper half of the levels.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Upper {
    /// Its level, then its score, then its ceiling's level.
    pub rank: Reverse<(usize, i64, usize)>,
    /// Its place among the reports.
    pub number: u64,
    /// Its key.
    pub key: String,
    /// Where it stands.
    pub standing: Standing,
    /// Its strongest reasons: indexes of an entry and of its outcome.
    pub reasons: Vec<(usize, usize)>,
    /// Where it stood in the period before, if it was there.
    pub before: Option<Standing>,
}

/// A deadline of a report.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term {
    /// Days from the day of the assessment to the last day; negative after it.
    pub days: i64,
    /// The report's level, so that of two due on one day the higher comes first.
    pub rank: Reverse<usize>,
    /// Its place among the reports.
    pub number: u64,
    /// The last day.
    pub due: String,
    /// The report's key.
    pub key: String,
    /// Which deadline, by index.
    pub deadline: usize,
    /// Where the report stands.
    pub standing: Standing,
}
