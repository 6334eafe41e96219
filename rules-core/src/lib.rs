//! Shao: an embeddable engine of risk rules for incident reports.

#![forbid(unsafe_code)]

pub mod calendar;
pub mod deadline;
pub mod diagnostic;
pub mod digest;
pub mod check;
pub mod diagnostic;
pub mod json;
pub mod limits;
pub mod number;
pub mod parse;
pub mod short;
pub mod source;
pub mod time;
pub mod text;
