//! `rules explain`, and what `rules score --explain` adds to a line: the one place where renderings come in.

use crate::args::{Audience, ExplainArgs};
use crate::exit::{Code, Stop};
use crate::{context, rulesets, terminal};
use rules_core::diagnostic::did_you_mean;
use rules_core::explain::{ExplainOptions, WhyNot, render};
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

/// The explanation that `rules score --explain` adds to a line.
pub fn of_line(session: &mut Session<'_>, incident: &[u8], number: u64, wish: &Wish) -> Option<String> {
    explain(session, incident, number, wish).ok()
}

/// Runs `rules explain`.
pub fn run(args: &ExplainArgs) -> Result<Code, Stop> {
    let ruleset = rulesets::load(&args.ruleset)?;
    let context = context::context(&ruleset, &args.context)?;
    let incident = incident(&args.incident)?;
    let options = Options::default();
    let mut session = Session::new(&ruleset, &context, &options);
    let wish = Wish { audience: args.audience, locale: args.locale.clone(), why_not: args.why_not.clone() };
    if let Some(id) = &wish.why_not {
        known_rule(&ruleset, id)?;
    }
    let text = explain(&mut session, &incident, 1, &wish)
        .map_err(|reject| Stop::Failed(format!("the incident cannot be read: {reject}")))?;
    terminal::print(&text)?;
    Ok(Code::Clean)
}

/// Whether the ruleset has a rule of this id, or what it may be meant to be.
fn known_rule(ruleset: &Ruleset, id: &str) -> Result<(), Stop> {
    let ids = || ruleset.model().entries.iter().map(|entry| entry.id.as_str());
    if ids().any(|known| known == id) {
        return Ok(());
    }
    let near = did_you_mean(id, ids()).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    Err(Stop::Failed(format!("the ruleset has no rule `{id}`{near}")))
}

/// The incident's bytes: JSON text as it stands, `-`, or a file.
fn incident(given: &str) -> Result<Vec<u8>, Stop> {
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
