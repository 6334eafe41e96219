//! What came of cases, as data.

use super::compare::Difference;
use super::coverage::Coverage;
use super::read::{Place, Unusable};
use crate::calendar::Listed;
use serde::Serialize;
use std::collections::BTreeMap;

/// What came of all cases of a ruleset.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "CaseReport"))]
pub struct Report {
    /// Those that were run, in their order.
    pub cases: Vec<Ran>,
    /// Those that could not be, by place.
    pub unusable: Vec<Unusable>,
    /// How many of those that were run pass.
    pub passed: usize,
    /// How many do not.
    pub failed: usize,
    /// What they reach, all together.
    pub coverage: Coverage,
}

/// A case that was run.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "RanCase"))]
#[serde(rename_all = "camelCase")]
pub struct Ran {
    /// What it is about.
    pub name: String,
    /// Where it stands.
    pub place: Place,
    /// Whether all is as stated.
    pub passed: bool,
    /// What is another than stated; none where it passes.
    pub differences: Vec<Difference>,
    /// The score; none where the incident could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<i64>,
    /// The level; none where the incident could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// The level that no completion of the incident exceeds; none where the incident could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ceiling: Option<String>,
    /// The incident's JSON, as it is written.
    pub incident: String,
    /// The instant of the assessment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// The case's own parameters.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, f64>,
    /// The case's own working days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar: Option<Listed>,
}
