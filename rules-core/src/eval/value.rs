//! Nodes to values, under Kleene's logic of the unknown.
//!
//! A value is known, open (absent, null or unusable), void (no completion fills it) or failed. A default
//! (`??`) stands for an unknown value in [`Mode::Present`] only; in [`Mode::Certain`] it stands for void
//! values only, which no completion changes; in [`Mode::Bare`] for none.

use super::arithmetic::{compare_numbers, difference, integers, numbers, timed, to_int};
use super::slots::{Extent, Memo, Scratch, State, Values};
use crate::diagnostic::Code;
use crate::lower::program::narrow;
use crate::lower::program::{Cmp, Node, NodeId, Program};
use crate::ruleset::typed::{Function, Type};
use crate::script::{CallError, Interpreter};
use crate::text::TextHits;
use crate::time::{self, NONE, Offset};
use crate::{number, ruleset};
use std::num::NonZeroU32;

/// What a computation gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Value {
    /// These bits.
    Known(u64),
    /// Unknown, and a completion may fill it.
    #[default]
    Open,
    /// Unknown, whatever is filled in.
    Void,
    /// A bool that is unknown; a completion may make it this, and none the opposite.
    Half(bool),
    /// An error of the rule that needs it.
    Failed(Code),
}

impl Value {
    /// A bool.
    #[inline]
    pub fn of_bool(value: bool) -> Self {
        Self::Known(u64::from(value))
    }

    /// A bool that is unknown, by what completions may make it.
    pub fn of_reach(can_be_true: bool, can_be_false: bool) -> Self {
        match (can_be_true, can_be_false) {
            (true, true) => Self::Open,
            (false, false) => Self::Void,
            (can_be_true, _) => Self::Half(can_be_true),
        }
    }

    /// Whether an unknown bool may become this.
    pub fn may_be(self, value: bool) -> bool {
        match self {
            Self::Half(only) => only == value,
            other => other == Self::Open,
        }
    }

    /// An integer.
    #[inline]
    pub fn of_int(value: i64) -> Self {
        Self::Known(value.cast_unsigned())
    }

    /// A finite number; minus zero becomes zero.
    #[inline]
    pub fn of_num(value: f64) -> Self {
        if value.is_finite() { Self::Known((value + 0.0).to_bits()) } else { Self::Failed(Code::R503) }
    }
}

/// Which unknown values a default stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// All: what the present score is made of.
    Present,
    /// Void ones only: what no completion changes.
    Certain,
    /// None: what would be without defaults.
    Bare,
}

/// One incident under evaluation.
pub struct Eval<'a> {
    pub program: &'a Program,
    pub interpreter: Option<&'a Interpreter>,
    pub scripts: &'a [ruleset::Script],
    pub offset: Offset,
    pub document: &'a str,
    pub scratch: &'a mut Scratch,
    /// First slot of the item at hand.
    pub item: usize,
    /// A default stood for a void value.
    pub void_default: bool,
    /// Something was decided past an unknown part that may fail once it is known.
    pub past_failure: bool,
}

/// Both known values, or why there is none: a failure of the first, as when they are computed one after the
/// other; then void, for no completion gives a value; then a failure of the second; then open.
macro_rules! both {
    ($a:expr, $b:expr) => {
        match ($a, $b) {
            (Value::Known(a), Value::Known(b)) => (a, b),
            (Value::Failed(code), _) => return Value::Failed(code),
            (Value::Void, _) | (_, Value::Void) => return Value::Void,
            (_, Value::Failed(code)) => return Value::Failed(code),
            _ => return Value::Open,
        }
    };
}

/// A known value, or why there is none.
macro_rules! known {
    ($a:expr) => {
        match $a {
            Value::Known(a) => a,
            // What may become of the operand says nothing of the result.
            Value::Half(_) => return Value::Open,
            other => return other,
        }
    };
}

/// Bits that name a text constant.
const CONSTANT: u64 = 1 << 63;
/// Bits that name a text that a script gave.
const SCRIPTED: u64 = 1 << 62;

