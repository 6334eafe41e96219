//! What the host gives beside an incident: the only clock, a calendar, parameters.

use crate::calendar::Calendar;
use crate::compiled::Ruleset;
use crate::diagnostic::{Code, did_you_mean};
use crate::digest::sha256_hex;
use crate::json::push_string;
use crate::number::{integer_text, json_number, number_text, push_integer, push_json_number, widen};
use crate::parse::document::Numeral;
use crate::ruleset::typed::Type;
use crate::ruleset::{Model, Param, Range};
use crate::time::{Instant, Offset, instant_text_at};
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::sync::Arc;

/// A context, checked against a ruleset's parameters; made by [`Ruleset::context`].
///
/// ```
/// # use rules_core::{Ruleset, ContextSpec};
/// # let ruleset = Ruleset::compile(include_bytes!("../doc/smallest.toml")).unwrap();
/// let spec = ContextSpec { as_of: Some("2026-03-02T10:30:00+08:00".into()), ..ContextSpec::default() };
/// let context = ruleset.context(spec).unwrap();
/// assert_eq!(context.digest().len(), 64);
/// ```
#[derive(Clone, Debug)]
pub struct Context {
    pub(crate) as_of: Option<Instant>,
    pub(crate) calendar: Option<Arc<Calendar>>,
    /// Bits of each parameter, in the ruleset's order.
    pub(crate) params: Vec<u64>,
    /// The calendar and the parameters as text, for the digest.
    fixed: String,
    offset: Offset,
    /// The digest with `as_of` as it stands here.
    digest: String,
}

/// What a context is made from.
#[derive(Clone, Debug, Default)]
pub struct ContextSpec {
    /// The instant of the assessment, as RFC 3339 with an offset. Without one, whatever depends on it is
    /// open, unless each incident brings its own.
    pub as_of: Option<String>,
    /// Holidays and make-up working days. Without one, deadlines in working days are unknown.
    pub calendar: Option<Arc<Calendar>>,
    /// Values of parameters that differ from the ruleset's.
    pub params: BTreeMap<String, f64>,
}

/// A context that does not fit the ruleset (`I430`).
#[derive(Clone, Debug, PartialEq)]
pub enum ContextError {
    /// `as_of` is no instant: its text, and what was expected.
    AsOf(String, &'static str),
    /// There is no such parameter: its name, and a near one.
    NoParam(String, Option<String>),
    /// A parameter is out of its range, or no integer: its name, the value, what was expected.
    Param(String, f64, String),
}

impl ContextError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> Code {
        Code::I430
    }
}

impl fmt::Display for ContextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.code().as_str())?;
        match self {
            Self::AsOf(text, expected) => write!(f, "`as_of`: expected {expected}, found `{text}`"),
            Self::NoParam(name, Some(near)) => {
                write!(f, "the ruleset has no parameter `{name}`; did you mean `{near}`?")
            }
            Self::NoParam(name, None) => write!(f, "the ruleset has no parameter `{name}`"),
            Self::Param(name, value, expected) => {
                write!(f, "parameter `{name}`: expected {expected}, found {}", &*number_text(*value))
            }
        }
    }
}

impl Error for ContextError {}

impl Context {
    pub(crate) fn new(ruleset: &Ruleset, spec: ContextSpec) -> Result<Self, ContextError> {
        let model = ruleset.model();
        for name in spec.params.keys() {
            if !model.params.iter().any(|param| param.name == *name) {
                let names = model.params.iter().map(|param| param.name.as_str());
                let near = did_you_mean(name, names).map(str::to_owned);
                return Err(ContextError::NoParam(name.clone(), near));
            }
        }
        let as_of = match &spec.as_of {
            None => None,
            Some(text) => Some(
                crate::time::parse_instant(text)
                    .map_err(|error| ContextError::AsOf(text.clone(), error.expected()))?,
            ),
        };
        let mut params = Vec::new();
        let mut fixed = String::from("calendar ");
        fixed.push_str(spec.calendar.as_ref().map_or("none", |calendar| calendar.digest()));
        for param in &model.params {
            let (bits, text) = param_bits(param, spec.params.get(&param.name).copied())?;
            params.push(bits);
            fixed.push_str(&format!("\n{} {text}", param.name));
        }
        let offset = ruleset.offset();
        let digest = digest(as_of, offset, &fixed);
        Ok(Self { as_of, calendar: spec.calendar, params, fixed, offset, digest })
    }

    /// SHA-256, in hex, of `as_of`, the calendar's digest and the effective parameters.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The effective parameters by name.
    pub(crate) fn params_json(&self, model: &Model) -> BTreeMap<String, serde_json::Value> {
        let value = |param: &Param, bits: u64| match param.ty {
            Type::Int => serde_json::Value::from(bits.cast_signed()),
            _ => json_number(f64::from_bits(bits)),
        };
        let params = model.params.iter().zip(&self.params);
        params.map(|(param, bits)| (param.name.clone(), value(param, *bits))).collect()
    }

    /// The same as text.
    pub(crate) fn push_params(&self, model: &Model, out: &mut Vec<u8>) {
        let mut params: BTreeMap<&str, (Type, u64)> = BTreeMap::new();
        for (param, bits) in model.params.iter().zip(&self.params) {
            params.insert(&param.name, (param.ty, *bits));
        }
        out.push(b'{');
        for (at, (name, (ty, bits))) in params.into_iter().enumerate() {
            if at > 0 {
                out.push(b',');
            }
            push_string(out, name);
            out.push(b':');
            match ty {
                Type::Int => push_integer(out, bits.cast_signed()),
                _ => push_json_number(out, f64::from_bits(bits)),
            }
        }
        out.push(b'}');
    }

    /// The digest with another `as_of`.
    pub(crate) fn digest_at(&self, as_of: Option<Instant>) -> String {
        digest(as_of, self.offset, &self.fixed)
    }
}

fn digest(as_of: Option<Instant>, offset: Offset, fixed: &str) -> String {
    let as_of = as_of.map(|as_of| instant_text_at(as_of, offset));
    let as_of = as_of.as_deref().unwrap_or("none");
    sha256_hex(format!("as_of {as_of}\n{fixed}").as_bytes())
}

/// A parameter's bits and its text.
fn param_bits(param: &Param, given: Option<f64>) -> Result<(u64, String), ContextError> {
    let value = given.unwrap_or(param.value.as_f64());
    let refuse = |expected: String| Err(ContextError::Param(param.name.clone(), value, expected));
    if given.is_some() && !may_be_set(param, value) {
        let own = number_text(param.value.as_f64());
        return refuse(format!("{}, for the ruleset gives it no range", &*own));
    }
    if !value.is_finite() || !param.range.holds(value) {
        return refuse(range_text(param.range));
    }
    if param.ty != Type::Int {
        return Ok(((value + 0.0).to_bits(), number_text(value).to_string()));
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked by widening it back")]
    let integer = value as i64;
    if widen(integer) != Some(value) {
        return refuse("an integer".into());
    }
    Ok((integer.cast_unsigned(), integer_text(integer).to_string()))
}

/// A range in words; without ends, any number is in it.
fn range_text(range: Range) -> String {
    let end = |end: Numeral| number_text(end.as_f64()).to_string();
    match (range.min.map(end), range.max.map(end)) {
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => "a finite number".to_owned(),
    }
}

/// A parameter without a range is fixed.
fn may_be_set(param: &Param, value: f64) -> bool {
    param.range.min.is_some() || param.range.max.is_some() || value == param.value.as_f64()
}
