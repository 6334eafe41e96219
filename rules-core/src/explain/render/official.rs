//! For the official who acts: what to do first, why, what to ask, what is due, what it rests on.

use super::page::Page;
use crate::explain::data::{Assumption, BasisDetail, DeadlineDetail, HitDetail, OpenDetail, Reading};
use crate::explain::phrases::{self, Lang};
use crate::parse::document::Whose;

/// The most questions, and the most names in one sentence.
const QUESTIONS: usize = 6;
/// The most facts that are named without a question.
const REST: usize = 40;
/// The most answers of one question whose effect is told.
const EFFECTS: usize = 3;
const NAMED: usize = 5;

pub fn write(page: &mut Page<'_>) {
    let title = page.text(&page.explained.details.title);
    let key = page.fill(phrases::report, &[&page.key()]);
    let text = page.fill(phrases::label, &[title, &key]);
    page.line(&text);
    level(page);
    first(page);
    let mut basis = References::default();
    why(page, &mut basis);
    ask(page);
    errors(page);
    deadlines(page, &mut basis);
    rests_on(page, &basis);
    page.gap();
    let text = phrases::decides(page.lang);
    page.line(text);
}

fn heading(page: &mut Page<'_>, phrase: fn(Lang) -> &'static str) {
    let text = phrase(page.lang).to_owned();
    page.heading(&text);
}

fn level(page: &mut Page<'_>) {
    let explained = page.explained;
    let assessment = &explained.assessment;
    let now = page.text(&explained.details.level.title);
    let standing = if assessment.settled {
        page.fill(phrases::with, &[now, phrases::settled(page.lang)])
    } else if page.may_rise() {
        page.fill(phrases::so_far, &[now, page.text(&explained.details.ceiling.title)])
    } else {
        page.fill(phrases::may_lower, &[now])
    };
    let text = page.fill(phrases::label, &[phrases::level(page.lang), &standing]);
    page.line(&text);
    let open = page.not_known();
    if !assessment.settled && !open.is_empty() {
        let text = page.fill(phrases::not_known, &[&page.names(&open, NAMED)]);
        page.line(&sentence(page.lang, &text));
    }
    match &explained.details.level.respond {
        Some(limit) => {
            let text = page.fill(phrases::respond, &[&page.until_from(limit)]);
            page.line(&text);
        }
        None => {
            let text = phrases::no_limit(page.lang);
            page.line(text);
        }
    }
    let notes = [
        (page.clock_is_unknown(), phrases::clock_unknown(page.lang)),
        (!assessment.in_force, phrases::not_in_force(page.lang)),
        (assessment.incomplete, phrases::incomplete(page.lang)),
    ];
    for (applies, text) in notes {
        if applies {
            page.line(text);
        }
    }
}

/// A capital letter at the start, where the script has them.
fn sentence(lang: Lang, text: &str) -> String {
    let mut chars = text.chars();
    match (lang, chars.next()) {
        (Lang::En, Some(first)) => first.to_uppercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}

fn first(page: &mut Page<'_>) {
    let explained = page.explained;
    heading(page, phrases::h_first);
    if explained.details.actions.is_empty() {
        let text = phrases::nothing_first(page.lang);
        page.line(text);
    }
    for (number, action) in explained.details.actions.iter().enumerate() {
        let mut text = page.action(action);
        if let Some(limit) = &action.limit {
            text = page.fill(phrases::with, &[&text, &page.until(limit)]);
        }
        page.line(&format!("{}. {text}", number + 1));
    }
}

fn why<'e>(page: &mut Page<'e>, basis: &mut References<'e>) {
    let hits = &page.explained.details.hits;
    heading(page, phrases::h_why);
    let (mut raising, lowering): (Vec<&HitDetail>, Vec<&HitDetail>) =
        hits.iter().partition(|hit| hit.points >= 0 || hit.floor.is_some());
    raising.sort_by_key(|hit| {
        std::cmp::Reverse((hit.floor.as_deref().map(|floor| page.rank(floor)), hit.points))
    });
    if raising.is_empty() {
        let text = phrases::no_reason(page.lang);
        page.line(text);
    }
    let mut seen = Vec::new();
    for hit in raising {
        reason(page, hit, basis, &mut seen);
    }
    if !lowering.is_empty() {
        heading(page, phrases::h_against);
        for hit in lowering {
            reason(page, hit, basis, &mut seen);
        }
    }
}

