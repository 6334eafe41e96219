//! The first look at a text: runs over it to where a term may stand.
//!
//! Comes in: a text. Goes out: the places at which the automaton must look. Promise: no occurrence of a
//! term is passed over. In ordinary text many characters begin some term and few are followed by the right
//! ones; an automaton makes the processor guess at each. So two filters stand before it. The first is a
//! mask for each character, by which groups of terms are followed through their first three characters
//! with one shift and two bit operations a character (the method called Shift-And); the second, asked where
//! the first finds something, is a set of bits by the hash of the first three symbols of a term.
//!
//! Characters of words, terms of one character and characters whose width matters always stop the run. So
//! only the part of a term before its first word is followed here, and no more than three characters of it.

use super::classes::{Classes, INVISIBLE, OTHER, SPACE};
use crate::limits::TERM_GAP_CHARS;
use crate::pack::{Packed, Reader};

/// Groups of terms: a bit for each in each of a mask's three parts.
const GROUPS: u32 = 10;
/// Of these, the groups of terms of two characters, whose third may be anything.
const SHORT_GROUPS: u32 = 2;
/// The first part of a mask: the groups with a term that the character begins.
const FIRST: u32 = (1 << GROUPS) - 1;
/// The second part: those that it may go on.
const SECOND: u32 = FIRST << GROUPS;
/// The lowest bit of the third part: the groups whose third character it may be, or second after one that
/// is skipped. What is followed stops there.
const STOPS: u32 = 1 << (2 * GROUPS);
/// The bit of a mask that always stops.
const ALWAYS: u32 = 1 << (3 * GROUPS);
/// Bits for each term in the set.
const BITS: usize = 16;
/// Bits that the set has at least.
const LEAST_BITS: usize = 1 << 10;

/// The filters of one ruleset.
#[derive(Clone, Debug, Default)]
pub(super) struct Probe {
    /// For each code its mask.
    masks: Vec<u32>,
    /// The masks of the characters of each block of [`Classes`].
    blocks: Vec<[u32; Classes::BLOCK]>,
    /// A set of the first three symbols, [`OTHER`] for none, by a hash of 32 bits less `shift`; it may hold
    /// more than it should.
    bits: Vec<u64>,
    shift: u32,
}

/// Where the automaton must look.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stop {
    /// The byte from which it must read.
    pub(super) start: usize,
    /// The byte past which it may leave off.
    pub(super) at: usize,
}

impl Probe {
    /// The filters for an automaton of `sequences`, which are sorted.
    pub(super) fn new(classes: &Classes, sequences: &[Vec<u16>]) -> Self {
        let starts: Vec<&[u16]> = sequences
            .iter()
            .map(|sequence| sequence.split(|&code| code >= classes.words()).next().unwrap_or_default())
            .filter(|start| start.len() > 1)
            .collect();
        let masks = masks(classes, &starts);
        let bits = (starts.len() * BITS).clamp(LEAST_BITS, 1 << 24).next_power_of_two();
        let mut probe = Self::of_tables(classes, masks, vec![0; bits / 64]);
        for start in starts {
            if let [first, second, ref rest @ ..] = *start {
                let (word, bit) = probe.place(first, second, rest.first().copied().unwrap_or(OTHER));
                probe.bits.get_mut(word).into_iter().for_each(|word| *word |= 1 << bit);
            }
        }
        probe
    }

    /// The filters of these masks and bits, the latter a power of two of at least [`LEAST_BITS`].
    #[inline(never)]
    fn of_tables(classes: &Classes, masks: Vec<u32>, bits: Vec<u64>) -> Self {
        let blocks = classes.map_blocks(|raw| mask(&masks, raw));
        let shift = 32 - (bits.len() * 64).trailing_zeros();
        Self { masks, blocks, bits, shift }
    }

    /// Reads the filters that go with a table of characters.
    pub(super) fn read(classes: &Classes, from: &mut Reader<'_>) -> Self {
        let masks = Packed::read(from);
        let bits: Vec<u64> = Packed::read(from);
        let count = bits.len() * 64;
        if !count.is_power_of_two() || count < LEAST_BITS {
            from.fail();
            return Self::default();
        }
        Self::of_tables(classes, masks, bits)
    }

