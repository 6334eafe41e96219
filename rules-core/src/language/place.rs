//! Where in a file the cursor stands, as far as that decides what may be written there.

use super::format::{self, Spot, Takes};
use super::layout::{Layout, Part, Path};
use crate::source::{Source, Span};

/// Where the cursor stands.
#[derive(Debug)]
pub enum Place {
    /// Where a header's keys are written: the keys before, and what stands of the present one.
    Header { before: Vec<String>, written: Span },
    /// Where a key of a table is written.
    Key { table: Path, written: Span },
    /// In a value of a key, or where one may begin.
    Value(Value),
    /// In a comment.
    Comment,
}

/// The value at the cursor.
#[derive(Debug)]
pub struct Value {
    /// The key that it is the value of.
    pub path: Path,
    /// What the key takes.
    pub spot: Option<Spot>,
    /// The text without its quotes up to the cursor; empty where no value stands yet.
    pub before: String,
    /// The text without its quotes; empty, at the cursor, where no value stands yet.
    pub inside: Span,
    /// Whether there are quotes.
    pub is_quoted: bool,
}

impl Value {
    /// Whether an expression is written here.
    pub fn is_expression(&self) -> bool {
        let takes = self.spot.map(|spot| spot.takes);
        self.is_quoted && matches!(takes, Some(Takes::Expression | Takes::Points))
    }
}

/// Where an offset stands.
pub fn place(source: &Source, layout: &Layout, offset: u32) -> Place {
    let line = line_before(source, offset);
    if let Some(piece) = layout.piece_at(offset)
        && piece.span.end >= offset
    {
        let inside = piece.span.start < offset;
        match piece.part {
            Part::Comment if inside => return Place::Comment,
            Part::Text if inside => return in_text(source, piece.span, &piece.path, offset),
            Part::Plain if inside && !line.trim_start().starts_with('[') => {
                return plain(&piece.path, piece.span, source, offset);
            }
            _ => {}
        }
    }
    outside(source, layout, offset, line)
}

/// The line up to an offset.
fn line_before(source: &Source, offset: u32) -> &str {
    let before = source.slice(Span { start: 0, end: offset });
    before.rsplit('\n').next().unwrap_or_default()
}

fn in_text(source: &Source, span: Span, path: &Path, offset: u32) -> Place {
    let written = source.slice(span);
    let quotes = if written.starts_with("'''") || written.starts_with("\"\"\"") { 3 } else { 1 };
    // A text without its end reaches to the end of its line.
    let quote = written.get(..1).unwrap_or_default();
    let closed = written.len() >= 2 * quotes && written.ends_with(quote);
    let start = span.start + u32::try_from(quotes).unwrap_or(1);
    let end = if closed { span.end - u32::try_from(quotes).unwrap_or(1) } else { span.end };
    let inside = Span { start, end: end.max(start) };
    if offset < inside.start || offset > inside.end {
        return Place::Comment;
    }
    let before = source.slice(Span { end: offset, ..inside }).to_owned();
    Place::Value(Value { path: path.clone(), spot: format::at(path), before, inside, is_quoted: true })
}

fn plain(path: &Path, span: Span, source: &Source, offset: u32) -> Place {
    let before = source.slice(Span { end: offset, ..span }).to_owned();
    Place::Value(Value { path: path.clone(), spot: format::at(path), before, inside: span, is_quoted: false })
}

/// Where no value stands: a header, a key, or the place after `=`.
fn outside(source: &Source, layout: &Layout, offset: u32, line: &str) -> Place {
    let word = line
        .rsplit(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'))
        .next()
        .unwrap_or_default();
    let start = offset - u32::try_from(word.len()).unwrap_or(0);
    let rest = source.text().get(offset as usize..).unwrap_or_default();
    let more =
        rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-')).unwrap_or(rest.len());
    let written = Span { start, end: offset + u32::try_from(more).unwrap_or(0) };
    let head = line.trim_start();
    if let Some(inner) = head.strip_prefix('[')
        && !head.contains('=')
        && !head.contains(']')
    {
        let inner = inner.trim_start_matches('[');
        let mut before: Vec<String> = inner.split('.').map(|key| key.trim().to_owned()).collect();
        before.pop();
        return Place::Header { before, written };
    }
    let table = layout.table_at(start);
    match value_begins(line, word) {
        Some(key) => {
            let path: Path =
                table.iter().cloned().chain(key.split('.').map(|key| key.trim().to_owned())).collect();
            let spot = format::at(&path);
            Place::Value(Value { path, spot, before: word.to_owned(), inside: written, is_quoted: false })
        }
        None => Place::Key { table, written },
    }
}

/// The key before an `=` after which a value begins at the end of the line.
fn value_begins<'l>(line: &'l str, word: &str) -> Option<&'l str> {
    let before = line.strip_suffix(word)?.trim_end().trim_end_matches('[').trim_end();
    let key = before.strip_suffix('=')?.trim_end();
    let start = key.rfind(['{', ',', '[']).map_or(0, |at| at + 1);
    key.get(start..).map(str::trim).filter(|key| !key.is_empty())
}

/// The place in the source of a part of an expression's text up to the cursor.
pub fn part_of(value: &Value, length: usize) -> Span {
    let end = value.inside.start + u32::try_from(value.before.len()).unwrap_or(0);
    Span { start: end - u32::try_from(length).unwrap_or(0), end }
}
