//! What stands where in a file that need not be TOML yet: its tables, keys and values in the file's order.
//!
//! Comes in: the source. Goes out: a [`Layout`]. Promise: any text has one; where the text is no TOML the
//! parts before and after still have theirs, so that an author at work is not left alone.

use super::format::{Spot, Takes, at};
use crate::source::{Source, Span};
use std::rc::Rc;
use toml_parser::decoder::Encoding;
use toml_parser::parser::{Event, EventKind, parse_document};

/// The keys that lead to a place, from the top of the file. The items of a list are not told apart.
pub type Path = Rc<[String]>;

/// What a part of the file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// `[` to `]` of a table, or of an item of a list of tables.
    Header,
    /// A key; the last one before `=`, or of a header.
    Key,
    /// A text with its quotes.
    Text,
    /// A number, a date, `true` or `false`; or what was meant for one.
    Plain,
    /// A comment.
    Comment,
}

/// A part of the file with its place.
#[derive(Clone, Debug)]
pub struct Piece {
    pub part: Part,
    pub span: Span,
    /// The key's own path, or the path of the key whose value this is.
    pub path: Path,
}

/// A table that a header begins.
#[derive(Clone, Debug)]
pub struct Section {
    /// The header's keys.
    pub path: Path,
    /// The header.
    pub header: Span,
    /// From the header to the next one, or to the end.
    pub span: Span,
}

impl Section {
    /// Whether it goes on with the thing that a section before it began: `[field.x.values]`, `[case.incident]`.
    pub fn is_part(&self) -> bool {
        let is_one = |name: &str| {
            ["ruleset", "lint"].contains(&name)
                || matches!(at(&[name.to_owned()]), Some(Spot { takes: Takes::Tables(_), .. }))
        };
        self.path.len() > if self.path.first().is_some_and(|name| is_one(name)) { 1 } else { 2 }
    }
}

/// The parts of a file, in order.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    pub pieces: Vec<Piece>,
    pub sections: Vec<Section>,
    /// The path in whose table each byte stands from the given one on, by rising offset.
    tables: Vec<(u32, Path)>,
}

impl Layout {
    /// Reads a file.
    pub fn new(source: &Source) -> Self {
        let text = toml_parser::Source::new(source.text());
        let tokens = text.lex().into_vec();
        let mut builder = Builder::new(source);
        parse_document(&tokens, &mut |event: Event| builder.take(&event), &mut ());
        builder.finish()
    }

    /// The piece that holds an offset; at a seam the one that ends there, if it can be typed on.
    pub fn piece_at(&self, offset: u32) -> Option<&Piece> {
        let is_at = |piece: &&Piece| piece.span.start <= offset && offset <= piece.span.end;
        let after = self.pieces.partition_point(|piece| piece.span.start <= offset);
        let near = self.pieces.get(after.saturating_sub(3)..after).unwrap_or_default();
        near.iter().rev().filter(|piece| piece.part != Part::Header).find(is_at)
    }

    /// The table at an offset: its path, in which a key may be written there.
    pub fn table_at(&self, offset: u32) -> Path {
        let after = self.tables.partition_point(|(start, _)| *start <= offset);
        after
            .checked_sub(1)
            .and_then(|at| self.tables.get(at))
            .map_or_else(|| Rc::from([]), |it| it.1.clone())
    }
}

/// What is open while events come in.
enum Open {
    /// A header whose keys are being read.
    Header(u32),
    /// A key and its value.
    Pair(Path),
    /// `{`: the path of its keys.
    Inline(Path),
    /// `[`: the path of its values.
    Array(Path),
}

struct Builder<'s> {
    source: &'s Source,
    layout: Layout,
    /// The table of the last header.
    table: Path,
    keys: Vec<String>,
    open: Vec<Open>,
}

impl<'s> Builder<'s> {
    fn new(source: &'s Source) -> Self {
        let top: Path = Rc::from([]);
        let layout = Layout { tables: vec![(0, top.clone())], ..Layout::default() };
        Self { source, layout, table: top, keys: Vec::new(), open: Vec::new() }
    }

    fn finish(mut self) -> Layout {
        let end = u32::try_from(self.source.text().len()).unwrap_or(u32::MAX);
        let starts: Vec<u32> = self.layout.sections.iter().skip(1).map(|it| it.header.start).collect();
        let ends = starts.into_iter().chain(std::iter::once(end));
        for (section, end) in self.layout.sections.iter_mut().zip(ends) {
            section.span.end = end;
        }
        self.layout
    }

