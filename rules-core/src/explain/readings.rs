//! What a condition read: each name with its value, who gave it, and where words were found.

use super::data::{FoundPlace, Reading, ReadingKind, Search, Shown, Texts};
use super::explainer::{Explainer, Scope};
use super::lens::{Part, Read, TextOf};
use super::mask::{mask, sensitive_ranges};
use super::phrases::{self, Lang, fill};
use super::values::{Found, of_slot};
use super::{ITEMS, PLACES};
use crate::eval::deadlines::state_index;
use crate::eval::slots::Slot;
use crate::eval::value::{Mode, Value};
use crate::lower::program::narrow;
use crate::parse::document::SourceOfFact;
use crate::ruleset::typed::Type;
use crate::ruleset::{DEADLINE_STATES, Field};
use crate::text::Place;

/// Readings, each name once, in the order in which they were read.
#[derive(Debug, Default)]
pub struct Readings {
    pub all: Vec<Reading>,
}

impl Readings {
    /// The reading of a name, made if it is not there.
    fn entry(&mut self, reading: Reading) -> Option<&mut Reading> {
        let at = self.all.iter().position(|known| known.name == reading.name && known.kind == reading.kind);
        let at = at.unwrap_or_else(|| {
            self.all.push(reading);
            self.all.len() - 1
        });
        self.all.get_mut(at)
    }

    fn add(&mut self, reading: Option<Reading>) {
        if let Some(reading) = reading {
            self.entry(reading);
        }
    }

    fn search(&mut self, reading: Reading, search: Search) {
        if let Some(reading) = self.entry(reading)
            && !reading.searches.contains(&search)
        {
            reading.searches.push(search);
        }
    }
}

