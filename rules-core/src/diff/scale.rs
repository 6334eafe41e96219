//! How a ruleset makes a score and a level of points: groups, the score's ends, thresholds. So that it can be asked what
//! would be without one change.

use super::data::Kind;
use super::entries::kind;
use super::voice::Renames;
use crate::assessment::{Assessment, Hit};
use crate::parse::document::Take;
use crate::ruleset::{Entry, Model, Test};
use std::collections::BTreeMap;

/// What an entry gives to an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gift {
    pub points: i64,
    /// By id, in the new ruleset.
    pub group: Option<String>,
    /// The level that is set at least, by id in the new ruleset.
    pub floor: Option<String>,
    pub assumed: bool,
}

/// What all entries give, by kind and id.
pub type Gifts = BTreeMap<(Kind, String), Gift>;

/// How a group counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    pub is_best: bool,
    pub min: i64,
    pub max: i64,
}

/// Base, least and greatest score.
pub type ScoreEnds = (i64, i64, i64);

/// The arithmetic of a ruleset, under the names of the new one.
#[derive(Clone, Debug)]
pub struct Scale {
    pub ends: ScoreEnds,
    pub groups: BTreeMap<String, Count>,
    /// Ids and thresholds, the lowest first.
    pub levels: Vec<(String, i64)>,
}

impl Scale {
    /// Of a ruleset, under new names.
    pub fn new(model: &Model, renames: &Renames) -> Self {
        let count = |group: &crate::ruleset::Group| Count {
            is_best: group.take == Take::Best,
            min: group.min.unwrap_or(i64::MIN),
            max: group.max.unwrap_or(i64::MAX),
        };
        let groups = model.groups.iter().map(|it| (now(renames, Kind::Group, &it.id), count(it)));
        let levels = model.levels.iter().map(|it| (now(renames, Kind::Level, &it.id), it.from));
        Self { ends: (model.base, model.min, model.max), groups: groups.collect(), levels: levels.collect() }
    }

    /// Score, and level by index.
    pub fn reached(&self, gifts: &Gifts) -> (i64, usize) {
        let mut groups: BTreeMap<&str, i64> = BTreeMap::new();
        let (base, min, max) = self.ends;
        let mut total = base;
        for gift in gifts.values() {
            match gift.group.as_deref().filter(|id| self.groups.contains_key(*id)) {
                None => total = total.saturating_add(gift.points),
                Some(id) => {
                    let is_best = self.groups.get(id).is_some_and(|it| it.is_best);
                    let sum = groups.entry(id).or_default();
                    *sum = if is_best { (*sum).max(gift.points) } else { sum.saturating_add(gift.points) };
                }
            }
        }
        for (id, count) in &self.groups {
            let points = groups.get(id.as_str()).copied().unwrap_or_default();
            total = total.saturating_add(points.clamp(count.min, count.max));
        }
        let score = total.clamp(min, max);
        let band = self.levels.iter().rposition(|(_, from)| *from <= score).unwrap_or(0);
        let floors = gifts.values().filter_map(|gift| self.level(gift.floor.as_deref()?));
        (score, floors.fold(band, usize::max))
    }

    /// The index of a level.
    pub fn level(&self, id: &str) -> Option<usize> {
        self.levels.iter().position(|(own, _)| own == id)
    }
}

/// The name in the new ruleset.
pub fn now(renames: &Renames, kind: Kind, name: &str) -> String {
    renames.get(&(kind, name.to_owned())).map_or(name, String::as_str).to_owned()
}

/// What the hits of an assessment give.
pub fn gifts(model: &Model, renames: &Renames, assessment: &Assessment) -> Gifts {
    let mut gifts = Gifts::new();
    for hit in &assessment.hits {
        let Some(entry) = model.entries.iter().find(|entry| entry.id == hit.id) else { continue };
        let Some(outcome) = entry.outcomes.get(outcome(entry, hit, assessment)) else { continue };
        let group = outcome.group.and_then(|it| model.groups.get(it));
        let floor = outcome.floor.and_then(|it| model.levels.get(it));
        let gift = Gift {
            points: hit.points,
            group: group.map(|it| now(renames, Kind::Group, &it.id)),
            floor: floor.map(|it| now(renames, Kind::Level, &it.id)),
            assumed: hit.assumed,
        };
        gifts.insert((kind(entry), now(renames, kind(entry), &entry.id)), gift);
    }
    gifts
}

/// Which outcome of its entry a hit is.
fn outcome(entry: &Entry, hit: &Hit, assessment: &Assessment) -> usize {
    let width = match &entry.test {
        Test::Table(_, columns) => columns.bins.len(),
        _ => 0,
    };
    let is_soon = || assessment.deadlines.iter().any(|it| it.id == hit.id && it.state == "soon");
    match (hit.bin, hit.cell) {
        (Some(bin), _) => bin as usize,
        (None, Some((row, column))) => row as usize * width + column as usize,
        (None, None) => usize::from(matches!(entry.test, Test::Deadline(_)) && is_soon()),
    }
}
