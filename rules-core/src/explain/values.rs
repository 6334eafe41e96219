//! Values in words: numbers as ECMAScript prints them, dates as ISO 8601, enum values by their texts.

use super::data::{Shown, Texts};
use super::explainer::{Explainer, Scope};
use super::lens::{Part, Read, Shape};
use super::mask::{masked_text, sensitive_ranges};
use super::phrases::{self, Lang, fill};
use crate::eval::slots::{Extent, Slot, State};
use crate::eval::value::{Mode, Value};
use crate::lower::program::narrow;
use crate::number::{integer_text, number_text};
use crate::parse::document::Whose;
use crate::ruleset::typed::{Kind, Type, Typed};
use crate::ruleset::{DEADLINE_STATES, Part as TemplatePart, Template};
use crate::time::{DAY, HOUR, MINUTE, NONE, SECOND, date_text, instant_text_at, span_text};
use serde_json::{Number, Value as Json};
use std::collections::BTreeSet;

/// The most characters of a text that are shown.
const TEXT_SHOWN: usize = 200;

/// A value with its type, and whether it must not be shown.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    pub value: Value,
    pub ty: Type,
    pub secret: bool,
}

/// A slot as a value.
pub fn of_slot(slot: Slot) -> Value {
    match slot.state {
        State::Given => Value::Known(slot.bits),
        State::Void => Value::Void,
        _ => Value::Open,
    }
}

