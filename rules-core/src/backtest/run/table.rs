//! The scored rows as columns of numbers: small enough to keep all of them, and quick to filter and sort.

use crate::eval::Score;
use crate::ruleset::Model;
use crate::text::fold;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// Bytes that are kept of a key.
const KEY_BYTES: usize = 64;
/// Rows of a page.
const PAGE: usize = 1_000;

/// Texts one after the other.
#[derive(Debug, Default)]
pub struct Texts {
    all: String,
    ends: Vec<u32>,
}

impl Texts {
    /// Adds the beginning of a text.
    pub fn push(&mut self, text: &str) {
        let end = text.floor_char_boundary(KEY_BYTES.min(text.len()));
        self.all.push_str(text.get(..end).unwrap_or_default());
        self.ends.push(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
    }

    /// A text by its number.
    pub fn get(&self, at: usize) -> &str {
        let (start, end) = span(&self.ends, at);
        self.all.get(start..end).unwrap_or_default()
    }

    /// Bytes that are kept.
    pub fn memory(&self) -> usize {
        self.all.capacity() + self.ends.capacity() * size_of::<u32>()
    }
}

/// Where a part begins and ends.
fn span(ends: &[u32], at: usize) -> (usize, usize) {
    let place = |at: usize| ends.get(at).map_or(0, |end| *end as usize);
    (at.checked_sub(1).map_or(0, place), place(at))
}

/// A row as it is put into the table.
#[derive(Clone, Copy, Debug)]
pub struct Scored<'s> {
    /// Its number, from 1.
    pub row: u64,
    /// Its own name; its number stands for it without one.
    pub key: Option<&'s str>,
    /// What was scored.
    pub score: Score,
    /// Its label.
    pub positive: Option<bool>,
    /// Numbers of its hits.
    pub hits: &'s [u32],
}

/// The columns.
#[derive(Debug, Default)]
pub struct Table {
    rows: Vec<u32>,
    keys: Texts,
    scores: Vec<i64>,
    ceilings: Vec<i64>,
    /// Level and ceiling's level.
    levels: Vec<(u16, u16)>,
    settled: Vec<bool>,
    labels: Vec<Option<bool>>,
    hits: Vec<u32>,
    /// Where the hits of each row end.
    ends: Vec<u32>,
}

/// Which rows are shown, and in what order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Query {
    /// Only rows of this level, by its id.
    pub level: Option<String>,
    /// Only rows that may still reach this level and no higher one.
    pub ceiling: Option<String>,
    /// Only rows in which this is a hit: the place of a rule, bin, cell or state in the results' `rules`.
    pub hit: Option<u32>,
    /// Only rows with the label, or only those without it.
    pub positive: Option<bool>,
    /// Only rows the key of which has this in it; width, case and traditional characters make no difference.
    pub text: Option<String>,
    /// What they are sorted by; equal ones stand as they were read.
    pub sort: Order,
    /// Whether the highest come first.
    pub descending: bool,
    /// How many rows are passed over.
    pub from: usize,
    /// How many rows are wanted, at most 1,000; without it 100.
    pub count: Option<usize>,
}

/// What rows are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Order {
    /// As they were read.
    #[default]
    Row,
    /// By score.
    Score,
    /// By the level, then the score, that is still possible.
    Ceiling,
}

/// Some of the rows.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RowPage {
    /// How many rows there are to show in all.
    pub total: usize,
    /// Those of the page.
    pub rows: Vec<RowView>,
}

/// A scored row.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RowView {
    /// Its number, from 1.
    pub row: u32,
    /// Its own name, cut at 64 bytes, or its number.
    pub key: String,
    /// Its score.
    pub score: i64,
    /// Its level.
    pub level: String,
    /// A score that it cannot exceed.
    pub ceiling_score: i64,
    /// A level that it cannot exceed.
    pub ceiling_level: String,
    /// Whether no answer can change the level.
    pub settled: bool,
    /// Its label, in a run with one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub positive: Option<bool>,
    /// What fired: places in the results' `rules`, shadow rules among them.
    pub hits: Vec<u32>,
}

/// What is compared, instead of the words of a query.
struct Filter {
    level: Option<Option<usize>>,
    ceiling: Option<Option<usize>>,
    hit: Option<u32>,
    positive: Option<bool>,
    text: Option<String>,
}

impl Filter {
    fn new(query: &Query, model: &Model) -> Self {
        let level = |id: &String| model.levels.iter().position(|level| level.id == *id);
        Self {
            level: query.level.as_ref().map(level),
            ceiling: query.ceiling.as_ref().map(level),
            hit: query.hit,
            positive: query.positive,
            text: query.text.as_ref().map(|text| folded(text)).filter(|text| !text.is_empty()),
        }
    }
}

