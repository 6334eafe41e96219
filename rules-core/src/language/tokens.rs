//! The parts of a text that an editor gives colours: TOML, and Rhai inside its strings.

use super::format::{self, Takes};
use super::layout::{Layout, Part, Piece};
use crate::parse::names::is_rhai_word;
use crate::source::{Source, Span};
use serde::Serialize;

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum TokenKind {
    /// The header of a section.
    Header,
    /// A key.
    Key,
    /// A text that people read, or a name.
    Text,
    /// A number, a date, `true`, `false`.
    Constant,
    /// A comment.
    Comment,
    /// A name in an expression.
    Name,
    /// A function or method in an expression.
    Function,
    /// An operator in an expression.
    Operator,
    /// A word of the language of expressions.
    Word,
    /// `${name}` in a text.
    Insert,
}

/// A part with its kind. Parts do not overlap and stand in order; what is between them has no colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Token {
    /// Where, in bytes.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// All coloured parts of a text.
pub fn tokens(source: &Source, layout: &Layout) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut push = |span: Span, kind: TokenKind| {
        if span.end > span.start {
            tokens.push(Token { span, kind });
        }
    };
    for piece in &layout.pieces {
        match piece.part {
            Part::Header => push(piece.span, TokenKind::Header),
            // The keys of a header have its colour.
            Part::Key if is_in_header(layout, piece) => {}
            Part::Key => push(piece.span, TokenKind::Key),
            Part::Plain => push(piece.span, TokenKind::Constant),
            Part::Comment => push(piece.span, TokenKind::Comment),
            Part::Text => text(source, piece, &mut push),
        }
    }
    tokens
}

fn is_in_header(layout: &Layout, piece: &Piece) -> bool {
    let after = layout.sections.partition_point(|it| it.header.start <= piece.span.start);
    after
        .checked_sub(1)
        .and_then(|at| layout.sections.get(at))
        .is_some_and(|it| piece.span.end <= it.header.end)
}

fn text(source: &Source, piece: &Piece, push: &mut impl FnMut(Span, TokenKind)) {
    let written = source.slice(piece.span);
    match format::at(&piece.path).map(|spot| spot.takes) {
        Some(Takes::Expression | Takes::Points) => expression(written, piece.span.start, push),
        Some(Takes::Template) => template(written, piece.span, push),
        _ => push(piece.span, TokenKind::Text),
    }
}

/// `${name}` apart from the text around it.
fn template(written: &str, span: Span, push: &mut impl FnMut(Span, TokenKind)) {
    let mut at = 0;
    while let Some(start) = written.get(at..).and_then(|rest| rest.find("${")).map(|it| at + it) {
        let Some(length) = written.get(start..).and_then(|rest| rest.find('}')) else { break };
        push(part(span.start, at, start), TokenKind::Text);
        at = start + length + 1;
        push(part(span.start, start, at), TokenKind::Insert);
    }
    push(part(span.start, at, written.len()), TokenKind::Text);
}

fn part(base: u32, start: usize, end: usize) -> Span {
    let at = |offset: usize| base + u32::try_from(offset).unwrap_or(0);
    Span { start: at(start), end: at(end) }
}

/// The words and signs of an expression as it is written, its TOML quotes among them. Wrong expressions have
/// colours as well.
fn expression(written: &str, base: u32, push: &mut impl FnMut(Span, TokenKind)) {
    let quotes = if written.starts_with("'''") || written.starts_with("\"\"\"") { 3 } else { 1 };
    let end = written.len().saturating_sub(quotes).max(quotes);
    push(part(base, 0, quotes.min(written.len())), TokenKind::Operator);
    let mut at = quotes;
    while let Some(rest) = written.get(at..end).filter(|rest| !rest.is_empty()) {
        let (length, kind) = token(rest);
        if let Some(kind) = kind {
            push(part(base, at, at + length), kind);
        }
        at += length;
    }
    push(part(base, end.min(written.len()), written.len()), TokenKind::Operator);
}

/// The first token of an expression's text: its length, and its kind if it has a colour.
fn token(rest: &str) -> (usize, Option<TokenKind>) {
    let until = |stop: fn(char) -> bool| rest.find(stop).unwrap_or(rest.len());
    let first = rest.chars().next().unwrap_or(' ');
    match first {
        '"' | '`' => (quoted(rest, first), Some(TokenKind::Text)),
        '\\' if rest.starts_with("\\\"") => (escaped_text(rest), Some(TokenKind::Text)),
        '/' if rest.starts_with("//") => (until(|c| c == '\n'), Some(TokenKind::Comment)),
        c if c.is_ascii_digit() => {
            (until(|c| !(c.is_ascii_alphanumeric() || c == '_' || c == '.')), Some(TokenKind::Constant))
        }
        c if c.is_ascii_alphabetic() || c == '_' => {
            let length = until(|c| !(c.is_ascii_alphanumeric() || c == '_'));
            let word = rest.get(..length).unwrap_or_default();
            let is_called = rest.get(length..).unwrap_or_default().trim_start().starts_with('(');
            let kind = match word {
                "true" | "false" => TokenKind::Constant,
                word if is_rhai_word(word) => TokenKind::Word,
                _ if is_called => TokenKind::Function,
                _ => TokenKind::Name,
            };
            (length, Some(kind))
        }
        c if c.is_whitespace() => (until(|c| !c.is_whitespace()), None),
        c if c.is_ascii_punctuation() => (1, Some(TokenKind::Operator)),
        c => (c.len_utf8(), None),
    }
}

/// The length of a text in quotes; to the end where it has none.
fn quoted(rest: &str, quote: char) -> usize {
    rest.char_indices().skip(1).find(|(_, c)| *c == quote).map_or(rest.len(), |(at, _)| at + 1)
}

/// The same of a text whose quotes are escaped, in a TOML string with escapes.
fn escaped_text(rest: &str) -> usize {
    rest.get(2..).and_then(|inner| inner.find("\\\"")).map_or(rest.len(), |at| at + 4)
}
