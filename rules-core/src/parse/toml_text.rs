//! From a place in a decoded TOML string to the bytes of the ruleset's source.
//!
//! Comes in: the source and the span of a string value with its quotes. Goes out: a [`SpanMap`]. Promise: any
//! range of the decoded string, sensible or not, becomes a span that lies inside the value; a character
//! written as an escape becomes the whole escape. Strings without escapes are a constant offset.

use crate::source::Span;
use std::ops::Range;

/// Where each byte of a decoded TOML string stands in the source.
///
/// ```
/// use rules_core::{parse::toml_text::SpanMap, source::Span};
/// let source = r#"when = "a == \"x\" && b""#;
/// let map = SpanMap::new(source, Span::new(7, source.len()));
/// assert_eq!(map.span(5..8), Span::new(13, 18)); // the decoded `"x"` is `\"x\"` in the source
/// ```
#[derive(Clone, Debug)]
pub struct SpanMap {
    token: Span,
    escapes: bool,
    offsets: Offsets,
}

impl SpanMap {
    /// The map of the string that stands at `token`, quotes included.
    ///
    /// All four kinds of TOML strings are understood. A span that holds no TOML string is taken as the
    /// text itself.
    #[must_use]
    pub fn new(source: &str, token: Span) -> Self {
        let raw = source.get(token.range()).unwrap_or_default();
        let start = token.range().start;
        let Some((quotes, escapes)) = delimiter(raw) else {
            return Self { token, escapes: false, offsets: Offsets::Shift(start) };
        };
        let end = raw.len().saturating_sub(quotes).max(quotes);
        let body = raw.get(quotes..end).unwrap_or_default();
        let newline = if quotes == 3 { leading_newline(body) } else { 0 };
        let body = body.get(newline..).unwrap_or_default();
        let start = start + quotes + newline;
        let offsets = match escapes && body.contains('\\') {
            true => Offsets::Pieces(unescaped_pieces(body, start)),
            false => Offsets::Shift(start),
        };
        Self { token, escapes, offsets }
    }

    /// The map of a text that is its own source, such as one typed into a console.
    #[must_use]
    pub fn identity(text: &str) -> Self {
        Self { token: Span::new(0, text.len()), escapes: false, offsets: Offsets::Shift(0) }
    }

    /// The whole value in the source, quotes included.
    #[must_use]
    pub fn whole(&self) -> Span {
        self.token
    }

    /// The source bytes of a range of bytes of the decoded text.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        let range = self.offsets.range(range);
        let inside = |offset: usize| offset.clamp(self.token.range().start, self.token.range().end);
        Span::new(inside(range.start), inside(range.end))
    }

    /// Text to put into this string: escaped where the string has escapes.
    ///
    /// Literal strings cannot hold every text; what fixes put in (ASCII operators, text that stood in the
    /// string already) they can.
    #[must_use]
    pub fn encode(&self, text: &str) -> String {
        match self.escapes {
            true => text.replace('\\', "\\\\").replace('"', "\\\""),
            false => text.to_owned(),
        }
    }
}

/// Where each byte of a changed text stood in the text it was made from.
#[derive(Clone, Debug)]
pub(super) enum Offsets {
    /// Always this much further.
    Shift(usize),
    /// Piece by piece, in order.
    Pieces(Vec<Piece>),
}

/// A part of a changed text, and what it was made from. Of the same length: byte for byte; else as a whole.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Bytes in the changed text.
    pub now: Range<usize>,
    /// Bytes in the text it was made from.
    pub was: Range<usize>,
}

impl Offsets {
    /// Where a range of the changed text stood.
    pub(super) fn range(&self, range: Range<usize>) -> Range<usize> {
        match self {
            Self::Shift(by) => range.start + by..range.end.max(range.start) + by,
            Self::Pieces(pieces) => {
                let start = start_in(pieces, range.start);
                let end = if range.end > range.start { end_in(pieces, range.end) } else { start };
                start..end.max(start)
            }
        }
    }
}

