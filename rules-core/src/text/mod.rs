//! Searching texts for terms and patterns.
//!
//! Comes in: the term lists and patterns of a ruleset, then one text after another. Goes out: which are
//! mentioned, how many, and where in the original text. Promise: the answer is the same on every host; a
//! text is read once for all terms and is not copied for them; nothing panics.
//!
//! # Folding
//! Character by character, in the text, the terms and the patterns alike: width, case and traditional to
//! simplified Chinese ([`fold`]). No normalisation: é as one character and é as e with a mark differ.
//!
//! # Terms
//! A *word character* is a digit or a letter of the Latin, Greek or Cyrillic script. A *skipped character*
//! is a space, punctuation, a sign of ASCII, a line or shape such as │ ■ ★ (but ○, a zero, is not), or takes
//! no room: zero-width characters, combining marks, variation selectors, control characters. A *stop* is
//! one of 。 ！ ？ ! ? or a line end. Anything else is a plain character: ideographs, kana, emoji.
//!
//! - Up to [`TERM_GAP_CHARS`](crate::limits::TERM_GAP_CHARS) skipped characters between two characters of
//!   a term do not matter: 安全账户 is found in 安-全 账​户. One more, or a stop, and it is not found.
//! - Runs of word characters are whole words: `app` is found in 下载app软件, not in happy or app2. So a term
//!   NFC盗刷 is not found in xNFC盗刷, nor 96110 in 961101.
//! - Between two word characters only those that take no room are skipped. Whatever else stands there
//!   parts two words: `any desk` is found in any-desk, not in anydesk; 5万 is found in 1.5万.
//! - A term is read by the same rules, so 安全 账户 is 安全账户, and `ZZ's` is ZZ and s. Skipped characters
//!   around it are dropped.
//! - Terms overlap freely: 安全账户 mentions 账户 too.
//!
//! # Negators
//! A negator speaks of an occurrence of a term if it ends where the term begins or before, no stop stands
//! between, and at most [`NEGATION_CHARS`] characters do, skipped ones not counted. One that overlaps the
//! term does not count. A term is mentioned "not after" negators if one occurrence has none that speaks of
//! it.

mod automaton;
mod classes;
mod evidence;
mod fold;
mod hits;
mod patterns;
mod probe;
#[cfg(feature = "compile")]
mod spellings;
mod terms;

pub use evidence::{Found, Place};
pub use fold::fold;
pub use hits::TextHits;
pub use patterns::PatternError;

use crate::limits::TERM_CHARS;
use crate::pack::{Packed, Reader, packed_struct};
#[cfg(feature = "compile")]
use automaton::Automaton;
use classes::Classes;
use fold::{Kind, kind, narrow};
use patterns::Pattern;
#[cfg(feature = "compile")]
use probe::Probe;
use std::collections::{BTreeMap, BTreeSet};
use terms::{Terms, Unfindable};

/// The most characters, skipped ones not counted, between a negator and the term it speaks of.
pub const NEGATION_CHARS: usize = 10;

/// Two lists for `mentions_not_after`, as indexes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NotAfter {
    /// The list of terms.
    pub terms: usize,
    /// The list of negators.
    pub negators: usize,
}

/// What an engine is built from.
#[derive(Clone, Copy, Debug, Default)]
pub struct TextSpec<'a> {
    /// Lists of terms; a list is known by its index from here on.
    pub lists: &'a [Vec<String>],
    /// Regular expressions; a pattern is known by its index from here on.
    pub patterns: &'a [&'a str],
    /// The pairs that are asked for; a pair is known by its index from here on.
    pub not_after: &'a [NotAfter],
}

/// Which part of a [`TextSpec`] is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A term.
    Term {
        /// Index of its list.
        list: usize,
        /// Its index in the list.
        term: usize,
    },
    /// A pattern, by index.
    Pattern(usize),
    /// All terms together.
    Terms,
}

/// A term or pattern that cannot be searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextError {
    /// Which one.
    pub subject: Subject,
    /// Why.
    pub kind: TextErrorKind,
}

/// Why a term or pattern cannot be searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextErrorKind {
    /// The term is empty, or nothing but spaces and punctuation.
    TermEmpty,
    /// The term has a sentence or line end inside, at this byte of the term.
    TermStop(usize),
    /// The term has more spacing inside than is skipped, up to this byte of the term.
    TermGap(usize),
    /// The term has more than [`TERM_CHARS`] characters.
    TermLong,
    /// There are too many terms, or too many different characters in them, for one automaton.
    TooManyTerms,
    /// The pattern is wrong.
    Pattern(PatternError),
}

