//! What is promised about bounds: no completion leaves them, and a witness reaches its end.

use super::incidents::{Incident, LIMIT, incident};
use super::rulesets::Generator;
use super::{assess, compiled, level, told};
use rules_core::bounds::{Bounder, Bounds, STEPS};
use rules_core::{Assessment, ContextSpec, Options, Ruleset, Session};
use serde_json::{Map, Value};
use shao_tests::dice::Dice;
use std::collections::BTreeMap;

fn bounds_of(ruleset: &Ruleset, text: &str) -> Bounds {
    let spec = ContextSpec { as_of: Some(shao_tests::scoring::AS_OF.into()), ..ContextSpec::default() };
    let context = ruleset.context(spec).unwrap();
    let options = Options::default();
    Bounder::new(ruleset, &context, &options).bounds(text.as_bytes(), STEPS).unwrap()
}

fn assess_text(ruleset: &Ruleset, text: &str) -> Assessment {
    let spec = ContextSpec { as_of: Some(shao_tests::scoring::AS_OF.into()), ..ContextSpec::default() };
    let context = ruleset.context(spec).unwrap();
    let options = Options::default();
    Session::new(ruleset, &context, &options).assess(text.as_bytes(), 1).unwrap()
}

/// An incident with the values of a witness in place of its open fields.
fn completed(text: &str, witness: &Map<String, Value>) -> String {
    let mut incident: Value = serde_json::from_str(text).unwrap();
    for (name, value) in witness {
        match name.split_once('[') {
            None => incident[name.as_str()] = value.clone(),
            Some((list, rest)) => {
                let (number, field) = rest.split_once("].").unwrap();
                let item = &mut incident[list][number.parse::<usize>().unwrap()];
                if item.is_null() {
                    *item = Value::Object(Map::new());
                }
                item[field] = value.clone();
            }
        }
    }
    incident.to_string()
}

/// What a completion, or the assessment itself, breaks.
fn outside(bounds: &Bounds, after: &Assessment) -> Option<String> {
    let score = bounds.score.low.value..=bounds.score.high.value;
    let levels = level(&bounds.level.low.value)..=level(&bounds.level.high.value);
    if !score.contains(&after.score) {
        return Some(format!("the score {} is outside {score:?}", after.score));
    }
    (!levels.contains(&level(&after.level)))
        .then(|| format!("the level {} is outside {levels:?}", after.level))
}

/// Which end that is exact now is beyond what it was.
fn wider(before: &Bounds, after: &Bounds) -> Option<String> {
    let (was, is) = (&before.score, &after.score);
    let score =
        (is.low.exact && is.low.value < was.low.value) || (is.high.exact && is.high.value > was.high.value);
    let (was, is) = (&before.level, &after.level);
    let levels = (is.low.exact && level(&is.low.value) < level(&was.low.value))
        || (is.high.exact && level(&is.high.value) > level(&was.high.value));
    (score || levels).then(|| format!("an answer widens the bounds to {after:?}"))
}

/// What the witnesses of a ruleset's bounds break.
fn untrue(ruleset: &Ruleset, text: &str, bounds: &Bounds) -> Option<String> {
    for end in [&bounds.score.low, &bounds.score.high] {
        let Some(witness) = &end.witness else { continue };
        let after = assess_text(ruleset, &completed(text, witness));
        if after.score != end.value {
            return Some(format!("the witness {witness:?} scores {} instead of {}", after.score, end.value));
        }
    }
    for end in [&bounds.level.low, &bounds.level.high] {
        let Some(witness) = &end.witness else { continue };
        let after = assess_text(ruleset, &completed(text, witness));
        if after.level != end.value {
            return Some(format!("the witness {witness:?} is {} instead of {}", after.level, end.value));
        }
    }
    None
}

#[derive(Default)]
struct Counts {
    incidents: usize,
    exact: [usize; 4],
    sharper: usize,
    answered: usize,
}

fn try_bounds(seed: u64, rulesets: usize) -> Counts {
    let mut counts = Counts::default();
    let mut failures: BTreeMap<usize, String> = BTreeMap::new();
    for round in 0..rulesets {
        let mut dice = Dice::new(seed + round as u64);
        let text = Generator { dice: Dice::new(dice.roll()) }.ruleset();
        let (ruleset, long) = (compiled(&text, LIMIT), compiled(&text, 50));
        for _ in 0..6 {
            let known = *dice.pick(&[0, 20, 50, 80]);
            let incident: Incident = incident(&mut dice, known);
            let json = incident.json();
            let before = assess(&ruleset, &incident);
            let bounds = bounds_of(&ruleset, &json);
            counts.incidents += 1;
            let ends = [
                bounds.score.low.exact,
                bounds.score.high.exact,
                bounds.level.low.exact,
                bounds.level.high.exact,
            ];
            counts.exact.iter_mut().zip(ends).for_each(|(count, exact)| *count += usize::from(exact));
            counts.sharper += usize::from(bounds.score.high.value < before.ceiling.score);
            let mut fail = |what: String, is: &str| {
                let told = told(&text);
                let report = format!("{what}\nbefore {json}\nafter  {is}\n{before:?}\n\n{bounds:?}\n{told}");
                failures.insert(text.len() + json.len() + is.len(), report);
            };
            if let Some(what) = outside(&bounds, &before) {
                fail(what, &json);
            }
            if level(&bounds.level.high.value) > level(&before.ceiling.level)
                || bounds.score.high.value > before.ceiling.score
            {
                fail("the bounds exceed the ceiling".into(), &json);
            }
            if let Some(what) = untrue(&ruleset, &json, &bounds) {
                fail(what, &json);
            }
            if let Some(answered) = incident.answered(&mut dice) {
                let found = bounds_of(&ruleset, &answered.json());
                counts.answered += 1;
                if let Some(what) = wider(&bounds, &found) {
                    fail(what, &answered.json());
                }
            }
            for _ in 0..10 {
                let chance = *dice.pick(&[100, 100, 60, 30]);
                let completed = incident.completed(&mut dice, &before, chance);
                if let Some(what) = outside(&bounds, &assess(&long, &completed)) {
                    fail(what, &completed.json());
                }
            }
        }
    }
    if let Some(report) = failures.values().next() {
        panic!("{} promises are broken, such as:\n{report}", failures.len());
    }
    counts
}

#[test]
fn no_completion_leaves_the_bounds_and_each_witness_reaches_its_end() {
    const RULESETS: usize = 60;
    let counts = try_bounds(11, RULESETS);
    eprintln!(
        "{} incidents, exact {:?}, {} under the ceiling",
        counts.incidents, counts.exact, counts.sharper
    );
    assert!(counts.exact.iter().all(|exact| *exact > counts.incidents / 2));
    assert!(counts.sharper > counts.incidents / 20);
    assert!(counts.answered > counts.incidents / 4);
}
