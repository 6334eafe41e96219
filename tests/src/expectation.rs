//! Diagnostics as comments on the line above their place, in Typst's way.
//!
//! ```text
//! # error[E201] 8-15: nothing is named `ammount`
//! # help: did you mean `amount`?
//! # fix: `ammount` becomes `amount`
//! when = 'ammount >= 3000'
//! ```
//!
//! Columns count UTF-16 units from 0, the end is excluded; `8-+2:1` ends two lines further down.

use rules_core::diagnostic::{Diagnostic, Severity};
use rules_core::source::{Position, Source, Span};

const MARKS: &[&str] =
    &["# error[", "# warning[", "# label: ", "# expected: ", "# also ", "# help: ", "# fix: "];

/// Whether a line is an expectation.
#[must_use]
pub fn is_expectation(line: &str) -> bool {
    MARKS.iter().any(|mark| line.trim_start().starts_with(mark))
}

/// A block without its expectations.
#[must_use]
pub fn without(block: &str) -> String {
    block.split_inclusive('\n').filter(|line| !is_expectation(line)).collect()
}

/// A fragment with an expectation above each line at which a diagnostic begins.
///
/// # Errors
/// The diagnostics outside the fragment.
pub fn annotated(
    fragment: &str,
    start: usize,
    source: &Source,
    all: &[Diagnostic],
) -> Result<String, String> {
    let first = source.position(start).line;
    let lines_in = u32::try_from(fragment.lines().count()).unwrap_or(u32::MAX);
    let inside = |span: Span| {
        let line = source.position(span.range().start).line;
        span.range().start >= start && line < first.saturating_add(lines_in)
    };
    let outside: Vec<String> = all
        .iter()
        .filter(|it| !inside(it.span))
        .map(|it| format!("{} at {:?}: {}", it.code.as_str(), it.span, it.message))
        .collect();
    if !outside.is_empty() {
        return Err(format!("outside the fragment: {}", outside.join("; ")));
    }
    let mut text = String::new();
    for (line, content) in (first..).zip(fragment.split_inclusive('\n')) {
        let indent: String = content.chars().take_while(|c| *c == ' ').collect();
        for diagnostic in all.iter().filter(|it| source.position(it.span.range().start).line == line) {
            for written in lines(diagnostic, source, &inside) {
                text.push_str(&format!("{indent}# {written}\n"));
            }
        }
        text.push_str(content);
    }
    Ok(text)
}

/// What is written about one diagnostic.
fn lines(diagnostic: &Diagnostic, source: &Source, inside: &dyn Fn(Span) -> bool) -> Vec<String> {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let (start, end) = diagnostic.positions(source);
    let place = place(start, end);
    let mut lines = vec![format!("{severity}[{}] {place}: {}", diagnostic.code.as_str(), diagnostic.message)];
    lines.extend(diagnostic.label.iter().map(|label| format!("label: {label}")));
    if let (Some(expected), Some(found)) = (&diagnostic.expected, &diagnostic.found) {
        lines.push(format!("expected: {expected}; found: {found}"));
    }
    for label in &diagnostic.labels {
        let at = source.position(label.span.range().start);
        let place = match inside(label.span) {
            true => format!(
                "{:+} {}",
                i64::from(at.line) - i64::from(start.line),
                self::place(at, source.position(label.span.range().end))
            ),
            false => "elsewhere".to_owned(),
        };
        lines.push(format!("also {place}: {}", label.text));
    }
    lines.extend(diagnostic.help.iter().map(|help| format!("help: {help}")));
    if let Some(fix) = &diagnostic.fix {
        let quoted = |text: &str| format!("`{}`", text.replace('\n', "\\n"));
        lines.push(match fix.replacement.as_str() {
            "" => format!("fix: {} goes", quoted(source.slice(fix.span))),
            written => format!("fix: {} becomes {}", quoted(source.slice(fix.span)), quoted(written)),
        });
    }
    lines.into_iter().map(|line| line.replace('\n', " ")).collect()
}

fn place(start: Position, end: Position) -> String {
    match end.line - start.line {
        0 => format!("{}-{}", start.character, end.character),
        further => format!("{}-+{further}:{}", start.character, end.character),
    }
}
