//! What a case states against what was found, one line for each difference.

use super::cases::Expect;
use rules_core::{Assessment, Ruleset};
use std::collections::BTreeSet;
use std::fmt::Display;

/// All differences; none where the case passes.
pub fn differences(expect: &Expect, found: &Assessment, ruleset: &Ruleset) -> Vec<String> {
    let mut all = Vec::new();
    stated(&mut all, "score", &expect.score, &found.score);
    stated(&mut all, "level", &expect.level, &found.level);
    stated(&mut all, "level up to", &expect.level_up_to, &found.ceiling.level);
    stated(&mut all, "settled", &expect.settled, &found.settled);
    stated(&mut all, "incomplete", &expect.incomplete, &found.incomplete);
    for (id, state) in &expect.deadlines {
        let there = found.deadlines.iter().find(|deadline| deadline.id == *id);
        let there = there.map_or("absent", |deadline| deadline.state);
        stated(&mut all, &format!("deadline `{id}`"), &Some(state.as_str()), &there);
    }
    hits(expect, found, ruleset, &mut all);
    all
}

fn stated<T: PartialEq + Display>(all: &mut Vec<String>, what: &str, expected: &Option<T>, found: &T) {
    if let Some(expected) = expected.as_ref().filter(|expected| *expected != found) {
        all.push(format!("{what}: expected {expected}, found {found}"));
    }
}

fn hits(expect: &Expect, found: &Assessment, ruleset: &Ruleset, all: &mut Vec<String>) {
    let there: BTreeSet<&str> = found.hits.iter().map(|hit| hit.id.as_str()).collect();
    let exact = expect.hits.iter().flatten();
    let wanted: BTreeSet<&str> = exact.clone().chain(&expect.hits_include).map(String::as_str).collect();
    // The file's order.
    for entry in ruleset.model().entries.iter().filter(|entry| wanted.contains(entry.id.as_str())) {
        let id = entry.id.as_str();
        if !there.contains(id) {
            all.push(format!("missing hit `{id}`{}", why_not(id, found)));
        }
    }
    let exact: BTreeSet<&str> = exact.map(String::as_str).collect();
    for hit in &found.hits {
        let unwanted = expect.not_hits.contains(&hit.id);
        if unwanted || (expect.hits.is_some() && !exact.contains(hit.id.as_str())) {
            let assumed = if hit.assumed { ", assumed" } else { "" };
            all.push(format!("extra hit `{}` ({:+} points{assumed})", hit.id, hit.points));
        }
    }
}

/// What is known of a rule that did not fire.
fn why_not(id: &str, found: &Assessment) -> String {
    if let Some(failure) = found.failed.iter().find(|failure| failure.id == id) {
        return format!(": it failed, {} {}", failure.code, failure.message);
    }
    match found.open.rules.iter().find(|rule| rule.id == id) {
        Some(rule) => format!(": it is open and waits for {}", rule.waits_for.join(", ")),
        None => format!(": its condition is false; see --why-not {id}"),
    }
}
