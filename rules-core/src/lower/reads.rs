//! Which fields an expression reads.

use super::program::narrow;
use crate::ruleset::typed::{Kind, Typed};
use crate::ruleset::{self, Model};
use std::collections::BTreeSet;

/// The fields that an expression reads, by itself or through features and deadlines, in the file's order.
pub fn fields_read(model: &Model, typed: &Typed) -> impl Iterator<Item = u32> {
    let mut reads = Reads::default();
    reads.add(model, typed, None);
    reads.fields.into_iter()
}

/// Fields that an entry reads, by itself or through features and deadlines.
#[derive(Default)]
pub struct Reads {
    /// By slot.
    pub fields: BTreeSet<u32>,
    /// Of items: the slot of the list, the field.
    pub items: BTreeSet<(u32, u32)>,
}

impl Reads {
    /// Adds what an expression reads; `list` is the list of records whose item is at hand.
    pub fn add(&mut self, model: &Model, typed: &Typed, list: Option<usize>) {
        match &typed.kind {
            Kind::Field(index) => {
                self.fields.insert(narrow(*index));
            }
            Kind::Item(index) => {
                self.items.extend(list.map(|list| (narrow(list), narrow(*index))));
            }
            Kind::Feature(index) => {
                if let Some(feature) = model.features.get(*index) {
                    self.add(model, &feature.expr, None);
                }
            }
            Kind::DeadlineState(index) | Kind::DeadlineDaysLeft(index) | Kind::DeadlineDue(index) => {
                self.deadline(model, *index);
            }
            Kind::Aggregate(inner, _, body) => {
                self.fields.insert(narrow(*inner));
                if let Some(body) = body {
                    self.add(model, body, Some(*inner));
                }
                return;
            }
            _ => {}
        }
        for child in typed.children() {
            self.add(model, child, list);
        }
    }

    /// Adds what an axis reads.
    pub fn axis(&mut self, model: &Model, axis: &ruleset::Axis) {
        self.add(model, &axis.value, None);
    }

    /// Adds what a deadline is counted from.
    pub fn deadline(&mut self, model: &Model, index: usize) {
        let Some(deadline) = model.deadlines.get(index) else { return };
        self.fields.extend([narrow(deadline.start), narrow(deadline.done)]);
        let days =
            [Some(&deadline.days), deadline.extend.as_ref(), deadline.pause.as_ref(), deadline.soon.as_ref()];
        for days in days.into_iter().flatten() {
            if let ruleset::Days::Field(field) = days {
                self.fields.insert(narrow(*field));
            }
        }
    }
}
