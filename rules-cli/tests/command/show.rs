//! `rules show`: all that a ruleset has for an author, and for an official what is worked by, in three formats and
//! its languages; nothing in its texts is markup.

use crate::support::{amounts, data, file, folder, rules};

fn shown(args: &[&str]) -> String {
    let path = data("shown.toml").display().to_string();
    let mut all = vec!["show", "--audience", "author", &path];
    all.extend(args);
    let ran = rules(&all, b"");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    ran.out
}

/// What a reader of HTML sees: no tags, characters as they are meant.
fn seen(html: &str) -> String {
    let body = html.split_once("<body>").unwrap().1;
    let text: String = body.split('<').map(|part| part.split_once('>').map_or(part, |it| it.1)).collect();
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        .iter()
        .fold(text, |text, (name, character)| text.replace(name, character))
}

/// Everything that the ruleset has, in the words of a page.
const PARTS: &[&str] = &[
    // About.
    "Wages <b>\"not paid\"</b> | & 'due'",
    "2.1.0",
    "2026-01-01 to 2027-12-31",
    "+08:00",
    "‹Reported at›",
    "starts at 5, held between 0 and 100",
    "Rules 5, Characteristics 1, Tables 1, Deadlines 1, Actions 1, Fields 10, Sources 3",
    "Ask for a correction: <script>alert(1)</script>",
    // Levels and groups.
    "below 50",
    "50 and more",
    "1 hour",
    "only the best counts",
    "at least -5, at most 60",
    "much-per-head, owed-bands",
    // Rules.
    "(per_head ?? 0.0) > 800.0 || account.mentions(bars) || account.matches(digits)",
    "‹per_head› CNY a head",
    "If assumed: The amount a head is not known",
    "about the harm",
    "at least High",
    "Labour law, art. 50",
    "A notice annex 2",
    "Of the items of ‹Promises›, 3 satisfy:",
    "amount >= much",
    "Three promises of ‹Amount›",
    "workers * 2",
    "computed, 0 to 100",
    "shadow: reported, no effect",
    "2026-02-01 to 2026-08-31",
    "retired",
    // Characteristics, tables, deadlines.
    "Value: owed",
    "unknown",
    "≤\u{A0}100",
    ">\u{A0}100, <\u{A0}5000 CNY ‹Much›",
    "≥\u{A0}5000 CNY ‹Much›",
    "Rows: trade",
    "Columns: contract",
    "Building × the rest",
    "Building without a contract",
    "Trade and contract",
    "Time to answer",
    "30 ‹Days to wait› working days from ‹Accepted on›",
    "may be extended by ‹Days added› days",
    "done on ‹Answered on›",
    "soon from 4 days before the end",
    "a last day that is no working day moves to the next one",
    "Labour law, art. 34",
    "It is overdue",
    "Nearly due",
    // Actions, fields, parameters, sources.
    "Governance centre: Answer them",
    "1 day 12 hours",
    "How much is owed?",
    "number, 0 – 1000000, in CNY",
    "place in the report: /case/owed",
    "older names: arrears",
    "Building (building)",
    "relevant only if:",
    "trade == \"building\"",
    "sensitive: shown masked only",
    "a list, at most 7 items",
    "Promises › Amount",
    "promises.amount",
    "can be seen",
    "an office's record",
    "3000 – 10000",
    "checked 2026-01-02",
    "from a secondary page",
    "2021-06-01 to 2030-06-30",
    "unconfirmed, nothing rests on it",
    // Properties, names.
    "Owing more never lowers the score",
    "owed ↑",
    "share(owed, workers)",
    "a|b, `tick`, <i>",
    r"\d{4}|x",
    "sensitive: what matches is shown masked only",
    "takes whole: number, heads: integer, gives number",
    "if heads > 0 { whole / heads } else { 0.0 }",
    "for i in 0..n { sum += 2; }",
];

#[test]
fn html_has_every_part_of_the_ruleset() {
    let seen = seen(&shown(&["--locale", "en", "--format", "html"]));
    for part in PARTS {
        assert!(seen.contains(part), "{part}");
    }
}

#[test]
fn markdown_has_every_part_of_the_ruleset() {
    let text = shown(&["--locale", "en", "--format", "markdown"]);
    let plain: String = text.split('\\').collect();
    for part in PARTS {
        let part = part.replace('\\', "");
        assert!(plain.contains(&part), "{part}");
    }
}

