//! The parts of a ruleset that are tables by nature: rules, bins, tables of points, cases.

mod bins;
pub mod cases;
mod points;
mod rules;

use super::kind::Kind;
use super::place::Place;
use super::sheet::{Cell, Column, Entry, Row, Shape, Sheet};
use super::texts::{languages, length};
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

/// A column that is always there: its name, the keys that lead to it, what it may hold.
type Fixed = (&'static str, &'static [&'static str], Kind);

fn columns(fixed: &[Fixed]) -> Vec<Column> {
    let own = |name: &&str| (*name).to_owned();
    let one = |(name, keys, kind): &Fixed| Column {
        name: own(name),
        keys: keys.iter().map(own).collect(),
        kind: *kind,
    };
    fixed.iter().map(one).collect()
}

/// Columns for the reasons in each language: a new row cannot do without.
fn reasons(root: &Item) -> Vec<Column> {
    let languages = languages(root);
    let one = |key: &str, language: &String| Column {
        name: format!("{key}.{language}"),
        keys: vec![key.to_owned(), language.clone()],
        kind: Kind::MaybeText,
    };
    let both = ["reason", "reason_assumed"].into_iter();
    both.flat_map(|key| languages.iter().map(move |language| one(key, language))).collect()
}

/// The row of an item of a list.
fn row(root: &Item, keys: Vec<String>, list: &Place, at: usize, columns: &[Column]) -> Row {
    let item = list.at(at);
    let cells = columns.iter().map(|column| member(root, &item, column)).collect();
    Row { keys, cells, entry: Some(Entry { list: list.clone(), at }) }
}

/// The cell of a column. A plain text is that of the first language.
fn member(root: &Item, item: &Place, column: &Column) -> Cell {
    let place = column.keys.iter().fold(item.clone(), |place, key| place.key(key));
    let above = column.keys.split_last().map(|(_, above)| above).unwrap_or_default();
    let above = above.iter().fold(item.clone(), |place, key| place.key(key));
    let is_plain = column.kind == Kind::MaybeText && above.get(root).is_some_and(Item::is_str);
    let is_first = languages(root).first() == column.keys.last();
    cell(root, if is_plain && is_first { above } else { place }, column.kind)
}

fn cell(root: &Item, place: Place, kind: Kind) -> Cell {
    let text = place.get(root).map(|item| kind.show(item)).unwrap_or_default();
    Cell { text, place, kind }
}

/// A sheet whose rows may come and go.
fn sheet(name: &str, keys: &[&str], rows: Vec<Row>, shape: Shape) -> Sheet {
    let columns = shape.columns.iter().map(|column| column.name.clone());
    let header = keys.iter().map(|key| (*key).to_owned()).chain(columns).collect();
    Sheet { name: name.to_owned(), keys: keys.len(), header, rows, shape: Some(shape) }
}

/// The sheet of a section whose entries have names.
fn entries(root: &Item, section: &'static str, key: &'static str, columns: Vec<Column>) -> Sheet {
    let list = Place::default().key(section);
    let rows = named(root, section, key).into_iter();
    let rows = rows.map(|(name, at)| row(root, vec![name], &list, at, &columns)).collect();
    sheet(
        &format!("{section}s"),
        &[key],
        rows,
        Shape { section, name: Some(key), axis: None, at_end: section == "case", columns },
    )
}

/// The items of a list with a text that names each, and their numbers.
fn named(root: &Item, section: &str, key: &str) -> Vec<(String, usize)> {
    let list = Place::default().key(section);
    let own = |at: usize| Some((list.at(at).key(key).get(root)?.as_str()?.to_owned(), at));
    (0..length(root, &list)).filter_map(own).collect()
}
