//! Finding bytes: the inner loops of reading, skipping and writing strings.

/// Bytes looked at together: whole words, which the compiler turns into vector instructions where it has them.
const BLOCK: usize = 64;
const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// Whether a byte ends a run of plain string characters: a double quote, a backslash or a control character.
pub(super) fn is_special(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// The offset of the first special byte at or after `from`, or the length.
#[inline]
pub(super) fn find_special(bytes: &[u8], from: usize) -> usize {
    // Most keys and short values end in the first words.
    let mut at = from;
    while at < from + 16 {
        let Some(word) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) else { break };
        let hits = special_mask(u64::from_le_bytes(*word));
        if hits != 0 {
            return at + hits.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    find_special_far(bytes, at)
}

/// The same for long texts and for the last bytes: by blocks, then words, then bytes.
#[inline(never)]
fn find_special_far(bytes: &[u8], from: usize) -> usize {
    let mut rest = bytes.get(from..).unwrap_or_default();
    while let Some(block) = rest.first_chunk::<BLOCK>() {
        let (words, _) = block.as_chunks::<8>();
        if words.iter().fold(0, |hits, word| hits | special_mask(u64::from_le_bytes(*word))) != 0 {
            break;
        }
        rest = rest.get(BLOCK..).unwrap_or_default();
    }
    while let Some(word) = rest.first_chunk::<8>() {
        let hits = special_mask(u64::from_le_bytes(*word));
        if hits != 0 {
            return bytes.len() - rest.len() + hits.trailing_zeros() as usize / 8;
        }
        rest = rest.get(8..).unwrap_or_default();
    }
    let plain = rest.iter().position(|&byte| is_special(byte)).unwrap_or(rest.len());
    bytes.len() - rest.len() + plain
}

/// A word whose lowest set bit lies in the first special byte of `word` (little endian); 0 if none is special.
///
/// The subtraction borrows only out of a byte that is itself a hit, so bits below the first hit are exact.
#[inline]
fn special_mask(word: u64) -> u64 {
    let zero_in = |x: u64| x.wrapping_sub(ONES) & !x;
    let quotes = zero_in(word ^ (ONES * 0x22));
    let backslashes = zero_in(word ^ (ONES * 0x5C));
    let controls = word.wrapping_sub(ONES * 0x20) & !word;
    (quotes | backslashes | controls) & HIGHS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_special_byte_is_found_at_every_place_and_value() {
        for length in 0..100 {
            for place in 0..length {
                for byte in 0..=255u8 {
                    let mut bytes = vec![b'a'; length];
                    bytes[place] = byte;
                    bytes.extend([b'"', 0, b'\\']);
                    let expected = if is_special(byte) { place } else { length };
                    assert_eq!(find_special(&bytes, 0), expected, "{length} {place} {byte}");
                }
            }
        }
    }

    #[test]
    fn the_search_starts_where_it_is_told_and_ends_at_the_length() {
        assert_eq!(find_special(b"\"a\"b", 1), 2);
        assert_eq!(find_special("中文".as_bytes(), 0), 6);
        assert_eq!(find_special(b"abc", 9), 3);
    }
}
