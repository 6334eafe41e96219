//! JSON Schema (2020-12) of a ruleset's incidents, for forms, editors and types of other languages.
//!
//! Comes in: a ruleset. Goes out: a [`Schema`], which serialises with its fields in the ruleset's order. Promise:
//! an incident that it accepts has no value that cannot be used, as far as JSON Schema can say it.
//!
//! It does not say that a key stands once, that a number is a double (`1e400` is none), that a text has at most [`TEXT_BYTES`](crate::limits::TEXT_BYTES) bytes
//! (it counts characters), that an instant lies within the years 0001 to 9999 UTC, that a leap second stands where
//! one can be, nor how long a duration may be. `format` has to be asserted for `2026-02-31` to be refused.
//!
//! It asks for more than the engine does where one way of writing is enough: dates and times have a `T` and no space
//! between them; integers lie within 2^53 unless the field says otherwise; the incident's key, `id`, is a string or a
//! number; no older name stands beside the object that its field is kept in.

mod incident;

use crate::compiled::Ruleset;
use serde::{Serialize, Serializer};

/// A JSON Schema, or a part of one: the keywords that incidents need.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each is the keyword of the same name")]
pub struct Schema {
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    pub dialect: Option<&'static str>,
    #[serde(rename = "$comment", skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    #[serde(rename = "type", skip_serializing_if = "Vec::is_empty", serialize_with = "one_or_many")]
    pub types: Vec<&'static str>,
    #[serde(rename = "const", skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_length: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<serde_json::Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum: Option<serde_json::Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub examples: Option<[&'static str; 1]>,
    /// The field's unit: no keyword of JSON Schema, but a note for who makes a form.
    #[serde(rename = "x-unit", skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub one_of: Vec<Schema>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub any_of: Vec<Schema>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<Box<Schema>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_items: Option<usize>,
    #[serde(skip_serializing_if = "Members::is_empty")]
    pub properties: Members,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub required: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub additional_properties: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub all_of: Vec<Schema>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not: Option<Box<Schema>>,
    #[serde(rename = "$ref", skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    #[serde(rename = "$defs", skip_serializing_if = "Members::is_empty")]
    pub definitions: Members,
}

/// Schemas by name, in the order in which they were put in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Members(pub Vec<(String, Schema)>);

impl Members {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The schema of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Schema> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, schema)| schema)
    }
}

impl Serialize for Members {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, schema)| (name, schema)))
    }
}

/// A keyword that takes one value, or a list of them.
fn one_or_many<S: Serializer>(all: &[&'static str], serializer: S) -> Result<S::Ok, S::Error> {
    match all {
        [one] => serializer.serialize_str(one),
        many => serializer.collect_seq(many),
    }
}

impl Ruleset {
    /// The JSON Schema (2020-12) of this ruleset's incidents; titles and questions in a language of the ruleset, in
    /// its first one for another. Every value may be `null` (asked, not known), nothing is required, and members
    /// that the ruleset does not declare are ignored.
    ///
    /// ```
    /// # use rules_core::Ruleset;
    /// let ruleset = Ruleset::compile(include_bytes!("../../doc/smallest.toml")).unwrap();
    /// let schema = serde_json::to_value(ruleset.schema("en")).unwrap();
    /// let amount = serde_json::json!({"title": "Amount", "type": ["number", "null"], "minimum": 0, "x-unit": "CNY"});
    /// assert_eq!(schema["properties"]["amount"], amount);
    /// ```
    #[must_use]
    pub fn schema(&self, locale: &str) -> Schema {
        incident::schema(self, locale)
    }
}
