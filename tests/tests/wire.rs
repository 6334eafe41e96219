//! The bytes of a line: those of the assessment as data, the same whenever and wherever it is scored.

use rules_core::{Context, ContextSpec, LineOutcome, Options, Ruleset, Session};
use shao_tests::dice::Dice;
use shao_tests::scoring::{AS_OF, LEVELS, compile, usual_head};

const FRAUD: &str = include_str!("../../rulesets/fraud/fraud.toml");
const INCIDENTS: &str = include_str!("../../rulesets/fraud/examples/incidents.jsonl");

fn context(ruleset: &Ruleset) -> Context {
    ruleset.context(ContextSpec { as_of: Some(AS_OF.into()), ..ContextSpec::default() }).unwrap()
}

fn line(session: &mut Session<'_>, incident: &[u8], number: u64) -> Vec<u8> {
    let mut out = Vec::new();
    session.line(incident, number, &mut out);
    out
}

/// Breaks an incident in one place, or several.
fn damaged(dice: &mut Dice, incident: &str) -> Vec<u8> {
    let mut bytes = incident.as_bytes().to_vec();
    for _ in 0..1 + dice.below(3) {
        let at = dice.below(bytes.len().max(1));
        match dice.below(6) {
            0 => bytes.truncate(at),
            1 => bytes.insert(at, dice.roll() as u8),
            2 if !bytes.is_empty() => bytes[at] = *dice.pick(b"\",:{}[]0-e\\ntu1\x00\xff\xe4 "),
            _ => {
                // A value of another kind in place of one of its own.
                let text = String::from_utf8_lossy(&bytes).into_owned();
                let colons: Vec<usize> = text.match_indices("\":").map(|(at, _)| at + 2).collect();
                if colons.is_empty() {
                    continue;
                }
                let from = *dice.pick(&colons);
                let (before, rest) = text.split_at(from);
                let rest = rest.find([',', '}']).map_or("", |end| rest.split_at(end).1);
                let other = *dice.pick(&[
                    "null",
                    "true",
                    "\"x\"",
                    "17",
                    "-0.0",
                    "1e400",
                    "9223372036854775808",
                    "[]",
                    "[null]",
                    "{}",
                    "\"\\ud800\"",
                    "\"none\"",
                    "\"2026-02-31\"",
                    "[[[]]]",
                    "1.5",
                    "\"police\"",
                    "[{\"amount\":3000}]",
                ]);
                bytes = format!("{before}{other}{rest}").into_bytes();
            }
        }
    }
    bytes
}

/// Incidents as they are, and damaged.
fn incidents() -> Vec<Vec<u8>> {
    let mut dice = Dice::new(3);
    let mut all: Vec<Vec<u8>> = INCIDENTS.lines().map(|line| line.as_bytes().to_vec()).collect();
    for line in INCIDENTS.lines() {
        for _ in 0..8 {
            all.push(damaged(&mut dice, line));
        }
    }
    all
}

#[test]
fn a_line_has_the_bytes_of_the_assessment_as_data() {
    let ruleset = compile(FRAUD);
    let context = context(&ruleset);
    for options in [
        Options::default(),
        Options { as_of_field: Some("reported_at".into()), ..Options::default() },
        Options { strict: true, key: "channel".into(), ..Options::default() },
    ] {
        let mut lines = Session::new(&ruleset, &context, &options);
        let mut data = Session::new(&ruleset, &context, &options);
        let (mut scored, mut rejected) = (0, 0);
        for (number, incident) in (1..).zip(incidents()) {
            let mut out = Vec::new();
            let outcome = lines.line(&incident, number, &mut out);
            match data.assess(&incident, number) {
                Ok(assessment) => {
                    let expected = serde_json::to_string(&assessment).unwrap() + "\n";
                    assert_eq!(
                        String::from_utf8(out).unwrap(),
                        expected,
                        "{}",
                        String::from_utf8_lossy(&incident)
                    );
                    assert!(matches!(outcome, LineOutcome::Scored { .. }));
                    scored += 1;
                }
                Err(reject) => {
                    let found: serde_json::Value = serde_json::from_slice(&out).unwrap();
                    assert_eq!(found["error"], serde_json::to_value(&reject).unwrap());
                    assert_eq!((outcome, out.last()), (LineOutcome::Rejected, Some(&b'\n')));
                    rejected += 1;
                }
            }
        }
        assert!(scored > 300 && rejected > 100, "{scored} {rejected}");
    }
}

