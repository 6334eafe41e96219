//! Questions and their answers as data.

use super::cells::{self, Cell};
use super::next::{Asked, field_of};
use super::reach::{Ints, Nums};
use super::state::{Set, last_time};
use super::totals::Totals;
use super::witness::{self, Filling};
use crate::Ruleset;
use crate::eval::schema::Kind;
use crate::explain::Texts;
use crate::number::json_number;
use crate::time::NONE;
use serde::Serialize;
use serde_json::Value as Json;

/// A fact worth asking for.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// The field, by its name, or as `cracks[0].width`.
    pub field: String,
    /// The question, or the field's title where it has none, in each of the ruleset's languages.
    pub ask: Texts,
    /// What asking costs: `seen`, `asked`, `measured` or `office`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::wire_types::Cost"))]
    pub cost: &'static str,
    /// What can be answered. The answers to a field that has values cover them all.
    pub answers: Vec<Answer>,
}

/// An answer, and what it leads to: nothing that is still possible then lies beyond the ends.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// What the answer says.
    #[serde(flatten)]
    pub given: Given,
    /// The lowest and the highest score that are possible then.
    pub score: (i64, i64),
    /// The lowest and the highest level, by id.
    pub level: (String, String),
}

/// What an answer says.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Given {
    /// One of these values.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<crate::wire_types::Json>"))]
    Is(Vec<Json>),
    /// A number or a time between two ends.
    Within(Within),
    /// A text that mentions one of these terms, by the name of their list.
    Mentions(String),
    /// A text that matches a pattern, by its name.
    Matches(String),
    /// A list that has this value.
    #[cfg_attr(feature = "schema", schemars(with = "crate::wire_types::Json"))]
    Has(Json),
    /// A list of records with what this rule asks for, by its id.
    Meets(String),
    /// A list of records: none (0), or at least one (1).
    Items(usize),
}

/// The ends of numbers or times: at most one of the lower two and one of the upper two.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Within {
    /// The least value.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::wire_types::Json>"))]
    pub from: Option<Json>,
    /// All are greater.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::wire_types::Json>"))]
    pub above: Option<Json>,
    /// The greatest value.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::wire_types::Json>"))]
    pub up_to: Option<Json>,
    /// All are less.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::wire_types::Json>"))]
    pub below: Option<Json>,
    /// Whether it may also be a time that is known not to have come.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub or_none: bool,
}

/// A question as data.
pub fn told(ruleset: &Ruleset, asked: &Asked) -> Option<Question> {
    let (model, record) = (ruleset.model(), ruleset.record());
    let (name, kind) = witness::named(record, asked.place)?;
    let field = field_of(model, asked.place)?;
    let level = |index: usize| model.levels.get(index).map(|level| level.id.clone()).unwrap_or_default();
    let answer = |given: Given, after: &Totals| Answer {
        given,
        score: (after.score.low, after.score.high),
        level: (level(after.level.low), level(after.level.high)),
    };
    let told = cells::told(&asked.answers);
    let of_cells = told.iter().filter_map(|(cell, after)| Some(answer(given(ruleset, kind, cell)?, after)));
    let of_items =
        (0..).zip(asked.items.iter().flatten()).map(|(count, after)| answer(Given::Items(count), after));
    Some(Question {
        field: name,
        ask: Texts::from_iter(model.languages.iter().zip(field.ask.as_ref().unwrap_or(&field.title))),
        cost: field.cost.word(),
        answers: of_cells.chain(of_items).collect(),
    })
}

/// An answer in the words of incidents.
pub fn given(ruleset: &Ruleset, kind: &Kind, cell: &Cell) -> Option<Given> {
    let model = ruleset.model();
    let json = |kind: &Kind, bits: u64| witness::json(kind, &Filling::Bits(bits), ruleset.offset());
    Some(match cell {
        Cell::Mentions(list) => Given::Mentions(model.terms.get(*list as usize)?.name.clone()),
        Cell::Matches(pattern) => Given::Matches(model.patterns.get(*pattern as usize)?.name.clone()),
        Cell::Has(bits) => match kind {
            Kind::EnumList(names) => Given::Has(Json::from(&**names.get(usize::try_from(*bits).ok()?)?)),
            _ => return None,
        },
        Cell::Meets(entry) => Given::Meets(model.entries.get(*entry)?.id.clone()),
        Cell::HasText(text) => Given::Has(Json::from(text.as_str())),
        Cell::Values(Set::Ints(Ints::Among(mask))) => {
            let bits = (0..64).filter(|bit| mask >> bit & 1 == 1);
            Given::Is(bits.map(|bit| json(kind, bit)).collect())
        }
        Cell::Values(Set::Ints(ints)) => {
            let (low, high) = ints.ends()?;
            let value = |value: i64| json(kind, value.cast_unsigned());
            if low == high {
                return Some(Given::Is(vec![value(low)]));
            }
            let whole = whole(kind).unwrap_or(*ints);
            let (least, most) = whole.ends()?;
            let last_time = last_time(kind);
            let or_none = high == NONE && last_time.is_some();
            let last = last_time.unwrap_or(most);
            Given::Within(Within {
                from: (low > least).then(|| value(low)),
                up_to: (high < last).then(|| value(high)),
                or_none,
                ..Within::default()
            })
        }
        Cell::Values(Set::Nums(nums)) => numbers(kind, *nums),
        Cell::Values(Set::Whole(_)) => return None,
    })
}

/// Every value of a kind that has integers for values.
fn whole(kind: &Kind) -> Option<Ints> {
    match super::state::Domain::of_kind(kind).set {
        Set::Ints(ints) => Some(ints),
        _ => None,
    }
}

/// A cell of numbers: an end that is next to a rounder number is told as beside that one.
fn numbers(kind: &Kind, nums: Nums) -> Given {
    if nums.0 == nums.1 {
        return Given::Is(vec![json_number(nums.0)]);
    }
    let Set::Nums(whole) = super::state::Domain::of_kind(kind).set else {
        return Given::Within(Within::default());
    };
    let length = |value: f64| crate::number::number_text(value).len();
    let is_beside = |value: f64, rounder: f64| length(rounder) < length(value);
    let mut within = Within::default();
    if nums.0 > whole.0 {
        let below = nums.0.next_down();
        match is_beside(nums.0, below) {
            true => within.above = Some(json_number(below)),
            false => within.from = Some(json_number(nums.0)),
        }
    }
    if nums.1 < whole.1 {
        let above = nums.1.next_up();
        match is_beside(nums.1, above) {
            true => within.below = Some(json_number(above)),
            false => within.up_to = Some(json_number(nums.1)),
        }
    }
    Given::Within(within)
}
