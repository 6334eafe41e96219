//! A JSON array that is too long to hold: its elements, one by one, from chunks of any size.
//!
//! Comes in: the bytes of a document that is one array, cut anywhere. Goes out: the bytes of each element,
//! whitespace around it left out. Promises: memory for one element at most; an element that lies in one
//! chunk is not copied; the array's own commas and brackets are checked here, an element's inside by
//! [`Scanner`](super::Scanner), so that a bad element costs that element only.

use super::bytes::find_special;
use super::error::{Expected, Found, JsonError};

/// An element of the array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Element<'b> {
    /// Bytes of the document before it.
    pub offset: usize,
    /// What was read.
    pub bytes: ElementBytes<'b>,
}

/// An element's bytes, if there are not too many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ElementBytes<'b> {
    /// All of them; not yet known to be JSON.
    Complete(&'b [u8]),
    /// More than the splitter may hold. The element is skipped, the next ones follow.
    TooLong,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    BeforeArray,
    BeforeFirst,
    BeforeElement,
    InElement,
    AfterArray,
}

/// Where in an element the splitter stands. Brackets are counted, not matched: a wrong one makes the element
/// bad, and the scanner will say so.
#[derive(Clone, Debug, Default)]
struct Inside {
    depth: usize,
    string: bool,
    backslash: bool,
}

impl Inside {
    /// The offset in `chunk` of the comma or bracket that ends the element, if it is there.
    fn end(&mut self, chunk: &[u8]) -> Option<usize> {
        let mut at = 0;
        while at < chunk.len() {
            if self.backslash {
                self.backslash = false;
                at += 1;
            }
            if self.string {
                at = self.in_string(chunk, at);
                continue;
            }
            match chunk.get(at) {
                Some(b',' | b']') if self.depth == 0 => return Some(at),
                Some(b'[' | b'{') => self.depth += 1,
                Some(b']' | b'}') => self.depth = self.depth.saturating_sub(1),
                Some(b'"') => self.string = true,
                _ => {}
            }
            at += 1;
        }
        None
    }

    /// The offset past the next byte of a string that is special.
    fn in_string(&mut self, chunk: &[u8], from: usize) -> usize {
        let at = find_special(chunk, from);
        match chunk.get(at) {
            Some(b'"') => self.string = false,
            Some(b'\\') => self.backslash = true,
            _ => {}
        }
        at + 1
    }
}

/// Cuts an array into its elements.
///
/// ```
/// use rules_core::json::{ArraySplitter, ElementBytes};
/// let mut splitter = ArraySplitter::new(1024);
/// let mut elements = Vec::new();
/// for mut chunk in [b"[{\"a\": \"],".as_slice(), b"\"}, {", b"}]"] {
///     while let Some(element) = splitter.next(&mut chunk)? {
///         if let ElementBytes::Complete(bytes) = element.bytes {
///             elements.push(String::from_utf8_lossy(bytes).into_owned());
///         }
///     }
/// }
/// splitter.finish()?;
/// assert_eq!(elements, [r#"{"a": "],"}"#, "{}"]);
/// # Ok::<(), rules_core::json::JsonError>(())
/// ```
#[derive(Clone, Debug)]
pub struct ArraySplitter {
    state: State,
    inside: Inside,
    /// The element's bytes from earlier chunks.
    held: Vec<u8>,
    too_long: bool,
    max_bytes: usize,
    /// Bytes of the document read so far.
    read: usize,
    /// Where the element starts.
    start: usize,
}

impl ArraySplitter {
    /// A splitter at the start of a document. Elements of more than `max_bytes`, whitespace inside them and
    /// behind them included, are reported and skipped.
    #[must_use]
    pub fn new(max_bytes: usize) -> Self {
        Self {
            state: State::BeforeArray,
            inside: Inside::default(),
            held: Vec::new(),
            too_long: false,
            max_bytes,
            read: 0,
            start: 0,
        }
    }

