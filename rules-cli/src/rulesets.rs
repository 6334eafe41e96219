//! Rulesets by name or by path.

use crate::check::render;
use crate::exit::Stop;
use crate::terminal;
use rules_core::diagnostic::did_you_mean;
use rules_core::pack::MAGIC;
use rules_core::{Ruleset, limits};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// A ruleset that is part of the command: its name, its source, further cases.
macro_rules! shipped {
    ($name:literal) => {
        (
            $name,
            include_bytes!(concat!("../../rulesets/", $name, "/", $name, ".toml")).as_slice(),
            include_bytes!(concat!("../../rulesets/", $name, "/cases.jsonl")).as_slice(),
        )
    };
}

const SHIPPED: &[(&str, &[u8], &[u8])] = &[shipped!("fraud"), shipped!("housing"), shipped!("petition")];

/// A ruleset's source, and what to call it.
#[derive(Debug)]
pub struct SourceFile {
    /// Path, or the name of a shipped one.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The shipped cases; none where the ruleset is a file.
    pub shipped_cases: Option<&'static [u8]>,
}

/// Reads a ruleset's source: a shipped one by its name, else a file.
pub fn read(name: &str) -> Result<SourceFile, Stop> {
    let file = read_any(name)?;
    if file.bytes.starts_with(MAGIC) {
        return Err(Stop::Failed(format!(
            "`{name}` is a pack, which has neither text nor cases: name the ruleset that it was made of"
        )));
    }
    Ok(file)
}

/// Reads a ruleset's source or a pack.
fn read_any(name: &str) -> Result<SourceFile, Stop> {
    if let Some((_, bytes, cases)) = SHIPPED.iter().find(|(shipped, _, _)| *shipped == name) {
        let name = format!("{name}.toml");
        return Ok(SourceFile { name, bytes: bytes.to_vec(), shipped_cases: Some(cases) });
    }
    let limit = limits::RULESET_BYTES;
    let mut bytes = Vec::new();
    let file = File::open(name).map_err(|error| not_read(name, &error))?;
    file.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|error| not_read(name, &error))?;
    if bytes.len() > limit {
        return Err(Stop::Failed(format!(
            "`{name}` is larger than {limit} bytes, the most a ruleset may have"
        )));
    }
    Ok(SourceFile { name: name.to_owned(), bytes, shipped_cases: None })
}

/// Reads and compiles a ruleset, or loads a pack; mistakes go to standard error.
pub fn load(name: &str) -> Result<Ruleset, Stop> {
    let file = read_any(name)?;
    if file.bytes.starts_with(MAGIC) {
        return Ruleset::from_pack(&file.bytes).map_err(|error| Stop::Failed(format!("`{name}`: {error}")));
    }
    Ruleset::compile(&file.bytes).map_err(|error| {
        let count = error.diagnostics.iter().filter(|it| it.is_error()).count();
        for diagnostic in error.diagnostics.iter().filter(|it| it.is_error()).take(3) {
            terminal::note(&render::text(diagnostic, &error.source, &file.name));
        }
        let all = format!("`rules check {name}` shows all of them");
        Stop::Failed(format!("the ruleset `{}` does not compile: {count} errors; {all}", file.name))
    })
}

fn not_read(name: &str, error: &std::io::Error) -> Stop {
    let names = SHIPPED.iter().map(|(name, _, _)| *name);
    let looks_like_a_path = Path::new(name).extension().is_some() || name.contains(['/', '\\']);
    let mut message = format!("cannot read the ruleset `{name}`: {error}");
    if !looks_like_a_path {
        let shipped: Vec<&str> = names.clone().collect();
        message.push_str(&format!("; shipped rulesets: {}", shipped.join(", ")));
        if let Some(near) = did_you_mean(name, names) {
            message.push_str(&format!("; did you mean `{near}`?"));
        }
    }
    Stop::Failed(message)
}
