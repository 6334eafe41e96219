//! `cargo xtask ci`: every check and every test, in the order in which they are cheap.
//! `cargo xtask bench`: the figures of the closing notes.

use std::env;
use std::process::{Command, ExitCode};

/// A step: its name, and the arguments of cargo.
type Step = (&'static str, &'static [&'static str]);

const CI: &[Step] = &[
    ("format", &["fmt", "--all", "--check"]),
    ("lints", &["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]),
    ("tests", &["test", "--workspace"]),
    (
        "ruleset fraud: check",
        &["run", "--quiet", "-p", "rules-cli", "--", "check", "--deny-warnings", "rulesets/fraud/fraud.toml"],
    ),
    (
        "ruleset fraud: test",
        &["run", "--quiet", "-p", "rules-cli", "--", "test", "rulesets/fraud/fraud.toml"],
    ),
];

const BENCH: &[Step] = &[
    ("ratios in one run", &["run", "--release", "--quiet", "-p", "benches", "--bin", "ratios"]),
    ("stages", &["bench", "-p", "benches"]),
];

fn main() -> ExitCode {
    let task = env::args().nth(1).unwrap_or_default();
    match task.as_str() {
        "ci" => run(CI),
        "bench" => run(BENCH),
        _ => {
            eprintln!("usage: cargo xtask ci|bench");
            ExitCode::from(2)
        }
    }
}

/// Runs steps until one fails.
fn run(steps: &[Step]) -> ExitCode {
    if !allows_are_reasoned() {
        return ExitCode::FAILURE;
    }
    for (name, arguments) in steps {
        println!("== {name}");
        let status = Command::new("cargo").args(*arguments).status();
        match status {
            Ok(status) if status.success() => {}
            Ok(status) => {
                eprintln!("== {name} failed: {status}");
                return ExitCode::FAILURE;
            }
            Err(error) => {
                eprintln!("== {name} could not be started: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}

/// A file-wide `allow` slips past the lint against `allow`, so it is looked for here.
fn allows_are_reasoned() -> bool {
    let found = Command::new("git").args(["grep", "-nE", "^#!\\[allow", "--", "*.rs"]).output();
    let Ok(found) = found else { return true };
    if found.stdout.is_empty() {
        return true;
    }
    eprintln!(
        "== a file-wide allow, where a reasoned expect belongs:\n{}",
        String::from_utf8_lossy(&found.stdout)
    );
    false
}
