//! Shao: an embeddable engine of risk rules for incident reports.
//!
//! A [`Ruleset`] is compiled from TOML, a [`Context`] gives the clock, and a [`Session`] scores incidents:
//!
//! ```
//! use rules_core::{ContextSpec, Options, Ruleset, Session};
//!
//! let ruleset = Ruleset::compile(include_bytes!("../doc/smallest.toml"))?;
//! let as_of = Some("2026-03-02T10:30:00+08:00".into());
//! let context = ruleset.context(ContextSpec { as_of, ..ContextSpec::default() })?;
//! let options = Options::default();
//! let mut session = Session::new(&ruleset, &context, &options);
//!
//! let known = session.assess(br#"{"amount": 5000}"#, 1)?;
//! assert_eq!((known.score, known.level.as_str(), known.settled), (30, "high", true));
//!
//! // A fact that is missing is unknown, and the answer says how high the risk may still be.
//! let unknown = session.assess(b"{}", 2)?;
//! assert_eq!((unknown.level.as_str(), unknown.ceiling.level.as_str()), ("low", "high"));
//! assert_eq!(unknown.open.rules[0].waits_for, ["amount"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![forbid(unsafe_code)]
#![cfg_attr(
    not(feature = "compile"),
    expect(
        dead_code,
        reason = "what only compiling and proving use stays where it belongs; no build links it"
    )
)]

mod ahead;
pub mod assessment;
#[cfg(feature = "backtest")]
pub mod backtest;
pub mod bounds;
pub mod calendar;
#[cfg(feature = "compile")]
pub mod cases;
#[cfg(feature = "compile")]
pub mod check;
#[cfg(feature = "compile")]
mod compile;
mod compiled;
mod context;
pub mod deadline;
pub mod diagnostic;
#[cfg(feature = "compile")]
pub mod diff;
pub mod digest;
mod eval;
pub mod explain;
pub mod form;
pub mod json;
#[cfg(feature = "language")]
pub mod language;
pub mod limits;
mod lower;
pub mod number;
mod numbers;
#[cfg(feature = "compile")]
pub mod outcomes;
pub mod pack;
pub mod parse;
#[cfg(feature = "compile")]
mod probe;
#[cfg(feature = "compile")]
pub mod prove;
pub mod relevance;
pub mod ruleset;
pub mod schema;
mod script;
mod session;
pub mod short;
pub mod source;
pub mod text;
pub mod time;
mod wire;
#[cfg(feature = "schema")]
pub mod wire_types;

pub use assessment::{Assessment, Reject};
#[cfg(feature = "compile")]
pub use compile::CompileError;
pub use compiled::Ruleset;
pub use context::{Context, ContextError, ContextSpec};
pub use eval::Score;
#[cfg(feature = "compile")]
pub use probe::Probe;
pub use session::{Incident, LineOutcome, Options, Session};

/// The engine's version, as receipts have it.
pub const ENGINE_VERSION: &str = env!("CARGO_PKG_VERSION");
