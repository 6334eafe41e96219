//! What an author sees of cases: what is another than stated, what cannot be used, what no case reaches.

use super::*;
use crate::calendar::Calendar;
use crate::{ContextSpec, Ruleset};
use std::path::Path;
use std::sync::Arc;

const AS_OF: &str = "2026-03-02T10:30:00+08:00";

const RULESET: &str = r#"format = 1

[ruleset]
id = "demo"
version = "1.0.0"
languages = ["en"]
title = "Demo"
effective = 2026-01-01
utc_offset = "+08:00"
score = { base = 0, min = 0, max = 100 }

[source.handbook]
title = "The handbook"
status = "read"
in_force = 2025-01-01
checked = 2026-01-01

[field.amount]
type = "number"
title = "Amount"

[field.calls]
type = "integer"
title = "Calls"

[field.told]
type = "text"
title = "What was told"

[field.transfers]
type = "records"
title = "Transfers"
[field.transfers.item.sent_at]
type = "datetime"
title = "When"
[field.transfers.item.paid]
type = "number"
title = "Paid"

[[rule]]
id = "large-amount"
when = 'amount >= 3000'
points = 30
reason = "a large amount"
basis = "handbook"

[[rule]]
id = "large-transfer"
when = 'transfers.any(paid > 1000)'
points = 10
reason = "a large transfer"
basis = "handbook"

[[characteristic]]
id = "calls"
value = 'calls'
bins = [
  { below = 2, points = 0 },
  { below = 5, points = 5, reason = "some calls" },
  { points = 20, reason = "many calls" },
]
basis = "handbook"

[[level]]
id = "low"
from = 0
title = "Low"

[[level]]
id = "high"
from = 30
title = "High"
"#;

fn demo() -> Ruleset {
    Ruleset::compile(RULESET).unwrap()
}

/// A line of `cases.jsonl`.
fn line(name: &str, incident: &str, expect: &str) -> String {
    format!("{{\"name\":\"{name}\",\"asOf\":\"{AS_OF}\",\"incident\":{incident},\"expect\":{expect}}}\n")
}

fn ran(lines: &[String]) -> Report {
    run(&demo(), lines.concat().as_bytes()).unwrap()
}

fn spec() -> ContextSpec {
    ContextSpec { as_of: Some(AS_OF.into()), ..ContextSpec::default() }
}

#[test]
fn each_difference_says_what_was_expected_and_what_was_found() {
    let report = ran(&[line(
        "wrong",
        r#"{"amount": 3000, "calls": 1}"#,
        r#"{"score": 5, "level": "low", "levelUpTo": "low", "settled": false, "incomplete": true,
            "hits": ["calls", "large-transfer"]}"#
            .replace('\n', " ")
            .as_str(),
    )]);
    let told = |it: &Difference| (it.what, it.expected.clone().unwrap_or_default(), it.found.clone());
    let differences: Vec<_> = report.cases[0].differences.iter().map(told).collect();
    let wanted = [
        (What::Score, "5", "30"),
        (What::Level, "low", "high"),
        (What::LevelUpTo, "low", "high"),
        (What::Settled, "false", "true"),
        (What::Incomplete, "true", "false"),
        (What::MissingHit, "", "open"),
        (What::MissingHit, "", "false"),
        (What::ExtraHit, "", "+30"),
    ];
    assert_eq!(differences, wanted.map(|(what, expected, found)| (what, expected.into(), found.into())));
    let sentences: Vec<[&str; 2]> =
        report.cases[0].differences.iter().skip(3).map(|it| [it.text.get("zh"), it.text.get("en")]).collect();
    assert_eq!(
        sentences,
        [
            ["等级已定：应为 否，实为 是", "settled: expected false, found true"],
            ["不完整：应为 是，实为 否", "incomplete: expected true, found false"],
            [
                "缺少命中 `large-transfer`：它还未定，等待 transfers",
                "missing hit `large-transfer`: it is open and waits for transfers",
            ],
            ["缺少命中 `calls`：它的条件不成立", "missing hit `calls`: its condition is false"],
            ["多出命中 `large-amount`（+30 分）", "extra hit `large-amount` (+30 points)"],
        ]
    );
    assert_eq!((report.cases[0].score, report.cases[0].level.as_deref()), (Some(30), Some("high")));
    assert_eq!((report.passed, report.failed), (0, 1));
}

