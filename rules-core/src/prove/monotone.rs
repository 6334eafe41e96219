//! Whether a higher value of a field never lowers score and level: a search over pairs of sets that differ in
//! that field alone.
//!
//! Between two neighbouring cells of the field's values only some entries change, and only by the tests that
//! change. All others give both incidents the same, and groups and totals are monotone in each entry's points.
//! So if in every group what the changed entries give rises, the score does; where it may not, the tests of
//! those entries on other fields are decided one by one, and incidents are made and compared.

use super::hunt::{Hunter, bare};
use super::judge::{Judge, put, written};
use super::leaves::{Leaf, cells, decided, leaves, only, relevance_leaves};
use crate::bounds::scene::View;
use crate::bounds::split::{Part, split_entry};
use crate::bounds::state::Domain;
use crate::bounds::totals::{Aim, Ends, Totals};
use crate::bounds::walk::Item;
use crate::bounds::witness::{Filling, Leaning, json};
use crate::ruleset::Model;
use serde_json::Value as Json;

/// What a search for two incidents came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Pair {
    /// These two.
    Incidents(Differing),
    /// There are none.
    Nothing,
    /// It could not be decided.
    Undecided,
}

/// Two incidents that differ in the value of a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Differing {
    /// What they share.
    pub base: Json,
    /// The lower value.
    pub low: Json,
    /// The higher value.
    pub high: Json,
}

impl Differing {
    /// Whether the one with the higher value comes to less; to more, if `up` does not hold. None where one of
    /// them is no completion.
    pub fn breaks(&self, judge: &mut Judge<'_, '_>, spot: &Spot<'_>, up: bool) -> Option<bool> {
        let mut score = |value: &Json| judge.score(&spot.with(&self.base, value)?);
        let (low, high) = (score(&self.low)?, score(&self.high)?);
        let (less, more) = if up { (low, high) } else { (high, low) };
        Some(more.score < less.score || more.level < less.level)
    }
}

/// Where a field stands in an incident; a field of items in the first one.
pub struct Spot<'m> {
    path: &'m [String],
    item: Option<&'m [String]>,
}

impl<'m> Spot<'m> {
    /// The place of a field, or of a field of its items.
    pub fn of(model: &'m Model, field: usize, item: Option<usize>) -> Self {
        let list = model.fields.get(field);
        let item = item.and_then(|item| list?.items.get(item)).map(|item| item.path.as_slice());
        Self { path: list.map(|list| list.path.as_slice()).unwrap_or_default(), item }
    }

    /// An incident with a value there; none where there is no such place in it.
    pub fn with(&self, base: &Json, value: &Json) -> Option<Json> {
        let mut incident = base.clone();
        match self.item {
            None => put(incident.as_object_mut()?, self.path, value.clone()),
            Some(path) => {
                let list = self.path.iter().try_fold(&mut incident, |at, key| at.get_mut(key))?;
                put(list.as_array_mut()?.first_mut()?.as_object_mut()?, path, value.clone());
            }
        }
        Some(incident)
    }
}

/// Looks for two incidents that differ in a field of the incident alone, of which the one with the higher
/// value comes to less; to more, if `up` does not hold.
pub fn search(
    hunter: &mut Hunter<'_, '_, '_, '_>,
    spot: &Spot<'_>,
    slot: u32,
    up: bool,
    steps: usize,
) -> Pair {
    let scene = &mut *hunter.scene;
    let Some(place) = scene.open.of_slot.get(slot as usize).copied().flatten() else {
        return Pair::Undecided;
    };
    let readers = leaves(scene, slot);
    let relevance = relevance_leaves(scene, slot);
    // Where the field decides which others may be given, what holds step by step need not hold from end to end.
    let reach = if relevance.is_empty() { 1 } else { usize::MAX };
    let all_leaves: Vec<Leaf> =
        readers.iter().flat_map(|(_, leaves)| leaves).copied().chain(relevance).collect();
    let all = hunter.all.clone();
    let Some(cells) = cells(scene, &all, place, &all_leaves) else { return Pair::Undecided };
    let mut hunt =
        PairHunt { place, spot, up, steps, readers: &readers, changed: Vec::new(), is_proof: true };
    for (index, low) in cells.iter().enumerate() {
        for high in cells.iter().skip(index + 1).take(reach) {
            if let Some(found) = hunt.between(hunter, &all, *low, *high) {
                return Pair::Incidents(found);
            }
        }
    }
    if hunt.is_proof { Pair::Nothing } else { Pair::Undecided }
}

