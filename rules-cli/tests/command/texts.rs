//! `rules texts`: to translators and back, with nothing else in the ruleset touched.

use crate::support::{Ran, amounts, file, folder, rules};
use std::path::{Path, PathBuf};

fn shipped() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rulesets/fraud/fraud.toml");
    std::fs::read_to_string(path).unwrap()
}

/// A copy of the shipped ruleset, and its texts as CSV.
struct Copy {
    folder: PathBuf,
    ruleset: String,
    csv: String,
}

impl Copy {
    fn new(test: &str) -> Self {
        Self::of(test, &shipped())
    }

    fn of(test: &str, text: &str) -> Self {
        let folder = folder(test);
        let ruleset = file(&folder, "rules.toml", text);
        let ran = rules(&["texts", "export", &ruleset], b"");
        assert_eq!(ran.code, 0, "{}", ran.err);
        Self { folder, ruleset, csv: ran.out }
    }

    /// Imports the exported CSV with one replacement in it.
    fn import(&self, old: &str, new: &str) -> Ran {
        assert!(old.is_empty() || self.csv.contains(old), "{old}");
        let changed = if old.is_empty() { self.csv.clone() } else { self.csv.replace(old, new) };
        self.import_text(&changed)
    }

    fn import_text(&self, csv: &str) -> Ran {
        let csv = file(&self.folder, "texts.csv", csv);
        rules(&["texts", "import", &self.ruleset, &csv], b"")
    }

    fn text(&self) -> String {
        std::fs::read_to_string(&self.ruleset).unwrap()
    }

    /// Imports, and sees it refused with nothing written.
    fn refused(&self, old: &str, new: &str) -> String {
        let before = self.text();
        let ran = self.import(old, new);
        assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{}", ran.err);
        assert!(ran.err.contains("nothing is written"), "{}", ran.err);
        assert_eq!(self.text(), before);
        ran.err
    }
}

#[test]
fn the_shipped_texts_go_out_and_back_without_a_changed_byte() {
    let copy = Copy::new("texts-round");
    assert!(copy.csv.starts_with("key,zh,en,edition:"), "{}", copy.csv);
    for key in [
        "field.channel.values.phone,电话,Phone call\n",
        "rule.safe-account.reason,",
        "field.transfers.item.amount.ask,",
        "rule.recent-payment.reason_assumed,",
        "characteristic.amount-sent.bin.1.reason,",
        "table.claim-and-demand.cell.0.3.reason,",
        "level.critical.title,紧急,Critical\n",
        "action.visit.who,",
    ] {
        assert!(copy.csv.contains(&format!("\n{key}")), "{key}");
    }
    assert_eq!(copy.import("", "").code, 0);
    for name in ["texts.csv", "texts.xlsx"] {
        let path = copy.folder.join(name).display().to_string();
        assert_eq!(rules(&["texts", "export", "--bom", &copy.ruleset, "-o", &path], b"").code, 0);
        let ran = rules(&["texts", "import", &copy.ruleset, &path], b"");
        assert!(ran.code == 0 && ran.out.contains("none of 460 texts changed"), "{}{}", ran.out, ran.err);
    }
    assert_eq!(copy.text(), shipped());
}

#[test]
fn every_text_of_the_shipped_ruleset_has_a_row() {
    let copy = Copy::new("texts-all");
    let text = shipped();
    let in_zh: usize =
        text.lines().filter(|line| !line.starts_with('#')).map(|it| it.matches("zh = \"").count()).sum();
    assert_eq!(copy.csv.lines().count() - 1, in_zh);
}

#[test]
fn a_changed_text_is_written_in_its_place_and_comments_stay() {
    let copy = Copy::new("texts-changed");
    let ran = copy.import(",Relatively large amount", ",\"A \"\"fairly\"\" large amount \\ 大\"");
    assert!(
        ran.code == 0 && ran.out.contains("rules.toml: 1 of 460 texts changed"),
        "{}{}",
        ran.out,
        ran.err
    );
    let expected = shipped().replace("Relatively large amount", "A \\\"fairly\\\" large amount \\\\ 大");
    assert_eq!(copy.text(), expected);
    assert_eq!(std::fs::read_dir(&copy.folder).unwrap().count(), 2, "nothing is left beside it");
}

