//! The answer as data, wire version 1: what `assess` gives, and what a line of a batch is.

use crate::bounds::{Bounds, Question};
use crate::diagnostic::Code;
use crate::eval::Score;
use crate::eval::deadlines::state_index;
use crate::eval::decide::Decision;
use crate::eval::slots::State;
use crate::lower::program::{Entry, Test};
use crate::number::kept_double;
use crate::ruleset::DEADLINE_STATES;
use crate::session::{Session, hit};
use crate::time::date_text;
use serde::Serialize;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;

/// The version of the wire format.
pub const WIRE_VERSION: u32 = 1;

/// An incident's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Key {
    /// The number of its line, element or record, from 1.
    Number(u64),
    /// The JSON of its own key: a string or a number.
    Own(serde_json::Value),
}

/// An assessment. The members up to `receipt` are always there, in this order.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Assessment {
    /// The incident's own key, or its number.
    pub key: Key,
    /// The present score.
    pub score: i64,
    /// The present level.
    pub level: String,
    /// How high it may still be.
    pub ceiling: Ceiling,
    /// Whether no answer can change the level.
    pub settled: bool,
    /// What fired, in the file's order.
    pub hits: Vec<Hit>,
    /// What is not known.
    pub open: Open,
    /// All deadlines.
    pub deadlines: Vec<DeadlineStatus>,
    /// Values that could not be used.
    pub input_errors: Vec<InputFault>,
    /// Whether a value could not be used, or a rule failed.
    pub incomplete: bool,
    /// What the assessment was made with.
    pub receipt: Receipt,
    /// Rules that failed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub failed: Vec<Failure>,
    /// Shadow rules that would have fired.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shadow: Vec<Hit>,
    /// Names that are close to a declared one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<NearMiss>,
    /// `false` where the ruleset is not in force on the day.
    #[serde(skip_serializing_if = "is_true")]
    pub in_force: bool,
    /// How low and how high it may still be, where it was asked for; `ceiling` and `settled` are sharpened by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bounds: Option<Bounds>,
    /// The facts worth asking for, best first, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Vec<Question>>,
    /// `ceiling` and `settled` without bounds: what the digest is made of, so that it does not depend on what
    /// was asked for beside.
    #[serde(skip)]
    pub(crate) plain: (Ceiling, bool),
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_true(value: &bool) -> bool {
    *value
}

/// A sound upper score and level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ceiling {
    /// A score that no completion exceeds.
    pub score: i64,
    /// A level that no completion exceeds.
    pub level: String,
}

/// A rule, bin, cell or deadline that fired.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Hit {
    /// Its id.
    pub id: String,
    /// The bin of a characteristic, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bin: Option<u32>,
    /// Row and column of a table's cell, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<(u32, u32)>,
    /// Points before grouping.
    pub points: i64,
    /// Whether it rests on a default.
    pub assumed: bool,
}

/// What is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Open {
    /// Rules that are unknown.
    pub rules: Vec<OpenRule>,
    /// Fields that are absent, null or unusable.
    pub fields: Vec<OpenField>,
}

/// A rule that is unknown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OpenRule {
    /// Its id.
    pub id: String,
    /// The open fields that it reads.
    pub waits_for: Vec<String>,
}

/// A field without a usable value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OpenField {
    /// Its name, or as `transfers[0].amount`.
    pub field: String,
    /// `absent`, `null` or `unusable`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::wire_types::OpenState"))]
    pub state: &'static str,
}

/// Where a deadline stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DeadlineStatus {
    /// Its id.
    pub id: String,
    /// `not_started`, `met`, `running`, `soon`, `late` or `unknown`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::wire_types::DeadlineState"))]
    pub state: &'static str,
    /// The last day.
    pub due: Option<String>,
    /// Days to it; negative when it is past.
    pub days_left: Option<i64>,
}

