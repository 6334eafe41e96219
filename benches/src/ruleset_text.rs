//! A set of rules as data in, the same rules as a ruleset of Shao out, as TOML.
//!
//! Two things change on the way. Tests for presence are left out: an absent field is unknown in Shao, and a
//! rule that is unknown does not fire. Ids are in lower case. The score's end is the sum of all points, so
//! that nothing is cut off and the scores are the workload's own.

mod texts;

use std::fmt::Write;

use crate::condition_text::{Wording, without_presence};
use crate::workload::{Expr, Rule, RuleSet};
use texts::{FIELDS, HEAD, LEVELS, REASONS, VALUES};

/// The clock of an assessment of any of the incidents: all of them were reported before it.
pub const AS_OF: &str = "2026-01-01T00:00:00+08:00";

/// The ruleset.
pub fn ruleset(set: &RuleSet) -> String {
    let mut toml = String::new();
    let most: i64 = set.rules.iter().map(|rule| rule.points).sum();
    toml += &HEAD.replace("ID", &set.name).replace("MOST", &most.to_string());
    fields(&mut toml, set);
    lists(&mut toml, set);
    for rule in &set.rules {
        rule_table(&mut toml, rule);
    }
    for (level, from) in &set.levels {
        let (_, title, within) = LEVELS.iter().find(|(id, ..)| id == level).unwrap_or(&LEVELS[0]);
        toml += &format!("\n[[level]]\nid = \"{level}\"\nfrom = {from}\ntitle = {}\n", both(*title));
        toml += &format!("respond_within = \"{within}\"\n");
    }
    toml
}

/// The fields that a rule reads; a report has others, as an embedder's would.
fn fields(toml: &mut String, set: &RuleSet) {
    for (name, kind, title, question) in FIELDS {
        if !set.rules.iter().any(|rule| reads(&rule.when, name)) && *name != "reported_at" {
            continue;
        }
        *toml += &format!("\n[field.{name}]\n{kind}\ntitle = {}\nask = {}\n", both(*title), both(*question));
        let values = set.values_of(name);
        if !values.is_empty() {
            *toml += &format!("[field.{name}.values]\n");
        }
        for value in values {
            let title = VALUES.iter().find(|(known, _)| known == value).map(|(_, title)| *title);
            *toml += &format!("{value} = {}\n", both(title.unwrap_or((value, value))));
        }
    }
}

fn reads(when: &Expr, field: &str) -> bool {
    let mut found = false;
    when.walk(&mut |expr| {
        let (Expr::Field(name) | Expr::In(name, _) | Expr::Any(name, _) | Expr::Match(name, _)) = expr else {
            found |= matches!(expr, Expr::Hour(name) if name == field);
            return;
        };
        found |= name == field;
    });
    found
}

/// Each rule's phrases and pattern, under a name made from its reason.
fn lists(toml: &mut String, set: &RuleSet) {
    let (mut terms, mut patterns) = (String::new(), String::new());
    for rule in &set.rules {
        rule.when.walk(&mut |expr| {
            let name = name(rule);
            let _ = match expr {
                Expr::Any(_, phrases) => writeln!(terms, "{name} = {phrases:?}"),
                Expr::Match(_, pattern) => writeln!(patterns, "{name} = {{ match = '{pattern}' }}"),
                _ => Ok(()),
            };
        });
    }
    for (table, lines) in [("terms", terms), ("pattern", patterns)] {
        if !lines.is_empty() {
            *toml += &format!("\n[{table}]\n{lines}");
        }
    }
}

fn rule_table(toml: &mut String, rule: &Rule) {
    let name = name(rule);
    let wording = Wording {
        mentions: format!("narrative.mentions({name})"),
        matches: format!("narrative.matches({name})"),
        hour: "hour_of",
        lists: true,
    };
    let when = wording.write(&without_presence(&rule.when));
    let code = rule.reason.as_str();
    let reason = REASONS.iter().find(|(known, _)| *known == code).map_or((code, code), |(_, text)| *text);
    let (id, points) = (rule.id.to_lowercase(), rule.points);
    *toml += &format!("\n[[rule]]\nid = \"{id}\"\nwhen = '{when}'\npoints = {points}\n");
    *toml += &format!("reason = {}\nbasis = \"workload\"\n", both(reason));
}

fn name(rule: &Rule) -> String {
    rule.reason.to_lowercase()
}

fn both((zh, en): (&str, &str)) -> String {
    format!("{{ zh = \"{zh}\", en = \"{en}\" }}")
}
