//! JSON Schema as tests need it: the keywords that the engine's schemas have. Another one stops the test.

use regex::Regex;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// A schema, and how strictly it is meant.
pub struct Validator {
    root: Value,
    /// Whether an object may have declared members only.
    pub closed: bool,
    patterns: RefCell<BTreeMap<String, Regex>>,
}

impl Validator {
    /// A schema that is meant as it stands.
    pub fn new(root: Value) -> Self {
        Self { root, closed: false, patterns: RefCell::default() }
    }

    /// What is wrong with a value, in words; nothing if it is valid.
    pub fn fault(&self, value: &Value) -> Option<String> {
        self.fault_of(&self.root, value, "", self.closed)
    }

    /// The same, by the definition of a name.
    pub fn fault_by(&self, definition: &str, value: &Value) -> Option<String> {
        self.fault_of(&self.root["$defs"][definition], value, "", self.closed)
    }

    fn fault_of(&self, schema: &Value, value: &Value, at: &str, closed: bool) -> Option<String> {
        let schema = match schema {
            Value::Bool(true) => return None,
            Value::Object(schema) => schema,
            other => panic!("{at}: no schema: {other}"),
        };
        let mut fault = schema.iter().find_map(|(keyword, said)| {
            let holds = self.holds(keyword, said, schema, value, (at, closed));
            match holds {
                Ok(true) => None,
                Ok(false) => Some(format!("{at}: {keyword} {said}: {value}")),
                Err(inner) => Some(inner),
            }
        });
        if closed && fault.is_none() && schema.contains_key("properties") {
            let mut declared = Vec::new();
            self.declared(schema, &mut declared);
            let members = value.as_object().into_iter().flatten();
            fault = members
                .map(|(name, _)| name)
                .find(|name| !declared.contains(name))
                .map(|name| format!("{at}: `{name}` is not declared"));
        }
        fault
    }

    /// The members that an object or one of its variants declares.
    fn declared<'s>(&'s self, schema: &'s Map<String, Value>, all: &mut Vec<&'s String>) {
        all.extend(schema.get("properties").and_then(Value::as_object).into_iter().flatten().map(|it| it.0));
        for keyword in ["oneOf", "anyOf"] {
            for variant in schema.get(keyword).and_then(Value::as_array).into_iter().flatten() {
                self.declared(variant.as_object().unwrap(), all);
            }
        }
    }

    /// Whether a keyword holds, or what is wrong further in.
    fn holds(
        &self,
        keyword: &str,
        said: &Value,
        schema: &Map<String, Value>,
        value: &Value,
        (at, closed): (&str, bool),
    ) -> Result<bool, String> {
        let inner =
            |schema: &Value, value: &Value, at: String| match self.fault_of(schema, value, &at, closed) {
                Some(fault) => Err(fault),
                None => Ok(true),
            };
        // A variant of an object does not know the members beside it.
        let valid = |schema: &&Value| {
            let closed = closed && schema.get("properties").is_none();
            self.fault_of(schema, value, at, closed).is_none()
        };
        let all = || said.as_array().unwrap().iter();
        Ok(match keyword {
            "type" => match said {
                Value::Array(names) => names.iter().any(|name| is_of(name.as_str().unwrap(), value)),
                name => is_of(name.as_str().unwrap(), value),
            },
            "const" => said == value,
            "enum" => all().any(|it| it == value),
            "oneOf" => all().filter(valid).count() == 1,
            "anyOf" => all().any(|it| valid(&it)),
            "allOf" => all().all(|it| valid(&it)),
            "not" => !valid(&said),
            "$ref" => {
                let name = said.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                return inner(&self.root["$defs"][name], value, at.to_owned());
            }
            "minimum" => value.as_f64().is_none_or(|value| value >= said.as_f64().unwrap()),
            "maximum" => value.as_f64().is_none_or(|value| value <= said.as_f64().unwrap()),
            "maxLength" => {
                value.as_str().is_none_or(|text| text.chars().count() as u64 <= said.as_u64().unwrap())
            }
            "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= said.as_u64().unwrap()),
            "maxItems" => value.as_array().is_none_or(|items| items.len() as u64 <= said.as_u64().unwrap()),
            "pattern" => value.as_str().is_none_or(|text| self.matches(said.as_str().unwrap(), text)),
            "format" => value.as_str().is_none_or(|text| has_format(said.as_str().unwrap(), text)),
            "required" => {
                value.as_object().is_none_or(|it| all().all(|name| it.contains_key(name.as_str().unwrap())))
            }
            "properties" => {
                for (name, schema) in said.as_object().unwrap() {
                    if let Some(member) = value.get(name) {
                        inner(schema, member, format!("{at}/{name}"))?;
                    }
                }
                true
            }
            "additionalProperties" if said.is_boolean() => said == true || schema["properties"].is_object(),
            "additionalProperties" => {
                for (name, member) in value.as_object().into_iter().flatten() {
                    if schema.get("properties").is_none_or(|it| it.get(name).is_none()) {
                        inner(said, member, format!("{at}/{name}"))?;
                    }
                }
                true
            }
            "items" => {
                for (number, item) in value.as_array().into_iter().flatten().enumerate() {
                    inner(said, item, format!("{at}/{number}"))?;
                }
                true
            }
            "prefixItems" => {
                for (number, (schema, item)) in all().zip(value.as_array().into_iter().flatten()).enumerate()
                {
                    inner(schema, item, format!("{at}/{number}"))?;
                }
                true
            }
            "$schema" | "$comment" | "$defs" | "title" | "description" | "deprecated" | "examples"
            | "x-unit" => true,
            other => panic!("{at}: the keyword `{other}` is not known here"),
        })
    }

    fn matches(&self, pattern: &str, text: &str) -> bool {
        let mut known = self.patterns.borrow_mut();
        known.entry(pattern.to_owned()).or_insert_with(|| Regex::new(pattern).unwrap()).is_match(text)
    }
}

fn is_of(name: &str, value: &Value) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|value| value.fract() == 0.0),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("there is no type `{other}`"),
    }
}

/// Whether a text has a format; notes on numbers have none.
fn has_format(format: &str, text: &str) -> bool {
    match format {
        "date" => is_date(text),
        "date-time" => {
            let time = text.get(11..19).map(|time| time.split(':').map(str::parse::<u32>));
            let time: Option<Vec<u32>> = time.and_then(|parts| parts.collect::<Result<_, _>>().ok());
            let offset = text.get(19..).and_then(|rest| rest.rsplit_once(['+', '-']));
            let in_day = |text: &str| matches!(text.get(..2).map(str::parse::<u32>), Some(Ok(0..24)));
            let in_hour = |text: &str| matches!(text.get(3..5).map(str::parse::<u32>), Some(Ok(0..60)));
            text.get(..10).is_some_and(is_date)
                && matches!(time.as_deref(), Some([0..24, 0..60, 0..=60]))
                && offset.is_none_or(|(_, offset)| in_day(offset) && in_hour(offset))
        }
        other => panic!("the format `{other}` of a text is not known here"),
    }
}

fn is_date(text: &str) -> bool {
    let parts: Vec<u32> = text.split('-').filter_map(|part| part.parse().ok()).collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let leaps = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leaps),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(day)
}