impl Explainer<'_> {
    /// Adds what one read gives, for the item in scope.
    pub fn read(&mut self, read: Read, scope: Scope, readings: &mut Readings) {
        match read {
            Read::Field(field) => readings.add(self.field(field)),
            Read::Item(list, item, all) => {
                for number in self.numbers(list, all, scope) {
                    readings.add(self.item(list, item, number));
                }
            }
            Read::Param(param) => readings.add(self.param(param)),
            Read::AsOf => readings.add(Some(self.as_of_reading())),
            Read::Feature(index) => readings.add(self.feature(index as usize)),
            Read::Deadline(index) => readings.add(self.deadline_reading(index as usize)),
            Read::Terms(text, list, pair) => self
                .search_all(text, scope, readings, |this, text, secret| this.terms(text, secret, list, pair)),
            Read::Pattern(text, pattern) => self
                .search_all(text, scope, readings, |this, text, secret| this.pattern(text, secret, pattern)),
        }
    }

    /// The numbers of the items that a read means.
    fn numbers(&self, list: u32, all: bool, scope: Scope) -> Vec<usize> {
        match scope {
            Some((of, number)) if of == list && !all => vec![number],
            _ => (0..self.items(list).map_or(0, |extent| extent.len).min(ITEMS)).collect(),
        }
    }

    fn search_all(
        &mut self,
        text: TextOf,
        scope: Scope,
        readings: &mut Readings,
        find: impl Fn(&Self, &str, bool) -> Option<Search>,
    ) {
        let mut texts = Vec::new();
        match text {
            TextOf::Field(field) => texts.extend(self.field(field).map(|it| (it, self.slot(field)))),
            TextOf::Item(list, item, all) => {
                for number in self.numbers(list, all, scope) {
                    let slot = self.item_slot(list, item, number);
                    texts.extend(self.item(list, item, number).map(|it| (it, slot)));
                }
            }
        }
        for (mut reading, slot) in texts {
            let Value::Known(bits) = of_slot(slot) else {
                readings.entry(reading);
                continue;
            };
            let text = self.eval.text(bits).to_owned();
            let Some(search) = find(self, &text, reading.masked) else { continue };
            if !reading.masked {
                // The words found say enough, and nothing that was not looked for is shown.
                let length = text.chars().count().to_string();
                reading.shown = Shown {
                    value: serde_json::Value::Null,
                    text: self.in_each(|_, lang| fill(phrases::text_of(lang), &[&length])),
                };
            }
            readings.search(reading, search);
        }
    }

    fn terms(&self, text: &str, secret: bool, list: u32, pair: Option<u32>) -> Option<Search> {
        let terms = self.model.terms.get(list as usize)?;
        let found = match pair {
            None => self.program.text.find_terms(text, list as usize),
            Some(pair) => self.program.text.find_not_after(text, pair as usize),
        };
        let places = found.iter().map(|found| {
            let term = terms.terms.get(found.term).cloned().filter(|_| !secret);
            (found.place.clone(), term)
        });
        Some(self.found(&terms.name, false, text, secret, places.collect()))
    }

    fn pattern(&self, text: &str, secret: bool, pattern: u32) -> Option<Search> {
        let declared = self.model.patterns.get(pattern as usize)?;
        let found = self.program.text.find_pattern(text, pattern as usize);
        let places = found.into_iter().map(|place| (place, None)).collect();
        Some(self.found(&declared.name, true, text, secret || declared.sensitive, places))
    }

    fn found(
        &self,
        name: &str,
        pattern: bool,
        text: &str,
        secret: bool,
        places: Vec<(Place, Option<String>)>,
    ) -> Search {
        let ranges = sensitive_ranges(self.model, &self.program.text, text);
        let more = places.len().saturating_sub(PLACES);
        let found = places.into_iter().take(PLACES).map(|(place, term)| {
            let words = text.get(place.bytes.clone()).unwrap_or_default();
            let overlaps =
                ranges.iter().any(|range| range.start < place.bytes.end && place.bytes.start < range.end);
            let hidden =
                secret || overlaps || self.secrets.iter().any(|secret| words.contains(secret.as_str()));
            FoundPlace {
                text: if hidden { mask(words) } else { words.to_owned() },
                term: term.filter(|_| !hidden),
                bytes: (place.bytes.start, place.bytes.end),
                utf16: (place.utf16.start, place.utf16.end),
            }
        });
        Search { name: name.to_owned(), pattern, found: found.collect(), more }
    }

    pub fn field(&self, index: u32) -> Option<Reading> {
        let field = self.model.fields.get(index as usize)?;
        let path = field.pointer();
        let titled = (field.name.clone(), self.texts(&field.title), path);
        Some(self.reading(field, titled, self.slot(index), field.sensitive, field.source_of_fact))
    }

    pub fn item(&self, list: u32, item: u32, number: usize) -> Option<Reading> {
        let field = self.model.fields.get(list as usize)?;
        let inner = field.items.get(item as usize)?;
        let name = format!("{}[{number}].{}", field.name, inner.name);
        let path = format!("{}/{number}{}", field.pointer(), inner.pointer());
        let secret = field.sensitive || inner.sensitive;
        let source = inner.source_of_fact.or(field.source_of_fact);
        let titled = (name, self.item_title(field, inner, number), path);
        Some(self.reading(inner, titled, self.item_slot(list, item, number), secret, source))
    }

    /// The title of an item's field, with the item's number as people count.
    pub fn item_title(&self, list: &Field, item: &Field, number: usize) -> Texts {
        self.in_each(|at, lang| {
            let title = |field: &Field| field.title.get(at).cloned().unwrap_or_else(|| field.name.clone());
            let number = (number + 1).to_string();
            let (list, item) = (title(list), title(item));
            match lang {
                Lang::Zh => fill(phrases::item_title(lang), &[&list, &number, &item]),
                Lang::En => fill(phrases::item_title(lang), &[&item, &list, &number]),
            }
        })
    }

    fn reading(
        &self,
        field: &Field,
        (name, title, path): (String, Texts, String),
        slot: Slot,
        secret: bool,
        source: Option<SourceOfFact>,
    ) -> Reading {
        let found = Found { value: of_slot(slot), ty: field.ty, secret };
        Reading {
            name,
            kind: ReadingKind::Field,
            title: Some(title),
            path: Some(path),
            unit: field.unit.clone(),
            source: source.map(SourceOfFact::word),
            known: matches!(found.value, Value::Known(_)),
            masked: secret,
            shown: self.shown(found),
            searches: Vec::new(),
        }
    }

    fn plain(&self, name: &str, kind: ReadingKind, found: Found) -> Reading {
        Reading {
            name: name.to_owned(),
            kind,
            title: None,
            path: None,
            unit: None,
            source: None,
            known: matches!(found.value, Value::Known(_)),
            masked: found.secret,
            shown: self.shown(found),
            searches: Vec::new(),
        }
    }

    fn param(&self, index: u32) -> Option<Reading> {
        let param = self.model.params.get(index as usize)?;
        let slot = self.slot(narrow(self.model.fields.len() + index as usize));
        let found = Found { value: of_slot(slot), ty: param.ty, secret: false };
        let plain = self.plain(&param.name, ReadingKind::Param, found);
        Some(Reading { title: Some(self.texts(&param.title)), unit: param.unit.clone(), ..plain })
    }

    fn as_of_reading(&self) -> Reading {
        let value = self.as_of.map_or(Value::Open, Value::of_int);
        self.plain("as_of", ReadingKind::AsOf, Found { value, ty: Type::Datetime, secret: false })
    }

    /// A feature that has a value of its own to show; conditions show their parts.
    fn feature(&mut self, index: usize) -> Option<Reading> {
        let part: &Part = self.lens().feature(index)?;
        let name = self.model.features.get(index)?.name.clone();
        let found =
            Found { value: self.value(part, Mode::Present, None), ty: part.ty, secret: self.is_secret(part) };
        Some(self.plain(&name, ReadingKind::Feature, found))
    }

    fn deadline_reading(&self, index: usize) -> Option<Reading> {
        let deadline = self.model.deadlines.get(index)?;
        let state = state_index(self.eval.scratch.deadlines.get(index)?.state);
        let name = state.and_then(|at| DEADLINE_STATES.get(usize::try_from(at).ok()?)).copied();
        let text = self.in_each(|_, lang| {
            super::values::state(name.unwrap_or("unknown"), deadline.whose, lang).to_owned()
        });
        Some(Reading {
            name: deadline.id.clone(),
            kind: ReadingKind::Deadline,
            title: Some(self.texts(&deadline.title)),
            path: None,
            unit: None,
            source: None,
            known: state.is_some(),
            masked: false,
            shown: Shown { value: name.map_or(serde_json::Value::Null, serde_json::Value::from), text },
            searches: Vec::new(),
        })
    }
}
