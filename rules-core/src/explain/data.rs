//! What an explanation says, as data: the same on every host, each text in the languages asked for.
//!
//! The wire form is camelCase JSON with the members in this order. A member that has nothing to say is left
//! out where its type says so; lists are always there.

use crate::assessment::Assessment;
use crate::parse::document::Whose;
use serde::{Serialize, Serializer};

/// A text in each language asked for, in the ruleset's order; a JSON object by language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    pub(crate) of: Vec<(String, String)>,
}

impl Texts {
    /// The text in a language; in the first one where there is none; empty where there is no text at all.
    ///
    /// ```
    /// # use rules_core::explain::Texts;
    /// let title = Texts::from_iter([("zh", "渠道"), ("en", "Channel")]);
    /// assert_eq!((title.get("en"), title.get("fr")), ("Channel", "渠道"));
    /// ```
    #[must_use]
    pub fn get(&self, locale: &str) -> &str {
        let found = self.of.iter().find(|(language, _)| language == locale);
        found.or(self.of.first()).map(|(_, text)| text.as_str()).unwrap_or_default()
    }
}

impl<L: Into<String>, T: Into<String>> FromIterator<(L, T)> for Texts {
    fn from_iter<I: IntoIterator<Item = (L, T)>>(all: I) -> Self {
        Self { of: all.into_iter().map(|(language, text)| (language.into(), text.into())).collect() }
    }
}

impl Serialize for Texts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.of.iter().map(|(language, text)| (language, text)))
    }
}

/// An assessment and what it rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Explained {
    /// The assessment, as [`Session::assess`](crate::Session::assess) gives it.
    pub assessment: Assessment,
    /// SHA-256 of the assessment, see [`Assessment::digest`].
    pub digest: String,
    /// What it rests on, in words.
    pub details: Details,
}

/// What an assessment rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Details {
    /// The languages of all texts, in the ruleset's order.
    pub languages: Vec<String>,
    /// Title of the ruleset.
    pub title: Texts,
    /// The present level.
    pub level: LevelDetail,
    /// The level of the ceiling.
    pub ceiling: LevelDetail,
    /// All levels, from the lowest, with their limits if they were the present one.
    pub levels: Vec<LevelDetail>,
    /// How the score adds up.
    pub score: ScoreDetail,
    /// What fired, in the file's order.
    pub hits: Vec<HitDetail>,
    /// Shadow rules that would have fired.
    pub shadow: Vec<HitDetail>,
    /// Why the others did not fire: those that [`WhyNot`](super::WhyNot) asks for, in the file's order.
    pub why_not: Vec<NotHit>,
    /// What to ask next, in the order of `assessment.next`.
    pub next: Vec<NextDetail>,
    /// What is not known, in the order of `assessment.open.fields`.
    pub open: Vec<OpenDetail>,
    /// Open fields that rules wait for: those to ask next first, then by what may come of them: the highest floor,
    /// then the most points, then the least cost of asking.
    pub weighty: Vec<String>,
    /// Rules that wait for it, with the most that each may still give.
    pub open_rules: Vec<OpenRuleDetail>,
    /// All deadlines.
    pub deadlines: Vec<DeadlineDetail>,
    /// Values that could not be used.
    pub input_errors: Vec<InputErrorDetail>,
    /// Rules that failed.
    pub failed: Vec<FailedDetail>,
    /// What to do: by time limit, then the file's order, once each.
    pub actions: Vec<ActionDetail>,
    /// How to correct a fact or object.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<Texts>,
}

/// A level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct LevelDetail {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Texts,
    /// The lowest score that reaches it; the lowest level is reached by any.
    pub from: i64,
    /// When somebody must have responded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub respond: Option<Limit>,
}

/// A time limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Limit {
    /// Its length, as ISO 8601.
    pub within: String,
    /// Its length in words.
    pub text: Texts,
    /// When it ends, at the ruleset's offset; absent where no instant is known that it runs from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// What it runs from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<RunsFrom>,
    /// Whether it was over at the instant of the assessment.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub past: bool,
}

/// What a time limit runs from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum RunsFrom {
    /// The ruleset's clock: when the report was received.
    Clock,
    /// The instant of the assessment, for want of the clock.
    AsOf,
}

/// How the score adds up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ScoreDetail {
    /// What every score starts from.
    pub base: i64,
    /// The least score.
    pub min: i64,
    /// The largest score.
    pub max: i64,
    /// Points by group, declared groups first; the last one, without an id, is what is in none.
    pub groups: Vec<GroupDetail>,
    /// Base and groups added up, now and at the most, before the total is held between `min` and `max`.
    pub total: i64,
    /// The same for the ceiling, as arithmetic alone gives it: bounds may be lower.
    pub ceiling_total: i64,
    /// That total held between `min` and `max`.
    pub ceiling_held: i64,
    /// The level that the score alone gives.
    pub band: String,
    /// The highest floor of the hits, where it is above that level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub floor: Option<String>,
    /// The level that `ceiling_held` alone gives.
    pub ceiling_band: String,
}

