//! Skipping a value of any depth: no recursion, one bit for each open container.

use super::error::{Expected, JsonError};
use super::scanner::{Kind, Scanner};

/// The kinds of the containers that are open, the innermost last.
#[derive(Default)]
struct OpenKinds {
    /// The innermost up to 64, the innermost in the lowest bit; set for an object.
    bits: u64,
    /// How many of `bits` are in use.
    used: u32,
    /// Full words of outer containers; allocates only past a depth of 64.
    outer: Vec<u64>,
}

impl OpenKinds {
    fn push(&mut self, object: bool) {
        if self.used == 64 {
            self.outer.push(self.bits);
            self.used = 0;
        }
        self.bits = self.bits << 1 | u64::from(object);
        self.used += 1;
    }

    /// Whether the innermost one is an object; `None` if none is open.
    fn innermost(&self) -> Option<bool> {
        (self.used > 0).then_some(self.bits & 1 == 1)
    }

    fn pop(&mut self) {
        self.bits >>= 1;
        self.used = self.used.saturating_sub(1);
        if self.used == 0
            && let Some(bits) = self.outer.pop()
        {
            self.bits = bits;
            self.used = 64;
        }
    }
}

impl<'a> Scanner<'a> {
    /// Reads past one value and gives its text as it stands. All of it is validated, at any depth.
    ///
    /// # Errors
    /// If the document is not JSON here.
    ///
    /// ```
    /// use rules_core::json::Scanner;
    /// let mut scanner = Scanner::new(r#" {"a": [1, "]"]} "#);
    /// assert_eq!(scanner.skip_value()?, r#"{"a": [1, "]"]}"#);
    /// scanner.finish()
    /// # ; Ok::<(), rules_core::json::JsonError>(())
    /// ```
    pub fn skip_value(&mut self) -> Result<&'a str, JsonError> {
        self.peek();
        let start = self.at;
        let mut open = OpenKinds::default();
        loop {
            if self.skip_scalar_or_open(&mut open)? {
                continue;
            }
            if self.skip_closed(&mut open)? {
                return Ok(self.document().get(start..self.at).unwrap_or_default());
            }
        }
    }

    /// Reads past a scalar, an empty container, or the start of a container up to its first value, which is
    /// then due (true).
    fn skip_scalar_or_open(&mut self, open: &mut OpenKinds) -> Result<bool, JsonError> {
        match self.peek_kind()? {
            Kind::Object => {
                self.at += 1;
                if self.peek() == Some(b'}') {
                    self.at += 1;
                    return Ok(false);
                }
                open.push(true);
                self.key(Expected::KeyOrClose)?;
                return Ok(true);
            }
            Kind::Array => {
                self.at += 1;
                if self.peek() == Some(b']') {
                    self.at += 1;
                    return Ok(false);
                }
                open.push(false);
                return Ok(true);
            }
            Kind::String => {
                self.string()?;
            }
            Kind::Number => self.at = self.number_end(self.at)?,
            Kind::True => self.literal("true", Expected::Value)?,
            Kind::False => self.literal("false", Expected::Value)?,
            Kind::Null => self.literal("null", Expected::Value)?,
        }
        Ok(false)
    }

    /// Reads past the closing signs behind a value and the comma behind those, up to the next value that is
    /// due (false), or until nothing is open (true).
    fn skip_closed(&mut self, open: &mut OpenKinds) -> Result<bool, JsonError> {
        while let Some(object) = open.innermost() {
            match self.peek() {
                Some(b',') => {
                    self.at += 1;
                    if object {
                        self.key(Expected::Key)?;
                    }
                    return Ok(false);
                }
                Some(b'}') if object => {}
                Some(b']') if !object => {}
                _ => {
                    let expected = if object { Expected::CommaOrBrace } else { Expected::CommaOrBracket };
                    return Err(self.refuse(expected));
                }
            }
            self.at += 1;
            open.pop();
        }
        Ok(true)
    }
}
