//! How well a column's values fit a field, and how they would have to be read.

use super::Column;
use super::names::folded;
use crate::Ruleset;
use crate::backtest::mapping::Parse;
use crate::backtest::row::{Value, number_of};
use crate::backtest::{cells, dates};
use crate::ruleset::typed::Type;
use crate::ruleset::{EnumType, Range};
use crate::time::{parse_date, parse_instant};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Different values up to which each is mapped by itself.
const MOST_VALUES: usize = 60;
/// Characters from which a Chinese text is prose.
const PROSE: usize = 15;

/// How values fit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fit {
    /// How many of them in percent; 100 where there are none.
    pub share: u32,
    /// What values become, where they are not the field's own.
    pub values: BTreeMap<String, Json>,
    /// As what they are read.
    pub parse: Option<Parse>,
}

/// How a column's values fit a type.
pub fn fit(ruleset: &Ruleset, ty: Type, range: Range, column: &Column) -> Fit {
    let model = ruleset.model();
    match ty {
        Type::Bool => words(column, is_bool, |text| bool_word(text).map(Json::Bool)),
        Type::Int | Type::Num => {
            let texts = column.values.iter().any(|value| matches!(value, Value::Text(_)));
            let holds = |text: &str| number_of(text).is_some_and(|number| range.holds(number));
            read(column, holds, texts.then_some(Parse::Number))
        }
        Type::Enum(index) => {
            let of = model.enums.get(index);
            let of_own = |text: &str| of.is_some_and(|of| of.names.iter().any(|name| name == text));
            words(
                column,
                |value| value.text().is_some_and(|text| of_own(text.trim())),
                |text| Some(Json::from(titled(of?, text)?)),
            )
        }
        Type::EnumList(index) => {
            let of = model.enums.get(index);
            words(
                column,
                |_| false,
                |text| {
                    let names = text
                        .split([';', '；', ',', '，', '、', '/'])
                        .map(str::trim)
                        .filter(|it| !it.is_empty());
                    names
                        .map(|name| Some(Json::from(titled(of?, name)?)))
                        .collect::<Option<Vec<_>>>()
                        .map(Json::from)
                },
            )
        }
        Type::Date => {
            let plain =
                column.values.iter().filter_map(Value::text).all(|text| parse_date(text.trim()).is_ok());
            read(column, |text| dates::date(text).is_some(), (!plain).then_some(Parse::Date))
        }
        Type::Datetime => {
            let plain =
                column.values.iter().filter_map(Value::text).all(|text| parse_instant(text.trim()).is_ok());
            let holds = |text: &str| dates::datetime(text, model.utc_offset).is_some();
            read(column, holds, (!plain).then_some(Parse::Datetime))
        }
        Type::Text => {
            let numbers = column.values.iter().any(|value| matches!(value, Value::Number(_)));
            read(column, |_| true, numbers.then_some(Parse::Text))
        }
        Type::TextList | Type::Duration | Type::Records(_) => read(column, |_| true, None),
    }
}

/// Values of which each is read alone.
fn read(column: &Column, holds: impl Fn(&str) -> bool, parse: Option<Parse>) -> Fit {
    let fitting = column.values.iter().filter_map(Value::text).filter(|text| holds(text.trim())).count();
    Fit { share: percent(fitting, column.values.len()), values: BTreeMap::new(), parse }
}

/// Values of a small set: those that are the field's own stay, others become what they mean.
fn words(column: &Column, is_own: impl Fn(&Value) -> bool, means: impl Fn(&str) -> Option<Json>) -> Fit {
    let (mut fitting, mut values) = (0, BTreeMap::new());
    for value in &column.values {
        let text = value.text().unwrap_or_default().trim();
        if is_own(value) {
            fitting += 1;
        } else if let Some(meaning) = means(text) {
            fitting += 1;
            values.insert(text.to_owned(), meaning);
        }
    }
    // Where some have to be told, all are: a value that has a meaning of its own keeps it.
    let share = if values.len() > MOST_VALUES { 0 } else { percent(fitting, column.values.len()) };
    Fit { share, values, parse: None }
}

fn percent(part: usize, whole: usize) -> u32 {
    (part * 100).checked_div(whole).map_or(100, |it| u32::try_from(it).unwrap_or(100))
}

/// The name of an enum's value that is written by its name or by a title.
fn titled<'e>(of: &'e EnumType, text: &str) -> Option<&'e str> {
    let wanted = folded(text);
    let is_it = |(name, texts): &(&String, &Vec<String>)| {
        folded(name) == wanted || texts.iter().any(|title| folded(title) == wanted)
    };
    let mut named = of.names.iter().zip(&of.texts).filter(is_it).map(|(name, _)| name.as_str());
    named.next().filter(|_| !wanted.is_empty() && named.next().is_none())
}

/// Whether a value is read as a bool without being told.
fn is_bool(value: &Value) -> bool {
    match value {
        Value::Bool(_) => true,
        Value::Cell(text) => cells::bool_of(text.trim()).is_some(),
        _ => false,
    }
}

/// A bool in other words too.
pub fn bool_word(text: &str) -> Option<bool> {
    cells::bool_of(text).or_else(|| match folded(text).as_str() {
        "yes" | "y" | "t" | "true" | "有" | "是" | "对" => Some(true),
        "no" | "n" | "f" | "false" | "无" | "没有" | "否" | "不是" => Some(false),
        _ => None,
    })
}

/// Whether a column holds stories: long texts, most of them different.
pub fn is_prose(column: &Column) -> bool {
    let texts = || column.values.iter().filter(|value| matches!(value, Value::Text(_) | Value::Cell(_)));
    let characters = |text: &str| {
        let wide = text.chars().filter(|c| !c.is_ascii()).count();
        // Chinese says with one character what English says with three.
        wide + text.chars().count().saturating_sub(wide) / 3
    };
    let long = texts().filter_map(Value::text).filter(|text| characters(text) >= PROSE).count();
    long > 0 && long * 2 >= column.values.len() && column.counts().len() * 2 > column.values.len()
}
