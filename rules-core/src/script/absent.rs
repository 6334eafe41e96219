//! Stands for the interpreter in builds that have none.

use super::{CallError, CompileError, Value};
use crate::ruleset::Script;

/// There is none of these.
#[derive(Debug)]
pub enum Interpreter {}

impl Interpreter {
    /// Refuses scripts.
    ///
    /// # Errors
    /// Always.
    pub fn new(scripts: &[Script]) -> Result<Self, CompileError> {
        let names: Vec<&str> = scripts.iter().map(|script| script.name.as_str()).take(5).collect();
        let message = format!("this build runs no scripts, and the ruleset has `{}`", names.join("`, `"));
        Err(CompileError { message, offset: 0 })
    }

    /// Cannot be called, for there is none.
    ///
    /// # Errors
    /// None.
    pub fn call(&self, _script: &Script, _arguments: Vec<Value>) -> Result<Value, CallError> {
        match *self {}
    }
}
