//! A context from files and arguments.

use crate::clock;
use crate::exit::Stop;
use clap::Args;
use rules_core::calendar::Calendar;
use rules_core::prove::usual_context;
use rules_core::{Context, ContextSpec, Ruleset};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The name of the calendar that knows no holidays.
pub const WEEKDAYS: &str = "weekdays";

/// What the context of an assessment is made from.
#[derive(Args, Clone, Debug)]
pub struct ContextArgs {
    /// The instant of the assessment, such as 2026-03-02T10:30:00+08:00 [default: now]
    #[arg(long, value_name = "T")]
    pub as_of: Option<String>,
    /// Holidays and make-up working days: {"id", "years", "holidays", "workdays"} as JSON; or `weekdays`: Monday to
    /// Friday, as `rules prove` counts
    #[arg(long, value_name = "FILE")]
    pub calendar: Option<PathBuf>,
    /// Values of the ruleset's parameters: {"large_amount": 5000} as JSON
    #[arg(long, value_name = "FILE")]
    pub params: Option<PathBuf>,
}

/// The context that the arguments ask for; without `--as-of` the present second.
pub fn context(ruleset: &Ruleset, args: &ContextArgs) -> Result<Context, Stop> {
    let mut spec = ContextSpec { as_of: args.as_of.clone(), ..ContextSpec::default() };
    spec.as_of.get_or_insert_with(clock::now);
    from_files(ruleset, spec, args.calendar.as_deref(), args.params.as_deref())
}

/// A context with the calendar and the parameters of files, where they are given.
pub fn from_files(
    ruleset: &Ruleset,
    mut spec: ContextSpec,
    calendar: Option<&Path>,
    params: Option<&Path>,
) -> Result<Context, Stop> {
    match calendar {
        Some(name) if name == Path::new(WEEKDAYS) => spec.calendar = usual_context(ruleset).calendar,
        Some(path) => spec.calendar = Some(Arc::new(json::<Calendar>(path, "calendar")?)),
        None => {}
    }
    if let Some(path) = params {
        spec.params = json::<BTreeMap<String, f64>>(path, "parameters")?;
    }
    ruleset.context(spec).map_err(|error| Stop::Failed(format!("the context does not fit: {error}")))
}

fn json<T: DeserializeOwned>(path: &Path, what: &str) -> Result<T, Stop> {
    let shown = path.display();
    let bytes = std::fs::read(path)
        .map_err(|error| Stop::Failed(format!("cannot read the {what} in `{shown}`: {error}")))?;
    serde_json::from_slice(rules_core::source::strip_bom(&bytes))
        .map_err(|error| Stop::Failed(format!("the {what} in `{shown}` cannot be used: {error}")))
}
