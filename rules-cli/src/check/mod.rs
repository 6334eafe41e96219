//! `rules check`: every mistake of a ruleset, with its place.

pub mod args;
pub mod fix;
pub mod render;

use crate::exit::{Code, Stop};
use crate::prove::incidents;
use crate::rulesets::{self, SourceFile};
use crate::terminal;
use args::{CheckArgs, ReportFormat};
use rules_core::Ruleset;
use rules_core::diagnostic::Diagnostic;
use rules_core::prove::{Budget, Report, Verdict, prove, usual_context};
use rules_core::source::Source;

/// What was found in one or more files.
#[derive(Clone, Copy, Debug, Default)]
struct Found {
    errors: usize,
    warnings: usize,
}

/// Runs `rules check`.
pub fn run(args: &CheckArgs) -> Result<Code, Stop> {
    let mut all = Found::default();
    let mut unread = false;
    for name in &args.files {
        match rulesets::read(name) {
            Ok(file) => {
                let found = one(&file, args)?;
                all.errors += found.errors;
                all.warnings += found.warnings;
            }
            Err(Stop::Failed(message)) => {
                terminal::error(&message);
                unread = true;
            }
            Err(stop) => return Err(stop),
        }
    }
    if all.errors > 0 || unread {
        Ok(Code::Failed)
    } else if all.warnings > 0 && args.deny_warnings {
        Ok(Code::Findings)
    } else {
        Ok(Code::Clean)
    }
}

fn one(file: &SourceFile, args: &CheckArgs) -> Result<Found, Stop> {
    let (mut diagnostics, mut source, mut open) = diagnose(file, &file.bytes);
    if args.fix {
        if file.shipped_cases.is_some() {
            return Err(Stop::Failed(format!("`{}` is part of the command and cannot be fixed", file.name)));
        }
        let fixed = fix::apply(&source, &diagnostics);
        if fixed.count > 0 {
            let with_bom = file.bytes.len() > source.text().len();
            fix::write(&file.name, &fixed.text, with_bom)?;
            terminal::note(&format!("{}: {} fixed", file.name, fixed.count));
            (diagnostics, source, open) = diagnose(file, fixed.text.as_bytes());
        }
    }
    let errors = diagnostics.iter().filter(|it| it.is_error()).count();
    let found = Found { errors, warnings: diagnostics.len() - errors };
    for diagnostic in &diagnostics {
        let text = match args.format {
            ReportFormat::Text => render::text(diagnostic, &source, &file.name) + "\n\n",
            ReportFormat::Json => render::json(diagnostic, &source, &file.name) + "\n",
        };
        terminal::print(&text)?;
    }
    if args.format == ReportFormat::Text {
        open.iter().for_each(|line| terminal::note(line));
        terminal::note(&summary(&file.name, found));
    }
    Ok(found)
}

/// All diagnostics, those of proofs included, and a line about what could not be proved.
fn diagnose(file: &SourceFile, bytes: &[u8]) -> (Vec<Diagnostic>, Source, Option<String>) {
    let ruleset = match Ruleset::compile(bytes) {
        Ok(ruleset) => ruleset,
        Err(error) => return (error.diagnostics, error.source, None),
    };
    let (mut diagnostics, source) = (ruleset.warnings().to_vec(), ruleset.source().clone());
    let Ok(context) = ruleset.context(usual_context(&ruleset)) else { return (diagnostics, source, None) };
    let report = prove(&ruleset, &context, &incidents(file, &ruleset), Budget::default());
    diagnostics.extend(report.diagnostics(&ruleset));
    diagnostics.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.code));
    (diagnostics, source, not_decided(&report, &file.name))
}

/// One line about properties and questions that were left open.
fn not_decided(report: &Report, name: &str) -> Option<String> {
    let open = report.properties.iter().filter_map(|it| match it.verdict {
        Verdict::NotDecided { samples } => Some(samples),
        _ => None,
    });
    let open: Vec<usize> = open.collect();
    let questions = report.not_decided.len();
    if open.is_empty() && questions == 0 {
        return None;
    }
    let tested = open.first().map_or_else(String::new, |samples| format!(" (tested on {samples} samples)"));
    Some(format!(
        "{name}: not decided: properties: {}{tested}; questions about rules: {questions}; see `rules prove`",
        open.len()
    ))
}

fn summary(name: &str, found: Found) -> String {
    let count = |count: usize, word: &str| match count {
        0 => format!("no {word}s"),
        1 => format!("1 {word}"),
        _ => format!("{count} {word}s"),
    };
    format!("{name}: {}, {}", count(found.errors, "error"), count(found.warnings, "warning"))
}
