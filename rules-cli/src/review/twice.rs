//! Reports that stand twice in a period: the last of one key counts, as a corrected report does.

use crate::exit::Stop;
use crate::score::batch::Batch;
use crate::score::input::{Input, Reader};
use crate::score::keep;
use rules_core::source::strip_bom;
use serde_json::value::RawValue;
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
    /// Reads the keys of a period, before its reports are scored.
    pub fn read(reader: Reader, key: &str) -> Result<Self, Stop> {
        let (mut twice, mut number) = (Self::default(), 0);
        let read = reader.run(&mut |batch| {
            twice.batch(&batch, key, &mut number);
            true
        });
        // What cannot be read is told when it is scored.
        read.map_or_else(|_| Ok(Self::default()), |_| Ok(twice))
    }

    fn batch(&mut self, batch: &Batch, key: &str, number: &mut u64) {
        let mut faults = batch.faults.iter().peekable();
        for (index, item) in batch.items.iter().enumerate() {
            let is_fault = faults.next_if(|(at, _)| *at == index).is_some();
            let line = batch.data.get(item.start..item.end).unwrap_or_default();
            if let Some(own) = (!is_fault).then(|| own_key(line, key)).flatten() {
                self.see(&own, *number);
            }
            *number += 1;
        }
    }

    /// Takes the key of a report.
    pub fn see(&mut self, key: &str, number: u64) {
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        self.repeated.extend(self.last.insert(hasher.finish(), number));
    }

    /// Whether a later report has the key of this one.
    pub fn is_repeated(&self, number: u64) -> bool {
        self.repeated.contains(&number)
    }

    /// How many reports have a later one of their key.
    pub fn count(&self) -> u64 {
        self.repeated.len() as u64
    }
}

/// The key that a report has itself: a text or a number.
fn own_key(line: &[u8], key: &str) -> Option<String> {
    let text = std::str::from_utf8(strip_bom(line)).ok()?;
    serde_json::from_str::<&RawValue>(text).ok()?;
    let own = keep::member(text, key)?;
    let is_key = own.starts_with(|first: char| !"{[tfn".contains(first));
    is_key.then(|| keep::plain(own).0)
}

/// Whether inputs can be read a second time.
pub fn can_read_again(inputs: &[Input]) -> bool {
    inputs.iter().all(|input| input.bytes.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_but_the_last_of_a_key_are_repeated() {
        let mut twice = Twice::default();
        ["a", "b", "a", "c", "a"].iter().zip(0..).for_each(|(key, number)| twice.see(key, number));
        let repeated: Vec<u64> = (0..5).filter(|number| twice.is_repeated(*number)).collect();
        assert_eq!((repeated, twice.count()), (vec![0, 2], 2));
    }

    #[test]
    fn a_key_is_a_text_or_a_number_of_a_whole_object() {
        let key = |line: &str| own_key(line.as_bytes(), "id");
        assert_eq!(key("{\"id\": \"a\"}"), Some("a".to_owned()));
        assert_eq!(key("{\"id\": 7}"), Some("7".to_owned()));
        for none in ["{\"id\": null}", "{\"id\": \"a\"", "{\"number\": 1}", "no report"] {
            assert_eq!(key(none), None, "{none}");
        }
    }
}
