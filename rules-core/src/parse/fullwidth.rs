//! Full-width punctuation, letters and digits where ASCII was meant.
//!
//! Comes in: an expression as written. Goes out: one E111 with a fix for each run of such characters outside
//! quotes and comments, and the text as though ASCII stood there, with its offsets, so that the rest of
//! the expression can be read. Promise: text inside ASCII quotes is not touched.

use super::toml_text::{Offsets, Piece, SpanMap};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, Span};
use std::ops::Range;

/// An expression with ASCII put in, and where each byte stood.
pub(super) struct Cleaned {
    /// The text to read on.
    pub text: String,
    /// From that text to the text as written.
    pub offsets: Offsets,
}

/// Reports all full-width characters; `None` where there are none.
pub(super) fn clean(text: &str, map: &SpanMap, diagnostics: &mut Vec<Diagnostic>) -> Option<Cleaned> {
    if text.is_ascii() {
        return None;
    }
    let mut scan = Scan { text, at: 0, out: String::new(), pieces: Vec::new(), found: Vec::new() };
    while let Some(c) = scan.rest().chars().next() {
        scan.step(c);
    }
    if scan.found.is_empty() {
        return None;
    }
    diagnostics.extend(scan.found.iter().map(|found| found.diagnostic(text, map)));
    Some(Cleaned { text: scan.out, offsets: Offsets::Pieces(scan.pieces) })
}

/// A full-width character at the place where TOML cannot be read on. Text in the quotation marks of print
/// is told as a whole, so that one fix mends it.
pub(super) fn in_toml(source: &Source, at: usize) -> Option<Diagnostic> {
    let rest = source.text().get(at..)?;
    let line = rest.split(['\n', '\r']).next().unwrap_or_default();
    let start = at + line.len() - line.trim_start_matches([' ', '\t']).len();
    let line = source.text().get(start..at + line.len())?;
    let mut chars = line.chars();
    let first = chars.next()?;
    let (length, meant) = match closers(first).and_then(|closers| closing(chars.as_str(), closers)) {
        Some(end) => {
            let inside = chars.as_str().get(..end)?;
            let closer = chars.as_str().get(end..)?.chars().next().map_or(0, char::len_utf8);
            // A literal string where that can hold the text: what stands in it stays as it is.
            let quote = if inside.contains('\'') { '"' } else { '\'' };
            (first.len_utf8() + end + closer, format!("{quote}{inside}{quote}"))
        }
        None if closers(first).is_some() && !first.is_ascii() => (first.len_utf8(), "\"".to_owned()),
        None => (first.len_utf8(), ascii(first)?),
    };
    let found = describe(line.get(..length)?);
    let span = Span::new(start, start + length);
    let message = format!("{found} where {} was meant", describe(&meant));
    let diagnostic = Diagnostic::new(Code::E111, span, message).expected(describe(&meant), found);
    Some(diagnostic.help("outside quotes, TOML is written with half-width characters").fix(span, meant))
}

/// A run of characters, and the ASCII that was meant.
struct Found {
    range: Range<usize>,
    meant: String,
    quoted: bool,
}

impl Found {
    fn diagnostic(&self, text: &str, map: &SpanMap) -> Diagnostic {
        let found = describe(text.get(self.range.clone()).unwrap_or_default());
        let meant = describe(&self.meant);
        let (message, help) = match (self.quoted, self.meant.is_empty()) {
            (true, _) => (
                format!("{found} where {meant} was meant"),
                "text stands in straight double quotes".to_owned(),
            ),
            (_, true) => (format!("{found} that does not belong here"), "take it out".to_owned()),
            _ => (
                format!("{found} where {meant} was meant"),
                format!("outside quotes, expressions are written in ASCII: {meant}"),
            ),
        };
        let span = map.span(self.range.clone());
        Diagnostic::new(Code::E111, span, message)
            .expected(meant, found)
            .help(help)
            .fix(span, map.encode(&self.meant))
    }
}

/// Characters as a message shows them: invisible ones by name.
fn describe(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (None, _) => "nothing".to_owned(),
        (Some(' '), None) => "an ordinary space".to_owned(),
        (Some('\u{3000}'), None) => "an ideographic space".to_owned(),
        (Some('\u{a0}'), None) => "a no-break space".to_owned(),
        (Some(c), None) if is_invisible(c) => format!("an invisible character (U+{:04X})", u32::from(c)),
        _ => format!("`{text}`"),
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
    out: String,
    pieces: Vec<Piece>,
    found: Vec<Found>,
}

