//! What differs between two rulesets, and what that does to incidents.
//!
//! Comes in: two compiled rulesets; pairs of assessments of the same incidents. Goes out: a [`Difference`] as data with
//! a line in Chinese and in English for each change, and the [`Movement`] of incidents from level to level with what is
//! responsible for it. Promises: what means the same is no difference (spaces, comments, order, a parenthesis); things
//! are matched by name, and one that says the same under another name is told as renamed; a change `weighs` if it can
//! change an assessment. A pack is compared like the text that it was made of, but for places, cases and properties.
//!
//! ```
//! use rules_core::{Ruleset, diff::diff};
//! let text = include_str!("../../doc/smallest.toml");
//! let old = Ruleset::compile(text)?;
//! let new = Ruleset::compile(text.replace("amount >= 3000", "amount >= 5000").replace("Large", "Big"))?;
//! let difference = diff(&old, &new);
//! assert_eq!(difference.told("en"), ["rule large-amount: condition amount >= 3000 → amount >= 5000"]);
//! assert_eq!(difference.told("zh"), ["规则 large-amount：条件 amount >= 3000 → amount >= 5000"]);
//! assert!(difference.weighs && diff(&old, &old).is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod compare;
mod data;
mod entries;
mod gather;
mod member;
mod moves;
mod pair;
mod places;
#[cfg(feature = "backtest")]
mod plans;
#[cfg(feature = "backtest")]
mod run;
mod scale;
#[cfg(test)]
mod tests;
mod thing;
mod uses;
mod voice;
mod words;

pub use data::{Affected, Change, Detail, Difference, Edition, Kind, Named, Place, Told, What};
pub use member::Member;
pub use moves::{Cause, Given, Matrix, Move, Movement, Moves, Reached, Standing};
#[cfg(feature = "backtest")]
pub use plans::plan_specs;
#[cfg(feature = "backtest")]
pub use run::{Compared, Comparison};

use crate::compiled::Ruleset;
use crate::parse::document::Status;
use pair::{Paired, paired};
use places::Places;
use std::collections::{BTreeMap, BTreeSet};
use thing::{Fact, Thing};
use voice::{Renames, Voice};

/// What differs between two rulesets.
#[must_use]
pub fn diff(old: &Ruleset, new: &Ruleset) -> Difference {
    let paired = paired(old, new);
    let places = (Places::of(old), Places::of(new));
    let partial = !(places.0.is_text() && places.1.is_text());
    let differ = Differ { new, used: used(old, new, &paired.renames), paired: &paired, places };
    let changes = differ.changes(partial);
    let affected = differ.affected(&changes);
    let weighs = !affected.is_empty() || changes.iter().any(|it| it.weighs);
    Difference { old: edition(old), new: edition(new), weighs, partial, changes, affected }
}

fn edition(ruleset: &Ruleset) -> Edition {
    Edition {
        ruleset: ruleset.id().to_owned(),
        version: ruleset.version().to_owned(),
        digest: ruleset.digest().to_owned(),
    }
}

/// What an active entry of one of both uses.
fn used(old: &Ruleset, new: &Ruleset, renames: &Renames) -> BTreeSet<Named> {
    let none = Renames::new();
    let voices = [Voice { ruleset: old, renames }, Voice { ruleset: new, renames: &none }];
    let of = |voice: &Voice<'_>| -> BTreeSet<Named> {
        let entries = &voice.model().entries;
        let active = entries.iter().filter(|it| it.status == Status::Active);
        active.flat_map(|entry| uses::of_entry(voice, entry)).collect()
    };
    voices.iter().flat_map(of).collect()
}

/// Two rulesets at work.
struct Differ<'d> {
    new: &'d Ruleset,
    used: BTreeSet<Named>,
    paired: &'d Paired,
    places: (Places, Places),
}

