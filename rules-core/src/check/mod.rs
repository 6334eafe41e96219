//! Document to model: names resolved, types decided, every rule of the format checked.
//!
//! Comes in: a [`Document`]. Goes out: a [`Model`] and warnings, or the errors, all at once. Promise: what
//! this stage lets through can be lowered without a further error.

mod arithmetic;
mod bins;
pub(crate) mod calls;
mod cases;
mod choices;
mod deadlines;
mod entries;
mod fields;
mod known;
mod names;
pub mod person;
mod persons;
mod properties;
mod ranges;
mod reach;
mod relevance;
mod scripts;
mod sources;
mod terms;
mod texts;
mod typing;
mod unused;

use crate::diagnostic::{Code, Diagnostic};
use crate::limits;
use crate::parse;
use crate::parse::document::{Document, SourceDecl};
use crate::ruleset::typed::{Kind, Type, Typed};
use crate::ruleset::{DEADLINE_STATES, EnumType, Feature, Field, LegalSource, Level, Model, Param, Script};
use crate::source::{Source, Span};
use crate::text::TextEngine;
use names::Names;
use std::collections::{BTreeMap, BTreeSet};
use typing::Scope;

/// A feature is typed when it is first needed.
enum FeatureState {
    Waiting,
    Busy,
    Done(Option<Typed>),
}

/// How much of one expression is typed so far.
#[derive(Clone, Copy, Default)]
struct Extent {
    /// Levels above the part at hand.
    depth: usize,
    /// Parts so far.
    parts: usize,
}

/// The check at work: what is known so far, and the diagnostics.
pub struct Checker<'d> {
    source: &'d Source,
    document: &'d Document,
    names: Names,
    enums: Vec<EnumType>,
    deadline_enum: usize,
    params: Vec<Param>,
    fields: Vec<Field>,
    features: Vec<FeatureState>,
    levels: Vec<Level>,
    /// Script functions whose bodies are being typed.
    calling: Vec<usize>,
    used: BTreeSet<String>,
    used_items: BTreeSet<(usize, usize)>,
    used_ids: BTreeSet<String>,
    /// Lists whose terms are counted, or looked at for what stands before them.
    told_apart: BTreeSet<usize>,
    extent: Extent,
    /// How many levels and parts each typed feature has, those under it among them.
    feature_extents: BTreeMap<usize, Extent>,
    /// What searches texts, once terms and patterns are checked.
    texts: Option<TextEngine>,
    diagnostics: Vec<Diagnostic>,
}

/// Parses and checks a source: all diagnostics of both stages in the order of the file, and the model where
/// none of them is an error.
///
/// ```
/// use rules_core::{check::check_source, source::Source};
/// let (model, diagnostics) = check_source(&Source::new("format = 1"));
/// assert!(model.is_none());
/// assert_eq!(diagnostics[0].message, "this ruleset file needs `ruleset`");
/// ```
#[must_use]
pub fn check_source(source: &Source) -> (Option<Model>, Vec<Diagnostic>) {
    let (checked, diagnostics) = check_text(source);
    (checked.map(|(model, _)| model), diagnostics)
}

/// The same, with what searches texts.
pub(crate) fn check_text(source: &Source) -> (Option<(Model, TextEngine)>, Vec<Diagnostic>) {
    let (document, diagnostics) = parse::parse(source);
    match document {
        Some(document) => check_document(&document, source, diagnostics),
        None => (None, in_order(diagnostics)),
    }
}

/// Checks a document; with the diagnostics of its parsing, which stand among those that come back.
pub(crate) fn check_document(
    document: &Document,
    source: &Source,
    mut diagnostics: Vec<Diagnostic>,
) -> (Option<(Model, TextEngine)>, Vec<Diagnostic>) {
    let broken = diagnostics.iter().any(Diagnostic::is_error);
    let (checked, mut found) = check_all(document, source);
    // What was not understood may have used it, reached it or declared it.
    let needs_all = |code: Code| matches!(code, Code::W303 | Code::W310 | Code::W311);
    found.retain(|diagnostic| !broken || !needs_all(diagnostic.code));
    diagnostics.append(&mut found);
    (checked.filter(|_| !broken), in_order(diagnostics))
}

