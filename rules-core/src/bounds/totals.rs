//! From what entries may come to, to what the score and the level may be.
//!
//! Groups and totals are sums, largest ones and clamps, so they are monotone in each entry's points: its
//! greatest points everywhere give an upper end, its least a lower one.

use super::plan::Plan;
use super::walk::Walk;
use crate::deadline::{DeadlineState, StateSet};
use crate::eval::slots::Scratch;
use crate::lower::program::{Entry, Outcome, Points, Program, Test};
use crate::ruleset::Model;

use super::reach::Truths;

/// The least and the greatest of something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ends<T> {
    /// Least.
    pub low: T,
    /// Greatest.
    pub high: T,
}

impl<T: PartialEq> Ends<T> {
    /// Whether both are the same.
    pub fn is_one(&self) -> bool {
        self.low == self.high
    }
}

/// What the score and the level may be, over a set of completions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// The score.
    pub score: Ends<i64>,
    /// The level, by index.
    pub level: Ends<usize>,
    /// The points of all groups, before the score's own ends cut them off.
    pub points: Ends<i64>,
}

/// An entry that is not decided by what is known.
#[derive(Clone, Copy, Debug)]
pub struct Undecided {
    /// Its index in the program.
    pub entry: usize,
    /// Where its parts of [`Effects::points`] begin: one for each group that it may give points to.
    pub first: usize,
}

/// What is decided by the incident as it is.
#[derive(Debug, Default)]
pub struct Ground {
    /// The entries that are not.
    pub undecided: Vec<Undecided>,
    /// Points of the others: of each group.
    pub groups: Vec<i64>,
    /// Their highest floor.
    pub floor: u32,
    /// How long [`Effects::points`] is.
    parts: usize,
}

/// What the undecided entries may come to, over a set of completions.
#[derive(Clone, Debug, Default)]
pub struct Effects {
    /// Points, for each group that an entry is in.
    pub points: Vec<Ends<i64>>,
    /// Floors.
    pub floors: Vec<Ends<u32>>,
}

impl Ground {
    /// From the decisions of an incident that was evaluated.
    pub fn new(program: &Program, scratch: &Scratch) -> Self {
        let mut ground = Self { groups: vec![0; program.groups.len()], ..Self::default() };
        for &index in &scratch.notable {
            let (Some(entry), Some(decision)) = (program.entries.get(index), scratch.decisions.get(index))
            else {
                continue;
            };
            if entry.shadow {
                continue;
            }
            if decision.certain {
                let outcome = decision.outcome.and_then(|at| entry.outcomes.get(at as usize));
                if let Some(outcome) = outcome {
                    add(program, &mut ground.groups, outcome.group, decision.points);
                    ground.floor = ground.floor.max(outcome.floor);
                }
            } else {
                ground.undecided.push(Undecided { entry: index, first: ground.parts });
                ground.parts += entry.spread.len();
            }
        }
        ground
    }

    /// Room for the effects of the undecided entries.
    pub fn effects(&self) -> Effects {
        Effects {
            points: vec![Ends::default(); self.parts],
            floors: vec![Ends::default(); self.undecided.len()],
        }
    }

    /// What the score and the level may be.
    pub fn totals(&self, program: &Program, model: &Model, effects: &Effects) -> Totals {
        let (mut low, mut high) = (self.groups.clone(), self.groups.clone());
        let mut floor = Ends { low: self.floor, high: self.floor };
        for (undecided, floors) in self.undecided.iter().zip(&effects.floors) {
            floor = Ends { low: floor.low.max(floors.low), high: floor.high.max(floors.high) };
            let Some(entry) = program.entries.get(undecided.entry) else { continue };
            let parts = effects.points.get(undecided.first..).unwrap_or_default();
            for ((group, ..), points) in entry.spread.iter().zip(parts) {
                add(program, &mut low, *group, points.low);
                add(program, &mut high, *group, points.high);
            }
        }
        let total = |groups: &[i64]| {
            let points =
                program.groups.iter().zip(groups).map(|(it, points)| (*points).clamp(it.min, it.max));
            points.fold(model.base, i64::saturating_add)
        };
        let points = Ends { low: total(&low), high: total(&high) };
        let held = |points: i64| points.clamp(model.min, model.max);
        let score = Ends { low: held(points.low), high: held(points.high) };
        let level = |score: i64, floor: u32| model.band(score).max(floor as usize);
        Totals {
            score,
            level: Ends { low: level(score.low, floor.low), high: level(score.high, floor.high) },
            points,
        }
    }

    /// Whether each undecided entry may still move the level: by a floor, or by points where the score may yet
    /// reach another band.
    pub fn movers(&self, program: &Program, model: &Model, view: (&Effects, &Totals)) -> Vec<bool> {
        let (effects, totals) = view;
        let mut movers: Vec<bool> =
            effects.floors.iter().map(|floor| floor.high as usize > totals.level.low).collect();
        if model.band(totals.score.high) > totals.level.low {
            for (_, index) in self.weights(program, effects, Aim { high: true, level: false }) {
                movers.get_mut(index).into_iter().for_each(|it| *it = true);
            }
        }
        movers
    }

