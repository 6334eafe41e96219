//! What an entry rests on: every name that its conditions and values speak of, through features and deadlines.

use super::data::{Kind, Named};
use super::voice::{Voice, item_name};
use crate::ruleset::typed::{Kind as Is, Typed};
use crate::ruleset::{Axis, BinTest, Days, Entry, Points, Test};
use std::collections::BTreeSet;

/// What an entry uses, under the names of the new ruleset.
pub fn of_entry(voice: &Voice<'_>, entry: &Entry) -> BTreeSet<Named> {
    let mut uses = Uses { voice, found: BTreeSet::new() };
    match &entry.test {
        Test::When { when, each, .. } => {
            each.iter().for_each(|list| uses.field(*list));
            uses.typed(when, *each);
        }
        Test::Bins(axis) => uses.axis(axis),
        Test::Table(rows, columns) => [rows, columns].into_iter().for_each(|axis| uses.axis(axis)),
        Test::Deadline(index) => uses.inside_deadline(*index),
    }
    for outcome in &entry.outcomes {
        if let Points::Computed(points, _) = &outcome.points {
            uses.typed(points, None);
        }
        let group = outcome.group.and_then(|it| voice.model().groups.get(it));
        uses.name(Kind::Group, group.map(|it| &it.id));
    }
    uses.found
}

struct Uses<'u, 'v> {
    voice: &'u Voice<'v>,
    found: BTreeSet<Named>,
}

impl Uses<'_, '_> {
    /// Whether it was not known before.
    fn add(&mut self, kind: Kind, name: &str) -> bool {
        self.found.insert(Named { kind, id: self.voice.now(kind, name) })
    }

    fn name(&mut self, kind: Kind, name: Option<&String>) {
        if let Some(name) = name {
            self.add(kind, name);
        }
    }

    fn axis(&mut self, axis: &Axis) {
        self.typed(&axis.value, None);
        for bin in &axis.bins {
            if let BinTest::Below(edge) | BinTest::UpTo(edge) = bin {
                self.typed(edge, None);
            }
        }
    }

    fn field(&mut self, index: usize) {
        if let Some(field) = self.voice.model().fields.get(index)
            && self.add(Kind::Field, &field.name)
            && let Some(relevant) = &field.relevant
        {
            self.typed(relevant, None);
        }
    }

    fn terms(&mut self, index: usize) {
        self.name(Kind::Terms, self.voice.model().terms.get(index).map(|it| &it.name));
    }

    fn param(&mut self, index: usize) {
        self.name(Kind::Param, self.voice.model().params.get(index).map(|it| &it.name));
    }

    fn deadline(&mut self, index: usize) {
        if let Some(it) = self.voice.model().deadlines.get(index)
            && self.add(Kind::Deadline, &it.id)
        {
            self.inside_deadline(index);
        }
    }

    fn inside_deadline(&mut self, index: usize) {
        let Some(it) = self.voice.model().deadlines.get(index) else { return };
        self.field(it.start);
        self.field(it.done);
        for days in [Some(&it.days), it.extend.as_ref(), it.pause.as_ref(), it.soon.as_ref()] {
            match days {
                Some(Days::Param(index)) => self.param(*index),
                Some(Days::Field(index)) => self.field(*index),
                Some(Days::Fixed(_)) | None => {}
            }
        }
    }

    fn typed(&mut self, typed: &Typed, list: Option<usize>) {
        let model = self.voice.model();
        let mut inner = list;
        match &typed.kind {
            Is::Field(index) => self.field(*index),
            Is::Item(index) => {
                let list = list.and_then(|list| model.fields.get(list));
                let item = list.and_then(|list| Some(item_name(list, list.items.get(*index)?)));
                self.name(Kind::Field, item.as_ref());
            }
            Is::Param(index) => self.param(*index),
            Is::Feature(index) => {
                if let Some(feature) = model.features.get(*index)
                    && self.add(Kind::Feature, &feature.name)
                {
                    self.typed(&feature.expr, None);
                }
            }
            Is::DeadlineState(index) | Is::DeadlineDaysLeft(index) | Is::DeadlineDue(index) => {
                self.deadline(*index);
            }
            Is::Mentions(_, terms) | Is::CountTerms(_, terms) => self.terms(*terms),
            Is::MentionsNotAfter(_, terms, not) => [*terms, *not].into_iter().for_each(|it| self.terms(it)),
            Is::Matches(_, pattern) => {
                self.name(Kind::Pattern, model.patterns.get(*pattern).map(|it| &it.name));
            }
            Is::Script(index, _) => {
                self.name(Kind::Script, model.scripts.get(*index).map(|it| &it.name));
            }
            Is::Aggregate(at, ..) => {
                self.field(*at);
                inner = Some(*at);
            }
            _ => {}
        }
        typed.children().into_iter().for_each(|child| self.typed(child, inner));
    }
}
