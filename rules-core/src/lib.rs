//! Shao: an embeddable engine of risk rules for incident reports.

#![forbid(unsafe_code)]

pub mod calendar;
pub mod check;
pub mod deadline;
pub mod diagnostic;
pub mod digest;
pub mod json;
pub mod limits;
pub mod lower;
pub mod number;
pub mod parse;
pub mod ruleset;
pub mod script;
pub mod short;
pub mod source;
pub mod text;
pub mod time;
