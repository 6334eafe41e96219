//! Completions, evaluated as any incident is.

use super::state::{Open, Place};
use super::witness::{self, Filling};
use crate::eval::Score;
use crate::eval::schema::Record;
use crate::session::{Incident, Session};

/// Evaluates completions of one incident.
pub struct Trial<'t, 'a> {
    /// Where they are evaluated; it holds the last one's decisions.
    pub session: &'t mut Session<'a>,
    /// The incident as it is.
    pub incident: &'t Incident<'t>,
    /// What incidents are made of.
    pub record: &'t Record,
    /// What is open.
    pub open: &'t Open,
}

impl Trial<'_, '_> {
    /// The score of a completion; none for one that fills a field which is not relevant then.
    pub fn evaluate(&mut self, fillings: &[(Place, Filling)]) -> Option<Score> {
        let mut incident = self.incident.clone();
        witness::fill(&mut incident.values, self.record, fillings);
        let filled = fillings.iter().filter_map(|(place, _)| self.open.may_be_void(*place));
        self.session.completed(&mut incident, filled)
    }
}
