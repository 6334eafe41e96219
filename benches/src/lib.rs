//! The common workload in, measurements out: what Shao is compared with, on the same rules and incidents.
//!
//! - [`workload`] generates incidents and rules;
//! - [`by_hand`], [`by_hand_best`] and [`rhai_baseline`] answer them, [`variants`] lists them all;
//! - [`ruleset_text`] writes the same rules as a ruleset of Shao;
//! - [`answer`] is what every variant must agree on.

pub mod answer;
pub mod by_hand;
pub mod by_hand_best;
mod condition_text;
mod hand_rules;
pub mod report;
pub mod rhai_baseline;
pub mod ruleset_text;
pub mod variants;
pub mod workload;
