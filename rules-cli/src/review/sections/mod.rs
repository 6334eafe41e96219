//! The page of a review, in the order in which a meeting goes through it.

mod due;
mod glance;
mod levels;
mod open;
mod raised;
mod reasons;
mod scores;
mod unread;

use super::take::Review;
use super::words;
use crate::page::{Block, Cell, Page, Section, Share};
use crate::review::args::ReviewArgs;
use crate::show::args::ShowAudience;
use crate::show::voice::{Phrase, Voice};
use rules_core::Ruleset;

/// The page.
pub fn page(ruleset: &Ruleset, review: &Review<'_>, locale: &str, args: &ReviewArgs, as_of: &str) -> Page {
    let voice = Voice::new(ruleset, locale, ShowAudience::Official);
    let sections = vec![
        glance::section(&voice, review, args, as_of),
        levels::section(&voice, review),
        raised::section(&voice, review),
        due::section(&voice, review),
        open::section(&voice, review),
        reasons::section(&voice, review),
        scores::section(&voice, review),
        unread::section(&voice, review),
    ];
    Page {
        locale: locale.to_owned(),
        title: voice.fill(words::title, &[voice.text(&ruleset.model().title)]),
        edition: glance::edition(&voice, args, as_of),
        contents: voice.say(words::contents),
        sections,
    }
}

/// A section of these blocks.
fn section(title: impl Into<String>, blocks: Vec<Block>) -> Section {
    Section { title: title.into(), blocks }
}

/// A sentence.
fn note(voice: &Voice<'_>, phrase: Phrase, values: &[&str]) -> Block {
    Block::Text(Cell::text(voice.fill(phrase, values)))
}

/// Says how many rows a list has left out, where it has.
fn rest(voice: &Voice<'_>, rest: u64) -> Option<Block> {
    (rest > 0).then(|| note(voice, words::rest, &[&rest.to_string()]))
}

/// A count with its share of all, over a bar.
fn bar(voice: &Voice<'_>, count: u64, all: u64) -> Cell {
    Cell::bar(with_share(voice, count, all), Share::of(count, all))
}

/// `12 (24%)`.
fn with_share(voice: &Voice<'_>, count: u64, all: u64) -> String {
    let of_hundred = (u128::from(count) * 100 + u128::from(all) / 2).checked_div(u128::from(all));
    let share = match of_hundred {
        None => return count.to_string(),
        Some(0) if count > 0 => voice.say(words::under_one).to_owned(),
        Some(share) => format!("{share}%"),
    };
    voice.fill(words::with_share, &[&count.to_string(), &share])
}

/// Cells for the period before and the change since; empty ones where there is none.
fn compared(voice: &Voice<'_>, now: u64, before: Option<(u64, u64)>) -> [Cell; 2] {
    let Some((count, all)) = before else { return [Cell::default(), Cell::default()] };
    [Cell::text(with_share(voice, count, all)), Cell::text(change(now, count))]
}

/// `+3`, `-2` or `0`.
fn change(now: u64, before: u64) -> String {
    match i128::from(now) - i128::from(before) {
        more if more > 0 => format!("+{more}"),
        change => change.to_string(),
    }
}

/// The titles of the upper half of the levels, the highest first; empty where there is no upper half.
fn upper_titles(voice: &Voice<'_>, review: &Review<'_>) -> String {
    let titles =
        (review.upper_from..voice.model.levels.len()).rev().map(|level| voice.level(level).to_owned());
    titles.collect::<Vec<_>>().join(voice.say(words::comma))
}
