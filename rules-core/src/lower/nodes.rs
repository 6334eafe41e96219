//! Typed expressions to nodes, each computation once.

use super::program::{Branch, Cmp, Node, NodeId, Op, Traits, narrow, operands};
use crate::number::{self, EXACT_MAX};
use crate::parse::ast::BinaryOp;
use crate::parse::document::Numeral;
use crate::ruleset::Model;
use crate::ruleset::typed::{Aggregate, Const, Function, Kind, Type, Typed};
use crate::text::NotAfter;
use std::collections::BTreeMap;
use std::num::NonZeroU32;

/// The program as it grows.
pub struct Lowering<'m> {
    pub model: &'m Model,
    pub nodes: Vec<Node>,
    pub traits: Vec<Traits>,
    known: BTreeMap<Node, NodeId>,
    uses: Vec<u32>,
    pub code: Vec<Branch>,
    pub texts: Vec<String>,
    pub cells: Vec<u32>,
    pub pairs: Vec<NotAfter>,
    features: Vec<Option<NodeId>>,
}

impl<'m> Lowering<'m> {
    pub fn new(model: &'m Model) -> Self {
        Self {
            model,
            nodes: Vec::new(),
            traits: Vec::new(),
            known: BTreeMap::new(),
            uses: Vec::new(),
            code: Vec::new(),
            texts: Vec::new(),
            cells: Vec::new(),
            pairs: Vec::new(),
            features: vec![None; model.features.len()],
        }
    }

    /// The slot of a parameter.
    pub fn param_slot(&self, index: usize) -> u32 {
        narrow(self.model.fields.len() + index)
    }

    /// The slot of `as_of`.
    pub fn as_of_slot(&self) -> u32 {
        narrow(self.model.fields.len() + self.model.params.len())
    }

    /// The cell of a text slot that is searched.
    pub fn cell(&mut self, slot: u32) -> u32 {
        if let Some(cell) = self.cells.iter().position(|known| *known == slot) {
            return narrow(cell);
        }
        self.cells.push(slot);
        narrow(self.cells.len() - 1)
    }

    /// The node of an expression.
    pub fn node(&mut self, typed: &Typed) -> NodeId {
        let node = match &typed.kind {
            Kind::Const(Const::Text(text)) => Node::TextConst(self.text(text)),
            Kind::Const(constant) => Node::Const(bits(constant)),
            Kind::Field(index) => Node::Slot(narrow(*index)),
            Kind::Item(index) => Node::Item(narrow(*index)),
            Kind::Param(index) => Node::Slot(self.param_slot(*index)),
            Kind::AsOf => Node::Slot(self.as_of_slot()),
            Kind::Feature(index) => return self.feature(*index),
            Kind::Not(_) | Kind::And(_) | Kind::Or(_) => return self.condition_node(typed),
            Kind::Compare(op, left, right) => return self.compare(*op, left, right),
            Kind::Arith(op, left, right) => self.arithmetic(*op, left, right, typed.ty),
            Kind::Neg(inner) => {
                let node = self.node(inner);
                if inner.ty == Type::Num { Node::NegF(node) } else { Node::NegI(node) }
            }
            Kind::Widen(inner) => Node::Widen(self.node(inner)),
            Kind::Default(value, default) => Node::Default(self.node(value), self.node(default)),
            Kind::If(condition, then, otherwise) => {
                Node::If(self.node(condition), self.node(then), self.node(otherwise))
            }
            Kind::InSet(value, set) => return self.in_set(value, set),
            Kind::InRange(value, low, high, inclusive) => {
                let (node, low, high) = (self.node(value), self.node(low), self.node(high));
                match value.ty {
                    Type::Num => Node::BetweenF(node, low, high, *inclusive),
                    _ => Node::BetweenI(node, low, high, *inclusive),
                }
            }
            Kind::Contains(list, Const::Text(text)) => Node::ContainsT(self.node(list), text.clone()),
            Kind::Contains(list, constant) => Node::Contains(self.node(list), bits(constant)),
            Kind::Len(list) => Node::Len(self.node(list)),
            Kind::Mentions(text, list) => Node::Mentions(self.node(text), narrow(*list)),
            Kind::MentionsNotAfter(text, terms, negators) => {
                let pair = self.pair(NotAfter { terms: *terms, negators: *negators });
                Node::NotAfter(self.node(text), pair)
            }
            Kind::CountTerms(text, list) => Node::CountTerms(self.node(text), narrow(*list)),
            Kind::Matches(text, pattern) => Node::Matches(self.node(text), narrow(*pattern)),
            Kind::Aggregate(list, aggregate, body) => {
                let is_number = body.as_ref().is_some_and(|body| body.ty == Type::Num);
                let body = body.as_ref().map(|body| self.node(body));
                Node::Aggregate(narrow(*list), *aggregate, body, is_number)
            }
            Kind::Call(function, arguments) => {
                let is_number = arguments.first().is_some_and(|first| first.ty == Type::Num);
                let nodes: Vec<NodeId> = arguments.iter().map(|argument| self.node(argument)).collect();
                let first = nodes.first().copied().unwrap_or_default();
                Node::Call(*function, first, nodes.get(1).copied().unwrap_or(first), is_number)
            }
            Kind::Script(index, arguments) => {
                let arguments = arguments.iter().map(|argument| self.node(argument)).collect();
                Node::Script(narrow(*index), arguments)
            }
            Kind::DeadlineState(index) => Node::DeadlineState(narrow(*index)),
            Kind::DeadlineDaysLeft(index) => Node::DaysLeft(narrow(*index)),
            Kind::DeadlineDue(index) => Node::Due(narrow(*index)),
        };
        self.add(node)
    }

