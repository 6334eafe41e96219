//! Why a row is left out: what it has in common with others, and what was found in this one.

use crate::Reject;
use serde::Serialize;
use std::fmt;

/// What a row lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Lack {
    /// It is no JSON object, or too long.
    Form,
    /// It is neither a positive nor a negative.
    Label,
    /// It has no instant of its own.
    Instant,
}

impl Lack {
    /// The word of the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Label => "label",
            Self::Instant => "instant",
        }
    }
}

/// A reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What the row lacks.
    pub lack: Lack,
    /// What is wrong and what was expected, the same for many rows.
    pub why: String,
    /// What this row has instead.
    pub found: Option<String>,
}

impl Reason {
    /// A reason that says all there is.
    pub fn new(lack: Lack, why: impl Into<String>) -> Self {
        Self { lack, why: why.into(), found: None }
    }

    /// A reason with what was found.
    pub fn found(lack: Lack, why: impl Into<String>, found: impl Into<String>) -> Self {
        Self { lack, why: why.into(), found: Some(found.into()) }
    }

    /// The reason of a line that is no incident.
    pub fn rejected(reject: &Reject) -> Self {
        let at = reject.offset.map(|offset| format!(" at byte {offset}")).unwrap_or_default();
        let why = format!("cannot be read: {}: expected {}", reject.code, reject.expected);
        Self::found(Lack::Form, why, format!("{}{at}", reject.found))
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
