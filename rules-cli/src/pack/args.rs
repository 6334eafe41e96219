//! The arguments of `rules pack`.

use clap::Args;
use std::path::PathBuf;

/// `rules pack`.
#[derive(Args, Debug)]
#[command(after_help = AFTER_PACK)]
pub struct PackArgs {
    /// A shipped ruleset by name, or the path of one
    #[arg(value_name = "RULESET")]
    pub ruleset: String,
    /// Where to write it; `-` is standard output [default: ID.pack]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

const AFTER_PACK: &str = "\
Examples:
  rules pack fraud
  rules pack my-rules.toml -o app/my-rules.pack
  rules score --ruleset fraud.pack incidents.jsonl

A pack is a checked ruleset in binary form. Every build of the engine loads it, the small ones load nothing
else, and it gives the same bytes as its source. Cases, properties and comments stay behind: `check`, `test`
and `prove` want the source. A file that is there is replaced.

Exit codes: 0 written; 3 no ruleset, or the file cannot be written.";
