//! What a run tells, at the edges too.

use super::table::Order;
use super::*;
use crate::backtest::reason::Lack;
use crate::{ContextSpec, Options, Ruleset};

const RULESET: &str = include_str!("../../../../rules-cli/tests/data/amounts.toml");

fn ruleset() -> Ruleset {
    Ruleset::compile(RULESET.as_bytes()).unwrap()
}

fn plan(spec: &str) -> Plan {
    Plan::new(&ruleset(), ContextSpec::default(), serde_json::from_str(spec).unwrap()).unwrap()
}

/// Amounts as cells, with a label.
const CELLS: &str =
    r#"{"cells": true, "label": "fraud", "mapping": {"fields": {"amount": {"column": "金额"}}}}"#;

fn results(spec: &str, rows: &[&str]) -> Results {
    let plan = plan(spec);
    let mut run = Run::new(&plan);
    for row in rows {
        run.add(row.as_bytes());
    }
    run.results()
}

#[test]
fn rows_are_scored_as_a_session_scores_them() {
    let text = include_bytes!("../../../../rulesets/fraud/fraud.toml");
    let lines = include_bytes!("../../../../rulesets/fraud/examples/incidents.jsonl");
    let ruleset = Ruleset::compile(text).unwrap();
    let spec = || ContextSpec { as_of: Some("2026-03-02T10:30:00+08:00".into()), ..ContextSpec::default() };
    let plan = Plan::new(&ruleset, spec(), PlanSpec::default()).unwrap();
    let mut run = Run::new(&plan);
    run.add(lines);
    let page = run.rows(&Query { count: Some(1_000), ..Query::default() });
    let rules = run.results().rules;

    let (context, options) = (ruleset.context(spec()).unwrap(), Options::default());
    let mut session = Session::new(&ruleset, &context, &options);
    let lines = lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let assessed: Vec<_> = lines.filter_map(|line| session.assess(line, 1).ok()).collect();
    assert!(assessed.len() > 20, "{}", assessed.len());
    assert_eq!(page.rows.len(), assessed.len());
    let mut hits = 0;
    for (row, assessment) in page.rows.iter().zip(&assessed) {
        assert_eq!(
            (row.score, &row.level, row.settled),
            (assessment.score, &assessment.level, assessment.settled)
        );
        let ceiling = (row.ceiling_score, &row.ceiling_level);
        assert_eq!(ceiling, (assessment.ceiling.score, &assessment.ceiling.level));
        let ids: Vec<&str> = row.hits.iter().map(|hit| rules[*hit as usize].id.as_str()).collect();
        let mut expected: Vec<&str> =
            assessment.hits.iter().chain(&assessment.shadow).map(|hit| hit.id.as_str()).collect();
        expected.sort_by_key(|id| rules.iter().position(|rule| rule.id == *id));
        assert_eq!(ids, expected);
        hits += ids.len() as u64;
    }
    assert_eq!(rules.iter().map(|rule| rule.hits.rows).sum::<u64>(), hits);
    let points = |shadow: bool| {
        let all = assessed.iter().flat_map(|it| if shadow { &it.shadow } else { &it.hits });
        all.map(|hit| hit.points).sum::<i64>()
    };
    for shadow in [false, true] {
        let told = rules.iter().filter(|rule| rule.shadow == shadow).map(|rule| rule.points).sum::<i64>();
        assert_eq!(told, points(shadow));
    }
}