    fn feature(&mut self, index: usize) -> NodeId {
        if let Some(Some(node)) = self.features.get(index) {
            let node = *node;
            self.use_again(node);
            return node;
        }
        let model = self.model;
        let node = model.features.get(index).map_or(0, |feature| self.node(&feature.expr));
        if let Some(slot) = self.features.get_mut(index) {
            *slot = Some(node);
        }
        node
    }

    fn compare(&mut self, op: BinaryOp, left: &Typed, right: &Typed) -> NodeId {
        let cmp = comparison(op);
        if let Some(node) = self.deadline_test(cmp, left, right) {
            return self.add(node);
        }
        if let Some(node) = self.count_test(cmp, left, right) {
            return self.add(node);
        }
        let (a, b) = (self.node(left), self.node(right));
        self.add(match left.ty {
            Type::Num => Node::CompareF(cmp, a, b),
            Type::Text => Node::CompareT(cmp == Cmp::Eq, a, b),
            _ => Node::CompareI(cmp, a, b),
        })
    }

    /// `answer.state == "late"`: an unknown state may still be ruled out.
    fn deadline_test(&mut self, cmp: Cmp, left: &Typed, right: &Typed) -> Option<Node> {
        let (index, state) = match (&left.kind, &right.kind) {
            (Kind::DeadlineState(index), Kind::Const(Const::Enum(state)))
            | (Kind::Const(Const::Enum(state)), Kind::DeadlineState(index)) => (*index, *state),
            _ => return None,
        };
        let bit = 1u8.checked_shl(state).unwrap_or(0);
        let set = if cmp == Cmp::Eq { bit } else { !bit };
        Some(Node::DeadlineIs(narrow(index), set))
    }

    /// `cracks.count(…) >= 3`: decided by the items that are known.
    fn count_test(&mut self, cmp: Cmp, left: &Typed, right: &Typed) -> Option<Node> {
        let (count, other, cmp, is_first) = match (&left.kind, &right.kind) {
            (Kind::Aggregate(_, Aggregate::Count, _), _) => (left, right, cmp, true),
            (_, Kind::Aggregate(_, Aggregate::Count, _)) => (right, left, cmp.mirrored(), false),
            _ => return None,
        };
        let Kind::Aggregate(list, _, body) = &count.kind else { return None };
        if other.ty != Type::Int || matches!(other.kind, Kind::Aggregate(_, Aggregate::Count, _)) {
            return None;
        }
        let body = body.as_ref().map(|body| self.node(body));
        Some(Node::CountIs(narrow(*list), body, cmp, self.node(other), is_first))
    }

