//! The cheapest changes of known facts that take an incident out of its level.
//!
//! A fact is changed to the nearest value that some test tells apart from it, an item or a value is taken out of its
//! list, or what a text says is left unsaid. Fewer changes are cheaper than more, and what is seen is cheaper than
//! what an office has to look up. Each change is evaluated as any incident is. Open facts stay open.

use super::Bounder;
use super::cells::Cell;
use super::next::field_of;
use super::question::{Given, given};
use super::state::{Completions, Domain, Place, Set};
use super::witness::{self, Filling};
use crate::assessment::Reject;
use crate::eval::Score;
use crate::eval::schema::Kind;
use crate::eval::slots::{Extent, Slot, State, Values};
use crate::parse::document::Cost;
use crate::session::{Incident, hit};
use serde::Serialize;

/// Changes of known facts, and what they lead to.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// What is changed, all of it together.
    pub facts: Vec<Altered>,
    /// The score then.
    pub score: i64,
    /// The level then, by id.
    pub level: String,
}

/// A fact that is changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Altered {
    /// The field, by its name, or as `cracks[0].width`; an item as `cracks[0]`.
    pub field: String,
    /// What it is then.
    pub then: Then,
}

/// What a changed fact is.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Then {
    /// One of these values.
    Given(Given),
    /// Not there: an item, or what a text says.
    Without,
    /// Without this value of a list.
    #[cfg_attr(feature = "schema", schemars(with = "crate::wire_types::Json"))]
    WithoutValue(serde_json::Value),
}

/// Changes that are tried together, at most.
const TOGETHER: usize = 3;
/// Incidents that are evaluated, at most.
const TRIES: usize = 20_000;
/// Changes that are told, at most.
const TOLD: usize = 5;
/// Single edits that are considered, at most.
const EDITS: usize = 400;

/// An edit of an incident.
#[derive(Clone, Debug)]
enum Edit {
    /// Another value.
    Value(Place, u64),
    /// A list without one of its items, or values.
    Drop(u32, usize),
    /// An empty text.
    Unsaid(u32),
}

/// An edit, with what is told of it.
#[derive(Clone, Debug)]
struct Candidate {
    edit: Edit,
    told: Altered,
    cost: Cost,
}

impl Candidate {
    /// What only one edit can be made of.
    fn subject(&self) -> (u32, Option<(u32, u32)>) {
        match &self.edit {
            Edit::Value(place, _) => (place.slot, place.item),
            Edit::Drop(slot, number) => (*slot, Some((u32::try_from(*number).unwrap_or(u32::MAX), u32::MAX))),
            Edit::Unsaid(slot) => (*slot, None),
        }
    }
}

