//! The person lint over a ruleset: what it is put to, and with what exceptions.
//!
//! It is put to whatever decides what is taken in, what a story is searched for, and what people read:
//! names, ids, texts, terms, patterns, enum values, paths, texts inside expressions and scripts. It is not
//! put to sources (a law may be named after whom it protects), to what citizens may do about an assessment,
//! nor to cases.

use super::Checker;
use super::person::{Category, Match, PersonLint, Place};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::ast::{Expr, ExprKind};
use crate::parse::document::{
    AxisDecl, Document, Effect, Expression, FieldDecl, LintDecl, Points, ScriptDecl, Text,
};
use crate::parse::toml_text::SpanMap;
use crate::source::{Source, Span, Spanned};
use std::collections::BTreeSet;

pub fn check(checker: &mut Checker<'_>) {
    let (document, source) = (checker.document, checker.source);
    let lint = &document.lint;
    unexplained(checker, lint);
    let extra: Vec<String> = lint.person_words.iter().map(|word| word.value.clone()).collect();
    let allowed: Vec<String> = lint.allow.iter().map(|(word, _)| word.value.clone()).collect();
    let strict = PersonLint::new(&extra, &[]);
    let suspect = suspect(Collector::of(document, source).texts, &strict);
    let words = strict.allowing(&allowed);
    for Suspect { text, .. } in &suspect {
        let mut told = BTreeSet::new();
        for found in words.find_all(&text.value, text.place) {
            if told.insert(found.word.clone()) {
                checker.report(about_a_person(text, &found, source));
            }
        }
    }
    unneeded(checker, lint, &strict, &suspect);
}

/// A text with words that count where nothing is allowed. In any other one nothing counts at all, for what is allowed
/// only takes away: most texts are looked through once.
struct Suspect {
    text: Linted,
    words: usize,
}

fn suspect(texts: Vec<Linted>, strict: &PersonLint) -> Vec<Suspect> {
    let found =
        texts.into_iter().map(|text| Suspect { words: strict.find_all(&text.value, text.place).len(), text });
    found.filter(|suspect| suspect.words > 0).collect()
}

/// Exceptions without a written reason.
fn unexplained(checker: &mut Checker<'_>, lint: &LintDecl) {
    for (word, reason) in &lint.allow {
        let written = reason.as_ref().is_some_and(|reason| !reason.value.trim().is_empty());
        if !written {
            let span = reason.as_ref().map_or(word.span, |reason| reason.span);
            let message = format!("`{}` is allowed without a written reason", word.value);
            checker.report(
                Diagnostic::new(Code::E219, span, message)
                    .help("say in `reason` why the matter cannot be scored without it, and who agreed"),
            );
        }
    }
}

/// Exceptions that excuse nothing.
fn unneeded(checker: &mut Checker<'_>, lint: &LintDecl, strict: &PersonLint, suspect: &[Suspect]) {
    for (word, _) in &lint.allow {
        let lenient = strict.allowing(std::slice::from_ref(&word.value));
        let excuses =
            |Suspect { text, words }: &Suspect| lenient.find_all(&text.value, text.place).len() < *words;
        if !suspect.iter().any(excuses) {
            let message = format!("nothing needs the exception for `{}`", word.value);
            checker.report(Diagnostic::new(Code::W303, word.span, message).help("take it out"));
        }
    }
}

fn about_a_person(text: &Linted, found: &Match, source: &Source) -> Diagnostic {
    let written = text.value.get(found.range.clone()).unwrap_or(&found.word);
    let message =
        format!("`{written}` is about a person ({}): only the matter is scored", found.category.as_str());
    let span = match text.raw {
        true => {
            let start = text.span.range().start;
            Span::new(start + found.range.start, start + found.range.end)
        }
        false => SpanMap::new(source.text(), text.span).span(found.range.clone()),
    };
    Diagnostic::new(Code::E218, span, message)
        .label(ground(found.category))
        .help("take it out, or allow it with a written reason under `[[lint.allow]]`")
}

/// The law behind a category.
fn ground(category: Category) -> &'static str {
    match category {
        Category::Identity => "Personal Information Protection Law, Art. 6: only what the purpose needs",
        Category::Religion | Category::Health | Category::Disability => {
            "Personal Information Protection Law, Art. 28: sensitive personal information"
        }
        Category::Label => "Regulation on Petition Work, Art. 18: no retaliation against petitioners",
        _ => "Personal Information Protection Law, Art. 24: automated decisions are fair",
    }
}

/// A text with the place it has in a ruleset.
struct Linted {
    value: String,
    span: Span,
    place: Place,
    /// Whether the value is the source itself, byte for byte.
    raw: bool,
}

/// Gathers whatever the lint is put to.
struct Collector<'d> {
    source: &'d Source,
    texts: Vec<Linted>,
}

