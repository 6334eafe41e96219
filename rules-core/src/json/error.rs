//! Where a document stops being JSON: the byte, what was expected there and what stands there.

use std::fmt;

/// What the grammar allows at the place of an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "`as_str` says each in words")]
pub enum Expected {
    Utf8,
    Value,
    Object,
    Array,
    String,
    Number,
    Bool,
    Null,
    Key,
    KeyOrClose,
    Colon,
    CommaOrBrace,
    CommaOrBracket,
    Digit,
    NoLeadingZero,
    Escape,
    HexDigit,
    StringCharacter,
    End,
}

impl Expected {
    /// The same in words, without an article where it is a sign.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Value => "a value",
            Self::Object => "an object",
            Self::Array => "an array",
            Self::String => "a string",
            Self::Number => "a number",
            Self::Bool => "`true` or `false`",
            Self::Null => "`null`",
            Self::Key => "a key in double quotes",
            Self::KeyOrClose => "a key in double quotes or `}`",
            Self::Colon => "`:` after the key",
            Self::CommaOrBrace => "`,` or `}`",
            Self::CommaOrBracket => "`,` or `]`",
            Self::Digit => "a digit",
            Self::NoLeadingZero => "no further digit after a leading zero",
            Self::Escape => "an escape such as `\\n` or `\\u4e2d`",
            Self::HexDigit => "four hexadecimal digits after `\\u`",
            Self::StringCharacter => "`\"` or a character that needs no escape",
            Self::End => "nothing more",
        }
    }
}

/// What stands at the place of an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Found {
    /// The document ends there.
    End,
    /// A character.
    Char(char),
    /// A byte that is no ASCII character, where characters are not decoded.
    Byte(u8),
}

impl Found {
    /// The byte at `offset` of `bytes`, or the end.
    pub(super) fn byte(bytes: &[u8], offset: usize) -> Self {
        match bytes.get(offset) {
            None => Self::End,
            Some(byte) if byte.is_ascii() => Self::Char(char::from(*byte)),
            Some(byte) => Self::Byte(*byte),
        }
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::End => f.write_str("the end"),
            Self::Char(c) if c.is_control() || c == '\u{FEFF}' => write!(f, "U+{:04X}", u32::from(c)),
            Self::Char(c) => write!(f, "`{c}`"),
            Self::Byte(byte) => write!(f, "byte 0x{byte:02X}"),
        }
    }
}

/// A document that is not JSON, or a value of another kind than the caller asked for.
///
/// ```
/// use rules_core::json::Scanner;
/// let error = Scanner::new("[1 2]").skip_value().unwrap_err();
/// assert_eq!(error.to_string(), "expected `,` or `]` at byte 3, found `2`");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct JsonError {
    /// Bytes before the place, from the start of the document.
    pub offset: usize,
    /// What may stand there.
    pub expected: Expected,
    /// What stands there.
    pub found: Found,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {} at byte {}, found {}", self.expected.as_str(), self.offset, self.found)
    }
}

impl std::error::Error for JsonError {}