impl Eval<'_> {
    /// The value of a node.
    #[inline]
    pub fn value(&mut self, id: NodeId, mode: Mode) -> Value {
        match self.program.nodes.get(id as usize) {
            Some(Node::Const(bits)) => Value::Known(*bits),
            Some(Node::Slot(slot)) => self.slot(*slot),
            Some(node) => self.step(id, node, mode),
            None => Value::Open,
        }
    }

    /// The value of a node that costs something: the one kept for the incident, or computed.
    fn step(&mut self, id: NodeId, node: &Node, mode: Mode) -> Value {
        let memo = self.program.memos.get(id as usize).copied().flatten();
        let Some(memo) = memo.map(NonZeroU32::get) else { return self.compute(node, mode) };
        let epoch = self.scratch.epoch;
        if let Some(kept) = self.scratch.memos.get(memo as usize).filter(|kept| kept.epoch == epoch) {
            return kept.value;
        }
        let value = self.compute(node, mode);
        if let Some(place) = self.scratch.memos.get_mut(memo as usize) {
            *place = Memo { epoch, value };
        }
        value
    }

    /// The value of a slot.
    #[inline]
    pub fn slot(&self, slot: u32) -> Value {
        match self.scratch.values.slots.get(slot as usize) {
            Some(slot) if slot.state == State::Given => Value::Known(slot.bits),
            Some(slot) if slot.state == State::Void => Value::Void,
            _ => Value::Open,
        }
    }

    fn item_slot(&self, index: u32) -> Value {
        match self.scratch.values.items.get(self.item + index as usize) {
            Some(slot) if slot.state == State::Given => Value::Known(slot.bits),
            _ => Value::Open,
        }
    }

    fn compute(&mut self, node: &Node, mode: Mode) -> Value {
        match node {
            Node::Const(bits) => Value::Known(*bits),
            Node::TextConst(index) => Value::Known(CONSTANT | u64::from(*index)),
            Node::Slot(slot) => self.slot(*slot),
            Node::Item(index) => self.item_slot(*index),
            Node::Cond(start) => self.condition(*start, mode),
            Node::CompareI(cmp, a, b) => {
                let (a, b) = both!(self.value(*a, mode), self.value(*b, mode));
                Value::of_bool(cmp.holds(a.cast_signed().cmp(&b.cast_signed())))
            }
            Node::CompareF(cmp, a, b) => {
                let (a, b) = both!(self.value(*a, mode), self.value(*b, mode));
                Value::of_bool(compare_numbers(*cmp, a, b))
            }
            Node::CompareT(equal, a, b) => {
                let (a, b) = both!(self.value(*a, mode), self.value(*b, mode));
                Value::of_bool((self.text(a) == self.text(b)) == *equal)
            }
            Node::ArithI(op, a, b) => {
                let (a, b) = both!(self.value(*a, mode), self.value(*b, mode));
                integers(*op, a.cast_signed(), b.cast_signed())
            }
            Node::ArithF(op, a, b) => {
                let (a, b) = both!(self.value(*a, mode), self.value(*b, mode));
                numbers(*op, f64::from_bits(a), f64::from_bits(b))
            }
            Node::Difference(dates, a, b) => {
                let (a, b) = both!(self.value(*a, mode), self.value(*b, mode));
                difference(*dates, a.cast_signed(), b.cast_signed())
            }
            Node::Shift(later, a, b) => {
                let (a, b) = both!(self.value(*a, mode), self.value(*b, mode));
                let length = if *later { b.cast_signed() } else { -b.cast_signed() };
                timed(a.cast_signed(), time::add_to_instant(a.cast_signed(), length))
            }
            Node::Durations(add, a, b) => {
                let (a, b) = both!(self.value(*a, mode), self.value(*b, mode));
                let length = if *add { b.cast_signed() } else { -b.cast_signed() };
                timed(0, time::add_spans(a.cast_signed(), length))
            }
            Node::NegI(a) => {
                let a = known!(self.value(*a, mode)).cast_signed();
                a.checked_neg().map_or(Value::Failed(Code::R501), Value::of_int)
            }
            Node::NegF(a) => Value::of_num(-f64::from_bits(known!(self.value(*a, mode)))),
            Node::Widen(a) => {
                let a = known!(self.value(*a, mode)).cast_signed();
                number::widen(a).map_or(Value::Failed(Code::R504), Value::of_num)
            }
            Node::Default(value, default) => self.default(*value, *default, mode),
            Node::If(condition, then, otherwise) => self.choose(*condition, *then, *otherwise, mode),
            Node::OneOf(a, set) => {
                let a = known!(self.value(*a, mode));
                Value::of_bool(set.binary_search(&a).is_ok())
            }
            Node::OneOfT(a, set) => {
                let a = known!(self.value(*a, mode));
                let text = self.text(a);
                Value::of_bool(set.iter().any(|one| one == text))
            }
            Node::BetweenI(value, low, high, inclusive) => {
                self.between(*value, *low, *high, *inclusive, mode, false)
            }
            Node::BetweenF(value, low, high, inclusive) => {
                self.between(*value, *low, *high, *inclusive, mode, true)
            }
            Node::Contains(list, bits) => {
                let extent = Extent::of(known!(self.value(*list, mode)));
                self.listed(extent, |_, value| value == *bits)
            }
            Node::ContainsT(list, text) => {
                let extent = Extent::of(known!(self.value(*list, mode)));
                self.listed(extent, |eval, value| eval.text(value) == text)
            }
            Node::Len(list) => {
                let extent = Extent::of(known!(self.value(*list, mode)));
                if extent.more {
                    Value::Open
                } else {
                    Value::of_int(i64::try_from(extent.len).unwrap_or(i64::MAX))
                }
            }
            Node::Mentions(text, _)
            | Node::NotAfter(text, _)
            | Node::CountTerms(text, _)
            | Node::Matches(text, _) => {
                let bits = known!(self.value(*text, mode));
                self.search(node, *text, bits)
            }
            Node::Aggregate(list, aggregate, body, is_number) => {
                self.aggregate(*list, *aggregate, *body, *is_number, mode)
            }
            Node::CountIs(list, body, cmp, other, is_first) => {
                self.count_is(*list, *body, (*cmp, *other, *is_first), mode)
            }
            Node::Call(function, a, b, is_number) => {
                let (a, b) = both!(self.value(*a, mode), self.value(*b, mode));
                self.call(*function, a, b, *is_number)
            }
            Node::Script(index, arguments) => self.script(*index, arguments, mode),
            Node::DeadlineIs(index, set) => self.deadline_is(*index, *set),
            Node::DeadlineState(index) => match self.deadline_state(*index) {
                Some(state) => Value::Known(state),
                None => self.deadline_unknown(*index),
            },
            Node::DaysLeft(index) => self.deadline_part(*index, |outcome| outcome.days_left),
            Node::Due(index) => self.deadline_part(*index, |outcome| outcome.due),
        }
    }

    fn default(&mut self, value: NodeId, default: NodeId, mode: Mode) -> Value {
        let found = self.value(value, mode);
        match (found, mode) {
            (Value::Open | Value::Half(_), Mode::Present) => self.value(default, mode),
            (Value::Void, Mode::Present | Mode::Certain) => {
                self.void_default = true;
                self.value(default, mode)
            }
            // It may turn out void, and then the default stands for it.
            (Value::Half(_), Mode::Certain) => Value::Open,
            _ => found,
        }
    }

    /// `if`: with an unknown condition the value is unknown, unless both branches have the same one. It is
    /// void where the condition stays unknown and no completion makes the branches equal, and where both
    /// branches are void.
    fn choose(&mut self, test: NodeId, then: NodeId, otherwise: NodeId, mode: Mode) -> Value {
        let condition = self.value(test, mode);
        match condition {
            Value::Known(0) => self.value(otherwise, mode),
            Value::Known(_) => self.value(then, mode),
            Value::Failed(_) => condition,
            Value::Open | Value::Void | Value::Half(_) => {
                match (self.value(then, mode), self.value(otherwise, mode)) {
                    (Value::Known(a), Value::Known(b)) if a == b => {
                        self.past_failure |= self.may_fail(test);
                        Value::Known(a)
                    }
                    (Value::Void, Value::Void) => Value::Void,
                    (Value::Void | Value::Failed(_), _) | (_, Value::Void | Value::Failed(_)) => {
                        if condition == Value::Void { Value::Void } else { Value::Open }
                    }
                    (Value::Known(_), Value::Known(_)) if condition == Value::Void => Value::Void,
                    _ => Value::Open,
                }
            }
        }
    }

    fn between(
        &mut self,
        value: NodeId,
        low: NodeId,
        high: NodeId,
        inclusive: bool,
        mode: Mode,
        is_number: bool,
    ) -> Value {
        let value = self.value(value, mode);
        let (low, high) = both!(self.value(low, mode), self.value(high, mode));
        let value = known!(value);
        let last = if inclusive { Cmp::Le } else { Cmp::Lt };
        Value::of_bool(if is_number {
            compare_numbers(Cmp::Ge, value, low) && compare_numbers(last, value, high)
        } else {
            value.cast_signed() >= low.cast_signed()
                && last.holds(value.cast_signed().cmp(&high.cast_signed()))
        })
    }

    /// Whether a list holds a value that satisfies a test; unread ones may.
    fn listed(&self, extent: Extent, holds: impl Fn(&Self, u64) -> bool) -> Value {
        let values = self.scratch.values.list_values.get(extent.start..extent.start + extent.len);
        let found = values.unwrap_or_default().iter().any(|value| holds(self, *value));
        if found || !extent.more { Value::of_bool(found) } else { Value::Open }
    }

    /// The text that bits stand for.
    pub fn text(&self, bits: u64) -> &str {
        text_of(self.program, self.document, &self.scratch.values, &self.scratch.script_texts, bits)
    }

    /// Asks a text for a term or a pattern. Texts of fields are read once an incident.
    fn search(&mut self, node: &Node, text: NodeId, bits: u64) -> Value {
        let program = self.program;
        let cell = match program.nodes.get(text as usize) {
            Some(Node::Slot(slot)) => program.cells.iter().position(|cell| cell == slot).map(narrow),
            _ => None,
        };
        if let Node::Matches(_, pattern) = node {
            return Value::of_bool(match cell {
                Some(cell) => self.matches(cell, *pattern, bits),
                None => self.item_matches(*pattern, bits),
            });
        }
        let hits = match cell {
            Some(cell) => self.scan(cell, bits),
            None => Some(self.scan_item(bits)),
        };
        let Some(hits) = hits else { return Value::Open };
        match node {
            Node::Mentions(_, list) => Value::of_bool(hits.mentions(*list as usize)),
            Node::NotAfter(_, pair) => Value::of_bool(hits.mentions_not_after(*pair as usize)),
            Node::CountTerms(_, list) => Value::of_int(i64::from(hits.count(*list as usize))),
            _ => Value::Open,
        }
    }

    /// What was found in a field's text, which is read for all terms if that was not done.
    #[inline]
    pub fn scan(&mut self, cell: u32, bits: u64) -> Option<&TextHits> {
        let Scratch { values, script_texts, cells, .. } = &mut *self.scratch;
        let cell = cells.get_mut(cell as usize)?;
        if !cell.scanned {
            let text = text_of(self.program, self.document, values, script_texts, bits);
            self.program.text.scan(text, &mut cell.hits);
            cell.scanned = true;
        }
        Some(&cell.hits)
    }

    /// Whether a field's text matches a pattern.
    pub fn matches(&mut self, cell: u32, pattern: u32, bits: u64) -> bool {
        if self.scan(cell, bits).is_none() {
            return false;
        }
        let Scratch { values, script_texts, cells, .. } = &mut *self.scratch;
        let text = text_of(self.program, self.document, values, script_texts, bits);
        let hits = cells.get_mut(cell as usize).map(|cell| &mut cell.hits);
        hits.is_some_and(|hits| self.program.text.pattern_matches(pattern as usize, text, hits))
    }

    /// What was found in a text that has no cell.
    fn scan_item(&mut self, bits: u64) -> &TextHits {
        let Scratch { values, script_texts, item_hits, item_text, .. } = &mut *self.scratch;
        if *item_text != Some(bits) {
            self.program
                .text
                .scan(text_of(self.program, self.document, values, script_texts, bits), item_hits);
            *item_text = Some(bits);
        }
        item_hits
    }

    fn item_matches(&mut self, pattern: u32, bits: u64) -> bool {
        self.scan_item(bits);
        let Scratch { values, script_texts, item_hits, .. } = &mut *self.scratch;
        let text = text_of(self.program, self.document, values, script_texts, bits);
        self.program.text.pattern_matches(pattern as usize, text, item_hits)
    }

    fn call(&self, function: Function, a: u64, b: u64, is_number: bool) -> Value {
        let (int, num) = (a.cast_signed(), f64::from_bits(a));
        let local = |value: Result<i64, time::TimeError>| timed(int, value);
        match function {
            Function::Minutes => Value::of_num(time::hours(int) * 60.0),
            Function::Hours => Value::of_num(time::hours(int)),
            Function::Days => Value::of_num(time::days(int)),
            Function::DateOf if int == NONE => Value::of_int(NONE),
            Function::DateOf => local(time::date_of(int, self.offset)),
            Function::HourOf => local(time::hour_of(int, self.offset)),
            Function::YearOf => local(time::year_of(int)),
            Function::MonthOf => local(time::month_of(int)),
            Function::Abs if is_number => Value::of_num(num.abs()),
            Function::Abs => int.checked_abs().map_or(Value::Failed(Code::R501), Value::of_int),
            Function::Min | Function::Max => {
                let smaller = if is_number { compare_numbers(Cmp::Le, a, b) } else { int <= b.cast_signed() };
                Value::Known(if smaller == (function == Function::Min) { a } else { b })
            }
            Function::Round => Value::of_num(num.round()),
            Function::Floor => Value::of_num(num.floor()),
            Function::Ceil => Value::of_num(num.ceil()),
            Function::ToInt => to_int(num),
        }
    }

    fn script(&mut self, index: u32, arguments: &[NodeId], mode: Mode) -> Value {
        let (Some(script), Some(interpreter)) = (self.scripts.get(index as usize), self.interpreter) else {
            return Value::Failed(Code::R506);
        };
        let mut values = Vec::with_capacity(arguments.len());
        for (argument, (_, ty)) in arguments.iter().zip(&script.params) {
            let bits = known!(self.value(*argument, mode));
            values.push(match ty {
                Type::Bool => crate::script::Value::Bool(bits != 0),
                Type::Int => crate::script::Value::Int(bits.cast_signed()),
                Type::Text => crate::script::Value::Text(self.text(bits).to_owned()),
                _ => crate::script::Value::Num(f64::from_bits(bits)),
            });
        }
        match interpreter.call(script, values) {
            Ok(crate::script::Value::Bool(value)) => Value::of_bool(value),
            Ok(crate::script::Value::Int(value)) => Value::of_int(value),
            Ok(crate::script::Value::Num(value)) => Value::of_num(value),
            Ok(crate::script::Value::Text(text)) => {
                self.scratch.script_texts.push(text);
                Value::Known(SCRIPTED | (self.scratch.script_texts.len() as u64 - 1))
            }
            Err(CallError::Limit) => Value::Failed(Code::R507),
            Err(CallError::Failed) => Value::Failed(Code::R506),
        }
    }
}

/// The text that bits stand for.
fn text_of<'t>(
    program: &'t Program,
    document: &'t str,
    values: &'t Values,
    scripted: &'t [String],
    bits: u64,
) -> &'t str {
    let index = |mask: u64| usize::try_from(bits & !mask).unwrap_or(usize::MAX);
    if bits & CONSTANT != 0 {
        return program.texts.get(index(CONSTANT)).map(String::as_str).unwrap_or_default();
    }
    if bits & SCRIPTED != 0 {
        return scripted.get(index(SCRIPTED)).map(String::as_str).unwrap_or_default();
    }
    values.texts.get(index(0)).map(|text| text.of(document, &values.decoded)).unwrap_or_default()
}
