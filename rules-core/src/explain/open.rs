//! What is not known: open fields and rules, deadlines, values that could not be used.

use super::data::{DeadlineDetail, InputErrorDetail, NextDetail, OpenDetail, OpenRuleDetail, Texts};
use super::explainer::{Explainer, Named};
use super::phrases::{self, Lang, fill};
use super::values::of_slot;
use crate::assessment::{Assessment, InputFault, deadline_word};
use crate::eval::decide::Decision;
use crate::eval::score::Possible;
use crate::eval::value::Value;
use crate::lower::program::{Days, Entry};
use crate::number::{integer_text, number_text};
use crate::parse::document::Numeral;
use crate::ruleset::Field;
use crate::ruleset::typed::Type;
use crate::time::date_text;

/// The most values of an enum that a message lists.
const LISTED: usize = 8;

impl Explainer<'_> {
    /// The title of a field or of an item's field, by its name in an assessment.
    pub fn title_of(&self, name: &str) -> Texts {
        match self.named(name) {
            Some(Named { field, item: Some((number, Some(inner))) }) => self.item_title(field, inner, number),
            Some(Named { field, item: Some((number, None)) }) => self.in_each(|at, lang| {
                let title = field.title.get(at).map(String::as_str).unwrap_or_default();
                fill(phrases::item_whole(lang), &[title, &(number + 1).to_string()])
            }),
            Some(Named { field, item: None }) => self.texts(&field.title),
            None => self.in_each(|_, _| name.to_owned()),
        }
    }

    pub fn open_rules(&self, assessment: &Assessment) -> Vec<OpenRuleDetail> {
        let entries =
            self.program.entries.iter().zip(&self.decisions).filter(|(entry, it)| it.open && !entry.shadow);
        let mut all = Vec::new();
        for ((entry, decision), open) in entries.zip(&assessment.open.rules) {
            let (points, floor, groups) = most(entry, decision);
            all.push(OpenRuleDetail {
                id: open.id.clone(),
                waits_for: open.waits_for.clone(),
                points: points.min(self.model.max.saturating_sub(self.model.min)),
                group: match groups.as_slice() {
                    [group] => self.group_id(*group),
                    _ => None,
                },
                floor: (floor > 0).then(|| self.level_id(floor as usize)),
            });
        }
        all
    }

    pub fn open_fields(&self, assessment: &Assessment, rules: &[OpenRuleDetail]) -> Vec<OpenDetail> {
        let level = |id: &str| self.model.levels.iter().position(|level| level.id == id);
        let mut all = Vec::new();
        for open in &assessment.open.fields {
            let Some(named) = self.named(&open.field) else { continue };
            let waiting: Vec<&OpenRuleDetail> =
                rules.iter().filter(|rule| rule.waits_for.contains(&open.field)).collect();
            let floor = waiting.iter().filter_map(|rule| level(rule.floor.as_deref()?)).max();
            let field = named.inner();
            all.push(OpenDetail {
                field: open.field.clone(),
                title: self.title_of(&open.field),
                state: open.state,
                ask: field.ask.as_ref().or(named.field.ask.as_ref()).map(|ask| self.texts(ask)),
                cost: field.cost.word(),
                points: waiting.iter().map(|rule| rule.points).max().unwrap_or_default(),
                rules: waiting.into_iter().map(|rule| rule.id.clone()).collect(),
                floor: floor.map(|floor| self.level_id(floor)),
            });
        }
        all
    }

    /// The names of open fields that rules wait for: those to ask next, then the weightiest.
    pub fn weighty(&self, open: &[OpenDetail], next: &[NextDetail]) -> Vec<String> {
        let level = |id: &str| self.model.levels.iter().position(|level| level.id == id);
        let cost = |word: &str| ["seen", "asked", "measured", "office"].iter().position(|it| *it == word);
        let mut all: Vec<&OpenDetail> = open.iter().filter(|open| !open.rules.is_empty()).collect();
        all.sort_by_key(|open| {
            let place = next.iter().position(|next| next.field == open.field).unwrap_or(next.len());
            let floor = open.floor.as_deref().and_then(level);
            (place, std::cmp::Reverse((floor, open.points)), cost(open.cost))
        });
        all.into_iter().map(|open| open.field.clone()).collect()
    }

    pub fn deadlines(&self) -> Vec<DeadlineDetail> {
        let lowered = self.program.deadlines.iter().zip(&self.eval.scratch.deadlines);
        let all = self.model.deadlines.iter().zip(lowered);
        all.map(|(declared, (deadline, outcome))| {
            let mut inputs = vec![deadline.start.0, deadline.done.0];
            for days in [Some(&deadline.days), deadline.extend.as_ref(), deadline.pause.as_ref()] {
                inputs.extend(days.and_then(|days| match days {
                    Days::Slot(slot) if (*slot as usize) < self.program.fields => Some(*slot),
                    _ => None,
                }));
            }
            let state = deadline_word(outcome.state);
            let start = of_slot(self.slot(deadline.start.0));
            let begun = state != "not_started" && matches!(start, Value::Known(_));
            inputs.retain(|field| state == "unknown" && self.is_open(*field));
            let fields = inputs.iter().filter_map(|field| self.model.fields.get(*field as usize));
            DeadlineDetail {
                id: declared.id.clone(),
                title: self.texts(&declared.title),
                whose: declared.whose,
                state,
                begun,
                applies: start != Value::Void,
                due: outcome.due.map(|due| date_text(due).to_string()),
                days_left: outcome.days_left,
                waits_for: fields.map(|field| self.texts(&field.title)).collect(),
                basis: self.basis(&declared.basis),
            }
        })
        .collect()
    }

    pub fn input_errors(&self, assessment: &Assessment) -> Vec<InputErrorDetail> {
        let all = assessment.input_errors.iter();
        all.map(|fault| InputErrorDetail {
            field: fault.field.clone(),
            title: self.named(&fault.field).map(|_| self.title_of(&fault.field)),
            code: fault.code,
            text: self.in_each(|at, lang| self.fault(fault, at, lang)),
        })
        .collect()
    }

    fn fault(&self, fault: &InputFault, language: usize, lang: Lang) -> String {
        let named = self.named(&fault.field);
        let secret = named.as_ref().is_some_and(|named| {
            named.is_sensitive()
                || named.item.is_none() && named.field.items.iter().any(|item| item.sensitive)
        });
        let found = if secret {
            phrases::not_shown(lang).to_owned()
        } else {
            fill(phrases::quote(lang), &[self.guarded(&fault.found).trim_matches('"')])
        };
        let field = named.as_ref().map(Named::inner);
        let whole_item = named.as_ref().is_some_and(|named| matches!(named.item, Some((_, None))));
        match (fault.code, field) {
            ("I401", Some(_)) if whole_item => {
                fill(phrases::wrong_type(lang), &[phrases::type_item(lang), &found])
            }
            ("I401", Some(field)) => fill(phrases::wrong_type(lang), &[type_word(field.ty, lang), &found]),
            ("I402", Some(field)) => fill(phrases::out_of_range(lang), &[&range(field, lang), &found]),
            ("I403", Some(field)) => {
                fill(phrases::not_listed(lang), &[&found, &self.listed(field, language, lang)])
            }
            ("I404", _) => phrases::given_twice(lang).to_owned(),
            ("I405", Some(field)) => fill(phrases::no_time(lang), &[&found, type_word(field.ty, lang)]),
            ("I406", Some(_)) => fill(phrases::not_represented(lang), &[&found]),
            ("I407", _) => fill(phrases::too_many(lang), &[&at_most(&fault.expected, lang)]),
            ("I408", _) => fill(phrases::too_long(lang), &[&found]),
            _ => fill(phrases::wrong_type(lang), &[&fault.expected, &found]),
        }
    }

    /// The values of an enum, by their texts.
    fn listed(&self, field: &Field, language: usize, lang: Lang) -> String {
        let (Type::Enum(index) | Type::EnumList(index)) = field.ty else { return String::new() };
        let count = self.model.enums.get(index).map_or(0, |it| it.names.len());
        let texts = (0..count.min(LISTED)).map(|value| self.enum_text(index, value as u64, language, lang));
        let mut all = texts.collect::<Vec<_>>().join(phrases::clauses(lang));
        if count > LISTED {
            all.push_str(phrases::clauses(lang));
            all.push_str(&fill(phrases::more(lang), &[&(count - LISTED).to_string()]));
        }
        all
    }
}

