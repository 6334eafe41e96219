//! The head: of what, as of when, and the figures that the meeting starts from.

use super::upper_titles;
use crate::page::{Block, Cell, Section, Table};
use crate::review::args::ReviewArgs;
use crate::review::counts::Counts;
use crate::review::take::Review;
use crate::review::words;
use crate::show::voice::Voice;
use rules_core::time::{instant_text_at, parse_instant};

/// The section.
pub fn section(voice: &Voice<'_>, review: &Review<'_>, args: &ReviewArgs, as_of: &str) -> Section {
    let upper = upper_titles(voice, review);
    let raised = if review.before.is_some() { words::h_new } else { words::h_all_upper };
    let raised = voice.fill(raised, &[&upper]);
    let (settled, all) = (review.now.unsettled.to_string(), review.now.scored.to_string());
    let pairs = vec![
        (voice.say(words::reports), read(voice, Some(&review.now))),
        (voice.say(words::before), read(voice, review.before.as_ref())),
        (&*raised, if upper.is_empty() { Cell::default() } else { figure(voice, review.upper.all()) }),
        (voice.say(words::overdue), terms(voice, review.overdue.all())),
        (voice.say(words::due), terms(voice, review.due.all())),
        (voice.say(words::unsettled), Cell::text(voice.fill(words::of_all, &[&settled, &all]))),
        (voice.say(words::not_in_force), not_in_force(voice, &review.now)),
        (voice.say(words::as_of), instants(voice, args, as_of)),
        (voice.say(words::ruleset), ruleset(voice)),
        (voice.say(words::range), Cell::text(range(voice))),
        (voice.say(words::caution), Cell::text(voice.say(words::caution_note))),
    ];
    super::section(voice.say(words::h_glance), vec![Block::Table(Table::pairs(pairs))])
}

/// As of when, and by which edition of the rules.
pub fn edition(voice: &Voice<'_>, args: &ReviewArgs, as_of: &str) -> String {
    let as_of = match &args.as_of_field {
        Some(field) => voice.fill(words::own_as_of, &[field, &instant(voice, as_of)]),
        None => instant(voice, as_of),
    };
    voice.fill(words::edition, &[&as_of, &voice.model.version])
}

/// An instant as people write it; the offset only where it is not the ruleset's own.
fn instant(voice: &Voice<'_>, text: &str) -> String {
    let local = parse_instant(text).ok().map(|at| instant_text_at(at, voice.ruleset.offset()));
    let minutes = local.as_deref().and_then(|text| text.get(..16)).map(|text| text.replace('T', " "));
    minutes.unwrap_or_else(|| text.to_owned())
}

/// How many reports a period has.
fn read(voice: &Voice<'_>, counts: Option<&Counts>) -> Cell {
    let Some(counts) = counts else { return Cell::text(voice.say(words::no_before)) };
    let cell = Cell::text(voice.fill(words::scored, &[&counts.scored.to_string()]));
    let cell = match counts.rejected {
        0 => cell,
        rejected => cell.and(voice.fill(words::rejected, &[&rejected.to_string()])),
    };
    let how = if counts.repeated.left_out { words::superseded } else { words::counted_twice };
    match counts.repeated.count {
        0 => cell,
        repeated => cell.and(voice.fill(how, &[&repeated.to_string()])),
    }
}

fn figure(voice: &Voice<'_>, count: u64) -> Cell {
    Cell::text(voice.fill(words::pieces, &[&count.to_string()]))
}

/// A count of deadlines; empty for a ruleset without any.
fn terms(voice: &Voice<'_>, count: u64) -> Cell {
    if voice.model.deadlines.is_empty() { Cell::default() } else { figure(voice, count) }
}

fn not_in_force(voice: &Voice<'_>, counts: &Counts) -> Cell {
    match counts.not_in_force {
        0 => Cell::default(),
        count => Cell::text(voice.fill(words::not_in_force_note, &[&count.to_string()])),
    }
}

/// As of when the reports were scored, and those of the period before.
fn instants(voice: &Voice<'_>, args: &ReviewArgs, as_of: &str) -> Cell {
    let cell = match &args.as_of_field {
        Some(field) => Cell::text(voice.fill(words::own_as_of, &[field, &instant(voice, as_of)])),
        None => Cell::text(instant(voice, as_of)),
    };
    match &args.before_as_of {
        Some(before) => cell.and_faint(voice.fill(words::before_as_of, &[&instant(voice, before)])),
        None => cell,
    }
}

/// Between which ends a score lies.
fn range(voice: &Voice<'_>) -> String {
    let ends = [voice.model.min, voice.model.max].map(|end| end.to_string());
    voice.fill(words::between, &ends.each_ref().map(String::as_str))
}

fn ruleset(voice: &Voice<'_>) -> Cell {
    let named = voice.fill(words::of_version, &[voice.text(&voice.model.title), &voice.model.version]);
    Cell::text(named).and_faint(voice.ruleset.digest())
}
