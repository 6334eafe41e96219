//! What no case has fired, and thresholds that no case has touched on both sides.

use super::both;
use super::read::Case;
use super::thresholds::{self, Threshold};
use crate::compile::CompileError;
use crate::diagnostic::Ends;
use crate::explain::{Lang, Texts};
use crate::outcomes;
use crate::probe::Probe;
use crate::source::Span;
use crate::{Assessment, Options, Ruleset, Session};
use serde::Serialize;
use std::collections::BTreeMap;

/// What cases reach.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "CaseCoverage"))]
pub struct Coverage {
    /// Rules, bins, cells and states of deadlines that can be hits, in the file's order.
    pub outcomes: Vec<OutcomeCoverage>,
    /// Values that conditions and bins compare with, in the file's order.
    pub thresholds: Vec<ThresholdCoverage>,
}

/// A rule, bin, cell or state of a deadline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OutcomeCoverage {
    /// The rule, characteristic, table or deadline.
    pub id: String,
    /// Which bin, cell or state; none for a rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<Texts>,
    /// How many cases fire it.
    pub cases: usize,
    /// Where it stands, in bytes.
    pub span: Span,
    /// Where it stands, in lines and UTF-16 columns.
    pub range: Ends,
    /// That no case fires it, where none does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gap: Option<Texts>,
}

/// A value that a condition or a bin compares with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ThresholdCoverage {
    /// The comparison.
    pub text: Texts,
    /// Whether a case has a value under it.
    pub under: bool,
    /// Whether a case has a value over it. A value that is equal lies where the comparison puts it.
    pub over: bool,
    /// Where the value stands that is compared with, in bytes.
    pub span: Span,
    /// Where it stands, in lines and UTF-16 columns.
    pub range: Ends,
    /// Which side no case has, where one is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gap: Option<Texts>,
}

impl Coverage {
    /// What is missing: outcomes, then thresholds.
    pub fn gaps(&self) -> impl Iterator<Item = &Texts> {
        let outcomes = self.outcomes.iter().filter_map(|it| it.gap.as_ref());
        outcomes.chain(self.thresholds.iter().filter_map(|it| it.gap.as_ref()))
    }
}

/// What the cases run so far have reached.
#[derive(Debug)]
pub(super) struct Reached {
    /// How many cases fired an outcome, by entry and outcome.
    fired: BTreeMap<(String, u32), usize>,
    thresholds: Vec<Threshold>,
    /// For each threshold: whether a value under it, and one over it, was there.
    touched: Vec<[bool; 2]>,
    /// The ruleset with two probes for each threshold.
    probed: Ruleset,
}

impl Reached {
    /// Nothing reached yet.
    pub fn new(ruleset: &Ruleset) -> Result<Self, CompileError> {
        let thresholds = thresholds::of(ruleset);
        let probes = thresholds.iter().flat_map(|threshold| {
            let each = threshold.each;
            [&threshold.under, &threshold.over].map(|when| Probe { each, when: when.clone() })
        });
        let probed = ruleset.with_probes(probes.collect())?;
        let touched = vec![[false; 2]; thresholds.len()];
        Ok(Self { fired: BTreeMap::new(), thresholds, touched, probed })
    }

    /// Adds what a case reaches.
    pub fn add(&mut self, case: &Case, assessment: &Assessment) {
        for hit in assessment.hits.iter().chain(&assessment.shadow) {
            let entry = self.probed.model().entries.iter().find(|entry| entry.id == hit.id);
            let outcome = entry.map_or(0, |entry| outcomes::of_hit(hit, entry, assessment));
            *self.fired.entry((hit.id.clone(), outcome)).or_default() += 1;
        }
        self.add_thresholds(case);
    }

    fn add_thresholds(&mut self, case: &Case) {
        let Ok(context) = case.context(&self.probed) else { return };
        let options = Options::default();
        let mut session = Session::new(&self.probed, &context, &options);
        let Ok(assessment) = session.assess(case.incident.as_bytes(), 1) else { return };
        for hit in &assessment.shadow {
            let number = hit.id.strip_prefix("probe:").and_then(|number| number.parse::<usize>().ok());
            let Some(number) = number else { continue };
            if let Some(side) = self.touched.get_mut(number / 2).and_then(|it| it.get_mut(number % 2)) {
                *side = true;
            }
        }
    }

    /// The same as data.
    pub fn coverage(&self, ruleset: &Ruleset) -> Coverage {
        let outcomes = outcomes::counted(ruleset).map(|(entry, outcome)| {
            let span = entry.outcomes.get(outcome as usize).map_or(entry.span, |it| it.span);
            let range = Ends::of(span, ruleset.source());
            let part = both(|lang| outcomes::part(entry, outcome, ruleset, lang));
            let part = Some(part).filter(|part| !part.get("en").is_empty());
            let cases = self.fired.get(&(entry.id.clone(), outcome)).copied().unwrap_or_default();
            let gap = (cases == 0).then(|| both(|lang| unfired(lang, &entry.id, part.as_ref(), range)));
            OutcomeCoverage { id: entry.id.clone(), part, cases, span, range, gap }
        });
        let thresholds = self.thresholds.iter().zip(&self.touched).map(|(threshold, [under, over])| {
            let span = threshold.under.span;
            let range = Ends::of(span, ruleset.source());
            let gap =
                (!under || !over).then(|| both(|lang| untouched(lang, threshold, [*under, *over], range)));
            ThresholdCoverage { text: threshold.text.clone(), under: *under, over: *over, span, range, gap }
        });
        Coverage { outcomes: outcomes.collect(), thresholds: thresholds.collect() }
    }
}

fn unfired(lang: Lang, id: &str, part: Option<&Texts>, range: Ends) -> String {
    let line = range.start.line + 1;
    match (lang, part) {
        (Lang::Zh, None) => format!("没有案例触发 `{id}`（第 {line} 行）"),
        (Lang::Zh, Some(part)) => format!("没有案例触发 `{id}`，{}（第 {line} 行）", part.get("zh")),
        (Lang::En, None) => format!("no case fires `{id}` (line {line})"),
        (Lang::En, Some(part)) => format!("no case fires `{id}`, {} (line {line})", part.get("en")),
    }
}

fn untouched(lang: Lang, threshold: &Threshold, [under, over]: [bool; 2], range: Ends) -> String {
    let line = range.start.line + 1;
    let missing = match (lang, under, over) {
        (_, true, _) => threshold.over_text(lang),
        (_, false, true) => threshold.under_text(lang),
        (Lang::Zh, false, false) => "任何一侧的已知值".to_owned(),
        (Lang::En, false, false) => "a known value on either side".to_owned(),
    };
    match lang {
        Lang::Zh => format!("`{}`：没有案例有{missing}（第 {line} 行）", threshold.text.get("zh")),
        Lang::En => format!("`{}`: no case has {missing} (line {line})", threshold.text.get("en")),
    }
}
