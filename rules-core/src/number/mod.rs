//! Numbers in text: printed as ECMAScript prints them, read as JSON writes them.
//!
//! Comes in: `i64` and finite `f64`, or the bytes of a JSON number. Goes out: text, or a [`Number`].
//! Promise: the same text on every host; an integer is never rounded unnoticed; no value is infinite, NaN
//! or negative zero.

#[cfg(any(target_family = "wasm", test))]
mod nearest;

use crate::short::{ShortText, decimal};
use std::error::Error;
use std::fmt;

/// 2^53: up to here, on both sides of zero, every integer is exactly a double.
pub const EXACT_MAX: i64 = 1 << 53;

/// A number as it stood in JSON.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// The text denotes exactly this integer. Plain digits reach as far as `i64`; with a point or an
    /// exponent (`2000.0`, `2e3`) only [`EXACT_MAX`], since who writes so holds doubles.
    Int(i64),
    /// The double nearest to the text: a fraction, or an integer beyond those ranges. Finite.
    Float(f64),
}

impl Number {
    /// The integer, for a field of type integer; `None` where the text denotes no integer in range.
    #[must_use]
    pub fn as_integer(self) -> Option<i64> {
        match self {
            Self::Int(value) => Some(value),
            Self::Float(_) => None,
        }
    }

    /// The double nearest to the text, for a field of type number.
    #[must_use]
    pub fn as_number(self) -> f64 {
        match self {
            Self::Int(value) => value as f64,
            Self::Float(value) => value,
        }
    }
}

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// It is not what JSON calls a number.
    Form,
    /// It is beyond the greatest double, about 1.8e308.
    NotFinite,
}

impl NumberError {
    /// What was expected, in words.
    #[must_use]
    pub fn expected(self) -> &'static str {
        match self {
            Self::Form => "a number as JSON writes it, such as `12`, `-3.5` or `2e3`",
            Self::NotFinite => "a number between -1.8e308 and 1.8e308",
        }
    }
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.expected())
    }
}

impl Error for NumberError {}

/// Reads the text of a JSON number (RFC 8259, section 6), with nothing before or after it.
///
/// # Errors
/// [`NumberError`] says what was expected. A number too small for a double is 0.
///
/// ```
/// use rules_core::number::{Number, parse_number};
/// assert_eq!(parse_number(b"9223372036854775807"), Ok(Number::Int(i64::MAX)));
/// assert_eq!(parse_number(b"2e3"), Ok(Number::Int(2000)));
/// assert_eq!(parse_number(b"0.7"), Ok(Number::Float(0.7)));
/// assert!(parse_number(b"1e400").is_err());
/// ```
#[inline]
pub fn parse_number(text: &[u8]) -> Result<Number, NumberError> {
    match plain_integer(text) {
        Some(value) => Ok(Number::Int(value)),
        None => general(text),
    }
}

/// Plain digits within `i64`; `None` for everything else, mistakes included.
fn plain_integer(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if digits.is_empty() || (digits.len() > 1 && digits.first() == Some(&b'0')) {
        return None;
    }
    let mut value = 0_i64;
    for &byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        // Downwards, because `i64` reaches one further there.
        value = value.checked_mul(10)?.checked_sub(i64::from(digit))?;
    }
    if negative { Some(value) } else { value.checked_neg() }
}

/// A number with a point or an exponent, or with more digits than `i64` holds.
fn general(text: &[u8]) -> Result<Number, NumberError> {
    let parts = Parts::split(text).ok_or(NumberError::Form)?;
    if let Some(number) = parts.short_decimal() {
        return Ok(number);
    }
    if let Some(value) = parts.exact_integer() {
        return Ok(Number::Int(value));
    }
    let value = double(text, &parts).ok_or(NumberError::Form)?;
    if !value.is_finite() {
        return Err(NumberError::NotFinite);
    }
    Ok(Number::Float(if value == 0.0 { 0.0 } else { value }))
}

/// The double nearest to a number.
#[cfg(not(target_family = "wasm"))]
fn double(text: &[u8], _: &Parts<'_>) -> Option<f64> {
    std::str::from_utf8(text).ok()?.parse().ok()
}

