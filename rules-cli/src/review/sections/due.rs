//! Deadlines that are past, then those that end within a week; the soonest first.

use super::{note, rest};
use crate::page::{Block, Cell, Section, Table, Width};
use crate::review::rows::Term;
use crate::review::take::Review;
use crate::review::top::Top;
use crate::review::words;
use crate::show::voice::{Phrase, Voice};

/// The section.
pub fn section(voice: &Voice<'_>, review: &Review<'_>) -> Section {
    let title = voice.say(words::h_terms);
    if voice.model.deadlines.is_empty() {
        return super::section(title, vec![note(voice, words::no_deadlines, &[])]);
    }
    let mut blocks = list(voice, words::h_overdue, &review.overdue);
    if review.done_late > 0 {
        blocks.push(note(voice, words::done_late, &[&review.done_late.to_string()]));
    }
    if review.unknown_terms > 0 {
        blocks.push(note(voice, words::unknown_terms, &[&review.unknown_terms.to_string()]));
    }
    if review.unbegun_terms > 0 {
        let text = voice.fill(words::unbegun_terms, &[&review.unbegun_terms.to_string()]);
        blocks.push(Block::Text(Cell::default().and_faint(text)));
    }
    blocks.extend(list(voice, words::h_due, &review.due));
    super::section(title, blocks)
}

fn list(voice: &Voice<'_>, title: Phrase, terms: &Top<Term>) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(voice.say(title).to_owned(), String::new())];
    if terms.rows().is_empty() {
        blocks.push(note(voice, words::none, &[]));
        return blocks;
    }
    let columns = voice.columns(&[
        (words::key, Width::Short),
        (words::deadline, Width::Text),
        (words::due_on, Width::Short),
        (words::days, Width::Number),
        (words::level, Width::Text),
    ]);
    let rows = terms.rows().iter().map(|term| row(voice, term)).collect();
    blocks.push(Block::Table(Table::list(columns, rows)));
    blocks.extend(rest(voice, terms.rest()));
    blocks
}

fn row(voice: &Voice<'_>, term: &Term) -> Vec<Cell> {
    let deadline = voice.model.deadlines.get(term.deadline);
    let days = match term.days {
        0 => voice.say(words::today).to_owned(),
        days if days < 0 => voice.fill(words::days_over, &[&days.unsigned_abs().to_string()]),
        days => voice.fill(words::days_left, &[&days.to_string()]),
    };
    vec![
        Cell::text(&term.key),
        Cell::text(deadline.map(|deadline| voice.text(&deadline.title)).unwrap_or_default()),
        Cell::text(&term.due),
        Cell::text(days),
        term.standing.cell(voice),
    ]
}
