//! Incidents given by their members instead of JSON: what is regular says what its JSON says, and nothing else is read.

use rules_core::{ContextSpec, Options, Ruleset, Session};
use serde_json::Value;
use shao_tests::scoring::{LEVELS, compile, usual_head};

const NULL: f64 = f64::NAN;

/// The fields, in order, with a rule of 10 points on each.
const FIELDS: [(&str, &str, &str); 9] = [
    ("flag", "bool", "flag"),
    ("whole", "integer\"\nmin = 1\nmax = 9\n#", "whole > 5"),
    ("amount", "number\"\nmin = 0\n#", "amount >= 2000"),
    ("channel", "enum\"\nvalues = { sms = \"S\", app = \"A\" }\n#", "channel == \"app\""),
    ("story", "text", "story.mentions(words)"),
    ("day", "date", "day < date(\"2026-01-01\")"),
    ("sent", "datetime", "hours(as_of - sent) < 24"),
    ("length", "duration", "hours(length) > 1"),
    ("marks", "list\"\nof = \"text\"\n#", "marks.contains(\"x\")"),
];

fn ruleset() -> Ruleset {
    let mut text = usual_head() + "[terms]\nwords = [\"gold\"]\n";
    for (name, ty, _) in FIELDS {
        text += &*format!("[field.{name}]\ntitle = \"T\"\ntype = \"{ty}\"\n");
    }
    for (name, _, when) in FIELDS {
        text += &*format!(
            "[[rule]]\nid = \"on-{name}\"\nwhen = '{when}'\npoints = 10\nreason = \"R\"\nbasis = \"s\"\n"
        );
    }
    compile(&(text + LEVELS))
}

