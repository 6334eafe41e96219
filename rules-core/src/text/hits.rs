//! What one pass over a text found, kept in room that is used again.

use super::{NEGATION_CHARS, TextEngine, terms};

/// What [`TextEngine::scan`] found in a text: reusable, and free of allocation once it has grown.
#[derive(Clone, Debug, Default)]
pub struct TextHits {
    /// Which terms are mentioned, one bit each.
    seen: Vec<u64>,
    /// For each list how many of its terms are mentioned.
    counts: Vec<u32>,
    /// What is set in `seen` and `counts`.
    entries: Vec<u32>,
    lists: Vec<u32>,
    /// Occurrences of terms whose place matters, with the byte where they end, in order.
    placed: Vec<(u32, usize)>,
    not_after: Vec<bool>,
    /// Whether the width of a character of the text matters to a pattern; none if not known.
    pub(super) wide: Option<bool>,
    /// The text in ordinary width, once a pattern needed it.
    pub(super) narrowed: String,
}

impl TextHits {
    /// Empty scratch room.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether a term of the list is mentioned. False for a list that does not exist.
    #[must_use]
    #[inline]
    pub fn mentions(&self, list: usize) -> bool {
        self.count(list) > 0
    }

    /// How many different terms of the list are mentioned; terms that fold alike are one term.
    #[must_use]
    #[inline]
    pub fn count(&self, list: usize) -> u32 {
        self.counts.get(list).copied().unwrap_or(0)
    }

    /// The lists of which a term is mentioned; some may be told more than once.
    #[must_use]
    pub fn lists(&self) -> &[u32] {
        &self.lists
    }

    /// Whether a term is mentioned that no negator precedes, for the pair at this index among those the
    /// engine was built with. False for a pair that does not exist.
    #[must_use]
    #[inline]
    pub fn mentions_not_after(&self, pair: usize) -> bool {
        self.not_after.get(pair).copied().unwrap_or(false)
    }

    /// Forgets the text: must be called before a pattern is asked about a text that was not scanned.
    pub fn clear(&mut self) {
        for entry in self.entries.drain(..) {
            if let Some(word) = self.seen.get_mut(entry as usize / 64) {
                *word = 0;
            }
        }
        for list in self.lists.drain(..) {
            if let Some(count) = self.counts.get_mut(list as usize) {
                *count = 0;
            }
        }
        self.placed.clear();
        self.not_after.fill(false);
        self.wide = None;
        self.narrowed.clear();
    }

    /// Clears, and makes room for an engine.
    pub(super) fn prepare(&mut self, engine: &TextEngine) {
        self.clear();
        self.seen.resize(engine.entries.len().div_ceil(64), 0);
        self.counts.resize(engine.lists.len(), 0);
        self.not_after.resize(engine.not_after.len(), false);
    }

    /// Notes an occurrence that ends at the byte `end`.
    #[inline]
    pub(super) fn note(&mut self, engine: &TextEngine, entry: u32, end: usize) {
        let Some(known) = engine.entries.get(entry as usize) else { return };
        if known.placed {
            self.placed.push((entry, end));
        }
        let Some(word) = self.seen.get_mut(entry as usize / 64) else { return };
        let bit = 1 << (entry % 64);
        if *word & bit != 0 {
            return;
        }
        *word |= bit;
        self.entries.push(entry);
        for &list in &known.lists {
            if let Some(count) = self.counts.get_mut(list as usize) {
                *count += 1;
                self.lists.push(list);
            }
        }
    }

    /// Decides every pair, from the places noted.
    pub(super) fn decide(&mut self, engine: &TextEngine, text: &str) {
        if self.placed.is_empty() {
            return;
        }
        let mut free = std::mem::take(&mut self.not_after);
        for (pair, free) in engine.not_after.iter().zip(&mut free) {
            let of_list = |entry: u32| engine.holds(pair.terms, entry);
            let mut hits = self.placed.iter().enumerate().filter(|(_, hit)| of_list(hit.0));
            *free = hits.any(|(at, _)| !self.is_negated(engine, text, pair.negators, at));
        }
        self.not_after = free;
    }

    /// Whether a term of the list `negators` precedes the occurrence at index `at` of `placed`.
    fn is_negated(&self, engine: &TextEngine, text: &str, negators: usize, at: usize) -> bool {
        let Some(&(entry, end)) = self.placed.get(at) else { return false };
        let chars = engine.entries.get(entry as usize).map_or(0, |entry| usize::from(entry.chars));
        let start = terms::step_back(&engine.terms.classes, text, end, chars);
        let from = terms::reach_back(&engine.terms.classes, text, start, NEGATION_CHARS);
        let before = self.placed.get(..at).unwrap_or_default().iter().rev();
        let mut near = before.take_while(|hit| hit.1 >= from).filter(|hit| hit.1 <= start);
        near.any(|hit| engine.holds(negators, hit.0))
    }

    /// The occurrences, entry and end, that make the pair true.
    pub(super) fn free(&self, engine: &TextEngine, text: &str, pair: usize) -> Vec<(u32, usize)> {
        let Some(pair) = engine.not_after.get(pair) else { return Vec::new() };
        let hits = self.placed.iter().copied().enumerate();
        let hits = hits.filter(|&(at, hit)| {
            engine.holds(pair.terms, hit.0) && !self.is_negated(engine, text, pair.negators, at)
        });
        hits.map(|(_, hit)| hit).collect()
    }
}
