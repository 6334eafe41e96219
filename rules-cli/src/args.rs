//! The arguments of every command, with their help.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Score incident reports by risk rules.
#[derive(Debug, Parser)]
#[command(name = "rules", version, max_term_width = 100, after_help = AFTER)]
pub struct Cli {
    /// When to use colours; `auto` does on a terminal unless NO_COLOR is set
    #[arg(long, value_enum, default_value = "auto", global = true, value_name = "WHEN")]
    pub color: Colour,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Colour {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Score incidents: one line out for each line in, in order
    Score(ScoreArgs),
    /// Check rulesets and show every mistake with its place
    Check(CheckArgs),
    /// Run the cases of rulesets and show what they do not cover
    Test(TestArgs),
    /// Explain one assessment to an author, an official or the citizen concerned
    Explain(ExplainArgs),
    /// Show a ruleset as a page to read and print
    Show(ShowArgs),
    /// Review a batch of reports as a page: levels, reasons, what is new, due, unsettled, shifted
    Review(ReviewArgs),
    /// Write the beginning of a ruleset: small, commented, complete
    New(NewArgs),
    /// Measure a ruleset on labelled rows: AUC, KS, precision and recall, each rule's part, the worst rows
    Backtest(BacktestArgs),
    /// Hand a ruleset's texts to translators as a spreadsheet, and take them back
    #[command(subcommand)]
    Texts(TextsCommand),
    /// Keep rules, bins, tables of points or cases in a spreadsheet, and take them back
    #[command(subcommand)]
    Table(TableCommand),
    /// Print the completions for a shell
    #[command(after_help = "Example:\n  rules completions bash > /etc/bash_completion.d/rules")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// What the context of an assessment is made from.
#[derive(Args, Debug)]
pub struct ContextArgs {
    /// The instant of the assessment, such as 2026-03-02T10:30:00+08:00 [default: now]
    #[arg(long, value_name = "T")]
    pub as_of: Option<String>,
    /// Holidays and make-up working days: {"id", "years", "holidays", "workdays"} as JSON
    #[arg(long, value_name = "FILE")]
    pub calendar: Option<PathBuf>,
    /// Values of the ruleset's parameters: {"large_amount": 5000} as JSON
    #[arg(long, value_name = "FILE")]
    pub params: Option<PathBuf>,
}

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

/// `rules check`.
#[derive(Args, Debug)]
#[command(after_help = AFTER_CHECK)]
pub struct CheckArgs {
    /// Rulesets; a shipped one by name
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<String>,
    /// How to write diagnostics
    #[arg(long, value_enum, default_value = "text")]
    pub format: ReportFormat,
    /// End with code 1 where there are warnings
    #[arg(long)]
    pub deny_warnings: bool,
    /// Apply the fixes that diagnostics propose, and write the file
    #[arg(long)]
    pub fix: bool,
}

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// With the source and marks under it.
    Text,
    /// One JSON object a diagnostic.
    Json,
}

/// `rules test`.
#[derive(Args, Debug)]
#[command(after_help = AFTER_TEST)]
pub struct TestArgs {
    /// Rulesets; a shipped one by name
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<String>,
    /// Further cases as JSONL, beside the `cases.jsonl` that lies next to the ruleset
    #[arg(long, value_name = "FILE")]
    pub cases: Vec<PathBuf>,
    /// Fail where a rule, bin or threshold is not covered
    #[arg(long)]
    pub coverage: bool,
    /// List every gap in coverage and every case
    #[arg(short, long)]
    pub verbose: bool,
}

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
}

/// `rules texts`.
#[derive(Debug, Subcommand)]
pub enum TextsCommand {
    /// Write every text that is shown to people: a row each, a column for each language
    #[command(after_help = AFTER_TEXTS_EXPORT)]
    Export(ExportArgs),
    /// Write changed texts back into the ruleset; comments and order stay
    #[command(after_help = AFTER_TEXTS_IMPORT)]
    Import(ImportArgs),
}

