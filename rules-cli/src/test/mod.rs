//! `rules test`: the cases of a ruleset run through the engine, and what they leave out.

pub mod args;
pub mod cases;
mod compare;
mod coverage;
mod thresholds;

use crate::exit::{Code, Stop};
use crate::rulesets::{self, SourceFile};
use crate::terminal::{self, BAD, GOOD, HEAD};
use args::TestArgs;
use cases::{Case, Names};
use coverage::Coverage;
use rules_core::{Options, Ruleset, Session};
use std::path::Path;

/// Gaps shown without `--verbose`.
const SHOWN: usize = 10;

/// Runs `rules test`.
pub fn run(args: &TestArgs) -> Result<Code, Stop> {
    let mut code = Code::Clean;
    for name in &args.files {
        if !one(name, args)? {
            code = Code::Findings;
        }
    }
    Ok(code)
}

/// Tests one ruleset; whether all is well.
fn one(name: &str, args: &TestArgs) -> Result<bool, Stop> {
    let file = rulesets::read(name)?;
    let ruleset = rulesets::load(name)?;
    let mut cases = known_cases(&file, &ruleset)?;
    for path in &args.cases {
        cases.extend(cases::in_lines_of(path, &Names::of(&ruleset))?);
    }
    let mut coverage = Coverage::new(&ruleset)?;
    let mut failed = 0;
    for case in &cases {
        let differences = run_case(case, &ruleset, &mut coverage)?;
        if !differences.is_empty() {
            failed += 1;
            terminal::print(&failure(name, case, &differences))?;
        } else if args.verbose {
            terminal::print(&format!("{GOOD}pass{GOOD:#}  {}  {}\n", case.place, case.name))?;
        }
    }
    let verdict = match failed {
        _ if cases.is_empty() => format!("{BAD}no cases{BAD:#}"),
        0 => format!("{GOOD}all {} cases pass{GOOD:#}", cases.len()),
        _ => format!("{BAD}{failed} of {} cases fail{BAD:#}", cases.len()),
    };
    terminal::print(&format!("{HEAD}{}{HEAD:#}: {verdict}\n", file.name))?;
    let gaps = coverage.gaps(&ruleset);
    terminal::print(&coverage_text(&coverage, &gaps, args.verbose))?;
    Ok(failed == 0 && !(args.coverage && (!gaps.is_empty() || cases.is_empty())))
}

/// The cases in the file, and in `cases.jsonl` beside it.
pub fn known_cases(file: &SourceFile, ruleset: &Ruleset) -> Result<Vec<Case>, Stop> {
    let names = Names::of(ruleset);
    let mut all = cases::in_file(ruleset, &file.name)?;
    match file.shipped_cases {
        Some(bytes) => all.extend(cases::in_lines(bytes, "cases.jsonl", &names)?),
        None => {
            let beside = Path::new(&file.name).with_file_name("cases.jsonl");
            if beside.exists() {
                all.extend(cases::in_lines_of(&beside, &names)?);
            }
        }
    }
    Ok(all)
}

fn run_case(case: &Case, ruleset: &Ruleset, coverage: &mut Coverage) -> Result<Vec<String>, Stop> {
    let unfit = |error| Stop::Failed(format!("{}: the context does not fit: {error}", case.place));
    let context = ruleset.context(case.context.clone()).map_err(unfit)?;
    let options = Options::default();
    match Session::new(ruleset, &context, &options).assess(&case.incident, 1) {
        Ok(assessment) => {
            coverage.add(case, &assessment);
            Ok(compare::differences(&case.expect, &assessment, ruleset))
        }
        Err(reject) => Ok(vec![format!("the incident cannot be read: {reject}")]),
    }
}

fn failure(ruleset: &str, case: &Case, differences: &[String]) -> String {
    let mut text = format!("{BAD}FAIL{BAD:#}  {}  {HEAD}{}{HEAD:#}\n", case.place, case.name);
    for difference in differences {
        text.push_str(&format!("      {difference}\n"));
    }
    let as_of = case.context.as_of.as_deref().unwrap_or_default();
    let incident = String::from_utf8_lossy(&case.incident).replace('\'', "'\\''");
    text.push_str(&format!(
        "      why: rules explain --audience author --ruleset {ruleset} --as-of {as_of} '{incident}'\n"
    ));
    text
}

fn coverage_text(coverage: &Coverage, gaps: &[String], verbose: bool) -> String {
    let mut text = format!("  {}\n", coverage.counts());
    let shown = if verbose { gaps.len() } else { SHOWN };
    for gap in gaps.iter().take(shown) {
        text.push_str(&format!("  - {gap}\n"));
    }
    if gaps.len() > shown {
        text.push_str(&format!("  … {} more gaps with --verbose\n", gaps.len() - shown));
    }
    text
}
