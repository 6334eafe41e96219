//! A row as an incident for each of two rulesets. What is JSON is the same for both; a row of CSV has its cells read by
//! the fields of each, for a field may have another name, type or path in the other one.

use rules_core::Ruleset;
use rules_core::backtest::mapping::Mapping;
use rules_core::backtest::reason::Reason;
use rules_core::backtest::row::Row;
use serde_json::Value as Json;

/// How the columns of CSV are read by both rulesets.
#[derive(Debug)]
pub struct Columns<'r> {
    rulesets: [&'r Ruleset; 2],
    /// Members that are no fields and are handed on: the key, the own instant.
    beside: Vec<String>,
    seen: Vec<String>,
    mappings: [Option<Mapping>; 2],
}

impl<'r> Columns<'r> {
    /// None yet.
    pub fn new(rulesets: [&'r Ruleset; 2], beside: Vec<String>) -> Self {
        Self { rulesets, beside, seen: Vec::new(), mappings: [None, None] }
    }

    /// The incident that a row of CSV is by each ruleset.
    pub fn incidents(&mut self, line: &[u8]) -> Result<[Vec<u8>; 2], Reason> {
        let row = Row::new(line, true)?;
        self.see(&row);
        let incident = |mapping: &Option<Mapping>| {
            let mut incident = mapping.as_ref().map(|it| it.incident(&row)).unwrap_or_default();
            for name in &self.beside {
                if let Some(own) = row.value(std::slice::from_ref(name)).text() {
                    incident.entry(name.clone()).or_insert_with(|| Json::String(own.to_owned()));
                }
            }
            Json::Object(incident).to_string().into_bytes()
        };
        Ok(self.mappings.each_ref().map(incident))
    }

    /// Learns columns that no row before had a value for.
    fn see(&mut self, row: &Row<'_>) {
        let new: Vec<String> = row.columns().into_iter().filter(|name| !self.seen.contains(name)).collect();
        if !new.is_empty() {
            self.seen.extend(new);
            self.mappings = self.rulesets.map(|ruleset| Mapping::by_name(&self.seen, ruleset));
        }
    }
}
