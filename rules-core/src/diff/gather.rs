//! A ruleset as things, by kind and in its order; entries have a file of their own.

use super::data::Kind;
use super::entries;
use super::member::Member;
use super::thing::{Facts, Thing, Word, same, told};
use super::voice::{Renames, Voice, date, item_name, joined, length, numeral};
use crate::compiled::Ruleset;
use crate::parse::document::{CaseDecl, SourceStatus, Take};
use crate::ruleset::typed::Type;
use crate::ruleset::{Claim, EnumType, Field, Level, Param, Property, Range, Script};
use crate::time::{Offset, offset_text};
use std::fmt::Display;

/// All things of a ruleset under the names of `renames`.
pub fn things(ruleset: &Ruleset, renames: &Renames) -> Vec<Thing> {
    let voice = &Voice { ruleset, renames };
    let model = ruleset.model();
    let mut all = vec![header(voice)];
    all.extend(model.sources.iter().map(|it| source(voice, it)));
    all.extend(model.params.iter().map(|it| param(voice, it)));
    for (index, it) in model.fields.iter().enumerate() {
        all.push(field(voice, it.name.clone(), it, None));
        all.extend(it.items.iter().map(|item| field(voice, item_name(it, item), item, Some(index))));
    }
    all.extend(model.terms.iter().map(|it| {
        thing(voice, Kind::Terms, &it.name, |facts| {
            facts.list(Member::Terms, it.terms.iter().map(Word::plain));
        })
    }));
    all.extend(model.patterns.iter().map(|it| {
        thing(voice, Kind::Pattern, &it.name, |facts| {
            facts.one(Member::Pattern, Word::plain(&it.pattern));
            facts.flag(Member::Sensitive, it.sensitive);
        })
    }));
    all.extend(model.features.iter().map(|it| {
        thing(voice, Kind::Feature, &it.name, |facts| {
            facts.one(Member::Expression, voice.expression(&it.expr, None, Some(&it.text)));
        })
    }));
    all.extend(model.scripts.iter().map(|it| script(voice, it)));
    all.extend(model.groups.iter().map(|it| {
        thing(voice, Kind::Group, &it.id, |facts| {
            facts.one(Member::Take, take(it.take));
            facts.maybe(Member::Min, it.min.map(plain));
            facts.maybe(Member::Max, it.max.map(plain));
        })
    }));
    all.extend(model.entries.iter().map(|it| entries::entry(voice, it)));
    all.extend(model.levels.iter().map(|it| level(voice, it)));
    all.extend(model.actions.iter().map(|it| {
        thing(voice, Kind::Action, &it.id, |facts| {
            facts.one(Member::ActionKind, Word::plain(it.kind.word()));
            facts.texts(Member::Title, &model.languages, &it.title);
            facts.texts(Member::Who, &model.languages, it.who.as_deref().unwrap_or_default());
            facts.maybe(Member::Within, it.within.map(length));
        })
    }));
    all.extend(model.properties.iter().map(|it| property(voice, it)));
    all.extend(model.cases.iter().map(|it| case(voice, it)));
    // By kind: entries of four kinds stand in one order in the file.
    all.sort_by_key(|thing| thing.kind);
    all
}

/// A value that is written the same everywhere.
pub fn plain(value: impl Display) -> Word {
    Word::plain(value.to_string())
}

fn thing(voice: &Voice<'_>, kind: Kind, id: &str, gather: impl FnOnce(&mut Facts)) -> Thing {
    let mut facts = Facts::default();
    gather(&mut facts);
    Thing { kind, id: id.to_owned(), now: voice.now(kind, id), is_active: true, facts, parts: Vec::new() }
}

fn header(voice: &Voice<'_>) -> Thing {
    let model = voice.model();
    let mut header = thing(voice, Kind::Ruleset, &model.id, |facts| {
        facts.one(Member::Id, Word::plain(&model.id));
        facts.one(Member::Version, Word::plain(&model.version));
        facts.one(Member::Languages, Word::plain(model.languages.join(", ")));
        facts.texts(Member::Title, &model.languages, &model.title);
        facts.maybe(Member::Effective, model.effective.map(date));
        facts.maybe(Member::Until, model.until.map(date));
        let offset = Offset::from_minutes(i64::from(model.utc_offset)).unwrap_or(Offset::UTC);
        facts.one(Member::UtcOffset, plain(offset_text(offset)));
        facts.maybe(Member::Clock, model.clock.map(|it| voice.field(it)));
        facts.one(Member::Base, plain(model.base));
        facts.one(Member::Min, plain(model.min));
        facts.one(Member::Max, plain(model.max));
        facts.texts(Member::Remedy, &model.languages, model.remedy.as_deref().unwrap_or_default());
    });
    // There is one in each ruleset, whatever its id.
    header.now.clear();
    header
}

