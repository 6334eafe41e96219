//! How the score adds up: groups, clamps, floors, and the same for the ceiling.

use super::data::{GroupDetail, HeldBack, ScoreDetail};
use super::explainer::Explainer;
use crate::lower::program::Group;

impl Explainer<'_> {
    pub fn score_detail(&self) -> ScoreDetail {
        let model = self.model;
        let groups = self.program.groups.iter().zip(&self.groups).enumerate();
        let groups: Vec<GroupDetail> = groups
            .map(|(index, (group, [present, high, _]))| {
                let declared = model.groups.get(index);
                GroupDetail {
                    id: declared.map(|group| group.id.clone()),
                    take: if group.best { "best" } else { "sum" },
                    min: declared.and_then(|group| group.min),
                    max: declared.and_then(|group| group.max),
                    points: *present,
                    counted: clamp(group, *present),
                    // Points without a range are as good as unbounded; no score needs so many.
                    ceiling: clamp(group, *high).min(model.max.saturating_sub(model.min)),
                }
            })
            .collect();
        let sum =
            |part: fn(&GroupDetail) -> i64| groups.iter().map(part).fold(model.base, i64::saturating_add);
        let band = model.band(self.score.score);
        ScoreDetail {
            base: model.base,
            min: model.min,
            max: model.max,
            total: sum(|group| group.counted),
            ceiling_total: sum(|group| group.ceiling),
            groups,
            band: self.level_id(band),
            floor: (self.score.level > band).then(|| self.level_id(self.score.level)),
            ceiling_held: self.plain.ceiling_score,
            ceiling_band: self.level_id(model.band(self.plain.ceiling_score)),
        }
    }

    /// For each hit that counts, by its place in the program: its points within its group, and why they are
    /// not its own. In a sum the hits take their share in the file's order, so that the shares add up.
    pub fn counted(&self) -> Vec<(usize, i64, Option<HeldBack>)> {
        let mut best: Vec<Option<(usize, i64)>> = vec![None; self.program.groups.len()];
        let mut sums = vec![0i64; self.program.groups.len()];
        let fired: Vec<(usize, usize, i64)> = self
            .fired()
            .iter()
            .filter(|hit| !hit.entry.shadow)
            .filter_map(|hit| {
                let outcome = hit.entry.outcomes.get(hit.outcome as usize)?;
                Some((hit.index, outcome.group as usize, hit.decision.points))
            })
            .collect();
        for (index, group, points) in &fired {
            if let Some(best) = best.get_mut(*group)
                && *points > best.map_or(0, |(_, points)| points)
            {
                *best = Some((*index, *points));
            }
        }
        let mut all = Vec::new();
        for (index, at, points) in fired {
            let Some(group) = self.program.groups.get(at) else { continue };
            let best = best.get(at).copied().flatten();
            let sum = sums.get(at).copied().unwrap_or_default();
            let counted = if group.best {
                if best.is_some_and(|(of, _)| of == index) { clamp(group, points) } else { 0 }
            } else {
                clamp(group, sum.saturating_add(points)) - clamp(group, sum)
            };
            if let Some(place) = sums.get_mut(at) {
                *place = sum.saturating_add(points);
            }
            let held_back =
                (counted != points).then(|| match best.filter(|(of, _)| group.best && *of != index) {
                    Some((of, _)) => HeldBack::Best { instead: self.entry_id(of) },
                    None => HeldBack::Cap { limit: if counted < points { group.max } else { group.min } },
                });
            all.push((index, counted, held_back));
        }
        all
    }

    fn entry_id(&self, index: usize) -> String {
        let entry = self.program.entries.get(index).and_then(|entry| self.declared(entry));
        entry.map(|entry| entry.id.clone()).unwrap_or_default()
    }
}

fn clamp(group: &Group, points: i64) -> i64 {
    points.clamp(group.min, group.max)
}
