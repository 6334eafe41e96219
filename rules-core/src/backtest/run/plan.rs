//! What a run rests on, checked against its ruleset before a row is read.

use crate::backtest::incident::incident;
use crate::backtest::label::{Label, LabelError};
use crate::backtest::mapping::{Mapping, MappingSpec};
use crate::backtest::reason::Reason;
use crate::backtest::row::Row;
use crate::{Context, ContextError, ContextSpec, Options, Ruleset};
use serde::Deserialize;
use std::borrow::Cow;
use std::error::Error;
use std::fmt;

/// What a plan is made from, beside ruleset and context; each may be left out.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct PlanSpec {
    /// Which columns are which fields; without it each row is an incident as it stands.
    pub mapping: Option<MappingSpec>,
    /// What makes a row a positive: a condition over its columns, such as `grade >= 4`.
    pub label: Option<String>,
    /// The column that names a row; without one, `id`. Where it is empty, the row's number stands for it.
    pub key: Option<String>,
    /// The mapped field, or else the column, that holds each row's own instant.
    pub as_of_field: Option<String>,
    /// Whether values are cells of a table: texts, the types of which their use decides.
    pub cells: bool,
}

/// A ruleset, a context and a checked [`PlanSpec`].
#[derive(Clone, Debug)]
pub struct Plan {
    pub(super) ruleset: Ruleset,
    pub(super) context: Context,
    pub(super) options: Options,
    pub(super) mapping: Option<Mapping>,
    /// The label, and as it was written.
    pub(super) label: Option<(Label, String)>,
    pub(super) cells: bool,
}

/// Why there is no such plan.
#[derive(Clone, Debug, PartialEq)]
pub enum PlanError {
    /// The label is no condition over columns.
    Label(Vec<LabelError>),
    /// The mapping does not fit the ruleset.
    Mapping(String),
    /// The context does not fit it.
    Context(ContextError),
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Label(errors) => {
                let told = errors.iter().map(|error| match &error.help {
                    Some(help) => format!("{}; {help}", error.message),
                    None => error.message.clone(),
                });
                write!(f, "the label cannot be used: {}", told.collect::<Vec<_>>().join("; "))
            }
            Self::Mapping(error) => write!(f, "the mapping cannot be used: {error}"),
            Self::Context(error) => write!(f, "{error}"),
        }
    }
}

impl Error for PlanError {}

impl Plan {
    /// Checks what a run is to rest on.
    ///
    /// # Errors
    /// If the label is none, or mapping or context do not fit the ruleset.
    pub fn new(ruleset: &Ruleset, context: ContextSpec, spec: PlanSpec) -> Result<Self, PlanError> {
        let label = spec.label.map(|text| Ok((Label::parse(&text).map_err(PlanError::Label)?, text)));
        let mapping = spec.mapping.map(|spec| Mapping::new(spec, ruleset).map_err(PlanError::Mapping));
        let own = Options::default();
        let options =
            Options { key: spec.key.unwrap_or(own.key), as_of_field: spec.as_of_field, ..Options::default() };
        Ok(Self {
            ruleset: ruleset.clone(),
            context: ruleset.context(context).map_err(PlanError::Context)?,
            options,
            mapping: mapping.transpose()?,
            label: label.transpose()?,
            cells: spec.cells,
        })
    }

    /// The incident that a row is.
    pub(super) fn incident<'r>(&self, row: &Row<'r>) -> Result<Cow<'r, str>, Reason> {
        incident(row, self.mapping.as_ref(), self.options.as_of_field.as_deref())
    }
}
