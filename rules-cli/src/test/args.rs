//! The arguments of `rules test`.

use clap::Args;
use std::path::PathBuf;

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