    fn arithmetic(&mut self, op: BinaryOp, left: &Typed, right: &Typed, ty: Type) -> Node {
        let (a, b) = (self.node(left), self.node(right));
        match (left.ty, ty) {
            (Type::Date, Type::Duration) => Node::Difference(true, a, b),
            (Type::Datetime, Type::Duration) => Node::Difference(false, a, b),
            (Type::Datetime, _) => Node::Shift(op == BinaryOp::Add, a, b),
            (Type::Duration, _) => Node::Durations(op == BinaryOp::Add, a, b),
            (_, Type::Num) => Node::ArithF(operation(op), a, b),
            _ => Node::ArithI(operation(op), a, b),
        }
    }

    fn in_set(&mut self, value: &Typed, set: &[Const]) -> NodeId {
        let node = if let Kind::DeadlineState(index) = value.kind {
            let states = set.iter().filter_map(|constant| match constant {
                Const::Enum(state) => 1u8.checked_shl(*state),
                _ => None,
            });
            Node::DeadlineIs(narrow(index), states.fold(0, |all, bit| all | bit))
        } else if value.ty == Type::Text {
            let texts = set.iter().filter_map(|constant| match constant {
                Const::Text(text) => Some(text.clone()),
                _ => None,
            });
            Node::OneOfT(self.node(value), texts.collect())
        } else {
            let mut all: Vec<u64> = set.iter().map(bits).collect();
            all.sort_unstable();
            all.dedup();
            Node::OneOf(self.node(value), all.into())
        };
        self.add(node)
    }

    fn text(&mut self, text: &str) -> u32 {
        let at = self.texts.iter().position(|known| known == text);
        narrow(at.unwrap_or_else(|| {
            self.texts.push(text.to_owned());
            self.texts.len() - 1
        }))
    }

    /// The index of a pair of lists.
    pub fn pair(&mut self, pair: NotAfter) -> u32 {
        let at = self.pairs.iter().position(|known| *known == pair);
        narrow(at.unwrap_or_else(|| {
            self.pairs.push(pair);
            self.pairs.len() - 1
        }))
    }

    /// The index of a node: that of an equal one, if there is one.
    pub fn add(&mut self, node: Node) -> NodeId {
        if let Some(&known) = self.known.get(&node) {
            self.use_again(known);
            return known;
        }
        if let Node::Mentions(text, _)
        | Node::NotAfter(text, _)
        | Node::CountTerms(text, _)
        | Node::Matches(text, _) = node
            && let Some(Node::Slot(slot)) = self.nodes.get(text as usize)
        {
            let slot = *slot;
            self.cell(slot);
        }
        let traits = self.traits_of(&node);
        let id = narrow(self.nodes.len());
        self.known.insert(node.clone(), id);
        self.nodes.push(node);
        self.traits.push(traits);
        self.uses.push(1);
        id
    }

    fn use_again(&mut self, node: NodeId) {
        if let Some(count) = self.uses.get_mut(node as usize) {
            *count += 1;
        }
    }

    fn traits_of(&self, node: &Node) -> Traits {
        let mut traits = Traits {
            has_default: matches!(node, Node::Default(..)),
            reads_item: matches!(node, Node::Item(_)),
            reads_incident: self.is_input(node),
            ..Traits::default()
        };
        for child in operands(node) {
            traits.take(self.traits.get(child as usize).copied().unwrap_or_default());
        }
        if let Node::Cond(start) = node {
            traits.take(self.traits_of_code(*start));
        }
        traits.may_fail |= traits.reads_incident && self.step_may_fail(node);
        traits.passes_failure |= traits.may_fail && matches!(node, Node::Cond(_) | Node::If(..));
        // The items that an aggregate reads are its own; what a count is compared with may read the outer one.
        traits.reads_item = match node {
            Node::Aggregate(..) => false,
            Node::CountIs(_, _, _, other, _) => {
                self.traits.get(*other as usize).is_some_and(|traits| traits.reads_item)
            }
            _ => traits.reads_item,
        };
        traits
    }

    /// Whether a node without operands is a part of the incident, and not of the ruleset or the context.
    fn is_input(&self, node: &Node) -> bool {
        match node {
            Node::Slot(slot) => (*slot as usize) < self.model.fields.len(),
            Node::Item(_)
            | Node::Aggregate(..)
            | Node::CountIs(..)
            | Node::DeadlineIs(..)
            | Node::DeadlineState(_)
            | Node::DaysLeft(_)
            | Node::Due(_) => true,
            _ => false,
        }
    }

