//! What a review takes from each report: counts, and rows of its lists.

use super::counts::{Counts, Names, Reason};
use super::faults::Faults;
use super::known::Known;
use super::read::Seen;
use super::rows::{Term, Upper};
use super::standing::{Standing, upper_half};
use super::top::Top;
use crate::exit::Code;
use crate::score::{keep::Keep, key_text};
use rules_core::assessment::{DeadlineStatus, Key};
use rules_core::parse::document::Whose;
use rules_core::ruleset::Deadline;
use rules_core::time::{date_of, parse_date, parse_instant};
use rules_core::{Assessment, Ruleset};
use std::cmp::Reverse;

/// Days within which a deadline is due this week.
pub const WEEK: i64 = 7;
/// Reasons told of a report.
const REASONS: usize = 3;

/// All that the page tells.
#[derive(Clone, Debug)]
pub struct Review<'r> {
    /// The ruleset.
    ruleset: &'r Ruleset,
    names: Names<'r>,
    /// The members that may hold the date on which each deadline's matter was done.
    done: Vec<Vec<Keep>>,
    /// The lowest level of the upper half, by index.
    pub upper_from: usize,
    /// This period.
    pub now: Counts,
    /// The period before, where there is one to compare with.
    pub before: Option<Counts>,
    /// Where the reports of the period before stood.
    pub known: Known,
    /// Reports that are in the upper half of the levels and were not so before.
    pub upper: Top<Upper>,
    /// Deadlines that are past and not met.
    pub overdue: Top<Term>,
    /// Deadlines that end within a week.
    pub due: Top<Term>,
    /// Deadlines that were met too late: nothing is left to do.
    pub done_late: u64,
    /// Deadlines that run, or ran, and of which it is not known whether they were met: no date is registered.
    pub unknown_terms: u64,
    /// Deadlines of which it is not known whether and until when they run.
    pub unbegun_terms: u64,
    /// What could not be used.
    pub faults: Faults,
}

impl<'r> Review<'r> {
    /// Nothing yet.
    pub fn new(ruleset: &'r Ruleset, compares: bool) -> Self {
        let model = ruleset.model();
        Self {
            ruleset,
            names: Names::new(ruleset),
            done: model.deadlines.iter().map(|deadline| done_members(ruleset, deadline)).collect(),
            upper_from: upper_half(model.levels.len()),
            now: Counts::default(),
            before: compares.then(Counts::default),
            known: Known::default(),
            upper: Top::new(),
            overdue: Top::new(),
            due: Top::new(),
            done_late: 0,
            unknown_terms: 0,
            unbegun_terms: 0,
            faults: Faults::default(),
        }
    }

    /// Takes a report of the period before.
    pub fn before(&mut self, seen: &Seen<'_>) {
        let counts = self.before.get_or_insert_default();
        match seen.outcome {
            Err(reject) => {
                counts.rejected += 1;
                self.faults.reject(seen, reject);
            }
            Ok(assessment) => {
                let standing = counts.add(&self.names, assessment);
                self.faults.values(seen, assessment);
                match &assessment.key {
                    Key::Own(_) => self.known.add(key_text(&assessment.key), standing),
                    Key::Number(_) => counts.keyless += 1,
                }
            }
        }
    }

    /// Takes a report of the period at hand.
    pub fn now(&mut self, seen: &Seen<'_>) {
        match seen.outcome {
            Err(reject) => {
                self.now.rejected += 1;
                self.faults.reject(seen, reject);
            }
            Ok(assessment) => {
                let standing = self.now.add(&self.names, assessment);
                self.faults.values(seen, assessment);
                self.raise(assessment, standing);
                for (index, deadline) in assessment.deadlines.iter().enumerate() {
                    self.term(seen.line, assessment, index, deadline, standing);
                }
            }
        }
    }

    /// Lists a report that is in the upper half and was not so before. One without a key of its own cannot
    /// be found in the period before, and is new.
    fn raise(&mut self, assessment: &Assessment, standing: Standing) {
        let key = key_text(&assessment.key);
        let is_own = matches!(assessment.key, Key::Own(_));
        self.now.keyless += u64::from(!is_own);
        let before = self.known.standing(&key).filter(|_| is_own);
        if standing.level < self.upper_from || before.is_some_and(|before| before.level >= self.upper_from) {
            return;
        }
        self.upper.add(Upper {
            rank: Reverse((standing.level, assessment.score, standing.ceiling)),
            number: self.now.scored,
            key,
            standing,
            reasons: self.reasons(assessment),
            before,
        });
    }

