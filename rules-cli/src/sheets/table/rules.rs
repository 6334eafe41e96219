//! Rules: a row each.

use super::{Column, cells, header, named};
use crate::sheets::kind::Kind;
use crate::sheets::sheet::{Row, Sheet};
use toml_edit::Item;

const COLUMNS: [Column; 5] = [
    ("when", &["when"], Kind::Expression),
    ("points", &["points"], Kind::Points),
    ("group", &["group"], Kind::Word),
    ("at_least", &["at_least"], Kind::Word),
    ("status", &["status"], Kind::Word),
];

/// The sheet of all rules.
pub fn sheet(root: &Item) -> Sheet {
    let rows = named(root, "rule", "id").into_iter();
    let rows = rows.map(|(id, place)| Row { keys: vec![id], cells: cells(root, &place, &COLUMNS) }).collect();
    Sheet { name: "rules".to_owned(), keys: 1, header: header(&["id"], &COLUMNS), rows }
}
