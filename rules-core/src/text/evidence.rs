//! Where in the original text a term or a pattern was found: the slow, exact way, for showing.
//!
//! Comes in: a text and what to look for. Goes out: places in bytes and UTF-16 code units. Promise: the
//! places fall on characters of the original text, and there is one exactly if the fast way says yes.

use super::{TextEngine, TextHits, classes::WIDE, fold, terms};
use std::ops::Range;

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// In bytes of UTF-8.
    pub bytes: Range<usize>,
    /// In UTF-16 code units.
    pub utf16: Range<usize>,
}

/// An occurrence of a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Index of the term in its list; of duplicates the first.
    pub term: usize,
    /// From the term's first character to its last, with what is skipped between.
    pub place: Place,
}

impl TextEngine {
    /// Every occurrence of the list's terms, by start, the longer first.
    #[must_use]
    pub fn find_terms(&self, text: &str, list: usize) -> Vec<Found> {
        let mut hits = Vec::new();
        self.terms.scan(text, |entry, end| {
            if self.holds(list, entry) {
                hits.push((entry, end));
            }
        });
        self.found(text, list, &hits)
    }

    /// Every occurrence of a term that no negator precedes, for the pair at this index.
    #[must_use]
    pub fn find_not_after(&self, text: &str, pair: usize) -> Vec<Found> {
        let mut hits = TextHits::new();
        self.scan(text, &mut hits);
        let list = self.not_after.get(pair).map_or(usize::MAX, |pair| pair.terms);
        self.found(text, list, &hits.free(self, text, pair))
    }

    /// Every match of a pattern, one after the other, each the leftmost.
    #[must_use]
    pub fn find_pattern(&self, text: &str, pattern: usize) -> Vec<Place> {
        let Some(pattern) = self.patterns.get(pattern) else { return Vec::new() };
        if !text.chars().any(|c| self.terms.classes.raw(c) & WIDE != 0) {
            return places(text, pattern.find_all(text));
        }
        let narrowed: String = text.chars().map(|c| fold::narrow(c).unwrap_or(c)).collect();
        let mut offsets = offsets(text);
        let found = pattern.find_all(&narrowed).into_iter();
        let original = found.map(|range| {
            let start = offsets.original(range.start);
            start..offsets.original(range.end)
        });
        places(text, original.collect())
    }

    fn found(&self, text: &str, list: usize, hits: &[(u32, usize)]) -> Vec<Found> {
        let terms = self.lists.get(list).map(Vec::as_slice).unwrap_or_default();
        let mut first: Vec<(u32, usize)> = terms.iter().copied().zip(0..).collect();
        first.sort_unstable();
        let mut ranges: Vec<(Range<usize>, usize)> = hits
            .iter()
            .filter_map(|&(entry, end)| {
                let chars = usize::from(self.entries.get(entry as usize)?.chars);
                let at = first.partition_point(|pair| pair.0 < entry);
                let start = terms::step_back(&self.terms.classes, text, end, chars);
                Some((start..end, first.get(at)?.1))
            })
            .collect();
        ranges.sort_by_key(|(range, term)| (range.start, std::cmp::Reverse(range.end), *term));
        let (ranges, indexes): (Vec<_>, Vec<_>) = ranges.into_iter().unzip();
        places(text, ranges).into_iter().zip(indexes).map(|(place, term)| Found { term, place }).collect()
    }
}

/// The same ranges, sorted by start, in UTF-16 as well.
fn places(text: &str, ranges: Vec<Range<usize>>) -> Vec<Place> {
    let units = |range: Range<usize>| text.get(range).unwrap_or_default().encode_utf16().count();
    let (mut at, mut before) = (0, 0);
    let place = |bytes: Range<usize>| {
        before += units(at..bytes.start);
        at = bytes.start;
        Place { utf16: before..before + units(bytes.clone()), bytes }
    };
    ranges.into_iter().map(place).collect()
}

/// Reads offsets in a narrowed text, ascending, as offsets in the original.
struct Offsets<I> {
    chars: I,
    original: usize,
    narrowed: usize,
}

fn offsets(text: &str) -> Offsets<std::str::Chars<'_>> {
    Offsets { chars: text.chars(), original: 0, narrowed: 0 }
}

impl<I: Iterator<Item = char>> Offsets<I> {
    fn original(&mut self, narrowed: usize) -> usize {
        while self.narrowed < narrowed {
            let Some(c) = self.chars.next() else { break };
            self.original += c.len_utf8();
            self.narrowed += fold::narrow(c).unwrap_or(c).len_utf8();
        }
        self.original
    }
}
