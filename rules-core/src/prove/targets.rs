//! What is asked of the entries and levels of a ruleset: does it fire, does it matter, is it reached.

use super::hunt::Target;
use super::judge::Judged;
use crate::bounds::reach::Truths;
use crate::bounds::scene::{Scene, View};
use crate::bounds::split::{Part, of_code, split_entry};
use crate::bounds::totals::{Aim, Ends, add, outcomes};
use crate::bounds::walk::Item;
use crate::lower::program::Entry;
use crate::ruleset::Within;

/// An entry comes to an outcome.
pub struct Fires {
    /// The entry, by its index in the program.
    pub entry: usize,
    /// The outcome.
    pub outcome: u32,
}

impl Target for Fires {
    fn may_be(&self, scene: &mut Scene<'_, '_>, view: &View) -> bool {
        outcomes_of(scene, view, self.entry) >> self.outcome & 1 == 1
    }

    fn split(&self, scene: &mut Scene<'_, '_>, view: &View) -> Option<Vec<Part>> {
        split_of(scene, view, self.entry)
    }

    fn is_met(&self, judged: &mut Judged<'_, '_>) -> bool {
        judged.outcome(self.entry) == Some(self.outcome)
    }
}

/// One of two entries fires and the other does not.
pub struct Differ(pub usize, pub usize);

impl Target for Differ {
    fn may_be(&self, scene: &mut Scene<'_, '_>, view: &View) -> bool {
        let (a, b) = (fired(scene, view, self.0), fired(scene, view, self.1));
        (a.may_be(Truths::TRUE) && b.may_be(Truths::FALSE))
            || (a.may_be(Truths::FALSE) && b.may_be(Truths::TRUE))
    }

    fn split(&self, scene: &mut Scene<'_, '_>, view: &View) -> Option<Vec<Part>> {
        [self.0, self.1].into_iter().find_map(|entry| {
            let is_open = !fired(scene, view, entry).is_decided();
            is_open.then(|| split_of(scene, view, entry)).flatten()
        })
    }

    fn is_met(&self, judged: &mut Judged<'_, '_>) -> bool {
        judged.outcome(self.0).is_some() != judged.outcome(self.1).is_some()
    }
}

/// Whether an entry fires: true, false.
fn fired(scene: &mut Scene<'_, '_>, view: &View, entry: usize) -> Truths {
    let bits = outcomes_of(scene, view, entry);
    let count = scene.program.entries.get(entry).map_or(0, |entry| entry.outcomes.len());
    let none = bits >> count.min(127) & 1 == 1;
    let some = bits & !(u128::MAX << count.min(127)) != 0;
    Truths::NOTHING.or_if(some, Truths::TRUE).or_if(none, Truths::FALSE)
}

/// The outcomes that an entry may come to, as bits, the one past the last standing for none.
fn outcomes_of(scene: &mut Scene<'_, '_>, view: &View, entry: usize) -> u128 {
    let plan = scene.plan;
    let Some(step) = scene.program.entries.get(entry) else { return 0 };
    outcomes(&mut scene.walk(view, Item::Outside), plan, entry, step)
}

fn split_of(scene: &mut Scene<'_, '_>, view: &View, entry: usize) -> Option<Vec<Part>> {
    let plan = scene.plan;
    split_entry(&mut scene.walk(view, Item::Outside), plan, entry)
}

/// The score or the level would be another without an entry.
pub struct Matters {
    /// The entry, by its index in the program.
    pub entry: usize,
}

impl Target for Matters {
    fn may_be(&self, scene: &mut Scene<'_, '_>, view: &View) -> bool {
        let ground = scene.ground;
        // What is certain is not asked.
        let Some(own) = ground.undecided.iter().position(|it| it.entry == self.entry) else { return false };
        let Some(entry) = scene.program.entries.get(self.entry) else { return false };
        let floor = view.effects.floors.get(own).map_or(0, |floor| floor.high);
        let others = Others::of(scene, view, own);
        let is_seen =
            parts(scene, view, own, entry).any(|(group, points)| others.shows(scene, group, points));
        is_seen || floor as usize > others.level(scene)
    }

    fn split(&self, scene: &mut Scene<'_, '_>, view: &View) -> Option<Vec<Part>> {
        let ground = scene.ground;
        let own = ground.undecided.iter().position(|it| it.entry == self.entry)?;
        let groups = |entry: usize| scene.program.entries.get(entry).map(|entry| &entry.spread);
        let shares = |entry: usize| {
            let own = groups(self.entry).into_iter().flatten();
            own.clone().any(|(a, ..)| groups(entry).into_iter().flatten().any(|(b, ..)| a == b))
        };
        let is_open = |index: &usize| {
            let Some(it) = ground.undecided.get(*index) else { return false };
            let floor = view.effects.floors.get(*index).is_some_and(|floor| floor.low != floor.high);
            let entry = scene.program.entries.get(it.entry);
            floor
                || entry
                    .is_some_and(|entry| parts(scene, view, *index, entry).any(|(_, it)| it.low != it.high))
        };
        let all: Vec<usize> = (0..ground.undecided.len()).filter(is_open).collect();
        let entry_of = |index: &usize| ground.undecided.get(*index).map_or(0, |it| it.entry);
        let (near, far): (Vec<usize>, Vec<usize>) =
            all.into_iter().filter(|index| *index != own).partition(|index| shares(entry_of(index)));
        let order: Vec<usize> = std::iter::once(own).chain(near).chain(far).map(|it| entry_of(&it)).collect();
        order.into_iter().find_map(|entry| split_of(scene, view, entry))
    }

    fn is_met(&self, judged: &mut Judged<'_, '_>) -> bool {
        let score = judged.score();
        judged.without(self.entry) != (score.score, score.level)
    }
}

