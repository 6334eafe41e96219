//! The pull scanner: one place in the document, and the steps that move it on.

use super::error::{Expected, Found, JsonError};
use super::number::number_end;
use super::string::{Raw, Text, refuse, string_end};

/// What kind of value comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is its own JSON kind")]
pub enum Kind {
    Object,
    Array,
    String,
    Number,
    True,
    False,
    Null,
}

/// A member's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key<'s> {
    /// The name, escapes decoded.
    pub name: &'s str,
    /// Bytes of the document before its opening quote.
    pub offset: usize,
    /// Whether an escape named half a surrogate pair, so that no declared name can be meant.
    pub lone_surrogate: bool,
}

/// Reads one JSON document from front to back.
///
/// The caller follows the document's own structure: after [`begin_object`](Self::begin_object) it calls
/// [`next_key`](Self::next_key) until that gives `None`, and after each key reads or skips exactly one value;
/// arrays likewise. [`finish`](Self::finish) sees that nothing is left over. After an error there is nothing
/// more to read.
///
/// ```
/// use rules_core::json::{Kind, Scanner};
/// let line = r#"{"amount": 1e400, "narrative": "转到\u5b89全账户", "extra": [1, {}]}"#;
/// let (mut keys, mut scratch) = (String::new(), String::new());
/// let (mut amount, mut narrative) = ("", None);
/// let mut scanner = Scanner::new(line);
/// scanner.begin_object()?;
/// while let Some(key) = scanner.next_key(&mut keys)? {
///     match (key.name, scanner.peek_kind()?) {
///         ("amount", Kind::Number) => amount = scanner.read_number_text()?,
///         ("narrative", Kind::String) => narrative = Some(scanner.read_string(&mut scratch)?),
///         _ => drop(scanner.skip_value()?),
///     }
/// }
/// scanner.finish()?;
/// assert_eq!(amount, "1e400");
/// assert_eq!(narrative.unwrap().of(line, &scratch), "转到安全账户");
/// # Ok::<(), rules_core::json::JsonError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Scanner<'a> {
    text: &'a str,
    pub(super) at: usize,
    /// Containers that were begun and not yet left.
    depth: usize,
    /// Whether the last step began a container, so that no comma stands before what comes next.
    fresh: bool,
}

impl<'a> Scanner<'a> {
    /// A scanner at the start of `document`.
    #[must_use]
    pub fn new(document: &'a str) -> Self {
        Self { text: document, at: 0, depth: 0, fresh: false }
    }

    /// A scanner over bytes, checked once to be UTF-8.
    ///
    /// # Errors
    /// At the first byte that is not UTF-8.
    pub fn from_bytes(document: &'a [u8]) -> Result<Self, JsonError> {
        simdutf8::basic::from_utf8(document).map(Self::new).map_err(|_| not_utf8(document))
    }