/// A reason, what is new among its facts, and what was assumed.
fn reason<'e>(page: &mut Page<'e>, hit: &'e HitDetail, basis: &mut References<'e>, seen: &mut Vec<String>) {
    let mut text = page.text(&hit.reason).to_owned();
    if hit.about == Some("handling") {
        text = page.fill(phrases::with, &[&text, phrases::on_handling(page.lang)]);
    }
    let references = basis.of(&hit.basis);
    page.bullet(&format!("{text}{references}"));
    for assumption in &hit.assumptions {
        let text = assumed(page, assumption);
        page.under(&text);
    }
    let facts = new_facts(page, &hit.evidence, seen);
    if !facts.is_empty() {
        let text = page.fill(phrases::facts, &[&page.joined(&facts)]);
        page.under(&text);
    }
}

fn assumed<'e>(page: &Page<'e>, assumption: &'e Assumption) -> String {
    let titles: Vec<String> = assumption.titles.iter().map(|title| page.text(title).to_owned()).collect();
    let titles = page.names(&titles, NAMED);
    let is_field = |field: &String| {
        field
            .strip_suffix(assumption.expression.as_str())
            .is_some_and(|list| list.is_empty() || list.ends_with('.'))
    };
    // What is computed from a field has no name that people know.
    let direct = assumption.fields.len() == 1 && assumption.fields.iter().all(is_field);
    match &assumption.taken {
        Some(taken) if direct => page.fill(phrases::assumed, &[&titles, page.text(&taken.text)]),
        _ => page.fill(phrases::assumed_unknown, &[&titles]),
    }
}

/// Facts not told before, each with who gave it.
fn new_facts<'e>(page: &Page<'e>, evidence: &'e [Reading], seen: &mut Vec<String>) -> Vec<String> {
    let beside: Vec<&Reading> = evidence.iter().collect();
    let mut facts = Vec::new();
    for reading in evidence {
        let Some(fact) = page.fact(reading, &beside) else { continue };
        let text = match page.source(fact.source) {
            Some(source) => page.fill(phrases::with, &[&fact.text, source]),
            None => fact.text,
        };
        if !seen.contains(&text) {
            seen.push(text.clone());
            facts.push(text);
        }
    }
    facts
}

fn ask(page: &mut Page<'_>) {
    let details = &page.explained.details;
    heading(page, phrases::h_ask);
    let open = details.weighty.iter();
    let open: Vec<&OpenDetail> =
        open.filter_map(|name| details.open.iter().find(|open| open.field == *name)).collect();
    let (asked, to_ask): (Vec<&OpenDetail>, Vec<&OpenDetail>) =
        open.into_iter().partition(|open| open.state == "null");
    // What changes no level while the rest stays unknown is no question.
    let is_next = |open: &&OpenDetail| details.next.iter().any(|next| next.field == open.field);
    let (to_ask, rest): (Vec<&OpenDetail>, Vec<&OpenDetail>) =
        to_ask.into_iter().partition(|open| page.explained.assessment.settled || is_next(open));
    if to_ask.is_empty() {
        let text = phrases::nothing_open(page.lang);
        page.line(text);
    }
    if !to_ask.is_empty() && page.explained.assessment.settled {
        let text = phrases::ask_settled(page.lang);
        page.line(text);
    }
    for open in to_ask.iter().take(QUESTIONS) {
        let text = question(page, open);
        page.bullet(&text);
    }
    let rest: Vec<String> =
        to_ask.iter().skip(QUESTIONS).chain(&rest).map(|open| page.text(&open.title).to_owned()).collect();
    if !rest.is_empty() {
        let text = page.fill(phrases::not_known, &[&page.names(&rest, REST)]);
        page.bullet(&sentence(page.lang, &text));
    }
    if !asked.is_empty() {
        let asked: Vec<String> = asked.iter().map(|open| page.text(&open.title).to_owned()).collect();
        let text = page.fill(phrases::asked_already, &[&asked.join(phrases::comma(page.lang))]);
        page.line(&text);
    }
}

/// What the answers to a question lead to that raise the level: "wider than 1 mm: at least high".
fn effects<'e>(page: &Page<'e>, field: &str) -> Vec<String> {
    let mut next = page.explained.details.next.iter().filter(|next| next.field == field);
    let answers = next.next().map(|next| next.answers.as_slice()).unwrap_or_default();
    let raising = answers.iter().filter(|answer| answer.rises && !page.text(&answer.text).is_empty());
    let told =
        raising.filter_map(|answer| Some((page.text(&answer.text), page.text(answer.leads_to.as_ref()?))));
    told.take(EFFECTS).map(|(answer, then)| page.fill(phrases::label, &[answer, then])).collect()
}

