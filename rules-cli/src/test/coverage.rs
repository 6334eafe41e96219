//! What no case has fired, and thresholds that no case has touched on both sides.

use super::cases::Case;
use super::thresholds::{self, Threshold};
use crate::exit::Stop;
use rules_core::backtest::outcomes;
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
        let outcomes = outcomes::counted(ruleset).count();
        let touched = vec![[false; 2]; thresholds.len()];
        Ok(Self { fired: BTreeSet::new(), outcomes, thresholds, touched, probed })
    }

    /// Adds what a case reaches.
    pub fn add(&mut self, case: &Case, assessment: &Assessment) {
        for hit in assessment.hits.iter().chain(&assessment.shadow) {
            let entry = self.probed.model().entries.iter().find(|entry| entry.id == hit.id);
            let outcome = entry.map_or(0, |entry| outcomes::of_hit(hit, entry, assessment));
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
        let unfired = outcomes::counted(ruleset)
            .filter(|(entry, outcome)| !self.fired.contains(&(entry.id.clone(), *outcome)))
            .map(|(entry, outcome)| {
                let part = outcomes::part(entry, outcome, ruleset);
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
