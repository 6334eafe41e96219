//! Rows through two rulesets, chunk by chunk, as a backtest reads them.
//!
//! Comes in: a [`Plan`] for each ruleset, and lines of JSON, one a row. Goes out: [`Compared`]. Promises: what a chunk
//! ends at makes no difference; a row is the same incident as in a backtest, and left out for the same reasons, but that
//! it needs no label; memory grows with what is kept and with the rows that are left out.

use super::moves::{Movement, Moves};
use crate::assessment::Key;
use crate::backtest::reason::Reason;
use crate::backtest::row::{Row, lines};
use crate::backtest::run::Plan;
use crate::backtest::run::bad::BadRows;
use crate::backtest::run::results::LeftOutRows;
use crate::{Assessment, Session};
use serde::Serialize;
use std::collections::BTreeMap;

/// What was found so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Compared {
    /// What moved.
    pub movement: Movement,
    /// Rows that are left out.
    pub left_out: LeftOutRows,
}

/// Rows that two rulesets assess.
///
/// ```
/// use rules_core::backtest::run::{Plan, PlanSpec};
/// use rules_core::diff::{Comparison, plan_specs};
/// use rules_core::{ContextSpec, Ruleset};
/// let text = include_str!("../../doc/smallest.toml");
/// let old = Ruleset::compile(text).unwrap();
/// let new = Ruleset::compile(text.replace("amount >= 3000", "amount >= 5000")).unwrap();
/// let spec = r#"{"cells": true, "key": "no", "mapping": {"fields": {"amount": {"column": "yuan"}}}}"#;
/// let [before, after] = plan_specs(&old, &new, &serde_json::from_str(spec).unwrap());
/// let plan = |ruleset, spec| Plan::new(ruleset, ContextSpec::default(), spec).unwrap();
/// let plans = [plan(&old, before), plan(&new, after)];
/// let mut comparison = Comparison::new(&plans, 100);
/// comparison.add(br#"{"no": "A7", "yuan": "4000"}"#);
/// let moved = &comparison.result().movement.moves[0];
/// assert_eq!(moved.key, rules_core::assessment::Key::Own("A7".into()));
/// assert_eq!(moved.incident.as_deref(), Some(r#"{"amount":4000}"#));
/// ```
#[derive(Debug)]
pub struct Comparison<'p> {
    plans: &'p [Plan; 2],
    sessions: [Session<'p>; 2],
    /// Nothing taken.
    none: Moves,
    /// What was taken, by old and new level: however many rows move otherwise, each way has some that are kept.
    moves: BTreeMap<(usize, usize), Moves>,
    /// Rows so far.
    read: u64,
    bad: BadRows,
}

impl<'p> Comparison<'p> {
    /// A comparison in which no row was read yet: the old ruleset's plan, then the new one's. Of each way from a level
    /// to another at most `keep` moved incidents are kept.
    #[must_use]
    pub fn new(plans: &'p [Plan; 2], keep: usize) -> Self {
        let [old, new] = plans;
        let none = Moves::new(&old.ruleset, &new.ruleset, keep);
        let sessions = plans.each_ref().map(Plan::session);
        Self { plans, sessions, none, moves: BTreeMap::new(), read: 0, bad: BadRows::default() }
    }

    /// Reads a chunk of whole lines, a row each; the last one may lack its line end. Gives how many rows were read so
    /// far.
    pub fn add(&mut self, chunk: &[u8]) -> u64 {
        for line in lines(chunk) {
            self.read += 1;
            if let Err(reason) = self.row(line) {
                self.bad.add(self.read, reason);
            }
        }
        self.read
    }

    /// Scores a row by both; why not, where it is left out.
    fn row(&mut self, line: &[u8]) -> Result<(), Reason> {
        let [old, new] = self.plans;
        let row = Row::new(line, new.cells)?;
        let (was, is) = (old.incident(&row)?, new.incident(&row)?);
        let [before, after] = &mut self.sessions;
        evaluate(before, &was)?;
        evaluate(after, &is)?;
        let (then, now) = (&before.score, &after.score);
        let moves = self.moves.entry((then.level, now.level)).or_insert_with(|| self.none.empty());
        let Some(rank) = moves.count(0, self.read, then.into(), now.into()) else { return Ok(()) };
        let moved = moves.take(rank, &Assessment::of(before, self.read), &Assessment::of(after, self.read));
        moved.incident = Some(is.into_owned());
        let own = row.value(std::slice::from_ref(&new.options.key));
        // What is mapped has left the key behind.
        if let Some(own) = own.text().filter(|_| new.mapping.is_some()) {
            moved.key = Key::Own(own.into());
        }
        Ok(())
    }

    /// What was found so far.
    #[must_use]
    pub fn result(&self) -> Compared {
        let mut all = self.none.unbounded();
        self.moves.values().for_each(|moves| all.merge(moves.clone()));
        Compared { movement: all.finish(), left_out: self.bad.told() }
    }
}

