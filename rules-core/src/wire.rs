//! An assessment as a line of JSON, written from the decisions without a tree.
//!
//! The bytes are those of [`Assessment`] serialised by serde: a test holds the two together.

use crate::assessment::{Assessment, Reject, bin_and_cell, deadline_word, decided, each_open_field, waiting};
use crate::compiled::Ruleset;
use crate::context::Context;
use crate::diagnostic::Code;
use crate::json::{JsonError, Kind, Scanner, push_string};
use crate::number::push_integer;
use crate::session::{Session, hit};
use crate::time::{Instant, date_text, instant_text_at};
use std::collections::BTreeMap;

/// The receipt as JSON.
pub fn receipt(ruleset: &Ruleset, context: &Context, digest: &str, as_of: Option<Instant>) -> String {
    let mut out = Vec::new();
    member(&mut out, "{\"ruleset\":", ruleset.id());
    member(&mut out, ",\"version\":", ruleset.version());
    member(&mut out, ",\"digest\":", ruleset.digest());
    member(&mut out, ",\"context\":", digest);
    match as_of {
        Some(as_of) => member(&mut out, ",\"asOf\":", &instant_text_at(as_of, ruleset.offset())),
        None => raw(&mut out, ",\"asOf\":null"),
    }
    match &context.calendar {
        Some(calendar) => member(&mut out, ",\"calendar\":", calendar.digest()),
        None => raw(&mut out, ",\"calendar\":null"),
    }
    raw(&mut out, ",\"params\":");
    context.push_params(ruleset.model(), &mut out);
    member(&mut out, ",\"engine\":", crate::ENGINE_VERSION);
    raw(&mut out, "}");
    String::from_utf8(out).unwrap_or_default()
}

/// A line that is no incident.
pub fn reject(key: &str, reject: &Reject, out: &mut Vec<u8>) {
    raw(out, "{\"key\":");
    raw(out, key);
    member(out, ",\"error\":{\"code\":", reject.code);
    member(out, ",\"expected\":", &reject.expected);
    member(out, ",\"found\":", &reject.found);
    if let Some(offset) = reject.offset {
        raw(out, ",\"offset\":");
        push_integer(out, i64::try_from(offset).unwrap_or(i64::MAX));
    }
    if let Some(field) = &reject.field {
        member(out, ",\"field\":", field);
    }
    raw(out, "}}");
}

fn raw(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(text.as_bytes());
}

fn member(out: &mut Vec<u8>, key: &str, value: &str) {
    raw(out, key);
    push_string(out, value);
}

/// Writes what `each` writes, separated by commas.
struct List<'o> {
    out: &'o mut Vec<u8>,
    first: bool,
}

impl<'o> List<'o> {
    fn new(out: &'o mut Vec<u8>) -> Self {
        Self { out, first: true }
    }

    fn next(&mut self) -> &mut Vec<u8> {
        if !self.first {
            self.out.push(b',');
        }
        self.first = false;
        self.out
    }
}

/// The assessment of the incident at hand.
pub fn assessment(session: &Session<'_>, number: u64, out: &mut Vec<u8>) {
    raw(out, "{\"key\":");
    match &session.scratch.values.key {
        Some(key) => raw(out, key),
        None => push_integer(out, i64::try_from(number).unwrap_or(i64::MAX)),
    }
    score(session, out);
    raw(out, ",\"hits\":[");
    hits(session, false, out);
    raw(out, "],\"open\":{\"rules\":[");
    open_rules(session, out);
    raw(out, "],\"fields\":[");
    let mut list = List::new(out);
    each_open_field(session, &mut |field, state| {
        let out = list.next();
        member(out, "{\"field\":", field);
        member(out, ",\"state\":", state);
        raw(out, "}");
    });
    raw(out, "]},\"deadlines\":[");
    deadlines(session, out);
    raw(out, "],\"inputErrors\":[");
    input_errors(session, out);
    let failed = decided(session).any(|(entry, decision)| !entry.shadow && decision.failed.is_some());
    let incomplete = failed || !session.scratch.values.errors.is_empty();
    raw(
        out,
        if incomplete { "],\"incomplete\":true,\"receipt\":" } else { "],\"incomplete\":false,\"receipt\":" },
    );
    raw(out, session.receipt());
    extras(session, failed, out);
    raw(out, "}");
}

