//! `rules review`: what is counted, listed and compared, on batches small enough to be counted by hand.

use crate::support::{Ran, data, file, folder, rules};

/// A review of two periods by the tests' ruleset, as of a fixed instant, as Markdown.
fn reviewed(test: &str, now: &str, before: Option<&str>, args: &[&str]) -> Ran {
    let folder = folder(test);
    let ruleset = data("review.toml").display().to_string();
    let now = file(&folder, "now.jsonl", now);
    let before = before.map(|before| file(&folder, "before.jsonl", before));
    let mut all = vec!["review", "--ruleset", &ruleset, "--as-of", "2026-03-02T10:30:00+08:00"];
    if !args.contains(&"--format") {
        all.extend(["--format", "markdown"]);
    }
    if let Some(before) = &before {
        all.extend(["--before", before]);
    }
    all.extend(args);
    all.push(&now);
    rules(&all, b"")
}

/// The lines under a heading, up to the next one of its rank.
fn section<'p>(page: &'p str, heading: &str) -> Vec<&'p str> {
    let rank = heading.split(' ').next().unwrap();
    let lines = page.lines().skip_while(|line| *line != heading).skip(1);
    lines.take_while(|line| !line.starts_with(&format!("{rank} "))).filter(|line| !line.is_empty()).collect()
}

/// The rows of the table under a heading, without its head.
fn rows<'p>(page: &'p str, heading: &str) -> Vec<&'p str> {
    section(page, heading).into_iter().filter(|line| line.starts_with("| ")).skip(2).collect()
}

/// Reports of so many months owed and nothing else, so that the score is ten times as much.
fn owed(months: &[i64]) -> String {
    let line = |(at, months): (usize, &i64)| format!("{{\"id\":\"k{at}\",\"tens\":{months}}}\n");
    months.iter().enumerate().map(line).collect()
}

/// One report of each standing: settled at the top and in the middle, open, settled low, nothing known.
const FIVE: &str = r#"{"id":"a","tens":9}
{"id":"b","tens":5}
{"id":"c","tens":3}
{"id":"d","tens":0,"threat":false,"promises":[],"accepted_on":"none"}
{"id":"e"}
"#;

