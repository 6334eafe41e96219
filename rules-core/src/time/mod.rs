//! Civil dates, instants and durations as plain 64-bit numbers, and checked arithmetic over them.
//!
//! Comes in: ISO 8601 and RFC 3339 text (see [`parse_date`], [`parse_instant`], [`parse_span`],
//! [`parse_offset`]), or values made here. Goes out: values, and their text (see [`date_text`] and its
//! neighbours). Promise: no clock and no time zone but a fixed offset; years 0001 to 9999 in the proleptic
//! Gregorian calendar; what leaves that range is an error value, never a wrapped number.
//!
//! A value is a bare `i64`, because it lives in a slot of the engine. Two values of one kind compare as
//! numbers; [`NONE`] compares later than every date.

mod duration;
mod parse;
mod text;

pub use duration::parse_span;
pub use parse::{TimeTextError, parse_date, parse_instant, parse_offset};
pub use text::{date_text, instant_text, instant_text_at, offset_text, span_text};

use chrono::{Datelike as _, NaiveDate};
use std::error::Error;
use std::fmt;

/// A civil date: days since 1970-01-01, from [`DATE_MIN`] to [`DATE_MAX`], or [`NONE`].
pub type Date = i64;
/// An instant: milliseconds since 1970-01-01T00:00:00Z, from [`INSTANT_MIN`] to [`INSTANT_MAX`]. Leap
/// seconds are not counted.
pub type Instant = i64;
/// A duration: milliseconds, negative where it runs backwards, from -[`SPAN_MAX`] to [`SPAN_MAX`].
pub type Span = i64;

/// The value "none" of a date: known not to have happened. It compares later than every date.
pub const NONE: i64 = i64::MAX;

/// One second, as a [`Span`].
pub const SECOND: Span = 1_000;
/// One minute, as a [`Span`].
pub const MINUTE: Span = 60 * SECOND;
/// One hour, as a [`Span`].
pub const HOUR: Span = 60 * MINUTE;
/// One day of 24 hours, as a [`Span`].
pub const DAY: Span = 24 * HOUR;

/// 0001-01-01.
pub const DATE_MIN: Date = -719_162;
/// 9999-12-31.
pub const DATE_MAX: Date = 2_932_896;
/// 0001-01-01T00:00:00Z.
pub const INSTANT_MIN: Instant = DATE_MIN * DAY;
/// 9999-12-31T23:59:59.999Z.
pub const INSTANT_MAX: Instant = (DATE_MAX + 1) * DAY - 1;
/// The longest duration: one that holds the difference of any two dates or instants. It is below 2^53, so
/// every duration is exactly a double.
pub const SPAN_MAX: Span = (DATE_MAX - DATE_MIN + 1) * DAY;

/// A fixed offset from UTC, within 24 hours: local time is UTC plus the offset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Offset {
    minutes: i16,
}

impl Offset {
    /// No offset.
    pub const UTC: Self = Self { minutes: 0 };

    /// An offset in minutes east of Greenwich, -1439 to 1439; `None` outside.
    #[must_use]
    pub fn from_minutes(minutes: i64) -> Option<Self> {
        let minutes = i16::try_from(minutes).ok().filter(|minutes| (-1439..=1439).contains(minutes))?;
        Some(Self { minutes })
    }

    /// Minutes east of Greenwich.
    #[must_use]
    pub fn minutes(self) -> i64 {
        i64::from(self.minutes)
    }

    /// The offset as a duration.
    #[must_use]
    pub fn span(self) -> Span {
        self.minutes() * MINUTE
    }
}

/// Why an operation on dates and times has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeError {
    /// An operand is [`NONE`]: what has not happened has no date to count with.
    None,
    /// An operand or the result is outside the years 0001 to 9999, or longer than [`SPAN_MAX`].
    OutOfRange,
    /// A duration added to a date is not a whole number of days of 24 hours.
    PartOfDay,
}

impl fmt::Display for TimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "expected a date, found `none`",
            Self::OutOfRange => "expected a result within the years 0001 to 9999",
            Self::PartOfDay => "expected whole days of 24 hours beside a date, found a part of a day",
        })
    }
}

