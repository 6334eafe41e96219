//! Tables of points: a grid each, with the bins of its rows and columns at the edges.

use super::{cell, named};
use crate::sheets::kind::Kind;
use crate::sheets::place::Place;
use crate::sheets::sheet::{Column, Entry, Row, Shape, Sheet};
use crate::sheets::texts::length;
use toml_edit::Item;

/// A sheet for each table.
pub fn sheets(root: &Item) -> Vec<Sheet> {
    let tables = Place::default().key("table");
    named(root, "table", "id").into_iter().map(|(id, at)| grid(root, id, &tables.at(at))).collect()
}

fn grid(root: &Item, id: String, table: &Place) -> Sheet {
    let columns = labels(root, &table.key("columns").key("bins"));
    let row = |(number, label): (usize, String)| {
        let line = table.key("points").at(number);
        let cells = (0..columns.len()).map(|column| cell(root, line.at(column), Kind::Integer)).collect();
        let entry = Some(Entry { list: table.key("points"), at: number });
        Row { keys: vec![label], cells, entry }
    };
    let rows = labels(root, &table.key("rows").key("bins")).into_iter().enumerate().map(row).collect();
    let points = |name: &String| Column { name: name.clone(), keys: Vec::new(), kind: Kind::Integer };
    let all = columns.iter().map(points).collect();
    let shape = Shape { section: "", name: None, axis: Some(table.clone()), at_end: false, columns: all };
    let header = std::iter::once(id.clone()).chain(columns.iter().cloned()).collect();
    Sheet { name: id, keys: 1, header, rows, shape: Some(shape) }
}

/// The bins of a side, each with its number: two may look alike.
fn labels(root: &Item, bins: &Place) -> Vec<String> {
    (0..length(root, bins)).map(|at| format!("{at} {}", label(root, &bins.at(at)))).collect()
}

fn label(root: &Item, bin: &Place) -> String {
    let tests = [("is", ""), ("below", "below "), ("up_to", "up to ")];
    let told = |(key, word): (&str, &str)| {
        let item = bin.key(key).get(root)?;
        Some(format!("{word}{}", Kind::Words.show(item)))
    };
    let known = tests.into_iter().find_map(told);
    let unknown = bin.key("unknown").get(root).and_then(Item::as_bool) == Some(true);
    known.unwrap_or_else(|| if unknown { "unknown".to_owned() } else { "else".to_owned() })
}
