//! What is promised about the unknown, against completions: incidents with open, null, unusable and void fields
//! are completed in many ways, and no completion may break what was said before.
//!
//! The rulesets are generated: rules over every kind of field, `each`, characteristics, tables, deadlines, groups
//! with clamps, floors, negative points, `??`, `relevant`. A completion fills some open fields, or all. Items past
//! the limit are read by the same ruleset with a higher limit.

mod bounds;
mod incidents;
mod rulesets;

use incidents::{Incident, LIMIT, Slot, incident};
use rules_core::{Assessment, ContextSpec, Options, Ruleset, Session};
use rulesets::Generator;
use shao_tests::dice::Dice;
use std::collections::BTreeMap;

const LEVEL_IDS: [&str; 4] = ["low", "medium", "high", "critical"];

fn level(id: &str) -> usize {
    LEVEL_IDS.iter().position(|it| *it == id).unwrap()
}

/// The parts of a ruleset that differ from one to the next.
fn told(ruleset: &str) -> String {
    let relevant: Vec<&str> = ruleset.lines().filter(|line| line.starts_with("relevant")).collect();
    let rules = ruleset.split("[group.sum]").nth(1).unwrap_or_default();
    let rules = rules.replace("reason = \"R\"\nreason_assumed = \"A\"\nbasis = \"s\"\n", "");
    format!("{}\n{rules}", relevant.join("\n"))
}

/// What a completion breaks.
fn broken(before: &Assessment, after: &Assessment, ids: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    let mut hold = |good: bool, what: &str| {
        if !good {
            found.push(what.to_owned());
        }
    };
    let fails = |at: &Assessment, id: &str| at.failed.iter().any(|failed| failed.id == id);
    // A rule that turns out to fail widens what may be: its points are told nowhere.
    let fails_newly = after.failed.iter().any(|failed| !fails(before, &failed.id));
    hold(after.score <= before.ceiling.score, "the score exceeds the ceiling");
    hold(level(&after.level) <= level(&before.ceiling.level), "the level exceeds the ceiling's");
    hold(after.ceiling.score <= before.ceiling.score || fails_newly, "the ceiling's score rises");
    hold(
        level(&after.ceiling.level) <= level(&before.ceiling.level) || fails_newly,
        "the ceiling's level rises",
    );
    hold(!before.settled || after.level == before.level, "the level was settled and changes");
    hold(!before.settled || after.settled || fails_newly, "settled becomes unsettled");
    hold(level(&before.level) <= level(&before.ceiling.level), "the level is above its own ceiling");
    hold(before.score <= before.ceiling.score, "the score is above its own ceiling");
    for id in ids {
        let hit_before = before.hits.iter().chain(&before.shadow).find(|hit| hit.id == *id);
        let hit_after = after.hits.iter().chain(&after.shadow).find(|hit| hit.id == *id);
        let open = before.open.rules.iter().any(|rule| rule.id == *id);
        match hit_before {
            Some(_) if open && fails(after, id) => {}
            // Neither open shadow rules nor those that fail are listed.
            Some(hit) if before.shadow.contains(hit) && hit_after.is_none() => {}
            Some(hit) if !hit.assumed => {
                let same = hit_after.is_some_and(|after| {
                    (after.bin, after.cell, after.assumed) == (hit.bin, hit.cell, false)
                        && (after.points == hit.points || open)
                });
                hold(same, &format!("the certain hit {id} changes"));
            }
            Some(hit) if !open && before.hits.contains(hit) => {
                let same = hit_after.is_some_and(|after| after.bin == hit.bin && after.points == hit.points);
                hold(same, &format!("the assumed hit {id} changes, and was not open"));
            }
            None if !open && !fails(before, id) => {
                let is_shadow = after.shadow.iter().any(|hit| hit.id == *id);
                hold(
                    hit_after.is_none() || is_shadow,
                    &format!("{id} was neither hit nor open and is a hit"),
                );
            }
            _ => {}
        }
    }
    found
}

fn assess(ruleset: &Ruleset, incident: &Incident) -> Assessment {
    let spec = ContextSpec { as_of: Some(shao_tests::scoring::AS_OF.into()), ..ContextSpec::default() };
    let context = ruleset.context(spec).unwrap();
    let options = Options::default();
    Session::new(ruleset, &context, &options).assess(incident.json().as_bytes(), 1).unwrap()
}

fn compiled(text: &str, limit: usize) -> Ruleset {
    shao_tests::scoring::compile(&text.replace("{limit}", &limit.to_string()))
}

#[derive(Default)]
struct Counts {
    completions: usize,
    settled: usize,
    hits: usize,
    assumed: usize,
    open: usize,
    voids: usize,
}

/// Completes incidents of generated rulesets; panics with the shortest incident that breaks a promise.
fn try_completions(seed: u64, rulesets: usize) -> Counts {
    let mut counts = Counts::default();
    let mut failures: BTreeMap<usize, String> = BTreeMap::new();
    for round in 0..rulesets {
        let mut dice = Dice::new(seed + round as u64);
        let text = Generator { dice: Dice::new(dice.roll()) }.ruleset();
        let (ruleset, long) = (compiled(&text, LIMIT), compiled(&text, 50));
        let ids: Vec<String> = ruleset.model().entries.iter().map(|entry| entry.id.clone()).collect();
        for _ in 0..8 {
            let known = *dice.pick(&[20, 50, 80]);
            let incident = incident(&mut dice, known);
            let before = assess(&ruleset, &incident);
            counts.settled += usize::from(before.settled);
            counts.hits += before.hits.iter().filter(|hit| !hit.assumed).count();
            counts.assumed += before.hits.iter().filter(|hit| hit.assumed).count();
            counts.open += before.open.rules.len();
            let absent = incident.fields.iter().filter(|slot| **slot == Slot::Absent).count();
            let listed = before
                .open
                .fields
                .iter()
                .filter(|it| it.state == "absent" && !it.field.contains('['))
                .count();
            counts.voids += usize::from(absent > listed);
            for _ in 0..10 {
                let chance = *dice.pick(&[100, 100, 60, 30]);
                let completed = incident.completed(&mut dice, &before, chance);
                let after = assess(&long, &completed);
                counts.completions += 1;
                let broken = broken(&before, &after, &ids);
                if !broken.is_empty() {
                    let (was, is) = (incident.json(), completed.json());
                    let (what, told) = (broken.join("; "), told(&text));
                    let report =
                        format!("{what}\nbefore {was}\nafter  {is}\n{before:?}\n\n{after:?}\n{told}");
                    failures.insert(text.len() + was.len() + is.len(), report);
                }
            }
        }
    }
    if let Some(report) = failures.values().next() {
        panic!("{} completions break a promise, such as:\n{report}", failures.len());
    }
    counts
}

#[test]
fn no_completion_breaks_what_an_assessment_says_of_the_unknown() {
    const RULESETS: usize = 300;
    let counts = try_completions(7, RULESETS);
    let Counts { completions, settled, hits, assumed, open, voids } = counts;
    eprintln!(
        "{completions} completions, {settled} settled, {hits} hits, {assumed} assumed, {open} open, {voids} void"
    );
    assert!(completions >= 10_000);
    assert!(
        settled > RULESETS
            && hits > RULESETS
            && assumed > RULESETS
            && open > RULESETS
            && voids > RULESETS / 2
    );
}
