//! Source to ruleset: all stages in a row.

use crate::check::check_text;
use crate::compiled::Ruleset;
use crate::diagnostic::{Code, Diagnostic};
use crate::digest::ruleset_digest;
use crate::lower::lower;
use crate::ruleset::Model;
use crate::source::{Source, Span, read};
use crate::text::TextEngine;
use std::error::Error;
use std::fmt;

/// Why a source is no ruleset: all mistakes, and the text that their places point into.
#[derive(Clone, Debug)]
pub struct CompileError {
    /// At least one of them is an error; warnings stand among them, by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The source's text; where it is not UTF-8, with U+FFFD for what is not.
    pub source: Source,
}

impl fmt::Display for CompileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut errors = self.diagnostics.iter().filter(|it| it.is_error());
        let Some(first) = errors.next() else { return f.write_str("the ruleset does not compile") };
        let place = first.positions(&self.source).0;
        write!(
            f,
            "{}: {} at {}:{}",
            first.code.as_str(),
            first.message,
            place.line + 1,
            place.character + 1
        )?;
        match errors.count() {
            0 => Ok(()),
            more => write!(f, ", and {more} more"),
        }
    }
}

impl Error for CompileError {}

impl Ruleset {
    /// Compiles a ruleset's source, with or without a byte order mark.
    ///
    /// # Errors
    /// All mistakes at once, each with its place.
    pub fn compile(source: impl AsRef<[u8]>) -> Result<Self, CompileError> {
        let bytes = source.as_ref();
        let source = match read(bytes) {
            Ok(source) => source,
            Err(diagnostic) => {
                let text = String::from_utf8_lossy(bytes).into_owned();
                return Err(CompileError { diagnostics: vec![diagnostic], source: Source::new(text) });
            }
        };
        let (checked, diagnostics) = check_text(&source);
        let Some((model, texts)) = checked else { return Err(CompileError { diagnostics, source }) };
        Self::assemble(source, (model, texts), diagnostics, ruleset_digest(bytes))
    }

    pub(crate) fn assemble(
        source: Source,
        (model, texts): (Model, TextEngine),
        warnings: Vec<Diagnostic>,
        digest: String,
    ) -> Result<Self, CompileError> {
        let program = lower(&model, texts);
        // The check has compiled the same scripts before.
        Self::of_parts(source.clone(), model, program, warnings, digest).map_err(|error| {
            let diagnostics = vec![Diagnostic::new(Code::E227, Span::default(), error.message)];
            CompileError { diagnostics, source }
        })
    }
}
