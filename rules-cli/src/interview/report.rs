//! The report under interview: what is known so far, and how each answer came in.

use super::answer;
use crate::exit::Stop;
use crate::explain::incident;
use rules_core::explain::Lang;
use rules_core::ruleset::{Field, Model};
use serde_json::{Map, Value, json};
use std::path::PathBuf;

/// A report that is filled in answer by answer.
pub struct Report<'m> {
    /// The ruleset that it is for.
    pub model: &'m Model,
    known: Value,
    /// Where it is kept after each answer.
    file: Option<PathBuf>,
    before: Vec<Value>,
}

/// A name such as `cracks[0].width`: the list's field, the item's number, its field.
type Named<'m> = (&'m Field, Option<(usize, &'m Field)>);

impl<'m> Report<'m> {
    /// A report of which this much is known.
    pub fn new(model: &'m Model, incident_given: Option<&str>, file: Option<PathBuf>) -> Result<Self, Stop> {
        let known = match incident_given {
            None => json!({}),
            Some("-") => {
                let message =
                    "the answers come from standard input: give the incident as a file or as JSON text";
                return Err(Stop::Failed(message.into()));
            }
            Some(given) => read(&incident(given)?)?,
        };
        Ok(Self { model, known, file, before: Vec::new() })
    }

    /// The report as a line.
    pub fn line(&self) -> String {
        self.known.to_string()
    }

    /// Writes it as a line, where it is to be kept.
    pub fn save(&self) -> Result<(), Stop> {
        let Some(path) = &self.file else { return Ok(()) };
        std::fs::write(path, self.line() + "\n")
            .map_err(|error| Stop::Failed(format!("cannot write `{}`: {error}", path.display())))
    }

    /// The declared field of a name.
    pub fn field(&self, name: &str) -> Option<&'m Field> {
        self.named(name).map(|(field, item)| item.map_or(field, |(_, inner)| inner))
    }

    fn named(&self, name: &str) -> Option<Named<'m>> {
        let (top, rest) = name.split_once('[').map_or((name, None), |(top, rest)| (top, Some(rest)));
        let field = self.model.fields.iter().find(|field| field.name == top)?;
        let Some((number, inner)) = rest.and_then(|rest| rest.split_once("].")) else {
            return Some((field, None));
        };
        let inner = field.items.iter().find(|field| field.name == inner)?;
        Some((field, Some((number.parse().ok()?, inner))))
    }

    /// Fills in what was answered; an empty line is "not known".
    ///
    /// # Errors
    /// What is wrong with the answer, in words.
    pub fn answer(&mut self, name: &str, line: &str, lang: Lang) -> Result<(), String> {
        let Some((field, item)) = self.named(name) else { return Ok(()) };
        let asked = item.map_or(field, |(_, inner)| inner);
        let value = match line {
            "" => Value::Null,
            line => answer::value(self.model, asked, line, lang)?,
        };
        self.before.push(self.known.clone());
        let place = at(&mut self.known, &field.path);
        match item {
            None => *place = value,
            Some((number, inner)) => {
                if let Some(it) = place.as_array_mut().and_then(|items| items.get_mut(number)) {
                    *at(it, &inner.path) = value;
                }
            }
        }
        Ok(())
    }

    /// Takes the last answer back; false if there is none.
    pub fn take_back(&mut self) -> bool {
        match self.before.pop() {
            Some(before) => {
                self.known = before;
                true
            }
            None => false,
        }
    }
}

/// Reads an incident.
fn read(bytes: &[u8]) -> Result<Value, Stop> {
    let failed = |why: String| Stop::Failed(format!("the incident cannot be read: {why}"));
    let known: Value = serde_json::from_slice(rules_core::source::strip_bom(bytes))
        .map_err(|error| failed(error.to_string()))?;
    match known.is_object() {
        true => Ok(known),
        false => Err(failed(format!("expected a JSON object, found {known}"))),
    }
}

/// The place that keys lead to; objects are made on the way.
fn at<'v>(value: &'v mut Value, path: &[String]) -> &'v mut Value {
    path.iter().fold(value, |place, key| {
        if !place.is_object() {
            *place = Value::Object(Map::new());
        }
        &mut place[key]
    })
}
