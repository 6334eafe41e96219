//! What was proved, refuted or left open, as data and as diagnostics.

use crate::compiled::Ruleset;
use crate::diagnostic::{Code, Diagnostic, Ends};
use crate::explain::Texts;
use crate::ruleset::{Claim, Model, Test, Within};
use crate::source::Span;
use serde::Serialize;
use serde_json::Value as Json;

/// An outcome of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ProofOutcome"))]
pub struct Outcome {
    /// The rule, characteristic, table or deadline.
    pub id: String,
    /// Which bin, cell or state; none where the whole entry is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    #[serde(skip)]
    pub(super) entry: usize,
    #[serde(skip)]
    pub(super) outcome: usize,
}

/// The highest score.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ProofHighest"))]
pub struct Highest {
    /// No incident scores more.
    pub score: i64,
    /// Whether the incident scores so much.
    pub exact: bool,
    /// The incident with the highest score that was found.
    #[cfg_attr(feature = "schema", schemars(with = "crate::wire_types::Json"))]
    pub incident: Json,
}

/// An incident and what it comes to.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ProofIncident"))]
pub struct Scored {
    /// As `rules explain` reads it.
    #[cfg_attr(feature = "schema", schemars(with = "crate::wire_types::Json"))]
    pub incident: Json,
    /// Its score.
    pub score: i64,
    /// Its level, by id.
    pub level: String,
}

/// What became of a property.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ProofVerdict"))]
#[serde(rename_all = "camelCase", tag = "verdict")]
pub enum Verdict {
    /// It holds for all incidents.
    Holds,
    /// It does not: these incidents show it, one, or two that differ in a field, the lower value first.
    Fails {
        /// The incidents.
        incidents: Vec<Scored>,
    },
    /// It could not be decided; it held for so many incidents, or pairs of them, taken at random.
    NotDecided {
        /// How many.
        samples: usize,
    },
}

/// A property and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ProofProperty"))]
pub struct Checked {
    /// What it says, by language.
    pub name: Texts,
    /// Where it stands, in bytes.
    pub span: Span,
    /// Where it stands, in lines and UTF-16 columns.
    pub range: Ends,
    /// What became of it.
    #[serde(flatten)]
    pub verdict: Verdict,
    #[serde(skip)]
    pub(super) property: usize,
}

/// What is known of all incidents.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ProofReport"))]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The instant of the assessments; incidents are what they are told to be with it and the context's working days.
    pub as_of: Option<String>,
    /// The stated properties, in the file's order.
    pub properties: Vec<Checked>,
    /// What no incident comes to.
    pub never_fires: Vec<Outcome>,
    /// Entries that fire, and without which every score and level would be the same.
    pub never_matters: Vec<Outcome>,
    /// Pairs of rules of which no incident fires one alone.
    pub always_together: Vec<[Outcome; 2]>,
    /// Levels that no incident is of, by id.
    pub levels_out_of_reach: Vec<String>,
    /// The highest score.
    pub highest: Highest,
    /// Questions about rules and levels that could not be decided.
    pub not_decided: Vec<String>,
}

impl Report {
    /// Whether a property fails.
    #[must_use]
    pub fn fails(&self) -> bool {
        self.properties.iter().any(|it| matches!(it.verdict, Verdict::Fails { .. }))
    }

    /// What `rules check` says of it: properties that fail as errors, what never comes to anything as warnings.
    #[must_use]
    pub fn diagnostics(&self, ruleset: &Ruleset) -> Vec<Diagnostic> {
        let model = ruleset.model();
        let mut all: Vec<Diagnostic> =
            self.properties.iter().filter_map(|checked| failed(model, checked)).collect();
        all.extend(self.never_fires.iter().filter_map(|outcome| never_fires(model, outcome)));
        all.extend(self.never_matters.iter().filter_map(|outcome| never_matters(model, outcome)));
        all.extend(self.always_together.iter().filter_map(|pair| together(ruleset, pair)));
        all.extend(self.levels_out_of_reach.iter().filter_map(|id| out_of_reach(ruleset, id)));
        all.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.code));
        all
    }
}

