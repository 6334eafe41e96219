//! Incidents and assessments as numbers, without JSON: for those of fields with plain values, which most are.
//!
//! The host has the ruleset's [`Words`] once. It writes members where [`Engine::members`] says and texts into the room;
//! the answer is the numbers of [`rules_core::Session::numbers`], and an object is made of them there.

use super::{Engine, KEPT_BYTES, Outcome, json};
use rules_core::ruleset::typed::Type;
use rules_core::ruleset::{DEADLINE_STATES, Field, Model};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

/// What members and numbers are indexes into.
#[derive(Debug, Serialize)]
struct Words<'m> {
    levels: Vec<&'m str>,
    entries: Vec<&'m str>,
    deadlines: Vec<&'m str>,
    states: &'static [&'static str],
    fields: Vec<Known<'m>>,
}

/// A field: its name, the keys that an incident may have it under, what it takes.
#[derive(Debug, Serialize)]
struct Known<'m> {
    name: &'m str,
    keys: Vec<&'m str>,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    names: Option<&'m [String]>,
}

impl<'m> Words<'m> {
    fn of(model: &'m Model) -> Self {
        Self {
            levels: model.levels.iter().map(|it| it.id.as_str()).collect(),
            entries: model.entries.iter().map(|it| it.id.as_str()).collect(),
            deadlines: model.deadlines.iter().map(|it| it.id.as_str()).collect(),
            states: &DEADLINE_STATES,
            fields: model.fields.iter().map(|it| Known::of(model, it)).collect(),
        }
    }
}

impl<'m> Known<'m> {
    fn of(model: &'m Model, field: &'m Field) -> Self {
        let own = field.path.first().filter(|_| field.path.len() == 1);
        let (kind, names) = match field.ty {
            Type::Bool => ("boolean", None),
            Type::Int | Type::Num => ("number", None),
            Type::Enum(index) => ("choice", model.enums.get(index).map(|it| it.names.as_slice())),
            Type::Text | Type::Date | Type::Datetime | Type::Duration => ("text", None),
            Type::EnumList(_) | Type::TextList | Type::Records(_) => ("other", None),
        };
        let keys = own.into_iter().chain(&field.was).map(String::as_str).collect();
        Self { name: &field.name, keys, kind, names }
    }
}

#[wasm_bindgen]
impl Engine {
    /// The ruleset's words, as JSON.
    pub fn words(&self) -> String {
        json(&Words::of(self.loaded.ruleset().model()))
    }

    /// Whether a member of this name is passed over without a word.
    #[wasm_bindgen(js_name = passesOver)]
    pub fn passes_over(&mut self, name: &str) -> bool {
        self.loaded.session(&self.settings, |session| session.passes_over(name)).unwrap_or(false)
    }

    /// The receipt of the last assessment, as JSON.
    pub fn receipt(&mut self) -> String {
        self.loaded.session(&self.settings, |session| session.receipt().to_owned()).unwrap_or_default()
    }

    /// The address where at least `count` members can be written.
    pub fn members(&mut self, count: usize) -> *mut f64 {
        self.members.resize(count, [0.0; 2]);
        self.members.as_mut_ptr().cast()
    }

    /// The address of the last answer in numbers.
    #[wasm_bindgen(getter)]
    pub fn numbers(&self) -> *const f64 {
        self.numbers.as_ptr()
    }

    /// Assesses the incident of the first `count` members, with texts in the first `length` bytes of the room. The
    /// answer is in numbers if they say it all; else it is JSON, with 1 as key. [`Outcome::Unread`] if only its JSON can
    /// be assessed.
    #[wasm_bindgen(js_name = assessMembers)]
    pub fn assess_members(&mut self, count: usize, length: usize) -> Outcome {
        let members = self.members.get(..count).unwrap_or_default();
        let texts = self.input.get(..length).unwrap_or_default();
        self.numbers.clear();
        self.answer.clear();
        self.answer.shrink_to(KEPT_BYTES);
        let (numbers, answer) = (&mut self.numbers, &mut self.answer);
        let outcome = self.loaded.session(&self.settings, |session| {
            if !session.members(members, texts) {
                Outcome::Unread
            } else if session.numbers(numbers) {
                Outcome::Counted
            } else {
                session.write(1, answer);
                Outcome::Done
            }
        });
        outcome.unwrap_or_else(|error| self.failed(&error))
    }
}
