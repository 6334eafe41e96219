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

    /// Adds one ASCII byte. What is not ASCII, or finds no room, is left out; no printer gets there.
    pub(crate) fn push(&mut self, byte: u8) {
        debug_assert!(byte.is_ascii() && self.len < Self::CAPACITY);
        if let (true, Some(place)) = (byte.is_ascii(), self.bytes.get_mut(self.len)) {
            *place = byte;
            self.len += 1;
        }
    }

    /// Adds an ASCII text.
    pub(crate) fn push_str(&mut self, text: &str) {
        for byte in text.bytes() {
            self.push(byte);
        }
    }

    /// Adds a number in decimal with at least `width` digits.
    pub(crate) fn push_padded(&mut self, value: u64, width: u32) {
        let mut digits = width.max(1);
        let mut scale = 10_u64.pow(digits - 1);
        while value / scale >= 10 {
            scale *= 10;
            digits += 1;
        }
        for _ in 0..digits {
            self.push(b'0' + u8::try_from(value / scale % 10).unwrap_or(0));
            scale = (scale / 10).max(1);
        }
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
