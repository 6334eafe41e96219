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

    /// Adds a number in decimal with at least `width` digits, at most 20.
    #[inline]
    pub(crate) fn push_padded(&mut self, value: u64, width: usize) {
        let mut digits = [b'0'; 20];
        let (mut rest, mut count) = (value, 0);
        for place in digits.iter_mut().rev() {
            if rest == 0 && count >= width.max(1) {
                break;
            }
            *place = b'0' + (rest % 10) as u8;
            rest /= 10;
            count += 1;
        }
        self.push_bytes(digits.get(digits.len() - count..).unwrap_or_default());
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.bytes.get(..self.len).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
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
    fn padding_is_a_least_width() {
        for (value, width, want) in
            [(0, 0, "0"), (7, 2, "07"), (123, 2, "123"), (2026, 4, "2026"), (5, 3, "005")]
        {
            let mut text = ShortText::new();
            text.push_padded(value, width);
            assert_eq!(text, want);
        }
    }

    #[test]
    fn the_greatest_number_fits() {
        let mut text = ShortText::new();
        text.push_padded(u64::MAX, 1);
        assert_eq!(text, "18446744073709551615");
    }
}
