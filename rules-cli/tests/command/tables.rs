//! `rules table`: points, bounds and cases to a spreadsheet and back.

use crate::support::{Ran, file, folder, rules};
use std::path::{Path, PathBuf};

const PARTS: [(&str, &str); 4] = [
    (
        "rules",
        "id,when,points,group,at_least,status,basis,actions,reason.zh,reason.en,reason_assumed.zh,reason_assumed.en,edition:",
    ),
    ("bins", "characteristic,bin,below,up_to,is,unknown,points,at_least,actions,reason.zh,"),
    ("tables", "claim-and-demand,0 transfer; fee_first; borrow,1 code_or_password; screen,"),
    ("cases", "name,as_of,incident,params,calendar,score,level,level_up_to,settled,incomplete,hits,"),
];

fn shipped() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rulesets/fraud/fraud.toml");
    std::fs::read_to_string(path).unwrap()
}

/// A copy of a ruleset, and one of its parts as CSV.
struct Copy {
    folder: PathBuf,
    ruleset: String,
    what: &'static str,
    csv: String,
}

impl Copy {
    fn new(test: &str, what: &'static str) -> Self {
        Self::of(test, what, &shipped())
    }

    fn of(test: &str, what: &'static str, text: &str) -> Self {
        let folder = folder(test);
        let ruleset = file(&folder, "rules.toml", text);
        let ran = rules(&["table", "export", &ruleset, "--what", what], b"");
        assert_eq!(ran.code, 0, "{}", ran.err);
        Self { folder, ruleset, what, csv: ran.out }
    }

    fn import_file(&self, path: &str) -> Ran {
        rules(&["table", "import", &self.ruleset, "--what", self.what, path], b"")
    }

    /// Imports the exported CSV with replacements in it.
    fn import(&self, changes: &[(&str, &str)]) -> Ran {
        let csv = changes.iter().fold(self.csv.clone(), |csv, (old, new)| {
            assert_eq!(csv.matches(old).count(), 1, "{old}\n{csv}");
            csv.replace(old, new)
        });
        self.import_file(&file(&self.folder, "part.csv", csv))
    }

    /// Imports, and sees the ruleset changed in these places only.
    fn changes(&self, cells: &[(&str, &str)], toml: &[(&str, &str)]) {
        let expected = toml.iter().fold(self.text(), |text, (old, new)| {
            assert_eq!(text.matches(old).count(), 1, "{old}");
            text.replace(old, new)
        });
        let ran = self.import(cells);
        assert_eq!(ran.code, 0, "{}", ran.err);
        similar(&self.text(), &expected);
    }

    /// Imports, and sees it refused with nothing written.
    fn refused(&self, old: &str, new: &str) -> String {
        let before = self.text();
        let ran = self.import(&[(old, new)]);
        assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{}", ran.err);
        assert!(ran.err.contains("nothing is written"), "{}", ran.err);
        assert_eq!(self.text(), before);
        ran.err
    }

    fn text(&self) -> String {
        std::fs::read_to_string(&self.ruleset).unwrap()
    }
}

/// The first line that differs, rather than two long files.
fn similar(found: &str, expected: &str) {
    for (found, expected) in found.lines().zip(expected.lines()) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.len(), expected.len());
}

#[test]
fn every_part_goes_out_and_back_without_a_changed_byte() {
    for (what, head) in PARTS {
        let copy = Copy::new("table-round", what);
        assert!(copy.csv.starts_with(head), "{}", copy.csv);
        assert_eq!(copy.import(&[]).code, 0);
        for name in ["part.csv", "part.xlsx"] {
            let path = copy.folder.join(name).display().to_string();
            let ran = rules(&["table", "export", &copy.ruleset, "--what", what, "-o", &path], b"");
            assert_eq!(ran.code, 0, "{}", ran.err);
            let ran = copy.import_file(&path);
            assert!(ran.code == 0 && ran.out.contains("none of"), "{what} {name}: {}{}", ran.out, ran.err);
        }
        assert_eq!(copy.text(), shipped());
    }
}

