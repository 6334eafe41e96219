//! An author's mistakes as data: a stable code, a place, what was expected and found, help and a fix.
//!
//! Codes: `E1xx` parse, `E2xx` check, `W3xx` warnings, `I4xx` input, `R5xx` run, `P6xx` pack. A code is
//! never used again for something else.

use crate::source::{Position, Source, Span};
use serde::Serialize;

macro_rules! codes {
    ($($name:ident $title:literal)*) => {
        /// The stable code of a diagnostic.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[allow(clippy::allow_attributes, reason = "the macro documents each code with its title")]
        pub enum Code { $(#[doc = $title] $name,)* }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The code as it is printed, such as `E201`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => stringify!($name),)* }
            }

            /// What the code means, in a few words.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Code::$name => $title,)* }
            }
        }
    };
}

codes! {
    E101 "the file is not UTF-8"
    E102 "the file is not TOML"
    E103 "over a limit"
    E104 "unknown key"
    E105 "missing key"
    E106 "wrong kind of value"
    E107 "not a name"
    E108 "not an id"
    E109 "unknown format"
    E110 "syntax error in an expression"
    E111 "full-width character where ASCII was meant"
    E112 "expression too long or too deep"
    E113 "not a date, time or duration"
    E114 "pattern does not compile"
    E115 "term that cannot be found"
    E116 "name given twice"
    E117 "construct that conditions do not allow"
    E118 "path that is no pointer"
    E119 "value outside a closed list"
    E120 "template that does not close"
    E121 "number out of range"
    E201 "unknown name"
    E202 "wrong type"
    E203 "values of different types compared"
    E204 "enum value that is not listed"
    E205 "missing translation"
    E206 "bins overlap"
    E207 "bins leave a gap"
    E208 "levels out of order"
    E209 "level out of reach"
    E210 "rule that can never fire"
    E211 "points may be unknown"
    E212 "assumed hit without a reason"
    E213 "hit without a reason"
    E214 "basis missing"
    E215 "basis unconfirmed"
    E216 "basis not in force"
    E217 "case names what does not exist"
    E218 "input that identifies or profiles a person"
    E219 "exception without a written reason"
    E220 "unknown function or method"
    E221 "wrong number of arguments"
    E222 "paths that cover each other"
    E223 "definition that needs itself"
    E224 "item field out of scope"
    E225 "range that is empty"
    E226 "table of the wrong shape"
    E227 "script that does not compile"
    E228 "constant that always fails"
    E229 "property that does not hold"
    E230 "property about a field without an order"
    W301 "integer division"
    W302 "computed value compared at an exact edge"
    W303 "nobody uses this"
    W304 "two rules with the same condition"
    W305 "script that runs on the interpreter"
    W306 "rule that must always fire"
    W307 "term given twice"
    W308 "term contained in another"
    W309 "default that is never needed"
    W310 "level that no rule reaches"
    W311 "case with a value that cannot be used"
    W312 "rule that never fires"
    W313 "rule that never matters"
    W314 "rules that always fire together"
    I401 "wrong type of value"
    I402 "value out of range"
    I403 "enum value that is not listed"
    I404 "key given twice"
    I405 "not a date, time or duration"
    I406 "number that cannot be represented"
    I407 "too many items"
    I408 "text too long"
    I409 "name close to a declared one"
    I420 "line that is no JSON object"
    I421 "line that is not UTF-8"
    I422 "line too long"
    I430 "context that does not fit the ruleset"
    R501 "integer overflow"
    R502 "division by zero"
    R503 "result that is not finite"
    R504 "integer beyond 2^53 mixed with numbers"
    R505 "date or time out of range"
    R506 "script failed"
    R507 "script over a limit"
    P601 "not a pack"
    P602 "pack of another format"
    P603 "damaged pack"
    P604 "pack with scripts for a build that runs none"
}

/// How bad it is: errors stop a ruleset from compiling, warnings do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The ruleset does not compile.
    Error,
    /// The ruleset compiles.
    Warning,
}

/// A further place that explains the first one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is to be seen there.
    pub text: String,
}

/// A change that mends the mistake: put `replacement` in place of `span`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// What to take out.
    pub span: Span,
    /// What to put there.
    pub replacement: String,
}