impl Explainer<'_> {
    pub fn shown(&self, found: Found) -> Shown {
        let bits = match found.value {
            Value::Known(bits) => bits,
            _ => {
                return Shown { value: Json::Null, text: self.in_each(|_, lang| unknown(found.value, lang)) };
            }
        };
        if found.secret {
            return Shown { value: Json::Null, text: self.in_each(|_, _| self.secret(bits, found.ty)) };
        }
        Shown {
            value: self.json(bits, found.ty),
            text: self.in_each(|at, lang| self.words(bits, found.ty, at, lang)),
        }
    }

    /// What may be shown of a sensitive value.
    fn secret(&self, bits: u64, ty: Type) -> String {
        match ty {
            Type::Text => super::mask(self.eval.text(bits)),
            _ => phrases::masked(Lang::En).to_owned(),
        }
    }

    /// A text with what is sensitive in it masked, cut short.
    pub fn guarded(&self, text: &str) -> String {
        let ranges = sensitive_ranges(self.model, &self.program.text, text);
        let shown = masked_text(text, &ranges, &self.secrets);
        match shown.char_indices().nth(TEXT_SHOWN) {
            Some((end, _)) => format!("{}…", shown.get(..end).unwrap_or_default()),
            None => shown,
        }
    }

    /// The names of an enum's values, and their texts in a language.
    fn enum_name(&self, index: usize, value: u64) -> &str {
        let names = self.model.enums.get(index).map(|it| it.names.as_slice()).unwrap_or_default();
        usize::try_from(value).ok().and_then(|value| names.get(value)).map(String::as_str).unwrap_or_default()
    }

    pub fn enum_text(&self, index: usize, value: u64, language: usize, lang: Lang) -> String {
        let name = self.enum_name(index, value);
        let texts = self.model.enums.get(index).map(|it| it.texts.as_slice()).unwrap_or_default();
        let text = usize::try_from(value).ok().and_then(|value| texts.get(value)?.get(language));
        match text {
            Some(text) if !text.is_empty() => text.clone(),
            _ if DEADLINE_STATES.contains(&name) => state(name, Whose::Office, lang).to_owned(),
            _ => name.to_owned(),
        }
    }

    fn list(&self, bits: u64) -> (Extent, &[u64]) {
        let extent = Extent::of(bits);
        let values = self.eval.scratch.values.list_values.get(extent.start..extent.start + extent.len);
        (extent, values.unwrap_or_default())
    }

    fn json(&self, bits: u64, ty: Type) -> Json {
        let int = bits.cast_signed();
        match ty {
            Type::Bool => Json::Bool(bits != 0),
            Type::Int => Json::from(int),
            Type::Num => json_number(f64::from_bits(bits)),
            Type::Enum(index) => Json::from(self.enum_name(index, bits)),
            Type::Text => Json::from(self.guarded(self.eval.text(bits))),
            Type::Date => Json::from(date_text(int).to_string()),
            Type::Datetime if int == NONE => Json::from("none"),
            Type::Datetime => Json::from(instant_text_at(int, self.offset()).to_string()),
            Type::Duration => Json::from(span_text(int).to_string()),
            Type::EnumList(index) => {
                self.list(bits).1.iter().map(|value| Json::from(self.enum_name(index, *value))).collect()
            }
            Type::TextList => {
                let texts = self.list(bits).1.iter().map(|value| self.guarded(self.eval.text(*value)));
                texts.map(Json::from).collect()
            }
            Type::Records(_) => Json::from(Extent::of(bits).len),
        }
    }

    fn words(&self, bits: u64, ty: Type, language: usize, lang: Lang) -> String {
        let int = bits.cast_signed();
        match ty {
            Type::Bool => if bits == 0 { phrases::no(lang) } else { phrases::yes(lang) }.to_owned(),
            Type::Int => integer_text(int).to_string(),
            Type::Num => number_text(f64::from_bits(bits)).to_string(),
            Type::Enum(index) => self.enum_text(index, bits, language, lang),
            Type::Text => self.guarded(self.eval.text(bits)),
            Type::Date | Type::Datetime if int == NONE => phrases::none(lang).to_owned(),
            Type::Date => date_text(int).to_string(),
            Type::Datetime => instant_text_at(int, self.offset()).to_string(),
            Type::Duration => duration(int, lang),
            Type::EnumList(index) => {
                let all = self.list(bits).1.iter().map(|value| self.enum_text(index, *value, language, lang));
                self.joined(bits, all.collect(), lang)
            }
            Type::TextList => {
                let all = self.list(bits).1.iter().map(|value| self.guarded(self.eval.text(*value)));
                self.joined(bits, all.collect(), lang)
            }
            Type::Records(_) => items(Extent::of(bits), lang),
        }
    }

    fn joined(&self, bits: u64, all: Vec<String>, lang: Lang) -> String {
        if all.is_empty() {
            return phrases::no_values(lang).to_owned();
        }
        let more = if self.list(bits).0.more { "…" } else { "" };
        all.join(phrases::comma(lang)) + more
    }

    /// A template with its values, in each language; items' fields are those of the item in scope.
    pub fn filled(&mut self, template: &Template, scope: Scope) -> Texts {
        let mut of = Vec::new();
        for (at, lang) in self.languages.clone() {
            let mut text = String::new();
            for part in template.get(at).map(Vec::as_slice).unwrap_or_default() {
                match part {
                    TemplatePart::Plain(plain) => text.push_str(plain),
                    TemplatePart::Value(typed) => {
                        let found = self.named_value(typed, scope);
                        text.push_str(&match found.value {
                            Value::Known(bits) if found.secret => self.secret(bits, found.ty),
                            Value::Known(bits) => self.words(bits, found.ty, at, lang),
                            _ => phrases::unknown(lang).to_owned(),
                        });
                    }
                }
            }
            of.push((self.model.languages.get(at).cloned().unwrap_or_default(), text));
        }
        Texts { of }
    }

    /// The value of a name in a template.
    fn named_value(&mut self, typed: &Typed, scope: Scope) -> Found {
        let (value, secret) = match &typed.kind {
            Kind::Field(index) => {
                let secret = self.model.fields.get(*index).is_some_and(|field| field.sensitive);
                (of_slot(self.slot(narrow(*index))), secret)
            }
            Kind::Item(index) => match scope {
                Some((list, number)) => {
                    let field = self.model.fields.get(list as usize);
                    let item = field.and_then(|field| field.items.get(*index));
                    let secret = [field, item].iter().flatten().any(|field| field.sensitive);
                    (of_slot(self.item_slot(list, narrow(*index), number)), secret)
                }
                None => (Value::Open, false),
            },
            Kind::Param(index) => (of_slot(self.slot(narrow(self.model.fields.len() + index))), false),
            Kind::AsOf => (self.as_of.map_or(Value::Open, Value::of_int), false),
            Kind::Feature(index) => match self.lens().feature(*index) {
                Some(part) => (self.value(part, Mode::Present, None), self.is_secret(part)),
                None => (Value::Open, false),
            },
            Kind::DeadlineState(index) => {
                let state = self.eval.scratch.deadlines.get(*index).map(|outcome| outcome.state);
                let state = state.and_then(crate::eval::deadlines::state_index);
                // The last of the states is the unknown one.
                (Value::Known(state.unwrap_or(DEADLINE_STATES.len() as u64 - 1)), false)
            }
            Kind::DeadlineDaysLeft(index) => (self.of_deadline(*index, |outcome| outcome.days_left), false),
            Kind::DeadlineDue(index) => (self.of_deadline(*index, |outcome| outcome.due), false),
            _ => (Value::Open, false),
        };
        Found { value, ty: typed.ty, secret }
    }

    fn of_deadline(
        &self,
        index: usize,
        part: impl Fn(&crate::deadline::DeadlineOutcome) -> Option<i64>,
    ) -> Value {
        self.eval.scratch.deadlines.get(index).and_then(part).map_or(Value::Open, Value::of_int)
    }

    /// Whether a value that is no bool is computed from a sensitive field.
    pub fn is_secret(&self, part: &Part) -> bool {
        part.ty != Type::Bool && self.reads_secret(part, &mut BTreeSet::new())
    }

    fn reads_secret(&self, part: &Part, seen: &mut BTreeSet<u32>) -> bool {
        let inner = match &part.shape {
            Shape::All(all) | Shape::Any(all) => all.iter().any(|part| self.reads_secret(part, seen)),
            Shape::Not(inner) | Shape::Items(_, inner) => self.reads_secret(inner, seen),
            Shape::Feature(_) | Shape::Leaf => false,
        };
        inner
            || part.reads.iter().any(|read| match read {
                Read::Field(field) => self.model.fields.get(*field as usize).is_some_and(|it| it.sensitive),
                Read::Item(list, item, _) => {
                    let list = self.model.fields.get(*list as usize);
                    list.is_some_and(|it| {
                        it.sensitive || it.items.get(*item as usize).is_some_and(|it| it.sensitive)
                    })
                }
                Read::Feature(index) => {
                    seen.insert(*index)
                        && self
                            .lens()
                            .feature(*index as usize)
                            .is_some_and(|part| self.reads_secret(part, seen))
                }
                _ => false,
            })
    }
}

