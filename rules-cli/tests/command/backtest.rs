//! `rules backtest`: figures of a table worked by hand, mappings, rows that are left out, slips.

use crate::support::{Ran, amounts, data, file, folder, rules};
use serde_json::{Value, json};

/// Scores 40, 30 and 10 with the label; 30, 10, 0 and 0 without it.
const ROWS: &str = r#"{"id": "a", "fraud": true, "report": {"amount": 5000}, "means": ["crypto"]}
{"id": "b", "fraud": true, "report": {"amount": 5000}}
{"id": "c", "fraud": true, "means": ["crypto"]}
{"id": "d", "fraud": false, "report": {"amount": 3000}}
{"id": "e", "fraud": false, "means": ["crypto"]}
{"id": "f", "fraud": false, "report": {"amount": 1}}
{"id": "g", "fraud": false}
"#;

/// The same rows as a spreadsheet.
const SHEET: &str = "编号,是否诈骗,金额（万元）,支付方式\na,是,0.5,2\nb,是,0.5,1\nc,是,9999,2\nd,否,0.3,1\n\
     e,否,9999,2\nf,否,0.0001,1\ng,否,,\n";
const SHEET_MAPPING: &str = "[fields]\namount = { column = '金额（万元）', scale = 10000, unknown = ['9999'] }\n\
     means = { column = '支付方式', values = { 1 = ['wallet'], 2 = ['crypto'] } }\n";

/// Measures the tests' ruleset on standard input, as of a fixed instant.
fn backtest(args: &[&str], input: &str) -> Ran {
    run(&[&["--as-of", "2026-03-02T10:30:00+08:00"], args].concat(), input)
}

fn run(args: &[&str], input: &str) -> Ran {
    let ruleset = amounts();
    rules(&[&["backtest", "--ruleset", &ruleset], args].concat(), input.as_bytes())
}

fn report(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}{}", ran.out, ran.err))
}

fn close(found: &Value, expected: f64) {
    assert!((found.as_f64().unwrap() - expected).abs() < 1e-12, "expected {expected}, found {found}");
}

fn rule<'r>(report: &'r Value, id: &str) -> &'r Value {
    report["rules"].as_array().unwrap().iter().find(|rule| rule["id"] == id).unwrap()
}

fn keys(rows: &Value) -> Vec<&str> {
    rows.as_array().unwrap().iter().map(|row| row["key"].as_str().unwrap()).collect()
}

#[test]
fn figures_are_those_worked_by_hand() {
    let ran = backtest(&["--label", "fraud", "--format", "json", "-"], ROWS);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let report = report(&ran);
    let counts = json!({
        "read": 7, "scored": 7, "positives": 3, "negatives": 4, "leftOut": 0, "failed": 0, "notInForce": 0
    });
    assert_eq!(report["rows"], counts);
    assert_eq!((&report["asOf"], &report["label"]), (&"2026-03-02T10:30:00+08:00".into(), &"fraud".into()));
    // a beats four, b three and ties one, c two and ties one: 10 of 12 pairs.
    close(&report["auc"]["value"], 10.0 / 12.0);
    assert_eq!(report["auc"]["interval"][1], 1.0, "the interval ends where the area does");
    close(&report["ks"]["value"], 0.5);
    assert_eq!(report["ks"]["at"]["score"], 10);
    let high = &report["levels"][0];
    assert_eq!(
        (&high["level"], &high["score"], &high["truePositives"]),
        (&"high".into(), &30.into(), &2.into())
    );
    close(&high["precision"], 2.0 / 3.0);
    close(&high["recall"], 2.0 / 3.0);
    close(&high["falsePositiveRate"], 0.25);
    assert_eq!((&report["levels"][1]["level"], &report["levels"][1]["recall"]), (&"low".into(), &1.0.into()));
    for (at, percent) in [1, 5].into_iter().enumerate() {
        let at = &report["recallAt"][at];
        assert_eq!((&at["percent"], &at["score"]), (&percent.into(), &40.into()));
        close(&at["recall"], 1.0 / 3.0);
    }
}

#[test]
fn each_rule_has_hits_lift_and_points() {
    let ran = backtest(&["--label", "fraud", "--format", "json", "-"], ROWS);
    let report = report(&ran);
    let large = rule(&report, "large-amount");
    assert_eq!(large["hits"], json!({"positives": 2, "negatives": 1}));
    close(&large["hitRates"]["positives"], 2.0 / 3.0);
    close(&large["hitRates"]["negatives"], 0.25);
    close(&large["lift"], (2.0 / 3.0) / (3.0 / 7.0));
    assert_eq!(large["points"], json!({"positives": 60, "negatives": 30}));
    assert_eq!(large["pointsARow"], json!({"positives": 20.0, "negatives": 7.5}));
    let never = rule(&report, "code-told");
    assert_eq!((&never["hits"]["positives"], &never["lift"]), (&0.into(), &Value::Null));
    assert_eq!(report["rules"].as_array().unwrap().len(), 6, "those that never hit are there as well");
}

