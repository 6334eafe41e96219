//! `rules score`: order, formats, kept members, summary, exit codes.

use crate::support::{amounts, command, file, folder, rules, score};

#[test]
fn lines_keep_their_order_on_many_threads() {
    let mut input = String::new();
    for number in 0..60_000 {
        input.push_str(&format!("{{\"id\":{number},\"report\":{{\"amount\":{}}}}}\n", number % 6_000));
    }
    let many = score(&["--threads", "7", "-q", "-"], input.as_bytes());
    assert_eq!(many.code, 0);
    assert_eq!(many.lines().len(), 60_000);
    for (number, line) in many.lines().iter().enumerate() {
        assert!(line.starts_with(&format!("{{\"key\":{number},")), "{line}");
    }
    let one = score(&["--threads", "1", "-q", "-"], input.as_bytes());
    assert!(one.out == many.out, "the same bytes, however many threads there are");
}

#[test]
fn an_array_gives_what_lines_give() {
    let lines = score(&["-q", "-"], b"{\"id\":\"a\"}\n{\"report\":{\"amount\":5000}}\n");
    let array =
        score(&["-q", "-"], "\u{FEFF} [ {\"id\":\"a\"},\n\n {\"report\":\n{\"amount\":5000}} ]\n".as_bytes());
    assert_eq!((array.code, array.out), (0, lines.out));
}

#[test]
fn a_broken_array_gives_what_came_before_and_fails() {
    let ran = score(&["-"], b"[{\"id\":1},{\"id\":2}");
    assert_eq!(ran.code, 3);
    let keys: Vec<_> = ran.json().iter().map(|line| line["key"].clone()).collect();
    assert_eq!(keys, [1, 2]);
    assert_eq!(ran.json()[1]["error"]["code"], "I420");
    assert!(ran.err.contains("the array is broken after 1 elements"), "{}", ran.err);
}

#[test]
fn kept_members_are_copied_as_written() {
    let line = b"{\"id\":\"x\",\"n\":1e400,\"report\":{\"amount\":1.50,\"no\":\"=1\"},\"t\":\"\\u5b89\"}";
    let ran = score(&["-q", "--keep", "n,amount,/report/no,t,nothing", "-"], line);
    let kept = r#","kept":{"n":1e400,"amount":1.50,"/report/no":"=1","t":"\u5b89"}}"#;
    assert!(ran.out.ends_with(&format!("{kept}\n")), "{}", ran.out);
    let array = score(&["-q", "--keep", "report", "-"], b"[{\"report\":{\n\"amount\": 1}}]");
    assert_eq!(array.lines().len(), 1);
    assert!(array.out.ends_with("\"kept\":{\"report\":{ \"amount\": 1}}}\n"), "{}", array.out);
}

#[test]
fn json_is_one_array_and_empty_input_an_empty_one() {
    let ran = score(&["-q", "--format", "json", "-"], b"{}\n\n{\"id\":3}\n");
    let all: Vec<serde_json::Value> = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(all.len(), 3);
    assert_eq!(all[1]["error"]["code"], "I420");
    let empty = score(&["-q", "--format", "json", "-"], b"");
    assert_eq!((empty.code, empty.out.as_str()), (0, "[]\n"));
}

#[test]
fn csv_has_the_ceiling_and_disarms_formulas() {
    let input = "{\"id\":\"=cmd\",\"report\":{\"amount\":1},\"a\":\"-1\",\"b\":-1,\"c\":\"他说：\\\"转,账\\\"\"}\nno\n";
    let ran = score(&["-q", "--format", "csv", "--keep", "a,b,c", "-"], input.as_bytes());
    let lines = ran.lines();
    assert_eq!(ran.code, 2);
    assert!(lines[0].ends_with(",incomplete,error,a,b,c"), "{}", lines[0]);
    assert!(lines[1].starts_with("'=cmd,0,low,71,high,false,,"), "{}", lines[1]);
    assert!(lines[1].ends_with(",false,,'-1,-1,\"他说：\"\"转,账\"\"\""), "{}", lines[1]);
    assert!(lines[2].starts_with("2,,,,,,,,,,,\"I420: expected an object"), "{}", lines[2]);
    let bom = score(&["-q", "--format", "csv", "--bom", "-"], b"");
    assert!(bom.out.starts_with("\u{FEFF}key,score,level,ceiling_score"));
}

