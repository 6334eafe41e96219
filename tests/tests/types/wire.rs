//! The schemas of the wire against its real bytes: every member is declared, and is what it is said to be.

use crate::shipped::{Shipped, shipped};
use rules_core::diagnostic::Located;
use rules_core::diff::{Moves, diff};
use rules_core::explain::{ExplainOptions, WhyNot};
use rules_core::prove::{Budget, prove, usual_context};
use rules_core::{ContextSpec, Options, Ruleset, Session, cases, wire_types};
use serde::Serialize;
use serde_json::Value;
use shao_tests::json_schema::Validator;
use std::collections::BTreeSet;

const AS_OF: &str = "2026-03-02T10:30:00+08:00";

fn wire() -> Validator {
    let mut validator = Validator::new(wire_types::all());
    validator.closed = true;
    validator
}

fn holds(validator: &Validator, name: &str, value: impl Serialize) -> Value {
    let value = serde_json::to_value(value).unwrap();
    assert_eq!(validator.fault_by(name, &value), None, "{name}");
    value
}

#[test]
fn assessments_and_explanations_are_what_their_schemas_say() {
    let wire = wire();
    let alone = Validator::new(wire_types::assessment());
    let mut members = BTreeSet::new();
    for Shipped { name, ruleset, incidents } in shipped() {
        let context =
            ruleset.context(ContextSpec { as_of: Some(AS_OF.into()), ..ContextSpec::default() }).unwrap();
        let (plain, options) =
            (Options::default(), ExplainOptions { why_not: WhyNot::All, ..Default::default() });
        let mut session = Session::new(&ruleset, &context, &plain);
        for (number, incident) in (1..).zip(&incidents) {
            let incident = incident.to_string();
            let found = session.assess(incident.as_bytes(), number).unwrap();
            assert_eq!(alone.fault(&holds(&wire, "Assessment", &found)), None, "{name}");
            // With bounds and questions.
            let explained = session.explain(incident.as_bytes(), number, &options).unwrap();
            let explained = holds(&wire, "Explained", &explained);
            assert!(
                explained["assessment"]["bounds"].is_object() && explained["assessment"]["next"].is_array()
            );
            members.extend(explained["details"].as_object().unwrap().keys().cloned());
        }
        for change in session.what_if(incidents[0].to_string().as_bytes(), &options).unwrap() {
            holds(&wire, "ChangeDetail", &change);
        }
        holds(&wire, "Form", ruleset.form("en"));
        for field in session.relevance(incidents[0].to_string().as_bytes()).unwrap() {
            holds(&wire, "FieldRelevance", &field);
        }
    }
    assert!(members.len() > 15, "{members:?}");
}

#[test]
fn lines_of_bad_input_are_what_their_schemas_say() {
    let wire = wire();
    let Shipped { ruleset, .. } = crate::shipped::of_name("fraud");
    let context = ruleset.context(ContextSpec::default()).unwrap();
    for strict in [false, true] {
        let options = Options { strict, ..Options::default() };
        let mut session = Session::new(&ruleset, &context, &options);
        let mut out = Vec::new();
        for line in [
            "",
            "[]",
            "{",
            "{\"id\":\"r1\",\"amount_asked\":\"x\"}",
            "{\"id\":7,\"amount_askd\":1}",
            "{\"channel\":\"fax\"}",
            "{\"id\":\"a\" \"b\"}",
            "nul",
            "{\"narrative\":\"\\ud800\"}",
        ] {
            session.line(line.as_bytes(), 3, &mut out);
        }
        session.line(b"\xff", 4, &mut out);
        let lines: Vec<Value> =
            String::from_utf8(out).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let rejected = lines.iter().filter(|line| !line["error"].is_null()).count();
        assert_eq!((lines.len(), rejected), (10, if strict { 8 } else { 6 }));
        for line in &lines {
            holds(&wire, if line["error"].is_null() { "Assessment" } else { "RejectedLine" }, line);
        }
    }
}

