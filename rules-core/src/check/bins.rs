//! Bins: in order, without overlap, without a gap.

use super::Checker;
use super::known;
use super::names::Binding;
use super::typing::{Scope, widen};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::document::{AxisDecl, BinDecl, BinTest as TestDecl, Edge, Numeral};
use crate::ruleset::typed::{Const, Kind, Type, Typed};
use crate::ruleset::{Axis, BinTest};
use crate::source::{Span, Spanned};

/// Types an axis and checks its bins.
pub fn axis(checker: &mut Checker<'_>, decl: &AxisDecl) -> Option<Axis> {
    let expression = decl.value.as_ref()?;
    let value = checker.typed(&expression.expr, Scope::default())?;
    if !matches!(value.ty, Type::Int | Type::Num | Type::Bool | Type::Enum(_)) {
        checker.expected_type(value.span, "`value`", "a number, an enum or a bool", value.ty);
        return None;
    }
    let bins: Vec<_> = decl.bins.iter().map(|bin| test(checker, bin, value.ty)).collect();
    let bins: Option<Vec<BinTest>> = bins.into_iter().collect();
    let bins = bins?;
    check_order(checker, decl, &bins);
    check_cover(checker, decl, &value, &bins);
    Some(Axis { value, text: expression.text.clone(), bins })
}

/// Whether a hit of this bin may rest on an assumption other than the bin's own `unknown`.
pub fn may_assume(checker: &Checker<'_>, axis: Option<&Axis>, test: &TestDecl) -> bool {
    let by_default = axis.is_some_and(|axis| known::has_default(checker, &axis.value));
    by_default && !matches!(test, TestDecl::Unknown)
}

fn test(checker: &mut Checker<'_>, bin: &BinDecl, ty: Type) -> Option<BinTest> {
    match &bin.test {
        TestDecl::Below(edge) => self::edge(checker, edge, ty).map(BinTest::Below),
        TestDecl::UpTo(edge) => self::edge(checker, edge, ty).map(BinTest::UpTo),
        TestDecl::Is(values) => is(checker, values, ty).map(BinTest::Is),
        TestDecl::Unknown => Some(BinTest::Unknown),
        TestDecl::Rest => Some(BinTest::Rest),
    }
}

fn edge(checker: &mut Checker<'_>, edge: &Edge, ty: Type) -> Option<Typed> {
    if !ty.is_numeric() {
        checker.expected_type(edge.span(), "a value with `below` or `up_to`", "a number", ty);
        return None;
    }
    let typed = match edge {
        Edge::Numeral(Spanned { value: Numeral::Int(value), span }) => {
            Typed::constant(Const::Int(*value), Type::Int, *span)
        }
        Edge::Numeral(Spanned { value: Numeral::Num(value), span }) => {
            Typed::constant(Const::Num(*value), Type::Num, *span)
        }
        Edge::Param(name) => param(checker, name)?,
    };
    match (ty, typed.ty) {
        (Type::Num, _) => Some(widen(typed)),
        (_, Type::Num) => {
            let found = checker.source.slice(typed.span).to_owned();
            checker.report(
                Diagnostic::new(Code::E202, typed.span, "the value is an integer, this edge is not")
                    .expected("an integer", found),
            );
            None
        }
        _ => Some(typed),
    }
}

fn param(checker: &mut Checker<'_>, name: &Spanned<String>) -> Option<Typed> {
    checker.used.insert(name.value.clone());
    if let Some(Binding::Param(index)) = checker.names.get(&name.value) {
        let ty = checker.params.get(index)?.ty;
        return Some(Typed { kind: Kind::Param(index), ty, span: name.span });
    }
    let near = checker.names.near(&name.value, |binding| matches!(binding, Binding::Param(_)));
    let message = format!("an edge is a number or a parameter; there is no parameter `{}`", name.value);
    let diagnostic = Diagnostic::new(Code::E201, name.span, message).meant(near, checker.source);
    checker.report(diagnostic);
    None
}