#[test]
fn levels_are_counted_with_what_each_may_still_be() {
    let ran = reviewed("review-levels", FIVE, None, &[]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(
        section(&ran.out, "## By level"),
        [
            "| Level | Reports | May still be |",
            "| --- | --- | --- |",
            "| Critical | 1 (20%)<br>██ | no higher: 1 |",
            "| High | 1 (20%)<br>██ | no higher: 1 |",
            "| Medium | 1 (20%)<br>██ | may be High: 1 |",
            "| Low | 2 (40%)<br>████ | may be Critical: 1<br>no higher: 1 |",
        ]
    );
}

#[test]
fn levels_and_reasons_stand_against_the_period_before() {
    let before = "{\"id\":\"x\",\"tens\":9}\n{\"id\":\"y\",\"threat\":true,\"tens\":0}\n";
    let ran = reviewed("review-compared", FIVE, Some(before), &[]);
    assert_eq!(
        rows(&ran.out, "## By level"),
        [
            "| Critical | 1 (20%)<br>██ | no higher: 1 (before 1) | 1 (50%) | 0 |",
            "| High | 1 (20%)<br>██ | no higher: 1 (before 1) | 1 (50%) | 0 |",
            "| Medium | 1 (20%)<br>██ | may be High: 1 (before 0) | 0 (0%) | +1 |",
            "| Low | 2 (40%)<br>████ | may be Critical: 1 (before 0)<br>no higher: 1 (before 0) | 0 (0%) | +2 |",
        ]
    );
    assert_eq!(
        rows(&ran.out, "## By reason"),
        [
            "| … is owed … months | computed, 0 to 100 | 3 (60%)<br>██████ | 1 (50%) | +2 |",
            "| a threat | 5, at least High | 0 (0%) | 1 (50%) | -1 |",
            "| threatened early | 1 | 0 (0%) | 1 (50%) | -1 |",
        ]
    );
}

#[test]
fn of_a_deadline_the_reason_of_its_state_is_counted() {
    let late = r#"{"tens":0,"accepted_on":"2026-01-10","answered_on":"none"}"#;
    let ran = reviewed("review-late-reason", late, None, &[]);
    assert_eq!(rows(&ran.out, "## By reason"), ["| the answer is late | 1 | 1 (100%)<br>██████████ |"]);
}

#[test]
fn cells_that_say_the_same_are_one_reason() {
    let now = "{\"tens\":0,\"threat\":true}\n{\"tens\":2,\"threat\":true}\n{\"tens\":3,\"threat\":true}\n";
    let ran = reviewed("review-cells", now, None, &[]);
    let all = rows(&ran.out, "## By reason");
    let row = "| threatened early | 1–3 | 2 (67%)<br>██████▊ |";
    assert!(all.contains(&row), "{all:?}");
    assert_eq!(all.iter().filter(|row| row.contains("threatened early")).count(), 1, "{all:?}");
}

#[test]
fn new_at_high_are_those_that_were_not_so_before() {
    let now = r#"{"id":"same","tens":9}
{"id":"risen","tens":5}
{"id":"new","tens":8,"threat":true}
{"id":"medium","tens":4}
{"tens":6}
"#;
    let before = r#"{"id":"same","tens":8}
{"id":"risen","tens":1}
{"id":"5","tens":9}
{"id":"gone","tens":9}
"#;
    let ran = reviewed("review-new", now, Some(before), &[]);
    let listed = section(&ran.out, "## New at Critical, High");
    assert!(listed[0].starts_with("Reports without a key of their own: 1;"), "{listed:?}");
    assert_eq!(
        rows(&ran.out, "## New at Critical, High"),
        [
            "| new | Critical, settled | 85 | a threat<br>… is owed … months | not there |",
            "| 5 | High, settled | 60 | … is owed … months | not there |",
            "| risen | High, settled | 50 | … is owed … months | Low, may be High |",
        ]
    );
    assert!(ran.out.contains("| **New at Critical, High** | 3 |"), "{}", ran.out);
}

#[test]
fn a_level_never_stands_without_its_ceiling() {
    let ran = reviewed("review-ceiling", "{\"id\":\"q\",\"tens\":7}\n", None, &[]);
    let row = "| q | High, may be Critical | 70 | … is owed … months |";
    assert_eq!(rows(&ran.out, "## At Critical, High"), [row]);
}

#[test]
fn the_later_report_of_one_key_is_what_was_before() {
    let before = "{\"id\":\"k0\",\"tens\":1}\n{\"id\":\"k0\",\"tens\":9}\n";
    let ran = reviewed("review-twice", &owed(&[9]), Some(before), &[]);
    assert_eq!(section(&ran.out, "## New at Critical, High"), ["None."]);
}

#[test]
fn deadlines_are_listed_up_to_the_edge_of_the_week_the_soonest_first() {
    let now = r#"{"id":"in-8","accepted_on":"2026-02-23","answered_on":"none"}
{"id":"in-7","accepted_on":"2026-02-22","answered_on":"none"}
{"id":"today","accepted_on":"2026-02-15","answered_on":"none","tens":0}
{"id":"today-critical","accepted_on":"2026-02-15","answered_on":"none","tens":9}
{"id":"over-1","accepted_on":"2026-02-14","answered_on":"none"}
{"id":"over-3","accepted_on":"2026-02-12","answered_on":"2026-03-20"}
{"id":"done-late","accepted_on":"2026-02-10","answered_on":"2026-02-27"}
{"id":"met","accepted_on":"2026-02-10","answered_on":"2026-02-25"}
{"id":"not-told","accepted_on":"2026-02-10"}
{"id":"not-begun","accepted_on":"none"}
"#;
    let ran = reviewed("review-deadlines", now, None, &[]);
    assert_eq!(
        rows(&ran.out, "### Overdue"),
        [
            "| over-3 | Answer | 2026-02-27 | 3 over | Low, may be Critical |",
            "| over-1 | Answer | 2026-03-01 | 1 over | Low, may be Critical |",
        ]
    );
    let overdue = section(&ran.out, "### Overdue");
    assert!(overdue.contains(&"Done, but late: 1 more."), "{overdue:?}");
    assert!(
        overdue
            .iter()
            .any(|line| line
                .starts_with("Running or past, and no date registered on which it was done: 1 more;")),
        "{overdue:?}"
    );
    assert_eq!(
        rows(&ran.out, "### Due within 7 days")[..3],
        [
            "| today-critical | Answer | 2026-03-02 | today | Critical, settled |",
            "| today | Answer | 2026-03-02 | today | Low, may be High |",
            "| in-7 | Answer | 2026-03-09 | 7 left | Low, may be Critical |",
        ]
    );
    assert!(ran.out.contains("| **Overdue** | 2 |\n| **Due within 7 days** | 3 |"), "{}", ran.out);
}

#[test]
fn a_term_of_the_citizens_own_that_has_passed_is_not_overdue() {
    let text = std::fs::read_to_string(data("review.toml")).unwrap();
    let folder = folder("review-citizens-term");
    let own = text.replace("title = { en = \"Answer\"", "whose = \"citizen\"\ntitle = { en = \"Answer\"");
    let ruleset = file(&folder, "own.toml", own);
    let now = file(
        &folder,
        "now.jsonl",
        r#"{"id":"passed","accepted_on":"2026-02-10","answered_on":"none"}
{"id":"not-told","accepted_on":"2026-02-10"}
{"id":"still-open","accepted_on":"2026-02-22","answered_on":"none"}
"#,
    );
    let as_of = "2026-03-02T10:30:00+08:00";
    let ran = rules(&["review", "--ruleset", &ruleset, "--as-of", as_of, "--format", "markdown", &now], b"");
    assert_eq!(section(&ran.out, "### Overdue"), ["None."], "{}", ran.out);
    assert_eq!(
        rows(&ran.out, "### Due within 7 days")[..1],
        ["| still-open | Answer | 2026-03-09 | 7 left | Low, may be Critical |"]
    );
    assert!(ran.out.contains("| **Overdue** | 0 |"), "{}", ran.out);
}

#[test]
fn the_day_of_a_deadline_is_that_of_each_reports_own_instant() {
    let now = r#"{"id":"a","seen":"2026-02-20T23:00:00+08:00","accepted_on":"2026-02-15","answered_on":"none"}
{"id":"b","seen":"2026-03-09T00:00:00+08:00","accepted_on":"2026-02-21","answered_on":"none"}
"#;
    let ran = reviewed("review-own-instant", now, None, &["--as-of-field", "seen"]);
    assert_eq!(
        rows(&ran.out, "### Overdue"),
        ["| b | Answer | 2026-03-08 | 1 over | Low, may be Critical |"]
    );
    assert_eq!(section(&ran.out, "### Due within 7 days")[0], "None.");
}

#[test]
fn reports_of_days_before_the_ruleset_are_told() {
    let now = "{\"seen\":\"2025-12-31T23:59:59+08:00\"}\n{\"seen\":\"2026-01-01T00:00:00+08:00\"}\n";
    let ran = reviewed("review-not-in-force", now, None, &["--as-of-field", "seen"]);
    let row = "| **Not in force** | reports of days on which the ruleset is not in force: 1 |";
    assert!(ran.out.contains(row), "{}", ran.out);
}

#[test]
fn the_period_before_may_have_an_instant_of_its_own() {
    let report = r#"{"id":"a","tens":0,"accepted_on":"2026-02-10","answered_on":"none"}"#;
    let own = ["--before-as-of", "2026-02-24T10:00:00+08:00"];
    let ran = reviewed("review-before-as-of", report, Some(report), &own);
    let row = "| the answer is late | 1 | 1 (100%)<br>██████████ | 0 (0%) | +1 |";
    assert_eq!(rows(&ran.out, "## By reason"), [row]);
}

#[test]
fn an_unsettled_report_counts_once_at_each_fact_that_it_waits_for() {
    let now = r#"{"id":"a","tens":0,"threat":false,"accepted_on":"none","promises":[{},{}]}
{"id":"b","accepted_on":"none","promises":[],"threat":false}
{"id":"c","tens":3,"accepted_on":"none","promises":[{},{}]}
"#;
    let ran = reviewed("review-open", now, None, &[]);
    // The first is settled: a broken promise adds 5 points, and its level stays low.
    assert!(ran.out.contains("Of 3 reports the level of 2 may still change"), "{}", ran.out);
    assert_eq!(
        rows(&ran.out, "## Not settled, and for want of what"),
        [
            "| Months owed | For how many months? | 1 (50%)<br>█████ |",
            "| Threat | Was anybody threatened? | 1 (50%)<br>█████ |",
            "| Promises › Kept | Was it kept? | 1 (50%)<br>█████ |",
        ]
    );
}

#[test]
fn the_stability_index_is_the_one_worked_by_hand() {
    // Shares now .2 .2 .4 .2 of the bins 0, 1, 5 and 9; before .4 .2 .4 and none, which counts as .05:
    // (.2 − .4) ln .5 + 0 + 0 + (.2 − .05) ln 4 = .1386 + .2079; by chance 7.815 × (1/10 + 1/10).
    let now = owed(&[0, 0, 1, 1, 5, 5, 5, 5, 9, 10]);
    let before = owed(&[0, 0, 0, 0, 1, 1, 5, 5, 5, 5]);
    let ran = reviewed("review-psi", &now, Some(&before), &[]);
    let told = section(&ran.out, "## Shift of the scores");
    assert_eq!(told[0], "Population stability index (PSI) 0.347: a shift (over 0.25)");
    assert!(
        told[1].starts_with("With so few reports PSI would exceed 1.563 once in twenty times"),
        "{}",
        told[1]
    );
    let rows = rows(&ran.out, "## Shift of the scores");
    assert_eq!(rows.len(), 10);
    assert_eq!(rows[0], "| 0–9 | 2 (20%)<br>██ | 4 (40%)<br>████ | 0.139 |");
    assert_eq!(rows[1], "| 10–19 | 2 (20%)<br>██ | 2 (20%)<br>██ | 0.000 |");
    assert_eq!(rows[9], "| 90–100 | 2 (20%)<br>██ | 0 (0%) | 0.208 |");
}

#[test]
fn the_same_scores_have_not_shifted() {
    let scores = owed(&[0, 3, 5]);
    let ran = reviewed("review-no-shift", &scores, Some(&scores), &[]);
    assert!(ran.out.contains("Population stability index (PSI) 0.000: no shift (under 0.1)"), "{}", ran.out);
}

#[test]
fn with_nothing_before_nothing_is_compared() {
    let ran = reviewed("review-nothing-before", &owed(&[9, 1]), None, &[]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("| **Before** | none was given |"), "{}", ran.out);
    assert!(ran.out.contains("No period before was given: all are listed."), "{}", ran.out);
    assert!(ran.out.contains("No PSI: there is no period before to compare with."), "{}", ran.out);
    assert!(!ran.out.contains("| Before |") && !ran.out.contains("Change |"), "{}", ran.out);
    assert!(!ran.out.contains("Level before"), "{}", ran.out);
}

#[test]
fn no_reports_give_a_page_of_noughts() {
    let ran = reviewed("review-empty", "", Some(&owed(&[9])), &[]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("| **Reports** | 0 scored |"), "{}", ran.out);
    assert_eq!(
        rows(&ran.out, "## By level")[0],
        "| Critical | 0 | no higher: 0 (before 1) | 1 (100%) | -1 |"
    );
    assert!(ran.out.contains("No PSI: one of the periods has no reports."), "{}", ran.out);
    assert_eq!(section(&ran.out, "## Not settled, and for want of what"), ["None."]);
    assert_eq!(section(&ran.out, "## Lines and values that could not be used"), ["All could be used."]);
}

#[test]
fn what_could_not_be_used_is_told_with_its_lines() {
    let now = "{\"id\":\"a\",\"tens\":\"Zhang San\"}\nnot json\n{\"id\":\"b\",\"tens\":11,\"promises\":[{\"kept\":1}]}\n{\"id\":\"c\",\"tens\":\"x\"}\n";
    let ran = reviewed("review-faults", now, Some("[1]\n"), &["--input", "jsonl"]);
    assert_eq!(ran.code, 2);
    let lines = rows(&ran.out, "### Lines that are no report: 2");
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].contains("before.jsonl:1 | I420: expected an object"), "{}", lines[0]);
    assert!(lines[1].contains("now.jsonl:2 | I420: expected an object"), "{}", lines[1]);
    let values = rows(&ran.out, "### Values that could not be used, by fact");
    assert!(values[0].starts_with("| Promises › Kept | yes or no<br>*I401* | 1 |"), "{}", values[0]);
    assert!(values[1].starts_with("| Months owed | whole number, 0 – 10<br>*I401* | 2 |"), "{}", values[1]);
    assert!(
        values[1].contains("now.jsonl:1 (a), ") && values[1].ends_with("now.jsonl:4 (c) |"),
        "{}",
        values[1]
    );
    assert!(values[2].contains("*I402* | 1 |"), "{}", values[2]);
}