/// A number as JSON: a whole one without a point.
fn json_number(value: f64) -> Json {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() <= EXACT {
        #[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53")]
        let whole = value as i64;
        return Json::from(whole);
    }
    Number::from_f64(value).map_or(Json::Null, Json::Number)
}

fn unknown(value: Value, lang: Lang) -> String {
    match value {
        Value::Void => phrases::not_applicable(lang),
        Value::Failed(_) => phrases::failed(lang),
        _ => phrases::unknown(lang),
    }
    .to_owned()
}

/// How many items, in words.
fn items(extent: Extent, lang: Lang) -> String {
    let more = if extent.more { "+" } else { "" };
    match extent.len {
        0 if more.is_empty() => phrases::no_values(lang).to_owned(),
        1 if more.is_empty() => phrases::one_item(lang).to_owned(),
        count => fill(phrases::items(lang), &[&format!("{count}{more}")]),
    }
}

/// A deadline's state in words. What the citizen may still do is never late: its time has passed.
pub fn state(name: &str, whose: Whose, lang: Lang) -> &'static str {
    match name {
        "late" if whose == Whose::Citizen => phrases::passed(lang),
        "not_started" => phrases::not_started(lang),
        "met" => phrases::met(lang),
        "running" => phrases::running(lang),
        "soon" => phrases::soon(lang),
        "late" => phrases::late(lang),
        _ => phrases::state_unknown(lang),
    }
}

/// A phrase by its language.
type Phrase = fn(Lang) -> &'static str;

/// A length of time in words; with parts of a second as ISO 8601.
pub fn duration(length: i64, lang: Lang) -> String {
    if length % SECOND != 0 {
        return span_text(length).to_string();
    }
    let mut rest = length.unsigned_abs();
    let mut parts = Vec::new();
    let units: [(i64, Phrase, Phrase); 4] = [
        (DAY, phrases::day, phrases::days),
        (HOUR, phrases::hour, phrases::hours),
        (MINUTE, phrases::minute, phrases::minutes),
        (SECOND, phrases::second, phrases::seconds),
    ];
    for (unit, one, many) in units {
        let count = rest / unit.unsigned_abs();
        rest %= unit.unsigned_abs();
        let is_last = unit == SECOND && parts.is_empty();
        if count > 0 || is_last {
            let phrase = if count == 1 { one(lang) } else { many(lang) };
            parts.push(fill(phrase, &[&count.to_string()]));
        }
    }
    let text = parts.join(if lang == Lang::Zh { "" } else { " " });
    if length < 0 { format!("{}{text}", phrases::before(lang)) } else { text }
}
