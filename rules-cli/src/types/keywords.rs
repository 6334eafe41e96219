//! JSON Schema as read: the keywords that the schemas of the engine have. Another one is refused, so that nothing is
//! left out of types unnoticed.

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;

/// A schema, or a part of one.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Keywords {
    #[serde(rename = "$schema")]
    pub _dialect: Option<String>,
    #[serde(rename = "$comment")]
    pub comment: Option<String>,
    pub title: Option<String>,
    pub description: Option<String>,
    pub deprecated: bool,
    #[serde(rename = "type")]
    pub types: OneOrMany,
    #[serde(rename = "const")]
    pub value: Option<Value>,
    #[serde(rename = "enum")]
    pub values: Vec<Value>,
    #[serde(rename = "format")]
    pub _format: Option<String>,
    #[serde(rename = "pattern")]
    pub _pattern: Option<String>,
    #[serde(rename = "maxLength")]
    pub _max_length: Option<usize>,
    pub minimum: Option<serde_json::Number>,
    pub maximum: Option<serde_json::Number>,
    pub examples: Vec<Value>,
    #[serde(rename = "x-unit")]
    pub unit: Option<String>,
    pub one_of: Vec<Keywords>,
    pub any_of: Vec<Keywords>,
    pub items: Option<Box<Keywords>>,
    pub prefix_items: Vec<Keywords>,
    #[serde(rename = "minItems")]
    pub _min_items: Option<usize>,
    pub max_items: Option<usize>,
    pub properties: Members,
    pub required: Vec<String>,
    pub additional_properties: Option<Additional>,
    /// What forbids adds no type.
    #[serde(rename = "allOf")]
    pub _all_of: Vec<Forbidding>,
    #[serde(rename = "$ref")]
    pub reference: Option<String>,
    #[serde(rename = "$defs")]
    pub definitions: Members,
}

/// A part that only says what must not be.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forbidding {
    #[serde(rename = "not")]
    _not: Value,
}

/// Members that are not declared.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Additional {
    /// Whether there may be some; types say nothing about them.
    Allowed(#[expect(dead_code, reason = "types are the same either way")] bool),
    /// What each is.
    Each(Box<Keywords>),
}

/// The names of types.
#[derive(Debug, Default)]
pub struct OneOrMany(pub Vec<String>);

impl<'de> Deserialize<'de> for OneOrMany {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            One(String),
            Many(Vec<String>),
        }
        Ok(match Written::deserialize(deserializer)? {
            Written::One(name) => Self(vec![name]),
            Written::Many(names) => Self(names),
        })
    }
}

/// Schemas by name, as they stand in the text.
#[derive(Debug, Default)]
pub struct Members(pub Vec<(String, Keywords)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(InOrder(PhantomData)).map(Self)
    }
}

/// Reads a map without losing its order.
struct InOrder<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for InOrder<T> {
    type Value = Vec<(String, T)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of schemas by name")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        while let Some(entry) = map.next_entry()? {
            all.push(entry);
        }
        Ok(all)
    }
}