impl<'d> Collector<'d> {
    fn of(document: &'d Document, source: &'d Source) -> Self {
        let mut all = Self { source, texts: Vec::new() };
        all.optional(document.header.title.as_ref(), Place::Text);
        all.inputs(document);
        all.words(document);
        all.entries(document);
        all.answers(document);
        all.properties(document);
        all
    }

    fn add(&mut self, text: &Spanned<String>, place: Place) {
        self.texts.push(Linted { value: text.value.clone(), span: text.span, place, raw: false });
    }

    fn optional(&mut self, text: Option<&Text>, place: Place) {
        for value in text.iter().flat_map(|text| text.values.iter().flatten()) {
            self.add(value, place);
        }
    }

    fn inputs(&mut self, document: &Document) {
        for param in &document.params {
            self.add(&param.name, Place::Name);
            self.optional(param.title.as_ref(), Place::Text);
        }
        for field in &document.fields {
            self.field(field);
        }
    }

    fn field(&mut self, field: &FieldDecl) {
        self.add(&field.name, Place::Name);
        field.was.iter().for_each(|name| self.add(name, Place::Name));
        field.path.iter().for_each(|path| self.add(path, Place::Path));
        self.optional(field.title.as_ref(), Place::Text);
        self.optional(field.ask.as_ref(), Place::Text);
        for (name, text) in &field.values {
            self.add(name, Place::EnumValue);
            self.optional(text.as_ref(), Place::EnumValue);
        }
        field.relevant.iter().for_each(|expression| self.expression(expression));
        field.item.iter().for_each(|item| self.field(item));
    }

    fn words(&mut self, document: &Document) {
        for list in &document.terms {
            self.add(&list.name, Place::Name);
            list.terms.iter().for_each(|term| self.add(term, Place::Term));
        }
        for pattern in &document.patterns {
            self.add(&pattern.name, Place::Name);
            self.add(&pattern.pattern, Place::Pattern);
        }
        for feature in &document.features {
            self.add(&feature.name, Place::Name);
            self.expression(&feature.expression);
        }
        document.scripts.iter().for_each(|script| self.script(script));
    }

    fn script(&mut self, script: &ScriptDecl) {
        self.add(&script.name, Place::Name);
        script.params.iter().for_each(|(name, _)| self.add(name, Place::Name));
        self.add(&script.body, Place::Term);
    }

    fn entries(&mut self, document: &Document) {
        document.groups.iter().for_each(|group| self.add(&group.id, Place::Name));
        for rule in &document.rules {
            self.add(&rule.head.id, Place::Name);
            rule.when.iter().for_each(|expression| self.expression(expression));
            self.effect(&rule.effect);
        }
        for characteristic in &document.characteristics {
            self.add(&characteristic.head.id, Place::Name);
            self.axis(&characteristic.axis);
        }
        for table in &document.tables {
            self.add(&table.head.id, Place::Name);
            table.rows.iter().chain(&table.columns).for_each(|axis| self.axis(axis));
            self.effect(&table.effect);
            table.cells.iter().for_each(|cell| self.effect(&cell.effect));
        }
        for deadline in &document.deadlines {
            self.add(&deadline.head.id, Place::Name);
            self.optional(deadline.title.as_ref(), Place::Text);
            deadline.late.iter().chain(&deadline.soon).for_each(|effect| self.effect(effect));
        }
    }

    fn axis(&mut self, axis: &AxisDecl) {
        axis.value.iter().for_each(|expression| self.expression(expression));
        axis.bins.iter().for_each(|bin| self.effect(&bin.effect));
    }

    fn effect(&mut self, effect: &Effect) {
        if let Some(Points::Computed(expression)) = &effect.points {
            self.expression(expression);
        }
        self.optional(effect.reason.as_ref(), Place::Text);
        self.optional(effect.reason_assumed.as_ref(), Place::Text);
    }

    fn answers(&mut self, document: &Document) {
        document.levels.iter().for_each(|level| self.optional(level.title.as_ref(), Place::Text));
        for action in &document.actions {
            self.optional(action.title.as_ref(), Place::Text);
            self.optional(action.who.as_ref(), Place::Text);
        }
    }

    fn properties(&mut self, document: &Document) {
        for property in &document.properties {
            self.optional(property.name.as_ref(), Place::Text);
            property.always.iter().for_each(|expression| self.expression(expression));
        }
    }

    /// The texts in an expression: what stories and lists are compared with.
    fn expression(&mut self, expression: &Expression) {
        let mut literals = Vec::new();
        literals_of(&expression.expr, &mut literals);
        for span in literals {
            let value = self.source.slice(span).to_owned();
            self.texts.push(Linted { value, span, place: Place::Term, raw: true });
        }
    }
}

fn literals_of(expr: &Expr, found: &mut Vec<Span>) {
    if matches!(expr.kind, ExprKind::Text(_)) {
        found.push(expr.span);
    }
    expr.children().into_iter().for_each(|child| literals_of(child, found));
}
