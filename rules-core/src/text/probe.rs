//! The first look at a text: runs over it to where a term may begin.
//!
//! Comes in: a text. Goes out: the characters at which the automaton must look. Promise: nothing that
//! begins a term is passed over. Many characters begin some term, few are followed by the right second one,
//! and an automaton makes the processor guess at each. So two filters stand before it: a mask for each
//! character, where one bit in common tells that the second may follow the first; then, for the pairs that
//! pass, a set of bits by the pair's hash.

use super::automaton::{Automaton, ROOT};
use super::classes::{Classes, FIRST_SYMBOL, INVISIBLE, SPACE, WIDE};
use crate::limits::TERM_GAP_CHARS;

/// Bits for each pair in the set.
const BITS: usize = 16;
/// Groups of first characters that a mask tells apart.
const GROUPS: u32 = 15;
/// The bit of a mask that stops every search; all masks have it as a first character.
const ALWAYS: u32 = 1 << GROUPS;

/// Which pairs of codes may begin a term.
#[derive(Clone, Debug)]
pub(super) struct Probe {
    /// For each code a mask: as a first character in the high half, as a second one in the low half.
    masks: Vec<u32>,
    /// The same for the characters of each block of [`Classes`].
    blocks: Vec<[u32; Classes::BLOCK]>,
    /// A set of pairs, by a hash of 32 bits less `shift`; it may hold more than it should.
    bits: Vec<u64>,
    shift: u32,
}

impl Probe {
    /// The pairs of an automaton.
    pub(super) fn new(classes: &Classes, automaton: &Automaton) -> Self {
        let pairs = automaton.seconds();
        let masks = masks(classes, automaton, pairs.iter().copied());
        let bits = (pairs.len() * BITS).clamp(1 << 10, 1 << 24).next_power_of_two();
        let blocks = classes.map_blocks(|raw| mask(&masks, raw));
        let mut probe = Self { masks, blocks, bits: vec![0; bits / 64], shift: 32 - bits.trailing_zeros() };
        for (first, second) in pairs {
            let (word, bit) = probe.place(first, second);
            if let Some(word) = probe.bits.get_mut(word) {
                *word |= 1 << bit;
            }
        }
        probe
    }

    fn place(&self, first: u16, second: u16) -> (usize, u32) {
        let key = u32::from(first) << 16 | u32::from(second);
        let hash = key.wrapping_mul(0x9E37_79B1) >> self.shift;
        ((hash >> 6) as usize, hash & 63)
    }

    fn holds(&self, first: u16, second: u16) -> bool {
        let (word, bit) = self.place(first, second);
        self.bits.get(word).is_none_or(|word| word >> bit & 1 != 0)
    }

    /// Runs on from the byte `from`, before which stands a character of the code `before`. Stops at the next
    /// character at which the automaton must look: the second of a term, a character of a word, a term by
    /// itself, or one whose width matters. None if there is none.
    #[inline(never)]
    pub(super) fn run(&self, classes: &Classes, text: &str, from: usize, before: u16) -> Option<Stop> {
        let table = Table { index: classes.index(), blocks: &self.blocks };
        let mut before = mask(&self.masks, before);
        let mut rest = text.get(from..).unwrap_or_default().as_bytes();
        loop {
            (before, rest) = table.run_pairs(before, rest);
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
                _ => return None,
            };
            if before >> 16 & mask != 0 {
                let at = text.len() - rest.len();
                let first = code_before(classes, text, at);
                if mask & ALWAYS != 0 || self.may_begin(classes, first, text.get(at..).unwrap_or_default()) {
                    return Some(Stop { at, before: first });
                }
            }
            before = mask;
            rest = next;
        }
    }

    /// Whether a term may begin with a character of the code `first` and go on with `rest`.
    fn may_begin(&self, classes: &Classes, first: u16, rest: &str) -> bool {
        let codes = rest.chars().map(|c| classes.raw(c)).take(TERM_GAP_CHARS + 1);
        let second = codes.into_iter().find(|&raw| !Classes::is_skipped(raw));
        second.is_some_and(|raw| match raw {
            raw if raw & WIDE != 0 => true,
            word if classes.is_word(word) => self.holds(first, classes.boundary()),
            other => self.holds(first, other),
        })
    }

    /// Bytes on the heap.
    pub(super) fn memory(&self) -> usize {
        self.masks.len() * 4 + self.blocks.len() * Classes::BLOCK * 4 + self.bits.len() * 8
    }
}

/// Where the automaton must look.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stop {
    /// The byte where the character begins.
    pub(super) at: usize,
    /// The code of the character before it.
    pub(super) before: u16,
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

    /// Runs over characters of three bytes, two at a time, up to those that hold one at which to look.
    #[inline(always)]
    fn run_pairs(self, mut before: u32, mut rest: &[u8]) -> (u32, &[u8]) {
        let three = |bits: u64| {
            let bits = bits as usize;
            self.mask((bits & 0x0F) << 6 | bits >> 8 & 0x3F, bits >> 16 & 0x3F)
        };
        while let (Some(bytes), Some(next)) = (rest.first_chunk(), rest.get(6..)) {
            let bits = u64::from_le_bytes(*bytes);
            if bits & 0xF000_00F0 != 0xE000_00E0 {
                break;
            }
            let (first, second) = (three(bits), three(bits >> 24));
            if before >> 16 & first | first >> 16 & second != 0 {
                break;
            }
            (before, rest) = (second, next);
        }
        (before, rest)
    }
}

/// The last six bits.
#[inline(always)]
fn low(byte: u8) -> usize {
    usize::from(byte & 0x3F)
}

/// The code of the character that ends at a byte; that of a stop at the beginning of the text.
fn code_before(classes: &Classes, text: &str, at: usize) -> u16 {
    let c = text.get(..at).and_then(|before| before.chars().next_back());
    c.map_or(super::classes::STOP, |c| classes.code(c))
}

/// The mask of a raw code.
fn mask(masks: &[u32], raw: u16) -> u32 {
    masks.get(usize::from(raw)).copied().unwrap_or(ALWAYS << 16 | ALWAYS)
}

/// The masks of all codes.
fn masks(classes: &Classes, automaton: &Automaton, pairs: impl Iterator<Item = (u16, u16)>) -> Vec<u32> {
    let mut masks = vec![ALWAYS << 16; usize::from(classes.boundary()) + 1];
    let mut add = |code: u16, bits: u32| {
        if let Some(mask) = masks.get_mut(usize::from(code)) {
            *mask |= bits;
        }
    };
    let group = |first: u16| 1 << (u32::from(first).wrapping_mul(0x9E37_79B1) >> 16) % GROUPS;
    let mut skipped = 0;
    for first in (FIRST_SYMBOL..classes.boundary()).filter(|&code| automaton.next(ROOT, code) != ROOT) {
        add(first, group(first) << 16);
    }
    for (first, second) in pairs {
        skipped |= group(first);
        add(second, group(first));
    }
    add(SPACE, skipped);
    add(INVISIBLE, skipped);
    for code in (0..=classes.boundary()).filter(|&code| !classes.is_inert(code)) {
        add(code, ALWAYS);
    }
    masks
}
