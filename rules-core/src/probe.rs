//! Questions put to a ruleset from outside: whether an expression holds for an incident. For tools such as
//! the coverage of cases.

use crate::compile::CompileError;
use crate::compiled::Ruleset;
use crate::parse::document::Status;
use crate::ruleset::typed::Typed;
use crate::ruleset::{Entry, Outcome, Points, Test};

/// A condition over a ruleset's own names, made from its own typed expressions.
#[derive(Clone, Debug)]
pub struct Probe {
    /// The list of records whose items it is put to, if it reads items; one that satisfies it is enough.
    pub each: Option<usize>,
    /// The condition.
    pub when: Typed,
}

impl Ruleset {
    /// The same ruleset with a shadow rule `probe:N` for each probe: an assessment's `shadow` has those that
    /// hold. Scores, levels and open rules are the same.
    ///
    /// # Errors
    /// As [`Ruleset::compile`]; not for probes made from this ruleset's own expressions.
    pub fn with_probes(&self, probes: Vec<Probe>) -> Result<Self, CompileError> {
        let mut model = self.model().clone();
        model.entries.extend(probes.into_iter().enumerate().map(|(number, probe)| entry(number, probe)));
        let texts = self.program().text.clone();
        Self::assemble(self.source().clone(), (model, texts), Vec::new(), self.digest().to_owned())
    }
}

fn entry(number: usize, Probe { each, when }: Probe) -> Entry {
    let span = when.span;
    let outcome = Outcome {
        points: Points::Fixed(0),
        group: None,
        floor: None,
        actions: Vec::new(),
        reason: Some(Vec::new()),
        reason_assumed: None,
        basis: Vec::new(),
        span,
    };
    Entry {
        id: format!("probe:{number}"),
        status: Status::Shadow,
        from: None,
        until: None,
        about: None,
        test: Test::When { when, text: String::new(), each, count: 1 },
        outcomes: vec![outcome],
        span,
    }
}
