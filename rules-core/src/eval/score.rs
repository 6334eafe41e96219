//! Decisions to a score, a level, a ceiling and whether the level is settled.
//!
//! Groups and totals are sums and clamps, so they are monotone in each entry's points: with every uncertain
//! entry at its greatest points (at least 0) they give an upper end, at its least (at most 0) a lower one.

use super::decide::Decision;
use crate::lower::program::{Entry, Program};
use crate::ruleset::Model;

/// What may still come of an entry that is not certain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Possible {
    /// Any of its outcomes, or none.
    #[default]
    Any,
    /// This outcome, or none.
    One(u32),
    /// This outcome certainly; its points are not.
    Points(u32),
}

/// What a score is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// The present score.
    pub score: i64,
    /// The present level.
    pub level: usize,
    /// A score that no completion exceeds.
    pub ceiling_score: i64,
    /// A level that no completion exceeds.
    pub ceiling_level: usize,
    /// Whether no completion changes the level.
    pub settled: bool,
}

const PRESENT: usize = 0;
const HIGH: usize = 1;
const LOW: usize = 2;

/// Adds up the decisions that are not certainly nothing; `groups` is scratch room.
pub fn score<'d>(
    program: &'d Program,
    model: &Model,
    decided: impl Iterator<Item = (&'d Entry, &'d Decision)>,
    groups: &mut Vec<[i64; 3]>,
) -> Score {
    groups.clear();
    groups.resize(program.groups.len(), [0; 3]);
    // Floors: of present hits, of what is possible, of what is certain.
    let mut floors = [0u32; 3];
    for (entry, decision) in decided {
        if entry.shadow {
            continue;
        }
        if decision.certain {
            if decision.outcome.is_some() {
                add_certain(program, entry, decision, groups, &mut floors);
            }
        } else {
            add_uncertain(program, entry, decision, groups, &mut floors);
        }
    }
    let [present, high, low] = totals(program, model, groups);
    let level = |score: i64, floor: u32| model.band(score).max(floor as usize);
    let [present_floor, high_floor, low_floor] = floors;
    let ceiling_level = level(high, high_floor.max(present_floor));
    Score {
        score: present,
        level: level(present, present_floor),
        ceiling_score: high,
        ceiling_level,
        settled: level(low, low_floor) == ceiling_level,
    }
}

/// Adds points to one end of a group: the sum, or the largest positive.
fn add(program: &Program, groups: &mut [[i64; 3]], group: u32, end: usize, points: i64) {
    let best = program.groups.get(group as usize).is_some_and(|group| group.best);
    let Some(place) = groups.get_mut(group as usize).and_then(|ends| ends.get_mut(end)) else { return };
    *place = if best { (*place).max(points) } else { place.saturating_add(points) };
}

fn add_certain(
    program: &Program,
    entry: &Entry,
    decision: &Decision,
    groups: &mut [[i64; 3]],
    floors: &mut [u32; 3],
) {
    let Some(outcome) = decision.outcome.and_then(|at| entry.outcomes.get(at as usize)) else { return };
    for end in [PRESENT, HIGH, LOW] {
        add(program, groups, outcome.group, end, decision.points);
    }
    for floor in floors {
        *floor = (*floor).max(outcome.floor);
    }
}

fn add_uncertain(
    program: &Program,
    entry: &Entry,
    decision: &Decision,
    groups: &mut [[i64; 3]],
    floors: &mut [u32; 3],
) {
    let [present_floor, high_floor, low_floor] = floors;
    if let Some(outcome) = decision.outcome.and_then(|at| entry.outcomes.get(at as usize)) {
        add(program, groups, outcome.group, PRESENT, decision.points);
        *present_floor = (*present_floor).max(outcome.floor);
    }
    match decision.possible {
        Possible::Any => {
            for (group, most, least) in &entry.spread {
                add(program, groups, *group, HIGH, *most);
                add(program, groups, *group, LOW, *least);
            }
            *high_floor = (*high_floor).max(entry.top_floor);
        }
        Possible::One(at) | Possible::Points(at) => {
            let Some(outcome) = entry.outcomes.get(at as usize) else { return };
            let (least, most) = outcome.points.ends();
            add(program, groups, outcome.group, HIGH, most.max(0));
            add(program, groups, outcome.group, LOW, least.min(0));
            *high_floor = (*high_floor).max(outcome.floor);
            if matches!(decision.possible, Possible::Points(_)) {
                *low_floor = (*low_floor).max(outcome.floor);
            }
        }
    }
}

fn totals(program: &Program, model: &Model, groups: &[[i64; 3]]) -> [i64; 3] {
    let mut totals = [model.base; 3];
    for (group, ends) in program.groups.iter().zip(groups) {
        for (total, points) in totals.iter_mut().zip(ends) {
            *total = total.saturating_add((*points).clamp(group.min, group.max));
        }
    }
    totals.map(|total| total.clamp(model.min, model.max))
}