#[test]
fn the_worst_rows_are_explained() {
    let ran = backtest(&["--label", "fraud", "--format", "json", "-"], ROWS);
    let report = report(&ran);
    assert_eq!(keys(&report["misses"]), ["c", "b", "a"]);
    assert_eq!(keys(&report["falseAlarms"]), ["d", "e", "f", "g"]);
    let worst = &report["misses"][0];
    assert_eq!(
        (&worst["score"], &worst["level"], &worst["ceiling"]),
        (&10.into(), &"low".into(), &"high".into())
    );
    assert_eq!((&worst["hits"], &worst["place"]), (&json!(["crypto"]), &"standard input:3".into()));
    let open = ["amount", "channel", "code_told", "seen_on", "narrative", "calls", "transfers"];
    assert_eq!(worst["open"], json!(open));
}

#[test]
fn of_equal_rows_the_first_ten_are_shown_and_all_are_counted() {
    let rows: String = (1..=12).map(|_| "{\"fraud\": true}\n").collect();
    let rows = rows
        + "{\"fraud\": true, \"means\": [\"crypto\"]}\n"
        + "{\"fraud\": false, \"report\": {\"amount\": 9000}}\n";
    let ran = backtest(&["--label", "fraud", "-"], &rows);
    assert!(ran.out.contains("the first 10 of 12 positives that score 0 or less"), "{}", ran.out);
    assert!(ran.out.contains("│ 10  ┆     0 ┆ low, may be high"), "{}", ran.out);
    assert!(!ran.out.contains("│ 11 "), "{}", ran.out);
}

#[test]
fn tables_and_pages_say_the_same() {
    let args = ["--label", "fraud == true || fraud == true", "--format"];
    let table = backtest(&[&args[..], &["table", "-"]].concat(), ROWS).out;
    let page = backtest(&[&args[..], &["markdown", "-"]].concat(), ROWS).out;
    for line in [
        "amounts 1.0.0 against `fraud == true || fraud == true`, as of 2026-03-02T10:30:00+08:00\n",
        "rows: 7 read, 7 scored (3 positives, 4 negatives), 0 left out\n",
        "AUC: 0.833 (95 % interval 0.517 to 1.000, DeLong 1988)\n",
        "KS: 0.500 at score >= 10 (recall 1.000, false positives 0.500, precision 0.600)\n",
        "recall at 1 % false positives: 0.333 at score >= 40 (",
        "without a hit: code-told, paid, words, after-new-year\n",
    ] {
        assert!(table.contains(line), "{line}: {table}");
        assert!(page.contains(line), "{line}: {page}");
    }
    for cells in [
        vec!["high", "3", "2", "0.667", "0.667", "0.250"],
        vec!["large-amount", "3", "0.667", "0.250", "1.56", "20.0", "7.5"],
        vec!["c (3)", "10", "low, may be high", "crypto", "amount, channel, code\\_told, … 4\u{A0}more"],
    ] {
        let row = format!("| {} |", cells.join(" | ").replace("… 4", "…\u{A0}4"));
        assert!(page.contains(&row), "{row}: {page}");
        for cell in cells.iter().take(4) {
            assert!(table.contains(cell), "{cell}: {table}");
        }
    }
}

#[test]
fn a_sheet_and_its_mapping_are_the_same_rows() {
    let folder = folder("backtest-sheet");
    let mapping = file(&folder, "sheet.toml", SHEET_MAPPING);
    let sheet = file(&folder, "sheet.csv", format!("\u{FEFF}{SHEET}"));
    let label = "column(\"是否诈骗\")";
    let args = ["--label", label, "--mapping", &mapping, "--key", "编号", "--format", "json", &sheet];
    let (ours, theirs) =
        (backtest(&args, ""), backtest(&["--label", "fraud", "--format", "json", "-"], ROWS));
    assert_eq!(ours.code, 0, "{}", ours.err);
    let (ours, theirs) = (report(&ours), report(&theirs));
    for figure in ["rows", "auc", "ks", "levels", "recallAt", "rules"] {
        assert_eq!(ours[figure], theirs[figure], "{figure}");
    }
    assert_eq!(keys(&ours["misses"]), ["c", "b", "a"]);
}

