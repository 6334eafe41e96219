//! The entries that an incident's given fields leave, by the [`Index`] of the program.

use super::value::Eval;
use crate::lower::index::{Index, set};

/// Masks with a bit for each entry, used again for each incident.
#[derive(Debug, Default)]
pub struct Candidates {
    left: Vec<u64>,
    by_text: Vec<u64>,
}

impl Candidates {
    /// The entries that are left, in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.left.iter().enumerate().flat_map(|(at, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros() as usize;
                rest &= rest.checked_sub(1)?;
                Some(at * 64 + bit)
            })
        })
    }
}

impl Eval<'_> {
    /// Finds the entries that are not certainly false by one of their guards.
    pub fn find_candidates(&mut self, index: &Index, Candidates { left, by_text }: &mut Candidates) {
        left.clear();
        left.extend_from_slice(&index.all);
        for field in &index.fields {
            if let Some(bits) = self.given(field.slot) {
                and(left, field.mask(bits.cast_unsigned()));
            }
        }
        for text in &index.texts {
            let hits = self.given(text.slot).and_then(|bits| self.scan(text.cell, bits.cast_unsigned()));
            let Some(hits) = hits else { continue };
            by_text.clear();
            by_text.extend_from_slice(&text.others);
            let lists = hits.lists().iter().filter_map(|list| text.lists.get(*list as usize));
            lists.flatten().for_each(|entry| set(by_text, *entry));
            and(left, by_text);
        }
    }
}

fn and(words: &mut [u64], others: &[u64]) {
    words.iter_mut().zip(others).for_each(|(word, other)| *word &= other);
}
