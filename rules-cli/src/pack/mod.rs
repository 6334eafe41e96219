//! `rules pack`: a ruleset in the form that small devices load.

pub mod args;

use crate::exit::{Code, Stop};
use crate::{rulesets, terminal};
use args::PackArgs;
use rules_core::diagnostic;
use std::path::{Path, PathBuf};

/// Runs `rules pack`.
pub fn run(args: &PackArgs) -> Result<Code, Stop> {
    let ruleset = rulesets::load(&args.ruleset)?;
    let pack = ruleset.pack();
    let own = PathBuf::from(format!("{}.pack", ruleset.id()));
    let path = args.output.as_deref().unwrap_or(&own);
    if path == Path::new("-") {
        terminal::write_bytes(&pack)?;
        return Ok(Code::Clean);
    }
    let shown = path.display();
    std::fs::write(path, &pack).map_err(|error| Stop::writing(&format!("`{shown}`"), &error))?;
    let (id, version, bytes) = (ruleset.id(), ruleset.version(), pack.len());
    terminal::note(&format!("`{shown}` is written: {id} {version}, {bytes} bytes"));
    if ruleset.warnings().iter().any(|it| it.code == diagnostic::Code::W305) {
        terminal::warning("it has scripts, which only full builds run: `rules check` shows them (W305)");
    }
    Ok(Code::Clean)
}
