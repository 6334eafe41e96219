//! Assessments as a table for reading, page by page, so that a long input needs no more memory.

use super::keep;
use super::work::key_text;
use crate::terminal::{self, printable};
use comfy_table::{CellAlignment, ColumnConstraint, Width};
use rules_core::{Assessment, Reject};

/// Rows of one page.
pub const PAGE: usize = 500;
/// Ids in one cell.
const IDS: usize = 3;
/// Columns that an id is given before it is broken.
const ID_WIDTH: usize = 32;
/// Characters in one cell.
const CHARS: usize = 60;

/// Where the hits stand, and the open fields.
const HITS: usize = 3;
const OPEN: usize = 4;

/// The cells of a row.
pub type Row = Vec<String>;

/// The row of an assessment, the strongest hits first. Its level never stands there without the ceiling.
pub fn row(assessment: &Assessment, kept: &[Option<String>]) -> Row {
    let mut strongest: Vec<_> = assessment.hits.iter().collect();
    strongest.sort_by_key(|hit| std::cmp::Reverse(hit.points));
    let mut hits: Vec<String> = strongest
        .into_iter()
        .map(|hit| if hit.assumed { format!("{} (assumed)", hit.id) } else { hit.id.clone() })
        .collect();
    hits.dedup();
    let errors = assessment.input_errors.iter().map(|error| format!("{} {}", error.code, error.field));
    let open = assessment.open.fields.iter().map(|field| field.field.clone());
    let mut row = vec![
        key_text(&assessment.key),
        assessment.score.to_string(),
        level(assessment),
        some(hits.into_iter()),
        some(open),
        some(errors),
    ];
    row.extend(kept.iter().map(|json| short(&json.as_deref().map(keep::plain).unwrap_or_default().0)));
    row.into_iter().map(|cell| printable(&cell)).collect()
}

/// The row of a line that is no incident.
pub fn reject(key: &str, reject: &Reject, kept: usize) -> Row {
    let mut row = vec![key.into(), String::new(), "not scored".into(), String::new(), String::new()];
    row.push(reject.to_string());
    row.resize(row.len() + kept, String::new());
    row.into_iter().map(|cell| printable(&cell)).collect()
}

/// `low, may be critical`, or how firm it is.
fn level(assessment: &Assessment) -> String {
    let (level, ceiling) = (&assessment.level, &assessment.ceiling.level);
    if level != ceiling {
        format!("{level}, may be {ceiling}")
    } else if assessment.settled {
        format!("{level}, settled")
    } else {
        format!("{level}, may be lower")
    }
}

fn some(ids: impl ExactSizeIterator<Item = String>) -> String {
    let more = ids.len().saturating_sub(IDS);
    let mut shown = ids.take(IDS).collect::<Vec<_>>().join(", ");
    if more > 0 {
        // In one piece.
        shown.push_str(&format!(", …\u{A0}{more}\u{A0}more"));
    }
    shown
}

fn short(text: &str) -> String {
    match text.char_indices().nth(CHARS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// A page as text.
pub fn page<'k>(rows: &[Row], kept: impl Iterator<Item = &'k str>) -> String {
    let mut table = terminal::table(terminal::width());
    let names = ["key", "score", "level", "hits", "open", "errors"];
    table.set_header(names.into_iter().chain(kept).collect::<Vec<_>>());
    for row in rows {
        table.add_row(row);
    }
    if let Some(score) = table.column_mut(1) {
        score.set_cell_alignment(CellAlignment::Right);
    }
    for at in [HITS, OPEN] {
        let words = rows.iter().filter_map(|row| row.get(at)).flat_map(|cell| cell.split(' '));
        let longest = words.map(|word| word.chars().count()).max().unwrap_or_default().min(ID_WIDTH);
        if let Some(column) = table.column_mut(at) {
            let width = Width::Fixed(u16::try_from(longest + 2).unwrap_or(u16::MAX));
            column.set_constraint(ColumnConstraint::LowerBoundary(width));
        }
    }
    format!("{table}\n")
}
