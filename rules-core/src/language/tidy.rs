//! A tidy text: one space around `=`, an empty line before each header, no spaces at ends of lines.
//!
//! Promise: comments and values stay byte for byte; a tidy text has no edits.

use super::layout::{Layout, Part, Section};
use crate::source::{Source, Span};

/// What to put where.
type Change = (Span, String);

/// The changes that make a text tidy.
pub fn tidy(source: &Source, layout: &Layout) -> Vec<Change> {
    let kept: Vec<Span> = values(layout);
    let mut changes = Vec::new();
    let mut at = 0;
    let mut blanks = 0;
    let mut is_first = true;
    for line in source.text().split_inclusive('\n') {
        let start = at;
        at += line.len();
        if is_inside(&kept, start) {
            blanks = 0;
            continue;
        }
        let body = line.trim_end_matches(['\n', '\r']);
        let wanted = wanted(body, start, layout, &kept);
        let is_blank = wanted.is_empty();
        // No empty line at the start, no two in a row, none at the end.
        if is_blank
            && (is_first || blanks > 0 || source.text().get(at..).is_none_or(|rest| rest.trim().is_empty()))
        {
            changes.push((Span::new(start, at), String::new()));
            continue;
        }
        let needs_blank = is_header(&wanted)
            && !is_first
            && blanks == 0
            && !follows_comment(source.text(), start)
            && !is_part(layout, start);
        let before = if needs_blank { "\n" } else { "" };
        let line_end = if is_inside(&kept, at) { line.get(body.len()..).unwrap_or_default() } else { "\n" };
        let wanted = format!("{before}{wanted}{line_end}");
        if wanted != line {
            changes.push((Span::new(start, at), wanted));
        }
        blanks = if is_blank { blanks + 1 } else { 0 };
        is_first = false;
    }
    changes
}

/// Texts that may go on over ends of lines.
fn values(layout: &Layout) -> Vec<Span> {
    layout
        .pieces
        .iter()
        .filter(|it| matches!(it.part, Part::Text | Part::Comment))
        .map(|it| it.span)
        .collect()
}

/// Whether an offset stands inside one of some spans.
fn is_inside(spans: &[Span], offset: usize) -> bool {
    let after = spans.partition_point(|span| span.range().start < offset);
    after.checked_sub(1).and_then(|at| spans.get(at)).is_some_and(|span| offset < span.range().end)
}

/// A line as it should stand.
fn wanted(body: &str, start: usize, layout: &Layout, kept: &[Span]) -> String {
    let end = start + body.len();
    let body = if is_inside(kept, end) { body } else { body.trim_end() };
    let trimmed = body.trim_start();
    if is_header(trimmed) && is_header_at(layout, start + (body.len() - trimmed.len())) {
        return header(trimmed);
    }
    match key_end(layout, start, body) {
        Some((key, equals)) => {
            let value = body.get(equals + 1..).unwrap_or_default().trim_start();
            format!("{} = {value}", key.trim())
        }
        None => body.to_owned(),
    }
}

fn is_header(line: &str) -> bool {
    line.starts_with('[')
}

fn is_header_at(layout: &Layout, offset: usize) -> bool {
    layout.sections.iter().any(|it| it.header.range().start == offset)
}

/// Whether a header at a place goes on with the thing before it.
fn is_part(layout: &Layout, start: usize) -> bool {
    let section = layout.sections.iter().find(|it| it.header.range().start >= start);
    section.is_some_and(Section::is_part)
}

/// A header without spaces in its brackets.
fn header(line: &str) -> String {
    let close = line.rfind(']').map_or(line.len(), |at| at + 1);
    let (brackets, rest) = line.split_at_checked(close).unwrap_or((line, ""));
    if brackets.contains(['"', '\'', '#']) {
        return line.to_owned();
    }
    let packed: String = brackets.chars().filter(|c| !c.is_whitespace()).collect();
    format!("{packed}{rest}")
}

/// The key that a line begins with, and where its `=` stands.
fn key_end<'b>(layout: &Layout, start: usize, body: &'b str) -> Option<(&'b str, usize)> {
    let trimmed = body.trim_start();
    let offset = start + (body.len() - trimmed.len());
    let at = layout.pieces.partition_point(|it| it.span.range().start < offset);
    let piece = layout.pieces.get(at).filter(|it| it.part == Part::Key && it.span.range().start == offset)?;
    let equals = body.get(piece.span.range().end - start..)?.find('=')? + (piece.span.range().end - start);
    Some((body.get(..equals)?, equals))
}

/// Whether the line before a place is a comment, which then belongs to what follows.
fn follows_comment(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    before.lines().next_back().is_some_and(|line| line.trim_start().starts_with('#'))
}
