//! A grid against the sheet it was exported from: what has changed, and what cannot be taken.

use super::grid::{Grid, GridRow};
use super::place::Place;
use super::refused::Refused;
use super::sheet::{Cell, Column, Entry, Row, Shape, Sheet};
use super::splice::Spot;
use rules_core::diagnostic::did_you_mean;
use std::collections::{BTreeSet, HashMap};

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

/// A row that the sheet does not have.
#[derive(Clone, Debug)]
pub struct Added {
    /// Where it stands in the grid.
    pub place: Refused,
    /// What its entry is made of.
    pub shape: Shape,
    /// What names it.
    pub keys: Vec<String>,
    /// Its filled cells with their columns, and where they stand.
    pub cells: Vec<(Column, String, Refused)>,
    /// The list that it goes to.
    pub list: Place,
    /// Where in it.
    pub spot: Spot,
}

/// What to do with rows that the grid lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Ask.
    Refuse,
    /// Take them out of the ruleset.
    Remove,
    /// Leave them as they are.
    Keep,
}

/// All that a grid changes.
#[derive(Debug, Default)]
pub struct Edits {
    /// Cells, in the sheet's order.
    pub changes: Vec<Change>,
    /// New rows, in the grid's order.
    pub added: Vec<Added>,
    /// The entries of rows that are gone.
    pub removed: Vec<Entry>,
    /// Whether rows stand in another order than in the ruleset.
    pub is_moved: bool,
}

impl Edits {
    /// Whether there are any.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.added.is_empty() && self.removed.is_empty()
    }

    /// Takes those of another grid.
    pub fn extend(&mut self, other: Self) {
        self.changes.extend(other.changes);
        self.added.extend(other.added);
        self.removed.extend(other.removed);
        self.is_moved |= other.is_moved;
    }
}

/// All edits of a grid.
pub fn edits(sheet: &Sheet, grid: &Grid, missing: Missing) -> Result<Edits, Vec<Refused>> {
    let columns = Columns::of(sheet, grid)?;
    let rows: HashMap<Vec<String>, usize> =
        sheet.rows.iter().enumerate().map(|(at, row)| (trimmed(&row.keys), at)).collect();
    let (mut edits, mut refused) = (Edits::default(), Vec::new());
    let mut seen: HashMap<Vec<String>, usize> = HashMap::new();
    // Of each row of the grid the sheet's row, or its keys if it is new.
    let mut found: Vec<(&GridRow, Result<usize, Vec<String>>)> = Vec::new();
    for given in &grid.rows {
        let at = |column: Option<&str>, why| Refused::at(grid, given.number, column, why);
        let keys: Vec<String> = columns.keys.iter().map(|&at| given.cell(at).trim().to_owned()).collect();
        let known = rows.get(&keys).copied();
        if let Some(why) = known.is_none().then(|| no_new_row(sheet, &keys)).flatten() {
            refused.push(at(Some(sheet.first()), why));
            continue;
        }
        // New bins have no numbers that could stand there twice.
        let is_named = known.is_some() || sheet.shape.as_ref().is_some_and(Shape::is_named);
        if let Some(before) = seen.insert(keys.clone(), given.number).filter(|_| is_named) {
            let why = format!("`{}` stands in row {before} already; leave one of them", keys.join(" "));
            refused.push(at(Some(sheet.first()), why));
            continue;
        }
        if let Some(why) = other_width(given, &grid.header) {
            refused.push(at(None, why));
            continue;
        }
        if let Some(row) = known.and_then(|at| sheet.rows.get(at)) {
            edits.changes.extend(columns.changed(row, given, grid));
        }
        found.push((given, known.ok_or(keys)));
    }
    let gone = gone(sheet, &found);
    if sheet.shape.is_some() && missing != Missing::Remove {
        refused.extend(mistaken(sheet, grid, &found, &gone));
        if missing == Missing::Refuse && !gone.is_empty() && refused.is_empty() {
            refused.push(lacking(sheet, grid, &gone));
        }
    }
    for (at, (given, row)) in found.iter().enumerate() {
        let Err(keys) = row else { continue };
        match columns.added(sheet, grid, &found, at, given, keys) {
            Ok(added) => edits.added.push(added),
            Err(why) => refused.push(why),
        }
    }
    if sheet.shape.is_some() && missing == Missing::Remove {
        edits.removed.extend(gone.iter().filter_map(|row| row.entry.clone()));
    }
    let order: Vec<usize> = found.iter().filter_map(|(_, row)| row.as_ref().ok().copied()).collect();
    edits.is_moved = sheet.shape.is_some() && !order.is_sorted();
    if refused.is_empty() { Ok(edits) } else { Err(refused) }
}

fn trimmed(keys: &[String]) -> Vec<String> {
    keys.iter().map(|key| key.trim().to_owned()).collect()
}

