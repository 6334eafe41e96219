//! A line of JSON in, an assessment out: Shao on the workload's ruleset, with unknowns, folding, the ceiling,
//! open rules and the receipt.

use crate::answer::{Answer, Fired, Level};
use crate::ruleset_text::AS_OF;
use crate::variants::Variant;
use rules_core::{Context, ContextSpec, Incident, Options, Ruleset, Session};
use std::error::Error;

/// A compiled ruleset and a context: what a host makes once.
pub struct Shao {
    ruleset: Ruleset,
    context: Context,
    options: Options,
    /// The rule of each entry.
    rules: Vec<Fired>,
}

impl Shao {
    /// Compiles a ruleset.
    ///
    /// # Errors
    /// The ruleset has a mistake.
    pub fn new(source: &str) -> Result<Self, Box<dyn Error>> {
        let ruleset = Ruleset::compile(source)?;
        let context = ruleset.context(ContextSpec { as_of: Some(AS_OF.into()), ..ContextSpec::default() })?;
        let rules = ruleset.model().entries.iter().map(|entry| Fired::of_id(&entry.id)).collect();
        Ok(Self { ruleset, context, options: Options::default(), rules })
    }

    /// A session on one thread.
    #[must_use]
    pub fn session(&self) -> Session<'_> {
        Session::new(&self.ruleset, &self.context, &self.options)
    }

    /// Shao as a variant over these lines.
    ///
    /// # Errors
    /// A line is no incident.
    pub fn variant<'a>(&'a self, lines: &'a [String]) -> Result<Box<dyn Variant + 'a>, Box<dyn Error>> {
        let mut session = self.session();
        let incidents = lines.iter().map(|line| session.incident(line.as_bytes()));
        let incidents = incidents.collect::<Result<_, _>>()?;
        Ok(Box::new(Assessed { rules: &self.rules, session, incidents }))
    }
}

struct Assessed<'a> {
    rules: &'a [Fired],
    session: Session<'a>,
    incidents: Vec<Incident<'a>>,
}

impl Variant for Assessed<'_> {
    fn name(&self) -> &'static str {
        "shao"
    }

    fn end_to_end(&mut self, line: &[u8], out: &mut Vec<u8>) {
        self.session.line(line, 1, out);
    }

    fn evaluate(&mut self, place: usize) -> Option<Answer> {
        let score = self.session.score(self.incidents.get_mut(place)?);
        let mut fired = Fired::default();
        for entry in self.session.fired() {
            fired.set(*self.rules.get(entry)?, true);
        }
        Some(Answer { score: score.score, level: Level::at(score.level), fired })
    }
}
