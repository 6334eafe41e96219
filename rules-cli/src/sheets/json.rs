//! A TOML table as JSON in the file's order, and JSON put back member by member.

use super::book::NO_PLACE;
use super::kind::{basic, instant};
use super::place::Place;
use rules_core::json::push_string;
use serde_json::Value as Json;
use toml_edit::{Array, InlineTable, Item, Value};

/// The JSON of a value.
pub fn text(item: &Item) -> String {
    let mut out = Vec::new();
    write(item, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

fn write(item: &Item, out: &mut Vec<u8>) {
    if let Some(table) = item.as_table_like() {
        let members = table.iter().map(|(key, inner)| (key, inner.clone())).collect::<Vec<_>>();
        out.push(b'{');
        for (at, (key, inner)) in members.iter().enumerate() {
            comma(at, out);
            push_string(out, key);
            out.extend_from_slice(b": ");
            write(inner, out);
        }
        out.push(b'}');
    } else if let Some(items) = item.as_array() {
        out.push(b'[');
        for (at, inner) in items.iter().enumerate() {
            comma(at, out);
            write(&Item::Value(inner.clone()), out);
        }
        out.push(b']');
    } else if let Some(value) = item.as_value() {
        scalar(value, out);
    }
}

fn comma(at: usize, out: &mut Vec<u8>) {
    if at > 0 {
        out.extend_from_slice(b", ");
    }
}

fn scalar(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Integer(number) => out.extend_from_slice(number.value().to_string().as_bytes()),
        Value::Float(number) => match serde_json::Number::from_f64(*number.value()) {
            Some(number) => out.extend_from_slice(number.to_string().as_bytes()),
            None => push_string(out, &number.value().to_string()),
        },
        Value::Boolean(flag) => out.extend_from_slice(flag.value().to_string().as_bytes()),
        Value::String(text) => push_string(out, text.value()),
        Value::Datetime(instant) => push_string(out, &instant.value().to_string()),
        Value::Array(_) | Value::InlineTable(_) => {}
    }
}

/// Whether two texts are the same JSON.
pub fn same(old: &str, new: &str) -> bool {
    let parsed = |text: &str| serde_json::from_str::<Json>(text).ok();
    parsed(old).is_some_and(|old| Some(old) == parsed(new))
}

/// The value of a text that is a JSON object.
pub fn value(text: &str) -> Result<Value, String> {
    toml(&Json::Object(object(text)?), None)
}

/// The members of a text that is a JSON object.
pub fn object(text: &str) -> Result<serde_json::Map<String, Json>, String> {
    let wrong = |found: String| format!("expected a JSON object such as {{\"amount\": 3000}}, found {found}");
    match serde_json::from_str::<Json>(text).map_err(|error| wrong(format!("no JSON: {error}")))? {
        Json::Object(members) => Ok(members),
        _ => Err(wrong(format!("`{text}`"))),
    }
}

/// Puts an object at a place: members that are the same stay as they are written.
pub fn set(place: &Place, root: &mut Item, new: &str) -> Result<(), String> {
    if new.trim().is_empty() {
        place.set(root, None);
        return Ok(());
    }
    let members = object(new)?;
    let Some(old) = place.get(root) else {
        let value = toml(&Json::Object(members), None)?;
        return if place.set(root, Some(value)) { Ok(()) } else { Err(NO_PLACE.to_owned()) };
    };
    let names =
        old.as_table_like().map(|table| table.iter().map(|(key, _)| key.to_owned()).collect::<Vec<_>>());
    for name in names.unwrap_or_default().iter().filter(|name| !members.contains_key(*name)) {
        place.key(name).set(root, None);
    }
    for (name, value) in &members {
        let member = place.key(name);
        let before = member.get(root);
        if before.is_some_and(|before| same(&text(before), &value.to_string())) {
            continue;
        }
        let value = toml(value, before)?;
        member.set(root, Some(value));
    }
    Ok(())
}

/// A JSON value in TOML. What the old value says already stays as it is written, and an instant stays one.
fn toml(json: &Json, old: Option<&Item>) -> Result<Value, String> {
    if let Some(old) = old.filter(|old| same(&text(old), &json.to_string())).and_then(Item::as_value) {
        return Ok(old.clone());
    }
    Ok(match json {
        Json::Null => {
            return Err("expected no `null`, which TOML does not have: leave the member out".to_owned());
        }
        Json::Bool(flag) => Value::from(*flag),
        Json::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(number), _) => Value::from(number),
            (None, Some(number)) => Value::from(number),
            (None, None) => return Err(format!("expected a number of at most 64 bits, found {number}")),
        },
        Json::String(text) => {
            let was = old.and_then(Item::as_value).is_some_and(Value::is_datetime);
            instant(text).filter(|_| was).unwrap_or_else(|| basic(text))
        }
        Json::Array(items) => {
            let numbered = items.iter().enumerate();
            let inner = numbered.map(|(at, item)| toml(item, old.and_then(|old| old.get(at))));
            Value::Array(inner.collect::<Result<Array, _>>()?)
        }
        Json::Object(members) => {
            let mut table = InlineTable::new();
            for (name, value) in members {
                let before = old.and_then(|old| old.as_table_like()?.get(name));
                table.insert(name, toml(value, before)?);
            }
            Value::InlineTable(table)
        }
    })
}
