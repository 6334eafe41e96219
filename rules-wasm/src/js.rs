//! A loaded ruleset for JavaScript, behind wasm-bindgen; `npm/` makes a package of it.
//!
//! Nothing is handed over but numbers and bytes in the module's memory, for that is the fastest (`benches/js` has the
//! comparison): the host writes an incident where [`Engine::room`] says, calls, and reads the answer where it stands.
//! An incident of plain values and its assessment cross as numbers (`members`), all else as JSON, with the same outcome.
//! An error is an answer as well, `{"code","message","data"}`, so that no call throws.

pub mod backtest;
pub mod cases;
pub mod diff;
mod language;
mod members;

use crate::api::{Batch, Loaded, Missed, Progress, Reader};
use crate::error::{ApiError, code};
use crate::guide::Wish;
use rules_core::LineOutcome;
use serde::{Deserialize, Serialize};
use std::num::NonZeroU64;
use wasm_bindgen::prelude::wasm_bindgen;

/// Bytes of room that are kept from one call to the next.
const KEPT_BYTES: usize = 1024 * 1024;

/// What became of a call.
#[wasm_bindgen]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The answer is what was asked for.
    Done = 0,
    /// The answer is the error that stands in an assessment's place.
    Rejected = 1,
    /// The answer is an error.
    Failed = 2,
    /// The answer is in numbers.
    Counted = 3,
    /// Only JSON can be assessed.
    Unread = 4,
}

/// A ruleset, and room for what comes in and for the answer.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Engine {
    loaded: Loaded,
    settings: String,
    input: Vec<u8>,
    answer: Vec<u8>,
    progress: Progress,
    members: Vec<[f64; 2]>,
    numbers: Vec<f64>,
}

/// What `explain` is asked for beside the incident.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Telling {
    languages: Option<Vec<String>>,
    why_not: Option<Missed>,
}

/// What `render` is asked for beside the incident.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Wanted {
    audience: Reader,
    locale: Option<String>,
    why_not: Option<Missed>,
}

#[wasm_bindgen]
impl Engine {
    /// Loads a ruleset.
    ///
    /// # Errors
    /// Its mistakes, as the JSON of an error.
    #[wasm_bindgen(constructor)]
    pub fn new(source: &[u8]) -> Result<Engine, String> {
        let loaded = Loaded::load(source).map_err(|error| json(&error))?;
        Ok(Self::of(loaded))
    }

    /// The address where at least `size` bytes can be written for the next call; 0 if there is no room for them.
    pub fn room(&mut self, size: usize) -> *mut u8 {
        self.input.truncate(size.max(KEPT_BYTES));
        self.input.shrink_to(KEPT_BYTES);
        if self.input.try_reserve_exact(size.saturating_sub(self.input.len())).is_err() {
            return std::ptr::null_mut();
        }
        self.input.resize(size.max(self.input.len()), 0);
        self.input.as_mut_ptr()
    }

    /// The address of the last answer.
    #[wasm_bindgen(getter)]
    pub fn answer(&self) -> *const u8 {
        self.answer.as_ptr()
    }

    /// How many bytes the last answer has.
    #[wasm_bindgen(getter)]
    pub fn length(&self) -> usize {
        self.answer.len()
    }

    /// Lines of the last batch.
    #[wasm_bindgen(getter)]
    pub fn lines(&self) -> f64 {
        count(self.progress.lines)
    }

    /// Those of them that are no incident.
    #[wasm_bindgen(getter)]
    pub fn rejected(&self) -> f64 {
        count(self.progress.rejected)
    }

    /// Bytes of the last batch that were read.
    #[wasm_bindgen(getter)]
    pub fn next(&self) -> usize {
        self.progress.next
    }

    /// The settings of the calls that follow, as JSON.
    pub fn set(&mut self, settings: String) {
        self.settings = settings;
    }

    /// Assesses the incident in the first `length` bytes of the room.
    pub fn assess(&mut self, length: usize) -> Outcome {
        self.answer.clear();
        self.answer.shrink_to(KEPT_BYTES);
        let incident = self.input.get(..length).unwrap_or_default();
        match self.loaded.assess(&self.settings, incident, 1, &mut self.answer) {
            Ok(LineOutcome::Scored { .. }) => Outcome::Done,
            Ok(LineOutcome::Rejected) => Outcome::Rejected,
            Err(error) => self.failed(&error),
        }
    }

