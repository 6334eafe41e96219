//! The arguments of `rules diff`.

use crate::check::args::ReportFormat;
use crate::context::ContextArgs;
use crate::score::args::InputFormat;
use clap::Args;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// `rules diff`.
#[derive(Args, Debug)]
#[command(after_help = AFTER_DIFF)]
pub struct DiffArgs {
    /// The old ruleset: a shipped one by name, or the path of one or of a pack
    #[arg(value_name = "OLD")]
    pub old: String,
    /// The new ruleset
    #[arg(value_name = "NEW")]
    pub new: String,
    /// Incidents to score by both: JSONL, a JSON array or CSV; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub on: Vec<PathBuf>,
    #[command(flatten)]
    pub context: ContextArgs,
    /// The member that holds each incident's own instant
    #[arg(long, value_name = "FIELD")]
    pub as_of_field: Option<String>,
    /// The member that names an incident; its number stands for it where there is none
    #[arg(long, default_value = "id", value_name = "FIELD")]
    pub key: String,
    /// How to read the input [default: CSV by the file's ending, else an array if it starts with `[`]
    #[arg(long, value_enum)]
    pub input: Option<InputFormat>,
    /// How many moved incidents to show; the others are counted
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub moves: usize,
    /// How many threads score [default: all cores]
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
    /// How to write the difference
    #[arg(long, value_enum, default_value = "text")]
    pub format: ReportFormat,
    /// In which language [default: the new ruleset's first]
    #[arg(long, value_name = "LANGUAGE", value_parser = ["zh", "en"])]
    pub locale: Option<String>,
}

const AFTER_DIFF: &str = "\
Examples:
  rules diff fraud my-rules.toml
  rules diff --locale en --on incidents.jsonl --as-of 2026-03-02T10:30:00+08:00 fraud my-rules.toml
  rules diff --format json old.pack new.toml

A star marks what can change an assessment; texts cannot. What means the same is no difference: spaces,
comments, order. A rule that stands as before is listed where something that it uses has changed.

With --on every incident is scored by both. A moved incident is told with what is responsible: for each
difference what the new ruleset would say without it.

Exit codes: 0 no difference; 1 differences; 2 at least one row was left out, for it is no incident;
3 failed (usage, a file, a ruleset).";
