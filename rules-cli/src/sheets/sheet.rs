//! A sheet: what a spreadsheet shows of a ruleset, each cell with its place in the TOML.

use super::kind::Kind;
use super::place::Place;
use rules_core::digest::sha256_hex;

/// How the header cell begins that tells the edition.
pub const EDITION: &str = "edition:";

/// Rows under a header; the first columns name the row.
#[derive(Debug)]
pub struct Sheet {
    /// What a workbook calls it.
    pub name: String,
    /// How many columns name the row.
    pub keys: usize,
    /// The names of all columns.
    pub header: Vec<String>,
    /// The rows, in the file's order.
    pub rows: Vec<Row>,
    /// What a new row is made of; none where rows are neither added nor removed.
    pub shape: Option<Shape>,
}

/// What a row is made of.
#[derive(Clone, Debug)]
pub struct Shape {
    /// What stands above an entry, as `rule`; an item of an inline list has nothing.
    pub section: &'static str,
    /// The key that holds the row's name, if one does.
    pub name: Option<&'static str>,
    /// The table of points that the rows belong to, if they do.
    pub axis: Option<Place>,
    /// Whether new entries go to the end rather than behind the one above them.
    pub at_end: bool,
    /// The columns behind those that name the row.
    pub columns: Vec<Column>,
}

impl Shape {
    /// Whether a row's name is its own, and no number.
    pub fn is_named(&self) -> bool {
        self.name.is_some()
    }
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its header.
    pub name: String,
    /// The keys that lead from the row's entry to the cell.
    pub keys: Vec<String>,
    /// What it may hold.
    pub kind: Kind,
}

/// One row.
#[derive(Debug)]
pub struct Row {
    /// What names it, one a key column.
    pub keys: Vec<String>,
    /// One a column after those.
    pub cells: Vec<Cell>,
    /// The entry that it shows; none where rows are neither added nor removed.
    pub entry: Option<Entry>,
}

/// An entry of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The list.
    pub list: Place,
    /// Its number there, from 0.
    pub at: usize,
}

/// One cell that may be changed.
#[derive(Clone, Debug)]
pub struct Cell {
    /// As it is exported; empty where the ruleset has nothing there.
    pub text: String,
    /// Where it stands in the TOML.
    pub place: Place,
    /// What it may hold.
    pub kind: Kind,
}

impl Row {
    /// The row's name in one piece.
    pub fn key(&self) -> String {
        self.keys.join(" ")
    }
}

impl Sheet {
    /// What tells this edition of the sheet from others: it changes with every cell and row.
    pub fn edition(&self) -> String {
        let mut all = String::new();
        let rows = self.rows.iter().map(|row| (&row.keys, row.cells.iter().map(|cell| cell.text.as_str())));
        for text in self.header.iter().map(String::as_str) {
            told(text, &mut all);
        }
        for (keys, cells) in rows {
            keys.iter().map(String::as_str).chain(cells).for_each(|text| told(text, &mut all));
        }
        format!("{EDITION}{}", sha256_hex(all.as_bytes()).chars().take(16).collect::<String>())
    }

    /// The columns that may be changed, in order.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.header.iter().skip(self.keys).map(String::as_str)
    }
}

/// Adds a text with its length, so that no two sheets come to the same; line ends do not count.
fn told(text: &str, all: &mut String) {
    let text = text.replace("\r\n", "\n");
    all.push_str(&format!("{}:{text}", text.len()));
}
