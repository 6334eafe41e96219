//! Patterns: regular expressions as dense automata.
//!
//! Comes in: a regular expression in the syntax of the `regex` crate. Goes out: an automaton that tells
//! whether a text matches. Promise: that takes time linear in the text; the automaton stays within
//! [`PATTERN_BYTES`](crate::limits::PATTERN_BYTES), or the pattern is refused. Only evidence needs to know
//! where a match begins, so the automaton that runs back to its start is built when first asked for.
//!
//! Patterns fold like terms but skip nothing. Case and traditional characters are folded into the automaton
//! (see [`super::spellings`]); width is too where the pattern itself names a wide character. Only a text
//! with a wide character that the patterns tell from its narrow form is copied, narrowed, and searched so.
//! `\b \d \w \s` are those of ASCII, `.` is any character but a line feed, `^` and `$` are the ends of the
//! text unless the flag `m` is set. There are no classes such as `\p{Han}` (write `[一-龥]`), and the flags
//! `i` and `u` are fixed.

use super::fold::{narrow, wide_chars};
use super::spellings::{bytes, widen};
use crate::limits::PATTERN_BYTES;
use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::{Anchored, Input, MatchKind};
use regex_syntax::ast::parse::ParserBuilder;
use regex_syntax::hir::{self, Hir, HirKind, translate::TranslatorBuilder};
use std::ops::Range;
use std::sync::OnceLock;

/// Groups within groups.
const NESTING: u32 = 64;

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
    forward: dense::DFA<Vec<u32>>,
    hir: Hir,
    /// `None` inside where it would take too much room.
    backward: OnceLock<Option<dense::DFA<Vec<u32>>>>,
    /// The wide characters that it tells from their narrow form.
    wide: Vec<char>,
}

impl Pattern {
    /// Builds a pattern.
    pub(super) fn new(pattern: &str) -> Result<Self, PatternError> {
        let hir = parse(pattern)?;
        match hir.properties().minimum_len() {
            Some(0) => return Err(PatternError::Empty),
            None => return Err(PatternError::Never),
            Some(_) => {}
        }
        let wide = wide_chars().filter(|&c| narrow(c).is_some_and(|narrow| tells(&hir, c, narrow))).collect();
        let forward = automaton(&hir, false)?;
        Ok(Self { forward, hir, backward: OnceLock::new(), wide })
    }

    /// Whether the pattern tells the wide character `c` from its narrow form.
    pub(super) fn tells_width(&self, c: char) -> bool {
        self.wide.contains(&c)
    }

    /// Whether the pattern matches somewhere in a text of ordinary width.
    #[inline]
    pub(super) fn is_match(&self, text: &str) -> bool {
        // The automaton has no bytes at which it gives up, so a search never fails.
        matches!(self.forward.try_search_fwd(&Input::new(text).earliest(true)), Ok(Some(_)))
    }

    /// All matches in a text of ordinary width, each beginning at or after the end of the one before.
    pub(super) fn find_all(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut from = 0;
        while let Ok(Some(end)) = self.forward.try_search_fwd(&Input::new(text).range(from..)) {
            found.push(self.start_of(text, from..end.offset())..end.offset());
            from = end.offset();
        }
        found
    }

    /// Where the match begins that ends at the range's end; at the range's start where that takes too much
    /// room to tell, so that evidence shows more rather than less.
    fn start_of(&self, text: &str, range: Range<usize>) -> usize {
        let from = range.start;
        let backward = self.backward.get_or_init(|| automaton(&self.hir, true).ok());
        let input = Input::new(text).range(range).anchored(Anchored::Yes);
        let start = backward.as_ref().and_then(|backward| backward.try_search_rev(&input).ok().flatten());
        start.map_or(from, |start| start.offset())
    }

    /// Bytes on the heap.
    pub(super) fn memory(&self) -> usize {
        self.forward.memory_usage() + self.wide.len() * 4
    }
}

/// The text in ordinary width.
pub(super) fn narrow_into(text: &str, narrowed: &mut String) {
    narrowed.clear();
    narrowed.extend(text.chars().map(|c| narrow(c).unwrap_or(c)));
}

fn parse(pattern: &str) -> Result<Hir, PatternError> {
    let mut ast = ParserBuilder::new().nest_limit(NESTING).build().parse(pattern).map_err(|error| {
        PatternError::Syntax { message: error.kind().to_string(), at: bytes(error.span()) }
    })?;
    widen(&mut ast)?;
    TranslatorBuilder::new()
        .build()
        .translate(pattern, &ast)
        .map_err(|error| PatternError::Syntax { message: error.kind().to_string(), at: bytes(error.span()) })
}

/// The automaton of the pattern, or of the pattern read backward.
fn automaton(hir: &Hir, backward: bool) -> Result<dense::DFA<Vec<u32>>, PatternError> {
    let nfa = thompson::Config::new()
        .nfa_size_limit(Some(4 * PATTERN_BYTES))
        .which_captures(thompson::WhichCaptures::None)
        .reverse(backward);
    let nfa =
        thompson::Compiler::new().configure(nfa).build_from_hir(hir).map_err(|_| PatternError::TooLarge)?;
    let (kind, start) = match backward {
        false => (MatchKind::LeftmostFirst, StartKind::Unanchored),
        true => (MatchKind::All, StartKind::Anchored),
    };
    let config = dense::Config::new()
        .match_kind(kind)
        .start_kind(start)
        .accelerate(!backward)
        .dfa_size_limit(Some(PATTERN_BYTES))
        .determinize_size_limit(Some(4 * PATTERN_BYTES));
    dense::Builder::new().configure(config).build_from_nfa(&nfa).map_err(|_| PatternError::TooLarge)
}

/// Whether the pattern, at some place, takes only one of two characters.
fn tells(hir: &Hir, wide: char, narrow: char) -> bool {
    match hir.kind() {
        HirKind::Empty => false,
        HirKind::Literal(literal) => {
            let text = String::from_utf8_lossy(&literal.0);
            text.contains(wide) || text.contains(narrow)
        }
        HirKind::Class(hir::Class::Unicode(class)) => {
            let holds = |c: char| class.ranges().iter().any(|range| range.start() <= c && c <= range.end());
            holds(wide) != holds(narrow)
        }
        HirKind::Class(hir::Class::Bytes(class)) => {
            let byte = u8::try_from(narrow).ok();
            byte.is_some_and(|b| class.ranges().iter().any(|range| range.start() <= b && b <= range.end()))
        }
        HirKind::Look(look) => look_tells(*look) && (narrow.is_ascii_alphanumeric() || narrow == '_'),
        HirKind::Repetition(repetition) => tells(&repetition.sub, wide, narrow),
        HirKind::Capture(capture) => tells(&capture.sub, wide, narrow),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().any(|part| tells(part, wide, narrow))
        }
    }
}

/// Whether a look-around asks for characters of words.
fn look_tells(look: hir::Look) -> bool {
    use hir::Look;
    !matches!(look, Look::Start | Look::End | Look::StartLF | Look::EndLF | Look::StartCRLF | Look::EndCRLF)
}