    /// The whole document.
    #[must_use]
    pub fn document(&self) -> &'a str {
        self.text
    }

    /// How many bytes have been read.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.at
    }

    /// The kind of the value that comes next. The value itself is not looked at beyond its first byte.
    ///
    /// # Errors
    /// If no value starts here.
    #[inline]
    pub fn peek_kind(&mut self) -> Result<Kind, JsonError> {
        match self.peek() {
            Some(b'"') => Ok(Kind::String),
            Some(b'-' | b'0'..=b'9') => Ok(Kind::Number),
            Some(b't') => Ok(Kind::True),
            Some(b'f') => Ok(Kind::False),
            Some(b'n') => Ok(Kind::Null),
            Some(b'{') => Ok(Kind::Object),
            Some(b'[') => Ok(Kind::Array),
            _ => Err(self.refuse(Expected::Value)),
        }
    }

    /// Enters an object.
    ///
    /// # Errors
    /// If something else comes next.
    #[inline]
    pub fn begin_object(&mut self) -> Result<(), JsonError> {
        self.begin(b'{', Expected::Object)
    }

    /// The next member's key with its colon read, or `None` once the object is left.
    ///
    /// A key with escapes is decoded into `scratch`, which is cleared first: a key lives until the next one.
    ///
    /// # Errors
    /// If the document is not JSON here.
    #[inline]
    pub fn next_key<'s>(&mut self, scratch: &'s mut String) -> Result<Option<Key<'s>>, JsonError>
    where
        'a: 's,
    {
        let first = self.fresh;
        if !self.go_on(b'}', Expected::CommaOrBrace)? {
            return Ok(None);
        }
        let (start, raw) = self.key(if first { Expected::KeyOrClose } else { Expected::Key })?;
        let offset = start - 1;
        let plain = self.text.get(start..raw.end).unwrap_or_default();
        if !raw.escaped {
            return Ok(Some(Key { name: plain, offset, lone_surrogate: false }));
        }
        scratch.clear();
        let lone_surrogate = Text::decode(plain, scratch).lone_surrogate();
        Ok(Some(Key { name: scratch, offset, lone_surrogate }))
    }

    /// Reads the next member's key and colon if that key is `name`, written without escapes; reads nothing
    /// otherwise. `name` must not have a character that JSON escapes: [`is_plain`](super::is_plain).
    #[inline]
    pub fn try_key(&mut self, name: &str) -> bool {
        let start = self.at;
        if !self.fresh && self.peek() == Some(b',') {
            self.at += 1;
        } else if !self.fresh {
            return false;
        }
        self.peek();
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let key = rest.strip_prefix(b"\"").and_then(|rest| rest.strip_prefix(name.as_bytes()));
        if key.is_some_and(|rest| rest.first() == Some(&b'"')) {
            self.at += name.len() + 2;
            if self.peek() == Some(b':') {
                self.at += 1;
                self.fresh = false;
                return true;
            }
        }
        self.at = start;
        false
    }

    /// Enters an array.
    ///
    /// # Errors
    /// If something else comes next.
    #[inline]
    pub fn begin_array(&mut self) -> Result<(), JsonError> {
        self.begin(b'[', Expected::Array)
    }

    /// Whether another element comes; false once the array is left.
    ///
    /// # Errors
    /// If the document is not JSON here.
    #[inline]
    pub fn next_element(&mut self) -> Result<bool, JsonError> {
        self.go_on(b']', Expected::CommaOrBracket)
    }

    /// The text of a number, valid by the grammar of JSON, of any length and size.
    ///
    /// # Errors
    /// If something else comes next, or it is no JSON number (`01`, `1.`, `+1`, `NaN`).
    #[inline]
    pub fn read_number_text(&mut self) -> Result<&'a str, JsonError> {
        let Some(b'-' | b'0'..=b'9') = self.peek() else { return Err(self.refuse(Expected::Number)) };
        let start = self.at;
        self.at = self.number_end(start)?;
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }

    /// A string. One with escapes is decoded behind what `scratch` holds, so that all texts of a document can
    /// share one buffer.
    ///
    /// # Errors
    /// If something else comes next, or the string is not valid.
    #[inline]
    pub fn read_string(&mut self, scratch: &mut String) -> Result<Text, JsonError> {
        if self.peek() != Some(b'"') {
            return Err(self.refuse(Expected::String));
        }
        let (start, raw) = self.string()?;
        if !raw.escaped {
            return Ok(Text::plain(start, raw.end));
        }
        Ok(Text::decode(self.text.get(start..raw.end).unwrap_or_default(), scratch))
    }

    /// `true` or `false`.
    ///
    /// # Errors
    /// If something else comes next.
    #[inline]
    pub fn read_bool(&mut self) -> Result<bool, JsonError> {
        let value = self.peek() == Some(b't');
        self.literal(if value { "true" } else { "false" }, Expected::Bool)?;
        Ok(value)
    }

    /// `null`.
    ///
    /// # Errors
    /// If something else comes next.
    #[inline]
    pub fn read_null(&mut self) -> Result<(), JsonError> {
        self.peek();
        self.literal("null", Expected::Null)
    }

    /// Sees that the document is complete: nothing begun and not left, only whitespace after the value.
    ///
    /// # Errors
    /// At the first byte too many, or at the end if the caller has not left every container.
    pub fn finish(mut self) -> Result<(), JsonError> {
        match self.peek() {
            None if self.depth == 0 => Ok(()),
            None => Err(self.refuse(Expected::Value)),
            Some(_) => Err(self.refuse(Expected::End)),
        }
    }

    /// The next byte that is no whitespace; it is not read.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                byte => return byte.copied(),
            }
        }
    }

    /// Reads a string whose opening quote comes next: the offset past that quote, and its end.
    #[inline]
    pub(super) fn string(&mut self) -> Result<(usize, Raw), JsonError> {
        let start = self.at + 1;
        let raw = string_end(self.text, start)?;
        self.at = raw.end + 1;
        Ok((start, raw))
    }

    /// Reads a key and its colon.
    #[inline]
    pub(super) fn key(&mut self, expected: Expected) -> Result<(usize, Raw), JsonError> {
        if self.peek() != Some(b'"') {
            return Err(self.refuse(expected));
        }
        let key = self.string()?;
        if self.peek() != Some(b':') {
            return Err(self.refuse(Expected::Colon));
        }
        self.at += 1;
        Ok(key)
    }

    /// Reads a literal that comes next.
    #[inline]
    pub(super) fn literal(&mut self, literal: &str, expected: Expected) -> Result<(), JsonError> {
        let bytes = self.text.as_bytes().get(self.at..).unwrap_or_default();
        if !bytes.starts_with(literal.as_bytes()) {
            return Err(self.refuse(expected));
        }
        self.at += literal.len();
        Ok(())
    }

    /// The offset past the number at `start`, with the character found there if it is none.
    #[inline]
    pub(super) fn number_end(&self, start: usize) -> Result<usize, JsonError> {
        number_end(self.text.as_bytes(), start).map_err(|e| refuse(self.text, e.offset, e.expected))
    }

    /// An error at the place where the scanner stands.
    #[cold]
    pub(super) fn refuse(&self, expected: Expected) -> JsonError {
        refuse(self.text, self.at, expected)
    }

    #[inline]
    fn begin(&mut self, open: u8, expected: Expected) -> Result<(), JsonError> {
        if self.peek() != Some(open) {
            return Err(self.refuse(expected));
        }
        self.at += 1;
        self.depth += 1;
        self.fresh = true;
        Ok(())
    }

    /// Reads the comma before the next member or element, if one must stand there, or the closing sign.
    #[inline]
    fn go_on(&mut self, close: u8, expected: Expected) -> Result<bool, JsonError> {
        let fresh = std::mem::take(&mut self.fresh);
        match self.peek() {
            Some(byte) if byte == close => {
                self.at += 1;
                self.depth = self.depth.saturating_sub(1);
                Ok(false)
            }
            _ if fresh => Ok(true),
            Some(b',') => {
                self.at += 1;
                Ok(true)
            }
            _ => Err(self.refuse(expected)),
        }
    }
}

/// The error at the first byte that is not UTF-8.
#[cold]
fn not_utf8(document: &[u8]) -> JsonError {
    let offset = std::str::from_utf8(document).map_or_else(|error| error.valid_up_to(), str::len);
    JsonError { offset, expected: Expected::Utf8, found: Found::byte(document, offset) }
}
