//! Names in conditions that the page explains further on: where each stands in what the file says.

use super::{Block, Line, Page};
use std::collections::BTreeSet;

/// The names that a page explains.
#[derive(Debug)]
pub struct Links<'p> {
    names: BTreeSet<&'p str>,
}

/// A part of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Whatever is no explained name.
    Plain(&'t str),
    /// A name that the page explains.
    Name(&'t str),
}

impl<'p> Links<'p> {
    /// The names of all tables.
    pub fn of(page: &'p Page) -> Self {
        let blocks = page.sections.iter().flat_map(|section| &section.blocks);
        let tables = blocks.filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        let lines = tables.flat_map(|table| table.rows.iter().flatten()).flat_map(|cell| &cell.lines);
        let names = lines.filter_map(|line| match line {
            Line::Name(name) => Some(name.as_str()),
            _ => None,
        });
        Self { names: names.collect() }
    }

    /// An expression in pieces that give it back, one after the other. Within quotes nothing is a name, nor after
    /// a full stop: methods are not explained.
    pub fn pieces<'t>(&self, text: &'t str) -> Vec<Piece<'t>> {
        let mut pieces = Vec::new();
        let (mut quoted, mut rest, mut before) = (false, text, ' ');
        while let Some(first) = rest.chars().next() {
            let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
            let end = if is_word(first) {
                rest.find(|c| !is_word(c)).unwrap_or(rest.len())
            } else {
                first.len_utf8()
            };
            let (piece, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
            quoted ^= first == '"' && before != '\\';
            let is_name = !quoted && before != '.' && self.names.contains(piece);
            pieces.push(if is_name { Piece::Name(piece) } else { Piece::Plain(piece) });
            before = piece.chars().next_back().unwrap_or(' ');
            rest = behind;
        }
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_names_outside_quotes_are_found() {
        let links = Links { names: ["count", "bank", "owed"].into() };
        let text = r#"owed.count > 2 && role == "bank \" bank" || owed_2 && !bank"#;
        let pieces = links.pieces(text);
        let names: Vec<Piece<'_>> =
            pieces.iter().copied().filter(|piece| matches!(piece, Piece::Name(_))).collect();
        assert_eq!(names, [Piece::Name("owed"), Piece::Name("bank")]);
        let all: String = pieces.iter().map(|(Piece::Plain(text) | Piece::Name(text))| *text).collect();
        assert_eq!(all, text);
    }
}