#[test]
fn cells_of_rules_are_replaced_put_in_and_taken_out() {
    let copy = Copy::new("table-rules", "rules");
    copy.changes(
        &[
            ("\nface-to-face,\"channel == \"\"in_person\"\"\",-12,", "\nface-to-face,\"channel in [\"\"in_person\"\"]\",-13,"),
            ("\nsafe-account,says_safe_account,45,script,high,", "\nsafe-account,says_safe_account,45,script,,"),
            (",from_abroad || says_abroad,8,pressure,,", ",from_abroad || says_abroad,8,pressure,,shadow"),
        ],
        &[
            ("when = 'channel == \"in_person\"'\npoints = -12", "when = 'channel in [\"in_person\"]'\npoints = -13"),
            ("group = \"script\"\nat_least = \"high\"\nreason = { zh = \"提到“安全账户”", "group = \"script\"\nreason = { zh = \"提到“安全账户”"),
            (
                "en = \"The call comes from abroad (a number that begins with + or 00)\" }\nbasis = \"anti-fraud-keywords\"\n",
                "en = \"The call comes from abroad (a number that begins with + or 00)\" }\nbasis = \"anti-fraud-keywords\"\nstatus = \"shadow\"\n",
            ),
        ],
    );
}

#[test]
fn comments_at_a_key_that_is_taken_out_stay() {
    let old = "points = 10\ngroup = \"pressure\"\nreason = { zh = \"被要求保密";
    let noted =
        "points = 10\n# Judgement.\ngroup = \"pressure\" # see article 34\nreason = { zh = \"被要求保密";
    let copy = Copy::of("table-comments", "rules", &shipped().replace(old, noted));
    let left = "points = 10\n# Judgement.\n# see article 34\nreason = { zh = \"被要求保密";
    copy.changes(&[("warning_words)\",10,pressure", "warning_words)\",10,")], &[(noted, left)]);
}

#[test]
fn bounds_and_points_of_bins_are_changed_in_place() {
    let copy = Copy::new("table-bins", "bins");
    copy.changes(
        &[
            ("amount-asked,2,500000,,,,12", "amount-asked,2,600000.5,,,,13"),
            ("amount-sent,0,,0,,,0", "amount-sent,0,large_amount,,,,"),
            ("amount-sent,1,large_amount,,,,4", "amount-sent,1,huge_amount,,,,4"),
            ("amount-sent,2,huge_amount,,,,8", "amount-sent,2,400000,,,,8"),
        ],
        &[
            ("{ below = 500000, points = 12,", "{ below = 600000.5, points = 13,"),
            ("{ up_to = 0, points = 0 }", "{ below = \"large_amount\" }"),
            ("{ below = \"large_amount\", points = 4,", "{ below = \"huge_amount\", points = 4,"),
            ("{ below = \"huge_amount\", points = 8,", "{ below = 400000, points = 8,"),
        ],
    );
}

#[test]
fn points_of_a_table_are_changed_in_their_grid() {
    let copy = Copy::new("table-grid", "tables");
    copy.changes(
        &[("1 government,28,34,24,38,0", "1 government,28,34,'-24,38,0")],
        &[("[28, 34, 24, 38, 0]", "[28, 34, -24, 38, 0]")],
    );
    let copy = Copy::new("table-grid", "tables");
    let err = copy.refused("4 lender,32,", "4 lender,much,");
    assert!(err.contains("row 6, column `0 transfer; fee_first; borrow`: expected an integer such as 30 or -12, found `much`"), "{err}");
    let err = copy.refused("claim-and-demand,", "claim-and-demands,");
    assert!(err.contains("row 1: ") && err.contains("did you mean `claim-and-demand`?"), "{err}");
    let err = copy.refused(",4 else,", ",4 others,");
    assert!(err.contains("column `4 others`: there is no such column"), "{err}");
}

#[test]
fn several_tables_go_out_and_back_together() {
    let text = shipped();
    let (above, rest) = text.split_once("[[table]]").unwrap();
    let (table, below) = rest.split_once("[[rule]]").unwrap();
    let second = table.replace("\"claim-and-demand\"", "\"second\"");
    let both = format!("{above}[[table]]{table}[[table]]{second}[[rule]]{below}");
    let copy = Copy::of("table-several", "tables", &both);
    let between = "7 else,12,25,8,15,0\n\nsecond,0 transfer; fee_first; borrow,";
    assert!(copy.csv.contains(between), "{}", copy.csv);
    let before = copy.text();
    let workbook = copy.folder.join("tables.xlsx").display().to_string();
    rules(&["table", "export", &copy.ruleset, "--what", "tables", "-o", &workbook], b"");
    let (first, rest) = copy.csv.split_once("\n\n").unwrap();
    let changed = file(
        &copy.folder,
        "tables.csv",
        format!("{first}\n,,,\n{}", rest.replace("7 else,12,", "7 else,13,")),
    );
    assert!(copy.import_file(&changed).out.contains("1 of 80 cells"));
    let (above, below) = before.rsplit_once("[12, 25, 8, 15, 0]").unwrap();
    similar(&copy.text(), &format!("{above}[13, 25, 8, 15, 0]{below}"));
    let ran = rules(&["table", "import", &copy.ruleset, "--what", "tables", "--force", &workbook], b"");
    assert!(ran.out.contains("1 of 80 cells"), "and back: {}", ran.err);
    similar(&copy.text(), &before);
    let wrong =
        file(&copy.folder, "wrong.csv", format!("{first}\n\n{}", rest.replace("7 else,12,", "7 else,x,")));
    let ran = copy.import_file(&wrong);
    assert!(ran.code == 3 && ran.err.contains("row 19, column `0 transfer"), "{}", ran.err);
}

