//! The first look at a text: runs over it to the next two characters with which a term may begin.
//!
//! Comes in: the bytes of a text. Goes out: where the automaton must look. Promise: nothing that begins a
//! term is passed over. Most texts have many characters that begin some term, and few that are followed by
//! the right second one; asking a set of bits about the pair costs no branch that a processor must guess.

use super::automaton::{Automaton, ROOT};
use super::classes::{Classes, INVISIBLE, OTHER, SPACE};

/// Bits for each pair in the set.
const BITS: usize = 16;

/// Which pairs of codes may begin a term.
#[derive(Clone, Debug)]
pub(super) struct Probe {
    /// A set of pairs, by a hash of 32 bits less `shift`; it may hold more than it should.
    bits: Vec<u64>,
    shift: u32,
}

/// Where the first look ended.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stop {
    /// Bytes left, from the character on that must be looked at.
    pub(super) left: usize,
    /// The code of the character before it.
    pub(super) before: u16,
}

impl Probe {
    /// The pairs of an automaton: a symbol that begins a term, and one that goes on or is skipped.
    pub(super) fn new(classes: &Classes, automaton: &Automaton) -> Self {
        let begins = (0..classes.boundary()).filter(|&code| automaton.next(ROOT, code) != ROOT);
        let skipped = begins.flat_map(|code| [(code, SPACE), (code, INVISIBLE)]);
        let pairs: Vec<(u16, u16)> = automaton.seconds().into_iter().chain(skipped).collect();
        let bits = (pairs.len() * BITS).clamp(1 << 12, 1 << 24).next_power_of_two();
        let mut probe = Self { bits: vec![0; bits / 64], shift: 32 - bits.trailing_zeros() };
        for (first, second) in pairs {
            let (word, bit) = probe.place(first, second);
            if let Some(word) = probe.bits.get_mut(word) {
                *word |= 1 << bit;
            }
        }
        probe
    }

    #[inline(always)]
    fn place(&self, first: u16, second: u16) -> (usize, u32) {
        let key = u32::from(first) << 16 | u32::from(second);
        let hash = key.wrapping_mul(0x9E37_79B1) >> self.shift;
        ((hash >> 6) as usize, hash & 63)
    }

    #[inline(always)]
    fn holds(&self, first: u16, second: u16) -> bool {
        let (word, bit) = self.place(first, second);
        self.bits.get(word).is_none_or(|word| word >> bit & 1 != 0)
    }

    /// Runs over `bytes`, which begin with a whole character, after a character of the code `before`.
    #[inline]
    pub(super) fn run(&self, classes: &Classes, bytes: &[u8], mut before: u16) -> Stop {
        let mut rest = bytes;
        loop {
            let low = |byte: u8| usize::from(byte & 0x3F);
            let (raw, next) = match *rest {
                [a, b, c, ref next @ ..] if a & 0xF0 == 0xE0 => {
                    (classes.near(usize::from(a & 0x0F) << 12 | low(b) << 6 | low(c)), next)
                }
                [a, ref next @ ..] if a < 0x80 => (classes.near(usize::from(a)), next),
                [a, b, ref next @ ..] if a < 0xE0 => {
                    (classes.near(usize::from(a & 0x1F) << 6 | low(b)), next)
                }
                [a, b, c, d, ref next @ ..] => {
                    let code = usize::from(a & 0x07) << 18 | low(b) << 12 | low(c) << 6 | low(d);
                    let c = u32::try_from(code).ok().and_then(char::from_u32);
                    (c.map_or(OTHER, |c| classes.raw(c)), next)
                }
                _ => return Stop { left: 0, before },
            };
            if !classes.is_inert(raw) || self.holds(before, raw) {
                return Stop { left: rest.len(), before };
            }
            before = raw;
            rest = next;
        }
    }

    /// Bytes on the heap.
    pub(super) fn memory(&self) -> usize {
        self.bits.len() * 8
    }
}
