//! Calls: the built-in library, methods of texts, lists and records, and script functions.

use super::Checker;
use super::names::Binding;
use super::typing::{Scope, widen};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::parse::ast::{Expr, ExprKind};
use crate::ruleset::typed::{Aggregate, Const, Function, Kind, Type, Typed};
use crate::source::{Span, Spanned};
use crate::time;

/// Name, function, and how many arguments it takes.
const FUNCTIONS: &[(&str, Function, usize)] = &[
    ("minutes", Function::Minutes, 1),
    ("hours", Function::Hours, 1),
    ("days", Function::Days, 1),
    ("date_of", Function::DateOf, 1),
    ("hour_of", Function::HourOf, 1),
    ("year_of", Function::YearOf, 1),
    ("month_of", Function::MonthOf, 1),
    ("abs", Function::Abs, 1),
    ("min", Function::Min, 2),
    ("max", Function::Max, 2),
    ("round", Function::Round, 1),
    ("floor", Function::Floor, 1),
    ("ceil", Function::Ceil, 1),
    ("to_int", Function::ToInt, 1),
];

/// Whether a function of the library has this name.
pub fn is_built_in(name: &str) -> bool {
    CONSTANTS.contains(&name) || FUNCTIONS.iter().any(|(known, ..)| *known == name)
}

const CONSTANTS: [&str; 3] = ["date", "datetime", "duration"];

/// Every name that can be called: functions, then methods of texts, lists and records.
#[cfg(test)]
pub fn known() -> [Vec<&'static str>; 4] {
    let functions = FUNCTIONS.iter().map(|it| it.0).chain(CONSTANTS).collect();
    [functions, TEXT_METHODS.to_vec(), LIST_METHODS.to_vec(), RECORD_METHODS.to_vec()]
}

const TEXT_METHODS: [&str; 4] = ["mentions", "mentions_not_after", "count", "matches"];
const LIST_METHODS: [&str; 2] = ["contains", "len"];
const RECORD_METHODS: [&str; 7] = ["any", "count", "sum", "min", "max", "kinds", "most"];

/// Types `f(a, b)`.
pub fn call(
    checker: &mut Checker<'_>,
    function: &Spanned<String>,
    arguments: &[Expr],
    span: Span,
    scope: Scope<'_>,
) -> Option<Typed> {
    if CONSTANTS.contains(&function.value.as_str()) {
        return time_constant(checker, function, arguments, span);
    }
    if let Some(&(_, built_in, arity)) = FUNCTIONS.iter().find(|(name, _, _)| *name == function.value) {
        count_arguments(checker, function, arguments.len(), arity, span)?;
        let typed: Vec<_> = arguments.iter().map(|argument| checker.typed(argument, scope)).collect();
        let typed: Option<Vec<_>> = typed.into_iter().collect();
        return built_in_call(checker, built_in, typed?, span);
    }
    if let Some(Binding::Script(index)) = checker.names.get(&function.value) {
        checker.used.insert(function.value.clone());
        return super::scripts::call(checker, index, function, arguments, span, scope);
    }
    unknown(checker, function, "function", FUNCTIONS.iter().map(|it| it.0).chain(CONSTANTS));
    None
}

fn unknown<'a>(
    checker: &mut Checker<'_>,
    name: &Spanned<String>,
    what: &str,
    known: impl Iterator<Item = &'a str>,
) {
    let known: Vec<&str> = known.collect();
    let diagnostic = Diagnostic::new(Code::E220, name.span, format!("there is no {what} `{}`", name.value));
    let diagnostic = match did_you_mean(&name.value, known.iter().copied()) {
        None => diagnostic.expected(crate::parse::list_words(&known), format!("`{}`", name.value)),
        near => diagnostic.meant(near, checker.source),
    };
    checker.report(diagnostic);
}

