//! What the ruleset is, its levels and its groups.

use super::voice::Voice;
use super::words;
use crate::page::{Block, Cell, Section, Table, Width};
use rules_core::parse::document::Take;
use rules_core::ruleset::{Group, Level, Test};
use rules_core::time::offset_text;

/// The head: what it is, since when, and how to object.
pub fn head(voice: &Voice<'_>) -> Section {
    let model = voice.model;
    let ends = [model.base, model.min, model.max].map(|end| end.to_string());
    let ends: Vec<&str> = ends.iter().map(String::as_str).collect();
    let clock = model.clock.map(|index| voice.field(index)).unwrap_or_default();
    let author = |cell: Cell| if voice.to_author() { cell } else { Cell::default() };
    let pairs = vec![
        (voice.say(words::id), author(Cell::code(&model.id))),
        (voice.say(words::version), Cell::text(&model.version)),
        (voice.say(words::in_force), Cell::text(voice.dates(model.effective, model.until))),
        (voice.say(words::languages), author(Cell::text(voice.join(&model.languages)))),
        (voice.say(words::local_time), author(Cell::text(&*offset_text(voice.ruleset.offset())))),
        (voice.say(words::clock), Cell::text(clock)),
        (voice.say(words::score), Cell::text(voice.fill(words::score_is, &ends))),
        (voice.say(words::contains), Cell::text(counts(voice))),
        (voice.say(words::remedy), Cell::text(voice.optional(model.remedy.as_ref()))),
        (voice.say(words::digest), Cell::code(voice.ruleset.digest())),
    ];
    Section { title: voice.say(words::h_about).into(), blocks: vec![Block::Table(Table::pairs(pairs))] }
}

/// The edition in a line: version, dates, and enough of the digest to tell editions apart.
pub fn edition(voice: &Voice<'_>) -> String {
    const DIGITS: usize = 12;
    let digest = voice.ruleset.digest();
    let digest = digest.get(..DIGITS).unwrap_or(digest);
    let dates = voice.dates(voice.model.effective, voice.model.until);
    voice.fill(words::edition, &[&voice.model.version, &dates, digest])
}

/// How much there is of each kind.
fn counts(voice: &Voice<'_>) -> String {
    let entries = &voice.model.entries;
    let of = |is: fn(&Test) -> bool| entries.iter().filter(|entry| is(&entry.test)).count();
    let all = [
        (words::h_rules as fn(_) -> _, of(|test| matches!(test, Test::When { .. }))),
        (words::h_characteristics, of(|test| matches!(test, Test::Bins(_)))),
        (words::h_tables, of(|test| matches!(test, Test::Table(..)))),
        (words::h_deadlines, voice.model.deadlines.len()),
        (words::h_actions, voice.model.actions.len()),
        (words::h_fields, voice.model.fields.len()),
        (words::h_sources, voice.model.sources.len()),
    ];
    let some = all.into_iter().filter(|(_, count)| *count > 0);
    let told: Vec<String> = some
        .map(|(what, count)| voice.fill(words::count_of, &[voice.say(what), &count.to_string()]))
        .collect();
    voice.join(&told)
}

/// The levels, the lowest first.
pub fn levels(voice: &Voice<'_>) -> Option<Section> {
    let levels = &voice.model.levels;
    let next = levels.iter().skip(1).map(|level| Some(level.from)).chain([None]);
    let rows = levels.iter().zip(next).enumerate().map(|(index, (level, next))| {
        vec![
            voice.and_id(voice.level_cell(index, voice.text(&level.title)), &level.id),
            Cell::text(band(voice, index, level, next)),
            Cell::text(voice.length(level.respond_within)),
            voice.actions(&level.actions),
        ]
    });
    let columns = voice.columns(&[
        (words::level, Width::Short),
        (words::from_score, Width::Short),
        (words::respond, Width::Short),
        (words::actions, Width::Text),
    ]);
    Section::of(voice.say(words::h_levels), Table::list(columns, rows.collect()))
}

/// The scores of a level. A score that is equal to `from` is in it.
fn band(voice: &Voice<'_>, index: usize, level: &Level, next: Option<i64>) -> String {
    let last = next.map(|next| (next - 1).to_string());
    match last {
        None => voice.fill(words::score_and_more, &[&level.from.to_string()]),
        Some(_) if index == 0 => voice.fill(words::score_below, &[&next.unwrap_or_default().to_string()]),
        Some(last) => voice.fill(words::score_between, &[&level.from.to_string(), &last]),
    }
}

/// The groups, with what is in each.
pub fn groups(voice: &Voice<'_>) -> Option<Section> {
    let rows = voice.model.groups.iter().enumerate().map(|(index, group)| {
        let take = match group.take {
            Take::Sum => words::take_sum,
            Take::Best => words::take_best as fn(_) -> _,
        };
        vec![
            if voice.to_author() { Cell::code(&group.id) } else { Cell::text(voice.group_name(index)) },
            Cell::text(voice.say(take)),
            Cell::text(limits(voice, group)),
            if voice.to_author() { Cell::text(members(voice, index)) } else { Cell::default() },
        ]
    });
    let columns = voice.columns(&[
        (words::group, Width::Short),
        (words::counts, Width::Short),
        (words::limits, Width::Short),
        (words::members, Width::Long),
    ]);
    Section::of(voice.say(words::h_groups), Table::list(columns, rows.collect()))
}

fn limits(voice: &Voice<'_>, group: &Group) -> String {
    let least = group.min.map(|min| voice.fill(words::at_least, &[&min.to_string()]));
    let most = group.max.map(|max| voice.fill(words::at_most, &[&max.to_string()]));
    let limits: Vec<String> = least.into_iter().chain(most).collect();
    if limits.is_empty() { voice.say(words::no_limits).to_owned() } else { voice.join(&limits) }
}

fn members(voice: &Voice<'_>, group: usize) -> String {
    let entries = voice.model.entries.iter();
    let inside = entries.filter(|it| it.outcomes.iter().any(|outcome| outcome.group == Some(group)));
    let ids: Vec<String> = inside.map(|entry| entry.id.clone()).collect();
    ids.join(", ")
}