#[test]
fn figures_are_by_label_and_a_chunks_end_makes_no_difference() {
    let rows = [
        "{\"金额\": \"5000\", \"fraud\": \"是\"}\n",
        "{\"金额\": \"4000\", \"fraud\": \"1\"}\n{\"金额\": \"100\", \"fraud\": \"true\"}\n",
        "{\"金额\": \"3000\", \"fraud\": \"否\"}\n{\"金额\": \"\", \"fraud\": \"0\"}\n{\"金额\": \"9\", \"fraud\": \"0\"}",
    ];
    let told = results(CELLS, &rows);
    assert_eq!(told, results(CELLS, &[&rows.concat()]));
    assert_eq!((told.rows.positives, told.rows.negatives, told.rows.left_out), (3, 3, 0));
    // 9 pairs: a positive is higher in 4, ties in 2 + 1 + 2.
    let auc = told.auc.unwrap();
    assert_eq!((auc.value, auc.interval.is_some()), ((4.0 + 2.0 / 2.0 + 2.0 / 2.0) / 9.0, true));
    assert_eq!(told.ks.unwrap().at.score, Some(30));
    let rates: Vec<_> = told.roc.iter().map(|it| (it.score, it.false_positive_rate, it.recall)).collect();
    assert_eq!(rates, [(None, 0.0, 0.0), (Some(30), 1.0 / 3.0, 2.0 / 3.0), (Some(0), 1.0, 1.0)]);
    let rule = &told.rules[0];
    assert_eq!((rule.id.as_str(), rule.hits.rows, rule.hits.positives), ("large-amount", 3, Some(2)));
    assert_eq!((rule.hit_rate, rule.lift), (Some(0.5), Some(2.0 / 3.0 / 0.5)));
    assert_eq!((rule.points, rule.points_a_hit), (90, Some(30.0)));
    let high = &told.levels[1];
    assert_eq!((high.level.as_str(), high.count.rows, high.count.negatives), ("high", 3, Some(1)));
    assert_eq!(high.at_least.unwrap().recall, Some(2.0 / 3.0));
    let (first, last) = (told.histogram[0], told.histogram[30]);
    assert_eq!((first.from, first.count.rows, last.to, last.count.positives), (0, 3, 30, Some(2)));
}

#[test]
fn without_a_label_there_are_counts_and_hit_rates_only() {
    let spec = r#"{"cells": true, "mapping": {"fields": {"amount": {"column": "a"}}}}"#;
    let told = results(spec, &["{\"a\": \"5000\"}\n{\"a\": \"1\"}"]);
    assert_eq!((told.rows.scored, told.rows.positives, told.rows.negatives), (2, 0, 0));
    assert_eq!((told.auc, told.ks, told.roc.len(), told.recall_at.len()), (None, None, 0, 0));
    assert_eq!((told.rules[0].hit_rate, told.rules[0].lift, told.rules[0].points), (Some(0.5), None, 30));
    assert_eq!((told.levels[1].count.rows, told.levels[1].count.positives), (1, None));
    let json = serde_json::to_value(&told).unwrap();
    assert_eq!(json["levels"][1], serde_json::json!({ "level": "high", "rows": 1 }));
}

#[test]
fn one_class_ties_and_no_rows_are_told_as_they_are() {
    let row = |amount: &str, fraud: &str| format!("{{\"金额\": \"{amount}\", \"fraud\": \"{fraud}\"}}\n");
    let one = results(CELLS, &[&row("5000", "1"), &row("1", "1")]);
    assert_eq!((one.rows.positives, one.auc, one.roc.len()), (2, None, 0));
    assert_eq!(one.rules[0].lift, Some(1.0), "among positives as among all");

    let ties = results(CELLS, &[&row("1", "1"), &row("2", "0"), &row("3", "0")]);
    let auc = ties.auc.unwrap();
    assert_eq!((auc.value, auc.interval), (0.5, None));
    assert_eq!((ties.ks.unwrap().value, ties.roc.len(), ties.histogram.len()), (0.0, 2, 1));

    let none = results(CELLS, &[""]);
    assert_eq!((none.rows.read, none.auc, none.histogram.len(), none.levels.len()), (0, None, 0, 2));
    assert_eq!((none.missing_columns.len(), none.rules[0].hit_rate), (0, None));
}