/// A term that the list has twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// Index of the list.
    pub list: usize,
    /// Index of the later one.
    pub term: usize,
    /// Index of the first one, equal after folding.
    pub first: usize,
}

/// A term that is mentioned wherever another one of its list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contained {
    /// Index of the list.
    pub list: usize,
    /// Index of the shorter term.
    pub inner: usize,
    /// Index of the term that contains it.
    pub outer: usize,
}

/// A term after folding, once for all lists that have it.
#[derive(Clone, Debug)]
struct Entry {
    /// The lists, ascending, each once.
    lists: Vec<u32>,
    /// Characters, boundaries not counted.
    chars: u8,
    /// Whether occurrences must be placed, for a pair.
    placed: bool,
}

packed_struct!(Entry: chars placed; lists);

/// All terms and patterns of a ruleset, ready to search texts; immutable and shared between threads.
///
/// ```
/// use rules_core::text::{NotAfter, TextEngine, TextHits, TextSpec};
/// let words = |words: &[&str]| words.iter().map(|word| word.to_string()).collect::<Vec<_>>();
/// let engine = TextEngine::build(TextSpec {
///     lists: &[words(&["安全账户", "ToDesk"]), words(&["没有", "不"])],
///     patterns: &["62[0-9]{14,17}"],
///     not_after: &[NotAfter { terms: 0, negators: 1 }],
/// }).unwrap();
/// let mut hits = TextHits::new();
/// let text = "对方让我装todesk，转到安 全 賬 戶６２２２０２１２３４５６７８９０１２３";
/// engine.scan(text, &mut hits);
/// assert_eq!((hits.mentions(0), hits.count(0), hits.mentions_not_after(0)), (true, 2, true));
/// assert!(engine.pattern_matches(0, text, &mut hits));
/// assert_eq!(engine.find_terms(text, 0)[1].place.bytes, 30..45);
/// engine.scan("没有转到安全账户", &mut hits);
/// assert_eq!((hits.mentions(0), hits.mentions_not_after(0)), (true, false));
/// ```
#[derive(Clone, Debug, Default)]
pub struct TextEngine {
    terms: Terms,
    entries: Vec<Entry>,
    /// For each list the entry of each term.
    lists: Vec<Vec<u32>>,
    not_after: Vec<NotAfter>,
    patterns: Vec<Pattern>,
}

impl Packed for TextEngine {
    fn read(from: &mut Reader<'_>) -> Self {
        let (terms, entries, lists) = Packed::read(from);
        let (not_after, patterns) = Packed::read(from);
        let mut engine = Self { terms, entries, lists, not_after, patterns };
        engine.fill();
        engine
    }

    #[cfg(feature = "compile")]
    fn write(&self, to: &mut Vec<u8>) {
        self.terms.write(to);
        self.entries.write(to);
        self.lists.write(to);
        self.not_after.write(to);
        self.patterns.write(to);
    }
}

impl TextEngine {
    /// Builds the engine.
    ///
    /// # Errors
    /// All terms and patterns that cannot be searched for, terms before patterns, by index.
    #[cfg(feature = "compile")]
    pub fn build(spec: TextSpec) -> Result<Self, Vec<TextError>> {
        let mut errors = Vec::new();
        let mut patterns = Vec::new();
        for (index, pattern) in spec.patterns.iter().enumerate() {
            match Pattern::new(pattern) {
                Ok(pattern) => patterns.push(pattern),
                Err(error) => errors.push(TextError {
                    subject: Subject::Pattern(index),
                    kind: TextErrorKind::Pattern(error),
                }),
            }
        }
        let engine = Self::of_terms(spec, patterns);
        match engine {
            Ok(engine) if errors.is_empty() => Ok(engine),
            Ok(_) => Err(errors),
            Err(mut all) => {
                all.append(&mut errors);
                Err(all)
            }
        }
    }

