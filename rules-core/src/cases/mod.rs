//! Cases: incidents with what their author expects, run through the engine, and what they leave out.
//!
//! Comes in: a ruleset with the cases in its file, and those in the lines of its `cases.jsonl`. Goes out: a
//! [`Report`]: for each case what is another than expected; which rules, bins, cells and thresholds no case reaches.
//! Promises: a case states what it states, and nothing else is compared; one that cannot be used is told of with its
//! place, and the others are run. [`written`] makes a case of an incident.

mod compare;
mod coverage;
mod read;
mod report;
mod run;
mod spelled;
#[cfg(test)]
mod tests;
mod thresholds;
mod written;

pub use compare::{Difference, What};
pub use coverage::{Coverage, OutcomeCoverage, ThresholdCoverage};
pub use read::{Case, Expect, Place, Read, Unusable, in_line, in_lines, in_ruleset};
pub use report::{Ran, Report};
pub use run::{Runner, run};
pub use written::{Unwritable, written, written_line};

use crate::explain::{Lang, Texts};

/// A text in both languages of authors.
fn both(text: impl Fn(Lang) -> String) -> Texts {
    Texts::from_iter([("zh", text(Lang::Zh)), ("en", text(Lang::En))])
}