pub fn count_arguments(
    checker: &mut Checker<'_>,
    name: &Spanned<String>,
    found: usize,
    expected: usize,
    span: Span,
) -> Option<()> {
    if found == expected {
        return Some(());
    }
    let plural = if expected == 1 { "argument" } else { "arguments" };
    let message = format!("`{}` takes {expected} {plural}, found {found}", name.value);
    checker
        .report(Diagnostic::new(Code::E221, span, message).expected(expected.to_string(), found.to_string()));
    None
}

/// `date("…")`, `datetime("…")`, `duration("…")`.
fn time_constant(
    checker: &mut Checker<'_>,
    function: &Spanned<String>,
    arguments: &[Expr],
    span: Span,
) -> Option<Typed> {
    count_arguments(checker, function, arguments.len(), 1, span)?;
    let argument = arguments.first()?;
    let ExprKind::Text(text) = &argument.kind else {
        let message = format!("`{}` takes a text in double quotes", function.value);
        checker.report(Diagnostic::new(Code::E202, argument.span, message));
        return None;
    };
    let (constant, ty) = match function.value.as_str() {
        "date" => (time::parse_date(text).map(Const::Date), Type::Date),
        "datetime" => (time::parse_instant(text).map(Const::Datetime), Type::Datetime),
        _ => (time::parse_span(text).map(Const::Duration), Type::Duration),
    };
    match constant {
        Ok(constant) => Some(Typed::constant(constant, ty, span)),
        Err(error) => {
            let message = format!("`{text}` is no {}: {error}", ty.word());
            checker.report(Diagnostic::new(Code::E113, argument.span, message));
            None
        }
    }
}

fn built_in_call(
    checker: &mut Checker<'_>,
    function: Function,
    mut arguments: Vec<Typed>,
    span: Span,
) -> Option<Typed> {
    let first = arguments.first()?;
    let (fits, expected) = taken(function, first.ty);
    if !fits {
        let (found, place) = (first.ty, first.span);
        checker.expected_type(place, "the argument", expected, found);
        return None;
    }
    if let [first, second] = arguments.as_slice() {
        let (first, second) = (first.clone(), second.clone());
        let (a, b) = checker.same_type(first, second, span, "the arguments", Code::E202)?;
        arguments = vec![a, b];
    }
    if matches!(function, Function::Round | Function::Floor | Function::Ceil | Function::ToInt) {
        arguments = arguments.into_iter().map(widen).collect();
    }
    let ty = match function {
        Function::Abs | Function::Min | Function::Max => arguments.first()?.ty,
        Function::DateOf => Type::Date,
        Function::HourOf | Function::YearOf | Function::MonthOf | Function::ToInt => Type::Int,
        _ => Type::Num,
    };
    Some(Typed { kind: Kind::Call(function, arguments), ty, span })
}

/// Whether a function takes a type, and what it takes.
fn taken(function: Function, ty: Type) -> (bool, &'static str) {
    match function {
        Function::Minutes | Function::Hours | Function::Days => {
            (ty == Type::Duration, "a duration, such as `as_of - sent_at`")
        }
        Function::DateOf | Function::HourOf => (ty == Type::Datetime, "a datetime"),
        Function::YearOf | Function::MonthOf => {
            (ty == Type::Date, "a date; take one of a time with `date_of(…)`")
        }
        _ => (ty.is_numeric(), "a number"),
    }
}

/// Types `a.f(b)`; a function may be called as a method of its first argument.
pub fn method(
    checker: &mut Checker<'_>,
    receiver: &Expr,
    method: &Spanned<String>,
    arguments: &[Expr],
    span: Span,
    scope: Scope<'_>,
) -> Option<Typed> {
    if FUNCTIONS.iter().any(|(name, _, arity)| *name == method.value && *arity == arguments.len() + 1) {
        let typed = checker.typed(receiver, scope)?;
        if typed.ty.is_numeric() || matches!(typed.ty, Type::Duration | Type::Date | Type::Datetime) {
            let all: Vec<Expr> = std::iter::once(receiver).chain(arguments).cloned().collect();
            return call(checker, method, &all, span, scope);
        }
    }
    let typed = checker.typed(receiver, scope)?;
    match typed.ty {
        Type::Text => text_method(checker, typed, method, arguments, span),
        Type::EnumList(_) | Type::TextList => list_method(checker, typed, method, arguments, span, scope),
        Type::Records(list) => record_method(checker, list, method, arguments, span, scope),
        other => {
            let message = format!("a value of type {} has no method `{}`", other.word(), method.value);
            checker.report(Diagnostic::new(Code::E220, method.span, message));
            None
        }
    }
}

