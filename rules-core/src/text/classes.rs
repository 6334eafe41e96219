//! From a character of a text to its code in the terms' automaton, in one look.
//!
//! Comes in: the folded characters that occur in terms, and those that begin one. Goes out: a table from
//! every original character to a code, so that folding costs nothing while a text is searched. Promise:
//! two characters have the same code of a symbol exactly if they fold to the same character of a term.
//!
//! Codes stand in this order, so that one comparison tells the kinds apart: [`OTHER`], [`STOP`],
//! [`SPACE`], [`INVISIBLE`], symbols that are no term by themselves, symbols that are one, then characters of
//! words: first the code of those that are in no term, then symbols; last, the code of a word's boundary.

use super::fold::{Kind, fold, kind, kinds, pairs, wide_chars};
#[cfg(feature = "compile")]
use crate::pack::push_runs;
use crate::pack::{Packed, Reader};
use std::collections::BTreeMap;

/// A character of no term that separates words.
pub(super) const OTHER: u16 = 0;
/// The end of a sentence or a line.
pub(super) const STOP: u16 = 1;
/// A space or punctuation.
pub(super) const SPACE: u16 = 2;
/// A character that takes no room.
pub(super) const INVISIBLE: u16 = 3;
/// The first code of a symbol.
pub(super) const FIRST_SYMBOL: u16 = 4;

/// Added to the code of a character whose width matters to a pattern of the ruleset.
pub(super) const WIDE: u16 = 0x8000;

/// Codes that there may be.
const CODES: usize = 0x7F00;
/// Characters in one block of the table.
const BLOCK: usize = 64;
/// Blocks of the 16-bit characters.
const BLOCKS: usize = 0x1_0000 / BLOCK;

type Block = [u16; BLOCK];

/// The table of one ruleset.
#[derive(Clone, Debug)]
pub(super) struct Classes {
    /// The block of each 64 of the 16-bit characters.
    index: Box<[u16; BLOCKS]>,
    blocks: Vec<Block>,
    /// Characters past 16 bits that are in terms or fold to one that is, sorted.
    far: Vec<(char, u16)>,
    /// The first symbol that is a term by itself.
    alone: u16,
    /// The code of characters of words that are in no term.
    words: u16,
    /// The code of a word's boundary.
    boundary: u16,
}

impl Default for Classes {
    /// A table in which no character is in a term, to be put in the place of.
    fn default() -> Self {
        Self {
            index: Box::new([0; BLOCKS]),
            blocks: Vec::new(),
            far: Vec::new(),
            alone: 0,
            words: 0,
            boundary: 0,
        }
    }
}

impl Classes {
    /// Characters in one block of the table.
    pub(super) const BLOCK: usize = BLOCK;
    /// Blocks of the 16-bit characters.
    pub(super) const BLOCKS: usize = BLOCKS;

    /// The table for terms made of `chars` (folded; true for those that are a term by themselves), in which the
    /// characters `flagged` carry [`WIDE`]. None if there are more characters than codes.
    pub(super) fn new(chars: &BTreeMap<char, bool>, flagged: &[char]) -> Option<Self> {
        if chars.len() + usize::from(FIRST_SYMBOL) + 2 > CODES {
            return None;
        }
        let of = |want: Kind, alone: &[bool]| {
            let chosen = chars.iter().filter(|&(&c, is_alone)| kind(c) == want && alone.contains(is_alone));
            chosen.map(|(&c, _)| c).collect::<Vec<_>>()
        };
        let (inner, single) = (of(Kind::Plain, &[false]), of(Kind::Plain, &[true]));
        let word = of(Kind::Word, &[false, true]);
        let alone = FIRST_SYMBOL + count(&inner);
        let words = alone + count(&single);
        let plain = inner.iter().chain(&single).copied().zip(FIRST_SYMBOL..);
        let mut codes: BTreeMap<char, u16> = BTreeMap::new();
        codes.extend(plain.chain(word.iter().copied().zip(words + 1..)));
        let mut far = BTreeMap::new();
        let near = flat(&codes, flagged, words, &mut far);
        let (index, blocks) = pack(&near)?;
        let boundary = words + 1 + count(&word);
        Some(Self { index, blocks, far: far.into_iter().collect(), alone, words, boundary })
    }

