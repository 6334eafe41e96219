//! Properties: what an author says of all incidents.

use super::document::{MonotoneDecl, PropertyDecl};
use super::reader::Tab;
use crate::diagnostic::{Code, Diagnostic};

pub fn property(mut tab: Tab<'_, '_>) -> Option<PropertyDecl> {
    tab.need("name");
    let is_always = tab.has("always");
    let mut property = PropertyDecl {
        name: tab.text("name"),
        monotone: tab.table("monotone", "order").map(monotone),
        always: tab.expression("always"),
        level_at_least: None,
        level_up_to: None,
        score_at_least: None,
        score_up_to: None,
        span: tab.span,
    };
    if is_always == tab.has("monotone") {
        let found = if is_always { "both" } else { "none" };
        tab.reader.report(
            Diagnostic::new(Code::E105, tab.span, "a property needs `monotone` or `always`")
                .expected("exactly one of them", found),
        );
    }
    // Ends belong to `always`; beside `monotone` they are keys that nobody asks for.
    if is_always || !tab.has("monotone") {
        property.level_at_least = tab.string("level_at_least");
        property.level_up_to = tab.string("level_up_to");
        property.score_at_least = tab.integer("score_at_least");
        property.score_up_to = tab.integer("score_up_to");
    }
    let ends = ["level_at_least", "level_up_to", "score_at_least", "score_up_to"];
    if is_always && !ends.iter().any(|end| tab.has(end)) {
        tab.reader.report(
            Diagnostic::new(Code::E105, tab.span, "this property does not say what always holds")
                .help("add `level_at_least`, `level_up_to`, `score_at_least` or `score_up_to`"),
        );
    }
    tab.finish();
    Some(property)
}

fn monotone(mut tab: Tab<'_, '_>) -> MonotoneDecl {
    tab.need("direction");
    let field = tab.need_string("field");
    let direction = tab.choice("direction", &[("up", true), ("down", false)]);
    tab.finish();
    MonotoneDecl { field, up: direction.is_none_or(|direction| direction.value) }
}
