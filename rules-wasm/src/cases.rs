//! Cases run, an incident written down as one, and what holds of all incidents, in plain Rust.

use crate::error::{ApiError, code};
use crate::settings::Settings;
use rules_core::Ruleset;
use rules_core::cases::{self, Read, Report, Unwritable};
use rules_core::explain::{Lang, Texts};
use rules_core::prove::{self, Budget, usual_context};
use serde::Deserialize;

/// How a case is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// A `[[case]]` for the end of the ruleset's file.
    Toml,
    /// A line of `cases.jsonl`.
    Line,
}

/// Runs a ruleset's own cases, and those in the lines of a `cases.jsonl`.
///
/// # Errors
/// If the ruleset has no room for what follows its thresholds.
pub fn run_cases(ruleset: &Ruleset, lines: &[u8]) -> Result<Report, ApiError> {
    Ok(cases::run(ruleset, lines)?)
}

/// An incident as a case that states what it comes to now. Of the settings it takes `asOf`, `calendar` and `params`.
///
/// ```
/// use rules_wasm::cases::{Form, case_of};
/// let ruleset = rules_core::Ruleset::compile(include_bytes!("../../rules-core/doc/smallest.toml"))?;
/// let settings = r#"{"asOf": "2026-03-02T10:30:00+08:00"}"#;
/// let case = case_of(&ruleset, settings, br#"{"amount": 5}"#, "small", Form::Toml)?;
/// assert!(case.starts_with("[[case]]\nname = \"small\"\n"));
/// let error = case_of(&ruleset, settings, br#"{"amount": null}"#, "unknown", Form::Toml).unwrap_err();
/// assert_eq!((error.code.as_ref(), error.message.starts_with("`amount` is null")), ("case", true));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If the settings or the incident cannot be used, or the form cannot say a value of it.
pub fn case_of(
    ruleset: &Ruleset,
    settings: &str,
    incident: &[u8],
    name: &str,
    form: Form,
) -> Result<String, ApiError> {
    let spec = Settings::read(settings)?.context(ruleset);
    let written = match form {
        Form::Toml => cases::written(ruleset, incident, &spec, name),
        Form::Line => cases::written_line(ruleset, incident, &spec, name),
    };
    written.map_err(unwritable)
}

/// What holds of all incidents, and what does not, with incidents that show it: as of the ruleset's first day in
/// force, with the working days `"weekdays"`. What the cases do needs no search.
///
/// # Errors
/// If the ruleset has no context to be proved in; none that compiles is known to have none.
pub fn proofs(ruleset: &Ruleset, lines: &[u8]) -> Result<prove::Report, ApiError> {
    let context = ruleset.context(usual_context(ruleset))?;
    let Read { cases, .. } = cases::in_lines(lines, ruleset);
    let incidents: Vec<_> = cases.iter().filter_map(|it| serde_json::from_str(&it.incident).ok()).collect();
    Ok(prove::prove(ruleset, &context, &incidents, Budget::default()))
}

fn unwritable(error: Unwritable) -> ApiError {
    let texts = [("zh", Lang::Zh), ("en", Lang::En)].map(|(name, lang)| (name, error.text(lang)));
    match error {
        Unwritable::Context(error) => error.into(),
        Unwritable::Incident(reject) => reject.into(),
        other => ApiError::new(code::CASE, other.to_string()).with(&Texts::from_iter(texts)),
    }
}
