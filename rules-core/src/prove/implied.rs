//! What a condition implies because a rule asks for no more than it: no search is needed then.

use crate::parse::document::Status;
use crate::ruleset::typed::{Aggregate, Kind, Typed};
use crate::ruleset::{Entry, Model, Test};
use std::collections::BTreeSet;

/// The highest floor that is set wherever a condition holds, by the rules whose conditions it implies as they
/// are written; `is_there` says which entries are asked.
pub fn floor(model: &Model, when: &Typed, is_there: impl Fn(usize) -> bool) -> usize {
    let known = Known::of(model, when);
    let entries = model.entries.iter().enumerate();
    let fires = entries
        .filter(|(index, entry)| entry.status == Status::Active && is_there(*index) && known.fires(entry));
    let floors = fires.flat_map(|(_, entry)| &entry.outcomes).filter_map(|outcome| outcome.floor);
    floors.max().unwrap_or_default()
}

/// Conditions that hold, as they print.
struct Known<'m> {
    model: &'m Model,
    holding: BTreeSet<String>,
    /// Lists of which an item satisfies a condition.
    items: Vec<(usize, &'m Typed)>,
}

impl<'m> Known<'m> {
    fn of(model: &'m Model, when: &'m Typed) -> Self {
        let mut known = Self { model, holding: BTreeSet::new(), items: Vec::new() };
        known.add(when);
        known
    }

    fn add(&mut self, when: &'m Typed) {
        self.holding.insert(format!("{when:?}"));
        match &when.kind {
            Kind::And(all) => all.iter().for_each(|part| self.add(part)),
            Kind::Feature(index) => {
                if let Some(feature) = self.model.features.get(*index) {
                    self.add(&feature.expr);
                }
            }
            Kind::Aggregate(list, Aggregate::Any, Some(body)) => self.items.push((*list, body)),
            _ => {}
        }
    }

    fn fires(&self, entry: &Entry) -> bool {
        match &entry.test {
            Test::When { when, each: None, .. } => self.implies(when),
            Test::When { when, each: Some(list), count: 1, .. } => {
                let mut bodies = self.items.iter().filter(|(known, _)| known == list);
                bodies.any(|(_, body)| Self::of(self.model, body).implies(when))
            }
            _ => false,
        }
    }

    fn implies(&self, when: &Typed) -> bool {
        let follows = match &when.kind {
            Kind::And(all) => all.iter().all(|part| self.implies(part)),
            Kind::Or(all) => all.iter().any(|part| self.implies(part)),
            Kind::Feature(index) => {
                self.model.features.get(*index).is_some_and(|feature| self.implies(&feature.expr))
            }
            // What is known needs no default.
            Kind::Default(value, _) => self.implies(value),
            _ => false,
        };
        follows || self.holding.contains(&format!("{when:?}"))
    }
}
