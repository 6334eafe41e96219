//! The cases of the fraud ruleset, in the file and beside it, run as an author's test would.

#![cfg(test)]

mod common;

use rules_core::parse::document::CaseDecl;
use rules_core::{Assessment, ContextSpec, Options, Ruleset, Session};
use serde_json::Value;

const FRAUD: &str = include_str!("../../rulesets/fraud/fraud.toml");
const CASES: &str = include_str!("../../rulesets/fraud/cases.jsonl");

/// What a case states, from the file or from beside it; `None` is not compared.
#[derive(Default)]
struct Expected {
    score: Option<i64>,
    level: Option<String>,
    level_up_to: Option<String>,
    settled: Option<bool>,
    incomplete: Option<bool>,
    hits: Option<Vec<String>>,
    hits_include: Vec<String>,
    not_hits: Vec<String>,
}

struct Case {
    name: String,
    as_of: Option<String>,
    incident: Value,
    expected: Expected,
}

fn of_file(case: &CaseDecl) -> Case {
    let names = |all: &[rules_core::source::Spanned<String>]| all.iter().map(|it| it.value.clone()).collect();
    let expect = &case.expect;
    let expected = Expected {
        score: expect.score.as_ref().map(|it| it.value),
        level: expect.level.as_ref().map(|it| it.value.clone()),
        level_up_to: expect.level_up_to.as_ref().map(|it| it.value.clone()),
        settled: expect.settled.as_ref().map(|it| it.value),
        incomplete: expect.incomplete.as_ref().map(|it| it.value),
        hits: expect.hits.as_ref().map(|all| names(all)),
        hits_include: names(&expect.hits_include),
        not_hits: names(&expect.not_hits),
    };
    assert!(case.params.is_none() && case.calendar.is_none() && expect.deadlines.is_empty());
    Case {
        name: case.name.value.clone(),
        as_of: case.as_of.as_ref().map(|it| it.value.clone()),
        incident: case.incident.value.clone(),
        expected,
    }
}

fn of_line(line: &str) -> Case {
    let case: Value = serde_json::from_str(line).unwrap();
    let known = ["score", "level", "levelUpTo", "settled", "incomplete", "hits", "hitsInclude", "notHits"];
    let expect = &case["expect"];
    let unknown: Vec<&String> =
        expect.as_object().unwrap().keys().filter(|key| !known.contains(&key.as_str())).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let names =
        |value: &Value| -> Option<Vec<String>> { Some(value.as_array()?.iter().filter_map(text).collect()) };
    let expected = Expected {
        score: expect["score"].as_i64(),
        level: text(&expect["level"]),
        level_up_to: text(&expect["levelUpTo"]),
        settled: expect["settled"].as_bool(),
        incomplete: expect["incomplete"].as_bool(),
        hits: names(&expect["hits"]),
        hits_include: names(&expect["hitsInclude"]).unwrap_or_default(),
        not_hits: names(&expect["notHits"]).unwrap_or_default(),
    };
    Case {
        name: text(&case["name"]).unwrap(),
        as_of: text(&case["asOf"]),
        incident: case["incident"].clone(),
        expected,
    }
}

/// What differs, a line for each.
fn differences(found: &Assessment, expected: &Expected) -> Vec<String> {
    let mut all = Vec::new();
    let mut same = |what: &str, found: String, expected: Option<String>| {
        if expected.as_ref().is_some_and(|expected| *expected != found) {
            all.push(format!("{what}: expected {}, found {found}", expected.unwrap_or_default()));
        }
    };
    let sorted = |mut ids: Vec<String>| {
        ids.sort();
        format!("{ids:?}")
    };
    let hits: Vec<String> = found.hits.iter().map(|hit| hit.id.clone()).collect();
    same("score", found.score.to_string(), expected.score.map(|it| it.to_string()));
    same("level", found.level.clone(), expected.level.clone());
    same("level_up_to", found.ceiling.level.clone(), expected.level_up_to.clone());
    same("settled", found.settled.to_string(), expected.settled.map(|it| it.to_string()));
    same("incomplete", found.incomplete.to_string(), expected.incomplete.map(|it| it.to_string()));
    same("hits", sorted(hits.clone()), expected.hits.clone().map(sorted));
    for id in expected.hits_include.iter().filter(|id| !hits.contains(id)) {
        all.push(format!("no hit of {id}"));
    }
    for id in expected.not_hits.iter().filter(|id| hits.contains(id)) {
        all.push(format!("a hit of {id}"));
    }
    all
}

fn run(ruleset: &Ruleset, cases: &[Case]) -> Vec<String> {
    let mut all = Vec::new();
    for case in cases {
        let context =
            ruleset.context(ContextSpec { as_of: case.as_of.clone(), ..ContextSpec::default() }).unwrap();
        let options = Options::default();
        let mut session = Session::new(ruleset, &context, &options);
        let found = session.assess(case.incident.to_string().as_bytes(), 1).unwrap();
        let differences = differences(&found, &case.expected);
        if !differences.is_empty() {
            all.push(format!("{}\n  {}\n  {}", case.name, differences.join("\n  "), case.incident));
        }
    }
    all
}

#[test]
fn the_fraud_rulesets_cases_hold() {
    let ruleset = common::compile(FRAUD);
    let mut cases: Vec<Case> = ruleset.model().cases.iter().map(of_file).collect();
    cases.extend(CASES.lines().map(of_line));
    assert!(cases.len() > 70, "{}", cases.len());
    let failed = run(&ruleset, &cases);
    assert!(failed.is_empty(), "{} of {} differ:\n{}", failed.len(), cases.len(), failed.join("\n"));
}
