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

use super::fold::{narrow, wide_chars};
use super::spellings::{bytes, widen};
use crate::limits::PATTERN_BYTES;
use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::prefilter::Prefilter;
use regex_automata::{Anchored, Input, MatchKind};
use regex_syntax::ast::parse::ParserBuilder;
use regex_syntax::hir::{self, Hir, HirKind, literal, translate::TranslatorBuilder};
use std::ops::Range;
use std::sync::OnceLock;

/// Groups within groups.
const NESTING: u32 = 64;

type Dfa = dense::DFA<Vec<u32>>;

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
    hir: Hir,
    /// To the end of a match, and from there back to its start where that is not known by then; `None` where
    /// they would take too much room.
    ends: OnceLock<Option<Ends>>,
    /// The wide characters that it tells from their narrow form.
    wide: Vec<char>,
}

/// Finds the end of a match, and goes back to its start.
type Ends = (Matcher, Option<Dfa>);

/// Tells whether a text matches.
#[derive(Clone, Debug)]
enum Matcher {
    /// Reads the text once.
    Once(Dfa),
    /// Reads on from each place where a match may begin. For matches that are short and begin with certain
    /// bytes: where `62[0-9]{14}` has a thousand states that keep every place where a 62 stood, it has sixteen.
    FromEach(Prefilter, Dfa),
}

impl Matcher {
    fn new(hir: &Hir) -> Result<Self, PatternError> {
        /// Bytes of a match that are read from each place; more would not be linear in the text.
        const SHORT: usize = 128;
        let is_short = hir.properties().maximum_len().is_some_and(|length| length <= SHORT);
        let start = if is_short { beginnings(hir) } else { None };
        Ok(match start {
            Some(start) => Self::FromEach(start, automaton(hir, false, StartKind::Anchored)?),
            None => Self::Once(automaton(hir, false, StartKind::Unanchored)?),
        })
    }

    #[inline]
    fn is_match(&self, text: &str) -> bool {
        self.find(Input::new(text).earliest(true)).is_some()
    }

    /// The end of the first match, and its start where that is known.
    #[inline]
    fn find(&self, input: Input<'_>) -> Option<(Option<usize>, usize)> {
        match self {
            Self::Once(automaton) => end(automaton, &input).map(|end| (None, end)),
            Self::FromEach(start, automaton) => {
                let mut rest = input.get_span();
                while let Some(place) = start.find(input.haystack(), rest) {
                    let here = input.clone().range(place.start..rest.end).anchored(Anchored::Yes);
                    if let Some(end) = end(automaton, &here) {
                        return Some((Some(place.start), end));
                    }
                    rest.start = place.start + 1;
                }
                None
            }
        }
    }

    fn memory(&self) -> usize {
        let (Self::Once(automaton) | Self::FromEach(_, automaton)) = self;
        automaton.memory_usage()
    }
}

/// The end of the first match. The automata have no bytes at which they give up, so a search never fails.
fn end(automaton: &Dfa, input: &Input<'_>) -> Option<usize> {
    automaton.try_search_fwd(input).ok().flatten().map(|end| end.offset())
}

