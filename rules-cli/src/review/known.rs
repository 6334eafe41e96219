//! The levels of the period before, by the reports' own keys.

use std::collections::BTreeMap;

/// Keys that are held: some megabytes.
pub const KEYS: usize = 100_000;

/// Keys with the index of their level; of a key that comes twice the later one counts.
#[derive(Debug, Default)]
pub struct Known {
    levels: BTreeMap<String, usize>,
    missed: u64,
}

impl Known {
    /// Takes a report of the period before.
    pub fn add(&mut self, key: String, level: usize) {
        if self.levels.len() < KEYS || self.levels.contains_key(&key) {
            self.levels.insert(key, level);
        } else {
            self.missed += 1;
        }
    }

    /// The level that a report had.
    pub fn level(&self, key: &str) -> Option<usize> {
        self.levels.get(key).copied()
    }

    /// How many reports came after the limit was reached.
    pub fn missed(&self) -> u64 {
        self.missed
    }
}
