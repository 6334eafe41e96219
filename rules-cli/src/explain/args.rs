//! The arguments of `rules explain`.

use crate::context::ContextArgs;
use clap::{Args, ValueEnum};

/// `rules explain`.
#[derive(Args, Debug)]
#[command(after_help = AFTER_EXPLAIN)]
pub struct ExplainArgs {
    /// The incident: a file, `-`, or JSON text
    #[arg(value_name = "INCIDENT")]
    pub incident: String,
    /// A shipped ruleset by name, or the path of one
    #[arg(long, default_value = "fraud", value_name = "NAME|PATH")]
    pub ruleset: String,
    #[command(flatten)]
    pub context: ContextArgs,
    /// For whom
    #[arg(long, value_enum, default_value = "official")]
    pub audience: Audience,
    /// In which of the ruleset's languages [default: its first]
    #[arg(long, value_name = "LANGUAGE")]
    pub locale: Option<String>,
    /// Say why this rule did not fire
    #[arg(long, value_name = "RULE")]
    pub why_not: Option<String>,
    /// Add the cheapest changes of known facts that would take the report out of its level
    #[arg(long)]
    pub what_if: bool,
}

/// For whom an explanation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Audience {
    /// Who writes the rules.
    Author,
    /// Who handles the report.
    Official,
    /// The citizen concerned.
    Citizen,
}

impl From<Audience> for rules_core::explain::Audience {
    fn from(audience: Audience) -> Self {
        match audience {
            Audience::Author => Self::Author,
            Audience::Official => Self::Official,
            Audience::Citizen => Self::Citizen,
        }
    }
}

const AFTER_EXPLAIN: &str = "\
Examples:
  rules explain '{\"narrative\": \"对方要求转到安全账户\"}'
  rules explain --audience citizen --locale zh report.json
  rules explain --audience author --why-not defrauded-now report.json";
