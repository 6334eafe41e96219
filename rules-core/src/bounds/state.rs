//! What is still possible of an incident: a set of values for each open field, an answer for each wish.

use super::plan::{Plan, Wish};
use super::reach::{Ints, Nums, Truths};
use crate::deadline::Standings;
use crate::eval::schema::{Kind, Record};
use crate::eval::slots::{Extent, State as Known, Values};
use crate::lower::program::Program;
use crate::time::{DATE_MAX, DATE_MIN, INSTANT_MAX, INSTANT_MIN, NONE, SPAN_MAX};

/// The values that a field may get.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Set {
    /// A bool, an enum value, an integer or a time.
    Ints(Ints),
    /// A number.
    Nums(Nums),
    /// A text or a list; whether it may be given at all.
    Whole(bool),
}

/// What may become of a field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Domain {
    /// The values it may get.
    pub set: Set,
    /// Whether it may stay unknown.
    pub unknown: bool,
}

impl Domain {
    /// A field that stays unknown.
    pub fn unknown_only(self) -> Self {
        let set = match self.set {
            Set::Ints(_) => Set::Ints(Ints::NOTHING),
            Set::Nums(_) => Set::Nums(Nums::NOTHING),
            Set::Whole(_) => Set::Whole(false),
        };
        Self { set, unknown: true }
    }

    /// Whether a value is possible.
    pub fn may_be_given(self) -> bool {
        match self.set {
            Set::Ints(ints) => ints.ends().is_some(),
            Set::Nums(nums) => !nums.is_empty(),
            Set::Whole(given) => given,
        }
    }

    /// Everything that a field of a kind may be.
    pub fn of_kind(kind: &Kind) -> Self {
        let set = match kind {
            Kind::Bool => Set::Ints(Ints::Among(0b11)),
            Kind::Int(low, high) => Set::Ints(Ints::Span(*low, *high)),
            Kind::Num(low, high) => Set::Nums(Nums(*low, *high)),
            Kind::Enum(names) => Set::Ints(enum_values(names.len())),
            Kind::Date => Set::Ints(Ints::Span(DATE_MIN, NONE)),
            Kind::Datetime => Set::Ints(Ints::Span(INSTANT_MIN, NONE)),
            Kind::Duration => Set::Ints(Ints::Span(-SPAN_MAX, SPAN_MAX)),
            Kind::Text | Kind::EnumList(_) | Kind::TextList | Kind::Records(..) => Set::Whole(true),
        };
        Self { set, unknown: true }
    }
}

fn enum_values(count: usize) -> Ints {
    match u32::try_from(count) {
        Ok(count @ 1..=63) => Ints::Among((1 << count) - 1),
        Ok(64) => Ints::Among(u64::MAX),
        _ => Ints::Span(0, i64::try_from(count).unwrap_or(i64::MAX) - 1),
    }
}

/// An open field: of the incident, or of an item of a list that is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The field of the incident.
    pub slot: u32,
    /// For an item: its number, and the field in it.
    pub item: Option<(u32, u32)>,
}

/// What is open in an incident, fixed while it is looked at.
#[derive(Debug, Default)]
pub struct Open {
    /// Each open field.
    pub places: Vec<Place>,
    /// For each place the last time that is not `none`, where it is a time.
    pub last_times: Vec<Option<i64>>,
    /// For each place whether it is unusable: then a value belongs there, relevant or not.
    pub unusable: Vec<bool>,
    /// For each slot the place that it is; for a given list none.
    pub of_slot: Vec<Option<u32>>,
    /// Whether a slot, or an item in it, is open.
    pub slots: Vec<bool>,
    /// For each place of `Values::items` the place that it is.
    pub of_item: Vec<Option<u32>>,
    /// Whether each node reads nothing open.
    pub closed: Vec<bool>,
    /// Whether each wish is about one open field and nothing else that is open.
    pub asked: Vec<bool>,
}

impl Open {
    /// What is open in an incident that was evaluated.
    pub fn new(program: &Program, plan: &Plan, record: &Record, values: &Values) -> Self {
        let mut open = Self {
            of_slot: vec![None; program.fields],
            slots: vec![false; program.slots],
            of_item: vec![None; values.items.len()],
            ..Self::default()
        };
        for (slot, value) in (0u32..).zip(values.slots.iter().take(program.fields)) {
            if value.state.open_word().is_some() {
                open.add(Place { slot, item: None });
                open.unusable.push(value.state == Known::Unusable);
            } else if let (Known::Given, Some(Kind::Records(_, item))) =
                (value.state, record.fields.get(slot as usize).map(|field| &field.kind))
            {
                open.add_items(slot, Extent::of(value.bits), item, values);
            }
        }
        let is_open = |slot: &u32| open.slots.get(*slot as usize).copied().unwrap_or_default();
        open.last_times = open.places.iter().map(|place| last_time(kind_of(record, *place)?)).collect();
        open.closed = plan.reads.iter().map(|reads| !reads.iter().any(is_open)).collect();
        open.asked = plan.wishes.iter().map(|wish| open.is_asked(program, plan, wish)).collect();
        open
    }

    /// The slot of a place that no completion fills unless it is relevant.
    pub fn may_be_void(&self, place: Place) -> Option<u32> {
        let index = self.of_slot.get(place.slot as usize).copied().flatten()?;
        (place.item.is_none() && self.unusable.get(index as usize) == Some(&false)).then_some(place.slot)
    }

