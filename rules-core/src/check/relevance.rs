//! `relevant` conditions: each is a bool, and none asks for its own field.

use super::Checker;
use super::typing::Scope;
use crate::diagnostic::{Code, Diagnostic};
use crate::ruleset::typed::{Kind, Typed};
use std::collections::BTreeSet;

/// Types the conditions, which may read any field but their own.
pub fn check(checker: &mut Checker<'_>) {
    let document = checker.document;
    for (index, decl) in document.fields.iter().enumerate() {
        let Some(expression) = &decl.relevant else { continue };
        let typed = checker.boolean(&expression.expr, Scope::default(), "`relevant`");
        if let Some(field) = checker.fields.get_mut(index) {
            field.relevant = typed;
        }
    }
    for (index, decl) in document.fields.iter().enumerate() {
        let Some(expression) = decl.relevant.as_ref().filter(|_| needs_itself(checker, index)) else {
            continue;
        };
        let message =
            format!("whether `{}` is relevant depends on `{}` itself", decl.name.value, decl.name.value);
        checker.report(
            Diagnostic::new(Code::E223, expression.expr.span, message)
                .help("ask only for fields that are relevant without this one"),
        );
    }
}

/// Whether a field's relevance leads, through that of the fields it reads, back to the field.
fn needs_itself(checker: &Checker<'_>, start: usize) -> bool {
    let mut seen = BTreeSet::new();
    let mut waiting = vec![start];
    while let Some(index) = waiting.pop() {
        let Some(relevant) = checker.fields.get(index).and_then(|field| field.relevant.as_ref()) else {
            continue;
        };
        let mut read = BTreeSet::new();
        fields_read(checker, relevant, &mut read);
        if read.contains(&start) {
            return true;
        }
        waiting.extend(read.into_iter().filter(|field| seen.insert(*field)));
    }
    false
}

fn fields_read(checker: &Checker<'_>, typed: &Typed, read: &mut BTreeSet<usize>) {
    typed.walk(&mut |node| match node.kind {
        Kind::Field(index) | Kind::Aggregate(index, ..) => {
            read.insert(index);
        }
        Kind::Feature(index) => {
            if let Some(expr) = checker.feature(index) {
                fields_read(checker, expr, read);
            }
        }
        _ => {}
    });
}
