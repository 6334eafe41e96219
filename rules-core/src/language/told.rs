//! Symbols told in an author's words: kind, type, unit, range, title, question.

use super::Known;
use super::symbols::{Kind, Symbol};
use crate::parse::document::{FieldDecl, FieldType, Numeral, Text};
use crate::parse::type_word;
use crate::source::Spanned;

/// What is told of a symbol.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Kind and type, unit and range: `field · number · CNY · 0 …`.
    pub detail: String,
    /// Its title, then further lines.
    pub lines: Vec<String>,
}

/// Tells a symbol in a language.
pub fn told(known: &Known, symbol: &Symbol, locale: &str) -> Told {
    let document = &known.document;
    let text = |text: Option<&Text>| text.and_then(|text| in_language(known, text, locale));
    let lines = |all: &[Option<String>]| all.iter().flatten().cloned().collect::<Vec<_>>();
    let word = kind_word(symbol.kind, locale).to_owned();
    let named = |name: &Spanned<String>| name.value == symbol.name;
    let (detail, lines) = match symbol.kind {
        Kind::Field | Kind::Item => match field(known, symbol) {
            Some(field) => {
                (field_detail(&word, field), lines(&[text(field.title.as_ref()), text(field.ask.as_ref())]))
            }
            None => (word, Vec::new()),
        },
        Kind::Value => {
            let owner = owner(known, &symbol.owner);
            let value = owner.and_then(|field| field.values.iter().find(|(name, _)| named(name)));
            (format!("{word} · {}", symbol.owner), lines(&[text(value.and_then(|it| it.1.as_ref()))]))
        }
        Kind::Param => {
            let param = document.params.iter().find(|it| named(&it.name));
            let numbers = param.map(|it| {
                let unit = it.unit.as_ref().map_or(String::new(), |unit| format!(" {}", unit.value));
                let range = range(it.min.as_ref(), it.max.as_ref());
                format!("{word} · {}{unit}{range}", number(it.value.value))
            });
            (numbers.unwrap_or(word), lines(&[text(param.and_then(|it| it.title.as_ref()))]))
        }
        Kind::Terms => {
            let terms = document.terms.iter().find(|it| named(&it.name));
            let shown =
                terms.map(|it| it.terms.iter().take(12).map(|term| term.value.clone()).collect::<Vec<_>>());
            let count = terms.map_or(0, |it| it.terms.len());
            (format!("{word} · {count}"), lines(&[shown.map(|it| it.join("、"))]))
        }
        Kind::Pattern => {
            let pattern = document.patterns.iter().find(|it| named(&it.name));
            (word, lines(&[pattern.map(|it| it.pattern.value.clone())]))
        }
        Kind::Feature => {
            let feature = document.features.iter().find(|it| named(&it.name));
            (word, lines(&[feature.map(|it| it.expression.text.clone())]))
        }
        Kind::Deadline => {
            let deadline = document.deadlines.iter().find(|it| named(&it.head.id));
            (word, lines(&[text(deadline.and_then(|it| it.title.as_ref()))]))
        }
        Kind::Script => {
            let script = document.scripts.iter().find(|it| named(&it.name));
            let usage = script.map(|it| {
                let params: Vec<_> = it
                    .params
                    .iter()
                    .map(|(name, ty)| format!("{}: {}", name.value, type_word(ty.value)))
                    .collect();
                format!("{word} · {}({}) → {}", it.name.value, params.join(", "), type_word(it.returns.value))
            });
            (usage.unwrap_or(word), Vec::new())
        }
        Kind::Source => {
            let source = document.sources.iter().find(|it| named(&it.id));
            (word, lines(&[text(source.and_then(|it| it.title.as_ref()))]))
        }
        Kind::Group => (word, Vec::new()),
        Kind::Level => {
            let level = document.levels.iter().find(|it| named(&it.id));
            let from = level.map(|it| format!("{word} · ≥ {}", it.from.value));
            (from.unwrap_or(word), lines(&[text(level.and_then(|it| it.title.as_ref()))]))
        }
        Kind::Action => {
            let action = document.actions.iter().find(|it| named(&it.id));
            let kind = action.map(|it| format!("{word} · {}", it.kind.word()));
            let who = text(action.and_then(|it| it.who.as_ref()));
            (kind.unwrap_or(word), lines(&[text(action.and_then(|it| it.title.as_ref())), who]))
        }
        Kind::Entry => {
            let rule = document.rules.iter().find(|it| named(&it.head.id));
            let reason = text(rule.and_then(|it| it.effect.reason.as_ref()));
            let when = rule.and_then(|it| it.when.as_ref()).map(|it| it.text.clone());
            (word, lines(&[reason, when]))
        }
    };
    Told { detail, lines }
}