fn failed(model: &Model, checked: &Checked) -> Option<Diagnostic> {
    let Verdict::Fails { incidents } = &checked.verdict else { return None };
    let property = model.properties.get(checked.property)?;
    let name = property.name.first().map(String::as_str).unwrap_or_default();
    let shown = |it: &Scored| format!("{} with score {} for `{}`", it.level, it.score, it.incident);
    let found: Vec<String> = incidents.iter().map(shown).collect();
    let message = format!("this property does not hold: {name}");
    Some(
        Diagnostic::new(Code::E229, property.span, message)
            .expected(claimed(model, &property.claim), found.join(", then "))
            .help("change the rules or the property; `rules prove` prints the command that explains the incident"),
    )
}

/// What a property claims, in a few words.
fn claimed(model: &Model, claim: &Claim) -> String {
    match claim {
        Claim::Monotone { field, item, up } => {
            let name = model.field_name(*field, *item);
            let never = if *up { "lowers" } else { "raises" };
            format!("that a higher `{name}` never {never} score or level")
        }
        Claim::Always { level, score, .. } => {
            let id = |index: usize| model.levels.get(index).map(|level| level.id.clone()).unwrap_or_default();
            let level = Within { at_least: level.at_least.map(id), up_to: level.up_to.map(id) };
            let mut words = Vec::new();
            words.extend(level.at_least.map(|id| format!("level {id} or higher")));
            words.extend(level.up_to.map(|id| format!("level {id} or lower")));
            words.extend(score.at_least.map(|points| format!("a score of {points} or more")));
            words.extend(score.up_to.map(|points| format!("a score of {points} or less")));
            words.join(", ")
        }
    }
}

fn never_fires(model: &Model, outcome: &Outcome) -> Option<Diagnostic> {
    let entry = model.entries.get(outcome.entry)?;
    let (span, what) = match &outcome.part {
        None => (entry.span, format!("`{}` never fires", outcome.id)),
        Some(part) => {
            (entry.outcomes.get(outcome.outcome)?.span, format!("{part} of `{}` never fires", outcome.id))
        }
    };
    let message = format!("{what}: no incident comes to it");
    Some(Diagnostic::new(Code::W312, span, message).help("mend the condition, or take it out"))
}

fn never_matters(model: &Model, outcome: &Outcome) -> Option<Diagnostic> {
    let entry = model.entries.get(outcome.entry)?;
    let message = format!("`{}` never matters: score and level are the same without it", outcome.id);
    let help = "a cap, a better rule of its group or a floor always hides it: change them, or take it out";
    Some(Diagnostic::new(Code::W313, entry.span, message).help(help))
}

fn together(ruleset: &Ruleset, [first, second]: &[Outcome; 2]) -> Option<Diagnostic> {
    let entries = &ruleset.model().entries;
    let (a, b) = (entries.get(first.entry)?, entries.get(second.entry)?);
    let when = |test: &Test| match test {
        Test::When { when, .. } => Some(when.span),
        _ => None,
    };
    let is_told = ruleset.warnings().iter().any(|it| it.code == Code::W304 && Some(it.span) == when(&b.test));
    let message = format!("`{}` and `{}` always fire together", first.id, second.id);
    (!is_told).then(|| {
        Diagnostic::new(Code::W314, b.span, message)
            .also(a.span, "the first one")
            .help("join them into one rule, or say in a condition what sets them apart")
    })
}

fn out_of_reach(ruleset: &Ruleset, id: &str) -> Option<Diagnostic> {
    let level = ruleset.model().levels.iter().find(|level| level.id == id)?;
    let told = format!("no report reaches level `{id}`");
    let is_told = ruleset.warnings().iter().any(|it| it.code == Code::W310 && it.message.starts_with(&told));
    let message = format!("no incident is of level `{id}`");
    (!is_told).then(|| {
        Diagnostic::new(Code::W310, level.span, message)
            .help("start the level elsewhere, give other points, or take it out")
    })
}