/// The points that an undecided entry may give, by group.
fn parts<'v>(
    scene: &Scene<'_, '_>,
    view: &'v View,
    undecided: usize,
    entry: &'v Entry,
) -> impl Iterator<Item = (u32, Ends<i64>)> + 'v {
    let first = scene.ground.undecided.get(undecided).map_or(usize::MAX, |it| it.first);
    let points = view.effects.points.get(first..).unwrap_or_default();
    entry.spread.iter().zip(points).map(|((group, ..), points)| (*group, *points))
}

/// What all entries but one may come to.
struct Others {
    low: Vec<i64>,
    high: Vec<i64>,
    floor: u32,
}

impl Others {
    fn of(scene: &Scene<'_, '_>, view: &View, own: usize) -> Self {
        let (program, ground) = (scene.program, scene.ground);
        let mut all = Self { low: ground.groups.clone(), high: ground.groups.clone(), floor: ground.floor };
        for (index, undecided) in ground.undecided.iter().enumerate().filter(|(index, _)| *index != own) {
            let Some(entry) = program.entries.get(undecided.entry) else { continue };
            for (group, points) in parts(scene, view, index, entry) {
                add(program, &mut all.low, group, points.low);
                add(program, &mut all.high, group, points.high);
            }
            all.floor = all.floor.max(view.effects.floors.get(index).map_or(0, |floor| floor.low));
        }
        all
    }

    /// Base and groups, before the ends of the score.
    fn total(scene: &Scene<'_, '_>, groups: &[i64]) -> i64 {
        let groups = scene.program.groups.iter().zip(groups);
        groups.map(|(it, points)| (*points).clamp(it.min, it.max)).fold(scene.model.base, i64::saturating_add)
    }

    /// The least level.
    fn level(&self, scene: &Scene<'_, '_>) -> usize {
        let model = scene.model;
        model.band(Self::total(scene, &self.low).clamp(model.min, model.max)).max(self.floor as usize)
    }

    /// Whether points in a group may change the score.
    fn shows(&self, scene: &Scene<'_, '_>, group: u32, points: Ends<i64>) -> bool {
        let model = scene.model;
        let index = group as usize;
        let (Some(it), Some(low), Some(high)) =
            (scene.program.groups.get(index), self.low.get(index).copied(), self.high.get(index).copied())
        else {
            return false;
        };
        if it.best {
            return points.high > low && low < it.max && Self::total(scene, &self.low) < model.max;
        }
        let up = points.high > 0
            && low < it.max
            && high.saturating_add(points.high) > it.min
            && Self::total(scene, &self.low) < model.max;
        let down = points.low < 0
            && high > it.min
            && low.saturating_add(points.low) < it.max
            && Self::total(scene, &self.high) > model.min;
        up || down
    }
}

/// An incident is of a level.
pub struct Level(pub usize);

impl Target for Level {
    fn may_be(&self, _: &mut Scene<'_, '_>, view: &View) -> bool {
        (view.totals.level.low..=view.totals.level.high).contains(&self.0)
    }

    fn split(&self, scene: &mut Scene<'_, '_>, view: &View) -> Option<Vec<Part>> {
        scene.split(view, Aim { high: view.totals.level.low < self.0, level: true })
    }

    fn is_met(&self, judged: &mut Judged<'_, '_>) -> bool {
        judged.score().level == self.0
    }
}

/// A condition holds, and the level or the score is not within given ends.
pub struct Breaks {
    /// The condition.
    pub when: u32,
    /// Where levels must lie.
    pub level: Within<usize>,
    /// Where scores must lie.
    pub score: Within<i64>,
}

impl Breaks {
    /// The parts by an entry whose floor alone would decide.
    fn split_floor(&self, scene: &mut Scene<'_, '_>, view: &View) -> Option<Vec<Part>> {
        let ground = scene.ground;
        let decides = |floor: &Ends<u32>| {
            let high = floor.high as usize;
            let reaches = self.level.at_least.is_some_and(|least| high >= least);
            floor.low < floor.high && (reaches || self.level.up_to.is_some_and(|most| high > most))
        };
        let deciding = ground.undecided.iter().zip(&view.effects.floors).filter(|(_, floor)| decides(floor));
        let mut entries = deciding.map(|(undecided, _)| undecided.entry);
        entries.find_map(|entry| split_of(scene, view, entry))
    }

    fn aim(&self, view: &View) -> Aim {
        let level = view.totals.level;
        let breaks_level = !self.level.holds(level.low) || !self.level.holds(level.high);
        let is_low = if breaks_level { self.level.at_least.is_some() } else { self.score.at_least.is_some() };
        Aim { high: !is_low, level: breaks_level }
    }
}

impl Target for Breaks {
    fn may_be(&self, scene: &mut Scene<'_, '_>, view: &View) -> bool {
        let totals = view.totals;
        let all_within = self.level.holds(totals.level.low)
            && self.level.holds(totals.level.high)
            && self.score.holds(totals.score.low)
            && self.score.holds(totals.score.high);
        !all_within && scene.walk(view, Item::Outside).code(self.when).may_be(Truths::TRUE)
    }

    fn split(&self, scene: &mut Scene<'_, '_>, view: &View) -> Option<Vec<Part>> {
        let mut walk = scene.walk(view, Item::Outside);
        let by_condition =
            if walk.code(self.when) == Truths::TRUE { None } else { of_code(&mut walk, self.when) };
        let by_condition = by_condition.or_else(|| self.split_floor(scene, view));
        by_condition.or_else(|| scene.split(view, self.aim(view)))
    }

    fn is_met(&self, judged: &mut Judged<'_, '_>) -> bool {
        let score = judged.score();
        !(self.level.holds(score.level) && self.score.holds(score.score)) && judged.holds(self.when)
    }
}
