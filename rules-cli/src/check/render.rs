//! A diagnostic as text with the source under it, and as JSON.

use annotate_snippets::{AnnotationKind, Level, Patch, Renderer, Snippet};
use anstream::ColorChoice;
use rules_core::diagnostic::{Diagnostic, Located};
use rules_core::source::{Source, Span};
use serde::Serialize;
use std::ops::Range;

/// The diagnostic as rustc would show it. Colours are left in: the stream takes them out where they are not
/// wanted.
pub fn text(diagnostic: &Diagnostic, source: &Source, name: &str) -> String {
    let window = Window::around(diagnostic, source);
    let level = if diagnostic.is_error() { Level::ERROR } else { Level::WARNING };
    let mut primary = AnnotationKind::Primary.span(window.span(diagnostic.span));
    if let Some(label) = &diagnostic.label {
        primary = primary.label(label.as_str());
    }
    let mut snippet = window.snippet(name).annotation(primary);
    for label in &diagnostic.labels {
        snippet = snippet
            .annotation(AnnotationKind::Context.span(window.span(label.span)).label(label.text.as_str()));
    }
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.as_str());
    let mut first = title.element(snippet);
    if let (Some(expected), Some(found)) = (&diagnostic.expected, &diagnostic.found) {
        let note = format!("expected {expected}, found {found}");
        first = first.element(Level::NOTE.message(note));
    }
    let help = diagnostic.help.as_deref();
    let mut groups = Vec::new();
    match &diagnostic.fix {
        Some(fix) => {
            groups.push(first);
            let patch = Patch::new(window.span(fix.span), fix.replacement.as_str());
            let title = Level::HELP.secondary_title(help.unwrap_or("write it so"));
            groups.push(title.element(window.snippet(name).patch(patch)));
        }
        None => groups.push(match help {
            Some(help) => first.element(Level::HELP.message(help)),
            None => first,
        }),
    }
    let plain = ColorChoice::global() == ColorChoice::Never;
    let renderer = if plain { Renderer::plain() } else { Renderer::styled() };
    renderer.render(&groups)
}

/// The lines that a diagnostic speaks of: a long file is not gone through for each mistake.
struct Window<'s> {
    text: &'s str,
    start: usize,
    line: usize,
}

impl<'s> Window<'s> {
    fn around(diagnostic: &Diagnostic, source: &'s Source) -> Self {
        let text = source.text();
        let labels = diagnostic.labels.iter().map(|label| label.span);
        let spans = labels.chain(diagnostic.fix.iter().map(|fix| fix.span));
        let whole = spans.fold(diagnostic.span, Span::to).range();
        let floor = |offset: usize| text.floor_char_boundary(offset.min(text.len()));
        let before = text.get(..floor(whole.start)).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let after = floor(whole.end);
        let rest = text.get(after..).unwrap_or_default();
        let end = rest.find('\n').map_or(text.len(), |at| after + at + 1);
        let line = source.position(start).line as usize + 1;
        Self { text: text.get(start..end).unwrap_or_default(), start, line }
    }

    fn snippet<T: Clone>(&self, name: &'s str) -> Snippet<'s, T> {
        Snippet::source(self.text).line_start(self.line).path(name)
    }

    /// A span in the window, moved to places that exist.
    fn span(&self, span: Span) -> Range<usize> {
        let inside = |offset: usize| {
            let offset = offset.saturating_sub(self.start).min(self.text.len());
            self.text.floor_char_boundary(offset)
        };
        let range = span.range();
        inside(range.start)..inside(range.end)
    }
}

/// A diagnostic with its file.
#[derive(Serialize)]
struct InFile<'d> {
    file: &'d str,
    #[serde(flatten)]
    located: Located,
}

/// The diagnostic as one line of JSON: `span` in bytes, `range` in lines and UTF-16 columns from zero.
pub fn json(diagnostic: &Diagnostic, source: &Source, name: &str) -> String {
    let in_file = InFile { file: name, located: Located::new(diagnostic, source) };
    serde_json::to_string(&in_file).unwrap_or_default()
}