/// What the cells of drawn tables hold: each cell's lines in a row, without spaces.
fn cells(text: &str) -> String {
    let mut out = String::new();
    let mut row: Vec<String> = Vec::new();
    for line in text.lines() {
        if line.starts_with('│') {
            let pieces = line.split(['│', '┆']).map(str::trim);
            row.resize(row.len().max(pieces.clone().count()), String::new());
            row.iter_mut().zip(pieces).for_each(|(cell, piece)| cell.push_str(piece));
        } else {
            out.push_str(&std::mem::take(&mut row).join("\n"));
            out.push_str(line);
        }
    }
    out.split_whitespace().collect()
}

#[test]
fn the_terminal_has_every_part_of_the_ruleset() {
    let text = shown(&["--locale", "en"]);
    let cells = cells(&text);
    for part in PARTS {
        let part: String = part.split_whitespace().collect();
        assert!(cells.contains(&part), "{part}");
    }
    assert!(!text.contains('\u{1b}') && text.contains('\u{FFFD}'), "control characters are disarmed");
}

#[test]
fn html_stands_alone_and_holds_no_markup_of_the_texts() {
    for locale in ["zh", "en"] {
        let html = shown(&["--locale", locale, "--format", "html"]);
        assert!(html.starts_with(&format!("<!doctype html>\n<html lang=\"{locale}\">")), "{locale}");
        for part in
            ["prefers-color-scheme: dark", "size: A4 landscape", "@media print", "max-width", "viewport"]
        {
            assert!(html.contains(part), "{part}");
        }
        for part in ["<script", "<b>", "<i>", "<link", "<img", "src=", "url(", "@import", "://", "\u{1b}"] {
            assert!(!html.contains(part), "{part}");
        }
        for tag in
            ["section", "table", "thead", "tbody", "tr", "th", "td", "p", "code", "h2", "h3", "div", "li"]
        {
            let opened =
                html.matches(&format!("<{tag}>")).count() + html.matches(&format!("<{tag} ")).count();
            assert_eq!(opened, html.matches(&format!("</{tag}>")).count(), "{tag}");
        }
    }
}

#[test]
fn every_link_leads_to_one_place() {
    let html = shown(&["--format", "html"]);
    let links: Vec<&str> =
        html.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    for link in
        ["part-1", "name-per_head", "name-owed", "name-bars", "name-digits", "name-share", "name-steps"]
    {
        assert!(links.contains(&link), "{link}: {links:?}");
    }
    assert!(!links.contains(&"name-building") && !links.contains(&"name-amount"), "{links:?}");
    for link in links {
        assert_eq!(html.matches(&format!("id=\"{link}\"")).count(), 1, "{link}");
    }
}

#[test]
fn every_row_of_a_markdown_table_has_the_cells_of_its_head() {
    for locale in ["zh", "en"] {
        let text = shown(&["--locale", locale, "--format", "markdown"]);
        let bars = |line: &str| line.replace("\\\\", "").replace("\\|", "").matches('|').count();
        let mut wanted = None;
        for line in text.lines() {
            if line.starts_with('|') {
                assert_eq!(bars(line), *wanted.get_or_insert(bars(line)), "{line}");
            } else {
                wanted = None;
            }
        }
    }
}

#[test]
fn rows_of_several_lines_are_told_apart_and_empty_columns_are_left_out() {
    let out = rules(&["show", "fraud", "--audience", "author", "--locale", "en"], b"").out;
    assert!(out.contains("│ Level    ┆ Score       ┆ Respond within │"), "no level of it has actions: {out}");
    assert!(out.contains("│ low      ┆             ┆                │\n├╌"), "{out}");
}

#[test]
fn cells_that_say_the_same_stand_together_and_most_of_them_as_the_rest() {
    let text = rules(&["show", "fraud", "--locale", "en", "--format", "markdown"], b"").out;
    let cells: Vec<&str> = text.lines().skip_while(|line| !line.starts_with("| Cells")).skip(2).collect();
    let cells: Vec<&str> = cells.into_iter().take_while(|line| line.starts_with('|')).collect();
    assert_eq!(cells.len(), 9, "{cells:#?}");
    assert!(
        cells[0].starts_with("| Police, procuratorate or court × Transfer or payment / "),
        "{}",
        cells[0]
    );
    assert!(cells[8].starts_with("| the other 24 cells that count | "), "{}", cells[8]);
}

/// The ruleset of the tests for an official, as Markdown without its backslashes.
fn to_an_official() -> String {
    let path = data("shown.toml").display().to_string();
    let ran = rules(&["show", &path, "--locale", "en", "--format", "markdown"], b"");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    ran.out.split('\\').collect()
}

