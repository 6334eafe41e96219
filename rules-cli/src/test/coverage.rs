//! What no case has fired, and thresholds that no case has touched on both sides.

use super::cases::Case;
use super::thresholds::{self, Threshold};
use crate::exit::Stop;
use rules_core::parse::document::Status;
use rules_core::ruleset::typed::Type;
use rules_core::ruleset::{Axis, BinTest, Entry, Test};
use rules_core::{Assessment, Options, Probe, Ruleset, Session};
use std::collections::BTreeSet;

/// What the cases run so far have reached.
#[derive(Debug)]
pub struct Coverage {
    /// Entries and their outcomes.
    fired: BTreeSet<(String, u32)>,
    outcomes: usize,
    thresholds: Vec<Threshold>,
    /// For each threshold: whether a value under it, and one over it, was there.
    touched: Vec<[bool; 2]>,
    /// The ruleset with two probes for each threshold.
    probed: Ruleset,
}

impl Coverage {
    /// Nothing reached yet.
    pub fn new(ruleset: &Ruleset) -> Result<Self, Stop> {
        let thresholds = thresholds::of(ruleset);
        let probes = thresholds.iter().flat_map(|threshold| {
            let each = threshold.each;
            [&threshold.under, &threshold.over].map(|when| Probe { each, when: when.clone() })
        });
        let probed = ruleset
            .with_probes(probes.collect())
            .map_err(|error| Stop::Failed(format!("thresholds cannot be followed: {error}")))?;
        let outcomes = counted(ruleset).count();
        let touched = vec![[false; 2]; thresholds.len()];
        Ok(Self { fired: BTreeSet::new(), outcomes, thresholds, touched, probed })
    }

    /// Adds what a case reaches.
    pub fn add(&mut self, case: &Case, assessment: &Assessment) {
        for hit in assessment.hits.iter().chain(&assessment.shadow) {
            let entry = self.probed.model().entries.iter().find(|entry| entry.id == hit.id);
            let width = match entry.map(|entry| &entry.test) {
                Some(Test::Table(_, columns)) => columns.bins.len(),
                _ => 0,
            };
            let width = u32::try_from(width).unwrap_or_default();
            let soon = assessment.deadlines.iter().any(|it| it.id == hit.id && it.state == "soon");
            let outcome = match (hit.bin, hit.cell) {
                (Some(bin), _) => bin,
                (None, Some((row, column))) => row * width + column,
                (None, None) => u32::from(soon),
            };
            self.fired.insert((hit.id.clone(), outcome));
        }
        self.add_thresholds(case);
    }

    fn add_thresholds(&mut self, case: &Case) {
        let Ok(context) = self.probed.context(case.context.clone()) else { return };
        let options = Options::default();
        let mut session = Session::new(&self.probed, &context, &options);
        let Ok(assessment) = session.assess(&case.incident, 1) else { return };
        for hit in &assessment.shadow {
            let number = hit.id.strip_prefix("probe:").and_then(|number| number.parse::<usize>().ok());
            let Some(number) = number else { continue };
            if let Some(side) = self.touched.get_mut(number / 2).and_then(|it| it.get_mut(number % 2)) {
                *side = true;
            }
        }
    }

    /// How much is covered.
    pub fn counts(&self) -> String {
        let both = self.touched.iter().filter(|sides| **sides == [true; 2]).count();
        format!(
            "{} of {} rules, bins and cells fired; {both} of {} thresholds touched on both sides",
            self.fired.len(),
            self.outcomes,
            self.thresholds.len()
        )
    }

    /// What is not covered, in the file's order: outcomes, then thresholds.
    pub fn gaps(&self, ruleset: &Ruleset) -> Vec<String> {
        let line = |span: rules_core::source::Span| ruleset.source().position(span.start as usize).line + 1;
        let unfired = counted(ruleset)
            .filter(|(entry, outcome)| !self.fired.contains(&(entry.id.clone(), *outcome)))
            .map(|(entry, outcome)| {
                let part = part(entry, outcome, ruleset);
                let span = entry.outcomes.get(outcome as usize).map_or(entry.span, |it| it.span);
                format!("no case fires `{}`{part} (line {})", entry.id, line(span))
            });
        let untouched = self.thresholds.iter().zip(&self.touched).filter_map(|(threshold, sides)| {
            let missing = match sides {
                [true, true] => return None,
                [true, false] => format!("a value {}", threshold.over_text),
                [false, true] => format!("a value {}", threshold.under_text),
                [false, false] => "a known value on either side".to_owned(),
            };
            let line = line(threshold.under.span);
            Some(format!("`{}`: no case has {missing} (line {line})", threshold.text))
        });
        unfired.chain(untouched).collect()
    }
}

/// Outcomes that can be hits: those with a reason, of rules that are not retired.
fn counted(ruleset: &Ruleset) -> impl Iterator<Item = (&Entry, u32)> {
    let entries = ruleset.model().entries.iter().filter(|entry| entry.status != Status::Retired);
    entries.flat_map(|entry| {
        let outcomes = (0u32..).zip(&entry.outcomes).filter(|(_, outcome)| outcome.reason.is_some());
        outcomes.map(move |(index, _)| (entry, index))
    })
}

/// Which part of an entry an outcome is.
fn part(entry: &Entry, outcome: u32, ruleset: &Ruleset) -> String {
    match &entry.test {
        Test::When { .. } => String::new(),
        Test::Bins(axis) => format!(", bin {}", bin(axis, outcome, ruleset)),
        Test::Table(rows, columns) => {
            let width = u32::try_from(columns.bins.len()).unwrap_or(1).max(1);
            let row = bin(rows, outcome / width, ruleset);
            let column = bin(columns, outcome % width, ruleset);
            format!(", row {row}, column {column}")
        }
        Test::Deadline(_) => if outcome == 0 { ", late" } else { ", soon" }.into(),
    }
}

/// A bin as its author would say it.
fn bin(axis: &Axis, index: u32, ruleset: &Ruleset) -> String {
    let source = ruleset.source();
    match axis.bins.get(index as usize) {
        Some(BinTest::Below(edge)) => format!("below {}", source.slice(edge.span)),
        Some(BinTest::UpTo(edge)) => format!("up to {}", source.slice(edge.span)),
        Some(BinTest::Is(values)) => {
            let names: Vec<String> =
                values.iter().map(|value| name(axis.value.ty, *value, ruleset)).collect();
            format!("[{}]", names.join(", "))
        }
        Some(BinTest::Unknown) => "unknown".into(),
        Some(BinTest::Rest) | None => "the rest".into(),
    }
}

/// A value of a bin as it is written.
fn name(ty: Type, value: i64, ruleset: &Ruleset) -> String {
    let of_enum = |index: usize| {
        let names = &ruleset.model().enums.get(index)?.names;
        usize::try_from(value).ok().and_then(|value| names.get(value)).cloned()
    };
    match ty {
        Type::Enum(index) => of_enum(index).unwrap_or_default(),
        Type::Bool => (value != 0).to_string(),
        _ => value.to_string(),
    }
}
