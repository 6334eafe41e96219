//! What an editor asks about a ruleset at work: one service for the playground and for language servers.
//!
//! Comes in: the text as it is typed, places as lines and UTF-16 columns. Goes out: diagnostics, colours of parts,
//! completion, hover, definitions, new names, a tidy text, an outline. Promise: any text gets answers; while it is no
//! TOML, names are those of the last text that was. Nothing is changed: an answer that changes the text is a list of
//! [`Edit`]s.

mod complete;
mod format;
mod hover;
mod layout;
mod library;
mod outline;
mod place;
mod rename;
mod sheet;
mod symbols;
#[cfg(test)]
mod tests;
mod tidy;
mod tokens;
mod told;

use crate::check::check_document;
use crate::compiled::Ruleset;
use crate::diagnostic::{Diagnostic, Ends, Located};
use crate::parse;
use crate::parse::document::Document;
use crate::source::{Position, Source, Span, strip_bom};
use layout::Layout;
use serde::Serialize;
use symbols::Symbols;

pub use complete::{Completion, CompletionKind};
pub use hover::Hover;
pub use outline::OutlineItem;
pub use sheet::{SheetCell, SheetColumn, SheetKind, SheetRow};
pub use symbols::Kind as SymbolKind;
pub use tokens::{Token, TokenKind};

/// A change of the text: what stands at `range` is taken out, and `text` put there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Edit {
    /// Where, in bytes.
    pub span: Span,
    /// Where, in lines and UTF-16 columns.
    pub range: Ends,
    /// What to put there.
    pub text: String,
}

