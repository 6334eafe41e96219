//! What a run was: the summary on standard error, and the exit code.

use super::work::{Counts, Tally};
use crate::exit::Code;
use crate::terminal::HEAD;
use rules_core::Ruleset;

/// Rules shown without `--verbose`.
const TOP: usize = 5;

/// Totals of a run.
#[derive(Debug)]
pub struct Totals {
    levels: Vec<String>,
    /// How many were what.
    pub counts: Counts,
    hits: Vec<(String, u64)>,
    undeclared: u64,
}

impl Totals {
    /// Nothing yet.
    pub fn new(ruleset: &Ruleset) -> Self {
        let levels = ruleset.model().levels.iter().map(|level| level.id.clone()).collect();
        Self { levels, counts: Counts::default(), hits: Vec::new(), undeclared: 0 }
    }

    /// Adds what a thread knows.
    pub fn add(&mut self, tally: Tally) {
        self.undeclared += tally.undeclared;
        if self.hits.is_empty() {
            self.hits = tally.hits;
            return;
        }
        self.hits.iter_mut().zip(tally.hits).for_each(|((_, own), (_, other))| *own += other);
    }

    /// The code to end with.
    pub fn code(&self) -> Code {
        if self.counts.rejected > 0 {
            Code::Rejects
        } else if self.counts.input_errors > 0 {
            Code::Findings
        } else {
            Code::Clean
        }
    }

    /// The summary.
    pub fn text(&self, verbose: bool) -> String {
        let counts = &self.counts;
        let mut lines = vec![
            format!("{HEAD}{} lines, {} scored{HEAD:#}", counts.total, counts.total - counts.rejected),
            format!("  level:         {}", self.per_level(&counts.levels)),
            format!("  may still be:  {}", self.per_level(&counts.ceilings)),
            format!("  not settled:   {}", counts.not_settled),
            format!("  input errors:  {}", counts.input_errors),
            format!("  not scored:    {}", counts.rejected),
        ];
        if self.undeclared > 0 {
            lines.push(format!("  undeclared members ignored: {}", self.undeclared));
        }
        lines.extend(self.fired(verbose));
        lines.join("\n")
    }

    fn per_level(&self, counts: &[u64]) -> String {
        let of = |index: usize| counts.get(index).copied().unwrap_or_default();
        let all = self.levels.iter().enumerate().map(|(index, id)| format!("{} {id}", of(index)));
        all.collect::<Vec<_>>().join(", ")
    }

    fn fired(&self, verbose: bool) -> Vec<String> {
        let mut hits: Vec<&(String, u64)> = self.hits.iter().collect();
        // The file's order among equals: the sort is stable.
        hits.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let fired = hits.iter().filter(|(_, count)| *count > 0).count();
        let shown = if verbose { hits.len() } else { fired.min(TOP) };
        let mut lines = vec![format!("  fired:         {fired} of {} rules", hits.len())];
        lines.extend(hits.iter().take(shown).map(|(id, count)| format!("    {count:>8}  {id}")));
        if shown < fired {
            lines.push(format!("              …  {} more with --verbose", fired - shown));
        }
        lines
    }
}
