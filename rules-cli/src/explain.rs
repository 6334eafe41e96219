//! `rules explain`, and what `rules score --explain` adds to a line: the one place where renderings come in.

use crate::args::{Audience, ExplainArgs};
use crate::exit::{Code, Stop};
use crate::{context, rulesets, terminal};
use rules_core::{Assessment, Options, Session};
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

/// PLUG POINT: renders the incident that `session` has just assessed. `rules explain` prints the text;
/// `rules score --explain` puts it into the line's `explanation`.
fn render(_session: &mut Session<'_>, _assessment: &Assessment, _wish: &Wish) -> Result<String, Stop> {
    Err(Stop::Failed("this build has no explanations".into()))
}

/// The explanation that `rules score --explain` adds.
pub fn of_line(session: &mut Session<'_>, incident: &[u8], number: u64, wish: &Wish) -> Option<String> {
    let assessment = session.assess(incident, number).ok()?;
    render(session, &assessment, wish).ok()
}

/// Runs `rules explain`.
pub fn run(args: &ExplainArgs) -> Result<Code, Stop> {
    let ruleset = rulesets::load(&args.ruleset)?;
    let context = context::context(&ruleset, &args.context)?;
    let incident = incident(&args.incident)?;
    let options = Options::default();
    let mut session = Session::new(&ruleset, &context, &options);
    let assessment = session
        .assess(&incident, 1)
        .map_err(|reject| Stop::Failed(format!("the incident cannot be read: {reject}")))?;
    let wish = Wish { audience: args.audience, locale: args.locale.clone(), why_not: args.why_not.clone() };
    let mut text = render(&mut session, &assessment, &wish)?;
    if !text.ends_with('\n') {
        text.push('\n');
    }
    terminal::print(&text)?;
    Ok(Code::Clean)
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
