//! Every case of a ruleset, with bounds and questions, and a text for one audience in turn.

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
pub fn sequence(source: &str, beside: &str) -> Result<Sequence, Box<dyn Error>> {
    let mut sequence = Sequence::of(source);
    let mut readers = READERS.iter().cycle();
    for (settings, incident) in all(source, beside)? {
        let incident = incident.to_string();
        let assess = json!({"op": "assess", "ruleset": 1, "settings": settings});
        sequence.push(assess, incident.as_bytes(), 1);
        if let Some((audience, locale)) = readers.next() {
            let render = json!({
                "op": "render", "ruleset": 1, "settings": settings, "audience": audience, "locale": locale
            });
            sequence.push(render, incident.as_bytes(), 1);
        }
    }
    sequence.push(json!({"op": "explain", "ruleset": 1, "whyNot": true}), b"{}", 1);
    Ok(sequence)
}

/// The settings and the incident of each case.
fn all(source: &str, beside: &str) -> Result<Vec<(Value, Value)>, Box<dyn Error>> {
    let ruleset = Ruleset::compile(source)?;
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
    json!({"asOf": as_of, "calendar": calendar, "params": params, "next": true})
}
