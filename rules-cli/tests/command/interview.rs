//! `rules interview` and what goes with it: questions best first, answers as people type them, what would change.

use crate::support::{Ran, file, folder, rules};

const RULES: &str = r#"
format = 1
[ruleset]
id = "yard"
version = "1.0.0"
languages = ["en", "zh"]
title = { en = "Yard", zh = "院落" }
effective = 2026-01-01
utc_offset = "+08:00"
score = { base = 0, min = 0, max = 100 }
[source.s]
title = { en = "S", zh = "源" }
status = "read"
checked = 2026-01-01
[field.width]
type = "number"
unit = "mm"
min = 0
title = { en = "Width", zh = "宽度" }
ask = { en = "How wide is the crack?", zh = "裂缝多宽？" }
[field.wall]
type = "enum"
values = { brick = { en = "Brick", zh = "砖" }, earth = { en = "Earth", zh = "土" } }
title = { en = "Wall", zh = "墙" }
[field.seen_at]
type = "datetime"
title = { en = "Seen at", zh = "看到的时间" }
[field.leaks]
type = "records"
max_items = 3
title = { en = "Leaks", zh = "漏水" }
[field.leaks.item]
large = { type = "bool", title = { en = "Large", zh = "大" } }
[[rule]]
id = "wide"
when = 'width > 1'
points = 50
reason = { en = "Wide", zh = "宽" }
basis = "s"
[[rule]]
id = "earth"
when = 'wall == "earth"'
points = 10
reason = { en = "Earth", zh = "土" }
basis = "s"
[[rule]]
id = "fresh"
when = 'seen_at >= as_of - duration("PT24H")'
points = 10
reason = { en = "Fresh", zh = "新" }
basis = "s"
[[rule]]
id = "leaking"
each = "leaks"
when = 'large'
points = 20
reason = { en = "Leaking", zh = "漏" }
basis = "s"
[[level]]
id = "low"
from = 0
title = { en = "Low", zh = "低" }
[[level]]
id = "high"
from = 50
title = { en = "High", zh = "高" }
"#;

fn interview(test: &str, more: &[&str], answers: &str) -> (Ran, String) {
    let folder = folder(test);
    let ruleset = file(&folder, "yard.toml", RULES.as_bytes());
    let saved = folder.join("report.jsonl").display().to_string();
    let mut args =
        vec!["interview", "--ruleset", &ruleset, "--save", &saved, "--as-of", "2026-03-02T10:30:00+08:00"];
    args.extend(more);
    let ran = rules(&args, answers.as_bytes());
    let report = std::fs::read_to_string(&saved).unwrap_or_default();
    (ran, report)
}

#[test]
fn it_asks_for_what_matters_most_and_stops_where_the_level_stands() {
    let (ran, report) = interview("interview-stops", &[], "2.5\n");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("1. How wide is the crack?"), "{}", ran.out);
    assert!(ran.out.contains("→ more than 1 mm: is High"), "{}", ran.out);
    assert!(ran.out.contains("Score 0, may be 0 to 90; level Low, may be Low to High"), "{}", ran.out);
    assert!(ran.out.contains("Score 50, may be 50 to 90; level High\n"), "{}", ran.out);
    assert!(ran.out.contains("Questions asked: 1. The level stands"), "{}", ran.out);
    assert!(ran.out.contains("## What to do first"), "{}", ran.out);
    assert_eq!(report, "{\"width\":2.5}\n");
}

#[test]
fn narrow_cracks_need_no_further_question_for_forty_points_reach_no_band() {
    let (ran, report) = interview("interview-narrow", &[], "1\n");
    assert!(ran.out.contains("Score 0, may be 0 to 40; level Low\n"), "{}", ran.out);
    assert_eq!(report, "{\"width\":1}\n");
}

