//! Values that go together: dates that make deadlines stand where they are wished to, and fields that are given only
//! where they are relevant.
//!
//! Where each deadline stands is decided first, for that is what the score rests on; dates that bring it about are
//! looked for afterwards, for all deadlines together.

use super::cuts::of_dates;
use super::deadlines::of_one;
use super::reach::Truths;
use super::scene::{Scene, View};
use super::split::{Part, of_code};
use super::state::{Completions, Domain, Set, kind_of};
use super::walk::{Item, Walk};
use crate::deadline::Standings;

/// Whether there are such values.
#[derive(Clone, Debug)]
pub enum Dated {
    /// There are none.
    Never,
    /// Within these domains, as far as can be told.
    Within(Vec<Domain>),
}

/// Whether fields that have to be given are relevant.
enum Relevance {
    /// One is not.
    Never,
    /// By this condition it may be, or not.
    Open(u32),
    /// They are.
    Settled,
}

/// How many parts are looked at.
const PARTS: usize = 400;
/// Farther than any time.
const FAR: u64 = u64::MAX;

/// A search for dates.
struct Search {
    /// Parts that may still be looked at.
    left: usize,
    /// Domains that cannot be looked at more closely: the evaluator has the last word.
    doubtful: Option<Vec<Domain>>,
}

impl Scene<'_, '_> {
    /// Domains in which every deadline stands where it is wished to, and every field that is given is relevant.
    pub fn dated(&mut self, view: &View) -> Dated {
        let wished: Vec<u32> = (0..)
            .zip(&view.completions.standings)
            .filter(|(_, standings)| **standings != Standings::ALL)
            .map(|(index, _)| index)
            .collect();
        let mut search = Search { left: PARTS, doubtful: None };
        if let Some(domains) = self.search_dates(view, &view.completions, &wished, &mut search) {
            return Dated::Within(domains);
        }
        match search.doubtful {
            Some(domains) => Dated::Within(domains),
            None if search.left == 0 => Dated::Within(view.completions.domains.clone()),
            None => Dated::Never,
        }
    }

    fn search_dates(
        &mut self,
        view: &View,
        completions: &Completions,
        wished: &[u32],
        search: &mut Search,
    ) -> Option<Vec<Domain>> {
        if search.left == 0 {
            return None;
        }
        search.left -= 1;
        let mut undecided = None;
        for &index in wished {
            let deadline = self.program.deadlines.get(index as usize)?;
            let wanted = *completions.standings.get(index as usize)?;
            let standings = of_one(&self.eval, self.open, completions, self.clock, deadline);
            let both = standings.and(wanted);
            if both.is_empty() {
                return None;
            }
            if both != standings {
                undecided = undecided.or(Some(index));
            }
        }
        let parts = match (self.relevance(view, completions), undecided) {
            (Relevance::Never, _) => return None,
            (Relevance::Open(start), _) => self.walk_over(view, completions, |walk| of_code(walk, start)),
            (Relevance::Settled, Some(index)) => {
                self.walk_over(view, completions, |walk| of_dates(walk, index))
            }
            (Relevance::Settled, None) => return Some(completions.domains.clone()),
        };
        let Some(parts) = parts else {
            search.doubtful.get_or_insert_with(|| completions.domains.clone());
            return None;
        };
        let places = parts.into_iter().filter_map(|part| match part {
            Part::Place(place, domain) => Some((self.distance(place, domain), place, domain)),
            _ => None,
        });
        let mut places: Vec<_> = places.collect();
        places.sort_by_key(|(distance, ..)| *distance);
        places.into_iter().find_map(|(_, place, domain)| {
            let mut completions = completions.clone();
            *completions.domains.get_mut(place as usize)? = domain;
            self.search_dates(view, &completions, wished, search)
        })
    }

    /// Whether every field that has to be given is relevant.
    fn relevance(&mut self, view: &View, completions: &Completions) -> Relevance {
        let (plan, open) = (self.plan, self.open);
        let mut found = Relevance::Settled;
        for (slot, start, _) in &plan.relevance {
            let Some(place) = open.of_slot.get(*slot as usize).copied().flatten() else { continue };
            let has_value = completions.domains.get(place as usize).is_some_and(|it| !it.unknown);
            if !has_value || open.unusable.get(place as usize) == Some(&true) {
                continue;
            }
            let truths = self.walk_over(view, completions, |walk| walk.code(*start));
            if truths == Truths::FALSE {
                return Relevance::Never;
            }
            if truths.may_be(Truths::FALSE) {
                found = Relevance::Open(*start);
            }
        }
        found
    }

    fn walk_over<T>(
        &mut self,
        view: &View,
        completions: &Completions,
        act: impl FnOnce(&mut Walk<'_, '_>) -> T,
    ) -> T {
        let mut walk = self.walk(view, Item::Outside);
        walk.completions = completions;
        act(&mut walk)
    }

    /// How far a domain is from what is as good as any: dates about the assessment's are looked at first.
    fn distance(&self, place: u32, domain: Domain) -> u64 {
        let kind = self.open.places.get(place as usize).and_then(|place| kind_of(self.record, *place));
        let near = kind.map_or(0, |kind| self.near(kind));
        match domain.set {
            Set::Ints(ints) => match ints.times().ends() {
                Some((low, high)) => near.abs_diff(near.clamp(low, high)),
                None => FAR,
            },
            _ => FAR,
        }
    }
}
