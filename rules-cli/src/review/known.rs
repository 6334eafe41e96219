//! Where the reports of the period before stood, by their own keys.

use super::standing::Standing;
use std::collections::BTreeMap;

/// Keys that are held: some megabytes.
pub const KEYS: usize = 100_000;

/// Keys with where they stood; of a key that comes twice the later one counts.
#[derive(Clone, Debug, Default)]
pub struct Known {
    standings: BTreeMap<String, Standing>,
    missed: u64,
}

impl Known {
    /// Takes a report of the period before.
    pub fn add(&mut self, key: String, standing: Standing) {
        if self.standings.len() < KEYS || self.standings.contains_key(&key) {
            self.standings.insert(key, standing);
        } else {
            self.missed += 1;
        }
    }

    /// Where a report stood.
    pub fn standing(&self, key: &str) -> Option<Standing> {
        self.standings.get(key).copied()
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
        let at = |level| Standing { level, ceiling: 3, settled: false };
        let mut known = Known::default();
        (0..KEYS).for_each(|key| known.add(key.to_string(), at(1)));
        known.add("one more".into(), at(1));
        known.add("7".into(), at(3));
        assert_eq!((known.missed(), known.standing("one more"), known.standing("7")), (1, None, Some(at(3))));
    }
}