#[test]
fn cases_are_changed_member_by_member() {
    let copy = Copy::new("table-cases", "cases");
    copy.changes(
        &[(
            "\"{\"\"transfers\"\": [{\"\"amount\"\": 3000, \"\"sent_at\"\": \"\"2026-03-01T10:30:00+08:00\"\"}]}\",,,24,high,,,,",
            "\"{\"\"transfers\"\":[{\"\"amount\"\":3001,\"\"sent_at\"\":\"\"2026-03-01T10:30:00+08:00\"\"}],\"\"confirmed\"\":false}\",,,25,high,,false,,",
        )],
        &[(
            "transfers = [{ amount = 3000, sent_at = 2026-03-01T10:30:00+08:00 }]\n[case.expect]\nscore = 24\nlevel = \"high\"\n\
             hits = [\"amount-sent\", \"hours-since-last-payment\", \"recent-payment\"]\n",
            "transfers = [{ amount = 3001, sent_at = 2026-03-01T10:30:00+08:00 }]\nconfirmed = false\n[case.expect]\nscore = 25\nlevel = \"high\"\n\
             hits = [\"amount-sent\", \"hours-since-last-payment\", \"recent-payment\"]\nsettled = false\n",
        )],
    );
    let copy = Copy::new("table-cases", "cases");
    let row = |text: &str| text.to_owned() + "\",,,40,critical,,true";
    let err = copy.refused(&row("\"\"cash_or_gold\"\"}"), &row("\"\"cash_or_gold\"\""));
    assert!(err.contains("column `incident`: expected a JSON object") && err.contains("no JSON"), "{err}");
    let err = copy.refused(&row("\"\"cash_or_gold\"\"}"), &row("null}"));
    assert!(err.contains("leave the member out"), "{err}");
    let err = copy.refused(",,,40,critical,,true", ",,,40,critical,,yes");
    assert!(err.contains("column `settled`: expected `true`, `false` or nothing, found `yes`"), "{err}");
}

#[test]
fn what_a_list_of_items_has_already_stays_as_it_is_written() {
    let (old, spelled) =
        ("transfers = [{ amount = 5000 }]", "transfers = [{ amount = 5_000 }] # not noted when");
    let copy = Copy::of("table-nested", "cases", &shipped().replace(old, spelled));
    copy.changes(
        &[
            ("{\"\"amount\"\": 5000}]", "{\"\"amount\"\": 5000}, {\"\"amount\"\": 1}]"),
            ("2026-03-01T10:29:59+08:00", "2026-03-01T10:29:58+08:00"),
        ],
        &[
            ("[{ amount = 5_000 }]", "[{ amount = 5_000 }, { amount = 1 }]"),
            ("sent_at = 2026-03-01T10:29:59+08:00", "sent_at = 2026-03-01T10:29:58+08:00"),
        ],
    );
}

#[test]
fn rows_and_cells_that_cannot_be_taken_are_named() {
    let copy = Copy::new("table-refused", "rules");
    let err = copy.refused("\nsafe-account,", "\nsafe-acount,");
    assert!(
        err.contains("row 2, column `id`: the ruleset has no `safe-acount`; did you mean `safe-account`?"),
        "{err}"
    );
    let err = copy.refused("\nsafe-account,says_safe_account,", "\nsafe-account,,");
    assert!(err.contains("row 2, column `when`: expected an expression, found an empty cell"), "{err}");
    let err = copy.refused("\nsafe-account,says_safe_account,", "\nsafe-account,says_safe_acount,");
    assert!(
        err.contains("row 2, column `when`: E201") && err.contains("did you mean `says_safe_account`?"),
        "{err}"
    );
    let err = copy.refused("says_safe_account,45,script,high,", "says_safe_account,45,script,hihg,");
    assert!(err.contains("row 2, column `at_least`: E2"), "{err}");
    let err = copy.refused("says_safe_account,45,script,high,", "says_safe_account,45,script,high,shadw");
    assert!(err.contains("row 2, column `status`: E1"), "{err}");
}