    /// The undecided entries by how much they matter: the room that each leaves in a group that is not decided,
    /// and in the level. For a low end those come first that may take points away, for a high end those that may
    /// give some.
    pub fn weights(&self, program: &Program, effects: &Effects, aim: Aim) -> Vec<(i64, usize)> {
        let (mut low, mut high) = (self.groups.clone(), self.groups.clone());
        let parts = |undecided: &Undecided| {
            let spread = program.entries.get(undecided.entry).map(|entry| entry.spread.as_slice());
            spread.unwrap_or_default().iter().zip(effects.points.get(undecided.first..).unwrap_or_default())
        };
        for undecided in &self.undecided {
            for ((group, ..), points) in parts(undecided) {
                add(program, &mut low, *group, points.low);
                add(program, &mut high, *group, points.high);
            }
        }
        let is_open = |group: u32| {
            let clamp = |points: &[i64]| {
                let group = program.groups.get(group as usize).zip(points.get(group as usize));
                group.map(|(group, points)| (*points).clamp(group.min, group.max))
            };
            clamp(&low) != clamp(&high)
        };
        // Of a group that counts its best, only what may still be better matters.
        let room = |group: u32, points: &Ends<i64>| match program.groups.get(group as usize) {
            Some(it) if it.best => {
                let known = low.get(group as usize).copied().unwrap_or_default();
                (points.high - known.max(points.low)).max(0)
            }
            _ if aim.high => points.high - points.low + (points.high - points.low.max(0)).max(0) * FIRST,
            _ => points.high - points.low + (points.high.min(0) - points.low).max(0) * FIRST,
        };
        let weigh = |(index, undecided): (usize, &Undecided)| {
            let points = parts(undecided).filter(|((group, ..), _)| is_open(*group));
            let points: i64 = points.map(|((group, ..), points)| room(*group, points)).sum();
            let floor =
                effects.floors.get(index).map_or(0, |floor| i64::from(floor.high) - i64::from(floor.low));
            (points + if aim.level { floor * FLOOR_WEIGHT } else { 0 }, index)
        };
        let mut weights: Vec<_> =
            self.undecided.iter().enumerate().map(weigh).filter(|it| it.0 > 0).collect();
        weights.sort_by_key(|(weight, index)| (-weight, *index));
        weights
    }
}

impl Ground {
    /// The undecided entries that gave other points, or another floor, in a completion that was evaluated than the end
    /// promises: those first that miss it by most.
    pub fn missed(
        &self,
        program: &Program,
        scratch: &Scratch,
        effects: &Effects,
        aim: Aim,
    ) -> Vec<(i64, usize)> {
        let mut hits = vec![None; program.entries.len()];
        for &index in &scratch.notable {
            if let (Some(hit), Some(decision)) = (hits.get_mut(index), scratch.decisions.get(index)) {
                *hit = decision.outcome.map(|outcome| (outcome as usize, decision.points));
            }
        }
        let miss = |(index, undecided): (usize, &Undecided)| {
            let entry = program.entries.get(undecided.entry)?;
            let hit = hits.get(undecided.entry).copied().flatten();
            let outcome = hit.and_then(|(at, points)| Some((entry.outcomes.get(at)?, points)));
            let parts = effects.points.get(undecided.first..).unwrap_or_default();
            let points: i64 = entry
                .spread
                .iter()
                .zip(parts)
                .map(|((group, ..), ends)| {
                    let given = outcome.filter(|(outcome, _)| outcome.group == *group).map_or(0, |it| it.1);
                    if aim.high { ends.high - given } else { given - ends.low }
                })
                .sum();
            let floors = effects.floors.get(index).copied().unwrap_or_default();
            let given = outcome.map_or(0, |(outcome, _)| i64::from(outcome.floor));
            let floor = if aim.high { i64::from(floors.high) - given } else { given - i64::from(floors.low) };
            let weight = points + if aim.level { floor * FLOOR_WEIGHT } else { 0 };
            (weight > 0).then_some((weight, index))
        };
        let mut all: Vec<_> = self.undecided.iter().enumerate().filter_map(miss).collect();
        all.sort_by_key(|(weight, index)| (-weight, *index));
        all
    }
}

/// Which end is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aim {
    /// The high one.
    pub high: bool,
    /// That of the level.
    pub level: bool,
}

/// How much more points weigh that lead to the end.
const FIRST: i64 = 16;
/// What a level of a floor weighs beside points.
const FLOOR_WEIGHT: i64 = 2_000;

