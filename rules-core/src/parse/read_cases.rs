//! Cases: incidents with what an author expects of them.

use super::document::{CaseDecl, ExpectDecl};
use super::reader::{Node, Tab, span_of};
use crate::source::{Span, Spanned};
use serde_json::Value;
use toml::de::DeValue;

pub fn case(mut tab: Tab<'_, '_>) -> Option<CaseDecl> {
    let name = tab.need_string("name");
    let as_of = tab.get("as_of").and_then(|node| match node.get_ref() {
        DeValue::Datetime(value) => Some(Spanned::new(value.to_string(), span_of(node))),
        _ => tab.reader.string(node, "as_of"),
    });
    let incident = json_table(&mut tab, "incident");
    let (incident_names, item_names) = names_in(&mut tab, "incident");
    let mut incident_places = Vec::new();
    tab.get("incident").into_iter().for_each(|node| places_in(node, "", &mut incident_places));
    let params = json_table(&mut tab, "params");
    let (param_names, _) = names_in(&mut tab, "params");
    let calendar = json_table(&mut tab, "calendar");
    tab.need("expect");
    let expect = tab.table("expect", "expectation").map(expect).unwrap_or_default();
    let span = tab.span;
    let incident = incident.unwrap_or_else(|| Spanned::new(Value::Object(serde_json::Map::new()), span));
    tab.finish();
    Some(CaseDecl {
        name: name?,
        as_of,
        incident,
        incident_names,
        item_names,
        incident_places,
        params,
        param_names,
        calendar,
        expect,
        span,
    })
}

/// Names in the items of lists, each with the list's name.
type ItemNames = Vec<(String, Spanned<String>)>;

/// The names in a table, and those in the items of its lists with the list's name.
fn names_in(tab: &mut Tab<'_, '_>, key: &str) -> (Vec<Spanned<String>>, ItemNames) {
    let Some(node) = tab.get(key).filter(|node| node.get_ref().is_table()) else { return Default::default() };
    let Some(mut table) = Tab::of(tab.reader, node, key, "table of values") else {
        return Default::default();
    };
    let (mut names, mut item_names) = (Vec::new(), Vec::new());
    for (name, node) in table.entries() {
        for item in node.get_ref().as_array().into_iter().flatten().filter(|item| item.get_ref().is_table()) {
            let inner = Tab::of(tab.reader, item, &name.value, "item");
            let inner = inner.map(|mut inner| inner.entries()).unwrap_or_default();
            item_names.extend(inner.into_iter().map(|(item, _)| (name.value.clone(), item)));
        }
        names.push(name);
    }
    (names, item_names)
}

/// The place of each value under a node, by its RFC 6901 pointer.
fn places_in(node: &Node<'_>, pointer: &str, places: &mut Vec<(String, Span)>) {
    places.push((pointer.to_owned(), span_of(node)));
    match node.get_ref() {
        DeValue::Table(table) => {
            for (key, inner) in table {
                let key = key.get_ref().replace('~', "~0").replace('/', "~1");
                places_in(inner, &format!("{pointer}/{key}"), places);
            }
        }
        DeValue::Array(items) => {
            let numbered = items.iter().enumerate();
            numbered.for_each(|(at, inner)| places_in(inner, &format!("{pointer}/{at}"), places));
        }
        _ => {}
    }
}

fn json_table(tab: &mut Tab<'_, '_>, key: &str) -> Option<Spanned<Value>> {
    let node = tab.get(key)?;
    if !node.get_ref().is_table() {
        tab.reader.wrong_kind(node, key, "a table");
        return None;
    }
    Some(Spanned::new(json(node), span_of(node)))
}

/// A TOML value as JSON; dates as the texts an incident has. A number that JSON does not have stays as it is
/// written: nothing takes such a text for a number.
pub fn json(node: &Node<'_>) -> Value {
    match node.get_ref() {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(n) => {
            let value = i64::from_str_radix(n.as_str(), n.radix());
            value.map_or_else(|_| Value::String(n.as_str().to_owned()), Value::from)
        }
        DeValue::Float(x) => {
            let value = x.as_str().parse::<f64>().ok().and_then(serde_json::Number::from_f64);
            value.map_or_else(|| Value::String(x.as_str().to_owned()), Value::Number)
        }
        DeValue::Boolean(flag) => Value::Bool(*flag),
        DeValue::Datetime(value) => Value::String(value.to_string()),
        DeValue::Array(items) => Value::Array(items.iter().map(json).collect()),
        DeValue::Table(table) => {
            Value::Object(table.iter().map(|(key, node)| (key.get_ref().to_string(), json(node))).collect())
        }
    }
}

fn expect(mut tab: Tab<'_, '_>) -> ExpectDecl {
    let deadlines = tab.table("deadlines", "deadlines").map(|mut inner| {
        let reader = inner.reader;
        let entries = inner.entries().into_iter();
        entries.filter_map(|(name, node)| Some((name.clone(), reader.string(node, &name.value)?))).collect()
    });
    let hits = tab.has("hits").then(|| tab.strings("hits"));
    let expect = ExpectDecl {
        score: tab.integer("score"),
        level: tab.string("level"),
        level_up_to: tab.string("level_up_to"),
        settled: tab.boolean("settled"),
        incomplete: tab.boolean("incomplete"),
        hits,
        hits_include: tab.strings("hits_include"),
        not_hits: tab.strings("not_hits"),
        deadlines: deadlines.unwrap_or_default(),
    };
    tab.finish();
    expect
}
