//! An automaton as one table: what a pack carries of it, and the search for builds without a compiler of patterns.
//!
//! Promise: it finds what the dense automaton finds that it was made of.

#[cfg(feature = "compile")]
use super::Dfa;
use crate::pack::packed_struct;
#[cfg(feature = "compile")]
use regex_automata::Anchored;
#[cfg(feature = "compile")]
use regex_automata::dfa::Automaton;
#[cfg(feature = "compile")]
use regex_automata::dfa::StartKind;
#[cfg(feature = "compile")]
use regex_automata::util::{primitives::StateID, start};
#[cfg(feature = "compile")]
use std::collections::BTreeMap;

/// The state from which no match can be reached.
const DEAD: u32 = 0;

/// A table of states. After the dead one come those that say that a match ended before the last byte.
#[derive(Clone, Debug)]
pub(super) struct Flat {
    /// The class of each byte.
    classes: Vec<u8>,
    /// How many classes there are; the text's end is one more.
    width: usize,
    /// How many states say that there was a match.
    matching: u32,
    /// Where to begin after [each kind of byte](before), and at an end of the text.
    starts: Vec<u32>,
    /// For each state the next one by class.
    next: Vec<u32>,
}

packed_struct!(Flat: classes width matching starts next);

/// The kind of the byte beside the first one: what `^`, `$` and `\b` may ask for.
fn before(byte: Option<u8>) -> usize {
    match byte {
        None => 0,
        Some(b'\n') => 1,
        Some(b'\r') => 2,
        Some(byte) if byte.is_ascii_alphanumeric() || byte == b'_' => 3,
        Some(_) => 4,
    }
}

impl Flat {
    /// The end of the first match in `text` from a place on; of the shortest one where that is enough.
    pub(super) fn end(&self, text: &[u8], from: usize, earliest: bool) -> Option<usize> {
        let mut state = self.start(from.checked_sub(1).and_then(|at| text.get(at)));
        let mut found = None;
        for (byte, at) in text.get(from..)?.iter().zip(from..) {
            state = self.after(state, *byte);
            if state <= self.matching {
                if state == DEAD {
                    return found;
                }
                found = Some(at);
                if earliest {
                    return found;
                }
            }
        }
        if self.says_match(self.at_end(state)) { Some(text.len()) } else { found }
    }

    /// The start of the longest match that ends at a place and begins at another one or after it.
    pub(super) fn start_of(&self, text: &[u8], from: usize, end: usize) -> Option<usize> {
        let mut state = self.start(text.get(end));
        let mut found = None;
        for (byte, at) in text.get(from..end)?.iter().zip(from..end).rev() {
            state = self.after(state, *byte);
            if state == DEAD {
                return found;
            }
            if self.says_match(state) {
                found = Some(at + 1);
            }
        }
        let last = match from.checked_sub(1).and_then(|at| text.get(at)) {
            Some(byte) => self.after(state, *byte),
            None => self.at_end(state),
        };
        if self.says_match(last) { Some(from) } else { found }
    }

    fn start(&self, byte: Option<&u8>) -> u32 {
        self.starts.get(before(byte.copied())).copied().unwrap_or(DEAD)
    }

    fn after(&self, state: u32, byte: u8) -> u32 {
        let class = self.classes.get(usize::from(byte)).copied().unwrap_or_default();
        self.step(state, usize::from(class))
    }

    fn at_end(&self, state: u32) -> u32 {
        self.step(state, self.width)
    }

    fn step(&self, state: u32, class: usize) -> u32 {
        let row = (state as usize).saturating_mul(self.width.saturating_add(1));
        self.next.get(row.saturating_add(class)).copied().unwrap_or(DEAD)
    }

    fn says_match(&self, state: u32) -> bool {
        state != DEAD && state <= self.matching
    }

    /// Bytes on the heap.
    pub(super) fn memory(&self) -> usize {
        self.classes.len() + 4 * (self.starts.len() + self.next.len())
    }
}

#[cfg(feature = "compile")]
impl From<&Dfa> for Flat {
    fn from(dfa: &Dfa) -> Self {
        let anchored = if dfa.start_kind() == StartKind::Anchored { Anchored::Yes } else { Anchored::No };
        let starts = [None, Some(b'\n'), Some(b'\r'), Some(b'a'), Some(b' ')].map(|byte| {
            let config = start::Config::new().anchored(anchored).look_behind(byte);
            // It fails only for bytes at which automata give up, and ours have none.
            dfa.start_state(&config).ok()
        });
        let classes: Vec<u8> = (0..=u8::MAX).map(|byte| dfa.byte_classes().get(byte)).collect();
        let width = usize::from(classes.iter().copied().max().unwrap_or_default()) + 1;
        let of_class = |class: usize| {
            let byte = (0..=u8::MAX).zip(&classes).find(|(_, it)| usize::from(**it) == class);
            byte.map_or(0, |(byte, _)| byte)
        };
        let bytes: Vec<u8> = (0..width).map(of_class).collect();
        let nexts = |state: StateID| {
            let ends = std::iter::once(dfa.next_eoi_state(state));
            bytes.iter().map(move |byte| dfa.next_state(state, *byte)).chain(ends)
        };
        let mut known: Vec<StateID> = Vec::new();
        let mut open: Vec<StateID> = starts.into_iter().flatten().collect();
        let mut seen = std::collections::BTreeSet::new();
        while let Some(state) = open.pop() {
            if !dfa.is_dead_state(state) && seen.insert(state) {
                known.push(state);
                open.extend(nexts(state));
            }
        }
        known.sort_by_key(|state| (!dfa.is_match_state(*state), *state));
        let numbers: BTreeMap<StateID, u32> = known.iter().copied().zip(1..).collect();
        let number = |state: StateID| numbers.get(&state).copied().unwrap_or(DEAD);
        let matching = known.iter().zip(1..).filter(|(state, _)| dfa.is_match_state(**state)).last();
        let dead = vec![DEAD; width + 1];
        Self {
            width,
            matching: matching.map_or(0, |(_, number)| number),
            starts: starts.iter().map(|state| state.map_or(DEAD, number)).collect(),
            next: dead.into_iter().chain(known.iter().flat_map(|state| nexts(*state).map(number))).collect(),
            classes,
        }
    }
}