/// `rules table`.
#[derive(Debug, Subcommand)]
pub enum TableCommand {
    /// Write a part of a ruleset as a spreadsheet
    #[command(after_help = AFTER_TABLE_EXPORT)]
    Export {
        #[command(flatten)]
        args: ExportArgs,
        /// Which part
        #[arg(long, value_enum)]
        what: What,
    },
    /// Write changed cells back into the ruleset; comments and order stay
    #[command(after_help = AFTER_TABLE_IMPORT)]
    Import {
        #[command(flatten)]
        args: ImportArgs,
        /// Which part the spreadsheet holds
        #[arg(long, value_enum)]
        what: What,
    },
}

/// A part of a ruleset that is a table by nature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// Rules: when, points, group, floor, status.
    Rules,
    /// Bins of characteristics: bounds, points.
    Bins,
    /// Tables of points: a grid each.
    Tables,
    /// Cases in the ruleset's file: incident, expectations.
    Cases,
}

/// What is exported, and where to.
#[derive(Args, Debug)]
pub struct ExportArgs {
    /// A shipped ruleset by name, or the path of one
    #[arg(value_name = "RULESET")]
    pub ruleset: String,
    /// Write to a file, as its ending says: .csv or .xlsx [default: CSV on standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Start CSV with a byte order mark, so that Excel reads it as UTF-8
    #[arg(long)]
    pub bom: bool,
}

/// What is imported, and into which ruleset.
#[derive(Args, Debug)]
pub struct ImportArgs {
    /// The path of the ruleset
    #[arg(value_name = "RULESET")]
    pub ruleset: String,
    /// The spreadsheet, as its ending says: .csv or .xlsx
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
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

/// `rules show`.
#[derive(Args, Debug)]
#[command(after_help = AFTER_SHOW)]
pub struct ShowArgs {
    /// A shipped ruleset by name, or the path of one
    #[arg(value_name = "RULESET")]
    pub ruleset: String,
    /// For whom it is
    #[arg(long, value_enum, default_value = "official")]
    pub audience: ShowAudience,
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

/// For whom a ruleset is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ShowAudience {
    /// Who writes the rules: also ids, conditions, word lists and patterns.
    Author,
    /// Who works by the rules: what gives points, what it rests on, what is done and asked.
    Official,
}

/// How a page is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PageFormat {
    /// Tables for reading on a terminal.
    Terminal,
    /// Markdown with tables.
    Markdown,
    /// One file for a browser, to be read and printed.
    Html,
}

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