/// The double nearest to a number, without the standard library's tables.
#[cfg(target_family = "wasm")]
fn double(_: &[u8], parts: &Parts<'_>) -> Option<f64> {
    let digits = parts.whole.iter().chain(parts.fraction).map(|digit| digit - b'0');
    let fraction = i64::try_from(parts.fraction.len()).ok()?;
    let value = nearest::nearest(digits, parts.exponent.checked_sub(fraction)?);
    Some(if parts.negative { -value } else { value })
}

/// A JSON number cut at its point and its exponent.
struct Parts<'a> {
    negative: bool,
    whole: &'a [u8],
    fraction: &'a [u8],
    /// The power of ten; saturates far beyond every double.
    exponent: i64,
}

impl<'a> Parts<'a> {
    /// `None` where the text breaks JSON's grammar.
    fn split(text: &'a [u8]) -> Option<Self> {
        let (negative, rest) = match text {
            [b'-', rest @ ..] => (true, rest),
            rest => (false, rest),
        };
        let (whole, rest) = digits(rest)?;
        if whole.len() > 1 && whole.first() == Some(&b'0') {
            return None;
        }
        let (fraction, rest) = match rest {
            [b'.', rest @ ..] => digits(rest)?,
            rest => (&[][..], rest),
        };
        let exponent = match rest {
            [] => 0,
            [b'e' | b'E', b'-', rest @ ..] => -exponent(rest)?,
            [b'e' | b'E', b'+', rest @ ..] | [b'e' | b'E', rest @ ..] => exponent(rest)?,
            _ => return None,
        };
        Some(Self { negative, whole, fraction, exponent })
    }

    /// A number of few digits without an exponent. Its digits as an integer and the power of ten under it are
    /// exact doubles, so their quotient is rounded once: it is the nearest double.
    fn short_decimal(&self) -> Option<Number> {
        const EXACT_DIGITS: usize = 15;
        if self.exponent != 0 || self.whole.len() + self.fraction.len() > EXACT_DIGITS {
            return None;
        }
        let scale = self.fraction.iter().fold(1_i64, |scale, _| scale * 10);
        let digits = self.whole.iter().chain(self.fraction);
        let value = digits.fold(0_i64, |value, digit| value * 10 + i64::from(digit - b'0'));
        let value = if self.negative { -value } else { value };
        Some(match value % scale {
            0 => Number::Int(value / scale),
            _ => Number::Float(value as f64 / scale as f64),
        })
    }

    /// The integer that the decimal text denotes, if it denotes one within [`EXACT_MAX`]. It is read from
    /// the digits, because a double would take `2000.00000000000000001` for 2000.
    fn exact_integer(&self) -> Option<i64> {
        let digits = || self.whole.iter().chain(self.fraction);
        let significant = digits().enumerate().filter(|&(_, &digit)| digit != b'0').last();
        let Some((last, _)) = significant else { return Some(0) };
        let places = i64::try_from(self.whole.len()).ok()?.checked_add(self.exponent)?;
        let zeros = places.checked_sub(i64::try_from(last).ok()?.checked_add(1)?)?;
        let mut value = 0_i64;
        for &digit in digits().take(last + 1) {
            value = value.checked_mul(10)?.checked_add(i64::from(digit - b'0'))?;
        }
        value = value.checked_mul(10_i64.checked_pow(u32::try_from(zeros).ok()?)?)?;
        (value <= EXACT_MAX).then_some(if self.negative { -value } else { value })
    }
}

/// The digits at the start, at least one, and what follows them.
fn digits(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let count = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if count == 0 { None } else { text.split_at_checked(count) }
}

/// The digits of an exponent, which are all that is left.
fn exponent(text: &[u8]) -> Option<i64> {
    let (digits, rest) = digits(text)?;
    let add = |value: i64, digit: &u8| (value * 10 + i64::from(digit - b'0')).min(1_000_000_000);
    rest.is_empty().then(|| digits.iter().fold(0, add))
}

/// An integer as a double, where that is exact; `None` beyond 2^53 on either side of zero.
///
/// ```
/// use rules_core::number::widen;
/// assert_eq!(widen(9_007_199_254_740_992), Some(9_007_199_254_740_992.0));
/// assert_eq!(widen(9_007_199_254_740_993), None);
/// ```
#[inline]
#[must_use]
pub fn widen(value: i64) -> Option<f64> {
    (-EXACT_MAX..=EXACT_MAX).contains(&value).then_some(value as f64)
}