fn score(session: &Session<'_>, out: &mut Vec<u8>) {
    let model = session.ruleset.model();
    let level = |index: usize| model.levels.get(index).map(|level| level.id.as_str()).unwrap_or_default();
    let score = session.score;
    raw(out, ",\"score\":");
    push_integer(out, score.score);
    member(out, ",\"level\":", level(score.level));
    raw(out, ",\"ceiling\":{\"score\":");
    push_integer(out, score.ceiling_score);
    member(out, ",\"level\":", level(score.ceiling_level));
    raw(out, if score.settled { "},\"settled\":true" } else { "},\"settled\":false" });
}

fn hits(session: &Session<'_>, shadow: bool, out: &mut Vec<u8>) {
    let model = session.ruleset.model();
    let mut list = List::new(out);
    for (entry, decision) in decided(session).filter(|(entry, _)| entry.shadow == shadow) {
        let (Some(outcome), Some(declared)) = (hit(entry, decision), model.entries.get(entry.model)) else {
            continue;
        };
        let out = list.next();
        member(out, "{\"id\":", &declared.id);
        let (bin, cell) = bin_and_cell(entry, outcome);
        if let Some(bin) = bin {
            raw(out, ",\"bin\":");
            push_integer(out, i64::from(bin));
        }
        if let Some((row, column)) = cell {
            raw(out, ",\"cell\":[");
            push_integer(out, i64::from(row));
            raw(out, ",");
            push_integer(out, i64::from(column));
            raw(out, "]");
        }
        raw(out, ",\"points\":");
        push_integer(out, decision.points);
        raw(out, if decision.assumed { ",\"assumed\":true}" } else { ",\"assumed\":false}" });
    }
}

fn open_rules(session: &Session<'_>, out: &mut Vec<u8>) {
    let model = session.ruleset.model();
    let mut list = List::new(out);
    for (entry, decision) in decided(session) {
        let Some(declared) = model.entries.get(entry.model).filter(|_| decision.open && !entry.shadow) else {
            continue;
        };
        let out = list.next();
        member(out, "{\"id\":", &declared.id);
        raw(out, ",\"waitsFor\":[");
        let mut names = List::new(out);
        waiting(session, entry, &mut |name| push_string(names.next(), name));
        raw(out, "]}");
    }
}

fn deadlines(session: &Session<'_>, out: &mut Vec<u8>) {
    let mut list = List::new(out);
    for (deadline, outcome) in session.ruleset.model().deadlines.iter().zip(&session.scratch.deadlines) {
        let out = list.next();
        member(out, "{\"id\":", &deadline.id);
        member(out, ",\"state\":", deadline_word(outcome.state));
        match outcome.due {
            Some(due) => member(out, ",\"due\":", &date_text(due)),
            None => raw(out, ",\"due\":null"),
        }
        raw(out, ",\"daysLeft\":");
        match outcome.days_left {
            Some(days) => push_integer(out, days),
            None => raw(out, "null"),
        }
        raw(out, "}");
    }
}

fn input_errors(session: &Session<'_>, out: &mut Vec<u8>) {
    let mut list = List::new(out);
    for error in &session.scratch.values.errors {
        let out = list.next();
        member(out, "{\"field\":", &error.field);
        member(out, ",\"code\":", error.code.as_str());
        member(out, ",\"expected\":", &error.expected);
        member(out, ",\"found\":", &error.found);
        raw(out, "}");
    }
}

