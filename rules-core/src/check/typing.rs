//! Expressions to typed expressions: names resolved, every operand's type decided, mixed numbers widened.
//!
//! Types: integer and number mix (the integer is widened); `date - date` and `datetime - datetime` are
//! durations; `datetime ± duration` is a datetime; durations add and subtract. Anything else of two types
//! is a mistake of the author, never `false`. A text literal beside an enum is one of its values.

use super::names::Binding;
use super::{Checker, Extent, calls, known};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::limits;
use crate::parse::ast::{BinaryOp, Expr, ExprKind};
use crate::parse::list_words;
use crate::ruleset::typed::{Const, Kind, Type, Typed};
use crate::source::{Span, Spanned};
use crate::{number, time};

/// Where an expression stands: decides which names are in scope.
#[derive(Clone, Copy, Default)]
pub struct Scope<'a> {
    /// The list of records whose item is at hand.
    pub list: Option<usize>,
    /// Whether it is the argument of a method of records.
    pub in_aggregate: bool,
    /// Parameters of the script function at hand, with what they stand for.
    pub bound: &'a [(String, Typed)],
}

impl Checker<'_> {
    /// Types an expression; `None` with at least one diagnostic where it has no type.
    ///
    /// Features and script functions are followed from here, so that depth and size are limited here too.
    pub fn typed(&mut self, expr: &Expr, scope: Scope<'_>) -> Option<Typed> {
        if self.extent.depth == 0 {
            self.extent.parts = 0;
        }
        self.spend(1, expr.span)?;
        self.extent.depth += 1;
        let typed = self.typed_kind(expr, scope);
        self.extent.depth -= 1;
        typed
    }

    /// Takes parts of what one expression may have.
    fn spend(&mut self, parts: usize, place: Span) -> Option<()> {
        self.extent.parts = self.extent.parts.saturating_add(parts);
        let (message, limit) = match self.extent {
            Extent { depth, .. } if depth >= limits::TYPED_DEPTH => {
                ("features and functions are nested too deep here", limits::TYPED_DEPTH)
            }
            Extent { parts, .. } if parts > limits::TYPED_PARTS => (
                "with the features and functions under it this expression has too many parts",
                limits::TYPED_PARTS,
            ),
            _ => return Some(()),
        };
        let diagnostic =
            Diagnostic::new(Code::E112, place, message).expected(format!("at most {limit}"), "more");
        self.report(diagnostic.help("define it by fewer steps"));
        None
    }

    fn typed_kind(&mut self, expr: &Expr, scope: Scope<'_>) -> Option<Typed> {
        let span = expr.span;
        let constant = |value, ty| Some(Typed::constant(value, ty, span));
        match &expr.kind {
            ExprKind::Bool(value) => constant(Const::Bool(*value), Type::Bool),
            ExprKind::Int(value) => self.integer(*value, span),
            ExprKind::Num(value) => constant(Const::Num(*value), Type::Num),
            ExprKind::Text(value) => constant(Const::Text(value.clone()), Type::Text),
            ExprKind::Name(name) => self.name(name, span, scope),
            ExprKind::Not(inner) => self.not(inner, span, scope),
            ExprKind::Neg(inner) => self.negative(inner, span, scope),
            ExprKind::And(all) => self.all_bools(all, "&&", span, scope, Kind::And),
            ExprKind::Or(all) => self.all_bools(all, "||", span, scope, Kind::Or),
            ExprKind::Binary { op, left, right } => self.binary(op, left, right, span, scope),
            ExprKind::Default { value, default } => self.default(value, default, span, scope),
            ExprKind::In { value, set, negated } => self.is_in(value, set, *negated, span, scope),
            ExprKind::If { condition, then, otherwise } => {
                self.branches(condition, then, otherwise, span, scope)
            }
            ExprKind::Switch { value, arms, otherwise } => {
                self.switch(value, arms, otherwise.as_deref(), span, scope)
            }
            ExprKind::Call { function, arguments } => calls::call(self, function, arguments, span, scope),
            ExprKind::Method { receiver, method, arguments } => {
                calls::method(self, receiver, method, arguments, span, scope)
            }
            ExprKind::Property { receiver, property } => self.property(receiver, property, scope),
            ExprKind::List(_) | ExprKind::Range { .. } => {
                self.report(
                    Diagnostic::new(Code::E202, span, "a list or range stands only after `in`")
                        .help("write `x in [1, 2]` or `x in 1..=5`"),
                );
                None
            }
        }
    }

    /// Types an expression that must be a bool.
    pub fn boolean(&mut self, expr: &Expr, scope: Scope<'_>, what: &str) -> Option<Typed> {
        let typed = self.typed(expr, scope)?;
        if typed.ty == Type::Bool {
            return Some(typed);
        }
        self.expected_type(typed.span, what, "bool", typed.ty);
        None
    }

    /// Reports a value of the wrong type.
    pub fn expected_type(&mut self, span: Span, what: &str, expected: &str, found: Type) {
        let message = format!("{what} must be {expected}, found {}", found.word());
        self.report(Diagnostic::new(Code::E202, span, message).expected(expected, found.word()));
    }

    fn integer(&mut self, value: i128, span: Span) -> Option<Typed> {
        if let Ok(value) = i64::try_from(value) {
            return Some(Typed::constant(Const::Int(value), Type::Int, span));
        }
        self.report(
            Diagnostic::new(Code::E121, span, "an integer literal beyond 64 bits")
                .expected(format!("{} to {}", i64::MIN, i64::MAX), value.to_string()),
        );
        None
    }

    fn name(&mut self, name: &str, span: Span, scope: Scope<'_>) -> Option<Typed> {
        if let Some((_, value)) = scope.bound.iter().find(|(bound, _)| bound == name) {
            let mut parts = 0;
            value.walk(&mut |_| parts += 1);
            self.spend(parts, span)?;
            return Some(Typed { span, ..value.clone() });
        }
        match name {
            "as_of" => return Some(Typed { kind: Kind::AsOf, ty: Type::Datetime, span }),
            "none" => return Some(Typed::constant(Const::Date(time::NONE), Type::Date, span)),
            _ => {}
        }
        if let Some(list) = scope.list
            && let Some(item) = self.items_of(list).iter().position(|field| field.name == name)
        {
            self.used_items.insert((list, item));
            let ty = self.items_of(list).get(item)?.ty;
            return Some(Typed { kind: Kind::Item(item), ty, span });
        }
        let Some(binding) = self.names.get(name) else {
            self.unknown_name(name, span, scope);
            return None;
        };
        self.used.insert(name.to_owned());
        self.bound_value(binding, name, span)
    }

    fn bound_value(&mut self, binding: Binding, name: &str, span: Span) -> Option<Typed> {
        let (kind, ty) = match binding {
            Binding::Field(index) => (Kind::Field(index), self.fields.get(index)?.ty),
            Binding::Param(index) => (Kind::Param(index), self.params.get(index)?.ty),
            Binding::Feature(index) => {
                let ty = self.feature_type(index, span)?;
                self.spend(self.feature_extents.get(&index).map_or(0, |extent| extent.parts), span)?;
                (Kind::Feature(index), ty)
            }
            Binding::Terms(_) | Binding::Pattern(_) | Binding::Deadline(_) | Binding::Script(_) => {
                let help = match binding {
                    Binding::Terms(_) => format!("ask a text for it: `narrative.mentions({name})`"),
                    Binding::Pattern(_) => format!("ask a text for it: `narrative.matches({name})`"),
                    Binding::Deadline(_) => format!("read its state: `{name}.state == \"late\"`"),
                    _ => format!("call it: `{name}(…)`"),
                };
                let message = format!("`{name}` is {}, not a value", binding.word());
                self.report(Diagnostic::new(Code::E202, span, message).help(help));
                return None;
            }
        };
        Some(Typed { kind, ty, span })
    }

    fn unknown_name(&mut self, name: &str, span: Span, scope: Scope<'_>) {
        let owner = self.fields.iter().find(|field| field.items.iter().any(|item| item.name == name));
        if let Some(list) = owner.map(|field| field.name.clone()) {
            let message = format!("`{name}` is a field of the items of `{list}`");
            self.report(
                Diagnostic::new(Code::E224, span, message)
                    .help(format!("read it in `{list}.any(…)`, or put `each = \"{list}\"` on the rule")),
            );
            return;
        }
        let items = scope.list.map(|list| self.items_of(list)).unwrap_or_default();
        let near = did_you_mean(name, items.iter().map(|item| item.name.as_str()))
            .or_else(|| {
                self.names.near(name, |binding| !matches!(binding, Binding::Terms(_) | Binding::Pattern(_)))
            })
            .or_else(|| did_you_mean(name, scope.bound.iter().map(|(bound, _)| bound.as_str())));
        let diagnostic = Diagnostic::new(Code::E201, span, format!("nothing is named `{name}`"));
        let diagnostic = diagnostic.meant(near, self.source);
        self.report(diagnostic);
    }

    fn branches(
        &mut self,
        condition: &Expr,
        then: &Expr,
        otherwise: &Expr,
        span: Span,
        scope: Scope<'_>,
    ) -> Option<Typed> {
        let condition = self.boolean(condition, scope, "the condition of `if`");
        let (then, otherwise) = self.pair(then, otherwise, span, scope, "the branches of `if`")?;
        let ty = then.ty;
        let kind = Kind::If(Box::new(condition?), Box::new(then), Box::new(otherwise));
        Some(Typed { kind, ty, span })
    }

    fn not(&mut self, inner: &Expr, span: Span, scope: Scope<'_>) -> Option<Typed> {
        let inner = self.boolean(inner, scope, "the operand of `!`")?;
        Some(Typed { kind: Kind::Not(Box::new(inner)), ty: Type::Bool, span })
    }

    fn negative(&mut self, inner: &Expr, span: Span, scope: Scope<'_>) -> Option<Typed> {
        if let ExprKind::Int(value) = inner.kind {
            return self.integer(-value, span);
        }
        let inner = self.typed(inner, scope)?;
        if let Kind::Const(Const::Num(value)) = inner.kind {
            return Some(Typed::constant(Const::Num(-value), Type::Num, span));
        }
        if !inner.ty.is_numeric() && inner.ty != Type::Duration {
            self.expected_type(inner.span, "the operand of `-`", "a number", inner.ty);
            return None;
        }
        let ty = inner.ty;
        Some(Typed { kind: Kind::Neg(Box::new(inner)), ty, span })
    }

    fn all_bools(
        &mut self,
        all: &[Expr],
        sign: &str,
        span: Span,
        scope: Scope<'_>,
        kind: impl FnOnce(Vec<Typed>) -> Kind,
    ) -> Option<Typed> {
        let what = format!("an operand of `{sign}`");
        let typed: Vec<_> = all.iter().map(|expr| self.boolean(expr, scope, &what)).collect();
        let typed: Option<Vec<_>> = typed.into_iter().collect();
        Some(Typed { kind: kind(typed?), ty: Type::Bool, span })
    }

    fn binary(
        &mut self,
        op: &Spanned<BinaryOp>,
        left: &Expr,
        right: &Expr,
        span: Span,
        scope: Scope<'_>,
    ) -> Option<Typed> {
        let (left, right) = (self.typed(left, scope), self.typed(right, scope));
        let (left, right) = (left?, right?);
        match op.value {
            BinaryOp::Eq | BinaryOp::Ne | BinaryOp::Lt | BinaryOp::Le | BinaryOp::Gt | BinaryOp::Ge => {
                self.compare(op, left, right, span)
            }
            _ => self.arithmetic(op, left, right, span),
        }
    }

    fn compare(&mut self, op: &Spanned<BinaryOp>, left: Typed, right: Typed, span: Span) -> Option<Typed> {
        let sign = op.value.sign();
        let (left, right) = self.same_type(left, right, op.span, &format!("`{sign}`"), Code::E203)?;
        let ordered = left.ty.is_numeric() || matches!(left.ty, Type::Date | Type::Datetime | Type::Duration);
        let equal = ordered || matches!(left.ty, Type::Bool | Type::Enum(_) | Type::Text);
        let is_order = !matches!(op.value, BinaryOp::Eq | BinaryOp::Ne);
        if if is_order { !ordered } else { !equal } {
            let message = format!("`{sign}` does not compare two values of type {}", left.ty.word());
            let diagnostic = Diagnostic::new(Code::E202, op.span, message);
            self.report(match left.ty {
                Type::Enum(_) | Type::Text => diagnostic.help("compare with `==`, `!=` or `in [ … ]`"),
                Type::EnumList(_) | Type::TextList => diagnostic.help("ask `list.contains(\"…\")`"),
                _ => diagnostic,
            });
            return None;
        }
        let kind = Kind::Compare(op.value, Box::new(left), Box::new(right));
        Some(Typed { kind, ty: Type::Bool, span })
    }

    /// Two operands brought to one type: integers widened, literals read as enum values.
    pub fn same_type(
        &mut self,
        left: Typed,
        right: Typed,
        place: Span,
        what: &str,
        code: Code,
    ) -> Option<(Typed, Typed)> {
        if left.ty == right.ty {
            return Some((left, right));
        }
        match (left.ty, right.ty) {
            (Type::Int, Type::Num) => return Some((widen(left), right)),
            (Type::Num, Type::Int) => return Some((left, widen(right))),
            (Type::Enum(_), Type::Text) => return Some((left.clone(), self.enum_literal(right, left.ty)?)),
            (Type::Text, Type::Enum(_)) => return Some((self.enum_literal(left, right.ty)?, right)),
            (Type::Datetime, Type::Date) if is_none(&right) => return Some((left, none_datetime(&right))),
            (Type::Date, Type::Datetime) if is_none(&left) => return Some((none_datetime(&left), right)),
            _ => {}
        }
        let message = format!("{what} between {} and {}", left.ty.word(), right.ty.word());
        let diagnostic = Diagnostic::new(code, place, message)
            .expected(left.ty.word(), right.ty.word())
            .also(left.span, format!("this is {}", with_article(left.ty)))
            .also(right.span, format!("this is {}", with_article(right.ty)));
        self.report(mixed_types(diagnostic, &left, &right));
        None
    }

    /// A text literal as a value of an enum.
    pub fn enum_literal(&mut self, literal: Typed, ty: Type) -> Option<Typed> {
        let (Type::Enum(index), Kind::Const(Const::Text(text))) = (ty, &literal.kind) else {
            self.report(
                Diagnostic::new(Code::E203, literal.span, "an enum is compared with its listed values only")
                    .expected("a value in double quotes", "a text that is computed"),
            );
            return None;
        };
        let value = self.enum_value(index, text, literal.span)?;
        Some(Typed::constant(Const::Enum(value), ty, literal.span))
    }

    /// The index of an enum's value, or a diagnostic.
    pub fn enum_value(&mut self, index: usize, text: &str, span: Span) -> Option<u32> {
        let names = &self.enums.get(index)?.names;
        if let Some(value) = names.iter().position(|name| name == text) {
            return u32::try_from(value).ok();
        }
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let diagnostic = Diagnostic::new(Code::E204, span, format!("`{text}` is not a listed value"))
            .expected(list_words(&names), format!("`{text}`"))
            .meant(did_you_mean(text, names.iter().copied()), self.source);
        self.report(diagnostic);
        None
    }

    fn arithmetic(&mut self, op: &Spanned<BinaryOp>, left: Typed, right: Typed, span: Span) -> Option<Typed> {
        let arith = |left: Typed, right: Typed, ty| {
            let kind = Kind::Arith(op.value, Box::new(left), Box::new(right));
            Some(Typed { kind, ty, span })
        };
        let additive = matches!(op.value, BinaryOp::Add | BinaryOp::Sub);
        match (left.ty, right.ty) {
            (Type::Int, Type::Int) => {
                if op.value == BinaryOp::Div {
                    self.warn_integer_division(op.span, &left, &right);
                }
                arith(left, right, Type::Int)
            }
            (Type::Num, Type::Num) => arith(left, right, Type::Num),
            (Type::Int, Type::Num) => arith(widen(left), right, Type::Num),
            (Type::Num, Type::Int) => arith(left, widen(right), Type::Num),
            (Type::Date, Type::Date) | (Type::Datetime, Type::Datetime) if op.value == BinaryOp::Sub => {
                arith(left, right, Type::Duration)
            }
            (Type::Datetime, Type::Duration) if additive => arith(left, right, Type::Datetime),
            (Type::Duration, Type::Duration) if additive => arith(left, right, Type::Duration),
            (a, b) => {
                let message = format!("`{}` between {} and {}", op.value.sign(), a.word(), b.word());
                let diagnostic = Diagnostic::new(Code::E202, op.span, message)
                    .expected("two numbers, or two dates or times", format!("{} and {}", a.word(), b.word()))
                    .also(left.span, format!("this is {}", with_article(a)))
                    .also(right.span, format!("this is {}", with_article(b)));
                self.report(mixed_types(diagnostic, &left, &right));
                None
            }
        }
    }

    fn warn_integer_division(&mut self, place: Span, left: &Typed, right: &Typed) {
        let diagnostic = Diagnostic::new(Code::W301, place, "integer / integer drops the remainder");
        let literal = [right, left].into_iter().find(|it| matches!(it.kind, Kind::Const(Const::Int(_))));
        let written = self.source.slice(literal.unwrap_or(left).span);
        self.report(match literal {
            Some(literal) => diagnostic
                .help(format!("write `{written}.0` for an exact quotient"))
                .fix(literal.span, format!("{written}.0")),
            None => diagnostic.help(format!("write `{written} * 1.0 / …` for an exact quotient")),
        });
    }

    fn default(&mut self, value: &Expr, default: &Expr, span: Span, scope: Scope<'_>) -> Option<Typed> {
        let (value, default) = self.pair(value, default, span, scope, "`??`")?;
        if !known::may_be_unknown(self, &value) {
            let message = "this value is always known: its default is never needed";
            self.report(Diagnostic::new(Code::W309, default.span, message));
        }
        let ty = value.ty;
        Some(Typed { kind: Kind::Default(Box::new(value), Box::new(default)), ty, span })
    }

    /// Two expressions that must have one type.
    fn pair(
        &mut self,
        a: &Expr,
        b: &Expr,
        span: Span,
        scope: Scope<'_>,
        what: &str,
    ) -> Option<(Typed, Typed)> {
        let (a, b) = (self.typed(a, scope), self.typed(b, scope));
        self.same_type(a?, b?, span, what, Code::E202)
    }

    fn property(&mut self, receiver: &Expr, property: &Spanned<String>, scope: Scope<'_>) -> Option<Typed> {
        let span = receiver.span.to(property.span);
        if let ExprKind::Name(name) = &receiver.kind
            && let Some(Binding::Deadline(index)) = self.names.get(name)
        {
            self.used.insert(name.clone());
            let states = self.deadline_enum;
            let (kind, ty) = match property.value.as_str() {
                "state" => (Kind::DeadlineState(index), Type::Enum(states)),
                "days_left" => (Kind::DeadlineDaysLeft(index), Type::Int),
                "due" => (Kind::DeadlineDue(index), Type::Date),
                other => {
                    let diagnostic =
                        Diagnostic::new(Code::E201, property.span, format!("a deadline has no `{other}`"))
                            .expected("`state`, `days_left` or `due`", format!("`{other}`"));
                    self.report(diagnostic);
                    return None;
                }
            };
            return Some(Typed { kind, ty, span });
        }
        self.typed(receiver, scope)?;
        let message = format!("only deadlines have properties such as `{}`", property.value);
        self.report(Diagnostic::new(Code::E201, property.span, message));
        None
    }
}

