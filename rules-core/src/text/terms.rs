//! From characters to the automaton's symbols, the same way for a term and for a text.
//!
//! Comes in: codes of characters. Goes out: for each what the automaton sees. Promise: a text mentions a
//! term exactly if the symbols of the term stand in the symbols of the text, with no break among them.
//! The rules are those of the module [`super`], section "Terms".

use super::automaton::{Automaton, ROOT};
use super::classes::{Classes, FIRST_SYMBOL, INVISIBLE, SPACE, STOP, WIDE};
use super::probe::Probe;
use crate::limits::TERM_GAP_CHARS;
use crate::pack::{Packed, Reader};

/// What one character puts before the automaton.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Emit {
    /// Nothing: the character is skipped.
    Nothing,
    /// A break, which is in no term; before it a word's boundary if `word_ends`.
    Break {
        /// Whether a word ends there.
        word_ends: bool,
    },
    /// The character itself; before it a word's boundary if so.
    Symbol {
        /// Whether a word ends or begins before the character.
        boundary: bool,
    },
}

/// What stands between the last symbol and the next character.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Between {
    /// Whether the last symbol is a character of a word whose end has not been seen.
    in_word: bool,
    /// Whether a skipped character takes room.
    visible: bool,
    /// Characters skipped.
    skipped: usize,
}

impl Between {
    /// Takes the next character's code, without [`WIDE`].
    #[inline(always)]
    pub(super) fn advance(&mut self, classes: &Classes, code: u16) -> Emit {
        if classes.is_word(code) {
            let boundary = !self.in_word || self.visible;
            *self = Self { in_word: true, visible: false, skipped: 0 };
            return Emit::Symbol { boundary };
        }
        if Classes::is_skipped(code) {
            self.skipped += 1;
            self.visible |= code == SPACE;
            let breaks = self.skipped == TERM_GAP_CHARS + 1;
            return if breaks { self.end_word() } else { Emit::Nothing };
        }
        let before = std::mem::take(self);
        match code >= FIRST_SYMBOL {
            true => Emit::Symbol { boundary: before.in_word },
            false => Emit::Break { word_ends: before.in_word },
        }
    }

    /// The break at the end of a word, a term or a text.
    pub(super) fn end_word(&mut self) -> Emit {
        let word_ends = std::mem::take(&mut self.in_word);
        Emit::Break { word_ends }
    }
}

/// All that is needed to search a text for terms.
#[derive(Clone, Debug, Default)]
pub(super) struct Terms {
    pub(super) classes: Classes,
    pub(super) automaton: Automaton,
    pub(super) probe: Probe,
}

/// Where a search stands.
struct Search<'a, H> {
    terms: &'a Terms,
    hit: H,
    state: u32,
    between: Between,
    /// The byte where the last symbol's character ends.
    end: usize,
}

impl Packed for Terms {
    fn read(from: &mut Reader<'_>) -> Self {
        let (classes, automaton) = Packed::read(from);
        let probe = Probe::read(&classes, from);
        Self { classes, automaton, probe }
    }

    #[cfg(feature = "compile")]
    fn write(&self, to: &mut Vec<u8>) {
        self.classes.write(to);
        self.automaton.write(to);
        self.probe.write(to);
    }
}

impl Terms {
    /// One pass over a text. `hit` is told each sequence that ends, with the byte where its last character
    /// ends, in order of these ends. True if a character was met whose width matters to a pattern.
    #[inline]
    pub(super) fn scan(&self, text: &str, hit: impl FnMut(u32, usize)) -> bool {
        let mut search = Search { terms: self, hit, state: ROOT, between: Between::default(), end: 0 };
        let mut wide = false;
        let (mut floor, mut from) = (0, 0);
        while let Some(stop) = self.probe.run(&self.classes, text, floor, from) {
            (search.state, search.between) = (ROOT, Between::default());
            (floor, from) = (text.len(), text.len());
            for (at, c) in text.get(stop.start..).unwrap_or_default().char_indices() {
                let raw = self.classes.raw(c);
                wide |= raw & WIDE != 0;
                if search.is_inside_word(raw) {
                    continue;
                }
                let at = stop.start + at;
                let next = at + c.len_utf8();
                if search.step(raw & !WIDE, next) && at >= stop.at {
                    (floor, from) = (at, next);
                    break;
                }
            }
        }
        search.finish();
        wide
    }

