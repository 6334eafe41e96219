//! Every case of a ruleset, without bounds and with them.

use crate::Sequence;
use rules_core::Ruleset;
use serde_json::{Value, json};
use std::error::Error;

const READERS: [(&str, &str); 6] = [
    ("author", "zh"),
    ("official", "en"),
    ("citizen", "zh"),
    ("author", "en"),
    ("official", "zh"),
    ("citizen", "en"),
];

/// The cases in the ruleset's file and those beside it.
pub fn plain(load: &[u8], ruleset: &Ruleset, beside: &str) -> Result<Sequence, Box<dyn Error>> {
    let mut sequence = Sequence::of(load);
    for (settings, incident) in all(ruleset, beside)? {
        sequence.push(assess(&settings), incident.to_string().as_bytes(), 1);
    }
    Ok(sequence)
}

/// The same with bounds and questions, and a text for one audience in turn.
pub fn with_bounds(load: &[u8], ruleset: &Ruleset, beside: &str) -> Result<Sequence, Box<dyn Error>> {
    let mut sequence = Sequence::of(load);
    for ((mut settings, incident), (audience, locale)) in
        all(ruleset, beside)?.into_iter().zip(READERS.iter().cycle())
    {
        let incident = incident.to_string();
        let mut render = json!({"op": "render", "ruleset": 1, "audience": audience, "locale": locale});
        put(&mut render, "settings", settings.clone());
        put(&mut settings, "next", json!(true));
        sequence.push(assess(&settings), incident.as_bytes(), 1);
        sequence.push(render, incident.as_bytes(), 1);
    }
    sequence.push(json!({"op": "explain", "ruleset": 1, "whyNot": true}), b"{}", 1);
    for op in ["schema", "form"] {
        sequence.push(json!({"op": op, "ruleset": 1, "locale": "en"}), b"", 0);
    }
    sequence.push(json!({"op": "relevance", "ruleset": 1}), b"{}", 1);
    Ok(sequence)
}

fn assess(settings: &Value) -> Value {
    json!({"op": "assess", "ruleset": 1, "settings": settings})
}

fn put(object: &mut Value, name: &str, value: Value) {
    if let Some(members) = object.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
}

/// The settings and the incident of each case.
fn all(ruleset: &Ruleset, beside: &str) -> Result<Vec<(Value, Value)>, Box<dyn Error>> {
    let mut all = Vec::new();
    for case in &ruleset.model().cases {
        let as_of = case.as_of.as_ref().map(|it| it.value.clone());
        let table = |it: &Option<rules_core::source::Spanned<Value>>| it.as_ref().map(|it| it.value.clone());
        let settings = settings(json!(as_of), table(&case.calendar), table(&case.params));
        all.push((settings, case.incident.value.clone()));
    }
    for line in beside.lines() {
        let mut case: Value = serde_json::from_str(line)?;
        let mut take = |name: &str| case.get_mut(name).map(Value::take);
        let settings = settings(json!(take("asOf")), take("calendar"), take("params"));
        all.push((settings, json!(take("incident"))));
    }
    Ok(all)
}

fn settings(as_of: Value, calendar: Option<Value>, params: Option<Value>) -> Value {
    let params = params.unwrap_or_else(|| json!({}));
    json!({"asOf": as_of, "calendar": calendar, "params": params})
}
