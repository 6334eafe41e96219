//! The automaton of a pattern: dense where it was compiled here, flat where a pack brought it.

#[cfg(feature = "compile")]
use super::Dfa;
use super::flat::Flat;
use crate::pack::{Packed, Reader};
#[cfg(feature = "compile")]
use regex_automata::dfa::{Automaton, StartKind};
#[cfg(feature = "compile")]
use regex_automata::{Anchored, Input};

/// An automaton. Neither kind has bytes at which it gives up, so a search never fails.
#[derive(Clone, Debug)]
pub(super) enum Table {
    /// As it was compiled.
    #[cfg(feature = "compile")]
    Dense(Box<Dfa>),
    /// Out of a pack.
    Flat(Box<Flat>),
}

impl Table {
    /// The end of the first match in `text` from a place on; of the shortest one where that is enough.
    #[inline]
    pub(super) fn end(&self, text: &[u8], from: usize, earliest: bool) -> Option<usize> {
        match self {
            #[cfg(feature = "compile")]
            Self::Dense(dfa) => {
                let anchored =
                    if dfa.start_kind() == StartKind::Anchored { Anchored::Yes } else { Anchored::No };
                let input = Input::new(text).range(from..).anchored(anchored).earliest(earliest);
                dfa.try_search_fwd(&input).ok().flatten().map(|end| end.offset())
            }
            Self::Flat(flat) => flat.end(text, from, earliest),
        }
    }

    /// The start of the longest match that ends at a place and begins at another one or after it; of an automaton that
    /// reads backward.
    pub(super) fn start_of(&self, text: &[u8], from: usize, end: usize) -> Option<usize> {
        match self {
            #[cfg(feature = "compile")]
            Self::Dense(dfa) => {
                let input = Input::new(text).range(from..end).anchored(Anchored::Yes);
                dfa.try_search_rev(&input).ok().flatten().map(|start| start.offset())
            }
            Self::Flat(flat) => flat.start_of(text, from, end),
        }
    }

    /// Bytes on the heap.
    pub(super) fn memory(&self) -> usize {
        match self {
            #[cfg(feature = "compile")]
            Self::Dense(dfa) => dfa.memory_usage(),
            Self::Flat(flat) => flat.memory(),
        }
    }
}

impl Packed for Table {
    fn read(from: &mut Reader<'_>) -> Self {
        Self::Flat(Packed::read(from))
    }

    #[cfg(feature = "compile")]
    fn write(&self, to: &mut Vec<u8>) {
        match self {
            Self::Dense(dfa) => Flat::from(&**dfa).write(to),
            Self::Flat(flat) => flat.write(to),
        }
    }
}
