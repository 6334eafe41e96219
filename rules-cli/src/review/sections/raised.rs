//! Reports that are in the upper half of the levels now and were not so before.

use super::{note, reasons, rest, upper_titles};
use crate::page::{Block, Cell, Section, Table, Width};
use crate::review::known::KEYS;
use crate::review::rows::Upper;
use crate::review::take::Review;
use crate::review::words;
use crate::show::voice::Voice;

/// The section.
pub fn section(voice: &Voice<'_>, review: &Review<'_>) -> Section {
    let compares = review.before.is_some();
    let title = if compares { words::h_new } else { words::h_all_upper };
    let title = voice.fill(title, &[&upper_titles(voice, review)]);
    let mut blocks = notes(voice, review);
    if review.upper.rows().is_empty() {
        blocks.push(note(voice, words::none, &[]));
    } else {
        blocks.push(table(voice, review.upper.rows(), compares));
    }
    blocks.extend(rest(voice, review.upper.rest()));
    super::section(title, blocks)
}

/// What the comparison could not see.
fn notes(voice: &Voice<'_>, review: &Review<'_>) -> Vec<Block> {
    if review.before.is_none() {
        return vec![note(voice, words::nothing_to_compare, &[])];
    }
    let (keyless, missed) = (review.now.keyless, review.known.missed());
    let keyless = (keyless > 0).then(|| note(voice, words::keyless, &[&keyless.to_string()]));
    let full = [KEYS.to_string(), missed.to_string()];
    let full = (missed > 0).then(|| note(voice, words::known_full, &full.each_ref().map(String::as_str)));
    keyless.into_iter().chain(full).collect()
}

fn table(voice: &Voice<'_>, rows: &[Upper], compares: bool) -> Block {
    let columns = voice.columns(&[
        (words::key, Width::Short),
        (words::level, Width::Text),
        (words::score, Width::Number),
        (words::strongest, Width::Long),
        (words::level_before, Width::Text),
    ]);
    let rows = rows.iter().map(|row| {
        let before = match row.before {
            Some(before) => before.cell(voice),
            None if compares => Cell::text(voice.say(words::not_there)),
            None => Cell::default(),
        };
        vec![
            Cell::text(&row.key),
            row.standing.cell(voice),
            Cell::text(row.rank.0.1.to_string()),
            Cell::texts(row.reasons.iter().map(|reason| reasons::text(voice, *reason))),
            before,
        ]
    });
    Block::Table(Table::list(columns, rows.collect()))
}
