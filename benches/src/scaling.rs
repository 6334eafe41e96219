//! A size in, Shao on that many rules out, with the answers that it must give.
//!
//! The answers are those of [`fires`], rule by rule. Folding makes one difference: Shao skips punctuation inside
//! a phrase, so a rule may also fire as if the signs that it skips were not in the text.

use crate::shao::Shao;
use crate::workload::{Incident, RuleSet, fires, incidents};
use rules_core::Session;
use std::error::Error;

/// Numbers of rules.
pub const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];
/// Incidents of each.
pub const INCIDENTS: usize = 200;
/// The signs within sentences of the workload's texts.
const SIGNS: [char; 4] = ['，', '、', '：', ' '];

/// The score of an incident and the rules that fire, by their places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    score: i64,
    fired: Vec<usize>,
}

/// The answers to the first incidents.
#[must_use]
pub fn expected(set: &RuleSet) -> Vec<Expected> {
    incidents().take(INCIDENTS).map(|incident| answer(set, &incident)).collect()
}

fn answer(set: &RuleSet, incident: &Incident) -> Expected {
    let folded = Incident { narrative: incident.narrative.replace(SIGNS, ""), ..incident.clone() };
    let fired = set.rules.iter().enumerate();
    let fired = fired.filter(|(_, rule)| fires(&rule.when, incident) || fires(&rule.when, &folded));
    let fired: Vec<usize> = fired.map(|(place, _)| place).collect();
    let score = fired.iter().filter_map(|place| set.rules.get(*place)).map(|rule| rule.points).sum();
    Expected { score, fired }
}

/// Holds Shao to the answers.
///
/// # Errors
/// A line is refused, or an answer differs.
pub fn check(shao: &Shao, lines: &[String], expected: &[Expected]) -> Result<(), Box<dyn Error>> {
    let mut session = shao.session();
    for (number, (line, expected)) in lines.iter().zip(expected).enumerate() {
        let assessment = session.assess(line.as_bytes(), number as u64)?;
        let found = Expected { score: assessment.score, fired: session.fired().collect() };
        if found != *expected {
            return Err(format!("incident {number}: found {found:?}, expected {expected:?}").into());
        }
    }
    Ok(())
}

/// Evaluates every incident; the sum of the scores. This is the loop that is timed.
pub fn run_evaluate(session: &mut Session<'_>, incidents: &mut [rules_core::Incident<'_>]) -> i64 {
    incidents.iter_mut().map(|incident| session.score(incident).score).sum()
}

/// Answers every line; the bytes that gives. This is the loop that is timed.
pub fn run_end_to_end(session: &mut Session<'_>, lines: &[String], out: &mut Vec<u8>) -> usize {
    let mut bytes = 0;
    for line in lines {
        out.clear();
        session.line(line.as_bytes(), 1, out);
        bytes += out.len();
    }
    bytes
}
