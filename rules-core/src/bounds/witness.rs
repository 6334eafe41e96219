//! Values for open fields: one completion out of a set, and the incident so completed.

use super::dates::Dated;
use super::plan::Ask;
use super::reach::{Ints, Nums, Truths};
use super::roster::Verdict;
use super::scene::{Scene, View};
use super::state::{Domain, Open, Place, Set, kind_of};
use crate::eval::schema::{Kind, Record, Spec};
use crate::eval::slots::{Extent, Slot, Values};
use crate::json::Text;
use crate::lower::program::Node;
use crate::number::json_number;
use crate::time::{NONE, Offset, date_of, date_text, instant_text_at, span_text};
use serde_json::Value as Json;

/// A value for an open field.
#[derive(Clone, Debug, PartialEq)]
pub enum Filling {
    /// Bits of a bool, an enum value, an integer, a time or a number.
    Bits(u64),
    /// A text.
    Text(String),
    /// Enum values of a list.
    Names(Vec<u64>),
    /// Texts of a list.
    Texts(Vec<String>),
    /// Items: a value for each of their fields, or none.
    Items(Vec<Vec<Option<Filling>>>),
}

/// Which values are taken where many would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaning {
    /// Fields stay unknown where they may.
    Unknown,
    /// The least.
    Low,
    /// The greatest.
    High,
}

impl Scene<'_, '_> {
    /// One completion of a set: values for some of the open fields.
    pub fn witness(&mut self, view: &View, leaning: Leaning) -> Option<Vec<(Place, Filling)>> {
        let mut all = Vec::new();
        let Dated::Within(domains) = self.dated(view) else { return None };
        for (place, domain) in self.open.places.iter().zip(&domains) {
            if !domain.may_be_given() || (domain.unknown && leaning == Leaning::Unknown) {
                continue;
            }
            let kind = kind_of(self.record, *place)?;
            let filling = match domain.set {
                Set::Ints(ints) => Filling::Bits(pick_int(ints, leaning, self.near(kind))?.cast_unsigned()),
                Set::Nums(nums) => Filling::Bits(pick_number(nums, leaning).to_bits()),
                Set::Whole(_) if place.item.is_some() => Filling::Text(String::new()),
                Set::Whole(_) => match kind {
                    Kind::Text => Filling::Text(self.text(view, place.slot)?),
                    Kind::EnumList(names) => Filling::Names(self.names(view, place.slot, names.len())),
                    Kind::TextList => Filling::Texts(self.texts(view, place.slot)),
                    _ => Filling::Items(self.items(view, place.slot, leaning)?),
                },
            };
            all.push((*place, filling));
        }
        Some(all)
    }

    /// The value that is as good as any: the day of the assessment for times, zero for the rest.
    pub fn near(&self, kind: &Kind) -> i64 {
        let as_of = self.clock.as_of.unwrap_or_default();
        match kind {
            Kind::Date => date_of(as_of, self.eval.offset).unwrap_or_default(),
            Kind::Datetime => as_of,
            _ => 0,
        }
    }

    /// The values of a list of enum: those that have to be in it.
    fn names(&self, view: &View, slot: u32, count: usize) -> Vec<u64> {
        let mut names = Vec::new();
        let mut least = 0;
        let mut barred = Vec::new();
        for (wish, answers) in self.plan.wishes.iter().zip(&view.completions.answers) {
            let Ask::Node(node) = wish.ask else { continue };
            match self.program.nodes.get(node as usize) {
                Some(Node::Contains(_, bits)) if wish.slot == slot && answers.truths == Truths::TRUE => {
                    names.push(*bits);
                }
                Some(Node::Contains(_, bits)) if wish.slot == slot && answers.truths == Truths::FALSE => {
                    barred.push(*bits);
                }
                Some(Node::Len(_)) if wish.slot == slot => {
                    least =
                        answers.ints.ends().map_or(0, |(low, _)| usize::try_from(low).unwrap_or_default());
                }
                _ => {}
            }
        }
        let others = (0..count as u64).filter(|bits| !barred.contains(bits));
        let missing =
            others.cycle().take(if count > barred.len() { least.saturating_sub(names.len()) } else { 0 });
        names.extend(missing.collect::<Vec<_>>());
        names
    }

