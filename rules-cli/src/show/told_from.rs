//! What a value is told from, for who does not read expressions: the fields that it reads.

use super::voice::Voice;
use super::words;
use rules_core::ruleset::typed::{Kind, Typed};

impl Voice<'_> {
    /// What a value is told from: the titles of the fields that it reads, also through named expressions.
    pub fn told_from(&self, typed: &Typed) -> String {
        let mut titles = Vec::new();
        self.read(typed, &mut titles);
        let titles: Vec<String> = titles.iter().map(|title| self.fill(words::titled, &[title])).collect();
        self.join(&titles)
    }

    /// Collects titles, each once. A named expression reads those before it only: there is no circle.
    fn read(&self, typed: &Typed, titles: &mut Vec<String>) {
        typed.walk(&mut |part| match &part.kind {
            Kind::Field(index) => add(titles, self.field_titles(*index, None)),
            Kind::Aggregate(index, _, of) => add(titles, self.field_titles(*index, of.as_deref())),
            Kind::Feature(index) => {
                if let Some(feature) = self.model.features.get(*index) {
                    self.read(&feature.expr, titles);
                }
            }
            _ => {}
        });
    }

    /// A field's title; of a list the titles of the items that are read, where any are.
    fn field_titles(&self, index: usize, of_items: Option<&Typed>) -> Vec<String> {
        let Some(field) = self.model.fields.get(index) else { return Vec::new() };
        let own = self.text(&field.title);
        let mut items = Vec::new();
        if let Some(of) = of_items {
            of.walk(&mut |part| {
                if let Kind::Item(at) = part.kind {
                    items.extend(field.items.get(at));
                }
            });
        }
        match items.is_empty() {
            true => vec![own.to_owned()],
            false => {
                items.iter().map(|item| self.fill(words::item_of, &[own, self.text(&item.title)])).collect()
            }
        }
    }
}

/// Adds what is not there yet.
fn add(all: &mut Vec<String>, more: Vec<String>) {
    for one in more {
        if !all.contains(&one) {
            all.push(one);
        }
    }
}