/// The declaration of a field or an item's field.
pub fn field<'k>(known: &'k Known, symbol: &Symbol) -> Option<&'k FieldDecl> {
    match symbol.kind {
        Kind::Item => owner(known, &format!("{}.{}", symbol.owner, symbol.name)),
        _ => owner(known, &symbol.name),
    }
}

/// The field at `name` or `list.name`.
fn owner<'k>(known: &'k Known, path: &str) -> Option<&'k FieldDecl> {
    let (top, item) = path.split_once('.').map_or((path, None), |(top, item)| (top, Some(item)));
    let field = known.document.fields.iter().find(|field| field.name.value == top)?;
    match item {
        None => Some(field),
        Some(item) => field.item.iter().find(|it| it.name.value == item),
    }
}

/// A text in a language of the ruleset: the one asked for, else the first that there is.
fn in_language(known: &Known, text: &Text, locale: &str) -> Option<String> {
    let languages = &known.document.header.languages;
    let wanted = languages.iter().position(|it| it.value == locale);
    let wanted = wanted.and_then(|at| text.values.get(at)).and_then(Option::as_ref);
    wanted.or_else(|| text.values.iter().flatten().next()).map(|it| it.value.clone())
}

fn field_detail(word: &str, field: &FieldDecl) -> String {
    let mut detail = format!("{word} · {}", type_word(field.ty.value));
    if matches!(field.ty.value, FieldType::EnumList | FieldType::TextList) {
        detail.push_str(if field.ty.value == FieldType::EnumList { " of enum" } else { " of text" });
    }
    if let Some(unit) = &field.unit {
        detail.push_str(&format!(" · {}", unit.value));
    }
    detail.push_str(&range(field.min.as_ref(), field.max.as_ref()));
    detail
}

fn range(min: Option<&Spanned<Numeral>>, max: Option<&Spanned<Numeral>>) -> String {
    let shown = |end: Option<&Spanned<Numeral>>| end.map_or(String::new(), |end| number(end.value));
    if min.is_none() && max.is_none() {
        String::new()
    } else {
        format!(" · {} … {}", shown(min), shown(max))
    }
}

fn number(value: Numeral) -> String {
    value.json().map_or(String::new(), |number| number.to_string())
}

/// The word of a kind.
pub fn kind_word(kind: Kind, locale: &str) -> &'static str {
    let (zh, en) = match kind {
        Kind::Field => ("字段", "field"),
        Kind::Item => ("每项的字段", "field of items"),
        Kind::Value => ("可选值", "value"),
        Kind::Param => ("参数", "parameter"),
        Kind::Terms => ("词表", "terms"),
        Kind::Pattern => ("模式", "pattern"),
        Kind::Feature => ("中间量", "feature"),
        Kind::Deadline => ("期限", "deadline"),
        Kind::Script => ("函数", "function"),
        Kind::Source => ("依据", "source"),
        Kind::Group => ("分组", "group"),
        Kind::Level => ("等级", "level"),
        Kind::Action => ("措施", "action"),
        Kind::Entry => ("规则", "rule"),
    };
    if locale.starts_with("zh") { zh } else { en }
}
