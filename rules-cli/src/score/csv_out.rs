//! Assessments as rows of CSV. A text that a spreadsheet would run as a formula is disarmed with a leading
//! apostrophe.

use super::keep;
use super::work::key_text;
use rules_core::backtest::formula;
use rules_core::{Assessment, Options, Reject};

/// The names of the columns before the kept ones.
const COLUMNS: [&str; 12] = [
    "key",
    "score",
    "level",
    "ceiling_score",
    "ceiling_level",
    "settled",
    "hits",
    "open_rules",
    "open_fields",
    "input_errors",
    "incomplete",
    "error",
];

/// The columns after those, where bounds or questions are asked for.
fn beside(options: &Options) -> &'static [&'static str] {
    match (options.bounds, options.next) {
        (_, true) => &["lowest_score", "lowest_level", "next"],
        (true, false) => &["lowest_score", "lowest_level"],
        (false, false) => &[],
    }
}

/// The header.
pub fn header<'k>(options: &Options, kept: impl Iterator<Item = &'k str>, out: &mut Vec<u8>) {
    let mut row = Row { out, first: true };
    COLUMNS.into_iter().chain(beside(options).iter().copied()).for_each(|name| row.cell(name));
    kept.for_each(|name| row.text(name));
    row.end();
}

/// An assessment.
pub fn row(assessment: &Assessment, kept: &[Option<String>], out: &mut Vec<u8>) {
    let mut row = Row { out, first: true };
    row.text(&key_text(&assessment.key));
    row.cell(&assessment.score.to_string());
    row.cell(&assessment.level);
    row.cell(&assessment.ceiling.score.to_string());
    row.cell(&assessment.ceiling.level);
    row.cell(truth(assessment.settled));
    row.list(assessment.hits.iter().map(|hit| hit.id.clone()));
    row.list(assessment.open.rules.iter().map(|rule| rule.id.clone()));
    row.list(assessment.open.fields.iter().map(|field| field.field.clone()));
    row.list(assessment.input_errors.iter().map(|error| format!("{} {}", error.field, error.code)));
    row.cell(truth(assessment.incomplete));
    row.cell("");
    if let Some(bounds) = &assessment.bounds {
        row.cell(&bounds.score.low.value.to_string());
        row.cell(&bounds.level.low.value);
    }
    if let Some(next) = &assessment.next {
        row.list(next.iter().map(|question| question.field.clone()));
    }
    for json in kept {
        match json.as_deref().map(keep::plain) {
            Some((text, true)) => row.text(&text),
            Some((json, false)) => row.cell(&json),
            None => row.cell(""),
        }
    }
    row.end();
}

/// The error that stands for a line.
pub fn reject(key: &str, reject: &Reject, options: &Options, kept: usize, out: &mut Vec<u8>) {
    let mut row = Row { out, first: true };
    row.text(key);
    (1..COLUMNS.len() - 1).for_each(|_| row.cell(""));
    row.text(&reject.to_string());
    (0..beside(options).len() + kept).for_each(|_| row.cell(""));
    row.end();
}

fn truth(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

struct Row<'o> {
    out: &'o mut Vec<u8>,
    first: bool,
}

impl Row<'_> {
    /// A cell as it is.
    fn cell(&mut self, text: &str) {
        if !self.first {
            self.out.push(b',');
        }
        self.first = false;
        if !text.contains(['"', ',', '\n', '\r']) {
            self.out.extend_from_slice(text.as_bytes());
            return;
        }
        self.out.push(b'"');
        self.out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
        self.out.push(b'"');
    }

    /// A cell whose text comes from outside.
    fn text(&mut self, text: &str) {
        if formula::runs(text) {
            self.cell(&format!("'{text}"));
        } else {
            self.cell(text);
        }
    }

    fn list(&mut self, items: impl Iterator<Item = String>) {
        self.text(&items.collect::<Vec<_>>().join(";"));
    }

    fn end(self) {
        self.out.push(b'\n');
    }
}