/// The offset that the byte at `offset` was made from.
fn start_in(pieces: &[Piece], offset: usize) -> usize {
    let at = pieces.partition_point(|piece| piece.now.start <= offset);
    match at.checked_sub(1).and_then(|at| pieces.get(at)) {
        None => pieces.first().map_or(0, |piece| piece.was.start),
        Some(piece) if offset >= piece.now.end => piece.was.end,
        Some(piece) if piece.now.len() == piece.was.len() => piece.was.start + (offset - piece.now.start),
        Some(piece) => piece.was.start,
    }
}

/// One past the offset that the byte before `offset` was made from.
fn end_in(pieces: &[Piece], offset: usize) -> usize {
    let at = pieces.partition_point(|piece| piece.now.start < offset);
    match at.checked_sub(1).and_then(|at| pieces.get(at)) {
        None => pieces.first().map_or(0, |piece| piece.was.start),
        Some(piece) if piece.now.len() == piece.was.len() => {
            piece.was.start + (offset - piece.now.start).min(piece.now.len())
        }
        Some(piece) => piece.was.end,
    }
}

/// How many quotes open a TOML string, and whether it has escapes.
fn delimiter(raw: &str) -> Option<(usize, bool)> {
    [("'''", false), ("\"\"\"", true), ("'", false), ("\"", true)]
        .into_iter()
        .find(|(quotes, _)| raw.len() >= 2 * quotes.len() && raw.starts_with(quotes))
        .map(|(quotes, escapes)| (quotes.len(), escapes))
}

/// Bytes of the line end that TOML drops right after an opening `'''` or `"""`.
fn leading_newline(body: &str) -> usize {
    match body {
        _ if body.starts_with('\n') => 1,
        _ if body.starts_with("\r\n") => 2,
        _ => 0,
    }
}

/// The pieces of a body with escapes that stands at `start` in the source.
fn unescaped_pieces(body: &str, start: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut now, mut at) = (0, 0);
    while let Some(rest) = body.get(at..).filter(|rest| !rest.is_empty()) {
        let copied = rest.find('\\').unwrap_or(rest.len());
        let (given, taken) = if copied > 0 { (copied, copied) } else { escape(rest) };
        if given > 0 {
            pieces.push(Piece { now: now..now + given, was: start + at..start + at + taken });
        }
        now += given;
        at += taken;
    }
    pieces
}

/// How many bytes the escape at the start of `text` gives, and how many it takes.
fn escape(text: &str) -> (usize, usize) {
    let mut chars = text.chars().skip(1);
    let digits = match chars.next() {
        Some('x') => 2,
        Some('u') => 4,
        Some('U') => 8,
        Some(' ' | '\t' | '\r' | '\n') => return (0, line_end(text)),
        Some(c) => return (1, 1 + c.len_utf8()),
        None => return (0, 1),
    };
    let code = text.get(2..2 + digits).and_then(|hex| u32::from_str_radix(hex, 16).ok());
    match code.and_then(char::from_u32) {
        Some(c) => (c.len_utf8(), 2 + digits),
        None => (0, text.len().min(2)),
    }
}

