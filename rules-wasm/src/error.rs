//! What goes wrong, as a host is told: a stable code, a sentence, and data where there is more to say.

#[cfg(feature = "full")]
use rules_core::CompileError;
use rules_core::diagnostic::Located;
use rules_core::pack::PackError;
use rules_core::{ContextError, Reject};
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use std::borrow::Cow;
use std::error::Error;
use std::fmt;

/// An operation that was not done. The ruleset, and every other one, is as it was before.
#[derive(Clone, Debug, Serialize)]
pub struct ApiError {
    /// A code of the engine, such as `I420`, or one of the words of [`code`]. Never used again for something else.
    pub code: Cow<'static, str>,
    /// What is wrong, what was expected, what to do.
    pub message: String,
    /// What there is more to know: the diagnostics of `compile`, the reject of a code that starts with `I4`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Box<RawValue>>,
}

/// The codes that are words.
pub mod code {
    /// The bytes are no message: its header is missing, not JSON, or has a member that is missing, unknown or unusable.
    pub const MESSAGE: &str = "message";
    /// The header's `v` is not this module's.
    pub const VERSION: &str = "version";
    /// There is no such operation.
    pub const UNKNOWN_OPERATION: &str = "unknown-operation";
    /// There is no such ruleset: it was never loaded, or it was unloaded.
    pub const UNKNOWN_RULESET: &str = "unknown-ruleset";
    /// The text is no ruleset; `data` has the diagnostics.
    pub const COMPILE: &str = "compile";
    /// Settings that cannot be read.
    pub const SETTINGS: &str = "settings";
    /// The ruleset has no texts in this language.
    pub const UNKNOWN_LANGUAGE: &str = "unknown-language";
    /// The ruleset has no such rule.
    pub const UNKNOWN_RULE: &str = "unknown-rule";
    /// The incident cannot be written down as a case; `data` has the sentence in `zh` and in `en`.
    pub const CASE: &str = "case";
    /// The pointer or the length belongs to no block that `alloc` gave.
    pub const BLOCK: &str = "block";
    /// An earlier call ended in a trap; only a new instance helps.
    pub const TRAPPED: &str = "trapped";
}

impl ApiError {
    /// An error without data.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code: Cow::Borrowed(code), message: message.into(), data: None }
    }

    /// The error with data.
    #[must_use]
    pub fn with(mut self, data: &impl Serialize) -> Self {
        self.data = to_raw_value(data).ok();
        self
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl Error for ApiError {}

/// The places of a source's mistakes, as `{"diagnostics": […]}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostics {
    /// By place, errors and warnings.
    pub diagnostics: Vec<Located>,
}

#[cfg(feature = "full")]
impl From<&CompileError> for Diagnostics {
    fn from(error: &CompileError) -> Self {
        let all = error.diagnostics.iter().map(|it| Located::new(it, &error.source));
        Self { diagnostics: all.collect() }
    }
}

#[cfg(feature = "full")]
impl From<CompileError> for ApiError {
    fn from(error: CompileError) -> Self {
        Self::new(code::COMPILE, error.to_string()).with(&Diagnostics::from(&error))
    }
}

impl From<ContextError> for ApiError {
    fn from(error: ContextError) -> Self {
        let code = error.code().as_str();
        Self::new(code, without(code, &error.to_string()))
    }
}

impl From<PackError> for ApiError {
    fn from(error: PackError) -> Self {
        let code = error.code().as_str();
        Self::new(code, without(code, &error.to_string()))
    }
}

impl From<Reject> for ApiError {
    fn from(reject: Reject) -> Self {
        Self::new(reject.code, without(reject.code, &reject.to_string())).with(&reject)
    }
}

/// A message without the code before it, which an error has beside it.
fn without(code: &str, message: &str) -> String {
    let rest = message.strip_prefix(code).and_then(|rest| rest.strip_prefix(": "));
    rest.unwrap_or(message).to_owned()
}

/// What a host wrote, short enough for a sentence.
pub(crate) fn shown(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