#[test]
fn a_part_that_the_ruleset_does_not_have_is_said() {
    let ran = rules(&["table", "export", &crate::support::amounts(), "--what", "bins"], b"");
    assert!(ran.code == 3 && ran.err.contains("has no bins"), "{}", ran.err);
}

impl Copy {
    /// Imports the exported rows with some taken out, and new ones put behind others.
    fn import_rows(&self, out: &[&str], behind: &[(&str, &str)], option: &[&str]) -> Ran {
        let mut csv = String::new();
        for line in self.csv.lines().filter(|line| !out.iter().any(|start| line.starts_with(start))) {
            csv.push_str(&format!("{line}\n"));
            behind.iter().filter(|(start, _)| line.starts_with(start)).for_each(|(_, new)| csv.push_str(new));
        }
        let path = file(&self.folder, "rows.csv", csv);
        let mut all = vec!["table", "import", &self.ruleset, "--what", self.what];
        all.extend(option);
        all.push(&path);
        rules(&all, b"")
    }

    /// The text with one passage replaced.
    fn with(&self, old: &str, new: &str) -> String {
        assert_eq!(self.text().matches(old).count(), 1, "{old}");
        self.text().replace(old, new)
    }
}

#[test]
fn a_new_rule_stands_behind_the_rule_above_it() {
    let copy = Copy::new("rows-rule", "rules");
    let new = "door-opened,channel == \"in_person\",3,,,,anti-fraud-law:20,,开了门,The door was opened,,\n"
        .replace('"', "\"\"");
    let new = new.replacen(",channel", ",\"channel", 1).replacen("in_person\"\"", "in_person\"\"\"", 1);
    let expected = copy.with(
        "# No floor by itself: a real officer may call.",
        "[[rule]]\nid = \"door-opened\"\nwhen = 'channel == \"in_person\"'\npoints = 3\nbasis = [\"anti-fraud-law:20\"]\n\
         reason = { zh = \"开了门\", en = \"The door was opened\" }\n\n# No floor by itself: a real officer may call.",
    );
    let ran = copy.import_rows(&[], &[("safe-account,", &new)], &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("cells changed, 1 row added"), "{}", ran.out);
    similar(&copy.text(), &expected);
}