/// A finite number as JSON data: whole ones without a point, as [`number_text`] prints them.
///
/// ```
/// use rules_core::number::json_number;
/// assert_eq!(json_number(10.0).to_string(), "10");
/// assert_eq!(json_number(0.9999999999999999).to_string(), "0.9999999999999999");
/// ```
#[must_use]
pub fn json_number(value: f64) -> serde_json::Value {
    #[expect(clippy::cast_possible_truncation, reason = "checked by widening it back")]
    let whole = value as i64;
    if widen(whole) == Some(value) {
        return serde_json::Value::from(whole);
    }
    serde_json::Number::from_f64(value).map_or(serde_json::Value::Null, serde_json::Value::Number)
}

/// A number as ECMAScript prints it (ECMA-262, Number::toString with radix 10). Negative zero prints as 0.
/// A value that is not finite prints as `NaN` or `Infinity`, which is no JSON: none reaches an output.
///
/// ```
/// use rules_core::number::number_text;
/// assert_eq!(number_text(2000.0), "2000");
/// assert_eq!(number_text(1e21), "1e+21");
/// ```
#[must_use]
pub fn number_text(value: f64) -> ShortText {
    let mut text = ShortText::new();
    text.push_str(ryu_js::Buffer::new().format(value));
    text
}

/// An integer in decimal digits, all of them: ECMAScript prints the same up to 2^53 and a BigInt beyond.
///
/// ```
/// assert_eq!(rules_core::number::integer_text(i64::MIN), "-9223372036854775808");
/// ```
#[must_use]
pub fn integer_text(value: i64) -> ShortText {
    let mut text = ShortText::new();
    if value < 0 {
        text.push(b'-');
    }
    text.push_decimal(value.unsigned_abs());
    text
}

/// Appends [`number_text`] to a buffer.
pub fn push_number(out: &mut Vec<u8>, value: f64) {
    out.extend_from_slice(ryu_js::Buffer::new().format(value).as_bytes());
}

/// Appends [`integer_text`] to a buffer.
pub fn push_integer(out: &mut Vec<u8>, value: i64) {
    if value < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(decimal(value.unsigned_abs(), &mut [0; 20]));
}

/// Appends a finite number as `serde_json` prints [`json_number`], without its tables.
pub(crate) fn push_json_number(out: &mut Vec<u8>, value: f64) {
    #[expect(clippy::cast_possible_truncation, reason = "checked by widening it back")]
    let whole = value as i64;
    if widen(whole) == Some(value) { push_integer(out, whole) } else { push_double(out, value) }
}

/// Appends a finite double as `serde_json` prints it: whole ones with `.0`.
fn push_double(out: &mut Vec<u8>, value: f64) {
    if value.is_sign_negative() {
        out.push(b'-');
    }
    let text = number_text(value.abs());
    let (digits, exponent) = scientific(&text);
    match (digits.split_at_checked(1), exponent) {
        (Some(_), -5..0) => out.extend_from_slice(text.as_bytes()),
        (Some((first, rest)), ..-5 | 16..) => {
            out.extend_from_slice(first);
            if !rest.is_empty() {
                out.push(b'.');
                out.extend_from_slice(rest);
            }
            out.extend_from_slice(if exponent < 0 { b"e" } else { b"e+" });
            push_integer(out, exponent);
        }
        _ => {
            out.extend_from_slice(text.as_bytes());
            if !text.contains('.') {
                out.extend_from_slice(b".0");
            }
        }
    }
}

/// Whether JSON readers and writers leave the text of a JSON number as it stands: an integer of 64 bits, or the
/// shortest text of a double.
pub(crate) fn is_kept(text: &str) -> bool {
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
        return text.parse::<u64>().is_ok() || (text != "-0" && text.parse::<i64>().is_ok());
    }
    let Some(value) = kept_double(text) else { return false };
    let mut out = Vec::new();
    push_double(&mut out, value);
    out == text.as_bytes()
}

/// The double that a JSON number stands for, the sign of zero kept.
pub(crate) fn kept_double(text: &str) -> Option<f64> {
    let value = parse_number(text.as_bytes()).ok()?.as_number();
    Some(if text.starts_with('-') { -value.abs() } else { value })
}

