//! What is wrong with a label, as a terminal shows it.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use rules_core::backtest::label::LabelError;

/// The error with the expression and a mark under the place.
pub fn error_text(error: &LabelError, expression: &str) -> String {
    let floor = |at: usize| expression.floor_char_boundary(at.min(expression.len()));
    let range = error.span.range();
    let mark = AnnotationKind::Primary.span(floor(range.start)..floor(range.end));
    let snippet = Snippet::source(expression).path("--label").annotation(mark);
    let mut group = Level::ERROR.primary_title(error.message.as_str()).element(snippet);
    if let Some(help) = &error.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    Renderer::plain().render(&[group])
}

#[cfg(test)]
mod tests {
    use super::*;
    use rules_core::backtest::label::Label;

    #[test]
    fn a_mistake_is_shown_at_its_place() {
        let errors = Label::parse("a == b").unwrap_err();
        assert!(error_text(&errors[0], "a == b").contains("--label:1:1"));
    }
}
