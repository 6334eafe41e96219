//! Backtests: labelled rows in, and how well a ruleset's score tells positives from negatives.
//!
//! Comes in: a ruleset, rows, a [`Mapping`](mapping::Mapping) that says which column is which field, and a
//! [`Label`](label::Label) that says which rows are positives. Goes out: counts, and what [`statistics`] makes of them.
//! Files, terminals and pages are the hosts': here are rows, figures and texts of CSV.
//!
//! Promises: the same figures on every host, for nothing is computed but by `+ - * /` and square roots; a row that
//! cannot be used is left out, counted and named, and never silently scored as something else.

pub mod by_label;
pub mod cells;
pub mod columns;
pub mod dates;
pub mod formula;
pub mod guess;
pub mod incident;
pub mod label;
pub mod mapping;
pub mod reason;
pub mod row;
pub mod run;
pub mod statistics;