impl Bounder<'_> {
    /// The cheapest changes that lower the level of an incident; of one that is at the lowest level, those that
    /// raise it. None where no change of up to three facts does.
    ///
    /// ```
    /// use rules_core::bounds::Bounder;
    /// use rules_core::{ContextSpec, Options, Ruleset};
    /// let ruleset = Ruleset::compile(include_bytes!("../../doc/smallest.toml")).unwrap();
    /// let context = ruleset.context(ContextSpec::default()).unwrap();
    /// let options = Options::default();
    /// let mut bounder = Bounder::new(&ruleset, &context, &options);
    /// let changes = bounder.what_if(br#"{"amount": 5000}"#).unwrap();
    /// assert_eq!((changes[0].facts[0].field.as_str(), changes[0].level.as_str()), ("amount", "low"));
    /// ```
    ///
    /// # Errors
    /// The same as of [`Bounder::bounds`].
    pub fn what_if(&mut self, line: &[u8]) -> Result<Vec<Change>, Reject> {
        let incident = self.base.incident(line)?;
        let now = self.trial.score(&mut incident.clone());
        let decisive = self.decisive();
        let mut left = TRIES;
        let mut candidates = self.candidates(&incident);
        let mut sets: Vec<Vec<Candidate>> = vec![Vec::new()];
        for together in 1..=TOGETHER {
            let mut found = Vec::new();
            let mut longer = Vec::new();
            let mut scores = Vec::new();
            let joined = sets.iter().flat_map(|set| candidates.iter().filter_map(|it| join(set, it)));
            for set in joined.take(left) {
                let then = self.edited(&incident, &set);
                let is_out = if now.level == 0 { then.level > 0 } else { then.level < now.level };
                scores.push(then.score != now.score);
                if is_out { found.push((set, then)) } else { longer.push(set) }
            }
            if !found.is_empty() {
                return Ok(self.cheapest(found));
            }
            left -= scores.len();
            if together == 1 {
                // What neither moves the score nor is read by a hit does no more beside others.
                let mut of_any = scores.iter();
                candidates.retain(|it| of_any.next() == Some(&true) || decisive.contains(&it.subject().0));
                longer = candidates.iter().map(|it| vec![it.clone()]).collect();
            }
            sets = longer;
        }
        Ok(Vec::new())
    }

    /// The fields that the hits of the incident at hand read.
    fn decisive(&self) -> Vec<u32> {
        let scratch = &self.trial.scratch;
        let entries = &self.ruleset.program().entries;
        let hits = scratch.notable.iter().filter(|&&index| {
            let decided = entries.get(index).zip(scratch.decisions.get(index));
            decided.is_some_and(|(entry, decision)| hit(entry, decision).is_some())
        });
        hits.filter_map(|&index| self.plan.entry_reads.get(index)).flatten().copied().collect()
    }

    /// The cheapest of equally many changes: of those that change the same facts, the first.
    fn cheapest(&self, mut found: Vec<(Vec<Candidate>, Score)>) -> Vec<Change> {
        found.sort_by_key(|(set, _)| set.iter().map(|it| it.cost).max());
        let mut seen: Vec<Vec<_>> = Vec::new();
        let level = |index: usize| self.ruleset.model().levels.get(index).map(|it| it.id.clone());
        let mut all = Vec::new();
        for (set, then) in found {
            let subjects: Vec<_> = set.iter().map(|it| it.subject()).collect();
            if all.len() < TOLD && !seen.contains(&subjects) {
                seen.push(subjects);
                let facts = set.iter().map(|it| it.told.clone()).collect();
                all.push(Change { facts, score: then.score, level: level(then.level).unwrap_or_default() });
            }
        }
        all
    }

    fn edited(&mut self, incident: &Incident<'_>, set: &[Candidate]) -> Score {
        let mut incident = incident.clone();
        // Items are dropped from the end, so that the numbers before stay.
        for candidate in set.iter().rev() {
            let values = &mut incident.values;
            match candidate.edit {
                Edit::Value(place, bits) => {
                    witness::fill(values, self.ruleset.record(), &[(place, Filling::Bits(bits))]);
                }
                Edit::Drop(slot, number) => drop_one(values, self.ruleset.record(), slot, number),
                Edit::Unsaid(slot) => {
                    let place = Place { slot, item: None };
                    witness::fill(values, self.ruleset.record(), &[(place, Filling::Text(String::new()))]);
                }
            }
        }
        self.trial.score(&mut incident)
    }

    /// Every edit of a known fact, in the file's order; the clock, from which terms run, is left as it is.
    fn candidates(&mut self, incident: &Incident<'_>) -> Vec<Candidate> {
        let record = self.ruleset.record();
        let model = self.ruleset.model();
        let mut all = Vec::new();
        for (slot, field) in (0u32..).zip(&record.fields) {
            let known = incident.values.slots.get(slot as usize).copied().unwrap_or_default();
            if known.state != State::Given || model.clock == Some(slot as usize) {
                continue;
            }
            let cost = model.fields.get(slot as usize).map_or(Cost::Office, |field| field.cost);
            let extent = Extent::of(known.bits);
            let told = |field: String, then: Then| Altered { field, then };
            match &field.kind {
                Kind::Text => {
                    let told = told(field.name.to_string(), Then::Without);
                    all.push(Candidate { edit: Edit::Unsaid(slot), told, cost });
                }
                Kind::EnumList(names) => {
                    for number in 0..extent.len {
                        let value = incident.values.list_values.get(extent.start + number);
                        let name = value.and_then(|value| names.get(usize::try_from(*value).ok()?));
                        let name = name.map(|name| serde_json::Value::from(&**name)).unwrap_or_default();
                        let told = told(field.name.to_string(), Then::WithoutValue(name));
                        all.push(Candidate { edit: Edit::Drop(slot, number), told, cost });
                    }
                }
                Kind::TextList => {}
                Kind::Records(_, item) => {
                    for number in 0..extent.len {
                        let told = told(format!("{}[{number}]", field.name), Then::Without);
                        all.push(Candidate { edit: Edit::Drop(slot, number), told, cost });
                        for index in 0..item.fields.len() {
                            let at = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
                            let place = Place { slot, item: Some((at(number), at(index))) };
                            all.extend(self.other_values(incident, place));
                        }
                    }
                }
                _ => all.extend(self.other_values(incident, Place { slot, item: None })),
            }
            if all.len() >= EDITS {
                break;
            }
        }
        all.sort_by_key(Candidate::subject);
        all.truncate(EDITS);
        all
    }

    /// The other values of a known field that tests tell apart, the nearest first.
    fn other_values(&mut self, incident: &Incident<'_>, place: Place) -> Vec<Candidate> {
        let record = self.ruleset.record();
        let Some((name, kind)) = witness::named(record, place) else { return Vec::new() };
        let mut without = incident.clone();
        let Some(slot) = slot_of(&mut without.values, place).filter(|slot| slot.state == State::Given) else {
            return Vec::new();
        };
        let now = std::mem::take(slot).bits;
        let cost = field_of(self.ruleset.model(), place).map_or(Cost::Office, |field| field.cost);
        let sets = self.search(&without, 0, |search| {
            let scene = &mut search.scene;
            let index = scene.open.places.iter().position(|it| *it == place)?;
            let mut completions = Completions::all(scene.program, scene.plan, scene.record, scene.open);
            let whole = *completions.domains.get(index)?;
            for (other, domain) in completions.domains.iter_mut().enumerate() {
                *domain =
                    if other == index { Domain { unknown: false, ..whole } } else { domain.unknown_only() };
            }
            let view = scene.view(completions);
            Some(scene.cells(&view, u32::try_from(index).ok()?, whole.set))
        });
        let sets = sets.unwrap_or_default().into_iter().map(|(set, _)| set);
        let mut near: Vec<(f64, Set, u64)> = sets.filter_map(|set| nearest(set, now)).collect();
        near.sort_by(|a, b| a.0.total_cmp(&b.0));
        let told = |set: Set| given(self.ruleset, kind, &Cell::Values(set));
        near.into_iter()
            .filter_map(|(_, set, bits)| {
                let told = Altered { field: name.clone(), then: Then::Given(told(set)?) };
                Some(Candidate { edit: Edit::Value(place, bits), told, cost })
            })
            .collect()
    }
}

