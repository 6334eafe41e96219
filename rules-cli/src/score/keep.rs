//! Members of an incident that its output line takes along, as they were written.

use crate::exit::Stop;
use rules_core::Ruleset;
use rules_core::backtest::row::member;
use rules_core::source::strip_bom;

/// One member to be kept.
#[derive(Clone, Debug)]
pub struct Keep {
    /// What to call it.
    pub name: String,
    path: Vec<String>,
}

impl Keep {
    /// A declared field by its name, any member of the incident by its name, or one further in by a path
    /// such as `/report/number`.
    pub fn new(name: &str, ruleset: &Ruleset) -> Result<Self, Stop> {
        let field = ruleset.model().fields.iter().find(|field| field.name == name);
        let path = match (field, name.strip_prefix('/')) {
            (Some(field), _) => field.path.clone(),
            (None, Some(path)) => path.split('/').map(str::to_owned).collect(),
            (None, None) => vec![name.to_owned()],
        };
        if path.iter().any(String::is_empty) {
            return Err(Stop::Failed(format!("--keep expects names of members, found `{name}`")));
        }
        Ok(Self { name: name.to_owned(), path })
    }

    /// Its JSON in an incident, on one line; none where it is not there.
    pub fn of(&self, incident: &[u8]) -> Option<String> {
        let mut json = std::str::from_utf8(strip_bom(incident)).ok()?;
        for key in &self.path {
            json = member(json, key)?;
        }
        // Line ends can only be whitespace between tokens.
        Some(json.replace(['\n', '\r'], " "))
    }
}

/// What a cell shows of JSON: a text's own characters, anything else as it is. Also whether it is a text.
pub fn plain(json: &str) -> (String, bool) {
    match serde_json::from_str::<String>(json) {
        Ok(text) => (text, true),
        Err(_) => (json.to_owned(), false),
    }
}
