//! What a schema says to people, as a comment of TypeScript.

use super::keywords::Keywords;
use serde_json::Value;

/// The comment above what a schema describes, each line indented; empty where it says nothing.
pub fn comment(schema: &Keywords, indent: &str) -> String {
    let lines = lines(schema);
    match lines.as_slice() {
        [] => String::new(),
        [line] => format!("{indent}/** {line} */\n"),
        lines => {
            let lines = lines.iter().map(|line| format!("{indent} * {line}").trim_end().to_owned() + "\n");
            let lines: String = lines.collect();
            format!("{indent}/**\n{lines}{indent} */\n")
        }
    }
}

fn lines(schema: &Keywords) -> Vec<String> {
    let mut lines = Vec::new();
    for text in [&schema.title, &schema.description].into_iter().flatten() {
        lines.extend(text.lines().map(safe));
    }
    lines.extend(choices(schema));
    let of_items = schema.items.iter().flat_map(|items| choices(items));
    lines.extend(of_items);
    lines.extend(schema.unit.iter().map(|unit| format!("Unit: {}", safe(unit))));
    lines.extend(range(schema));
    lines.extend(schema.examples.iter().filter_map(Value::as_str).map(|it| format!("@example {}", safe(it))));
    lines.extend(schema.max_items.filter(|_| schema.items.is_some()).map(|most| format!("@maxItems {most}")));
    if schema.deprecated {
        lines.push(format!("@deprecated {}", schema.comment.as_deref().map(safe).unwrap_or_default()));
    }
    lines
}

/// The values that can be chosen, with what each means.
fn choices(schema: &Keywords) -> Vec<String> {
    let all = schema.one_of.iter().chain(&schema.any_of);
    let told = all.filter_map(|choice| match (&choice.value, meaning(choice)) {
        (Some(Value::String(value)), Some(text)) => Some(format!("- `{}`: {}", safe(value), safe(text))),
        _ => None,
    });
    told.collect()
}

/// What a value means.
fn meaning(choice: &Keywords) -> Option<&str> {
    choice.title.as_deref().or(choice.description.as_deref())
}

/// The ends of a number that the ruleset sets; those of every integer go without saying.
fn range(schema: &Keywords) -> Vec<String> {
    let is_number = |name: &String| name == "integer" || name == "number";
    if !schema.types.0.iter().any(is_number) {
        return Vec::new();
    }
    let end = |name: &str, end: &Option<serde_json::Number>| {
        let end =
            end.as_ref().filter(|end| end.as_f64().is_some_and(|end| end.abs() < 9_007_199_254_740_992.0));
        end.map(|end| format!("@{name} {end}"))
    };
    [end("minimum", &schema.minimum), end("maximum", &schema.maximum)].into_iter().flatten().collect()
}

/// A text that does not end the comment it stands in.
fn safe(text: impl AsRef<str>) -> String {
    text.as_ref().split_whitespace().collect::<Vec<_>>().join(" ").replace("*/", "*\\/")
}