/// The text with edits made; they must not overlap.
///
/// ```
/// use rules_core::language::{Edit, Language, apply};
/// let language = Language::open("format = 1\n[ruleset ]\n");
/// assert_eq!(apply(language.text(), &language.tidy()), "format = 1\n\n[ruleset]\n");
/// ```
#[must_use]
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| edit.span);
    let mut out = String::new();
    let mut at = 0;
    for edit in sorted {
        let range = edit.span.range();
        out.push_str(text.get(at..range.start).unwrap_or_default());
        out.push_str(&edit.text);
        at = range.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// A ruleset's text that an author works on.
///
/// ```
/// use rules_core::{language::Language, source::Position};
/// let mut language = Language::open(include_str!("../../doc/smallest.toml"));
/// assert!(language.ruleset().is_some());
/// let when = Position { line: 25, character: 10 };
/// assert_eq!(language.hover(when, "en").map(|it| it.title), Some("amount".to_owned()));
/// ```
#[derive(Debug)]
pub struct Language {
    source: Source,
    layout: Layout,
    /// Of the last text that was TOML.
    known: Option<Known>,
    /// Whether `known` is of the present text, and all of its expressions could be read.
    is_current: bool,
    diagnostics: Vec<Diagnostic>,
    ruleset: Option<Ruleset>,
}

/// What is known of a text that could be read.
#[derive(Debug)]
struct Known {
    document: Document,
    symbols: Symbols,
}

impl Language {
    /// Begins with a text.
    #[must_use]
    pub fn open(text: &str) -> Self {
        let mut language = Self {
            source: Source::new(""),
            layout: Layout::default(),
            known: None,
            is_current: false,
            diagnostics: Vec::new(),
            ruleset: None,
        };
        language.update(text);
        language
    }

    /// Goes on with another text.
    pub fn update(&mut self, text: &str) {
        let text = std::str::from_utf8(strip_bom(text.as_bytes())).unwrap_or_default();
        self.source = Source::new(text);
        self.layout = Layout::new(&self.source);
        let (document, parsed) = parse::parse(&self.source);
        self.is_current = document.is_some() && !parsed.iter().any(Diagnostic::is_error);
        let Some(document) = document else {
            self.ruleset = None;
            self.diagnostics = parsed;
            return;
        };
        let (checked, diagnostics) = check_document(&document, &self.source, parsed);
        self.diagnostics = diagnostics;
        self.ruleset = checked.and_then(|checked| {
            let digest = crate::digest::ruleset_digest(text.as_bytes());
            Ruleset::assemble(self.source.clone(), checked, self.diagnostics.clone(), digest).ok()
        });
        let symbols = Symbols::new(&document, &self.source, &self.layout);
        self.known = Some(Known { document, symbols });
    }

    /// The text, without a byte order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        self.source.text()
    }

    /// The ruleset that the text is, if it compiles.
    #[must_use]
    pub fn ruleset(&self) -> Option<&Ruleset> {
        self.ruleset.as_ref()
    }

    /// All mistakes and warnings, by place.
    #[must_use]
    pub fn diagnostics(&self) -> Vec<Located> {
        self.diagnostics.iter().map(|it| Located::new(it, &self.source)).collect()
    }

    /// The parts of the text that an editor gives colours.
    #[must_use]
    pub fn tokens(&self) -> Vec<Token> {
        tokens::tokens(&self.source, &self.layout)
    }

    /// What may be written at a place, with lines in a language (`zh` or `en`).
    #[must_use]
    pub fn complete(&self, at: Position, locale: &str) -> Vec<Completion> {
        complete::complete(self, self.offset(at), locale)
    }

    /// What stands at a place, told in a language (`zh` or `en`).
    #[must_use]
    pub fn hover(&self, at: Position, locale: &str) -> Option<Hover> {
        hover::hover(self, self.offset(at), locale)
    }

    /// Where the thing that is named at a place is defined.
    #[must_use]
    pub fn definition(&self, at: Position) -> Option<Ends> {
        let symbols = self.symbols_now()?;
        let symbol = symbols.at(self.offset(at))?.symbol;
        symbols.definition(symbol).map(|span| self.ends(span))
    }

    /// Every place where the thing is named that is named at a place, the definition among them.
    #[must_use]
    pub fn references(&self, at: Position) -> Vec<Ends> {
        let Some(symbols) = self.symbols_now() else { return Vec::new() };
        let Some(found) = symbols.at(self.offset(at)) else { return Vec::new() };
        symbols.places(found.symbol).map(|it| self.ends(it.span)).collect()
    }

    /// Another name for the thing that is named at a place, put in everywhere.
    ///
    /// # Errors
    /// Why not, in one sentence: the text has mistakes, nothing has a name there, the name has another shape or is
    /// taken, or the ruleset would no longer compile.
    pub fn rename(&self, at: Position, name: &str) -> Result<Vec<Edit>, String> {
        rename::rename(self, self.offset(at), name)
    }

    /// What makes the text tidy: spaces, empty lines, ends of lines. Its meaning and its comments stay.
    #[must_use]
    pub fn tidy(&self) -> Vec<Edit> {
        tidy::tidy(&self.source, &self.layout).into_iter().map(|(span, text)| self.edit(span, text)).collect()
    }

    /// The sections of the file, and what stands in each.
    #[must_use]
    pub fn outline(&self, locale: &str) -> Vec<OutlineItem> {
        outline::outline(self, locale)
    }

    /// Rules, bins and levels as the rows of a table; none while a part of the text cannot be read.
    #[must_use]
    pub fn sheet(&self) -> Vec<SheetRow> {
        sheet::sheet(self)
    }

    /// The edit that gives a cell of the table, the one that starts at this byte, another value.
    ///
    /// # Errors
    /// Why not, in one sentence: the value has another form, or the ruleset would no longer compile.
    pub fn set(&self, cell: u32, text: &str) -> Result<Vec<Edit>, String> {
        sheet::set(self, cell, text)
    }

    fn offset(&self, at: Position) -> u32 {
        self.source.offset(at)
    }

    fn ends(&self, span: Span) -> Ends {
        Ends::of(span, &self.source)
    }

    fn edit(&self, span: Span, text: impl Into<String>) -> Edit {
        Edit { span, range: self.ends(span), text: text.into() }
    }

    /// The symbols, if their places are those of the present text.
    fn symbols_now(&self) -> Option<&Symbols> {
        self.known.as_ref().filter(|_| self.is_current).map(|known| &known.symbols)
    }
}
