//! SHA-256 digests as lower-case hexadecimal text.
//!
//! Comes in: bytes. Goes out: 64 ASCII characters. Promise: the digest of a ruleset does not depend on the
//! editor that saved it, nor on the line ends a version control system checked out.

#[cfg(any(test, target_family = "wasm"))]
mod sha256;

use crate::source::strip_bom;
#[cfg(not(target_family = "wasm"))]
use sha2::{Digest as _, Sha256};
#[cfg(target_family = "wasm")]
use sha256::Sha256;

/// The SHA-256 of some bytes, in lower-case hexadecimal.
///
/// ```
/// let digest = rules_core::digest::sha256_hex(b"");
/// assert_eq!(digest, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
/// ```
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The digest of a ruleset's source: the SHA-256 of every byte but a leading byte order mark and the
/// carriage return of each CR LF. A carriage return that stands alone is kept: it is no line end.
///
/// ```
/// use rules_core::digest::{ruleset_digest, sha256_hex};
/// assert_eq!(ruleset_digest(b"\xEF\xBB\xBFid = \"fraud\"\r\n"), sha256_hex(b"id = \"fraud\"\n"));
/// ```
#[must_use]
pub fn ruleset_digest(source: &[u8]) -> String {
    let mut hasher = Sha256::new();
    let mut rest = strip_bom(source);
    while let Some(at) = rest.windows(2).position(|pair| pair == b"\r\n") {
        let (line, end) = rest.split_at_checked(at).unwrap_or((rest, &[]));
        hasher.update(line);
        rest = end.strip_prefix(b"\r").unwrap_or(end);
    }
    hasher.update(rest);
    hex(&hasher.finalize())
}

fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.iter().flat_map(|&byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_answers_hold() {
        // FIPS 180-4, appendix B.1.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256_hex(b"abc"), abc);
        assert_eq!(ruleset_digest(b"abc"), abc);
    }

    #[test]
    fn a_ruleset_is_the_same_however_it_was_saved() {
        let cases: &[(&[u8], &[u8])] = &[
            (b"", b""),
            (b"\xEF\xBB\xBF", b""),
            (b"a\r\nb\r\n", b"a\nb\n"),
            (b"\r\n\r\n", b"\n\n"),
            (b"\xEF\xBB\xBFa\r\n", b"a\n"),
        ];
        for (source, want) in cases {
            assert_eq!(ruleset_digest(source), sha256_hex(want), "{source:?}");
        }
    }

    #[test]
    fn nothing_else_is_left_out() {
        let cases: &[(&[u8], &[u8])] = &[
            (b"a\rb", b"a\rb"),
            (b"a\r", b"a\r"),
            (b"a\r\r\n", b"a\r\n"),
            (b"a\n\r", b"a\n\r"),
            (b"a\xEF\xBB\xBF", b"a\xEF\xBB\xBF"),
            (b"\xEF\xBB\xBF\xEF\xBB\xBFa", b"\xEF\xBB\xBFa"),
            (b" a \n", b" a \n"),
        ];
        for (source, want) in cases {
            assert_eq!(ruleset_digest(source), sha256_hex(want), "{source:?}");
        }
        assert_ne!(ruleset_digest(b"a\rb"), ruleset_digest(b"ab"));
    }
}