    /// The next element that ends in `chunk`, which is moved past what was read; `None` once all is read, and
    /// the next chunk is wanted.
    ///
    /// # Errors
    /// If the document is no array, or its elements are not set apart by single commas. There is no going on
    /// from there.
    pub fn next<'b, 'c: 'b>(&'b mut self, chunk: &mut &'c [u8]) -> Result<Option<Element<'b>>, JsonError> {
        if self.state != State::InElement && !self.find_element(chunk)? {
            return Ok(None);
        }
        let here: &'c [u8] = chunk;
        let Some(end) = self.inside.end(here) else {
            self.hold(here);
            self.take(chunk, here.len());
            return Ok(None);
        };
        let body = here.get(..end).unwrap_or_default();
        self.state = if here.get(end) == Some(&b',') { State::BeforeElement } else { State::AfterArray };
        self.take(chunk, end + 1);
        Ok(Some(Element { offset: self.start, bytes: self.element(body) }))
    }

    /// Sees that the array has ended.
    ///
    /// # Errors
    /// If it has not.
    pub fn finish(&self) -> Result<(), JsonError> {
        let expected = match self.state {
            State::AfterArray => return Ok(()),
            State::BeforeArray => Expected::Array,
            State::BeforeFirst | State::BeforeElement => Expected::Value,
            State::InElement => Expected::CommaOrBracket,
        };
        Err(JsonError { offset: self.read, expected, found: Found::End })
    }

    /// Reads up to the first byte of an element; false if the chunk ends first.
    fn find_element(&mut self, chunk: &mut &[u8]) -> Result<bool, JsonError> {
        while let Some(&byte) = chunk.first() {
            match (self.state, byte) {
                (_, b' ' | b'\n' | b'\r' | b'\t') => {}
                (State::BeforeArray, b'[') => self.state = State::BeforeFirst,
                (State::BeforeFirst, b']') => self.state = State::AfterArray,
                (State::BeforeArray, _) => return Err(self.refuse(chunk, Expected::Array)),
                (State::AfterArray, _) => return Err(self.refuse(chunk, Expected::End)),
                (_, b',' | b']') => return Err(self.refuse(chunk, Expected::Value)),
                _ => {
                    self.begin_element();
                    return Ok(true);
                }
            }
            self.take(chunk, 1);
        }
        Ok(false)
    }

    fn begin_element(&mut self) {
        self.state = State::InElement;
        self.inside = Inside::default();
        self.held.clear();
        self.too_long = false;
        self.start = self.read;
    }

    /// Keeps a part of an element for the next chunk.
    fn hold(&mut self, part: &[u8]) {
        self.too_long |= self.held.len() + part.len() > self.max_bytes;
        if self.too_long {
            self.held.clear();
        } else {
            self.held.extend_from_slice(part);
        }
    }

    /// The element whose last part is `body`.
    fn element<'b>(&'b mut self, body: &'b [u8]) -> ElementBytes<'b> {
        let bytes = if self.held.is_empty() && body.len() <= self.max_bytes {
            body
        } else {
            self.hold(body);
            &self.held
        };
        if self.too_long { ElementBytes::TooLong } else { ElementBytes::Complete(trim_end(bytes)) }
    }

    /// Moves `chunk` on by `count` bytes.
    fn take(&mut self, chunk: &mut &[u8], count: usize) {
        *chunk = chunk.get(count..).unwrap_or_default();
        self.read = self.read.saturating_add(count);
    }

    fn refuse(&self, chunk: &[u8], expected: Expected) -> JsonError {
        JsonError { offset: self.read, expected, found: Found::byte(chunk, 0) }
    }
}

/// Without whitespace at the end; JSON's whitespace, which is not all of ASCII's.
fn trim_end(bytes: &[u8]) -> &[u8] {
    let spaces = bytes.iter().rev().take_while(|b| matches!(b, b' ' | b'\n' | b'\r' | b'\t')).count();
    bytes.get(..bytes.len() - spaces).unwrap_or_default()
}
