//! Round trips with spreadsheets: `rules texts` for translators, `rules table` for those who keep points.
//!
//! Comes in: a ruleset, and on import a CSV or XLSX file that was exported from it. Goes out: such a file, or
//! the ruleset with changed cells written in place, new entries beside their neighbours and those taken out that
//! were meant to go. Promises: comments, order and spelling of all else stay; nothing is written unless the result
//! compiles; each refused row or cell is named; an old export does not take newer edits back unasked.

pub mod args;
mod beside;
mod book;
mod compare;
mod csv;
mod disarm;
mod entry;
mod grid;
mod json;
mod kind;
mod place;
mod placeholders;
mod plan;
mod refused;
mod sheet;
mod splice;
mod table;
mod texts;
mod xlsx;

use crate::exit::{Code, Stop};
use crate::rulesets::SourceFile;
use crate::{rulesets, terminal};
use args::{ExportArgs, ImportArgs, TableCommand, TextsCommand, What};
use beside::Beside;
use book::Book;
use compare::{Edits, Missing};
use grid::FileKind;
use plan::Plan;
use refused::Refused;
use rules_core::Ruleset;
use sheet::Sheet;

/// What is said of rows in another order.
const ORDER: &str = "rows stand in another order than in the ruleset; the order is not taken: move entries in the ruleset itself";

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
            let import = Import { args, book: &book, beside: None, count, what: "texts" };
            let edits = import.edits(std::slice::from_ref(&sheet), false, Missing::Keep)?;
            import.refuse(&placeholders::lost(&sheet, &edits.changes))?;
            import.run(edits)
        }
    }
}

/// Runs `rules table`.
pub fn table(command: &TableCommand) -> Result<Code, Stop> {
    match command {
        TableCommand::Export { args, what } => {
            let file = rulesets::read(&args.ruleset)?;
            let book = Book::open(&file)?;
            let beside = beside(*what, &file)?;
            export(args, &some(*what, &book, beside.as_ref())?)
        }
        TableCommand::Import { args, what, remove_missing, keep_missing } => {
            let file = rulesets::read(&args.ruleset)?;
            let book = Book::open(&file)?;
            let beside = beside(*what, &file)?;
            let sheets = some(*what, &book, beside.as_ref())?;
            let rows = sheets.iter().flat_map(|sheet| &sheet.rows);
            let count = rows.map(|row| row.cells.len()).sum();
            let missing = match (remove_missing, keep_missing) {
                (true, _) => Missing::Remove,
                (_, true) => Missing::Keep,
                _ => Missing::Refuse,
            };
            let import = Import { args, book: &book, beside: beside.as_ref(), count, what: "cells" };
            let edits = import.edits(&sheets, *what == What::Tables, missing)?;
            import.run(edits)
        }
    }
}

/// The file of cases beside a ruleset, where cases are asked for.
fn beside(what: What, file: &SourceFile) -> Result<Option<Beside>, Stop> {
    if what == What::Cases { Beside::open(file) } else { Ok(None) }
}

/// The sheets of a part, if the ruleset has any of it.
fn some(what: What, book: &Book, beside: Option<&Beside>) -> Result<Vec<Sheet>, Stop> {
    let mut sheets = table::sheets(what, book.root());
    if let (Some(beside), Some(sheet)) = (beside, sheets.first_mut()) {
        beside.add_to(sheet);
    }
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

/// An import.
struct Import<'i> {
    args: &'i ImportArgs,
    book: &'i Book,
    beside: Option<&'i Beside>,
    /// How many cells there are, and what to call them.
    count: usize,
    what: &'i str,
}

