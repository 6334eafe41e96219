//! Rules, bins and levels as the rows of a table: what staff change without reading the file.
//!
//! A cell is a value that stands in the file; changing it puts another value in its place and nothing else, so
//! that comments, order and spelling of all else stay.

use super::{Edit, Language, apply};
use crate::diagnostic::Ends;
use crate::parse::document::{BinDecl, BinTest, Edge, Effect, Numeral, Points, Text};
use crate::source::{Span, Spanned};
use serde::{Deserialize, Serialize};

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum SheetKind {
    /// A rule.
    Rule,
    /// A bin of a characteristic.
    Bin,
    /// A level.
    Level,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SheetRow {
    /// What it is about.
    pub kind: SheetKind,
    /// The id of the rule, characteristic or level.
    pub id: String,
    /// The number of the bin, from 1; 0 for others.
    pub bin: usize,
    /// Its cells, in the order of [`SheetColumn`].
    pub cells: Vec<SheetCell>,
    /// Where all of it stands.
    pub range: Ends,
}

/// A value that can be changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SheetCell {
    /// Which value.
    pub column: SheetColumn,
    /// The language of a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The value as people read it.
    pub text: String,
    /// Where it stands.
    pub range: Ends,
    /// Where, in bytes.
    pub span: Span,
}

/// Which value of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum SheetColumn {
    /// The condition, or the value that falls into bins.
    When,
    /// Where a bin ends, the value excluded.
    Below,
    /// Where a bin ends, the value included.
    UpTo,
    /// The least score of a level.
    From,
    /// The points.
    Points,
    /// The group.
    Group,
    /// The least level.
    AtLeast,
    /// The reason, or a level's title.
    Text,
}

/// All rows, in the file's order of rules, then characteristics, then levels.
pub fn sheet(language: &Language) -> Vec<SheetRow> {
    let Some(known) = language.known.as_ref().filter(|_| language.is_current) else { return Vec::new() };
    let rows = Rows { language, languages: &known.document.header.languages };
    let document = &known.document;
    let rules = document.rules.iter().map(|rule| {
        let when = rule.when.iter().map(|it| rows.cell(SheetColumn::When, it.text.clone(), it.span));
        let cells = when.chain(rows.effect(&rule.effect)).collect();
        rows.row(SheetKind::Rule, &rule.head.id.value, 0, cells, rule.head.span)
    });
    let bins = document.characteristics.iter().flat_map(|row| {
        let id = &row.head.id.value;
        let numbered = row.axis.bins.iter().enumerate();
        numbered.map(|(at, bin)| rows.row(SheetKind::Bin, id, at + 1, rows.bin(bin), bin.span))
    });
    let levels = document.levels.iter().map(|level| {
        let from = rows.cell(SheetColumn::From, level.from.value.to_string(), level.from.span);
        let cells = std::iter::once(from).chain(rows.texts(level.title.as_ref())).collect();
        rows.row(SheetKind::Level, &level.id.value, 0, cells, level.id.span)
    });
    rules.chain(bins).chain(levels).collect()
}

/// What makes cells of what stands in the document.
struct Rows<'l> {
    language: &'l Language,
    languages: &'l [Spanned<String>],
}