fn source(voice: &Voice<'_>, source: &crate::ruleset::LegalSource) -> Thing {
    thing(voice, Kind::Source, &source.id, |facts| {
        facts.texts(Member::Title, &voice.model().languages, &source.title);
        facts.one(
            Member::Status,
            match source.status {
                SourceStatus::Read => Word::shown("read", told("已读原文", "read")),
                SourceStatus::Secondary => Word::shown("secondary", told("转引", "secondary")),
                SourceStatus::Unconfirmed => Word::shown("unconfirmed", told("未核实", "unconfirmed")),
            },
        );
        facts.maybe(Member::InForce, source.in_force.map(date));
        facts.maybe(Member::Until, source.until.map(date));
        facts.maybe(Member::Checked, source.checked.map(date));
    })
}

fn param(voice: &Voice<'_>, param: &Param) -> Thing {
    thing(voice, Kind::Param, &param.name, |facts| {
        facts.one(Member::Type, voice.ty(param.ty));
        facts.one(Member::Value, numeral(param.value));
        range(facts, param.range);
        facts.maybe(Member::Unit, param.unit.as_ref().map(Word::plain));
        facts.texts(Member::Title, &voice.model().languages, &param.title);
    })
}

fn range(facts: &mut Facts, range: Range) {
    facts.maybe(Member::Min, range.min.map(numeral));
    facts.maybe(Member::Max, range.max.map(numeral));
}

fn field(voice: &Voice<'_>, id: String, field: &Field, list: Option<usize>) -> Thing {
    let languages = &voice.model().languages;
    thing(voice, Kind::Field, &id, |facts| {
        facts.one(Member::Type, Word::plain(field.ty.word()));
        facts.maybe(Member::Unit, field.unit.as_ref().map(Word::plain));
        range(facts, field.range);
        if field.path.as_slice() != [field.name.as_str()] {
            facts.one(Member::Path, Word::plain(field.pointer()));
        }
        facts.list(Member::Was, field.was.iter().map(Word::plain));
        facts.maybe(Member::Relevant, field.relevant.as_ref().map(|it| voice.expression(it, list, None)));
        facts.flag(Member::Sensitive, field.sensitive);
        facts.one(Member::Cost, Word::plain(field.cost.word()));
        facts.maybe(Member::SourceOfFact, field.source_of_fact.map(|it| Word::plain(it.word())));
        if let Type::Records(_) = field.ty {
            facts.one(Member::MaxItems, plain(field.max_items));
        }
        facts.texts(Member::Title, languages, &field.title);
        facts.texts(Member::Question, languages, field.ask.as_deref().unwrap_or_default());
        if let Type::Enum(index) | Type::EnumList(index) = field.ty {
            values(facts, languages, voice.model().enums.get(index));
        }
    })
}

fn values(facts: &mut Facts, languages: &[String], values: Option<&EnumType>) {
    let Some(values) = values else { return };
    facts.list(Member::Values, values.names.iter().map(Word::plain));
    for (name, texts) in values.names.iter().zip(&values.texts) {
        facts.titles(Member::ValueTitle, Some(name), languages, texts);
    }
}

fn script(voice: &Voice<'_>, script: &Script) -> Thing {
    thing(voice, Kind::Script, &script.name, |facts| {
        let params = script.params.iter().map(|(name, ty)| format!("{name}: {}", voice.ty(*ty).key));
        facts.one(Member::Params, Word::plain(params.collect::<Vec<_>>().join(", ")));
        facts.one(Member::Type, voice.ty(script.returns));
        facts.one(Member::Body, Word::plain(joined(&script.body)));
    })
}

fn take(take: Take) -> Word {
    match take {
        Take::Sum => Word::shown("sum", told("求和", "sum")),
        Take::Best => Word::shown("best", told("取最高", "best")),
    }
}

