//! `rules test`: differences, coverage, cases in lines.

use crate::support::{amounts, data, file, folder, rules};

const AS_OF: &str = "\"asOf\":\"2026-03-02T10:30:00+08:00\"";

fn with_lines(test: &str, lines: &str) -> String {
    let folder = folder(test);
    file(&folder, "cases.jsonl", lines);
    file(&folder, "amounts.toml", std::fs::read(data("amounts.toml")).unwrap())
}

#[test]
fn a_case_that_passes_says_what_is_not_covered() {
    let ran = rules(&["test", &amounts()], b"");
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("all 1 cases pass"), "{}", ran.out);
    assert!(ran.out.contains("1 of 6 rules, bins and cells fired; 0 of 3 thresholds"), "{}", ran.out);
    assert!(ran.out.contains("no case fires `code-told`"), "{}", ran.out);
    assert!(ran.out.contains("`amount >= 3000`: no case has a value below 3000"), "{}", ran.out);
    assert!(ran.out.contains("`calls > 2`: no case has a known value on either side"), "{}", ran.out);
    assert_eq!(rules(&["test", "--coverage", &amounts()], b"").code, 1);
}

#[test]
fn differences_are_told_item_by_item() {
    let line = format!(
        "{{\"name\":\"wrong\",{AS_OF},\"incident\":{{\"report\":{{\"amount\":5000}}}},\"expect\":{{\"score\":10,\
         \"level\":\"low\",\"levelUpTo\":\"low\",\"settled\":false,\"incomplete\":true,\
         \"hits\":[\"crypto\"],\"notHits\":[\"large-amount\"]}}}}\n"
    );
    let ran = rules(&["test", &with_lines("differences", &line)], b"");
    assert_eq!(ran.code, 1);
    for part in [
        "cases.jsonl:1  wrong",
        "score: expected 10, found 30",
        "level: expected low, found high",
        "level up to: expected low, found high",
        "settled: expected false, found true",
        "incomplete: expected true, found false",
        "missing hit `crypto`: it is open and waits for means",
        "extra hit `large-amount` (+30 points)",
        "why: rules explain --audience author --ruleset",
        "1 of 2 cases fail",
    ] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
}

#[test]
fn cases_in_lines_cover_both_sides_of_thresholds() {
    let case = |name: &str, incident: &str| {
        format!("{{\"name\":\"{name}\",{AS_OF},\"incident\":{incident},\"expect\":{{}}}}\n")
    };
    let lines = case("under", r#"{"report":{"amount":2999.99},"calls":2,"transfers":[{"paid":999}]}"#)
        + "\n"
        + &case(
            "over",
            r#"{"calls":3,"narrative":"安全账户","transfers":[{"paid":1000}],"means":["crypto"]}"#,
        )
        + &case("rest", r#"{"code_told":true,"channel":"phone","seen_on":"2026-01-01","x":1e400}"#);
    let path = with_lines("covered", &lines);
    let ran = rules(&["test", "--coverage", &path], b"");
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("6 of 6 rules, bins and cells fired; 3 of 3 thresholds"), "{}", ran.out);
}

#[test]
fn lines_that_are_no_cases_are_said_with_their_place() {
    for (test, line, part) in [
        (
            "typo",
            format!("{{\"name\":\"a\",{AS_OF},\"incident\":{{}},\"expect\":{{\"levl\":\"low\"}}}}"),
            "unknown field `levl`",
        ),
        (
            "rule",
            format!("{{\"name\":\"a\",{AS_OF},\"incident\":{{}},\"expect\":{{\"hits\":[\"crypo\"]}}}}"),
            "did you mean `crypto`?",
        ),
        ("clock", "{\"name\":\"a\",\"incident\":{},\"expect\":{}}".into(), "missing field `asOf`"),
        ("json", "{\"name\":".into(), "no usable case"),
    ] {
        let ran = rules(&["test", &with_lines(&format!("bad-{test}"), &format!("\n{line}\n"))], b"");
        assert_eq!(ran.code, 3, "{test}");
        assert!(ran.err.contains("cases.jsonl:2: ") && ran.err.contains(part), "{test}: {}", ran.err);
    }
}

#[test]
fn the_shipped_ruleset_passes() {
    let ran = rules(&["test", "fraud"], b"");
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(ran.out.contains("cases pass"), "{}", ran.out);
}
