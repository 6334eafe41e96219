//! A checked ruleset: names resolved to indexes, expressions typed, texts complete.
//!
//! INVARIANT(checked): only `check` makes a [`Model`], and a pack carries one on; every index in it is in range,
//! every group, level, action and source it names exists. A pack has no cases, no properties and no places.

pub mod typed;

use crate::parse::document::{
    About, ActionKind, CaseDecl, Cost, Numeral, SourceOfFact, SourceStatus, Status, Take, Whose,
};
use crate::source::Span;
use typed::{Type, Typed};

/// A text in each of the ruleset's languages, in their order.
pub type Texts = Vec<String>;

/// A part of a template.
#[derive(Clone, Debug)]
pub enum Part {
    /// Plain text.
    Plain(String),
    /// `${name}`: the value of a name.
    Value(Typed),
}

/// A text with values to be filled in, in each language.
pub type Template = Vec<Vec<Part>>;

/// The names of an enum's values, with their texts.
#[derive(Clone, Debug, Default)]
pub struct EnumType {
    /// Names as incidents have them.
    pub names: Vec<String>,
    /// Texts, one entry a value.
    pub texts: Vec<Texts>,
}

/// The ends of a numeric field or parameter, as written.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Range {
    /// The least value, included.
    pub min: Option<Numeral>,
    /// The largest value, included.
    pub max: Option<Numeral>,
}

impl Range {
    /// Whether a number lies in the range.
    #[must_use]
    pub fn holds(self, value: f64) -> bool {
        self.min.is_none_or(|min| value >= min.as_f64()) && self.max.is_none_or(|max| value <= max.as_f64())
    }
}

/// A field, or a field of an item.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct Field {
    pub name: String,
    pub ty: Type,
    pub title: Texts,
    pub ask: Option<Texts>,
    pub unit: Option<String>,
    pub range: Range,
    /// The keys that lead to the value in the incident (or in the item), the last one being its own.
    pub path: Vec<String>,
    /// Older names, at the top of the incident (or of the item).
    pub was: Vec<String>,
    pub relevant: Option<Typed>,
    pub sensitive: bool,
    pub cost: Cost,
    pub source_of_fact: Option<SourceOfFact>,
    pub max_items: usize,
    pub items: Vec<Field>,
    pub span: Span,
}

impl Field {
    /// Where the value is kept in the incident (or in the item), as an RFC 6901 pointer.
    #[must_use]
    pub fn pointer(&self) -> String {
        self.path.iter().map(|key| format!("/{}", key.replace('~', "~0").replace('/', "~1"))).collect()
    }
}

/// A parameter that a place may set within its range.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct Param {
    pub name: String,
    pub ty: Type,
    pub title: Texts,
    pub value: Numeral,
    pub range: Range,
    pub unit: Option<String>,
}

/// Terms that are looked for together.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is what the file says")]
pub struct TermList {
    pub name: String,
    pub terms: Vec<String>,
}

/// A pattern.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct Pattern {
    pub name: String,
    pub pattern: String,
    pub sensitive: bool,
}

/// A named expression.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is what the file says")]
pub struct Feature {
    pub name: String,
    pub expr: Typed,
    /// As written.
    pub text: String,
}

/// A script function that runs on the interpreter.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct Script {
    pub name: String,
    pub params: Vec<(String, Type)>,
    pub returns: Type,
    pub body: String,
    pub span: Span,
}

/// Rules counted together.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct Group {
    pub id: String,
    pub take: Take,
    pub min: Option<i64>,
    pub max: Option<i64>,
}

/// A band of the score.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct Level {
    pub id: String,
    pub from: i64,
    pub title: Texts,
    /// Milliseconds.
    pub respond_within: Option<i64>,
    pub actions: Vec<usize>,
    pub span: Span,
}

/// A service to be done.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct Action {
    pub id: String,
    pub kind: ActionKind,
    pub title: Texts,
    pub who: Option<Texts>,
    /// Milliseconds.
    pub within: Option<i64>,
}

/// A source that rules rest on.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct LegalSource {
    pub id: String,
    pub title: Texts,
    pub status: SourceStatus,
    /// First and last date on which it is in force.
    pub in_force: Option<i64>,
    pub until: Option<i64>,
    /// When it was read.
    pub checked: Option<i64>,
}

/// A source and the clause in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    /// Index in [`Model::sources`].
    pub source: usize,
    /// Article or clause, as written after the colon.
    pub clause: Option<String>,
}

/// Points of an outcome.
#[derive(Clone, Debug)]
pub enum Points {
    /// The same for every incident.
    Fixed(i64),
    /// Computed, with the least and greatest value by its ranges where they are known.
    Computed(Typed, Option<(i64, i64)>),
}

/// What a rule, a bin, a cell or a deadline's state gives when it fires.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct Outcome {
    pub points: Points,
    pub group: Option<usize>,
    /// Index of the level that this outcome sets at least.
    pub floor: Option<usize>,
    pub actions: Vec<usize>,
    /// Without one the outcome is no hit.
    pub reason: Option<Template>,
    pub reason_assumed: Option<Template>,
    pub basis: Vec<Basis>,
    pub span: Span,
}

/// Which values a bin takes.
#[derive(Clone, Debug)]
pub enum BinTest {
    /// Under this edge.
    Below(Typed),
    /// Up to and with this edge.
    UpTo(Typed),
    /// These enum values, or 0 and 1 for false and true, or these integers.
    Is(Vec<i64>),
    /// Unknown values.
    Unknown,
    /// Whatever is left.
    Rest,
}

