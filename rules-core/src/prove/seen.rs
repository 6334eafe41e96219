//! What incidents were seen to do: what is seen needs no proof.

use super::judge::{Judge, Judged};
use crate::lower::program::Program;
use serde_json::Value as Json;

/// What was seen of a program.
#[derive(Debug)]
pub struct Seen {
    /// The incidents.
    pub incidents: Vec<Json>,
    /// For each entry its outcomes, as bits.
    outcomes: Vec<u128>,
    /// For each entry in which of the incidents it fired.
    fired: Vec<Vec<bool>>,
    /// Whether each entry was seen to matter.
    pub matters: Vec<bool>,
    /// Whether each level was seen.
    pub levels: Vec<bool>,
}

impl Seen {
    /// Nothing.
    pub fn new(program: &Program, levels: usize) -> Self {
        let entries = program.entries.len();
        Self {
            incidents: Vec::new(),
            outcomes: vec![0; entries],
            fired: vec![Vec::new(); entries],
            matters: vec![false; entries],
            levels: vec![false; levels],
        }
    }

    /// Looks at an incident.
    pub fn add(&mut self, judge: &mut Judge<'_, '_>, incident: Json) {
        if judge.judge(&incident, |judged| self.look(judged)).is_some() {
            self.incidents.push(incident);
        }
    }

    fn look(&mut self, judged: &mut Judged<'_, '_>) {
        let score = judged.score();
        if let Some(level) = self.levels.get_mut(score.level) {
            *level = true;
        }
        let entries = self.outcomes.iter_mut().zip(&mut self.fired).zip(&mut self.matters);
        for (index, ((outcomes, fired), matters)) in entries.enumerate() {
            let outcome = judged.outcome(index);
            fired.push(outcome.is_some());
            if let Some(outcome) = outcome {
                *outcomes |= 1u128.checked_shl(outcome).unwrap_or_default();
                *matters = *matters || judged.without(index) != (score.score, score.level);
            }
        }
    }

    /// Whether an entry was seen to come to an outcome.
    pub fn came_to(&self, entry: usize, outcome: u32) -> bool {
        let bits = self.outcomes.get(entry).copied().unwrap_or_default();
        bits.checked_shr(outcome).unwrap_or_default() & 1 == 1
    }

    /// Whether an entry was seen to fire.
    pub fn has_fired(&self, entry: usize) -> bool {
        self.outcomes.get(entry).is_some_and(|bits| *bits != 0)
    }

    /// Whether two entries fired in the same incidents.
    pub fn are_alike(&self, a: usize, b: usize) -> bool {
        self.fired.get(a) == self.fired.get(b)
    }
}
