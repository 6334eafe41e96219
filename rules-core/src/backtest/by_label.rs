//! A figure for the positives beside the same figure for the negatives.

use serde::Serialize;
use std::ops::AddAssign;

/// One of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ByLabel<T> {
    /// Of the rows with the label.
    pub positives: T,
    /// Of the rows without it.
    pub negatives: T,
}

impl<T> ByLabel<T> {
    /// The figure of a row's class.
    pub fn of(&mut self, positive: bool) -> &mut T {
        if positive { &mut self.positives } else { &mut self.negatives }
    }
}

impl ByLabel<u64> {
    /// Rows of both classes.
    pub fn total(self) -> u64 {
        self.positives + self.negatives
    }
}

impl AddAssign for ByLabel<u64> {
    fn add_assign(&mut self, other: Self) {
        self.positives += other.positives;
        self.negatives += other.negatives;
    }
}