#[test]
fn byte_order_mark_and_windows_line_ends_stay() {
    let windows = |text: &str| format!("\u{FEFF}{}", text.replace('\n', "\r\n"));
    let copy = Copy::of("texts-windows", &windows(&shipped()));
    assert_eq!(copy.import("\nlevel.low.title,低,Low", "\nlevel.low.title,低,Minor").code, 0);
    assert_eq!(copy.text(), windows(&shipped().replace("en = \"Low\"", "en = \"Minor\"")));
    let old = copy.import("", "");
    assert!(old.code == 3 && old.err.contains("another edition"), "{}", old.err);
    let csv = copy.folder.join("texts.csv").display().to_string();
    assert_eq!(rules(&["texts", "import", "--force", &copy.ruleset, &csv], b"").code, 0);
    assert_eq!(copy.text(), windows(&shipped()), "and back");
}

#[test]
fn line_ends_that_are_mixed_are_left_to_an_editor() {
    let text = shipped().replacen('\n', "\r\n", 1);
    let copy = Copy::of("texts-mixed", &text);
    assert_eq!(copy.import("", "").code, 0, "nothing to write");
    let ran = copy.import("\nlevel.low.title,低,Low", "\nlevel.low.title,低,Minor");
    assert!(ran.code == 3 && ran.err.contains("mixes line ends"), "{}", ran.err);
    assert_eq!(copy.text(), text);
}

#[test]
fn all_spellings_of_a_text_are_kept() {
    let low = "title.zh = \"低\"\ntitle.en = ~\n Low\n~".replace('~', "'''");
    let medium = "respond_within = \"PT24H\"\n[level.title]\nzh = '中' # 甲\n# 乙\nen = \"\"\"Me\\\n  dium\"\"\" # 丙\n";
    let text = shipped()
        .replace("title = { zh = \"低\", en = \"Low\" }", &low)
        .replace("title = { zh = \"中\", en = \"Medium\" }\nrespond_within = \"PT24H\"\n", medium);
    let copy = Copy::of("texts-spelled", &text);
    assert!(
        copy.csv.contains("\nlevel.low.title,低,\" Low\n\"\nlevel.medium.title,中,Medium\n"),
        "{}",
        copy.csv
    );
    assert_eq!(copy.import("", "").code, 0);
    assert_eq!(copy.text(), text);
    assert_eq!(copy.import("\nlevel.medium.title,中,", "\nlevel.medium.title,中等,").code, 0);
    assert_eq!(copy.text(), text.replace("'中' # 甲", "'中等' # 甲"));
}

