//! A ruleset as written: every section of the file as a struct, every value with its place.
//!
//! Comes in: nothing but what [`super::read`] found in the TOML. Promise: the shape is right (kinds of
//! values, names, ids, closed lists); whether names resolve and types fit is for the check.

use super::ast::Expr;
use crate::source::{Span, Spanned};

/// A text in the ruleset's languages, in their order; `None` where a translation is missing.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// One entry a language of `ruleset.languages`.
    pub values: Vec<Option<Spanned<String>>>,
    /// The whole value.
    pub span: Span,
}

/// An expression with its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// As written, TOML escapes decoded.
    pub text: String,
    /// Its syntax.
    pub expr: Expr,
    /// The TOML value that holds it.
    pub span: Span,
}

/// `[ruleset]`.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct Header {
    pub id: Spanned<String>,
    pub version: Spanned<String>,
    pub languages: Vec<Spanned<String>>,
    pub title: Option<Text>,
    pub effective: Option<Spanned<i64>>,
    pub until: Option<Spanned<i64>>,
    /// Minutes east of UTC.
    pub utc_offset: i32,
    pub clock: Option<Spanned<String>>,
    pub base: i64,
    pub min: i64,
    pub max: i64,
    pub remedy: Option<Text>,
    pub span: Span,
}

/// `[source.id]`.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct SourceDecl {
    pub id: Spanned<String>,
    pub title: Option<Text>,
    pub status: Spanned<SourceStatus>,
    pub in_force: Option<Spanned<i64>>,
    pub until: Option<Spanned<i64>>,
    pub checked: Option<Spanned<i64>>,
}

/// How a source was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceStatus {
    /// The clause itself was read.
    Read,
    /// Read on a secondary page.
    Secondary,
    /// Not read: nothing may rest on it.
    Unconfirmed,
}

/// A number as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Numeral {
    /// Without a point.
    Int(i64),
    /// With a point or an exponent.
    Num(f64),
}

impl Numeral {
    /// The value as a number; integers beyond 2^53 lose digits.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "documented")]
    pub fn as_f64(self) -> f64 {
        match self {
            Self::Int(n) => n as f64,
            Self::Num(x) => x,
        }
    }

    /// The value as JSON has it; none for what is no finite number.
    #[must_use]
    pub fn json(self) -> Option<serde_json::Number> {
        match self {
            Self::Int(n) => Some(n.into()),
            Self::Num(x) => crate::number::json_number(x).as_number().cloned(),
        }
    }
}

/// A key of `[param]`.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct ParamDecl {
    pub name: Spanned<String>,
    pub title: Option<Text>,
    pub value: Spanned<Numeral>,
    pub min: Option<Spanned<Numeral>>,
    pub max: Option<Spanned<Numeral>>,
    pub unit: Option<Spanned<String>>,
}

/// The declared type of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the type of the same name")]
pub enum FieldType {
    Bool,
    Integer,
    Number,
    Enum,
    Text,
    Date,
    Datetime,
    Duration,
    EnumList,
    TextList,
    Records,
}

/// What it costs to ask for a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the word of the same name")]
pub enum Cost {
    Seen,
    #[default]
    Asked,
    Measured,
    Office,
}

impl Cost {
    /// The word of it, as rulesets write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::Asked => "asked",
            Self::Measured => "measured",
            Self::Office => "office",
        }
    }
}

/// Who knows the fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the word of the same name")]
pub enum SourceOfFact {
    Observed,
    Told,
    OfficeRecord,
}

impl SourceOfFact {
    /// The word of it, as rulesets write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Observed => "observed",
            Self::Told => "told",
            Self::OfficeRecord => "office_record",
        }
    }
}

/// `[field.name]`, or a field of an item.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct FieldDecl {
    pub name: Spanned<String>,
    pub ty: Spanned<FieldType>,
    pub title: Option<Text>,
    pub ask: Option<Text>,
    pub unit: Option<Spanned<String>>,
    pub min: Option<Spanned<Numeral>>,
    pub max: Option<Spanned<Numeral>>,
    pub path: Option<Spanned<String>>,
    pub relevant: Option<Expression>,
    pub sensitive: bool,
    pub was: Vec<Spanned<String>>,
    pub cost: Option<Cost>,
    pub source_of_fact: Option<SourceOfFact>,
    pub values: Vec<(Spanned<String>, Option<Text>)>,
    pub max_items: Option<u32>,
    pub item: Vec<FieldDecl>,
    pub span: Span,
}

/// A key of `[terms]`.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is what the file says")]
pub struct TermsDecl {
    pub name: Spanned<String>,
    pub terms: Vec<Spanned<String>>,
}

/// A key of `[pattern]`.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct PatternDecl {
    pub name: Spanned<String>,
    pub pattern: Spanned<String>,
    pub sensitive: bool,
}

/// A key of `[feature]`.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is what the file says")]
pub struct FeatureDecl {
    pub name: Spanned<String>,
    pub expression: Expression,
}