fn is(checker: &mut Checker<'_>, values: &[Spanned<String>], ty: Type) -> Option<Vec<i64>> {
    let mut all = Vec::new();
    for value in values {
        let found = match ty {
            Type::Enum(index) => checker.enum_value(index, &value.value, value.span).map(i64::from),
            Type::Bool => bool_value(checker, value),
            Type::Int => integer_value(checker, value),
            other => {
                checker.expected_type(
                    value.span,
                    "a value with `is`",
                    "an enum, a bool or an integer",
                    other,
                );
                None
            }
        };
        all.push(found);
    }
    all.into_iter().collect()
}

fn bool_value(checker: &mut Checker<'_>, value: &Spanned<String>) -> Option<i64> {
    let found = value.value.parse::<bool>().ok().map(i64::from);
    if found.is_none() {
        let message = format!("`{}` is neither true nor false", value.value);
        checker.report(Diagnostic::new(Code::E202, value.span, message));
    }
    found
}

fn integer_value(checker: &mut Checker<'_>, value: &Spanned<String>) -> Option<i64> {
    let found = value.value.parse::<i64>().ok();
    if found.is_none() {
        checker.report(Diagnostic::new(Code::E202, value.span, format!("`{}` is no integer", value.value)));
    }
    found
}

/// Where an edge lies: one value, or the range in which a place may set a parameter.
fn edge_range(checker: &Checker<'_>, edge: &Typed) -> Option<(f64, f64)> {
    match &edge.kind {
        Kind::Const(Const::Int(value)) => {
            Some((Numeral::Int(*value).as_f64(), Numeral::Int(*value).as_f64()))
        }
        Kind::Const(Const::Num(value)) => Some((*value, *value)),
        Kind::Param(index) => checker.params.get(*index).map(|param| {
            let value = param.value;
            (param.range.min.unwrap_or(value).as_f64(), param.range.max.unwrap_or(value).as_f64())
        }),
        Kind::Widen(inner) => edge_range(checker, inner),
        _ => None,
    }
}

fn is_param(edge: &Typed) -> bool {
    match &edge.kind {
        Kind::Widen(inner) => is_param(inner),
        kind => matches!(kind, Kind::Param(_)),
    }
}

/// What earlier bins have taken.
#[derive(Default)]
struct Taken {
    /// The greatest value that the last edge may have, whether it is taken, and the edge's place.
    edge: Option<(f64, bool, Span)>,
    /// Whether that edge is a parameter.
    param: bool,
    values: Vec<(i64, Span)>,
    rest: Option<Span>,
    unknown: Option<Span>,
}

/// Edges rise; every value stands in one bin; nothing comes after the rest.
fn check_order(checker: &mut Checker<'_>, decl: &AxisDecl, bins: &[BinTest]) {
    let mut taken = Taken::default();
    for (bin, source) in bins.iter().zip(&decl.bins) {
        let place = source.span;
        if let Some(rest) = taken.rest.filter(|_| !matches!(bin, BinTest::Unknown)) {
            let message = "this bin comes after the one that takes the rest";
            let diagnostic = Diagnostic::new(Code::E206, place, message);
            checker.report(diagnostic.also(rest, "everything is taken here").help("put that bin last"));
        }
        match bin {
            BinTest::Below(edge) => taken.up_to(checker, edge, false),
            BinTest::UpTo(edge) => taken.up_to(checker, edge, true),
            BinTest::Is(values) => taken.values(checker, values, place),
            BinTest::Unknown => {
                if let Some(first) = taken.unknown.replace(place) {
                    let message = "two bins take unknown values";
                    checker.report(Diagnostic::new(Code::E206, place, message).also(first, "the first one"));
                }
            }
            BinTest::Rest => taken.rest = Some(place),
        }
    }
}

impl Taken {
    fn up_to(&mut self, checker: &mut Checker<'_>, edge: &Typed, included: bool) {
        let Some((low, high)) = edge_range(checker, edge) else { return };
        if let Some((before, was_included, span)) = self.edge
            && (low < before || (low == before && (was_included || !included)))
        {
            let message = match self.param || is_param(edge) {
                false => "this bin ends where an earlier one ended, or before it",
                true => {
                    "as a place sets the parameter, this bin may end where an earlier one ended, or before it"
                }
            };
            checker.report(
                Diagnostic::new(Code::E206, edge.span, message)
                    .also(span, "the earlier one ends here")
                    .help("order the bins by their edges, lowest first"),
            );
        }
        self.edge = Some((high, included, edge.span));
        self.param = is_param(edge);
    }