    /// Assesses at most `most` of the lines in the first `length` bytes of the room, the first one being number
    /// `first`. Where 0 is the most, there is none.
    #[wasm_bindgen(js_name = assessLines)]
    pub fn assess_lines(&mut self, length: usize, first: f64, most: f64) -> Outcome {
        self.answer.clear();
        self.answer.shrink_to(KEPT_BYTES);
        let lines = self.input.get(..length).unwrap_or_default();
        let batch = Batch { first: whole(first), max_lines: NonZeroU64::new(whole(most)) };
        match self.loaded.assess_lines(&self.settings, lines, batch, &mut self.answer) {
            Ok(progress) => {
                self.progress = progress;
                Outcome::Done
            }
            Err(error) => self.failed(&error),
        }
    }

    /// Explains the incident in the first `length` bytes of the room, as data.
    pub fn explain(&mut self, length: usize, telling: &str) -> Outcome {
        let explained = asked(telling).and_then(|Telling { languages, why_not }| {
            let incident = self.input.get(..length).unwrap_or_default();
            let (languages, why_not) = (languages.unwrap_or_default(), why_not.unwrap_or(Missed::All(false)));
            self.loaded.explain(&self.settings, incident, 1, &languages, why_not)
        });
        self.tell(explained.map(|it| json(&it)))
    }

    /// Explains the incident in the first `length` bytes of the room, as a text.
    pub fn render(&mut self, length: usize, wish: &str) -> Outcome {
        let text = asked(wish).and_then(|Wanted { audience, locale, why_not }| {
            let incident = self.input.get(..length).unwrap_or_default();
            self.loaded.render(&self.settings, incident, 1, &Wish { audience, locale, why_not })
        });
        self.tell(text)
    }

    /// The JSON Schema of an incident.
    pub fn schema(&mut self, locale: Option<String>) -> Outcome {
        let schema = self.loaded.schema(locale.as_deref()).map(|it| json(&it));
        self.tell(schema)
    }

    /// What a host's own form needs.
    pub fn form(&mut self, locale: Option<String>) -> Outcome {
        let form = self.loaded.form(locale.as_deref()).map(|it| json(&it));
        self.tell(form)
    }

    /// Which fields apply to the incident in the first `length` bytes of the room.
    pub fn relevance(&mut self, length: usize) -> Outcome {
        let incident = self.input.get(..length).unwrap_or_default();
        let relevance = self.loaded.relevance(&self.settings, incident).map(|it| json(&it));
        self.tell(relevance)
    }

    /// What the ruleset says of itself.
    pub fn info(&self) -> String {
        json(&self.loaded.info())
    }
}

impl Engine {
    /// A ruleset that is loaded already.
    pub(crate) fn of(loaded: Loaded) -> Self {
        Self {
            loaded,
            settings: "{}".into(),
            input: Vec::new(),
            answer: Vec::new(),
            progress: Progress::default(),
            members: Vec::new(),
            numbers: Vec::new(),
        }
    }

    fn tell(&mut self, answer: Result<String, ApiError>) -> Outcome {
        match answer {
            Ok(text) => {
                self.answer = text.into_bytes();
                Outcome::Done
            }
            Err(error) => self.failed(&error),
        }
    }

    fn failed(&mut self, error: &ApiError) -> Outcome {
        self.answer = json(error).into_bytes();
        Outcome::Failed
    }
}

/// Every mistake of a ruleset's text, as `{"diagnostics"}`.
#[wasm_bindgen]
pub fn check(source: &[u8], proofs: bool) -> String {
    json(&crate::check::check(source, proofs))
}

/// What the module is.
#[wasm_bindgen]
pub fn about() -> String {
    json(&crate::api::about())
}

/// What is asked for, from its JSON.
fn asked<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, ApiError> {
    let unreadable =
        |error| ApiError::new(code::MESSAGE, format!("what is asked for cannot be used: {error}"));
    serde_json::from_str(text).map_err(unreadable)
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// A count as JavaScript has it; no count of lines is so large that it would not be exact.
#[expect(clippy::cast_precision_loss, reason = "counts of lines lie far below 2^53")]
fn count(lines: u64) -> f64 {
    lines as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "what is no count becomes the nearest one"
)]
fn whole(number: f64) -> u64 {
    number as u64
}
