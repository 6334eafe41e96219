//! The parts of a source that explanations quote.

use crate::explain::lens::Lens;
use crate::source::{Source, Span};
use std::collections::BTreeMap;

/// Cuts out what `lens` points to, one part a line, and has it point there.
pub fn excerpt(source: &Source, lens: &mut Lens) -> String {
    let mut wanted = Vec::new();
    lens.places(&mut |span| wanted.push(*span));
    let (text, moved) = joined(source, wanted);
    lens.places(&mut |span| {
        if let Some((from, to)) = moved.range(..=span.start).next_back() {
            let start = to + (span.start - from);
            *span = Span { start, end: start + (span.end - span.start) };
        }
    });
    text
}

/// The text of all parts, and for the start of each its place in that text. Parts that overlap are one.
fn joined(source: &Source, mut spans: Vec<Span>) -> (String, BTreeMap<u32, u32>) {
    spans.sort_unstable();
    let mut parts: Vec<Span> = Vec::new();
    for span in spans {
        match parts.last_mut() {
            Some(last) if span.start < last.end => *last = last.to(span),
            Some(last) if span == *last => {}
            _ => parts.push(span),
        }
    }
    let mut text = String::new();
    let mut moved = BTreeMap::new();
    for part in parts {
        moved.insert(part.start, Span::new(text.len(), text.len()).start);
        text.push_str(source.slice(part));
        text.push('\n');
    }
    (text, moved)
}
