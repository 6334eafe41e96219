//! For the author of the rules: every number, every id.

use super::conditions::{place, read, why_not};
use super::official::{deadline, source};
use super::page::Page;
use crate::bounds::End;
use crate::explain::data::{GroupDetail, HeldBack, HitDetail, OpenRuleDetail};
use crate::explain::phrases::{self, Lang};
use serde_json::{Map, Value};

pub fn write(page: &mut Page<'_>) {
    let receipt = &page.explained.assessment.receipt;
    let ruleset = page.fill(phrases::a_ruleset, &[&receipt.ruleset, &receipt.version]);
    let key = page.fill(phrases::report, &[&page.key()]);
    let text = page.joined(&[ruleset, key]);
    page.line(&text);
    score(page);
    bounds(page);
    points(page);
    hits(page);
    not_hit(page);
    open(page);
    problems(page);
    time(page);
    receipt_lines(page);
}

fn heading(page: &mut Page<'_>, phrase: fn(Lang) -> &'static str) {
    let text = phrase(page.lang).to_owned();
    page.heading(&text);
}

fn score(page: &mut Page<'_>) {
    let assessment = &page.explained.assessment;
    let detail = &page.explained.details.score;
    let numbers = [assessment.score, detail.min, detail.max].map(|it| it.to_string());
    let [score, min, max] = &numbers;
    let now = page.fill(phrases::a_score, &[score, min, max, &assessment.level]);
    let ceiling = &assessment.ceiling;
    let ceiling = page.fill(phrases::a_ceiling, &[&ceiling.score.to_string(), &ceiling.level]);
    let settled = if assessment.settled { phrases::a_settled } else { phrases::a_not_settled };
    let text = page.joined(&[now, ceiling, settled(page.lang).to_owned()]);
    page.line(&text);
    if !assessment.in_force {
        let text = phrases::not_in_force(page.lang);
        page.line(text);
    }
    if assessment.incomplete {
        let text = phrases::incomplete(page.lang);
        page.line(text);
    }
}

