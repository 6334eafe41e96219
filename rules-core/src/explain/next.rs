//! What to ask next, in words, and what each answer leads to.

use super::data::{AnswerDetail, NextDetail};
use super::explainer::Explainer;
use super::phrases::{self, Lang, fill};
use super::with_unit;
use crate::assessment::Assessment;
use crate::bounds::{Answer, Bounds, Given, Question, Within};
use crate::ruleset::Field;
use crate::ruleset::typed::Type;
use serde_json::Value as Json;

/// A phrase in each language.
type Phrase = fn(Lang) -> &'static str;

/// Values that are told one by one, at most.
const VALUES: usize = 4;

/// Several values, each quoted, for a value may have an "or" in it.
fn several(values: Vec<String>, lang: Lang) -> String {
    let more = values.len().saturating_sub(VALUES);
    let quoted = values.iter().take(VALUES).map(|value| fill(phrases::quote(lang), &[value]));
    let mut text = quoted.collect::<Vec<_>>().join(phrases::comma(lang));
    if more > 0 {
        text.push_str(phrases::comma(lang));
        text.push_str(&fill(phrases::more(lang), &[&more.to_string()]));
    }
    text
}

impl Explainer<'_> {
    /// The questions of an assessment, in its order.
    pub fn next(&self, assessment: &Assessment) -> Vec<NextDetail> {
        let (Some(bounds), Some(next)) = (&assessment.bounds, &assessment.next) else { return Vec::new() };
        next.iter().filter_map(|question| self.next_detail(bounds, question)).collect()
    }

    fn next_detail(&self, bounds: &Bounds, question: &Question) -> Option<NextDetail> {
        let field = self.named(&question.field)?.inner();
        let answers = question.answers.iter().map(|answer| self.answer(bounds, field, answer));
        let ask = field.ask.as_ref().unwrap_or(&field.title);
        Some(NextDetail {
            field: question.field.clone(),
            title: self.title_of(&question.field),
            ask: self.texts(ask),
            cost: question.cost,
            answers: answers.collect(),
        })
    }

    fn answer(&self, bounds: &Bounds, field: &Field, answer: &Answer) -> AnswerDetail {
        let level = |id: &str| self.model.levels.iter().position(|level| level.id == id).unwrap_or_default();
        let (low, high) = (level(&answer.level.0), level(&answer.level.1));
        let rises = low > level(&bounds.level.low.value);
        let sinks = high < level(&bounds.level.high.value);
        let phrase: Phrase = match (rises, sinks) {
            _ if low == high => phrases::then_is,
            (true, true) => phrases::then_between,
            (true, false) => phrases::then_at_least,
            _ => phrases::then_at_most,
        };
        let ends = if rises { [low, high] } else { [high, high] };
        let leads_to = (rises || sinks).then(|| {
            self.in_each(|at, lang| {
                let titles = ends.map(|level| self.model.levels.get(level).and_then(|it| it.title.get(at)));
                fill(phrase(lang), &titles.map(|title| title.map(String::as_str).unwrap_or_default()))
            })
        });
        let text = self.in_each(|at, lang| self.given(field, &answer.given, at, lang).unwrap_or_default());
        AnswerDetail { text, rises, leads_to }
    }

    /// An answer in words; none where it has none: patterns and rules have names for their authors only.
    pub fn given(&self, field: &Field, given: &Given, language: usize, lang: Lang) -> Option<String> {
        let word = |value: &Json| self.word(field, value, language, lang);
        Some(match given {
            Given::Is(values) => match values.as_slice() {
                [value] => word(value),
                _ => several(values.iter().map(word).collect(), lang),
            },
            Given::Within(within) => self.within(field, within, language, lang),
            Given::Mentions(list) => {
                let terms = &self.model.terms.iter().find(|terms| terms.name == *list)?.terms;
                fill(phrases::mentions_such(lang), &[terms.first()?])
            }
            Given::Has(value) => word(value),
            Given::Items(0) => phrases::no_values(lang).to_owned(),
            Given::Items(_) => phrases::some_values(lang).to_owned(),
            Given::Matches(_) | Given::Meets(_) => return None,
        })
    }

    fn within(&self, field: &Field, within: &Within, language: usize, lang: Lang) -> String {
        let end = |end: &Option<Json>, phrase: Phrase| {
            let value = self.word(field, end.as_ref()?, language, lang);
            Some(fill(phrase(lang), &[&value]))
        };
        let is_time = matches!(field.ty, Type::Date | Type::Datetime);
        let (from, up_to): (Phrase, Phrase) = match is_time {
            true => (phrases::on_or_after, phrases::on_or_before),
            false => (phrases::at_least, phrases::at_most),
        };
        let ends = [
            end(&within.from, from),
            end(&within.above, phrases::more_than),
            end(&within.up_to, up_to),
            end(&within.below, phrases::less_than),
        ];
        let mut ends: Vec<String> = ends.into_iter().flatten().collect();
        if ends.is_empty() {
            ends.push(phrases::any_value(lang).to_owned());
        }
        let text = ends.join(phrases::and(lang));
        match within.or_none {
            true => format!("{text}{}{}", phrases::or(lang), phrases::none(lang)),
            false => text,
        }
    }

    /// A value as an incident has it, in words.
    pub fn word(&self, field: &Field, value: &Json, language: usize, lang: Lang) -> String {
        let text = match (value, field.ty) {
            (Json::Bool(true), _) => phrases::yes(lang).to_owned(),
            (Json::Bool(false), _) => phrases::no(lang).to_owned(),
            (Json::String(name), Type::Enum(index) | Type::EnumList(index)) => {
                let names = self.model.enums.get(index).map(|it| it.names.as_slice()).unwrap_or_default();
                let value = names.iter().position(|it| it == name);
                return value.map_or_else(
                    || name.clone(),
                    |value| self.enum_text(index, value as u64, language, lang),
                );
            }
            (Json::String(text), Type::Date | Type::Datetime) if text == "none" => {
                return phrases::none(lang).to_owned();
            }
            (Json::String(text), Type::Datetime) => super::moment(text),
            (Json::String(text), _) => text.clone(),
            (other, _) => other.to_string(),
        };
        match &field.unit {
            Some(unit) => with_unit(&text, unit, lang),
            None => text,
        }
    }
}
