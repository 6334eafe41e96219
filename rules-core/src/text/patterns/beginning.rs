//! What every match of a pattern begins with, and where a text has it.

use crate::pack::{Packed, Reader};
#[cfg(feature = "compile")]
use regex_automata::{MatchKind, Span, util::prefilter::Prefilter};

/// What every match begins with: one text, or up to three bytes.
#[derive(Clone, Debug, Default)]
pub(super) struct Start {
    needles: Vec<Vec<u8>>,
    /// Finds them fast.
    #[cfg(feature = "compile")]
    prefilter: Option<Prefilter>,
}

impl Start {
    /// None where there are too many, or an empty one.
    pub(super) fn new(mut needles: Vec<Vec<u8>>) -> Option<Self> {
        needles.sort_unstable();
        needles.dedup();
        if needles.len() > 3 || needles.iter().any(Vec::is_empty) {
            return None;
        }
        #[cfg(feature = "compile")]
        let prefilter = Some(Prefilter::new(MatchKind::LeftmostFirst, &needles)?);
        Some(Self {
            needles,
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
        let mut rest = text.get(from..)?;
        loop {
            let at = rest.iter().position(|byte| self.needles.iter().any(|it| it.first() == Some(byte)))?;
            rest = rest.get(at..)?;
            if self.needles.iter().any(|needle| rest.starts_with(needle)) {
                return Some(text.len() - rest.len());
            }
            rest = rest.get(1..)?;
        }
    }
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