/// The most points that an open entry may give, the highest floor, and the groups they may be in.
fn most(entry: &Entry, decision: &Decision) -> (i64, u32, Vec<u32>) {
    match decision.possible {
        Possible::Any => {
            let points = entry.spread.iter().map(|(_, most, _)| *most).max();
            (
                points.unwrap_or_default(),
                entry.top_floor,
                entry.spread.iter().filter(|(_, most, _)| *most > 0).map(|(group, ..)| *group).collect(),
            )
        }
        Possible::One(at) | Possible::Points(at) => match entry.outcomes.get(at as usize) {
            Some(outcome) => (outcome.points.ends().1.max(0), outcome.floor, vec![outcome.group]),
            None => (0, 0, Vec::new()),
        },
    }
}

/// The digits of "at most 200 items", as "200".
fn at_most(expected: &str, lang: Lang) -> String {
    let digits: String = expected.chars().filter(char::is_ascii_digit).collect();
    fill(phrases::items(lang), &[&digits])
}

fn range(field: &Field, lang: Lang) -> String {
    let end = |end: Numeral| match end {
        Numeral::Int(value) => integer_text(value).to_string(),
        Numeral::Num(value) => number_text(value).to_string(),
    };
    match (field.range.min, field.range.max) {
        (Some(min), Some(max)) => fill(phrases::between(lang), &[&end(min), &end(max)]),
        (Some(min), None) => fill(phrases::at_least(lang), &[&end(min)]),
        (None, Some(max)) => fill(phrases::at_most(lang), &[&end(max)]),
        (None, None) => type_word(field.ty, lang).to_owned(),
    }
}

fn type_word(ty: Type, lang: Lang) -> &'static str {
    match ty {
        Type::Bool => phrases::type_bool(lang),
        Type::Int => phrases::type_int(lang),
        Type::Num => phrases::type_num(lang),
        Type::Enum(_) => phrases::type_enum(lang),
        Type::Text => phrases::type_text(lang),
        Type::Date => phrases::type_date(lang),
        Type::Datetime => phrases::type_datetime(lang),
        Type::Duration => phrases::type_duration(lang),
        Type::EnumList(_) | Type::TextList | Type::Records(_) => phrases::type_list(lang),
    }
}