/// `[script.name]`.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct ScriptDecl {
    pub name: Spanned<String>,
    pub params: Vec<(Spanned<String>, Spanned<FieldType>)>,
    pub returns: Spanned<FieldType>,
    pub body: Spanned<String>,
    /// The body as one expression, where it is one.
    pub expression: Option<Expr>,
}

/// How a group counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Take {
    /// All of its points.
    #[default]
    Sum,
    /// The largest positive.
    Best,
}

/// `[group.id]`.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct GroupDecl {
    pub id: Spanned<String>,
    pub take: Take,
    pub min: Option<i64>,
    pub max: Option<i64>,
}

/// Points: a constant, or computed.
#[derive(Clone, Debug)]
pub enum Points {
    /// As written.
    Fixed(Spanned<i64>),
    /// An integer expression.
    Computed(Expression),
}

/// What a hit gives.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct Effect {
    pub points: Option<Points>,
    pub group: Option<Spanned<String>>,
    pub at_least: Option<Spanned<String>>,
    pub reason: Option<Text>,
    pub reason_assumed: Option<Text>,
    pub basis: Vec<Spanned<String>>,
    pub actions: Vec<Spanned<String>>,
    /// A reason was meant and could not be read, which is told already.
    pub misread_reason: bool,
    /// The same of `reason_assumed`.
    pub misread_assumed: bool,
}

/// Whether an entry counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// It counts.
    #[default]
    Active,
    /// It is reported and gives nothing.
    Shadow,
    /// It is kept for the record and not evaluated.
    Retired,
}

/// What a harm or a handling rule is about (petition rulesets).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the word of the same name")]
pub enum About {
    Handling,
    Harm,
}

/// What all kinds of entries share.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct EntryHead {
    pub id: Spanned<String>,
    pub status: Status,
    pub from: Option<Spanned<i64>>,
    pub until: Option<Spanned<i64>>,
    pub about: Option<About>,
    /// A basis was meant and could not be read, which is told already.
    pub misread_basis: bool,
    pub span: Span,
}

/// `[[rule]]`.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct RuleDecl {
    pub head: EntryHead,
    pub when: Option<Expression>,
    pub each: Option<Spanned<String>>,
    pub count: Option<Spanned<i64>>,
    pub effect: Effect,
}

/// Where a bin ends.
#[derive(Clone, Debug)]
pub enum Edge {
    /// A number.
    Numeral(Spanned<Numeral>),
    /// The name of a parameter.
    Param(Spanned<String>),
}

impl Edge {
    /// Where it stands.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Numeral(n) => n.span,
            Self::Param(n) => n.span,
        }
    }
}

/// Which values a bin takes.
#[derive(Clone, Debug)]
pub enum BinTest {
    /// `below = x`: all values under `x` that no earlier bin took.
    Below(Edge),
    /// `up_to = x`: all values up to and with `x` that no earlier bin took.
    UpTo(Edge),
    /// `is = […]`: these enum values, or `true`/`false`.
    Is(Vec<Spanned<String>>),
    /// `unknown = true`.
    Unknown,
    /// Everything that is left.
    Rest,
}

/// One bin.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is what the file says")]
pub struct BinDecl {
    pub test: BinTest,
    pub effect: Effect,
    pub span: Span,
}

/// A value and the bins it falls into.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct AxisDecl {
    pub value: Option<Expression>,
    pub bins: Vec<BinDecl>,
    pub span: Span,
}

/// `[[characteristic]]`.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct CharacteristicDecl {
    pub head: EntryHead,
    pub axis: AxisDecl,
    pub group: Option<Spanned<String>>,
    pub basis: Vec<Spanned<String>>,
}

/// `[[table.cell]]`.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct CellDecl {
    pub row: Spanned<i64>,
    pub column: Spanned<i64>,
    pub effect: Effect,
    pub span: Span,
}

/// `[[table]]`: rows × columns of points.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct TableDecl {
    pub head: EntryHead,
    pub rows: Option<AxisDecl>,
    pub columns: Option<AxisDecl>,
    pub points: Vec<Spanned<Vec<Spanned<i64>>>>,
    pub cells: Vec<CellDecl>,
    pub effect: Effect,
}

/// A number of days: written, or a parameter, or a field.
#[derive(Clone, Debug)]
pub enum Amount {
    /// As written.
    Fixed(Spanned<i64>),
    /// The name of a parameter or an integer field.
    Named(Spanned<String>),
}

/// Whose term a deadline is: who does, or may do, what ends it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Whose {
    /// The office's: once past it is late.
    #[default]
    Office,
    /// A right of the citizen concerned: once past it has passed, and nobody owes anything.
    Citizen,
}

