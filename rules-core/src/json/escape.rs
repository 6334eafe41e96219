//! Writing a JSON string: as few escapes as the grammar allows, the same bytes as `serde_json`.

use super::bytes::find_special;

const HEX: [u8; 16] = *b"0123456789abcdef";

/// Appends `text` as a JSON string, quotes included.
///
/// Only `"`, `\` and control characters below U+0020 are escaped, the latter by their short form if they
/// have one. U+2028 and U+2029 stand as they are: the output is JSON, not JavaScript source.
///
/// ```
/// let mut line = Vec::new();
/// rules_core::json::push_string(&mut line, "他说\"转账\"\n\u{1}");
/// assert_eq!(line, r#""他说\"转账\"\n\u0001""#.as_bytes());
/// ```
pub fn push_string(out: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    out.reserve(bytes.len() + 2);
    out.push(b'"');
    let mut from = 0;
    loop {
        let at = find_special(bytes, from);
        out.extend_from_slice(bytes.get(from..at).unwrap_or_default());
        let Some(&byte) = bytes.get(at) else { break };
        push_escape(out, byte);
        from = at + 1;
    }
    out.push(b'"');
}

/// Whether a text stands in JSON as it is, between quotes.
#[must_use]
pub fn is_plain(text: &str) -> bool {
    find_special(text.as_bytes(), 0) == text.len()
}

fn push_escape(out: &mut Vec<u8>, byte: u8) {
    let short = match byte {
        b'"' | b'\\' => byte,
        0x08 => b'b',
        0x0C => b'f',
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        _ => {
            let digit = |n: u8| HEX.get(usize::from(n & 0xF)).copied().unwrap_or(b'0');
            out.extend_from_slice(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte)]);
            return;
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}
