//! What stands at the cursor, told in a few lines.

use super::format;
use super::layout::Part;
use super::library::LIBRARY;
use super::place::{Place, place};
use super::told::told;
use super::{Ends, Language};
use crate::source::Span;
use serde::Serialize;

/// What is told of a thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Hover {
    /// Its name.
    pub title: String,
    /// Kind and type, unit and range, or how it is called.
    pub detail: String,
    /// Title, question, meaning.
    pub lines: Vec<String>,
    /// Where it stands.
    pub range: Ends,
}

/// What stands at an offset.
pub fn hover(language: &Language, offset: u32, locale: &str) -> Option<Hover> {
    symbol(language, offset, locale)
        .or_else(|| function(language, offset, locale))
        .or_else(|| key(language, offset, locale))
}

fn symbol(language: &Language, offset: u32, locale: &str) -> Option<Hover> {
    let symbols = language.symbols_now()?;
    let found = symbols.at(offset)?;
    let symbol = symbols.all.get(found.symbol)?;
    let told = told(language.known.as_ref()?, symbol, locale);
    let range = language.ends(found.span);
    Some(Hover { title: symbol.name.clone(), detail: told.detail, lines: told.lines, range })
}

/// A function of the library under the cursor.
fn function(language: &Language, offset: u32, locale: &str) -> Option<Hover> {
    let Place::Value(value) = place(&language.source, &language.layout, offset) else { return None };
    if !value.is_expression() {
        return None;
    }
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let before = value.before.rsplit(|c| !is_word(c)).next().unwrap_or_default();
    let start = offset - u32::try_from(before.len()).unwrap_or(0);
    let text = language.source.slice(Span { start, end: value.inside.end });
    let name = text.split(|c| !is_word(c)).next().unwrap_or_default();
    let is_method = language.source.slice(Span { start: value.inside.start, end: start }).ends_with('.');
    let function =
        LIBRARY.iter().find(|it| it.name == name && (it.on != super::library::On::Nothing) == is_method)?;
    let end = start + u32::try_from(name.len()).unwrap_or(0);
    Some(Hover {
        title: name.to_owned(),
        detail: function.usage.to_owned(),
        lines: vec![function.line.told(locale).to_owned()],
        range: language.ends(Span { start, end }),
    })
}

/// A key of the file.
fn key(language: &Language, offset: u32, locale: &str) -> Option<Hover> {
    let piece = language.layout.piece_at(offset).filter(|piece| piece.part == Part::Key)?;
    let line = format::at(&piece.path)?.line?;
    Some(Hover {
        title: piece.path.last()?.clone(),
        detail: piece.path.join("."),
        lines: vec![line.told(locale).to_owned()],
        range: language.ends(piece.span),
    })
}