impl<'a> Scan<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn step(&mut self, c: char) {
        let opaque = opaque(self.rest());
        if opaque > 0 {
            self.copy(opaque);
        } else if let Some(closers) = closers(c) {
            self.quoted(c, closers);
        } else if let Some(ascii) = ascii(c) {
            self.replace(c, &ascii);
        } else {
            self.copy(c.len_utf8());
        }
    }

    /// Takes `taken` bytes and puts `given` in their place.
    fn put(&mut self, taken: usize, given: &str) {
        let now = self.out.len();
        self.out.push_str(given);
        self.pieces.push(Piece { now: now..self.out.len(), was: self.at..self.at + taken });
        self.at += taken;
    }

    fn copy(&mut self, taken: usize) {
        self.put(taken, self.rest().get(..taken).unwrap_or_default());
    }

    fn replace(&mut self, c: char, ascii: &str) {
        let end = self.at + c.len_utf8();
        match self.found.last_mut() {
            Some(last) if last.range.end == self.at && !last.quoted => {
                last.range.end = end;
                last.meant.push_str(ascii);
            }
            _ => self.found.push(Found { range: self.at..end, meant: ascii.to_owned(), quoted: false }),
        }
        self.put(c.len_utf8(), ascii);
    }

    /// Text in quotation marks that are not `"`, up to the mark that closes it on the same line.
    fn quoted(&mut self, opener: char, closers: &[char]) {
        let (start, out_start) = (self.at, self.out.len());
        let inside = self.rest().get(opener.len_utf8()..).unwrap_or_default();
        let line = inside.split(['\n', '\r']).next().unwrap_or_default();
        let Some(closer) = closing(line, closers) else {
            self.replace(opener, "\"");
            return;
        };
        self.put(opener.len_utf8(), "\"");
        let end = self.at + closer;
        while let Some(c) = self.rest().chars().next().filter(|_| self.at < end) {
            match c {
                '"' => self.put(1, "\\\""),
                '\\' => self
                    .copy(self.rest().chars().take(2).map(char::len_utf8).sum::<usize>().min(end - self.at)),
                _ => self.copy(c.len_utf8()),
            }
        }
        let closing = self.rest().chars().next().map_or(0, char::len_utf8);
        self.put(closing, "\"");
        let meant = self.out.get(out_start..).unwrap_or_default().to_owned();
        self.found.push(Found { range: start..self.at, meant, quoted: true });
    }
}

/// Where a text ends that one of `closers` closes: at the first of them, unless a straight mark alone before
/// it closes the text. Straight marks in pairs are part of the text.
fn closing(line: &str, closers: &[char]) -> Option<usize> {
    let straight = |c: char| matches!(c, '"' | '\'') && closers.contains(&c);
    let curly = line.find(|c| closers.contains(&c) && !straight(c));
    let inside = line.get(..curly.unwrap_or(line.len())).unwrap_or_default();
    match inside.matches(straight).count() % 2 {
        0 => curly.or_else(|| line.find(straight)),
        _ => line.find(straight),
    }
}

/// Bytes at the start of `text` that are a quoted text or a comment, in which any character may stand.
fn opaque(text: &str) -> usize {
    match text.as_bytes() {
        [b'"', ..] => quoted_length(text, '"', true),
        [b'\'', ..] => quoted_length(text, '\'', true),
        [b'`', ..] => quoted_length(text, '`', false),
        [b'/', b'/', ..] => text.find(['\n', '\r']).unwrap_or(text.len()),
        [b'/', b'*', ..] => block_comment(text).unwrap_or(text.len()),
        _ => 0,
    }
}

fn quoted_length(text: &str, quote: char, escapes: bool) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' if escapes => escaped = true,
            '\n' if escapes => return at,
            _ if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Bytes of the comment at the start of `text`, comments inside it included; `None` where it does not end.
pub(super) fn block_comment(text: &str) -> Option<usize> {
    let mut level = 0_usize;
    let mut rest = text;
    loop {
        let at = rest.find(['/', '*'])?;
        rest = rest.get(at..)?;
        let step = match rest.as_bytes() {
            [b'/', b'*', ..] => {
                level += 1;
                2
            }
            [b'*', b'/', ..] => {
                level = level.saturating_sub(1);
                2
            }
            _ => 1,
        };
        rest = rest.get(step..)?;
        if level == 0 {
            return Some(text.len() - rest.len());
        }
    }
}

/// The marks that may close a text which `c` opens; `None` where `c` opens none.
fn closers(c: char) -> Option<&'static [char]> {
    match c {
        '“' | '”' | '„' | '＂' => Some(&['“', '”', '＂', '"']),
        '‘' | '’' | '＇' => Some(&['‘', '’', '＇', '\'']),
        '「' => Some(&['」']),
        '『' => Some(&['』']),
        _ => None,
    }
}

/// The ASCII that was meant by `c`.
fn ascii(c: char) -> Option<String> {
    let meant = match c {
        _ if c.is_ascii() => return None,
        '\u{3000}' | '\u{a0}' => " ",
        _ if is_invisible(c) => "",
        '。' | '｡' => ".",
        '、' | '､' => ",",
        '【' | '〔' => "[",
        '】' | '〕' => "]",
        '≥' | '≧' => ">=",
        '≤' | '≦' => "<=",
        '≠' => "!=",
        '×' => "*",
        '÷' => "/",
        '−' | '–' | '—' => "-",
        '！'..='～' => {
            return u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).map(String::from);
        }
        _ => return None,
    };
    Some(meant.to_owned())
}
