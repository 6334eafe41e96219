//! Text to dates, instants and offsets, byte by byte: one of these stands in every incident.
//!
//! Comes in: text exactly as RFC 3339 has it. Goes out: a value, or a [`TimeTextError`] that says what was
//! expected. Promise: nothing is guessed, so no offset is assumed and no day is moved into the next month.

use super::{DAY, Date, HOUR, INSTANT_MAX, INSTANT_MIN, Instant, MINUTE, Offset, SECOND, Span};
use super::{civil_from_date, date_from_civil};
use std::error::Error;
use std::fmt;

/// Why a text is no date, instant, offset or duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeTextError {
    /// Not the form of a date.
    Date,
    /// A year, month or day that the calendar does not have.
    NoSuchDay,
    /// Not the form of an instant.
    Instant,
    /// An instant whose offset is missing: it could be any of 48 hours.
    OffsetMissing,
    /// An hour, minute or second that no day has.
    NoSuchTime,
    /// Second 60 where no leap second can be.
    LeapSecond,
    /// An instant that falls outside the years 0001 to 9999 in UTC.
    OutOfRange,
    /// Not the form of an offset, or an offset of 24 hours or more.
    Offset,
    /// Not the form of a duration.
    Duration,
    /// A duration in months or years, which have no fixed length.
    NoFixedLength,
    /// A duration longer than all the years from 0001 to 9999.
    TooLong,
}

impl TimeTextError {
    /// What was expected, in words.
    #[must_use]
    pub fn expected(self) -> &'static str {
        match self {
            Self::Date => "a date such as `2026-03-02`",
            Self::NoSuchDay => "a day of the calendar, from `0001-01-01` to `9999-12-31`",
            Self::Instant => "a date and time with its offset, such as `2026-03-02T10:30:00+08:00`",
            Self::OffsetMissing => "an offset at the end, `Z` or one such as `+08:00`",
            Self::NoSuchTime => "a time of day from `00:00:00` to `23:59:59`",
            Self::LeapSecond => "second 60 only at 23:59 UTC on the last day of a month",
            Self::OutOfRange => "an instant within the years 0001 to 9999 UTC",
            Self::Offset => "an offset such as `+08:00`, from `-23:59` to `+23:59`, or `Z`",
            Self::Duration => "a duration such as `P3D`, `PT24H` or `PT1H30M`",
            Self::NoFixedLength => {
                "a duration in weeks, days, hours, minutes and seconds; months and years have no fixed length"
            }
            Self::TooLong => "a duration of at most 3,652,059 days",
        }
    }
}

impl fmt::Display for TimeTextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.expected())
    }
}

impl Error for TimeTextError {}

/// Reads a civil date, `2026-03-02`: four digits, two, two, nothing before or after.
///
/// # Errors
/// [`TimeTextError`] for another form, and for a day that the calendar does not have (31 February, year
/// 0000).
///
/// ```
/// use rules_core::time::parse_date;
/// assert_eq!(parse_date("1970-01-31"), Ok(30));
/// assert!(parse_date("2026-02-31").is_err());
/// assert!(parse_date("2026-3-2").is_err());
/// ```
#[inline]
pub fn parse_date(text: &str) -> Result<Date, TimeTextError> {
    let bytes = text.as_bytes().try_into().map_err(|_| TimeTextError::Date)?;
    date(bytes, TimeTextError::Date)
}