/// How low and how high it may still be, and by which values.
fn bounds(page: &mut Page<'_>) {
    let Some(bounds) = &page.explained.assessment.bounds else { return };
    heading(page, phrases::h_bounds);
    let score = |end: &End<i64>| end_told(page, &end.value.to_string(), end.exact, end.witness.as_ref());
    let level = |end: &End<String>| end_told(page, &end.value, end.exact, end.witness.as_ref());
    let told = [
        (phrases::a_lowest_score as fn(Lang) -> &'static str, score(&bounds.score.low)),
        (phrases::a_highest_score, score(&bounds.score.high)),
        (phrases::a_lowest_level, level(&bounds.level.low)),
        (phrases::a_highest_level, level(&bounds.level.high)),
    ];
    for (phrase, end) in told {
        let text = page.fill(phrases::label, &[phrase(page.lang), &end]);
        page.bullet(&text);
    }
}

fn end_told(page: &Page<'_>, value: &str, exact: bool, witness: Option<&Map<String, Value>>) -> String {
    match witness.filter(|witness| !witness.is_empty()) {
        Some(witness) => {
            let values = Value::Object(witness.clone()).to_string();
            page.fill(phrases::a_reached, &[value, &values])
        }
        None if exact => page.fill(phrases::a_exact, &[value]),
        None => page.fill(phrases::a_not_exact, &[value]),
    }
}

fn points(page: &mut Page<'_>) {
    let explained = page.explained;
    let detail = &explained.details.score;
    heading(page, phrases::h_points);
    let text = page.fill(phrases::a_base, &[&detail.base.to_string()]);
    page.bullet(&text);
    for it in detail.groups.iter().filter(|it| it.points != 0 || it.ceiling != 0) {
        let text = group(page, it);
        page.bullet(&text);
    }
    let assessment = &explained.assessment;
    let [total, min, max, score] =
        [detail.total, detail.min, detail.max, assessment.score].map(|it| it.to_string());
    let text = page.fill(phrases::a_total, &[&total, &min, &max, &score]);
    page.bullet(&text);
    let [total, score] = [detail.ceiling_total, detail.ceiling_held].map(|it| it.to_string());
    let text = page.fill(phrases::a_ceiling_total, &[&total, &score]);
    page.bullet(&text);
    let mut bands = vec![page.fill(phrases::a_band, &[&detail.band])];
    if let Some(floor) = &detail.floor {
        bands.push(page.fill(phrases::a_floor, &[floor]));
    }
    bands.push(page.fill(phrases::a_ceiling_band, &[&detail.ceiling_band]));
    let text = page.joined(&bands);
    page.bullet(&text);
}

fn group(page: &Page<'_>, group: &GroupDetail) -> String {
    let take = if group.take == "best" { phrases::a_best } else { phrases::a_sum };
    let mut how = vec![take(page.lang).to_owned()];
    how.extend(group.min.map(|min| page.fill(phrases::a_least, &[&min.to_string()])));
    how.extend(group.max.map(|max| page.fill(phrases::a_most, &[&max.to_string()])));
    let [points, counted, ceiling] = [group.points, group.counted, group.ceiling].map(|it| it.to_string());
    let Some(id) = &group.id else { return page.fill(phrases::a_no_group, &[&points, &ceiling]) };
    let how = how.join(phrases::comma(page.lang));
    page.fill(phrases::a_group, &[id, &how, &points, &counted, &ceiling])
}

fn hits(page: &mut Page<'_>) {
    let details = &page.explained.details;
    heading(page, phrases::h_hits);
    if details.hits.is_empty() {
        let text = phrases::no_reason(page.lang);
        page.line(text);
    }
    for it in &details.hits {
        hit(page, it);
    }
    if !details.shadow.is_empty() {
        heading(page, phrases::h_shadow);
        for it in &details.shadow {
            hit(page, it);
        }
    }
}

fn hit<'e>(page: &mut Page<'e>, hit: &'e HitDetail) {
    let mut parts = vec![format!("{:+}", hit.points)];
    if hit.counted != hit.points {
        parts.push(page.fill(phrases::a_counts, &[&hit.counted.to_string()]));
    }
    match &hit.held_back {
        Some(HeldBack::Best { instead }) => parts.push(page.fill(phrases::a_best_is, &[instead])),
        Some(HeldBack::Cap { limit }) => parts.push(page.fill(phrases::a_capped, &[&limit.to_string()])),
        None => {}
    }
    parts.extend(hit.group.as_ref().map(|group| page.fill(phrases::a_in_group, &[group])));
    parts.extend(hit.floor.as_ref().map(|floor| page.fill(phrases::a_floor, &[floor])));
    parts.extend(hit.about.map(str::to_owned));
    let place = place(hit.bin, hit.cell);
    let id = if place.is_empty() { hit.id.clone() } else { format!("{}[{place}]", hit.id) };
    let text = page.fill(phrases::label, &[&id, &page.joined(&parts)]);
    page.bullet(&text);
    let text = page.text(&hit.reason);
    page.under(text);
    for assumption in &hit.assumptions {
        let taken =
            assumption.taken.as_ref().map_or_else(|| phrases::unknown(page.lang), |it| page.text(&it.text));
        let fields = assumption.fields.join(phrases::comma(page.lang));
        let text = page.fill(phrases::assumed_as, &[&assumption.expression, taken, &fields]);
        page.under(&text);
    }
    let facts: Vec<String> = hit.evidence.iter().flat_map(|reading| read(page, reading)).collect();
    if !facts.is_empty() {
        let text = page.joined(&facts);
        page.under(&text);
    }
    let basis: Vec<String> = hit.basis.iter().map(|basis| source(page, basis)).collect();
    if !basis.is_empty() {
        let text = page.joined(&basis);
        page.under(&text);
    }
}

fn not_hit(page: &mut Page<'_>) {
    let rules = &page.explained.details.why_not;
    if rules.is_empty() {
        return;
    }
    heading(page, phrases::h_why_not);
    for rule in rules {
        why_not(page, rule);
    }
}

