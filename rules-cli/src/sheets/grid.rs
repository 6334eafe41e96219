//! The cells of a spreadsheet file, before anything is known of what they mean.

use super::disarm::arm;
use super::sheet::{EDITION, Sheet};
use super::{csv, xlsx};
use crate::exit::Stop;
use std::path::Path;

/// A row of cells.
#[derive(Clone, Debug)]
pub struct GridRow {
    /// Its number as a spreadsheet shows it, from 1.
    pub number: usize,
    /// Its cells, armed.
    pub cells: Vec<String>,
}

/// Rows under a header.
#[derive(Clone, Debug)]
pub struct Grid {
    /// The worksheet, where there are several.
    pub sheet: Option<String>,
    /// What the header tells of the edition that was exported, if it does.
    pub edition: Option<String>,
    /// The first row.
    pub header: GridRow,
    /// The others; empty ones left out.
    pub rows: Vec<GridRow>,
}

impl Grid {
    /// Whether it was exported from another edition of the sheet.
    pub fn is_other_than(&self, sheet: &Sheet) -> bool {
        self.edition.as_ref().is_some_and(|edition| *edition != sheet.edition())
    }
}

impl GridRow {
    /// A cell; empty where the row has none.
    pub fn cell(&self, index: usize) -> &str {
        self.cells.get(index).map_or("", String::as_str)
    }

    fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// How a file is written and read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Text, commas.
    Csv,
    /// A workbook.
    Xlsx,
}

/// The kind of a file by its ending.
pub fn kind_of(path: &Path) -> Result<FileKind, Stop> {
    let ending = path.extension().and_then(|it| it.to_str()).unwrap_or_default().to_ascii_lowercase();
    match ending.as_str() {
        "csv" => Ok(FileKind::Csv),
        "xlsx" => Ok(FileKind::Xlsx),
        _ => Err(Stop::Failed(format!(
            "`{}` has to end in `.csv` or `.xlsx`: the ending says how it is written",
            path.display()
        ))),
    }
}

/// Reads a file. Each worksheet gives its grids: a new one begins after an empty row if `apart`.
pub fn read(path: &Path, apart: bool) -> Result<Vec<Grid>, Stop> {
    let kind = kind_of(path)?;
    let shown = path.display();
    let bytes =
        std::fs::read(path).map_err(|error| Stop::Failed(format!("cannot read `{shown}`: {error}")))?;
    let sheets = match kind {
        FileKind::Csv => vec![(None, csv::read(&bytes))],
        FileKind::Xlsx => xlsx::read(bytes, apart),
    };
    let mut grids = Vec::new();
    for (sheet, rows) in sheets {
        let rows = rows.map_err(|why| Stop::Failed(format!("`{shown}` cannot be used: {why}")))?;
        grids.extend(grids_of(sheet.as_ref(), rows, apart));
    }
    if grids.is_empty() {
        return Err(Stop::Failed(format!("`{shown}` is empty: expected a header and rows under it")));
    }
    Ok(grids)
}

fn grids_of(sheet: Option<&String>, rows: Vec<Vec<String>>, apart: bool) -> Vec<Grid> {
    let mut grids: Vec<Grid> = Vec::new();
    let mut open = false;
    for (at, cells) in rows.into_iter().enumerate() {
        let cells = cells.iter().map(|cell| arm(cell).to_owned()).collect();
        let row = GridRow { number: at + 1, cells };
        match grids.last_mut() {
            _ if row.is_empty() => open = open && !apart,
            Some(grid) if open => grid.rows.push(row),
            _ => {
                let (header, edition) = without_edition(row);
                grids.push(Grid { sheet: sheet.cloned(), edition, header, rows: Vec::new() });
                open = true;
            }
        }
    }
    grids
}

/// A header without the cell that tells the edition, and what it tells.
fn without_edition(mut header: GridRow) -> (GridRow, Option<String>) {
    let told = header.cells.iter_mut().find(|cell| cell.trim().starts_with(EDITION));
    let edition = told.map(std::mem::take).map(|cell| cell.trim().to_owned());
    (header, edition)
}
