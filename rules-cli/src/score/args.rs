//! The arguments of `rules score`.

use crate::context::ContextArgs;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// `rules score`.
#[derive(Args, Debug)]
#[command(after_help = AFTER_SCORE)]
pub struct ScoreArgs {
    /// JSONL, a JSON array or CSV; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// A shipped ruleset by name, or the path of one
    #[arg(long, default_value = "fraud", value_name = "NAME|PATH")]
    pub ruleset: String,
    #[command(flatten)]
    pub context: ContextArgs,
    /// The member that holds each incident's own instant
    #[arg(long, value_name = "FIELD")]
    pub as_of_field: Option<String>,
    /// The member that names an incident; its number stands for it where there is none
    #[arg(long, default_value = "id", value_name = "FIELD")]
    pub key: String,
    /// Members of the incident to copy to its output line, separated by commas
    #[arg(long, value_delimiter = ',', value_name = "COLS")]
    pub keep: Vec<String>,
    /// How to write assessments
    #[arg(long, value_enum, default_value = "jsonl")]
    pub format: Format,
    /// How to read the input [default: CSV by the file's ending, else an array if it starts with `[`]
    #[arg(long, value_enum)]
    pub input: Option<InputFormat>,
    /// CSV rows of a list of records, joined to CSV incidents by the key column; held in memory
    #[arg(long, value_name = "NAME=FILE")]
    pub records: Vec<String>,
    /// Refuse an incident with an unusable value instead of scoring it
    #[arg(long)]
    pub strict: bool,
    /// Copy lines that are no incident to a file, as JSON with number and reason
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
    /// How many threads score [default: all cores]
    #[arg(long, value_name = "N")]
    pub threads: Option<std::num::NonZeroUsize>,
    /// Add to each assessment how low and how high it may still be; in JSON with values that reach it
    #[arg(long)]
    pub bounds: bool,
    /// Add what to ask next, best first, in JSON with what each answer leads to; bounds as well
    #[arg(long)]
    pub next: bool,
    /// Add to each assessment why it is so
    #[arg(long)]
    pub explain: bool,
    /// Start CSV output with a byte order mark, so that Excel reads it as UTF-8
    #[arg(long)]
    pub bom: bool,
    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Say nothing on standard error but failures
    #[arg(short, long)]
    pub quiet: bool,
    /// List every rule in the summary
    #[arg(short, long)]
    pub verbose: bool,
}

/// How assessments are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One JSON object a line.
    Jsonl,
    /// One JSON array.
    Json,
    /// One row each, lists joined by `;`.
    Csv,
    /// For reading on a terminal.
    Table,
}

/// How incidents are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InputFormat {
    /// One JSON object a line.
    Jsonl,
    /// One JSON array of objects.
    Array,
    /// A header row that names fields, then one row each.
    Csv,
}

const AFTER_SCORE: &str = "\
Examples:
  rules score incidents.jsonl > assessments.jsonl
  rules score --ruleset my-rules.toml --as-of 2026-03-02T10:30:00+08:00 incidents.json
  rules score --format table --keep channel reports.csv
  rules score --key number --records transfers=payments.csv --format csv -o out.csv reports.csv
  zcat reports.jsonl.gz | rules score --rejects bad.jsonl -

Lines keep their order, and every line in gives one line out, a blank line included: a line that is no
JSON object gives its key and an error. Every format shows the ceiling beside the level: how high the risk
may still be.

CSV: the header names fields by name or by path (/report/amount). An empty cell is absent, `null` is asked
and not known, `[]` is a list with nothing in it. Lists are separated by `;`. Bools: true false 1 0 是 否.
With --records an incident that no row belongs to has an absent list, not an empty one: write `[]` in a
column of that name to say that there is none.

Exit codes: 0 clean; 1 at least one value was unusable; 2 at least one line is no incident; 3 failed (usage,
a file, the ruleset, a full disk); 130 interrupted, after a whole line; 141 nobody read the output.";
