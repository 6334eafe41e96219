//! The command line as a whole; the arguments of each command stand beside it.

use crate::backtest::args::BacktestArgs;
use crate::check::args::CheckArgs;
use crate::diff::args::DiffArgs;
use crate::explain::args::ExplainArgs;
use crate::interview::args::InterviewArgs;
use crate::new::args::NewArgs;
use crate::pack::args::PackArgs;
use crate::prove::args::ProveArgs;
use crate::review::args::ReviewArgs;
use crate::score::args::ScoreArgs;
use crate::sheets::args::{TableCommand, TextsCommand};
use crate::show::args::ShowArgs;
use crate::test::args::TestArgs;
use crate::types::args::TypesArgs;
use clap::{Parser, Subcommand, ValueEnum};

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
    /// Prove or refute what a ruleset states of all incidents, and find rules that never fire or matter
    Prove(ProveArgs),
    /// Explain one assessment to an author, an official or the citizen concerned
    Explain(ExplainArgs),
    /// Ask for the facts of one report, best first, until no answer can change its level
    Interview(InterviewArgs),
    /// Show a ruleset as a page to read and print
    Show(ShowArgs),
    /// Pack a ruleset for small devices: a binary form that every build loads
    Pack(PackArgs),
    /// Review a batch of reports as a page: levels, reasons, what is new, due, unsettled, shifted
    Review(ReviewArgs),
    /// Write the beginning of a ruleset: small, commented, complete
    New(NewArgs),
    /// Measure a ruleset on labelled rows: AUC, KS, precision and recall, each rule's part, the worst rows
    Backtest(BacktestArgs),
    /// Compare two rulesets: what changed, and which incidents move by it and why
    Diff(DiffArgs),
    /// Write the types of a ruleset's incidents, or of what comes out, as TypeScript or JSON Schema
    Types(TypesArgs),
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

const AFTER: &str = "\
Examples:
  rules score --format table incidents.jsonl
  rules check my-rules.toml
  rules test my-rules.toml
  rules interview --ruleset housing
  rules diff --on incidents.jsonl fraud my-rules.toml
  rules show --format html -o fraud.html fraud
  rules review --before last-week.jsonl --format html -o week.html week.jsonl
  rules explain '{\"narrative\": \"对方要求转到安全账户\"}'

Exit codes: 0 clean; 1 findings (input errors, denied warnings, failed cases); 2 lines that are no
incident; 3 failed (usage included); 130 interrupted; 141 nobody read the output.";
