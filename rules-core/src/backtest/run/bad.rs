//! Rows that were left out: reasons are kept once, of each row its number and the beginning of what it has instead.

use super::results::{LeftOut, LeftOutReason, LeftOutRows};
use super::table::Texts;
use crate::backtest::reason::{Lack, Reason};
use std::collections::BTreeMap;

/// Rows that are told at most.
const TOLD: usize = 1_000;

/// All rows that were left out, in their order.
#[derive(Debug, Default)]
pub struct BadRows {
    /// Why, by number.
    reasons: Vec<(Lack, String)>,
    /// The numbers of reasons.
    known: BTreeMap<String, u32>,
    /// Row and reason.
    rows: Vec<(u32, u32)>,
    found: Texts,
}

/// A row that was left out.
#[derive(Clone, Copy, Debug)]
pub struct Bad<'b> {
    /// Its number.
    pub row: u32,
    /// What it lacks.
    pub lack: Lack,
    /// Why.
    pub why: &'b str,
    /// What it has instead.
    pub found: Option<&'b str>,
}

impl BadRows {
    /// Takes a row.
    pub fn add(&mut self, row: u64, reason: Reason) {
        let next = u32::try_from(self.reasons.len()).unwrap_or(u32::MAX);
        let number = *self.known.entry(reason.why).or_insert_with_key(|why| {
            self.reasons.push((reason.lack, why.clone()));
            next
        });
        self.rows.push((u32::try_from(row).unwrap_or(u32::MAX), number));
        self.found.push(reason.found.as_deref().unwrap_or_default());
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = Bad<'_>> {
        self.rows.iter().enumerate().filter_map(|(at, (row, reason))| {
            let (lack, why) = self.reasons.get(usize::try_from(*reason).ok()?)?;
            let found = Some(self.found.get(at)).filter(|found| !found.is_empty());
            Some(Bad { row: *row, lack: *lack, why, found })
        })
    }

    /// How many rows each reason has, by number.
    pub fn by_reason(&self) -> Vec<(Lack, &str, u64)> {
        let mut all: Vec<_> = self.reasons.iter().map(|(lack, why)| (*lack, why.as_str(), 0)).collect();
        for (_, reason) in &self.rows {
            let place = usize::try_from(*reason).ok().and_then(|at| all.get_mut(at));
            place.into_iter().for_each(|it| it.2 += 1);
        }
        all
    }

    /// How many there are, why, and the first of them.
    pub fn told(&self) -> LeftOutRows {
        let reasons = self.by_reason().into_iter();
        LeftOutRows {
            count: self.len() as u64,
            reasons: reasons
                .map(|(lack, reason, rows)| LeftOutReason { lack, reason: reason.to_owned(), rows })
                .collect(),
            rows: self.iter().take(TOLD).map(left_out).collect(),
        }
    }

    /// Bytes that are kept.
    pub fn memory(&self) -> usize {
        self.rows.capacity() * size_of::<(u32, u32)>() + self.found.memory()
    }
}

fn left_out(bad: Bad<'_>) -> LeftOut {
    let found = bad.found.map(str::to_owned);
    LeftOut { row: bad.row, lack: bad.lack, reason: bad.why.to_owned(), found }
}
