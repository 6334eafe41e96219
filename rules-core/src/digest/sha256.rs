//! SHA-256 (FIPS 180-4) for WebAssembly: small, and quick before any optimiser has seen it.
//!
//! Comes in: bytes, in any pieces. Goes out: the digest that the crate `sha2` gives, which every other machine uses, with
//! its instructions for it. Sixteen rounds are written out, so that no variable moves from one to the next and every
//! word has its place; all sixty-four would take hosts longer to compile than to run.

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
static ROUNDS: [u32; 64] = [
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
];

/// The same of the square roots of the first 8.
const START: [u32; 8] =
    [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

const BLOCK: usize = 64;
/// Where in the last block the number of bits stands.
const LENGTH_AT: usize = 56;

/// A digest that is being made.
#[derive(Clone, Debug)]
pub(super) struct Sha256 {
    state: [u32; 8],
    /// What of a block has come so far.
    open: Vec<u8>,
    bytes: u64,
}

impl Sha256 {
    /// The digest of nothing, so far.
    pub(super) fn new() -> Self {
        Self { state: START, open: Vec::with_capacity(BLOCK), bytes: 0 }
    }

    /// The digest of some bytes.
    pub(super) fn digest(bytes: &[u8]) -> [u8; 32] {
        let mut digest = Self::new();
        digest.update(bytes);
        digest.finalize()
    }

    /// Takes more bytes.
    pub(super) fn update(&mut self, mut bytes: &[u8]) {
        self.bytes = self.bytes.wrapping_add(u64::try_from(bytes.len()).unwrap_or_default());
        if !self.open.is_empty() {
            let (first, rest) = bytes.split_at_checked(BLOCK - self.open.len()).unwrap_or((bytes, &[]));
            self.open.extend(first);
            bytes = rest;
            let Some(block) = self.open.first_chunk() else { return };
            compress(&mut self.state, block);
            self.open.clear();
        }
        let (blocks, rest) = bytes.as_chunks();
        blocks.iter().for_each(|block| compress(&mut self.state, block));
        self.open.extend(rest);
    }

    /// The digest.
    pub(super) fn finalize(mut self) -> [u8; 32] {
        let bits = self.bytes.wrapping_mul(8).to_be_bytes();
        let filled = (self.open.len() + 1) % BLOCK;
        let zeros = if filled > LENGTH_AT { BLOCK + LENGTH_AT - filled } else { LENGTH_AT - filled };
        let mut end = vec![0; 1 + zeros];
        end.iter_mut().take(1).for_each(|first| *first = 0x80);
        end.extend(bits);
        self.update(&end);
        let mut digest = [0; 32];
        for (place, word) in digest.as_chunks_mut().0.iter_mut().zip(self.state) {
            *place = word.to_be_bytes();
        }
        digest
    }
}

/// One round on the variables named: what was `h` becomes the new `a`, what was `d` the new `e`.
macro_rules! round {
    ($a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $h:ident $input:expr) => {
        $h =
            $h.wrapping_add(turned($e, [6, 11, 25])).wrapping_add($g ^ ($e & ($f ^ $g))).wrapping_add($input);
        $d = $d.wrapping_add($h);
        $h = $h.wrapping_add(turned($a, [2, 13, 22])).wrapping_add(($a & $b) | ($c & ($a | $b)));
    };
}

/// Sixteen rounds, and then the words of the next sixteen.
macro_rules! rounds {
    ($words:ident $constants:ident: $($at:literal $after:literal $ninth:literal $last:literal,
        $a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $h:ident;)*) => {
        $(round!($a $b $c $d $e $f $g $h $words[$at].wrapping_add($constants[$at]));)*
        $($words[$at] = next($words[$at], $words[$after], $words[$ninth], $words[$last]);)*
    };
}

/// A word out of those 16, 15, 7 and 2 before it.
#[inline(always)]
fn next(first: u32, second: u32, tenth: u32, fifteenth: u32) -> u32 {
    let (near, far) = (twice(second), twice(fifteenth));
    let near = low((near >> 7) ^ (near >> 18)) ^ (second >> 3);
    let far = low((far >> 17) ^ (far >> 19)) ^ (fifteenth >> 10);
    first.wrapping_add(near).wrapping_add(tenth).wrapping_add(far)
}

/// A word turned to the right by three distances, as one.
#[inline(always)]
fn turned(word: u32, [a, b, c]: [u32; 3]) -> u32 {
    let twice = twice(word);
    low((twice >> a) ^ (twice >> b) ^ (twice >> c))
}

/// A word after itself: shifting that turns it. V8's first compiler has no instruction that turns, and calls out of the
/// module for each.
#[inline(always)]
fn twice(word: u32) -> u64 {
    (u64::from(word) << 32) | u64::from(word)
}

#[inline(always)]
#[expect(clippy::cast_possible_truncation, reason = "the lower half is what is wanted")]
fn low(twice: u64) -> u32 {
    twice as u32
}

#[inline(never)]
fn compress(state: &mut [u32; 8], block: &[u8; BLOCK]) {
    let mut words = [0; 16];
    for (word, bytes) in words.iter_mut().zip(block.as_chunks().0) {
        *word = u32::from_be_bytes(*bytes);
    }
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
    for constants in ROUNDS.as_chunks::<16>().0 {
        rounds!(words constants:
            0 1 9 14, a b c d e f g h;
            1 2 10 15, h a b c d e f g;
            2 3 11 0, g h a b c d e f;
            3 4 12 1, f g h a b c d e;
            4 5 13 2, e f g h a b c d;
            5 6 14 3, d e f g h a b c;
            6 7 15 4, c d e f g h a b;
            7 8 0 5, b c d e f g h a;
            8 9 1 6, a b c d e f g h;
            9 10 2 7, h a b c d e f g;
            10 11 3 8, g h a b c d e f;
            11 12 4 9, f g h a b c d e;
            12 13 5 10, e f g h a b c d;
            13 14 6 11, d e f g h a b c;
            14 15 7 12, c d e f g h a b;
            15 0 8 13, b c d e f g h a;
        );
    }
    let [p, q, r, s, t, u, v, w] = state;
    for (place, change) in [(p, a), (q, b), (r, c), (s, d), (t, e), (u, f), (v, g), (w, h)] {
        *place = place.wrapping_add(change);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::Digest as _;

    #[test]
    fn digests_are_those_of_the_crate_for_every_length_and_in_any_pieces() {
        let bytes: Vec<u8> = (0..300_u32).map(|at| (at * at % 251) as u8).collect();
        for length in 0..bytes.len() {
            let bytes = &bytes[..length];
            let expected: [u8; 32] = sha2::Sha256::digest(bytes).into();
            assert_eq!(Sha256::digest(bytes), expected, "{length} bytes");
            let mut in_pieces = Sha256::new();
            bytes.chunks(1 + length % 70).for_each(|piece| in_pieces.update(piece));
            assert_eq!(in_pieces.finalize(), expected, "{length} bytes in pieces");
        }
    }
}