/// Adds points to a group: to the sum, or to the largest positive.
pub fn add(program: &Program, groups: &mut [i64], group: u32, points: i64) {
    let best = program.groups.get(group as usize).is_some_and(|group| group.best);
    if let Some(place) = groups.get_mut(group as usize) {
        *place = if best { (*place).max(points) } else { place.saturating_add(points) };
    }
}

/// How many outcomes of one entry are told apart: bits of a set, less the one for none.
pub const OUTCOMES: usize = 127;

/// Writes down what an entry may come to.
pub fn effect(
    walk: &mut Walk<'_, '_>,
    plan: &Plan,
    undecided: Undecided,
    points: &mut [Ends<i64>],
    floor: &mut Ends<u32>,
) {
    let program = walk.eval.program;
    let Some(entry) = program.entries.get(undecided.entry) else { return };
    let parts = points.get_mut(undecided.first..).unwrap_or_default();
    if entry.outcomes.len() > OUTCOMES {
        return any_effect(entry, parts, floor);
    }
    let outcomes = outcomes(walk, plan, undecided.entry, entry);
    let none = outcomes >> entry.outcomes.len() & 1 == 1;
    *floor = Ends { low: if none { 0 } else { u32::MAX }, high: 0 };
    for ((group, ..), part) in entry.spread.iter().zip(parts) {
        *part = Ends { low: i64::MAX, high: i64::MIN };
        let mut elsewhere = none;
        for (bit, outcome) in entry.outcomes.iter().enumerate() {
            if outcomes >> bit & 1 == 0 {
                continue;
            }
            *floor = Ends { low: floor.low.min(outcome.floor), high: floor.high.max(outcome.floor) };
            if outcome.group == *group {
                let (low, high) = points_of(walk, outcome);
                *part = Ends { low: part.low.min(low), high: part.high.max(high) };
            } else {
                elsewhere = true;
            }
        }
        if elsewhere || part.low > part.high {
            *part = Ends { low: part.low.min(0), high: part.high.max(0) };
        }
    }
    if floor.low == u32::MAX {
        floor.low = 0;
    }
}

fn points_of(walk: &mut Walk<'_, '_>, outcome: &Outcome) -> (i64, i64) {
    let Points::Computed(node, low, high) = outcome.points else { return outcome.points.ends() };
    let reach = walk.ints(node);
    let (least, most) = reach.set.ends().map_or((0, 0), |(a, b)| (a.clamp(low, high), b.clamp(low, high)));
    if reach.unknown || reach.failed { (least.min(0), most.max(0)) } else { (least, most) }
}

/// What an entry may come to that has more outcomes than are told apart: any of them, or nothing.
fn any_effect(entry: &Entry, parts: &mut [Ends<i64>], floor: &mut Ends<u32>) {
    for ((_, most, least), part) in entry.spread.iter().zip(parts) {
        *part = Ends { low: *least, high: *most };
    }
    *floor = Ends { low: 0, high: entry.top_floor };
}

/// The outcomes that are possible as bits, the one past the last standing for none.
pub fn outcomes(walk: &mut Walk<'_, '_>, plan: &Plan, index: usize, entry: &Entry) -> u128 {
    let none = 1u128 << entry.outcomes.len();
    match &entry.test {
        Test::When(start) => of_truths(walk.code(*start)),
        Test::Each(list, start, count) => {
            let wish = plan.of_entry.get(index).copied().flatten();
            let truths = walk.wished_truth(wish).unwrap_or_else(|| {
                let tally = walk.tally_code(*list, *start);
                tally.map_or(Truths::ALL, |tally| tally.at_least(i64::from(*count)))
            });
            of_truths(truths)
        }
        Test::Bins(axis) => walk.bins(axis),
        Test::Table(rows, columns) => {
            let (row_bits, column_bits) = (walk.bins(rows), walk.bins(columns));
            let (height, width) = (rows.bins.len(), columns.bins.len());
            let mut cells = 0;
            for row in (0..height).filter(|row| row_bits >> row & 1 == 1) {
                for column in (0..width).filter(|column| column_bits >> column & 1 == 1) {
                    cells |= 1 << (row * width + column);
                }
            }
            if row_bits >> height & 1 == 1 || column_bits >> width & 1 == 1 { cells | none } else { cells }
        }
        Test::Deadline(index) => {
            let Some(outlook) = walk.deadlines.get(*index as usize) else { return u128::MAX };
            outlook.iter().fold(0, |bits, states| {
                bits | match states {
                    late if late == StateSet::EMPTY.with(DeadlineState::Late) => 1,
                    soon if soon == StateSet::EMPTY.with(DeadlineState::Soon) => 2,
                    _ => none,
                }
            })
        }
    }
}

fn of_truths(truths: Truths) -> u128 {
    let fires = u128::from(truths.may_be(Truths::TRUE));
    let other = Truths::FALSE.or(Truths::UNKNOWN).or(Truths::FAILED);
    fires | u128::from(truths.may_be(other)) << 1
}
