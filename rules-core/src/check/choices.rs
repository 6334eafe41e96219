//! `in` and `switch`: a value among constants, in a range, in a list, or under labels.

use super::typing::Scope;
use super::{Checker, calls};
use crate::diagnostic::{Code, Diagnostic};
use crate::number;
use crate::parse::ast::{BinaryOp, Expr, ExprKind, SwitchArm};
use crate::ruleset::typed::{Const, Kind, Type, Typed};
use crate::source::{Span, Spanned};

impl Checker<'_> {
    pub(super) fn is_in(
        &mut self,
        value: &Expr,
        set: &Expr,
        negated: bool,
        span: Span,
        scope: Scope<'_>,
    ) -> Option<Typed> {
        let typed = match &set.kind {
            ExprKind::List(items) => self.in_list(value, items, span, scope),
            ExprKind::Range { low, high, inclusive } => {
                self.in_range(value, (low, high), *inclusive, span, scope)
            }
            _ => calls::contains(self, set, value, span, scope),
        }?;
        if negated {
            return Some(Typed { kind: Kind::Not(Box::new(typed)), ty: Type::Bool, span });
        }
        Some(typed)
    }

    fn in_list(&mut self, value: &Expr, items: &[Expr], span: Span, scope: Scope<'_>) -> Option<Typed> {
        let mut value = self.typed(value, scope)?;
        let mut set = Vec::new();
        let mut good = true;
        for item in items {
            let Some(item) = self.typed(item, scope) else {
                good = false;
                continue;
            };
            match self.same_type(value.clone(), item, span, "`in`", Code::E203) {
                Some((widened, Typed { kind: Kind::Const(constant), .. })) => {
                    value = widened;
                    set.push(constant);
                }
                // An integer that no number holds: `set_member` drops it.
                Some((widened, Typed { kind: Kind::Widen(inner), .. }))
                    if matches!(inner.kind, Kind::Const(_)) =>
                {
                    value = widened;
                    if let Kind::Const(constant) = inner.kind {
                        set.push(constant);
                    }
                }
                Some((_, computed)) => {
                    let message = "a list after `in` holds constants only";
                    self.report(Diagnostic::new(Code::E202, computed.span, message));
                    good = false;
                }
                None => good = false,
            }
        }
        let set = set.into_iter().filter_map(|constant| set_member(constant, value.ty)).collect();
        good.then(|| Typed { kind: Kind::InSet(Box::new(value), set), ty: Type::Bool, span })
    }

    fn in_range(
        &mut self,
        value: &Expr,
        (low, high): (&Expr, &Expr),
        inclusive: bool,
        span: Span,
        scope: Scope<'_>,
    ) -> Option<Typed> {
        let (value, low, high) = (self.typed(value, scope), self.typed(low, scope), self.typed(high, scope));
        let (low, high) = self.same_type(low?, high?, span, "a range", Code::E202)?;
        let (value, low) = self.same_type(value?, low, span, "`in`", Code::E203)?;
        let (low, high) = self.same_type(low, high, span, "a range", Code::E202)?;
        if !value.ty.is_numeric() {
            self.expected_type(value.span, "a value before `in` with a range", "a number", value.ty);
            return None;
        }
        if let (Kind::Const(a), Kind::Const(b)) = (&low.kind, &high.kind)
            && is_empty(a, b, inclusive)
        {
            self.report(
                Diagnostic::new(Code::E225, low.span.to(high.span), "this range holds nothing")
                    .help("put the smaller end first"),
            );
        }
        let kind = Kind::InRange(Box::new(value), Box::new(low), Box::new(high), inclusive);
        Some(Typed { kind, ty: Type::Bool, span })
    }

    /// `switch` as a chain of `if`.
    pub(super) fn switch(
        &mut self,
        value: &Expr,
        arms: &[SwitchArm],
        otherwise: Option<&Expr>,
        span: Span,
        scope: Scope<'_>,
    ) -> Option<Typed> {
        let Some(otherwise) = otherwise else {
            self.report(
                Diagnostic::new(Code::E110, span, "a `switch` needs an arm for everything else")
                    .help("add `_ => …` as its last arm"),
            );
            return None;
        };
        let mut chain = otherwise.clone();
        for arm in arms.iter().rev() {
            chain = Expr {
                span,
                kind: ExprKind::If {
                    condition: Box::new(arm_condition(value, arm)),
                    then: Box::new(arm.result.clone()),
                    otherwise: Box::new(chain),
                },
            };
        }
        self.typed(&chain, scope)
    }
}

/// A range whose ends leave nothing between them.
fn is_empty(low: &Const, high: &Const, inclusive: bool) -> bool {
    match (low, high) {
        (Const::Int(a), Const::Int(b)) => a > b || (a == b && !inclusive),
        (Const::Num(a), Const::Num(b)) => a > b || (a == b && !inclusive),
        _ => false,
    }
}

/// The condition under which an arm is taken.
fn arm_condition(value: &Expr, arm: &SwitchArm) -> Expr {
    let tests = arm.labels.iter().map(|label| {
        let kind = match &label.kind {
            ExprKind::Range { .. } => {
                ExprKind::In { value: Box::new(value.clone()), set: Box::new(label.clone()), negated: false }
            }
            _ => ExprKind::Binary {
                op: Spanned::new(BinaryOp::Eq, label.span),
                left: Box::new(value.clone()),
                right: Box::new(label.clone()),
            },
        };
        Expr { kind, span: label.span }
    });
    let mut tests: Vec<Expr> = tests.collect();
    let any = match tests.len() {
        1 => tests.remove(0),
        _ => Expr { span: value.span, kind: ExprKind::Or(tests) },
    };
    match &arm.guard {
        None => any,
        Some(guard) => Expr { span: any.span, kind: ExprKind::And(vec![any, guard.clone()]) },
    }
}

/// A constant of a set, in the type of the value that is looked up in it. An integer that no number holds
/// exactly equals no number, and is dropped.
fn set_member(constant: Const, ty: Type) -> Option<Const> {
    match constant {
        Const::Int(value) if ty == Type::Num => number::widen(value).map(Const::Num),
        other => Some(other),
    }
}
