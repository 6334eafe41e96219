//! The language service for JavaScript: places go in and come out as lines and UTF-16 columns, all else as JSON.

use super::{Engine, json};
use crate::api::Loaded;
use rules_core::language::{self, TokenKind};
use rules_core::source::Position;
use wasm_bindgen::prelude::wasm_bindgen;

/// A ruleset's text that an author works on.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Language(language::Language);

#[wasm_bindgen]
impl Language {
    /// Begins with a text.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn open(text: &str) -> Language {
        Self(language::Language::open(text))
    }

    /// Goes on with another text.
    pub fn update(&mut self, text: &str) {
        self.0.update(text);
    }

    /// The ruleset that the text is, if it compiles.
    #[must_use]
    pub fn ruleset(&self) -> Option<Engine> {
        self.0.ruleset().map(|ruleset| Engine::of(Loaded::of(ruleset.clone())))
    }

    /// All mistakes and warnings.
    #[must_use]
    pub fn diagnostics(&self) -> String {
        json(&self.0.diagnostics())
    }

    /// The parts that have colours: start, end and kind of each, places in UTF-16 units from the start of the text.
    #[must_use]
    pub fn tokens(&self) -> Vec<u32> {
        let mut units = Units { text: self.0.text(), bytes: 0, units: 0 };
        let tokens = self.0.tokens().into_iter();
        tokens.flat_map(|it| [units.at(it.span.start), units.at(it.span.end), number(it.kind)]).collect()
    }

    /// What may be written at a place.
    #[must_use]
    pub fn complete(&self, line: u32, character: u32, locale: &str) -> String {
        json(&self.0.complete(Position { line, character }, locale))
    }

    /// What stands at a place, or null.
    #[must_use]
    pub fn hover(&self, line: u32, character: u32, locale: &str) -> String {
        json(&self.0.hover(Position { line, character }, locale))
    }

    /// Where the thing at a place is defined, or null.
    #[must_use]
    pub fn definition(&self, line: u32, character: u32) -> String {
        json(&self.0.definition(Position { line, character }))
    }

    /// Every place where the thing at a place is named.
    #[must_use]
    pub fn references(&self, line: u32, character: u32) -> String {
        json(&self.0.references(Position { line, character }))
    }

    /// The edits that give the thing at a place another name.
    ///
    /// # Errors
    /// Why not, in one sentence.
    pub fn rename(&self, line: u32, character: u32, name: &str) -> Result<String, String> {
        self.0.rename(Position { line, character }, name).map(|edits| json(&edits))
    }

    /// The edits that make the text tidy.
    #[must_use]
    pub fn tidy(&self) -> String {
        json(&self.0.tidy())
    }

    /// Rules, bins and levels as the rows of a table.
    #[must_use]
    pub fn sheet(&self) -> String {
        json(&self.0.sheet())
    }

    /// The edits that give the cell that starts at a byte another value.
    ///
    /// # Errors
    /// Why not, in one sentence.
    pub fn set(&self, cell: u32, text: &str) -> Result<String, String> {
        self.0.set(cell, text).map(|edits| json(&edits))
    }

    /// The sections of the file, and what stands in each.
    #[must_use]
    pub fn outline(&self, locale: &str) -> String {
        json(&self.0.outline(locale))
    }
}

/// Counts UTF-16 units on the way through a text.
struct Units<'t> {
    text: &'t str,
    bytes: usize,
    units: usize,
}

impl Units<'_> {
    /// The units before a byte, which must not lie before the last one asked for.
    fn at(&mut self, byte: u32) -> u32 {
        let to = byte as usize;
        self.units += self.text.get(self.bytes..to).unwrap_or_default().encode_utf16().count();
        self.bytes = to;
        u32::try_from(self.units).unwrap_or(u32::MAX)
    }
}

/// The number of a kind, in the order in which `npm/src/language.ts` lists them.
fn number(kind: TokenKind) -> u32 {
    match kind {
        TokenKind::Header => 0,
        TokenKind::Key => 1,
        TokenKind::Text => 2,
        TokenKind::Constant => 3,
        TokenKind::Comment => 4,
        TokenKind::Name => 5,
        TokenKind::Function => 6,
        TokenKind::Operator => 7,
        TokenKind::Word => 8,
        TokenKind::Insert => 9,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_colours_count_utf16_units() {
        let language = Language::open("# 险𠮷\nformat = 1\n");
        assert_eq!(language.tokens(), [0, 5, 4, 6, 12, 1, 15, 16, 3]);
    }

    #[test]
    fn a_text_that_compiles_has_an_engine() {
        let mut language = Language::open(include_str!("../../../rules-core/doc/smallest.toml"));
        assert!(language.ruleset().is_some_and(|engine| engine.info().starts_with(r#"{"id":"smallest""#)));
        language.update("format = 1");
        assert!(language.ruleset().is_none() && language.diagnostics().contains("needs `ruleset`"));
    }
}
