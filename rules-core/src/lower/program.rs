//! A ruleset as the evaluator has it: nodes over slots, conditions as flat branch code.
//!
//! INVARIANT(slots): slots are the fields in declaration order, then the parameters, then `as_of`.
//! INVARIANT(dag): the operands of a [`Node`] have smaller indexes; equal expressions are one node.
//! INVARIANT(bits): every value is 64 bits: bools 0 or 1, integers and times as `i64`, numbers as the bits
//! of a finite `f64`, enum values by index, texts by [`TextHandle`], lists and records by [`Extent`].

use super::index::Index;
use crate::explain::lens::Lens;
use crate::ruleset::typed::{Aggregate, Function};
use crate::text::TextEngine;
use std::num::NonZeroU32;

/// Index of a node.
pub type NodeId = u32;

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cmp {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

impl Cmp {
    /// Whether two values in this order satisfy it.
    #[must_use]
    #[inline]
    pub fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::Eq => order.is_eq(),
            Self::Ne => order.is_ne(),
            Self::Lt => order.is_lt(),
            Self::Le => order.is_le(),
            Self::Gt => order.is_gt(),
            Self::Ge => order.is_ge(),
        }
    }

    /// The comparison that holds of two values in the other order.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::Lt => Self::Gt,
            Self::Le => Self::Ge,
            Self::Gt => Self::Lt,
            Self::Ge => Self::Le,
            other => other,
        }
    }
}

/// Arithmetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Op {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
}

/// One step of a computation.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Node {
    /// These bits.
    Const(u64),
    /// The text constant with this index.
    TextConst(u32),
    /// A slot.
    Slot(u32),
    /// A slot of the item at hand.
    Item(u32),
    /// A condition: the place in [`Program::code`] where it starts.
    Cond(u32),
    /// Integers, times, enums, bools compared.
    CompareI(Cmp, NodeId, NodeId),
    /// Numbers compared.
    CompareF(Cmp, NodeId, NodeId),
    /// Texts compared: equal, or unequal.
    CompareT(bool, NodeId, NodeId),
    /// Integers.
    ArithI(Op, NodeId, NodeId),
    /// Numbers.
    ArithF(Op, NodeId, NodeId),
    /// The length of time from the second to the first; dates if true, instants otherwise.
    Difference(bool, NodeId, NodeId),
    /// An instant moved by a duration: later if true.
    Shift(bool, NodeId, NodeId),
    /// Two durations added or subtracted.
    Durations(bool, NodeId, NodeId),
    /// Sign of an integer or duration changed.
    NegI(NodeId),
    /// Sign of a number changed.
    NegF(NodeId),
    /// Integer to number.
    Widen(NodeId),
    /// The first, or the second where it is unknown.
    Default(NodeId, NodeId),
    /// Condition, then, otherwise.
    If(NodeId, NodeId, NodeId),
    /// Whether the value is one of these bits, sorted.
    OneOf(NodeId, Box<[u64]>),
    /// Whether the text is one of these.
    OneOfT(NodeId, Box<[String]>),
    /// Whether an integer lies between two: value, low, high, high included.
    BetweenI(NodeId, NodeId, NodeId, bool),
    /// Whether a number lies between two.
    BetweenF(NodeId, NodeId, NodeId, bool),
    /// Whether a list holds these bits.
    Contains(NodeId, u64),
    /// Whether a list holds this text.
    ContainsT(NodeId, String),
    /// How many values a list has.
    Len(NodeId),
    /// Whether a text mentions a term of a list.
    Mentions(NodeId, u32),
    /// Whether a text mentions a term that no negator precedes, by the pair's index.
    NotAfter(NodeId, u32),
    /// How many different terms of a list a text mentions.
    CountTerms(NodeId, u32),
    /// Whether a text matches a pattern.
    Matches(NodeId, u32),
    /// Records read by an aggregate: slot, aggregate, body, whether the body is a number.
    Aggregate(u32, Aggregate, Option<NodeId>, bool),
    /// How many items satisfy a body, compared: slot, body, comparison, with what; true where the count stands
    /// first, and fails first.
    CountIs(u32, Option<NodeId>, Cmp, NodeId, bool),
    /// A built-in function of one or two values; true where they are numbers.
    Call(Function, NodeId, NodeId, bool),
    /// A script function.
    Script(u32, Box<[NodeId]>),
    /// Whether a deadline's state is in this set of bits by state index.
    DeadlineIs(u32, u8),
    /// A deadline's state.
    DeadlineState(u32),
    /// Days left to a deadline's last day.
    DaysLeft(u32),
    /// A deadline's last day.
    Due(u32),
}