fn question<'e>(page: &Page<'e>, open: &'e OpenDetail) -> String {
    let text = page.question(open);
    let mut notes = Vec::new();
    notes.extend(effects(page, &open.field));
    let level = &page.explained.assessment.level;
    if let Some(floor) = open.floor.as_deref().filter(|floor| page.rank(floor) > page.rank(level))
        && notes.is_empty()
    {
        notes.push(page.fill(phrases::may_reach, &[page.level(floor)]));
    }
    notes.push(
        match open.cost {
            "seen" => phrases::cost_seen(page.lang),
            "measured" => phrases::cost_measured(page.lang),
            "office" => phrases::cost_office(page.lang),
            _ => phrases::cost_asked(page.lang),
        }
        .to_owned(),
    );
    page.fill(phrases::with, &[&text, &page.joined(&notes)])
}

fn errors(page: &mut Page<'_>) {
    let errors = [page.input_errors(), page.near_misses()].concat();
    if errors.is_empty() {
        return;
    }
    heading(page, phrases::h_errors);
    for error in errors {
        page.bullet(&error);
    }
}

fn deadlines<'e>(page: &mut Page<'e>, basis: &mut References<'e>) {
    let explained = page.explained;
    if explained.details.deadlines.is_empty() {
        return;
    }
    heading(page, phrases::h_deadlines);
    for it in &explained.details.deadlines {
        let text = format!("{}{}", deadline(page, it), basis.of(&it.basis));
        page.bullet(&text);
    }
}

/// Where a deadline stands, in a sentence.
pub fn deadline<'e>(page: &Page<'e>, deadline: &'e DeadlineDetail) -> String {
    let state = match deadline.applies {
        true => crate::explain::values::state(deadline.state, deadline.whose, page.lang),
        false => phrases::not_applicable(page.lang),
    };
    let mut parts = vec![state.to_owned()];
    if let Some(due) = &deadline.due {
        parts.push(page.fill(phrases::due, &[due]));
    }
    if let Some(days) = deadline.days_left.filter(|_| counts_days(deadline)) {
        let count = days.unsigned_abs().to_string();
        parts.push(match days {
            0 => phrases::due_today(page.lang).to_owned(),
            1 => phrases::day_left(page.lang).to_owned(),
            -1 => phrases::day_over(page.lang).to_owned(),
            ..0 => page.fill(phrases::days_over, &[&count]),
            _ => page.fill(phrases::days_left, &[&count]),
        });
    }
    if !deadline.waits_for.is_empty() {
        let titles: Vec<String> =
            deadline.waits_for.iter().map(|title| page.text(title).to_owned()).collect();
        parts.push(page.fill(phrases::waits_for, &[&titles.join(phrases::comma(page.lang))]));
    }
    let comma = if page.lang == Lang::Zh { "，" } else { ", " };
    page.fill(phrases::label, &[page.text(&deadline.title), &parts.join(comma)])
}

/// Whether days are told: those since a right ended are no delay of anybody's.
fn counts_days(deadline: &DeadlineDetail) -> bool {
    match deadline.state {
        "met" | "not_started" => false,
        "late" => deadline.whose == Whose::Office,
        _ => true,
    }
}

/// Sources referred to, by number.
#[derive(Default)]
struct References<'e> {
    all: Vec<&'e BasisDetail>,
}

impl<'e> References<'e> {
    /// The numbers of sources, as ` [1][3]`.
    fn of(&mut self, basis: &'e [BasisDetail]) -> String {
        let mut text = String::new();
        for it in basis {
            let known = self.all.iter().position(|known| *known == it);
            let number = known.unwrap_or_else(|| {
                self.all.push(it);
                self.all.len() - 1
            });
            text.push_str(&format!("[{}]", number + 1));
        }
        if text.is_empty() { text } else { format!(" {text}") }
    }
}

fn rests_on<'e>(page: &mut Page<'e>, basis: &References<'e>) {
    if basis.all.is_empty() {
        return;
    }
    heading(page, phrases::h_basis);
    for (number, it) in basis.all.iter().enumerate() {
        let text = source(page, it);
        page.line(&format!("[{}] {text}", number + 1));
    }
}

/// A source and its clause; said where only another page was read.
pub fn source<'e>(page: &Page<'e>, basis: &'e BasisDetail) -> String {
    let mut text = page.text(&basis.title).to_owned();
    if let Some(clause) = &basis.clause {
        let is_number = clause.chars().all(|c| c.is_ascii_digit());
        let clause = if is_number { page.fill(phrases::clause, &[clause]) } else { clause.clone() };
        text = match page.lang {
            Lang::Zh => format!("{text}{clause}"),
            Lang::En => format!("{text}, {clause}"),
        };
    }
    match basis.status {
        "secondary" if !text.contains(phrases::secondary(page.lang)) => {
            page.fill(phrases::with, &[&text, phrases::secondary(page.lang)])
        }
        "unconfirmed" => page.fill(phrases::with, &[&text, phrases::unconfirmed(page.lang)]),
        _ => text,
    }
}
