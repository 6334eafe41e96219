//! The arguments of `rules backtest`.

use crate::context::ContextArgs;
use crate::score::args::InputFormat;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// `rules backtest`.
#[derive(Args, Debug)]
#[command(after_help = AFTER_BACKTEST)]
pub struct BacktestArgs {
    /// Labelled rows: JSONL, a JSON array or CSV; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// A shipped ruleset by name, or the path of one
    #[arg(long, default_value = "fraud", value_name = "NAME|PATH")]
    pub ruleset: String,
    /// What makes a row a positive: a condition over its columns, such as `grade >= 4`
    #[arg(long, value_name = "EXPR")]
    pub label: String,
    #[command(flatten)]
    pub context: ContextArgs,
    /// The column or mapped field that holds each row's own instant
    #[arg(long, value_name = "FIELD", conflicts_with = "as_of")]
    pub as_of_field: Option<String>,
    /// Which columns are which fields, as TOML; only what it names reaches the ruleset
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// The column that names a row; its number stands for it where there is none
    #[arg(long, default_value = "id", value_name = "COLUMN")]
    pub key: String,
    /// How to read the input [default: CSV by the file's ending, else an array if it starts with `[`]
    #[arg(long, value_enum)]
    pub input: Option<InputFormat>,
    /// How to write the report
    #[arg(long, value_enum, default_value = "table")]
    pub format: BacktestFormat,
}

/// How a backtest's report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BacktestFormat {
    /// For reading on a terminal.
    Table,
    /// One JSON object, with every row that was left out.
    Json,
    /// For a page.
    Markdown,
}

const AFTER_BACKTEST: &str = "\
Examples:
  rules backtest --label 'fraud == true' --as-of-field reported_at reports.jsonl
  rules backtest --label 'kind == \"FR\"' --as-of 2026-03-02T10:30:00+08:00 --mapping sms.toml sms.csv
  rules backtest --ruleset housing.toml --label 'grade >= 4' --mapping survey.toml --format markdown survey.csv

The label is a condition in the ruleset language over the columns of the row, mapped or not: columns compared
with values by == != < <= > >=, `in` a list, a bool column by itself, joined by && || ! and parentheses.
column(\"损坏 等级\") names a column that is no plain name, report.grade a member of a member. A row for
which it is unknown has no label: it is left out, counted and named.

A mapping file:
  [fields]
  narrative = { column = \"text\" }
  channel = { column = \"kind\", values = { \"1\" = \"phone\", \"2\" = \"sms\" }, unknown = [\"9\"] }
  amount_asked = { column = \"amount_wan\", scale = 10000 }
  code_told = { column = \"told\", parse = \"bool\" }
  reported_at = { column = \"time\", parse = \"datetime\" }
  still_in_contact = { constant = true }
`parse` is number, bool, text, date or datetime (2019/4/25 9:32:09 at the ruleset's offset); cells of CSV are
read as their field's type without it. Without a mapping, columns are fields by name or path.

A threshold is a score: rows at or above it are flagged, equal scores together. Points are those of the hits,
before groups and limits.

Exit codes: 0 clean; 1 at least one value was unusable; 2 at least one row was left out; 3 failed (usage, a
file, the ruleset, the label, the mapping, a column that is not there).";
