//! How incidents are assessed: what the host gives beside them.
//!
//! Comes in: a JSON object in camelCase, see [`Settings`]. Goes out: a context and options. Promise: nothing is
//! accepted and ignored; a member that is unknown or unusable is an error that names it.

use crate::error::{ApiError, code, shown};
use rules_core::calendar::Calendar;
use rules_core::json::typed::{self, TypedError};
use rules_core::json::{Kind, Scanner};
use rules_core::{ContextSpec, Options, Ruleset};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The settings of an assessment; each may be left out.
///
/// ```
/// use rules_wasm::settings::Settings;
/// let settings = Settings::read(r#"{"asOf": "2026-03-02T10:30:00+08:00", "bounds": true}"#).unwrap();
/// assert!(settings.bounds && !settings.strict);
/// let error = Settings::read(r#"{"asof": "2026-03-02"}"#).unwrap_err();
/// assert!(error.message.contains("unknown field `asof`"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The instant of the assessment, as RFC 3339 with an offset; without one, what depends on it is open.
    pub as_of: Option<String>,
    /// Holidays and make-up working days; without them, deadlines in working days are unknown.
    pub calendar: Option<WorkingDays>,
    /// Values of parameters that differ from the ruleset's.
    pub params: BTreeMap<String, f64>,
    /// The member that names an incident; without one, `id`.
    pub key: Option<String>,
    /// The member that holds the instant of each incident's own assessment.
    pub as_of_field: Option<String>,
    /// Refuses an incident with an unusable value instead of scoring it.
    pub strict: bool,
    /// Adds the exact lowest and highest to each assessment.
    pub bounds: bool,
    /// The same, and adds the facts worth asking for next.
    pub next: bool,
}

/// Which days are working days.
#[derive(Clone, Debug)]
pub enum WorkingDays {
    /// `"weekdays"`: Monday to Friday, in the years around the ruleset's first day in force.
    Weekdays,
    /// `{"id", "years", "holidays", "workdays", "source"}`.
    Listed(Arc<Calendar>),
}

impl WorkingDays {
    fn read(scanner: &mut Scanner<'_>) -> Result<Self, TypedError> {
        if scanner.peek_kind()? != Kind::String {
            return Ok(Self::Listed(Arc::new(Calendar::read(scanner)?)));
        }
        match typed::text(scanner)?.as_str() {
            "weekdays" => Ok(Self::Weekdays),
            other => Err(TypedError::new(format!(
                "expected \"weekdays\" or an object of days, found \"{}\"",
                shown(other)
            ))),
        }
    }
}

impl Settings {
    const MEMBERS: &[&str] = &["asOf", "calendar", "params", "key", "asOfField", "strict", "bounds", "next"];

    /// Settings from their JSON text.
    ///
    /// # Errors
    /// If it is no object of settings; the message names the member.
    pub fn read(text: &str) -> Result<Self, ApiError> {
        let mut scanner = Scanner::new(text);
        let read = Self::members(&mut scanner).and_then(|it| Ok(scanner.finish().map(|()| it)?)).map_err(
            |error| ApiError::new(code::SETTINGS, format!("the settings cannot be used: {error}")),
        )?;
        if cfg!(not(feature = "guide")) && (read.bounds || read.next) {
            let message =
                "this build finds no bounds and no questions: `bounds` and `next` need one with explanations";
            return Err(ApiError::new(code::SETTINGS, message));
        }
        Ok(read)
    }

    fn members(scanner: &mut Scanner<'_>) -> Result<Self, TypedError> {
        let mut all = Self::default();
        typed::object(scanner, Self::MEMBERS, &mut |name, it| {
            match name {
                "asOf" => all.as_of = typed::optional(it, typed::text)?,
                "calendar" => all.calendar = typed::optional(it, WorkingDays::read)?,
                "params" => all.params = params(it)?,
                "key" => all.key = typed::optional(it, typed::text)?,
                "asOfField" => all.as_of_field = typed::optional(it, typed::text)?,
                "strict" => all.strict = it.read_bool()?,
                "bounds" => all.bounds = it.read_bool()?,
                _ => all.next = it.read_bool()?,
            }
            Ok(())
        })?;
        Ok(all)
    }

    /// What the context of an assessment is made from.
    #[must_use]
    pub fn context(&self, ruleset: &Ruleset) -> ContextSpec {
        let calendar = match &self.calendar {
            Some(WorkingDays::Weekdays) => Calendar::weekdays(ruleset).map(Arc::new),
            Some(WorkingDays::Listed(calendar)) => Some(Arc::clone(calendar)),
            None => None,
        };
        ContextSpec { as_of: self.as_of.clone(), calendar, params: self.params.clone() }
    }

    /// How incidents are read.
    #[must_use]
    pub fn options(&self) -> Options {
        let default = Options::default();
        Options {
            key: self.key.clone().unwrap_or(default.key),
            as_of_field: self.as_of_field.clone(),
            strict: self.strict,
            #[cfg(feature = "guide")]
            bounds: self.bounds,
            #[cfg(feature = "guide")]
            next: self.next,
        }
    }
}

fn params(scanner: &mut Scanner<'_>) -> Result<BTreeMap<String, f64>, TypedError> {
    let mut params = BTreeMap::new();
    typed::entries(scanner, &mut |name, it| {
        params.insert(name.to_owned(), typed::number(it)?);
        Ok(())
    })?;
    Ok(params)
}
