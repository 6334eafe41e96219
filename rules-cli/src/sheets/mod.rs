//! Round trips with spreadsheets: `rules texts` for translators, `rules table` for those who keep points.
//!
//! Comes in: a ruleset, and on import a CSV or XLSX file that was exported from it. Goes out: such a file, or
//! the ruleset with the changed cells written in place. Promises: comments, order and spelling of all else
//! stay; nothing is written unless the result compiles; each refused cell is named.

pub mod args;
mod book;
mod compare;
mod csv;
mod disarm;
mod grid;
mod json;
mod kind;
mod place;
mod placeholders;
mod refused;
mod sheet;
mod table;
mod texts;
mod xlsx;

use crate::exit::{Code, Stop};
use crate::{rulesets, terminal};
use args::{ExportArgs, ImportArgs, TableCommand, TextsCommand, What};
use book::Book;
use compare::Change;
use grid::FileKind;
use refused::Refused;
use sheet::Sheet;

/// Runs `rules texts`.
pub fn texts(command: &TextsCommand) -> Result<Code, Stop> {
    match command {
        TextsCommand::Export(args) => {
            let book = Book::open(&rulesets::read(&args.ruleset)?)?;
            export(args, &[texts::sheet(book.root())])
        }
        TextsCommand::Import(args) => {
            let book = Book::open(&rulesets::read(&args.ruleset)?)?;
            let sheet = texts::sheet(book.root());
            let count = sheet.rows.iter().map(|row| row.cells.len()).sum();
            let changes = changes(args, &book, std::slice::from_ref(&sheet), false)?;
            refuse(args, &book, &placeholders::lost(&sheet, &changes))?;
            import(args, &book, &changes, count, "texts")
        }
    }
}

/// Runs `rules table`.
pub fn table(command: &TableCommand) -> Result<Code, Stop> {
    match command {
        TableCommand::Export { args, what } => {
            let book = Book::open(&rulesets::read(&args.ruleset)?)?;
            export(args, &some(*what, &book)?)
        }
        TableCommand::Import { args, what } => {
            let book = Book::open(&rulesets::read(&args.ruleset)?)?;
            let sheets = some(*what, &book)?;
            let rows = sheets.iter().flat_map(|sheet| &sheet.rows);
            let count = rows.map(|row| row.cells.len()).sum();
            let changes = changes(args, &book, &sheets, *what == What::Tables)?;
            import(args, &book, &changes, count, "cells")
        }
    }
}

/// The sheets of a part, if the ruleset has any of it.
fn some(what: What, book: &Book) -> Result<Vec<Sheet>, Stop> {
    let sheets = table::sheets(what, book.root());
    if sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        let what = format!("{what:?}").to_lowercase();
        return Err(Stop::Failed(format!("the ruleset `{}` has no {what}", book.name)));
    }
    Ok(sheets)
}

fn export(args: &ExportArgs, sheets: &[Sheet]) -> Result<Code, Stop> {
    let failed = |why: String| Stop::Failed(format!("cannot export: {why}"));
    let Some(path) = &args.output else {
        terminal::print_bytes(&csv::write(sheets, args.bom).map_err(failed)?)?;
        return Ok(Code::Clean);
    };
    let bytes = match grid::kind_of(path)? {
        FileKind::Csv => csv::write(sheets, args.bom),
        FileKind::Xlsx => xlsx::write(sheets),
    };
    let shown = path.display().to_string();
    std::fs::write(path, bytes.map_err(failed)?)
        .map_err(|error| Stop::writing(&format!("`{shown}`"), &error))?;
    let rows: usize = sheets.iter().map(|sheet| sheet.rows.len()).sum();
    terminal::note(&format!("{shown}: {rows} rows"));
    Ok(Code::Clean)
}

/// What a file changes in the sheets; a file may hold some of them only.
fn changes(args: &ImportArgs, book: &Book, sheets: &[Sheet], several: bool) -> Result<Vec<Change>, Stop> {
    let (mut all, mut refused) = (Vec::new(), Vec::new());
    for grid in grid::read(&args.file, several)? {
        let found = match several {
            true => compare::sheet_of(&grid, sheets).map_err(|unknown| vec![unknown]),
            false => sheets.first().ok_or_else(Vec::new),
        };
        match found.and_then(|sheet| compare::changes(sheet, &grid)) {
            Ok(changes) => all.extend(changes),
            Err(more) => refused.extend(more),
        }
    }
    refuse(args, book, &refused)?;
    Ok(all)
}

/// Makes the changes, and writes the ruleset if it still compiles.
fn import(
    args: &ImportArgs,
    book: &Book,
    changes: &[Change],
    count: usize,
    what: &str,
) -> Result<Code, Stop> {
    let name = &book.name;
    if changes.is_empty() {
        terminal::print(&format!("{name}: none of {count} {what} changed\n"))?;
        return Ok(Code::Clean);
    }
    if !book.is_kept() {
        return Err(Stop::Failed(format!(
            "`{name}` mixes line ends or is spelled in a way that cannot be kept; change it in an editor"
        )));
    }
    let first = texts::languages(book.root()).into_iter().next().unwrap_or_default();
    let made = book.changed(changes, &first);
    let text = match made {
        Ok(text) => text,
        Err(refused) => return Err(stop(args, book, &refused)),
    };
    refuse(args, book, &book::errors(&text, changes))?;
    book.write(&text)?;
    terminal::print(&format!("{name}: {} of {count} {what} changed\n", changes.len()))?;
    Ok(Code::Clean)
}

fn refuse(args: &ImportArgs, book: &Book, refused: &[Refused]) -> Result<(), Stop> {
    if refused.is_empty() { Ok(()) } else { Err(stop(args, book, refused)) }
}

fn stop(args: &ImportArgs, book: &Book, refused: &[Refused]) -> Stop {
    refused::stop(&args.file.display().to_string(), &book.name, refused)
}
