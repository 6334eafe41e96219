//! The arguments of `rules new`.

use clap::Args;
use std::path::PathBuf;

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

const AFTER_NEW: &str = "\
Examples:
  rules new flooded-street
  rules new flooded-street -o rulesets/flooded-street/flooded-street.toml
  rules new flooded-street -o - | less

What is written passes `rules check --deny-warnings` and `rules test --coverage` as it stands:
change a line, and run both again. No file is ever overwritten.

Exit codes: 0 written; 3 no id, or the file exists or cannot be written.";