fn folded(text: &str) -> String {
    text.trim().chars().map(fold).collect()
}

impl Table {
    /// Adds a row.
    pub fn push(&mut self, scored: Scored<'_>) {
        let small = |level: usize| u16::try_from(level).unwrap_or(u16::MAX);
        self.rows.push(u32::try_from(scored.row).unwrap_or(u32::MAX));
        self.keys.push(scored.key.unwrap_or_default());
        self.scores.push(scored.score.score);
        self.ceilings.push(scored.score.ceiling_score);
        self.levels.push((small(scored.score.level), small(scored.score.ceiling_level)));
        self.settled.push(scored.score.settled);
        self.labels.push(scored.positive);
        self.hits.extend_from_slice(scored.hits);
        self.ends.push(u32::try_from(self.hits.len()).unwrap_or(u32::MAX));
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Score and label of each row.
    pub fn scores(&self) -> impl Iterator<Item = (i64, Option<bool>)> {
        self.scores.iter().copied().zip(self.labels.iter().copied())
    }

    /// The rows that a query asks for.
    pub fn page(&self, query: &Query, model: &Model) -> RowPage {
        let filter = Filter::new(query, model);
        let mut found: Vec<usize> = (0..self.len()).filter(|at| self.passes(*at, &filter)).collect();
        if query.sort != Order::Row || query.descending {
            found.sort_by(|a, b| {
                let order = self.compare(query.sort, *a, *b);
                if query.descending { order.reverse() } else { order }
            });
        }
        let count = query.count.unwrap_or(PAGE / 10).min(PAGE);
        let shown = found.iter().skip(query.from).take(count);
        RowPage { total: found.len(), rows: shown.map(|at| self.view(*at, model)).collect() }
    }

    fn passes(&self, at: usize, filter: &Filter) -> bool {
        let (level, ceiling) = self.levels.get(at).copied().unwrap_or_default();
        filter.level.is_none_or(|wanted| wanted == Some(level.into()))
            && filter.ceiling.is_none_or(|wanted| wanted == Some(ceiling.into()))
            && filter.positive.is_none_or(|wanted| self.labels.get(at) == Some(&Some(wanted)))
            && filter.hit.is_none_or(|wanted| self.hits(at).contains(&wanted))
            && filter.text.as_ref().is_none_or(|wanted| folded(&self.key(at)).contains(wanted))
    }

    fn compare(&self, sort: Order, a: usize, b: usize) -> Ordering {
        let ceiling = |at: usize| (self.levels.get(at).map(|it| it.1), self.ceilings.get(at));
        match sort {
            Order::Row => a.cmp(&b),
            Order::Score => self.scores.get(a).cmp(&self.scores.get(b)),
            Order::Ceiling => ceiling(a).cmp(&ceiling(b)),
        }
    }

    /// The numbers of a row's hits.
    fn hits(&self, at: usize) -> &[u32] {
        let (start, end) = span(&self.ends, at);
        self.hits.get(start..end).unwrap_or_default()
    }

    /// A row's own name, or its number.
    fn key(&self, at: usize) -> String {
        match self.keys.get(at) {
            "" => self.rows.get(at).map(u32::to_string).unwrap_or_default(),
            key => key.to_owned(),
        }
    }

    /// A row as it is shown.
    pub fn view(&self, at: usize, model: &Model) -> RowView {
        let id =
            |level: u16| model.levels.get(usize::from(level)).map(|it| it.id.clone()).unwrap_or_default();
        let (level, ceiling) = self.levels.get(at).copied().unwrap_or_default();
        RowView {
            row: self.rows.get(at).copied().unwrap_or_default(),
            key: self.key(at),
            score: self.scores.get(at).copied().unwrap_or_default(),
            level: id(level),
            ceiling_score: self.ceilings.get(at).copied().unwrap_or_default(),
            ceiling_level: id(ceiling),
            settled: self.settled.get(at).copied().unwrap_or_default(),
            positive: self.labels.get(at).copied().flatten(),
            hits: self.hits(at).to_vec(),
        }
    }

    /// Bytes that are kept.
    pub fn memory(&self) -> usize {
        let row = size_of::<(u32, u32, (u16, u16), bool, Option<bool>, i64, i64)>();
        self.rows.capacity() * row + self.keys.memory() + self.hits.capacity() * size_of::<u32>()
    }
}
