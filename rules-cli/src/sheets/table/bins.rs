//! The bins of characteristics: a row each, numbered from 0 as assessments number them.

use super::{Column, cells, header, named};
use crate::sheets::kind::Kind;
use crate::sheets::sheet::{Row, Sheet};
use crate::sheets::texts::length;
use toml_edit::Item;

const COLUMNS: [Column; 5] = [
    ("below", &["below"], Kind::Edge),
    ("up_to", &["up_to"], Kind::Edge),
    ("is", &["is"], Kind::Words),
    ("unknown", &["unknown"], Kind::Flag),
    ("points", &["points"], Kind::Points),
];

/// The sheet of all bins.
pub fn sheet(root: &Item) -> Sheet {
    let mut rows = Vec::new();
    for (id, place) in named(root, "characteristic", "id") {
        let bins = place.key("bins");
        for at in 0..length(root, &bins) {
            let keys = vec![id.clone(), at.to_string()];
            rows.push(Row { keys, cells: cells(root, &bins.at(at), &COLUMNS) });
        }
    }
    Sheet { name: "bins".to_owned(), keys: 2, header: header(&["characteristic", "bin"], &COLUMNS), rows }
}
