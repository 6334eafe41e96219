//! Backtests for JavaScript: rows go in as bytes of lines, plans and queries as JSON; figures and pages of rows come out
//! as JSON, tables as bytes of CSV.
//!
//! An error is thrown as the JSON of an [`ApiError`]. Nothing keeps the rows: the page has them.

use crate::api::Loaded;
use crate::error::{ApiError, code};
use crate::settings::Settings;
use rules_core::backtest::guess;
use rules_core::backtest::mapping::{Mapping, MappingSpec};
use rules_core::backtest::reason::Reason;
use rules_core::backtest::row::Row;
use rules_core::backtest::run::{Plan, PlanError, Run};
use self_cell::self_cell;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::wasm_bindgen;

self_cell!(
    /// A plan and the run that rests on it.
    struct Cell {
        owner: Plan,
        #[not_covariant]
        dependent: Run,
    }

    impl {Debug}
);

/// A run through rows.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Backtest(Cell);

#[wasm_bindgen]
impl Backtest {
    /// Begins a run: a ruleset's text or pack, the settings of the assessments (`asOf`, `calendar`, `params`), and the
    /// plan (`mapping`, `label`, `key`, `asOfField`, `cells`).
    ///
    /// # Errors
    /// What cannot be used, as the JSON of an error.
    #[wasm_bindgen(constructor)]
    pub fn new(source: &[u8], settings: &str, plan: &str) -> Result<Backtest, String> {
        begin(source, settings, plan).map_err(|error| json(&error))
    }

    /// Reads a chunk of whole lines; gives how many rows were read so far.
    pub fn add(&mut self, lines: &[u8]) -> f64 {
        count(self.0.with_dependent_mut(|_, run| run.add(lines)))
    }

    /// The incident that a line is, as JSON.
    ///
    /// # Errors
    /// Why it is none, as the JSON of an error.
    pub fn incident(&self, line: &[u8]) -> Result<String, String> {
        let refused = |reason: Reason| json(&ApiError::new(code::MESSAGE, reason.to_string()));
        self.0.with_dependent(|_, run| run.incident(line)).map_err(refused)
    }

    /// What came of all rows so far.
    #[must_use]
    pub fn results(&self) -> String {
        self.0.with_dependent(|_, run| json(&run.results()))
    }

    /// A page of the scored rows.
    ///
    /// # Errors
    /// If the query cannot be read, as the JSON of an error.
    pub fn rows(&self, query: &str) -> Result<String, String> {
        let query = asked(query).map_err(|error| json(&error))?;
        Ok(self.0.with_dependent(|_, run| json(&run.rows(&query))))
    }

    /// All scored rows as CSV.
    #[must_use]
    pub fn csv(&self) -> Vec<u8> {
        self.0.with_dependent(|_, run| run.csv().into_bytes())
    }

    /// All rows that were left out as CSV, with reasons.
    #[must_use]
    #[wasm_bindgen(js_name = badCsv)]
    pub fn bad_csv(&self) -> Vec<u8> {
        self.0.with_dependent(|_, run| run.bad_csv().into_bytes())
    }

    /// Bytes that are kept of the rows.
    #[must_use]
    pub fn memory(&self) -> usize {
        self.0.with_dependent(|_, run| run.memory())
    }
}

fn begin(source: &[u8], settings: &str, plan: &str) -> Result<Backtest, ApiError> {
    let loaded = Loaded::load(source)?;
    let settings = self::settings(settings)?;
    let plan = Plan::new(loaded.ruleset(), settings.context(loaded.ruleset()), asked(plan)?)?;
    Ok(Backtest(Cell::new(plan, |plan| Run::new(plan))))
}

/// The settings of a run through rows, what concerns single rows being its plan's.
pub(super) fn settings(text: &str) -> Result<Settings, ApiError> {
    let settings = Settings::read(text)?;
    let elsewhere = settings.key.is_some() || settings.as_of_field.is_some();
    if elsewhere || settings.strict || settings.bounds || settings.next {
        let message = "rows take `asOf`, `calendar` and `params`; `key` and `asOfField` belong to their plan";
        return Err(ApiError::new(code::SETTINGS, message));
    }
    Ok(settings)
}

impl From<PlanError> for ApiError {
    fn from(error: PlanError) -> Self {
        match error {
            PlanError::Context(error) => error.into(),
            error => Self::new(code::MESSAGE, error.to_string()),
        }
    }
}

/// Guesses what columns are from the first lines; those that are no rows are passed over.
///
/// # Errors
/// If the ruleset cannot be loaded, as the JSON of an error.
#[wasm_bindgen]
pub fn guess(source: &[u8], lines: &[u8], cells: bool) -> Result<String, String> {
    let loaded = Loaded::load(source).map_err(|error| json(&error))?;
    let lines = lines.split(|byte| *byte == b'\n');
    let rows: Vec<Row<'_>> = lines.filter_map(|line| Row::new(line, cells).ok()).collect();
    Ok(json(&guess::guess(loaded.ruleset(), &rows)))
}

/// A mapping from the text of a file, as `rules backtest` has it, checked against the ruleset.
///
/// # Errors
/// What is wrong with it, as the JSON of an error.
#[wasm_bindgen(js_name = readMapping)]
pub fn read_mapping(source: &[u8], text: &str) -> Result<String, String> {
    let refused = |error| json(&ApiError::new(code::MESSAGE, format!("the mapping cannot be used: {error}")));
    let loaded = Loaded::load(source).map_err(|error| json(&error))?;
    let spec = MappingSpec::parse(text).map_err(refused)?;
    Mapping::new(spec.clone(), loaded.ruleset()).map_err(refused)?;
    Ok(json(&spec))
}

/// The text of a file that `rules backtest --mapping` reads.
///
/// # Errors
/// If it is no mapping, as the JSON of an error.
#[wasm_bindgen(js_name = writeMapping)]
pub fn write_mapping(mapping: &str) -> Result<String, String> {
    Ok(asked::<MappingSpec>(mapping).map_err(|error| json(&error))?.to_toml())
}

/// What is asked for, from its JSON.
pub(super) fn asked<T: DeserializeOwned>(text: &str) -> Result<T, ApiError> {
    let unreadable =
        |error| ApiError::new(code::MESSAGE, format!("what is asked for cannot be used: {error}"));
    serde_json::from_str(text).map_err(unreadable)
}

pub(super) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// A count as JavaScript has it.
#[expect(clippy::cast_precision_loss, reason = "counts of rows lie far below 2^53")]
pub(super) fn count(rows: u64) -> f64 {
    rows as f64
}