/// What is wrong, the members, the texts.
type Irregular = (&'static str, &'static [[f64; 2]], &'static [u8]);

/// Works with a session under options.
fn with<R>(options: &Options, work: impl FnOnce(&mut Session<'_>) -> R) -> R {
    let ruleset = ruleset();
    let as_of = Some("2026-03-02T10:30:00+08:00".into());
    let context = ruleset.context(ContextSpec { as_of, ..ContextSpec::default() }).unwrap();
    work(&mut Session::new(&ruleset, &context, options))
}

/// The line of members, and the numbers of the same.
fn scored(session: &mut Session<'_>, members: &[[f64; 2]], texts: &str) -> Option<(String, Vec<f64>)> {
    if !session.members(members, texts.as_bytes()) {
        return None;
    }
    let (mut line, mut numbers) = (Vec::new(), Vec::new());
    session.write(1, &mut line);
    assert!(session.numbers(&mut numbers));
    Some((String::from_utf8(line).unwrap(), numbers))
}

/// The members say what this JSON says.
fn same(session: &mut Session<'_>, members: &[[f64; 2]], texts: &str, json: &str) -> Vec<f64> {
    let (line, numbers) = scored(session, members, texts).unwrap_or_else(|| panic!("{json}: not read"));
    let mut expected = Vec::new();
    session.line(json.as_bytes(), 1, &mut expected);
    assert_eq!(line + "\n", String::from_utf8(expected).unwrap());
    numbers
}

#[test]
fn each_kind_of_value_says_what_its_json_says() {
    with(&Options::default(), |session| {
        same(session, &[], "", "{}");
        same(
            session,
            &[[0.0, 1.0], [1.0, 9.0], [2.0, 2000.5]],
            "",
            r#"{"flag":true,"whole":9,"amount":2000.5}"#,
        );
        same(session, &[[0.0, 0.0], [1.0, 1.0], [2.0, -0.0]], "", r#"{"flag":false,"whole":1,"amount":0}"#);
        let texts = "a gold 金2025-12-31none2026-03-02T00:00:00ZPT2H";
        let members = [[3.0, 1.0], [4.0, 10.0], [5.0, 10.0], [6.0, 4.0]];
        let json = r#"{"channel":"app","story":"a gold 金","day":"2025-12-31","sent":"none"}"#;
        same(session, &members, texts, json);
        let members = [[4.0, 20.0], [6.0, 4.0], [5.0, 4.0]];
        assert!(scored(session, &members, texts).is_none(), "`2026`, cut off, is no day");
        let members = [[4.0, 24.0], [6.0, 20.0], [7.0, 4.0]];
        let json = r#"{"story":"a gold 金2025-12-31none","sent":"2026-03-02T00:00:00Z","length":"PT2H"}"#;
        same(session, &members, texts, json);
        let nulls: Vec<_> = (0..9).map(|field| [f64::from(field), NULL]).collect();
        let names = FIELDS.map(|(name, ..)| format!("\"{name}\":null"));
        same(session, &nulls, "", &format!("{{{}}}", names.join(",")));
    });
}

#[test]
fn the_numbers_are_those_of_the_line() {
    with(&Options::default(), |session| {
        let numbers = same(session, &[[2.0, 5000.0], [3.0, NULL]], "", r#"{"amount":5000,"channel":null}"#);
        let mut line = Vec::new();
        session.write(1, &mut line);
        let line: Value = serde_json::from_slice(&line).unwrap();
        assert_eq!(
            (numbers[0], numbers[2], numbers[4]),
            (10.0, line["ceiling"]["score"].as_f64().unwrap(), 0.0)
        );
        // One hit, of the third rule: neither bin nor cell, 10 points, nothing assumed.
        assert_eq!((numbers[5], numbers[6], numbers[9], numbers[10]), (1.0, 2.0, 10.0, 0.0));
        assert!(numbers[7].is_nan() && numbers[8].is_nan());
        // Eight rules are open, each waits for its own field; eight fields are open, `channel` as `null`.
        let rules: Vec<f64> =
            [0.0, 1.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0].iter().flat_map(|at| [*at, 1.0, *at]).collect();
        assert_eq!((numbers[11], &numbers[12..36]), (8.0, &rules[..]));
        let fields = [0.0, 0.0, 1.0, 0.0, 3.0, 1.0, 4.0, 0.0, 5.0, 0.0, 6.0, 0.0, 7.0, 0.0, 8.0, 0.0];
        assert_eq!((numbers[36], &numbers[37..53], &numbers[53..]), (8.0, &fields[..], &[0.0][..]));
    });
}

#[test]
fn what_is_not_regular_is_not_read_and_the_next_incident_is() {
    with(&Options::default(), |session| {
        let irregular: [Irregular; 17] = [
            ("no field", &[[9.0, 1.0]], b""),
            ("no field", &[[-1.0, 1.0]], b""),
            ("half a field", &[[0.5, 1.0]], b""),
            ("a fraction for an integer", &[[1.0, 1.5]], b""),
            ("an integer that a double rounds", &[[1.0, 1e300]], b""),
            ("below the range", &[[1.0, 0.0]], b""),
            ("above the range", &[[1.0, 10.0]], b""),
            ("below the range", &[[2.0, -0.5]], b""),
            ("beyond all numbers", &[[2.0, f64::INFINITY]], b""),
            ("no such name", &[[3.0, 2.0]], b""),
            ("a text that is longer than the texts", &[[4.0, 2.0]], b"a"),
            ("half a character", &[[4.0, 1.0]], "é".as_bytes()),
            ("no UTF-8", &[[4.0, 1.0]], b"\xff"),
            ("no day", &[[5.0, 10.0]], b"2026-02-30"),
            ("no duration", &[[7.0, 4.0]], b"none"),
            ("a list", &[[8.0, 1.0]], b"x"),
            ("twice", &[[0.0, NULL], [0.0, 1.0]], b""),
        ];
        for (what, members, texts) in irregular {
            assert!(!session.members(members, texts), "{what}");
            same(session, &[[2.0, 2000.0]], "", r#"{"amount":2000}"#);
        }
    });
}

#[test]
fn options_under_which_more_is_read_or_told_take_json() {
    let all = [
        Options { as_of_field: Some("sent".into()), ..Options::default() },
        Options { bounds: true, ..Options::default() },
        Options { next: true, ..Options::default() },
    ];
    for options in all {
        assert!(!with(&options, |session| session.members(&[], b"")), "{options:?}");
    }
}

#[test]
fn an_incident_that_takes_words_has_no_numbers() {
    with(&Options::default(), |session| {
        let mut numbers = Vec::new();
        for json in [r#"{"amount":"5"}"#, r#"{"amout":5}"#] {
            session.line(json.as_bytes(), 1, &mut Vec::new());
            assert!(!session.numbers(&mut numbers) && numbers.is_empty(), "{json}");
        }
        session.line(b"{}", 1, &mut Vec::new());
        assert!(session.numbers(&mut numbers));
    });
}

#[test]
fn a_member_is_passed_over_if_it_is_no_field_and_close_to_none() {
    with(&Options::default(), |session| {
        assert!(session.passes_over("reporter") && session.passes_over(""));
        assert!(!session.passes_over("amount") && !session.passes_over("amout"));
    });
}
