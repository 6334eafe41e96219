//! What was typed, as a value of a field.

use super::words;
use rules_core::explain::{Lang, fill};
use rules_core::ruleset::typed::Type;
use rules_core::ruleset::{EnumType, Field, Model};
use rules_core::text::fold;
use rules_core::time::{Offset, parse_instant};
use serde_json::{Value, json};

/// What was typed without what an input method adds: width and case, as texts are compared.
pub fn folded(line: &str) -> String {
    line.trim().chars().map(fold).collect::<String>().trim().to_owned()
}

/// The value that an answer gives, or what is wrong with it. Ranges are left to the engine, which knows them.
pub fn value(model: &Model, field: &Field, line: &str, lang: Lang) -> Result<Value, String> {
    let typed = folded(line);
    let typed = typed.as_str();
    match field.ty {
        Type::Text => Ok(Value::from(line)),
        Type::Bool => yes_or_no(typed).map(Value::Bool).ok_or_else(|| words::no_yes_no(lang).to_owned()),
        Type::Int | Type::Num => number(typed).ok_or_else(|| fill(words::no_number(lang), &[line])),
        Type::Enum(index) => chosen(model.enums.get(index), typed, lang).map(Value::from),
        Type::EnumList(_) | Type::TextList if typed == "0" || is_none(typed) => Ok(json!([])),
        Type::EnumList(index) => {
            parts(typed).map(|part| chosen(model.enums.get(index), part, lang).map(Value::from)).collect()
        }
        Type::TextList => Ok(parts(line).map(Value::from).collect()),
        Type::Records(_) => items(typed, field.max_items, lang),
        Type::Date | Type::Datetime if is_none(typed) => Ok(json!("none")),
        Type::Date => Ok(Value::from(dated(typed))),
        Type::Datetime => {
            instant(&dated(typed), model.utc_offset).ok_or_else(|| fill(words::no_time(lang), &[line]))
        }
        Type::Duration => Ok(Value::from(typed.to_uppercase())),
    }
}

/// A date as ISO 8601 writes it, where it was typed with other separators: `2026/3/2`, `2026年3月2日`.
fn dated(line: &str) -> String {
    let is_break = |c: char| matches!(c, '-' | '/' | '.' | '年' | '月' | '日');
    let (date, time) = line.split_once([' ', 't']).unwrap_or((line, ""));
    let parts: Vec<&str> = date.split(is_break).filter(|part| !part.is_empty()).collect();
    let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    let date = match parts.as_slice() {
        [year, month, day] if parts.iter().all(is_number) => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => date.to_owned(),
    };
    if time.is_empty() { date } else { format!("{date} {time}") }
}

fn parts(line: &str) -> impl Iterator<Item = &str> {
    line.split([',', '，', '、', ';', '；']).map(str::trim).filter(|part| !part.is_empty())
}

fn yes_or_no(line: &str) -> Option<bool> {
    match line {
        "y" | "yes" | "true" | "1" | "是" | "有" | "对" => Some(true),
        "n" | "no" | "false" | "0" | "否" | "没有" | "不是" | "不" | "无" => Some(false),
        _ => None,
    }
}

/// A number as JSON has it, so that `3` stays an integer.
fn number(line: &str) -> Option<Value> {
    serde_json::from_str(line).ok().filter(Value::is_number)
}

fn is_none(line: &str) -> bool {
    matches!(line, "none" | "无" | "没有" | "没有发生" | "未发生" | "未")
}

/// A name of an enum: by its number in the list, its name, or its text in any language.
fn chosen<'m>(choices: Option<&'m EnumType>, given: &str, lang: Lang) -> Result<&'m str, String> {
    let found = choices.and_then(|choices| {
        let by_number = given.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let by_word = choices.names.iter().zip(&choices.texts).position(|(name, texts)| {
            name == given || texts.iter().any(|text| folded(text) == folded(given))
        });
        choices.names.get(by_number.or(by_word)?).map(String::as_str)
    });
    found.ok_or_else(|| fill(words::not_chosen(lang), &[given]))
}

/// So many items of which nothing is known yet.
fn items(line: &str, most: usize, lang: Lang) -> Result<Value, String> {
    let count = match line {
        none if is_none(none) => Some(0),
        _ => line.parse::<usize>().ok().filter(|count| *count <= most),
    };
    let count = count.ok_or_else(|| fill(words::no_count(lang), &[&most.to_string()]))?;
    Ok((0..count).map(|_| json!({})).collect())
}

/// A local time with the ruleset's offset put behind it, where it has none of its own.
fn instant(line: &str, utc_offset: i32) -> Option<Value> {
    let offset = Offset::from_minutes(i64::from(utc_offset)).unwrap_or(Offset::UTC);
    let text = line.replacen(' ', "T", 1).to_uppercase();
    let with_offset = |text: &str| format!("{text}{}", offset_text(utc_offset));
    let tries = [
        text.clone(),
        with_offset(&text),
        with_offset(&format!("{text}:00")),
        with_offset(&format!("{text}T00:00:00")),
    ];
    let at = tries.iter().find_map(|text| parse_instant(text).ok())?;
    Some(Value::from(rules_core::time::instant_text_at(at, offset).to_string()))
}

/// An offset as `+08:00`.
fn offset_text(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_times_get_the_rulesets_offset_and_others_keep_the_instant() {
        let at = |line: &str| instant(line, 480).map(|it| it.to_string()).unwrap_or_default();
        assert_eq!(at("2026-03-02 10:30"), "\"2026-03-02T10:30:00+08:00\"");
        assert_eq!(at("2026-03-02"), "\"2026-03-02T00:00:00+08:00\"");
        assert_eq!(at(&dated("2026年3月2日 10:30")), "\"2026-03-02T10:30:00+08:00\"");
        assert_eq!(at(&dated("2026/3/2")), "\"2026-03-02T00:00:00+08:00\"");
        assert_eq!(at("2026-03-02T02:30:00Z"), "\"2026-03-02T10:30:00+08:00\"");
        assert_eq!(at("morning"), "");
    }

    #[test]
    fn what_an_input_method_adds_is_taken_off() {
        assert_eq!(folded(" ２，３ "), "2,3");
        assert_eq!([folded("ｙ"), folded("Ｑ"), folded("？")], ["y", "q", "?"]);
        assert_eq!(yes_or_no(&folded("Ｙ")), Some(true));
        assert_eq!(number(&folded("１．５")), Some(json!(1.5)));
    }

    #[test]
    fn a_choice_is_found_by_number_name_and_text() {
        let choices = EnumType {
            names: vec!["none".into(), "part".into()],
            texts: vec![vec!["无".into(), "None".into()], vec!["部分".into(), "In part".into()]],
        };
        for given in ["2", "part", "部分", "in part"] {
            assert_eq!(chosen(Some(&choices), given, Lang::En), Ok("part"));
        }
        assert!(
            chosen(Some(&choices), "3", Lang::En).is_err() && chosen(Some(&choices), "0", Lang::En).is_err()
        );
    }

    #[test]
    fn lists_are_separated_by_any_comma_and_nothing_in_them_is_not_unknown() {
        assert_eq!(parts("1，2、 3").collect::<Vec<_>>(), ["1", "2", "3"]);
        assert_eq!(items("0", 9, Lang::En), Ok(json!([])));
        assert_eq!(items("2", 9, Lang::En), Ok(json!([{}, {}])));
        assert!(items("10", 9, Lang::En).is_err());
    }
}
