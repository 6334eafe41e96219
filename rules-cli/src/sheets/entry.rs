//! The TOML of a new entry.

use super::compare::Added;
use super::json;
use super::kind::Kind;
use super::refused::Refused;
use toml_edit::{InlineTable, Key, Value};

/// A new entry as TOML: lines of a section, an item of an inline list, or a row of points.
pub fn toml(added: &Added) -> Result<String, Vec<Refused>> {
    let shape = &added.shape;
    let (mut members, mut refused) = (Vec::new(), Vec::new());
    for (column, text, place) in &added.cells {
        match value(column.kind, text) {
            Ok(value) => members.push((column.keys.as_slice(), value)),
            Err(why) => refused.push(Refused { why, ..place.clone() }),
        }
    }
    let (found, all) = (added.cells.len(), shape.columns.len());
    if shape.axis.is_some() && found < all {
        let why = format!("expected points in all {all} cells of the row, found {found}");
        refused.push(Refused { why, ..added.place.clone() });
    }
    if !refused.is_empty() {
        return Err(refused);
    }
    Ok(match (shape.name, &shape.axis) {
        (Some(name), _) => section(shape.section, name, added, &members),
        (None, Some(_)) => {
            let points: Vec<String> = members.iter().map(|(_, value)| plain(value)).collect();
            format!("[{}]", points.join(", "))
        }
        (None, None) => plain(&Value::InlineTable(inline(&members))),
    })
}

/// The bin that a new row of a table of points stands for, as its label says.
pub fn bin(label: &str) -> String {
    let numbered = label.split_once(' ').filter(|(number, _)| number.bytes().all(|it| it.is_ascii_digit()));
    let label = numbered.map_or(label, |(_, rest)| rest).trim();
    let edge = |key: &'static str, text: &str| {
        let value = Kind::Edge.read(text, None).ok().flatten();
        value.map(|value| format!("{{ {key} = {} }}", plain(&value)))
    };
    let told = match (label, label.strip_prefix("below "), label.strip_prefix("up to ")) {
        ("else", _, _) => Some("{}".to_owned()),
        ("unknown", _, _) => Some("{ unknown = true }".to_owned()),
        (_, Some(text), _) => edge("below", text),
        (_, _, Some(text)) => edge("up_to", text),
        _ => None,
    };
    let words = || Kind::Words.read(label, None).ok().flatten().map_or_else(String::new, |it| plain(&it));
    told.unwrap_or_else(|| format!("{{ is = {} }}", words()))
}

fn value(kind: Kind, text: &str) -> Result<Value, String> {
    if kind == Kind::Object {
        return json::value(text);
    }
    let expected = |expected: &str| format!("expected {expected}, found `{text}`");
    match kind.read(text, None) {
        Ok(Some(value)) => Ok(value),
        Ok(None) => Err(expected("a value")),
        Err(what) => Err(expected(what)),
    }
}

fn plain(value: &Value) -> String {
    value.to_string().trim().to_owned()
}

fn line(key: &str, value: &Value) -> String {
    format!("{} = {}\n", Key::new(key), plain(value))
}

/// Members with those of one key together: `reason.zh` and `reason.en` become `reason = { zh = …, en = … }`.
fn inline(members: &[(&[String], Value)]) -> InlineTable {
    let mut table = InlineTable::new();
    for (keys, value) in members {
        match keys {
            [key] => {
                table.insert(key, value.clone());
            }
            [key, inner] => {
                let empty = || Value::InlineTable(InlineTable::new());
                if let Some(below) = table.entry(key).or_insert_with(empty).as_inline_table_mut() {
                    below.insert(inner, value.clone());
                }
            }
            _ => {}
        }
    }
    table
}

/// A section. Of a case, what is a table stands under a header of its own.
fn section(section: &str, name: &str, added: &Added, members: &[(&[String], Value)]) -> String {
    let id = added.keys.first().map_or("", String::as_str);
    let mut text = format!("[[{section}]]\n{}", line(name, &super::kind::basic(id)));
    let mut below = String::new();
    let mut table = inline(members);
    if section == "case" {
        for needed in ["incident", "expect"] {
            table.entry(needed).or_insert_with(|| Value::InlineTable(InlineTable::new()));
        }
    }
    for (key, value) in &table {
        match value {
            Value::InlineTable(inner) if section == "case" => {
                below.push_str(&format!("[{section}.{}]\n", Key::new(key)));
                inner.iter().for_each(|(key, value)| below.push_str(&line(key, value)));
            }
            value => text.push_str(&line(key, value)),
        }
    }
    format!("{text}{below}")
}

#[cfg(test)]
mod tests {
    use super::bin;

    #[test]
    fn a_label_says_which_bin_it_is() {
        for (label, expected) in [
            ("3 bank; service", "{ is = [\"bank\", \"service\"] }"),
            ("bank", "{ is = [\"bank\"] }"),
            ("1 below large_amount", "{ below = \"large_amount\" }"),
            ("up to 3.5", "{ up_to = 3.5 }"),
            ("unknown", "{ unknown = true }"),
            ("7 else", "{}"),
        ] {
            assert_eq!(bin(label), expected);
        }
    }
}
