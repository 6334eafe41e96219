//! JSON as TOML spells it.

use super::written::Unwritable;
use crate::ruleset::Field;
use serde_json::{Map, Value};
use toml::de::DeValue;
use toml_writer::{TomlKeyBuilder, TomlStringBuilder, WriteTomlKey, WriteTomlValue};

/// The members of an object, a line each, in the order in which `fields` have them; those without a field last.
pub fn lines(object: &Map<String, Value>, fields: &[Field]) -> Result<String, Unwritable> {
    let members = ordered(object, fields).into_iter();
    members
        .map(|(name, value)| Ok(format!("{} = {}\n", key(name), spelled(value, name, items(fields, name))?)))
        .collect()
}

/// A text.
pub fn text(text: &str) -> String {
    let mut out = String::new();
    // A text takes all that is written to it.
    let _never_fails = TomlStringBuilder::new(text).as_basic().write_toml_value(&mut out);
    out
}

/// Texts as a list.
pub fn texts<'t>(all: impl Iterator<Item = &'t str>) -> String {
    let all: Vec<String> = all.map(text).collect();
    format!("[{}]", all.join(", "))
}

/// A text that is a day or an instant without quotes, where it reads back as it is; any other one with them.
pub fn text_or_time(written: &str) -> String {
    let value = DeValue::parse(written).ok();
    let is_time = value.is_some_and(|value| match value.get_ref() {
        DeValue::Datetime(time) => {
            time.date.is_some() && time.time.is_some() == time.offset.is_some() && time.to_string() == written
        }
        _ => false,
    });
    if is_time { written.to_owned() } else { text(written) }
}

fn key(name: &str) -> String {
    let mut out = String::new();
    let _never_fails = TomlKeyBuilder::new(name).as_default().write_toml_key(&mut out);
    out
}

fn ordered<'o>(object: &'o Map<String, Value>, fields: &[Field]) -> Vec<(&'o String, &'o Value)> {
    let mut members: Vec<_> = object.iter().collect();
    members.sort_by_key(|(name, _)| of_name(fields, name).unwrap_or(fields.len()));
    members
}

/// The first field that is read from under a name.
fn of_name(fields: &[Field], name: &str) -> Option<usize> {
    let names = |field: &Field| field.path.first().is_some_and(|first| first == name);
    fields.iter().position(|field| names(field) || field.was.iter().any(|was| was == name))
}

/// The fields of the items of a list.
fn items<'f>(fields: &'f [Field], name: &str) -> &'f [Field] {
    of_name(fields, name).and_then(|at| fields.get(at)).map_or(&[], |field| &field.items)
}

/// A value on one line; `at` says which one it is where it cannot be spelled.
fn spelled(value: &Value, at: &str, fields: &[Field]) -> Result<String, Unwritable> {
    Ok(match value {
        Value::Null => return Err(Unwritable::Null(at.to_owned())),
        Value::Bool(flag) => flag.to_string(),
        // TOML's integers have 64 bits with a sign.
        Value::Number(number) if number.is_u64() && !number.is_i64() => {
            return Err(Unwritable::Number(at.to_owned(), number.to_string()));
        }
        Value::Number(number) => number.to_string(),
        Value::String(written) => text_or_time(written),
        Value::Array(all) => {
            let numbered = all.iter().enumerate();
            let each = numbered.map(|(number, item)| spelled(item, &format!("{at}[{number}]"), fields));
            format!("[{}]", each.collect::<Result<Vec<_>, _>>()?.join(", "))
        }
        Value::Object(object) if object.is_empty() => "{}".to_owned(),
        Value::Object(object) => {
            let members = ordered(object, fields).into_iter().map(|(name, value)| {
                let value = spelled(value, &format!("{at}.{name}"), items(fields, name))?;
                Ok(format!("{} = {value}", key(name)))
            });
            format!("{{ {} }}", members.collect::<Result<Vec<_>, _>>()?.join(", "))
        }
    })
}
