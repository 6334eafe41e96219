//! Conditions that did not hold, part by part.

use super::page::Page;
use crate::explain::data::{Because, ConditionPart, NotHit, Reading, ReadingKind, Search, Truth};
use crate::explain::phrases;

pub fn why_not<'e>(page: &mut Page<'e>, rule: &'e NotHit) {
    let because = match rule.because {
        Because::False => phrases::a_because_false(page.lang).to_owned(),
        Because::Unknown => phrases::a_because_unknown(page.lang).to_owned(),
        Because::NotApplicable => phrases::a_because_not_applicable(page.lang).to_owned(),
        Because::Failed => phrases::a_because_failed(page.lang).to_owned(),
        Because::NotInForce => phrases::a_because_not_in_force(page.lang).to_owned(),
        Because::Deadline => phrases::a_because_deadline(page.lang).to_owned(),
        Because::Bin => page.fill(phrases::a_because_bin, &[&place(rule.bin, rule.cell)]),
    };
    let text = page.fill(phrases::label, &[&rule.id, &because]);
    page.bullet(&text);
    for part in &rule.parts {
        condition(page, part, 1);
    }
}

/// The bin or cell of an outcome, as people who read the file count: from 0.
pub fn place(bin: Option<u32>, cell: Option<(u32, u32)>) -> String {
    match (bin, cell) {
        (Some(bin), _) => bin.to_string(),
        (None, Some((row, column))) => format!("{row}, {column}"),
        (None, None) => String::new(),
    }
}

fn condition<'e>(page: &mut Page<'e>, part: &'e ConditionPart, depth: usize) {
    let truth = match part.truth {
        Truth::Known => "",
        Truth::True => phrases::holds(page.lang),
        Truth::False => phrases::holds_not(page.lang),
        Truth::Unknown => phrases::unknown(page.lang),
        Truth::NotApplicable => phrases::not_applicable(page.lang),
        Truth::Failed => phrases::failed(page.lang),
    };
    let mut text = match part.truth {
        Truth::Known => part.text.clone(),
        _ => format!("{}: {truth}", part.text),
    };
    if let Some(item) = &part.item {
        text = format!("{item}: {text}");
    }
    let values: Vec<String> = part.values.iter().flat_map(|reading| read(page, reading)).collect();
    if !values.is_empty() {
        text.push_str(&format!(" ({})", page.joined(&values)));
    }
    page.indented(depth, &text);
    for inner in &part.parts {
        condition(page, inner, depth + 1);
    }
}

/// A name with its value, and what was looked for in its text.
pub fn read<'e>(page: &Page<'e>, reading: &'e Reading) -> Vec<String> {
    let name = &reading.name;
    if reading.kind == ReadingKind::Feature && reading.shown.value.is_boolean() {
        return Vec::new();
    }
    if reading.searches.is_empty() || !reading.known {
        return vec![format!("{name} = {}", page.value(reading))];
    }
    reading.searches.iter().map(|search| searched(page, name, search)).collect()
}

fn searched(page: &Page<'_>, name: &str, search: &Search) -> String {
    if search.found.is_empty() {
        return format!("{name}, {}: {}", search.name, phrases::a_not_found(page.lang));
    }
    let places = search.found.iter().map(|found| {
        let (start, end) = found.bytes;
        let bytes = page.fill(phrases::a_bytes, &[&start.to_string(), &end.to_string()]);
        format!("{} {bytes}", page.fill(phrases::quote, &[&found.text]))
    });
    let mut places: Vec<String> = places.collect();
    if search.more > 0 {
        places.push(page.fill(phrases::more, &[&search.more.to_string()]));
    }
    format!("{name}, {}: {}", search.name, places.join(phrases::comma(page.lang)))
}
