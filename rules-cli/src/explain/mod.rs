//! `rules explain`, and what `rules score --explain` adds to a line: the one place where renderings come in.

pub mod args;

use crate::exit::{Code, Stop};
use crate::{context, rulesets, terminal};
use args::{Audience, ExplainArgs};
use rules_core::diagnostic::did_you_mean;
use rules_core::explain::{ExplainOptions, WhyNot, render, render_changes};
use rules_core::{Options, Reject, Ruleset, Session};
use std::io::Read;

/// Whom an explanation is for, and in which language.
#[derive(Clone, Debug)]
pub struct Wish {
    /// For whom.
    pub audience: Audience,
    /// In which language.
    pub locale: String,
    /// A rule that did not fire.
    pub why_not: Option<String>,
}

impl Wish {
    /// A wish; without a language in the ruleset's first.
    pub fn new(
        ruleset: &Ruleset,
        audience: Audience,
        locale: Option<String>,
        why_not: Option<String>,
    ) -> Self {
        let first = || ruleset.model().languages.first().cloned().unwrap_or_default();
        Self { audience, locale: locale.unwrap_or_else(first), why_not }
    }
}

/// The explanation of one incident, as text.
fn explain(session: &mut Session<'_>, incident: &[u8], number: u64, wish: &Wish) -> Result<String, Reject> {
    let why_not = match &wish.why_not {
        Some(id) => WhyNot::One(id.clone()),
        None if wish.audience == Audience::Author => WhyNot::All,
        None => WhyNot::None,
    };
    let options = ExplainOptions { languages: vec![wish.locale.clone()], why_not };
    let explained = session.explain(incident, number, &options)?;
    Ok(render(&explained, wish.audience.into(), &wish.locale))
}

/// The explanation that `rules score --explain` adds; none for a line that is no incident.
pub fn of_line(session: &mut Session<'_>, incident: &[u8], number: u64, wish: &Wish) -> Option<String> {
    explain(session, incident, number, wish).ok()
}

/// Runs `rules explain`.
pub fn run(args: &ExplainArgs) -> Result<Code, Stop> {
    let ruleset = rulesets::load(&args.ruleset)?;
    let model = ruleset.model();
    let rules = model.entries.iter().map(|entry| entry.id.as_str());
    known("rule", args.why_not.as_deref(), rules)?;
    known("language", args.locale.as_deref(), model.languages.iter().map(String::as_str))?;
    let context = context::context(&ruleset, &args.context)?;
    let incident = incident(&args.incident)?;
    let options = Options::default();
    let mut session = Session::new(&ruleset, &context, &options);
    let wish = Wish::new(&ruleset, args.audience, args.locale.clone(), args.why_not.clone());
    let text = explain(&mut session, &incident, 1, &wish)
        .map_err(|reject| Stop::Failed(format!("the incident cannot be read: {reject}")))?;
    terminal::print(&text)?;
    if args.what_if {
        terminal::print(&what_if(&mut session, &incident, &wish)?)?;
    }
    Ok(Code::Clean)
}

/// The cheapest changes of known facts that would take the incident out of its level.
fn what_if(session: &mut Session<'_>, incident: &[u8], wish: &Wish) -> Result<String, Stop> {
    let options = ExplainOptions { languages: vec![wish.locale.clone()], why_not: WhyNot::None };
    let changes = session
        .what_if(incident, &options)
        .map_err(|reject| Stop::Failed(format!("the incident cannot be read: {reject}")))?;
    Ok(format!("\n{}", render_changes(&changes, &wish.locale)))
}

/// Refuses a name that the ruleset does not have.
pub fn known<'n>(
    what: &str,
    given: Option<&str>,
    names: impl Iterator<Item = &'n str> + Clone,
) -> Result<(), Stop> {
    let Some(given) = given.filter(|given| !names.clone().any(|name| name == *given)) else { return Ok(()) };
    let near = did_you_mean(given, names.clone());
    let hint = near.map_or_else(
        || format!("; it has {}", names.take(5).collect::<Vec<_>>().join(", ")),
        |near| format!("; did you mean `{near}`?"),
    );
    Err(Stop::Failed(format!("the ruleset has no {what} `{given}`{hint}")))
}

/// The incident's bytes: JSON text as it stands, `-`, or a file.
pub fn incident(given: &str) -> Result<Vec<u8>, Stop> {
    if given.trim_start().starts_with('{') {
        return Ok(given.as_bytes().to_vec());
    }
    let mut bytes = Vec::new();
    let read = match given {
        "-" => std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes),
        path => std::fs::read(path),
    };
    read.map_err(|error| Stop::Failed(format!("cannot read the incident `{given}`: {error}")))
}
