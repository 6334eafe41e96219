//! The parts of conditions agree with what was decided: joined by Kleene's logic they give the decision.

use super::ExplainOptions;
use super::data::Truth;
use super::explainer::{Explainer, Scope};
use super::lens::{LensTest, Part, Shape};
use crate::eval::decide::Decision;
use crate::eval::value::Mode;
use crate::lower::program::Entry;
use crate::session::{Options, Session, hit};
use crate::{ContextSpec, Ruleset};
use std::path::Path;

/// Kleene's three values, the reasons for the unknown left out.
fn three(truth: Truth) -> Option<bool> {
    match truth {
        Truth::True => Some(true),
        Truth::False => Some(false),
        _ => None,
    }
}

fn all(parts: &[Option<bool>]) -> Option<bool> {
    if parts.contains(&Some(false)) { Some(false) } else { parts.iter().copied().try_fold(true, |_, it| it) }
}

fn any(parts: &[Option<bool>]) -> Option<bool> {
    all(&parts.iter().map(|part| part.map(|it| !it)).collect::<Vec<_>>()).map(|it| !it)
}

/// The truth of a part from that of its smallest parts, each asked for by itself.
fn joined(explainer: &mut Explainer<'_>, part: &Part, mode: Mode, scope: Scope) -> Option<bool> {
    let truth = match &part.shape {
        Shape::All(parts) => {
            let parts: Vec<_> = parts.iter().map(|it| joined(explainer, it, mode, scope)).collect();
            all(&parts)
        }
        Shape::Any(parts) => {
            let parts: Vec<_> = parts.iter().map(|it| joined(explainer, it, mode, scope)).collect();
            any(&parts)
        }
        Shape::Not(inner) => joined(explainer, inner, mode, scope).map(|it| !it),
        Shape::Feature(index) => {
            let inner = explainer.lens().feature(*index).unwrap();
            joined(explainer, inner, mode, None)
        }
        Shape::Items(..) | Shape::Leaf => return three(explainer.truth(part, mode, scope)),
    };
    assert_eq!(truth, three(explainer.truth(part, mode, scope)), "{}", explainer.written(part.span));
    truth
}

fn entry_truth(explainer: &mut Explainer<'_>, index: usize, entry: &Entry, mode: Mode) -> Option<bool> {
    let lens = explainer.lens();
    match (lens.entries.get(index).unwrap(), &entry.test) {
        (LensTest::When(part), _) => joined(explainer, part, mode, None),
        (LensTest::Each(list, part), crate::lower::program::Test::Each(_, _, wanted)) => {
            let items = explainer.items(*list)?;
            let truths: Vec<_> =
                (0..items.len).map(|number| joined(explainer, part, mode, Some((*list, number)))).collect();
            let sure = truths.iter().filter(|it| **it == Some(true)).count();
            let maybe = truths.iter().filter(|it| it.is_none()).count();
            let wanted = *wanted as usize;
            if sure >= wanted {
                Some(true)
            } else if sure + maybe >= wanted || items.more {
                None
            } else {
                Some(false)
            }
        }
        _ => panic!("no condition"),
    }
}

/// What a decision says of the condition with all defaults, and with those only that no completion changes.
fn agrees(decision: &Decision, is_hit: bool, present: Option<bool>, certain: Option<bool>) -> bool {
    let certain_agrees = if decision.open { certain.is_none() } else { certain.is_some() || !is_hit };
    certain_agrees && (present == Some(true)) == is_hit
}

fn parts_agree(ruleset: &Ruleset, incidents: &str) -> usize {
    let spec = ContextSpec { as_of: Some("2026-03-09T10:30:00+08:00".into()), ..ContextSpec::default() };
    let context = ruleset.context(spec).unwrap();
    let options = Options::default();
    let mut session = Session::new(ruleset, &context, &options);
    let mut compared = 0;
    for line in incidents.lines() {
        // Some lines are no incidents.
        let Ok(document) = session.read(line.as_bytes()) else { continue };
        session.evaluate(document);
        let mut explainer = Explainer::new(&mut session, document, &ExplainOptions::default());
        for (index, entry) in ruleset.program().entries.iter().enumerate() {
            let lens = explainer.lens();
            if !matches!(lens.entries.get(index), Some(LensTest::When(_) | LensTest::Each(..))) {
                continue;
            }
            let decision = explainer.decisions[index];
            let present = entry_truth(&mut explainer, index, entry, Mode::Present);
            let certain = entry_truth(&mut explainer, index, entry, Mode::Certain);
            let is_hit = hit(entry, &decision).is_some();
            let id = &ruleset.model().entries[entry.model].id;
            assert!(
                agrees(&decision, is_hit, present, certain),
                "{id}: {decision:?}, present {present:?}, certain {certain:?}\n{line}"
            );
            compared += 1;
        }
    }
    compared
}

fn file(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

#[test]
fn the_parts_of_every_fraud_rule_agree_with_its_decision_on_every_example() {
    let ruleset = Ruleset::compile(file("../rulesets/fraud/fraud.toml")).unwrap();
    let incidents = file("../rulesets/fraud/examples/incidents.jsonl");
    assert!(parts_agree(&ruleset, &incidents) > 200 * 20);
}

#[test]
fn the_parts_agree_where_fields_are_null_unusable_and_void() {
    let ruleset = Ruleset::compile(file("../rulesets/fraud/fraud.toml")).unwrap();
    let incidents = [
        "{}",
        r#"{"channel": "phone", "screen_shared": null, "confirmed": true}"#,
        r#"{"channel": "in_person", "confirmed": true, "narrative": 3}"#,
        r#"{"transfers": [null, {"amount": 5000}, {"amount": 4000, "sent_at": "none"}], "narrative": ""}"#,
        r#"{"transfers": [], "still_in_contact": true, "claimed_role": "leader", "number_is_new": "x"}"#,
    ];
    assert!(parts_agree(&ruleset, &incidents.join("\n")) > 100);
}

#[test]
fn a_text_is_shown_without_what_sensitive_patterns_match_and_what_adjoins_it() {
    let ruleset = Ruleset::compile(file("../tests/golden/explain/late-answer.toml")).unwrap();
    let context = ruleset.context(ContextSpec::default()).unwrap();
    let options = Options::default();
    let mut session = Session::new(&ruleset, &context, &options);
    let document = session.read(br#"{"account": "AB-77 and more"}"#).unwrap();
    session.evaluate(document);
    let explainer = Explainer::new(&mut session, document, &ExplainOptions::default());
    assert_eq!(explainer.guarded("卡号6217000099998888，谢谢"), "卡号****8888，谢谢");
    assert_eq!(explainer.guarded("x62170000999988887777666655y。"), "****655y。");
    assert_eq!(explainer.guarded("to AB-77 and more"), "to ****more");
    assert_eq!(explainer.guarded(&"字".repeat(300)).chars().count(), 201);
}