    /// Bytes on the heap.
    pub(super) fn memory(&self) -> usize {
        self.classes.memory() + self.automaton.memory() + self.probe.memory()
    }
}

impl<H: FnMut(u32, usize)> Search<'_, H> {
    /// Whether a character of this code goes on with a word that is in no term.
    #[inline(always)]
    fn is_inside_word(&self, raw: u16) -> bool {
        let open = self.state == ROOT && self.between.in_word && self.between.skipped == 0;
        open && self.terms.classes.is_word(raw) && raw & WIDE == 0
    }

    /// Takes a character that ends at the byte `next`. True if nothing has begun but what may begin with
    /// this character, and no sequence ends there.
    #[inline(always)]
    fn step(&mut self, code: u16, next: usize) -> bool {
        let automaton = &self.terms.automaton;
        match self.between.advance(&self.terms.classes, code) {
            Emit::Nothing => false,
            Emit::Break { word_ends } => {
                if word_ends {
                    self.take_boundary();
                }
                self.state = ROOT;
                true
            }
            Emit::Symbol { boundary } => {
                if boundary {
                    self.take_boundary();
                }
                self.state = automaton.next(self.state, code);
                self.end = next;
                self.tell();
                let only = self.state == automaton.next(ROOT, code) && !automaton.is_ending(self.state);
                only && !self.between.in_word
            }
        }
    }

    fn take_boundary(&mut self) {
        self.state = self.terms.automaton.next(self.state, self.terms.classes.boundary());
        self.tell();
    }

    #[inline(always)]
    fn tell(&mut self) {
        if self.terms.automaton.is_ending(self.state) {
            let endings = self.terms.automaton.endings(self.state);
            endings.for_each(|entry| (self.hit)(entry, self.end));
        }
    }

    fn finish(&mut self) {
        if self.between.in_word {
            self.take_boundary();
        }
    }
}

/// Why a term cannot be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unfindable {
    /// No character is left.
    Empty,
    /// A break stands inside, at this byte: a hard stop, or more spacing than is skipped.
    Break(usize),
}

/// The symbols of a term.
pub(super) fn symbols(classes: &Classes, term: &str) -> Result<Vec<u16>, Unfindable> {
    let skipped = |c: char| Classes::is_skipped(classes.code(c));
    let start = term.len() - term.trim_start_matches(skipped).len();
    let term = term.trim_end_matches(skipped);
    let mut between = Between::default();
    let mut symbols = Vec::new();
    for (at, c) in term.char_indices().filter(|&(at, _)| at >= start) {
        let code = classes.code(c);
        match between.advance(classes, code) {
            Emit::Nothing => {}
            Emit::Break { .. } => return Err(Unfindable::Break(at)),
            Emit::Symbol { boundary } => {
                symbols.extend(boundary.then_some(classes.boundary()));
                symbols.push(code);
            }
        }
    }
    symbols.extend(between.in_word.then_some(classes.boundary()));
    if symbols.is_empty() { Err(Unfindable::Empty) } else { Ok(symbols) }
}

/// The byte where the character begins that is the `nth` (from one) matched one before the byte `end`,
/// skipped ones not counted.
pub(super) fn step_back(classes: &Classes, text: &str, end: usize, nth: usize) -> usize {
    let before = text.get(..end).unwrap_or_default();
    let matched = before.char_indices().rev().filter(|&(_, c)| !Classes::is_skipped(classes.code(c)));
    matched.take(nth).last().map_or(end, |(at, _)| at)
}

/// The first byte at which a negator may end so that it speaks of a term that begins at `start`: at most
/// `reach` characters lie between, skipped ones not counted, and no hard stop.
pub(super) fn reach_back(classes: &Classes, text: &str, start: usize, reach: usize) -> usize {
    let mut left = reach;
    for (at, c) in text.get(..start).unwrap_or_default().char_indices().rev() {
        let code = classes.code(c);
        if code == STOP {
            return at + c.len_utf8();
        }
        if code != SPACE && code != INVISIBLE {
            if left == 0 {
                return at + c.len_utf8();
            }
            left -= 1;
        }
    }
    0
}
