//! What a ruleset means, put into words: indexes become names, expressions texts that are the same if they mean the same.

use super::data::{Kind, Told};
use super::thing::{Word, same, told};
use crate::compiled::Ruleset;
use crate::explain::{Lang, duration};
use crate::number::number_text;
use crate::parse::document::Numeral;
use crate::ruleset::typed::{Aggregate, Const, Function, Kind as Is, Type, Typed};
use crate::ruleset::{Basis, BinTest, Days, Field, Model, Part, Template};
use crate::time::{date_text, instant_text};
use std::collections::BTreeMap;

/// New names by old ones.
pub type Renames = BTreeMap<(Kind, String), String>;

/// A ruleset, and under which names the other one knows its things.
#[derive(Clone, Copy, Debug)]
pub struct Voice<'v> {
    /// The ruleset.
    pub ruleset: &'v Ruleset,
    /// Names that others stand for; none for the new ruleset.
    pub renames: &'v Renames,
}

impl<'v> Voice<'v> {
    /// The checked ruleset.
    pub fn model(&self) -> &'v Model {
        self.ruleset.model()
    }

    /// The name under which a thing is compared.
    pub fn now(&self, kind: Kind, name: &str) -> String {
        self.renames.get(&(kind, name.to_owned())).map_or(name, String::as_str).to_owned()
    }

    /// A thing by name: compared by its new one, shown by its own.
    pub fn named(&self, kind: Kind, name: &str) -> Word {
        Word::shown(self.now(kind, name), same(name))
    }

    /// A field by index.
    pub fn field(&self, index: usize) -> Word {
        let name = self.model().fields.get(index).map_or("", |it| it.name.as_str());
        self.named(Kind::Field, name)
    }

    /// An action by index.
    pub fn action(&self, index: usize) -> Word {
        let id = self.model().actions.get(index).map_or("", |it| it.id.as_str());
        self.named(Kind::Action, id)
    }

    /// A level by index.
    pub fn level(&self, index: usize) -> Word {
        let id = self.model().levels.get(index).map_or("", |it| it.id.as_str());
        self.named(Kind::Level, id)
    }

    /// A clause.
    pub fn basis(&self, basis: &Basis) -> Word {
        let id = self.model().sources.get(basis.source).map_or("", |it| it.id.as_str());
        let clause = basis.clause.as_ref().map_or(String::new(), |clause| format!(":{clause}"));
        Word::shown(format!("{}{clause}", self.now(Kind::Source, id)), same(&format!("{id}{clause}")))
    }

    /// A number of days.
    pub fn days(&self, days: &Days) -> Word {
        match days {
            Days::Fixed(days) => Word::plain(days.to_string()),
            Days::Param(index) => {
                let name = self.model().params.get(*index).map_or("", |it| it.name.as_str());
                self.named(Kind::Param, name)
            }
            Days::Field(index) => self.field(*index),
        }
    }

    /// A type with the names of an enum's values left out.
    pub fn ty(&self, ty: Type) -> Word {
        match ty {
            Type::Records(index) => Word::shown(self.field(index).key, same(ty.word())),
            _ => Word::plain(ty.word()),
        }
    }

    /// An expression as written, or where there is no text, as it means.
    pub fn expression(&self, typed: &Typed, list: Option<usize>, text: Option<&str>) -> Word {
        let key = self.meaning(typed, list);
        let written = text.map_or_else(|| self.ruleset.written(typed.span), joined);
        let shown = if written.is_empty() { key.clone() } else { written };
        Word::shown(key, same(&shown))
    }

    /// A template with the names of its values.
    pub fn template(&self, template: &Template) -> Vec<String> {
        let part = |part: &Part| match part {
            Part::Plain(text) => text.clone(),
            Part::Value(typed) => format!("${{{}}}", self.meaning(typed, None)),
        };
        template.iter().map(|language| language.iter().map(part).collect()).collect()
    }

    /// Which values a bin takes.
    pub fn bin(&self, test: &BinTest, ty: Type) -> Word {
        let edge = |edge: &Typed, zh: &str, en: &str| {
            let value = self.meaning(edge, None);
            Word::shown(format!("{en} {value}"), told(format!("{zh}{value}"), format!("{en} {value}")))
        };
        match test {
            BinTest::Below(at) => edge(at, "小于", "below"),
            BinTest::UpTo(at) => edge(at, "不大于", "up to"),
            BinTest::Is(values) => {
                let mut names: Vec<String> = values.iter().map(|value| self.value_of(ty, *value)).collect();
                names.sort();
                Word::plain(names.join(", "))
            }
            BinTest::Unknown => Word::shown("unknown", told("未知", "unknown")),
            BinTest::Rest => Word::shown("the rest", told("其余", "the rest")),
        }
    }

    fn value_of(&self, ty: Type, value: i64) -> String {
        match ty {
            Type::Enum(index) => {
                usize::try_from(value).map(|at| self.enum_name(index, at)).unwrap_or_default()
            }
            Type::Bool => (value != 0).to_string(),
            _ => value.to_string(),
        }
    }

    fn enum_name(&self, index: usize, at: usize) -> String {
        let names = self.model().enums.get(index).map(|it| it.names.as_slice()).unwrap_or_default();
        names.get(at).cloned().unwrap_or_default()
    }

    /// A text that is the same for expressions that mean the same.
    pub fn meaning(&self, typed: &Typed, list: Option<usize>) -> String {
        let of = |it: &Typed| self.meaning(it, list);
        let model = self.model();
        match &typed.kind {
            Is::Const(value) => self.constant(value, typed.ty),
            Is::Field(index) => self.field(*index).key,
            Is::Item(index) => self.item(list, *index),
            Is::Param(index) => self.in_list(Kind::Param, model.params.get(*index).map(|it| &it.name)),
            Is::AsOf => "as_of".to_owned(),
            Is::Feature(index) => self.in_list(Kind::Feature, model.features.get(*index).map(|it| &it.name)),
            Is::DeadlineState(index) => format!("{}.state", self.deadline(*index)),
            Is::DeadlineDaysLeft(index) => format!("{}.days_left", self.deadline(*index)),
            Is::DeadlineDue(index) => format!("{}.due", self.deadline(*index)),
            Is::Not(a) => format!("!({})", of(a)),
            Is::Neg(a) => format!("-({})", of(a)),
            Is::Widen(a) => of(a),
            Is::And(all) => self.chain(all, list, " && "),
            Is::Or(all) => self.chain(all, list, " || "),
            Is::Compare(op, a, b) | Is::Arith(op, a, b) => format!("({} {} {})", of(a), op.sign(), of(b)),
            Is::Default(a, b) => format!("({} ?? {})", of(a), of(b)),
            Is::If(a, b, c) => format!("(if {} {{ {} }} else {{ {} }})", of(a), of(b), of(c)),
            Is::InSet(a, values) => {
                let mut values: Vec<String> = values.iter().map(|it| self.constant(it, a.ty)).collect();
                values.sort();
                format!("({} in [{}])", of(a), values.join(", "))
            }
            Is::InRange(a, b, c, with_last) => {
                format!("({} in {}{}{})", of(a), of(b), if *with_last { "..=" } else { ".." }, of(c))
            }
            Is::Contains(a, value) => format!("({} in {})", self.constant(value, element(a.ty)), of(a)),
            Is::Len(a) => format!("{}.len()", of(a)),
            Is::Mentions(a, at) => format!("{}.mentions({})", of(a), self.terms(*at)),
            Is::MentionsNotAfter(a, at, not) => {
                format!("{}.mentions_not_after({}, {})", of(a), self.terms(*at), self.terms(*not))
            }
            Is::CountTerms(a, at) => format!("{}.count({})", of(a), self.terms(*at)),
            Is::Matches(a, at) => {
                let name = self.in_list(Kind::Pattern, model.patterns.get(*at).map(|it| &it.name));
                format!("{}.matches({name})", of(a))
            }
            Is::Aggregate(at, how, body) => {
                let body = body.as_ref().map_or(String::new(), |body| self.meaning(body, Some(*at)));
                format!("{}.{}({body})", self.field(*at).key, aggregate(*how))
            }
            Is::Call(function, all) => format!("{}({})", call(*function), self.joined(all, list, ", ")),
            Is::Script(index, all) => {
                let name = self.in_list(Kind::Script, model.scripts.get(*index).map(|it| &it.name));
                format!("{name}({})", self.joined(all, list, ", "))
            }
        }
    }

    fn joined(&self, all: &[Typed], list: Option<usize>, between: &str) -> String {
        all.iter().map(|it| self.meaning(it, list)).collect::<Vec<_>>().join(between)
    }

    fn chain(&self, all: &[Typed], list: Option<usize>, sign: &str) -> String {
        format!("({})", self.joined(all, list, sign))
    }

    fn in_list(&self, kind: Kind, name: Option<&String>) -> String {
        self.now(kind, name.map_or("", String::as_str))
    }

    fn terms(&self, index: usize) -> String {
        self.in_list(Kind::Terms, self.model().terms.get(index).map(|it| &it.name))
    }

    fn deadline(&self, index: usize) -> String {
        self.in_list(Kind::Deadline, self.model().deadlines.get(index).map(|it| &it.id))
    }

    /// A field of an item, without its list.
    fn item(&self, list: Option<usize>, index: usize) -> String {
        let Some(list) = list.and_then(|list| self.model().fields.get(list)) else {
            return format!("item {index}");
        };
        let name = list.items.get(index).map(|it| item_name(list, it)).unwrap_or_default();
        let now = self.now(Kind::Field, &name);
        now.split_once('.').map_or(now.as_str(), |(_, item)| item).to_owned()
    }

    fn constant(&self, value: &Const, ty: Type) -> String {
        match (value, ty) {
            (Const::Enum(at), Type::Enum(index)) => format!("{:?}", self.enum_name(index, *at as usize)),
            (Const::Bool(value), _) => value.to_string(),
            (Const::Int(value), _) => value.to_string(),
            (Const::Num(value), _) => number_text(*value).to_string(),
            (Const::Enum(at), _) => at.to_string(),
            (Const::Text(text), _) => format!("{text:?}"),
            (Const::Date(date), _) => date_text(*date).to_string(),
            (Const::Datetime(at), _) => instant_text(*at).to_string(),
            (Const::Duration(length), _) => duration(*length, Lang::En),
        }
    }
}

