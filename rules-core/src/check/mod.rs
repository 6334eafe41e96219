//! What a ruleset must promise beyond its grammar: each check reads the parsed ruleset and reports diagnostics.

pub mod person;
