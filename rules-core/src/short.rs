//! A short ASCII text that is held inline: dates, times, durations and numbers are printed into it.
//!
//! Comes in: at most [`ShortText::CAPACITY`] ASCII bytes from the printers of this crate. Goes out: `&str`
//! or bytes, to be copied where they are needed. Promise: no allocation, no panic.

use std::fmt;
use std::ops::Deref;

/// A printed date, time, duration or number.
///
/// ```
/// let due = rules_core::time::date_text(rules_core::time::parse_date("2026-03-02").unwrap());
/// let mut line = String::from("answer due ");
/// line.push_str(&due);
/// assert_eq!(line, "answer due 2026-03-02");
/// ```
#[derive(Clone, Copy)]
pub struct ShortText {
    bytes: [u8; Self::CAPACITY],
    len: usize,
}

impl ShortText {
    /// The most bytes it can hold.
    pub const CAPACITY: usize = 32;

    /// An empty text.
    pub(crate) fn new() -> Self {
        Self { bytes: [0; Self::CAPACITY], len: 0 }
    }

    /// Adds one ASCII byte.
    #[inline]
    pub(crate) fn push(&mut self, byte: u8) {
        self.push_bytes(&[byte]);
    }

    /// Adds an ASCII text.
    #[inline]
    pub(crate) fn push_str(&mut self, text: &str) {
        self.push_bytes(text.as_bytes());
    }

    /// Adds ASCII bytes. What finds no room is left out; no printer gets there.
    #[inline]
    fn push_bytes(&mut self, bytes: &[u8]) {
        let end = self.len + bytes.len();
        debug_assert!(bytes.is_ascii() && end <= Self::CAPACITY);
        if let Some(places) = self.bytes.get_mut(self.len..end) {
            places.copy_from_slice(bytes);
            self.len = end;
        }
    }

    /// Adds a number in decimal.
    #[inline]
    pub(crate) fn push_decimal(&mut self, value: u64) {
        self.push_bytes(decimal(value, &mut [0; 20]));
    }

    /// Adds the last two, three or four digits of a number, zeros included.
    #[inline]
    pub(crate) fn push_digits<const WIDTH: usize>(&mut self, value: u64) {
        let mut rest = value;
        let mut digits = [b'0'; WIDTH];
        for place in digits.iter_mut().rev() {
            *place = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        self.push_bytes(&digits);
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.bytes.get(..self.len).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

/// The decimal digits of a number, written at the end of a buffer that holds the greatest.
#[inline]
pub(crate) fn decimal(value: u64, buffer: &mut [u8; 20]) -> &[u8] {
    let (mut rest, mut start) = (value, buffer.len());
    for place in buffer.iter_mut().rev() {
        *place = b'0' + (rest % 10) as u8;
        rest /= 10;
        start -= 1;
        if rest == 0 {
            break;
        }
    }
    buffer.get(start..).unwrap_or_default()
}

impl Deref for ShortText {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for ShortText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for ShortText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl PartialEq<str> for ShortText {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for ShortText {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_have_their_width() {
        let mut text = ShortText::new();
        text.push_digits::<4>(7);
        text.push_digits::<2>(12);
        text.push_digits::<3>(0);
        assert_eq!(text, "000712000");
    }

    #[test]
    fn decimals_have_no_leading_zeros() {
        for value in [0, 7, 10, 99, 100, 12_345, u64::MAX - 1, u64::MAX] {
            let mut text = ShortText::new();
            text.push_decimal(value);
            assert_eq!(text, value.to_string().as_str());
        }
    }
}
