//! A cell as JSON, by its field's declared type. Nothing is guessed: a cell that does not fit becomes a text, which the
//! engine then lists as an input error with what was expected.

use crate::json::{Scanner, push_string};
use crate::ruleset::Field;
use crate::ruleset::typed::Type;

/// What JSON a cell becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Bool,
    Number,
    Text,
    List,
    Records,
}

/// Whether a column of this name holds the field: by its name, an older one, or its path.
pub fn names(field: &Field, name: &str) -> bool {
    field.name == name
        || field.was.iter().any(|was| was == name)
        || name.strip_prefix('/').is_some_and(|path| path.split('/').eq(&field.path))
        || name.contains('.') && name.split('.').eq(&field.path)
}

fn shape(ty: Type) -> Shape {
    match ty {
        Type::Bool => Shape::Bool,
        Type::Int | Type::Num => Shape::Number,
        Type::EnumList(_) | Type::TextList => Shape::List,
        Type::Records(_) => Shape::Records,
        Type::Enum(_) | Type::Text | Type::Date | Type::Datetime | Type::Duration => Shape::Text,
    }
}

/// Writes a cell as the JSON of a declared type; false for one that is absent.
///
/// ```
/// use rules_core::backtest::cells;
/// use rules_core::ruleset::typed::Type;
/// let mut json = Vec::new();
/// assert!(cells::write(Type::Bool, "是", &mut json) && json == b"true");
/// assert!(!cells::write(Type::Bool, " ", &mut json));
/// ```
pub fn write(ty: Type, cell: &str, out: &mut Vec<u8>) -> bool {
    let trimmed = cell.trim();
    if trimmed.is_empty() {
        return false;
    }
    if trimmed == "null" {
        out.extend_from_slice(b"null");
        return true;
    }
    match shape(ty) {
        Shape::Bool => match bool_of(trimmed) {
            Some(true) => out.extend_from_slice(b"true"),
            Some(false) => out.extend_from_slice(b"false"),
            None => push_string(out, trimmed),
        },
        Shape::Number if is_number(trimmed) => out.extend_from_slice(trimmed.as_bytes()),
        Shape::List | Shape::Records if is_array(trimmed) => out.extend_from_slice(trimmed.as_bytes()),
        Shape::List => list(trimmed, out),
        Shape::Number | Shape::Records => push_string(out, trimmed),
        Shape::Text => push_string(out, cell),
    }
    true
}

/// A bool as people write it in a cell.
pub fn bool_of(cell: &str) -> Option<bool> {
    match cell {
        "true" | "TRUE" | "True" | "1" | "是" => Some(true),
        "false" | "FALSE" | "False" | "0" | "否" => Some(false),
        _ => None,
    }
}

fn list(cell: &str, out: &mut Vec<u8>) {
    let mut separator = b'[';
    for part in cell.split([';', '；']).map(str::trim).filter(|part| !part.is_empty()) {
        out.push(separator);
        push_string(out, part);
        separator = b',';
    }
    if separator == b'[' {
        out.push(b'[');
    }
    out.push(b']');
}

fn is_number(text: &str) -> bool {
    let mut scanner = Scanner::new(text);
    scanner.read_number_text().is_ok_and(|number| number.len() == text.len()) && scanner.finish().is_ok()
}

fn is_array(text: &str) -> bool {
    let mut scanner = Scanner::new(text);
    text.starts_with('[') && scanner.skip_value().is_ok() && scanner.finish().is_ok()
}
