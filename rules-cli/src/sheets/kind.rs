//! What a cell may hold: TOML to the text of a cell, and back.

use super::json;
use toml_edit::{Array, Item, Value};
use toml_writer::TomlStringBuilder;

/// What a cell may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text that is shown to people; never empty.
    Text,
    /// A text that is shown to people; empty for none.
    MaybeText,
    /// An expression; never empty.
    Expression,
    /// An integer, or an integer expression; empty for none.
    Points,
    /// An integer; never empty.
    Integer,
    /// An integer; empty for none.
    MaybeInteger,
    /// A number, or the name of a parameter; empty for none.
    Edge,
    /// An id or another word; empty for none.
    Word,
    /// Words joined by `;`, `[]` for an empty list; empty for none.
    Words,
    /// `true` or `false`; empty for none.
    Flag,
    /// A date with its time; empty for none.
    Instant,
    /// A JSON object; empty for none.
    Object,
}

impl Kind {
    /// The cell's text of a value.
    pub fn show(self, item: &Item) -> String {
        match item.as_value() {
            Some(Value::String(text)) => text.value().clone(),
            Some(Value::Array(items)) if self == Self::Words => words(items),
            Some(Value::InlineTable(_) | Value::Array(_)) => json::text(item),
            Some(value) => plain(value),
            None => json::text(item),
        }
    }

    /// Whether the cell says what is there already.
    pub fn same(self, old: &str, new: &str) -> bool {
        let unix = |text: &str| text.replace("\r\n", "\n");
        match self {
            Self::Text | Self::MaybeText => old == new || unix(old) == unix(new),
            Self::Object => old == new || json::same(old, new),
            _ => old.trim() == new.trim(),
        }
    }

    /// Whether a spreadsheet should hold it as a number.
    pub fn is_number(self, text: &str) -> bool {
        let numeric = matches!(self, Self::Points | Self::Integer | Self::MaybeInteger | Self::Edge);
        numeric && text.parse::<f64>().is_ok_and(|x| x.is_finite() && x.abs() < 1e15 && x.to_string() == text)
    }

    /// The value that a cell's text means; nothing for an empty cell. Else what was expected.
    pub fn read(self, text: &str, old: Option<&Item>) -> Result<Option<Value>, &'static str> {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return match self {
                Self::Text => Err("a text"),
                Self::Expression => Err("an expression"),
                Self::Integer => Err("an integer"),
                _ => Ok(None),
            };
        }
        let value = match self {
            Self::Text | Self::MaybeText => string(text, old),
            Self::Expression => literal(trimmed),
            Self::Points => trimmed.parse::<i64>().map_or_else(|_| literal(trimmed), Value::from),
            Self::Integer | Self::MaybeInteger => {
                Value::from(trimmed.parse::<i64>().map_err(|_| "an integer such as 30 or -12")?)
            }
            Self::Edge => edge(trimmed).ok_or("a number such as 500000, or the name of a parameter")?,
            Self::Word => basic(trimmed),
            Self::Words => list(trimmed, old),
            Self::Flag => Value::from(trimmed.parse::<bool>().map_err(|_| "`true`, `false` or nothing")?),
            Self::Instant => instant(trimmed).ok_or("an instant such as 2026-03-02T10:30:00+08:00")?,
            Self::Object => return Err("a JSON object such as {\"amount\": 3000}"),
        };
        Ok(Some(value))
    }
}

fn words(items: &Array) -> String {
    if items.is_empty() {
        return "[]".to_owned();
    }
    items.iter().map(plain).collect::<Vec<_>>().join("; ")
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.value().clone(),
        Value::Integer(number) => number.value().to_string(),
        Value::Float(number) => number.display_repr().into_owned(),
        Value::Boolean(flag) => flag.value().to_string(),
        Value::Datetime(instant) => instant.value().to_string(),
        Value::Array(_) | Value::InlineTable(_) => value.to_string(),
    }
}

fn list(text: &str, old: Option<&Item>) -> Value {
    if text == "[]" {
        return Value::Array(Array::new());
    }
    let before: Vec<&Value> = old.and_then(Item::as_array).into_iter().flatten().collect();
    let all = |is: fn(&Value) -> bool| !before.is_empty() && before.iter().all(|item| is(item));
    let (flags, numbers) = (all(Value::is_bool), all(Value::is_integer));
    let one = |word: &str| match (word.parse::<bool>(), word.parse::<i64>()) {
        (Ok(flag), _) if flags => Value::from(flag),
        (_, Ok(number)) if numbers => Value::from(number),
        _ => basic(word),
    };
    let items = text.split([';', '；']).map(str::trim).filter(|word| !word.is_empty());
    Value::Array(items.map(one).collect())
}

fn edge(text: &str) -> Option<Value> {
    let spelled = |text: &str| text.parse::<Value>().ok().filter(|it| it.is_integer() || it.is_float());
    if let Some(number) = spelled(text) {
        let finite = number.as_float().is_none_or(f64::is_finite);
        return finite.then_some(number);
    }
    let name = text.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_');
    name.then(|| basic(text))
}

/// A date, a time and an offset as RFC 3339 has them.
pub fn instant(text: &str) -> Option<Value> {
    let instant = text.parse::<toml_edit::Datetime>().ok()?;
    instant.date.is_some().then(|| Value::from(instant))
}

/// A string in the quotes that the old one had.
fn string(text: &str, old: Option<&Item>) -> Value {
    let quotes = old.and_then(Item::as_value).map(|value| value.to_string().trim_start().to_owned());
    let quotes = quotes.unwrap_or_default();
    let text = &text.replace("\r\n", "\n");
    let builder = TomlStringBuilder::new(text);
    let spelled = if quotes.starts_with("'''") {
        builder.as_ml_literal()
    } else if quotes.starts_with('\'') {
        builder.as_literal()
    } else if quotes.starts_with("\"\"\"") {
        Some(builder.as_ml_basic())
    } else {
        None
    };
    parsed(&spelled.unwrap_or_else(|| builder.as_basic()), text)
}

/// A string in double quotes.
pub fn basic(text: &str) -> Value {
    parsed(&TomlStringBuilder::new(text).as_basic(), text)
}

/// An expression, in single quotes where it can be.
fn literal(text: &str) -> Value {
    let text = &text.replace("\r\n", "\n");
    let builder = TomlStringBuilder::new(text);
    let single = builder.as_literal().or_else(|| builder.as_ml_literal());
    parsed(&single.unwrap_or_else(|| builder.as_basic()), text)
}

/// A string as it was spelled.
fn parsed(spelled: &impl toml_writer::WriteTomlValue, text: &str) -> Value {
    let mut written = String::new();
    let _never_fails = spelled.write_toml_value(&mut written);
    written.parse().unwrap_or_else(|_| Value::from(text))
}