    /// The strongest reasons: those that set a level first, then by their points.
    fn reasons(&self, assessment: &Assessment) -> Vec<Reason> {
        let entries = &self.names.model.entries;
        let floor = |(entry, outcome): Reason| entries.get(entry)?.outcomes.get(outcome)?.floor;
        let hits = assessment.hits.iter();
        let mut all: Vec<(Reason, i64)> =
            hits.filter_map(|hit| Some((self.names.reason(hit, assessment)?, hit.points))).collect();
        all.sort_by_key(|(reason, points)| Reverse((floor(*reason), *points)));
        all.into_iter().map(|(reason, _)| reason).take(REASONS).collect()
    }

    /// Lists a deadline that is past, or ends within a week. A citizen's own term is never past for an office.
    fn term(
        &mut self,
        line: &[u8],
        assessment: &Assessment,
        index: usize,
        status: &DeadlineStatus,
        standing: Standing,
    ) {
        let deadline = self.names.model.deadlines.get(index);
        let is_owed = deadline.is_some_and(|deadline| deadline.whose == Whose::Office);
        if status.state == "unknown" && is_owed {
            let waits = deadline.is_some_and(|deadline| self.waits(assessment, deadline.start));
            self.unknown_terms += u64::from(status.due.is_some());
            self.unbegun_terms += u64::from(status.due.is_none() && waits);
        }
        let (Some(due), Some(days)) = (&status.due, status.days_left) else { return };
        let is_late = status.state == "late" && is_owed;
        let is_due = matches!(status.state, "running" | "soon") && (0..=WEEK).contains(&days);
        if is_late && self.is_done(line, assessment, index) {
            self.done_late += 1;
            return;
        }
        let list = match (is_late, is_due) {
            (true, _) => &mut self.overdue,
            (_, true) => &mut self.due,
            _ => return,
        };
        list.add(Term {
            days,
            rank: Reverse(standing.level),
            number: self.now.scored,
            due: due.clone(),
            key: key_text(&assessment.key),
            deadline: index,
            standing,
        });
    }

    /// Whether a field is open in a report: one that is not relevant is not.
    fn waits(&self, assessment: &Assessment, field: usize) -> bool {
        let name = self.names.model.fields.get(field).map(|field| field.name.as_str());
        assessment.open.fields.iter().any(|open| Some(open.field.as_str()) == name)
    }

    /// Whether what a deadline is for was done by the day of the assessment: an assessment says only that it
    /// is late.
    fn is_done(&self, line: &[u8], assessment: &Assessment, index: usize) -> bool {
        let as_of = assessment.receipt.as_of.as_deref().and_then(|text| parse_instant(text).ok());
        let Some(today) = as_of.and_then(|at| date_of(at, self.ruleset.offset()).ok()) else { return false };
        let members = self.done.get(index).map(Vec::as_slice).unwrap_or_default();
        let dates = members.iter().filter_map(|member| {
            let text = serde_json::from_str::<String>(&member.of(line)?).ok()?;
            parse_date(&text).ok()
        });
        dates.into_iter().any(|date| date <= today)
    }

    /// Brings the lists into their order.
    pub fn finish(&mut self) {
        self.upper.finish();
        self.overdue.finish();
        self.due.finish();
    }

    /// The code to end with: that of `rules score` for the same reports.
    pub fn code(&self) -> Code {
        let periods = || std::iter::once(&self.now).chain(&self.before);
        if periods().any(|counts| counts.rejected > 0) {
            Code::Rejects
        } else if periods().any(|counts| counts.unusable > 0) {
            Code::Findings
        } else {
            Code::Clean
        }
    }
}

/// Where a report keeps the date on which a deadline's matter was done: the field's path, and older names.
fn done_members(ruleset: &Ruleset, deadline: &Deadline) -> Vec<Keep> {
    let Some(field) = ruleset.model().fields.get(deadline.done) else { return Vec::new() };
    let names = std::iter::once(&field.name).chain(&field.was);
    names.filter_map(|name| Keep::new(name, ruleset).ok()).collect()
}
