//! The grammar of numbers. Converting them is left to the caller: the text is exact, a conversion may not be.

use super::error::{Expected, Found, JsonError};

/// The offset past the number that starts at `start`.
pub(super) fn number_end(bytes: &[u8], start: usize) -> Result<usize, JsonError> {
    let mut at = start;
    if bytes.get(at) == Some(&b'-') {
        at += 1;
    }
    at = match bytes.get(at) {
        Some(b'0') if bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => {
            return Err(refuse(bytes, at + 1, Expected::NoLeadingZero));
        }
        _ => digits_end(bytes, at)?,
    };
    if bytes.get(at) == Some(&b'.') {
        at = digits_end(bytes, at + 1)?;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        at += 1;
        if let Some(b'+' | b'-') = bytes.get(at) {
            at += 1;
        }
        at = digits_end(bytes, at)?;
    }
    Ok(at)
}

/// The offset past one or more digits.
fn digits_end(bytes: &[u8], start: usize) -> Result<usize, JsonError> {
    let mut at = start;
    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
        at += 1;
    }
    if at == start { Err(refuse(bytes, at, Expected::Digit)) } else { Ok(at) }
}

#[cold]
fn refuse(bytes: &[u8], offset: usize, expected: Expected) -> JsonError {
    JsonError { offset, expected, found: Found::byte(bytes, offset) }
}
