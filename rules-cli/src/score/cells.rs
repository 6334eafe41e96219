//! A row of cells as JSON: each by its field's declared type. Nothing is guessed: a cell that does not fit
//! becomes a text, which the engine then lists as an input error with what was expected.

use rules_core::backtest::cells::{names, write};
use rules_core::json::push_string;
use rules_core::ruleset::Field;
use rules_core::ruleset::typed::Type;

/// Where a value of the object comes from.
#[derive(Debug)]
enum Node {
    /// A cell, as this type.
    Cell(usize, Type),
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
                    insert(&mut columns.members, &field.path, Node::Cell(index, field.ty));
                }
                None => insert(&mut columns.members, &[name.to_owned()], Node::Cell(index, Type::Text)),
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
            Node::Cell(index, ty) => write(*ty, cell(*index), out),
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
