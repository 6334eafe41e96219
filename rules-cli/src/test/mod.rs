//! `rules test`: the cases of a ruleset run through the engine, and what they leave out.

pub mod args;
pub mod cases;

use crate::exit::{Code, Stop};
use crate::rulesets;
use crate::terminal::{self, BAD, GOOD, HEAD};
use args::TestArgs;
use cases::Placed;
use rules_core::cases::{Coverage, Difference, Runner, What};

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
    let mut cases = cases::known(&file, &ruleset)?;
    for path in &args.cases {
        cases.extend(cases::of_file(path, &ruleset)?);
    }
    let mut runner = Runner::new(&ruleset)
        .map_err(|error| Stop::Failed(format!("thresholds cannot be followed: {error}")))?;
    let mut failed = 0;
    for placed in &cases {
        let Placed { case, place } = placed;
        let ran = runner.run(case).map_err(|unusable| cases::unused(&unusable, place))?;
        if !ran.passed {
            failed += 1;
            terminal::print(&failure(name, placed, &ran.differences))?;
        } else if args.verbose {
            terminal::print(&format!("{GOOD}pass{GOOD:#}  {place}  {}\n", case.name))?;
        }
    }
    let verdict = match failed {
        _ if cases.is_empty() => format!("{BAD}no cases{BAD:#}"),
        0 => format!("{GOOD}all {} cases pass{GOOD:#}", cases.len()),
        _ => format!("{BAD}{failed} of {} cases fail{BAD:#}", cases.len()),
    };
    terminal::print(&format!("{HEAD}{}{HEAD:#}: {verdict}\n", file.name))?;
    let coverage = runner.coverage();
    terminal::print(&coverage_text(&coverage, args.verbose))?;
    let has_gaps = coverage.gaps().next().is_some();
    Ok(failed == 0 && !(args.coverage && (has_gaps || cases.is_empty())))
}

fn failure(ruleset: &str, Placed { case, place }: &Placed, differences: &[Difference]) -> String {
    let mut text = format!("{BAD}FAIL{BAD:#}  {place}  {HEAD}{}{HEAD:#}\n", case.name);
    for difference in differences {
        text.push_str(&format!("      {}{}\n", difference.text.get("en"), more(difference)));
    }
    let as_of = case.spec.as_of.as_deref().unwrap_or_default();
    let incident = case.incident.replace('\'', "'\\''");
    text.push_str(&format!(
        "      why: rules explain --audience author --ruleset {ruleset} --as-of {as_of} '{incident}'\n"
    ));
    text
}

/// What to ask of `rules explain` besides.
fn more(Difference { what, id, found, .. }: &Difference) -> String {
    match (what, id) {
        (What::MissingHit, Some(id)) if found == "false" => format!("; see --why-not {id}"),
        _ => String::new(),
    }
}

fn coverage_text(coverage: &Coverage, verbose: bool) -> String {
    let fired = coverage.outcomes.iter().filter(|it| it.cases > 0).count();
    let both = coverage.thresholds.iter().filter(|it| it.under && it.over).count();
    let mut text = format!(
        "  {fired} of {} rules, bins and cells fired; {both} of {} thresholds touched on both sides\n",
        coverage.outcomes.len(),
        coverage.thresholds.len()
    );
    let gaps: Vec<&str> = coverage.gaps().map(|gap| gap.get("en")).collect();
    let shown = if verbose { gaps.len() } else { SHOWN };
    for gap in gaps.iter().take(shown) {
        text.push_str(&format!("  - {gap}\n"));
    }
    if gaps.len() > shown {
        text.push_str(&format!("  … {} more gaps with --verbose\n", gaps.len() - shown));
    }
    text
}
