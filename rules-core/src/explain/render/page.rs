//! The page that a text is written on, and what all audiences read the same.

use crate::assessment::Key;
use crate::explain::data::{ActionDetail, Explained, Limit, OpenDetail, RunsFrom, Texts};
use crate::explain::phrases::{self, Lang, fill};
use crate::time::parse_instant;

/// A text under way.
pub struct Page<'e> {
    pub explained: &'e Explained,
    pub lang: Lang,
    locale: &'e str,
    out: String,
}

impl<'e> Page<'e> {
    pub fn new(explained: &'e Explained, locale: &'e str) -> Self {
        Self { explained, lang: Lang::of(locale), locale, out: String::new() }
    }

    /// The text, with one line end at its end.
    pub fn finish(self) -> String {
        let mut text = self.out.trim_end().to_owned();
        text.push('\n');
        text
    }

    pub fn line(&mut self, text: &str) {
        self.indented(0, text);
    }

    /// A line further in, by steps of two spaces. Line ends within a text become spaces.
    pub fn indented(&mut self, depth: usize, text: &str) {
        self.out.push_str(&"  ".repeat(depth));
        let mut lines = text.lines();
        self.out.push_str(lines.next().unwrap_or_default());
        for line in lines {
            self.out.push(' ');
            self.out.push_str(line.trim_start());
        }
        self.out.push('\n');
    }

    pub fn bullet(&mut self, text: &str) {
        self.indented(0, &format!("- {text}"));
    }

    pub fn under(&mut self, text: &str) {
        self.indented(1, text);
    }

    pub fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    pub fn heading(&mut self, text: &str) {
        self.gap();
        self.line(&format!("## {text}"));
    }

    /// A text of the ruleset.
    pub fn text(&self, texts: &'e Texts) -> &'e str {
        texts.get(self.locale)
    }

    pub fn fill(&self, phrase: fn(Lang) -> &'static str, values: &[&str]) -> String {
        fill(phrase(self.lang), values)
    }

    /// Parts of a sentence, after each other.
    pub fn joined(&self, all: &[String]) -> String {
        all.join(phrases::clauses(self.lang))
    }

    /// Names, after each other: at most so many, and how many more there are.
    pub fn names(&self, all: &[String], most: usize) -> String {
        let mut shown: Vec<String> = all.iter().take(most).cloned().collect();
        if all.len() > most {
            let more = all.len() - most;
            match self.lang {
                Lang::Zh => {
                    let text = shown.join(phrases::comma(self.lang));
                    return format!("{text}{}", self.fill(phrases::and_more, &[&all.len().to_string()]));
                }
                Lang::En => shown.push(self.fill(phrases::and_more, &[&more.to_string()])),
            }
        }
        shown.join(phrases::comma(self.lang))
    }

    /// The title of a level.
    pub fn level(&self, id: &'e str) -> &'e str {
        let level = self.explained.details.levels.iter().find(|level| level.id == id);
        level.map_or(id, |level| self.text(&level.title))
    }

    /// How high a level is, from 0.
    pub fn rank(&self, id: &str) -> usize {
        self.explained.details.levels.iter().position(|level| level.id == id).unwrap_or_default()
    }

    /// Whether the level may still be higher than it is.
    pub fn may_rise(&self) -> bool {
        let assessment = &self.explained.assessment;
        self.rank(&assessment.ceiling.level) > self.rank(&assessment.level)
    }

    /// "by 10:40", or "within 10 minutes" where no instant is known.
    pub fn until(&self, limit: &'e Limit) -> String {
        match &limit.until {
            Some(until) => self.past(limit, self.fill(phrases::by, &[&moment(until)])),
            None => self.fill(phrases::no_start, &[self.text(&limit.text)]),
        }
    }

    /// The same, with what it runs from.
    pub fn until_from(&self, limit: &'e Limit) -> String {
        let from = match limit.from {
            Some(RunsFrom::Clock) => phrases::from_clock(self.lang),
            Some(RunsFrom::AsOf) => phrases::from_as_of(self.lang),
            None => return self.until(limit),
        };
        let until = limit.until.as_deref().map(moment).unwrap_or_default();
        let length = self.text(&limit.text);
        let text = match self.lang {
            Lang::Zh => self.fill(phrases::by_within, &[&until, from, length]),
            Lang::En => self.fill(phrases::by_within, &[&until, length, from]),
        };
        self.past(limit, text)
    }

    fn past(&self, limit: &Limit, text: String) -> String {
        if limit.past { self.fill(phrases::past, &[&text]) } else { text }
    }

    /// Whether a limit runs from the assessment, for want of the clock.
    pub fn clock_is_unknown(&self) -> bool {
        let details = &self.explained.details;
        let limits = details.actions.iter().filter_map(|action| action.limit.as_ref());
        let mut limits = limits.chain(&details.level.respond);
        limits.any(|limit| limit.from == Some(RunsFrom::AsOf))
    }

    /// An action with who does it.
    pub fn action(&self, action: &'e ActionDetail) -> String {
        let title = self.text(&action.title);
        match &action.who {
            Some(who) => self.fill(phrases::label, &[self.text(who), title]),
            None => title.to_owned(),
        }
    }

    /// Titles of the open fields that rules wait for, the weightiest first.
    pub fn not_known(&self) -> Vec<String> {
        let details = &self.explained.details;
        let mut titles: Vec<String> = Vec::new();
        for name in &details.weighty {
            let Some(open) = details.open.iter().find(|open| open.field == *name) else { continue };
            let title = self.text(&open.title).to_owned();
            if !titles.contains(&title) {
                titles.push(title);
            }
        }
        titles
    }

    /// The question that asks for a field, or its title. An item's says which item it is.
    pub fn question(&self, open: &'e OpenDetail) -> String {
        let title = self.text(&open.title);
        match &open.ask {
            Some(ask) if open.field.contains('[') => self.fill(phrases::label, &[title, self.text(ask)]),
            Some(ask) => self.text(ask).to_owned(),
            None => title.to_owned(),
        }
    }

    /// Values that could not be used, in words.
    pub fn input_errors(&self) -> Vec<String> {
        let all = self.explained.details.input_errors.iter();
        all.map(|error| {
            let title = error.title.as_ref().map_or(error.field.as_str(), |title| self.text(title));
            self.fill(phrases::label, &[title, self.text(&error.text)])
        })
        .collect()
    }

    /// Names in the incident that are close to a declared one, in words.
    pub fn near_misses(&self) -> Vec<String> {
        let all = self.explained.assessment.warnings.iter();
        all.map(|near| {
            let [name, meant] = [&near.name, &near.meant].map(|name| self.fill(phrases::quote, &[name]));
            self.fill(phrases::near_miss, &[&name, &meant])
        })
        .collect()
    }

    /// The key of the incident.
    pub fn key(&self) -> String {
        match &self.explained.assessment.key {
            Key::Number(number) => number.to_string(),
            Key::Own(serde_json::Value::String(key)) => key.clone(),
            Key::Own(key) => key.to_string(),
        }
    }
}

/// An instant as people write it: `2026-03-02 10:40`, local time as it is printed; other texts unchanged.
#[must_use]
pub fn moment(text: &str) -> String {
    if parse_instant(text).is_err() {
        return text.to_owned();
    }
    let (Some(date), Some(time)) = (text.get(..10), text.get(11..19)) else { return text.to_owned() };
    let time = time.strip_suffix(":00").unwrap_or(time);
    format!("{date} {time}")
}
