//! Cases and proofs for JavaScript: [`crate::cases`] behind wasm-bindgen. Answers are JSON, and so is an error that is
//! thrown: `{"code","message","data"}`.

use super::{asked, json};
use crate::cases::{self, Form};
use crate::error::ApiError;
use rules_core::Ruleset;
use wasm_bindgen::prelude::wasm_bindgen;

/// Runs the cases of a ruleset's text, and those in the lines of a `cases.jsonl`: the JSON of a `CaseReport`.
///
/// # Errors
/// If the text does not compile, as the JSON of an error.
#[wasm_bindgen(js_name = runCases)]
pub fn run_cases(source: &[u8], lines: &[u8]) -> Result<String, String> {
    with(source, |ruleset| cases::run_cases(ruleset, lines).map(|report| json(&report)))
}

/// An incident as a case that states what it comes to now: TOML, or a line of `cases.jsonl`; `form` is `"toml"` or
/// `"line"`.
///
/// # Errors
/// If the text, the settings or the incident cannot be used, as the JSON of an error.
#[wasm_bindgen(js_name = caseOf)]
pub fn case_of(
    source: &[u8],
    settings: &str,
    incident: &[u8],
    name: &str,
    form: &str,
) -> Result<String, String> {
    let form: Form = asked(&json(&form)).map_err(|error| json(&error))?;
    with(source, |ruleset| cases::case_of(ruleset, settings, incident, name, form))
}

/// What holds of all incidents: the JSON of a `ProofReport`.
///
/// # Errors
/// If the text does not compile, as the JSON of an error.
#[wasm_bindgen]
pub fn prove(source: &[u8], lines: &[u8]) -> Result<String, String> {
    with(source, |ruleset| cases::proofs(ruleset, lines).map(|report| json(&report)))
}

fn with(source: &[u8], ask: impl FnOnce(&Ruleset) -> Result<String, ApiError>) -> Result<String, String> {
    let asked = Ruleset::compile(source).map_err(ApiError::from).and_then(|ruleset| ask(&ruleset));
    asked.map_err(|error| json(&error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    const SMALLEST: &[u8] = include_bytes!("../../../rules-core/doc/smallest.toml");
    const LINE: &[u8] = br#"{"name": "large", "asOf": "2026-03-02T10:30:00+08:00", "incident": {"amount": 5000}, "expect": {"score": 10}}"#;

    fn read(answer: Result<String, String>) -> Value {
        serde_json::from_str(&answer.unwrap_or_else(|error| error)).unwrap()
    }

    #[test]
    fn cases_answer_with_a_report() {
        let report = read(run_cases(SMALLEST, LINE));
        let case = &report["cases"][0];
        assert_eq!(case["place"], serde_json::json!({"in": "lines", "line": 1}));
        assert_eq!(case["differences"][0]["text"]["zh"], "分数：应为 10，实为 30");
        assert_eq!(
            (&case["incident"], &case["asOf"]),
            (&r#"{"amount": 5000}"#.into(), &"2026-03-02T10:30:00+08:00".into())
        );
        assert_eq!(read(run_cases(b"format = 1", b""))["code"], "compile");
    }

    #[test]
    fn a_case_is_text_or_an_error_in_both_languages() {
        let settings = r#"{"asOf": "2026-03-02T10:30:00+08:00"}"#;
        let line = case_of(SMALLEST, settings, br#"{"amount": null}"#, "asked", "line").unwrap();
        assert_eq!(read(run_cases(SMALLEST, line.as_bytes()))["passed"], 1);
        let error = read(case_of(SMALLEST, settings, br#"{"amount": null}"#, "asked", "toml"));
        assert!(error["data"]["zh"].as_str().is_some_and(|zh| zh.contains("问过，不知道")), "{error}");
        assert_eq!(read(case_of(SMALLEST, settings, b"{}", "asked", "yaml"))["code"], "message");
        assert_eq!(read(case_of(SMALLEST, settings, b"[]", "asked", "toml"))["code"], "I420");
    }

    #[test]
    fn a_property_that_fails_has_an_incident_its_instant_and_its_place() {
        let property =
            b"\n[[property]]\nname = \"never high\"\nalways = 'amount > 0'\nlevel_up_to = \"low\"\n";
        let report = read(prove(&[SMALLEST, property].concat(), b""));
        assert_eq!(report["asOf"], "2026-01-01T12:00:00+08:00");
        let failed = &report["properties"][0];
        assert_eq!(failed["verdict"], "fails");
        assert_eq!(failed["incidents"][0]["incident"], serde_json::json!({"amount": 3000}));
        assert_eq!(failed["range"]["start"]["line"], 40);
    }
}