/// A value that could not be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InputFault {
    /// The field.
    pub field: String,
    /// The stable code.
    #[cfg_attr(feature = "schema", schemars(with = "crate::diagnostic::Code"))]
    pub code: &'static str,
    /// What was expected.
    pub expected: String,
    /// What was found.
    pub found: String,
}

/// What the assessment was made with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// The ruleset's id.
    pub ruleset: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its source.
    pub digest: String,
    /// SHA-256 of the context.
    pub context: String,
    /// The instant of the assessment.
    pub as_of: Option<String>,
    /// SHA-256 of the calendar.
    pub calendar: Option<String>,
    /// The effective parameters.
    #[cfg_attr(feature = "schema", schemars(with = "BTreeMap<String, f64>"))]
    pub params: BTreeMap<String, serde_json::Value>,
    /// The engine's version.
    pub engine: &'static str,
}

/// A rule that failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Failure {
    /// Its id.
    pub id: String,
    /// The stable code.
    #[cfg_attr(feature = "schema", schemars(with = "crate::diagnostic::Code"))]
    pub code: &'static str,
    /// What went wrong.
    pub message: &'static str,
}

/// A name that is close to a declared one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NearMiss {
    /// The stable code.
    #[cfg_attr(feature = "schema", schemars(with = "crate::diagnostic::Code"))]
    pub code: &'static str,
    /// The name in the incident.
    pub name: String,
    /// The declared name.
    pub meant: String,
}

/// Why a line is no incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reject {
    /// The stable code.
    #[cfg_attr(feature = "schema", schemars(with = "crate::diagnostic::Code"))]
    pub code: &'static str,
    /// What was expected.
    pub expected: String,
    /// What was found.
    pub found: String,
    /// The byte of the line where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<usize>,
    /// The field, where strictness refuses an unusable value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

/// The line of a batch in the place of an incident that was rejected.
#[cfg(feature = "schema")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct RejectedLine {
    /// The incident's own key, or its number.
    pub key: Key,
    /// Why it is no incident.
    pub error: Reject,
}

impl Reject {
    pub(crate) fn new(code: Code, expected: String, found: String, offset: Option<usize>) -> Self {
        Self { code: code.as_str(), expected, found, offset, field: None }
    }
}

impl fmt::Display for Reject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.code)?;
        if let Some(field) = &self.field {
            write!(f, "`{field}`: ")?;
        }
        write!(f, "expected {}, found {}", self.expected, self.found)?;
        match self.offset {
            Some(offset) => write!(f, " at byte {offset}"),
            None => Ok(()),
        }
    }
}

impl Error for Reject {}

impl State {
    /// The word of a state that leaves a field open.
    #[must_use]
    pub fn open_word(self) -> Option<&'static str> {
        match self {
            Self::Absent => Some("absent"),
            Self::Null => Some("null"),
            Self::Unusable => Some("unusable"),
            Self::Void | Self::Given => None,
        }
    }
}

impl Assessment {
    pub(crate) fn of(session: &Session<'_>, number: u64) -> Self {
        let model = session.ruleset.model();
        let level = |index: usize| model.levels.get(index).map(|level| level.id.clone()).unwrap_or_default();
        let values = &session.scratch.values;
        let failed = failures(session);
        let score = session.score;
        let ceiling =
            |score: &Score| Ceiling { score: score.ceiling_score, level: level(score.ceiling_level) };
        Self {
            key: key(session, number),
            score: score.score,
            level: level(score.level),
            ceiling: ceiling(&score),
            settled: score.settled,
            hits: hits(session, false),
            open: Open { rules: open_rules(session), fields: open_fields(session) },
            deadlines: deadlines(session),
            input_errors: values.errors.iter().map(input_fault).collect(),
            incomplete: !values.errors.is_empty() || !failed.is_empty(),
            receipt: receipt(session),
            failed,
            shadow: hits(session, true),
            warnings: near_misses(session),
            in_force: session.in_force,
            bounds: session.outlook.as_ref().map(|outlook| outlook.bounds.clone()),
            next: session.outlook.as_ref().and_then(|outlook| outlook.next.clone()),
            plain: (ceiling(&session.plain), session.plain.settled),
        }
    }

