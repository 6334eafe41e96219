//! What a case states against what was found.

use super::both;
use super::read::Expect;
use crate::explain::{Lang, Texts, phrases};
use crate::{Assessment, Reject, Ruleset};
use serde::Serialize;
use std::collections::BTreeSet;

/// Something that is another than a case states.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "CaseDifference"))]
pub struct Difference {
    /// Of what kind.
    pub what: What,
    /// The rule or the deadline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What is stated; none for hits and for what cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// What was found: of a missing hit whether its rule is `false`, `open` or `failed`, of one too many its points.
    pub found: String,
    /// The same in one line.
    pub text: Texts,
}

/// What is another than stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "CaseDifferenceKind"))]
#[serde(rename_all = "camelCase")]
pub enum What {
    /// The score.
    Score,
    /// The level.
    Level,
    /// The level of the ceiling.
    LevelUpTo,
    /// Whether no answer can change the level.
    Settled,
    /// Whether a value could not be used, or a rule failed.
    Incomplete,
    /// Where a deadline stands.
    Deadline,
    /// A rule should fire and does not.
    MissingHit,
    /// A rule fires and should not.
    ExtraHit,
    /// The incident cannot be read.
    Incident,
}

/// All differences; none where the case passes.
pub(super) fn differences(expect: &Expect, found: &Assessment, ruleset: &Ruleset) -> Vec<Difference> {
    let mut all = Vec::new();
    let mut stated = |what, id: Option<&str>, expected: Option<String>, found: String| {
        let another = expected.filter(|expected| *expected != found);
        all.extend(another.map(|expected| other(what, id, expected, found)));
    };
    stated(What::Score, None, expect.score.map(|it| it.to_string()), found.score.to_string());
    stated(What::Level, None, expect.level.clone(), found.level.clone());
    stated(What::LevelUpTo, None, expect.level_up_to.clone(), found.ceiling.level.clone());
    stated(What::Settled, None, expect.settled.map(|it| it.to_string()), found.settled.to_string());
    stated(What::Incomplete, None, expect.incomplete.map(|it| it.to_string()), found.incomplete.to_string());
    for (id, state) in &expect.deadlines {
        let there = found.deadlines.iter().find(|deadline| deadline.id == *id);
        let there = there.map_or("absent", |deadline| deadline.state);
        stated(What::Deadline, Some(id), Some(state.clone()), there.to_owned());
    }
    hits(expect, found, ruleset, &mut all);
    all
}

/// The incident of a case cannot be read.
pub(super) fn unread(reject: &Reject) -> Difference {
    let text = both(|lang| match lang {
        Lang::Zh => format!("不能读取这份报告：{reject}"),
        Lang::En => format!("the incident cannot be read: {reject}"),
    });
    Difference { what: What::Incident, id: None, expected: None, found: reject.to_string(), text }
}

fn other(what: What, id: Option<&str>, expected: String, found: String) -> Difference {
    let name = id.unwrap_or_default();
    let text = both(|lang| {
        let named = match (what, lang) {
            (What::Score, Lang::Zh) => "分数".to_owned(),
            (What::Level, Lang::Zh) => "等级".to_owned(),
            (What::LevelUpTo, Lang::Zh) => "最高可能等级".to_owned(),
            (What::Settled, Lang::Zh) => "等级已定".to_owned(),
            (What::Incomplete, Lang::Zh) => "不完整".to_owned(),
            (_, Lang::Zh) => format!("期限 `{name}`"),
            (What::Score, Lang::En) => "score".to_owned(),
            (What::Level, Lang::En) => "level".to_owned(),
            (What::LevelUpTo, Lang::En) => "level up to".to_owned(),
            (What::Settled, Lang::En) => "settled".to_owned(),
            (What::Incomplete, Lang::En) => "incomplete".to_owned(),
            (_, Lang::En) => format!("deadline `{name}`"),
        };
        match lang {
            Lang::Zh => format!("{named}：应为 {}，实为 {}", in_chinese(&expected), in_chinese(&found)),
            Lang::En => format!("{named}: expected {expected}, found {found}"),
        }
    });
    Difference { what, id: id.map(str::to_owned), expected: Some(expected), found, text }
}

/// Truths as words.
fn in_chinese(value: &str) -> &str {
    match value {
        "true" => phrases::yes(Lang::Zh),
        "false" => phrases::no(Lang::Zh),
        _ => value,
    }
}

fn hits(expect: &Expect, found: &Assessment, ruleset: &Ruleset, all: &mut Vec<Difference>) {
    let there: BTreeSet<&str> = found.hits.iter().map(|hit| hit.id.as_str()).collect();
    let exact = expect.hits.iter().flatten();
    let wanted: BTreeSet<&str> = exact.clone().chain(&expect.hits_include).map(String::as_str).collect();
    // The file's order.
    let entries = ruleset.model().entries.iter().map(|entry| entry.id.as_str());
    let missed = entries.filter(|id| wanted.contains(id) && !there.contains(id));
    all.extend(missed.map(|id| missing(id, found)));
    let exact: BTreeSet<&str> = exact.map(String::as_str).collect();
    for hit in &found.hits {
        let unwanted = expect.not_hits.contains(&hit.id);
        if unwanted || (expect.hits.is_some() && !exact.contains(hit.id.as_str())) {
            all.push(extra(&hit.id, hit.points, hit.assumed));
        }
    }
}

/// A rule that did not fire, and what is known of it.
fn missing(id: &str, found: &Assessment) -> Difference {
    let failure = found.failed.iter().find(|failure| failure.id == id);
    let open = found.open.rules.iter().find(|rule| rule.id == id).map(|rule| rule.waits_for.join(", "));
    let state = match (failure, &open) {
        (Some(_), _) => "failed",
        (None, Some(_)) => "open",
        (None, None) => "false",
    };
    let text = both(|lang| {
        let why = match (lang, failure, &open) {
            (Lang::Zh, Some(failure), _) => format!("它无法计算，{} {}", failure.code, failure.message),
            (Lang::Zh, None, Some(fields)) => format!("它还未定，等待 {fields}"),
            (Lang::Zh, None, None) => "它的条件不成立".to_owned(),
            (Lang::En, Some(failure), _) => format!("it failed, {} {}", failure.code, failure.message),
            (Lang::En, None, Some(fields)) => format!("it is open and waits for {fields}"),
            (Lang::En, None, None) => "its condition is false".to_owned(),
        };
        match lang {
            Lang::Zh => format!("缺少命中 `{id}`：{why}"),
            Lang::En => format!("missing hit `{id}`: {why}"),
        }
    });
    Difference { what: What::MissingHit, id: Some(id.to_owned()), expected: None, found: state.into(), text }
}

fn extra(id: &str, points: i64, is_assumed: bool) -> Difference {
    let text = both(|lang| match (lang, is_assumed) {
        (Lang::Zh, false) => format!("多出命中 `{id}`（{points:+} 分）"),
        (Lang::Zh, true) => format!("多出命中 `{id}`（{points:+} 分，推定）"),
        (Lang::En, false) => format!("extra hit `{id}` ({points:+} points)"),
        (Lang::En, true) => format!("extra hit `{id}` ({points:+} points, assumed)"),
    });
    Difference {
        what: What::ExtraHit,
        id: Some(id.to_owned()),
        expected: None,
        found: format!("{points:+}"),
        text,
    }
}