    /// The code of an original character, [`WIDE`] included.
    #[inline(always)]
    pub(super) fn raw(&self, c: char) -> u16 {
        let at = c as usize;
        match self.index.get(at / BLOCK) {
            Some(&block) => {
                self.blocks.get(usize::from(block)).and_then(|b| b.get(at % BLOCK)).copied().unwrap_or(OTHER)
            }
            None => self.far(c),
        }
    }

    /// The code of an original character.
    #[inline]
    pub(super) fn code(&self, c: char) -> u16 {
        self.raw(c) & !WIDE
    }

    #[cold]
    fn far(&self, c: char) -> u16 {
        match self.far.binary_search_by_key(&c, |entry| entry.0) {
            Ok(at) => self.far.get(at).map_or(OTHER, |entry| entry.1),
            Err(_) if kind(c) == Kind::Invisible => INVISIBLE,
            Err(_) => OTHER,
        }
    }

    /// Whether a character of this raw code, by itself, is no term and no part of a word, and has no
    /// [`WIDE`]: only together with the next one can it matter.
    #[inline(always)]
    pub(super) fn is_inert(&self, raw: u16) -> bool {
        raw < self.alone
    }

    /// For each 64 of the 16-bit characters the number of their block.
    pub(super) fn index(&self) -> &[u16; BLOCKS] {
        &self.index
    }

    /// Each block with its raw codes mapped.
    pub(super) fn map_blocks(&self, map: impl Fn(u16) -> u32) -> Vec<[u32; BLOCK]> {
        self.blocks.iter().map(|block| block.map(&map)).collect()
    }

    /// Whether a code is that of a character of a word.
    #[inline(always)]
    pub(super) fn is_word(&self, code: u16) -> bool {
        code >= self.words
    }

    /// Whether a code is that of a character in the middle of a term: skipped there, not matched.
    #[inline(always)]
    pub(super) fn is_skipped(code: u16) -> bool {
        code == SPACE || code == INVISIBLE
    }

    /// The first code of characters of words.
    pub(super) fn words(&self) -> u16 {
        self.words
    }

    /// The code of a word's boundary.
    pub(super) fn boundary(&self) -> u16 {
        self.boundary
    }

    /// Bytes on the heap.
    pub(super) fn memory(&self) -> usize {
        BLOCKS * 2 + self.blocks.len() * size_of::<Block>() + self.far.len() * size_of::<(char, u16)>()
    }
}

impl Packed for Classes {
    fn read(from: &mut Reader<'_>) -> Self {
        let mut classes = Self::default();
        from.runs(classes.index.as_mut_slice());
        let blocks = usize::read(from);
        if blocks > BLOCKS {
            from.fail();
        } else {
            classes.blocks = vec![[OTHER; BLOCK]; blocks];
            from.runs(classes.blocks.as_flattened_mut());
        }
        classes.far = Packed::read(from);
        (classes.alone, classes.words, classes.boundary) = Packed::read(from);
        classes
    }

    #[cfg(feature = "compile")]
    fn write(&self, to: &mut Vec<u8>) {
        push_runs(to, self.index.as_slice());
        self.blocks.len().write(to);
        push_runs(to, self.blocks.as_flattened());
        self.far.write(to);
        (self.alone, self.words, self.boundary).write(to);
    }
}

fn count(chars: &[char]) -> u16 {
    u16::try_from(chars.len()).unwrap_or(u16::MAX)
}

/// The codes of all 16-bit characters; those past 16 bits go into `far`.
fn flat(
    codes: &BTreeMap<char, u16>,
    flagged: &[char],
    words: u16,
    far: &mut BTreeMap<char, u16>,
) -> Vec<u16> {
    let code_of = |c: char| match kind(c) {
        Kind::Stop => STOP,
        Kind::Space => SPACE,
        Kind::Invisible => INVISIBLE,
        Kind::Word => codes.get(&c).copied().unwrap_or(words),
        Kind::Plain => codes.get(&c).copied().unwrap_or(OTHER),
    };
    let mut table = Table { near: vec![OTHER; BLOCKS * BLOCK], far };
    for c in kinds().filter(|range| range.0 <= '\u{FFFF}').flat_map(|(first, last, _)| first..=last) {
        table.set(c, code_of(fold(c)));
    }
    for &c in codes.keys() {
        table.set(c, code_of(c));
    }
    for (from, to) in pairs() {
        let code = table.near.get(to as usize).copied();
        table.set(from, code.unwrap_or_else(|| code_of(to)));
    }
    for c in wide_chars() {
        let flag = if flagged.contains(&c) { WIDE } else { 0 };
        table.set(c, code_of(fold(c)) | flag);
    }
    table.near
}

