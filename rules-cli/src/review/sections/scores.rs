//! The scores in ten bins, and how they have shifted.

use super::{bar, note};
use crate::page::{Block, Cell, Section, Table, Width};
use crate::review::shift::{BINS, Reading, Shift, ends};
use crate::review::take::Review;
use crate::review::words;
use crate::show::voice::{Phrase, Voice};

/// The section.
pub fn section(voice: &Voice<'_>, review: &Review<'_>) -> Section {
    let before = review.before.as_ref();
    let shift = before.and_then(|before| Shift::of(&review.now.scores, &before.scores));
    let mut blocks = match (&shift, before) {
        (Some(shift), _) => told(voice, shift),
        (None, Some(_)) => vec![note(voice, words::empty_psi, &[])],
        (None, None) => vec![note(voice, words::no_psi, &[])],
    };
    let columns = voice.columns(&[
        (words::scores, Width::Short),
        (words::count, Width::Text),
        (words::before, Width::Text),
        (words::adds, Width::Number),
    ]);
    let rows = (0..BINS).filter_map(|index| row(voice, review, shift.as_ref(), index)).collect();
    blocks.push(Block::Table(Table::list(columns, rows)));
    super::section(voice.say(words::h_shift), blocks)
}

/// The index, its reading, what chance would give, and how it is made.
fn told(voice: &Voice<'_>, shift: &Shift) -> Vec<Block> {
    let reading: Phrase = match shift.reading() {
        Reading::None => words::shift_none,
        Reading::Some => words::shift_some,
        Reading::Large => words::shift_large,
    };
    let chance = if shift.psi <= shift.by_chance { words::by_chance } else { words::not_chance };
    vec![
        note(voice, words::psi_is, &[&figure(shift.psi), voice.say(reading)]),
        note(voice, chance, &[&figure(shift.by_chance)]),
        Block::Text(Cell::default().and_faint(voice.say(words::psi_how))),
    ]
}

/// Three places, and no zero with a sign.
fn figure(value: f64) -> String {
    let text = format!("{value:.3}");
    if text == "-0.000" { "0.000".to_owned() } else { text }
}

fn row(voice: &Voice<'_>, review: &Review<'_>, shift: Option<&Shift>, index: usize) -> Option<Vec<Cell>> {
    let (low, high) = ends(index, voice.model.min, voice.model.max)?;
    let title = match low == high {
        true => low.to_string(),
        false => voice.fill(words::between, &[&low.to_string(), &high.to_string()]),
    };
    let of = |scores: &[u64; BINS], all| bar(voice, scores.get(index).copied().unwrap_or_default(), all);
    let before = review.before.as_ref().map(|before| of(&before.scores, before.scored));
    let part = shift.and_then(|shift| shift.parts.get(index)).map(|part| figure(*part));
    Some(vec![
        Cell::text(title),
        of(&review.now.scores, review.now.scored),
        before.unwrap_or_default(),
        Cell::text(part.unwrap_or_default()),
    ])
}
