//! One labelled row: its columns, whether it was written as JSON or as CSV.

use super::reason::{Lack, Reason};
use crate::json::Scanner;
use crate::source::strip_bom;

/// Characters of a value that an error shows.
const SHOWN: usize = 30;

/// A row that was read.
///
/// ```
/// use rules_core::backtest::row::{Row, Value};
/// let row = Row::new(r#"{"grade": "4", "out": {"fraud": true}}"#.as_bytes(), false).unwrap();
/// assert_eq!(row.value(&["grade".into()]), Value::Text("4".into()));
/// assert_eq!(row.value(&["out".into(), "fraud".into()]), Value::Bool(true));
/// ```
#[derive(Clone, Debug)]
pub struct Row<'l> {
    text: &'l str,
    /// The names of its columns, one after the other.
    names: String,
    /// Where each name ends, and the JSON of its value.
    members: Vec<(usize, &'l str)>,
    /// Whether its values are cells of CSV: texts, the types of which their use decides.
    from_csv: bool,
}

/// The lines of a chunk, a row each; the last one may lack its line end.
pub(crate) fn lines(chunk: &[u8]) -> impl Iterator<Item = &[u8]> {
    let chunk = (!chunk.is_empty()).then(|| chunk.strip_suffix(b"\n").unwrap_or(chunk));
    chunk.into_iter().flat_map(|chunk| chunk.split(|byte| *byte == b'\n'))
}

/// What a column holds in a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Absent, empty or null.
    Unknown,
    /// A cell of CSV, which is not empty.
    Cell(String),
    /// A text.
    Text(String),
    /// A number, as it is written.
    Number(String),
    /// A bool.
    Bool(bool),
    /// A list or an object, as JSON.
    Other(String),
}

impl Value {
    /// Its own characters; none where it is unknown.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Unknown => None,
            Self::Cell(text) | Self::Text(text) | Self::Number(text) | Self::Other(text) => Some(text),
            Self::Bool(value) => Some(if *value { "true" } else { "false" }),
        }
    }

    /// The value as an error shows it: short, and in quotes where it is a text.
    pub fn shown(&self) -> String {
        match self {
            Self::Unknown => "nothing".into(),
            Self::Cell(text) | Self::Text(text) => format!("{:?}", short(text)),
            Self::Number(text) | Self::Other(text) => short(text),
            Self::Bool(value) => value.to_string(),
        }
    }
}

fn short(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

impl<'l> Row<'l> {
    /// A row from its bytes; why not, where they are no JSON object.
    pub fn new(line: &'l [u8], from_csv: bool) -> Result<Self, Reason> {
        let refused = |expected: &str, found: String| {
            Reason::found(Lack::Form, format!("cannot be read: expected {expected}"), found)
        };
        let text = std::str::from_utf8(strip_bom(line))
            .map_err(|error| refused("UTF-8", format!("another byte at byte {}", error.valid_up_to())))?;
        if text.trim().is_empty() {
            return Err(refused("a JSON object", "an empty line".into()));
        }
        let whole = |mut scanner: Scanner<'_>| {
            scanner.clone().begin_object()?;
            scanner.skip_value()?;
            scanner.finish()
        };
        match whole(Scanner::new(text)) {
            Ok(()) => Ok(Self::of_object(text, from_csv)),
            Err(error) => {
                let found = format!("{} at byte {}", error.found, error.offset);
                Err(refused(error.expected.as_str(), found))
            }
        }
    }

    /// A row of an object's text.
    fn of_object(text: &'l str, from_csv: bool) -> Self {
        let mut row = Self { text, names: String::new(), members: Vec::new(), from_csv };
        let (mut scanner, mut keys) = (Scanner::new(text), String::new());
        if scanner.begin_object().is_ok() {
            while let Ok(Some(key)) = scanner.next_key(&mut keys) {
                row.names.push_str(key.name);
                let Ok(value) = scanner.skip_value() else { break };
                row.members.push((row.names.len(), value));
            }
        }
        row
    }

    /// Names and values, from the last one to the first.
    fn backwards(&self) -> impl Iterator<Item = (&str, &'l str)> {
        (0..self.members.len()).rev().filter_map(|at| {
            let start = at.checked_sub(1).and_then(|before| self.members.get(before)).map_or(0, |it| it.0);
            let (end, value) = *self.members.get(at)?;
            Some((self.names.get(start..end)?, value))
        })
    }

    /// The JSON of a column; of a name that stands twice the last one.
    fn member(&self, name: &str) -> Option<&'l str> {
        self.backwards().find_map(|(own, value)| (own == name).then_some(value))
    }

    /// The whole row as JSON.
    pub fn json(&self) -> &'l str {
        self.text
    }

    /// What a column holds; further names lead into a member.
    pub fn value(&self, column: &[String]) -> Value {
        match self.raw(column) {
            Some(raw) => of_json(raw, self.from_csv),
            None => Value::Unknown,
        }
    }

    /// The names of its columns.
    pub fn columns(&self) -> Vec<String> {
        let mut names: Vec<String> = self.backwards().map(|(name, _)| name.to_owned()).collect();
        names.reverse();
        names
    }

    fn raw(&self, column: &[String]) -> Option<&'l str> {
        // A flat file may have a column `report.grade`.
        let joined = (column.len() > 1).then(|| self.member(&column.join("."))).flatten();
        joined.or_else(|| {
            let (first, inner) = column.split_first()?;
            inner.iter().try_fold(self.member(first)?, |object, name| member(object, name))
        })
    }
}

fn of_json(raw: &str, from_csv: bool) -> Value {
    let text = || serde_json::from_str::<String>(raw);
    match (raw.bytes().next(), text()) {
        (_, Ok(text)) if text.trim().is_empty() => Value::Unknown,
        (_, Ok(text)) if from_csv => Value::Cell(text),
        (_, Ok(text)) => Value::Text(text),
        (Some(b'n'), _) => Value::Unknown,
        (Some(b't'), _) => Value::Bool(true),
        (Some(b'f'), _) => Value::Bool(false),
        (Some(b'-' | b'0'..=b'9'), _) => Value::Number(raw.to_owned()),
        _ => Value::Other(raw.to_owned()),
    }
}

/// A finite number as it is written in a cell.
pub fn number_of(cell: &str) -> Option<f64> {
    cell.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

/// The JSON of a member of an object; the last one of its name.
pub fn member<'t>(object: &'t str, name: &str) -> Option<&'t str> {
    let mut scanner = Scanner::new(object);
    let mut keys = String::new();
    let mut found = None;
    scanner.begin_object().ok()?;
    while let Ok(Some(key)) = scanner.next_key(&mut keys) {
        let wanted = key.name == name;
        let value = scanner.skip_value().ok()?;
        if wanted {
            found = Some(value);
        }
    }
    found
}
