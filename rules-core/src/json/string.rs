//! Strings: where one ends, and what its escapes stand for.

use super::bytes::find_special;
use super::error::{Expected, Found, JsonError};

/// A string that was read: a range of the document if it has no escapes, of the scratch buffer otherwise.
///
/// It borrows nothing, so slots that hold it can be used again for the next line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Text {
    start: usize,
    end: usize,
    decoded: bool,
    lone_surrogate: bool,
}

impl Text {
    /// A text that stands in the scratch buffer, from byte to byte.
    #[must_use]
    pub fn decoded(start: usize, end: usize) -> Self {
        Self { start, end, decoded: true, lone_surrogate: false }
    }

    /// The text, from the document and the scratch buffer that it was read from and into.
    ///
    /// Empty if the scratch buffer has been cleared since.
    #[must_use]
    pub fn of<'t>(&self, document: &'t str, scratch: &'t str) -> &'t str {
        let from = if self.decoded { scratch } else { document };
        from.get(self.start..self.end).unwrap_or_default()
    }

    /// Whether it has escapes, so that it stands in the scratch buffer.
    #[must_use]
    pub fn is_decoded(&self) -> bool {
        self.decoded
    }

    /// Whether an escape named half a surrogate pair: no Unicode text, U+FFFD stands there.
    #[must_use]
    pub fn lone_surrogate(&self) -> bool {
        self.lone_surrogate
    }

    /// A string without escapes at `start..end` of the document.
    pub(crate) fn plain(start: usize, end: usize) -> Self {
        Self { start, end, decoded: false, lone_surrogate: false }
    }

    /// A string with escapes, decoded behind what `scratch` holds already.
    pub(super) fn decode(raw: &str, scratch: &mut String) -> Self {
        let start = scratch.len();
        let lone_surrogate = decode_into(raw, scratch);
        Self { start, end: scratch.len(), decoded: true, lone_surrogate }
    }
}

/// A validated string: the offset of its closing quote, and whether it has escapes.
pub(super) struct Raw {
    pub(super) end: usize,
    pub(super) escaped: bool,
}

/// Validates a string whose opening quote stands before `start`.
#[inline]
pub(super) fn string_end(text: &str, start: usize) -> Result<Raw, JsonError> {
    let end = find_special(text.as_bytes(), start);
    if text.as_bytes().get(end) == Some(&b'"') {
        return Ok(Raw { end, escaped: false });
    }
    escaped_end(text, end)
}

/// The same from the first special byte on, where that is not the closing quote.
#[inline(never)]
fn escaped_end(text: &str, first: usize) -> Result<Raw, JsonError> {
    let mut at = first;
    loop {
        match text.as_bytes().get(at) {
            Some(b'"') => return Ok(Raw { end: at, escaped: true }),
            Some(b'\\') => at = find_special(text.as_bytes(), escape_end(text, at + 1)?),
            _ => return Err(refuse(text, at, Expected::StringCharacter)),
        }
    }
}

/// The offset past the escape whose backslash stands before `at`.
fn escape_end(text: &str, at: usize) -> Result<usize, JsonError> {
    let bytes = text.as_bytes();
    match bytes.get(at) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 1),
        Some(b'u') => {
            let end = at + 5;
            match (at + 1..end).find(|&i| !bytes.get(i).is_some_and(u8::is_ascii_hexdigit)) {
                None => Ok(end),
                Some(bad) => Err(refuse(text, bad, Expected::HexDigit)),
            }
        }
        _ => Err(refuse(text, at, Expected::Escape)),
    }
}

/// An error at the character at `offset`.
#[cold]
pub(super) fn refuse(text: &str, offset: usize, expected: Expected) -> JsonError {
    let next = text.get(offset..).and_then(|rest| rest.chars().next());
    JsonError { offset, expected, found: next.map_or(Found::End, Found::Char) }
}

/// Appends what a validated string stands for; true if it has a lone surrogate.
fn decode_into(raw: &str, out: &mut String) -> bool {
    let mut rest = raw;
    let mut lone = false;
    while let Some((plain, escape)) = rest.split_once('\\') {
        out.push_str(plain);
        let (length, c) = decode_escape(escape);
        lone |= c.is_none();
        out.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
        rest = escape.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    lone
}

/// The length and the character of the escape at the start of `escape`, its backslash left out; no character
/// for a lone surrogate.
fn decode_escape(escape: &str) -> (usize, Option<char>) {
    let c = match escape.as_bytes().first() {
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{C}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return decode_unicode(escape),
        Some(&byte) => char::from(byte),
        None => return (0, None),
    };
    (1, Some(c))
}

/// The same for `uXXXX`, or `uXXXX\uXXXX` where both halves of a pair are there.
fn decode_unicode(escape: &str) -> (usize, Option<char>) {
    let unit = |range: std::ops::Range<usize>| {
        escape.get(range).and_then(|digits| u16::from_str_radix(digits, 16).ok())
    };
    let Some(first) = unit(1..5) else { return (escape.len(), None) };
    if let Some(c) = char::from_u32(u32::from(first)) {
        return (5, Some(c));
    }
    let second = if escape.get(5..7) == Some("\\u") { unit(7..11) } else { None };
    let pair = second.and_then(|second| char::decode_utf16([first, second]).next()?.ok());
    (if pair.is_some() { 11 } else { 5 }, pair)
}