#[test]
fn without_a_mapping_columns_are_fields_by_name() {
    let csv = "id,tier,amount,code_told,channel\na,2,5000,,\nb,1,1,是,phone\nc,1,2,否,phone\n";
    let args = ["--label", "tier == \"2\"", "--input", "csv", "--format", "json", "-"];
    let ran = backtest(&args, csv);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let alarms = &report(&ran)["falseAlarms"];
    assert_eq!((keys(alarms), &alarms[0]["score"]), (vec!["b", "c"], &30.into()));
    let strange = backtest(&args, "id,tier,金额\na,2,5000\n");
    assert_eq!(strange.code, 3);
    let err = &strange.err;
    assert!(err.contains("no column is a field") && err.contains("--mapping"), "{err}");
}

#[test]
fn only_what_is_mapped_reaches_the_ruleset() {
    let mapping = file(&folder("backtest-only"), "m.toml", "[fields]\ncalls = { constant = 1 }\n");
    let args = ["--label", "fraud", "--mapping", &mapping, "--format", "json", "-"];
    let report = report(&backtest(&args, ROWS));
    assert_eq!(report["auc"]["value"], 0.5);
    assert_eq!(report["auc"]["interval"], Value::Null, "no variance, no interval");
    assert_eq!(report["misses"][0]["key"], "a");
}

#[test]
fn rows_without_a_label_are_left_out_and_named() {
    let rows = format!("{ROWS}\n{{\"fraud\": \n{{\"fraud\": null}}\n{{}}\n{{\"fraud\": \"yes\"}}\n[1]\n");
    let ran = backtest(&["--label", "fraud", "--format", "json", "-"], &rows);
    assert_eq!(ran.code, 2, "{}", ran.err);
    let report = report(&ran);
    assert_eq!((&report["rows"]["read"], &report["rows"]["scored"]), (&13.into(), &7.into()));
    assert_eq!(report["rows"]["leftOut"], 6);
    let of = |why: &str| {
        let all = report["leftOut"].as_array().unwrap();
        let found = all.iter().find(|it| it["reason"].as_str().unwrap().contains(why));
        found.unwrap_or_else(|| panic!("{why}: {}", ran.out))["rows"].clone()
    };
    let absent = json!([{"place": "standard input:10"}, {"place": "standard input:11"}]);
    assert_eq!(of("no label: `fraud` is absent, empty or null"), absent);
    assert_eq!(of("expected a bool"), json!([{"place": "standard input:12", "found": "\"yes\""}]));
    assert_eq!(of("expected a JSON object")[0]["place"], "standard input:8");
    assert_eq!(of("expected a value")[0]["place"], "standard input:9");
    let table = backtest(&["--label", "fraud", "-"], &rows);
    let line = "2 rows: no label: `fraud` is absent, empty or null: standard input:10, standard input:11\n";
    assert!(table.code == 2 && table.out.contains(line), "{}", table.out);
    assert!(table.out.contains("13 read, 7 scored (3 positives, 4 negatives), 6 left out"), "{}", table.out);
}

#[test]
fn rows_of_another_width_are_left_out_rather_than_shifted() {
    let csv = "tier,amount\n2,5000\n1\n1,2\n";
    let ran = backtest(&["--label", "tier == 2", "--input", "csv", "-"], csv);
    assert_eq!(ran.code, 2);
    let line = "1 row: cannot be read: I420: expected 2 cells: standard input:2 (found 1 cells)";
    assert!(ran.out.contains(line), "{}", ran.out);
}

#[test]
fn values_that_cannot_be_used_are_told_and_their_rows_scored() {
    let rows = format!("{ROWS}{{\"fraud\": false, \"report\": {{\"amount\": \"viel\"}}}}\n");
    let ran = backtest(&["--label", "fraud", "-"], &rows);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.out.contains("8 scored (3 positives, 5 negatives), 0 left out"), "{}", ran.out);
    let line = "`amount` in 1 row: I401 expected a number, found \"viel\" in standard input:8\n";
    assert!(ran.out.contains(line), "{}", ran.out);
}