impl Import<'_> {
    /// What the file changes in the sheets; it may hold some of them only.
    fn edits(&self, sheets: &[Sheet], several: bool, missing: Missing) -> Result<Edits, Stop> {
        let (mut all, mut refused) = (Edits::default(), Vec::new());
        let mut is_stale = false;
        for grid in grid::read(&self.args.file, several)? {
            let found = match several {
                true => compare::sheet_of(&grid, sheets).map_err(|unknown| vec![unknown]),
                false => sheets.first().ok_or_else(Vec::new),
            };
            is_stale |= found.as_ref().is_ok_and(|sheet| grid.is_other_than(sheet));
            match found.and_then(|sheet| compare::edits(sheet, &grid, missing)) {
                Ok(edits) => all.extend(edits),
                Err(more) => refused.extend(more),
            }
        }
        // What an old export asks for is not worth a look, row by row.
        if is_stale && !self.args.force && (!all.is_empty() || !refused.is_empty()) {
            return Err(Stop::Failed(self.stale()));
        }
        self.refuse(&refused)?;
        Ok(all)
    }

    /// Makes the edits, and writes the ruleset and the cases beside it if all of it passes.
    fn run(&self, edits: Edits) -> Result<Code, Stop> {
        let name = &self.book.name;
        if edits.is_moved {
            terminal::note(ORDER);
        }
        if edits.is_empty() {
            terminal::print(&format!("{name}: none of {} {} changed\n", self.count, self.what))?;
            return Ok(Code::Clean);
        }
        let told = self.told(&edits);
        let (own, beside) = beside::part(edits);
        let text = if own.is_empty() { None } else { Some(self.ruleset(own)?) };
        if let Some(file) = self.beside.filter(|_| !beside.is_empty()) {
            let lines = file.changed(&beside, &self.compiled(text.as_deref())?);
            let lines = lines.map_err(|refused| self.stop(&refused))?;
            self.book.writable()?;
            text.iter().try_for_each(|text| self.book.write(text))?;
            file.write(&lines)?;
        } else if let Some(text) = text {
            self.book.write(&text)?;
        }
        terminal::print(&format!("{name}: {told}\n"))?;
        Ok(Code::Clean)
    }

    /// The ruleset's new text, which compiles.
    fn ruleset(&self, edits: Edits) -> Result<String, Stop> {
        if !self.book.is_kept() {
            return Err(Stop::Failed(format!(
                "`{}` mixes line ends or is spelled in a way that cannot be kept; change it in an editor",
                self.book.name
            )));
        }
        let first = texts::languages(self.book.root()).into_iter().next().unwrap_or_default();
        let plan = Plan::of(edits, self.book.root()).map_err(|refused| self.stop(&refused))?;
        let text = self.book.changed(&plan, &first).map_err(|refused| self.stop(&refused))?;
        self.refuse(&book::errors(&text, &plan))?;
        Ok(text)
    }

    /// The ruleset that cases name rules of.
    fn compiled(&self, text: Option<&str>) -> Result<Ruleset, Stop> {
        match text {
            Some(text) => Ruleset::compile(text)
                .map_err(|_| Stop::Failed(format!("the ruleset `{}` does not compile", self.book.name))),
            None => rulesets::load(&self.args.ruleset),
        }
    }

    fn told(&self, edits: &Edits) -> String {
        let mut told = format!("{} of {} {} changed", edits.changes.len(), self.count, self.what);
        for (rows, word) in [(edits.added.len(), "added"), (edits.removed.len(), "removed")] {
            let noun = if rows == 1 { "row" } else { "rows" };
            if rows > 0 {
                told.push_str(&format!(", {rows} {noun} {word}"));
            }
        }
        told
    }

    fn stale(&self) -> String {
        let (file, ruleset) = (self.args.file.display(), &self.book.name);
        format!(
            "`{file}` was exported from another edition of `{ruleset}`, and would take back what has changed since; export again and change that, or give --force to import it all the same"
        )
    }

    fn refuse(&self, refused: &[Refused]) -> Result<(), Stop> {
        if refused.is_empty() { Ok(()) } else { Err(self.stop(refused)) }
    }

    fn stop(&self, refused: &[Refused]) -> Stop {
        refused::stop(&self.args.file.display().to_string(), &self.book.name, refused)
    }
}
