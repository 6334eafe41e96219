//! Incidents as JSON, evaluated as any incident is: nothing is found that `rules explain` would not show.

use crate::bounds::state::Place;
use crate::bounds::witness::{Filling, json};
use crate::eval::Score;
use crate::eval::schema::{Kind, Record};
use crate::eval::score::score;
use crate::eval::slots::State;
use crate::eval::value::{Mode, Value};
use crate::ruleset::{Field, Model};
use crate::session::{Session, decided};
use crate::time::Offset;
use serde_json::{Map, Value as Json};

/// Writes a completion of the incident `{}` as an incident has it, each value where its field's path leads.
pub fn written(model: &Model, record: &Record, offset: Offset, fillings: &[(Place, Filling)]) -> Json {
    let mut all = Map::new();
    for (place, filling) in fillings {
        let index = place.slot as usize;
        let (Some(field), Some(spec)) = (model.fields.get(index), record.fields.get(index)) else { continue };
        let value = match (&spec.kind, filling) {
            (Kind::Records(_, items), Filling::Items(filled)) => {
                filled.iter().map(|item| item_of(&field.items, items, offset, item)).collect()
            }
            (kind, filling) => json(kind, filling, offset),
        };
        put(&mut all, &field.path, value);
    }
    Json::Object(all)
}

fn item_of(fields: &[Field], record: &Record, offset: Offset, item: &[Option<Filling>]) -> Json {
    let mut all = Map::new();
    for ((field, spec), filling) in fields.iter().zip(&record.fields).zip(item) {
        if let Some(filling) = filling {
            put(&mut all, &field.path, json(&spec.kind, filling, offset));
        }
    }
    Json::Object(all)
}

/// Puts a value where a path leads.
pub fn put(object: &mut Map<String, Json>, path: &[String], value: Json) {
    match path {
        [] => {}
        [key] => {
            object.insert(key.clone(), value);
        }
        [key, rest @ ..] => {
            let inner = object.entry(key.clone()).or_insert_with(|| Json::Object(Map::new()));
            if let Json::Object(inner) = inner {
                put(inner, rest, value);
            }
        }
    }
}

/// Evaluates incidents.
pub struct Judge<'j, 'a> {
    /// Where they are evaluated.
    pub session: &'j mut Session<'a>,
}

impl<'a> Judge<'_, 'a> {
    /// Evaluates an incident; none where it gives a field that is not relevant in it, or a value that cannot be
    /// used: such a one is no completion.
    pub fn judge<R>(&mut self, incident: &Json, act: impl FnOnce(&mut Judged<'_, 'a>) -> R) -> Option<R> {
        let line = incident.to_string();
        let mut judged = self.evaluated(&line)?;
        let is_completion = judged.session.scratch.values.errors.is_empty() && judged.irrelevant().is_empty();
        is_completion.then(|| act(&mut judged))
    }

    /// The fields that an incident gives although they are not relevant in it.
    pub fn irrelevant(&mut self, incident: &Json) -> Vec<u32> {
        let line = incident.to_string();
        self.evaluated(&line).map(|mut judged| judged.irrelevant()).unwrap_or_default()
    }

    fn evaluated<'l>(&'l mut self, line: &'l str) -> Option<Judged<'l, 'a>> {
        let text = self.session.read(line.as_bytes()).ok()?;
        self.session.evaluate(text);
        Some(Judged { session: &mut *self.session, text })
    }

    /// Score and level of an incident.
    pub fn score(&mut self, incident: &Json) -> Option<Score> {
        self.judge(incident, |judged| judged.session.score)
    }
}

/// An incident that was evaluated.
pub struct Judged<'j, 'a> {
    session: &'j mut Session<'a>,
    text: &'j str,
}

impl Judged<'_, '_> {
    fn irrelevant(&mut self) -> Vec<u32> {
        let relevance = &self.session.ruleset.program().relevance;
        let slots = &self.session.scratch.values.slots;
        let is_given =
            |slot: u32| slots.get(slot as usize).is_some_and(|slot| matches!(slot.state, State::Given));
        let mut given: Vec<u32> =
            relevance.iter().map(|(slot, _)| *slot).filter(|slot| is_given(*slot)).collect();
        given.retain(|slot| self.session.eval(self.text).is_irrelevant(*slot));
        given
    }

    /// Its score and level.
    pub fn score(&self) -> Score {
        self.session.score
    }

    /// Whether a condition holds.
    pub fn holds(&mut self, start: u32) -> bool {
        self.session.eval(self.text).condition(start, Mode::Present) == Value::Known(1)
    }

    /// The outcome of an entry, by its index in the program.
    pub fn outcome(&self, entry: usize) -> Option<u32> {
        self.session.scratch.decisions.get(entry)?.outcome
    }

    /// The score and the level without an entry.
    pub fn without(&self, entry: usize) -> (i64, usize) {
        let program = self.session.ruleset.program();
        let left_out = program.entries.get(entry).map(|entry| entry.model);
        let others =
            decided(program, &self.session.scratch).filter(|(entry, _)| Some(entry.model) != left_out);
        let score = score(program, self.session.ruleset.model(), others, &mut Vec::new());
        (score.score, score.level)
    }
}