/// An integer expression as a number; constants at once.
pub fn widen(typed: Typed) -> Typed {
    if typed.ty != Type::Int {
        return typed;
    }
    let span = typed.span;
    match &typed.kind {
        Kind::Const(Const::Int(value)) if number::widen(*value).is_some() => {
            let value = number::widen(*value).unwrap_or_default();
            Typed::constant(Const::Num(value), Type::Num, span)
        }
        _ => Typed { kind: Kind::Widen(Box::new(typed)), ty: Type::Num, span },
    }
}

/// The type as a phrase.
fn with_article(ty: Type) -> String {
    match ty {
        Type::Int | Type::Enum(_) => format!("an {}", ty.word()),
        Type::EnumList(_) | Type::TextList | Type::Bool | Type::Num | Type::Text => {
            format!("a {}", ty.word())
        }
        Type::Date | Type::Datetime | Type::Duration => format!("a {}", ty.word()),
        Type::Records(_) => "a list of records".to_owned(),
    }
}

fn is_none(typed: &Typed) -> bool {
    matches!(typed.kind, Kind::Const(Const::Date(time::NONE)))
}

fn none_datetime(typed: &Typed) -> Typed {
    Typed::constant(Const::Datetime(time::NONE), Type::Datetime, typed.span)
}

/// Adds the help that fits a mix of types.
fn mixed_types(diagnostic: Diagnostic, left: &Typed, right: &Typed) -> Diagnostic {
    let number_in_quotes = |typed: &Typed| match &typed.kind {
        Kind::Const(Const::Text(text)) if text.parse::<f64>().is_ok() => Some((typed.span, text.clone())),
        _ => None,
    };
    match (left.ty, right.ty) {
        (Type::Enum(_), Type::Enum(_)) => diagnostic.help("the two fields list values of their own"),
        (Type::Enum(_), _) | (_, Type::Enum(_)) => {
            diagnostic.help("compare an enum with one of its listed values in double quotes")
        }
        (Type::Date, Type::Datetime) | (Type::Datetime, Type::Date) => {
            diagnostic.help("take the local date of the time with `date_of(…)`")
        }
        (Type::Date | Type::Datetime | Type::Duration, Type::Text) => {
            let function = left.ty.word();
            diagnostic.help(format!("write the constant as `{function}(\"…\")`"))
        }
        (Type::Duration, _) | (_, Type::Duration) => {
            diagnostic.help("turn the duration into a number with `hours(…)` or `days(…)`")
        }
        (a, Type::Text) if a.is_numeric() => match number_in_quotes(right) {
            Some((span, text)) => diagnostic.help("numbers stand without quotes").fix(span, text),
            None => diagnostic,
        },
        (Type::Text, b) if b.is_numeric() => match number_in_quotes(left) {
            Some((span, text)) => diagnostic.help("numbers stand without quotes").fix(span, text),
            None => diagnostic,
        },
        _ => diagnostic,
    }
}
