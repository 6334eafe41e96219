//! What a ruleset makes of example incidents and contexts, as comments above their lines.
//!
//! ```text
//! # I401 amount: expected a number, found "2000"
//! # score 0, low; at most 60, high; incomplete
//! {"amount": "2000"}
//! ```
//!
//! Above a context stands why it does not fit, or that it fits; above what was done to a pack, why it is not loaded.

use crate::packs;
use crate::page::Kind;
use crate::skeleton::repeated;
use rules_core::explain::{ExplainOptions, Explained};
use rules_core::{ContextError, ContextSpec, Options, Ruleset, Session};
use serde_json::Value;
use std::collections::BTreeMap;

/// The instant of every example's assessment.
pub const AS_OF: &str = "2026-03-02T10:30:00+08:00";

/// The block with what each of its lines gives above it.
///
/// # Errors
/// If one of the lines cannot be read as what they are.
pub fn annotated(block: &str, ruleset: &Ruleset, kind: Kind) -> Result<String, String> {
    let mut text = String::new();
    for line in lines(block) {
        let told = match kind {
            Kind::Contexts => fits(ruleset, line)?,
            Kind::Packs => packs::loads(ruleset, line)?,
            _ => scored(ruleset, &bytes(&repeated(line))),
        };
        told.into_iter().for_each(|told| text.push_str(&format!("# {told}\n")));
        text.push_str(line);
        text.push('\n');
    }
    Ok(text)
}

/// Whether a line of the block gives a code.
#[must_use]
pub fn gives(block: &str, ruleset: &Ruleset, kind: Kind, code: &str) -> bool {
    let annotated = annotated(block, ruleset, kind).unwrap_or_default();
    let mut told = annotated.lines().filter(|line| line.starts_with("# "));
    told.any(|line| line.split([' ', ':']).any(|word| word == code))
}

/// The lines of a block that are no comments.
pub fn lines(block: &str) -> impl Iterator<Item = &str> {
    block.lines().filter(|line| !line.starts_with('#'))
}

/// The text with `\xB7` as that byte: JSON has no such escape.
#[must_use]
pub fn bytes(text: &str) -> Vec<u8> {
    let mut parts = text.split("\\x");
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let byte = part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.extend(byte);
        bytes.extend(part.bytes().skip(2));
    }
    bytes
}

/// What is told of an incident: values, names, failures, and the score.
fn scored(ruleset: &Ruleset, line: &[u8]) -> Vec<String> {
    match explained(ruleset, line) {
        Ok(explained) => told_of(&explained),
        Err(why) => vec![format!("no incident: {why}")],
    }
}

/// The assessment of an incident, explained.
///
/// # Errors
/// Why the line is no incident.
pub fn explained(ruleset: &Ruleset, line: &[u8]) -> Result<Explained, String> {
    let spec = ContextSpec { as_of: Some(AS_OF.into()), ..ContextSpec::default() };
    let context = ruleset.context(spec).map_err(|error| error.to_string())?;
    let options = Options::default();
    let explained = Session::new(ruleset, &context, &options).explain(line, 1, &ExplainOptions::default());
    explained.map_err(|reject| reject.to_string())
}

fn told_of(explained: &Explained) -> Vec<String> {
    let found = &explained.assessment;
    let mut told = Vec::new();
    for it in &found.input_errors {
        told.push(format!("{} {}: expected {}, found {}", it.code, it.field, it.expected, it.found));
    }
    for it in &found.warnings {
        told.push(format!("{} {}: close to {}", it.code, it.name, it.meant));
    }
    for it in &found.failed {
        told.push(format!("{} {}: {}", it.code, it.id, it.message));
    }
    let mut score = format!(
        "score {}, {}; at most {}, {}",
        found.score, found.level, found.ceiling.score, found.ceiling.level
    );
    if found.incomplete {
        score.push_str("; incomplete");
    }
    if !found.hits.is_empty() {
        let hits: Vec<String> = found.hits.iter().map(|hit| format!("{} {}", hit.id, hit.points)).collect();
        score.push_str(&format!("; hits: {}", hits.join(", ")));
    }
    let actions: Vec<&str> = explained.details.actions.iter().map(|action| action.id.as_str()).collect();
    if !actions.is_empty() {
        score.push_str(&format!("; actions: {}", actions.join(", ")));
    }
    told.push(score);
    told
}

/// Whether a context fits: `{"as_of": "…", "params": {"limit": 3}}`.
fn fits(ruleset: &Ruleset, line: &str) -> Result<Vec<String>, String> {
    let context: Value = serde_json::from_str(line).map_err(|error| format!("`{line}`: {error}"))?;
    let params = context.get("params").and_then(Value::as_object).into_iter().flatten();
    let params: BTreeMap<String, f64> =
        params.filter_map(|(name, value)| Some((name.clone(), value.as_f64()?))).collect();
    let as_of = context.get("as_of").and_then(Value::as_str).map(str::to_owned);
    let result: Result<_, ContextError> =
        ruleset.context(ContextSpec { as_of, params, ..ContextSpec::default() });
    Ok(vec![result.map_or_else(|error| error.to_string(), |_| "fits".to_owned())])
}
