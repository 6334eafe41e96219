//! The arguments of `rules check`.

use clap::{Args, ValueEnum};

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
    /// As JSON: of `check` an object a diagnostic, of `prove` the whole report.
    Json,
}

const AFTER_CHECK: &str = "\
Examples:
  rules check rulesets/fraud/fraud.toml
  rules check --format json my-rules.toml
  rules check --fix my-rules.toml

Exit codes: 0 no errors; 1 warnings with --deny-warnings; 3 errors, or a file that cannot be read.";