/// The significant digits of a positive number as ECMAScript prints it, and the power of ten of the first.
fn scientific(text: &str) -> (Vec<u8>, i64) {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent = match exponent.strip_prefix('-') {
        Some(digits) => plain_integer(digits.as_bytes()).map(|value| -value),
        None => plain_integer(exponent.trim_start_matches('+').as_bytes()),
    };
    let all: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
    let zeros = all.iter().take_while(|digit| **digit == b'0').count();
    let end = all.iter().rposition(|digit| *digit != b'0').map_or(0, |last| last + 1);
    let place = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let digits = all.get(zeros..end).unwrap_or_default().to_vec();
    (digits, exponent.unwrap_or_default() + place(whole.len()) - 1 - place(zeros))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_kept_that_serde_leaves_as_they_stand() {
        let texts = [
            "0",
            "-0",
            "0.0",
            "-0.0",
            "7",
            "-7",
            "2000.0",
            "2000.00",
            "2e3",
            "1e+20",
            "1e20",
            "1e-7",
            "1E-7",
            "0.1",
            "0.10",
            "18446744073709551615",
            "18446744073709551616",
            "-9223372036854775808",
            "-9223372036854775809",
            "123456789012345680000.0",
            "1.5e+300",
            "1e400",
            "-2.5",
            "9007199254740993.0",
        ];
        for text in texts {
            let value: Option<serde_json::Value> = serde_json::from_str(text).ok();
            let printed = value.map(|value| value.to_string());
            assert_eq!(is_kept(text), printed.as_deref() == Some(text), "{text}: {printed:?}");
        }
    }

    #[test]
    fn numbers_of_receipts_are_printed_as_serde_prints_them() {
        let mut seed = 3_u64;
        let next = |_| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            f64::from_bits(seed)
        };
        let mut values: Vec<f64> = (0..5_000).map(next).collect();
        for power in -330..309 {
            values.extend(
                [format!("1e{power}"), format!("1.25e{power}"), format!("-9.876543210123e{power}")]
                    .map(|text| text.parse::<f64>().unwrap()),
            );
        }
        values.extend([0.0, -0.0, 0.5, -2.5, 9_007_199_254_740_994.0, 1e15 + 0.5, f64::MAX, 5e-324]);
        for value in values.into_iter().filter(|value| value.is_finite()) {
            let mut out = Vec::new();
            push_json_number(&mut out, value);
            assert_eq!(String::from_utf8(out).unwrap(), json_number(value).to_string());
        }
    }

    #[test]
    fn short_decimals_are_the_nearest_doubles() {
        let mut seed = 1_u64;
        for _ in 0..20_000 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let (whole, places) = ((seed >> 40) % 10_000_000, (seed >> 8) as usize % 9 + 1);
            let fraction = (seed >> 12) % 10_u64.pow(places as u32);
            let sign = if seed & 1 == 0 { "" } else { "-" };
            let text = format!("{sign}{whole}.{fraction:0places$}");
            let expected: f64 = text.parse().unwrap();
            let found = parse_number(text.as_bytes()).unwrap();
            assert_eq!(found.as_number() + 0.0, expected + 0.0, "{text}");
            assert_eq!(found.as_integer().is_some(), expected.fract() == 0.0, "{text}");
        }
    }

    #[test]
    fn numbers_print_as_in_ecmascript() {
        let cases = [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1"),
            (-2.5, "-2.5"),
            (0.1 + 0.2, "0.30000000000000004"),
            (1e-6, "0.000001"),
            (1e-7, "1e-7"),
            (123_456_789_012_345_680_000.0, "123456789012345680000"),
            (1e21, "1e+21"),
            (5e-324, "5e-324"),
            (-f64::MAX, "-1.7976931348623157e+308"),
            (-2.225_073_858_507_201_4e-308, "-2.2250738585072014e-308"),
        ];
        for (value, want) in cases {
            assert_eq!(number_text(value), want);
            let mut out = b"x".to_vec();
            push_number(&mut out, value);
            assert_eq!(out, format!("x{want}").into_bytes());
        }
    }

    #[test]
    fn integers_print_all_their_digits() {
        for value in [0, 7, -7, 10, 99, 100, EXACT_MAX + 1, i64::MAX, i64::MIN] {
            assert_eq!(integer_text(value), value.to_string().as_str());
            let mut out = Vec::new();
            push_integer(&mut out, value);
            assert_eq!(out, value.to_string().into_bytes());
        }
    }

    #[test]
    fn integers_are_read_exactly() {
        let cases = [
            ("0", 0),
            ("-0", 0),
            ("-0.0", 0),
            ("0e9999999999999999999999", 0),
            ("2000", 2000),
            ("2000.0", 2000),
            ("2e3", 2000),
            ("2E+3", 2000),
            ("2.5e1", 25),
            ("20000e-1", 2000),
            ("0.002e3", 2),
            ("-1.50e2", -150),
            ("9007199254740992.0", EXACT_MAX),
            ("-9007199254740992.0", -EXACT_MAX),
            ("9007199254740993", EXACT_MAX + 1),
            ("9223372036854775807", i64::MAX),
            ("-9223372036854775808", i64::MIN),
        ];
        for (text, want) in cases {
            assert_eq!(parse_number(text.as_bytes()), Ok(Number::Int(want)), "{text}");
        }
    }

    #[test]
    fn what_is_no_exact_integer_is_a_float() {
        let cases = [
            ("0.7", 0.7),
            ("2000.00000000000000001", 2000.0),
            ("25e-1", 2.5),
            ("9007199254740993.0", 9_007_199_254_740_992.0),
            ("9007199254740994.0", 9_007_199_254_740_994.0),
            ("1e16", 1e16),
            ("1e300", 1e300),
            ("9223372036854775808", 9_223_372_036_854_775_808.0),
            ("-9223372036854775809", -9_223_372_036_854_775_808.0),
            ("100000000000000000000", 1e20),
            ("1e-400", 0.0),
            ("1.7976931348623157e308", f64::MAX),
        ];
        for (text, want) in cases {
            let number = parse_number(text.as_bytes()).unwrap();
            assert_eq!(number, Number::Float(want), "{text}");
            assert_eq!((number.as_integer(), number.as_number()), (None, want), "{text}");
        }
    }

    #[test]
    fn negative_zero_is_never_read() {
        for text in ["-0", "-0.0", "-0e5", "-1e-400"] {
            let value = parse_number(text.as_bytes()).unwrap().as_number();
            assert!(value == 0.0 && value.is_sign_positive(), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        let form = [
            "", "-", "+1", "01", "-01", "1.", ".5", "1e", "1e+", "1e5x", "1 ", " 1", "0x10", "1_000", "NaN",
            "Infinity", "inf", "--1", "1.e3", "1.5.2", "１２", "1e1.5",
        ];
        for text in form {
            assert_eq!(parse_number(text.as_bytes()), Err(NumberError::Form), "{text}");
        }
        assert_eq!(parse_number(b"\xFF1"), Err(NumberError::Form));
        for text in ["1e400", "-1e400", "1e99999999999999999999", "1.8e308"] {
            assert_eq!(parse_number(text.as_bytes()), Err(NumberError::NotFinite), "{text}");
        }
        let long = "9".repeat(400);
        assert_eq!(parse_number(long.as_bytes()), Err(NumberError::NotFinite));
    }

    #[test]
    fn what_is_printed_is_read_back() {
        for value in [0.1, -2.5, 1e20, 1e21, 5e-324, f64::MAX, 1.0 / 3.0, 9_007_199_254_740_992.0, 1e15 + 0.5]
        {
            let text = number_text(value);
            assert_eq!(parse_number(text.as_bytes()).unwrap().as_number(), value, "{text}");
        }
    }

    #[test]
    fn widening_stops_where_doubles_skip_integers() {
        for (value, want) in [
            (0, Some(0.0)),
            (-7, Some(-7.0)),
            (EXACT_MAX, Some(9_007_199_254_740_992.0)),
            (-EXACT_MAX, Some(-9_007_199_254_740_992.0)),
            (EXACT_MAX + 1, None),
            (-EXACT_MAX - 1, None),
            (i64::MAX, None),
            (i64::MIN, None),
        ] {
            assert_eq!(widen(value), want);
        }
    }
}
