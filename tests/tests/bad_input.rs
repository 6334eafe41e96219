//! Bad input: never a panic, never plainly low. What cannot be used is open, and the ceiling says so.

use rules_core::{ContextSpec, LineOutcome, Options, Ruleset, Session, limits};
use serde_json::{Value, json};
use shao_tests::scoring::{LEVELS, assess, compile, open_fields, usual_head};

/// A field of each type, and a rule of 60 points on each: whatever is not known may be high.
fn ruleset() -> Ruleset {
    let mut text = usual_head() + "[terms]\nwords = [\"gold\"]\n";
    let fields = [
        ("flag", "bool", "flag"),
        ("whole", "integer", "whole > 5"),
        ("amount", "number", "amount >= 2000"),
        ("channel", "enum\"\nvalues = { sms = \"S\", app = \"A\" }\n#", "channel == \"sms\""),
        ("story", "text", "story.mentions(words)"),
        ("day", "date", "day < date(\"2026-01-01\")"),
        ("sent", "datetime", "hours(as_of - sent) < 24"),
        ("length", "duration", "hours(length) > 1"),
        ("marks", "list\"\nof = \"text\"\n#", "marks.contains(\"x\")"),
        (
            "means",
            "list\"\nof = \"enum\"\nvalues = { cash = \"C\", card = \"K\" }\n#",
            "means.contains(\"cash\")",
        ),
        (
            "list",
            "records\"\n[field.list.item]\nsize = { type = \"integer\", title = \"T\" }\n#",
            "list.any(size > 5)",
        ),
    ];
    for (name, ty, _) in fields {
        text += &*format!("[field.{name}]\ntitle = \"T\"\ntype = \"{ty}\"\n");
    }
    for (name, _, when) in fields {
        text += &*format!(
            "[[rule]]\nid = \"on-{name}\"\nwhen = '{when}'\npoints = 60\nreason = \"R\"\nbasis = \"s\"\n"
        );
    }
    compile(&(text + LEVELS))
}

/// The field is listed as unusable with this code, its rule is open, and the ceiling is above low.
fn refused(ruleset: &Ruleset, field: &str, value: &str, code: &str) {
    let found = assess(ruleset, &format!("{{\"{field}\":{value}}}"));
    assert!(found["error"].is_null(), "{value}: {found}");
    let listed = found["inputErrors"].as_array().unwrap();
    let error = listed.iter().find(|error| error["field"] == field);
    let error = error.unwrap_or_else(|| panic!("{field} {value}: {listed:?}"));
    assert_eq!(error["code"], code, "{value}: {error}");
    assert!(error["found"].as_str().unwrap().chars().count() <= 60, "{error}");
    assert!(open_fields(&found).contains(&format!("{field} unusable")), "{value}");
    assert!(shao_tests::scoring::open_rules(&found).contains(&format!("on-{field}")), "{value}");
    assert_eq!((&found["incomplete"], &found["ceiling"]["level"]), (&json!(true), &json!("critical")));
    assert_eq!(found["settled"], false);
}

#[test]
fn a_value_of_the_wrong_kind_leaves_its_field_open() {
    let ruleset = ruleset();
    let kinds = ["true", "3", "\"x\"", "[3]", "{\"a\":1}"];
    let own = [
        ("flag", 0),
        ("whole", 1),
        ("amount", 1),
        ("channel", 2),
        ("story", 2),
        ("day", 2),
        ("sent", 2),
        ("length", 2),
    ];
    for (field, own) in own {
        for (_, value) in kinds.iter().enumerate().filter(|(at, _)| *at != own) {
            refused(&ruleset, field, value, "I401");
        }
    }
    for field in ["marks", "means", "list"] {
        for value in ["true", "3", "\"x\"", "{\"a\":1}"] {
            refused(&ruleset, field, value, "I401");
        }
    }
}

