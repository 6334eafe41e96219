//! What is not settled, and the facts that would settle it, the most wanted first.

use super::{bar, note};
use crate::page::{Block, Cell, Section, Table, Width};
use crate::review::counts::Asked;
use crate::review::take::Review;
use crate::review::words;
use crate::show::voice::Voice;
use std::cmp::Reverse;

/// Facts that are listed: more than a meeting can have asked for.
const ASKED: usize = 25;

/// The section.
pub fn section(voice: &Voice<'_>, review: &Review<'_>) -> Section {
    let title = voice.say(words::h_open);
    let counts = &review.now;
    if counts.unsettled == 0 {
        return super::section(title, vec![note(voice, words::none, &[])]);
    }
    let (all, unsettled) = (counts.scored.to_string(), counts.unsettled.to_string());
    let intro = note(voice, words::open_note, &[&all, &unsettled]);
    let mut waits: Vec<(Asked, u64)> = counts.waits.iter().map(|(asked, count)| (*asked, *count)).collect();
    // The file's order among equals: the sort is stable.
    waits.sort_by_key(|(_, count)| Reverse(*count));
    let columns = voice.columns(&[
        (words::field, Width::Text),
        (words::question, Width::Long),
        (words::waiting, Width::Text),
    ]);
    let left = waits.len().saturating_sub(ASKED) as u64;
    let rows = waits.into_iter().take(ASKED).map(|(asked, count)| {
        let (title, question) = asked_for(voice, asked);
        vec![title, question, bar(voice, count, counts.unsettled)]
    });
    let mut blocks = vec![intro, Block::Table(Table::list(columns, rows.collect()))];
    blocks.extend(rest_of(voice, left));
    super::section(title, blocks)
}

/// Says how many facts are not listed.
fn rest_of(voice: &Voice<'_>, left: u64) -> Option<Block> {
    (left > 0).then(|| note(voice, words::more_facts, &[&left.to_string()]))
}

/// A field's title, and its question.
fn asked_for(voice: &Voice<'_>, (field, item): Asked) -> (Cell, Cell) {
    let Some(list) = voice.model.fields.get(field) else { return Default::default() };
    let own = voice.text(&list.title);
    match item.and_then(|item| list.items.get(item)) {
        Some(item) => {
            let title = voice.fill(words::item_of, &[own, voice.text(&item.title)]);
            let name = format!("{}.{}", list.name, item.name);
            (voice.and_id(Cell::text(title), &name), Cell::text(voice.optional(item.ask.as_ref())))
        }
        None => (voice.and_id(Cell::text(own), &list.name), Cell::text(voice.optional(list.ask.as_ref()))),
    }
}