#[test]
fn diagnostics_are_what_their_schema_says() {
    let wire = wire();
    let text =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../rulesets/housing/housing.toml"))
            .unwrap();
    let mut members = BTreeSet::new();
    for (from, to) in [
        ("type = \"records\"", "type = \"record\""),
        ("relevant = 'tilt_visible'", "relevant = 'tilt_visibel && 1 ≥ 2'"),
        ("id = \"housing\"", "id = \"Housing\"\nidd = 1"),
        ("basis = ", "basis = \"nowhere\" # "),
        ("points = ", "points = 'storeys' # "),
        ("min = 0", "min = 500"),
    ] {
        assert!(text.contains(from), "{from}");
        let error = Ruleset::compile(text.replace(from, to)).unwrap_err();
        for diagnostic in &error.diagnostics {
            let located = holds(&wire, "Diagnostic", Located::new(diagnostic, &error.source));
            members.extend(located.as_object().unwrap().keys().cloned());
        }
    }
    for member in ["code", "title", "range", "expected", "found", "labels", "help", "fix"] {
        assert!(members.contains(member), "{member}: {members:?}");
    }
}

#[test]
fn cases_and_proofs_are_what_their_schemas_say() {
    let wire = wire();
    let smallest = include_str!("../../../rules-core/doc/smallest.toml");
    let more = r#"
[[property]]
name = "no amount is ever high"
always = 'amount > 0'
level_up_to = "low"
[[property]]
name = "a larger amount never lowers the score"
monotone = { field = "amount", direction = "up" }
[[case]]
name = "own"
as_of = 2026-03-02T10:30:00+08:00
[case.incident]
[case.calendar]
id = "plain"
years = [2026]
[case.expect]
hits = ["large-amount"]
"#;
    let lines = br#"{"name": "beside", "asOf": "2026-03-02T10:30:00+08:00", "incident": {"amount": 1}, "expect": {"score": 1}}
{"name": "broken"}
"#;
    let ruleset = Ruleset::compile(format!("{smallest}{more}")).unwrap();
    let report = holds(&wire, "CaseReport", cases::run(&ruleset, lines).unwrap());
    assert_eq!(
        (&report["cases"][0]["calendar"]["years"][0], &report["unusable"][0]["place"]["line"]),
        (&2026.into(), &2.into())
    );
    let context = ruleset.context(usual_context(&ruleset)).unwrap();
    let proofs = holds(&wire, "ProofReport", prove(&ruleset, &context, &[], Budget::default()));
    let verdicts: Vec<_> = proofs["properties"].as_array().unwrap().iter().map(|it| &it["verdict"]).collect();
    assert_eq!(verdicts, ["fails", "holds"]);
}

#[test]
fn differences_and_movements_are_what_their_schemas_say() {
    let wire = wire();
    let shipped = shipped();
    let [one, other, ..] = shipped.as_slice() else { panic!("two rulesets are shipped") };
    let difference = holds(&wire, "Difference", diff(&one.ruleset, &other.ruleset));
    assert!(difference["changes"].as_array().unwrap().len() > 100);
    let contexts = [one, other].map(|it| it.ruleset.context(ContextSpec::default()).unwrap());
    let (options, [before, after]) = (Options::default(), &contexts);
    let mut old = Session::new(&one.ruleset, before, &options);
    let mut new = Session::new(&other.ruleset, after, &options);
    let mut moves = Moves::new(&one.ruleset, &other.ruleset, 50);
    for (number, incident) in (1..).zip(&one.incidents) {
        let incident = incident.to_string();
        let assess = |it: &mut Session<'_>| it.assess(incident.as_bytes(), number).unwrap();
        moves.add(0, number, &assess(&mut old), &assess(&mut new));
    }
    let movement = holds(&wire, "Movement", moves.finish());
    assert!(!movement["moves"][0]["causes"].as_array().unwrap().is_empty(), "something moved");
}