#[test]
fn each_row_may_have_its_own_instant() {
    let rows = r#"{"fraud": true, "at": "2026-02-01T08:00:00+08:00", "seen_on": "2026-01-31"}
{"fraud": false, "at": "2025-12-31T23:59:00+08:00"}
{"fraud": false, "at": "2026/2/1 8:00"}
{"fraud": false}
"#;
    let args = ["--label", "fraud", "--as-of-field", "at", "--format", "json"];
    let plain = run(&[&args[..], &["-"]].concat(), rows);
    let report_of = report(&plain);
    assert_eq!((plain.code, &report_of["asOf"], &report_of["asOfField"]), (2, &Value::Null, &"at".into()));
    assert_eq!((&report_of["rows"]["scored"], &report_of["rows"]["leftOut"]), (&2.into(), &2.into()));
    assert_eq!(report_of["rows"]["notInForce"], 1, "the ruleset is in force from 2026 on");
    assert!(plain.out.contains("no instant: `at` is absent"), "{}", plain.out);
    assert!(plain.out.contains("expected a date and time with its offset"), "{}", plain.out);

    let folder = folder("backtest-instant");
    let ruleset = std::fs::read_to_string(data("amounts.toml")).unwrap();
    let reported = "[field.at]\ntype = \"datetime\"\ntitle = \"At\"\npath = \"/report/at\"\n\n[terms]";
    let ruleset = file(&folder, "own.toml", ruleset.replace("[terms]", reported));
    let mapping = file(&folder, "m.toml", "[fields]\nat = { column = 'at', parse = 'datetime' }\n");
    let own = ["backtest", "--ruleset", &ruleset, "--mapping", &mapping];
    let mapped = rules(&[&own[..], &args[..], &["-"]].concat(), rows.as_bytes());
    let mapped = report(&mapped);
    assert_eq!((&mapped["rows"]["scored"], &mapped["rows"]["leftOut"]), (&3.into(), &1.into()));
    assert_eq!(mapped["rows"]["notInForce"], 1);

    let both = backtest(&["--label", "fraud", "--as-of-field", "at", "-"], rows);
    assert!(both.code == 3 && both.err.contains("cannot be used with"), "{}", both.err);
}

#[test]
fn files_of_all_kinds_go_together() {
    let folder = folder("backtest-files");
    let csv = file(&folder, "one.csv", "id,fraud,amount\nx,true,5000\ny,false,1\n");
    let lines = file(&folder, "two.jsonl", ROWS);
    let array = file(&folder, "three.json", format!("[{}]", ROWS.trim_end().replace('\n', ",")));
    let ran = backtest(&["--label", "fraud", &csv, &lines, &array], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("16 scored (7 positives, 9 negatives)"), "{}", ran.out);
    assert!(ran.out.contains("c (two.jsonl:3)") && ran.out.contains("c (three.json:3)"), "{}", ran.out);
    assert!(ran.out.contains("y (one.csv:2)"), "{}", ran.out);
    let c = ran.out.lines().find(|line| line.contains("c (two.jsonl:3)")).unwrap();
    assert!(c.contains("┆    10 ┆"), "the columns of the CSV before it do not bind: {c}");
}

#[test]
fn slips_are_told_before_anything_is_printed() {
    let folder = folder("backtest-slips");
    let unknown_column = file(&folder, "column.toml", "[fields]\ncalls = { column = 'nmber' }\n");
    let unknown_field = file(&folder, "field.toml", "[fields]\n# Calls.\ncals = { column = 'id' }\n");
    let number_rows = ROWS.replace("\"id\"", "\"number\"");
    for (args, parts) in [
        (vec!["--label", "fruad"], vec!["no row has a column `fruad`; did you mean `fraud`?"]),
        (vec!["--label", "fraud", "--mapping", &unknown_column], vec!["`nmber`; did you mean `number`?"]),
        (
            vec!["--label", "fraud", "--mapping", &unknown_field],
            vec!["field.toml", "line 3: the ruleset has no field `cals`; did you mean `calls`?"],
        ),
        (vec!["--label", "fraud = true"], vec!["--label:1:7", "write `==`", "the label cannot be used"]),
        (vec!["--label", "fraud + 1"], vec!["--label:1:1", "a label compares columns as they are"]),
        (
            vec!["--label", "number == \"z\""],
            vec!["a backtest needs positives and negatives: all 7 labelled rows are negatives"],
        ),
        (vec!["--label", "fraud", "--as-of-field", "att"], vec!["cannot be used with"]),
        (vec!["--label", "fraud", "--mapping", "gone.toml"], vec!["cannot read the mapping `gone.toml`"]),
    ] {
        let ran = backtest(&[&args[..], &["-"]].concat(), &number_rows);
        assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{args:?}: {}", ran.err);
        for part in parts {
            assert!(ran.err.contains(part), "{part}: {}", ran.err);
        }
    }
    let none = backtest(&["--label", "fraud", "-"], "{\"fraud\": null}\n");
    assert_eq!(none.code, 3);
    let empty = backtest(&["--label", "fraud", "-"], "");
    assert!(empty.code == 3 && empty.err.contains("there are no rows"), "{}", empty.err);
    assert!(none.err.contains("none of the 1 rows has a label"), "{}", none.err);
    assert!(none.err.contains("`fraud` is absent, empty or null: standard input:1"), "{}", none.err);
}