struct PairHunt<'r> {
    place: u32,
    spot: &'r Spot<'r>,
    up: bool,
    steps: usize,
    readers: &'r [(usize, Vec<Leaf>)],
    /// The entries that may give the two sets something else.
    changed: Vec<usize>,
    is_proof: bool,
}

impl PairHunt<'_> {
    fn between(
        &mut self,
        hunter: &mut Hunter<'_, '_, '_, '_>,
        all: &View,
        low: Domain,
        high: Domain,
    ) -> Option<Differing> {
        self.changed = self.changed_between(hunter, all, low, high);
        let mut part = |domain: Domain| hunter.scene.part(all, Part::Place(self.place, domain));
        let (low, high) = (part(low)?, part(high)?);
        self.look(hunter, low, high)
    }

    /// The entries with a test that is not the same in both cells.
    fn changed_between(
        &self,
        hunter: &mut Hunter<'_, '_, '_, '_>,
        all: &View,
        low: Domain,
        high: Domain,
    ) -> Vec<usize> {
        let (low, high) = (only(all, self.place, low), only(all, self.place, high));
        let mut differs = |leaf: Leaf| {
            let at_low = decided(&mut hunter.scene.walk(&low, Item::Outside), leaf);
            let at_high = decided(&mut hunter.scene.walk(&high, Item::Outside), leaf);
            at_low.is_none() || at_low != at_high
        };
        let changed = self.readers.iter().filter(|(_, leaves)| leaves.iter().any(|leaf| differs(*leaf)));
        changed.map(|(entry, _)| *entry).collect()
    }

    /// Looks through pairs of sets, depth first.
    fn look(&mut self, hunter: &mut Hunter<'_, '_, '_, '_>, low: View, high: View) -> Option<Differing> {
        let mut due = vec![(low, high)];
        while let Some((low, high)) = due.pop() {
            let (less, more) = if self.up { (&low, &high) } else { (&high, &low) };
            if self.is_proved(hunter, less, more) {
                continue;
            }
            if self.steps == 0 {
                self.is_proof = false;
                return None;
            }
            self.steps -= 1;
            if let found @ Some(_) = self.try_pair(hunter, (&low, &high), Leaning::Unknown) {
                return found;
            }
            let Some(parts) = self.split(hunter, &low, &high) else {
                self.is_proof = false;
                let bare = (bare(&low), bare(&high));
                let tries = [(&bare.0, &bare.1), (&low, &high)];
                let mut tries =
                    tries.into_iter().flat_map(|pair| [(pair, Leaning::Low), (pair, Leaning::High)]);
                let found = tries.find_map(|(pair, leaning)| self.try_pair(hunter, pair, leaning));
                if found.is_some() {
                    return found;
                }
                continue;
            };
            for part in parts.into_iter().rev() {
                due.extend(hunter.scene.part(&low, part).zip(hunter.scene.part(&high, part)));
            }
        }
        None
    }

    /// Whether `more` never comes to less than `less`.
    fn is_proved(&self, hunter: &Hunter<'_, '_, '_, '_>, less: &View, more: &View) -> bool {
        at_least(&less.totals, &more.totals) || Sums::of(hunter, less, more, &self.changed).all_rise(hunter)
    }

    /// The parts by a test of a changed entry on another field; by that of any entry, once they are decided.
    fn split(&self, hunter: &mut Hunter<'_, '_, '_, '_>, low: &View, high: &View) -> Option<Vec<Part>> {
        let plan = hunter.scene.plan;
        for view in [low, high] {
            let mut walk = hunter.scene.walk(view, Item::Outside);
            let found = self.changed.iter().find_map(|entry| split_entry(&mut walk, plan, *entry));
            if let Some(parts) = found.filter(|parts| self.are_shared(hunter, parts)) {
                return Some(parts);
            }
        }
        let aim = |high| Aim { high, level: true };
        let found = hunter.scene.split(low, aim(false)).or_else(|| hunter.scene.split(high, aim(true)));
        found.filter(|parts| self.are_shared(hunter, parts))
    }

    /// Whether parts are about other fields than the one in which the two sets differ, and about no deadline that is
    /// counted from it: that may stand elsewhere in one than in the other.
    fn are_shared(&self, hunter: &Hunter<'_, '_, '_, '_>, parts: &[Part]) -> bool {
        let (plan, places) = (hunter.scene.plan, &hunter.scene.open.places);
        let slot = places.get(self.place as usize).map(|place| place.slot);
        parts.iter().all(|part| match part {
            Part::Place(place, _) => *place != self.place,
            Part::Standings(deadline, _) => {
                let reads = plan.deadline_reads.get(*deadline as usize);
                !reads.zip(slot).is_some_and(|(reads, slot)| reads.contains(&slot))
            }
            Part::Truth(..) | Part::Count(..) => true,
        })
    }

    fn try_pair(
        &self,
        hunter: &mut Hunter<'_, '_, '_, '_>,
        (low, high): (&View, &View),
        leaning: Leaning,
    ) -> Option<Differing> {
        let scene = &mut *hunter.scene;
        let place = *scene.open.places.get(self.place as usize)?;
        let value = |fillings: &[_]| {
            fillings.iter().find(|(it, _)| *it == place).map(|(_, filling): &(_, Filling)| filling.clone())
        };
        let mut at_low = scene.witness(low, leaning)?;
        let at_high = scene.witness(high, leaning)?;
        let (lower, higher) = (value(&at_low)?, value(&at_high)?);
        at_low.retain(|(it, _)| *it != place);
        let kind = &scene.record.fields.get(place.slot as usize)?.kind;
        let base = written(scene.model, scene.record, hunter.offset, &at_low);
        let value = |filling| json(kind, filling, hunter.offset);
        let pair = Differing { base, low: value(&lower), high: value(&higher) };
        (pair.breaks(&mut hunter.judge, self.spot, self.up)?).then_some(pair)
    }
}

