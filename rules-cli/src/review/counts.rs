//! What a period's reports add up to.

use super::read::Repeated;
use super::shift::{BINS, bin};
use super::standing::Standing;
use rules_core::assessment::Hit;
use rules_core::ruleset::{Model, Test};
use rules_core::{Assessment, Ruleset};
use std::collections::{BTreeMap, BTreeSet};

/// A field by index, and of a list's items one of theirs.
pub type Asked = (usize, Option<usize>);
/// What fired: an entry by index, and its outcome.
pub type Reason = (usize, usize);

/// Counts of one period.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// Reports that were scored.
    pub scored: u64,
    /// Reports of which a later one has the key.
    pub repeated: Repeated,
    /// Lines that are no report.
    pub rejected: u64,
    /// Reports with an unusable value.
    pub unusable: u64,
    /// Reports in which a rule failed.
    pub failed: u64,
    /// Reports of a day on which the ruleset is not in force.
    pub not_in_force: u64,
    /// Reports whose level an answer may still change.
    pub unsettled: u64,
    /// Reports without a key of their own.
    pub keyless: u64,
    /// Reports by level and by the ceiling's level.
    pub levels: BTreeMap<(usize, usize), u64>,
    /// Reports by what fired.
    pub reasons: BTreeMap<Reason, u64>,
    /// Unsettled reports by the fields that their open rules wait for.
    pub waits: BTreeMap<Asked, u64>,
    /// Reports by the bin of their score.
    pub scores: [u64; BINS],
}

impl Counts {
    /// Adds a report.
    pub fn add(&mut self, names: &Names<'_>, assessment: &Assessment) -> Standing {
        let standing = names.standing(assessment);
        self.scored += 1;
        self.unusable += u64::from(!assessment.input_errors.is_empty());
        self.failed += u64::from(!assessment.failed.is_empty());
        self.not_in_force += u64::from(!assessment.in_force);
        *self.levels.entry((standing.level, standing.ceiling)).or_default() += 1;
        let fired: BTreeSet<Reason> =
            assessment.hits.iter().filter_map(|hit| names.reason(hit, assessment)).collect();
        fired.into_iter().for_each(|reason| *self.reasons.entry(reason).or_default() += 1);
        let model = names.model;
        if let Some(count) = self.scores.get_mut(bin(assessment.score, model.min, model.max)) {
            *count += 1;
        }
        if !standing.settled {
            self.unsettled += 1;
            self.wait(names, assessment);
        }
        standing
    }

    /// Counts each field that an unsettled report waits for once, however many rules and items wait for it.
    fn wait(&mut self, names: &Names<'_>, assessment: &Assessment) {
        let waiting = assessment.open.rules.iter().flat_map(|rule| &rule.waits_for);
        let asked: BTreeSet<Asked> = waiting.filter_map(|name| names.asked(name)).collect();
        asked.into_iter().for_each(|asked| *self.waits.entry(asked).or_default() += 1);
    }

    /// Reports of a level.
    pub fn of_level(&self, level: usize) -> u64 {
        self.levels.iter().filter(|((of, _), _)| *of == level).map(|(_, count)| count).sum()
    }
}

/// Finds what assessments name.
#[derive(Clone, Debug)]
pub struct Names<'m> {
    /// The ruleset.
    pub model: &'m Model,
    entries: BTreeMap<&'m str, usize>,
    fields: BTreeMap<&'m str, usize>,
}

impl<'m> Names<'m> {
    /// The names of a ruleset.
    pub fn new(ruleset: &'m Ruleset) -> Self {
        let model = ruleset.model();
        let entries = model.entries.iter().enumerate().map(|(index, entry)| (entry.id.as_str(), index));
        let fields = model.fields.iter().enumerate().map(|(index, field)| (field.name.as_str(), index));
        Self { model, entries: entries.collect(), fields: fields.collect() }
    }

    fn standing(&self, assessment: &Assessment) -> Standing {
        Standing {
            level: self.level(&assessment.level),
            ceiling: self.level(&assessment.ceiling.level),
            settled: assessment.settled,
        }
    }

    fn level(&self, id: &str) -> usize {
        self.model.levels.iter().position(|level| level.id == id).unwrap_or_default()
    }

    /// Which outcome of which entry a hit is; of a deadline the one of its state.
    pub fn reason(&self, hit: &Hit, assessment: &Assessment) -> Option<Reason> {
        let index = *self.entries.get(hit.id.as_str())?;
        let outcome = match &self.model.entries.get(index)?.test {
            Test::When { .. } => 0,
            Test::Bins(_) => hit.bin? as usize,
            Test::Table(_, columns) => {
                let (row, column) = hit.cell?;
                row as usize * columns.bins.len() + column as usize
            }
            Test::Deadline(_) => {
                let state = assessment.deadlines.iter().find(|deadline| deadline.id == hit.id)?.state;
                usize::from(state != "late")
            }
        };
        Some((index, outcome))
    }

    /// The field of a name such as `amount` or `transfers[0].amount`.
    pub fn asked(&self, name: &str) -> Option<Asked> {
        let Some((list, item)) = name.split_once('[') else { return Some((*self.fields.get(name)?, None)) };
        let index = *self.fields.get(list)?;
        let item = item.split_once("].").map(|(_, item)| item);
        let items = &self.model.fields.get(index)?.items;
        Some((index, item.and_then(|item| items.iter().position(|it| it.name == item))))
    }
}
