//! The one namespace of a ruleset, and the ids beside it.
//!
//! Comes in: a document. Goes out: what each name stands for. Promise: a name stands for one thing; a
//! second definition is reported with the place of the first.

use super::Checker;
use super::calls::is_built_in;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::parse::document::Document;
use crate::source::{Span, Spanned};
use std::collections::{BTreeMap, BTreeSet};

/// What a name stands for: an index into the list of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    Field(usize),
    Param(usize),
    Terms(usize),
    Pattern(usize),
    Feature(usize),
    Deadline(usize),
    Script(usize),
}

impl Binding {
    /// The kind, in an author's words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Field(_) => "a field",
            Self::Param(_) => "a parameter",
            Self::Terms(_) => "a list of terms",
            Self::Pattern(_) => "a pattern",
            Self::Feature(_) => "a feature",
            Self::Deadline(_) => "a deadline",
            Self::Script(_) => "a script function",
        }
    }
}

/// Names and ids of a document.
#[derive(Default)]
pub struct Names {
    bindings: BTreeMap<String, (Binding, Span)>,
    pub sources: BTreeMap<String, usize>,
    pub groups: BTreeMap<String, usize>,
    pub levels: BTreeMap<String, usize>,
    pub actions: BTreeMap<String, usize>,
}

impl Names {
    /// Collects all names; reports those that are given twice.
    pub fn collect(document: &Document, checker: &mut Checker<'_>) -> Self {
        let mut names = Self::default();
        let fields = document.fields.iter().map(|field| &field.name);
        names.bind_all(fields, Binding::Field, checker);
        names.bind_all(document.params.iter().map(|param| &param.name), Binding::Param, checker);
        names.bind_all(document.terms.iter().map(|terms| &terms.name), Binding::Terms, checker);
        names.bind_all(document.patterns.iter().map(|pattern| &pattern.name), Binding::Pattern, checker);
        names.bind_all(document.features.iter().map(|feature| &feature.name), Binding::Feature, checker);
        names.bind_all(document.deadlines.iter().map(|it| &it.head.id), Binding::Deadline, checker);
        names.bind_all(document.scripts.iter().map(|script| &script.name), Binding::Script, checker);
        names.item_names(document, checker);
        names.sources = ids(document.sources.iter().map(|it| &it.id), checker);
        names.groups = ids(document.groups.iter().map(|it| &it.id), checker);
        names.levels = ids(document.levels.iter().map(|it| &it.id), checker);
        names.actions = ids(document.actions.iter().map(|it| &it.id), checker);
        let rules = document.rules.iter().map(|it| &it.head.id);
        let bins = document.characteristics.iter().map(|it| &it.head.id);
        let tables = document.tables.iter().map(|it| &it.head.id);
        let deadlines = document.deadlines.iter().map(|it| &it.head.id);
        // A deadline that has the name of another one is told above.
        let mut seen = BTreeSet::new();
        let deadlines = deadlines.filter(|id| seen.insert(id.value.as_str()));
        ids(rules.chain(bins).chain(tables).chain(deadlines), checker);
        for script in document.scripts.iter().filter(|script| is_built_in(&script.name.value)) {
            let message = format!("`{}` is a function of the library already", script.name.value);
            checker
                .report(Diagnostic::new(Code::E116, script.name.span, message).help("choose another name"));
        }
        names
    }

    fn bind_all<'a>(
        &mut self,
        all: impl Iterator<Item = &'a Spanned<String>>,
        binding: impl Fn(usize) -> Binding,
        checker: &mut Checker<'_>,
    ) {
        for (index, name) in all.enumerate() {
            if let Some((first, span)) = self.bindings.get(&name.value) {
                let message = format!("`{}` is already {}", name.value, first.word());
                checker.report(twice(name, message, *span));
                continue;
            }
            self.bindings.insert(name.value.clone(), (binding(index), name.span));
        }
    }

    /// Item names may repeat between lists, never a name of the top.
    fn item_names(&self, document: &Document, checker: &mut Checker<'_>) {
        for item in document.fields.iter().flat_map(|field| &field.item) {
            if let Some((first, span)) = self.bindings.get(&item.name.value) {
                let message = format!("item field `{}` hides {}", item.name.value, first.word());
                checker.report(twice(&item.name, message, *span));
            }
        }
    }

    /// What a name stands for.
    pub fn get(&self, name: &str) -> Option<Binding> {
        self.bindings.get(name).map(|(binding, _)| *binding)
    }

    /// The defined name nearest to one that is not.
    pub fn near(&self, name: &str, wanted: impl Fn(Binding) -> bool) -> Option<&str> {
        let candidates = self.bindings.iter().filter(|(_, (binding, _))| wanted(*binding));
        did_you_mean(name, candidates.map(|(name, _)| name.as_str()))
    }
}

fn twice(name: &Spanned<String>, message: String, first: Span) -> Diagnostic {
    Diagnostic::new(Code::E116, name.span, message)
        .also(first, "first given here")
        .help("names stand for one thing in the whole ruleset; choose another one")
}

fn ids<'a>(
    all: impl Iterator<Item = &'a Spanned<String>>,
    checker: &mut Checker<'_>,
) -> BTreeMap<String, usize> {
    let mut map: BTreeMap<String, usize> = BTreeMap::new();
    let mut spans: BTreeMap<String, Span> = BTreeMap::new();
    for (index, id) in all.enumerate() {
        if let Some(first) = spans.get(&id.value) {
            let message = format!("id `{}` is given twice", id.value);
            checker.report(Diagnostic::new(Code::E116, id.span, message).also(*first, "first given here"));
            continue;
        }
        map.insert(id.value.clone(), index);
        spans.insert(id.value.clone(), id.span);
    }
    map
}
