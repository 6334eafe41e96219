//! Everything that has a name: where it is defined, and where it is used.
//!
//! Comes in: a document. Goes out: [`Symbols`]. Promise: an occurrence's span holds the name alone, without
//! quotes, so that another name can be put in its place.

mod uses;

use super::layout::{Layout, Part};
use crate::parse::document::{Document, FieldDecl};
use crate::parse::toml_text::SpanMap;
use crate::source::{Source, Span, Spanned};
use serde::Serialize;
use std::collections::BTreeMap;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// A field of the incident.
    Field,
    /// A field of the items of a list of records.
    Item,
    /// A value of an enum field.
    Value,
    /// A parameter.
    Param,
    /// A list of terms.
    Terms,
    /// A pattern.
    Pattern,
    /// A feature.
    Feature,
    /// A deadline.
    Deadline,
    /// A script function.
    Script,
    /// A legal source.
    Source,
    /// A group.
    Group,
    /// A level.
    Level,
    /// An action.
    Action,
    /// A rule, characteristic or table.
    Entry,
}

impl Kind {
    /// Whether it is an id, with `-` between words, and not a name that expressions may have.
    pub fn is_id(self) -> bool {
        matches!(self, Self::Source | Self::Group | Self::Level | Self::Action | Self::Entry)
    }

    /// Whether it stands in the one namespace of expressions.
    pub fn is_shared(self) -> bool {
        !self.is_id() && !matches!(self, Self::Item | Self::Value)
    }
}

/// A thing with a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Symbol {
    pub kind: Kind,
    /// The list of an item's field, the field of a value (as `list.field` for an item's); else empty.
    pub owner: String,
    pub name: String,
}

/// A place where a symbol is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    pub span: Span,
    /// Which of [`Symbols::all`].
    pub symbol: usize,
    pub defines: bool,
}

/// All symbols of a file.
#[derive(Clone, Debug, Default)]
pub struct Symbols {
    pub all: Vec<Symbol>,
    index: BTreeMap<Symbol, usize>,
    /// By place.
    pub occurrences: Vec<Occurrence>,
}

impl Symbols {
    /// All symbols of a document.
    pub fn new(document: &Document, source: &Source, layout: &Layout) -> Self {
        let mut collector = Collector { document, source, symbols: Self::default() };
        collector.definitions();
        collector.headers(layout);
        uses::collect(&mut collector);
        let mut symbols = collector.symbols;
        symbols.occurrences.sort_by_key(|it| (it.span, !it.defines));
        symbols.occurrences.dedup_by_key(|it| it.span);
        symbols
    }

    /// The occurrence at an offset; its end counts.
    pub fn at(&self, offset: u32) -> Option<Occurrence> {
        let after = self.occurrences.partition_point(|it| it.span.start <= offset);
        let near = self.occurrences.get(after.saturating_sub(2)..after).unwrap_or_default();
        near.iter().rev().find(|it| offset <= it.span.end).copied()
    }

    /// The symbol of a name.
    pub fn find(&self, kind: Kind, owner: &str, name: &str) -> Option<usize> {
        let symbol = Symbol { kind, owner: owner.to_owned(), name: name.to_owned() };
        self.index.get(&symbol).copied()
    }

    /// What a name of the shared namespace stands for.
    pub fn shared(&self, name: &str) -> Option<usize> {
        SHARED.iter().find_map(|kind| self.find(*kind, "", name))
    }

    /// All places of a symbol.
    pub fn places(&self, symbol: usize) -> impl Iterator<Item = &Occurrence> {
        self.occurrences.iter().filter(move |it| it.symbol == symbol)
    }

    /// Where a symbol is defined.
    pub fn definition(&self, symbol: usize) -> Option<Span> {
        self.places(symbol).find(|it| it.defines).map(|it| it.span)
    }

    /// The symbols of a kind that an owner has.
    pub fn of(&self, kind: Kind, owner: &str) -> impl Iterator<Item = &Symbol> {
        self.all.iter().filter(move |it| it.kind == kind && it.owner == owner)
    }
}

/// The kinds of the one namespace.
pub const SHARED: [Kind; 7] =
    [Kind::Field, Kind::Param, Kind::Terms, Kind::Pattern, Kind::Feature, Kind::Deadline, Kind::Script];

/// The symbols as they are found.
struct Collector<'d> {
    document: &'d Document,
    source: &'d Source,
    symbols: Symbols,
}

