//! An automaton as one table: what a pack carries of it, and the search for builds without a compiler of patterns.
//!
//! Promise: it finds what the dense automaton finds that it was made of.

#[cfg(feature = "compile")]
use super::Dfa;
use super::beginning::find_any;
#[cfg(feature = "compile")]
use crate::lower::program::narrow;
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
use std::collections::{BTreeMap, BTreeSet};

/// The state from which no match can be reached.
const DEAD: u32 = 0;
/// Stands for a state that there is not.
#[cfg(feature = "compile")]
const NONE: u32 = u32::MAX;

/// A table of states, each known by where its row begins. After the dead one come those that say that a match ended
/// before the last byte.
#[derive(Clone, Debug)]
pub(super) struct Flat {
    /// The class of each byte.
    classes: [u8; 256],
    /// The class of the text's end.
    end: u32,
    /// The last state that says that there was a match.
    matching: u32,
    /// Where to begin after [each kind of byte](before), and at an end of the text.
    starts: Vec<u32>,
    /// A state in which most of a text is passed.
    resting: u32,
    /// The bytes, three at most, that lead out of it.
    waking: Vec<u8>,
    /// For each state the next one by class.
    next: Vec<u32>,
}

packed_struct!(Flat: classes end matching starts resting waking next);

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
        let mut at = from;
        loop {
            if state == self.resting {
                at = find_any(text, at, &self.waking).unwrap_or(text.len());
            }
            let Some(byte) = text.get(at) else { break };
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
            at += 1;
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

    #[inline]
    fn after(&self, state: u32, byte: u8) -> u32 {
        let class = self.classes.get(usize::from(byte)).copied().unwrap_or_default();
        self.step(state, u32::from(class))
    }

    fn at_end(&self, state: u32) -> u32 {
        self.step(state, self.end)
    }

    #[inline]
    fn step(&self, state: u32, class: u32) -> u32 {
        self.next.get(state.wrapping_add(class) as usize).copied().unwrap_or(DEAD)
    }

    fn says_match(&self, state: u32) -> bool {
        state != DEAD && state <= self.matching
    }

    /// Bytes on the heap.
    pub(super) fn memory(&self) -> usize {
        self.waking.len() + 4 * (self.starts.len() + self.next.len())
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
        let mut bytes: BTreeMap<u8, u8> = BTreeMap::new();
        for byte in 0..=u8::MAX {
            bytes.entry(dfa.byte_classes().get(byte)).or_insert(byte);
        }
        let nexts = |state: StateID| {
            let end = std::iter::once(dfa.next_eoi_state(state));
            bytes.values().map(move |byte| dfa.next_state(state, *byte)).chain(end)
        };
        let mut states = BTreeSet::new();
        let mut open: Vec<StateID> = starts.into_iter().flatten().collect();
        while let Some(state) = open.pop() {
            if !dfa.is_dead_state(state) && states.insert((!dfa.is_match_state(state), state)) {
                open.extend(nexts(state));
            }
        }
        let rows = (1..).map(|row| narrow(row * (bytes.len() + 1)));
        let names: BTreeMap<StateID, u32> = states.iter().map(|(_, state)| *state).zip(rows).collect();
        let name = |state: StateID| names.get(&state).copied().unwrap_or(DEAD);
        let matching = states.iter().take_while(|(is_plain, _)| !is_plain).last();
        let (resting, waking) = rest(dfa, starts.into_iter().flatten().last()).unzip();
        Self {
            classes: std::array::from_fn(|byte| {
                u8::try_from(byte).map_or(0, |byte| dfa.byte_classes().get(byte))
            }),
            end: narrow(bytes.len()),
            matching: matching.map_or(DEAD, |(_, state)| name(*state)),
            starts: starts.iter().map(|state| state.map_or(DEAD, name)).collect(),
            resting: resting.map_or(NONE, name),
            waking: waking.unwrap_or_default(),
            next: std::iter::repeat_n(DEAD, bytes.len() + 1)
                .chain(states.iter().flat_map(|(_, state)| nexts(*state).map(name)))
                .collect(),
        }
    }
}

/// The state in which a search stays while a text has nothing of a match, and the bytes that lead out of it; none where
/// many do.
#[cfg(feature = "compile")]
fn rest(dfa: &Dfa, start: Option<StateID>) -> Option<(StateID, Vec<u8>)> {
    const MOST: usize = 3;
    let state = dfa.next_state(start?, b' ');
    let waking: Vec<u8> = (0..=u8::MAX).filter(|byte| dfa.next_state(state, *byte) != state).collect();
    let is_plain = !dfa.is_dead_state(state) && !dfa.is_match_state(state);
    (is_plain && (1..=MOST).contains(&waking.len())).then_some((state, waking))
}
