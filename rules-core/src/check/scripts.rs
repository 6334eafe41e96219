//! Script functions: lowered where the body is one expression, otherwise run on Rhai and named in a warning.

use super::typing::Scope;
use super::{Checker, calls};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::ast::Expr;
use crate::parse::document::{FieldType, ScriptDecl};
use crate::parse::toml_text::SpanMap;
use crate::ruleset::Script;
use crate::ruleset::typed::{Kind, Type, Typed};
use crate::script;
use crate::source::{Span, Spanned};

/// Checks all script functions; gives them in the order of the file.
pub fn scripts(checker: &mut Checker<'_>) -> Vec<Script> {
    let document = checker.document;
    let all: Vec<Script> = document.scripts.iter().map(declared).collect();
    for (decl, declared) in document.scripts.iter().zip(&all) {
        check_one(checker, decl, declared);
    }
    all
}

fn declared(decl: &ScriptDecl) -> Script {
    Script {
        name: decl.name.value.clone(),
        params: decl.params.iter().map(|(name, ty)| (name.value.clone(), scalar(ty.value))).collect(),
        returns: scalar(decl.returns.value),
        body: decl.body.value.clone(),
        span: decl.body.span,
    }
}

fn scalar(ty: FieldType) -> Type {
    match ty {
        FieldType::Bool => Type::Bool,
        FieldType::Integer => Type::Int,
        FieldType::Text => Type::Text,
        _ => Type::Num,
    }
}

fn check_one(checker: &mut Checker<'_>, decl: &ScriptDecl, declared: &Script) {
    if let Err(error) = script::compile_body(declared) {
        let map = SpanMap::new(checker.source.text(), decl.body.span);
        let rest = decl.body.value.get(error.offset..).unwrap_or_default();
        let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let width = word.max(rest.chars().next().map_or(0, char::len_utf8));
        let span = map.span(error.offset..error.offset + width);
        let diagnostic = Diagnostic::new(Code::E227, span, format!("`{}`: {}", declared.name, error.message));
        checker.report(diagnostic);
        return;
    }
    match &decl.expression {
        Some(expr) => check_expression(checker, expr, declared),
        None => {
            let message =
                format!("`{}` is more than one expression: it runs on the interpreter", declared.name);
            checker.report(
                Diagnostic::new(Code::W305, decl.name.span, message)
                    .help("a body that is one expression is lowered, and costs a hundredth"),
            );
        }
    }
}

/// Types a body with its parameters as unknown inputs.
fn check_expression(checker: &mut Checker<'_>, expr: &Expr, declared: &Script) {
    let bound: Vec<(String, Typed)> = declared
        .params
        .iter()
        .map(|(name, ty)| {
            // Stands for an argument while the body is typed, and is never lowered.
            (name.clone(), Typed { kind: Kind::Param(usize::MAX), ty: *ty, span: declared.span })
        })
        .collect();
    if let Some(typed) = checker.typed(expr, Scope { bound: &bound, ..Scope::default() }) {
        returned(checker, typed, declared);
    }
}

fn returned(checker: &mut Checker<'_>, typed: Typed, declared: &Script) -> Option<Typed> {
    let typed = if declared.returns == Type::Num { super::typing::widen(typed) } else { typed };
    if typed.ty == declared.returns {
        return Some(typed);
    }
    let what = format!("the result of `{}`", declared.name);
    checker.expected_type(typed.span, &what, declared.returns.word(), typed.ty);
    None
}

/// Types a call: the body itself with its arguments in place, or a call of the interpreter.
pub fn call(
    checker: &mut Checker<'_>,
    index: usize,
    function: &Spanned<String>,
    arguments: &[Expr],
    span: Span,
    scope: Scope<'_>,
) -> Option<Typed> {
    let document = checker.document;
    let decl = document.scripts.get(index)?;
    let declared = declared(decl);
    calls::count_arguments(checker, function, arguments.len(), declared.params.len(), span)?;
    let mut bound = Vec::new();
    for ((name, ty), argument) in declared.params.iter().zip(arguments) {
        bound.push((name.clone(), argument_of(checker, argument, *ty, scope)?));
    }
    let Some(expr) = &decl.expression else {
        let arguments = bound.into_iter().map(|(_, value)| value).collect();
        return Some(Typed { kind: Kind::Script(index, arguments), ty: declared.returns, span });
    };
    if checker.calling.contains(&index) {
        let message = format!("`{}` calls itself", declared.name);
        checker.report(Diagnostic::new(Code::E223, span, message).also(decl.name.span, "defined here"));
        return None;
    }
    checker.calling.push(index);
    let inner = Scope { bound: &bound, ..Scope::default() };
    let typed = checker.typed(expr, inner).and_then(|typed| returned(checker, typed, &declared));
    checker.calling.pop();
    typed
}

fn argument_of(checker: &mut Checker<'_>, argument: &Expr, ty: Type, scope: Scope<'_>) -> Option<Typed> {
    let typed = checker.typed(argument, scope)?;
    let typed = if ty == Type::Num { super::typing::widen(typed) } else { typed };
    if typed.ty == ty {
        return Some(typed);
    }
    checker.expected_type(typed.span, "the argument", ty.word(), typed.ty);
    None
}
