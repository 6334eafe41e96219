//! Text to durations.
//!
//! Comes in: ISO 8601 text. Goes out: milliseconds, or a [`TimeTextError`] that says what was expected.
//! Promise: only units of a fixed length are read, so a duration is the same everywhere.

use super::parse::{TimeTextError, fraction};
use super::{DAY, HOUR, MINUTE, SECOND, SPAN_MAX, Span};

/// Reads a duration: `P3D`, `PT24H`, `PT1H30M`, `P2W`, `P1DT12H`, `PT0.5S`.
///
/// - Weeks, days, then after `T` hours, minutes, seconds: each at most once, in this order, at least one.
/// - A day is 24 hours and a week 7 days. Months and years have no fixed length and are refused.
/// - Only seconds may have a fraction; past milliseconds it is cut.
/// - A leading `-` is read, since a difference may run backwards and its text must be readable again; a
///   field that is never negative says so with `min`.
///
/// # Errors
/// [`TimeTextError`] says what was expected.
///
/// ```
/// use rules_core::time::{HOUR, TimeTextError, parse_span};
/// assert_eq!(parse_span("PT24H"), Ok(24 * HOUR));
/// assert_eq!(parse_span("P1DT12H"), Ok(36 * HOUR));
/// assert_eq!(parse_span("P1M"), Err(TimeTextError::NoFixedLength));
/// ```
pub fn parse_span(text: &str) -> Result<Span, TimeTextError> {
    let (negative, rest) = match text.as_bytes() {
        [b'-', rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    let [b'P', rest @ ..] = rest else { return Err(TimeTextError::Duration) };
    let mut reader = Reader { rest, in_time: false, last_unit: Span::MAX, total: 0 };
    while !reader.rest.is_empty() {
        reader.component()?;
    }
    match reader.last_unit {
        // Neither `P` alone, nor a `T` with nothing after it.
        Span::MAX => Err(TimeTextError::Duration),
        _ => Ok(if negative { -reader.total } else { reader.total }),
    }
}

struct Reader<'a> {
    rest: &'a [u8],
    /// Whether the `T` has been read, after which `M` is minutes.
    in_time: bool,
    /// The unit before; each must be shorter than the one before it.
    last_unit: Span,
    total: Span,
}

impl Reader<'_> {
    /// Reads a number with its unit, and the `T` before it.
    fn component(&mut self) -> Result<(), TimeTextError> {
        if let ([b'T', rest @ ..], false) = (self.rest, self.in_time) {
            self.rest = rest;
            self.in_time = true;
        }
        let count = self.count()?;
        let (part, rest) = fraction(self.rest).ok_or(TimeTextError::Duration)?;
        let has_fraction = rest.len() < self.rest.len();
        let (&designator, rest) = rest.split_first().ok_or(TimeTextError::Duration)?;
        let unit = unit(designator, self.in_time)?;
        if unit >= self.last_unit || (has_fraction && unit != SECOND) {
            return Err(TimeTextError::Duration);
        }
        let value = count.checked_mul(unit).and_then(|value| value.checked_add(self.total + part));
        self.total = value.filter(|&total| total <= SPAN_MAX).ok_or(TimeTextError::TooLong)?;
        self.last_unit = unit;
        self.rest = rest;
        Ok(())
    }

    /// Reads digits, at least one; a number too great for every unit saturates.
    fn count(&mut self) -> Result<i64, TimeTextError> {
        let digits = self.rest;
        let mut count = 0_i64;
        while let [digit @ b'0'..=b'9', rest @ ..] = self.rest {
            count = count.saturating_mul(10).saturating_add(i64::from(digit - b'0'));
            self.rest = rest;
        }
        if self.rest.len() < digits.len() { Ok(count) } else { Err(TimeTextError::Duration) }
    }
}

fn unit(designator: u8, in_time: bool) -> Result<Span, TimeTextError> {
    match (designator, in_time) {
        (b'W', false) => Ok(7 * DAY),
        (b'D', false) => Ok(DAY),
        (b'H', true) => Ok(HOUR),
        (b'M', true) => Ok(MINUTE),
        (b'S', true) => Ok(SECOND),
        (b'Y' | b'M', false) => Err(TimeTextError::NoFixedLength),
        _ => Err(TimeTextError::Duration),
    }
}