/// Whether all completions of one set come to at least what those of another may come to.
fn at_least(less: &Totals, more: &Totals) -> bool {
    more.score.low >= less.score.high && more.level.low >= less.level.high
}

/// What the changed entries, and the others, give in two sets of completions.
struct Sums {
    /// For each group what the changed entries give: the sum, or the best.
    less: Vec<i64>,
    more: Vec<i64>,
    /// For each group the least that is there besides.
    others: Vec<i64>,
    floors: Ends<u32>,
    floor_besides: u32,
    level: usize,
}

impl Sums {
    fn of(hunter: &Hunter<'_, '_, '_, '_>, less: &View, more: &View, changed: &[usize]) -> Self {
        let (program, ground) = (hunter.scene.program, hunter.scene.ground);
        let zero = vec![0; program.groups.len()];
        let mut sums = Self {
            less: zero.clone(),
            more: zero,
            others: ground.groups.clone(),
            floors: Ends { low: 0, high: 0 },
            floor_besides: ground.floor,
            level: more.totals.level.low,
        };
        for (index, undecided) in ground.undecided.iter().enumerate() {
            let Some(entry) = program.entries.get(undecided.entry) else { continue };
            let floor = |view: &View| view.effects.floors.get(index).copied().unwrap_or_default();
            let points = |view: &View, at: usize| {
                view.effects.points.get(undecided.first + at).copied().unwrap_or_default()
            };
            let is_changed = changed.contains(&undecided.entry);
            for (at, (group, ..)) in entry.spread.iter().enumerate() {
                let (at_less, at_more) = (points(less, at), points(more, at));
                let add =
                    |sums: &mut Vec<i64>, points| crate::bounds::totals::add(program, sums, *group, points);
                if is_changed {
                    add(&mut sums.less, at_less.high);
                    add(&mut sums.more, at_more.low);
                } else {
                    add(&mut sums.others, at_less.low.max(at_more.low));
                }
            }
            if is_changed {
                sums.floors.high = sums.floors.high.max(floor(less).high);
                sums.floors.low = sums.floors.low.max(floor(more).low);
            } else {
                sums.floor_besides = sums.floor_besides.max(floor(less).low.max(floor(more).low));
            }
        }
        sums
    }

    fn all_rise(&self, hunter: &Hunter<'_, '_, '_, '_>) -> bool {
        let groups = hunter.scene.program.groups.iter().zip(&self.less).zip(&self.more).zip(&self.others);
        let mut rises = groups.map(|(((group, less), more), others)| {
            // A group that is full either way does not fall; of the best, what others give counts too.
            let besides = if group.best { *others } else { i64::MIN };
            more.max(&besides) >= less || (!group.best && others.saturating_add(*more) >= group.max)
        });
        let floor = self.floors.low.max(self.floor_besides);
        rises.all(|rises| rises) && (floor >= self.floors.high || self.level >= self.floors.high as usize)
    }
}
