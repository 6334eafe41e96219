//! Which column says what became of a row, and which of its values makes it a positive.

use super::names::folded;
use super::shape::bool_word;
use super::{Column, Told, reasons};
use crate::backtest::row::{Value, number_of};
use serde::Serialize;

/// What labels are called, folded.
const NAMES: [&str; 30] = [
    "label",
    "target",
    "class",
    "truth",
    "y",
    "fraud",
    "isfraud",
    "grade",
    "damagegrade",
    "result",
    "outcome",
    "positive",
    "flag",
    "scam",
    "标签",
    "标注",
    "诈骗",
    "是否诈骗",
    "是否涉诈",
    "是否为诈骗",
    "结果",
    "核查结果",
    "认定结果",
    "处置结果",
    "等级",
    "危险等级",
    "鉴定等级",
    "损坏等级",
    "是否属实",
    "是否危房",
];
/// Values of positives, folded.
const POSITIVE: [&str; 22] = [
    "1", "true", "yes", "y", "t", "fr", "fraud", "scam", "spam", "positive", "pos", "bad", "high", "是",
    "有", "诈骗", "涉诈", "属实", "高", "危险", "危房", "异常",
];
/// Values of negatives, folded.
const NEGATIVE: [&str; 17] = [
    "0",
    "false",
    "no",
    "n",
    "f",
    "normal",
    "ok",
    "negative",
    "neg",
    "good",
    "low",
    "否",
    "无",
    "正常",
    "不属实",
    "低",
    "安全",
];
/// Different numbers of a grade at most.
const GRADES: usize = 10;

/// What seems to make a row a positive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LabelGuess {
    /// The column.
    pub column: String,
    /// The condition.
    pub expression: String,
    /// How sure that is, in percent.
    pub confidence: u32,
    /// Why.
    pub reason: Told,
}

/// The column that is called like a label, and what makes a row a positive.
pub fn by_name(columns: &[Column], free: &[usize]) -> Option<(usize, LabelGuess)> {
    let mut best: Option<(usize, LabelGuess)> = None;
    for at in free.iter().copied() {
        let Some(column) = columns.get(at) else { continue };
        let name = folded(&column.name);
        let asks = name.starts_with("是否") || column.name.to_lowercase().starts_with("is_");
        let sure = match (NAMES.contains(&name.as_str()), asks, column.counts().len()) {
            (true, _, 2) => 90,
            (true, _, 3..=GRADES) => 60,
            (false, true, 2) => 70,
            _ => continue,
        };
        let Some(guess) = guess(column, sure, true) else { continue };
        if best.as_ref().is_none_or(|(_, best)| guess.confidence > best.confidence) {
            best = Some((at, guess));
        }
    }
    best
}

/// The only column with two values, if there is one.
pub fn by_values(columns: &[Column], free: &[usize]) -> Option<(usize, LabelGuess)> {
    let two = |at: &usize| columns.get(*at).is_some_and(|column| column.counts().len() == 2);
    let mut two = free.iter().copied().filter(two);
    let (at, None) = (two.next()?, two.next()) else { return None };
    Some((at, guess(columns.get(at)?, 40, false)?))
}

/// What makes a row of a column's a positive.
fn guess(column: &Column, sure: u32, is_named: bool) -> Option<LabelGuess> {
    let counts: Vec<(&str, usize)> = column.counts().into_iter().collect();
    let told = |expression, doubt, reason| LabelGuess {
        column: column.name.clone(),
        expression,
        confidence: sure - doubt,
        reason,
    };
    let name = written(&column.name);
    if let [(first, often), (second, second_often)] = counts.as_slice() {
        let flag = |value: &Value| match value {
            Value::Bool(_) => true,
            Value::Cell(text) => crate::backtest::cells::bool_of(text.trim()).is_some(),
            _ => false,
        };
        if column.values.iter().all(flag) {
            return Some(told(name, 0, reasons::label(is_named, None)));
        }
        let known = positive(first, second);
        let rarer = if often <= second_often { first } else { second };
        let value = known.unwrap_or(rarer);
        let expression = format!("{name} == {}", literal(column, value));
        let doubt = if known.is_some() { 0 } else { 15 };
        return Some(told(expression, doubt, reasons::label(is_named, Some((value, known.is_none())))));
    }
    let mut grades: Vec<f64> = counts.iter().map(|(text, _)| number_of(text)).collect::<Option<_>>()?;
    grades.sort_by(f64::total_cmp);
    let from = grades.get(grades.len().div_ceil(2))?;
    let as_texts = column.values.iter().any(|value| matches!(value, Value::Text(_)));
    (!as_texts).then(|| told(format!("{name} >= {from}"), 0, reasons::grade(&from.to_string())))
}

/// Which of two values is the positive's, if their words say so.
fn positive<'v>(first: &'v str, second: &'v str) -> Option<&'v str> {
    let is = |words: &[&str], value: &str| words.contains(&folded(value).as_str());
    let points =
        |value: &str| match (is(&POSITIVE, value) || bool_word(value) == Some(true), is(&NEGATIVE, value)) {
            (true, _) => 1,
            (false, true) => -1,
            (false, false) => 0,
        };
    match points(first).cmp(&points(second)) {
        std::cmp::Ordering::Greater => Some(first),
        std::cmp::Ordering::Less => Some(second),
        std::cmp::Ordering::Equal => None,
    }
}

/// A value as a label compares with it.
fn literal(column: &Column, value: &str) -> String {
    let as_texts = column.values.iter().any(|value| matches!(value, Value::Text(_)));
    match number_of(value) {
        // Cells are read as what they are compared with.
        Some(number) if !as_texts => number.to_string(),
        _ => quoted(value),
    }
}

/// A column's name as a label has it.
fn written(name: &str) -> String {
    let mut characters = name.chars();
    let begins = characters.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
    let plain = begins && characters.all(|c| c.is_ascii_alphanumeric() || c == '_');
    match plain && crate::backtest::label::Label::parse(name).is_ok() {
        true => name.to_owned(),
        false => format!("column({})", quoted(name)),
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
