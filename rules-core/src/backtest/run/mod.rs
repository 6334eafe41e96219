//! A run through all rows, chunk by chunk: a page's backtest, and what a table of its rows needs.
//!
//! Comes in: a [`Plan`], and lines of JSON, one a row. Goes out: [`Results`](results::Results), pages of rows, and both
//! as CSV. Promises: what a chunk ends at makes no difference; memory grows with the number of rows and the length of
//! their keys, not with their texts; nothing is a matter of time or of hash order.

pub(crate) mod bad;
mod bins;
mod csv;
mod plan;
pub mod results;
pub mod table;
mod tally;
#[cfg(test)]
mod tests;

use super::columns::Columns;
use super::mapping::Mapping;
use super::reason::Reason;
use super::row::{Row, lines};
use crate::Session;
use bad::BadRows;
pub use plan::{Plan, PlanError, PlanSpec};
use results::Results;
use std::borrow::Cow;
use table::{Query, RowPage, Scored, Table};
use tally::Tally;

/// Rows that were read so far.
///
/// ```
/// use rules_core::backtest::run::{Plan, PlanSpec, Run};
/// use rules_core::{ContextSpec, Ruleset};
/// let ruleset = Ruleset::compile(include_bytes!("../../../doc/smallest.toml")).unwrap();
/// let spec = PlanSpec { label: Some("fraud".into()), ..PlanSpec::default() };
/// let plan = Plan::new(&ruleset, ContextSpec::default(), spec).unwrap();
/// let mut run = Run::new(&plan);
/// run.add(b"{\"amount\": 5000, \"fraud\": true}\n{\"amount\": 5, \"fraud\": false}\n");
/// run.add(b"{\"amount\": 7}\n");
/// let results = run.results();
/// assert_eq!(results.auc.unwrap().value, 1.0);
/// assert_eq!((results.rows.scored, results.rows.left_out), (2, 1));
/// assert_eq!(results.left_out.rows[0].reason, "no label: `fraud` is absent, empty or null");
/// ```
#[derive(Debug)]
pub struct Run<'p> {
    plan: &'p Plan,
    session: Session<'p>,
    columns: Columns,
    /// Rows so far.
    read: u64,
    tally: Tally,
    table: Table,
    bad: BadRows,
    /// The hits of the row at hand.
    hits: Vec<u32>,
}

impl<'p> Run<'p> {
    /// A run in which no row was read yet.
    #[must_use]
    pub fn new(plan: &'p Plan) -> Self {
        let mut columns = Columns::default();
        columns.want(plan.label.iter().flat_map(|(label, _)| label.columns()));
        columns.want(plan.mapping.iter().flat_map(Mapping::columns));
        let own =
            plan.options.as_of_field.iter().filter(|field| !plan.mapping.iter().any(|it| it.has(field)));
        columns.want(own.map(std::slice::from_ref));
        Self {
            plan,
            session: plan.session(),
            columns,
            read: 0,
            tally: Tally::new(&plan.ruleset),
            table: Table::default(),
            bad: BadRows::default(),
            hits: Vec::new(),
        }
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

    /// Scores a row; why not, where it is left out.
    fn row(&mut self, line: &[u8]) -> Result<(), Reason> {
        let plan = self.plan;
        let row = Row::new(line, plan.cells)?;
        if self.columns.missing() || self.read == 1 {
            self.columns.see(&row.columns());
        }
        let positive = plan.label.as_ref().map(|(label, _)| label.of(&row)).transpose()?;
        let incident = plan.incident(&row)?;
        let text = self.session.read(incident.as_bytes()).map_err(|reject| Reason::rejected(&reject))?;
        self.session.evaluate(text);
        self.hits.clear();
        self.tally.add(&self.session, self.read, positive, &mut self.hits);
        let own = row.value(std::slice::from_ref(&plan.options.key));
        self.table.push(Scored {
            row: self.read,
            key: own.text(),
            score: self.session.score,
            positive,
            hits: &self.hits,
        });
        Ok(())
    }

    /// The incident that a line is, as JSON: what [`add`](Self::add) assesses of it.
    ///
    /// # Errors
    /// Why it is none.
    pub fn incident(&self, line: &[u8]) -> Result<String, Reason> {
        let row = Row::new(line, self.plan.cells)?;
        self.plan.incident(&row).map(Cow::into_owned)
    }

    /// What came of all rows so far.
    #[must_use]
    pub fn results(&self) -> Results {
        Results::new(self)
    }

    /// A page of the rows that were scored, in an order of theirs.
    #[must_use]
    pub fn rows(&self, query: &Query) -> RowPage {
        self.table.page(query, self.plan.ruleset.model())
    }

    /// All scored rows as CSV in UTF-8, with a header. A text that a spreadsheet would run is disarmed.
    #[must_use]
    pub fn csv(&self) -> String {
        csv::rows(self)
    }

    /// All rows that were left out as CSV, each with its reason.
    #[must_use]
    pub fn bad_csv(&self) -> String {
        csv::bad(&self.bad)
    }

    /// Bytes that are kept of the rows.
    #[must_use]
    pub fn memory(&self) -> usize {
        self.table.memory() + self.bad.memory()
    }
}
