//! Dates, instants, offsets and durations to text.
//!
//! Comes in: values of this module. Goes out: ISO 8601 text that the parsers read back to the same value,
//! except "none" for [`NONE`]. Promise: never fails; a value that arithmetic here cannot produce prints as
//! `out of range`, not as a wrong date.

use super::civil_from_date;
use super::{DAY, Date, HOUR, INSTANT_MAX, INSTANT_MIN, Instant, MINUTE, NONE, Offset, SECOND, Span};
use crate::short::ShortText;

/// A date as `2026-03-02`; [`NONE`] as `none`.
///
/// ```
/// use rules_core::time::{NONE, date_text};
/// assert_eq!(date_text(0), "1970-01-01");
/// assert_eq!(date_text(NONE), "none");
/// ```
#[must_use]
pub fn date_text(value: Date) -> ShortText {
    let mut text = ShortText::new();
    if !push_date(&mut text, value) {
        text.push_str(if value == NONE { "none" } else { "out of range" });
    }
    text
}

/// An instant in UTC, as `2026-03-02T02:30:00Z`; milliseconds where it has some.
///
/// ```
/// assert_eq!(rules_core::time::instant_text(250), "1970-01-01T00:00:00.250Z");
/// ```
#[must_use]
pub fn instant_text(value: Instant) -> ShortText {
    print_instant(value, Offset::UTC).unwrap_or_else(out_of_range)
}

/// An instant at an offset, as `2026-03-02T10:30:00+08:00`; in UTC where the local year would not be 0001
/// to 9999.
///
/// ```
/// use rules_core::time::{Offset, instant_text_at};
/// let china = Offset::from_minutes(480).unwrap();
/// assert_eq!(instant_text_at(0, china), "1970-01-01T08:00:00+08:00");
/// ```
#[must_use]
pub fn instant_text_at(value: Instant, offset: Offset) -> ShortText {
    print_instant(value, offset).unwrap_or_else(|| instant_text(value))
}

/// An offset as `+08:00`; none as `Z`.
#[must_use]
pub fn offset_text(offset: Offset) -> ShortText {
    let mut text = ShortText::new();
    push_offset(&mut text, offset);
    text
}

/// A duration in days, hours, minutes and seconds, as `P1DT12H`; zero as `PT0S`.
///
/// ```
/// use rules_core::time::{HOUR, span_text};
/// assert_eq!(span_text(36 * HOUR), "P1DT12H");
/// assert_eq!(span_text(-1_500), "-PT1.500S");
/// ```
#[must_use]
pub fn span_text(value: Span) -> ShortText {
    let mut text = ShortText::new();
    text.push_str(if value < 0 { "-P" } else { "P" });
    let rest = push_parts(&mut text, value.unsigned_abs(), &[(DAY, b'D')]);
    if rest > 0 || value == 0 {
        text.push(b'T');
        let rest = push_parts(&mut text, rest, &[(HOUR, b'H'), (MINUTE, b'M')]);
        push_seconds(&mut text, rest, value == 0);
    }
    text
}

/// Pushes each unit that is not zero and gives what remains.
fn push_parts(text: &mut ShortText, mut rest: u64, units: &[(Span, u8)]) -> u64 {
    for &(unit, designator) in units {
        let (count, after) = (rest / unit.unsigned_abs(), rest % unit.unsigned_abs());
        if count > 0 {
            text.push_decimal(count);
            text.push(designator);
        }
        rest = after;
    }
    rest
}

fn push_seconds(text: &mut ShortText, rest: u64, even_zero: bool) {
    if rest > 0 || even_zero {
        text.push_decimal(rest / 1000);
        push_millis(text, rest % 1000);
        text.push(b'S');
    }
}

fn push_millis(text: &mut ShortText, millis: u64) {
    if millis > 0 {
        text.push(b'.');
        text.push_digits::<3>(millis);
    }
}

/// Whether it is a date, and was pushed.
fn push_date(text: &mut ShortText, value: Date) -> bool {
    let Ok((year, month, day)) = civil_from_date(value) else { return false };
    text.push_digits::<4>(year.unsigned_abs());
    text.push(b'-');
    text.push_digits::<2>(month.unsigned_abs());
    text.push(b'-');
    text.push_digits::<2>(day.unsigned_abs());
    true
}

fn push_offset(text: &mut ShortText, offset: Offset) {
    let minutes = offset.minutes();
    if minutes == 0 {
        text.push(b'Z');
        return;
    }
    text.push(if minutes < 0 { b'-' } else { b'+' });
    text.push_digits::<2>(minutes.unsigned_abs() / 60);
    text.push(b':');
    text.push_digits::<2>(minutes.unsigned_abs() % 60);
}

fn print_instant(value: Instant, offset: Offset) -> Option<ShortText> {
    if !(INSTANT_MIN..=INSTANT_MAX).contains(&value) {
        return None;
    }
    let local = value + offset.span();
    let time = local.rem_euclid(DAY);
    let mut text = ShortText::new();
    if !push_date(&mut text, local.div_euclid(DAY)) {
        return None;
    }
    for (sign, part) in [(b'T', time / HOUR), (b':', time % HOUR / MINUTE), (b':', time % MINUTE / SECOND)] {
        text.push(sign);
        text.push_digits::<2>(part.unsigned_abs());
    }
    push_millis(&mut text, (time % SECOND).unsigned_abs());
    push_offset(&mut text, offset);
    Some(text)
}

fn out_of_range() -> ShortText {
    let mut text = ShortText::new();
    text.push_str("out of range");
    text
}
