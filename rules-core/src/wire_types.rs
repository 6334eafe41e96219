//! The types of the wire as JSON Schema (2020-12): what assessments, bounds, explanations, forms, diagnostics,
//! differences, cases and proofs look like as JSON. With the feature `schema` only: no wasm build carries it.

use crate::assessment::{Assessment, Key, Reject, RejectedLine};
use crate::backtest::guess::Guess;
use crate::backtest::run::results::Results;
use crate::backtest::run::table::RowPage;
use crate::bounds::{Bounds, Question};
use crate::cases;
use crate::diagnostic::Located;
use crate::diff::{Difference, Movement};
use crate::explain::{ChangeDetail, Explained, Texts};
use crate::form::Form;
use crate::language::{Completion, Hover, OutlineItem, SheetRow};
use crate::prove;
use crate::relevance::FieldRelevance;
use crate::ruleset::DEADLINE_STATES;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;
use std::borrow::Cow;

/// The schema of an assessment.
#[must_use]
pub fn assessment() -> Value {
    generator().into_root_schema_for::<Assessment>().to_value()
}

/// The schemas of all types of the wire, as definitions by name.
#[must_use]
pub fn all() -> Value {
    let mut generator = generator();
    let add = [
        SchemaGenerator::subschema_for::<Assessment>,
        SchemaGenerator::subschema_for::<RejectedLine>,
        SchemaGenerator::subschema_for::<Reject>,
        SchemaGenerator::subschema_for::<Bounds>,
        SchemaGenerator::subschema_for::<Question>,
        SchemaGenerator::subschema_for::<Explained>,
        SchemaGenerator::subschema_for::<ChangeDetail>,
        SchemaGenerator::subschema_for::<Form>,
        SchemaGenerator::subschema_for::<FieldRelevance>,
        SchemaGenerator::subschema_for::<Located>,
        SchemaGenerator::subschema_for::<Guess>,
        SchemaGenerator::subschema_for::<Results>,
        SchemaGenerator::subschema_for::<RowPage>,
        SchemaGenerator::subschema_for::<Difference>,
        SchemaGenerator::subschema_for::<Movement>,
        SchemaGenerator::subschema_for::<Completion>,
        SchemaGenerator::subschema_for::<Hover>,
        SchemaGenerator::subschema_for::<OutlineItem>,
        SchemaGenerator::subschema_for::<SheetRow>,
        SchemaGenerator::subschema_for::<cases::Report>,
        SchemaGenerator::subschema_for::<prove::Report>,
    ];
    for add in add {
        add(&mut generator);
    }
    let dialect = generator.settings().meta_schema.clone();
    serde_json::json!({ "$schema": dialect, "$defs": generator.take_definitions(true) })
}

fn generator() -> SchemaGenerator {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    settings.with_transform(RecursiveTransform(as_on_the_wire)).into_generator()
}

/// Says what serde does and the types do not: a member that may be left out is left out where it is nothing, and never
/// null. Descriptions are for readers of JSON: without examples in Rust, and without links into its documentation.
fn as_on_the_wire(schema: &mut Schema) {
    let required = schema.get("required").cloned().unwrap_or_default();
    let is_required = |name: &String| required.as_array().is_some_and(|all| all.iter().any(|it| it == name));
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties
            .iter_mut()
            .filter(|(name, _)| !is_required(name))
            .for_each(|(_, member)| never_null(member));
    }
    // Rust's types of numbers are no formats of JSON Schema, and texts have none.
    schema.remove("format");
    // What is taken for a member that is left out is a matter of those who read.
    schema.remove("default");
    if let Some(Value::String(description)) = schema.get_mut("description") {
        *description = for_readers(description);
    }
}

/// Takes the null out of what is something or null.
fn never_null(member: &mut Value) {
    let is_null = |it: &Value| *it == "null" || it.get("type").is_some_and(|it| it == "null");
    for keyword in ["type", "anyOf"] {
        let Some(Value::Array(all)) = member.get_mut(keyword) else { continue };
        all.retain(|it| !is_null(it));
        if let [only] = all.as_slice()
            && let (only, Some(member)) = (only.clone(), member.as_object_mut())
        {
            match (member.remove(keyword), only) {
                (_, Value::Object(inner)) => member.extend(inner),
                (_, only) => drop(member.insert(keyword.into(), only)),
            }
        }
    }
}

/// A documentation comment up to its first example, links as what they are written as.
fn for_readers(description: &str) -> String {
    let text = description.split("```").next().unwrap_or_default().trim_end();
    let mut told = String::new();
    let mut rest = text;
    while let Some((before, link)) = rest.split_once("[`") {
        told.push_str(before);
        rest = match link.split_once("`]") {
            Some((name, after)) => {
                told.push_str(&format!("`{name}`"));
                let target = after.strip_prefix('(').and_then(|target| target.split_once(')'));
                target.map_or(after, |(_, after)| after)
            }
            None => link,
        };
    }
    told + rest
}

/// Closed sets of words that the wire has as texts.
macro_rules! words {
    ($(#[doc = $doc:literal] $name:ident: $words:expr;)*) => {$(
        #[doc = $doc]
        #[derive(Debug)]
        pub struct $name;

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "description": $doc.trim(), "enum": $words })
            }
        }
    )*};
}

words! {
    /// Why a field has no usable value.
    OpenState: ["absent", "null", "unusable"];
    /// Where a deadline stands.
    DeadlineState: DEADLINE_STATES;
    /// What it costs to ask for a field.
    Cost: ["seen", "asked", "measured", "office"];
    /// Who knows a fact.
    SourceOfFact: ["observed", "told", "office_record"];
    /// How a group counts: its best, or its sum.
    Take: ["best", "sum"];
    /// Whether a rule speaks of the harm, or of how the matter was handled.
    About: ["handling", "harm"];
    /// Whether the clause itself was read, on another page, or not at all.
    SourceStatus: ["read", "secondary", "unconfirmed"];
    /// What an action does: a service, of a closed set.
    ActionKind: ["answer", "mediate", "inspect", "warn", "protect", "repair", "relieve", "report_hazard"];
}

/// Any JSON.
#[derive(Debug)]
pub struct Json;

impl JsonSchema for Json {
    fn schema_name() -> Cow<'static, str> {
        "Json".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let json = generator.subschema_for::<Self>();
        json_schema!({
            "description": "Any JSON.",
            "anyOf": [
                { "type": ["boolean", "null", "number", "string"] },
                { "type": "array", "items": json },
                { "type": "object", "additionalProperties": json },
            ],
        })
    }
}

impl JsonSchema for Key {
    fn schema_name() -> Cow<'static, str> {
        "Key".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "An incident's own key, or the number of its line, element or record, from 1.",
            "type": ["number", "string"],
        })
    }
}

impl JsonSchema for Texts {
    fn schema_name() -> Cow<'static, str> {
        "Texts".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A text in each language, by language.",
            "type": "object",
            "additionalProperties": { "type": "string" },
        })
    }
}
