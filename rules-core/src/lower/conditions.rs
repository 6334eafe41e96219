//! Conditions to branch code.
//!
//! Written from the end: each part is told where to go on, so the code of what follows stands already.
//! Negation swaps the two targets, so every test stands in the code as itself or negated, never within a
//! negation: INVARIANT(nnf), which the evaluation of unknowns relies on.

use super::nodes::{Lowering, comparison};
use super::program::{Atom, Branch, Cmp, FALSE, Node, NodeId, TRUE, Traits, narrow};
use crate::parse::ast::BinaryOp;
use crate::ruleset::typed::{Const, Kind, Type, Typed};
use crate::text::NotAfter;

impl Lowering<'_> {
    /// The start of a condition's code.
    pub fn condition(&mut self, typed: &Typed) -> u32 {
        self.branch(typed, TRUE, FALSE, false)
    }

    /// A condition as a node.
    pub fn condition_node(&mut self, typed: &Typed) -> NodeId {
        let start = self.condition(typed);
        self.add(Node::Cond(start))
    }

    fn branch(&mut self, typed: &Typed, yes: u32, no: u32, negated: bool) -> u32 {
        match &typed.kind {
            Kind::Not(inner) => self.branch(inner, no, yes, !negated),
            Kind::And(all) => all.iter().rev().fold(yes, |next, part| self.branch(part, next, no, negated)),
            Kind::Or(all) => all.iter().rev().fold(no, |next, part| self.branch(part, yes, next, negated)),
            Kind::Const(Const::Bool(value)) => {
                if *value {
                    yes
                } else {
                    no
                }
            }
            _ => {
                let atom = self.atom(typed);
                self.code.push(Branch { atom, yes, no, negated });
                narrow(self.code.len() - 1)
            }
        }
    }

    fn atom(&mut self, typed: &Typed) -> Atom {
        let plain = match &typed.kind {
            Kind::Field(index) => Some(Atom::Bool(narrow(*index))),
            Kind::Compare(op, left, right) => compare_atom(*op, left, right),
            Kind::InSet(value, set) => among_atom(value, set),
            _ => self.text_atom(typed),
        };
        plain.unwrap_or_else(|| Atom::Node(self.node(typed)))
    }

    /// The text of a field asked for terms or for a pattern.
    fn text_atom(&mut self, typed: &Typed) -> Option<Atom> {
        let (Kind::Mentions(text, _) | Kind::MentionsNotAfter(text, ..) | Kind::Matches(text, _)) =
            &typed.kind
        else {
            return None;
        };
        let Kind::Field(index) = text.kind else { return None };
        let slot = narrow(index);
        let cell = self.cell(slot);
        match &typed.kind {
            Kind::Mentions(_, list) => Some(Atom::Mentions(slot, cell, narrow(*list))),
            Kind::MentionsNotAfter(_, terms, negators) => {
                let pair = self.pair(NotAfter { terms: *terms, negators: *negators });
                Some(Atom::NotAfter(slot, cell, pair))
            }
            Kind::Matches(_, pattern) => Some(Atom::Matches(slot, cell, narrow(*pattern))),
            _ => None,
        }
    }

    /// What the code from `start` on reads.
    pub fn traits_of_code(&self, start: u32) -> Traits {
        let mut all = Traits::default();
        self.visit_code(start, &mut |node| {
            all.take(self.traits.get(node as usize).copied().unwrap_or_default());
        });
        all
    }

    /// Calls `visit` for each node that a condition tests.
    fn visit_code(&self, start: u32, visit: &mut dyn FnMut(NodeId)) {
        let mut seen = std::collections::BTreeSet::new();
        let mut due = vec![start];
        while let Some(at) = due.pop() {
            let Some(branch) = self.code.get(at as usize).filter(|_| seen.insert(at)) else { continue };
            if let Atom::Node(node) = branch.atom {
                visit(node);
            }
            due.extend([branch.yes, branch.no]);
        }
    }
}

/// A field against a constant.
fn compare_atom(op: BinaryOp, left: &Typed, right: &Typed) -> Option<Atom> {
    let (field, constant, cmp) = match (&left.kind, &right.kind) {
        (Kind::Field(field), Kind::Const(constant)) => (*field, constant, comparison(op)),
        (Kind::Const(constant), Kind::Field(field)) => (*field, constant, comparison(op).mirrored()),
        _ => return None,
    };
    let slot = narrow(field);
    match (left.ty, constant) {
        (Type::Num, Const::Num(value)) => Some(Atom::CompareF(cmp, slot, *value)),
        (_, Const::Text(_)) => None,
        (Type::Enum(_), Const::Enum(value)) if *value < 64 => match cmp {
            Cmp::Ne => Some(Atom::Among(slot, !(1 << value))),
            _ => Some(Atom::Among(slot, 1 << value)),
        },
        (_, constant) => Some(Atom::CompareI(cmp, slot, super::nodes::bits(constant).cast_signed())),
    }
}

/// An enum field against a set of values.
fn among_atom(value: &Typed, set: &[Const]) -> Option<Atom> {
    let (Kind::Field(field), Type::Enum(_)) = (&value.kind, value.ty) else { return None };
    let mut bits = 0u64;
    for constant in set {
        match constant {
            Const::Enum(value) if *value < 64 => bits |= 1 << value,
            _ => return None,
        }
    }
    Some(Atom::Among(narrow(*field), bits))
}