    /// Writes them.
    #[cfg(feature = "compile")]
    pub(super) fn write(&self, to: &mut Vec<u8>) {
        self.masks.write(to);
        self.bits.write(to);
    }

    fn place(&self, first: u16, second: u16, third: u16) -> (usize, u32) {
        let key = u64::from(first) << 32 | u64::from(second) << 16 | u64::from(third);
        let hash = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32 >> self.shift;
        ((hash >> 6) as usize, hash & 63)
    }

    fn holds(&self, first: u16, second: u16, third: u16) -> bool {
        let (word, bit) = self.place(first, second, third);
        self.bits.get(word).is_none_or(|word| word >> bit & 1 != 0)
    }

    /// Runs on from the byte `from`. A term may begin with the character at the byte `floor`, where the last
    /// one before `from` begins, but with none before it. None if no term stands in the rest.
    #[inline(never)]
    pub(super) fn run(&self, classes: &Classes, text: &str, floor: usize, from: usize) -> Option<Stop> {
        let table = Table { index: classes.index(), blocks: &self.blocks };
        let last = text.get(floor..from).and_then(|last| last.chars().next());
        let mut open = last.map_or(0, |c| mask(&self.masks, classes.code(c)) & FIRST);
        let mut rest = text.get(from..).unwrap_or_default().as_bytes();
        loop {
            (open, rest) = table.run_pairs(open, rest);
            let (mask, next) = match *rest {
                [a, b, c, ref next @ ..] if a & 0xF0 == 0xE0 => {
                    (table.mask(usize::from(a & 0x0F) << 6 | low(b), low(c)), next)
                }
                [a, ref next @ ..] if a < 0x80 => (table.mask(usize::from(a) >> 6, low(a)), next),
                [a, b, ref next @ ..] if a < 0xE0 => (table.mask(usize::from(a & 0x1F), low(b)), next),
                [a, b, c, d, ref next @ ..] => {
                    let code = usize::from(a & 0x07) << 18 | low(b) << 12 | low(c) << 6 | low(d);
                    let c = u32::try_from(code).ok().and_then(char::from_u32);
                    (c.map_or(ALWAYS, |c| mask(&self.masks, classes.raw(c))), next)
                }
                _ => return self.at_end(classes, text, floor, open),
            };
            open = follow(open, mask);
            if open >= STOPS {
                let at = text.len() - rest.len();
                let begins = |start: usize| self.may_begin(classes, text, start);
                if open & ALWAYS != 0 || literal_back(text, at, 2).is_some_and(begins) {
                    return Some(Stop { start: matched_back(classes, text, floor, at), at });
                }
                open &= FIRST | SECOND;
            }
            rest = next;
        }
    }

    /// A term of two characters may end where the text ends.
    fn at_end(&self, classes: &Classes, text: &str, floor: usize, open: u32) -> Option<Stop> {
        let at = text.len();
        let may = open & SECOND != 0;
        may.then(|| Stop { start: matched_back(classes, text, floor, at), at })
    }

    /// Whether a term of at least two characters may begin at the byte `start`, by its first three symbols.
    fn may_begin(&self, classes: &Classes, text: &str, start: usize) -> bool {
        let mut codes = text.get(start..).unwrap_or_default().chars().map(|c| classes.code(c));
        let first = codes.next().unwrap_or(OTHER);
        let mut next = || codes.by_ref().take(TERM_GAP_CHARS + 1).find(|&code| !Classes::is_skipped(code));
        let Some(second) = next() else { return false };
        self.holds(first, second, OTHER) || next().is_some_and(|third| self.holds(first, second, third))
    }

    /// Bytes on the heap.
    pub(super) fn memory(&self) -> usize {
        self.masks.len() * 4 + self.blocks.len() * Classes::BLOCK * 4 + self.bits.len() * 8
    }
}

/// The groups that are followed, after a character with this mask.
#[inline(always)]
fn follow(open: u32, mask: u32) -> u32 {
    (open << GROUPS | FIRST | ALWAYS) & mask
}

/// The masks of all 16-bit characters.
#[derive(Clone, Copy)]
struct Table<'a> {
    index: &'a [u16; Classes::BLOCKS],
    blocks: &'a [[u32; Classes::BLOCK]],
}

