//! How the command ends: the codes that scripts rely on, and the ways to end early.

use std::io;

/// The exit codes; `--help` lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// All went well.
    Clean = 0,
    /// `score`, `backtest`: at least one value was unusable. `check`: a warning under `--deny-warnings`. `test`: a case
    /// failed. `prove`: a property failed. `diff`: the rulesets differ.
    Findings = 1,
    /// `score`: at least one line is no incident. `backtest`, `diff`: at least one row was left out.
    Rejects = 2,
    /// Usage, a file, the ruleset or the output failed.
    Failed = 3,
    /// Ctrl-C or a request to terminate.
    Interrupted = 130,
    /// The reader of the output went away; what a shell says of a command that SIGPIPE ended.
    BrokenPipe = 141,
}

/// Why a command ends before its end.
#[derive(Debug)]
pub enum Stop {
    /// With a message.
    Failed(String),
    /// Nobody reads the output any more.
    BrokenPipe,
    /// Somebody asked for it.
    Interrupted,
}

impl Stop {
    /// The stop that an error while writing to `what` is.
    pub fn writing(what: &str, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::BrokenPipe,
            _ => Self::Failed(format!("cannot write to {what}: {error}")),
        }
    }
}
