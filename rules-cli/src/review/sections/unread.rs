//! Lines that are no report and values that could not be used, with their places.

use super::{note, rest};
use crate::page::{Block, Cell, Line, Section, Table, Width};
use crate::review::faults::{Faults, Kind, Unusable};
use crate::review::take::Review;
use crate::review::{why, words};
use crate::show::inputs::type_of;
use crate::show::voice::Voice;
use rules_core::ruleset::Field;

/// The section.
pub fn section(voice: &Voice<'_>, review: &Review<'_>) -> Section {
    let periods = || std::iter::once(&review.now).chain(&review.before);
    let rejected = periods().map(|counts| counts.rejected).sum();
    let failed: u64 = periods().map(|counts| counts.failed).sum();
    let mut blocks = lines(voice, &review.faults, rejected);
    blocks.extend(values(voice, &review.faults));
    if failed > 0 {
        blocks.push(note(voice, words::failed, &[&failed.to_string()]));
    }
    if blocks.is_empty() {
        blocks.push(note(voice, words::all_read, &[]));
    }
    super::section(voice.say(words::h_faults), blocks)
}

fn lines(voice: &Voice<'_>, faults: &Faults, all: u64) -> Vec<Block> {
    if all == 0 {
        return Vec::new();
    }
    let title = voice.fill(words::h_rejected, &[&all.to_string()]);
    let columns = voice.columns(&[(words::place, Width::Text), (words::why, Width::Long)]);
    let rejected = faults.rejected.iter();
    let rows =
        rejected.map(|(place, why)| vec![Cell::text(place), Cell::text(why::text(voice, why))]).collect();
    let mut blocks = vec![Block::Heading(title, String::new()), Block::Table(Table::list(columns, rows))];
    blocks.extend(rest(voice, all.saturating_sub(faults.rejected.len() as u64)));
    blocks
}

fn values(voice: &Voice<'_>, faults: &Faults) -> Vec<Block> {
    if faults.values.is_empty() {
        return Vec::new();
    }
    let columns = voice.columns(&[
        (words::field, Width::Text),
        (words::takes, Width::Text),
        (words::how_many, Width::Number),
        (words::place, Width::Long),
    ]);
    let rows = faults.values.iter().map(|(kind, unusable)| row(voice, kind, unusable)).collect();
    vec![
        Block::Heading(voice.say(words::h_values).to_owned(), String::new()),
        note(voice, words::values_note, &[]),
        Block::Table(Table::list(columns, rows)),
    ]
}

fn row(voice: &Voice<'_>, (name, code): &Kind, unusable: &Unusable) -> Vec<Cell> {
    let field = declared(voice, name);
    let titled = titled(voice, name).map(|title| voice.and_id(Cell::text(title), name));
    let takes = match field {
        Some(field) => first_words(type_of(voice, field)),
        None => Cell::text(&unusable.expected),
    };
    let mut places = unusable.places.clone();
    if unusable.rest() > 0 {
        places.push(voice.fill(words::more_places, &[&unusable.rest().to_string()]));
    }
    vec![
        titled.unwrap_or_else(|| Cell::text(name)),
        takes.and_faint(*code),
        Cell::text(unusable.count.to_string()),
        Cell::text(voice.join(&places)),
    ]
}

/// As much of a type as a row of many has room for: the ruleset's own page has all values.
fn first_words(cell: Cell) -> Cell {
    const CHARS: usize = 48;
    let mut words = cell.lines.iter().map(Line::words).collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = words.char_indices().nth(CHARS) {
        words.truncate(end);
        words.push('…');
    }
    Cell::text(words)
}

/// The title of a field, after its list's.
fn titled(voice: &Voice<'_>, name: &str) -> Option<String> {
    let own = voice.text(&declared(voice, name)?.title);
    let list = name.split_once("[].").and_then(|(list, _)| declared(voice, list));
    Some(
        list.map_or_else(
            || own.to_owned(),
            |list| voice.fill(words::item_of, &[voice.text(&list.title), own]),
        ),
    )
}

/// The field of a name such as `amount` or `transfers[].amount`.
fn declared<'v>(voice: &Voice<'v>, name: &str) -> Option<&'v Field> {
    let (list, item) = name.split_once("[]").unwrap_or((name, ""));
    let field = voice.model.fields.iter().find(|field| field.name == list)?;
    match item.strip_prefix('.') {
        Some(item) => field.items.iter().find(|field| field.name == item),
        None => Some(field),
    }
}
