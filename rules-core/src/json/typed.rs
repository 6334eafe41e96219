//! Small documents whose members are known by name, such as settings and calendars, read without a tree.
//!
//! Comes in: a [`Scanner`] before a value, and what is expected there. Goes out: the value. Promise: nothing is
//! accepted and ignored; a member that is unknown, given twice, missing or of another kind is an error that names it.

use super::error::JsonError;
use super::scanner::{Kind, Scanner};
use crate::number::parse_number;
use std::error::Error;
use std::fmt;

/// Why a document is not what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedError(String);

impl TypedError {
    /// What is wrong, and what was expected.
    #[must_use]
    pub fn new(message: String) -> Self {
        Self(message)
    }

    /// The error of the member with this name.
    fn of(self, name: &str) -> Self {
        Self(format!("`{}`: {self}", shortened(name)))
    }
}

impl fmt::Display for TypedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for TypedError {}

impl From<JsonError> for TypedError {
    fn from(error: JsonError) -> Self {
        Self(error.to_string())
    }
}

/// Reads the value of the member with this name.
pub type ReadMember<'r, 'a> = &'r mut dyn FnMut(&str, &mut Scanner<'a>) -> Result<(), TypedError>;

/// Reads an object that may have these members, each once.
///
/// # Errors
/// If it is no object, at a member that is not in `names` or there already, and where `read` fails.
///
/// ```
/// use rules_core::json::{Scanner, typed};
/// let (mut id, mut strict) = (None, false);
/// typed::object(&mut Scanner::new(r#"{"id": "A", "strict": true}"#), &["id", "strict"], &mut |name, it| {
///     match name {
///         "id" => id = typed::optional(it, typed::text)?,
///         _ => strict = it.read_bool()?,
///     }
///     Ok(())
/// })?;
/// assert_eq!((typed::required("id", id)?.as_str(), strict), ("A", true));
/// # Ok::<(), typed::TypedError>(())
/// ```
pub fn object<'a>(
    scanner: &mut Scanner<'a>,
    names: &[&str],
    read: ReadMember<'_, 'a>,
) -> Result<(), TypedError> {
    let mut seen = vec![false; names.len()];
    members(scanner, &mut |name, scanner| {
        let place = names.iter().position(|known| *known == name);
        match place.and_then(|place| seen.get_mut(place)) {
            Some(seen) if !*seen => *seen = true,
            Some(_) => return Err(TypedError(format!("duplicate field `{name}`"))),
            None => return Err(unknown(name, names)),
        }
        read(name, scanner).map_err(|error| error.of(name))
    })
}

/// Reads an object with members of any name; the last one counts where a name is there twice.
///
/// # Errors
/// If it is no object, and where `read` fails.
pub fn entries<'a>(scanner: &mut Scanner<'a>, read: ReadMember<'_, 'a>) -> Result<(), TypedError> {
    members(scanner, &mut |name, scanner| read(name, scanner).map_err(|error| error.of(name)))
}

fn members<'a>(scanner: &mut Scanner<'a>, read: ReadMember<'_, 'a>) -> Result<(), TypedError> {
    let mut scratch = String::new();
    scanner.begin_object()?;
    while let Some(key) = scanner.next_key(&mut scratch)? {
        read(key.name, scanner)?;
    }
    Ok(())
}

fn unknown(name: &str, names: &[&str]) -> TypedError {
    TypedError(format!("unknown field `{}`, expected one of `{}`", shortened(name), names.join("`, `")))
}

/// A name that somebody else wrote, short enough for a sentence.
fn shortened(name: &str) -> String {
    const MOST: usize = 40;
    let mut shown: String = name.chars().take(MOST).collect();
    if shown.len() < name.len() {
        shown.push('…');
    }
    shown
}

/// Reads a value that may be `null`, which is the same as none.
///
/// # Errors
/// Where `read` fails.
pub fn optional<'a, T>(
    scanner: &mut Scanner<'a>,
    read: impl FnOnce(&mut Scanner<'a>) -> Result<T, TypedError>,
) -> Result<Option<T>, TypedError> {
    if scanner.peek_kind()? == Kind::Null {
        scanner.read_null()?;
        return Ok(None);
    }
    read(scanner).map(Some)
}

/// The value of a member that must be there.
///
/// # Errors
/// If it is not.
pub fn required<T>(name: &str, value: Option<T>) -> Result<T, TypedError> {
    value.ok_or_else(|| TypedError(format!("missing field `{name}`")))
}

/// Reads an array.
///
/// # Errors
/// If it is none, and where `read` fails.
pub fn list<'a, T>(
    scanner: &mut Scanner<'a>,
    read: fn(&mut Scanner<'a>) -> Result<T, TypedError>,
) -> Result<Vec<T>, TypedError> {
    let mut all = Vec::new();
    scanner.begin_array()?;
    while scanner.next_element()? {
        all.push(read(scanner)?);
    }
    Ok(all)
}

/// Reads a string.
///
/// # Errors
/// If it is none, or no Unicode text.
pub fn text(scanner: &mut Scanner<'_>) -> Result<String, TypedError> {
    let mut scratch = String::new();
    let found = scanner.read_string(&mut scratch)?;
    if found.lone_surrogate() {
        let end = scanner.offset();
        return Err(TypedError(format!("expected a text, found half a surrogate pair before byte {end}")));
    }
    Ok(found.of(scanner.document(), &scratch).to_owned())
}

/// Reads a number.
///
/// # Errors
/// If it is none, or beyond the greatest double.
pub fn number(scanner: &mut Scanner<'_>) -> Result<f64, TypedError> {
    let text = scanner.read_number_text()?;
    match parse_number(text.as_bytes()) {
        Ok(number) => Ok(number.as_number()),
        Err(error) => Err(refused(error.expected(), text, scanner)),
    }
}

/// Reads a whole number written in digits.
///
/// # Errors
/// If it is none, or not between `low` and `high`.
pub fn whole(scanner: &mut Scanner<'_>, low: i64, high: i64) -> Result<i64, TypedError> {
    let text = scanner.read_number_text()?;
    match text.parse() {
        Ok(value) if (low..=high).contains(&value) => Ok(value),
        _ => Err(refused(&format!("a whole number from {low} to {high}"), text, scanner)),
    }
}

fn refused(expected: &str, text: &str, scanner: &Scanner<'_>) -> TypedError {
    TypedError(format!("expected {expected} at byte {}, found `{text}`", scanner.offset() - text.len()))
}