    /// SHA-256, in hex, of the members that are always there, less `key` and the engine's version: a later
    /// engine that replays the assessment must reach the same one. Bounds and questions are left out as well, and
    /// `ceiling` and `settled` are taken as they are without them.
    #[must_use]
    pub fn digest(&self) -> String {
        let mut out = Vec::new();
        crate::wire::digested(self, &mut out);
        crate::digest::sha256_hex(&out)
    }
}

fn key(session: &Session<'_>, number: u64) -> Key {
    let own = session.scratch.values.key.as_deref();
    own.and_then(key_value).map_or(Key::Number(number), Key::Own)
}

/// A key as data; `serde_json` alone would round some doubles.
fn key_value(key: &str) -> Option<serde_json::Value> {
    let is_double = !key.starts_with('"') && key.contains(['.', 'e', 'E']);
    match kept_double(key).filter(|_| is_double) {
        Some(value) => serde_json::Number::from_f64(value).map(serde_json::Value::Number),
        None => serde_json::from_str(key).ok(),
    }
}

/// Entries that came to something, or may, with their decisions.
pub(crate) fn decided<'s>(session: &'s Session<'_>) -> impl Iterator<Item = (&'s Entry, &'s Decision)> {
    crate::session::decided(session.ruleset.program(), &session.scratch)
}

fn hits(session: &Session<'_>, shadow: bool) -> Vec<Hit> {
    let model = session.ruleset.model();
    let all = decided(session).filter(|(entry, _)| entry.shadow == shadow);
    all.filter_map(|(entry, decision)| {
        let outcome = hit(entry, decision)?;
        let (bin, cell) = bin_and_cell(entry, outcome);
        let id = model.entries.get(entry.model)?.id.clone();
        Some(Hit { id, bin, cell, points: decision.points, assumed: decision.assumed })
    })
    .collect()
}

/// Where an outcome stands: the bin of a characteristic, or the cell of a table.
pub(crate) fn bin_and_cell(entry: &Entry, outcome: u32) -> (Option<u32>, Option<(u32, u32)>) {
    match &entry.test {
        Test::Bins(_) => (Some(outcome), None),
        Test::Table(_, columns) => {
            let width = u32::try_from(columns.bins.len()).unwrap_or(1).max(1);
            (None, Some((outcome / width, outcome % width)))
        }
        _ => (None, None),
    }
}

fn open_rules(session: &Session<'_>) -> Vec<OpenRule> {
    let model = session.ruleset.model();
    let open = decided(session).filter(|(entry, decision)| decision.open && !entry.shadow);
    open.filter_map(|(entry, _)| {
        let id = model.entries.get(entry.model)?.id.clone();
        let mut waits_for = Vec::new();
        waiting(session, entry, &mut |name| waits_for.push(name.to_owned()));
        Some(OpenRule { id, waits_for })
    })
    .collect()
}

/// Calls `visit` with the name of each open field that an entry reads.
pub(crate) fn waiting(session: &Session<'_>, entry: &Entry, visit: &mut dyn FnMut(&str)) {
    let model = session.ruleset.model();
    let slots = &session.scratch.values.slots;
    for field in &entry.fields {
        let state = slots.get(*field as usize).map(|slot| slot.state).unwrap_or_default();
        if let (Some(_), Some(field)) = (state.open_word(), model.fields.get(*field as usize)) {
            visit(&field.name);
        }
        open_items(session, *field as usize, &mut |item, name, _| {
            if entry.item_fields.contains(&(*field, item)) {
                visit(name);
            }
        });
    }
}

