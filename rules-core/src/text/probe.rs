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

    /// The byte of the next character, from `from` on, at which the automaton must look: the second of a
    /// term, a character of a word, a term by itself, or one whose width matters. None if there is none.
    #[inline(never)]
    pub(super) fn run(&self, classes: &Classes, text: &str, from: usize) -> Option<usize> {
        let mut before = mask(&self.masks, code_before(classes, text, from));
        let mut rest = text.get(from..).unwrap_or_default().as_bytes();
        let (index, blocks) = (classes.index(), self.blocks.as_slice());
        let near = |c: usize| {
            let block = index.get(c / Classes::BLOCK).copied().unwrap_or(0);
            blocks.get(usize::from(block)).and_then(|block| block.get(c % Classes::BLOCK)).copied()
        };
        let low = |byte: u8| usize::from(byte & 0x3F);
        loop {
            let (mask, next) = match *rest {
                [a, b, c, ref next @ ..] if a & 0xF0 == 0xE0 => {
                    (near(usize::from(a & 0x0F) << 12 | low(b) << 6 | low(c)), next)
                }
                [a, ref next @ ..] if a < 0x80 => (near(usize::from(a)), next),
                [a, b, ref next @ ..] if a < 0xE0 => (near(usize::from(a & 0x1F) << 6 | low(b)), next),
                [a, b, c, d, ref next @ ..] => {
                    let code = u32::from(a & 0x07) << 18 | (low(b) << 12 | low(c) << 6 | low(d)) as u32;
                    (char::from_u32(code).map(|c| mask(&self.masks, classes.raw(c))), next)
                }
                _ => return None,
            };
            let mask = mask.unwrap_or(ALWAYS);
            if before >> 16 & mask != 0 {
                let at = text.len() - rest.len();
                if mask & ALWAYS != 0 || self.may_begin(classes, text, at) {
                    return Some(at);
                }
            }
            before = mask;
            rest = next;
        }
    }

    /// Whether a term may begin with the character before the byte `at` and go on there.
    #[inline(never)]
    fn may_begin(&self, classes: &Classes, text: &str, at: usize) -> bool {
        let first = code_before(classes, text, at);
        let codes = text.get(at..).unwrap_or_default().chars().map(|c| classes.raw(c));
        let second = codes.take(TERM_GAP_CHARS + 1).find(|&raw| !Classes::is_skipped(raw));
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

/// The code of the character that ends at a byte; that of a stop at the beginning of the text.
pub(super) fn code_before(classes: &Classes, text: &str, at: usize) -> u16 {
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