#[test]
fn missing_rows_are_asked_about_taken_out_with_their_comments_or_left() {
    let text = shipped();
    let copy = Copy::of("rows-gone", "rules", &text);
    let ran = copy.import_rows(&["face-to-face,"], &[], &[]);
    assert!(
        ran.code == 3 && ran.err.contains("rows are missing that the ruleset has: `face-to-face`"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("--remove-missing") && ran.err.contains("--keep-missing"), "{}", ran.err);
    assert!(copy.import_rows(&["face-to-face,"], &[], &["--keep-missing"]).out.contains("none of"));
    similar(&copy.text(), &text);
    let ran = copy.import_rows(&["face-to-face,"], &[], &["--remove-missing"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let (above, rest) = text.split_once("# Article 2: the law is about remote contact.").unwrap();
    let (_, below) = rest.split_once("\n\n").unwrap();
    similar(&copy.text(), &format!("{above}{below}"));
}

#[test]
fn a_bin_comes_and_goes_at_its_place() {
    let copy = Copy::new("rows-bins", "bins");
    let new = "amount-asked,,400000,,,,3,,,四十万元以下,Under 400000,,\n";
    let line =
        |start: &str| copy.text().lines().find(|line| line.starts_with(start)).map(str::to_owned).unwrap();
    let (first, gone) =
        (line("  { below = \"huge_amount\", points = 6,"), line("  { below = 500000, points = 12,"));
    let added = format!(
        "{first}\n  {{ below = 400000, points = 3, reason = {{ zh = \"四十万元以下\", en = \"Under 400000\" }} }},\n"
    );
    let expected = copy.with(&format!("{gone}\n"), "").replace(&format!("{first}\n"), &added);
    let ran = copy.import_rows(&["amount-asked,2,"], &[("amount-asked,1,", new)], &["--remove-missing"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    similar(&copy.text(), &expected);
}

#[test]
fn a_row_of_points_comes_with_its_bin_and_renumbers_the_cells() {
    let copy = Copy::new("rows-points", "tables");
    let moved = copy.text().matches("row = 0\n").count();
    let new = "uniform_buyer,1,2,3,4,5\n";
    let ran = copy.import_rows(&["6 "], &[("claim-and-demand,", new)], &["--remove-missing"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = copy.text();
    assert!(text.contains("bins = [\n  { is = [\"uniform_buyer\"] },\n  { is = [\"police\"] },"), "{text}");
    assert!(text.contains("points = [\n  [1, 2, 3, 4, 5],\n  [35, 35, 26, 40, 0],"), "{text}");
    assert!(!text.contains("prize_giver\", \"trader\"") && !text.contains("[22, 25, 12, 22, 0]"));
    assert_eq!((text.matches("row = 0\n").count(), text.matches("row = 1\n").count()), (0, moved));
}

#[test]
fn cases_beside_the_ruleset_go_out_and_come_back_with_calendars_and_instants() {
    let folder = folder("rows-beside");
    let ruleset = file(&folder, "rules.toml", shipped());
    let lines = "{\"name\": \"one\", \"asOf\": \"2026-03-02T10:30:00+08:00\", \"calendar\": {\"id\": \"c\", \"years\": [2026], \"holidays\": [], \"workdays\": []}, \"incident\": {\"channel\":   null}, \"expect\": {\"score\": 0}}\n\n{\"name\": \"two\", \"asOf\": \"2026-03-03T10:30:00+08:00\", \"incident\": {}, \"expect\": {\"hits\": []}}\n";
    let beside = file(&folder, "cases.jsonl", lines);
    let csv = rules(&["table", "export", &ruleset, "--what", "cases"], b"").out;
    let two = "two,2026-03-03T10:30:00+08:00,{},,,,,,,,[],";
    assert!(csv.contains(two) && csv.contains("\"\"years\"\": [2026]"), "{csv}");
    let three = "three,2026-03-04T10:30:00+08:00,\"{\"\"code_told\"\": true}\",,,,,,,,,safe-account,,\n";
    let csv = csv
        .replace(two, &format!("{three}{two}"))
        .replace("null}\",,", "null}\",\"{\"\"large_amount\"\": 4000}\",");
    let path = file(&folder, "cases.csv", &csv);
    let ran = rules(&["table", "import", &ruleset, "--what", "cases", &path], b"");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let expected = lines.replace("\"score\": 0}}", "\"score\": 0}, \"params\": {\"large_amount\": 4000}}")
        + "{\"name\": \"three\", \"asOf\": \"2026-03-04T10:30:00+08:00\", \"incident\": {\"code_told\": true}, \"expect\": {\"hitsInclude\": [\"safe-account\"]}}\n";
    assert_eq!(std::fs::read_to_string(&beside).unwrap(), expected);
    assert_eq!(std::fs::read_to_string(&ruleset).unwrap(), shipped());
    let wrong = file(&folder, "wrong.csv", csv.replace(",safe-account,,\n", ",safe-acount,,\n"));
    let ran =
        rules(&["table", "import", &ruleset, "--what", "cases", "--force", "--keep-missing", &wrong], b"");
    assert!(ran.code == 3 && ran.err.contains("there is no rule `safe-acount`; did you mean"), "{}", ran.err);
    assert_eq!(std::fs::read_to_string(&beside).unwrap(), expected);
}

#[test]
fn an_old_export_takes_no_newer_edit_back_unasked() {
    let copy = Copy::new("rows-stale", "rules");
    let newer = copy.with("'says_safe_account'\npoints = 45", "'says_safe_account'\npoints = 44");
    std::fs::write(&copy.ruleset, &newer).unwrap();
    let ran = copy.import_rows(&[], &[], &[]);
    assert!(
        ran.code == 3 && ran.err.contains("another edition") && ran.err.contains("--force"),
        "{}",
        ran.err
    );
    similar(&copy.text(), &newer);
    assert_eq!(copy.import_rows(&[], &[], &["--force"]).code, 0);
    similar(&copy.text(), &shipped());
}

#[test]
fn the_order_of_rows_is_not_taken_and_said() {
    let copy = Copy::new("rows-order", "rules");
    let mut lines: Vec<&str> = copy.csv.lines().collect();
    lines.swap(1, 2);
    let path = file(&copy.folder, "order.csv", lines.join("\n") + "\n");
    let ran = copy.import_file(&path);
    assert!(ran.code == 0 && ran.err.contains("the order is not taken"), "{}", ran.err);
    similar(&copy.text(), &shipped());
}
