//! The arguments of `rules review`.

use crate::context::ContextArgs;
use crate::page::PageFormat;
use crate::score::args::InputFormat;
use clap::Args;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// `rules review`.
#[derive(Args, Debug)]
#[command(after_help = AFTER_REVIEW)]
pub struct ReviewArgs {
    /// Reports as JSONL, a JSON array or CSV; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Reports of the period before, to compare with; may be given more than once
    #[arg(long, value_name = "FILE")]
    pub before: Vec<PathBuf>,
    /// The instant that the period before is scored as of [default: the one of --as-of]
    #[arg(long, value_name = "T", requires = "before")]
    pub before_as_of: Option<String>,
    /// A shipped ruleset by name, or the path of one
    #[arg(long, default_value = "fraud", value_name = "NAME|PATH")]
    pub ruleset: String,
    #[command(flatten)]
    pub context: ContextArgs,
    /// The member that holds each report's own instant
    #[arg(long, value_name = "FIELD")]
    pub as_of_field: Option<String>,
    /// The member that names a report; its number stands for it where there is none
    #[arg(long, default_value = "id", value_name = "FIELD")]
    pub key: String,
    /// How to read the input [default: CSV by the file's ending, else an array if it starts with `[`]
    #[arg(long, value_enum)]
    pub input: Option<InputFormat>,
    /// How many threads score; the page is the same with any number [default: all cores]
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
    /// How to write the page
    #[arg(long, value_enum, default_value = "terminal")]
    pub format: PageFormat,
    /// In which of the ruleset's languages [default: its first]
    #[arg(long, value_name = "LANGUAGE")]
    pub locale: Option<String>,
    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

const AFTER_REVIEW: &str = "\
Examples:
  rules review --as-of 2026-03-09T09:00:00+08:00 week.jsonl
  rules review --before last-week.jsonl --before-as-of 2026-03-02T09:00:00+08:00 week.jsonl
  rules review --ruleset petition --as-of-field seen_at --before feb.csv --format html -o march.html march.csv
  cat village-*.jsonl | rules review --format markdown --locale en -

The page has: reports by level with what each may still be, reports by reason, who is new in the upper half of
the levels, deadlines overdue and due within 7 days, the facts that unsettled reports wait for, the shift of
the scores (PSI), and the lines that could not be read. Of a report it shows the key alone: choose one that
names nobody. Where a key stands twice in a period the last report counts; of standard input all do. Lists hold 200 rows and count the rest. The HTML is one file that needs nothing beside it.

Exit codes: 0 clean; 1 at least one value was unusable; 2 at least one line is no report; 3 failed (usage, a
file, the ruleset, the output), and no page is written.";
