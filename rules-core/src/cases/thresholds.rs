//! Thresholds: numeric values, of any expression, compared with what is fixed for an incident: a constant or a
//! parameter. Comparisons, ranges and the edges of bins are.

use super::both;
use crate::Ruleset;
use crate::explain::{Lang, Texts};
use crate::outcomes::up_to;
use crate::parse::ast::BinaryOp;
use crate::ruleset::typed::{Kind, Type, Typed};
use crate::ruleset::{Axis, BinTest, Points, Test};

/// A threshold.
#[derive(Debug)]
pub struct Threshold {
    /// The list whose items it is put to.
    pub each: Option<usize>,
    /// Holds for values under it.
    pub under: Typed,
    /// Holds for values over it.
    pub over: Typed,
    /// As written.
    pub text: Texts,
    /// What is compared with, as written.
    edge: String,
    /// Whether a value equal to it lies under it.
    is_included: bool,
}

impl Threshold {
    /// Such as `a value below 3000`.
    pub fn under_text(&self, lang: Lang) -> String {
        let under = up_to(&self.edge, self.is_included, lang);
        match lang {
            Lang::Zh => format!("{under} 的值"),
            Lang::En => format!("a value {under}"),
        }
    }

    /// Such as `a value of 3000 or more`.
    pub fn over_text(&self, lang: Lang) -> String {
        let edge = &self.edge;
        match (lang, self.is_included) {
            (Lang::Zh, false) => format!("不低于 {edge} 的值"),
            (Lang::Zh, true) => format!("高于 {edge} 的值"),
            (Lang::En, false) => format!("a value of {edge} or more"),
            (Lang::En, true) => format!("a value over {edge}"),
        }
    }
}

/// All thresholds of a ruleset, each once, by place.
pub fn of(ruleset: &Ruleset) -> Vec<Threshold> {
    let model = ruleset.model();
    let mut found = Found { ruleset, all: Vec::new() };
    for feature in &model.features {
        found.walk(&feature.expr, None);
    }
    for entry in &model.entries {
        match &entry.test {
            Test::When { when, each, .. } => found.walk(when, *each),
            Test::Bins(axis) => found.axis(axis),
            Test::Table(rows, columns) => {
                found.axis(rows);
                found.axis(columns);
            }
            Test::Deadline(_) => {}
        }
        for outcome in &entry.outcomes {
            if let Points::Computed(points, _) = &outcome.points {
                found.walk(points, None);
            }
        }
    }
    found.all.sort_by_key(|threshold| threshold.under.span);
    found.all
}

struct Found<'r> {
    ruleset: &'r Ruleset,
    all: Vec<Threshold>,
}

impl Found<'_> {
    fn axis(&mut self, axis: &Axis) {
        self.walk(&axis.value, None);
        let value = self.slice(&axis.value);
        for bin in &axis.bins {
            let (edge, included) = match bin {
                BinTest::Below(edge) => (edge, false),
                BinTest::UpTo(edge) => (edge, true),
                _ => continue,
            };
            let at = self.slice(edge);
            let text = both(|lang| format!("{value} {}", up_to(&at, included, lang)));
            self.add(&axis.value, edge, included, text, None);
        }
    }

    /// Adds the thresholds of an expression; those in aggregates are put to the list's items.
    fn walk(&mut self, expr: &Typed, each: Option<usize>) {
        match &expr.kind {
            Kind::Compare(op, left, right) => self.compare(expr, *op, left, right, each),
            Kind::InRange(value, low, high, included) => {
                let text = both(|_| self.slice(expr));
                self.add(value, low, false, text.clone(), each);
                self.add(value, high, *included, text, each);
            }
            _ => {}
        }
        let inner = match &expr.kind {
            Kind::Aggregate(list, _, _) => Some(*list),
            _ => each,
        };
        for child in expr.children() {
            self.walk(child, inner);
        }
    }

    fn compare(&mut self, expr: &Typed, op: BinaryOp, left: &Typed, right: &Typed, each: Option<usize>) {
        // Whether a value equal to the edge lies under it: for `value < edge` it does not.
        let (value, edge, included) = match (op, is_fixed(left), is_fixed(right)) {
            (BinaryOp::Lt | BinaryOp::Ge, false, true) => (left, right, false),
            (BinaryOp::Le | BinaryOp::Gt, false, true) => (left, right, true),
            (BinaryOp::Lt | BinaryOp::Ge, true, false) => (right, left, true),
            (BinaryOp::Le | BinaryOp::Gt, true, false) => (right, left, false),
            _ => return,
        };
        let text = both(|_| self.slice(expr));
        self.add(value, edge, included, text, each);
    }

    fn add(&mut self, value: &Typed, edge: &Typed, included: bool, text: Texts, each: Option<usize>) {
        if !matches!(value.ty, Type::Int | Type::Num | Type::Duration) || is_fixed(value) || !is_fixed(edge) {
            return;
        }
        let (under, over) = match included {
            true => (BinaryOp::Le, BinaryOp::Gt),
            false => (BinaryOp::Lt, BinaryOp::Ge),
        };
        let compare = |op| Typed {
            kind: Kind::Compare(op, Box::new(value.clone()), Box::new(edge.clone())),
            ty: Type::Bool,
            span: edge.span,
        };
        let (under, over) = (compare(under), compare(over));
        if !self.all.iter().any(|known| known.under == under && known.each == each) {
            let edge = self.slice(edge);
            self.all.push(Threshold { each, under, over, text, edge, is_included: included });
        }
    }

    fn slice(&self, expr: &Typed) -> String {
        self.ruleset.source().slice(expr.span).to_owned()
    }
}

/// Whether an expression has the same value for every incident.
fn is_fixed(expr: &Typed) -> bool {
    match &expr.kind {
        Kind::Const(_) | Kind::Param(_) => true,
        Kind::Neg(_) | Kind::Widen(_) | Kind::Arith(..) | Kind::Call(..) => {
            expr.children().into_iter().all(is_fixed)
        }
        _ => false,
    }
}
