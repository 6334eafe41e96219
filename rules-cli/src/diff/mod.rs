//! `rules diff`: two rulesets in, what changed and what it does to incidents out.

pub mod args;
mod both;
mod rows;
mod text;
mod words;

use crate::check::args::ReportFormat;
use crate::exit::{Code, Stop};
use crate::{rulesets, terminal};
use args::DiffArgs;
use both::OnRows;
use rules_core::diff::{Difference, diff};
use serde::Serialize;

/// Everything that is told.
#[derive(Debug, Serialize)]
pub struct Report {
    /// What differs.
    pub difference: Difference,
    /// What it does to incidents, where there are any.
    #[serde(flatten)]
    pub on: Option<OnRows>,
}

/// Runs `rules diff`.
pub fn run(args: &DiffArgs) -> Result<Code, Stop> {
    let (old, new) = (rulesets::load(&args.old)?, rulesets::load(&args.new)?);
    let difference = diff(&old, &new);
    let on = if args.on.is_empty() { None } else { Some(both::score(args, &old, &new)?) };
    let report = Report { difference, on };
    let locale = args.locale.as_deref().or_else(|| new.model().languages.first().map(String::as_str));
    let text = match args.format {
        ReportFormat::Json => serde_json::to_string(&report).unwrap_or_default() + "\n",
        ReportFormat::Text => text::text(&report, locale.unwrap_or("en")),
    };
    terminal::print(&text)?;
    Ok(code(&report))
}

fn code(report: &Report) -> Code {
    match (&report.on, report.difference.is_empty()) {
        (Some(on), _) if on.left_out > 0 => Code::Rejects,
        (_, true) => Code::Clean,
        (_, false) => Code::Findings,
    }
}