#[test]
fn bounds_and_questions_have_the_bytes_of_the_data_and_change_no_digest() {
    let ruleset = compile(FRAUD);
    let context = context(&ruleset);
    let (plain, bounds) = (Options::default(), Options { bounds: true, ..Options::default() });
    let next = Options { next: true, ..Options::default() };
    let mut plain = Session::new(&ruleset, &context, &plain);
    let mut bounds = Session::new(&ruleset, &context, &bounds);
    let mut next = Session::new(&ruleset, &context, &next);
    let rank = |id: &str| ruleset.model().levels.iter().position(|level| level.id == id);
    for incident in INCIDENTS.lines().step_by(10) {
        let Ok(usual) = plain.assess(incident.as_bytes(), 1) else { continue };
        let with_bounds = bounds.assess(incident.as_bytes(), 1).unwrap();
        let with_next = next.assess(incident.as_bytes(), 1).unwrap();
        for (session, assessment) in [(&mut bounds, &with_bounds), (&mut next, &with_next)] {
            let bytes = line(session, incident.as_bytes(), 1);
            assert_eq!(String::from_utf8(bytes).unwrap(), serde_json::to_string(assessment).unwrap() + "\n");
            assert_eq!(assessment.digest(), usual.digest());
            assert!(assessment.ceiling.score <= usual.ceiling.score);
            assert!(rank(&assessment.ceiling.level) <= rank(&usual.ceiling.level));
            assert!(assessment.settled || !usual.settled);
        }
        assert!(usual.bounds.is_none() && usual.next.is_none() && with_bounds.next.is_none());
        assert_eq!(with_bounds.bounds, with_next.bounds);
    }
}

#[test]
fn bounds_sharpen_the_ceiling_and_settle_what_arithmetic_cannot() {
    let text = usual_head()
        + "[field.a]\ntype = \"bool\"\ntitle = \"A\"\n\
           [[rule]]\nid = \"r\"\nwhen = 'a'\npoints = 15\nreason = \"R\"\nbasis = \"s\"\n\
           [[rule]]\nid = \"s\"\nwhen = '!a'\npoints = 10\nreason = \"R\"\nbasis = \"s\"\n"
        + LEVELS;
    let ruleset = compile(&text);
    let context = context(&ruleset);
    let ceiling = |bounds: bool| {
        let options = Options { bounds, ..Options::default() };
        let assessment = Session::new(&ruleset, &context, &options).assess(b"{}", 1).unwrap();
        (assessment.ceiling.score, assessment.ceiling.level, assessment.settled)
    };
    // Both rules never fire together.
    assert_eq!(ceiling(false), (25, "medium".into(), false));
    assert_eq!(ceiling(true), (15, "low".into(), true));
}

#[test]
fn a_session_keeps_nothing_of_one_incident_for_the_next() {
    let ruleset = compile(FRAUD);
    let context = context(&ruleset);
    let options = Options { as_of_field: Some("reported_at".into()), ..Options::default() };
    let all = incidents();
    let fresh: Vec<Vec<u8>> = all
        .iter()
        .map(|incident| line(&mut Session::new(&ruleset, &context, &options), incident, 1))
        .collect();
    let mut session = Session::new(&ruleset, &context, &options);
    let mut dice = Dice::new(11);
    for _ in 0..6000 {
        let at = dice.below(all.len());
        let found = line(&mut session, &all[at], 1);
        assert!(found == fresh[at], "{}", String::from_utf8_lossy(&all[at]));
    }
}