#[test]
fn a_table_never_shows_a_plain_low() {
    let input = "{\"id\":\"甲\"}\n{\"id\":\"b\",\"report\":{\"amount\":9000}}\n[1]\n";
    let ran = score(&["-q", "--format", "table", "--input", "jsonl", "-"], input.as_bytes());
    assert!(ran.out.contains("low, may be high"), "{}", ran.out);
    assert!(ran.out.contains("high, settled"), "{}", ran.out);
    assert!(ran.out.contains("not scored"), "{}", ran.out);
    let plain = |line: &str| line.split('┆').any(|cell| cell.trim() == "low");
    assert!(!ran.lines().into_iter().any(plain), "{}", ran.out);
}

#[test]
fn the_summary_counts_and_quiet_says_nothing() {
    let input = b"{\"id\":9,\"report\":{\"amount\":5000},\"x\":1}\n{\"calls\":\"many\"}\n\n{}";
    let ran = score(&["-"], input);
    assert_eq!(ran.code, 2);
    for part in
        ["4 lines, 3 scored", "2 low, 1 high", "0 low, 3 high", "not settled:   2", "input errors:  1"]
    {
        assert!(ran.err.contains(part), "{part}: {}", ran.err);
    }
    assert!(ran.err.contains("undeclared members ignored: 1"), "{}", ran.err);
    assert!(ran.err.contains("1  large-amount") && !ran.err.contains("crypto"), "{}", ran.err);
    assert!(
        ran.err.contains("standard input:3: I420: expected an object, found an empty line"),
        "{}",
        ran.err
    );
    assert!(!ran.err.contains('\u{1b}'), "no colours, no bar where standard error is piped");
    assert!(score(&["-v", "-"], input).err.contains("0  crypto"));
    assert_eq!(score(&["-q", "-"], input).err, "");
}

#[test]
fn exit_codes_tell_clean_findings_rejects_and_failures() {
    assert_eq!(score(&["-"], b"{}").code, 0);
    assert_eq!(score(&["-"], b"{\"calls\":\"2000\"}").code, 1);
    assert_eq!(score(&["-"], b"{\"calls\":\"2000\"}\nno").code, 2);
    assert_eq!(score(&["--strict", "-"], b"{\"calls\":\"2000\"}").code, 2);
    assert_eq!(score(&["no-such-file.jsonl"], b"").code, 3);
    assert_eq!(score(&["--no-such-option", "-"], b"").code, 3);
    assert_eq!(rules(&["score", "--ruleset", "frau", "-"], b"").code, 3);
    assert_eq!(rules(&["--help"], b"").code, 0);
    assert_eq!(rules(&[], b"").code, 3);
}

#[test]
fn rejects_are_copied_with_number_and_reason() {
    let folder = folder("rejects");
    let (input, rejects) =
        (file(&folder, "in.jsonl", b"{}\nnot \xff json\r\n\n"), folder.join("rejects.jsonl"));
    let ran = score(&["--rejects", rejects.to_str().unwrap(), &input], b"");
    assert_eq!((ran.code, ran.lines().len()), (2, 3));
    let copied = std::fs::read_to_string(&rejects).unwrap();
    let copied: Vec<serde_json::Value> =
        copied.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(copied.len(), 2);
    assert_eq!((&copied[0]["number"], &copied[0]["error"]["code"]), (&2.into(), &"I421".into()));
    assert_eq!((&copied[0]["text"], &copied[0]["source"]), (&"not \u{FFFD} json".into(), &input.into()));
    assert_eq!((&copied[1]["number"], &copied[1]["text"]), (&3.into(), &"".into()));
}

