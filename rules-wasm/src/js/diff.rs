//! Two rulesets compared, for JavaScript: [`crate::compare`] behind wasm-bindgen. What is given is JSON, and so is an
//! error that is thrown: `{"code","message","data"}`.

use crate::compare::{Comparison as Plain, difference};
use crate::error::ApiError;
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

/// What differs between two rulesets, each a text or a pack: the JSON of a `Difference`.
///
/// # Errors
/// If one of both does not load, as the JSON of an error.
#[wasm_bindgen]
pub fn diff(old: &[u8], new: &[u8]) -> Result<String, String> {
    difference(old, new).map(|it| json(&it)).map_err(failed)
}

/// Incidents that are assessed by two rulesets; a worker feeds it chunk by chunk and tells between them how far it is.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Comparison {
    plain: Plain,
}

#[wasm_bindgen]
impl Comparison {
    /// Begins: two rulesets, the settings of all assessments as JSON, how many moved incidents are kept.
    ///
    /// # Errors
    /// If a ruleset or the settings cannot be used, as the JSON of an error.
    #[wasm_bindgen(constructor)]
    pub fn new(old: &[u8], new: &[u8], settings: &str, keep: usize) -> Result<Comparison, String> {
        Plain::new(old, new, settings, keep).map(|plain| Self { plain }).map_err(failed)
    }

    /// What differs: the JSON of a `Difference`.
    pub fn difference(&self) -> String {
        json(&self.plain.difference())
    }

    /// Takes whole lines, JSON in UTF-8. Gives how many lines there were so far.
    ///
    /// # Errors
    /// If they cannot be assessed, as the JSON of an error.
    #[expect(clippy::cast_precision_loss, reason = "counts of lines lie far below 2^53")]
    pub fn feed(&mut self, lines: &[u8]) -> Result<f64, String> {
        self.plain.feed(lines).map(|lines| lines as f64).map_err(failed)
    }

    /// What was found so far: `{"movement","leftOut","leftOutLines"}`.
    pub fn result(&self) -> String {
        json(&self.plain.result())
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` gives")]
fn failed(error: ApiError) -> String {
    json(&error)
}