/// Points of a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct GroupDetail {
    /// Its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// `best`, or `sum`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::wire_types::Take"))]
    pub take: &'static str,
    /// Clamp.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    /// Clamp.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
    /// Before the clamp: the best, or the sum.
    pub points: i64,
    /// What counts.
    pub counted: i64,
    /// The most that may count, whatever the open fields turn out to be.
    pub ceiling: i64,
}

/// A rule, bin, cell or deadline that fired.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct HitDetail {
    /// Its id.
    pub id: String,
    /// The bin of a characteristic, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bin: Option<u32>,
    /// Row and column of a table's cell, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<(u32, u32)>,
    /// The reason with its values, `reason_assumed` where it is assumed.
    pub reason: Texts,
    /// Points before grouping.
    pub points: i64,
    /// Points that count in its group.
    pub counted: i64,
    /// Why they are not the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held_back: Option<HeldBack>,
    /// Its group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The level that it sets at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub floor: Option<String>,
    /// Whether it speaks of the harm, or of how the matter was handled.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::wire_types::About>"))]
    pub about: Option<&'static str>,
    /// Whether it rests on a default.
    pub assumed: bool,
    /// What was assumed.
    pub assumptions: Vec<Assumption>,
    /// The facts that made it fire.
    pub evidence: Vec<Reading>,
    /// What it rests on in law or practice.
    pub basis: Vec<BasisDetail>,
}

/// Why points do not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", tag = "by")]
pub enum HeldBack {
    /// The group takes its best only: this one.
    Best {
        /// Its id.
        instead: String,
    },
    /// The group is held under a limit.
    Cap {
        /// The limit.
        limit: i64,
    },
}

/// What stood for a value that is not known.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Assumption {
    /// The fields that are not known.
    pub fields: Vec<String>,
    /// Their titles.
    pub titles: Vec<Texts>,
    /// What is not known, as written: a field, or what is computed from it.
    pub expression: String,
    /// What was taken instead; none where unknown values have points of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken: Option<Shown>,
}

/// A source and the clause in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct BasisDetail {
    /// The source's id.
    pub source: String,
    /// Its title.
    pub title: Texts,
    /// Article or clause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// `read`: the clause itself was read; `secondary`: on another page; `unconfirmed`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::wire_types::SourceStatus"))]
    pub status: &'static str,
}

/// A value, for machines and for people.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Shown {
    /// As incidents have it; null where it is not known or not shown.
    #[cfg_attr(feature = "schema", schemars(with = "crate::wire_types::Json"))]
    pub value: serde_json::Value,
    /// In words.
    pub text: Texts,
}

/// What a name stood for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ReadingKind {
    /// A field of the incident or of an item.
    Field,
    /// A parameter.
    Param,
    /// A feature.
    Feature,
    /// A deadline's state.
    Deadline,
    /// The instant of the assessment.
    AsOf,
}

/// A name that was read, with its value.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Reading {
    /// As `amount` or `transfers[0].amount`.
    pub name: String,
    /// What it is.
    pub kind: ReadingKind,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Texts>,
    /// Where the incident has it, as an RFC 6901 pointer (an older name of the field may have been used).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Its unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Who gave it: `observed`, `told` or `office_record`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::wire_types::SourceOfFact>"))]
    pub source: Option<&'static str>,
    /// Whether the value is known.
    pub known: bool,
    /// Whether the value is not shown.
    pub masked: bool,
    /// Its value.
    #[serde(flatten)]
    pub shown: Shown,
    /// What was looked for in the text, and where it was found.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub searches: Vec<Search>,
}

/// Terms or a pattern looked for in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Search {
    /// Name of the term list or pattern.
    pub name: String,
    /// Whether it is a pattern.
    pub pattern: bool,
    /// Places, by start: at most [`PLACES`](super::PLACES).
    pub found: Vec<FoundPlace>,
    /// How many more there are.
    #[serde(skip_serializing_if = "is_zero")]
    pub more: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_zero(value: &usize) -> bool {
    *value == 0
}

/// A place in the original text of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FoundPlace {
    /// The words as they stand there; masked where the field or the pattern is sensitive.
    pub text: String,
    /// The term of the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term: Option<String>,
    /// First byte, and the one after the last, of the text's UTF-8.
    pub bytes: (usize, usize),
    /// The same in UTF-16 code units.
    pub utf16: (usize, usize),
}

/// Whether a part of a condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Truth {
    /// It is no condition; its value is known.
    Known,
    /// It holds.
    True,
    /// It does not.
    False,
    /// Nobody knows yet.
    Unknown,
    /// It has no value, whatever is filled in: what it asks for does not apply.
    NotApplicable,
    /// It could not be computed.
    Failed,
}