    /// Whether the step itself may fail: by overflow, by zero, out of the range of times, in a script.
    fn step_may_fail(&self, node: &Node) -> bool {
        match node {
            Node::Widen(integer) => !self.is_small(*integer),
            Node::ArithI(..)
            | Node::ArithF(..)
            | Node::Shift(..)
            | Node::Durations(..)
            | Node::NegI(_)
            | Node::Script(..)
            | Node::Aggregate(_, Aggregate::Sum, ..) => true,
            Node::Call(function, ..) => {
                matches!(function, Function::Abs | Function::ToInt | Function::DateOf | Function::HourOf)
            }
            _ => false,
        }
    }

    /// Whether an integer is a field whose declared ends are exact as numbers, or a count.
    fn is_small(&self, integer: NodeId) -> bool {
        let field = match self.nodes.get(integer as usize) {
            Some(Node::Slot(slot)) => self.model.fields.get(*slot as usize),
            Some(Node::Len(_) | Node::CountTerms(..) | Node::DaysLeft(_)) => return true,
            Some(Node::Aggregate(_, aggregate, ..)) => {
                return matches!(aggregate, Aggregate::Count | Aggregate::Kinds | Aggregate::Most);
            }
            _ => None,
        };
        let is_exact = |end: Option<Numeral>| match end {
            Some(Numeral::Int(end)) => number::widen(end).is_some(),
            Some(Numeral::Num(end)) => Some(end.abs()) <= number::widen(EXACT_MAX),
            None => false,
        };
        field.is_some_and(|field| is_exact(field.range.min) && is_exact(field.range.max))
    }

    /// A memo place, from 1, for every node that costs something and is needed more than once.
    pub fn memo_places(&self) -> Vec<Option<NonZeroU32>> {
        let mut last = 0;
        let nodes = self.nodes.iter().zip(&self.traits).zip(&self.uses);
        let place = |((node, traits), uses): ((&Node, &Traits), &u32)| {
            let cheap = matches!(
                node,
                Node::Const(_)
                    | Node::TextConst(_)
                    | Node::Slot(_)
                    | Node::Item(_)
                    | Node::Mentions(..)
                    | Node::CountTerms(..)
                    | Node::DeadlineIs(..)
                    | Node::DeadlineState(_)
                    | Node::DaysLeft(_)
                    | Node::Due(_)
                    | Node::Len(_)
            );
            // A value with a default under it differs from mode to mode, and what is decided past a part that
            // may fail is noted by every rule that rests on it.
            let differs = traits.reads_item || traits.has_default || traits.passes_failure;
            let is_kept = *uses > 1 && !cheap && !differs;
            last += u32::from(is_kept);
            NonZeroU32::new(last).filter(|_| is_kept)
        };
        nodes.map(place).collect()
    }
}

/// The bits of a constant; a text has none.
pub fn bits(constant: &Const) -> u64 {
    match constant {
        Const::Bool(value) => u64::from(*value),
        Const::Int(value) | Const::Date(value) | Const::Datetime(value) | Const::Duration(value) => {
            value.cast_unsigned()
        }
        // Minus zero and zero are one value.
        Const::Num(value) => (value + 0.0).to_bits(),
        Const::Enum(value) => u64::from(*value),
        Const::Text(_) => 0,
    }
}

pub fn comparison(op: BinaryOp) -> Cmp {
    match op {
        BinaryOp::Ne => Cmp::Ne,
        BinaryOp::Lt => Cmp::Lt,
        BinaryOp::Le => Cmp::Le,
        BinaryOp::Gt => Cmp::Gt,
        BinaryOp::Ge => Cmp::Ge,
        _ => Cmp::Eq,
    }
}

fn operation(op: BinaryOp) -> Op {
    match op {
        BinaryOp::Sub => Op::Sub,
        BinaryOp::Mul => Op::Mul,
        BinaryOp::Div => Op::Div,
        BinaryOp::Rem => Op::Rem,
        _ => Op::Add,
    }
}
