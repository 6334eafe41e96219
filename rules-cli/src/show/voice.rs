//! The ruleset's own values in words of one language: levels, bases, reasons, bins, points.

use super::args::ShowAudience;
use super::words;
use crate::page::{Cell, Column, Rank, Width};
use rules_core::Ruleset;
use rules_core::explain::{Lang, duration, fill, with_unit};
use rules_core::number::number_text;
use rules_core::parse::document::Numeral;
use rules_core::ruleset::typed::{Kind, Type, Typed};
use rules_core::ruleset::{
    Action, Axis, BinTest, Field, Model, Outcome, Part, Points, Range, Template, Texts,
};
use rules_core::time::date_text;

/// A phrase by its language.
pub type Phrase = fn(Lang) -> &'static str;

/// Who speaks, and in which language.
#[derive(Clone, Copy, Debug)]
pub struct Voice<'r> {
    /// Of what.
    pub ruleset: &'r Ruleset,
    /// The same, checked.
    pub model: &'r Model,
    /// The language of phrases.
    pub lang: Lang,
    /// To whom.
    pub audience: ShowAudience,
    /// The index of the ruleset's language.
    at: usize,
}

impl<'r> Voice<'r> {
    /// In a language of the ruleset.
    pub fn new(ruleset: &'r Ruleset, locale: &str, audience: ShowAudience) -> Self {
        let model = ruleset.model();
        Self { ruleset, model, lang: Lang::of(locale), audience, at: model.language(locale) }
    }

    /// Whether ids, conditions and lists of words are told.
    pub fn to_author(self) -> bool {
        self.audience == ShowAudience::Author
    }

    /// With an id under it, for who writes the rules.
    pub fn and_id(&self, cell: Cell, id: &str) -> Cell {
        if self.to_author() { cell.and_faint(id) } else { cell }
    }

    /// Lines for an author, one line for an official: many rows shall be seen at once.
    pub fn gathered(&self, texts: Vec<String>) -> Cell {
        if self.to_author() { Cell::texts(texts) } else { Cell::text(texts.join(self.say(words::semicolon))) }
    }

