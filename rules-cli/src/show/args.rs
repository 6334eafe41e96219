//! The arguments of `rules show`.

use crate::page::PageFormat;
use clap::Args;
use std::path::PathBuf;

/// `rules show`.
#[derive(Args, Debug)]
#[command(after_help = AFTER_SHOW)]
pub struct ShowArgs {
    /// A shipped ruleset by name, or the path of one
    #[arg(value_name = "RULESET")]
    pub ruleset: String,
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

const AFTER_SHOW: &str = "\
Examples:
  rules show fraud
  rules show --locale en --format html -o fraud.html fraud
  rules show --format markdown my-rules.toml > my-rules.md

The HTML is one file that needs nothing beside it: it prints on A4, follows a browser's dark mode
and fits a phone. Conditions stand as they are written; what they speak of by name is listed at the
end.

Exit codes: 0 shown; 3 the ruleset or the output failed.";