fn level(voice: &Voice<'_>, level: &Level) -> Thing {
    thing(voice, Kind::Level, &level.id, |facts| {
        facts.one(Member::Threshold, plain(level.from));
        facts.texts(Member::Title, &voice.model().languages, &level.title);
        facts.maybe(Member::RespondWithin, level.respond_within.map(length));
        facts.list(Member::Actions, level.actions.iter().map(|it| voice.action(*it)));
    })
}

fn property(voice: &Voice<'_>, property: &Property) -> Thing {
    let name = property.name.first().map(String::as_str).unwrap_or_default();
    let model = voice.model();
    thing(voice, Kind::Property, name, |facts| {
        facts.texts(Member::Title, &model.languages, &property.name);
        facts.one(
            Member::Claim,
            match &property.claim {
                Claim::Monotone { field, item, up } => {
                    let name = model.field_name(*field, *item);
                    let way = if *up { "up" } else { "down" };
                    let key = format!("{} {way}", voice.now(Kind::Field, &name));
                    Word::shown(key, same(&format!("{name} {way}")))
                }
                Claim::Always { when, level, score } => {
                    let condition = voice.expression(when, None, None);
                    let levels = [level.at_least, level.up_to].map(|it| it.map(|it| voice.level(it).key));
                    let [low, high] = levels.map(Option::unwrap_or_default);
                    let [least, most] =
                        [score.at_least, score.up_to].map(|it| it.map_or(String::new(), |it| it.to_string()));
                    let ends = format!("{low}…{high}, {least}…{most}");
                    let shown = format!("{} → {ends}", condition.shown.en);
                    Word::shown(format!("{} {ends}", condition.key), same(&shown))
                }
            },
        );
    })
}

fn case(voice: &Voice<'_>, case: &CaseDecl) -> Thing {
    thing(voice, Kind::Case, &case.name.value, |facts| {
        facts.maybe(Member::AsOf, case.as_of.as_ref().map(|it| Word::plain(&it.value)));
        facts.one(Member::Incident, json(&case.incident.value));
        facts.maybe(Member::Params, case.params.as_ref().map(|it| json(&it.value)));
        facts.maybe(Member::Calendar, case.calendar.as_ref().map(|it| json(&it.value)));
        facts.list(Member::Expected, expected(case).into_iter().map(Word::plain));
    })
}

/// JSON by its meaning: the order of members is nothing.
fn json(value: &serde_json::Value) -> Word {
    fn sorted(value: &serde_json::Value) -> String {
        match value {
            serde_json::Value::Object(members) => {
                let mut all: Vec<String> =
                    members.iter().map(|(name, value)| format!("{name:?}:{}", sorted(value))).collect();
                all.sort();
                format!("{{{}}}", all.join(","))
            }
            serde_json::Value::Array(items) => {
                format!("[{}]", items.iter().map(sorted).collect::<Vec<_>>().join(","))
            }
            other => other.to_string(),
        }
    }
    Word::shown(sorted(value), same(&value.to_string()))
}

/// What a case states, one after another.
fn expected(case: &CaseDecl) -> Vec<String> {
    let expect = &case.expect;
    let mut all = Vec::new();
    let mut say =
        |name: &str, value: Option<String>| all.extend(value.map(|value| format!("{name} = {value}")));
    say("score", expect.score.as_ref().map(|it| it.value.to_string()));
    say("level", expect.level.as_ref().map(|it| it.value.clone()));
    say("level_up_to", expect.level_up_to.as_ref().map(|it| it.value.clone()));
    say("settled", expect.settled.as_ref().map(|it| it.value.to_string()));
    say("incomplete", expect.incomplete.as_ref().map(|it| it.value.to_string()));
    let listed = |ids: &[crate::source::Spanned<String>]| {
        let mut ids: Vec<&str> = ids.iter().map(|it| it.value.as_str()).collect();
        ids.sort_unstable();
        (!ids.is_empty()).then(|| ids.join(", "))
    };
    say("hits", expect.hits.as_ref().map(|it| listed(it).unwrap_or_default()));
    say("hits_include", listed(&expect.hits_include));
    say("not_hits", listed(&expect.not_hits));
    for (id, state) in &expect.deadlines {
        say(&id.value, Some(state.value.clone()));
    }
    all
}
