//! Why a row is left out: what it has in common with others, and what was found in this one.

use rules_core::Reject;
use std::fmt;

/// A reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What is wrong and what was expected, the same for many rows.
    pub why: String,
    /// What this row has instead.
    pub found: Option<String>,
}

impl Reason {
    /// A reason that says all there is.
    pub fn new(why: impl Into<String>) -> Self {
        Self { why: why.into(), found: None }
    }

    /// A reason with what was found.
    pub fn found(why: impl Into<String>, found: impl Into<String>) -> Self {
        Self { why: why.into(), found: Some(found.into()) }
    }

    /// The reason of a line that is no incident.
    pub fn rejected(reject: &Reject) -> Self {
        let at = reject.offset.map(|offset| format!(" at byte {offset}")).unwrap_or_default();
        let why = format!("cannot be read: {}: expected {}", reject.code, reject.expected);
        Self::found(why, format!("{}{at}", reject.found))
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.found {
            Some(found) => write!(f, "{}, found {found}", self.why),
            None => f.write_str(&self.why),
        }
    }
}