/// Reads an instant as RFC 3339 has it; the offset is required.
///
/// - Between date and time stand `T`, `t` or one space; UTC is `Z` or `z`. RFC 3339 allows all of these,
///   and databases write the space.
/// - A fraction of a second may have any number of digits; past milliseconds they are cut, never rounded,
///   so no instant moves into the next second or day.
/// - Second 60 is read where a leap second can be, at 23:59 UTC on the last day of a month. It becomes the
///   last millisecond of its minute and so stays in its day.
/// - `-00:00` ("local offset unknown") is UTC, which it is by RFC 3339.
/// - Hour 24 and missing seconds are refused.
///
/// # Errors
/// [`TimeTextError`] says what was expected.
///
/// ```
/// use rules_core::time::{TimeTextError, parse_instant};
/// assert_eq!(parse_instant("1970-01-01T08:00:00.250+08:00"), Ok(250));
/// assert_eq!(parse_instant("2026-03-02T10:30:00"), Err(TimeTextError::OffsetMissing));
/// ```
#[inline]
pub fn parse_instant(text: &str) -> Result<Instant, TimeTextError> {
    let (head, rest) = text.as_bytes().split_first_chunk::<19>().ok_or(TimeTextError::Instant)?;
    let &[y1, y2, y3, y4, d1, m1, m2, d2, t1, t2, b'T' | b't' | b' ', h1, h2, b':', n1, n2, b':', s1, s2] =
        head
    else {
        return Err(TimeTextError::Instant);
    };
    let day = date(&[y1, y2, y3, y4, d1, m1, m2, d2, t1, t2], TimeTextError::Instant)?;
    let (Some(hour), Some(minute), Some(second)) = (two(h1, h2), two(n1, n2), two(s1, s2)) else {
        return Err(TimeTextError::Instant);
    };
    if hour > 23 || minute > 59 || second > 60 {
        return Err(TimeTextError::NoSuchTime);
    }
    let (fraction, rest) = fraction(rest).ok_or(TimeTextError::Instant)?;
    if rest.is_empty() {
        return Err(TimeTextError::OffsetMissing);
    }
    let offset = offset(rest)?.span();
    let start = day * DAY + hour * HOUR + minute * MINUTE - offset;
    let value = match second {
        60 => leap_second(start)?,
        second => start + second * SECOND + fraction,
    };
    if (INSTANT_MIN..=INSTANT_MAX).contains(&value) { Ok(value) } else { Err(TimeTextError::OutOfRange) }
}

/// Reads an offset from UTC, `+08:00` or `-03:30`; `Z` is none.
///
/// # Errors
/// [`TimeTextError::Offset`] for another form, and for 24 hours or more.
pub fn parse_offset(text: &str) -> Result<Offset, TimeTextError> {
    offset(text.as_bytes())
}

/// A date; `form` is the error for what has not its form.
#[inline]
fn date(bytes: &[u8; 10], form: TimeTextError) -> Result<Date, TimeTextError> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = bytes else { return Err(form) };
    let (Some(century), Some(year), Some(month), Some(day)) =
        (two(y1, y2), two(y3, y4), two(m1, m2), two(d1, d2))
    else {
        return Err(form);
    };
    date_from_civil(century * 100 + year, month, day).ok_or(TimeTextError::NoSuchDay)
}

/// Two decimal digits.
#[inline]
fn two(tens: u8, ones: u8) -> Option<i64> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens <= 9 && ones <= 9).then(|| i64::from(tens) * 10 + i64::from(ones))
}

/// A fraction of a second in whole milliseconds, if one stands there, and what follows it.
#[inline]
pub(super) fn fraction(text: &[u8]) -> Option<(Span, &[u8])> {
    let [b'.', digits @ ..] = text else { return Some((0, text)) };
    let (mut value, mut scale, mut rest) = (0, 100, digits);
    while let [digit @ b'0'..=b'9', after @ ..] = rest {
        value += i64::from(digit - b'0') * scale;
        scale /= 10;
        rest = after;
    }
    (rest.len() < digits.len()).then_some((value, rest))
}

#[inline]
fn offset(text: &[u8]) -> Result<Offset, TimeTextError> {
    let (sign, hours, minutes) = match *text {
        [b'Z' | b'z'] => return Ok(Offset::UTC),
        [b'+', h1, h2, b':', m1, m2] => (1, two(h1, h2), two(m1, m2)),
        [b'-', h1, h2, b':', m1, m2] => (-1, two(h1, h2), two(m1, m2)),
        _ => return Err(TimeTextError::Offset),
    };
    match (hours, minutes) {
        (Some(hours @ 0..=23), Some(minutes @ 0..=59)) => Offset::from_minutes(sign * (hours * 60 + minutes)),
        _ => None,
    }
    .ok_or(TimeTextError::Offset)
}

/// The last millisecond of the minute that starts at `start`, where a leap second can be.
#[cold]
fn leap_second(start: Instant) -> Result<Instant, TimeTextError> {
    let last = start + MINUTE - 1;
    let tomorrow = (last + 1).div_euclid(DAY);
    let month_ends = civil_from_date(tomorrow).is_ok_and(|(_, _, day)| day == 1);
    if (last + 1).rem_euclid(DAY) == 0 && month_ends { Ok(last) } else { Err(TimeTextError::LeapSecond) }
}
