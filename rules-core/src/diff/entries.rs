//! Rules, characteristics, tables and deadlines as things: what decides, and what comes of it.

use super::data::Kind;
use super::gather::plain;
use super::member::Member;
use super::thing::{Facts, Part, Thing, Word, told};
use super::voice::{Voice, date};
use crate::parse::document::{About, Status, Whose};
use crate::ruleset::{Axis, Deadline, Entry, Outcome, Points, Test};

/// An entry as a thing.
pub fn entry(voice: &Voice<'_>, entry: &Entry) -> Thing {
    let kind = kind(entry);
    let mut facts = Facts::default();
    let mut parts = Vec::new();
    match &entry.test {
        Test::When { when, text, each, count } => {
            facts.one(Member::When, voice.expression(when, *each, Some(text)));
            facts.maybe(Member::Each, each.map(|it| voice.field(it)));
            if each.is_some() {
                facts.one(Member::Count, plain(count));
            }
            entry.outcomes.iter().for_each(|it| outcome(voice, it, &mut facts));
        }
        Test::Bins(axis) => {
            facts.one(Member::Value, voice.expression(&axis.value, None, Some(&axis.text)));
            let bins = axis.bins.iter().zip(&entry.outcomes);
            parts.extend(bins.map(|(bin, it)| part(voice, voice.bin(bin, axis.value.ty), true, it)));
        }
        Test::Table(rows, columns) => table(voice, entry, (rows, columns), &mut facts, &mut parts),
        Test::Deadline(index) => {
            if let Some(it) = voice.model().deadlines.get(*index) {
                deadline(voice, it, &mut facts);
            }
            let states =
                [Word::shown("late", told("逾期", "late")), Word::shown("soon", told("临近", "soon"))];
            let states = states.into_iter().zip(&entry.outcomes);
            parts.extend(states.map(|(name, it)| part(voice, name, false, it)));
        }
    }
    facts.one(Member::Status, status(entry.status));
    facts.maybe(Member::From, entry.from.map(date));
    facts.maybe(Member::Until, entry.until.map(date));
    facts.maybe(
        Member::About,
        entry.about.map(|about| match about {
            About::Handling => Word::shown("handling", told("办理情况", "handling")),
            About::Harm => Word::shown("harm", told("危害", "harm")),
        }),
    );
    let is_active = entry.status == Status::Active;
    Thing { kind, id: entry.id.clone(), now: voice.now(kind, &entry.id), is_active, facts, parts }
}

/// What the file calls such an entry.
pub fn kind(entry: &Entry) -> Kind {
    match entry.test {
        Test::When { .. } => Kind::Rule,
        Test::Bins(_) => Kind::Characteristic,
        Test::Table(..) => Kind::Table,
        Test::Deadline(_) => Kind::Deadline,
    }
}

fn table(
    voice: &Voice<'_>,
    entry: &Entry,
    (rows, columns): (&Axis, &Axis),
    facts: &mut Facts,
    parts: &mut Vec<Part>,
) {
    let names =
        |axis: &Axis| -> Vec<Word> { axis.bins.iter().map(|it| voice.bin(it, axis.value.ty)).collect() };
    let (across, down) = (names(columns), names(rows));
    for (member, axis, names) in [(Member::Rows, rows, &down), (Member::Columns, columns, &across)] {
        let value = voice.expression(&axis.value, None, Some(&axis.text));
        facts.list(
            member,
            names.iter().map(|bin| {
                let shown = |value: &str, bin: &str| format!("{value}: {bin}");
                let text = told(shown(&value.shown.zh, &bin.shown.zh), shown(&value.shown.en, &bin.shown.en));
                Word::shown(shown(&value.key, &bin.key), text)
            }),
        );
    }
    let cells = down.iter().flat_map(|row| across.iter().map(move |column| (row, column)));
    for ((row, column), it) in cells.zip(&entry.outcomes) {
        let name = |row: &str, column: &str| format!("{row} × {column}");
        let shown = told(name(&row.shown.zh, &column.shown.zh), name(&row.shown.en, &column.shown.en));
        parts.push(part(voice, Word::shown(name(&row.key, &column.key), shown), false, it));
    }
}

fn deadline(voice: &Voice<'_>, deadline: &Deadline, facts: &mut Facts) {
    facts.texts(Member::Title, &voice.model().languages, &deadline.title);
    facts.one(
        Member::Whose,
        match deadline.whose {
            Whose::Office => Word::shown("office", told("单位", "the office's")),
            Whose::Citizen => Word::shown("citizen", told("当事人", "the citizen's")),
        },
    );
    facts.one(Member::Start, voice.field(deadline.start));
    facts.one(Member::Days, voice.days(&deadline.days));
    facts.flag(Member::Working, deadline.working);
    facts.maybe(Member::Extend, deadline.extend.as_ref().map(|it| voice.days(it)));
    facts.maybe(Member::Pause, deadline.pause.as_ref().map(|it| voice.days(it)));
    facts.one(Member::Done, voice.field(deadline.done));
    facts.maybe(Member::Soon, deadline.soon.as_ref().map(|it| voice.days(it)));
    facts.flag(Member::Roll, deadline.roll);
    facts.list(Member::Basis, deadline.basis.iter().map(|it| voice.basis(it)));
}

fn part(voice: &Voice<'_>, name: Word, is_named: bool, of: &Outcome) -> Part {
    let mut facts = Facts::default();
    outcome(voice, of, &mut facts);
    facts.flag(Member::IsHit, of.reason.is_some());
    Part { name, is_named, facts: facts.all }
}

fn outcome(voice: &Voice<'_>, outcome: &Outcome, facts: &mut Facts) {
    let model = voice.model();
    facts.one(
        Member::Points,
        match &outcome.points {
            Points::Fixed(points) => plain(points),
            Points::Computed(typed, _) => voice.expression(typed, None, None),
        },
    );
    let group = outcome.group.and_then(|it| model.groups.get(it));
    facts.maybe(Member::Group, group.map(|it| voice.named(Kind::Group, &it.id)));
    facts.maybe(Member::AtLeast, outcome.floor.map(|it| voice.level(it)));
    let reasons = [(Member::Reason, &outcome.reason), (Member::ReasonAssumed, &outcome.reason_assumed)];
    for (member, reason) in reasons {
        if let Some(reason) = reason {
            facts.texts(member, &model.languages, &voice.template(reason));
        }
    }
    facts.list(Member::Basis, outcome.basis.iter().map(|it| voice.basis(it)));
    facts.list(Member::Actions, outcome.actions.iter().map(|it| voice.action(*it)));
}

fn status(status: Status) -> Word {
    match status {
        Status::Active => Word::shown("active", told("启用", "active")),
        Status::Shadow => Word::shown("shadow", told("试行", "shadow")),
        Status::Retired => Word::shown("retired", told("停用", "retired")),
    }
}
