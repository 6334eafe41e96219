//! Two rulesets compared, in plain Rust: what differs, and what it does to lines of incidents, chunk by chunk.

use crate::api::Loaded;
use crate::error::ApiError;
use rules_core::Reject;
use rules_core::diff::{Difference, Movement, Moves, diff};
use serde::Serialize;

/// Lines left out that are told.
const TOLD: usize = 100;

/// What differs between two rulesets, each a text or a pack.
///
/// # Errors
/// If one of both does not load; the message says which.
pub fn difference(old: &[u8], new: &[u8]) -> Result<Difference, ApiError> {
    let [old, new] = load(old, new)?;
    Ok(diff(old.ruleset(), new.ruleset()))
}

/// Incidents that are assessed by two rulesets.
///
/// ```
/// use rules_wasm::compare::Comparison;
/// let text = include_str!("../../rules-core/doc/smallest.toml");
/// let new = text.replace("amount >= 3000", "amount >= 5000");
/// let mut comparison = Comparison::new(text.as_bytes(), new.as_bytes(), "{}", 10)?;
/// let lines = b"{\"amount\": 3000}\n{\"amount\": 5000}\nnothing\n";
/// assert_eq!(comparison.feed(lines)?, 3);
/// let result = comparison.result();
/// assert_eq!((result.movement.incidents, result.movement.lowered, result.left_out), (2, 1, 1));
/// assert_eq!(result.left_out_lines[0].number, 3);
/// # Ok::<(), rules_wasm::error::ApiError>(())
/// ```
#[derive(Debug)]
pub struct Comparison {
    rulesets: [Loaded; 2],
    settings: String,
    moves: Moves,
    /// Lines so far.
    lines: u64,
    left_out: u64,
    left_out_lines: Vec<LeftOut>,
}

/// What was found so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Compared {
    /// What moved.
    pub movement: Movement,
    /// Lines that are no incident.
    pub left_out: u64,
    /// The first of them.
    pub left_out_lines: Vec<LeftOut>,
}

/// A line that is no incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Its number, from 1.
    pub number: u64,
    /// Why.
    pub error: Reject,
}

impl Comparison {
    /// Begins: two rulesets, each a text or a pack; the settings of all assessments; how many moved incidents are kept.
    ///
    /// # Errors
    /// If a ruleset does not load, or the settings cannot be used by both.
    pub fn new(old: &[u8], new: &[u8], settings: &str, keep: usize) -> Result<Self, ApiError> {
        let mut rulesets = load(old, new)?;
        for ruleset in &mut rulesets {
            ruleset.session(settings, |_| ())?;
        }
        let [old, new] = &rulesets;
        let moves = Moves::new(old.ruleset(), new.ruleset(), keep);
        let settings = settings.to_owned();
        Ok(Self { rulesets, settings, moves, lines: 0, left_out: 0, left_out_lines: Vec::new() })
    }

    /// What differs between both rulesets.
    #[must_use]
    pub fn difference(&self) -> Difference {
        let [old, new] = &self.rulesets;
        diff(old.ruleset(), new.ruleset())
    }

    /// Takes whole lines of incidents; the last one may lack its end. Gives how many lines there were so far.
    ///
    /// # Errors
    /// If the settings cannot be used, which is told by [`new`](Self::new) already.
    pub fn feed(&mut self, chunk: &[u8]) -> Result<u64, ApiError> {
        let [old, new] = &mut self.rulesets;
        for line in chunk.split_inclusive(|byte| *byte == b'\n') {
            let line = line.strip_suffix(b"\n").unwrap_or(line);
            self.lines += 1;
            let number = self.lines;
            let before = old.session(&self.settings, |session| session.assess(line, number))?;
            let after = new.session(&self.settings, |session| session.assess(line, number))?;
            match (before, after) {
                (Ok(before), Ok(after)) => self.moves.add(0, number, &before, &after),
                (Err(error), _) | (_, Err(error)) => {
                    self.left_out += 1;
                    if self.left_out_lines.len() < TOLD {
                        self.left_out_lines.push(LeftOut { number, error });
                    }
                }
            }
        }
        Ok(self.lines)
    }

    /// What was found so far.
    #[must_use]
    pub fn result(&self) -> Compared {
        Compared {
            movement: self.moves.finish(),
            left_out: self.left_out,
            left_out_lines: self.left_out_lines.clone(),
        }
    }
}

/// Loads both.
fn load(old: &[u8], new: &[u8]) -> Result<[Loaded; 2], ApiError> {
    let named = |which: &str, bytes: &[u8]| {
        Loaded::load(bytes).map_err(|mut error| {
            error.message = format!("the {which} ruleset: {}", error.message);
            error
        })
    };
    Ok([named("old", old)?, named("new", new)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = include_str!("../../rules-core/doc/smallest.toml");

    #[test]
    fn chunks_give_what_all_lines_at_once_give() {
        let new = TEXT.replace("amount >= 3000", "amount >= 5000");
        let compare = |chunks: &[&[u8]]| {
            let mut comparison = Comparison::new(TEXT.as_bytes(), new.as_bytes(), "{}", 1).unwrap();
            for chunk in chunks {
                comparison.feed(chunk).unwrap();
            }
            comparison.result()
        };
        let lines: [&[u8]; 3] =
            [b"{\"id\":\"a\",\"amount\":4000}\n", b"\n", b"{\"id\":\"b\",\"amount\":3000}"];
        let whole = compare(&[&lines.concat()]);
        assert_eq!(compare(&lines), whole);
        let movement = &whole.movement;
        assert_eq!((movement.moved, movement.moves.len(), movement.not_kept, whole.left_out), (2, 1, 1, 1));
        assert_eq!(movement.moves[0].causes[0].id, "large-amount");
    }

    #[test]
    fn an_error_says_which_ruleset_it_is_of() {
        let error = Comparison::new(TEXT.as_bytes(), b"format = 1", "{}", 1).unwrap_err();
        assert!(error.message.starts_with("the new ruleset: "), "{error}");
        assert!(error.data.is_some(), "its diagnostics are there");
        let error = Comparison::new(TEXT.as_bytes(), TEXT.as_bytes(), "{\"asof\":1}", 1).unwrap_err();
        assert_eq!(error.code, "settings");
    }
}
