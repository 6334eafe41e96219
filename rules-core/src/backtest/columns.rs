//! Columns that the label and the mapping name, and those that rows have: a name that no row has is a slip.

use crate::diagnostic::did_you_mean;
use serde::Serialize;
use std::collections::BTreeSet;

/// Names that an error lists.
const SHOWN: usize = 5;
/// Names that are kept, to say what was meant.
const KEPT: usize = 1_000;

/// A column that no row has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MissingColumn {
    /// Its name.
    pub column: String,
    /// A column that rows have and that is close to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meant: Option<String>,
}

/// Names that are wanted and names that were seen.
#[derive(Debug, Default)]
pub struct Columns {
    /// Wanted and not yet seen, with the members they lead into.
    wanted: BTreeSet<Vec<String>>,
    seen: BTreeSet<String>,
}

impl Columns {
    /// Wants columns.
    pub fn want<'c>(&mut self, columns: impl Iterator<Item = &'c [String]>) {
        self.wanted.extend(columns.map(<[String]>::to_vec));
    }

    /// Whether a wanted column has not been seen.
    pub fn missing(&self) -> bool {
        !self.wanted.is_empty()
    }

    /// Takes the names that a row or a header has.
    pub fn see(&mut self, names: &[String]) {
        for name in names {
            if self.seen.len() < KEPT && !self.seen.contains(name) {
                self.seen.insert(name.clone());
            }
        }
        let here = |column: &[String]| {
            let joined = column.join(".");
            names.iter().any(|name| Some(name) == column.first() || *name == joined)
        };
        self.wanted.retain(|column| !here(column));
    }

    /// What was never seen, if any rows were.
    #[must_use]
    pub fn never_seen(&self) -> Vec<MissingColumn> {
        let missing = self.wanted.iter().filter(|_| !self.seen.is_empty());
        let told = missing.map(|column| {
            let column = column.join(".");
            let meant = did_you_mean(&column, self.seen.iter().map(String::as_str)).map(str::to_owned);
            MissingColumn { column, meant }
        });
        told.collect()
    }

    /// Says what was never seen, if any rows were.
    ///
    /// # Errors
    /// The first column that no row has.
    pub fn check(&self) -> Result<(), String> {
        let missing = self.wanted.iter().next().filter(|_| !self.seen.is_empty());
        let Some(column) = missing.map(|column| column.join(".")) else { return Ok(()) };
        let seen = || self.seen.iter().map(String::as_str);
        let hint = did_you_mean(&column, seen()).map_or_else(
            || {
                let more = if self.seen.len() > SHOWN { ", …" } else { "" };
                format!("there are `{}`{more}", seen().take(SHOWN).collect::<Vec<_>>().join("`, `"))
            },
            |near| format!("did you mean `{near}`?"),
        );
        Err(format!("no row has a column `{column}`; {hint}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing(wanted: &str, seen: &[&str]) -> Result<(), String> {
        let mut columns = Columns::default();
        let path: Vec<String> = wanted.split('.').map(str::to_owned).collect();
        columns.want(std::iter::once(path.as_slice()));
        columns.see(&seen.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        columns.check()
    }

    #[test]
    fn a_column_that_no_row_has_is_said_with_what_was_meant() {
        assert_eq!(missing("grade", &["id", "grade"]), Ok(()));
        assert_eq!(missing("out.fraud", &["out"]), Ok(()));
        assert_eq!(missing("out.fraud", &["out.fraud"]), Ok(()));
        assert_eq!(missing("grade", &[]), Ok(()), "without rows nothing is known");
        let near = missing("grad", &["id", "grade"]).unwrap_err();
        assert_eq!(near, "no row has a column `grad`; did you mean `grade`?");
        let far = missing("zzz", &["a", "b", "c", "d", "e", "f"]).unwrap_err();
        assert_eq!(far, "no row has a column `zzz`; there are `a`, `b`, `c`, `d`, `e`, …");
    }
}
