//! Hits: the reason with its values, what was assumed, and whether the points count.

use super::data::{Assumption, HeldBack, HitDetail, Shown};
use super::explainer::{Explainer, Scope};
use super::lens::{DefaultPart, LensTest, Part, Read, Shape};
use super::values::{Found, of_slot};
use crate::assessment::bin_and_cell;
use crate::eval::decide::Decision;
use crate::eval::value::{Mode, Value};
use crate::lower::program::{Entry, Outcome};
use crate::parse::document::About;
use crate::ruleset;
use crate::session::hit;
use std::collections::BTreeSet;

/// A hit: where its entry stands in the program, and its outcome.
#[derive(Clone, Copy)]
pub struct HitAt<'e> {
    pub index: usize,
    pub entry: &'e Entry,
    pub outcome: u32,
    pub decision: Decision,
}

impl<'e> Explainer<'e> {
    /// Everything that fired, shadow rules included, in the file's order.
    pub fn fired(&self) -> Vec<HitAt<'e>> {
        let all = self.program.entries.iter().zip(&self.decisions).enumerate();
        let fired = all.filter_map(|(index, (entry, decision))| {
            Some(HitAt { index, entry, outcome: hit(entry, decision)?, decision: *decision })
        });
        fired.collect()
    }

    /// Hits and shadow hits.
    pub fn hits(&mut self) -> (Vec<HitDetail>, Vec<HitDetail>) {
        let counted = self.counted();
        let (mut hits, mut shadow) = (Vec::new(), Vec::new());
        for hit in self.fired() {
            let counts = counted.iter().find(|(index, ..)| *index == hit.index);
            let (points, held_back) = counts.map_or((0, None), |(_, points, held)| (*points, held.clone()));
            let Some(detail) = self.hit(hit, points, held_back) else { continue };
            if hit.entry.shadow { &mut shadow } else { &mut hits }.push(detail);
        }
        (hits, shadow)
    }

    fn hit(&mut self, hit: HitAt<'e>, counted: i64, held_back: Option<HeldBack>) -> Option<HitDetail> {
        let declared = self.declared(hit.entry)?;
        let outcome = declared.outcomes.get(hit.outcome as usize)?;
        let lowered: &Outcome = hit.entry.outcomes.get(hit.outcome as usize)?;
        let (bin, cell) = bin_and_cell(hit.entry, hit.outcome);
        let scope = self.first_item(hit.index);
        let assumed = hit.decision.assumed;
        let template = match (&outcome.reason_assumed, assumed) {
            (Some(template), true) => Some(template),
            _ => outcome.reason.as_ref(),
        };
        Some(HitDetail {
            id: declared.id.clone(),
            bin,
            cell,
            reason: template.map(|template| self.filled(template, scope)).unwrap_or_default(),
            points: hit.decision.points,
            counted,
            held_back,
            group: self.group_id(lowered.group),
            floor: outcome.floor.map(|floor| self.level_id(floor)),
            about: declared.about.map(about_word),
            assumed,
            assumptions: if assumed { self.assumptions(hit.index) } else { Vec::new() },
            evidence: self.evidence(hit.index),
            basis: self.basis(&outcome.basis),
        })
    }

    /// The first item that satisfies the condition of an entry that is put to items.
    fn first_item(&mut self, index: usize) -> Scope {
        match self.lens().entries.get(index) {
            Some(LensTest::Each(list, part)) => {
                let number = self.items_where(*list, part, Mode::Present, true).first().copied()?;
                Some((*list, number))
            }
            _ => None,
        }
    }

    /// What stood for unknown values.
    fn assumptions(&mut self, index: usize) -> Vec<Assumption> {
        let mut walk = Assumed::default();
        let lens = self.lens();
        match lens.entries.get(index) {
            Some(LensTest::When(part)) => self.assumed(part, None, &mut walk),
            Some(LensTest::Each(list, part)) => {
                for number in self.items_where(*list, part, Mode::Present, true) {
                    self.assumed(part, Some((*list, number)), &mut walk);
                }
            }
            Some(LensTest::Axes(axes)) => {
                for axis in axes {
                    if !matches!(self.value(axis, Mode::Present, None), Value::Known(_)) {
                        let open = self.open_behind(&axis.reads, None);
                        self.note(open, self.written(axis.span), None, &mut walk);
                    }
                    self.assumed(axis, None, &mut walk);
                }
            }
            Some(LensTest::Deadline(_)) | None => {}
        }
        walk.all
    }

    fn assumed(&mut self, part: &Part, scope: Scope, walk: &mut Assumed) {
        for default in &part.defaults {
            self.assumed_default(default, scope, walk);
        }
        match &part.shape {
            Shape::All(_) | Shape::Any(_) => {
                for part in self.responsible(part, Mode::Present, scope) {
                    self.assumed(part, scope, walk);
                }
            }
            Shape::Not(inner) => self.assumed(inner, scope, walk),
            Shape::Items(list, body) => {
                for number in self.items_where(*list, body, Mode::Present, true) {
                    self.assumed(body, Some((*list, number)), walk);
                }
            }
            Shape::Feature(_) | Shape::Leaf => {}
        }
        for read in &part.reads {
            if let Read::Feature(index) = read
                && walk.features.insert(*index)
                && let Some(feature) = self.lens().feature(*index as usize)
            {
                self.assumed(feature, None, walk);
            }
        }
    }

    fn assumed_default(&mut self, default: &DefaultPart, scope: Scope, walk: &mut Assumed) {
        if matches!(self.value_of(default.value, Mode::Bare, scope), Value::Known(_)) {
            return;
        }
        let value = self.value_of(default.default, Mode::Present, scope);
        let taken = self.shown(Found { value, ty: default.ty, secret: false });
        let open = self.open_behind(&default.reads, scope);
        self.note(open, self.written(default.span), Some(taken), walk);
    }

    fn note(&self, open: Vec<String>, expression: String, taken: Option<Shown>, walk: &mut Assumed) {
        let titles = open.iter().map(|name| self.title_of(name)).collect();
        let assumption = Assumption { fields: open, titles, expression, taken };
        if !walk.all.contains(&assumption) {
            walk.all.push(assumption);
        }
    }

    /// The fields without a value among what was read, features followed.
    fn open_behind(&mut self, reads: &[Read], scope: Scope) -> Vec<String> {
        let mut readings = super::readings::Readings::default();
        let mut seen = BTreeSet::new();
        for read in reads {
            self.read_through(*read, scope, &mut readings, &mut seen);
        }
        let open = readings.all.into_iter().filter(|it| !it.known && it.kind == super::ReadingKind::Field);
        open.map(|reading| reading.name).collect()
    }

    /// Whether a field has no value.
    pub fn is_open(&self, field: u32) -> bool {
        !matches!(of_slot(self.slot(field)), Value::Known(_) | Value::Void)
    }
}

/// What was assumed so far, and the features that were followed.
#[derive(Default)]
struct Assumed {
    all: Vec<Assumption>,
    features: BTreeSet<u32>,
}

fn about_word(about: About) -> &'static str {
    match about {
        About::Handling => "handling",
        About::Harm => "harm",
    }
}

/// The declared outcome of a hit.
pub fn outcome_of<'e>(explainer: &Explainer<'e>, hit: &HitAt<'_>) -> Option<&'e ruleset::Outcome> {
    let declared = explainer.model.entries.get(hit.entry.model)?;
    declared.outcomes.get(hit.outcome as usize)
}
