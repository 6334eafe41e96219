//! The file that says which columns are which fields.

use crate::exit::Stop;
use rules_core::Ruleset;
use rules_core::backtest::mapping::Mapping;
use std::path::Path;

/// Reads a file.
pub fn load(path: &Path, ruleset: &Ruleset) -> Result<Mapping, Stop> {
    let shown = path.display();
    let text = std::fs::read_to_string(path)
        .map_err(|error| Stop::Failed(format!("cannot read the mapping `{shown}`: {error}")))?;
    Mapping::parse(&text, ruleset)
        .map_err(|error| Stop::Failed(format!("the mapping `{shown}` cannot be used: {error}")))
}