    fn texts(&self, view: &View, slot: u32) -> Vec<String> {
        let wishes = self.plan.wishes.iter().zip(&view.completions.answers);
        let wanted = wishes.filter(|(wish, answers)| wish.slot == slot && answers.truths == Truths::TRUE);
        wanted
            .filter_map(|(wish, _)| match wish.ask {
                Ask::Node(node) => match self.program.nodes.get(node as usize)? {
                    Node::ContainsT(_, text) => Some(text.clone()),
                    _ => None,
                },
                _ => None,
            })
            .collect()
    }

    /// Items that satisfy what is wished of their list.
    fn items(&mut self, view: &View, slot: u32, leaning: Leaning) -> Option<Vec<Vec<Option<Filling>>>> {
        let Verdict::Items(mut items) = self.list(view, slot) else { return None };
        let of_slot =
            self.plan.wishes.iter().zip(&view.completions.answers).filter(|(wish, _)| wish.slot == slot);
        let stays_unknown = of_slot
            .clone()
            .any(|(wish, answers)| answers.truths == Truths::UNKNOWN && !self.is_counted(&wish.ask));
        let wants_more = leaning != Leaning::Unknown
            && items.is_empty()
            && of_slot.clone().any(|(_, answers)| answers.truths == Truths::TRUE);
        let Some(Kind::Records(most, record)) =
            self.record.fields.get(slot as usize).map(|field| &field.kind)
        else {
            return None;
        };
        let any = || record.fields.iter().map(|field| Domain::of_kind(&field.kind)).collect::<Vec<_>>();
        if wants_more {
            items.push(any());
        }
        let fill = |(domain, spec): (&Domain, &Spec)| {
            if domain.unknown && leaning == Leaning::Unknown {
                return None;
            }
            let domain = Open::tidy_kind(&spec.kind, *domain);
            match domain.set {
                Set::Ints(ints) => pick_int(ints, leaning, self.near(&spec.kind))
                    .map(|value| Filling::Bits(value.cast_unsigned())),
                Set::Nums(nums) if !nums.is_empty() => {
                    Some(Filling::Bits(pick_number(nums, leaning).to_bits()))
                }
                _ => None,
            }
        };
        let mut all: Vec<Vec<Option<Filling>>> =
            items.iter().map(|item| item.iter().zip(&record.fields).map(fill).collect()).collect();
        if stays_unknown {
            all.push(vec![None; record.fields.len()]);
        }
        // What is past the most items is not read.
        (all.len() <= *most).then_some(all)
    }
}

/// A value of a set; the one nearest to `near` where nothing is said.
fn pick_int(ints: Ints, leaning: Leaning, near: i64) -> Option<i64> {
    let (low, high) = ints.ends()?;
    match (ints, leaning) {
        (_, Leaning::High) => Some(high),
        (Ints::Among(_), _) | (_, Leaning::Low) => Some(low),
        (Ints::Span(..), Leaning::Unknown) => Some(near.clamp(low, high)),
    }
}

/// A number of a set with few digits.
fn pick_number(nums: Nums, leaning: Leaning) -> f64 {
    match leaning {
        Leaning::Low => nums.0,
        Leaning::High => nums.1,
        Leaning::Unknown => {
            let near = 0f64.clamp(nums.0, nums.1);
            let rounded = [1.0, 10.0, 100.0, 1e3, 1e4, 1e6]
                .into_iter()
                .flat_map(|scale| [(near * scale).ceil() / scale, (near * scale).floor() / scale]);
            rounded.into_iter().find(|value| (nums.0..=nums.1).contains(value)).unwrap_or(near)
        }
    }
}

/// Fills open fields of an incident.
pub fn fill(values: &mut Values, record: &Record, fillings: &[(Place, Filling)]) {
    for (place, filling) in fillings {
        let bits = bits_of(values, filling);
        let slot = match place.item {
            None => values.slots.get_mut(place.slot as usize),
            Some((number, field)) => {
                let extent = values.slots.get(place.slot as usize).map(|slot| Extent::of(slot.bits));
                let row = extent.and_then(|extent| values.rows.get(extent.start + number as usize)).copied();
                row.and_then(|row| values.items.get_mut(row + field as usize))
            }
        };
        if let Some(slot) = slot {
            *slot = Slot::given(bits);
        }
        debug_assert!(kind_of(record, *place).is_some());
    }
}

