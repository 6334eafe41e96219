//! Two rulesets compared, for JavaScript: rows go in as bytes of lines, settings and plan as JSON; what differs and what
//! moved comes out as JSON. An error is thrown as the JSON of an [`ApiError`].

use super::backtest::{asked, count, json, settings};
use crate::api::Loaded;
use crate::error::ApiError;
use rules_core::backtest::run::{Plan, PlanSpec};
use rules_core::diff::{self as core, plan_specs};
use self_cell::self_cell;
use wasm_bindgen::prelude::wasm_bindgen;

/// What differs between two rulesets, each a text or a pack: the JSON of a `Difference`.
///
/// # Errors
/// If one of both does not load, as the JSON of an error.
#[wasm_bindgen]
pub fn diff(old: &[u8], new: &[u8]) -> Result<String, String> {
    let [old, new] = load(old, new).map_err(|error| json(&error))?;
    Ok(json(&core::diff(old.ruleset(), new.ruleset())))
}

self_cell!(
    /// Both plans and the comparison that rests on them.
    struct Cell {
        owner: [Plan; 2],
        #[not_covariant]
        dependent: Run,
    }

    impl {Debug}
);

type Run<'p> = core::Comparison<'p>;

/// Rows that are assessed by two rulesets; a worker feeds it chunk by chunk and tells between them how far it is.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Comparison(Cell);

#[wasm_bindgen]
impl Comparison {
    /// Begins: two rulesets, the settings of all assessments (`asOf`, `calendar`, `params`), the plan of the rows (as a
    /// backtest has it, the label unused), how many moved incidents are kept of each way from a level to another.
    ///
    /// # Errors
    /// What cannot be used, as the JSON of an error.
    #[wasm_bindgen(constructor)]
    pub fn new(
        old: &[u8],
        new: &[u8],
        settings: &str,
        plan: &str,
        keep: usize,
    ) -> Result<Comparison, String> {
        let plans = plans(old, new, settings, plan).map_err(|error| json(&error))?;
        Ok(Self(Cell::new(plans, |plans| Run::new(plans, keep))))
    }

    /// Reads a chunk of whole lines; gives how many rows were read so far.
    pub fn add(&mut self, lines: &[u8]) -> f64 {
        count(self.0.with_dependent_mut(|_, run| run.add(lines)))
    }

    /// What was found so far: `{"movement","leftOut"}`.
    #[must_use]
    pub fn result(&self) -> String {
        self.0.with_dependent(|_, run| json(&run.result()))
    }
}

fn plans(old: &[u8], new: &[u8], text: &str, plan: &str) -> Result<[Plan; 2], ApiError> {
    let [old, new] = load(old, new)?;
    let settings = settings(text)?;
    let spec = PlanSpec { label: None, ..asked(plan)? };
    let [before, after] = plan_specs(old.ruleset(), new.ruleset(), &spec);
    let plan = |which, loaded: &Loaded, spec| {
        let ruleset = loaded.ruleset();
        Plan::new(ruleset, settings.context(ruleset), spec).map_err(|error| of(which, error.into()))
    };
    Ok([plan("old", &old, before)?, plan("new", &new, after)?])
}

/// Loads both.
fn load(old: &[u8], new: &[u8]) -> Result<[Loaded; 2], ApiError> {
    let side = |which, bytes| Loaded::load(bytes).map_err(|error| of(which, error));
    Ok([side("old", old)?, side("new", new)?])
}

/// An error of one of both.
fn of(which: &str, error: ApiError) -> ApiError {
    ApiError { message: format!("the {which} ruleset: {}", error.message), ..error }
}