/// A set with one more edit: of a later subject, so that each set is made once, and not of an item that is dropped.
fn join(set: &[Candidate], more: &Candidate) -> Option<Vec<Candidate>> {
    let (slot, item) = more.subject();
    let drops = |other: &Candidate| {
        let (its_slot, its_item) = other.subject();
        let is_drop = matches!(more.edit, Edit::Drop(..));
        is_drop && its_slot == slot && its_item.map(|(number, _)| number) == item.map(|(number, _)| number)
    };
    let is_later = set.last().is_none_or(|last| last.subject() < more.subject());
    (is_later && !set.iter().any(drops)).then(|| set.iter().chain([more]).cloned().collect())
}

/// The value of a set that is nearest to another, and how far it is; none if the other is in it.
#[expect(clippy::cast_precision_loss, reason = "a distance by which edits are ordered")]
fn nearest(set: Set, now: u64) -> Option<(f64, Set, u64)> {
    match set {
        Set::Ints(ints) => {
            let value = now.cast_signed();
            let (low, high) = ints.ends()?;
            let near = if ints.contains(low.max(value.min(high))) { value.clamp(low, high) } else { low };
            (!ints.contains(value)).then(|| (near.abs_diff(value) as f64, set, near.cast_unsigned()))
        }
        Set::Nums(nums) => {
            let value = f64::from_bits(now);
            let near = value.clamp(nums.0, nums.1);
            (near.to_bits() != now).then(|| ((near - value).abs(), set, near.to_bits()))
        }
        Set::Whole(_) => None,
    }
}

/// The slot of a place.
fn slot_of(values: &mut Values, place: Place) -> Option<&mut Slot> {
    let Some((number, field)) = place.item else { return values.slots.get_mut(place.slot as usize) };
    let extent = Extent::of(values.slots.get(place.slot as usize)?.bits);
    let row = *values.rows.get(extent.start + number as usize)?;
    values.items.get_mut(row + field as usize)
}

/// Takes one item, or value, out of a list.
fn drop_one(values: &mut Values, record: &crate::eval::schema::Record, slot: u32, number: usize) {
    let is_list_of_items =
        record.fields.get(slot as usize).is_some_and(|field| matches!(field.kind, Kind::Records(..)));
    let Some(place) = values.slots.get_mut(slot as usize) else { return };
    let extent = Extent::of(place.bits);
    let start = if is_list_of_items {
        without(&mut values.rows, extent, number)
    } else {
        without(&mut values.list_values, extent, number)
    };
    *place = Slot::given(Extent { start, len: extent.len - 1, more: extent.more }.bits());
}

/// Puts a run of values behind all others, without one of them; gives where it starts.
fn without<T: Copy>(all: &mut Vec<T>, extent: Extent, number: usize) -> usize {
    let run = all.get(extent.start..extent.start + extent.len).unwrap_or_default();
    let kept: Vec<T> = run.iter().enumerate().filter(|(at, _)| *at != number).map(|(_, it)| *it).collect();
    let start = all.len();
    all.extend(kept);
    start
}
