//! What an import refuses, each with its row and column.

use super::grid::Grid;
use crate::exit::Stop;
use crate::terminal;

/// How many are shown.
const SHOWN: usize = 20;

/// A row or a cell that cannot be taken.
#[derive(Clone, Debug)]
pub struct Refused {
    /// Worksheet, row and column.
    pub place: String,
    /// What was expected, what was found, what to do.
    pub why: String,
}

impl Refused {
    /// A cell, or a whole row.
    pub fn at(grid: &Grid, row: usize, column: Option<&str>, why: String) -> Self {
        let sheet = grid.sheet.as_ref().map(|name| format!("sheet `{name}`, ")).unwrap_or_default();
        let column = column.map(|name| format!(", column `{name}`")).unwrap_or_default();
        Self { place: format!("{sheet}row {row}{column}"), why }
    }
}

/// Tells all of them, and ends.
pub fn stop(file: &str, ruleset: &str, all: &[Refused]) -> Stop {
    for refused in all.iter().take(SHOWN) {
        terminal::note(&format!("{file}: {}: {}", refused.place, refused.why));
    }
    if all.len() > SHOWN {
        terminal::note(&format!("… and {} more", all.len() - SHOWN));
    }
    let count = if all.len() == 1 { "1 place".to_owned() } else { format!("{} places", all.len()) };
    Stop::Failed(format!("`{file}` is refused in {count}; nothing is written, `{ruleset}` is as it was"))
}