#[test]
fn bad_rows_are_left_out_listed_and_given_as_csv() {
    let rows = "{\"id\": 1, \"金额\": \"5000\", \"fraud\": \"1\"}\n\
         {\"id\": 2, \"金额\"\n\n{\"id\": 4, \"金额\": \"1\", \"fraud\": \"=vielleicht\"}\n\
         {\"id\": 5, \"金额\": \"1\", \"fraud\": \"\"}\n{\"id\": 6, \"金额\": \"1\", \"fraud\": \"0\"}\n";
    let plan = plan(CELLS);
    let mut run = Run::new(&plan);
    assert_eq!(run.add(rows.as_bytes()), 6);
    let told = run.results();
    assert_eq!((told.rows.read, told.rows.scored, told.rows.left_out), (6, 2, 4));
    let listed: Vec<_> = told.left_out.rows.iter().map(|it| (it.row, it.lack)).collect();
    assert_eq!(listed, [(2, Lack::Form), (3, Lack::Form), (4, Lack::Label), (5, Lack::Label)]);
    assert_eq!(told.left_out.rows[2].found.as_deref(), Some("\"=vielleicht\""));
    assert_eq!(told.left_out.reasons.iter().map(|it| it.rows).sum::<u64>(), told.left_out.count);
    let csv = run.bad_csv();
    assert!(csv.starts_with("row,lack,reason,found\n2,form,"), "{csv}");
    assert!(csv.ends_with("5,label,\"no label: `fraud` is absent, empty or null\",\n"), "{csv}");
    assert_eq!(run.rows(&Query::default()).rows.iter().map(|row| row.row).collect::<Vec<_>>(), [1, 6]);
}

#[test]
fn numbers_that_are_none_are_faults_of_their_field_and_their_rows_scored() {
    let told = results(
        CELLS,
        &[
            "{\"金额\": \"１２０００\", \"fraud\": \"1\"}\n{\"金额\": \"12,000\", \"fraud\": \"0\"}\n{\"金额\": \"12000\", \"fraud\": \"0\"}",
        ],
    );
    let [fault] = told.input_faults.as_slice() else { panic!("{:?}", told.input_faults) };
    assert_eq!((fault.field.as_str(), fault.rows, fault.first), ("amount", 2, 1));
    assert!(fault.found.contains("１２０００"), "{}", fault.found);
    assert_eq!((told.rows.scored, told.rules[0].hits.rows), (3, 1));
}

#[test]
fn columns_that_no_row_has_are_named_with_what_was_meant() {
    let spec = r#"{"label": "grad >= 4", "mapping": {"fields": {"amount": {"column": "amount"}}}}"#;
    let told = results(spec, &["{\"amount\": 1, \"grade\": 4}\n"]);
    let missing: Vec<_> =
        told.missing_columns.iter().map(|it| (it.column.as_str(), it.meant.as_deref())).collect();
    assert_eq!(missing, [("grad", Some("grade"))]);
}

#[test]
fn each_row_may_have_its_own_instant() {
    let spec = r#"{"asOfField": "when"}"#;
    let told = results(
        spec,
        &[
            "{\"when\": \"2026-03-02T10:30:00+08:00\"}\n{\"when\": \"2025-03-02T10:30:00+08:00\"}\n{\"when\": \"soon\"}\n{}\n",
        ],
    );
    assert_eq!((told.rows.scored, told.rows.not_in_force, told.as_of), (2, 1, None));
    assert_eq!(
        told.left_out.rows.iter().map(|it| it.lack).collect::<Vec<_>>(),
        [Lack::Instant, Lack::Instant]
    );
}

