//! `rules check`: every mistake of a ruleset, with its place.

pub mod args;
pub mod fix;
pub mod render;

use crate::exit::{Code, Stop};
use crate::rulesets::{self, SourceFile};
use crate::terminal;
use args::{CheckArgs, ReportFormat};
use rules_core::Ruleset;
use rules_core::diagnostic::Diagnostic;
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
    let (mut diagnostics, mut source) = diagnose(&file.bytes);
    if args.fix {
        if file.shipped_cases.is_some() {
            return Err(Stop::Failed(format!("`{}` is part of the command and cannot be fixed", file.name)));
        }
        let fixed = fix::apply(&source, &diagnostics);
        if fixed.count > 0 {
            let with_bom = file.bytes.len() > source.text().len();
            fix::write(&file.name, &fixed.text, with_bom)?;
            terminal::note(&format!("{}: {} fixed", file.name, fixed.count));
            (diagnostics, source) = diagnose(fixed.text.as_bytes());
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
        terminal::note(&summary(&file.name, found));
    }
    Ok(found)
}

fn diagnose(bytes: &[u8]) -> (Vec<Diagnostic>, Source) {
    match Ruleset::compile(bytes) {
        Ok(ruleset) => (ruleset.warnings().to_vec(), ruleset.source().clone()),
        Err(error) => (error.diagnostics, error.source),
    }
}

fn summary(name: &str, found: Found) -> String {
    let count = |count: usize, word: &str| match count {
        0 => format!("no {word}s"),
        1 => format!("1 {word}"),
        _ => format!("{count} {word}s"),
    };
    format!("{name}: {}, {}", count(found.errors, "error"), count(found.warnings, "warning"))
}
