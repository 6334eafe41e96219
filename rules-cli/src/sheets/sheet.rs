//! A sheet: what a spreadsheet shows of a ruleset, each cell with its place in the TOML.

use super::kind::Kind;
use super::place::Place;

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
}

/// One row.
#[derive(Debug)]
pub struct Row {
    /// What names it, one a key column.
    pub keys: Vec<String>,
    /// One a column after those.
    pub cells: Vec<Cell>,
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
    /// The columns that may be changed, in order.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.header.iter().skip(self.keys).map(String::as_str)
    }
}
