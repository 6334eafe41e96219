//! What could not be used: lines that are no report, values that are not what their field takes.

use super::read::Seen;
use crate::score::key_text;
use rules_core::assessment::InputFault;
use rules_core::{Assessment, Reject};
use std::collections::BTreeMap;

/// Lines told of rejected ones.
pub const LINES: usize = 200;
/// Places told of one kind of unusable value.
const PLACES: usize = 10;

/// A field and what is wrong with it, as the code says.
pub type Kind = (String, &'static str);

/// The unusable values of one kind.
#[derive(Clone, Debug)]
pub struct Unusable {
    /// What the engine expected.
    pub expected: String,
    /// How many there were.
    pub count: u64,
    /// Where the first ones are.
    pub places: Vec<String>,
}

/// All that could not be used; values themselves are not held.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    /// The first lines that are no report: place and reason.
    pub rejected: Vec<(String, Reject)>,
    /// Unusable values by field and code.
    pub values: BTreeMap<Kind, Unusable>,
}

impl Faults {
    /// Takes a line that is no report.
    pub fn reject(&mut self, seen: &Seen<'_>, reject: &Reject) {
        if self.rejected.len() < LINES {
            self.rejected.push((near((seen.place)()), reject.clone()));
        }
    }

    /// Takes the unusable values of a report.
    pub fn values(&mut self, seen: &Seen<'_>, assessment: &Assessment) {
        for fault in &assessment.input_errors {
            let kind = (without_number(&fault.field), fault.code);
            let unusable = self.values.entry(kind).or_insert_with(|| Unusable::new(fault));
            unusable.count += 1;
            if unusable.places.len() < PLACES {
                unusable.places.push(format!("{} ({})", near((seen.place)()), key_text(&assessment.key)));
            }
        }
    }
}

impl Unusable {
    fn new(fault: &InputFault) -> Self {
        Self { expected: fault.expected.clone(), count: 0, places: Vec::new() }
    }

    /// How many places are not told.
    pub fn rest(&self) -> u64 {
        self.count.saturating_sub(self.places.len() as u64)
    }
}

/// A place without the folders that a reader of the page has no use for: all but the last one.
fn near(place: String) -> String {
    let parts: Vec<&str> = place.split(['/', '\\']).collect();
    match parts.as_slice() {
        [_, .., folder, file] => format!("{folder}/{file}"),
        _ => place,
    }
}

/// `transfers[].amount` of `transfers[3].amount`, so that items of one kind are counted together.
fn without_number(field: &str) -> String {
    match field.split_once('[').and_then(|(list, rest)| Some((list, rest.split_once(']')?.1))) {
        Some((list, rest)) => format!("{list}[]{rest}"),
        None => field.to_owned(),
    }
}
