//! The bins of characteristics: a row each, numbered from 0 as assessments number them.

use super::{Fixed, columns, named, reasons, row};
use crate::sheets::kind::Kind;
use crate::sheets::place::Place;
use crate::sheets::sheet::{Shape, Sheet};
use crate::sheets::texts::length;
use toml_edit::Item;

const COLUMNS: [Fixed; 7] = [
    ("below", &["below"], Kind::Edge),
    ("up_to", &["up_to"], Kind::Edge),
    ("is", &["is"], Kind::Words),
    ("unknown", &["unknown"], Kind::Flag),
    ("points", &["points"], Kind::Points),
    ("at_least", &["at_least"], Kind::Word),
    ("actions", &["actions"], Kind::Words),
];

/// The sheet of all bins.
pub fn sheet(root: &Item) -> Sheet {
    let columns: Vec<_> = columns(&COLUMNS).into_iter().chain(reasons(root)).collect();
    let mut rows = Vec::new();
    for (id, at) in named(root, "characteristic", "id") {
        let bins = Place::default().key("characteristic").at(at).key("bins");
        let own = |at: usize| row(root, vec![id.clone(), at.to_string()], &bins, at, &columns);
        rows.extend((0..length(root, &bins)).map(own));
    }
    let shape = Shape { section: "", name: None, axis: None, at_end: false, columns };
    super::sheet("bins", &["characteristic", "bin"], rows, shape)
}
