//! The parts of a ruleset that are tables by nature: rules, bins, tables of points, cases.

mod bins;
mod cases;
mod points;
mod rules;

use super::kind::Kind;
use super::place::Place;
use super::sheet::{Cell, Sheet};
use super::texts::length;
use crate::sheets::args::What;
use toml_edit::Item;

/// The sheets of a part: one, or one for each table of points.
pub fn sheets(what: What, root: &Item) -> Vec<Sheet> {
    match what {
        What::Rules => vec![rules::sheet(root)],
        What::Bins => vec![bins::sheet(root)],
        What::Tables => points::sheets(root),
        What::Cases => vec![cases::sheet(root)],
    }
}

/// A column: its name, the keys that lead to it, what it may hold.
type Column = (&'static str, &'static [&'static str], Kind);

/// The cells of one row.
fn cells(root: &Item, row: &Place, columns: &[Column]) -> Vec<Cell> {
    let one = |(_, keys, kind): &Column| {
        let place = keys.iter().fold(row.clone(), |place, key| place.key(key));
        cell(root, place, *kind)
    };
    columns.iter().map(one).collect()
}

fn cell(root: &Item, place: Place, kind: Kind) -> Cell {
    let text = place.get(root).map(|item| kind.show(item)).unwrap_or_default();
    Cell { text, place, kind }
}

/// The names of the columns behind those that name the row.
fn header(keys: &[&str], columns: &[Column]) -> Vec<String> {
    keys.iter().copied().chain(columns.iter().map(|(name, _, _)| *name)).map(str::to_owned).collect()
}

/// The items of a list with a text that names each.
fn named(root: &Item, section: &str, key: &str) -> Vec<(String, Place)> {
    let list = Place::default().key(section);
    let own = |at| {
        let place = list.at(at);
        let name = place.key(key).get(root)?.as_str()?.to_owned();
        Some((name, place))
    };
    (0..length(root, &list)).filter_map(own).collect()
}
