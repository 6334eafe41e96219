//! The arguments of `rules prove`.

use crate::check::args::ReportFormat;
use clap::Args;
use rules_core::prove::Budget;
use std::path::PathBuf;

/// `rules prove`.
#[derive(Args, Debug)]
#[command(after_help = AFTER_PROVE)]
pub struct ProveArgs {
    /// A shipped ruleset by name, or the path of one
    #[arg(long, default_value = "fraud", value_name = "NAME|PATH")]
    pub ruleset: String,
    /// The instant of the assessments [default: noon of the day from which the ruleset is in force]
    #[arg(long, value_name = "T")]
    pub as_of: Option<String>,
    /// Holidays and make-up working days as JSON [default: working days are Monday to Friday]
    #[arg(long, value_name = "FILE")]
    pub calendar: Option<PathBuf>,
    /// Values of the ruleset's parameters: {"large_amount": 5000} as JSON
    #[arg(long, value_name = "FILE")]
    pub params: Option<PathBuf>,
    /// Sets of incidents that are looked at for one question before it is left open
    #[arg(long, default_value_t = Budget::default().steps, value_name = "N")]
    pub steps: usize,
    /// Incidents at random, for what cannot be decided
    #[arg(long, default_value_t = Budget::default().samples, value_name = "N")]
    pub samples: usize,
    /// Names of properties in which of the ruleset's languages [default: its first]
    #[arg(long, value_name = "LANGUAGE")]
    pub locale: Option<String>,
    /// How to write the report
    #[arg(long, value_enum, default_value = "text")]
    pub format: ReportFormat,
}

const AFTER_PROVE: &str = "\
Examples:
  rules prove --ruleset housing
  rules prove --ruleset my-rules.toml --steps 100000
  rules prove --ruleset my-rules.toml --format json

All incidents are looked at, as of one instant: each value of each field, and none; fields that are not
relevant are not given.

Exit codes: 0 no property fails; 1 a property fails; 3 a ruleset or file failed.";
