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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn past_the_limit_new_keys_are_counted_and_held_ones_kept_up_to_date() {
        let mut known = Known::default();
        (0..KEYS).for_each(|key| known.add(key.to_string(), 1));
        known.add("one more".into(), 1);
        known.add("7".into(), 3);
        assert_eq!((known.missed(), known.level("one more"), known.level("7")), (1, None, Some(3)));
    }
}
