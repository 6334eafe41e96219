//! An assessment as numbers, for a host that has its words already and builds it of them.
//!
//! Comes in: the incident at hand, evaluated. Goes out: the numbers of its assessment, in the order of its members.
//! Promise: they say all that the line says but the key and the receipt; what they cannot say, they do not say in part.

use crate::assessment::{bin_and_cell, decided};
use crate::eval::deadlines::state_index;
use crate::eval::slots::State;
use crate::session::{Session, hit};
use crate::time::civil_from_date;

impl Session<'_> {
    /// Adds the assessment of the incident that was read last to `out`, as numbers; none where it takes words to say
    /// it: input errors, failures, hits of shadow rules, warnings, bounds, items of records, an `as_of` of the
    /// incident's own, a ruleset that is not in force.
    ///
    /// Score and level, score and level of the ceiling, whether it is settled; then, each with its count before it:
    ///
    /// | what | numbers of each |
    /// |---|---|
    /// | hits | entry; bin or row; column; points; whether assumed |
    /// | open rules | entry; how many fields it waits for; each of them |
    /// | open fields | field; whether it is `null` |
    /// | deadlines | state; due, as days since 1970; days left |
    ///
    /// Levels, entries and fields are given by their index in the model, states of deadlines in
    /// [`DEADLINE_STATES`](crate::ruleset::DEADLINE_STATES). NaN stands for what there is not.
    pub fn numbers(&self, out: &mut Vec<f64>) -> bool {
        if !self.is_regular() {
            return false;
        }
        let (start, score) = (out.len(), &self.score);
        out.extend([double(score.score), count(score.level)]);
        out.extend([double(score.ceiling_score), count(score.ceiling_level), truth(score.settled)]);
        self.push_hits(out);
        self.push_open_rules(out);
        self.push_open_fields(out);
        let is_told = self.push_deadlines(out);
        if !is_told {
            out.truncate(start);
        }
        is_told
    }

    fn is_regular(&self) -> bool {
        let values = &self.scratch.values;
        let is_plain = values.errors.is_empty() && values.near_misses.is_empty() && values.rows.is_empty();
        let is_told = !decided(self).any(|(entry, decision)| match entry.shadow {
            true => hit(entry, decision).is_some(),
            false => decision.failed.is_some(),
        });
        is_plain && is_told && self.in_force && self.outlook.is_none() && !self.has_own_receipt()
    }

    fn push_hits(&self, out: &mut Vec<f64>) {
        counted(out, |out| {
            let hits = decided(self).filter(|(entry, _)| !entry.shadow);
            let hits = hits.filter_map(|(entry, decision)| Some((entry, decision, hit(entry, decision)?)));
            hits.fold(0, |hits, (entry, decision, outcome)| {
                let (row, column) = match bin_and_cell(entry, outcome) {
                    (_, Some((row, column))) => (f64::from(row), f64::from(column)),
                    (bin, None) => (bin.map_or(f64::NAN, f64::from), f64::NAN),
                };
                out.extend([
                    count(entry.model),
                    row,
                    column,
                    double(decision.points),
                    truth(decision.assumed),
                ]);
                hits + 1
            })
        });
    }

    fn push_open_rules(&self, out: &mut Vec<f64>) {
        counted(out, |out| {
            let open = decided(self).filter(|(entry, decision)| decision.open && !entry.shadow);
            open.fold(0, |rules, (entry, _)| {
                out.push(count(entry.model));
                counted(out, |out| {
                    let waiting = entry.fields.iter().filter(|field| self.open(**field as usize).is_some());
                    waiting.fold(0, |fields, field| {
                        out.push(f64::from(*field));
                        fields + 1
                    })
                });
                rules + 1
            })
        });
    }

    fn push_open_fields(&self, out: &mut Vec<f64>) {
        counted(out, |out| {
            let fields = 0..self.ruleset.model().fields.len();
            let open = fields.filter_map(|field| Some((field, self.open(field)?)));
            open.fold(0, |fields, (field, state)| {
                out.extend([count(field), truth(state == State::Null)]);
                fields + 1
            })
        });
    }

    /// False where a day has no date.
    fn push_deadlines(&self, out: &mut Vec<f64>) -> bool {
        let deadlines = &self.scratch.deadlines;
        out.push(count(deadlines.len()));
        deadlines.iter().all(|deadline| {
            let state = state_index(deadline.state).map_or(f64::NAN, |state| state as f64);
            let nothing = f64::NAN;
            out.extend([
                state,
                deadline.due.map_or(nothing, double),
                deadline.days_left.map_or(nothing, double),
            ]);
            deadline.due.is_none_or(|due| civil_from_date(due).is_ok())
        })
    }

    /// The state of a field that is open.
    fn open(&self, field: usize) -> Option<State> {
        let state = self.scratch.values.slots.get(field).map(|slot| slot.state).unwrap_or_default();
        state.open_word().map(|_| state)
    }
}

/// Writes how many there are before what `each` writes.
fn counted(out: &mut Vec<f64>, each: impl FnOnce(&mut Vec<f64>) -> usize) {
    let place = out.len();
    out.push(0.0);
    let number = count(each(out));
    out.get_mut(place).into_iter().for_each(|place| *place = number);
}

/// Rounded as a reader of the line rounds who has doubles only.
fn double(value: i64) -> f64 {
    value as f64
}

fn count(number: usize) -> f64 {
    number as f64
}

fn truth(holds: bool) -> f64 {
    f64::from(u8::from(holds))
}
