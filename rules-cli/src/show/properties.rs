//! What holds of every incident, as the ruleset states it.

use super::voice::Voice;
use super::words;
use crate::page::{Cell, Section, Table, Width};
use rules_core::ruleset::{Claim, Property};

/// The stated properties.
pub fn properties(voice: &Voice<'_>) -> Option<Section> {
    let row =
        |property: &Property| vec![Cell::text(voice.text(&property.name)), claim(voice, &property.claim)];
    let rows = voice.model.properties.iter().map(row).collect();
    let columns = voice.columns(&[(words::property, Width::Long), (words::expression, Width::Long)]);
    Section::of(voice.say(words::h_properties), Table::list(columns, rows))
}

/// The condition as written, or the field whose order is meant.
fn claim(voice: &Voice<'_>, claim: &Claim) -> Cell {
    match claim {
        Claim::Always { when, .. } => Cell::code(voice.written(when)),
        Claim::Monotone { field, item, up } => {
            let list = voice.model.fields.get(*field);
            let inner = item.and_then(|item| list?.items.get(item)).map(|inner| format!(".{}", inner.name));
            let name = list.map(|list| list.name.as_str()).unwrap_or_default();
            let arrow = if *up { "↑" } else { "↓" };
            Cell::code(format!("{name}{} {arrow}", inner.unwrap_or_default()))
        }
    }
}
