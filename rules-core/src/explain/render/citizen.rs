//! For the citizen concerned: plain words, no points, no ids.

use super::page::{Page, moment};
use crate::explain::data::{Assumption, HitDetail, Reading};
use crate::explain::phrases::{self, Lang, fill};

/// The most open facts named in one sentence, and in a list.
const NAMED: usize = 5;
const LISTED: usize = 12;

pub fn write(page: &mut Page<'_>) {
    let title = page.text(&page.explained.details.title);
    let about = page.fill(phrases::c_about, &[title]);
    page.line(&about);
    standing(page);
    reasons(page);
    facts(page);
    unknown(page);
    next(page);
    object(page);
    note(page);
}

fn heading(page: &mut Page<'_>, phrase: fn(Lang) -> &'static str) {
    let text = phrase(page.lang).to_owned();
    page.heading(&text);
}

/// The level, never alone where it may be another one.
fn standing(page: &mut Page<'_>) {
    let explained = page.explained;
    let assessment = &explained.assessment;
    heading(page, phrases::h_level);
    let level = page.text(&explained.details.level.title);
    let text = if assessment.settled {
        page.fill(phrases::c_settled, &[level])
    } else if page.may_rise() {
        let ceiling = page.text(&explained.details.ceiling.title);
        let open = page.not_known();
        match open.is_empty() {
            true => page.fill(phrases::c_open_bare, &[level, ceiling]),
            false => page.fill(phrases::c_open, &[level, ceiling, &page.names(&open, NAMED)]),
        }
    } else {
        page.fill(phrases::c_lower, &[level])
    };
    page.line(&text);
    if let Some(limit) = &explained.details.level.respond {
        let text = page.fill(phrases::c_respond, &[&page.until(limit)]);
        page.line(&text);
    }
    if !assessment.in_force {
        let text = phrases::c_not_in_force(page.lang);
        page.line(text);
    }
    if assessment.incomplete {
        let text = phrases::c_incomplete(page.lang);
        page.line(text);
    }
}

fn reasons(page: &mut Page<'_>) {
    let hits = &page.explained.details.hits;
    heading(page, phrases::h_reasons);
    let (mut raising, lowering): (Vec<&HitDetail>, Vec<&HitDetail>) =
        hits.iter().partition(|hit| hit.points >= 0 || hit.floor.is_some());
    // What weighs most comes first.
    raising.sort_by_key(|hit| {
        std::cmp::Reverse((hit.floor.as_deref().map(|floor| page.rank(floor)), hit.points))
    });
    if raising.is_empty() {
        let text = phrases::c_no_reason(page.lang);
        page.line(text);
    }
    for hit in raising {
        reason(page, hit);
    }
    if !lowering.is_empty() {
        let text = phrases::c_against(page.lang);
        page.line(text);
        for hit in lowering {
            reason(page, hit);
        }
    }
}

fn reason<'e>(page: &mut Page<'e>, hit: &'e HitDetail) {
    let mut text = page.text(&hit.reason).to_owned();
    for assumption in &hit.assumptions {
        text.push_str(&assumed(page, assumption));
    }
    page.bullet(&text);
}

fn assumed<'e>(page: &Page<'e>, assumption: &'e Assumption) -> String {
    let titles: Vec<String> = assumption.titles.iter().map(|title| page.text(title).to_owned()).collect();
    page.fill(phrases::c_assumed, &[&page.names(&titles, NAMED)])
}

