//! The outcomes of rules, bins, cells and deadlines: which can be hits, and what their author would call them.

use crate::assessment::Hit;
use crate::explain::{Lang, fill, phrases};
use crate::parse::document::Status;
use crate::ruleset::typed::{Type, Typed};
use crate::ruleset::{Axis, BinTest, Entry, Test};
use crate::{Assessment, Ruleset};

/// Which outcome of its entry a hit is.
#[must_use]
pub fn of_hit(hit: &Hit, entry: &Entry, assessment: &Assessment) -> u32 {
    let width = match &entry.test {
        Test::Table(_, columns) => u32::try_from(columns.bins.len()).unwrap_or_default(),
        _ => 0,
    };
    let soon = assessment.deadlines.iter().any(|it| it.id == hit.id && it.state == "soon");
    match (hit.bin, hit.cell) {
        (Some(bin), _) => bin,
        (None, Some((row, column))) => row * width + column,
        (None, None) => u32::from(soon),
    }
}

/// Outcomes that can be hits: those with a reason, of rules that are not retired.
pub fn counted(ruleset: &Ruleset) -> impl Iterator<Item = (&Entry, u32)> {
    counted_indexes(ruleset)
        .filter_map(|(entry, outcome)| Some((ruleset.model().entries.get(entry)?, outcome)))
}

/// The same, entries by their index in the model.
pub(crate) fn counted_indexes(ruleset: &Ruleset) -> impl Iterator<Item = (usize, u32)> {
    let entries = ruleset.model().entries.iter().enumerate();
    entries.filter(|(_, entry)| entry.status != Status::Retired).flat_map(|(index, entry)| {
        let outcomes = (0u32..).zip(&entry.outcomes).filter(|(_, outcome)| outcome.reason.is_some());
        outcomes.map(move |(outcome, _)| (index, outcome))
    })
}

/// Which part of an entry an outcome is; empty where the entry has one only.
#[must_use]
pub fn part(entry: &Entry, outcome: u32, ruleset: &Ruleset, lang: Lang) -> String {
    match &entry.test {
        Test::When { .. } => String::new(),
        Test::Bins(axis) => {
            let phrase = match lang {
                Lang::Zh => "分档：{}",
                Lang::En => "bin {}",
            };
            fill(phrase, &[&bin(axis, outcome, ruleset, lang)])
        }
        Test::Table(rows, columns) => {
            let width = u32::try_from(columns.bins.len()).unwrap_or(1).max(1);
            let row = bin(rows, outcome / width, ruleset, lang);
            let column = bin(columns, outcome % width, ruleset, lang);
            let phrase = match lang {
                Lang::Zh => "行：{}，列：{}",
                Lang::En => "row {}, column {}",
            };
            fill(phrase, &[&row, &column])
        }
        Test::Deadline(_) => match (outcome, lang) {
            (0, Lang::Zh) => "已逾期",
            (0, Lang::En) => "late",
            (_, Lang::Zh) => "即将到期",
            (_, Lang::En) => "soon",
        }
        .into(),
    }
}

/// A bin as its author would say it.
fn bin(axis: &Axis, index: u32, ruleset: &Ruleset, lang: Lang) -> String {
    let edge = |edge: &Typed, is_included| up_to(ruleset.source().slice(edge.span), is_included, lang);
    match (axis.bins.get(index as usize), lang) {
        (Some(BinTest::Below(below)), _) => edge(below, false),
        (Some(BinTest::UpTo(most)), _) => edge(most, true),
        (Some(BinTest::Is(values)), _) => {
            let names: Vec<String> =
                values.iter().map(|value| name(axis.value.ty, *value, ruleset)).collect();
            format!("[{}]", names.join(", "))
        }
        (Some(BinTest::Unknown), _) => phrases::unknown(lang).into(),
        (Some(BinTest::Rest) | None, Lang::Zh) => "其余".into(),
        (Some(BinTest::Rest) | None, Lang::En) => "the rest".into(),
    }
}

/// Values under an edge, in words.
pub(crate) fn up_to(edge: &str, is_included: bool, lang: Lang) -> String {
    match (is_included, lang) {
        (false, Lang::Zh) => format!("低于 {edge}"),
        (false, Lang::En) => format!("below {edge}"),
        (true, Lang::Zh) => format!("不超过 {edge}"),
        (true, Lang::En) => format!("up to {edge}"),
    }
}

/// A value of a bin as it is written.
fn name(ty: Type, value: i64, ruleset: &Ruleset) -> String {
    let of_enum = |index: usize| {
        let names = &ruleset.model().enums.get(index)?.names;
        usize::try_from(value).ok().and_then(|value| names.get(value)).cloned()
    };
    match ty {
        Type::Enum(index) => of_enum(index).unwrap_or_default(),
        Type::Bool => (value != 0).to_string(),
        _ => value.to_string(),
    }
}