impl Rows<'_> {
    fn row(&self, kind: SheetKind, id: &str, bin: usize, cells: Vec<SheetCell>, span: Span) -> SheetRow {
        SheetRow { kind, id: id.to_owned(), bin, cells, range: self.language.ends(span) }
    }

    fn cell(&self, column: SheetColumn, text: String, span: Span) -> SheetCell {
        SheetCell { column, language: None, text, range: self.language.ends(span), span }
    }

    fn bin(&self, bin: &BinDecl) -> Vec<SheetCell> {
        let (column, edge) = match &bin.test {
            BinTest::Below(edge) => (SheetColumn::Below, Some(edge)),
            BinTest::UpTo(edge) => (SheetColumn::UpTo, Some(edge)),
            BinTest::Is(_) | BinTest::Unknown | BinTest::Rest => (SheetColumn::UpTo, None),
        };
        let shown = |edge: &Edge| match edge {
            Edge::Numeral(number) => numeral(number.value),
            Edge::Param(name) => name.value.clone(),
        };
        let edge = edge.map(|edge| self.cell(column, shown(edge), edge.span()));
        edge.into_iter().chain(self.effect(&bin.effect)).collect()
    }

    fn effect(&self, effect: &Effect) -> Vec<SheetCell> {
        let points = effect.points.as_ref().map(|points| match points {
            Points::Fixed(points) => (points.value.to_string(), points.span),
            Points::Computed(points) => (points.text.clone(), points.span),
        });
        let points = points.map(|(text, span)| self.cell(SheetColumn::Points, text, span));
        let named = |column, name: &Option<Spanned<String>>| {
            name.as_ref().map(|name| self.cell(column, name.value.clone(), name.span))
        };
        let group = named(SheetColumn::Group, &effect.group);
        let floor = named(SheetColumn::AtLeast, &effect.at_least);
        points.into_iter().chain(group).chain(floor).chain(self.texts(effect.reason.as_ref())).collect()
    }

    fn texts(&self, text: Option<&Text>) -> Vec<SheetCell> {
        let values = text.map(|text| text.values.as_slice()).unwrap_or_default();
        let of_languages = self.languages.iter().zip(values);
        let cells = of_languages.filter_map(|(language, text)| {
            let text = text.as_ref()?;
            let cell = self.cell(SheetColumn::Text, text.value.clone(), text.span);
            Some(SheetCell { language: Some(language.value.clone()), ..cell })
        });
        cells.collect()
    }
}

fn numeral(value: Numeral) -> String {
    value.json().map_or(String::new(), |number| number.to_string())
}

/// The edit that gives a cell another value.
pub fn set(language: &Language, at: u32, text: &str) -> Result<Vec<Edit>, String> {
    let rows = sheet(language);
    let cell = rows.iter().flat_map(|row| &row.cells).find(|cell| cell.span.start == at);
    let cell = cell.ok_or("the table is of an older text: look again")?;
    if cell.text == text.trim() || cell.text == text {
        return Ok(Vec::new());
    }
    let written = language.source.slice(cell.span);
    let edits = vec![language.edit(cell.span, value(cell.column, text, written)?)];
    let changed = Language::open(&apply(language.text(), &edits));
    let was_broken = language.ruleset.is_none();
    match changed.diagnostics.iter().find(|it| it.is_error()) {
        Some(error) if !was_broken => Err(error.message.clone()),
        _ => Ok(edits),
    }
}

/// A cell's text as TOML, in the quotes that stand there where they can hold it.
fn value(column: SheetColumn, text: &str, written: &str) -> Result<String, String> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err("a cell cannot be empty: take the key out in the text instead".into());
    }
    let is_integer = trimmed.parse::<i64>().is_ok();
    let is_number = trimmed.parse::<f64>().is_ok_and(f64::is_finite);
    match column {
        SheetColumn::From if !is_integer => {
            Err(format!("`{trimmed}` is no integer: expected one such as 30"))
        }
        SheetColumn::From => Ok(trimmed.to_owned()),
        SheetColumn::Points if is_integer => Ok(trimmed.to_owned()),
        SheetColumn::Below | SheetColumn::UpTo if is_number => Ok(trimmed.to_owned()),
        SheetColumn::Text => Ok(quoted(text, written)),
        SheetColumn::Points | SheetColumn::When => {
            Ok(quoted(trimmed, if written.starts_with('\'') { written } else { "''" }))
        }
        _ => Ok(quoted(trimmed, written)),
    }
}

fn quoted(text: &str, written: &str) -> String {
    let is_plain =
        |text: &str| !text.contains(['\'', '\n', '\r']) && !text.chars().any(|c| c.is_control() && c != '\t');
    if written.starts_with('\'') && is_plain(text) {
        return format!("'{text}'");
    }
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