#[test]
fn several_files_and_an_output_file() {
    let folder = folder("several");
    let (a, b) = (file(&folder, "a.jsonl", "{}\n{\"id\":7}"), file(&folder, "b.json", "[{}]"));
    let out = folder.join("out.jsonl");
    let ran = score(&["-q", "-o", out.to_str().unwrap(), &a, &b, "-"], b"{\"id\":\"stdin\"}");
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    let text = std::fs::read_to_string(&out).unwrap();
    let keys: Vec<&str> = text.lines().map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(keys, ["{\"key\":1", "{\"key\":7", "{\"key\":1", "{\"key\":\"stdin\""]);
    let onto_itself = score(&["-o", &a, &a], b"");
    assert_eq!(onto_itself.code, 3);
    assert_eq!(std::fs::read_to_string(&a).unwrap(), "{}\n{\"id\":7}", "the input is as it was");
}

#[test]
fn the_context_comes_from_arguments_and_files() {
    let folder = folder("context");
    let params = file(&folder, "params.json", "{\"large_amont\": 5000}");
    let ran = rules(&["score", "--params", &params, "-"], b"");
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("no parameter `large_amont`; did you mean `large_amount`?"), "{}", ran.err);
    let ran = score(&["--as-of-field", "at", "-q", "-"], b"{\"at\":\"2026-05-01T00:00:00+08:00\"}\n{}");
    assert_eq!(ran.json()[0]["receipt"]["asOf"], "2026-05-01T00:00:00+08:00");
    assert_eq!(ran.json()[1]["receipt"]["asOf"], "2026-03-02T10:30:00+08:00");
    let wrong = rules(&["score", "--ruleset", &amounts(), "--as-of", "2026-03-02", "-"], b"");
    assert!(
        wrong.code == 3 && wrong.err.contains("I430: `as_of`: expected a date and time"),
        "{}",
        wrong.err
    );
    let now = rules(&["score", "-q", "--ruleset", &amounts(), "-"], b"{}");
    assert!(now.json()[0]["receipt"]["asOf"].as_str().unwrap().starts_with("20"));
}

#[test]
fn help_has_examples_for_every_command() {
    for name in ["score", "check", "test", "explain", "show", "new", "types", "completions"] {
        let ran = rules(&[name, "--help"], b"");
        assert!(ran.code == 0 && ran.out.contains("Example"), "{name}: {}", ran.out);
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(rules(&["completions", shell], b"").out.contains("rules"), "{shell}");
    }
}

#[test]
fn colours_are_for_terminals() {
    let broken = ["check", "no-such-file.toml"];
    assert!(!rules(&broken, b"").err.contains('\u{1b}'));
    let always = command().args(["--color", "always"]).args(broken).output().unwrap();
    assert!(String::from_utf8(always.stderr).unwrap().contains('\u{1b}'));
    let no_color = command().env("NO_COLOR", "1").args(broken).output().unwrap();
    assert!(!String::from_utf8(no_color.stderr).unwrap().contains('\u{1b}'));
}

#[test]
fn bounds_and_questions_are_added_in_every_format() {
    let incident = b"{\"id\": \"r1\"}\nno incident\n";
    let lines = score(&["--next", "-"], incident).json();
    let (low, high) = (&lines[0]["bounds"]["score"]["low"], &lines[0]["bounds"]["score"]["high"]);
    assert_eq!((&low["exact"], &high["value"]), (&true.into(), &lines[0]["ceiling"]["score"]));
    let asked: Vec<&str> =
        lines[0]["next"].as_array().unwrap().iter().map(|it| it["field"].as_str().unwrap()).collect();
    assert!(!asked.is_empty());
    assert!(score(&["--bounds", "-"], incident).json()[0].get("next").is_none());
    assert!(score(&["-"], incident).json()[0].get("bounds").is_none());

    let csv = score(&["--next", "--format", "csv", "-"], incident).out;
    let rows: Vec<Vec<&str>> = csv.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(rows[0][12..], ["lowest_score", "lowest_level", "next"]);
    assert_eq!(rows[1][12], low["value"].to_string());
    assert_eq!(rows[1][14], asked.join(";"));
    assert_eq!(
        score(&["--bounds", "--format", "csv", "-"], incident).out.lines().next().unwrap().split(',').count(),
        14
    );

    let table = score(&["--next", "--format", "table", "-"], incident).out;
    let range = format!("({}–{})", low["value"], high["value"]);
    assert!(table.contains(&range) && table.contains(&format!("┆ {}", asked[0])), "{table}");
}
