//! Assessments as a table for reading, page by page, so that a long input needs no more memory.

use super::keep;
use super::work::key_text;
use crate::terminal::{self, printable};
use comfy_table::CellAlignment;
use rules_core::{Assessment, Reject};

/// Rows of one page.
pub const PAGE: usize = 500;
/// Ids in one cell.
const IDS: usize = 3;
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
    let unasked = assessment.open.fields.iter().map(|field| field.field.clone());
    let open: Vec<String> = match &assessment.next {
        // What to ask next comes first.
        Some(next) => {
            let asked: Vec<String> = next.iter().map(|question| question.field.clone()).collect();
            let rest: Vec<String> = unasked.filter(|field| !asked.contains(field)).collect();
            asked.into_iter().chain(rest).collect()
        }
        None => unasked.collect(),
    };
    let mut row = vec![
        key_text(&assessment.key),
        score_text(assessment),
        level_text(&assessment.level, &assessment.ceiling.level, assessment.settled),
        some(hits.into_iter()),
        some(open.into_iter()),
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

/// The score; with bounds, how low and how high it may be: `12 (8–100)`.
fn score_text(assessment: &Assessment) -> String {
    match &assessment.bounds {
        Some(bounds) if bounds.score.low.value < bounds.score.high.value => {
            format!("{} ({}–{})", assessment.score, bounds.score.low.value, bounds.score.high.value)
        }
        _ => assessment.score.to_string(),
    }
}

/// `low, may be critical`, or how firm it is.
pub fn level_text(level: &str, ceiling: &str, settled: bool) -> String {
    if level != ceiling {
        format!("{level}, may be {ceiling}")
    } else if settled {
        format!("{level}, settled")
    } else {
        format!("{level}, may be lower")
    }
}

/// The first few, and how many more.
pub fn some(ids: impl ExactSizeIterator<Item = String>) -> String {
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
        terminal::keep_words(&mut table, at, rows.iter().filter_map(|row| row.get(at)));
    }
    format!("{table}\n")
}