#[test]
fn answers_are_taken_as_people_type_them_and_wrong_ones_are_asked_for_again() {
    let lower = RULES.replace("from = 50", "from = 30");
    let folder = folder("interview-typed");
    let ruleset = file(&folder, "yard.toml", lower.as_bytes());
    let saved = folder.join("report.jsonl").display().to_string();
    let as_of = "2026-03-02T10:30:00+08:00";
    let args = ["interview", "--ruleset", &ruleset, "--save", &saved, "--as-of", as_of, "{\"note\": 1}"];
    let typed = [
        ("", "1. How wide is the crack?"),
        ("wide", "2. Leaks"),
        ("4", "This answer cannot be used: expected a whole number from 0 to 3"),
        ("b", "2. Leaks"),
        ("-1", "The last answer is taken back"),
        ("1", "This answer cannot be used: should be at least 0"),
        ("2", "2. Leaks"),
        ("stone", "3. Wall"),
        ("?", "This answer cannot be used: no such choice: stone"),
        ("earth", "empty: not known; b: take back; q: end"),
        ("n", "4. Large (Leaks, no. 1)"),
        ("是", "5. Large (Leaks, no. 2)"),
    ];
    let lines: Vec<&str> = typed.iter().map(|(line, _)| *line).collect();
    let ran = rules(&args, (lines.join("\n") + "\n").as_bytes());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    let mut rest = ran.out.as_str();
    for (line, before) in typed {
        let (_, asked) =
            rest.split_once(before).unwrap_or_else(|| panic!("{before} before {line} in\n{rest}"));
        rest = asked.split_once(&format!("> {line}\n")).map_or("", |(_, rest)| rest);
    }
    assert!(rest.contains("Questions asked: 5. The level stands"), "{rest}");
    let report: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(saved).unwrap()).unwrap();
    let expected = serde_json::json!({
        "note": 1, "width": 1, "wall": "earth",
        "leaks": [{"large": false}, {"large": true}],
    });
    assert_eq!(report, expected);
}

#[test]
fn it_ends_with_the_answers_and_keeps_what_was_told() {
    let (ran, report) = interview("interview-ends", &["--locale", "zh"], "");
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("裂缝多宽？") && ran.out.contains("就此结束"), "{}", ran.out);
    assert_eq!(report, "{}\n");
}

#[test]
fn the_incident_cannot_come_from_where_the_answers_come_from() {
    let (ran, _) = interview("interview-stdin", &["-"], "");
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("give the incident as a file or as JSON text"), "{}", ran.err);
}

#[test]
fn explain_tells_the_cheapest_change_that_takes_a_report_out_of_its_level_or_that_there_is_none() {
    let folder = folder("what-if");
    let ruleset = file(&folder, "yard.toml", RULES.as_bytes());
    let explain = |incident: &str| {
        let as_of = "2026-03-02T10:30:00+08:00";
        rules(&["explain", "--what-if", "--ruleset", &ruleset, "--as-of", as_of, incident], b"").out
    };
    let wide = explain(r#"{"width": 3, "wall": "earth"}"#);
    assert!(
        wide.ends_with("## What would change the level\n- if ‘Width’ were at most 1 mm: Low (score 10)\n"),
        "{wide}"
    );
    let both = explain(r#"{"width": 1, "wall": "brick", "leaks": [{"large": false}]}"#);
    assert!(both.contains("- if ‘Width’ were more than 1 mm: High (score 50)"), "{both}");
    let none = explain("{}");
    assert!(none.ends_with("No change of up to three known facts takes it out of its level\n"), "{none}");
}

#[test]
fn a_file_that_cannot_be_written_and_a_field_given_twice_are_told_before_the_first_question() {
    let folder = folder("interview-refused");
    let ruleset = file(&folder, "yard.toml", RULES);
    let lost = folder.join("nowhere/report.jsonl").display().to_string();
    let ran = rules(&["interview", "--ruleset", &ruleset, "--save", &lost], b"2\n");
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
    assert!(ran.err.contains("cannot write"), "{}", ran.err);
    let double = r#"{"width": 1, "width": 9}"#;
    let ran = rules(&["interview", "--ruleset", &ruleset, double], b"");
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
    assert!(ran.err.contains("has `width` twice"), "{}", ran.err);
}

#[test]
fn what_is_known_but_cannot_be_used_is_told_and_asked_for_again() {
    let (ran, report) = interview("interview-unusable", &[r#"{"width": -3}"#], "２．５\n");
    assert!(ran.out.starts_with("Width: should be at least 0; found"), "{}", ran.out);
    assert!(ran.out.contains("1. How wide is the crack?"), "{}", ran.out);
    assert_eq!(report, "{\"width\":2.5}\n");
}