/// Finds what every match begins with: one text, or up to three bytes.
fn beginnings(hir: &Hir) -> Option<Prefilter> {
    let prefixes = literal::Extractor::new().extract(hir);
    let mut needles: Vec<&[u8]> = match prefixes.literals()? {
        [one] => vec![one.as_bytes()],
        several => several.iter().map(|one| one.as_bytes().get(..1).unwrap_or_default()).collect(),
    };
    needles.sort_unstable();
    needles.dedup();
    if needles.len() > 3 || needles.iter().any(|needle| needle.is_empty()) {
        return None;
    }
    Prefilter::new(MatchKind::LeftmostFirst, &needles)
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
        let matcher = Matcher::new(&shortest(&hir, true, true))?;
        Ok(Self { matcher, hir, ends: OnceLock::new(), wide })
    }

    /// Whether the pattern tells the wide character `c` from its narrow form.
    pub(super) fn tells_width(&self, c: char) -> bool {
        self.wide.contains(&c)
    }

    /// A short text that the pattern matches: its first choice everywhere, each part as rarely as it may be.
    /// Where it asks for a place (`^`, `\b`), the text may fail to match, and the caller looks.
    pub(super) fn example(&self) -> String {
        let mut text = Vec::new();
        push_example(&self.hir, &mut text);
        String::from_utf8_lossy(&text).into_owned()
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
        let ends = self.ends.get_or_init(|| {
            let forward = Matcher::new(&self.hir).ok()?;
            let backward = match forward {
                Matcher::FromEach(..) => None,
                Matcher::Once(_) => Some(automaton(&self.hir, true, StartKind::Anchored).ok()?),
            };
            Some((forward, backward))
        });
        let Some((forward, backward)) = ends else {
            return self.is_match(text).then_some(0..text.len()).into_iter().collect();
        };
        let start_of = |from: usize, end: usize| {
            let input = Input::new(text).range(from..end).anchored(Anchored::Yes);
            backward.as_ref()?.try_search_rev(&input).ok().flatten().map(|start| start.offset())
        };
        let mut found = Vec::new();
        let mut from = 0;
        while let Some((start, end)) = forward.find(Input::new(text).range(from..)) {
            let Some(start) = start.or_else(|| start_of(from, end)) else { break };
            found.push(start..end);
            from = end;
        }
        found
    }

    /// Bytes on the heap.
    pub(super) fn memory(&self) -> usize {
        self.matcher.memory() + self.wide.len() * 4
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

/// The pattern without what may or may not come at its front and back: it matches the same texts, maybe
/// shorter parts.
fn shortest(hir: &Hir, front: bool, back: bool) -> Hir {
    match hir.kind() {
        HirKind::Repetition(repetition) if front || back => {
            let max = Some(repetition.min);
            Hir::repetition(hir::Repetition { max, ..repetition.clone() })
        }
        HirKind::Capture(capture) => shortest(&capture.sub, front, back),
        HirKind::Concat(parts) => {
            let last = parts.len().saturating_sub(1);
            let part = |(at, part)| shortest(part, front && at == 0, back && at == last);
            Hir::concat(parts.iter().enumerate().map(part).collect())
        }
        HirKind::Alternation(parts) => {
            Hir::alternation(parts.iter().map(|part| shortest(part, front, back)).collect())
        }
        _ => hir.clone(),
    }
}

fn push_example(hir: &Hir, text: &mut Vec<u8>) {
    match hir.kind() {
        HirKind::Literal(literal) => text.extend_from_slice(&literal.0),
        HirKind::Class(hir::Class::Unicode(class)) => {
            let ranges = || class.ranges().iter();
            let plain = ranges().find(|range| range.start().is_alphanumeric()).or_else(|| ranges().next());
            let first = plain.map(|range| range.start().to_string()).unwrap_or_default();
            text.extend_from_slice(first.as_bytes());
        }
        HirKind::Class(hir::Class::Bytes(class)) => {
            text.extend(class.ranges().first().map(|range| range.start()));
        }
        HirKind::Repetition(repetition) => {
            (0..repetition.min).for_each(|_| push_example(&repetition.sub, text));
        }
        HirKind::Capture(capture) => push_example(&capture.sub, text),
        HirKind::Concat(parts) => parts.iter().for_each(|part| push_example(part, text)),
        HirKind::Alternation(parts) => parts.iter().take(1).for_each(|part| push_example(part, text)),
        HirKind::Empty | HirKind::Look(_) => {}
    }
}

/// The automaton of the pattern, or of the pattern read backward.
fn automaton(hir: &Hir, backward: bool, start: StartKind) -> Result<Dfa, PatternError> {
    let nfa = thompson::Config::new()
        .nfa_size_limit(Some(4 * PATTERN_BYTES))
        .which_captures(thompson::WhichCaptures::None)
        .reverse(backward);
    let nfa =
        thompson::Compiler::new().configure(nfa).build_from_hir(hir).map_err(|_| PatternError::TooLarge)?;
    let config = dense::Config::new()
        .match_kind(if backward { MatchKind::All } else { MatchKind::LeftmostFirst })
        .start_kind(start)
        .accelerate(start == StartKind::Unanchored)
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
