//! A row of cells as JSON: each by its field's declared type. Nothing is guessed: a cell that does not fit
//! becomes a text, which the engine then lists as an input error with what was expected.

use rules_core::json::{Scanner, push_string};
use rules_core::ruleset::Field;
use rules_core::ruleset::typed::Type;

/// What JSON a cell becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Bool,
    Number,
    Text,
    List,
    Records,
}

/// Where a value of the object comes from.
#[derive(Debug)]
enum Node {
    /// A cell.
    Cell(usize, Shape),
    /// A list of records, by its number among the joined ones.
    Joined(usize),
    /// Further members.
    Object(Vec<(String, Node)>),
}

/// The members that rows become.
#[derive(Debug, Default)]
pub struct Columns {
    members: Vec<(String, Node)>,
    /// How many columns are declared fields.
    pub declared: usize,
}

impl Columns {
    /// Columns by their names: a field's name or its path, or else a member that no field declares.
    pub fn new(header: &[&str], fields: &[Field]) -> Self {
        let mut columns = Self::default();
        for (index, name) in header.iter().enumerate() {
            let name = name.trim();
            match fields.iter().find(|field| names(field, name)) {
                Some(field) => {
                    columns.declared += 1;
                    insert(&mut columns.members, &field.path, Node::Cell(index, shape(field.ty)));
                }
                None => insert(&mut columns.members, &[name.to_owned()], Node::Cell(index, Shape::Text)),
            }
        }
        columns
    }

    /// Adds a joined list at its field's place.
    pub fn join(&mut self, field: &Field, joined: usize) {
        insert(&mut self.members, &field.path, Node::Joined(joined));
    }

    /// Writes the row as an object. `joined` gives the JSON of a joined list, if the row has one.
    pub fn write<'r>(
        &self,
        cell: &dyn Fn(usize) -> &'r str,
        joined: &mut dyn FnMut(usize) -> Option<Vec<u8>>,
        out: &mut Vec<u8>,
    ) {
        if !object(&self.members, cell, joined, out) {
            out.extend_from_slice(b"{}");
        }
    }
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

fn insert(members: &mut Vec<(String, Node)>, path: &[String], node: Node) {
    let Some((key, rest)) = path.split_first() else { return };
    if rest.is_empty() {
        members.push((key.clone(), node));
        return;
    }
    let known = members.iter_mut().find_map(|(known, node)| match node {
        Node::Object(inner) if known == key => Some(inner),
        _ => None,
    });
    match known {
        Some(inner) => insert(inner, rest, node),
        None => {
            let mut inner = Vec::new();
            insert(&mut inner, rest, node);
            members.push((key.clone(), Node::Object(inner)));
        }
    }
}

/// Writes the members that are there; false, and nothing written, if none is.
fn object<'r>(
    members: &[(String, Node)],
    cell: &dyn Fn(usize) -> &'r str,
    joined: &mut dyn FnMut(usize) -> Option<Vec<u8>>,
    out: &mut Vec<u8>,
) -> bool {
    let start = out.len();
    let mut any = false;
    for (key, node) in members {
        let before = out.len();
        out.push(if any { b',' } else { b'{' });
        push_string(out, key);
        out.push(b':');
        let written = match node {
            Node::Cell(index, shape) => value(*shape, cell(*index), out),
            Node::Joined(index) => joined(*index).map(|json| out.extend_from_slice(&json)).is_some(),
            Node::Object(inner) => object(inner, cell, joined, out),
        };
        if written {
            any = true;
        } else {
            out.truncate(before);
        }
    }
    if any {
        out.push(b'}');
    } else {
        out.truncate(start);
    }
    any
}

/// Writes a cell as the JSON of a declared type; false for one that is absent.
pub fn write(ty: Type, cell: &str, out: &mut Vec<u8>) -> bool {
    value(shape(ty), cell, out)
}

/// Writes a cell; false for one that is absent.
fn value(shape: Shape, cell: &str, out: &mut Vec<u8>) -> bool {
    let trimmed = cell.trim();
    if trimmed.is_empty() {
        return false;
    }
    if trimmed == "null" {
        out.extend_from_slice(b"null");
        return true;
    }
    match shape {
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