    fn values(&mut self, checker: &mut Checker<'_>, values: &[i64], place: Span) {
        for value in values {
            let at = Numeral::Int(*value).as_f64();
            let listed = self.values.iter().find(|(taken, _)| taken == value).map(|(_, span)| *span);
            let under = self.edge.filter(|(edge, included, _)| at < *edge || (at == *edge && *included));
            if let Some(first) = listed.or(under.map(|(_, _, span)| span)) {
                let message = "this value is already in an earlier bin";
                checker.report(Diagnostic::new(Code::E206, place, message).also(first, "here"));
            }
            self.values.push((*value, place));
        }
    }
}

/// Every value falls into a bin.
fn check_cover(checker: &mut Checker<'_>, decl: &AxisDecl, value: &Typed, bins: &[BinTest]) {
    if bins.iter().any(|bin| matches!(bin, BinTest::Rest)) {
        return;
    }
    let missing = missing(checker, value, bins);
    if missing.is_empty() {
        return;
    }
    let place = decl.bins.last().map_or(decl.span, |bin| bin.span);
    checker.report(
        Diagnostic::new(Code::E207, place, format!("no bin takes {}", missing.join(", ")))
            .help("add a last bin without a test, `{ points = 0 }`, that takes the rest"),
    );
}

/// What no bin takes, at most five of it.
fn missing(checker: &Checker<'_>, value: &Typed, bins: &[BinTest]) -> Vec<String> {
    let listed = bins.iter().flat_map(|bin| match bin {
        BinTest::Is(values) => values.as_slice(),
        _ => &[],
    });
    let listed: Vec<i64> = listed.copied().collect();
    let unlisted = |all: &[i64]| -> Vec<i64> {
        all.iter().filter(|value| !listed.contains(value)).take(5).copied().collect()
    };
    match value.ty {
        Type::Enum(index) => {
            let names = checker.enums.get(index).map(|it| it.names.as_slice()).unwrap_or_default();
            let all: Vec<i64> = (0..).take(names.len()).collect();
            let names =
                unlisted(&all).into_iter().filter_map(|value| names.get(usize::try_from(value).ok()?));
            names.map(|name| format!("`{name}`")).collect()
        }
        Type::Bool => unlisted(&[0, 1]).into_iter().map(|value| format!("`{}`", value == 1)).collect(),
        Type::Int if !listed.is_empty() => match few_values(checker, value) {
            Some(all) if !bins.iter().any(|bin| matches!(bin, BinTest::Below(_) | BinTest::UpTo(_))) => {
                unlisted(&all).into_iter().map(|value| format!("`{value}`")).collect()
            }
            _ => numeric_gap(checker, value, bins).into_iter().collect(),
        },
        _ => numeric_gap(checker, value, bins).into_iter().collect(),
    }
}

/// All values of an integer, where its range is so small that bins may list them.
fn few_values(checker: &Checker<'_>, value: &Typed) -> Option<Vec<i64>> {
    let (low, high) = super::ranges::integer_range(checker, value)?;
    (high.saturating_sub(low) <= 100).then(|| (low..=high).collect())
}

/// What is above the last edge, unless the value's range ends there.
fn numeric_gap(checker: &Checker<'_>, value: &Typed, bins: &[BinTest]) -> Option<String> {
    let top = super::ranges::number_range(checker, value).map(|(_, high)| high);
    let last = bins.iter().rev().find_map(|bin| match bin {
        BinTest::Below(edge) => Some((edge_range(checker, edge)?.0, false)),
        BinTest::UpTo(edge) => Some((edge_range(checker, edge)?.0, true)),
        _ => None,
    });
    let Some((at, included)) = last else { return Some("any other value".to_owned()) };
    let covered = top.is_some_and(|top| top < at || (top == at && included));
    (!covered).then(|| format!("values {} {at}", if included { "above" } else { "from" }))
}