impl Collector<'_> {
    fn definitions(&mut self) {
        let document = self.document;
        for field in &document.fields {
            self.define(Kind::Field, "", &field.name);
            self.values(field, &field.name.value);
            for item in &field.item {
                self.define(Kind::Item, &field.name.value, &item.name);
                self.values(item, &item_owner(&field.name.value, &item.name.value));
            }
        }
        document.params.iter().for_each(|it| self.define(Kind::Param, "", &it.name));
        document.terms.iter().for_each(|it| self.define(Kind::Terms, "", &it.name));
        document.patterns.iter().for_each(|it| self.define(Kind::Pattern, "", &it.name));
        document.features.iter().for_each(|it| self.define(Kind::Feature, "", &it.name));
        document.deadlines.iter().for_each(|it| self.define(Kind::Deadline, "", &it.head.id));
        document.scripts.iter().for_each(|it| self.define(Kind::Script, "", &it.name));
        document.sources.iter().for_each(|it| self.define(Kind::Source, "", &it.id));
        document.groups.iter().for_each(|it| self.define(Kind::Group, "", &it.id));
        document.levels.iter().for_each(|it| self.define(Kind::Level, "", &it.id));
        document.actions.iter().for_each(|it| self.define(Kind::Action, "", &it.id));
        document.rules.iter().for_each(|it| self.define(Kind::Entry, "", &it.head.id));
        document.characteristics.iter().for_each(|it| self.define(Kind::Entry, "", &it.head.id));
        document.tables.iter().for_each(|it| self.define(Kind::Entry, "", &it.head.id));
    }

    fn values(&mut self, field: &FieldDecl, owner: &str) {
        field.values.iter().for_each(|(value, _)| self.define(Kind::Value, owner, value));
    }

    fn define(&mut self, kind: Kind, owner: &str, name: &Spanned<String>) {
        let symbol = Symbol { kind, owner: owner.to_owned(), name: name.value.clone() };
        let next = self.symbols.all.len();
        let index = *self.symbols.index.entry(symbol.clone()).or_insert(next);
        if index == next {
            self.symbols.all.push(symbol);
        }
        let span = self.bare(name.span, &name.value);
        self.symbols.occurrences.push(Occurrence { span, symbol: index, defines: true });
    }

    /// Keys that name the same thing again: `[field.channel]`, then `[field.channel.values]`.
    fn headers(&mut self, layout: &Layout) {
        for piece in layout.pieces.iter().filter(|piece| piece.part == Part::Key) {
            let path: Vec<&str> = piece.path.iter().map(String::as_str).collect();
            let symbol = match path.as_slice() {
                [section, name] => section_kind(section).and_then(|kind| self.symbols.find(kind, "", name)),
                ["field", list, "item", name] => self.symbols.find(Kind::Item, list, name),
                ["field", field, "values", name] => self.symbols.find(Kind::Value, field, name),
                ["field", list, "item", item, "values", name] => {
                    self.symbols.find(Kind::Value, &item_owner(list, item), name)
                }
                _ => None,
            };
            if let Some(symbol) = symbol {
                let name = path.last().copied().unwrap_or_default();
                let span = self.bare(piece.span, name);
                self.symbols.occurrences.push(Occurrence { span, symbol, defines: true });
            }
        }
    }

    /// A use of a name, if it is defined.
    fn used(&mut self, kind: Kind, owner: &str, name: &Spanned<String>) {
        let span = self.bare(name.span, &name.value);
        self.used_at(self.symbols.find(kind, owner, &name.value), span);
    }

    fn used_at(&mut self, symbol: Option<usize>, span: Span) {
        if let Some(symbol) = symbol {
            self.symbols.occurrences.push(Occurrence { span, symbol, defines: false });
        }
    }

    /// The place of a TOML key or string without its quotes.
    fn bare(&self, span: Span, value: &str) -> Span {
        match self.source.slice(span) {
            written if written == value => span,
            _ => SpanMap::new(self.source.text(), span).span(0..value.len()),
        }
    }
}

/// What the keys of a section name.
fn section_kind(section: &str) -> Option<Kind> {
    Some(match section {
        "field" => Kind::Field,
        "param" => Kind::Param,
        "terms" => Kind::Terms,
        "pattern" => Kind::Pattern,
        "feature" => Kind::Feature,
        "script" => Kind::Script,
        "source" => Kind::Source,
        "group" => Kind::Group,
        "action" => Kind::Action,
        _ => return None,
    })
}

/// The owner of the values of an item's field.
pub fn item_owner(list: &str, item: &str) -> String {
    format!("{list}.{item}")
}