/// Why a row that the sheet does not have cannot be a new one.
fn no_new_row(sheet: &Sheet, keys: &[String]) -> Option<String> {
    let is_empty = keys.first().is_none_or(String::is_empty);
    (is_empty || sheet.shape.is_none()).then(|| unknown(keys, sheet))
}

/// The sheet's rows that the grid lacks.
fn gone<'s>(sheet: &'s Sheet, found: &[(&GridRow, Result<usize, Vec<String>>)]) -> Vec<&'s Row> {
    let there: BTreeSet<usize> = found.iter().filter_map(|(_, row)| row.as_ref().ok().copied()).collect();
    let all = sheet.rows.iter().enumerate();
    all.filter(|(at, _)| !there.contains(at)).map(|(_, row)| row).collect()
}

/// New rows whose names look like that of one that is gone: one of the two is a mistake.
fn mistaken(
    sheet: &Sheet,
    grid: &Grid,
    found: &[(&GridRow, Result<usize, Vec<String>>)],
    gone: &[&Row],
) -> Vec<Refused> {
    if !sheet.shape.as_ref().is_some_and(Shape::is_named) {
        return Vec::new();
    }
    let names: Vec<String> = gone.iter().map(|row| row.key()).collect();
    let one = |(given, row): &(&GridRow, Result<usize, Vec<String>>)| {
        let key = row.as_ref().err()?.join(" ");
        let near = did_you_mean(&key, names.iter().map(String::as_str))?;
        let why = format!(
            "the ruleset has no `{key}`; did you mean `{near}`? If it is another one, `--remove-missing` takes `{near}` out"
        );
        Some(Refused::at(grid, given.number, Some(sheet.first()), why))
    };
    found.iter().filter_map(one).collect()
}

/// Says which rows are gone, and what can be done.
fn lacking(sheet: &Sheet, grid: &Grid, gone: &[&Row]) -> Refused {
    let names: Vec<String> = gone.iter().take(5).map(|row| row.key()).collect();
    let more = gone.len().saturating_sub(names.len());
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let place = grid.sheet.as_ref().map_or_else(|| sheet.name.clone(), |name| format!("sheet `{name}`"));
    let why = format!(
        "rows are missing that the ruleset has: `{}`{more}; `--remove-missing` takes them out of the ruleset, `--keep-missing` leaves them as they are",
        names.join("`, `")
    );
    Refused { place, why }
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

impl Columns {
    /// A new row: its list and its place in it are those of its neighbours.
    fn added(
        &self,
        sheet: &Sheet,
        grid: &Grid,
        found: &[(&GridRow, Result<usize, Vec<String>>)],
        at: usize,
        given: &GridRow,
        keys: &[String],
    ) -> Result<Added, Refused> {
        let place = |column: Option<&str>| Refused::at(grid, given.number, column, String::new());
        let none = || Refused { why: unknown(keys, sheet), ..place(Some(sheet.first())) };
        let shape = sheet.shape.clone().ok_or_else(none)?;
        // Bins go to the characteristic that they name.
        let of_list = |row: &&Row| sheet.keys < 2 || row.keys.first() == keys.first();
        let entry = |row: &Row| row.entry.clone();
        let near = |(_, row): &(&GridRow, Result<usize, Vec<String>>)| {
            sheet.rows.get(*row.as_ref().ok()?).filter(of_list).and_then(entry)
        };
        let (before, behind) = found.split_at(at.min(found.len()));
        let above = before.iter().rev().find_map(near);
        let below =
            || behind.iter().find_map(near).or_else(|| sheet.rows.iter().find(of_list).and_then(entry));
        let (list, spot) = match (above, shape.at_end) {
            (Some(above), false) => (above.list, Spot::After(above.at)),
            (Some(above), true) => (above.list, Spot::End),
            (None, at_end) => {
                let Some(below) = below() else {
                    let known = sheet.rows.iter().filter_map(|row| row.keys.first()).map(String::as_str);
                    let key = keys.first().map_or("", String::as_str);
                    let near = did_you_mean(key, known);
                    let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
                    let why = format!("the ruleset has no {} `{key}`{hint}", sheet.first());
                    return Err(Refused { why, ..place(Some(sheet.first())) });
                };
                (below.list, if at_end { Spot::End } else { Spot::Start })
            }
        };
        let own = |(name, own, theirs): &(String, usize, usize)| {
            let text = given.cell(*theirs);
            let column = shape.columns.get(*own)?.clone();
            (!text.trim().is_empty()).then(|| (column, text.to_owned(), place(Some(name))))
        };
        let cells = self.cells.iter().filter_map(own).collect();
        Ok(Added { place: place(None), keys: keys.to_vec(), cells, list, spot, shape })
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
        || "such a row cannot be added; leave it out".to_owned(),
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
