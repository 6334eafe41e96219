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
    let bins: Vec<_> = decl.bins.iter().map(|bin| test(checker, bin, value.ty)).collect();
    let bins: Option<Vec<BinTest>> = bins.into_iter().collect();
    let bins = bins?;
    check_order(checker, decl, &value, &bins);
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
    let near = near.map(str::to_owned);
    let message = format!("an edge is a number or a parameter; there is no parameter `{}`", name.value);
    let mut diagnostic = Diagnostic::new(Code::E201, name.span, message);
    if let Some(near) = near {
        diagnostic = diagnostic.help(format!("did you mean `{near}`?")).fix(name.span, format!("\"{near}\""));
    }
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

/// The value of a constant edge, and of a parameter as the ruleset has it.
fn edge_value(checker: &Checker<'_>, edge: &Typed) -> Option<f64> {
    match &edge.kind {
        Kind::Const(Const::Int(value)) => Some(Numeral::Int(*value).as_f64()),
        Kind::Const(Const::Num(value)) => Some(*value),
        Kind::Param(index) => checker.params.get(*index).map(|param| param.value.as_f64()),
        Kind::Widen(inner) => edge_value(checker, inner),
        _ => None,
    }
}

/// Edges rise; every value stands in one bin; nothing comes after the rest.
fn check_order(checker: &mut Checker<'_>, decl: &AxisDecl, value: &Typed, bins: &[BinTest]) {
    let mut last: Option<(f64, bool, Span)> = None;
    let mut taken: Vec<(i64, Span)> = Vec::new();
    let mut rest: Option<Span> = None;
    let mut unknown: Option<Span> = None;
    for (bin, source) in bins.iter().zip(&decl.bins) {
        let place = source.span;
        if let Some(rest) = rest.filter(|_| !matches!(bin, BinTest::Unknown)) {
            let diagnostic =
                Diagnostic::new(Code::E206, place, "this bin comes after the one that takes the rest");
            checker.report(diagnostic.also(rest, "everything is taken here").help("put that bin last"));
        }
        match bin {
            BinTest::Below(edge) | BinTest::UpTo(edge) => {
                let included = matches!(bin, BinTest::UpTo(_));
                let Some(at) = edge_value(checker, edge) else { continue };
                if let Some((before, was_included, span)) = last
                    && (at < before || (at == before && (was_included || !included)))
                {
                    let message = "this bin ends where an earlier one ended, or before it";
                    checker.report(
                        Diagnostic::new(Code::E206, edge.span, message)
                            .also(span, "the earlier one ends here")
                            .help("order the bins by their edges, lowest first"),
                    );
                }
                last = Some((at, included, edge.span));
            }
            BinTest::Is(values) => {
                for value in values {
                    if let Some((_, first)) = taken.iter().find(|(taken, _)| taken == value) {
                        let message = "this value is already in an earlier bin";
                        checker.report(Diagnostic::new(Code::E206, place, message).also(*first, "here"));
                    }
                    taken.push((*value, place));
                }
            }
            BinTest::Unknown => {
                if let Some(first) = unknown.replace(place) {
                    let message = "two bins take unknown values";
                    checker.report(Diagnostic::new(Code::E206, place, message).also(first, "the first one"));
                }
            }
            BinTest::Rest => rest = Some(place),
        }
    }
    let _ = value;
}

/// Every value falls into a bin.
fn check_cover(checker: &mut Checker<'_>, decl: &AxisDecl, value: &Typed, bins: &[BinTest]) {
    if bins.iter().any(|bin| matches!(bin, BinTest::Rest)) {
        return;
    }
    let listed: Vec<i64> = bins
        .iter()
        .flat_map(|bin| match bin {
            BinTest::Is(values) => values.as_slice(),
            _ => &[],
        })
        .copied()
        .collect();
    let missing: Vec<String> = match value.ty {
        Type::Enum(index) => {
            let names = checker.enums.get(index).map(|it| it.names.as_slice()).unwrap_or_default();
            let missing = names.iter().zip(0i64..).filter(|(_, value)| !listed.contains(value));
            missing.map(|(name, _)| format!("`{name}`")).take(5).collect()
        }
        Type::Bool => {
            [0, 1].iter().filter(|it| !listed.contains(it)).map(|it| format!("`{}`", *it == 1)).collect()
        }
        _ => numeric_gap(checker, value, bins).into_iter().collect(),
    };
    if missing.is_empty() {
        return;
    }
    let place = decl.bins.last().map_or(decl.span, |bin| bin.span);
    checker.report(
        Diagnostic::new(Code::E207, place, format!("no bin takes {}", missing.join(", ")))
            .help("add a last bin without a test, `{ points = 0 }`, that takes the rest"),
    );
}

/// What is above the last edge, unless the value's range ends there.
fn numeric_gap(checker: &Checker<'_>, value: &Typed, bins: &[BinTest]) -> Option<String> {
    let top = super::ranges::number_range(checker, value).map(|(_, high)| high);
    let last = bins.iter().rev().find_map(|bin| match bin {
        BinTest::Below(edge) => Some((edge_value(checker, edge)?, false)),
        BinTest::UpTo(edge) => Some((edge_value(checker, edge)?, true)),
        _ => None,
    });
    let Some((at, included)) = last else { return Some("any value".to_owned()) };
    let covered = top.is_some_and(|top| top < at || (top == at && included));
    (!covered).then(|| format!("values {} {at}", if included { "above" } else { "from" }))
}
