//! The cases in the ruleset's own file: a row each, the incident as JSON, a column for what is expected. Those in
//! `cases.jsonl` beside it follow them: see `beside`.

use super::{Fixed, columns, entries};
use crate::sheets::kind::Kind;
use crate::sheets::sheet::Sheet;
use toml_edit::Item;

const COLUMNS: [Fixed; 13] = [
    ("as_of", &["as_of"], Kind::Instant),
    ("incident", &["incident"], Kind::Object),
    ("params", &["params"], Kind::Object),
    ("calendar", &["calendar"], Kind::Object),
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
    entries(root, "case", "name", columns(&COLUMNS))
}
