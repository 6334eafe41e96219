//! The arguments of `rules interview`.

use crate::context::ContextArgs;
use clap::Args;
use std::path::PathBuf;

/// `rules interview`.
#[derive(Args, Debug)]
#[command(after_help = AFTER_INTERVIEW)]
pub struct InterviewArgs {
    /// What is known already: a file, or JSON text [default: nothing]
    #[arg(value_name = "INCIDENT")]
    pub incident: Option<String>,
    /// A shipped ruleset by name, or the path of one
    #[arg(long, default_value = "fraud", value_name = "NAME|PATH")]
    pub ruleset: String,
    #[command(flatten)]
    pub context: ContextArgs,
    /// In which of the ruleset's languages [default: its first]
    #[arg(long, value_name = "LANGUAGE")]
    pub locale: Option<String>,
    /// Write the report as answered to a file, as a line that `rules score` reads
    #[arg(long, value_name = "FILE")]
    pub save: Option<PathBuf>,
}

const AFTER_INTERVIEW: &str = "\
Asks for one fact at a time, the one first that can change the level most, and shows how far the score can still
go. It ends where no answer can change the level, and then explains the assessment to an official.

Answers: a number of the list, or what the question asks for; several by commas; an empty line if it is not
known. `b` takes the last answer back, `q` ends, `?` says this again.

Examples:
  rules interview --ruleset housing --locale en
  rules interview --ruleset fraud --save report.jsonl '{\"narrative\": \"对方要求转到安全账户\"}'";
