//! Which things of the old ruleset are which of the new one: by name, else by an older name, else by what they say.

use super::data::Kind;
use super::gather::things;
use super::thing::Thing;
use super::voice::Renames;
use crate::compiled::Ruleset;
use std::collections::{BTreeMap, BTreeSet};

/// How often names are looked for again: what is renamed lets others be known.
const ROUNDS: usize = 4;

/// The things of both rulesets, and the new names of old ones.
#[derive(Debug)]
pub struct Paired {
    /// Of the old one, under their new names as far as they have any.
    pub old: Vec<Thing>,
    /// Of the new one.
    pub new: Vec<Thing>,
    /// New names by old ones.
    pub renames: Renames,
}

/// Pairs two rulesets' things.
pub fn paired(old: &Ruleset, new: &Ruleset) -> Paired {
    let after = things(new, &Renames::new());
    let mut renames = Renames::new();
    let mut before = things(old, &renames);
    for _ in 0..ROUNDS {
        let found = renamed(&before, &after, new);
        if found.is_empty() {
            break;
        }
        renames.extend(found);
        before = things(old, &renames);
    }
    Paired { old: before, new: after, renames }
}

/// New names of old things that have none yet.
fn renamed(old: &[Thing], new: &[Thing], ruleset: &Ruleset) -> Vec<((Kind, String), String)> {
    let there: BTreeSet<(Kind, &str)> = new.iter().map(|it| (it.kind, it.now.as_str())).collect();
    let known: BTreeSet<(Kind, &str)> = old.iter().map(|it| (it.kind, it.now.as_str())).collect();
    let gone: Vec<&Thing> = old.iter().filter(|it| !there.contains(&(it.kind, it.now.as_str()))).collect();
    let came: Vec<&Thing> = new.iter().filter(|it| !known.contains(&(it.kind, it.now.as_str()))).collect();
    let older = older_names(ruleset);
    let by_name = |gone: &Thing| {
        let name = older.get(gone.now.as_str()).filter(|_| gone.kind == Kind::Field)?;
        came.iter().find(|it| it.kind == Kind::Field && it.id == *name).copied()
    };
    let by_content = |it: &Thing| {
        let twin = only_twin(it, &came)?;
        only_twin(twin, &gone).map(|_| twin)
    };
    let name = |it: &Thing| by_name(it).or_else(|| by_content(it)).map(|new| new.id.clone());
    gone.iter().filter_map(|it| Some(((it.kind, it.id.clone()), name(it)?))).collect()
}

/// The one thing that says the same, if there is one only.
fn only_twin<'t>(thing: &Thing, all: &[&'t Thing]) -> Option<&'t Thing> {
    let mut twins = all.iter().filter(|it| thing.says_something() && thing.says_the_same(it));
    twins.next().filter(|_| twins.next().is_none()).copied()
}

/// The fields of the new ruleset by the older names that they state, items with their lists.
fn older_names(ruleset: &Ruleset) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for field in &ruleset.model().fields {
        names.extend(field.was.iter().map(|was| (was.clone(), field.name.clone())));
        for item in &field.items {
            let of = |name: &str| format!("{}.{name}", field.name);
            names.extend(item.was.iter().map(|was| (of(was), of(&item.name))));
        }
    }
    names
}
