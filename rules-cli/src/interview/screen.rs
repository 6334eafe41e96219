//! What an interview shows: where the report stands, and the question with its answers.

use super::words;
use crate::terminal::{HEAD, WARN};
use rules_core::explain::{Explained, Lang, NextDetail, fill};
use rules_core::ruleset::typed::Type;
use rules_core::ruleset::{Field, Model};
use std::fmt::Write;

/// Columns of the score's range.
const COLUMNS: usize = 40;

/// Answers whose effect is told, at most.
const EFFECTS: usize = 6;

/// Where the report stands: the range of the score as a bar, the ends in words.
pub fn standing(explained: &Explained, lang: Lang, locale: &str) -> String {
    let assessment = &explained.assessment;
    let Some(bounds) = &assessment.bounds else { return String::new() };
    let (low, high) = (bounds.score.low.value, bounds.score.high.value);
    let level = |id: &str| {
        let found = explained.details.levels.iter().find(|level| level.id == id);
        found.map(|level| level.title.get(locale).to_owned()).unwrap_or_default()
    };
    let score = [assessment.score, low, high].map(|it| it.to_string());
    let (now, least, most) =
        (level(&assessment.level), level(&bounds.level.low.value), level(&bounds.level.high.value));
    let text = match bounds.level.low.value == bounds.level.high.value {
        true => fill(words::level_only(lang), &[&score[0], &score[1], &score[2], &now]),
        false => fill(words::standing(lang), &[&score[0], &score[1], &score[2], &now, &least, &most]),
    };
    let ends = (explained.details.score.min, explained.details.score.max);
    format!("{}\n{text}\n", bar(ends, (low, high), assessment.score))
}

/// `0 ··━━●━━━···· 100`: what is still possible, and where it stands.
fn bar((min, max): (i64, i64), (low, high): (i64, i64), now: i64) -> String {
    let width = max.saturating_sub(min).max(1);
    let last = COLUMNS - 1;
    let column = |score: i64| {
        let share = i128::from(score.saturating_sub(min)) * last as i128 / i128::from(width);
        usize::try_from(share).unwrap_or_default().min(last)
    };
    let mark = |at: usize| match at {
        _ if at == column(now) => '●',
        _ if (column(low)..=column(high)).contains(&at) => '━',
        _ => '·',
    };
    let bar: String = (0..COLUMNS).map(mark).collect();
    format!("{min} {bar} {max}")
}

/// The question, its choices by number, and what answers lead to.
pub fn question(model: &Model, field: &Field, next: &NextDetail, number: usize, of: (Lang, &str)) -> String {
    let (lang, locale) = of;
    let ask = match (next.field.contains('['), &field.ask) {
        (true, Some(_)) => format!("{} — {}", next.title.get(locale), next.ask.get(locale)),
        (true, None) => next.title.get(locale).to_owned(),
        (false, _) => next.ask.get(locale).to_owned(),
    };
    let mut text = format!("\n{HEAD}{number}. {ask}{HEAD:#}\n");
    match field.ty {
        Type::Enum(index) | Type::EnumList(index) => {
            let names = model.enums.get(index).map(|it| it.names.len()).unwrap_or_default();
            for choice in 0..names {
                let _infallible =
                    writeln!(text, "   {} {}", choice + 1, choice_text(model, index, choice, locale));
            }
        }
        _ => {}
    }
    let told = next.answers.iter().filter(|answer| !answer.text.get(locale).is_empty());
    for (answer, then) in told.filter_map(|answer| Some((answer, answer.leads_to.as_ref()?))).take(EFFECTS) {
        let effect = fill(words::effect(lang), &[answer.text.get(locale), then.get(locale)]);
        let _infallible = writeln!(text, "   {WARN}→{WARN:#} {effect}");
    }
    let unit = field.unit.as_ref().map(|unit| format!(" ({unit})")).unwrap_or_default();
    let hint = format!("{}{unit}", hint(field.ty)(lang));
    let _infallible =
        write!(text, "{} > ", fill(words::leads_to(lang), &[&hint, words::empty_is_unknown(lang)]));
    text
}

fn choice_text(model: &Model, index: usize, choice: usize, locale: &str) -> String {
    let Some(choices) = model.enums.get(index) else { return String::new() };
    let text = choices.texts.get(choice).and_then(|texts| texts.get(model.language(locale)));
    text.filter(|text| !text.is_empty()).or(choices.names.get(choice)).cloned().unwrap_or_default()
}

/// What a type's answers look like.
fn hint(ty: Type) -> fn(Lang) -> &'static str {
    match ty {
        Type::Bool => words::yes_no,
        Type::Int => words::whole,
        Type::Num => words::number,
        Type::Enum(_) => words::choose_one,
        Type::EnumList(_) => words::choose_some,
        Type::Text => words::text,
        Type::TextList => words::texts,
        Type::Date => words::date,
        Type::Datetime => words::datetime,
        Type::Duration => words::duration,
        Type::Records(_) => words::items,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_marks_the_range_and_the_present_score() {
        let shown = bar((0, 100), (0, 100), 0);
        assert!(shown.starts_with("0 ●━") && shown.ends_with("━ 100"));
        let shown = bar((0, 100), (50, 50), 50);
        assert_eq!(shown.matches('●').count(), 1);
        assert!(!shown.contains('━'));
    }
}
