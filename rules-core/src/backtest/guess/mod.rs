//! A guess of which column is which field, which one is the label, and which names a row: to be looked at and corrected.
//!
//! Comes in: a ruleset and the first rows. Goes out: a [`Guess`], each part of it with a reason in zh and en and how sure
//! it is. Promises: no column is two fields and no field has two columns; the label is no field; the same rows give the
//! same guess.

mod label;
mod names;
mod reasons;
mod shape;
#[cfg(test)]
mod tests;

use super::mapping::{FieldSpec, MappingSpec};
use super::row::{Row, Value};
use crate::Ruleset;
use crate::ruleset::Field;
use crate::ruleset::typed::Type;
pub use label::LabelGuess;
use names::{Likeness, likeness};
use serde::Serialize;
use shape::{Fit, fit, is_prose};
use std::collections::BTreeMap;

/// Surer than that is a name that is the field's own.
const OWN_NAME: u32 = 90;
/// A guess that is less sure than that is not made.
const LEAST: u32 = 40;

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Told {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// What the columns seem to be.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Guess {
    /// The columns, as they are first met.
    pub columns: Vec<String>,
    /// The mapping, ready for use.
    pub mapping: MappingSpec,
    /// Why each field has its column, in the order of the columns.
    pub fields: Vec<FieldGuess>,
    /// What makes a row a positive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<LabelGuess>,
    /// The column that names a row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The mapped field that may hold each row's own instant: the one that the ruleset's response times run from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of_field: Option<String>,
}

/// Why a field has its column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FieldGuess {
    /// The field.
    pub field: String,
    /// The column.
    pub column: String,
    /// How sure that is, in percent.
    pub confidence: u32,
    /// Why.
    pub reason: Told,
    /// Other columns that could have been this field.
    pub others: Vec<String>,
}

/// A column and its values in the first rows, those left out that are unknown.
#[derive(Debug)]
pub(crate) struct Column {
    name: String,
    values: Vec<Value>,
}

impl Column {
    /// Its different values and how often each is there.
    fn counts(&self) -> BTreeMap<&str, usize> {
        let mut counts = BTreeMap::new();
        self.values
            .iter()
            .filter_map(Value::text)
            .for_each(|text| *counts.entry(text.trim()).or_default() += 1);
        counts
    }
}

/// A field that a column could be.
struct Candidate {
    confidence: u32,
    column: usize,
    field: usize,
    spec: FieldSpec,
    reason: Told,
}

/// Guesses from the first rows, of which some hundreds are enough.
///
/// ```
/// use rules_core::Ruleset;
/// use rules_core::backtest::{guess::guess, row::Row};
/// let ruleset = Ruleset::compile(include_bytes!("../../../doc/smallest.toml")).unwrap();
/// let rows = [
///     Row::new(r#"{"编号": "a1", "Amount (CNY)": "500", "是否诈骗": "是"}"#.as_bytes(), true).unwrap(),
///     Row::new(r#"{"编号": "a2", "Amount (CNY)": "0", "是否诈骗": "否"}"#.as_bytes(), true).unwrap(),
/// ];
/// let guess = guess(&ruleset, &rows);
/// assert_eq!(guess.mapping.fields["amount"].column.as_deref(), Some("Amount (CNY)"));
/// assert_eq!(guess.label.unwrap().expression, "column(\"是否诈骗\")");
/// assert_eq!(guess.key.as_deref(), Some("编号"));
/// ```
#[must_use]
pub fn guess(ruleset: &Ruleset, rows: &[Row<'_>]) -> Guess {
    let model = ruleset.model();
    let columns = columns(rows);
    let fields = || model.fields.iter().enumerate().filter(|(_, field)| field.items.is_empty());
    let mut candidates: Vec<Candidate> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        candidates
            .extend(fields().filter_map(|(index, field)| by_name(ruleset, (at, column), (index, field))));
    }
    let is_named = |at: usize, candidates: &[Candidate]| {
        candidates.iter().any(|it| it.column == at && it.confidence >= OWN_NAME)
    };
    let unnamed: Vec<usize> = (0..columns.len()).filter(|at| !is_named(*at, &candidates)).collect();
    let mut label = label::by_name(&columns, &unnamed);
    let taken = label.as_ref().map(|(at, _)| *at);
    candidates.retain(|it| Some(it.column) != taken);
    let key = key(&columns, &unnamed).filter(|at| Some(*at) != taken);
    for at in unnamed.iter().copied().filter(|at| Some(*at) != taken && Some(*at) != key) {
        let Some(column) = columns.get(at) else { continue };
        if !candidates.iter().any(|it| it.column == at) {
            candidates.extend(by_values(ruleset, at, column));
        }
    }
    let chosen = choose(candidates, &columns, ruleset);
    if label.is_none() {
        let free = unnamed.iter().copied().filter(|at| {
            Some(*at) != key
                && !columns.get(*at).is_some_and(|it| chosen.iter().any(|(_, c)| c.column == it.name))
        });
        label = label::by_values(&columns, &free.collect::<Vec<_>>());
    }
    let clock = model.clock.and_then(|clock| model.fields.get(clock)).map(|field| &field.name);
    let (specs, fields): (BTreeMap<_, _>, Vec<_>) =
        chosen.into_iter().map(|(spec, guess)| ((guess.field.clone(), spec), guess)).unzip();
    Guess {
        as_of_field: clock.filter(|clock| specs.contains_key(*clock)).cloned(),
        mapping: MappingSpec { fields: specs },
        fields,
        label: label.map(|(_, label)| label),
        key: key.and_then(|at| columns.get(at)).map(|column| column.name.clone()),
        columns: columns.into_iter().map(|column| column.name).collect(),
    }
}

