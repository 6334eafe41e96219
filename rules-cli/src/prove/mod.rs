//! `rules prove`: what holds of every incident, what does not, and what never comes to anything.

pub mod args;

use crate::check::args::ReportFormat;
use crate::context::WEEKDAYS;
use crate::exit::{Code, Stop};
use crate::rulesets::SourceFile;
use crate::terminal::{BAD, GOOD, HEAD, WARN};
use crate::test::cases::known;
use crate::{context, explain, rulesets, terminal};
use args::ProveArgs;
use rules_core::Ruleset;
use rules_core::prove::{Budget, Checked, Outcome, Report, Verdict, prove, usual_context};
use rules_core::time::{date_of, parse_instant};
use serde_json::Value as Json;

/// Runs `rules prove`.
pub fn run(args: &ProveArgs) -> Result<Code, Stop> {
    let file = rulesets::read(&args.ruleset)?;
    let ruleset = rulesets::load(&args.ruleset)?;
    let languages = ruleset.model().languages.iter().map(String::as_str);
    explain::known("language", args.locale.as_deref(), languages)?;
    let mut spec = usual_context(&ruleset);
    if args.as_of.is_some() {
        spec.as_of.clone_from(&args.as_of);
    }
    let context = context::from_files(&ruleset, spec, args.calendar.as_deref(), args.params.as_deref())?;
    let budget = Budget { steps: args.steps, samples: args.samples };
    let report = prove(&ruleset, &context, &incidents(&file, &ruleset), budget);
    let text = match args.format {
        ReportFormat::Json => serde_json::to_string(&report).unwrap_or_default() + "\n",
        ReportFormat::Text => text(&report, &ruleset, args),
    };
    terminal::print(&text)?;
    Ok(if report.fails() { Code::Findings } else { Code::Clean })
}

/// The incidents of the cases, in the file and beside it; a case that cannot be read is the matter of `rules test`.
pub fn incidents(file: &SourceFile, ruleset: &Ruleset) -> Vec<Json> {
    let cases = known(file, ruleset).unwrap_or_default();
    cases.iter().filter_map(|it| serde_json::from_str(&it.case.incident).ok()).collect()
}

fn text(report: &Report, ruleset: &Ruleset, args: &ProveArgs) -> String {
    let as_of = report.as_of.as_deref().unwrap_or("no instant");
    let mut text =
        format!("{HEAD}{} {}{HEAD:#}: all incidents as of {as_of}\n", ruleset.id(), ruleset.version());
    if !is_in_force(report, ruleset) {
        text.push_str(&format!("{WARN}the ruleset is not in force on that day{WARN:#}\n"));
    }
    text.push_str(&properties(report, ruleset, args));
    text.push_str(&rules(report));
    let highest = &report.highest;
    let most = if highest.exact { "the highest score is" } else { "no score is above" };
    text.push_str(&format!(
        "\n{most} {}:\n  {}\n",
        highest.score,
        command(report, ruleset, args, &highest.incident)
    ));
    text
}

/// Whether the ruleset is in force at the instant of the proofs; where that is not known, it may be.
fn is_in_force(report: &Report, ruleset: &Ruleset) -> bool {
    let instant = report.as_of.as_deref().and_then(|as_of| parse_instant(as_of).ok());
    let day = instant.and_then(|instant| date_of(instant, ruleset.offset()).ok());
    let model = ruleset.model();
    day.is_none_or(|day| {
        model.effective.is_none_or(|first| first <= day) && model.until.is_none_or(|last| day <= last)
    })
}

fn properties(report: &Report, ruleset: &Ruleset, args: &ProveArgs) -> String {
    let first = ruleset.model().languages.first().map(String::as_str).unwrap_or_default();
    let locale = args.locale.as_deref().unwrap_or(first);
    let count = |is: fn(&Verdict) -> bool| report.properties.iter().filter(|it| is(&it.verdict)).count();
    let holding = count(|it| matches!(it, Verdict::Holds));
    let failing = count(|it| matches!(it, Verdict::Fails { .. }));
    let open = report.properties.len() - holding - failing;
    let mut text =
        format!("\n{HEAD}properties{HEAD:#}: holding {holding}, failing {failing}, not decided {open}\n");
    for checked in &report.properties {
        text.push_str(&property(checked, locale, report, (ruleset, args)));
    }
    text
}

fn property(
    checked: &Checked,
    locale: &str,
    report: &Report,
    (ruleset, args): (&Ruleset, &ProveArgs),
) -> String {
    let name = checked.name.get(locale);
    match &checked.verdict {
        Verdict::Holds => format!("  {GOOD}holds{GOOD:#}  {name}\n"),
        Verdict::NotDecided { samples } => {
            format!("  {WARN}not decided{WARN:#}  {name}: tested on {samples} samples\n")
        }
        Verdict::Fails { incidents } => {
            let mut text = format!("  {BAD}FAILS{BAD:#}  {name}\n");
            for it in incidents {
                let why = command(report, ruleset, args, &it.incident);
                text.push_str(&format!("      {} with score {}: {why}\n", it.level, it.score));
            }
            text
        }
    }
}

fn rules(report: &Report) -> String {
    let mut text = format!("\n{HEAD}rules and levels{HEAD:#}\n");
    let mut found = Vec::new();
    found.extend(report.never_fires.iter().map(|it| format!("{} never fires", name(it))));
    found.extend(report.never_matters.iter().map(|it| format!("{} never matters", name(it))));
    found.extend(
        report
            .always_together
            .iter()
            .map(|[a, b]| format!("{} and {} always fire together", name(a), name(b))),
    );
    found.extend(report.levels_out_of_reach.iter().map(|id| format!("no incident is of level {id}")));
    if found.is_empty() {
        let said = "everything fires and matters, no two rules always fire together, every level is reached";
        let but = if report.not_decided.is_empty() { "" } else { ", but for what is not decided" };
        text.push_str(&format!("  {GOOD}{said}{but}{GOOD:#}\n"));
    }
    for line in found {
        text.push_str(&format!("  {WARN}{line}{WARN:#}\n"));
    }
    for question in &report.not_decided {
        text.push_str(&format!("  not decided: {question}\n"));
    }
    text
}

fn name(outcome: &Outcome) -> String {
    match &outcome.part {
        Some(part) => format!("{part} of {}", outcome.id),
        None => outcome.id.clone(),
    }
}

/// The command that explains an incident, in the context of the proofs.
fn command(report: &Report, ruleset: &Ruleset, args: &ProveArgs, incident: &Json) -> String {
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "'\\''"));
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    let name = &args.ruleset;
    let name = if name.chars().all(is_plain) { name.clone() } else { quoted(name) };
    let mut text = format!("rules explain --audience author --ruleset {name}");
    if let Some(as_of) = &report.as_of {
        text.push_str(&format!(" --as-of {as_of}"));
    }
    match &args.calendar {
        Some(path) => text.push_str(&format!(" --calendar {}", quoted(&path.display().to_string()))),
        None if ruleset.model().deadlines.is_empty() => {}
        None => text.push_str(&format!(" --calendar {WEEKDAYS}")),
    }
    if let Some(path) = &args.params {
        text.push_str(&format!(" --params {}", quoted(&path.display().to_string())));
    }
    format!("{text} {}", quoted(&incident.to_string()))
}
