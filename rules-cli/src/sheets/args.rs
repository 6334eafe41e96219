//! The arguments of `rules texts` and `rules table`.

use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

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
    /// Write changed cells and rows back into the ruleset; comments and order stay
    #[command(after_help = AFTER_TABLE_IMPORT)]
    Import {
        #[command(flatten)]
        args: ImportArgs,
        /// Which part the spreadsheet holds
        #[arg(long, value_enum)]
        what: What,
        /// Take entries out of the ruleset whose rows the spreadsheet does not have
        #[arg(long)]
        remove_missing: bool,
        /// Leave entries as they are whose rows the spreadsheet does not have
        #[arg(long, conflicts_with = "remove_missing")]
        keep_missing: bool,
    },
}

/// A part of a ruleset that is a table by nature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// Rules: when, points, group, floor, status, basis, actions, reasons.
    Rules,
    /// Bins of characteristics: bounds, points, floor, actions, reasons.
    Bins,
    /// Tables of points: a grid each.
    Tables,
    /// Cases in the ruleset's file and in cases.jsonl beside it: incident, expectations.
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
    /// Import though the spreadsheet was exported from another edition of the ruleset
    #[arg(long)]
    pub force: bool,
}

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
its place. A file from another edition of the texts is refused without --force. Nothing is written if a key is unknown, a cell is empty where the ruleset has a text, a
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
between them. Cases in cases.jsonl beside the ruleset follow those in the ruleset. The last cell of the
header tells the edition that was exported; it keeps an old export from taking newer edits back.

Exit codes: 0 written; 3 failed.";

const AFTER_TABLE_IMPORT: &str = "\
Examples:
  rules table import my-rules.toml --what rules rules.xlsx
  rules table import my-rules.toml --what tables tables.csv
  rules table import my-rules.toml --what bins --remove-missing bins.csv

Columns may be left out, and stand in any order. Only changed cells are written, each in its
place; an emptied cell takes the key out, a filled one puts it in. A new row becomes a new entry
behind the one above it; a new case goes to the end of the cases, in cases.jsonl if the row above
is there. The number of a new bin is left empty; the first cell of a new row of points is its bin:
`bank; service`, `below 5`, `up to 5`, `unknown` or `else`. Missing rows are refused unless
--remove-missing takes them out, with the comments on them, or --keep-missing leaves them. The
order of rows is not taken. Nothing is written if a row or a cell cannot be taken, or `rules
check` would refuse the result. Cases are not run: `rules test` says what the change does to them.
After an import, export again before the next change.

Exit codes: 0 written, or nothing to change; 3 refused or failed, and the ruleset is as it was.";
