//! Why something was guessed, in words.

use super::Told;
use super::names::Likeness;
use super::shape::Fit;
use crate::backtest::mapping::Parse;
use crate::ruleset::Field;
use crate::ruleset::typed::Type;

/// A column that is called like a field.
pub fn named(alike: Likeness, field: &Field, fit: &Fit) -> Told {
    let (zh, en) = match alike {
        Likeness::Name => ("列名就是字段名", "the column is called by the field's name"),
        Likeness::Folded => (
            "列名与字段名只差大小写、全半角或符号",
            "the column is called by the field's name but for case, width or signs",
        ),
        Likeness::Title => ("列名就是字段的标题", "the column is called by the field's title"),
        Likeness::Part => {
            ("列名与字段的名称或标题部分相同", "the column's name has part of the field's name or title")
        }
    };
    let (doubt_zh, doubt_en) = values(field, fit);
    Told { zh: format!("{zh}{doubt_zh}"), en: format!("{en}{doubt_en}") }
}

/// What its values say.
fn values(field: &Field, fit: &Fit) -> (String, String) {
    if fit.share < 100 {
        let share = fit.share;
        let (zh, en) = kind(field.ty);
        return (
            format!("；前几行中{share}%的值是{zh}"),
            format!("; {share} % of the first values are {en}"),
        );
    }
    let (zh, en) = match (fit.values.is_empty(), fit.parse) {
        (false, _) => ("；取值按标题换成选项", "; values are turned into the field's own by their titles"),
        (true, Some(Parse::Date | Parse::Datetime)) => {
            ("；按表格中的日期写法读取", "; read as spreadsheets write dates")
        }
        (true, Some(Parse::Number)) => ("；文字按数字读取", "; texts are read as numbers"),
        (true, _) => ("", ""),
    };
    (zh.into(), en.into())
}

/// What a field takes.
fn kind(ty: Type) -> (&'static str, &'static str) {
    match ty {
        Type::Bool => ("是否值", "bools"),
        Type::Int | Type::Num => ("范围内的数字", "numbers within the range"),
        Type::Enum(_) | Type::EnumList(_) => ("该字段的选项", "the field's own values"),
        Type::Date => ("日期", "dates"),
        Type::Datetime => ("带时刻的日期", "dates with a time of day"),
        Type::Text | Type::TextList | Type::Duration | Type::Records(_) => {
            ("可用的值", "values that it takes")
        }
    }
}

/// A column the values of which look like a field's.
pub fn shaped(field: &Field, fit: &Fit) -> Told {
    let (zh, en) = match field.ty {
        Type::Text => ("列中是较长的叙述文字", "the column holds long texts that tell a story"),
        Type::Datetime => ("列中是带时刻的日期", "the column holds dates with a time of day"),
        _ => ("列中的值都是该字段的选项", "all values of the column are the field's own, or their titles"),
    };
    let (more_zh, more_en) = match fit.parse {
        Some(Parse::Date | Parse::Datetime) => values(field, fit),
        _ => (String::new(), String::new()),
    };
    Told { zh: format!("{zh}{more_zh}"), en: format!("{en}{more_en}") }
}

/// A label of two values; which one is the positives', and whether only for being the rarer one.
pub fn label(is_named: bool, value: Option<(&str, bool)>) -> Told {
    let (zh, en) = match is_named {
        true => ("列名像是标签，且只有两种取值", "the column is called like a label and has two values"),
        false => ("只有这一列恰有两种取值", "it is the only column with two values"),
    };
    let (more_zh, more_en) = match value {
        Some((value, true)) => (
            format!("；“{value}”较少，当作正例"),
            format!("; `{value}` is the rarer one and taken for the positives'"),
        ),
        Some((value, false)) => {
            (format!("；“{value}”当作正例"), format!("; `{value}` is taken for the positives'"))
        }
        None => (String::new(), String::new()),
    };
    Told { zh: format!("{zh}{more_zh}"), en: format!("{en}{more_en}") }
}

/// A label that is a grade.
pub fn grade(from: &str) -> Told {
    Told {
        zh: format!("列名像是标签，取值是几档数字；{from}及以上当作正例，请核对"),
        en: format!(
            "the column is called like a label and has a few numbers; {from} and more are taken for positives: check it"
        ),
    }
}
