//! The playground: its site built around the npm package, opened in a browser, tested as a person would use it.
//!
//! Goes out: `playground/dist`, static files for any server. The package has to be built.

use crate::npm::chromium;
use crate::wasm;
use crate::wasm::files::{copy_all, fresh};
use crate::wasm::tools::run;
use std::path::Path;
use std::process::Command;

const SOURCES: &str = "playground";

/// Builds the site.
///
/// # Errors
/// What failed, in one sentence.
pub fn build() -> Result<(), String> {
    run(npm().args(["ci", "--silent", "--no-audit", "--no-fund"]))?;
    let package = Path::new(SOURCES).join("node_modules/shao-rules");
    fresh(&package)?;
    copy_all(&wasm::folder().join("npm"), &package)?;
    run(npm().args(["run", "--silent", "build"]))
}

/// Serves the site and opens it; ends when it is stopped.
///
/// # Errors
/// What failed, in one sentence.
pub fn open() -> Result<(), String> {
    build()?;
    run(npx().args(["vite", "preview", "--open"]))
}

/// Tests the site: its parts, then its pages in Chromium.
///
/// # Errors
/// What failed, in one sentence.
pub fn test() -> Result<(), String> {
    build()?;
    run(npm().args(["run", "--silent", "test"]))?;
    chromium()?;
    run(npm().args(["run", "--silent", "pages"]))
}

fn npm() -> Command {
    let mut npm = Command::new("npm");
    npm.current_dir(SOURCES);
    npm
}

fn npx() -> Command {
    let mut npx = Command::new("npx");
    npx.arg("--no-install").current_dir(SOURCES);
    npx
}