impl Error for TimeError {}

fn date(value: Date) -> Result<Date, TimeError> {
    within(value, DATE_MIN, DATE_MAX)
}

fn instant(value: Instant) -> Result<Instant, TimeError> {
    within(value, INSTANT_MIN, INSTANT_MAX)
}

fn span(value: Span) -> Result<Span, TimeError> {
    within(value, -SPAN_MAX, SPAN_MAX)
}

#[inline]
fn within(value: i64, min: i64, max: i64) -> Result<i64, TimeError> {
    match value {
        value if (min..=max).contains(&value) => Ok(value),
        NONE => Err(TimeError::None),
        _ => Err(TimeError::OutOfRange),
    }
}

/// The date of a year (1 to 9999), month (1 to 12) and day (1 to 31); `None` where the calendar has none.
///
/// ```
/// use rules_core::time::date_from_civil;
/// assert_eq!(date_from_civil(1970, 1, 2), Some(1));
/// assert_eq!(date_from_civil(2026, 2, 29), None);
/// ```
#[inline]
#[must_use]
pub fn date_from_civil(year: i64, month: i64, day: i64) -> Option<Date> {
    let length = match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => return None,
    };
    if !(1..=9999).contains(&year) || !(1..=length).contains(&day) {
        return None;
    }
    // Years are taken from March on, so that a leap day is the last day of its year, and months have the
    // lengths 31, 30, 31, 30, 31 over and over.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    Some(365 * year + year / 4 - year / 100 + year / 400 + day_of_year - DAYS_TO_EPOCH)
}

/// Days from 0000-03-01 to 1970-01-01.
const DAYS_TO_EPOCH: i64 = 719_468;

/// Year, month and day of a date.
///
/// # Errors
/// [`TimeError`] for "none" and outside the range.
#[inline]
pub fn civil_from_date(value: Date) -> Result<(i64, i64, i64), TimeError> {
    let days = i32::try_from(date(value)?).map_err(|_| TimeError::OutOfRange)?;
    let civil = NaiveDate::from_epoch_days(days).ok_or(TimeError::OutOfRange)?;
    Ok((i64::from(civil.year()), i64::from(civil.month()), i64::from(civil.day())))
}

/// The year of a date, 1 to 9999.
///
/// # Errors
/// [`TimeError`] for "none" and outside the range.
pub fn year_of(value: Date) -> Result<i64, TimeError> {
    civil_from_date(value).map(|(year, _, _)| year)
}

/// The month of a date, 1 to 12.
///
/// # Errors
/// [`TimeError`] for "none" and outside the range.
pub fn month_of(value: Date) -> Result<i64, TimeError> {
    civil_from_date(value).map(|(_, month, _)| month)
}

/// The day of the week of a date, from Monday 1 to Sunday 7 (ISO 8601).
///
/// # Errors
/// [`TimeError`] for "none" and outside the range.
#[inline]
pub fn weekday_of(value: Date) -> Result<i64, TimeError> {
    // 1970-01-01 was a Thursday.
    Ok((date(value)? + 3).rem_euclid(7) + 1)
}

/// The local date of an instant.
///
/// # Errors
/// [`TimeError::OutOfRange`] where the local year is not 0001 to 9999.
///
/// ```
/// use rules_core::time::*;
/// let report = parse_instant("2026-03-01T23:30:00Z").unwrap();
/// let china = parse_offset("+08:00").unwrap();
/// assert_eq!(date_text(date_of(report, Offset::UTC).unwrap()), "2026-03-01");
/// assert_eq!(date_text(date_of(report, china).unwrap()), "2026-03-02");
/// ```
#[inline]
pub fn date_of(value: Instant, offset: Offset) -> Result<Date, TimeError> {
    date((instant(value)? + offset.span()).div_euclid(DAY))
}

/// The local hour of an instant, 0 to 23.
///
/// # Errors
/// [`TimeError`] for "none" and outside the range.
#[inline]
pub fn hour_of(value: Instant, offset: Offset) -> Result<i64, TimeError> {
    Ok((instant(value)? + offset.span()).rem_euclid(DAY) / HOUR)
}

