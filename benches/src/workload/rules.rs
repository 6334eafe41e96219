//! The file of 24 rules in, the rules as data out; and the exact text of a file of rules back.

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::ser::Formatter;
use std::fmt;
use std::io::{self, Write};
use std::marker::PhantomData;
use std::sync::LazyLock;

use super::expr::Expr;

/// A set of rules with its fields and levels.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct RuleSet {
    /// Each field and its type, in order.
    #[serde(deserialize_with = "in_order", serialize_with = "as_object")]
    pub fields: Vec<(String, String)>,
    /// Each enum field and its values, in order.
    #[serde(deserialize_with = "in_order", serialize_with = "as_object")]
    pub enums: Vec<(String, Vec<String>)>,
    /// What the set is called.
    pub name: String,
    /// Each level and the score it starts at, lowest first.
    pub levels: Vec<(String, i64)>,
    /// The rules, in order.
    pub rules: Vec<Rule>,
}

/// A condition and what it gives.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Rule {
    /// Unique in its set.
    pub id: String,
    /// Added to the score if the rule fires.
    pub points: i64,
    /// A short code.
    pub reason: String,
    /// The condition.
    pub when: Expr,
}

impl RuleSet {
    /// The set as JSON in the spacing of Python's `json.dumps`: the form that its digest is taken of.
    #[expect(clippy::expect_used, reason = "names, numbers and lists have a JSON form, in memory")]
    pub fn to_json(&self) -> String {
        let mut bytes = Vec::new();
        let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, Spaced);
        self.serialize(&mut serializer).expect("every set of rules has a JSON form");
        String::from_utf8(bytes).expect("JSON is UTF-8")
    }

    /// The values of an enum field; none for another field.
    pub(crate) fn values_of(&self, field: &str) -> &[String] {
        self.enums.iter().find(|(name, _)| name == field).map_or(&[], |(_, values)| values)
    }
}

/// The 24 rules of the common workload.
#[expect(clippy::expect_used, reason = "the file is part of this crate, and every test reads it")]
pub static FRAUD_24: LazyLock<RuleSet> = LazyLock::new(|| {
    serde_json::from_str(include_str!("fraud-24.json")).expect("fraud-24.json is a set of rules")
});

/// The phrases of each text rule, by the rule's id, in the file's order.
pub(crate) static PHRASES: LazyLock<Vec<(&'static str, Vec<&'static str>)>> = LazyLock::new(|| {
    let mut all = Vec::new();
    for rule in &FRAUD_24.rules {
        rule.when.walk(&mut |expr| {
            if let Expr::Any(_, phrases) = expr {
                all.push((rule.id.as_str(), phrases.iter().map(String::as_str).collect()));
            }
        });
    }
    all
});

/// Reads an object as pairs in the order they are written in.
fn in_order<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Vec<(String, T)>, D::Error> {
    struct Pairs<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for Pairs<T> {
        type Value = Vec<(String, T)>;

        fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
            formatter.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut pairs = Vec::new();
            while let Some(pair) = map.next_entry()? {
                pairs.push(pair);
            }
            Ok(pairs)
        }
    }
    deserializer.deserialize_map(Pairs(PhantomData))
}

fn as_object<S: Serializer, T: Serialize>(pairs: &[(String, T)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(name, value)| (name, value)))
}

/// A space after each comma and colon.
struct Spaced;

impl Formatter for Spaced {
    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.begin_array_value(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}
