//! What a host needs for a form of its own: the fields of a ruleset in order, with labels, questions and options.
//!
//! Comes in: a ruleset and a language. Goes out: a [`Form`]. Which fields are relevant to a report that is half filled
//! in is told by [`Session::relevance`](crate::Session::relevance), for hosts do not evaluate conditions.

use crate::compiled::Ruleset;
use crate::lower::fields_read;
use crate::parse::document::{Numeral, SourceOfFact};
use crate::ruleset::typed::{Type, Typed};
use crate::ruleset::{self, Model, Texts};
use serde::Serialize;
use serde_json::Number;

/// The fields of a ruleset, to be asked for in order; all texts in one language.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Form {
    /// The ruleset's id.
    pub ruleset: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its source.
    pub digest: String,
    /// The language of all texts.
    pub locale: String,
    /// Title of the ruleset.
    pub title: String,
    /// The fields in the file's order. Rulesets declare no sections: each list of records is one, and so is each run
    /// of fields between them.
    pub sections: Vec<FormSection>,
}

/// Fields that stand together.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FormSection {
    /// Title of the list of records; plain fields have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The fields: one list of records, or fields that are none.
    pub fields: Vec<FormField>,
}

/// A field, or a field of an item.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FormField {
    /// Its name, as assessments have it; a field of an item is named there as `transfers[0].amount`.
    pub name: String,
    /// Where its value is put in the incident, or in the item, as an RFC 6901 pointer.
    pub path: String,
    /// What it takes.
    #[serde(rename = "type")]
    pub kind: FieldKind,
    /// Its label.
    pub title: String,
    /// The question to ask for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ask: Option<String>,
    /// Its unit: `CNY`, `mm`, `%`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The least number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<f64>"))]
    pub min: Option<Number>,
    /// The greatest number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<f64>"))]
    pub max: Option<Number>,
    /// What can be chosen, for `enum` and `enumList`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<FormOption>,
    /// Whether the text `none` may be given: it is known not to have happened. Dates and datetimes take it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub none: bool,
    /// What asking costs: `seen`, `asked`, `measured` or `office`; fields of items have no cost of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::wire_types::Cost>"))]
    pub cost: Option<&'static str>,
    /// Who knows the fact: `observed`, `told` or `office_record`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::wire_types::SourceOfFact>"))]
    pub source_of_fact: Option<&'static str>,
    /// Whether its value is not to be shown to others.
    pub sensitive: bool,
    /// When it is relevant; absent where it always is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relevant: Option<FormCondition>,
    /// The most items of a list of records.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_items: Option<usize>,
    /// The fields of an item. An item may also be null: one more, not yet seen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<FormField>,
}

/// What a field takes. Every field takes null as well: asked, and not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum FieldKind {
    /// True or false.
    Bool,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// One of the options.
    Enum,
    /// A text.
    Text,
    /// A day, as `2026-03-02`.
    Date,
    /// An instant with its offset, as `2026-03-02T10:30:00+08:00`.
    Datetime,
    /// A length of time, as `PT1H30M` or `P3D`.
    Duration,
    /// Some of the options; an empty list for none of them.
    EnumList,
    /// Texts.
    TextList,
    /// Items with fields of their own; an empty list where there are none.
    Records,
}

/// A value that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FormOption {
    /// As incidents have it.
    pub value: String,
    /// In words.
    pub title: String,
}

/// A condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FormCondition {
    /// As written in the ruleset; absent where it was loaded from a pack, which does not have it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub when: String,
    /// The fields that it reads, by itself or through features and deadlines: where one of them changes, whether
    /// the field is relevant has to be asked again.
    pub reads: Vec<String>,
}

impl Ruleset {
    /// The fields to ask for, with texts in a language of the ruleset, in its first one for another.
    ///
    /// ```
    /// # use rules_core::Ruleset;
    /// let ruleset = Ruleset::compile(include_bytes!("../doc/smallest.toml")).unwrap();
    /// let form = ruleset.form("en");
    /// let amount = &form.sections[0].fields[0];
    /// assert_eq!((amount.title.as_str(), amount.unit.as_deref()), ("Amount", Some("CNY")));
    /// ```
    #[must_use]
    pub fn form(&self, locale: &str) -> Form {
        let model = self.model();
        let language = model.language(locale);
        let writer = Writer { ruleset: self, model, language };
        Form {
            ruleset: model.id.clone(),
            version: model.version.clone(),
            digest: self.digest().to_owned(),
            locale: model.languages.get(language).cloned().unwrap_or_default(),
            title: writer.text(&model.title),
            sections: writer.sections(),
        }
    }
}

/// Writes a form in one language.
struct Writer<'r> {
    ruleset: &'r Ruleset,
    model: &'r Model,
    language: usize,
}

impl Writer<'_> {
    fn text(&self, texts: &Texts) -> String {
        texts.get(self.language).cloned().unwrap_or_default()
    }

    fn sections(&self) -> Vec<FormSection> {
        let is_list = |field: &ruleset::Field| matches!(field.ty, Type::Records(_));
        let runs = self.model.fields.chunk_by(|a, b| !is_list(a) && !is_list(b));
        let section = |run: &[ruleset::Field]| FormSection {
            title: run.first().filter(|first| is_list(first)).map(|list| self.text(&list.title)),
            fields: run.iter().map(|field| self.field(field)).collect(),
        };
        runs.map(section).collect()
    }

    fn field(&self, field: &ruleset::Field) -> FormField {
        let kind = kind(field.ty);
        FormField {
            name: field.name.clone(),
            path: field.pointer(),
            kind,
            title: self.text(&field.title),
            ask: field.ask.as_ref().map(|ask| self.text(ask)),
            unit: field.unit.clone(),
            min: field.range.min.and_then(Numeral::json),
            max: field.range.max.and_then(Numeral::json),
            options: self.options(field.ty),
            none: matches!(kind, FieldKind::Date | FieldKind::Datetime),
            cost: Some(field.cost.word()),
            source_of_fact: field.source_of_fact.map(SourceOfFact::word),
            sensitive: field.sensitive,
            relevant: field.relevant.as_ref().map(|condition| self.condition(condition)),
            max_items: (kind == FieldKind::Records).then_some(field.max_items),
            items: field.items.iter().map(|item| FormField { cost: None, ..self.field(item) }).collect(),
        }
    }

    fn options(&self, ty: Type) -> Vec<FormOption> {
        let (Type::Enum(index) | Type::EnumList(index)) = ty else { return Vec::new() };
        let Some(of) = self.model.enums.get(index) else { return Vec::new() };
        let named = of.names.iter().zip(&of.texts);
        named.map(|(name, texts)| FormOption { value: name.clone(), title: self.text(texts) }).collect()
    }

    fn condition(&self, condition: &Typed) -> FormCondition {
        let read = fields_read(self.model, condition);
        let name = |slot: u32| self.model.fields.get(slot as usize).map(|field| field.name.clone());
        FormCondition { when: self.ruleset.written(condition.span), reads: read.filter_map(name).collect() }
    }
}

fn kind(ty: Type) -> FieldKind {
    match ty {
        Type::Bool => FieldKind::Bool,
        Type::Int => FieldKind::Integer,
        Type::Num => FieldKind::Number,
        Type::Enum(_) => FieldKind::Enum,
        Type::Text => FieldKind::Text,
        Type::Date => FieldKind::Date,
        Type::Datetime => FieldKind::Datetime,
        Type::Duration => FieldKind::Duration,
        Type::EnumList(_) => FieldKind::EnumList,
        Type::TextList => FieldKind::TextList,
        Type::Records(_) => FieldKind::Records,
    }
}