#[test]
fn rows_are_filtered_sorted_and_given_page_by_page() {
    let mut rows = String::new();
    for (at, amount) in [5000, 1, 4000, 2].into_iter().enumerate() {
        rows += &format!(
            "{{\"id\": \"Ｋ{at}\", \"金额\": {amount}, \"code_told\": true, \"fraud\": {}}}\n",
            at < 2
        );
    }
    let plan = plan(&CELLS.replace("\"cells\": true", "\"cells\": false"));
    let mut run = Run::new(&plan);
    run.add(rows.as_bytes());
    let keys = |query: &str| {
        let page = run.rows(&serde_json::from_str(query).unwrap());
        (page.total, page.rows.into_iter().map(|row| row.key).collect::<Vec<_>>().join(" "))
    };
    assert_eq!(keys("{}"), (4, "Ｋ0 Ｋ1 Ｋ2 Ｋ3".into()));
    assert_eq!(keys(r#"{"sort": "score"}"#).1, "Ｋ1 Ｋ3 Ｋ0 Ｋ2");
    assert_eq!(
        keys(r#"{"sort": "score", "descending": true}"#).1,
        "Ｋ0 Ｋ2 Ｋ1 Ｋ3",
        "equal ones as they were read"
    );
    assert_eq!(keys(r#"{"sort": "row", "descending": true, "from": 1, "count": 2}"#), (4, "Ｋ2 Ｋ1".into()));
    assert_eq!(keys(r#"{"sort": "ceiling"}"#).1, "Ｋ1 Ｋ3 Ｋ0 Ｋ2");
    assert_eq!(keys(r#"{"level": "high", "positive": false}"#), (1, "Ｋ2".into()));
    assert_eq!(keys(r#"{"level": "none"}"#).0, 0);
    assert_eq!(keys(r#"{"hit": 0}"#).1, "Ｋ0 Ｋ2");
    assert_eq!(keys(r#"{"text": "k3"}"#).1, "Ｋ3", "width and case make no difference");
    assert!(serde_json::from_str::<Query>(r#"{"sorted": "row"}"#).is_err());
    assert_eq!(Query::default().sort, Order::Row);
}

#[test]
fn a_line_becomes_the_incident_that_the_run_assesses() {
    let spec = CELLS.replace("\"金额\"}", "\"金额\", \"scale\": 10000}");
    let plan = plan(&spec.replace("\"cells\"", "\"asOfField\": \"时间\", \"cells\""));
    let run = Run::new(&plan);
    let line = "{\"金额\": \"0.5\", \"fraud\": \"1\", \"时间\": \"2026-03-02T10:30:00+08:00\"}";
    let incident = serde_json::json!({ "report": { "amount": 5000 }, "时间": "2026-03-02T10:30:00+08:00" });
    let told: serde_json::Value = serde_json::from_str(&run.incident(line.as_bytes()).unwrap()).unwrap();
    assert_eq!(told, incident);
    assert_eq!(run.incident(b"{\"id\": 5}").unwrap_err().lack, Lack::Instant);
    assert_eq!(run.incident(b"[1]").unwrap_err().lack, Lack::Form);
}

#[test]
fn rows_as_csv_run_no_formula() {
    let plan = plan(r#"{"label": "fraud"}"#);
    let mut run = Run::new(&plan);
    run.add(b"{\"id\": \"=cmd|'1'\", \"fraud\": true, \"report\": {\"amount\": 5000}}\n{\"id\": \"a,\\\"b\", \"fraud\": false}");
    let csv = run.csv();
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "row,key,score,level,ceiling_score,ceiling_level,settled,label,hits");
    assert!(lines[1].starts_with("1,'=cmd|'1',30,high,"), "{csv}");
    assert!(lines[1].ends_with(",true,large-amount"), "{csv}");
    assert!(lines[2].starts_with("2,\"a,\"\"b\",0,low,"), "{csv}");
}

#[test]
fn a_hundred_thousand_rows_take_less_than_twenty_megabytes() {
    let mut table = Table::default();
    for row in 0..100_000 {
        let key = format!("2026-{row:08}-abcdef");
        let score = crate::Score::default();
        table.push(Scored {
            row,
            key: Some(&key),
            score,
            positive: Some(true),
            hits: &[1, 2, 3, 4, 5, 6, 7, 8],
        });
    }
    assert!(table.memory() < 20_000_000, "{}", table.memory());
}

#[test]
fn a_plan_that_cannot_be_is_refused_with_its_reason() {
    let refused = |spec: &str| {
        let spec = serde_json::from_str(spec).unwrap();
        Plan::new(&ruleset(), ContextSpec::default(), spec).unwrap_err().to_string()
    };
    assert_eq!(
        refused(r#"{"mapping": {"fields": {"amont": {"column": "a"}}}}"#),
        "the mapping cannot be used: the ruleset has no field `amont`; did you mean `amount`?"
    );
    assert_eq!(
        refused(r#"{"label": "true"}"#),
        "the label cannot be used: the label names no column: every row would be the same; columns are compared with values by == != < <= > >=, sought `in` a list, or stand alone as bools, joined by && || ! and parentheses"
    );
}
