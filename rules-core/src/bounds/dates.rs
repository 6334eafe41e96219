//! Dates that make deadlines stand where they are wished to.
//!
//! Where each deadline stands is decided first, for that is what the score rests on; dates that bring it about are
//! looked for afterwards, for all deadlines together.

use super::deadlines::of_one;
use super::scene::{Scene, View};
use super::split::{Part, of_dates};
use super::state::{Completions, Domain, Set, kind_of};
use super::walk::Item;
use crate::deadline::Outlook;

/// Whether there are such dates.
#[derive(Clone, Debug)]
pub enum Dated {
    /// There are none.
    Never,
    /// Within these domains, as far as can be told.
    Within(Vec<Domain>),
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
    /// Domains in which every deadline stands where it is wished to.
    pub fn dated(&mut self, view: &View) -> Dated {
        let wished: Vec<u32> = (0..)
            .zip(&view.completions.outlooks)
            .filter(|(_, outlook)| **outlook != Outlook::ALL)
            .map(|(index, _)| index)
            .collect();
        if wished.is_empty() {
            return Dated::Within(view.completions.domains.clone());
        }
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
            let wanted = *completions.outlooks.get(index as usize)?;
            let outlook = of_one(&self.eval, self.open, completions, self.clock, deadline);
            let both = outlook.and(wanted);
            if both.is_empty() {
                return None;
            }
            if both != outlook {
                undecided = undecided.or(Some(index));
            }
        }
        let Some(index) = undecided else { return Some(completions.domains.clone()) };
        let parts = {
            let mut walk = self.walk(view, Item::Outside);
            walk.completions = completions;
            of_dates(&mut walk, index)
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
