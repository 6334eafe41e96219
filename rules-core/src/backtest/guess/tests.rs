//! What is guessed for the shipped rulesets, and what is not.

use super::*;
use crate::backtest::label::Label;
use crate::backtest::mapping::Mapping;
use serde_json::Value as Json;
use std::collections::BTreeSet;

fn shipped(name: &str) -> Ruleset {
    let source: &[u8] = match name {
        "fraud" => include_bytes!("../../../../rulesets/fraud/fraud.toml"),
        "housing" => include_bytes!("../../../../rulesets/housing/housing.toml"),
        _ => include_bytes!("../../../../rulesets/petition/petition.toml"),
    };
    Ruleset::compile(source).unwrap()
}

/// A guess from a header and rows of cells; it has to be usable as it is.
fn guessed(name: &str, header: &[&str], rows: &[&[&str]]) -> Guess {
    let ruleset = shipped(name);
    let lines: Vec<String> = rows
        .iter()
        .map(|cells| {
            let members = header
                .iter()
                .zip(*cells)
                .map(|(name, cell)| format!("{}:{}", Json::from(*name), Json::from(*cell)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        })
        .collect();
    let rows: Vec<Row<'_>> = lines.iter().map(|line| Row::new(line.as_bytes(), true).unwrap()).collect();
    let guess = guess(&ruleset, &rows);
    if !guess.mapping.fields.is_empty() {
        let mapping = Mapping::new(guess.mapping.clone(), &ruleset).unwrap();
        let columns: Vec<&[String]> = mapping.columns().collect();
        assert_eq!(columns.len(), columns.iter().collect::<BTreeSet<_>>().len(), "no column is two fields");
    }
    if let Some(label) = &guess.label {
        let parsed = Label::parse(&label.expression).unwrap();
        let labels: Vec<_> = rows.iter().map(|row| parsed.of(row)).collect();
        assert!(labels.contains(&Ok(true)) && labels.contains(&Ok(false)), "{labels:?}");
    }
    guess
}

fn fields(guess: &Guess) -> Vec<(&str, &str)> {
    guess.fields.iter().map(|it| (it.column.as_str(), it.field.as_str())).collect()
}

#[test]
fn chinese_headers_are_fields_by_title_and_their_cells_by_theirs() {
    let header = [
        "案件编号",
        "报告时间",
        "情况描述",
        "联系渠道",
        "要求的金额（元）",
        "共享屏幕或远程控制",
        "是否诈骗",
    ];
    let guess = guessed(
        "fraud",
        &header,
        &[
            &["A1", "2026/3/2 9:30", "对方说是公安局的，让我把钱转到安全账户。", "电话", "50000", "有", "是"],
            &["A2", "2026/3/3 10:00:01", "邻居借钱，已经还了，没有别的事情了。", "当面", "300", "无", "否"],
            &["A3", "2026/3/4 11:00", "", "短信", "", "", "否"],
        ],
    );
    let expected = [
        ("报告时间", "reported_at"),
        ("情况描述", "narrative"),
        ("联系渠道", "channel"),
        ("要求的金额（元）", "amount_asked"),
        ("共享屏幕或远程控制", "screen_shared"),
    ];
    assert_eq!(fields(&guess), expected);
    assert_eq!(guess.key.as_deref(), Some("案件编号"));
    let mapping = &guess.mapping.fields;
    assert_eq!(mapping["channel"].values["当面"], "in_person");
    assert_eq!(mapping["screen_shared"].values["有"], true);
    assert_eq!(mapping["reported_at"].parse, Some(crate::backtest::mapping::Parse::Datetime));
    let label = guess.label.unwrap();
    assert_eq!((label.column.as_str(), label.expression.as_str()), ("是否诈骗", "column(\"是否诈骗\")"));
    let sure: Vec<u32> = guess.fields.iter().map(|it| it.confidence).collect();
    assert_eq!(sure, [93, 93, 93, 65, 93], "part of a title is less sure");
    assert_eq!(guess.fields[2].reason.zh, "列名就是字段的标题；取值按标题换成选项");
    assert!(guess.fields[2].reason.en.starts_with("the column is called by the field's title"));
}

#[test]
fn names_differ_by_width_case_and_signs_only() {
    let guess = guessed(
        "fraud",
        &["Reported-At", "ＡＭＯＵＮＴ＿ＡＳＫＥＤ", "Code or password given away"],
        &[&["2026-03-02T10:00:00+08:00", "5", "1"]],
    );
    let expected = [
        ("Reported-At", "reported_at"),
        ("ＡＭＯＵＮＴ＿ＡＳＫＥＤ", "amount_asked"),
        ("Code or password given away", "code_told"),
    ];
    assert_eq!(fields(&guess), expected);
    assert_eq!(guess.mapping.fields["reported_at"].parse, None, "it is as the engine has it");
}

#[test]
fn of_two_columns_that_want_one_field_the_surer_has_it_and_the_other_is_named() {
    let guess = guessed(
        "fraud",
        &["联系渠道", "channel", "channel (old)"],
        &[&["电话", "sms", "chat"], &["短信", "chat", "sms"]],
    );
    let [only] = guess.fields.as_slice() else { panic!("{:?}", guess.fields) };
    assert_eq!((only.column.as_str(), only.field.as_str(), only.confidence), ("channel", "channel", 98));
    assert_eq!(only.others, ["联系渠道", "channel (old)"]);
}

#[test]
fn columns_of_foreign_names_are_told_by_what_they_hold() {
    let story = |end: &str| format!("村民多次到镇里反映征地补偿款没有到账，{end}");
    let (first, second) = (story("要求尽快答复"), story("已经约好下周去县里"));
    let guess = guessed("petition", &["zh_txt", "x7", "flag"], &[&[&first, "12", "1"], &[&second, "8", "0"]]);
    assert_eq!(fields(&guess), [("zh_txt", "narrative")]);
    assert_eq!(guess.fields[0].confidence, 60);
    assert_eq!(guess.label.unwrap().expression, "flag", "numbers say nothing of a field");

    let guess = guessed("housing", &["kind_of_roof", "other"], &[&["混凝土", "a"], &["heavy", "b"]]);
    assert!(
        guess.fields.iter().all(|it| it.field != "roof" || it.column == "kind_of_roof"),
        "{:?}",
        guess.fields
    );
}

#[test]
fn labels_are_told_by_name_and_by_two_values() {
    let of = |header: &str, cells: &[&str]| {
        let rows: Vec<Vec<&str>> = cells.iter().map(|cell| vec![*cell]).collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        guessed("fraud", &[header], &rows).label.map(|it| (it.expression, it.confidence))
    };
    let told = |expression: &str, sure| Some((expression.to_owned(), sure));
    assert_eq!(of("is_fraud", &["0", "1", "0"]), told("is_fraud", 90));
    assert_eq!(of("Label", &["FR", "OK"]), told("Label == \"FR\"", 90));
    assert_eq!(of("结果", &["正常", "诈骗", "正常"]), told("column(\"结果\") == \"诈骗\"", 90));
    assert_eq!(of("class", &["2", "5", "5"]), told("class == 2", 75), "the rarer one");
    assert_eq!(of("damage_grade", &["1", "2", "3", "4", "5"]), told("damage_grade >= 4", 60));
    assert_eq!(of("是否冻结", &["是", "否"]), told("column(\"是否冻结\")", 70));
    assert_eq!(of("x", &["a", "b", "b"]), told("x == \"a\"", 25), "the only one with two values");
    assert_eq!(of("label", &["a", "a"]), None, "one value tells nothing apart");
    assert_eq!(of("label", &["a", "b", "c"]), None, "of three words none is more");
}

#[test]
fn a_bool_field_is_no_label_and_a_label_no_field() {
    let guess = guessed("fraud", &["code_told", "is_fraud"], &[&["1", "0"], &["0", "1"]]);
    assert_eq!(fields(&guess), [("code_told", "code_told")]);
    assert_eq!(guess.label.unwrap().column, "is_fraud");
    let alone = guessed("fraud", &["code_told"], &[&["1"], &["0"]]);
    assert_eq!((alone.fields.len(), alone.label), (1, None));
}

#[test]
fn values_that_do_not_fit_are_a_doubt_that_is_told() {
    let guess = guessed("fraud", &["amount_asked"], &[&["很多"], &["五万"], &["1"]]);
    assert_eq!(guess.fields[0].confidence, 58);
    assert_eq!(
        guess.fields[0].reason.en,
        "the column is called by the field's name; 33 % of the first values are numbers within the range"
    );
}

#[test]
fn without_rows_nothing_is_guessed() {
    let guess = guess(&shipped("fraud"), &[]);
    assert_eq!((guess.columns.len(), guess.fields.len(), guess.label, guess.key), (0, 0, None, None));
}
