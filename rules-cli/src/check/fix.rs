//! Fixes applied to the source, and the file written whole or not at all.

use crate::exit::Stop;
use rules_core::diagnostic::{Diagnostic, Fix};
use rules_core::source::Source;
use std::path::Path;

/// A source with fixes applied.
#[derive(Debug)]
pub struct Fixed {
    /// The new text.
    pub text: String,
    /// How many fixes it has.
    pub count: usize,
}

/// Applies fixes from front to back; one that overlaps an earlier one waits for the next run.
pub fn apply(source: &Source, diagnostics: &[Diagnostic]) -> Fixed {
    let mut fixes: Vec<&Fix> = diagnostics.iter().filter_map(|it| it.fix.as_ref()).collect();
    fixes.sort_by_key(|fix| (fix.span.start, fix.span.end));
    let old = source.text();
    let mut fixed = Fixed { text: String::with_capacity(old.len()), count: 0 };
    let mut done = 0;
    for fix in fixes {
        let range = fix.span.range();
        let (Some(between), Some(_)) = (old.get(done..range.start), old.get(range.clone())) else { continue };
        fixed.text.push_str(between);
        fixed.text.push_str(&fix.replacement);
        fixed.count += 1;
        done = range.end;
    }
    fixed.text.push_str(old.get(done..).unwrap_or_default());
    fixed
}

/// Writes the file: first beside it, then in its place.
pub fn write(name: &str, text: &str, with_bom: bool) -> Result<(), Stop> {
    let mut bytes = if with_bom { b"\xEF\xBB\xBF".to_vec() } else { Vec::new() };
    bytes.extend_from_slice(text.as_bytes());
    let path = Path::new(name);
    let mut beside = path.as_os_str().to_owned();
    beside.push(".fixed");
    let written = std::fs::write(&beside, bytes).and_then(|()| {
        let permissions = std::fs::metadata(path)?.permissions();
        std::fs::set_permissions(&beside, permissions)?;
        std::fs::rename(&beside, path)
    });
    written.map_err(|error| {
        let _leave_nothing_behind = std::fs::remove_file(&beside);
        Stop::Failed(format!("cannot write `{name}`: {error}; the file is as it was"))
    })
}