    /// A domain without what is between the last time and `none`.
    pub fn tidy(&self, place: u32, domain: Domain) -> Domain {
        tidy(self.last_times.get(place as usize).copied().flatten(), domain)
    }

    /// The same, of a field of this kind.
    pub fn tidy_kind(kind: &Kind, domain: Domain) -> Domain {
        tidy(last_time(kind), domain)
    }

    fn add(&mut self, place: Place) {
        let index = u32::try_from(self.places.len()).ok();
        self.places.push(place);
        if let Some(open) = self.slots.get_mut(place.slot as usize) {
            *open = true;
        }
        if let (None, Some(of_slot)) = (place.item, self.of_slot.get_mut(place.slot as usize)) {
            *of_slot = index;
        }
    }

    fn add_items(&mut self, slot: u32, extent: Extent, record: &Record, values: &Values) {
        for number in 0..extent.len {
            let Some(first) = values.rows.get(extent.start + number) else { return };
            for field in 0..record.fields.len() {
                let is_open =
                    values.items.get(first + field).is_some_and(|it| it.state.open_word().is_some());
                if !is_open {
                    continue;
                }
                let at = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
                self.add(Place { slot, item: Some((at(number), at(field))) });
                self.unusable.push(false);
                let index = u32::try_from(self.places.len() - 1).ok();
                if let Some(place) = self.of_item.get_mut(first + field) {
                    *place = index;
                }
            }
        }
        if extent.more
            && let Some(open) = self.slots.get_mut(slot as usize)
        {
            *open = true;
        }
    }

    fn is_asked(&self, program: &Program, plan: &Plan, wish: &Wish) -> bool {
        let is_place = self.of_slot.get(wish.slot as usize).copied().flatten().is_some();
        let reads = match wish.ask {
            super::plan::Ask::Node(node) => plan.reads.get(node as usize),
            super::plan::Ask::Each(entry) => {
                program.entries.get(entry as usize).and(plan.entry_reads.get(entry as usize))
            }
            _ => None,
        };
        let is_other = |slot: &&u32| **slot != wish.slot;
        let others = reads.into_iter().flatten().filter(is_other);
        is_place && !others.into_iter().any(|slot| self.slots.get(*slot as usize) == Some(&true))
    }
}

/// The kind of a field, or of a field of an item.
pub fn kind_of(record: &Record, place: Place) -> Option<&Kind> {
    let field = &record.fields.get(place.slot as usize)?.kind;
    match (field, place.item) {
        (Kind::Records(_, item), Some((_, index))) => {
            item.fields.get(index as usize).map(|field| &field.kind)
        }
        (field, _) => Some(field),
    }
}

fn tidy(last: Option<i64>, domain: Domain) -> Domain {
    let (Some(last), Set::Ints(Ints::Span(low, high))) = (last, domain.set) else { return domain };
    let low = if low > last { NONE } else { low };
    let high = if high < NONE { high.min(last) } else { high };
    Domain { set: Set::Ints(Ints::Span(low, high)), ..domain }
}

/// The last time that is not `none`, where a field is a time.
pub fn last_time(kind: &Kind) -> Option<i64> {
    match kind {
        Kind::Date => Some(DATE_MAX),
        Kind::Datetime => Some(INSTANT_MAX),
        _ => None,
    }
}

/// The answers that a wish may get.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answers {
    /// Where it is a truth.
    pub truths: Truths,
    /// Where it is an integer.
    pub ints: Ints,
}

/// The greatest integer that a wish for one may get.
fn most(program: &Program, record: &Record, wish: &Wish) -> i64 {
    let most = match (&wish.ask, record.fields.get(wish.slot as usize).map(|field| &field.kind)) {
        (_, Some(Kind::Records(most, _))) => Some(*most),
        (super::plan::Ask::Count(list), _) => program.text.terms_in(*list as usize),
        _ => None,
    };
    most.and_then(|most| i64::try_from(most).ok()).unwrap_or(i64::MAX)
}

/// One set of completions.
#[derive(Clone, Debug)]
pub struct Completions {
    /// By [`Open::places`].
    pub domains: Vec<Domain>,
    /// By [`Plan::wishes`].
    pub answers: Vec<Answers>,
    /// By the program's deadlines: where each may stand.
    pub standings: Vec<Standings>,
}

impl Completions {
    /// Every completion.
    pub fn all(program: &Program, plan: &Plan, record: &Record, open: &Open) -> Self {
        let domains = open.places.iter().map(|place| {
            let kind = kind_of(record, *place);
            kind.map_or(Domain { set: Set::Whole(true), unknown: true }, Domain::of_kind)
        });
        let answers = plan.wishes.iter().map(|wish| {
            // Of a text, or of a list of values, everything is known once it is given.
            let of_items =
                record.fields.get(wish.slot as usize).is_some_and(|it| matches!(it.kind, Kind::Records(..)));
            let may_fail = match wish.ask {
                super::plan::Ask::Node(node) => {
                    program.traits.get(node as usize).is_some_and(|it| it.may_fail)
                }
                super::plan::Ask::Each(entry) => {
                    program.entries.get(entry as usize).is_some_and(|it| it.may_fail)
                }
                _ => false,
            };
            let truths = if of_items { Truths::OPEN } else { Truths::KNOWN };
            let ints = Ints::Span(0, most(program, record, wish));
            Answers { truths: truths.or_if(may_fail, Truths::FAILED), ints }
        });
        let standings = vec![Standings::ALL; program.deadlines.len()];
        Self { domains: domains.collect(), answers: answers.collect(), standings }
    }
}
