//! `rules diff`: lines and codes, rows of every kind, what moved and why, rows that are left out.

use crate::support::{Ran, amounts, data, file, folder, rules};
use serde_json::Value;

/// The tests' ruleset with edits, in a file of a test's own.
fn edition(test: &str, edits: &[(&str, &str)]) -> String {
    let mut text = std::fs::read_to_string(data("amounts.toml")).unwrap();
    for (from, to) in edits {
        assert!(text.contains(from), "nothing is `{from}`");
        text = text.replace(from, to);
    }
    file(&folder(test), "new.toml", text)
}

fn diff(new: &str, args: &[&str], input: &str) -> Ran {
    let old = amounts();
    rules(&[&["diff", "--as-of", "2026-03-02T10:30:00+08:00"], args, &[&old, new]].concat(), input.as_bytes())
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}{}", ran.out, ran.err))
}

const ROWS: &str = "{\"id\": \"a\", \"report\": {\"amount\": 3000}}\nnothing\n{\"id\": \"b\", \"report\": {\"amount\": 9000}}\n";
const MORE: (&str, &str) = ("'amount >= 3000'", "'amount > 3000'");

#[test]
fn the_same_ruleset_is_no_difference_and_code_0() {
    let ran = rules(&["diff", "fraud", "fraud"], b"");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("两套规则相同"), "{}", ran.out);
}

#[test]
fn a_difference_is_code_1_and_starred_where_it_weighs() {
    let new = edition("diff_lines", &[MORE, ("virtual currency", "cryptocurrency")]);
    let ran = diff(&new, &["--locale", "zh"], "");
    assert_eq!(ran.code, 1, "{}", ran.err);
    let lines = ran.lines();
    assert_eq!(lines[0], "amounts 1.0.0 → amounts 1.0.0");
    assert!(lines.contains(&"* 规则 large-amount：条件 amount >= 3000 → amount > 3000"), "{}", ran.out);
    assert!(lines.contains(&"  规则 crypto：理由（en）“virtual currency” → “cryptocurrency”"), "{}", ran.out);
}

#[test]
fn an_incident_at_the_edge_moves_and_the_rule_is_named_and_a_bad_row_is_counted() {
    let new = edition("diff_rows", &[MORE]);
    let ran = diff(&new, &["--locale", "en", "--on", "-"], ROWS);
    assert_eq!(ran.code, 2, "{}", ran.err);
    for line in [
        "scored by both: 2; moved: 1, raised 0, lowered 1; score higher: 0, lower: 1",
        "left out, for they are no incident: 1",
        "standard input:2: cannot be read",
        "a (standard input:1): 30 high → 0 low",
        "rule large-amount: no longer fires (30 points); without it: 30, high",
    ] {
        assert!(ran.out.contains(line), "{line}\n{}", ran.out);
    }
    let report = json(&diff(&new, &["--format", "json", "--on", "-"], ROWS));
    assert_eq!(report["movement"]["levels"]["counts"], serde_json::json!([[0, 0], [1, 1]]));
    assert_eq!(
        (&report["leftOut"], &report["leftOutRows"][0]["place"]),
        (&1.into(), &"standard input:2".into())
    );
    assert_eq!(report["difference"]["changes"][0]["details"][0]["member"], "when");
}

#[test]
fn any_number_of_threads_and_any_kind_of_file_give_the_same_moves() {
    let new = edition("diff_kinds", &[MORE]);
    let rows: Vec<String> = (0..200)
        .map(|at| format!("{{\"id\": \"r{at}\", \"report\": {{\"amount\": {}}}}}", 2900 + at))
        .collect();
    let moves = |args: &[&str], input: &str| {
        let ran = diff(&new, &[args, &["--format", "json", "--moves", "3"]].concat(), input);
        json(&ran)["movement"].clone()
    };
    let lines = moves(&["--on", "-", "--threads", "1"], &rows.join("\n"));
    assert_eq!((&lines["incidents"], &lines["moved"]), (&200.into(), &1.into()));
    assert_eq!(lines["moves"][0]["key"], "r100");
    // Long lines are several batches.
    let long: Vec<String> = rows.iter().map(|row| format!("{row}{}", " ".repeat(4_000))).collect();
    assert_eq!(moves(&["--on", "-", "--threads", "4"], &long.join("\n")), lines);
    assert_eq!(moves(&["--on", "-"], &format!("[{}]", rows.join(","))), lines);
    let sheet: String = (0..200).map(|at| format!("r{at},{}\n", 2900 + at)).collect();
    let sheet = file(&folder("diff_sheet"), "rows.csv", format!("id,amount\n{sheet}"));
    assert_eq!(moves(&["--on", &sheet], ""), lines);
}

#[test]
fn a_column_under_the_older_name_is_read_by_both_rulesets() {
    let renamed = [
        ("[field.amount]", "[field.total]\nwas = [\"amount\"]"),
        ("path = \"/report/amount\"\n", ""),
        ("'amount >=", "'total >="),
        ("${amount}", "${total}"),
        ("report = { amount = 3000 }", "total = 3000"),
    ];
    let new = edition("diff_renamed", &renamed);
    let sheet = file(&folder("diff_renamed_sheet"), "rows.csv", "id,amount\na,5000\n");
    let ran = diff(&new, &["--locale", "en", "--on", &sheet], "");
    assert!(ran.out.contains("field amount: renamed to total"), "{}", ran.out);
    assert!(ran.out.contains("scored by both: 1; moved: 0"), "{}{}", ran.out, ran.err);
}

#[test]
fn what_cannot_be_compared_is_said_with_code_3() {
    let ran = rules(&["diff", "fraud", "frauds"], b"");
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("did you mean `fraud`?"), "{}", ran.err);
    let sheet = file(&folder("diff_unknown"), "rows.csv", "shoe,size\nleft,44\n");
    let ran = diff(&amounts(), &["--on", &sheet], "");
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("no column is a field of the ruleset"), "{}", ran.err);
}