/// A rule that did not fire.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct NotHit {
    /// Its id.
    pub id: String,
    /// Whether it is a shadow rule.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub shadow: bool,
    /// Why.
    pub because: Because,
    /// The bin that its value is in, from 0, where it is in one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bin: Option<u32>,
    /// Row and column of the cell that its values are in, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<(u32, u32)>,
    /// Its condition, or the value of a characteristic, as written; two of them for a table.
    pub conditions: Vec<String>,
    /// The part of the condition that is responsible.
    pub parts: Vec<ConditionPart>,
}

/// Why a rule did not fire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Because {
    /// Its condition does not hold.
    False,
    /// Its condition is unknown.
    Unknown,
    /// What it asks for does not apply.
    NotApplicable,
    /// It could not be computed.
    Failed,
    /// The day is outside its dates.
    NotInForce,
    /// Its value is in a bin or cell that gives no reason.
    Bin,
    /// Its deadline is not late, nor soon.
    Deadline,
}

/// A part of a condition.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ConditionPart {
    /// As written.
    pub text: String,
    /// Whether it holds.
    pub truth: Truth,
    /// The item it was put to, as `transfers[0]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// What it read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Reading>,
    /// The parts of it that are responsible.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<ConditionPart>,
}

/// A field without a usable value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OpenDetail {
    /// Its name, or as `transfers[0].amount`.
    pub field: String,
    /// Its title.
    pub title: Texts,
    /// `absent`, `null` or `unusable`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::wire_types::OpenState"))]
    pub state: &'static str,
    /// The question to ask for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ask: Option<Texts>,
    /// What asking costs: `seen`, `asked`, `measured` or `office`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::wire_types::Cost"))]
    pub cost: &'static str,
    /// Rules that wait for it.
    pub rules: Vec<String>,
    /// The highest level that one of them sets, and the most points one of them gives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub floor: Option<String>,
    /// The most points that one of these rules may give.
    pub points: i64,
}

/// A fact worth asking for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct NextDetail {
    /// Its name, or as `transfers[0].amount`.
    pub field: String,
    /// Its title.
    pub title: Texts,
    /// The question to ask for it.
    pub ask: Texts,
    /// What asking costs: `seen`, `asked`, `measured` or `office`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::wire_types::Cost"))]
    pub cost: &'static str,
    /// Its answers, in the order of the question's.
    pub answers: Vec<AnswerDetail>,
}

/// An answer, and what it leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AnswerDetail {
    /// The answer in words; empty where it has none that people know.
    pub text: Texts,
    /// Whether the level cannot be as low any more as it may now.
    pub rises: bool,
    /// What the level can be then, where that is less than what it can be now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leads_to: Option<Texts>,
}

/// A rule that is unknown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OpenRuleDetail {
    /// Its id.
    pub id: String,
    /// The open fields that it reads.
    pub waits_for: Vec<String>,
    /// The most points that it may give, before grouping.
    pub points: i64,
    /// Its group, where all it may give is in one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The highest level that it may set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub floor: Option<String>,
}

/// A deadline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DeadlineDetail {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Texts,
    /// Whose term it is.
    pub whose: Whose,
    /// `not_started`, `met`, `running`, `soon`, `late` or `unknown`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::wire_types::DeadlineState"))]
    pub state: &'static str,
    /// Whether the day that it runs from is known: what has not begun concerns nobody yet.
    pub begun: bool,
    /// False where that day is certainly not relevant to the report.
    pub applies: bool,
    /// Its last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Days to it; negative when it is past.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_left: Option<i64>,
    /// Fields without which its state is not known.
    pub waits_for: Vec<Texts>,
    /// What it rests on.
    pub basis: Vec<BasisDetail>,
}

/// A value that could not be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct InputErrorDetail {
    /// The field.
    pub field: String,
    /// Its title, where it is declared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Texts>,
    /// The stable code.
    #[cfg_attr(feature = "schema", schemars(with = "crate::diagnostic::Code"))]
    pub code: &'static str,
    /// What is wrong, in words.
    pub text: Texts,
}

/// A rule that failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FailedDetail {
    /// Its id.
    pub id: String,
    /// The stable code.
    #[cfg_attr(feature = "schema", schemars(with = "crate::diagnostic::Code"))]
    pub code: &'static str,
    /// What went wrong, in words.
    pub text: Texts,
}

/// A service to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ActionDetail {
    /// Its id.
    pub id: String,
    /// Its kind, of the closed set.
    #[cfg_attr(feature = "schema", schemars(with = "crate::wire_types::ActionKind"))]
    pub kind: &'static str,
    /// Its title.
    pub title: Texts,
    /// Who does it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<Texts>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
    /// The hits that ask for it.
    pub asked_by: Vec<String>,
    /// Whether the level asks for it.
    pub by_level: bool,
}
