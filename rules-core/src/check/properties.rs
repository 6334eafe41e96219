//! Properties: what they name exists, their conditions are typed, their fields have an order.

use super::entries::level_id;
use super::fields::unknown_id;
use super::typing::Scope;
use super::{Checker, texts};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::document::{MonotoneDecl, PropertyDecl};
use crate::ruleset::typed::Type;
use crate::ruleset::{Claim, Property, Within};
use crate::source::Spanned;

/// All properties. What they read does not count as used: a field is asked for because a rule reads it.
pub fn properties(checker: &mut Checker<'_>) -> Vec<Property> {
    let document = checker.document;
    let kept = (checker.used.clone(), checker.used_items.clone(), checker.told_apart.clone());
    let all = document.properties.iter().filter_map(|decl| property(checker, decl)).collect();
    (checker.used, checker.used_items, checker.told_apart) = kept;
    all
}

fn property(checker: &mut Checker<'_>, decl: &PropertyDecl) -> Option<Property> {
    let name = decl.name.as_ref().map(|name| texts::complete(checker, name));
    let claim = match (&decl.monotone, &decl.always) {
        (Some(order), _) => monotone(checker, order),
        (None, Some(always)) => {
            let when = checker.boolean(&always.expr, Scope::default(), "`always`");
            let mut level = |id: &Option<Spanned<String>>| id.as_ref().and_then(|id| level_id(checker, id));
            let level = Within { at_least: level(&decl.level_at_least), up_to: level(&decl.level_up_to) };
            let points = |end: &Option<Spanned<i64>>| end.as_ref().map(|end| end.value);
            let score = Within { at_least: points(&decl.score_at_least), up_to: points(&decl.score_up_to) };
            when.map(|when| Claim::Always { when, level, score })
        }
        (None, None) => None,
    };
    Some(Property { name: name?, claim: claim?, span: decl.span })
}

fn monotone(checker: &mut Checker<'_>, decl: &MonotoneDecl) -> Option<Claim> {
    let name = decl.field.as_ref()?;
    let (list, inner) = match name.value.split_once('.') {
        Some((list, inner)) => (list, Some(inner)),
        None => (name.value.as_str(), None),
    };
    let found = checker.fields.iter().position(|field| field.name == list).and_then(|index| {
        let Some(inner) = inner else { return Some((index, None, checker.fields.get(index)?.ty)) };
        let items = checker.items_of(index);
        let item = items.iter().position(|field| field.name == inner)?;
        Some((index, Some(item), items.get(item)?.ty))
    });
    let Some((field, item, ty)) = found else {
        let of = |field: &crate::ruleset::Field| {
            let items = field.items.iter().map(|item| format!("{}.{}", field.name, item.name));
            std::iter::once(field.name.clone()).chain(items).collect::<Vec<_>>()
        };
        let known: Vec<String> = checker.fields.iter().flat_map(of).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        checker.report(unknown_id("field", name, &known, checker.source));
        return None;
    };
    let has_order = !matches!(ty, Type::Text | Type::EnumList(_) | Type::TextList | Type::Records(_));
    if !has_order {
        let message = format!("the values of `{}` have no order: it is {}", name.value, ty.word());
        checker.report(Diagnostic::new(Code::E230, name.span, message).help(
            "name a bool, an enum, a number or a time; of a list, a field of its items, as `cracks.width_mm`",
        ));
        return None;
    }
    Some(Claim::Monotone { field, item, up: decl.up })
}
