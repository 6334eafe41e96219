//! The cases in the ruleset's own file: a row each, the incident as JSON, a column for what is expected.

use super::{Column, cells, header, named};
use crate::sheets::kind::Kind;
use crate::sheets::sheet::{Row, Sheet};
use toml_edit::Item;

const COLUMNS: [Column; 12] = [
    ("as_of", &["as_of"], Kind::Instant),
    ("incident", &["incident"], Kind::Object),
    ("params", &["params"], Kind::Object),
    ("score", &["expect", "score"], Kind::MaybeInteger),
    ("level", &["expect", "level"], Kind::Word),
    ("level_up_to", &["expect", "level_up_to"], Kind::Word),
    ("settled", &["expect", "settled"], Kind::Flag),
    ("incomplete", &["expect", "incomplete"], Kind::Flag),
    ("hits", &["expect", "hits"], Kind::Words),
    ("hits_include", &["expect", "hits_include"], Kind::Words),
    ("not_hits", &["expect", "not_hits"], Kind::Words),
    ("deadlines", &["expect", "deadlines"], Kind::Object),
];

/// The sheet of all cases.
pub fn sheet(root: &Item) -> Sheet {
    let rows = named(root, "case", "name").into_iter();
    let rows =
        rows.map(|(name, place)| Row { keys: vec![name], cells: cells(root, &place, &COLUMNS) }).collect();
    Sheet { name: "cases".to_owned(), keys: 1, header: header(&["name"], &COLUMNS), rows }
}