/// The codes of all characters while they are gathered.
struct Table<'f> {
    near: Vec<u16>,
    far: &'f mut BTreeMap<char, u16>,
}

impl Table<'_> {
    fn set(&mut self, c: char, code: u16) {
        match self.near.get_mut(c as usize) {
            Some(slot) => *slot = code,
            None if code == OTHER => {}
            None => drop(self.far.insert(c, code)),
        }
    }
}

/// The same codes with equal blocks kept once; the first one is that of most characters, which are in no term.
fn pack(near: &[u16]) -> Option<(Box<[u16; BLOCKS]>, Vec<Block>)> {
    const EMPTY: Block = [OTHER; BLOCK];
    let mut known: BTreeMap<Block, u16> = BTreeMap::new();
    let mut blocks = vec![EMPTY];
    let mut index = Vec::with_capacity(BLOCKS);
    for chunk in near.as_chunks::<BLOCK>().0 {
        if *chunk == EMPTY {
            index.push(0);
            continue;
        }
        let next = u16::try_from(blocks.len()).ok()?;
        let block = *known.entry(*chunk).or_insert(next);
        if block == next {
            blocks.push(*chunk);
        }
        index.push(block);
    }
    Some((index.into_boxed_slice().try_into().ok()?, blocks))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes() -> Classes {
        let chars = [('户', true), ('账', false), ('a', true), ('1', false), ('𠮷', true), ('b', false)];
        Classes::new(&BTreeMap::from(chars), &['Ａ', '，']).unwrap()
    }

    #[test]
    fn characters_that_fold_alike_share_a_code() {
        let classes = classes();
        for (a, b) in [('户', '戶'), ('账', '賬'), ('a', 'A'), ('1', '１'), ('!', '！'), ('b', 'Ｂ')] {
            assert_eq!(classes.code(a), classes.code(b), "{a} {b}");
        }
        assert_eq!(classes.raw('Ａ'), classes.code('a') | WIDE);
        assert_eq!(classes.raw('，'), SPACE | WIDE);
        assert_eq!(classes.raw('：'), SPACE);
    }

    #[test]
    fn the_order_of_codes_tells_kinds_apart() {
        let classes = classes();
        for c in ['账', '，', '。', '中', '\u{200B}', '😀', '\u{E0100}'] {
            assert!(classes.is_inert(classes.code(c)), "{c}");
        }
        for c in ['户', '戶', '𠮷', 'a', 'x', '９', 'é'] {
            assert!(!classes.is_inert(classes.code(c)), "{c}");
        }
        for c in ['a', 'B', 'x', '1', '７', 'é'] {
            assert!(classes.is_word(classes.code(c)), "{c}");
        }
        assert!(!classes.is_word(classes.code('𠮷')));
        assert!(classes.boundary() > classes.code('a').max(classes.code('b')));
        assert_eq!(classes.code('\u{E0100}'), INVISIBLE);
    }

    #[test]
    fn every_character_has_the_code_of_what_it_folds_to() {
        let classes = classes();
        for c in '\0'..=char::MAX {
            assert_eq!(classes.code(c), classes.code(fold(c)), "{c:?}");
        }
    }

    #[test]
    fn a_table_is_the_same_from_its_pack() {
        let whole = classes();
        let mut bytes = Vec::new();
        whole.write(&mut bytes);
        assert!(bytes.len() < 3_000, "{}", bytes.len());
        let again = Classes::read(&mut Reader::new(&bytes));
        for c in '\0'..=char::MAX {
            assert_eq!(whole.raw(c), again.raw(c), "{c:?}");
        }
        assert_eq!((whole.alone, whole.words, whole.boundary), (again.alone, again.words, again.boundary));
    }
}
