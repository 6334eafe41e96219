//! What every match of a pattern begins with, and where a text has it.

use crate::pack::{Packed, Reader};
#[cfg(feature = "compile")]
use regex_automata::{MatchKind, Span, util::prefilter::Prefilter};

/// What every match begins with: one text, or up to three bytes.
#[derive(Clone, Debug, Default)]
pub(super) struct Start {
    needles: Vec<Vec<u8>>,
    /// The bytes that they begin with.
    first: Vec<u8>,
    /// Finds them fast.
    #[cfg(feature = "compile")]
    prefilter: Option<Prefilter>,
}

impl Start {
    /// None where there are too many, or an empty one.
    pub(super) fn new(mut needles: Vec<Vec<u8>>) -> Option<Self> {
        // Those of a pack are in order.
        #[cfg(feature = "compile")]
        needles.sort_unstable();
        needles.dedup();
        if needles.len() > 3 || needles.iter().any(Vec::is_empty) {
            return None;
        }
        let mut first: Vec<u8> = needles.iter().filter_map(|needle| needle.first().copied()).collect();
        first.dedup();
        #[cfg(feature = "compile")]
        let prefilter = Some(Prefilter::new(MatchKind::LeftmostFirst, &needles)?);
        Some(Self {
            needles,
            first,
            #[cfg(feature = "compile")]
            prefilter,
        })
    }

    /// The next place where a match may begin.
    #[inline]
    pub(super) fn find(&self, text: &[u8], from: usize) -> Option<usize> {
        #[cfg(feature = "compile")]
        if let Some(prefilter) = &self.prefilter {
            return prefilter.find(text, Span::from(from..text.len())).map(|place| place.start);
        }
        let mut at = from;
        loop {
            at = find_any(text, at, &self.first)?;
            let rest = text.get(at..)?;
            if self.needles.iter().any(|needle| rest.starts_with(needle)) {
                return Some(at);
            }
            at += 1;
        }
    }
}

/// The next place at which one of these bytes stands, of which there are three at most.
pub(super) fn find_any(text: &[u8], from: usize, bytes: &[u8]) -> Option<usize> {
    let rest = text.get(from..)?;
    let found = match *bytes {
        [a] => memchr::memchr(a, rest),
        [a, b] => memchr::memchr2(a, b, rest),
        [a, b, c] => memchr::memchr3(a, b, c, rest),
        _ => None,
    };
    found.map(|at| from + at)
}

impl Packed for Start {
    fn read(from: &mut Reader<'_>) -> Self {
        Self::new(Vec::read(from)).unwrap_or_else(|| {
            from.fail();
            Self::default()
        })
    }

    #[cfg(feature = "compile")]
    fn write(&self, to: &mut Vec<u8>) {
        self.needles.write(to);
    }
}