/// `rules new`.
#[derive(Args, Debug)]
#[command(after_help = AFTER_NEW)]
pub struct NewArgs {
    /// The ruleset's id: lower-case letters, digits and hyphens
    #[arg(value_name = "ID")]
    pub id: String,
    /// Where to write it; `-` is standard output [default: ID.toml]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

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

const AFTER: &str = "\
Examples:
  rules score --format table incidents.jsonl
  rules check my-rules.toml
  rules test my-rules.toml
  rules show --format html -o fraud.html fraud
  rules review --before last-week.jsonl --format html -o week.html week.jsonl
  rules explain '{\"narrative\": \"对方要求转到安全账户\"}'

Exit codes: 0 clean; 1 findings (input errors, denied warnings, failed cases); 2 lines that are no
incident; 3 failed (usage included); 130 interrupted; 141 nobody read the output.";

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

const AFTER_CHECK: &str = "\
Examples:
  rules check rulesets/fraud/fraud.toml
  rules check --format json my-rules.toml
  rules check --fix my-rules.toml

Exit codes: 0 no errors; 1 warnings with --deny-warnings; 3 errors, or a file that cannot be read.";

const AFTER_TEST: &str = "\
Examples:
  rules test rulesets/fraud/fraud.toml
  rules test --coverage --verbose my-rules.toml
  rules test --cases more.jsonl my-rules.toml

A line of cases.jsonl:
  {\"name\": \"a claimed officer\", \"asOf\": \"2026-03-02T10:30:00+08:00\", \"incident\": {},
   \"expect\": {\"level\": \"low\", \"levelUpTo\": \"critical\", \"hits\": []}}
`expect` may state score, level, levelUpTo, settled, incomplete, hits, hitsInclude, notHits, deadlines.

Exit codes: 0 all pass; 1 a case failed, or a gap with --coverage; 3 a ruleset or file failed.";

const AFTER_EXPLAIN: &str = "\
Examples:
  rules explain '{\"narrative\": \"对方要求转到安全账户\"}'
  rules explain --audience citizen --locale zh report.json
  rules explain --audience author --why-not defrauded-now report.json";

const AFTER_SHOW: &str = "\
Examples:
  rules show fraud
  rules show --locale en --format html -o fraud.html fraud
  rules show --audience author --format markdown my-rules.toml > my-rules.md

The HTML is one file that needs nothing beside it: it prints on A4, follows a browser's dark mode
and fits a phone. For an official, sources stand as numbers of the list at the end, and what only an
author needs is left out; for an author, conditions stand as they are written, and what they speak of
by name is listed at the end.

Exit codes: 0 shown; 3 the ruleset or the output failed.";

const AFTER_REVIEW: &str = "\
Examples:
  rules review --as-of 2026-03-09T09:00:00+08:00 week.jsonl
  rules review --before last-week.jsonl --before-as-of 2026-03-02T09:00:00+08:00 week.jsonl
  rules review --ruleset petition --as-of-field seen_at --before feb.csv --format html -o march.html march.csv
  cat village-*.jsonl | rules review --format markdown --locale en -

The page has: reports by level with what each may still be, reports by reason, who is new in the upper half of
the levels, deadlines overdue and due within 7 days, the facts that unsettled reports wait for, the shift of
the scores (PSI), and the lines that could not be read. Of a report it shows the key alone: choose one that
names nobody. Lists hold 200 rows and count the rest. The HTML is one file that needs nothing beside it.

Exit codes: 0 clean; 1 at least one value was unusable; 2 at least one line is no report; 3 failed (usage, a
file, the ruleset, the output), and no page is written.";

const AFTER_NEW: &str = "\
Examples:
  rules new flooded-street
  rules new flooded-street -o rulesets/flooded-street/flooded-street.toml
  rules new flooded-street -o - | less

What is written passes `rules check --deny-warnings` and `rules test --coverage` as it stands:
change a line, and run both again. No file is ever overwritten.

Exit codes: 0 written; 3 no id, or the file exists or cannot be written.";

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

const AFTER_TEXTS_EXPORT: &str = "\
Examples:
  rules texts export fraud -o texts.xlsx
  rules texts export --bom my-rules.toml -o texts.csv
  rules texts export my-rules.toml | grep '^rule.safe-account'

A key names a text: rule.safe-account.reason, field.channel.values.phone, level.high.title. Bins and
cells go by number from 0 (characteristic.amount-sent.bin.1.reason; for row 0, column 3:
table.claim-and-demand.cell.0.3.reason), so import before any is added or taken out. An empty cell
is a missing translation.
A cell that a spreadsheet would run begins with an apostrophe, which the import takes away.

Exit codes: 0 written; 3 failed.";

const AFTER_TEXTS_IMPORT: &str = "\
Examples:
  rules texts import my-rules.toml texts.xlsx
  rules texts import my-rules.toml english-only.csv

Rows and languages may be left out, and stand in any order. Only changed texts are written, each in
its place. Nothing is written if a key is unknown, a cell is empty where the ruleset has a text, a
placeholder ${…} is lost that another language has, or `rules check` would refuse the result.

Exit codes: 0 written, or nothing to change; 3 refused or failed, and the ruleset is as it was.";

const AFTER_TABLE_EXPORT: &str = "\
Examples:
  rules table export fraud --what rules -o rules.xlsx
  rules table export my-rules.toml --what bins --bom -o bins.csv
  rules table export my-rules.toml --what cases | head

Bins, and the rows and columns of tables, are numbered from 0, as in assessments. Lists are separated
by `;`; `[]` is a list with nothing in it; an empty cell is a key that the ruleset does not have.
Tables of points stand each on a worksheet of its own, in CSV one under the other with an empty row
between them. Cases in cases.jsonl are not exported.

Exit codes: 0 written; 3 failed.";

const AFTER_TABLE_IMPORT: &str = "\
Examples:
  rules table import my-rules.toml --what rules rules.xlsx
  rules table import my-rules.toml --what tables tables.csv

Rows and columns may be left out, and stand in any order. Only changed cells are written, each in
its place; an emptied cell takes the key out, a filled one puts it in. Rows are added and removed in
the ruleset itself. Nothing is written if a row or a cell cannot be taken, or `rules check` would
refuse the result. Cases are not run: `rules test` says what the change does to them.

Exit codes: 0 written, or nothing to change; 3 refused or failed, and the ruleset is as it was.";
