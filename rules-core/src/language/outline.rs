//! The sections of a file and the things in them, for a list beside the text.

use super::layout::{Part, Section};
use super::{Ends, Language, format};
use crate::source::Span;
use serde::Serialize;

/// A thing in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OutlineItem {
    /// The section: `field`, `rule`, `level` and so on.
    pub section: String,
    /// What the section is, in the language that was asked for.
    pub told: String,
    /// Its name or id; empty where it has none yet.
    pub name: String,
    /// Where all of it stands.
    pub range: Ends,
    /// Its header.
    pub header: Ends,
}

/// Everything that has a header of its own, in the file's order.
pub fn outline(language: &Language, locale: &str) -> Vec<OutlineItem> {
    let mut items: Vec<OutlineItem> = Vec::new();
    for section in &language.layout.sections {
        let Some(first) = section.path.first() else { continue };
        let name = name(language, section);
        // `[case.incident]` belongs to the `[[case]]` before it, `[field.x.values]` to `[field.x]`.
        if section.is_part()
            && let Some(last) = items.last_mut().filter(|last| last.section == *first)
        {
            last.range.end = language.ends(own(language, section)).end;
            continue;
        }
        let told = format::at(std::slice::from_ref(first)).and_then(|spot| spot.line);
        items.push(OutlineItem {
            section: first.clone(),
            told: told.map_or(String::new(), |line| line.told(locale).to_owned()),
            name,
            range: language.ends(own(language, section)),
            header: language.ends(section.header),
        });
    }
    items
}

/// A section without the empty lines at its end and the comments that stand on the next one.
fn own(language: &Language, section: &Section) -> Span {
    let text = language.source.slice(section.span);
    let is_own = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let kept = lines.iter().rposition(|line| is_own(line)).map_or(1, |at| at + 1);
    let length: usize = lines.iter().take(kept).map(|line| line.len()).sum();
    Span { end: section.span.start + u32::try_from(length).unwrap_or(0), ..section.span }
}

/// The name of a section: its second key, or the `id` or `name` in it.
fn name(language: &Language, section: &Section) -> String {
    let pieces = language.layout.pieces.iter();
    let here = pieces.filter(|it| section.span.start <= it.span.start && it.span.end <= section.span.end);
    let mut texts = here.filter(|it| it.part == Part::Text);
    let named = texts.find(|it| {
        let keys = it.path.strip_prefix(&*section.path).unwrap_or_default();
        matches!(keys.first().map(String::as_str), Some("id" | "name"))
    });
    match (section.path.get(1), named) {
        (Some(name), _) => name.clone(),
        (None, Some(piece)) => language.source.slice(piece.span).trim_matches(['"', '\'']).to_owned(),
        (None, None) => String::new(),
    }
}
