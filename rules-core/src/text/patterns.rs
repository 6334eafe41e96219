//! Patterns: regular expressions as dense automata.
//!
//! Comes in: a regular expression in the syntax of the `regex` crate. Goes out: an automaton that tells
//! whether a text matches. Promise: that takes time linear in the text; the automaton stays within
//! [`PATTERN_BYTES`](crate::limits::PATTERN_BYTES), or the pattern is refused. Whether a text matches depends
//! neither on how early the match could begin nor on how far it could go on, so that automaton reads the
//! shortest form of the pattern and stops as soon as it can. Only evidence needs both ends, and the two
//! automata that find them are built when first asked for.
//!
//! Patterns fold like terms but skip nothing. Case and traditional characters are folded into the automaton
//! (see [`super::spellings`]); width is too where the pattern itself names a wide character. Only a text
//! with a wide character that the patterns tell from its narrow form is copied, narrowed, and searched so.
//! `\b \d \w \s` are those of ASCII, `.` is any character but a line feed, `^` and `$` are the ends of the
//! text unless the flag `m` is set. There are no classes such as `\p{Han}` (write `[一-龥]`), and the flags
//! `i` and `u` are fixed.

mod beginning;
#[cfg(feature = "compile")]
mod build;
mod flat;
mod table;

use super::fold::narrow;
use crate::pack::{Packed, Reader, packed_enum};
use beginning::Start;
use std::ops::Range;
use std::sync::OnceLock;
use table::Table;

#[cfg(feature = "compile")]
type Dfa = regex_automata::dfa::dense::DFA<Vec<u32>>;

/// Why a pattern is refused; ranges are bytes of the pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatternError {
    /// It is no regular expression.
    Syntax {
        /// What is wrong, in the parser's words.
        message: String,
        /// Where.
        at: Range<usize>,
    },
    /// A class such as `\p{Han}`, which would need tables of Unicode.
    UnicodeClass(Range<usize>),
    /// The flag `i` or `u`: case is always ignored, and characters are always whole.
    FixedFlag(Range<usize>),
    /// It matches the empty text, and so every text.
    Empty,
    /// It matches no text.
    Never,
    /// Its automaton is over the limit.
    TooLarge,
}

/// A pattern, ready to search.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    matcher: Matcher,
    /// To the end of a match, and from there back to its start where that is not known by then; `None` where
    /// they would take too much room.
    ends: OnceLock<Option<Ends>>,
    /// The wide characters that it tells from their narrow form.
    wide: Vec<char>,
    /// A short text that it is made to match.
    example: String,
    /// What `ends` is made of when it is first asked for; none in a pack, which has it made.
    #[cfg(feature = "compile")]
    syntax: Option<regex_syntax::hir::Hir>,
}

/// Finds the end of a match, and goes back to its start.
type Ends = (Matcher, Option<Table>);

/// Tells whether a text matches.
#[derive(Clone, Debug)]
enum Matcher {
    /// Reads the text once.
    Once(Table),
    /// Reads on from each place where a match may begin. For matches that are short and begin with certain
    /// bytes: where `62[0-9]{14}` has a thousand states that keep every place where a 62 stood, it has sixteen.
    FromEach(Start, Table),
}

impl Matcher {
    #[inline]
    fn is_match(&self, text: &str) -> bool {
        self.find(text.as_bytes(), 0, true).is_some()
    }

    /// The end of the first match from a place on, and its start where that is known.
    #[inline]
    fn find(&self, text: &[u8], mut from: usize, earliest: bool) -> Option<(Option<usize>, usize)> {
        match self {
            Self::Once(automaton) => automaton.end(text, from, earliest).map(|end| (None, end)),
            Self::FromEach(start, automaton) => {
                while let Some(place) = start.find(text, from) {
                    if let Some(end) = automaton.end(text, place, earliest) {
                        return Some((Some(place), end));
                    }
                    from = place + 1;
                }
                None
            }
        }
    }

    fn memory(&self) -> usize {
        let (Self::Once(automaton) | Self::FromEach(_, automaton)) = self;
        automaton.memory()
    }
}

packed_enum!(Matcher: 0 Once(automaton) 1 FromEach(start automaton));

impl Pattern {
    /// Whether the pattern tells the wide character `c` from its narrow form.
    pub(super) fn tells_width(&self, c: char) -> bool {
        self.wide.contains(&c)
    }

    /// A short text that the pattern matches: its first choice everywhere, each part as rarely as it may be.
    /// Where it asks for a place (`^`, `\b`), the text may fail to match, and the caller looks.
    pub(super) fn example(&self) -> &str {
        &self.example
    }

    /// Whether the pattern matches somewhere in a text of ordinary width.
    #[inline]
    pub(super) fn is_match(&self, text: &str) -> bool {
        self.matcher.is_match(text)
    }

    /// All matches in a text of ordinary width, each beginning at or after the end of the one before. Where
    /// the ends take too much room to tell and something matches, the whole text: evidence shows more rather
    /// than less, and a mask hides more.
    pub(super) fn find_all(&self, text: &str) -> Vec<Range<usize>> {
        let Some((forward, backward)) = self.ends() else {
            return self.is_match(text).then_some(0..text.len()).into_iter().collect();
        };
        let start_of = |from: usize, end: usize| backward.as_ref()?.start_of(text.as_bytes(), from, end);
        let mut found = Vec::new();
        let mut from = 0;
        while let Some((start, end)) = forward.find(text.as_bytes(), from, false) {
            let Some(start) = start.or_else(|| start_of(from, end)) else { break };
            found.push(start..end);
            from = end;
        }
        found
    }

    /// What finds the ends of a match; made when it is first asked for.
    fn ends(&self) -> Option<&Ends> {
        #[cfg(feature = "compile")]
        let make = || self.syntax.as_ref().and_then(build::ends);
        #[cfg(not(feature = "compile"))]
        let make = || None;
        self.ends.get_or_init(make).as_ref()
    }

    /// Bytes on the heap.
    pub(super) fn memory(&self) -> usize {
        self.matcher.memory() + self.wide.len() * 4
    }
}

impl Packed for Pattern {
    fn read(from: &mut Reader<'_>) -> Self {
        Self {
            matcher: Packed::read(from),
            ends: OnceLock::from(Option::read(from)),
            wide: Packed::read(from),
            example: Packed::read(from),
            #[cfg(feature = "compile")]
            syntax: None,
        }
    }

    #[cfg(feature = "compile")]
    fn write(&self, to: &mut Vec<u8>) {
        self.matcher.write(to);
        self.ends().is_some().write(to);
        if let Some((forward, backward)) = self.ends() {
            forward.write(to);
            backward.write(to);
        }
        self.wide.write(to);
        self.example.write(to);
    }
}

/// The text in ordinary width.
pub(super) fn narrow_into(text: &str, narrowed: &mut String) {
    narrowed.clear();
    narrowed.extend(text.chars().map(|c| narrow(c).unwrap_or(c)));
}