fn facts(page: &mut Page<'_>) {
    let explained = page.explained;
    heading(page, phrases::h_facts);
    let readings = merged(explained.details.hits.iter().flat_map(|hit| &hit.evidence));
    let beside: Vec<&Reading> = readings.iter().collect();
    let mut told: Vec<String> = Vec::new();
    for reading in &readings {
        let Some(fact) = page.fact(reading, &beside) else { continue };
        let source = match fact.source {
            None if fact.counted => phrases::c_counted(page.lang),
            Some("told") => phrases::c_told(page.lang),
            Some("observed") => phrases::c_observed(page.lang),
            Some(_) => phrases::c_office_record(page.lang),
            None => phrases::c_no_source(page.lang),
        };
        let text = page.fill(phrases::with, &[&fact.text, source]);
        if !told.contains(&text) {
            told.push(text);
        }
    }
    if told.is_empty() {
        let text = phrases::c_no_facts(page.lang);
        page.line(text);
    }
    for text in told {
        page.bullet(&text);
    }
}

/// Each name once, with all that was looked for in its text.
fn merged<'e>(all: impl Iterator<Item = &'e Reading>) -> Vec<Reading> {
    let mut merged: Vec<Reading> = Vec::new();
    for reading in all {
        match merged.iter_mut().find(|known| known.name == reading.name && known.kind == reading.kind) {
            Some(known) => known.searches.extend(reading.searches.iter().cloned()),
            None => merged.push(reading.clone()),
        }
    }
    merged
}

fn unknown(page: &mut Page<'_>) {
    let explained = page.explained;
    heading(page, phrases::h_unknown);
    let titles = page.not_known();
    if titles.is_empty() {
        let text = phrases::c_nothing_unknown(page.lang);
        page.line(text);
    }
    for title in titles.iter().take(LISTED) {
        page.bullet(title);
    }
    if titles.len() > LISTED {
        let more = fill(phrases::more(page.lang), &[&(titles.len() - LISTED).to_string()]);
        page.bullet(&more);
    }
    let errors = page.input_errors();
    if !errors.is_empty() {
        let text = phrases::c_errors(page.lang);
        page.line(text);
        for error in errors {
            page.bullet(&error);
        }
    }
    let questions: Vec<String> = explained
        .details
        .weighty
        .iter()
        .filter_map(|name| explained.details.open.iter().find(|open| open.field == *name))
        .filter(|open| open.state != "null")
        .filter(|open| open.ask.is_some())
        .map(|open| page.question(open))
        .collect();
    if !questions.is_empty() {
        let text = phrases::c_you_can(page.lang);
        page.line(text);
        for question in questions.into_iter().take(NAMED) {
            page.bullet(&question);
        }
    }
}

fn next(page: &mut Page<'_>) {
    let explained = page.explained;
    heading(page, phrases::h_next);
    if explained.details.actions.is_empty() {
        let text = phrases::c_none_next(page.lang);
        page.line(text);
    }
    for action in &explained.details.actions {
        let mut text = page.action(action);
        if let Some(limit) = &action.limit {
            text = page.fill(phrases::with, &[&text, &page.until(limit)]);
        }
        page.bullet(&text);
    }
    let mut begun = explained.details.deadlines.iter().filter(|deadline| deadline.begun).peekable();
    if begun.peek().is_some() {
        heading(page, phrases::h_deadlines);
    }
    for deadline in begun {
        let text = super::official::deadline(page, deadline);
        page.bullet(&text);
    }
}

fn object(page: &mut Page<'_>) {
    heading(page, phrases::h_object);
    let text = match &page.explained.details.remedy {
        Some(remedy) => page.text(remedy),
        None => phrases::c_no_remedy(page.lang),
    };
    page.line(text);
}

fn note(page: &mut Page<'_>) {
    let receipt = &page.explained.assessment.receipt;
    heading(page, phrases::h_note);
    let text = phrases::c_not_probability(page.lang);
    page.line(text);
    let text = phrases::c_person_decides(page.lang);
    page.line(text);
    let as_of = receipt.as_of.as_deref().map_or_else(|| phrases::unknown(page.lang).to_owned(), moment);
    let title = page.text(&page.explained.details.title);
    let text = page.fill(phrases::c_rules, &[title, &receipt.version, &as_of]);
    page.line(&text);
}