/// The instant at which a date begins locally, 00:00. A term whose last day is `due` ends, at 24:00, where
/// the day after it begins.
///
/// # Errors
/// [`TimeError`] for "none" and outside the range.
#[inline]
pub fn start_of(value: Date, offset: Offset) -> Result<Instant, TimeError> {
    instant(date(value)? * DAY - offset.span())
}

/// Days from one date to another; negative where `to` is the earlier.
///
/// # Errors
/// [`TimeError`] for "none" and outside the range.
///
/// ```
/// use rules_core::time::{days_between, parse_date};
/// let (accepted, answered) = (parse_date("2026-02-28").unwrap(), parse_date("2026-03-02").unwrap());
/// assert_eq!(days_between(accepted, answered), Ok(2));
/// ```
#[inline]
pub fn days_between(from: Date, to: Date) -> Result<i64, TimeError> {
    Ok(date(to)? - date(from)?)
}

/// The date some days after another; before it where `days` is negative.
///
/// # Errors
/// [`TimeError`] for "none" and where the result leaves the years 0001 to 9999.
#[inline]
pub fn add_days(value: Date, days: i64) -> Result<Date, TimeError> {
    date(value)?.checked_add(days).filter(|&sum| sum != NONE).map_or(Err(TimeError::OutOfRange), date)
}

/// A date and a duration.
///
/// # Errors
/// [`TimeError`] for "none", where the result leaves the years 0001 to 9999, and where the duration is not
/// whole days.
pub fn add_to_date(value: Date, length: Span) -> Result<Date, TimeError> {
    match span(length)? {
        length if length % DAY == 0 => add_days(value, length / DAY),
        _ => Err(TimeError::PartOfDay),
    }
}

/// The duration from one date to another, `to - from`.
///
/// # Errors
/// [`TimeError`] for "none" and outside the range.
pub fn date_difference(from: Date, to: Date) -> Result<Span, TimeError> {
    Ok(days_between(from, to)? * DAY)
}

/// An instant and a duration.
///
/// # Errors
/// [`TimeError`] where the result leaves the years 0001 to 9999.
#[inline]
pub fn add_to_instant(value: Instant, length: Span) -> Result<Instant, TimeError> {
    instant(instant(value)? + span(length)?)
}

/// The duration from one instant to another, `to - from`.
///
/// # Errors
/// [`TimeError`] outside the range.
#[inline]
pub fn instant_difference(from: Instant, to: Instant) -> Result<Span, TimeError> {
    Ok(instant(to)? - instant(from)?)
}

/// Two durations, one after the other. To subtract, negate the second: both ends of the range are equal.
///
/// # Errors
/// [`TimeError::OutOfRange`] past [`SPAN_MAX`].
pub fn add_spans(left: Span, right: Span) -> Result<Span, TimeError> {
    span(span(left)? + span(right)?)
}

/// A duration some times over.
///
/// # Errors
/// [`TimeError::OutOfRange`] past [`SPAN_MAX`].
pub fn multiply_span(length: Span, times: i64) -> Result<Span, TimeError> {
    span(length)?.checked_mul(times).filter(|&value| value != NONE).map_or(Err(TimeError::OutOfRange), span)
}

/// A number of days as a duration.
///
/// # Errors
/// [`TimeError::OutOfRange`] past [`SPAN_MAX`].
pub fn span_of_days(days: i64) -> Result<Span, TimeError> {
    multiply_span(DAY, days)
}

/// A duration in hours, fractions included.
///
/// ```
/// use rules_core::time::{hours, parse_span};
/// assert_eq!(hours(parse_span("PT1H30M").unwrap()), 1.5);
/// ```
#[inline]
#[must_use]
pub fn hours(length: Span) -> f64 {
    length as f64 / HOUR as f64
}

/// A duration in days of 24 hours, fractions included.
#[inline]
#[must_use]
pub fn days(length: Span) -> f64 {
    length as f64 / DAY as f64
}

#[cfg(test)]
mod tests;
