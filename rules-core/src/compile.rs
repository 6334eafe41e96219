//! Source to ruleset: all stages in a row.

use crate::check::check_text;
use crate::context::{Context, ContextError, ContextSpec};
use crate::diagnostic::{Code, Diagnostic};
use crate::digest::ruleset_digest;
use crate::eval::schema::Record;
use crate::lower::{lower, program::Program};
use crate::ruleset::Model;
use crate::script::Interpreter;
use crate::source::{Source, Span, read};
use crate::text::TextEngine;
use crate::time::Offset;
use std::error::Error;
use std::fmt;
use std::sync::Arc;

/// A compiled ruleset: immutable, cheap to clone, shared between threads.
///
/// ```
/// use rules_core::Ruleset;
/// let ruleset = Ruleset::compile(include_bytes!("../doc/smallest.toml")).unwrap();
/// assert_eq!((ruleset.id(), ruleset.version()), ("smallest", "1.0.0"));
/// let failed = Ruleset::compile(b"format = 2").unwrap_err();
/// assert!(failed.diagnostics.iter().any(|it| it.code.as_str() == "E109"));
/// ```
#[derive(Clone, Debug)]
pub struct Ruleset {
    parts: Arc<Parts>,
}

#[derive(Debug)]
struct Parts {
    source: Source,
    model: Model,
    program: Program,
    record: Record,
    interpreter: Option<Interpreter>,
    warnings: Vec<Diagnostic>,
    digest: String,
    offset: Offset,
}

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
        let interpreter =
            if model.scripts.is_empty() { None } else { Some(Interpreter::new(&model.scripts)) };
        let interpreter = match interpreter.transpose() {
            Ok(interpreter) => interpreter,
            // The check has compiled the same scripts before.
            Err(error) => {
                let diagnostics = vec![Diagnostic::new(Code::E227, Span::default(), error.message)];
                return Err(CompileError { diagnostics, source });
            }
        };
        let offset = Offset::from_minutes(i64::from(model.utc_offset)).unwrap_or(Offset::UTC);
        let record = Record::of_model(&model);
        let parts = Parts { source, model, program, record, interpreter, warnings, digest, offset };
        Ok(Self { parts: Arc::new(parts) })
    }

    /// The ruleset's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.parts.model.id
    }

    /// The ruleset's version.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.parts.model.version
    }

    /// SHA-256 of the source in hex: every byte but a byte order mark and the CR of each CRLF.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.parts.digest
    }

    /// Warnings, by place.
    #[must_use]
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.parts.warnings
    }

    /// The source's text, which the places of warnings point into.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.parts.source
    }

    /// What stands at a place of the source, on one line.
    pub(crate) fn written(&self, span: Span) -> String {
        self.source().slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The checked ruleset: fields, rules, levels, actions, texts and cases.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.parts.model
    }

    /// A context for this ruleset.
    ///
    /// # Errors
    /// If `as_of` is no instant, or a parameter is unknown or out of its range.
    pub fn context(&self, spec: ContextSpec) -> Result<Context, ContextError> {
        Context::new(self, spec)
    }

    pub(crate) fn program(&self) -> &Program {
        &self.parts.program
    }

    pub(crate) fn record(&self) -> &Record {
        &self.parts.record
    }

    pub(crate) fn interpreter(&self) -> Option<&Interpreter> {
        self.parts.interpreter.as_ref()
    }

    /// The offset of local dates.
    #[must_use]
    pub fn offset(&self) -> Offset {
        self.parts.offset
    }
}