/// The columns of rows, as they are first met.
fn columns(rows: &[Row<'_>]) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for row in rows {
        for name in row.columns() {
            let value = row.value(std::slice::from_ref(&name));
            let at = columns.iter().position(|column| column.name == name).unwrap_or_else(|| {
                columns.push(Column { name, values: Vec::new() });
                columns.len() - 1
            });
            let place = columns.get_mut(at).filter(|_| value != Value::Unknown);
            place.into_iter().for_each(|column| column.values.push(value.clone()));
        }
    }
    columns
}

/// A field that a column is called like.
fn by_name(
    ruleset: &Ruleset,
    (at, column): (usize, &Column),
    (index, field): (usize, &Field),
) -> Option<Candidate> {
    let alike = likeness(&column.name, field)?;
    let fit = fit(ruleset, field.ty, field.range, column);
    let sure = match alike {
        Likeness::Name => 98,
        Likeness::Folded => 95,
        Likeness::Title => 93,
        Likeness::Part => 65,
    };
    // Values that fit are no proof; values that do not are a doubt.
    let confidence = if fit.share >= 50 { sure } else { sure * 6 / 10 };
    let reason = reasons::named(alike, field, &fit);
    Some(Candidate { confidence, column: at, field: index, spec: spec(column, fit), reason })
}

/// A field that a column's values look like, whatever it is called.
fn by_values(ruleset: &Ruleset, at: usize, column: &Column) -> Vec<Candidate> {
    let model = ruleset.model();
    let fields = model.fields.iter().enumerate().filter(|(_, field)| field.items.is_empty());
    let alike: Vec<(usize, &Field, Fit)> = fields
        .filter(|(index, field)| match field.ty {
            Type::Enum(_) | Type::EnumList(_) => column.counts().len() > 1,
            Type::Text => is_prose(column) && !field.sensitive,
            Type::Datetime => model.clock == Some(*index),
            _ => false,
        })
        .map(|(index, field)| (index, field, fit(ruleset, field.ty, field.range, column)))
        .filter(|(.., fit)| fit.share == 100)
        .collect();
    let many = alike.len() > 1;
    let candidate = |(index, field, fit): (usize, &Field, Fit)| Candidate {
        // The first of the texts is the story; of others that are alike none is likelier.
        confidence: if many && field.ty != Type::Text { LEAST } else { 60 },
        column: at,
        field: index,
        reason: reasons::shaped(field, &fit),
        spec: spec(column, fit),
    };
    alike.into_iter().map(candidate).collect()
}

fn spec(column: &Column, fit: Fit) -> FieldSpec {
    FieldSpec {
        column: Some(column.name.clone()),
        values: fit.values,
        parse: fit.parse,
        ..FieldSpec::default()
    }
}

/// The surest first; each column and each field once. In the order of the columns.
fn choose(
    mut candidates: Vec<Candidate>,
    columns: &[Column],
    ruleset: &Ruleset,
) -> Vec<(FieldSpec, FieldGuess)> {
    candidates.sort_by_key(|it| (std::cmp::Reverse(it.confidence), it.column, it.field));
    let wanted: Vec<(usize, usize)> = candidates.iter().map(|it| (it.field, it.column)).collect();
    let mut chosen: Vec<Candidate> = Vec::new();
    for candidate in candidates.into_iter().filter(|it| it.confidence >= LEAST) {
        if !chosen.iter().any(|it| it.column == candidate.column || it.field == candidate.field) {
            chosen.push(candidate);
        }
    }
    chosen.sort_by_key(|it| it.column);
    let name = |at: usize| columns.get(at).map(|column| column.name.clone()).unwrap_or_default();
    let guess = |it: Candidate| {
        let others = wanted.iter().filter(|(field, column)| *field == it.field && *column != it.column);
        let guess = FieldGuess {
            field: ruleset.model().fields.get(it.field).map(|field| field.name.clone()).unwrap_or_default(),
            column: name(it.column),
            confidence: it.confidence,
            reason: it.reason,
            others: others.map(|(_, column)| name(*column)).collect(),
        };
        (it.spec, guess)
    };
    chosen.into_iter().map(guess).collect()
}

/// The column that names a row: called like one, and of different values.
fn key(columns: &[Column], free: &[usize]) -> Option<usize> {
    free.iter().copied().find(|at| {
        columns
            .get(*at)
            .is_some_and(|column| names::is_key(&column.name) && column.counts().len() == column.values.len())
    })
}
