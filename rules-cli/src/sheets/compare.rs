//! A grid against the sheet it was exported from: what has changed, and what cannot be taken.

use super::grid::{Grid, GridRow};
use super::refused::Refused;
use super::sheet::{Cell, Row, Sheet};
use rules_core::diagnostic::did_you_mean;
use std::collections::HashMap;

/// A cell that now says something else.
#[derive(Clone, Debug)]
pub struct Change {
    /// Where it says so.
    pub place: Refused,
    /// The row it belongs to.
    pub key: String,
    /// The column it belongs to.
    pub column: String,
    /// What the ruleset has.
    pub cell: Cell,
    /// What it shall have.
    pub new: String,
}

/// All changes of a grid, in the sheet's order.
pub fn changes(sheet: &Sheet, grid: &Grid) -> Result<Vec<Change>, Vec<Refused>> {
    let columns = Columns::of(sheet, grid)?;
    let named = |row: &Row| row.keys.iter().map(|key| key.trim().to_owned()).collect::<Vec<_>>();
    let rows: HashMap<Vec<String>, &Row> = sheet.rows.iter().map(|row| (named(row), row)).collect();
    let (mut changes, mut refused) = (Vec::new(), Vec::new());
    let mut seen: HashMap<Vec<String>, usize> = HashMap::new();
    for given in &grid.rows {
        let keys: Vec<String> = columns.keys.iter().map(|&at| given.cell(at).trim().to_owned()).collect();
        let Some(row) = rows.get(&keys) else {
            refused.push(Refused::at(grid, given.number, Some(sheet.first()), unknown(&keys, sheet)));
            continue;
        };
        if let Some(before) = seen.insert(keys, given.number) {
            let why = format!("`{}` stands in row {before} already; leave one of them", row.key());
            refused.push(Refused::at(grid, given.number, Some(sheet.first()), why));
            continue;
        }
        if let Some(why) = other_width(given, &grid.header) {
            refused.push(Refused::at(grid, given.number, None, why));
            continue;
        }
        changes.extend(columns.changed(row, given, grid));
    }
    if refused.is_empty() { Ok(changes) } else { Err(refused) }
}

/// The sheet whose name stands in the grid's first cell.
pub fn sheet_of<'s>(grid: &Grid, sheets: &'s [Sheet]) -> Result<&'s Sheet, Refused> {
    let given = grid.header.cell(0).trim();
    let found = sheets.iter().find(|sheet| sheet.first() == given);
    found.ok_or_else(|| {
        let names = sheets.iter().map(Sheet::first);
        let near = did_you_mean(given, names.clone());
        let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        let expected = quoted(&names.take(5).collect::<Vec<_>>());
        let why = format!("expected the id of a table in the first cell: {expected}; found `{given}`{hint}");
        Refused::at(grid, grid.header.number, None, why)
    })
}

impl Sheet {
    /// The first column.
    fn first(&self) -> &str {
        self.header.first().map_or("", String::as_str)
    }
}

/// Which of the grid's columns are which of the sheet's.
struct Columns {
    keys: Vec<usize>,
    /// Of the sheet's cells: the name, the number in the sheet, the number in the grid.
    cells: Vec<(String, usize, usize)>,
}

impl Columns {
    fn of(sheet: &Sheet, grid: &Grid) -> Result<Self, Vec<Refused>> {
        let given: Vec<&str> = grid.header.cells.iter().map(|name| name.trim()).collect();
        let refuse = |column: Option<&str>, why| Refused::at(grid, grid.header.number, column, why);
        let mut refused = Vec::new();
        for (at, name) in given.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            if !sheet.header.iter().any(|known| known == name) {
                refused.push(refuse(Some(name), unknown_column(name, sheet)));
            } else if given.iter().take(at).any(|before| before == name) {
                refused
                    .push(refuse(Some(name), "the column stands there twice; leave one of them".to_owned()));
            }
        }
        let mut keys = Vec::new();
        for name in sheet.header.iter().take(sheet.keys) {
            match given.iter().position(|it| it == name) {
                Some(at) => keys.push(at),
                None => {
                    refused.push(refuse(None, format!("expected a column `{name}`, which names the row")))
                }
            }
        }
        let at = |name: &str| given.iter().position(|it| *it == name);
        let cells: Vec<_> = sheet
            .columns()
            .enumerate()
            .filter_map(|(n, name)| Some((name.to_owned(), n, at(name)?)))
            .collect();
        if cells.is_empty() && refused.is_empty() {
            let expected: Vec<&str> = sheet.columns().take(5).collect();
            refused.push(refuse(None, format!("expected at least one of the columns {}", quoted(&expected))));
        }
        if refused.is_empty() { Ok(Self { keys, cells }) } else { Err(refused) }
    }

    fn changed(&self, row: &Row, given: &GridRow, grid: &Grid) -> Vec<Change> {
        let mut changes = Vec::new();
        for (name, own, theirs) in &self.cells {
            let Some(cell) = row.cells.get(*own) else { continue };
            let new = given.cell(*theirs);
            if cell.kind.same(&cell.text, new) {
                continue;
            }
            let place = Refused::at(grid, given.number, Some(name), String::new());
            let (key, column) = (row.key(), name.clone());
            changes.push(Change { place, key, column, cell: cell.clone(), new: new.to_owned() });
        }
        changes
    }
}

/// Refuses a row whose cells do not stand under the header: a missing cell is no empty one.
fn other_width(row: &GridRow, header: &GridRow) -> Option<String> {
    let filled =
        |row: &GridRow| row.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    let (width, full) = (filled(header), filled(row));
    let found = if full > width { full } else { row.cells.len() };
    (full > width || found < width).then(|| {
        format!("expected {width} cells, as in the header, found {found}; is a comma or a quote wrong?")
    })
}

fn unknown(keys: &[String], sheet: &Sheet) -> String {
    let given = keys.join(" ");
    if given.trim().is_empty() {
        return format!("expected what names the row in `{}`, found an empty cell", sheet.first());
    }
    let known: Vec<String> = sheet.rows.iter().map(Row::key).collect();
    let near = did_you_mean(&given, known.iter().map(String::as_str));
    let hint = near.map_or_else(
        || "rows are added in the ruleset itself; leave the row out".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    format!("the ruleset has no `{given}`; {hint}")
}

fn unknown_column(name: &str, sheet: &Sheet) -> String {
    let near = did_you_mean(name, sheet.header.iter().map(String::as_str));
    let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    let expected: Vec<&str> = sheet.header.iter().take(8).map(String::as_str).collect();
    format!("there is no such column; expected {}{hint}", quoted(&expected))
}

fn quoted(names: &[&str]) -> String {
    format!("`{}`", names.join("`, `"))
}
