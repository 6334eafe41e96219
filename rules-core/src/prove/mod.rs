//! Proofs about a ruleset: what holds of every incident, what no incident comes to.
//!
//! Comes in: a ruleset and a context. Goes out: a [`Report`]: for each stated property whether it holds, with
//! an incident that shows it where it does not; outcomes that no incident comes to; entries without which every
//! score would be the same; rules that always fire together; levels out of reach; the incident with the
//! highest score. Promises: what is proved holds for every completion of the incident `{}` in that context;
//! what is refuted was evaluated as any incident is; what is neither says so. Steps are counted, never time.
//!
//! Completions give no field that is not relevant, and no value that cannot be used. Entries that are not in
//! force at the context's instant are not asked about.

mod hunt;
mod implied;
mod judge;
mod leaves;
mod monotone;
mod prover;
mod report;
mod sample;
mod seen;
mod shrink;
mod slope;
mod targets;

pub use report::{Checked, Highest, Outcome, Report, Scored, Verdict};

use crate::bounds::Bounder;
use crate::calendar::Calendar;
use crate::compiled::Ruleset;
use crate::context::{Context, ContextSpec};
use crate::session::Options;
use crate::time::{HOUR, instant_text_at, start_of};
use prover::Prover;
use serde_json::Value as Json;
use std::sync::Arc;

/// How much is tried before a question is left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Sets of completions that are looked at for one question.
    pub steps: usize,
    /// Incidents, or pairs of them, taken at random.
    pub samples: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { steps: 4_000, samples: 2_000 }
    }
}

/// The context that proofs are made in where none is given: noon of the day from which the ruleset is in
/// force, its own parameters, working days from Monday to Friday.
#[must_use]
pub fn usual_context(ruleset: &Ruleset) -> ContextSpec {
    let day = ruleset.model().effective.unwrap_or(crate::calendar::SOME_DAY);
    let noon = start_of(day, ruleset.offset()).map(|midnight| midnight + 12 * HOUR);
    let as_of = noon.ok().map(|noon| instant_text_at(noon, ruleset.offset()).to_string());
    let calendar = Calendar::weekdays(ruleset).map(Arc::new);
    ContextSpec { as_of, calendar, ..ContextSpec::default() }
}

/// Proves or refutes what a ruleset states, and looks for what never comes to anything. What the ruleset's cases,
/// or these further `incidents`, are seen to do needs no search.
///
/// ```
/// use rules_core::Ruleset;
/// use rules_core::prove::{Budget, Verdict, prove, usual_context};
/// let source = include_str!("../../doc/smallest.toml").to_owned() + r#"
/// [[property]]
/// name = "a larger amount never lowers the score"
/// monotone = { field = "amount", direction = "up" }
/// [[property]]
/// name = "no amount is ever high"
/// always = 'amount > 0'
/// level_up_to = "low"
/// "#;
/// let ruleset = Ruleset::compile(source).unwrap();
/// let context = ruleset.context(usual_context(&ruleset)).unwrap();
/// let report = prove(&ruleset, &context, &[], Budget::default());
/// assert_eq!(report.properties[0].verdict, Verdict::Holds);
/// let Verdict::Fails { incidents } = &report.properties[1].verdict else { panic!() };
/// assert_eq!(incidents[0].incident, serde_json::json!({"amount": 3000}));
/// assert!(report.never_fires.is_empty());
/// assert_eq!((report.highest.score, report.highest.exact), (30, true));
/// ```
#[must_use]
pub fn prove(ruleset: &Ruleset, context: &Context, incidents: &[Json], budget: Budget) -> Report {
    let options = Options::default();
    let mut bounder = Bounder::new(ruleset, context, &options);
    let as_of = context.as_of.map(|as_of| instant_text_at(as_of, ruleset.offset()).to_string());
    let found = bounder.search_all(budget.steps, |search| {
        let all = search.scene.all();
        let highest = search.run(&all);
        Prover::new(ruleset, search, budget).report(as_of.clone(), incidents, highest)
    });
    // An empty incident is an object of few bytes, and has no unusable value.
    found.unwrap_or_else(|_| Report::empty(as_of))
}