#[test]
fn two_rulesets_compiled_from_one_source_give_the_same_bytes() {
    let (one, two) = (compile(FRAUD), compile(FRAUD));
    let (first, second) = (context(&one), context(&two));
    let options = Options::default();
    let (mut one, mut two) = (Session::new(&one, &first, &options), Session::new(&two, &second, &options));
    for incident in INCIDENTS.lines() {
        assert_eq!(line(&mut one, incident.as_bytes(), 1), line(&mut two, incident.as_bytes(), 1));
    }
}

#[test]
fn the_order_of_an_incidents_keys_does_not_matter() {
    let ruleset = compile(FRAUD);
    let context = context(&ruleset);
    let options = Options::default();
    let mut session = Session::new(&ruleset, &context, &options);
    let mut dice = Dice::new(5);
    for incident in INCIDENTS.lines() {
        let Ok(object) = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(incident) else {
            continue;
        };
        let mut members: Vec<String> = object.iter().map(|(key, value)| format!("{key:?}:{value}")).collect();
        let usual = line(&mut session, incident.as_bytes(), 1);
        if usual.windows(4).any(|part| part == b"I404") {
            // A key stands twice, which a map does not keep.
            continue;
        }
        for _ in 0..3 {
            for at in (1..members.len()).rev() {
                members.swap(at, dice.below(at + 1));
            }
            let shuffled = format!("{{{}}}", members.join(" ,\t"));
            let mut found: serde_json::Value =
                serde_json::from_slice(&line(&mut session, shuffled.as_bytes(), 1)).unwrap();
            let mut expected: serde_json::Value = serde_json::from_slice(&usual).unwrap();
            // Unusable values are listed as they come.
            for listed in [&mut found, &mut expected] {
                let errors = listed["inputErrors"].as_array_mut().unwrap();
                errors.sort_by_key(|error| error["field"].to_string());
                if let Some(warnings) = listed.get_mut("warnings").and_then(|it| it.as_array_mut()) {
                    warnings.sort_by_key(|warning| warning["name"].to_string());
                }
            }
            assert_eq!(found, expected);
        }
    }
}

#[test]
fn an_assessments_digest_leaves_out_the_key_and_the_engines_version() {
    let text = usual_head()
        + "[field.a]\ntype = \"bool\"\ntitle = \"A\"\n[[rule]]\nid = \"r\"\nwhen = 'a'\npoints = 60\nreason = \"R\"\nbasis = \"s\"\n"
        + LEVELS;
    let ruleset = compile(&text);
    let context = context(&ruleset);
    let options = Options::default();
    let mut session = Session::new(&ruleset, &context, &options);
    let mut assessment = session.assess(br#"{"id":"one","a":true}"#, 1).unwrap();
    let digest = assessment.digest();
    assert_eq!(digest.len(), 64);
    assert_eq!(session.assess(br#"{"a":true,"id":2}"#, 9).unwrap().digest(), digest);
    // What is there only at times is no part of it.
    assert_eq!(session.assess(br#"{"a":true,"aa":2}"#, 9).unwrap().digest(), digest);
    assessment.receipt.engine = "9.9.9";
    assert_eq!(assessment.digest(), digest);
    assert_ne!(session.assess(br#"{"a":false}"#, 1).unwrap().digest(), digest);
    assessment.score += 1;
    assert_ne!(assessment.digest(), digest);
}

#[test]
fn the_digest_of_one_assessment_stays_what_it_is() {
    let text = usual_head()
        + "[field.a]\ntype = \"bool\"\ntitle = \"A\"\n[[rule]]\nid = \"r\"\nwhen = 'a'\npoints = 60\nreason = \"R\"\nbasis = \"s\"\n"
        + LEVELS;
    let ruleset = compile(&text);
    let context = context(&ruleset);
    let options = Options::default();
    let digest = Session::new(&ruleset, &context, &options).assess(br#"{"a":true}"#, 1).unwrap().digest();
    assert_eq!(digest, "d67fdaf9884813ecc4d0b20ce99a76e9018f9e6ccaca0bf3508349cfbee28ccd");
}
