//! What is not settled, and the facts that would settle it, the most wanted first.

use super::{bar, note};
use crate::page::{Block, Cell, Section, Table, Width};
use crate::review::counts::Asked;
use crate::review::take::Review;
use crate::review::words;
use crate::show::voice::Voice;
use std::cmp::Reverse;

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
    let rows = waits.into_iter().map(|(asked, count)| {
        let (title, question) = asked_for(voice, asked);
        vec![title, question, bar(voice, count, counts.unsettled)]
    });
    super::section(title, vec![intro, Block::Table(Table::list(columns, rows.collect()))])
}

/// A field's title with its name, and its question.
fn asked_for(voice: &Voice<'_>, (field, item): Asked) -> (Cell, Cell) {
    let Some(list) = voice.model.fields.get(field) else { return Default::default() };
    let own = voice.text(&list.title);
    match item.and_then(|item| list.items.get(item)) {
        Some(item) => {
            let title = voice.fill(words::item_of, &[own, voice.text(&item.title)]);
            let name = format!("{}.{}", list.name, item.name);
            (Cell::text(title).and_faint(name), Cell::text(voice.optional(item.ask.as_ref())))
        }
        None => (Cell::text(own).and_faint(&list.name), Cell::text(voice.optional(list.ask.as_ref()))),
    }
}
