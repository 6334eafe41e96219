//! A report in, an answer out, as fast as the text can be searched on one core: a table over the first two
//! characters of every phrase, asked once a character. The best that a ratio is quoted against.

use crate::answer::{Answer, Fired};
use crate::by_hand::Patterns;
use crate::hand_rules::{PHRASES, rules_that_fire};
use crate::report::Report;

/// The text matchers, built once.
pub struct ByHandBest {
    probe: Probe,
    patterns: Patterns,
}

impl ByHandBest {
    /// Builds the matchers.
    ///
    /// # Errors
    /// A pattern cannot be built.
    pub fn new() -> Result<Self, Box<dyn std::error::Error>> {
        Ok(Self { probe: Probe::new(), patterns: Patterns::new()? })
    }

    /// The answer about one report.
    pub fn evaluate(&self, report: &Report) -> Answer {
        let texts = self.patterns.find(&report.narrative) | self.probe.find(report.narrative.as_bytes());
        Answer::of(rules_that_fire(report, texts))
    }
}

/// Two Chinese characters, or six Latin letters: no phrase is shorter.
const KEY_BYTES: usize = 6;
const KEY_MASK: u64 = (1 << (8 * KEY_BYTES)) - 1;
const TABLE_BITS: u32 = 14;

/// Phrases by the hash of their first six bytes.
struct Probe {
    /// For each hash, 0 or the number of its bucket, from 1 on.
    table: Vec<u8>,
    buckets: Vec<Vec<(&'static [u8], Fired)>>,
}

impl Probe {
    fn new() -> Self {
        let mut probe = Self { table: vec![0; 1 << TABLE_BITS], buckets: Vec::new() };
        for (rule, phrases) in PHRASES {
            for phrase in phrases {
                probe.insert(phrase.as_bytes(), rule);
            }
        }
        probe
    }

    #[expect(clippy::indexing_slicing, reason = "a hash has no more bits than the table's length")]
    fn insert(&mut self, phrase: &'static [u8], rule: Fired) {
        let mut window = [0; 8];
        for (to, from) in window.iter_mut().zip(phrase) {
            *to = *from;
        }
        let slot = &mut self.table[hash(window)];
        if *slot == 0 {
            self.buckets.push(Vec::new());
            *slot = self.buckets.len() as u8;
        }
        self.buckets[usize::from(*slot) - 1].push((phrase, rule));
    }

    /// The rules of which a phrase is in the text.
    fn find(&self, text: &[u8]) -> Fired {
        let mut fired = Fired::default();
        let mut rest = text;
        while let Some(window) = rest.first_chunk() {
            self.look(*window, rest, &mut fired);
            let step = if window[0] >= 0xE0 { 3 } else { 1 };
            rest = rest.get(step..).unwrap_or_default();
        }
        // The last window is filled up with zeros.
        while rest.len() >= KEY_BYTES {
            let mut window = [0; 8];
            for (to, from) in window.iter_mut().zip(rest) {
                *to = *from;
            }
            self.look(window, rest, &mut fired);
            rest = rest.get(1..).unwrap_or_default();
        }
        fired
    }

    #[inline(always)]
    #[expect(clippy::indexing_slicing, reason = "a hash has no more bits than the table's length")]
    fn look(&self, window: [u8; 8], rest: &[u8], fired: &mut Fired) {
        let bucket = self.table[hash(window)];
        if bucket != 0 {
            self.compare(bucket, rest, fired);
        }
    }

    #[cold]
    fn compare(&self, bucket: u8, rest: &[u8], fired: &mut Fired) {
        for (phrase, rule) in self.buckets.get(usize::from(bucket) - 1).into_iter().flatten() {
            fired.set(*rule, rest.starts_with(phrase));
        }
    }
}

#[inline(always)]
fn hash(window: [u8; 8]) -> usize {
    let key = u64::from_le_bytes(window) & KEY_MASK;
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - TABLE_BITS)) as usize
}