fn in_order(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.code));
    diagnostics.dedup();
    diagnostics
}

/// Checks a document. Without errors there is a model; warnings may stand beside it.
pub fn check(document: &Document, source: &Source) -> (Option<Model>, Vec<Diagnostic>) {
    let (checked, diagnostics) = check_all(document, source);
    (checked.map(|(model, _)| model), diagnostics)
}

/// The same, with what searches texts.
fn check_all(document: &Document, source: &Source) -> (Option<(Model, TextEngine)>, Vec<Diagnostic>) {
    let mut checker = Checker::new(document, source);
    let model = checker.model();
    let failed = checker.has_errors();
    let checked = model.filter(|_| !failed).zip(checker.texts.take());
    (checked, in_order(checker.diagnostics))
}

impl<'d> Checker<'d> {
    fn new(document: &'d Document, source: &'d Source) -> Self {
        Self {
            source,
            document,
            names: Names::default(),
            enums: Vec::new(),
            deadline_enum: 0,
            params: Vec::new(),
            fields: Vec::new(),
            features: document.features.iter().map(|_| FeatureState::Waiting).collect(),
            levels: Vec::new(),
            calling: Vec::new(),
            used: BTreeSet::new(),
            used_items: BTreeSet::new(),
            used_ids: BTreeSet::new(),
            told_apart: BTreeSet::new(),
            extent: Extent::default(),
            feature_extents: BTreeMap::new(),
            texts: None,
            diagnostics: Vec::new(),
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// The fields of the items of a list of records.
    fn items_of(&self, list: usize) -> &[Field] {
        self.fields.get(list).map(|field| field.items.as_slice()).unwrap_or_default()
    }

    fn model(&mut self) -> Option<Model> {
        let document = self.document;
        self.names = Names::collect(document, self);
        self.declare_states();
        self.params = fields::params(self);
        self.fields = fields::fields(self);
        let actions = fields::actions(self);
        self.levels = fields::levels(self);
        let sources = sources::legal_sources(self);
        let scripts = scripts::scripts(self);
        let deadlines = deadlines::deadlines(self);
        let entries = entries::entries(self);
        relevance::check(self);
        let features = self.all_features();
        let properties = properties::properties(self);
        ranges::check(self, &entries);
        arithmetic::check(self, &entries);
        unused::same_conditions(self, &entries);
        let complete = features.is_some();
        let model = Model {
            properties,
            ..self.assemble(actions, sources, scripts, deadlines, entries, features.unwrap_or_default())
        };
        self.texts = terms::check(self);
        persons::check(self);
        let is_sound = complete && !self.has_errors();
        cases::check(self);
        if is_sound {
            cases::values(self, &model);
        }
        if !self.has_errors() {
            unused::check(self);
            reach::check(self, &model.entries, &model.groups);
        }
        complete.then_some(model)
    }

    fn declare_states(&mut self) {
        let states = DEADLINE_STATES.iter().take(5).map(ToString::to_string);
        self.deadline_enum = self.enums.len();
        self.enums.push(EnumType { names: states.collect(), texts: Vec::new() });
    }

    fn assemble(
        &mut self,
        actions: Vec<crate::ruleset::Action>,
        sources: Vec<LegalSource>,
        scripts: Vec<Script>,
        deadlines: Vec<crate::ruleset::Deadline>,
        entries: Vec<crate::ruleset::Entry>,
        features: Vec<Feature>,
    ) -> Model {
        let header = &self.document.header;
        Model {
            id: header.id.value.clone(),
            version: header.version.value.clone(),
            languages: header.languages.iter().map(|language| language.value.clone()).collect(),
            title: texts::required(self, header.title.as_ref(), header.span, "title"),
            effective: header.effective.as_ref().map(|date| date.value),
            until: header.until.as_ref().map(|date| date.value),
            utc_offset: header.utc_offset,
            clock: fields::clock(self),
            base: header.base,
            min: header.min,
            max: header.max,
            remedy: header.remedy.as_ref().map(|text| texts::complete(self, text)),
            sources,
            params: self.params.clone(),
            enums: self.enums.clone(),
            fields: self.fields.clone(),
            terms: fields::term_lists(self.document),
            patterns: fields::patterns(self.document),
            features,
            scripts,
            groups: fields::groups(self.document),
            levels: self.levels.clone(),
            actions,
            deadlines,
            entries,
            properties: Vec::new(),
            cases: self.document.cases.clone(),
        }
    }

    /// The type of a feature, which is typed at its first use.
    fn feature_type(&mut self, index: usize, place: Span) -> Option<Type> {
        let waiting = match self.features.get(index)? {
            FeatureState::Done(typed) => return typed.as_ref().map(|typed| typed.ty),
            FeatureState::Waiting => true,
            FeatureState::Busy => false,
        };
        let feature = self.document.features.get(index)?;
        if !waiting {
            let message = format!("feature `{}` needs itself", feature.name.value);
            self.report(Diagnostic::new(Code::E223, place, message).also(feature.name.span, "defined here"));
            return None;
        }
        self.set_feature(index, FeatureState::Busy);
        let outer = self.extent;
        self.extent.parts = 0;
        let typed = self.typed(&feature.expression.expr, Scope::default());
        let parts = self.extent.parts;
        self.extent = outer;
        let typed = typed.filter(|typed| self.is_shallow(typed, feature.name.span));
        let depth = typed.as_ref().map_or(0, |typed| self.height(typed));
        self.feature_extents.insert(index, Extent { depth, parts });
        let ty = typed.as_ref().map(|typed| typed.ty);
        self.set_feature(index, FeatureState::Done(typed));
        ty
    }

    /// Whether the features that an expression leans on, and those under them, are not too many levels.
    fn is_shallow(&mut self, typed: &Typed, place: Span) -> bool {
        let good = self.height(typed) <= limits::TYPED_DEPTH;
        if !good {
            let message =
                format!("with the features under it this has more than {} levels", limits::TYPED_DEPTH);
            self.report(Diagnostic::new(Code::E112, place, message).help("define it by fewer steps"));
        }
        good
    }

    /// Levels of an expression, features followed.
    fn height(&self, typed: &Typed) -> usize {
        let below = match typed.kind {
            Kind::Feature(index) => self.feature_extents.get(&index).map_or(0, |extent| extent.depth),
            _ => typed.children().into_iter().map(|child| self.height(child)).max().unwrap_or_default(),
        };
        below + 1
    }

    fn set_feature(&mut self, index: usize, state: FeatureState) {
        if let Some(slot) = self.features.get_mut(index) {
            *slot = state;
        }
    }

    /// The typed expression of a feature, once it is typed.
    fn feature(&self, index: usize) -> Option<&Typed> {
        match self.features.get(index) {
            Some(FeatureState::Done(typed)) => typed.as_ref(),
            _ => None,
        }
    }

    fn all_features(&mut self) -> Option<Vec<Feature>> {
        let document = self.document;
        for (index, feature) in document.features.iter().enumerate() {
            self.feature_type(index, feature.name.span);
        }
        let all = document.features.iter().enumerate().map(|(index, feature)| {
            Some(Feature {
                name: feature.name.value.clone(),
                expr: self.feature(index)?.clone(),
                text: feature.expression.text.clone(),
            })
        });
        all.collect()
    }
}

/// The declaration of a source, by its index.
fn source_decl(document: &Document, index: usize) -> Option<&SourceDecl> {
    document.sources.get(index)
}