/// One mistake of an author.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// The stable code.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// One lower-case sentence without a full stop; what the author wrote in backticks.
    pub message: String,
    /// Where, in bytes.
    pub span: Span,
    /// What to say at that place; often what was found there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What was expected there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// What was found instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    /// Further places.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<Label>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The change that mends it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A mistake at a place. Codes that start with `W` are warnings, all others errors.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        let severity = if code.as_str().starts_with('W') { Severity::Warning } else { Severity::Error };
        Self {
            code,
            severity,
            message: message.into(),
            span,
            label: None,
            expected: None,
            found: None,
            labels: Vec::new(),
            help: None,
            fix: None,
        }
    }

    /// Adds what to say at the place itself.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.label = Some(text.into());
        self
    }

    /// Adds what was expected and what was found.
    #[must_use]
    pub fn expected(mut self, expected: impl Into<String>, found: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self.found = Some(found.into());
        self
    }

    /// Adds a further place.
    #[must_use]
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Adds the change that mends it.
    #[must_use]
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, replacement: replacement.into() });
        self
    }

    /// Adds what was probably meant, to be put at the place in the quotes that stand there.
    #[must_use]
    pub fn meant(self, near: Option<&str>, source: &Source) -> Self {
        let Some(near) = near else { return self };
        let quote = match source.slice(self.span) {
            // A text of an expression that stands in a TOML string with escapes.
            written if written.starts_with("\\\"") => "\\\"",
            written if written.starts_with('"') => "\"",
            written if written.starts_with('\'') => "'",
            written if written.starts_with('`') => "`",
            _ => "",
        };
        let span = self.span;
        self.help(format!("did you mean `{near}`?")).fix(span, format!("{quote}{near}{quote}"))
    }

    /// Whether the ruleset does not compile because of it.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Line and UTF-16 column of both ends.
    #[must_use]
    pub fn positions(&self, source: &Source) -> (Position, Position) {
        let range = self.span.range();
        (source.position(range.start), source.position(range.end))
    }
}

/// Lines and UTF-16 columns of both ends, from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ends {
    /// The first place.
    pub start: Position,
    /// The place after the last.
    pub end: Position,
}

impl Ends {
    /// Both ends of a span.
    pub(crate) fn of(span: Span, source: &Source) -> Self {
        let range = span.range();
        Self { start: source.position(range.start), end: source.position(range.end) }
    }
}

/// A diagnostic as editors need it: each `span` in bytes has its `range` in lines and UTF-16 columns beside it.
///
/// ```
/// use rules_core::diagnostic::Located;
/// let error = rules_core::Ruleset::compile("format = 2").unwrap_err();
/// let located = Located::new(error.diagnostics.iter().find(|it| it.code.as_str() == "E109").unwrap(), &error.source);
/// let json = serde_json::to_value(located).unwrap();
/// assert_eq!(json["range"]["start"], serde_json::json!({"line": 0, "character": 9}));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Diagnostic"))]
pub struct Located {
    /// The stable code.
    pub code: Code,
    /// What the code means, in a few words.
    pub title: &'static str,
    /// Error or warning.
    pub severity: Severity,
    /// One lower-case sentence without a full stop; what the author wrote in backticks.
    pub message: String,
    /// Where, in bytes.
    pub span: Span,
    /// Where, in lines and columns.
    pub range: Ends,
    /// What to say at that place; often what was found there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What was expected there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// What was found instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    /// Further places.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<LocatedLabel>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The change that mends it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<LocatedFix>,
}

/// A further place that explains the first one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "DiagnosticLabel"))]
pub struct LocatedLabel {
    /// Where, in bytes.
    pub span: Span,
    /// Where, in lines and columns.
    pub range: Ends,
    /// What is to be seen there.
    pub text: String,
}

/// A change that mends the mistake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "DiagnosticFix"))]
pub struct LocatedFix {
    /// What to take out, in bytes.
    pub span: Span,
    /// What to take out, in lines and columns.
    pub range: Ends,
    /// What to put there.
    pub replacement: String,
}

impl Located {
    /// A diagnostic with its places in the source that it speaks of.
    #[must_use]
    pub fn new(diagnostic: &Diagnostic, source: &Source) -> Self {
        let ends = |span: Span| Ends::of(span, source);
        let label = |it: &Label| LocatedLabel { span: it.span, range: ends(it.span), text: it.text.clone() };
        let fix = |it: &Fix| LocatedFix {
            span: it.span,
            range: ends(it.span),
            replacement: it.replacement.clone(),
        };
        Self {
            code: diagnostic.code,
            title: diagnostic.code.title(),
            severity: diagnostic.severity,
            message: diagnostic.message.clone(),
            span: diagnostic.span,
            range: ends(diagnostic.span),
            label: diagnostic.label.clone(),
            expected: diagnostic.expected.clone(),
            found: diagnostic.found.clone(),
            labels: diagnostic.labels.iter().map(label).collect(),
            help: diagnostic.help.clone(),
            fix: diagnostic.fix.as_ref().map(fix),
        }
    }
}

/// The candidate that `name` was probably meant to be, if one is near enough.
///
/// ```
/// assert_eq!(rules_core::diagnostic::did_you_mean("ammount", ["amount", "channel"]), Some("amount"));
/// assert_eq!(rules_core::diagnostic::did_you_mean("xyz", ["amount"]), None);
/// ```
pub fn did_you_mean<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = name.chars().count();
    let allowed = match length {
        0..=2 => 0,
        3..=5 => 1,
        _ => 2,
    };
    candidates
        .into_iter()
        // No nearer than their lengths; measuring takes long.
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= allowed)
        .map(|candidate| (strsim::osa_distance(name, candidate), candidate))
        .filter(|&(distance, _)| distance > 0 && distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}
