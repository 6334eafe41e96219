//! The common workload in, measurements out: what Shao is compared with, on the same rules and incidents.
//!
//! - [`workload`] generates incidents and rules;
//! - [`ruleset_text`] writes the rules as a ruleset, and [`shao`] answers the incidents by it;
//! - [`by_hand`], [`by_hand_best`] and [`rhai_baseline`] answer them too, [`variants`] lists them all;
//! - [`scaling`] takes Shao from 10 to 10,000 rules;
//! - [`few_known`] leaves three facts of each case of the shipped rulesets, for bounds;
//! - [`answer`] is what every variant must agree on.

pub mod answer;
pub mod by_hand;
pub mod by_hand_best;
mod condition_text;
pub mod few_known;
mod hand_rules;
pub mod report;
pub mod rhai_baseline;
pub mod ruleset_text;
pub mod scaling;
pub mod shao;
pub mod variants;
pub mod workload;