impl Table<'_> {
    /// The mask of a character of 16 bits, of which the last six are `low`.
    #[inline(always)]
    fn mask(self, high: usize, low: usize) -> u32 {
        let block = self.index.get(high).copied().unwrap_or(0);
        let block = self.blocks.get(usize::from(block));
        block.and_then(|block| block.get(low)).copied().unwrap_or(ALWAYS)
    }

    /// Runs over characters of three bytes, two at a time, up to two at which to stop.
    #[inline(always)]
    fn run_pairs(self, mut open: u32, mut rest: &[u8]) -> (u32, &[u8]) {
        let three = |bits: u64| {
            let bits = bits as usize;
            self.mask((bits & 0x0F) << 6 | bits >> 8 & 0x3F, bits >> 16 & 0x3F)
        };
        while let (Some(bytes), Some(next)) = (rest.first_chunk(), rest.get(6..)) {
            let bits = u64::from_le_bytes(*bytes);
            if bits & 0xF000_00F0 != 0xE000_00E0 {
                break;
            }
            let first = follow(open, three(bits));
            let second = follow(first, three(bits >> 24));
            if first | second >= STOPS {
                break;
            }
            (open, rest) = (second, next);
        }
        (open, rest)
    }
}

/// The last six bits.
#[inline(always)]
fn low(byte: u8) -> usize {
    usize::from(byte & 0x3F)
}

/// The byte where the `nth` character before the byte `at` begins, all characters counted.
fn literal_back(text: &str, at: usize, nth: usize) -> Option<usize> {
    text.get(..at)?.char_indices().rev().nth(nth - 1).map(|(start, _)| start)
}

/// The byte, from `floor` on, from which to read so that what has begun before the byte `at` is read whole:
/// two characters back, with what is skipped before each.
fn matched_back(classes: &Classes, text: &str, floor: usize, at: usize) -> usize {
    let before = text.get(floor..at).unwrap_or_default();
    let (mut matched, mut skipped, mut start) = (0, 0, at);
    for (offset, c) in before.char_indices().rev() {
        if Classes::is_skipped(classes.code(c)) {
            skipped += 1;
        } else {
            (matched, skipped, start) = (matched + 1, 0, floor + offset);
        }
        if matched == 2 || skipped > TERM_GAP_CHARS {
            break;
        }
    }
    start
}

/// The mask of a raw code; that of a character whose width matters always stops.
fn mask(masks: &[u32], raw: u16) -> u32 {
    masks.get(usize::from(raw)).copied().unwrap_or(ALWAYS)
}

/// The masks of all codes, from the plain symbols with which terms start, two at least of each.
fn masks(classes: &Classes, starts: &[&[u16]]) -> Vec<u32> {
    let mut masks = vec![0; usize::from(classes.boundary()) + 1];
    let mut add = |code: u16, bits: u32| {
        masks.get_mut(usize::from(code)).into_iter().for_each(|mask| *mask |= bits);
    };
    for code in (0..=classes.boundary()).filter(|&code| !classes.is_inert(code)) {
        add(code, ALWAYS);
    }
    let (mut any, mut open) = (0, 0);
    for (group, start) in grouped(starts) {
        let bit = 1 << group;
        let (second, third) = (bit << GROUPS, bit << (2 * GROUPS));
        any |= second | third;
        match **start {
            [a, b] => {
                open |= third;
                add(a, bit);
                add(b, second | third);
            }
            [a, b, c, ..] => {
                add(a, bit);
                add(b, second | third);
                add(c, third);
            }
            _ => {}
        }
    }
    add(SPACE, any);
    add(INVISIBLE, any);
    masks.iter_mut().for_each(|mask| *mask |= open);
    masks
}

/// Each start with its group: neighbours in the sorted order together, those of two symbols apart.
fn grouped<'a>(starts: &'a [&'a [u16]]) -> impl Iterator<Item = (u32, &'a &'a [u16])> {
    let (short, long): (Vec<_>, Vec<_>) = starts.iter().partition(|start| start.len() == 2);
    let spread = |all: Vec<&'a &'a [u16]>, first: u32, groups: u32| {
        let each = all.len().div_ceil(groups as usize).max(1);
        all.into_iter().enumerate().map(move |(at, start)| (first + (at / each) as u32, start))
    };
    spread(short, 0, SHORT_GROUPS).chain(spread(long, SHORT_GROUPS, GROUPS - SHORT_GROUPS))
}