    #[cfg(feature = "compile")]
    fn of_terms(spec: TextSpec, patterns: Vec<Pattern>) -> Result<Self, Vec<TextError>> {
        let too_many = || vec![TextError { subject: Subject::Terms, kind: TextErrorKind::TooManyTerms }];
        let wide: Vec<char> =
            fold::wide_chars().filter(|&c| patterns.iter().any(|pattern| pattern.tells_width(c))).collect();
        let classes = Classes::new(&term_chars(spec.lists), &wide).ok_or_else(too_many)?;
        let lists = all_symbols(&classes, spec.lists)?;
        // Sets are extended here and not collected: that would bring another sort into small builds.
        let mut distinct: BTreeSet<&Vec<u16>> = BTreeSet::new();
        distinct.extend(lists.iter().flatten());
        let sequences: Vec<Vec<u16>> = distinct.into_iter().cloned().collect();
        let codes = usize::from(classes.boundary()) + 1;
        let automaton = Automaton::new(&sequences, codes).ok_or_else(too_many)?;
        let index = |symbols: &Vec<u16>| {
            u32::try_from(sequences.binary_search(symbols).unwrap_or_default()).unwrap_or(u32::MAX)
        };
        let lists: Vec<Vec<u32>> = lists.iter().map(|list| list.iter().map(index).collect()).collect();
        let entries = sequences
            .iter()
            .map(|symbols| {
                let chars = symbols.iter().filter(|&&code| code != classes.boundary()).count();
                Entry { lists: Vec::new(), chars: u8::try_from(chars).unwrap_or(u8::MAX), placed: false }
            })
            .collect();
        let probe = Probe::new(&classes, &sequences);
        let terms = Terms { classes, automaton, probe };
        let mut engine = Self { terms, entries, lists, not_after: Vec::new(), patterns };
        engine.fill();
        engine.ask(spec.not_after.to_vec());
        Ok(engine)
    }

    /// Tells each entry the lists that have it.
    #[inline(never)]
    fn fill(&mut self) {
        for (list, terms) in (0..).zip(&self.lists) {
            for &entry in terms {
                let Some(entry) = self.entries.get_mut(entry as usize) else { continue };
                if entry.lists.last() != Some(&list) {
                    entry.lists.push(list);
                }
            }
        }
    }

    /// Asks for these pairs instead of those that the engine was built with.
    pub fn ask(&mut self, not_after: Vec<NotAfter>) {
        let placed: Vec<usize> = not_after.iter().flat_map(|pair| [pair.terms, pair.negators]).collect();
        for entry in &mut self.entries {
            entry.placed = entry.lists.iter().any(|list| placed.contains(&(*list as usize)));
        }
        self.not_after = not_after;
    }

    /// Reads a text once: afterwards `hits` tells which terms it mentions.
    #[inline]
    pub fn scan(&self, text: &str, hits: &mut TextHits) {
        hits.prepare(self);
        let wide = self.terms.scan(text, |entry, end| hits.note(self, entry, end));
        hits.wide = Some(wide);
        hits.decide(self, text);
    }

    /// Whether a pattern matches somewhere in a text. `hits` must come from a [`scan`](Self::scan) of the
    /// same text, or be [cleared](TextHits::clear); it keeps what patterns share. False for a pattern that
    /// does not exist.
    #[must_use]
    pub fn pattern_matches(&self, pattern: usize, text: &str, hits: &mut TextHits) -> bool {
        let Some(pattern) = self.patterns.get(pattern) else { return false };
        let wide = *hits
            .wide
            .get_or_insert_with(|| text.chars().any(|c| self.terms.classes.raw(c) & classes::WIDE != 0));
        if !wide {
            return pattern.is_match(text);
        }
        if hits.narrowed.is_empty() {
            patterns::narrow_into(text, &mut hits.narrowed);
        }
        pattern.is_match(&hits.narrowed)
    }

    /// A short text that a pattern is made to match; none for one that does not exist. Where the pattern asks
    /// for a place (`^`, `\b`), the text may fail to match once others stand around it.
    #[must_use]
    pub fn example(&self, pattern: usize) -> Option<&str> {
        self.patterns.get(pattern).map(Pattern::example)
    }

    /// How many terms a list has; none for a list that does not exist.
    #[must_use]
    pub fn terms_in(&self, list: usize) -> Option<usize> {
        self.lists.get(list).map(Vec::len)
    }

    /// The list of terms of a pair.
    #[must_use]
    pub fn terms_of_pair(&self, pair: usize) -> u32 {
        self.not_after.get(pair).map_or(u32::MAX, |pair| u32::try_from(pair.terms).unwrap_or(u32::MAX))
    }

    /// The list of negators of a pair.
    #[must_use]
    pub fn negators_of_pair(&self, pair: usize) -> u32 {
        self.not_after.get(pair).map_or(u32::MAX, |pair| u32::try_from(pair.negators).unwrap_or(u32::MAX))
    }