/// What is known of a node beside its step.
#[derive(Clone, Copy, Debug, Default)]
pub struct Traits {
    /// Whether a `??` is under it.
    pub has_default: bool,
    /// Whether it reads the item at hand.
    pub reads_item: bool,
    /// Whether it reads the incident: it may be unknown.
    pub reads_incident: bool,
    /// Whether it may fail for values that the incident may yet get.
    pub may_fail: bool,
    /// Whether something under it may be decided past a part that may fail.
    pub passes_failure: bool,
}

impl Traits {
    /// Adds what holds of a part.
    pub fn take(&mut self, part: Self) {
        self.has_default |= part.has_default;
        self.reads_item |= part.reads_item;
        self.reads_incident |= part.reads_incident;
        self.may_fail |= part.may_fail;
        self.passes_failure |= part.passes_failure;
    }
}

/// A test of the branch code; the frequent ones read a slot without a node.
#[derive(Clone, Copy, Debug)]
pub enum Atom {
    /// A bool slot.
    Bool(u32),
    /// A slot of integers, times or enums against a constant.
    CompareI(Cmp, u32, i64),
    /// A slot of numbers against a constant.
    CompareF(Cmp, u32, f64),
    /// A slot of an enum, as a set of bits by value.
    Among(u32, u64),
    /// Whether the text of a slot, searched in a cell, mentions a term of a list.
    Mentions(u32, u32, u32),
    /// The same, but for terms that a negator precedes, by the pair's index.
    NotAfter(u32, u32, u32),
    /// Whether it matches a pattern.
    Matches(u32, u32, u32),
    /// Anything else.
    Node(NodeId),
}

impl Atom {
    /// The slot that is tested; none where it is a node.
    #[must_use]
    #[inline]
    pub fn slot(&self) -> Option<u32> {
        match self {
            Self::Bool(slot)
            | Self::CompareI(_, slot, _)
            | Self::CompareF(_, slot, _)
            | Self::Among(slot, _)
            | Self::Mentions(slot, ..)
            | Self::NotAfter(slot, ..)
            | Self::Matches(slot, ..) => Some(*slot),
            Self::Node(_) => None,
        }
    }
}

/// One instruction: a test, and where to go on.
#[derive(Clone, Copy, Debug)]
pub struct Branch {
    /// The test.
    pub atom: Atom,
    /// Next instruction, or [`TRUE`] or [`FALSE`], where it holds.
    pub yes: u32,
    /// The same where it does not hold.
    pub no: u32,
    /// Whether the condition wants the test not to hold.
    pub negated: bool,
}

/// The end of a condition that holds.
pub const TRUE: u32 = u32::MAX;
/// The end of a condition that does not hold.
pub const FALSE: u32 = u32::MAX - 1;

/// Points of an outcome.
#[derive(Clone, Copy, Debug)]
pub enum Points {
    /// Always the same.
    Fixed(i64),
    /// Computed, with the ends of its range.
    Computed(NodeId, i64, i64),
}

impl Points {
    /// The least and the greatest points.
    #[must_use]
    pub fn ends(self) -> (i64, i64) {
        match self {
            Self::Fixed(points) => (points, points),
            Self::Computed(_, low, high) => (low, high),
        }
    }
}

/// What an outcome gives.
#[derive(Clone, Copy, Debug)]
pub struct Outcome {
    /// Points before grouping.
    pub points: Points,
    /// Group, by index; the first one past all groups stands for none.
    pub group: u32,
    /// Level that it sets at least; 0 sets none.
    pub floor: u32,
    /// Whether it is a hit: it has a reason.
    pub is_hit: bool,
}

impl Outcome {
    /// Whether anything comes of it.
    pub fn counts(&self) -> bool {
        self.is_hit || self.floor > 0 || self.points.ends() != (0, 0)
    }
}

/// Which values a bin takes.
#[derive(Clone, Debug)]
pub enum BinTest {
    /// Integers under, or up to, an edge: included or not.
    EdgeI(NodeId, bool),
    /// Numbers under, or up to, an edge.
    EdgeF(NodeId, bool),
    /// These values, sorted.
    Is(Box<[i64]>),
    /// Unknown values.
    Unknown,
    /// All that is left.
    Rest,
}

/// A value and its bins.
#[derive(Clone, Debug)]
pub struct Axis {
    /// The value.
    pub value: NodeId,
    /// Its bins, in order.
    pub bins: Vec<BinTest>,
    /// The bin of unknown values.
    pub unknown: Option<u32>,
}

/// What decides an entry's outcome.
#[derive(Clone, Debug)]
pub enum Test {
    /// A condition in the branch code.
    When(u32),
    /// A condition put to the items of a list: slot, condition, how many must satisfy it.
    Each(u32, u32, u32),
    /// A characteristic.
    Bins(Axis),
    /// A table: rows, columns.
    Table(Axis, Axis),
    /// A deadline by index.
    Deadline(u32),
}