/// Members that are there only where they say something.
fn extras(session: &Session<'_>, failed: bool, out: &mut Vec<u8>) {
    let model = session.ruleset.model();
    if failed {
        raw(out, ",\"failed\":[");
        let mut list = List::new(out);
        for (entry, decision) in decided(session).filter(|(entry, _)| !entry.shadow) {
            let (Some(code), Some(declared)) = (decision.failed, model.entries.get(entry.model)) else {
                continue;
            };
            let out = list.next();
            member(out, "{\"id\":", &declared.id);
            member(out, ",\"code\":", code.as_str());
            member(out, ",\"message\":", code.title());
            raw(out, "}");
        }
        raw(out, "]");
    }
    if decided(session).any(|(entry, decision)| entry.shadow && hit(entry, decision).is_some()) {
        raw(out, ",\"shadow\":[");
        hits(session, true, out);
        raw(out, "]");
    }
    if !session.scratch.values.near_misses.is_empty() {
        raw(out, ",\"warnings\":[");
        let mut list = List::new(out);
        for (name, meant) in &session.scratch.values.near_misses {
            let out = list.next();
            member(out, "{\"code\":", Code::I409.as_str());
            member(out, ",\"name\":", name);
            member(out, ",\"meant\":", meant);
            raw(out, "}");
        }
        raw(out, "]");
    }
    if !session.in_force {
        raw(out, ",\"inForce\":false");
    }
    #[cfg(feature = "guide")]
    if let Some(outlook) = &session.outlook {
        data(out, ",\"bounds\":", &outlook.bounds);
        if let Some(next) = &outlook.next {
            data(out, ",\"next\":", next);
        }
    }
}

/// A member whose value is data of its own.
fn data(out: &mut Vec<u8>, key: &str, value: &impl serde::Serialize) {
    raw(out, key);
    out.extend(serde_json::to_vec(value).unwrap_or_default());
}

/// Members that an assessment's digest is not made of.
const NOT_DIGESTED: &[&str] = &["key", "failed", "shadow", "warnings", "inForce", "bounds", "next"];

/// The members that an assessment's digest is made of, in the order of their names.
pub fn digested(assessment: &Assessment, out: &mut Vec<u8>) {
    let (ceiling, settled) = assessment.plain.clone();
    let plain = Assessment { ceiling, settled, ..assessment.clone() };
    let text = serde_json::to_string(&plain).unwrap_or_default();
    let read = sorted(&mut Scanner::new(&text), NOT_DIGESTED, out);
    debug_assert!(read.is_ok(), "what serde writes is JSON");
}

/// The next value, the members of every object sorted by name, without some of its own; all else as it stands.
fn sorted(scanner: &mut Scanner<'_>, left_out: &[&str], out: &mut Vec<u8>) -> Result<(), JsonError> {
    match scanner.peek_kind()? {
        Kind::Object => sorted_object(scanner, left_out, out),
        Kind::Array => {
            scanner.begin_array()?;
            raw(out, "[");
            let mut list = List::new(out);
            while scanner.next_element()? {
                sorted(scanner, &[], list.next())?;
            }
            raw(out, "]");
            Ok(())
        }
        _ => {
            raw(out, scanner.skip_value()?);
            Ok(())
        }
    }
}

fn sorted_object(scanner: &mut Scanner<'_>, left_out: &[&str], out: &mut Vec<u8>) -> Result<(), JsonError> {
    let (mut members, mut scratch) = (BTreeMap::new(), String::new());
    scanner.begin_object()?;
    while let Some(key) = scanner.next_key(&mut scratch)? {
        let (name, mut value) = (key.name.to_owned(), Vec::new());
        // An assessment is the same whatever engine made it.
        let own: &[&str] = if name == "receipt" { &["engine"] } else { &[] };
        sorted(scanner, own, &mut value)?;
        if !left_out.contains(&name.as_str()) {
            members.insert(name, value);
        }
    }
    raw(out, "{");
    let mut list = List::new(out);
    for (name, value) in members {
        let out = list.next();
        push_string(out, &name);
        out.push(b':');
        out.extend(value);
    }
    raw(out, "}");
    Ok(())
}