#[test]
fn of_a_report_nothing_but_its_key_is_shown() {
    let now = r#"{"id":"k1","tens":9,"payee":"Zhang San","threat":"Zhang San","accepted_on":"2026-01-01","answered_on":"none"}"#;
    for format in ["terminal", "markdown", "html"] {
        let ran = reviewed(&format!("review-private-{format}"), now, None, &["--format", format]);
        assert_eq!(ran.code, 1, "{}", ran.err);
        assert!(ran.out.contains("k1"), "{}", ran.out);
        assert!(!ran.out.contains("Zhang"), "{}", ran.out);
    }
}

#[test]
fn a_list_holds_its_first_rows_and_counts_the_rest() {
    let mut months = vec![5; 449];
    months.push(9);
    let ran = reviewed("review-many", &owed(&months), None, &[]);
    let rows = rows(&ran.out, "## At Critical, High");
    assert_eq!(rows.len(), 200);
    assert!(rows[0].starts_with("| k449 | Critical"), "{}", rows[0]);
    assert!(rows[1].starts_with("| k0 |") && rows[199].starts_with("| k198 |"), "{} {}", rows[1], rows[199]);
    assert!(ran.out.contains("250 more are not listed."), "{}", ran.out);
}

#[test]
fn csv_arrays_and_standard_input_are_read() {
    let ruleset = data("review.toml").display().to_string();
    let folder = folder("review-inputs");
    let csv = file(&folder, "a.csv", "id,tens\nx,9\ny,5\n");
    let array = file(&folder, "b.json", "[{\"id\":\"z\",\"tens\":3}]");
    let args = ["review", "--ruleset", &ruleset, "--format", "markdown", "--before", &array, &csv, "-"];
    let ran = rules(&args, b"{\"tens\":0}\n");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("| **Reports** | 3 scored |\n| **Before** | 1 scored |"), "{}", ran.out);
}

