//! From the text of a pattern to its automata.

use super::super::fold::{narrow, wide_chars};
use super::super::spellings::{bytes, widen};
use super::beginning::Start;
use super::table::Table;
use super::{Ends, Matcher, Pattern, PatternError};
use crate::limits::PATTERN_BYTES;
use regex_automata::MatchKind;
use regex_automata::dfa::{StartKind, dense};
use regex_automata::nfa::thompson;
use regex_syntax::ast::parse::ParserBuilder;
use regex_syntax::hir::{self, Hir, HirKind, literal, translate::TranslatorBuilder};
use std::sync::OnceLock;

/// Groups within groups.
const NESTING: u32 = 64;

impl Pattern {
    /// Builds a pattern.
    pub(in super::super) fn new(pattern: &str) -> Result<Self, PatternError> {
        let hir = parse(pattern)?;
        match hir.properties().minimum_len() {
            Some(0) => return Err(PatternError::Empty),
            None => return Err(PatternError::Never),
            Some(_) => {}
        }
        let wide = wide_chars().filter(|&c| narrow(c).is_some_and(|narrow| tells(&hir, c, narrow))).collect();
        let matcher = Matcher::new(&shortest(&hir, true, true))?;
        let example = example(&hir);
        Ok(Self { matcher, ends: OnceLock::new(), wide, example, syntax: Some(hir) })
    }
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
}

/// Finds what every match begins with: one text, or up to three bytes.
fn beginnings(hir: &Hir) -> Option<Start> {
    let prefixes = literal::Extractor::new().extract(hir);
    Start::new(match prefixes.literals()? {
        [one] => vec![one.as_bytes().to_vec()],
        several => several.iter().map(|one| one.as_bytes().iter().take(1).copied().collect()).collect(),
    })
}

/// What finds the ends of a match; none where it would take too much room.
pub(super) fn ends(hir: &Hir) -> Option<Ends> {
    let forward = Matcher::new(hir).ok()?;
    let backward = match forward {
        Matcher::FromEach(..) => None,
        Matcher::Once(_) => Some(automaton(hir, true, StartKind::Anchored).ok()?),
    };
    Some((forward, backward))
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

/// A short text that the pattern is made to match.
fn example(hir: &Hir) -> String {
    let mut text = Vec::new();
    push_example(hir, &mut text);
    String::from_utf8_lossy(&text).into_owned()
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
fn automaton(hir: &Hir, backward: bool, start: StartKind) -> Result<Table, PatternError> {
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
    let dfa = dense::Builder::new().configure(config).build_from_nfa(&nfa);
    dfa.map(|dfa| Table::Dense(Box::new(dfa))).map_err(|_| PatternError::TooLarge)
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
