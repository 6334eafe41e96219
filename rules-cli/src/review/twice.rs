//! Reports that stand twice in a period: the last of one key counts, as a corrected report does.

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Keys that were seen, and reports whose key came again; reports by their number in the period, from 0.
#[derive(Debug, Default)]
pub struct Twice {
    /// The hash of a key, and the last report that has it.
    last: HashMap<u64, u64>,
    repeated: BTreeSet<u64>,
}

impl Twice {
    /// Takes the key of a report.
    pub fn see(&mut self, key: &str, number: u64) {
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        self.repeated.extend(self.last.insert(hasher.finish(), number));
    }

    /// The reports of which a later one has the key.
    pub fn repeated(self) -> BTreeSet<u64> {
        self.repeated
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_but_the_last_of_a_key_are_repeated() {
        let mut twice = Twice::default();
        ["a", "b", "a", "c", "a"].iter().zip(0..).for_each(|(key, number)| twice.see(key, number));
        assert_eq!(twice.repeated(), BTreeSet::from([0, 2]));
    }
}