impl Differ<'_> {
    fn changes(&self, partial: bool) -> Vec<Change> {
        let key = |thing: &Thing| (thing.kind, thing.now.clone());
        let before: BTreeMap<_, &Thing> = self.paired.old.iter().map(|it| (key(it), it)).collect();
        let after: BTreeSet<_> = self.paired.new.iter().map(key).collect();
        let gone = self.paired.old.iter().filter(|it| !after.contains(&key(it)));
        let mut pairs: Vec<(Option<&Thing>, Option<&Thing>)> =
            self.paired.new.iter().map(|it| (before.get(&key(it)).copied(), Some(it))).collect();
        pairs.extend(gone.map(|it| (Some(it), None)));
        pairs.sort_by_key(|(old, new)| new.or(*old).map(|it| it.kind));
        let is_compared = |thing: &Thing| !(partial && matches!(thing.kind, Kind::Property | Kind::Case));
        let pairs = pairs.into_iter().filter(|(old, new)| new.or(*old).is_some_and(is_compared));
        pairs.filter_map(|(old, new)| self.change(old, new)).collect()
    }

    fn change(&self, old: Option<&Thing>, new: Option<&Thing>) -> Option<Change> {
        let thing = new.or(old)?;
        let kind = thing.kind;
        let is_active = [old, new].into_iter().flatten().any(|it| it.is_active);
        let named = Named { kind, id: thing.now.clone() };
        let counts = kind.is_seen() || kind == Kind::Ruleset || self.used.contains(&named);
        let weighs = kind.weighs() && is_active && counts;
        let (what, details) = match (old, new) {
            (Some(old), Some(new)) => {
                let details = compare::details(old, new, weighs);
                let is_renamed = old.id != new.id && kind != Kind::Ruleset;
                if details.is_empty() && !is_renamed {
                    return None;
                }
                (if is_renamed { What::Renamed } else { What::Changed }, details)
            }
            (None, _) => (What::Added, Vec::new()),
            (_, None) => (What::Removed, Vec::new()),
        };
        let was = old.filter(|_| what == What::Renamed).map(|it| it.id.clone());
        let itself = what != What::Changed && kind.is_seen() && is_active;
        let facts = thing.facts.all.iter().filter(|it| kind.weighs() && it.is_worth_telling());
        let facts: Vec<&Fact> = facts.collect();
        Some(Change {
            kind,
            word: kind.word(),
            id: thing.id.clone(),
            told: words::became(what, kind, &thing.id, was.as_deref(), &facts),
            was,
            what,
            weighs: itself || details.iter().any(|it| it.weighs),
            old: old.and_then(|it| self.places.0.get(kind, &it.id)),
            new: new.and_then(|it| self.places.1.get(kind, &it.id)),
            details,
        })
    }

    /// Active entries that stand as before and use what means something else now.
    fn affected(&self, changes: &[Change]) -> Vec<Affected> {
        let differs = |change: &Change| {
            let is_own = change.details.iter().any(|it| it.part.is_none() && it.member.weighs());
            is_own
                && change.kind.weighs()
                && !matches!(change.kind, Kind::Group | Kind::Level | Kind::Ruleset)
        };
        let otherwise: BTreeSet<Named> = changes
            .iter()
            .filter(|it| differs(it))
            .map(|it| Named { kind: it.kind, id: it.id.clone() })
            .collect();
        let touched = |kind: Kind, id: &str| {
            changes
                .iter()
                .any(|it| (it.kind, it.id.as_str()) == (kind, id) && (it.weighs || it.what == What::Added))
        };
        let none = Renames::new();
        let voice = Voice { ruleset: self.new, renames: &none };
        let entries = self.new.model().entries.iter();
        let active = entries.filter(|it| it.status == Status::Active);
        let rest = active.filter(|it| !touched(entries::kind(it), &it.id));
        let found = rest.filter_map(|entry| {
            let through: Vec<Named> =
                uses::of_entry(&voice, entry).intersection(&otherwise).cloned().collect();
            let kind = entries::kind(entry);
            (!through.is_empty()).then(|| Affected {
                kind,
                id: entry.id.clone(),
                told: words::affected(kind, &entry.id, &through),
                through,
                old: self.places.0.get(kind, &self.old_id(kind, &entry.id)),
                new: self.places.1.get(kind, &entry.id),
            })
        });
        found.collect()
    }

    /// The old name of a thing.
    fn old_id(&self, kind: Kind, id: &str) -> String {
        let mut old = self.paired.old.iter().filter(|it| it.kind == kind && it.now == id);
        old.next().map_or_else(|| id.to_owned(), |it| it.id.clone())
    }
}
