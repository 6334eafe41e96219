//! Rules: a row each.

use super::{Fixed, columns, entries, reasons};
use crate::sheets::kind::Kind;
use crate::sheets::sheet::Sheet;
use toml_edit::Item;

const COLUMNS: [Fixed; 7] = [
    ("when", &["when"], Kind::Expression),
    ("points", &["points"], Kind::Points),
    ("group", &["group"], Kind::Word),
    ("at_least", &["at_least"], Kind::Word),
    ("status", &["status"], Kind::Word),
    ("basis", &["basis"], Kind::Words),
    ("actions", &["actions"], Kind::Words),
];

/// The sheet of all rules.
pub fn sheet(root: &Item) -> Sheet {
    let all = columns(&COLUMNS).into_iter().chain(reasons(root)).collect();
    entries(root, "rule", "id", all)
}