#[test]
fn an_official_is_shown_what_counts_what_it_rests_on_and_what_is_done() {
    let text = to_an_official();
    for part in [
        "version 2.1.0, 2026-01-01 to 2027-12-31, digest ",
        "at least High",
        "Group 1",
        "shadow: reported, no effect",
        "‹Wages owed›",
        "30 ‹Days to wait› working days from ‹Accepted on›",
        "may be extended by ‹Days added› days",
        "It is overdue",
        "Answer them",
        "Governance centre",
        "How much is owed?",
        "Promises › Amount",
        "[1] Labour law",
        "[1], art. 50",
        "checked 2026-01-02",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn an_official_is_shown_no_ids_conditions_and_lists_of_words() {
    let text = to_an_official();
    for part in [
        "per_head",
        "owed-bands",
        "workers * 2",
        "trade ==",
        "tick",
        "promises.amount",
        "(building)",
        "Patterns",
    ] {
        assert!(!text.contains(part), "{part}: {text}");
    }
}

#[test]
fn a_printed_page_tells_at_its_foot_what_it_is_of_whatever_the_title_holds() {
    let html = shown(&["--locale", "en", "--format", "html"]);
    let foot = html.lines().find(|line| line.contains("@bottom-left")).unwrap();
    let title = r#"Wages \00003cb\00003e\000022not paid\000022\00003c\00002fb\00003e | \000026 'due' · version 2.1.0"#;
    assert!(foot.contains(title), "{foot}");
    assert!(html.contains("content: counter(page) \" / \" counter(pages)"), "pages are numbered");
}

#[test]
fn each_language_is_shown_and_another_one_is_refused() {
    let zh = shown(&["--format", "markdown"]);
    assert!(zh.contains("至少为“高”") && zh.contains("劳动法第50条") && zh.contains("1天12小时"), "{zh}");
    assert!(zh.contains("自〈受理日期〉起 30 〈等待天数〉 个工作日") && !zh.contains("Labour"), "{zh}");
    let ran = rules(&["show", &data("shown.toml").display().to_string(), "--locale", "e"], b"");
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
    assert!(ran.err.contains("the ruleset has no language `e`; it has zh, en"), "{}", ran.err);
}

#[test]
fn other_languages_have_the_texts_of_the_ruleset_in_english_phrases() {
    let text = std::fs::read_to_string(data("amounts.toml")).unwrap();
    let french = text.replace("languages = [\"en\"]", "languages = [\"fr\"]").replace("Amounts", "Montants");
    let path = file(&folder("show-french"), "amounts.toml", french);
    let ran = rules(&["show", &path, "--format", "html"], b"");
    assert!(ran.out.contains("lang=\"fr\"") && ran.out.contains("<h1>Montants</h1>"), "{}", ran.out);
    assert!(ran.out.contains(">Rules</h2>") && !ran.out.contains(">Groups</h2>"), "no empty part");
}

#[test]
fn a_file_has_what_standard_output_has() {
    let path = folder("show-output").join("page.html");
    let given = path.to_str().unwrap();
    for format in ["html", "markdown", "terminal"] {
        let ran = rules(&["show", "fraud", "--format", format, "-o", given], b"");
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
        let out = rules(&["show", "fraud", "--format", format], b"").out;
        assert!(std::fs::read_to_string(&path).unwrap() == out, "{format}");
    }
    let coloured = rules(&["--color", "always", "show", "fraud"], b"").out;
    assert!(coloured.contains("\u{1b}[1m") && !std::fs::read_to_string(&path).unwrap().contains('\u{1b}'));
}

#[test]
fn what_cannot_be_shown_is_said() {
    let missing = rules(&["show", "fruad"], b"");
    assert!(missing.code == 3 && missing.err.contains("did you mean `fraud`?"), "{}", missing.err);
    let text = std::fs::read_to_string(data("shown.toml")).unwrap();
    let path = file(&folder("show-broken"), "broken.toml", text.replace("amount >= much", "amount >= muck"));
    let broken = rules(&["show", &path], b"");
    assert_eq!((broken.code, broken.out.as_str()), (3, ""));
    assert!(broken.err.contains("error[E201]") && broken.err.contains("does not compile"), "{}", broken.err);
    let nowhere = folder("show-nowhere").join("no/page.html").display().to_string();
    let unwritten = rules(&["show", &amounts(), "-o", &nowhere], b"");
    assert!(unwritten.code == 3 && unwritten.err.contains("cannot write to `"), "{}", unwritten.err);
}