#[test]
fn a_value_that_cannot_be_represented_leaves_its_field_open() {
    let ruleset = ruleset();
    for (field, value, code) in [
        ("amount", "\"2000\"", "I401"),
        ("amount", "1e400", "I406"),
        ("amount", "-1e400", "I406"),
        ("whole", "9223372036854775808", "I406"),
        ("whole", "-9223372036854775809", "I406"),
        ("whole", "1e400", "I406"),
        ("whole", "6.5", "I401"),
        ("channel", "\"SMS\"", "I403"),
        ("channel", "\"\\ud800\"", "I403"),
        ("channel", "\"\"", "I403"),
        ("day", "\"2026-02-31\"", "I405"),
        ("day", "\"2026-13-01\"", "I405"),
        ("day", "\"yesterday\"", "I405"),
        ("day", "\"2026-3-1\"", "I405"),
        ("day", "\"0000-01-01\"", "I405"),
        ("day", "\"\"", "I405"),
        ("sent", "\"2026-03-01T10:30:00\"", "I405"),
        ("sent", "\"2026-03-01\"", "I405"),
        ("sent", "\"2026-03-01T25:00:00Z\"", "I405"),
        ("length", "\"PT\"", "I405"),
        ("length", "\"3h\"", "I405"),
        ("length", "\"P99999999999999999999D\"", "I405"),
        ("means", "[\"cash\",\"gold\"]", "I403"),
        ("means", "[\"cash\",null]", "I401"),
        ("marks", "[\"x\",3]", "I401"),
    ] {
        refused(&ruleset, field, value, code);
    }
    // The same as an integer, and as a number that is one.
    assert_eq!(assess(&ruleset, r#"{"whole":9223372036854775807}"#)["hits"][0]["id"], "on-whole");
    assert_eq!(assess(&ruleset, r#"{"whole":6.0}"#)["hits"][0]["id"], "on-whole");
    assert_eq!(assess(&ruleset, r#"{"amount":2e3}"#)["hits"][0]["id"], "on-amount");
}

#[test]
fn null_is_open_and_no_mistake() {
    let ruleset = ruleset();
    for field in
        ["flag", "whole", "amount", "channel", "story", "day", "sent", "length", "marks", "means", "list"]
    {
        let found = assess(&ruleset, &format!("{{\"{field}\":null}}"));
        assert_eq!(
            (found["inputErrors"].as_array().unwrap().len(), &found["incomplete"]),
            (0, &json!(false))
        );
        assert!(open_fields(&found).contains(&format!("{field} null")));
    }
}

#[test]
fn items_that_are_no_objects_are_unusable_one_by_one() {
    let ruleset = ruleset();
    let found = assess(&ruleset, r#"{"list":[7,{"size":9},null,[],{"size":"9"}]}"#);
    assert_eq!(found["hits"][0]["id"], "on-list");
    let fields: Vec<String> = open_fields(&found).into_iter().filter(|it| it.starts_with("list")).collect();
    assert_eq!(
        fields,
        ["list[0].size unusable", "list[2].size null", "list[3].size unusable", "list[4].size unusable"]
    );
    let found = assess(&ruleset, r#"{"list":[7]}"#);
    assert!(shao_tests::scoring::open_rules(&found).contains(&"on-list".to_owned()));
}

#[test]
fn ten_thousand_items_are_read_up_to_the_limit_and_the_rest_may_be_anything() {
    let ruleset = ruleset();
    let items = vec!["{\"size\":1}"; 10_000].join(",");
    let found = assess(&ruleset, &format!("{{\"list\":[{items}]}}"));
    assert_eq!(
        (&found["inputErrors"][0]["code"], &found["inputErrors"][0]["field"]),
        (&json!("I407"), &json!("list"))
    );
    assert!(shao_tests::scoring::open_rules(&found).contains(&"on-list".to_owned()));
    let mut last = vec!["{\"size\":1}"; limits::ITEMS - 1];
    last.push("{\"size\":9}");
    let found = assess(&ruleset, &format!("{{\"list\":[{}]}}", last.join(",")));
    assert_eq!(
        (found["hits"][0]["id"].as_str(), found["inputErrors"].as_array().unwrap().len()),
        (Some("on-list"), 0)
    );
    let marks = vec!["\"y\""; limits::LIST_VALUES + 1].join(",");
    let found = assess(&ruleset, &format!("{{\"marks\":[{marks}]}}"));
    assert!(shao_tests::scoring::open_rules(&found).contains(&"on-marks".to_owned()));
}

#[test]
fn a_text_over_the_limit_is_open_and_not_echoed() {
    let ruleset = ruleset();
    let long = "x".repeat(limits::TEXT_BYTES - 4);
    assert_eq!(assess(&ruleset, &format!("{{\"story\":\"{long}gold\"}}"))["inputErrors"], json!([]));
    refused(&ruleset, "story", &format!("\"{long} gold\""), "I408");
    refused(&ruleset, "whole", &format!("\"{}\"", "9".repeat(100_000)), "I401");
    refused(&ruleset, "whole", &"9".repeat(100_000), "I406");
    refused(&ruleset, "day", &format!("\"{}\"", "é".repeat(100_000)), "I405");
}

#[test]
fn lone_surrogates_and_escaped_keys_are_read() {
    let ruleset = ruleset();
    let found = assess(&ruleset, r#"{"st\u006fry":"\ud83d gold \udc00"}"#);
    assert_eq!(found["hits"][0]["id"], "on-story");
    let found = assess(&ruleset, r#"{"story":"","st\u006fry":""}"#);
    assert_eq!(found["inputErrors"][0]["code"], "I404");
    let found = assess(&ruleset, r#"{"\ud800":1,"id":"\ud800\u0000\u001f"}"#);
    assert_eq!(found["key"], "\u{fffd}\u{0}\u{1f}");
}

fn scored(ruleset: &Ruleset, line: &[u8]) -> (LineOutcome, Value) {
    let context = ruleset.context(ContextSpec::default()).unwrap();
    let options = Options::default();
    let mut out = Vec::new();
    let outcome = Session::new(ruleset, &context, &options).line(line, 7, &mut out);
    assert_eq!(out.iter().filter(|byte| **byte == b'\n').count(), 1, "one line out");
    (outcome, serde_json::from_slice(&out).unwrap())
}

#[test]
fn lines_that_are_not_utf_8_or_too_long_are_rejected_with_the_place() {
    let ruleset = ruleset();
    let (outcome, found) = scored(&ruleset, b"{\"id\":\"a\",\"story\":\"\xb0\xb2\xc8\xab\"}");
    assert_eq!(
        (outcome, &found["key"], &found["error"]["code"]),
        (LineOutcome::Rejected, &json!(7), &json!("I421"))
    );
    assert_eq!(found["error"]["offset"], 19);
    let mut long = b"{\"id\":\"a\",\"x\":\"".to_vec();
    long.resize(limits::LINE_BYTES - 2, b'x');
    long.extend(b"\"}");
    assert!(matches!(scored(&ruleset, &long).0, LineOutcome::Scored { .. }));
    long.push(b' ');
    let (outcome, found) = scored(&ruleset, &long);
    assert_eq!((outcome, &found["error"]["code"]), (LineOutcome::Rejected, &json!("I422")));
}

#[test]
fn a_byte_order_mark_and_line_ends_do_no_harm() {
    let ruleset = ruleset();
    let (_, found) = scored(&ruleset, "\u{feff}{\"flag\":true}\r\n".as_bytes());
    assert_eq!(found["hits"][0]["id"], "on-flag");
    assert!(matches!(scored(&ruleset, "\u{feff}".as_bytes()).0, LineOutcome::Rejected));
}

#[test]
fn a_line_cut_at_any_byte_is_rejected_and_the_next_one_is_scored_as_ever() {
    let ruleset = ruleset();
    let line = "{\"id\":\"a\\u0041中\",\"flag\":true,\"whole\":-1.5e3,\"story\":\"金\\ngold\",\"list\":[{\"size\":9},null],\"marks\":[\"x\"],\"day\":\"none\",\"other\":{\"a\":[1,{}]}}".as_bytes();
    let context = ruleset.context(ContextSpec::default()).unwrap();
    let options = Options::default();
    let mut session = Session::new(&ruleset, &context, &options);
    let mut whole = Vec::new();
    session.line(line, 1, &mut whole);
    for end in 0..line.len() {
        let mut out = Vec::new();
        assert_eq!(session.line(&line[..end], 1, &mut out), LineOutcome::Rejected, "{end}");
        let found: Value = serde_json::from_slice(&out).unwrap();
        assert!(found["error"]["code"].as_str().is_some_and(|code| ["I420", "I421"].contains(&code)));
        out.clear();
        session.line(line, 1, &mut out);
        assert_eq!(out, whole);
    }
}

#[test]
fn nesting_ten_thousand_deep_is_skipped_or_refused_for_its_field() {
    let ruleset = ruleset();
    let deep = "[".repeat(10_000) + &*"]".repeat(10_000);
    let objects = "{\"a\":".repeat(10_000) + "1" + &*"}".repeat(10_000);
    for value in [&deep, &objects] {
        assert_eq!(
            assess(&ruleset, &format!("{{\"other\":{value},\"flag\":true}}"))["hits"][0]["id"],
            "on-flag"
        );
        refused(&ruleset, "story", value, "I401");
        let found = assess(&ruleset, &format!("{{\"list\":[{value},{{\"size\":9}}]}}"));
        assert_eq!(found["hits"][0]["id"], "on-list");
        assert!(matches!(scored(&ruleset, format!("{{\"a\":{value}").as_bytes()).0, LineOutcome::Rejected));
    }
    assert!(matches!(scored(&ruleset, deep.as_bytes()).0, LineOutcome::Rejected));
}

// ── Rulesets ───────────────────────────────────────────────────────────────

fn codes(source: impl AsRef<[u8]>) -> Vec<&'static str> {
    match Ruleset::compile(source) {
        Ok(_) => Vec::new(),
        Err(error) => {
            error.diagnostics.iter().filter(|it| it.is_error()).map(|it| it.code.as_str()).collect()
        }
    }
}

#[test]
fn a_ruleset_that_is_empty_too_large_or_not_utf_8_is_refused() {
    assert!(!codes("").is_empty());
    assert_eq!(codes(b"format = 1\n# \xff\n"), ["E101"]);
    let mut large = "format = 1\n#".to_owned();
    large.push_str(&"x".repeat(limits::RULESET_BYTES));
    assert_eq!(codes(large), ["E103"]);
}

fn with(parts: &str, when: &str) -> String {
    usual_head()
        + "[field.story]\ntype = \"text\"\ntitle = \"T\"\n[field.whole]\ntype = \"integer\"\ntitle = \"T\"\n"
        + parts
        + &*format!("[[rule]]\nid = \"r\"\nwhen = '{when}'\npoints = 60\nreason = \"R\"\nbasis = \"s\"\n")
        + LEVELS
}

#[test]
fn a_pattern_that_explodes_is_refused() {
    for pattern in [
        "(a|b|ab){100}{100}",
        "(a{1,100}){1,100}{1,100}x",
        "[a-q][^u-z]{13}x|(.{40}.{40}){40}",
        "(?i)(.*a){64}b",
    ] {
        let text = with(&format!("[pattern]\np = {{ match = '{pattern}' }}\n"), "story.matches(p)");
        assert_eq!(codes(text), ["E114"], "{pattern}");
    }
}

#[test]
fn terms_that_are_empty_are_refused_and_others_may_repeat_and_contain() {
    assert_eq!(codes(with("[terms]\nt = [\"\"]\n", "story.mentions(t)")), ["E115"]);
    assert_eq!(codes(with("[terms]\nt = [\" ，\"]\n", "story.mentions(t)")), ["E115"]);
    let text = with(
        "[terms]\nt = [\"安全账户\", \"安全\", \"安全账户\", \"全账\", \"账户\"]\n",
        "story.count(t) == 4",
    );
    let ruleset = compile(&text);
    assert!(!ruleset.warnings().is_empty());
    assert_eq!(shao_tests::scoring::hits(&assess(&ruleset, r#"{"story":"安全账户"}"#)), ["r"]);
}

#[test]
fn a_script_that_never_ends_fails_its_rule_and_no_other() {
    let scripts = [
        ("while true { } true", "R507"),
        ("let s = \"x\"; while true { s += s; } true", "R507"),
        ("let a = []; while true { a.push(1); } true", "R507"),
        ("let a = [1]; while true { a += a; } true", "R507"),
        ("let n = 0; loop { n += 1; } n > 0", "R507"),
        ("let x = p; f(x)", "R507"),
        ("let a = []; a.pad(1000000000, p); true", "R507"),
        ("let s = \"x\"; s.pad(1000000000, \"y\"); true", "R507"),
        ("let b = blob(1000000000); true", "R506"),
        ("for i in 0..1000000000 { } true", "R507"),
        ("let m = #{}; for i in 0..100000 { m[\"k\" + i] = i; } true", "R507"),
        ("let g = |x| x; let h = Fn(\"f\"); h.call(p)", "R507"),
        ("throw \"no\"; true", "R506"),
        ("let x = 1 / (p - p); x > 0", "R506"),
        ("let x = 9223372036854775807; x += p; x > 0", "R506"),
        ("let x = p; x", "R506"),
        ("let x = p; unknown_function(x)", "R506"),
    ];
    for (body, code) in scripts {
        let script =
            format!("[script.f]\nparams = {{ p = \"integer\" }}\nreturns = \"bool\"\nbody = '''{body}'''\n");
        let other =
            "[[rule]]\nid = \"other\"\nwhen = 'whole > 0'\npoints = 25\nreason = \"R\"\nbasis = \"s\"\n";
        let ruleset = compile(&with(&(script + other), "f(whole)"));
        let found = assess(&ruleset, r#"{"whole":3}"#);
        assert_eq!(
            (shao_tests::scoring::hits(&found), &found["failed"][0]["code"]),
            (vec!["other".to_owned()], &json!(code)),
            "{body}"
        );
        assert_eq!(
            (&found["incomplete"], &found["ceiling"]["level"]),
            (&json!(true), &json!("critical")),
            "{body}"
        );
        let unknown = assess(&ruleset, "{}");
        assert_eq!(
            (shao_tests::scoring::open_rules(&unknown).len(), unknown.get("failed")),
            (2, None),
            "{body}"
        );
    }
}

#[test]
fn scripts_have_no_way_out() {
    for body in [
        "eval(\"1\"); true",
        "import \"x\" as x; true",
        "print(1); true",
        "debug(1); true",
        "sleep(1); true",
        "timestamp(); true",
    ] {
        let script = format!(
            "[script.f]\nparams = {{ p = \"integer\" }}\nreturns = \"bool\"\nbody = '''let x = p; {body}'''\n"
        );
        let source = with(&script, "f(whole)");
        match Ruleset::compile(&source) {
            Err(error) => {
                assert_eq!(error.diagnostics.iter().filter(|it| it.is_error()).count(), 1, "{body}")
            }
            Ok(ruleset) => {
                assert_eq!(assess(&ruleset, r#"{"whole":3}"#)["failed"][0]["code"], "R506", "{body}")
            }
        }
    }
}

#[test]
fn expressions_that_are_too_long_or_too_deep_are_refused() {
    let long = vec!["whole > 1"; 600].join(" || ");
    assert_eq!(codes(with("", &long)), ["E112"]);
    let deep = "(".repeat(1500) + "whole > 1" + &*")".repeat(1500);
    assert_eq!(codes(with("", &deep)), ["E112"]);
    let not = "!".repeat(2000) + "(whole > 1)";
    assert_eq!(codes(with("", &not)), ["E112"]);
}

/// Every value that a field refuses, with a secret in it.
#[test]
fn values_of_sensitive_fields_are_never_shown_whatever_is_wrong_with_them() {
    let fields = [
        ("flag", "bool\"\n#"),
        ("whole", "integer\"\nmin = 0\nmax = 9\n#"),
        ("amount", "number\"\nmin = 0\nmax = 9\n#"),
        ("channel", "enum\"\nvalues = { sms = \"S\", app = \"A\" }\n#"),
        ("story", "text\"\n#"),
        ("day", "date\"\n#"),
        ("sent", "datetime\"\n#"),
        ("length", "duration\"\n#"),
        ("marks", "list\"\nof = \"text\"\n#"),
        ("means", "list\"\nof = \"enum\"\nvalues = { cash = \"C\" }\n#"),
        ("inner", "number\"\npath = \"/outer/inner\"\n#"),
    ];
    let mut text = usual_head();
    for (name, ty) in fields {
        text += &*format!("[field.{name}]\ntitle = \"T\"\nsensitive = true\ntype = \"{ty}\"\n");
    }
    text += "[field.list]\ntitle = \"T\"\ntype = \"records\"\n\
        [field.list.item]\nnote = { type = \"text\", title = \"T\", sensitive = true }\n";
    let ruleset = compile(&(text + LEVELS));
    let values = [
        "\"770077\"",
        "770077",
        "-770077.5",
        "7700771e999",
        "770077770077770077770077",
        "[\"770077\"]",
        "[770077]",
        "{\"inner\":\"770077\"}",
        "{\"a\":770077}",
        "[{\"note\":770077}]",
        "[{\"note\":\"770077\",\"note\":\"770077\"}]",
    ];
    let options = Options { as_of_field: Some("day".into()), ..Options::default() };
    let context = ruleset.context(ContextSpec::default()).unwrap();
    let mut session = Session::new(&ruleset, &context, &options);
    let mut refused = 0;
    for (field, _) in fields.into_iter().chain([("list", ""), ("outer", "")]) {
        for value in values {
            for line in
                [format!("{{\"{field}\":{value}}}"), format!("{{\"{field}\":{value},\"{field}\":{value}}}")]
            {
                let assessment = session.assess(line.as_bytes(), 1).unwrap();
                refused += assessment.input_errors.len();
                for error in &assessment.input_errors {
                    assert!(!error.found.contains("7700"), "{line}: {error:?}");
                    assert!(!error.expected.contains("7700"), "{line}: {error:?}");
                }
            }
        }
    }
    assert!(refused > 200, "{refused} values were refused");
}

#[test]
fn an_instant_that_is_none_is_cut_short_and_not_shown_where_its_field_is_sensitive() {
    for (sensitive, shown) in [("true", "a text (not shown)"), ("false", "2026-03-02, 20")] {
        let field = format!("[field.day]\ntitle = \"T\"\ntype = \"text\"\nsensitive = {sensitive}\n");
        let ruleset = compile(&(usual_head() + &*field + LEVELS));
        let options = Options { as_of_field: Some("day".into()), ..Options::default() };
        let context = ruleset.context(ContextSpec::default()).unwrap();
        let line = format!("{{\"day\":\"{}\"}}", "2026-03-02, ".repeat(90));
        let assessment = Session::new(&ruleset, &context, &options).assess(line.as_bytes(), 1).unwrap();
        let [error] = &assessment.input_errors[..] else { panic!("{:?}", assessment.input_errors) };
        assert_eq!(error.code, "I405");
        assert!(error.found.starts_with(shown) && error.found.len() < 60, "{error:?}");
    }
}

#[test]
fn a_value_beside_an_object_that_is_null_is_not_lost_in_silence() {
    let field =
        "[field.due]\ntype = \"integer\"\ntitle = \"Due\"\npath = \"/case/due\"\nwas = [\"arrears\"]\n";
    let rule = "[[rule]]\nid = \"due\"\nwhen = 'due > 3'\npoints = 60\nreason = \"R\"\nbasis = \"s\"\n";
    let ruleset = compile(&(usual_head() + field + rule + LEVELS));
    for incident in [r#"{"arrears":5,"case":null}"#, r#"{"case":null,"arrears":5}"#] {
        let found = assess(&ruleset, incident);
        assert_eq!(found["inputErrors"][0]["code"], "I404", "{incident}: {found}");
        assert_eq!(open_fields(&found), ["due unusable"], "{incident}");
    }
    let found = assess(&ruleset, r#"{"arrears":5,"case":{}}"#);
    assert_eq!((&found["level"], &found["settled"]), (&json!("high"), &json!(true)));
}