#[test]
fn html_is_one_file_with_bars_in_both_languages() {
    let folder = folder("review-html");
    let page = folder.join("page.html").display().to_string();
    let ran = reviewed("review-html-input", FIVE, None, &["--locale", "zh"]);
    assert!(ran.out.starts_with("# 研判：工资\n"), "{}", ran.out);
    let ruleset = data("review.toml").display().to_string();
    let args = ["review", "--ruleset", &ruleset, "--format", "html", "--locale", "zh", "-o", &page, "-"];
    let ran = rules(&args, FIVE.as_bytes());
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    let html = std::fs::read_to_string(page).unwrap();
    assert!(html.contains("<html lang=\"zh\">") && html.contains("<h2>按级别</h2>"), "{html}");
    assert!(
        html.contains("<p>2（40%）</p><span class=\"bar\" aria-hidden=\"true\"><span style=\"width:40.0%\">"),
        "{html}"
    );
    for outside in ["http:", "https:", "<script", "<link", "url("] {
        assert!(!html.contains(outside), "{outside}");
    }
}

#[test]
fn what_cannot_be_done_is_refused_with_a_way_out() {
    let folder = folder("review-refused");
    let now = file(&folder, "now.jsonl", owed(&[1]));
    let broken = file(&folder, "broken.json", "[{\"id\":1},");
    let refused = |args: &[&str], message: &str| {
        let mut all = vec!["review"];
        all.extend(args);
        let ran = rules(&all, b"");
        assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{args:?}");
        assert!(ran.err.contains(message), "{args:?}: {}", ran.err);
    };
    refused(&["--before", "-", "-"], "`-` stands twice: standard input can be read once");
    refused(&["-o", &now, &now], "is both read and written; give -o another name");
    refused(&["--locale", "fr", &now], "the ruleset has no language `fr`; it has zh, en");
    refused(&["--before", "nowhere.jsonl", &now], "cannot read `nowhere.jsonl`");
    refused(&[&broken], "the array is broken after 1 elements");
    refused(&[&broken], "no page is written");
    refused(&["--before-as-of", "2026-02-24T10:00:00+08:00", &now], "--before <FILE>");
    refused(&["--as-of", "yesterday", &now], "the context does not fit");
    assert_eq!(std::fs::read_to_string(&now).unwrap(), owed(&[1]), "an input is never overwritten");
}