#[test]
fn a_workbook_may_hold_some_rows_and_columns_in_any_order() {
    let copy = Copy::new("texts-xlsx");
    let path = copy.folder.join("part.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let page = book.add_worksheet();
    let rows = [["en", "key"], ["Urgent", "level.critical.title"], ["", ""], ["Low", "level.low.title"]];
    for (row, cells) in (0..).zip(rows) {
        page.write_string(row, 0, cells[0]).unwrap().write_string(row, 1, cells[1]).unwrap();
    }
    book.save(&path).unwrap();
    let ran = rules(&["texts", "import", &copy.ruleset, &path.display().to_string()], b"");
    assert!(ran.code == 0 && ran.out.contains("1 of 460"), "{}{}", ran.out, ran.err);
    assert_eq!(copy.text(), shipped().replace("en = \"Critical\"", "en = \"Urgent\""));
}

#[test]
fn an_unknown_key_is_refused_with_the_near_one() {
    let err = Copy::new("texts-key").refused("\nrule.secrecy.reason,", "\nrule.secrcy.reason,");
    assert!(err.contains("row ") && err.contains("column `key`"), "{err}");
    assert!(err.contains("no `rule.secrcy.reason`; did you mean `rule.secrecy.reason`?"), "{err}");
}

#[test]
fn a_lost_placeholder_is_refused_in_its_row() {
    let copy = Copy::new("texts-placeholder");
    let row =
        copy.csv.lines().position(|line| line.starts_with("characteristic.amount-sent.bin.1.")).unwrap();
    let err = copy.refused("${sent_total} CNY paid\n", "Money was paid\n");
    assert!(
        err.contains(&format!("row {}, column `en`: expected the placeholder `${{sent_total}}`", row + 1)),
        "{err}"
    );
    assert!(err.contains("which `zh` has"), "{err}");
}

#[test]
fn what_check_would_refuse_is_refused_in_its_row() {
    let copy = Copy::new("texts-check");
    let err = copy.refused("${sent_total} CNY paid\n", "${sent_total} of ${sent_totl} CNY paid\n");
    assert!(err.contains("column `en`: E201: nothing is named `sent_totl`"), "{err}");
    assert!(err.contains("did you mean `sent_total`?"), "{err}");
}

#[test]
fn empty_cells_and_strange_columns_and_rows_twice_are_refused() {
    let copy = Copy::new("texts-cells");
    let err = copy.refused("\nlevel.low.title,低,Low", "\nlevel.low.title,低,");
    assert!(err.contains("column `en`: expected a text, found an empty cell"), "{err}");
    let err = copy.refused("key,zh,en,", "key,zh,english,");
    assert!(
        err.contains("row 1, column `english`: there is no such column; expected `key`, `zh`, `en`"),
        "{err}"
    );
    let err = copy.refused("\nlevel.low.title,低,Low", "\nlevel.low.title,低,Low\nlevel.low.title,低,Least");
    assert!(err.contains("`level.low.title` stands in row"), "{err}");
    let err = copy.refused("\nlevel.low.title,低,Low", "\nlevel.low.title,低,Low, or none");
    assert!(err.contains("expected 3 cells, as in the header, found 4"), "{err}");
    let err = copy.refused("\nlevel.low.title,低,Low", "\nlevel.low.title,低");
    assert!(err.contains("expected 3 cells, as in the header, found 2"), "{err}");
    let err = copy.refused("key,zh,en,", "name,zh,en,");
    assert!(err.contains("expected a column `key`"), "{err}");
}

#[test]
fn missing_translations_are_filled_in() {
    let amounts = std::fs::read_to_string(amounts()).unwrap();
    let copy = Copy::of("texts-fill", &amounts.replace("[\"en\"]", "[\"en\", \"zh\"]"));
    let mut filled = String::new();
    for line in copy.csv.lines() {
        let zh = if line.contains("${amount}") { "${amount} 元" } else { "文字" };
        filled.push_str(&format!(
            "{}\n",
            if line.starts_with("key,en,zh,") { line.into() } else { format!("{line}{zh}") }
        ));
    }
    let ran = copy.import_text(&filled);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = copy.text();
    assert!(text.contains("reason = { en = \"a code was told\", zh = \"文字\" }\n"), "{text}");
    assert!(
        text.contains(
            "paid = { type = \"number\", unit = \"CNY\", min = 0, title = { en = \"Paid\", zh = \"文字\" } }"
        ),
        "{text}"
    );
    let again = rules(&["texts", "export", &copy.ruleset], b"").out;
    let below_header = |csv: &str| csv.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(below_header(&again), below_header(&filled));
}

#[test]
fn cells_that_would_be_formulas_are_disarmed_and_armed_again() {
    let text = shipped().replace("en = \"Low\"", "en = \"=1+1\"").replace("en = \"High\"", "en = \"'+'\"");
    let copy = Copy::of("texts-formula", &text);
    assert!(copy.csv.contains("\nlevel.low.title,低,'=1+1\n"), "{}", copy.csv);
    assert!(copy.import("", "").out.contains("none of"));
    assert_eq!(copy.import(",'=1+1\n", ",'-2\n").code, 0);
    assert_eq!(copy.text(), text.replace("=1+1", "-2"));
}

#[test]
fn files_that_are_none_are_said() {
    let copy = Copy::new("texts-files");
    let other = copy.folder.join("texts.ods").display().to_string();
    let ran = rules(&["texts", "export", &copy.ruleset, "-o", &other], b"");
    assert!(ran.code == 3 && ran.err.contains("`.csv` or `.xlsx`"), "{}", ran.err);
    let broken = file(&copy.folder, "broken.xlsx", "no workbook");
    let ran = rules(&["texts", "import", &copy.ruleset, &broken], b"");
    assert!(ran.code == 3 && ran.err.contains("no XLSX workbook"), "{}", ran.err);
    let gbk = file(&copy.folder, "gbk.csv", b"key,zh\nlevel.low.title,\xb5\xcd\n");
    let ran = rules(&["texts", "import", &copy.ruleset, &gbk], b"");
    assert!(ran.code == 3 && ran.err.contains("line 2 is not UTF-8"), "{}", ran.err);
    let part = file(&copy.folder, "part.csv", "key,en\nlevel.low.title,Least\n");
    let ran = rules(&["texts", "import", "fraud", &part], b"");
    assert!(ran.code == 3 && ran.err.contains("part of the command"), "{}", ran.err);
}
