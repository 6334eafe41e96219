//! Shao: an embeddable engine of risk rules for incident reports.

#![forbid(unsafe_code)]

pub mod check;
pub mod diagnostic;
pub mod json;
pub mod limits;
pub mod parse;
pub mod source;
