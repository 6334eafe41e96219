//! What must not be shown: values of sensitive fields, and what sensitive patterns match.
//!
//! Promise: of a sensitive text at most its last four characters are shown, and none of one shorter than
//! eight; of other sensitive values nothing.

use crate::ruleset::Model;
use crate::text::TextEngine;
use std::ops::Range;

const HIDDEN: &str = "****";

/// A sensitive text: its last four characters from twelve on, its last two from eight on, none of less.
///
/// ```
/// use rules_core::explain::mask;
/// assert_eq!(mask("6222021234567890"), "****7890");
/// assert_eq!((mask("95500123").as_str(), mask("95500").as_str()), ("****23", "****"));
/// ```
#[must_use]
pub fn mask(text: &str) -> String {
    let length = text.chars().count();
    let shown = match length {
        0..=7 => 0,
        8..=11 => 2,
        _ => 4,
    };
    let mut masked = HIDDEN.to_owned();
    masked.extend(text.chars().skip(length - shown));
    masked
}

/// The parts of a text that sensitive patterns match, each widened to the letters and digits that adjoin it.
pub fn sensitive_ranges(model: &Model, engine: &TextEngine, text: &str) -> Vec<Range<usize>> {
    let patterns = model.patterns.iter().enumerate().filter(|(_, pattern)| pattern.sensitive);
    let found = patterns.flat_map(|(index, _)| engine.find_pattern(text, index));
    let mut all: Vec<Range<usize>> = found.map(|place| widened(text, place.bytes)).collect();
    all.sort_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in all {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

fn widened(text: &str, range: Range<usize>) -> Range<usize> {
    let belongs = |c: &char| c.is_ascii_alphanumeric() || c.is_numeric();
    let length =
        |chars: &mut dyn Iterator<Item = char>| chars.take_while(belongs).map(char::len_utf8).sum::<usize>();
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    range.start - length(&mut before.chars().rev())..range.end + length(&mut after.chars())
}

/// A text with these parts, and these texts, masked.
pub fn masked_text(text: &str, ranges: &[Range<usize>], secrets: &[String]) -> String {
    let mut shown = String::new();
    let mut at = 0;
    for range in ranges {
        shown.push_str(text.get(at..range.start).unwrap_or_default());
        shown.push_str(&mask(text.get(range.clone()).unwrap_or_default()));
        at = range.end;
    }
    shown.push_str(text.get(at..).unwrap_or_default());
    for secret in secrets.iter().filter(|secret| shown.contains(secret.as_str())).collect::<Vec<_>>() {
        shown = shown.replace(secret.as_str(), &mask(secret));
    }
    shown
}