    /// Terms that are equal, after folding, to an earlier one of their list; by list and index.
    #[must_use]
    pub fn duplicates(&self) -> Vec<Duplicate> {
        let mut first = BTreeMap::new();
        let terms = self.all_terms().map(|(list, term, entry)| {
            let first = *first.entry((list, entry)).or_insert(term);
            Duplicate { list, term, first }
        });
        terms.filter(|found| found.term != found.first).collect()
    }

    /// Terms that another term of their list contains, with each that does; by list and indexes. Of
    /// duplicates only the first is told.
    #[must_use]
    pub fn contained(&self) -> Vec<Contained> {
        let mut first = BTreeMap::new();
        for (list, term, entry) in self.all_terms() {
            first.entry((list, entry)).or_insert(term);
        }
        let within: Vec<Vec<u32>> = self
            .terms
            .automaton
            .sequences()
            .iter()
            .map(|sequence| self.terms.automaton.within(sequence))
            .collect();
        let mut pairs = BTreeSet::new();
        for (&(list, entry), &outer) in &first {
            let inner = within.get(entry as usize).into_iter().flatten();
            let inner = inner.filter_map(|&inner| first.get(&(list, inner)).copied());
            pairs.extend(inner.filter(|&inner| inner != outer).map(|inner| Contained { list, inner, outer }));
        }
        pairs.into_iter().collect()
    }

    /// List, index and entry of every term.
    fn all_terms(&self) -> impl Iterator<Item = (usize, usize, u32)> {
        let lists = self.lists.iter().enumerate();
        lists
            .flat_map(|(list, terms)| terms.iter().enumerate().map(move |(term, &entry)| (list, term, entry)))
    }

    /// Bytes on the heap that tables and automata take.
    #[must_use]
    pub fn memory(&self) -> usize {
        let patterns: usize = self.patterns.iter().map(Pattern::memory).sum();
        let lists: usize = self.lists.iter().map(|list| list.len() * 4).sum();
        let entries: usize =
            self.entries.iter().map(|entry| size_of::<Entry>() + entry.lists.capacity() * 4).sum();
        self.terms.memory() + patterns + lists + entries
    }

    /// Whether an entry is in a list.
    fn holds(&self, list: usize, entry: u32) -> bool {
        let lists = self.entries.get(entry as usize).map(|entry| entry.lists.as_slice());
        lists.unwrap_or_default().iter().any(|&other| other as usize == list)
    }
}

/// The folded characters of all terms; true for those that are a term by themselves.
#[cfg(feature = "compile")]
fn term_chars(lists: &[Vec<String>]) -> BTreeMap<char, bool> {
    let mut chars = BTreeMap::new();
    for term in lists.iter().flatten() {
        let folded = || term.chars().map(fold).filter(|&c| matches!(kind(c), Kind::Word | Kind::Plain));
        let alone = folded().nth(1).is_none();
        for c in folded() {
            *chars.entry(c).or_insert(false) |= alone;
        }
    }
    chars
}

/// The symbols of every term, or what is wrong with each that has none.
fn all_symbols(classes: &Classes, lists: &[Vec<String>]) -> Result<Vec<Vec<Vec<u16>>>, Vec<TextError>> {
    let mut errors = Vec::new();
    let mut all = Vec::with_capacity(lists.len());
    for (list, terms) in lists.iter().enumerate() {
        let mut of_list = Vec::with_capacity(terms.len());
        for (index, term) in terms.iter().enumerate() {
            match term_symbols(classes, term) {
                Ok(symbols) => of_list.push(symbols),
                Err(kind) => errors.push(TextError { subject: Subject::Term { list, term: index }, kind }),
            }
        }
        all.push(of_list);
    }
    if errors.is_empty() { Ok(all) } else { Err(errors) }
}

fn term_symbols(classes: &Classes, term: &str) -> Result<Vec<u16>, TextErrorKind> {
    if term.chars().count() > TERM_CHARS {
        return Err(TextErrorKind::TermLong);
    }
    terms::symbols(classes, term).map_err(|why| match why {
        Unfindable::Empty => TextErrorKind::TermEmpty,
        Unfindable::Break(at) => {
            let broken = term.get(at..).and_then(|rest| rest.chars().next());
            match broken.map(|c| kind(narrow(c).unwrap_or(c))) {
                Some(Kind::Stop) => TextErrorKind::TermStop(at),
                _ => TextErrorKind::TermGap(at),
            }
        }
    })
}

#[cfg(test)]
mod tests;