    /// A phrase.
    pub fn say(&self, phrase: Phrase) -> &'static str {
        phrase(self.lang)
    }

    /// Columns by their titles.
    pub fn columns(&self, all: &[(Phrase, Width)]) -> Vec<Column> {
        all.iter()
            .map(|(title, width)| Column { title: self.say(*title).to_owned(), width: *width })
            .collect()
    }

    /// A phrase with `{}` filled in.
    pub fn fill(&self, phrase: Phrase, values: &[&str]) -> String {
        fill(phrase(self.lang), values)
    }

    /// A text of the ruleset.
    pub fn text<'t>(&self, texts: &'t Texts) -> &'t str {
        texts.get(self.at).map(String::as_str).unwrap_or_default()
    }

    /// A text that need not be there.
    pub fn optional<'t>(&self, texts: Option<&'t Texts>) -> &'t str {
        texts.map(|texts| self.text(texts)).unwrap_or_default()
    }

    /// Several in one line.
    pub fn join(&self, all: &[String]) -> String {
        all.join(self.say(words::comma))
    }

    /// An expression as the file has it.
    pub fn written(&self, typed: &Typed) -> &'r str {
        self.ruleset.source().slice(typed.span)
    }

    /// A date.
    pub fn date(&self, date: i64) -> String {
        date_text(date).to_string()
    }

    /// From one date to another; empty without both.
    pub fn dates(&self, from: Option<i64>, until: Option<i64>) -> String {
        match (from.map(|date| self.date(date)), until.map(|date| self.date(date))) {
            (Some(from), Some(until)) => self.fill(words::from_to, &[&from, &until]),
            (Some(from), None) => self.fill(words::from_on, &[&from]),
            (None, Some(until)) => self.fill(words::up_to_day, &[&until]),
            (None, None) => String::new(),
        }
    }

    /// A length of time; empty without one.
    pub fn length(&self, length: Option<i64>) -> String {
        length.map(|length| duration(length, self.lang)).unwrap_or_default()
    }

    /// A field's title, in the marks that tell it from the words around it.
    pub fn field(&self, index: usize) -> String {
        self.model.fields.get(index).map(|field| self.titled(field)).unwrap_or_default()
    }

    fn titled(&self, field: &Field) -> String {
        self.fill(words::titled, &[self.text(&field.title)])
    }

    /// A level's title.
    pub fn level(&self, index: usize) -> &'r str {
        self.model.levels.get(index).map(|level| self.text(&level.title)).unwrap_or_default()
    }

    /// A level with the marks of its place.
    pub fn level_cell(&self, index: usize, text: impl Into<String>) -> Cell {
        Cell::level(text, Rank { at: index, of: self.model.levels.len() })
    }

    /// The group that an outcome's points count in; empty without one, and without points.
    pub fn group(&self, outcome: &Outcome) -> String {
        let index = outcome.group.filter(|_| !matches!(outcome.points, Points::Fixed(0)));
        index.map(|index| self.group_name(index)).unwrap_or_default()
    }

    /// A group by its id; for an official, who has no use for ids, by its number.
    pub fn group_name(&self, index: usize) -> String {
        match self.model.groups.get(index) {
            Some(group) if self.to_author() => group.id.clone(),
            Some(_) => self.fill(words::group_number, &[&(index + 1).to_string()]),
            None => String::new(),
        }
    }

    /// How much room sources want: numbers need little.
    pub fn basis_width(&self) -> Width {
        if self.to_author() { Width::Text } else { Width::Medium }
    }

    /// How much room actions want.
    pub fn actions_width(&self) -> Width {
        if self.to_author() { Width::Text } else { Width::Long }
    }

    /// Who does what.
    pub fn actions(&self, indexes: &[usize]) -> Cell {
        let actions = indexes.iter().filter_map(|index| self.model.actions.get(*index));
        self.gathered(actions.map(|action| self.action(action)).collect())
    }

    fn action(&self, action: &Action) -> String {
        match &action.who {
            // Who does it stands in the list of actions.
            _ if !self.to_author() => self.text(&action.title).to_owned(),
            Some(who) => self.fill(words::done_by, &[self.text(who), self.text(&action.title)]),
            None => self.text(&action.title).to_owned(),
        }
    }

    /// Points, and the floor under them.
    pub fn points(&self, outcome: &Outcome) -> Cell {
        let cell = match &outcome.points {
            Points::Fixed(points) => Cell::text(points.to_string()),
            Points::Computed(expression, range) => {
                let range = match range {
                    Some((low, high)) => self.fill(words::computed, &[&low.to_string(), &high.to_string()]),
                    None => self.say(words::computed_open).to_owned(),
                };
                if self.to_author() {
                    Cell::code(self.written(expression)).and_faint(range)
                } else {
                    Cell::text(range)
                }
            }
        };
        match outcome.floor {
            Some(level) => self.with_floor(cell, self.fill(words::at_least_level, &[self.level(level)])),
            None => cell,
        }
    }

    /// The floor under the points, or beside them where rows shall be short.
    fn with_floor(&self, cell: Cell, floor: String) -> Cell {
        match cell.lines.first() {
            Some(points) if !self.to_author() => {
                Cell::text(format!("{}{}{floor}", points.words(), self.say(words::comma)))
            }
            _ => cell.and(floor),
        }
    }

    /// The reason and what is said where it rests on a default; `list` has the items that it may name.
    pub fn reason(&self, outcome: &Outcome, list: Option<usize>) -> Cell {
        let cell = Cell::text(self.template(outcome.reason.as_ref(), list));
        match &outcome.reason_assumed {
            Some(assumed) => {
                let text = self.template(Some(assumed), list);
                cell.and_faint(self.fill(words::assumed, &[&text]))
            }
            None => cell,
        }
    }

    /// The reason with `…` for each value; empty without one.
    pub fn reason_without_values(&self, outcome: &Outcome) -> String {
        let template = outcome.reason.as_ref().and_then(|reason| reason.get(self.at));
        let parts = template.map(Vec::as_slice).unwrap_or_default();
        let part = |part: &Part| match part {
            Part::Plain(text) => text.clone(),
            Part::Value(_) => "…".to_owned(),
        };
        parts.iter().map(part).collect()
    }

    fn template(&self, template: Option<&Template>, list: Option<usize>) -> String {
        let parts =
            template.and_then(|template| template.get(self.at)).map(Vec::as_slice).unwrap_or_default();
        let part = |part: &Part| match part {
            Part::Plain(text) => text.clone(),
            Part::Value(typed) => self.named(typed, list),
        };
        parts.iter().map(part).collect()
    }

    /// A value that stands in a text: by its title where it has one.
    fn named(&self, typed: &Typed, list: Option<usize>) -> String {
        let title = match typed.kind {
            Kind::Field(index) => self.model.fields.get(index).map(|field| self.text(&field.title)),
            Kind::Item(index) => {
                let list = list.and_then(|list| self.model.fields.get(list));
                list.and_then(|list| list.items.get(index)).map(|item| self.text(&item.title))
            }
            Kind::Param(index) => self.model.params.get(index).map(|param| self.text(&param.title)),
            _ => None,
        };
        match title {
            Some(title) => self.fill(words::titled, &[title]),
            None if self.to_author() => self.fill(words::titled, &[self.written(typed)]),
            None => Some(self.told_from(typed)).filter(|it| !it.is_empty()).unwrap_or_else(|| "…".to_owned()),
        }
    }

    /// A bin: which values it takes that no bin before it has taken.
    pub fn bin(&self, axis: &Axis, index: usize) -> String {
        let low = axis.bins.iter().take(index).rev().find_map(|bin| match bin {
            BinTest::Below(edge) => Some(format!("≥\u{A0}{}", self.edge(edge))),
            BinTest::UpTo(edge) => Some(format!(">\u{A0}{}", self.edge(edge))),
            _ => None,
        });
        let high = match axis.bins.get(index) {
            Some(BinTest::Below(edge)) => format!("<\u{A0}{}", self.edge(edge)),
            Some(BinTest::UpTo(edge)) => format!("≤\u{A0}{}", self.edge(edge)),
            Some(BinTest::Is(values)) => return self.values(axis.value.ty, values),
            Some(BinTest::Unknown) => return self.say(words::unknown).to_owned(),
            Some(BinTest::Rest) | None => return low.unwrap_or_else(|| self.say(words::rest).to_owned()),
        };
        low.map_or_else(|| high.clone(), |low| self.fill(words::both, &[&low, &high]))
    }

    /// An edge: as written, a parameter by its title with its value.
    fn edge(&self, edge: &Typed) -> String {
        let mut param = None;
        edge.walk(&mut |part| {
            if let Kind::Param(index) = part.kind {
                param = Some(index);
            }
        });
        match param {
            Some(index) => self.param(index),
            None if self.to_author() => self.written(edge).to_owned(),
            None => self.written(edge).trim_end_matches(".0").to_owned(),
        }
    }

    /// A parameter by its title, with its value.
    pub fn param(&self, index: usize) -> String {
        let unit = self.model.params.get(index).and_then(|param| param.unit.as_deref());
        self.param_as(index, unit)
    }

    /// A parameter by its title, with its value in this unit; without one where the words around it say it.
    pub fn param_as(&self, index: usize, unit: Option<&str>) -> String {
        let Some(param) = self.model.params.get(index) else { return String::new() };
        let title = self.fill(words::titled, &[self.text(&param.title)]);
        format!("{} {title}", self.measured(param.value, unit))
    }

    /// Values of a bin, by their texts.
    fn values(&self, ty: Type, values: &[i64]) -> String {
        let texts: Vec<String> = values.iter().map(|value| self.value(ty, *value)).collect();
        texts.join(" / ")
    }

    fn value(&self, ty: Type, value: i64) -> String {
        match ty {
            Type::Enum(index) => {
                let texts = self.model.enums.get(index).map(|it| it.texts.as_slice()).unwrap_or_default();
                let texts = usize::try_from(value).ok().and_then(|value| texts.get(value));
                self.optional(texts).to_owned()
            }
            Type::Bool => self.say(if value == 0 { words::no } else { words::yes }).to_owned(),
            _ => value.to_string(),
        }
    }

    /// A number as it was meant.
    fn numeral(&self, numeral: Numeral) -> String {
        match numeral {
            Numeral::Int(value) => value.to_string(),
            Numeral::Num(value) => number_text(value).to_string(),
        }
    }

    /// A number with its unit.
    pub fn measured(&self, numeral: Numeral, unit: Option<&str>) -> String {
        let number = self.numeral(numeral);
        unit.map_or_else(|| number.clone(), |unit| with_unit(&number, unit, self.lang))
    }

    /// The ends of a range; empty without any.
    pub fn range(&self, range: Range) -> String {
        match (range.min.map(|it| self.numeral(it)), range.max.map(|it| self.numeral(it))) {
            (Some(min), Some(max)) => self.fill(words::range_between, &[&min, &max]),
            (Some(min), None) => self.fill(words::range_from, &[&min]),
            (None, Some(max)) => self.fill(words::range_to, &[&max]),
            (None, None) => String::new(),
        }
    }
}