/// Bytes of a backslash with the line end and all the space after it.
fn line_end(text: &str) -> usize {
    let rest = text.get(1..).unwrap_or_default();
    let kept = rest.trim_start_matches([' ', '\t', '\r', '\n']);
    1 + rest.len() - kept.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The value as the TOML library decodes it, and the map to its source.
    fn decoded(source: &str) -> (String, SpanMap) {
        let table = toml::de::DeTable::parse(source).unwrap();
        let text = table.get_ref()["k"].get_ref().as_str().unwrap().to_owned();
        let start = source.find('=').unwrap() + 2;
        let map = SpanMap::new(source, Span::new(start, source.trim_end().len()));
        (text, map)
    }

    /// The source of each occurrence of `part` in the decoded text.
    fn source_of(source: &str, part: &str) -> String {
        let (text, map) = decoded(source);
        let start = text.find(part).expect("the part is in the decoded text");
        source.get(map.span(start..start + part.len()).range()).unwrap().to_owned()
    }

    #[test]
    fn each_kind_of_string_maps_to_its_source() {
        let cases = [
            ("k = 'a 险 b'", "b", "b"),
            ("k = ''", "", ""),
            ("k = \"a 险 b\"", "险", "险"),
            (r#"k = "a \"x\" b""#, "\"x\"", r#"\"x\""#),
            (r#"k = "a \"x\" b""#, "b", "b"),
            (r#"k = "a\tb \\ c\e""#, "\\ c", "\\\\ c"),
            (r#"k = "\u9669 \U0001F600 z""#, "😀 z", r"\U0001F600 z"),
            (r#"k = "\xe9 z""#, "é", r"\xe9"),
            ("k = '''\na\nb'''", "a\nb", "a\nb"),
            ("k = '''\r\na\r\nb'''", "a\r\nb", "a\r\nb"),
            ("k = '''it's'''", "it's", "it's"),
            ("k = ''''x''''", "'x'", "'x'"),
            ("k = \"\"\"\na \\\n   b\"\"\"", "b", "b"),
            ("k = \"\"\"\na \\\n   b\"\"\"", "a b", "a \\\n   b"),
            ("k = \"\"\"a \\  \r\n\r\n  b \\\"c\"\"\"", "b", "b"),
            ("k = \"\"\"\r\na\r\n\\u0062\"\"\"", "a\r\nb", "a\r\n\\u0062"),
            ("k = \"\"\"\"q\" \\\\\"\"\"", "\"q\" \\", "\"q\" \\\\"),
        ];
        for (source, part, expected) in cases {
            assert_eq!(source_of(source, part), expected, "{part:?} in {source:?}");
        }
    }

    #[test]
    fn every_character_maps_to_itself_or_to_an_escape() {
        const PARTS: &[&str] = &[
            "a", "险", "'", "\n", "\r\n", "\\n", "\\\"", "\\\\", "\\u9669", "\\x41", "\\  \n ", "\\\r\n\t",
            " ",
        ];
        for seed in 0..2_000 {
            let mut dice = crate::parse::generated::Dice::new(seed);
            let count = dice.below(10);
            let body: String = (0..count).map(|_| *dice.pick(PARTS)).collect();
            let source = format!("k = \"\"\"{body}\"\"\"");
            let (text, map) = decoded(&source);
            for (at, c) in text.char_indices() {
                let written = source.get(map.span(at..at + c.len_utf8()).range()).unwrap();
                let is_escape = written.starts_with('\\') && written.len() > 1;
                assert!(written == c.to_string() || is_escape, "{c:?} is {written:?} in {source:?}");
            }
        }
    }

    #[test]
    fn every_byte_of_a_decoded_string_lies_inside_the_value() {
        let sources =
            [r#"k = "\u9669a\"\\n险 b""#, "k = \"\"\"\n\\\n x\\\r\n\"\"\"", "k = '''\r\n'''", "k = \"\\"];
        for source in sources {
            let token = Span::new(4, source.len());
            let map = SpanMap::new(source, token);
            for start in 0..40 {
                for end in 0..40 {
                    let span = map.span(start..end);
                    assert!(span.start >= token.start && span.end <= token.end && span.start <= span.end);
                }
            }
        }
    }

    #[test]
    fn text_put_into_a_string_is_escaped_as_the_string_needs() {
        assert_eq!(decoded(r#"k = "x""#).1.encode(r#""a\""#), r#"\"a\\\""#);
        assert_eq!(decoded("k = 'x'").1.encode(r#""a""#), r#""a""#);
        assert_eq!(SpanMap::identity("a >= b").span(2..4), Span::new(2, 4));
    }
}
