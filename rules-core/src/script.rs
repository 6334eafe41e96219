//! Script functions on Rhai: what cannot be lowered runs here, under our limits.
//!
//! Comes in: the declared functions of a ruleset. Goes out: an [`Interpreter`] that calls them with typed
//! values. A script has Rhai's functions for numbers, texts, arrays and maps; integers have 64 bits, and there are no blobs
//! and no bit fields. Promise: no modules, no `eval`, no I/O, no clock; every limit is set; the same result on every
//! host; a script that loops, recurses or grows for ever ends with an error. A build without the feature
//! `compile` has no interpreter and refuses every script.

#[cfg(not(feature = "compile"))]
mod absent;
#[cfg(feature = "compile")]
mod interpreter;

#[cfg(not(feature = "compile"))]
pub use absent::Interpreter;
#[cfg(feature = "compile")]
pub use interpreter::{Interpreter, compile_body};

/// A script that does not compile: Rhai's message, and the byte in the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompileError {
    /// What Rhai says.
    pub message: String,
    /// The byte of the body where it says it.
    pub offset: usize,
}

/// Why a call gave no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallError {
    /// A limit was reached.
    Limit,
    /// It failed, or gave a value of another type.
    Failed,
}

/// A value that goes into or comes out of a script.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// True or false.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A finite number.
    Num(f64),
    /// A text.
    Text(String),
}
