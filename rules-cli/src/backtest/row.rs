//! One labelled row: its columns, whether it was written as JSON or as CSV.

use super::reason::Reason;
use crate::score::keep::member;
use rules_core::json::Scanner;
use rules_core::source::strip_bom;

/// Characters of a value that an error shows.
const SHOWN: usize = 30;

/// A row that was read.
#[derive(Clone, Copy, Debug)]
pub struct Row<'l> {
    text: &'l str,
    /// Whether its values are cells of CSV: texts, the types of which their use decides.
    from_csv: bool,
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
            Reason::found(format!("cannot be read: expected {expected}"), found)
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
            Ok(()) => Ok(Self { text, from_csv }),
            Err(error) => {
                let found = format!("{} at byte {}", error.found, error.offset);
                Err(refused(error.expected.as_str(), found))
            }
        }
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
        let mut scanner = Scanner::new(self.text);
        let (mut names, mut keys) = (Vec::new(), String::new());
        if scanner.begin_object().is_err() {
            return names;
        }
        while let Ok(Some(key)) = scanner.next_key(&mut keys) {
            names.push(key.name.to_owned());
            if scanner.skip_value().is_err() {
                break;
            }
        }
        names
    }

    fn raw(&self, column: &[String]) -> Option<&'l str> {
        // A flat file may have a column `report.grade`.
        let joined = (column.len() > 1).then(|| member(self.text, &column.join("."))).flatten();
        joined.or_else(|| column.iter().try_fold(self.text, |object, name| member(object, name)))
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