fn evaluate(session: &mut Session<'_>, incident: &str) -> Result<(), Reason> {
    let text = session.read(incident.as_bytes()).map_err(|reject| Reason::rejected(&reject))?;
    session.evaluate(text);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backtest::reason::Lack;
    use crate::diff::plan_specs;
    use crate::{ContextSpec, Ruleset};

    const TEXT: &str = include_str!("../../doc/smallest.toml");

    fn plans(old: &str, new: &str, spec: &str) -> [Plan; 2] {
        let [old, new] = [old, new].map(|text| Ruleset::compile(text).unwrap());
        let [before, after] = plan_specs(&old, &new, &serde_json::from_str(spec).unwrap());
        [(&old, before), (&new, after)]
            .map(|(ruleset, spec)| Plan::new(ruleset, ContextSpec::default(), spec).unwrap())
    }

    fn compared(plans: &[Plan; 2], chunks: &[&str]) -> Compared {
        let mut comparison = Comparison::new(plans, 1);
        for chunk in chunks {
            comparison.add(chunk.as_bytes());
        }
        comparison.result()
    }

    fn stricter() -> String {
        TEXT.replace("amount >= 3000", "amount >= 5000")
    }

    #[test]
    fn chunks_give_what_all_lines_at_once_give() {
        let plans = plans(TEXT, &stricter(), "{}");
        let lines = ["{\"id\":\"a\",\"amount\":4000}\n", "\n", "{\"id\":\"b\",\"amount\":3000}"];
        let whole = compared(&plans, &[&lines.concat()]);
        assert_eq!(compared(&plans, &lines), whole);
        let movement = &whole.movement;
        assert_eq!((movement.moved, movement.moves.len(), movement.not_kept), (2, 1, 1));
        assert_eq!(movement.moves[0].causes[0].id, "large-amount");
        let left_out = &whole.left_out;
        assert_eq!((left_out.count, left_out.rows[0].row, left_out.rows[0].lack), (1, 2, Lack::Form));
    }

    #[test]
    fn each_way_from_level_to_level_keeps_moves_of_its_own() {
        let two = TEXT.replace(
            "id = \"high\"\nfrom = 30",
            "id = \"medium\"\nfrom = 20\ntitle = \"Medium\"\n[[level]]\nid = \"high\"\nfrom = 30",
        );
        let changed = two.replace("amount >= 3000", "amount < 3000").replace("points = 30", "points = 20");
        let rows = "{\"amount\": 4000}\n{\"amount\": 4000}\n{\"amount\": 10}\n{\"amount\": 20}\n";
        let movement = compared(&plans(&two, &changed, "{}"), &[rows]).movement;
        let ways: Vec<_> = movement
            .moves
            .iter()
            .map(|it| (it.number, it.old.level.as_str(), it.new.level.as_str()))
            .collect();
        assert_eq!(ways, [(1, "high", "low"), (3, "low", "medium")]);
        assert_eq!((movement.moved, movement.not_kept), (4, 2));
    }

    #[test]
    fn a_moved_row_without_a_mapping_keeps_its_own_key_and_what_it_says() {
        let plans = plans(TEXT, &stricter(), "{}");
        let line = "{\"id\":7,\"amount\":4000,\"beside\":1}";
        let all = compared(&plans, &[line]);
        let moved = &all.movement.moves[0];
        assert_eq!((&moved.key, moved.incident.as_deref()), (&Key::Own(7.into()), Some(line)));
    }

    #[test]
    fn a_renamed_field_is_read_from_the_same_column_by_both() {
        let renamed = TEXT.replace("amount", "sum").replace("large-sum", "large-amount");
        let spec = r#"{"cells": true, "mapping": {"fields": {"sum": {"column": "yuan"}}}}"#;
        let all = compared(&plans(TEXT, &renamed, spec), &["{\"yuan\": \"4000\"}"]);
        assert_eq!((all.movement.incidents, all.movement.moved), (1, 0));
        assert_eq!(all.movement.levels.counts, [[0, 0], [0, 1]], "both read the amount");
    }

    #[test]
    fn a_field_that_only_one_of_both_has_is_mapped_for_that_one() {
        let again = "[field.again]\ntype = 'bool'\ntitle = 'Again'\n[[rule]]\nid = 'again'\nwhen = 'again'\npoints = 30\n\
                     reason = 'It happened again'\nbasis = 'handbook'\n[[rule]]";
        let more = TEXT.replace("[[rule]]", again);
        let spec = r#"{"cells": true, "mapping": {"fields": {"amount": {"column": "a"}, "again": {"column": "b"}}}}"#;
        let all = compared(&plans(TEXT, &more, spec), &["{\"a\": \"1\", \"b\": \"true\"}"]);
        assert_eq!((all.movement.raised, all.left_out.count), (1, 0));
        assert_eq!(all.movement.moves[0].causes[0].id, "again");
    }

    #[test]
    fn a_row_without_the_instant_that_it_is_to_have_is_left_out_as_in_a_backtest() {
        let plans = plans(TEXT, &stricter(), r#"{"asOfField": "at"}"#);
        let rows = ["{\"at\": \"2026-03-02T10:30:00+08:00\", \"amount\": 4000}\n", "{\"amount\": 4000}\n"];
        let all = compared(&plans, &rows);
        assert_eq!((all.movement.moved, all.left_out.count, all.left_out.rows[0].row), (1, 1, 2));
        assert_eq!(all.left_out.reasons[0].lack, Lack::Instant);
    }
}
