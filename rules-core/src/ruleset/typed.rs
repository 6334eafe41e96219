//! Typed expressions: every name resolved, every operand of a known type, mixed numbers widened.
//!
//! INVARIANT(typed): the operands of each [`Kind`] have the types that its documentation says; only
//! `check::typing` makes them.

use crate::parse::ast::BinaryOp;
use crate::source::Span;
use std::fmt;

/// The type of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    /// True or false.
    Bool,
    /// A 64-bit integer.
    Int,
    /// A finite number.
    Num,
    /// A value of the enum with this index in [`super::Model::enums`].
    Enum(usize),
    /// A text.
    Text,
    /// A civil date.
    Date,
    /// An instant.
    Datetime,
    /// A length of time.
    Duration,
    /// A list of values of an enum.
    EnumList(usize),
    /// A list of texts.
    TextList,
    /// The list of records with this field index.
    Records(usize),
}

impl Type {
    /// Whether arithmetic and order apply.
    #[must_use]
    pub fn is_numeric(self) -> bool {
        matches!(self, Self::Int | Self::Num)
    }

    /// The type in an author's words.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::Int => "integer",
            Self::Num => "number",
            Self::Enum(_) => "enum",
            Self::Text => "text",
            Self::Date => "date",
            Self::Datetime => "datetime",
            Self::Duration => "duration",
            Self::EnumList(_) => "list of enum",
            Self::TextList => "list of text",
            Self::Records(_) => "records",
        }
    }
}

/// A constant.
#[derive(Clone, Debug, PartialEq)]
pub enum Const {
    /// True or false.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A number.
    Num(f64),
    /// An enum value by its index.
    Enum(u32),
    /// A text.
    Text(String),
    /// Days since 1970-01-01, or [`crate::time::NONE`].
    Date(i64),
    /// Milliseconds since 1970-01-01T00:00Z, or [`crate::time::NONE`].
    Datetime(i64),
    /// Milliseconds.
    Duration(i64),
}

/// A function of the built-in library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Function {
    /// Duration to number of minutes.
    Minutes,
    /// Duration to number of hours.
    Hours,
    /// Duration to number of days.
    Days,
    /// Datetime to the local date at the ruleset's offset.
    DateOf,
    /// Datetime to the local hour, 0 to 23.
    HourOf,
    /// Date to its year.
    YearOf,
    /// Date to its month, 1 to 12.
    MonthOf,
    /// Size without sign; integer or number.
    Abs,
    /// The smaller of two of one numeric type.
    Min,
    /// The larger of two of one numeric type.
    Max,
    /// Number to the nearest whole number, halves away from zero.
    Round,
    /// Number to the next lower whole number.
    Floor,
    /// Number to the next higher whole number.
    Ceil,
    /// Number to integer, cut towards zero.
    ToInt,
}

/// How a list of records is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aggregate {
    /// Whether an item satisfies the body.
    Any,
    /// How many items satisfy the body (all, without one).
    Count,
    /// The sum of the body.
    Sum,
    /// The smallest body.
    Min,
    /// The largest body.
    Max,
    /// How many different values the body has.
    Kinds,
    /// How often the most frequent value of the body occurs.
    Most,
}

/// A typed expression.
#[derive(Clone, PartialEq)]
pub struct Typed {
    /// What it is.
    pub kind: Kind,
    /// Its type.
    pub ty: Type,
    /// Its bytes in the source.
    pub span: Span,
}

/// Without the place: two expressions print alike if they mean the same.
impl fmt::Debug for Typed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({:?}: {:?})", self.kind, self.ty)
    }
}

/// What a typed expression is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A constant.
    Const(Const),
    /// A field, by index.
    Field(usize),
    /// A field of the item at hand, by its index in the list's items.
    Item(usize),
    /// A parameter, by index.
    Param(usize),
    /// The context's instant.
    AsOf,
    /// A feature, by index.
    Feature(usize),
    /// A deadline's state: an enum of [`super::Model::enums`].
    DeadlineState(usize),
    /// A deadline's days left: an integer.
    DeadlineDaysLeft(usize),
    /// A deadline's due date.
    DeadlineDue(usize),
    /// Negation of a bool.
    Not(Box<Typed>),
    /// Conjunction of bools.
    And(Vec<Typed>),
    /// Disjunction of bools.
    Or(Vec<Typed>),
    /// Comparison of two of one type.
    Compare(BinaryOp, Box<Typed>, Box<Typed>),
    /// Arithmetic: both integers, both numbers, or times as documented in `check::typing`.
    Arith(BinaryOp, Box<Typed>, Box<Typed>),
    /// Change of sign.
    Neg(Box<Typed>),
    /// Integer to number.
    Widen(Box<Typed>),
    /// The first, or where it is unknown the second, of one type.
    Default(Box<Typed>, Box<Typed>),
    /// Condition, then, otherwise.
    If(Box<Typed>, Box<Typed>, Box<Typed>),
    /// Whether a value is one of these constants of its type.
    InSet(Box<Typed>, Vec<Const>),
    /// Whether a numeric value lies in a range: value, low, high, high included.
    InRange(Box<Typed>, Box<Typed>, Box<Typed>, bool),
    /// Whether a list holds a value.
    Contains(Box<Typed>, Const),
    /// The number of values of a list.
    Len(Box<Typed>),
    /// Whether a text mentions a term of the list.
    Mentions(Box<Typed>, usize),
    /// Whether a text mentions a term of the first list that no term of the second goes before.
    MentionsNotAfter(Box<Typed>, usize, usize),
    /// How many different terms of the list a text mentions.
    CountTerms(Box<Typed>, usize),
    /// Whether a text matches a pattern.
    Matches(Box<Typed>, usize),
    /// A list of records read by an aggregate.
    Aggregate(usize, Aggregate, Option<Box<Typed>>),
    /// A built-in function.
    Call(Function, Vec<Typed>),
    /// A script function, by index.
    Script(usize, Vec<Typed>),
}

impl Typed {
    /// A constant at a place.
    #[must_use]
    pub fn constant(value: Const, ty: Type, span: Span) -> Self {
        Self { kind: Kind::Const(value), ty, span }
    }

    /// Calls `visit` on this expression and on all under it, features not followed.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Typed)) {
        visit(self);
        for child in self.children() {
            child.walk(visit);
        }
    }

    /// The operands, in order.
    #[must_use]
    pub fn children(&self) -> Vec<&Typed> {
        match &self.kind {
            Kind::Not(a)
            | Kind::Neg(a)
            | Kind::Widen(a)
            | Kind::InSet(a, _)
            | Kind::Contains(a, _)
            | Kind::Len(a)
            | Kind::Mentions(a, _)
            | Kind::MentionsNotAfter(a, _, _)
            | Kind::CountTerms(a, _)
            | Kind::Matches(a, _)
            | Kind::Aggregate(_, _, Some(a)) => vec![a],
            Kind::Compare(_, a, b) | Kind::Arith(_, a, b) | Kind::Default(a, b) => vec![a, b],
            Kind::If(a, b, c) | Kind::InRange(a, b, c, _) => vec![a, b, c],
            Kind::And(all) | Kind::Or(all) | Kind::Call(_, all) | Kind::Script(_, all) => {
                all.iter().collect()
            }
            _ => Vec::new(),
        }
    }
}
