//! Reports by level, the highest first, each with what it may still be.

use super::{bar, compared};
use crate::page::{Block, Cell, Section, Table, Width};
use crate::review::counts::Counts;
use crate::review::take::Review;
use crate::review::words;
use crate::show::voice::Voice;

/// The section.
pub fn section(voice: &Voice<'_>, review: &Review<'_>) -> Section {
    let columns = voice.columns(&[
        (words::level, Width::Text),
        (words::count, Width::Text),
        (words::may_still_be, Width::Text),
        (words::before, Width::Number),
        (words::change, Width::Number),
    ]);
    let rows = (0..voice.model.levels.len()).rev().map(|level| row(voice, review, level)).collect();
    super::section(voice.say(words::h_levels), vec![Block::Table(Table::list(columns, rows))])
}

fn row(voice: &Voice<'_>, review: &Review<'_>, level: usize) -> Vec<Cell> {
    let (now, before) = (&review.now, review.before.as_ref());
    let count = now.of_level(level);
    let [was, change] = compared(voice, count, before.map(|it| (it.of_level(level), it.scored)));
    let may_be = may_be(voice, level, now, before);
    vec![voice.level_cell(level, voice.level(level)), bar(voice, count, now.scored), may_be, was, change]
}

/// The ceilings of a level's reports, the highest first, a line each.
fn may_be(voice: &Voice<'_>, level: usize, now: &Counts, before: Option<&Counts>) -> Cell {
    let of = |counts: &Counts, ceiling| counts.levels.get(&(level, ceiling)).copied().unwrap_or_default();
    let line = |ceiling: usize| {
        let (count, was) = (of(now, ceiling), before.map(|before| of(before, ceiling)));
        if count == 0 && was.unwrap_or_default() == 0 {
            return None;
        }
        let told = match was {
            Some(was) => voice.fill(words::was, &[&count.to_string(), &was.to_string()]),
            None => count.to_string(),
        };
        Some(match ceiling == level {
            true => voice.fill(words::no_higher, &[&told]),
            false => voice.fill(words::up_to, &[voice.level(ceiling), &told]),
        })
    };
    Cell::texts((0..voice.model.levels.len()).rev().filter_map(line))
}