#[test]
fn the_page_is_the_same_with_any_number_of_threads() {
    let mut now = String::new();
    for number in 0..30_000 {
        now.push_str(&match number % 97 {
            0 => "no report\n".to_owned(),
            it => format!("{{\"id\":\"{number}\",\"tens\":{}}}\n", it % 13),
        });
    }
    let page = |threads: &str| reviewed("review-threads", &now, Some(&now), &["--threads", threads]).out;
    let one = page("1");
    assert!(one.contains("29690 scored"), "{}", one.get(..600).unwrap_or_default());
    assert_eq!(page("2"), one);
    assert_eq!(page("7"), one);
}

#[test]
fn of_a_key_that_stands_twice_the_last_report_counts() {
    let now = "{\"id\":\"a\",\"tens\":9}\n{\"id\":\"b\",\"tens\":1}\nno report\n{\"id\":\"a\",\"tens\":1}\n{\"tens\":1}\n{\"tens\":1}\n";
    let once =
        "{\"id\":\"b\",\"tens\":1}\nno report\n{\"id\":\"a\",\"tens\":1}\n{\"tens\":1}\n{\"tens\":1}\n";
    let (twice, once) = (reviewed("review-twice", now, None, &[]), reviewed("review-once", once, None, &[]));
    assert!(
        twice.out.contains("4 scored<br>1 lines not read<br>1 not counted: a later report has the same key"),
        "{}",
        twice.out
    );
    let of = |ran: &Ran| section(&ran.out, "## By level").join("\n");
    assert_eq!(of(&twice), of(&once));
    let ruleset = data("review.toml").display().to_string();
    let as_of = "2026-03-02T10:30:00+08:00";
    let ran = rules(
        &["review", "--ruleset", &ruleset, "--as-of", as_of, "--format", "markdown", "-"],
        now.as_bytes(),
    );
    assert!(ran.out.contains("5 scored") && ran.out.contains("1 have the key of a later one"), "{}", ran.out);
}

#[test]
fn why_a_line_is_no_report_is_said_in_the_page_s_language() {
    let ran = reviewed("review-why", "not json\n\n{\"id\":1,}\n", None, &["--locale", "zh"]);
    for why in ["I420：应为一个对象，实为", "实为空行", "应为双引号中的键名，实为", "（第 8 字节后）"]
    {
        assert!(ran.out.contains(why), "{why}: {}", ran.out);
    }
    assert!(!ran.out.contains("expected"), "{}", ran.out);
}
