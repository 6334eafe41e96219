//! Thresholds: numeric values, of any expression, compared with what is fixed for an incident: a constant or a
//! parameter. Comparisons, ranges and the edges of bins are.

use rules_core::Ruleset;
use rules_core::parse::ast::BinaryOp;
use rules_core::ruleset::typed::{Kind, Type, Typed};
use rules_core::ruleset::{Axis, BinTest, Points, Test};

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
    pub text: String,
    /// Such as `below 3000`.
    pub under_text: String,
    /// Such as `of 3000 or more`.
    pub over_text: String,
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
            let (edge, included, word) = match bin {
                BinTest::Below(edge) => (edge, false, "below"),
                BinTest::UpTo(edge) => (edge, true, "up to"),
                _ => continue,
            };
            let text = format!("{value} {word} {}", self.slice(edge));
            self.add(&axis.value, edge, included, text, None);
        }
    }

    /// Adds the thresholds of an expression; those in aggregates are put to the list's items.
    fn walk(&mut self, expr: &Typed, each: Option<usize>) {
        match &expr.kind {
            Kind::Compare(op, left, right) => self.compare(expr, *op, left, right, each),
            Kind::InRange(value, low, high, included) => {
                let text = self.slice(expr);
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
        self.add(value, edge, included, self.slice(expr), each);
    }

    fn add(&mut self, value: &Typed, edge: &Typed, included: bool, text: String, each: Option<usize>) {
        if !matches!(value.ty, Type::Int | Type::Num | Type::Duration) || is_fixed(value) || !is_fixed(edge) {
            return;
        }
        let at = self.slice(edge);
        let (under, over, under_text, over_text) = match included {
            true => (BinaryOp::Le, BinaryOp::Gt, format!("up to {at}"), format!("over {at}")),
            false => (BinaryOp::Lt, BinaryOp::Ge, format!("below {at}"), format!("of {at} or more")),
        };
        let compare = |op| Typed {
            kind: Kind::Compare(op, Box::new(value.clone()), Box::new(edge.clone())),
            ty: Type::Bool,
            span: edge.span,
        };
        let (under, over) = (compare(under), compare(over));
        if !self.all.iter().any(|known| known.under == under && known.each == each) {
            self.all.push(Threshold { each, under, over, text, under_text, over_text });
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
