//! The search for an incident of some kind, or for the proof that there is none.

use super::judge::{Judge, Judged, written};
use crate::bounds::scene::{Scene, View};
use crate::bounds::split::Part;
use crate::bounds::witness::Leaning;
use crate::time::Offset;
use serde_json::Value as Json;

/// A kind of incident.
pub trait Target {
    /// Whether a completion of a set may be of this kind; in doubt it may.
    fn may_be(&self, scene: &mut Scene<'_, '_>, view: &View) -> bool;

    /// The parts of a set by the test that matters most; none where nothing is left to split.
    fn split(&self, scene: &mut Scene<'_, '_>, view: &View) -> Option<Vec<Part>>;

    /// Whether an incident that was evaluated is of this kind.
    fn is_met(&self, judged: &mut Judged<'_, '_>) -> bool;
}

/// What a search came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// This incident.
    Incident(Json),
    /// There is none.
    Nothing,
    /// The steps were spent, or a test could not be decided.
    Undecided,
}

/// Searches the completions of one incident.
pub struct Hunter<'h, 's, 'e, 'a> {
    /// The incident.
    pub scene: &'h mut Scene<'s, 'e>,
    /// Evaluates completions.
    pub judge: Judge<'h, 'a>,
    /// The offset of local times.
    pub offset: Offset,
    /// Every completion.
    pub all: View,
}

impl Hunter<'_, '_, '_, '_> {
    /// Looks for an incident of a kind; `steps` sets of completions are looked at, at most.
    pub fn hunt(&mut self, target: &dyn Target, steps: usize) -> Found {
        let mut hunt = Hunt { target, steps, is_proof: true };
        let all = self.all.clone();
        match hunt.look(self, all) {
            Some(incident) => Found::Incident(incident),
            None if hunt.is_proof => Found::Nothing,
            None => Found::Undecided,
        }
    }

    /// A completion of a set, as JSON.
    pub fn witness(&mut self, view: &View, leaning: Leaning) -> Option<Json> {
        let fillings = self.scene.witness(view, leaning)?;
        Some(written(self.scene.model, self.scene.record, self.offset, &fillings))
    }
}

/// The completions of a set in which whatever may stay unknown does.
pub fn bare(view: &View) -> View {
    let mut view = view.clone();
    for domain in view.completions.domains.iter_mut().filter(|domain| domain.unknown) {
        *domain = domain.unknown_only();
    }
    view
}

struct Hunt<'t> {
    target: &'t dyn Target,
    steps: usize,
    /// Whether nothing was left aside so far.
    is_proof: bool,
}

impl Hunt<'_> {
    /// Looks through a set, depth first.
    fn look(&mut self, hunter: &mut Hunter<'_, '_, '_, '_>, all: View) -> Option<Json> {
        let mut due = vec![all];
        while let Some(view) = due.pop() {
            if !self.target.may_be(hunter.scene, &view) {
                continue;
            }
            if self.steps == 0 {
                self.is_proof = false;
                return None;
            }
            self.steps -= 1;
            if let found @ Some(_) = self.try_witness(hunter, &view, Leaning::Unknown) {
                return found;
            }
            let Some(parts) = self.target.split(hunter.scene, &view) else {
                self.is_proof = false;
                let bare = bare(&view);
                let tries = [&bare, &view].map(|view| [(view, Leaning::Low), (view, Leaning::High)]);
                let mut tries = tries.into_iter().flatten();
                let found = tries.find_map(|(view, leaning)| self.try_witness(hunter, view, leaning));
                if found.is_some() {
                    return found;
                }
                continue;
            };
            due.extend(parts.into_iter().rev().filter_map(|part| hunter.scene.part(&view, part)));
        }
        None
    }

    fn try_witness(
        &self,
        hunter: &mut Hunter<'_, '_, '_, '_>,
        view: &View,
        leaning: Leaning,
    ) -> Option<Json> {
        let incident = hunter.witness(view, leaning)?;
        let is_met = hunter.judge.judge(&incident, |judged| self.target.is_met(judged));
        (is_met == Some(true)).then_some(incident)
    }
}