    fn take(&mut self, event: &Event) {
        let span = Span::new(event.span().start(), event.span().end());
        match event.kind() {
            EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                self.open.clear();
                self.keys.clear();
                self.open.push(Open::Header(span.start));
            }
            EventKind::StdTableClose | EventKind::ArrayTableClose => self.header(span.end),
            EventKind::SimpleKey => self.key(span),
            EventKind::KeyValSep => {
                let path = self.path();
                self.keys.clear();
                self.open.push(Open::Pair(path));
            }
            EventKind::Scalar => self.scalar(span, event.encoding()),
            EventKind::InlineTableOpen => self.enter(span.end, Open::Inline(self.value_path())),
            EventKind::ArrayOpen => self.enter(span.end, Open::Array(self.value_path())),
            EventKind::InlineTableClose | EventKind::ArrayClose => self.leave(span.end),
            EventKind::ValueSep => {
                self.keys.clear();
                self.end_pair();
            }
            EventKind::Newline => {
                if !self.open.iter().any(|it| matches!(it, Open::Inline(_) | Open::Array(_))) {
                    self.open.clear();
                    self.keys.clear();
                }
            }
            EventKind::Comment => self.push(Part::Comment, span, self.table.clone()),
            EventKind::KeySep | EventKind::Whitespace | EventKind::Error => {}
        }
    }

    fn push(&mut self, part: Part, span: Span, path: Path) {
        self.layout.pieces.push(Piece { part, span, path });
    }

    /// The table in which the next key stands, with the keys read so far.
    fn path(&self) -> Path {
        let base = self.open.iter().rev().find_map(|open| match open {
            Open::Inline(path) | Open::Array(path) => Some(path),
            Open::Header(_) | Open::Pair(_) => None,
        });
        let is_header = matches!(self.open.last(), Some(Open::Header(_)));
        let base = if is_header { &[][..] } else { base.unwrap_or(&self.table) };
        base.iter().chain(&self.keys).cloned().collect()
    }

    /// The key whose value comes next.
    fn value_path(&self) -> Path {
        match self.open.last() {
            Some(Open::Pair(path) | Open::Array(path) | Open::Inline(path)) => path.clone(),
            _ => self.table.clone(),
        }
    }

    fn key(&mut self, span: Span) {
        let written = self.source.slice(span).trim_matches(['"', '\'']);
        self.keys.push(written.to_owned());
        let path = self.path();
        self.push(Part::Key, span, path);
    }

    fn scalar(&mut self, span: Span, encoding: Option<Encoding>) {
        let part = if encoding.is_some() { Part::Text } else { Part::Plain };
        let path = self.value_path();
        self.push(part, span, path);
    }

    fn header(&mut self, end: u32) {
        let Some(Open::Header(start)) = self.open.last() else { return };
        let header = Span { start: *start, end };
        let path = self.path();
        self.open.clear();
        self.keys.clear();
        self.table = path.clone();
        self.layout.tables.push((end, path.clone()));
        let at = self.layout.pieces.partition_point(|piece| piece.span.start < header.start);
        self.layout.pieces.insert(at, Piece { part: Part::Header, span: header, path: path.clone() });
        self.layout.sections.push(Section { path, header, span: header });
    }

    fn enter(&mut self, from: u32, open: Open) {
        if let Open::Inline(path) = &open {
            self.layout.tables.push((from, path.clone()));
        }
        self.keys.clear();
        self.open.push(open);
    }

    /// Ends the innermost `{` or `[`, and the pair whose value it was.
    fn leave(&mut self, end: u32) {
        self.end_pair();
        self.keys.clear();
        if let Some(Open::Inline(_)) = self.open.pop() {
            let outer = self.open.iter().rev().find_map(|open| match open {
                Open::Inline(path) => Some(path.clone()),
                _ => None,
            });
            let outer = outer.unwrap_or_else(|| self.table.clone());
            self.layout.tables.push((end, outer));
        }
    }

    fn end_pair(&mut self) {
        if let Some(Open::Pair(_)) = self.open.last() {
            self.open.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(text: &str) -> Layout {
        Layout::new(&Source::new(text))
    }

    fn path_at(text: &str, marked: &str) -> String {
        let at = text.find(marked).expect("the mark is there");
        let piece = layout(text).piece_at(u32::try_from(at + 1).expect("short")).cloned();
        piece.map(|piece| format!("{:?} {}", piece.part, piece.path.join("."))).unwrap_or_default()
    }

    const SMALL: &str = "format = 1\n[field.amount]\ntype = \"number\" # how much\ntitle = { zh = \"金额\", en = \"Amount\" }\n\
        [[rule]]\nid = \"big\"\nwhen = 'amount > 5'\nactions = [\"warn\", \"call\"]\n";

    #[test]
    fn every_value_knows_the_keys_that_lead_to_it() {
        assert_eq!(path_at(SMALL, "1\n[field"), "Plain format");
        assert_eq!(path_at(SMALL, "number"), "Text field.amount.type");
        assert_eq!(path_at(SMALL, "金额"), "Text field.amount.title.zh");
        assert_eq!(path_at(SMALL, "en ="), "Key field.amount.title.en");
        assert_eq!(path_at(SMALL, "amount >"), "Text rule.when");
        assert_eq!(path_at(SMALL, "call"), "Text rule.actions");
        assert_eq!(path_at(SMALL, "# how"), "Comment field.amount");
    }

    #[test]
    fn a_file_that_is_being_typed_keeps_what_stands_around_the_break() {
        let broken = "[[rule]]\nid = \"a\"\nwhen = 'x >\npoints =\n\n[[rule]]\nid = \"b\"\nwhen = 'y'\n";
        assert_eq!(path_at(broken, "y'"), "Text rule.when");
        assert_eq!(layout(broken).sections.len(), 2);
        let at = u32::try_from(broken.find("points =\n").expect("there") + 9).expect("short");
        assert_eq!(layout(broken).table_at(at).join("."), "rule");
    }

    #[test]
    fn a_key_is_written_in_the_table_that_stands_around_it() {
        let text = "a = 1\n[x.y]\nb = { c = 1,  }\nd = 2\n";
        let table = |marked: &str| {
            let at = text.find(marked).expect("the mark is there");
            layout(text).table_at(u32::try_from(at).expect("short")).join(".")
        };
        assert_eq!((table("a ="), table("b =")), (String::new(), "x.y".to_owned()));
        assert_eq!((table(" }"), table("d =")), ("x.y.b".to_owned(), "x.y".to_owned()));
    }

    #[test]
    fn a_section_reaches_to_the_next_one() {
        let sections = layout(SMALL).sections;
        let parts: Vec<_> = sections.iter().map(|it| SMALL.get(it.span.range()).expect("inside")).collect();
        assert!(parts[0].starts_with("[field.amount]") && parts[0].ends_with("}\n"));
        assert!(parts[1].starts_with("[[rule]]") && parts[1].ends_with("]\n"));
    }
}