fn bits_of(values: &mut Values, filling: &Filling) -> u64 {
    match filling {
        Filling::Bits(bits) => *bits,
        Filling::Text(text) => push_text(values, text),
        Filling::Names(names) => {
            let extent = Extent { start: values.list_values.len(), len: names.len(), more: false };
            values.list_values.extend_from_slice(names);
            extent.bits()
        }
        Filling::Texts(texts) => {
            let all: Vec<u64> = texts.iter().map(|text| push_text(values, text)).collect();
            let extent = Extent { start: values.list_values.len(), len: all.len(), more: false };
            values.list_values.extend(all);
            extent.bits()
        }
        Filling::Items(items) => {
            let extent = Extent { start: values.rows.len(), len: items.len(), more: false };
            for item in items {
                values.rows.push(values.items.len());
                for field in item {
                    let slot = match field {
                        Some(filling) => Slot::given(bits_of(values, filling)),
                        None => Slot::default(),
                    };
                    values.items.push(slot);
                }
            }
            extent.bits()
        }
    }
}

fn push_text(values: &mut Values, text: &str) -> u64 {
    let start = values.decoded.len();
    values.decoded.push_str(text);
    values.texts.push(Text::decoded(start, values.decoded.len()));
    values.texts.len() as u64 - 1
}

/// A value as an incident writes it.
pub fn json(kind: &Kind, filling: &Filling, offset: Offset) -> Json {
    let name = |names: &[Box<str>], bits: u64| {
        let name = usize::try_from(bits).ok().and_then(|index| names.get(index));
        name.map_or(Json::Null, |name| Json::from(&**name))
    };
    match (kind, filling) {
        (Kind::Bool, Filling::Bits(bits)) => Json::from(*bits != 0),
        (Kind::Int(..), Filling::Bits(bits)) => Json::from(bits.cast_signed()),
        (Kind::Num(..), Filling::Bits(bits)) => json_number(f64::from_bits(*bits)),
        (Kind::Enum(names), Filling::Bits(bits)) => name(names, *bits),
        (Kind::Date | Kind::Datetime, Filling::Bits(bits)) if bits.cast_signed() == NONE => {
            Json::from("none")
        }
        (Kind::Date, Filling::Bits(bits)) => Json::from(&*date_text(bits.cast_signed())),
        (Kind::Datetime, Filling::Bits(bits)) => Json::from(&*instant_text_at(bits.cast_signed(), offset)),
        (Kind::Duration, Filling::Bits(bits)) => Json::from(&*span_text(bits.cast_signed())),
        (_, Filling::Text(text)) => Json::from(text.as_str()),
        (Kind::EnumList(names), Filling::Names(all)) => all.iter().map(|bits| name(names, *bits)).collect(),
        (_, Filling::Texts(texts)) => texts.iter().map(|text| Json::from(text.as_str())).collect(),
        (Kind::Records(_, record), Filling::Items(items)) => {
            let field = |(spec, filling): (&Spec, &Option<Filling>)| {
                Some((spec.name.to_string(), json(&spec.kind, filling.as_ref()?, offset)))
            };
            let item = |item: &Vec<Option<Filling>>| {
                Json::Object(record.fields.iter().zip(item).filter_map(field).collect())
            };
            items.iter().map(item).collect()
        }
        _ => Json::Null,
    }
}

/// The name of a place, as `cracks[0].width`, and its kind.
pub fn named(record: &Record, place: Place) -> Option<(String, &Kind)> {
    let field = record.fields.get(place.slot as usize)?;
    match (place.item, &field.kind) {
        (Some((number, index)), Kind::Records(_, item)) => {
            let inner = item.fields.get(index as usize)?;
            Some((format!("{}[{number}].{}", field.name, inner.name), &inner.kind))
        }
        _ => Some((field.name.to_string(), &field.kind)),
    }
}
