//! A report in, an answer out, with the crates that most would reach for: one Aho-Corasick automaton for all
//! phrases and two regular expressions.

use aho_corasick::{AhoCorasick, AhoCorasickKind, BuildError};
use regex::Regex;
use std::error::Error;

use crate::answer::{Answer, Fired};
use crate::hand_rules::{ACCOUNT, ADDRESS, PHRASES, X21, X22, rules_that_fire};
use crate::report::Report;

/// The rules, with their text matchers built once.
pub struct ByHand {
    texts: Texts,
}

impl ByHand {
    /// Builds the matchers.
    ///
    /// # Errors
    /// The automaton or a pattern cannot be built.
    pub fn new() -> Result<Self, Box<dyn Error>> {
        Ok(Self { texts: Texts::new()? })
    }

    /// The answer about one report.
    pub fn evaluate(&self, report: &Report) -> Answer {
        Answer::of(rules_that_fire(report, self.texts.find(&report.narrative)))
    }
}

/// All phrases in one automaton, and the patterns.
pub(crate) struct Texts {
    phrases: AhoCorasick,
    /// The rule of each pattern of the automaton.
    rules: Vec<Fired>,
    patterns: Patterns,
}

impl Texts {
    pub(crate) fn new() -> Result<Self, Box<dyn Error>> {
        let phrases = PHRASES.iter().flat_map(|(_, phrases)| phrases.iter());
        let rules = PHRASES.iter().flat_map(|(rule, phrases)| phrases.iter().map(|_| *rule)).collect();
        Ok(Self { phrases: automaton(phrases)?, rules, patterns: Patterns::new()? })
    }

    /// The rules of which a phrase or a pattern is in the text.
    pub(crate) fn find(&self, text: &str) -> Fired {
        let mut fired = self.patterns.find(text);
        // Overlapping, because a phrase may be part of a phrase of another rule.
        for found in self.phrases.find_overlapping_iter(text) {
            fired.set(self.rules.get(found.pattern().as_usize()).copied().unwrap_or_default(), true);
        }
        fired
    }
}

/// An automaton of the crate's fastest kind on these texts.
pub(crate) fn automaton<P: AsRef<[u8]>>(
    phrases: impl IntoIterator<Item = P>,
) -> Result<AhoCorasick, BuildError> {
    AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).prefilter(false).build(phrases)
}

/// The two regular expressions.
pub(crate) struct Patterns {
    account: Regex,
    address: Regex,
}

impl Patterns {
    pub(crate) fn new() -> Result<Self, regex::Error> {
        Ok(Self { account: Regex::new(ACCOUNT)?, address: Regex::new(ADDRESS)? })
    }

    pub(crate) fn find(&self, text: &str) -> Fired {
        let mut fired = Fired::default();
        fired.set(X21, self.account.is_match(text));
        fired.set(X22, self.address.is_match(text));
        fired
    }
}