/// Calls `visit` with each open field: its name and its state, items after their list.
pub(crate) fn each_open_field(session: &Session<'_>, visit: &mut dyn FnMut(&str, &'static str)) {
    let model = session.ruleset.model();
    let slots = &session.scratch.values.slots;
    for (index, (field, slot)) in model.fields.iter().zip(slots).enumerate() {
        if let Some(word) = slot.state.open_word() {
            visit(&field.name, word);
        } else if !field.items.is_empty() {
            open_items(session, index, &mut |_, name, word| visit(name, word));
        }
    }
}

/// Calls `visit` with each open field of a list's items: its index, its name, its state.
fn open_items(session: &Session<'_>, list: usize, visit: &mut dyn FnMut(u32, &str, &'static str)) {
    let values = &session.scratch.values;
    let Some(field) = session.ruleset.model().fields.get(list).filter(|field| !field.items.is_empty()) else {
        return;
    };
    let Some(slot) = values.slots.get(list).filter(|slot| slot.state == State::Given) else { return };
    let extent = crate::eval::slots::Extent::of(slot.bits);
    for number in 0..extent.len {
        let Some(row) = values.rows.get(extent.start + number) else { return };
        for (index, item) in (0u32..).zip(&field.items) {
            let state = values.items.get(row + index as usize).map(|slot| slot.state).unwrap_or_default();
            if let Some(word) = state.open_word() {
                visit(index, &format!("{}[{number}].{}", field.name, item.name), word);
            }
        }
    }
}

fn open_fields(session: &Session<'_>) -> Vec<OpenField> {
    let mut all = Vec::new();
    each_open_field(session, &mut |field, state| all.push(OpenField { field: field.to_owned(), state }));
    all
}

fn deadlines(session: &Session<'_>) -> Vec<DeadlineStatus> {
    let model = session.ruleset.model();
    let all = model.deadlines.iter().zip(&session.scratch.deadlines);
    all.map(|(deadline, outcome)| DeadlineStatus {
        id: deadline.id.clone(),
        state: deadline_word(outcome.state),
        due: outcome.due.map(|due| date_text(due).to_string()),
        days_left: outcome.days_left,
    })
    .collect()
}

/// The wire's word for a deadline's state.
pub(crate) fn deadline_word(state: crate::deadline::DeadlineState) -> &'static str {
    let index = state_index(state).and_then(|index| usize::try_from(index).ok());
    index.and_then(|index| DEADLINE_STATES.get(index)).copied().unwrap_or("unknown")
}

fn input_fault(error: &crate::eval::slots::InputError) -> InputFault {
    InputFault {
        field: error.field.clone(),
        code: error.code.as_str(),
        expected: error.expected.clone(),
        found: error.found.clone(),
    }
}

fn failures(session: &Session<'_>) -> Vec<Failure> {
    let model = session.ruleset.model();
    let failed = decided(session).filter(|(entry, _)| !entry.shadow);
    failed
        .filter_map(|(entry, decision)| {
            let code = decision.failed?;
            let id = model.entries.get(entry.model)?.id.clone();
            Some(Failure { id, code: code.as_str(), message: code.title() })
        })
        .collect()
}

fn near_misses(session: &Session<'_>) -> Vec<NearMiss> {
    let all = session.scratch.values.near_misses.iter();
    all.map(|(name, meant)| NearMiss { code: Code::I409.as_str(), name: name.clone(), meant: meant.clone() })
        .collect()
}

fn receipt(session: &Session<'_>) -> Receipt {
    let ruleset = session.ruleset;
    Receipt {
        ruleset: ruleset.id().to_owned(),
        version: ruleset.version().to_owned(),
        digest: ruleset.digest().to_owned(),
        context: session.context.digest_at(session.as_of),
        as_of: session.as_of_text(),
        calendar: session.context.calendar.as_ref().map(|calendar| calendar.digest().to_owned()),
        params: session.context.params_json(ruleset.model()),
        engine: crate::ENGINE_VERSION,
    }
}