#[test]
fn what_a_case_does_not_state_is_not_compared() {
    let known = r#"{"amount": 5000, "calls": 9}"#;
    let report = ran(&[
        line("nothing", known, "{}"),
        line("some", known, r#"{"hitsInclude": ["calls"]}"#),
        line("not that", known, r#"{"notHits": ["large-transfer"]}"#),
        line("no hits", known, r#"{"hits": []}"#),
    ]);
    let passed: Vec<bool> = report.cases.iter().map(|it| it.passed).collect();
    assert_eq!(passed, [true, true, true, false]);
}

#[test]
fn a_bad_line_is_told_with_its_number_and_the_others_run() {
    let good = line("good", r#"{"amount": 1}"#, r#"{"level": "low"}"#);
    let lines = format!(
        "{good}\n{{\"name\":\n{}{}{}",
        line("misspelt", "{}", r#"{"levl": "low"}"#),
        line("no such rule", "{}", r#"{"hits": ["large-amont"]}"#),
        line("bad time", "{}", "{}").replace(AS_OF, "2026-03-02"),
    );
    let mut bytes = lines.into_bytes();
    bytes.extend_from_slice(b"\xff\n");
    bytes.extend_from_slice(line("last", "[]", "{}").trim_end().as_bytes());
    let report = run(&demo(), &bytes).unwrap();
    let told: Vec<(usize, &str)> = report
        .unusable
        .iter()
        .map(|it| match it.place {
            Place::Lines { line } => (line, it.text.get("en")),
            Place::Ruleset { .. } => panic!("{it:?}"),
        })
        .collect();
    let numbers: Vec<usize> = told.iter().map(|(line, _)| *line).collect();
    assert_eq!(numbers, [3, 4, 5, 6, 7], "{told:?}");
    for ((_, text), part) in told.iter().zip([
        "no usable case: EOF",
        "unknown field `levl`",
        "there is no rule `large-amont`; did you mean `large-amount`?",
        "the context does not fit",
        "no usable case",
    ]) {
        assert!(text.contains(part), "{part}: {text}");
    }
    let names: Vec<(&str, bool)> = report.cases.iter().map(|it| (it.name.as_str(), it.passed)).collect();
    assert_eq!(names, [("good", true), ("last", false)]);
    assert_eq!(report.cases[1].differences[0].what, What::Incident);
}

#[test]
fn cases_in_the_file_have_their_place() {
    let case = "[[case]]\nname = \"one\"\nas_of = 2026-03-02T10:30:00+08:00\n[case.incident]\ncalls = 3\n[case.expect]\n";
    let text = format!("{RULESET}\n# 注\n{case}");
    let report = run(&Ruleset::compile(&text).unwrap(), b"").unwrap();
    let Place::Ruleset { span, range } = &report.cases[0].place else { panic!("{report:?}") };
    assert!(text.get(span.range()).unwrap().starts_with("[[case]]"), "{span:?}");
    assert_eq!(range.start.line as usize, text.lines().position(|line| line == "[[case]]").unwrap());
    assert_eq!(
        (report.cases[0].incident.as_str(), report.cases[0].as_of.as_deref()),
        (r#"{"calls":3}"#, Some(AS_OF))
    );
}

#[test]
fn coverage_counts_the_cases_of_each_bin_and_says_which_has_none() {
    let report = ran(&[line("a", r#"{"calls": 2}"#, "{}"), line("b", r#"{"calls": 4}"#, "{}")]);
    let outcomes: Vec<(&str, &str, usize)> = report
        .coverage
        .outcomes
        .iter()
        .map(|it| (it.id.as_str(), it.part.as_ref().map_or("", |part| part.get("en")), it.cases))
        .collect();
    assert_eq!(
        outcomes,
        [
            ("large-amount", "", 0),
            ("large-transfer", "", 0),
            ("calls", "bin below 5", 2),
            ("calls", "bin the rest", 0),
        ]
    );
    let rest = &report.coverage.outcomes[3];
    assert!(RULESET.get(rest.span.range()).unwrap().contains("many calls"), "{rest:?}");
    let gap = rest.gap.as_ref().unwrap();
    let line = RULESET.lines().position(|line| line.contains("many calls")).unwrap() + 1;
    assert_eq!(gap.get("en"), format!("no case fires `calls`, bin the rest (line {line})"));
    assert_eq!(gap.get("zh"), format!("没有案例触发 `calls`，分档：其余（第 {line} 行）"));
    assert_eq!(report.coverage.outcomes[2].gap, None);
}

/// For each threshold, whether a case has a value under it, and one over it.
fn sides(incidents: &[&str]) -> Vec<(String, bool, bool)> {
    let lines: Vec<String> = incidents.iter().map(|incident| line("a", incident, "{}")).collect();
    let report = ran(&lines);
    report.coverage.thresholds.iter().map(|it| (it.text.get("en").to_owned(), it.under, it.over)).collect()
}

#[test]
fn a_value_equal_to_a_threshold_lies_where_the_comparison_puts_it() {
    // `amount >= 3000`, `paid > 1000`, `calls below 2`, `calls below 5`.
    let equal = sides(&[r#"{"amount": 3000, "calls": 2, "transfers": [{"paid": 1000}]}"#]);
    let texts = ["amount >= 3000", "paid > 1000", "calls below 2", "calls below 5"];
    let wanted = [(false, true), (true, false), (false, true), (true, false)];
    let wanted: Vec<_> =
        texts.iter().zip(wanted).map(|(text, (under, over))| ((*text).to_owned(), under, over)).collect();
    assert_eq!(equal, wanted);
    let both = sides(&[
        r#"{"amount": 2999.99, "calls": 1, "transfers": [{"paid": 1}, {"paid": 1000.01}]}"#,
        r#"{"amount": 3000, "calls": 5}"#,
    ]);
    assert!(both.iter().all(|(_, under, over)| *under && *over), "{both:?}");
    assert!(sides(&[r#"{"amount": null}"#]).iter().all(|(_, under, over)| !under && !over));
}

#[test]
fn a_score_equal_to_where_a_level_begins_is_of_that_level() {
    let below =
        line("below", r#"{"amount": 1, "calls": 9, "transfers": []}"#, r#"{"score": 20, "level": "low"}"#);
    let equal = line("equal", r#"{"amount": 3000}"#, r#"{"score": 30, "level": "high"}"#);
    assert_eq!(ran(&[below, equal]).passed, 2);
}

#[test]
fn texts_of_every_kind_are_written_so_that_they_read_back() {
    let told = "他说：“转到\\\"安全账户\\\"”\\n第二行\\t'''\\\\ \\u0007\\u007f 𠮷";
    let incident = format!(
        "{{\"told\": \"{told}\", \"其他\": \"2026-13-40\", \"a.b\": [], \"deep\": {{\"x y\": {{}}}}, \"calls\": 3,\n\
         \"transfers\": [{{\"paid\": 1e3, \"sent_at\": \"2026-03-01T10:30:00+08:00\"}}, {{}}]}}"
    );
    let name = "\"quotes\" and\nlines";
    let case = written(&demo(), incident.as_bytes(), &spec(), name).unwrap();
    // In the order of the fields, records in one line.
    let lines: Vec<&str> = case.lines().skip(4).take(3).collect();
    assert!(lines[0].starts_with("calls = 3") && lines[1].starts_with("told = "), "{case}");
    assert_eq!(lines[2], "transfers = [{ sent_at = 2026-03-01T10:30:00+08:00, paid = 1000.0 }, {}]");
    let report = run(&Ruleset::compile(format!("{RULESET}\n{case}")).unwrap(), b"").unwrap();
    assert_eq!((report.passed, report.cases[0].name.as_str()), (1, name));
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert_eq!(value(&report.cases[0].incident), value(&incident));
    // The same as a line, which keeps the incident as it stands.
    let line = written_line(&demo(), incident.as_bytes(), &spec(), name).unwrap();
    assert_eq!(line.lines().count(), 1);
    let report = ran(&[line]);
    assert_eq!((report.passed, report.cases[0].incident.as_str()), (1, incident.replace('\n', " ").as_str()));
}

#[test]
fn what_toml_cannot_say_is_refused_and_stands_in_a_line() {
    for (incident, field) in [
        (r#"{"amount": null}"#, "`amount` is null"),
        (r#"{"transfers": [{"paid": 1}, {"paid": null}]}"#, "`transfers[1].paid` is null"),
        (r#"{"calls": 18446744073709551615}"#, "`calls` is 18446744073709551615, an integer too large"),
    ] {
        let error = written(&demo(), incident.as_bytes(), &spec(), "a").unwrap_err();
        assert!(error.to_string().starts_with(field), "{error}");
        let line = written_line(&demo(), incident.as_bytes(), &spec(), "a").unwrap();
        assert_eq!(ran(&[line]).passed, 1, "{incident}");
    }
    let error = written(&demo(), b"{}", &ContextSpec::default(), "a").unwrap_err();
    assert_eq!(error, Unwritable::NoInstant);
    assert!(matches!(written(&demo(), b"{", &spec(), "a"), Err(Unwritable::Incident(_))));
}

/// A ruleset's text, its cases and those beside it.
fn shipped(name: &str) -> (String, Ruleset, Vec<Case>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rulesets").join(name);
    let text = std::fs::read_to_string(folder.join(format!("{name}.toml"))).unwrap();
    let lines = std::fs::read(folder.join("cases.jsonl")).unwrap();
    let ruleset = Ruleset::compile(&text).unwrap();
    let mut read = in_ruleset(&ruleset);
    read.cases.extend(in_lines(&lines, &ruleset).cases);
    (text, ruleset, read.cases)
}

#[test]
fn every_incident_of_the_shipped_cases_can_be_saved_as_a_case_that_passes() {
    for name in ["fraud", "housing", "petition"] {
        let (mut text, ruleset, cases) = shipped(name);
        let (own, mut lines, mut saved, mut nulls) = (in_ruleset(&ruleset).cases.len(), String::new(), 0, 0);
        for (number, case) in cases.iter().enumerate() {
            let title = format!("saved {number}");
            let incident = case.incident.as_bytes();
            lines.push_str(&written_line(&ruleset, incident, &case.spec, &title).unwrap());
            match written(&ruleset, incident, &case.spec, &title) {
                Ok(case) => {
                    text.push_str(&format!("\n{case}"));
                    saved += 1;
                }
                Err(Unwritable::Null(_)) => nulls += 1,
                Err(error) => panic!("{name}: {}: {error}", case.name),
            }
        }
        let more = Ruleset::compile(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let report = run(&more, lines.as_bytes()).unwrap();
        let failed: Vec<&Ran> = report.cases.iter().filter(|it| !it.passed).collect();
        assert!(failed.is_empty() && report.unusable.is_empty(), "{name}: {failed:?}");
        assert_eq!(report.passed, own + saved + cases.len());
        assert!(saved > 100 && nulls < 10, "{name}: {saved}, {nulls}");
    }
}

#[test]
fn a_calendar_is_written_where_the_case_rests_on_it() {
    let (text, ruleset, cases) = shipped("petition");
    let usual = Arc::new(Calendar::weekdays(&ruleset).unwrap());
    let with = |case: &Case| ContextSpec { calendar: Some(Arc::clone(&usual)), ..case.spec.clone() };
    let all: Vec<String> = cases
        .iter()
        .filter_map(|case| written(&ruleset, case.incident.as_bytes(), &with(case), &case.name).ok())
        .collect();
    let resting = all.iter().filter(|case| case.contains("[case.calendar]\nid = \"weekdays\"\n")).count();
    assert!(resting > 0 && resting < all.len(), "{resting} of {}", all.len());
    let one = all.iter().find(|case| case.contains("[case.calendar]")).unwrap();
    let one = one.replacen("name = \"", "name = \"saved: ", 1);
    let more = Ruleset::compile(format!("{text}\n{one}")).unwrap();
    assert_eq!(run(&more, b"").unwrap().failed, 0);
}
