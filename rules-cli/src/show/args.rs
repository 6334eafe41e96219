//! The arguments of `rules show`.

use crate::page::PageFormat;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

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
