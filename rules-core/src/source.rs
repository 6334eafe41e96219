//! The text of a ruleset and the places in it.
//!
//! Comes in: bytes as an author saved them. Goes out: UTF-8 text, and for every byte offset the line and
//! the UTF-16 column that editors use. Promise: an offset handed to [`Source`] never panics; one past the
//! end, or inside a character, is moved to the nearest place that exists.

use crate::diagnostic::{Code, Diagnostic};
use serde::{Deserialize, Serialize};

/// A range of bytes in a ruleset's source: `start` included, `end` excluded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from two byte offsets; offsets past 4 GiB saturate.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let clip = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: clip(start), end: clip(end.max(start)) }
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The span as indexes.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Something read from the source, with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// A value at a place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// The same place with the value mapped.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: f(self.value), span: self.span }
    }
}

/// A place as editors count: line and column from zero, the column in UTF-16 code units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Position {
    /// Line, from zero.
    pub line: u32,
    /// Column in UTF-16 code units, from zero.
    pub character: u32,
}

/// A ruleset's text with the index of its lines.
///
/// ```
/// use rules_core::source::Source;
/// let source = Source::new("a = 1\nb = \"险\" # x\n");
/// let place = source.position(15); // just after the closing quote
/// assert_eq!((place.line, place.character), (1, 7));
/// ```
#[derive(Clone, Debug)]
pub struct Source {
    text: String,
    line_starts: Vec<u32>,
}

impl Source {
    /// The text as it stands. A byte order mark must be stripped before (see [`strip_bom`]).
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let breaks = text.bytes().enumerate().filter(|(_, b)| *b == b'\n');
        let line_starts =
            std::iter::once(0).chain(breaks.map(|(i, _)| u32::try_from(i + 1).unwrap_or(u32::MAX))).collect();
        Self { text, line_starts }
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text at a span; empty where the span does not fall on characters.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// Line and UTF-16 column of a byte offset.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.floor(offset);
        let line = self.line_starts.partition_point(|&start| start as usize <= offset).saturating_sub(1);
        let start = self.line_starts.get(line).map_or(0, |&start| start as usize);
        let before = self.text.get(start..offset).unwrap_or_default();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Position { line: count(line), character: count(before.encode_utf16().count()) }
    }

    /// The byte offset of a line and a UTF-16 column; a column past the line's end is its end, a line past the
    /// last one the text's end.
    ///
    /// ```
    /// use rules_core::source::{Position, Source};
    /// let source = Source::new("a = 1\nb = \"险\" # x\n");
    /// assert_eq!(source.offset(Position { line: 1, character: 7 }), 15);
    /// ```
    #[must_use]
    pub fn offset(&self, at: Position) -> u32 {
        let end = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        let Some(&start) = self.line_starts.get(at.line as usize) else { return end };
        let next = self.line_starts.get(at.line as usize + 1).map_or(end, |&next| next.saturating_sub(1));
        let line = self.slice(Span { start, end: next });
        let mut column = 0;
        for (offset, c) in line.char_indices() {
            if column >= at.character {
                return start + u32::try_from(offset).unwrap_or(0);
            }
            column += u32::try_from(c.len_utf16()).unwrap_or(1);
        }
        next
    }

    /// The nearest offset at or before `offset` that is a character's first byte or the end.
    fn floor(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

/// The bytes without a leading UTF-8 byte order mark.
#[must_use]
pub fn strip_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

/// The source that the bytes of a file hold, without its byte order mark.
///
/// ```
/// use rules_core::source::{Span, read};
/// assert_eq!(read(b"\xEF\xBB\xBFformat = 1").expect("it is UTF-8").text(), "format = 1");
/// let refused = read(b"title = \"\xB7\xA7\"").expect_err("it is GBK");
/// assert_eq!(refused.span, Span::new(9, 10));
/// ```
///
/// # Errors
/// `E101` at the first byte that is no UTF-8, counted after the byte order mark.
#[expect(clippy::result_large_err, reason = "once a file")]
pub fn read(bytes: &[u8]) -> Result<Source, Diagnostic> {
    let bytes = strip_bom(bytes);
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(Source::new(text)),
        Err(error) => error,
    };
    let at = error.valid_up_to();
    let length = error.error_len().unwrap_or(bytes.len() - at);
    let line = bytes.iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
    let found = bytes.get(at).map_or_else(String::new, |byte| format!("byte 0x{byte:02X}"));
    let help = match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "the file is UTF-16: save it as UTF-8",
        _ => "save the file as UTF-8; an editor set to GBK or GB18030 writes other bytes",
    };
    let message = format!("the file is not UTF-8: {found} at byte {at}, in line {line}");
    Err(Diagnostic::new(Code::E101, Span::new(at, at + length), message).expected("UTF-8", found).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_utf8_are_told_with_their_place() {
        let place = |bytes: &[u8]| read(bytes).map(|source| source.text().to_owned()).map_err(|it| it.span);
        assert_eq!(place("险".as_bytes()), Ok("险".to_owned()));
        assert_eq!(place(b"\xEF\xBB\xBFab\xFFc"), Err(Span::new(2, 3)), "after the mark");
        assert_eq!(place(b"a\n\xE9\x99"), Err(Span::new(2, 4)), "a character cut short");
        assert_eq!(place(b"\xFF\xFEa\0"), Err(Span::new(0, 1)));
        assert!(read(b"a\n\n\xFF").unwrap_err().message.ends_with("in line 3"));
    }

    #[test]
    fn columns_count_utf16_units() {
        let source = Source::new("𠮷x\ny");
        assert_eq!(source.position(4), Position { line: 0, character: 2 });
        assert_eq!(source.position(2), Position { line: 0, character: 0 });
        assert_eq!(source.position(6), Position { line: 1, character: 0 });
        assert_eq!(source.position(99), Position { line: 1, character: 1 });
    }
}