/// An entry: a rule, characteristic, table or deadline.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Index in the model.
    pub model: usize,
    /// Whether it is reported only.
    pub shadow: bool,
    /// First and last local date.
    pub dates: (i64, i64),
    /// What decides.
    pub test: Test,
    /// Whether the test reads a `??`.
    pub has_default: bool,
    /// Whether the test may fail for values that the incident may yet get.
    pub may_fail: bool,
    /// What may come of it.
    pub outcomes: Vec<Outcome>,
    /// For each group that an outcome is in: group, greatest points (at least 0), least (at most 0).
    pub spread: Vec<(u32, i64, i64)>,
    /// The highest floor of any outcome.
    pub top_floor: u32,
    /// Fields that the test reads, in declaration order.
    pub fields: Vec<u32>,
    /// Fields of items that it reads: list, item field.
    pub item_fields: Vec<(u32, u32)>,
}

/// A number of days.
#[derive(Clone, Copy, Debug)]
pub enum Days {
    /// As written.
    Fixed(i64),
    /// A slot.
    Slot(u32),
}

/// A deadline over slots.
#[derive(Clone, Debug)]
pub struct Deadline {
    /// Slot and whether it is a datetime.
    pub start: (u32, bool),
    /// Slot and whether it is a datetime.
    pub done: (u32, bool),
    /// Its length.
    pub days: Days,
    /// Whether working days count.
    pub working: bool,
    /// Extension.
    pub extend: Option<Days>,
    /// Time that is not counted.
    pub pause: Option<Days>,
    /// Days before the end.
    pub soon: Option<Days>,
    /// Whether the end moves to a working day.
    pub roll: bool,
}

/// How a group counts.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// The largest positive instead of the sum.
    pub best: bool,
    /// Clamp.
    pub min: i64,
    /// Clamp.
    pub max: i64,
}

/// A lowered ruleset. Packs carry `text` and `lens` beside it, each in a form of its own, and no properties.
#[derive(Debug)]
pub struct Program {
    /// All computations.
    pub nodes: Vec<Node>,
    /// What is known of each.
    pub traits: Vec<Traits>,
    /// All conditions.
    pub code: Vec<Branch>,
    /// Text constants.
    pub texts: Vec<String>,
    /// Text slots that are searched: a cell each.
    pub cells: Vec<u32>,
    /// Where `relevant` is declared: slot, condition.
    pub relevance: Vec<(u32, u32)>,
    /// Deadlines, in the model's order.
    pub deadlines: Vec<Deadline>,
    /// Entries that count or are reported, in the file's order.
    pub entries: Vec<Entry>,
    /// Which entries single fields rule out, where there are many.
    pub index: Option<Index>,
    /// Groups, and one more for what is in none.
    pub groups: Vec<Group>,
    /// For each node where its value is kept for the incident, if more than one place needs it.
    pub memos: Vec<Option<NonZeroU32>>,
    /// How many fields there are.
    pub fields: usize,
    /// How many slots there are.
    pub slots: usize,
    /// Terms and patterns.
    pub text: TextEngine,
    /// Conditions in parts, for explanations.
    pub lens: Lens,
    /// The conditions of properties, for proofs: one of each of the model's, none where it has none.
    pub properties: Vec<Option<u32>>,
}

/// The operands of a node.
pub fn operands(node: &Node) -> Vec<NodeId> {
    match node {
        Node::NegI(a)
        | Node::NegF(a)
        | Node::Widen(a)
        | Node::OneOf(a, _)
        | Node::OneOfT(a, _)
        | Node::Contains(a, _)
        | Node::ContainsT(a, _)
        | Node::Len(a)
        | Node::Mentions(a, _)
        | Node::NotAfter(a, _)
        | Node::CountTerms(a, _)
        | Node::Matches(a, _) => vec![*a],
        Node::CompareI(_, a, b)
        | Node::CompareF(_, a, b)
        | Node::CompareT(_, a, b)
        | Node::ArithI(_, a, b)
        | Node::ArithF(_, a, b)
        | Node::Difference(_, a, b)
        | Node::Shift(_, a, b)
        | Node::Durations(_, a, b)
        | Node::Default(a, b)
        | Node::Call(_, a, b, _) => vec![*a, *b],
        Node::If(a, b, c) | Node::BetweenI(a, b, c, _) | Node::BetweenF(a, b, c, _) => vec![*a, *b, *c],
        Node::Aggregate(_, _, body, _) => body.iter().copied().collect(),
        Node::CountIs(_, body, _, other, _) => body.iter().copied().chain([*other]).collect(),
        Node::Script(_, arguments) => arguments.to_vec(),
        Node::Const(_)
        | Node::TextConst(_)
        | Node::Slot(_)
        | Node::Item(_)
        | Node::Cond(_)
        | Node::DeadlineIs(..)
        | Node::DeadlineState(_)
        | Node::DaysLeft(_)
        | Node::Due(_) => Vec::new(),
    }
}

/// An index as it is held: limits keep all of them far under 2^32.
pub fn narrow(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
