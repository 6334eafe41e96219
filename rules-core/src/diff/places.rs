//! Where things have their names in a ruleset's text.

use super::data::{Kind, Place};
use crate::compiled::Ruleset;
use crate::diagnostic::{Diagnostic, Ends};
use crate::parse;
use crate::parse::document::{Document, FieldDecl};
use crate::source::{Source, Span, Spanned};
use std::collections::BTreeMap;

/// Places by kind and name; none for a pack.
#[derive(Debug, Default)]
pub struct Places {
    spans: BTreeMap<(Kind, String), Span>,
    source: Option<Source>,
}

impl Places {
    /// The places of a ruleset that was compiled from its text.
    pub fn of(ruleset: &Ruleset) -> Self {
        let source = ruleset.source();
        let (document, diagnostics) = parse::parse(source);
        match document.filter(|_| !diagnostics.iter().any(Diagnostic::is_error)) {
            Some(document) => Self { spans: spans(&document), source: Some(source.clone()) },
            None => Self::default(),
        }
    }

    /// Whether there is a text at all.
    pub fn is_text(&self) -> bool {
        self.source.is_some()
    }

    /// Where a thing stands.
    pub fn get(&self, kind: Kind, id: &str) -> Option<Place> {
        let span = *self.spans.get(&(kind, id.to_owned()))?;
        let source = self.source.as_ref()?;
        let range = span.range();
        let range = Ends { start: source.position(range.start), end: source.position(range.end) };
        Some(Place { span, range })
    }
}

fn spans(document: &Document) -> BTreeMap<(Kind, String), Span> {
    let mut spans = BTreeMap::new();
    let mut add = |kind, name: &Spanned<String>| spans.extend([((kind, name.value.clone()), name.span)]);
    add(Kind::Ruleset, &document.header.id);
    document.sources.iter().for_each(|it| add(Kind::Source, &it.id));
    document.params.iter().for_each(|it| add(Kind::Param, &it.name));
    document.fields.iter().for_each(|it| add(Kind::Field, &it.name));
    document.terms.iter().for_each(|it| add(Kind::Terms, &it.name));
    document.patterns.iter().for_each(|it| add(Kind::Pattern, &it.name));
    document.features.iter().for_each(|it| add(Kind::Feature, &it.name));
    document.scripts.iter().for_each(|it| add(Kind::Script, &it.name));
    document.groups.iter().for_each(|it| add(Kind::Group, &it.id));
    document.rules.iter().for_each(|it| add(Kind::Rule, &it.head.id));
    document.characteristics.iter().for_each(|it| add(Kind::Characteristic, &it.head.id));
    document.tables.iter().for_each(|it| add(Kind::Table, &it.head.id));
    document.deadlines.iter().for_each(|it| add(Kind::Deadline, &it.head.id));
    document.levels.iter().for_each(|it| add(Kind::Level, &it.id));
    document.actions.iter().for_each(|it| add(Kind::Action, &it.id));
    document.cases.iter().for_each(|it| add(Kind::Case, &it.name));
    for property in &document.properties {
        let name = property.name.as_ref().and_then(|text| text.values.first()).and_then(Option::as_ref);
        name.into_iter().for_each(|name| add(Kind::Property, name));
    }
    document.fields.iter().for_each(|list| items(list, &mut spans));
    spans
}

fn items(list: &FieldDecl, spans: &mut BTreeMap<(Kind, String), Span>) {
    for item in &list.item {
        let name = format!("{}.{}", list.name.value, item.name.value);
        spans.insert((Kind::Field, name), item.name.span);
    }
}