/// The name of an item's field in its list.
pub fn item_name(list: &Field, item: &Field) -> String {
    format!("{}.{}", list.name, item.name)
}

/// A number as people write it.
pub fn numeral(value: Numeral) -> Word {
    Word::plain(match value {
        Numeral::Int(n) => n.to_string(),
        Numeral::Num(x) => number_text(x).to_string(),
    })
}

/// A date.
pub fn date(value: i64) -> Word {
    Word::plain(date_text(value).to_string())
}

/// A length of time.
pub fn length(value: i64) -> Word {
    let shown = Told { zh: duration(value, Lang::Zh), en: duration(value, Lang::En) };
    Word::shown(value.to_string(), shown)
}

/// Text on one line.
pub fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The type of a list's values.
fn element(ty: Type) -> Type {
    match ty {
        Type::EnumList(index) => Type::Enum(index),
        other => other,
    }
}

fn aggregate(how: Aggregate) -> &'static str {
    match how {
        Aggregate::Any => "any",
        Aggregate::Count => "count",
        Aggregate::Sum => "sum",
        Aggregate::Min => "min",
        Aggregate::Max => "max",
        Aggregate::Kinds => "kinds",
        Aggregate::Most => "most",
    }
}

fn call(function: Function) -> &'static str {
    match function {
        Function::Minutes => "minutes",
        Function::Hours => "hours",
        Function::Days => "days",
        Function::DateOf => "date_of",
        Function::HourOf => "hour_of",
        Function::YearOf => "year_of",
        Function::MonthOf => "month_of",
        Function::Abs => "abs",
        Function::Min => "min",
        Function::Max => "max",
        Function::Round => "round",
        Function::Floor => "floor",
        Function::Ceil => "ceil",
        Function::ToInt => "to_int",
    }
}
