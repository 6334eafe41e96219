//! Facts in words: a reading with its title, its value and its unit; a text by the words found in it.

use super::page::{Page, moment};
use crate::explain::data::{Reading, ReadingKind};
use crate::explain::phrases::{self, Lang};

/// A fact in words, who gave it, and whether it was counted from other facts.
pub struct Fact {
    pub text: String,
    pub source: Option<&'static str>,
    pub counted: bool,
}

/// The most words of a text that are named.
const WORDS: usize = 6;

impl<'e> Page<'e> {
    /// A reading as a fact; none where it says nothing to people: features, parameters, unknown values, lists
    /// that stand there item by item.
    pub fn fact(&self, reading: &'e Reading, beside: &[&Reading]) -> Option<Fact> {
        if !reading.known || !matches!(reading.kind, ReadingKind::Field | ReadingKind::Deadline) {
            return None;
        }
        let items = format!("{}[", reading.name);
        if beside.iter().any(|other| other.name.starts_with(&items)) {
            return None;
        }
        let title = reading.title.as_ref().map_or(reading.name.as_str(), |title| self.text(title));
        let value = if reading.searches.is_empty() || reading.masked {
            self.value(reading)
        } else {
            self.words(reading)?
        };
        let counted = reading.kind == ReadingKind::Deadline;
        Some(Fact { text: self.fill(phrases::label, &[title, &value]), source: reading.source, counted })
    }

    /// The value with its unit.
    pub fn value(&self, reading: &'e Reading) -> String {
        let text = moment(self.text(&reading.shown.text));
        match &reading.unit {
            Some(unit) if reading.known && !reading.masked => with_unit(&text, unit, self.lang),
            _ => text,
        }
    }

    /// The words found in a text; none where none was.
    fn words(&self, reading: &Reading) -> Option<String> {
        let mut words: Vec<String> = Vec::new();
        for found in reading.searches.iter().flat_map(|search| &search.found) {
            let word = self.fill(phrases::quote, &[&found.text]);
            if !words.contains(&word) {
                words.push(word);
            }
        }
        if words.is_empty() {
            return None;
        }
        let words = match self.lang {
            // Quotation marks part the words.
            Lang::Zh if words.len() <= WORDS => words.concat(),
            _ => self.names(&words, WORDS),
        };
        Some(self.fill(phrases::mentions, &[&words]))
    }

    /// Who gave a fact, for an official.
    pub fn source(&self, source: Option<&str>) -> Option<&'static str> {
        match source? {
            "observed" => Some(phrases::observed(self.lang)),
            "told" => Some(phrases::told(self.lang)),
            _ => Some(phrases::office_record(self.lang)),
        }
    }
}

/// A number with its unit, as the language writes it.
#[must_use]
pub fn with_unit(value: &str, unit: &str, lang: Lang) -> String {
    let chinese = [
        ("CNY", "元"),
        ("persons", "人"),
        ("times", "次"),
        ("storeys", "层"),
        ("year", "年"),
        ("month", "个月"),
        ("d", "天"),
        ("h", "小时"),
        ("min", "分钟"),
        ("s", "秒"),
        ("mm", "毫米"),
        ("cm", "厘米"),
        ("m", "米"),
        ("m2", "平方米"),
        ("m3", "立方米"),
        ("km", "公里"),
        ("kg", "公斤"),
        ("t", "吨"),
    ];
    let word = chinese.iter().find(|(name, _)| *name == unit).filter(|_| lang == Lang::Zh);
    match word {
        Some((_, word)) => format!("{value}{word}"),
        None if matches!(unit, "%" | "‰" | "°" | "°C") => format!("{value}{unit}"),
        None => format!("{value} {unit}"),
    }
}