/// `[[deadline]]`.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct DeadlineDecl {
    pub head: EntryHead,
    pub title: Option<Text>,
    pub whose: Whose,
    pub start: Option<Spanned<String>>,
    pub days: Option<Amount>,
    pub working_days: Option<Amount>,
    pub extend: Option<Amount>,
    pub pause: Option<Amount>,
    pub done: Option<Spanned<String>>,
    /// Days before the end from which it is soon.
    pub soon_days: Option<Amount>,
    /// Whether a last day that is no working day moves to the next working day.
    pub roll: bool,
    pub basis: Vec<Spanned<String>>,
    pub group: Option<Spanned<String>>,
    pub late: Option<Effect>,
    pub soon: Option<Effect>,
}

/// `[[level]]`.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct LevelDecl {
    pub id: Spanned<String>,
    pub from: Spanned<i64>,
    pub title: Option<Text>,
    /// Milliseconds.
    pub respond_within: Option<Spanned<i64>>,
    pub actions: Vec<Spanned<String>>,
}

/// What an action does: a service, from a closed set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the word of the same name")]
pub enum ActionKind {
    Answer,
    Mediate,
    Inspect,
    Warn,
    Protect,
    Repair,
    Relieve,
    ReportHazard,
}

/// `[action.id]`.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct ActionDecl {
    pub id: Spanned<String>,
    pub kind: ActionKind,
    pub title: Option<Text>,
    pub who: Option<Text>,
    /// Milliseconds.
    pub within: Option<Spanned<i64>>,
}

/// `[lint]`: what the author adds to the person lint, and what he allows with a reason.
#[derive(Clone, Debug, Default)]
pub struct LintDecl {
    /// Further words that identify or profile a person.
    pub person_words: Vec<Spanned<String>>,
    /// Words allowed, each with a written reason.
    pub allow: Vec<(Spanned<String>, Option<Spanned<String>>)>,
}

/// `[[case]]`.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct CaseDecl {
    pub name: Spanned<String>,
    /// RFC 3339 text.
    pub as_of: Option<Spanned<String>>,
    pub incident: Spanned<serde_json::Value>,
    /// The incident's own names, with their places.
    pub incident_names: Vec<Spanned<String>>,
    /// Names in the items of lists, each with the list's name.
    pub item_names: Vec<(String, Spanned<String>)>,
    /// The place of each value in the incident, by its RFC 6901 pointer.
    pub incident_places: Vec<(String, Span)>,
    /// The parameters that the case sets.
    pub param_names: Vec<Spanned<String>>,
    pub params: Option<Spanned<serde_json::Value>>,
    pub calendar: Option<Spanned<serde_json::Value>>,
    pub expect: ExpectDecl,
    pub span: Span,
}

/// What a case states; what it leaves out is not compared.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct ExpectDecl {
    pub score: Option<Spanned<i64>>,
    pub level: Option<Spanned<String>>,
    pub level_up_to: Option<Spanned<String>>,
    pub settled: Option<Spanned<bool>>,
    pub incomplete: Option<Spanned<bool>>,
    pub hits: Option<Vec<Spanned<String>>>,
    pub hits_include: Vec<Spanned<String>>,
    pub not_hits: Vec<Spanned<String>>,
    pub deadlines: Vec<(Spanned<String>, Spanned<String>)>,
}

/// `monotone = { field = "…", direction = "up" }`.
#[derive(Clone, Debug)]
pub struct MonotoneDecl {
    /// A field, or a field of items as `cracks.width_mm`.
    pub field: Option<Spanned<String>>,
    /// Whether a higher value never lowers the risk; otherwise it never raises it.
    pub up: bool,
}

/// `[[property]]`: what holds of all incidents.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
pub struct PropertyDecl {
    pub name: Option<Text>,
    pub monotone: Option<MonotoneDecl>,
    pub always: Option<Expression>,
    pub level_at_least: Option<Spanned<String>>,
    pub level_up_to: Option<Spanned<String>>,
    pub score_at_least: Option<Spanned<i64>>,
    pub score_up_to: Option<Spanned<i64>>,
    pub span: Span,
}

/// A ruleset as written.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the section of the same name in the file")]
pub struct Document {
    pub header: Header,
    pub sources: Vec<SourceDecl>,
    pub params: Vec<ParamDecl>,
    pub fields: Vec<FieldDecl>,
    pub terms: Vec<TermsDecl>,
    pub patterns: Vec<PatternDecl>,
    pub features: Vec<FeatureDecl>,
    pub scripts: Vec<ScriptDecl>,
    pub groups: Vec<GroupDecl>,
    pub rules: Vec<RuleDecl>,
    pub characteristics: Vec<CharacteristicDecl>,
    pub tables: Vec<TableDecl>,
    pub deadlines: Vec<DeadlineDecl>,
    pub levels: Vec<LevelDecl>,
    pub actions: Vec<ActionDecl>,
    pub lint: LintDecl,
    pub properties: Vec<PropertyDecl>,
    pub cases: Vec<CaseDecl>,
}
