//! Explanations as people read them: each incident of `golden/explain/` for each audience in each locale.
//!
//! `UPDATE=1 cargo test -p shao-tests --test explain_golden` writes the texts anew: read the difference as
//! each audience would before you keep it.

use rules_core::explain::{Audience, ExplainOptions, Explained, WhyNot, render};
use rules_core::{ContextSpec, Options, Ruleset, Session};
use std::fs;
use std::path::{Path, PathBuf};

const AUDIENCES: [(Audience, &str); 3] =
    [(Audience::Author, "author"), (Audience::Official, "official"), (Audience::Citizen, "citizen")];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/explain")
}

fn ruleset(path: &Path) -> Ruleset {
    match Ruleset::compile(fs::read(path).unwrap()) {
        Ok(ruleset) => ruleset,
        Err(error) => panic!("{error}: {:?}", error.diagnostics),
    }
}

/// The ruleset of an incident: its own, or the fraud ruleset.
fn ruleset_of(name: &str) -> Ruleset {
    let own = folder().join(format!("{name}.toml"));
    let fraud = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rulesets/fraud/fraud.toml");
    ruleset(if own.exists() { &own } else { &fraud })
}

fn explained(name: &str) -> Explained {
    let ruleset = ruleset_of(name);
    let spec = ContextSpec { as_of: Some("2026-03-02T10:30:00+08:00".into()), ..ContextSpec::default() };
    let context = ruleset.context(spec).unwrap();
    let options = Options::default();
    let mut session = Session::new(&ruleset, &context, &options);
    let incident = fs::read(folder().join(format!("{name}.json"))).unwrap();
    let wanted = ExplainOptions { why_not: WhyNot::All, ..ExplainOptions::default() };
    session.explain(incident.trim_ascii(), 1, &wanted).unwrap()
}

fn check(name: &str) {
    let explained = explained(name);
    for (audience, word) in AUDIENCES {
        for locale in ["zh", "en"] {
            let text = render(&explained, audience, locale);
            let path = folder().join(format!("{name}.{word}.{locale}.md"));
            if std::env::var_os("UPDATE").is_some() {
                fs::write(&path, &text).unwrap();
            }
            let wanted = fs::read_to_string(&path).unwrap_or_default();
            assert!(text == wanted, "{} differs; run with UPDATE=1 and read it:\n{text}", path.display());
        }
    }
}

#[test]
fn a_shop_owner_on_the_line_is_told_to_move_his_savings() {
    check("shop-owner");
}

#[test]
fn an_empty_report_is_never_plainly_low() {
    check("empty-report");
}

#[test]
fn a_hit_that_rests_on_a_default_says_what_was_assumed() {
    check("assumed-hit");
}

#[test]
fn an_item_that_is_null_is_one_more_that_nobody_has_seen() {
    check("null-item");
}

#[test]
fn values_that_cannot_be_used_are_told_in_words() {
    check("input-errors");
}

#[test]
fn a_late_answer_is_told_with_its_deadline_and_what_the_level_asks_for() {
    check("late-answer");
}
