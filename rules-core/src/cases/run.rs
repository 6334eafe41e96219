//! Cases are assessed, one after the other.

use super::compare::{differences, unread};
use super::coverage::{Coverage, Reached};
use super::read::{Case, Place, Read, Unusable, in_lines, in_ruleset};
use super::report::{Ran, Report};
use crate::compile::CompileError;
use crate::{Options, Ruleset, Session};

/// Runs the cases in a ruleset's own file, and those in the lines of a `cases.jsonl`.
///
/// ```
/// use rules_core::{Ruleset, cases};
/// let ruleset = Ruleset::compile(include_bytes!("../../doc/smallest.toml")).unwrap();
/// let line = br#"{"name": "small", "asOf": "2026-03-02T10:30:00+08:00", "incident": {"amount": 5}, "expect": {"level": "high"}}"#;
/// let report = cases::run(&ruleset, line).unwrap();
/// assert_eq!((report.passed, report.failed, report.unusable.len()), (0, 1, 0));
/// assert_eq!(report.cases[0].differences[0].text.get("en"), "level: expected high, found low");
/// assert_eq!(report.coverage.outcomes[0].cases, 0);
/// assert_eq!(report.coverage.outcomes[0].gap.as_ref().unwrap().get("zh"), "没有案例触发 `large-amount`（第 25 行）");
/// assert!(report.coverage.thresholds[0].under && !report.coverage.thresholds[0].over);
/// ```
///
/// # Errors
/// As [`Runner::new`].
pub fn run(ruleset: &Ruleset, lines: &[u8]) -> Result<Report, CompileError> {
    let mut runner = Runner::new(ruleset)?;
    let [own, beside] = [in_ruleset(ruleset), in_lines(lines, ruleset)];
    let mut report = Report {
        cases: Vec::new(),
        unusable: Vec::new(),
        passed: 0,
        failed: 0,
        coverage: Coverage::default(),
    };
    for Read { cases, unusable } in [own, beside] {
        report.unusable.extend(unusable);
        for case in cases {
            match runner.run(&case) {
                Ok(ran) => report.cases.push(ran),
                Err(unusable) => report.unusable.push(unusable),
            }
        }
    }
    report.unusable.sort_by_key(|unusable| match unusable.place {
        Place::Ruleset { span, .. } => (false, span.start as usize),
        Place::Lines { line } => (true, line),
    });
    report.passed = report.cases.iter().filter(|ran| ran.passed).count();
    report.failed = report.cases.len() - report.passed;
    report.coverage = runner.coverage();
    Ok(report)
}

/// Runs cases, and keeps what they reach.
#[derive(Debug)]
pub struct Runner<'r> {
    ruleset: &'r Ruleset,
    reached: Reached,
}

impl<'r> Runner<'r> {
    /// Nothing reached yet.
    ///
    /// # Errors
    /// If the ruleset has no room for what follows its thresholds; none that compiles is known to have not.
    pub fn new(ruleset: &'r Ruleset) -> Result<Self, CompileError> {
        Ok(Self { ruleset, reached: Reached::new(ruleset)? })
    }

    /// Runs a case.
    ///
    /// # Errors
    /// If its context does not fit the ruleset.
    pub fn run(&mut self, case: &Case) -> Result<Ran, Unusable> {
        let context = case.context(self.ruleset)?;
        let options = Options::default();
        let assessed = Session::new(self.ruleset, &context, &options).assess(case.incident.as_bytes(), 1);
        let differences = match &assessed {
            Ok(assessment) => {
                self.reached.add(case, assessment);
                differences(&case.expect, assessment, self.ruleset)
            }
            Err(reject) => vec![unread(reject)],
        };
        let assessment = assessed.ok();
        Ok(Ran {
            name: case.name.clone(),
            place: case.place.clone(),
            passed: differences.is_empty(),
            differences,
            ceiling: assessment.as_ref().map(|it| it.ceiling.level.clone()),
            score: assessment.as_ref().map(|it| it.score),
            level: assessment.map(|it| it.level),
            incident: case.incident.clone(),
            as_of: case.spec.as_of.clone(),
            params: case.spec.params.clone(),
            calendar: case.spec.calendar.as_ref().map(|it| it.listed()),
        })
    }

    /// What the cases run so far reach.
    #[must_use]
    pub fn coverage(&self) -> Coverage {
        self.reached.coverage(self.ruleset)
    }
}
