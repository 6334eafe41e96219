//! A ruleset, ready to score: what compiling a source and loading a pack both give.

use crate::context::{Context, ContextError, ContextSpec};
use crate::diagnostic::Diagnostic;
use crate::eval::schema::Record;
use crate::lower::program::Program;
use crate::ruleset::Model;
use crate::script::{CompileError as ScriptError, Interpreter};
use crate::source::{Source, Span};
use crate::time::Offset;
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

impl Ruleset {
    /// A ruleset of its parts; its scripts are compiled.
    pub(crate) fn of_parts(
        source: Source,
        model: Model,
        program: Program,
        warnings: Vec<Diagnostic>,
        digest: String,
    ) -> Result<Self, ScriptError> {
        let interpreter =
            if model.scripts.is_empty() { None } else { Some(Interpreter::new(&model.scripts)?) };
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

    /// The source's text, which the places of warnings point into; of a pack those parts that explanations quote.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.parts.source
    }

    /// What stands at a place of the source, on one line; a pack has what explanations quote.
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