/// A value and its bins; the first one that takes the value has it.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct Axis {
    pub value: Typed,
    /// As written.
    pub text: String,
    pub bins: Vec<BinTest>,
}

/// What decides which outcome an entry has.
#[derive(Clone, Debug)]
pub enum Test {
    /// A rule: one outcome, if the condition holds.
    When {
        /// The condition.
        when: Typed,
        /// As written.
        text: String,
        /// The list of records whose items it is put to.
        each: Option<usize>,
        /// How many items must satisfy it.
        count: u32,
    },
    /// A characteristic: one outcome a bin.
    Bins(Axis),
    /// A table: one outcome a cell, row by row.
    Table(Axis, Axis),
    /// A deadline: outcome 0 when late, 1 when soon.
    Deadline(usize),
}

impl Default for Test {
    /// A test to be put in the place of.
    fn default() -> Self {
        Self::Deadline(0)
    }
}

/// Anything that gives points: a rule, a characteristic, a table or a deadline.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct Entry {
    pub id: String,
    pub status: Status,
    /// First and last local date on which it exists.
    pub from: Option<i64>,
    pub until: Option<i64>,
    pub about: Option<About>,
    pub test: Test,
    pub outcomes: Vec<Outcome>,
    pub span: Span,
}

/// A number of days in a deadline.
#[derive(Clone, Debug)]
pub enum Days {
    /// As written.
    Fixed(i64),
    /// A parameter, by index.
    Param(usize),
    /// An integer field, by index.
    Field(usize),
}

impl Default for Days {
    /// No days.
    fn default() -> Self {
        Self::Fixed(0)
    }
}

/// A term that law or a promise sets.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct Deadline {
    pub id: String,
    pub title: Texts,
    pub whose: Whose,
    pub start: usize,
    pub days: Days,
    /// Whether `days` counts working days only.
    pub working: bool,
    pub extend: Option<Days>,
    pub pause: Option<Days>,
    pub done: usize,
    pub soon: Option<Days>,
    pub roll: bool,
    pub basis: Vec<Basis>,
}

/// Values that something may not leave, where an end is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Within<T> {
    /// At least this.
    pub at_least: Option<T>,
    /// At most this.
    pub up_to: Option<T>,
}

impl<T: PartialOrd + Copy> Within<T> {
    /// Whether a value lies between the ends.
    #[must_use]
    pub fn holds(&self, value: T) -> bool {
        self.at_least.is_none_or(|end| value >= end) && self.up_to.is_none_or(|end| value <= end)
    }
}

/// What a property says.
#[derive(Clone, Debug)]
pub enum Claim {
    /// A higher value of a field never lowers score or level; or never raises them.
    Monotone {
        /// The field, by index.
        field: usize,
        /// Where it is a list of records, the field of one item.
        item: Option<usize>,
        /// Whether higher means more risk.
        up: bool,
    },
    /// Where a condition holds, level and score lie between these ends.
    Always {
        /// The condition.
        when: Typed,
        /// Levels, by index.
        level: Within<usize>,
        /// Scores.
        score: Within<i64>,
    },
}

/// Something that is to hold of all incidents.
#[derive(Clone, Debug)]
pub struct Property {
    /// What it says, to people.
    pub name: Texts,
    /// What it says.
    pub claim: Claim,
    /// Where it says so.
    pub span: Span,
}

/// The names of a deadline's states, in the order of their indexes.
pub const DEADLINE_STATES: [&str; 6] = ["not_started", "met", "running", "soon", "late", "unknown"];

/// A checked ruleset.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the section of the same name in the file")]
pub struct Model {
    pub id: String,
    pub version: String,
    pub languages: Vec<String>,
    pub title: Texts,
    pub effective: Option<i64>,
    pub until: Option<i64>,
    /// Minutes east of UTC.
    pub utc_offset: i32,
    /// The datetime field that response times run from.
    pub clock: Option<usize>,
    pub base: i64,
    pub min: i64,
    pub max: i64,
    pub remedy: Option<Texts>,
    pub sources: Vec<LegalSource>,
    pub params: Vec<Param>,
    pub enums: Vec<EnumType>,
    pub fields: Vec<Field>,
    pub terms: Vec<TermList>,
    pub patterns: Vec<Pattern>,
    pub features: Vec<Feature>,
    pub scripts: Vec<Script>,
    pub groups: Vec<Group>,
    pub levels: Vec<Level>,
    pub actions: Vec<Action>,
    pub deadlines: Vec<Deadline>,
    pub entries: Vec<Entry>,
    pub properties: Vec<Property>,
    pub cases: Vec<CaseDecl>,
}

impl Model {
    /// The level that a score reaches by itself: the last one whose `from` it is not under.
    #[must_use]
    pub fn band(&self, score: i64) -> usize {
        self.levels.iter().rposition(|level| level.from <= score).unwrap_or(0)
    }

    /// The name of a field, or of a field of its items as `cracks.width_mm`.
    #[must_use]
    pub fn field_name(&self, field: usize, item: Option<usize>) -> String {
        let Some(list) = self.fields.get(field) else { return String::new() };
        match item.and_then(|item| list.items.get(item)) {
            Some(item) => format!("{}.{}", list.name, item.name),
            None => list.name.clone(),
        }
    }

    /// The index of a language, the first one for an unknown one.
    #[must_use]
    pub fn language(&self, locale: &str) -> usize {
        self.languages.iter().position(|language| language == locale).unwrap_or(0)
    }
}