/// The list of terms, or the pattern, that an argument names.
fn named_argument(checker: &mut Checker<'_>, argument: &Expr, pattern: bool) -> Option<usize> {
    let wanted = if pattern { "a pattern" } else { "a list of terms" };
    let fits = |binding: Binding| match binding {
        Binding::Terms(index) if !pattern => Some(index),
        Binding::Pattern(index) if pattern => Some(index),
        _ => None,
    };
    let ExprKind::Name(name) = &argument.kind else {
        let message = format!("this must be the name of {wanted}");
        let section = if pattern { "[pattern]" } else { "[terms]" };
        let diagnostic = Diagnostic::new(Code::E202, argument.span, message);
        checker.report(diagnostic.help(format!("name it in `{section}`")));
        return None;
    };
    let Some(binding) = checker.names.get(name) else {
        let near = checker.names.near(name, |binding| fits(binding).is_some());
        let diagnostic = Diagnostic::new(Code::E201, argument.span, format!("nothing is named `{name}`"));
        let diagnostic = diagnostic.meant(near, checker.source);
        checker.report(diagnostic);
        return None;
    };
    checker.used.insert(name.clone());
    if fits(binding).is_none() {
        let message = format!("`{name}` is {}, not {wanted}", binding.word());
        checker.report(Diagnostic::new(Code::E202, argument.span, message).expected(wanted, binding.word()));
    }
    fits(binding)
}

fn text_method(
    checker: &mut Checker<'_>,
    text: Typed,
    method: &Spanned<String>,
    arguments: &[Expr],
    span: Span,
) -> Option<Typed> {
    let arity = if method.value == "mentions_not_after" { 2 } else { 1 };
    if !TEXT_METHODS.contains(&method.value.as_str()) {
        unknown(checker, method, "method of texts", TEXT_METHODS.into_iter());
        return None;
    }
    count_arguments(checker, method, arguments.len(), arity, span)?;
    if !matches!(text.kind, Kind::Field(_) | Kind::Item(_)) {
        checker.report(Diagnostic::new(Code::E202, text.span, "only a field's text can be searched"));
        return None;
    }
    let first = named_argument(checker, arguments.first()?, method.value == "matches")?;
    if matches!(method.value.as_str(), "count" | "mentions_not_after") {
        checker.told_apart.insert(first);
    }
    let text = Box::new(text);
    let (kind, ty) = match method.value.as_str() {
        "mentions" => (Kind::Mentions(text, first), Type::Bool),
        "matches" => (Kind::Matches(text, first), Type::Bool),
        "count" => (Kind::CountTerms(text, first), Type::Int),
        _ => {
            let negators = named_argument(checker, arguments.get(1)?, false)?;
            checker.told_apart.insert(negators);
            (Kind::MentionsNotAfter(text, first, negators), Type::Bool)
        }
    };
    Some(Typed { kind, ty, span })
}

fn list_method(
    checker: &mut Checker<'_>,
    list: Typed,
    method: &Spanned<String>,
    arguments: &[Expr],
    span: Span,
    scope: Scope<'_>,
) -> Option<Typed> {
    match method.value.as_str() {
        "contains" => {
            count_arguments(checker, method, arguments.len(), 1, span)?;
            contains_typed(checker, list, arguments.first()?, span, scope)
        }
        "len" => {
            count_arguments(checker, method, arguments.len(), 0, span)?;
            Some(Typed { kind: Kind::Len(Box::new(list)), ty: Type::Int, span })
        }
        _ => {
            unknown(checker, method, "method of lists", LIST_METHODS.into_iter());
            None
        }
    }
}

