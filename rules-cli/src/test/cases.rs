//! Cases with the places that are told of them.

use crate::exit::Stop;
use crate::rulesets::SourceFile;
use rules_core::Ruleset;
use rules_core::cases::{Case, Place, Read, Unusable, in_lines, in_ruleset};
use rules_core::source::strip_bom;
use std::path::Path;

/// A case, and in which file and line it stands.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The case.
    pub case: Case,
    /// File and line.
    pub place: String,
}

/// The cases in the file, and in `cases.jsonl` beside it.
pub fn known(file: &SourceFile, ruleset: &Ruleset) -> Result<Vec<Placed>, Stop> {
    let mut all = placed(in_ruleset(ruleset), &file.name)?;
    match file.shipped_cases {
        Some(bytes) => all.extend(of_bytes(bytes, "cases.jsonl", ruleset)?),
        None => {
            let beside = Path::new(&file.name).with_file_name("cases.jsonl");
            if beside.exists() {
                all.extend(of_file(&beside, ruleset)?);
            }
        }
    }
    Ok(all)
}

/// The cases in a file of lines.
pub fn of_file(path: &Path, ruleset: &Ruleset) -> Result<Vec<Placed>, Stop> {
    let shown = path.display().to_string();
    let bytes = std::fs::read(path)
        .map_err(|error| Stop::Failed(format!("cannot read the cases in `{shown}`: {error}")))?;
    of_bytes(&bytes, &shown, ruleset)
}

fn of_bytes(bytes: &[u8], name: &str, ruleset: &Ruleset) -> Result<Vec<Placed>, Stop> {
    std::str::from_utf8(strip_bom(bytes))
        .map_err(|error| Stop::Failed(format!("{name} is not UTF-8 from byte {}", error.valid_up_to())))?;
    placed(in_lines(bytes, ruleset), name)
}

/// Cases in a file of this name; the first one that cannot be used stops all.
fn placed(read: Read, name: &str) -> Result<Vec<Placed>, Stop> {
    if let Some(unusable) = read.unusable.first() {
        return Err(unused(unusable, &place(&unusable.place, name)));
    }
    Ok(read.cases.into_iter().map(|case| Placed { place: place(&case.place, name), case }).collect())
}

fn place(place: &Place, name: &str) -> String {
    match place {
        Place::Ruleset { range, .. } => format!("{name}:{}", range.start.line + 1),
        Place::Lines { line } => format!("{name}:{line}"),
    }
}

/// A case that cannot be used.
pub fn unused(unusable: &Unusable, place: &str) -> Stop {
    Stop::Failed(format!("{place}: {}", unusable.text.get("en")))
}
