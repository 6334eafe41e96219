//! The arguments of `rules types`.

use clap::{Args, ValueEnum};

/// `rules types`.
#[derive(Args, Debug)]
#[command(after_help = AFTER_TYPES)]
pub struct TypesArgs {
    /// A shipped ruleset by name, or the path of one
    #[arg(value_name = "RULESET", required_unless_present = "wire", conflicts_with = "wire")]
    pub ruleset: Option<String>,
    /// The types of what comes out: assessments, bounds, questions, explanations, forms, diagnostics
    #[arg(long)]
    pub wire: bool,
    /// How to write the types
    #[arg(long, value_enum, default_value = "typescript")]
    pub format: TypesFormat,
    /// Titles and questions in which of the ruleset's languages [default: its first]
    #[arg(long, value_name = "LANGUAGE", conflicts_with = "wire")]
    pub locale: Option<String>,
}

/// How types are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TypesFormat {
    /// As a module of TypeScript.
    Typescript,
    /// As JSON Schema (2020-12): of an incident; with `--wire`, of an assessment.
    Schema,
}

const AFTER_TYPES: &str = "\
Examples:
  rules types fraud > fraud-incident.ts
  rules types --locale en --format schema my-rules.toml > incident.schema.json
  rules types --wire > shao.ts

In an incident nothing is required; null says that a fact was asked for and is not known, \"none\" that
what a date is of has not happened.

Exit codes: 0 written; 3 the ruleset or the output failed.";