fn open(page: &mut Page<'_>) {
    let details = &page.explained.details;
    if !details.open_rules.is_empty() {
        heading(page, phrases::h_open_rules);
        for rule in &details.open_rules {
            let text = open_rule(page, rule);
            page.bullet(&text);
        }
    }
    if !details.open.is_empty() {
        heading(page, phrases::h_open_fields);
        for open in &details.open {
            let state = match open.state {
                "null" => phrases::null(page.lang),
                "unusable" => phrases::unusable(page.lang),
                _ => phrases::absent(page.lang),
            };
            let text = page.fill(phrases::label, &[&open.field, state]);
            page.bullet(&text);
        }
    }
}

fn open_rule(page: &Page<'_>, rule: &OpenRuleDetail) -> String {
    let mut parts = vec![page.fill(phrases::a_points, &[&format!("{:+}", rule.points)])];
    parts.extend(rule.group.as_ref().map(|group| page.fill(phrases::a_in_group, &[group])));
    parts.extend(rule.floor.as_ref().map(|floor| page.fill(phrases::a_floor, &[floor])));
    if !rule.waits_for.is_empty() {
        parts.push(page.fill(phrases::waits_for, &[&rule.waits_for.join(phrases::comma(page.lang))]));
    }
    page.fill(phrases::label, &[&rule.id, &page.joined(&parts)])
}

fn problems(page: &mut Page<'_>) {
    let explained = page.explained;
    let details = &explained.details;
    let near_misses = page.near_misses();
    if !details.input_errors.is_empty() || !near_misses.is_empty() {
        heading(page, phrases::h_errors);
        for error in &details.input_errors {
            let text = format!(
                "{} {}",
                error.code,
                page.fill(phrases::label, &[&error.field, page.text(&error.text)])
            );
            page.bullet(&text);
        }
    }
    for text in near_misses {
        page.bullet(&text);
    }
    if !details.failed.is_empty() {
        heading(page, phrases::h_failed);
        for failed in &details.failed {
            let text = format!(
                "{} {}",
                failed.code,
                page.fill(phrases::label, &[&failed.id, page.text(&failed.text)])
            );
            page.bullet(&text);
        }
    }
}

fn time(page: &mut Page<'_>) {
    let details = &page.explained.details;
    if !details.deadlines.is_empty() {
        heading(page, phrases::h_deadlines);
        for it in &details.deadlines {
            let text = format!("{}: {}", it.id, deadline(page, it));
            page.bullet(&text);
        }
    }
    if let Some(limit) = &details.level.respond {
        page.gap();
        let text = page.fill(phrases::respond, &[&page.until_from(limit)]);
        page.line(&text);
    }
    if details.actions.is_empty() {
        return;
    }
    heading(page, phrases::h_actions);
    for action in &details.actions {
        let mut parts = vec![action.kind.to_owned()];
        parts.extend(action.limit.as_ref().map(|limit| page.until_from(limit)));
        let mut from: Vec<&str> = action.asked_by.iter().map(String::as_str).collect();
        if action.by_level {
            from.push(phrases::a_by_level(page.lang));
        }
        parts.push(page.fill(phrases::a_asked_by, &[&from.join(phrases::comma(page.lang))]));
        let text = page.fill(phrases::label, &[&action.id, &page.joined(&parts)]);
        page.bullet(&text);
    }
}

fn receipt_lines(page: &mut Page<'_>) {
    let explained = page.explained;
    let receipt = &explained.assessment.receipt;
    heading(page, phrases::h_receipt);
    let as_of = receipt.as_of.as_deref().unwrap_or_else(|| phrases::unknown(page.lang));
    let mut lines = vec![
        page.fill(phrases::a_ruleset, &[&receipt.ruleset, &receipt.version]),
        page.fill(phrases::a_digest, &[&receipt.digest]),
        page.fill(phrases::a_context, &[&receipt.context]),
        page.fill(phrases::a_as_of, &[as_of]),
    ];
    lines.extend(receipt.calendar.iter().map(|digest| page.fill(phrases::a_calendar, &[digest])));
    let params = receipt.params.iter();
    lines.extend(params.map(|(name, value)| page.fill(phrases::a_param, &[name, &value.to_string()])));
    lines.push(page.fill(phrases::a_engine, &[receipt.engine]));
    lines.push(page.fill(phrases::a_assessment, &[&explained.digest]));
    for line in lines {
        page.bullet(&line);
    }
}
