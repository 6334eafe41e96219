//! Words for values that cannot be used: what was expected, and as much of what was found as may be shown.

use super::schema::{Kind as Want, Record, Spec, Target};

/// What a field takes, in words.
pub fn expected(want: &Want) -> String {
    match want {
        Want::Bool => "true or false".into(),
        Want::Int(..) => "an integer".into(),
        Want::Num(..) => "a number".into(),
        Want::Enum(names) => listed(names),
        Want::Text => "a text".into(),
        Want::Date => "a date such as \"2026-01-31\", or \"none\"".into(),
        Want::Datetime => "a time such as \"2026-01-31T09:00:00+08:00\", or \"none\"".into(),
        Want::Duration => "a duration such as \"PT2H\"".into(),
        Want::EnumList(names) => format!("a list, each {}", listed(names)),
        Want::TextList => "a list of texts".into(),
        Want::Records(..) => "a list of objects".into(),
    }
}

/// The first names of a list.
pub fn listed(names: &[Box<str>]) -> String {
    const SHOWN: usize = 5;
    let shown: Vec<String> = names.iter().take(SHOWN).map(|name| format!("\"{name}\"")).collect();
    let more = names.len().saturating_sub(SHOWN);
    match more {
        0 => format!("one of {}", shown.join(", ")),
        _ => format!("one of {} and {more} more", shown.join(", ")),
    }
}

/// The range that a number must be in; an end that is none is not told.
pub fn span_text(
    no_low: bool,
    low: &dyn std::fmt::Display,
    no_high: bool,
    high: &dyn std::fmt::Display,
) -> String {
    match (no_low, no_high) {
        (true, _) => format!("at most {high}"),
        (_, true) => format!("at least {low}"),
        _ => format!("{low} to {high}"),
    }
}

/// What is said of the text of a member that may be a field's as well.
pub fn shown_member(record: &Record, name: &str, text: &str) -> String {
    let is_field = |(key, _): &&(Box<str>, Target)| **key == *name;
    let target = record.tables.first().and_then(|table| table.keys.iter().find(is_field));
    let fields = target.map(|(_, target)| record.fields_behind(*target)).unwrap_or_default();
    let is_secret = fields.iter().any(|it| record.fields.get(*it as usize).is_some_and(|it| it.sensitive));
    if is_secret { masked("\"") } else { shortened(text) }
}

/// What is said of a value that was found: of a sensitive field's only its kind.
pub fn shown(spec: &Spec, found: &str) -> String {
    if spec.sensitive { masked(found) } else { shortened(found) }
}

/// At most 40 characters of what was found.
pub fn shortened(found: &str) -> String {
    const SHOWN: usize = 40;
    match found.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", found.get(..end).unwrap_or_default()),
        None => found.to_owned(),
    }
}

/// The kind of what was found, without its value.
pub fn masked(found: &str) -> String {
    match found.as_bytes().first() {
        Some(b'"') => "a text (not shown)",
        Some(b'[') => "a list (not shown)",
        Some(b'{') => "an object (not shown)",
        Some(b't' | b'f') => "true or false (not shown)",
        Some(b'-' | b'0'..=b'9') => "a number (not shown)",
        _ => "a value (not shown)",
    }
    .to_owned()
}
