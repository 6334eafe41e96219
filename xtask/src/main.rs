//! `cargo xtask ci`: every check and every test, in the order in which they are cheap.
//! `cargo xtask bench`: the figures of the closing notes.
//! `cargo xtask wasm`: the modules for WebAssembly, and their sizes.
//! `cargo xtask npm`: the npm package, packed, installed and tested.
//! `cargo xtask hosts`: the same bytes on every host.
//! `cargo xtask play`: the playground, built and opened.

mod hosts;
mod npm;
mod play;
mod wasm;

use hosts::Which;
use std::env;
use std::path::Path;
use std::process::{Command, ExitCode};

/// A step: its name, and the arguments of cargo.
type Step = (&'static str, &'static [&'static str]);

const CI: &[Step] = &[
    ("format", &["fmt", "--all", "--check"]),
    ("lints", &["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]),
    ("tests", &["test", "--workspace"]),
];

const BENCH: &[Step] = &[
    ("ratios in one run", &["run", "--release", "--quiet", "-p", "benches", "--bin", "ratios"]),
    ("bounds", &["run", "--release", "--quiet", "-p", "benches", "--bin", "bounds"]),
    ("stages", &["bench", "-p", "benches"]),
];

fn main() -> ExitCode {
    let task = env::args().nth(1).unwrap_or_default();
    match task.as_str() {
        "ci" => code(allows_are_reasoned() && run(CI) && rulesets() && told(web())),
        "bench" => code(run(BENCH)),
        "hosts" => code(told(wasm::build().and_then(|()| hosts::run(Which::All)))),
        "npm" => code(told(wasm::package().and_then(|()| npm::test()))),
        "play" => code(told(wasm::package().and_then(|()| play::open()))),
        "wasm" => code(told(wasm::build())),
        _ => {
            eprintln!("usage: cargo xtask ci|bench|hosts|npm|play|wasm");
            ExitCode::from(2)
        }
    }
}

/// Everything about WebAssembly: sizes, the package's tests, the same bytes on the usual hosts.
fn web() -> Result<(), String> {
    wasm::build()?;
    npm::test()?;
    play::test()?;
    hosts::run(Which::Usual)
}

fn code(passed: bool) -> ExitCode {
    if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Whether it went well; why not, on standard error.
fn told(outcome: Result<(), String>) -> bool {
    outcome.inspect_err(|error| eprintln!("== {error}")).is_ok()
}

/// Checks and tests every shipped ruleset, `rulesets/NAME/NAME.toml`.
fn rulesets() -> bool {
    let Ok(folders) = std::fs::read_dir("rulesets") else {
        eprintln!("== no folder `rulesets`: run this at the top of the repository");
        return false;
    };
    let source = |name: &str| format!("rulesets/{name}/{name}.toml");
    let names = folders.flatten().filter_map(|folder| folder.file_name().into_string().ok());
    let mut files: Vec<String> =
        names.map(|name| source(&name)).filter(|file| Path::new(file).exists()).collect();
    files.sort();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let rules = ["run", "--quiet", "-p", "rules-cli", "--"];
    step("rulesets: check", &[&rules, ["check", "--deny-warnings"].as_slice(), &files].concat())
        && step("rulesets: test", &[&rules, ["test"].as_slice(), &files].concat())
}

/// Runs steps until one fails.
fn run(steps: &[Step]) -> bool {
    steps.iter().all(|(name, arguments)| step(name, arguments))
}

/// Runs cargo; false, and a line that says so, if it fails.
fn step(name: &str, arguments: &[&str]) -> bool {
    println!("== {name}");
    match Command::new("cargo").args(arguments).status() {
        Ok(status) if status.success() => true,
        Ok(status) => {
            eprintln!("== {name} failed: {status}");
            false
        }
        Err(error) => {
            eprintln!("== {name} could not be started: {error}");
            false
        }
    }
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