/// Types `value in list`.
pub fn contains(
    checker: &mut Checker<'_>,
    list: &Expr,
    value: &Expr,
    span: Span,
    scope: Scope<'_>,
) -> Option<Typed> {
    let list = checker.typed(list, scope)?;
    contains_typed(checker, list, value, span, scope)
}

fn contains_typed(
    checker: &mut Checker<'_>,
    list: Typed,
    value: &Expr,
    span: Span,
    scope: Scope<'_>,
) -> Option<Typed> {
    let value = checker.typed(value, scope)?;
    let constant = match (list.ty, &value.kind) {
        (Type::EnumList(index), Kind::Const(Const::Text(text))) => {
            Const::Enum(checker.enum_value(index, text, value.span)?)
        }
        (Type::TextList, Kind::Const(constant @ Const::Text(_))) => constant.clone(),
        (Type::EnumList(_) | Type::TextList, _) => {
            checker.expected_type(
                value.span,
                "what a list is asked for",
                "a text in double quotes",
                value.ty,
            );
            return None;
        }
        (other, _) => {
            checker.expected_type(
                list.span,
                "what stands after `in`",
                "a list, a range or a list field",
                other,
            );
            return None;
        }
    };
    Some(Typed { kind: Kind::Contains(Box::new(list), constant), ty: Type::Bool, span })
}

fn record_method(
    checker: &mut Checker<'_>,
    list: usize,
    method: &Spanned<String>,
    arguments: &[Expr],
    span: Span,
    scope: Scope<'_>,
) -> Option<Typed> {
    let aggregate = match method.value.as_str() {
        "any" => Aggregate::Any,
        "count" => Aggregate::Count,
        "sum" => Aggregate::Sum,
        "min" => Aggregate::Min,
        "max" => Aggregate::Max,
        "kinds" => Aggregate::Kinds,
        "most" => Aggregate::Most,
        _ => {
            unknown(checker, method, "method of records", RECORD_METHODS.into_iter());
            return None;
        }
    };
    if scope.in_aggregate {
        let message = "a list of records cannot be read inside another reading";
        checker.report(Diagnostic::new(Code::E224, span, message).help("read it in a feature of its own"));
        return None;
    }
    if aggregate == Aggregate::Count && arguments.is_empty() {
        return Some(Typed { kind: Kind::Aggregate(list, aggregate, None), ty: Type::Int, span });
    }
    count_arguments(checker, method, arguments.len(), 1, span)?;
    let inner = Scope { list: Some(list), in_aggregate: true, bound: scope.bound };
    let body = checker.typed(arguments.first()?, inner)?;
    let ty = aggregate_type(checker, aggregate, &body)?;
    Some(Typed { kind: Kind::Aggregate(list, aggregate, Some(Box::new(body))), ty, span })
}

/// The type that an aggregate of a body has.
fn aggregate_type(checker: &mut Checker<'_>, aggregate: Aggregate, body: &Typed) -> Option<Type> {
    let ordered = body.ty.is_numeric() || matches!(body.ty, Type::Date | Type::Datetime | Type::Duration);
    let (good, expected) = match aggregate {
        Aggregate::Any | Aggregate::Count => (body.ty == Type::Bool, "a bool"),
        Aggregate::Sum => (body.ty.is_numeric(), "a number"),
        Aggregate::Min | Aggregate::Max => (ordered, "a number, a date or a time"),
        Aggregate::Kinds | Aggregate::Most => {
            (matches!(body.ty, Type::Enum(_) | Type::Int | Type::Bool | Type::Date), "an enum or integer")
        }
    };
    if !good {
        checker.expected_type(body.span, "the argument", expected, body.ty);
        return None;
    }
    Some(match aggregate {
        Aggregate::Any => Type::Bool,
        Aggregate::Count | Aggregate::Kinds | Aggregate::Most => Type::Int,
        Aggregate::Sum | Aggregate::Min | Aggregate::Max => body.ty,
    })
}
