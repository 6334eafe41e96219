//! A linked module made smaller by binaryen's `wasm-opt`, which npm installs beside what it makes.

use super::tools::{npm_package, run};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The version of binaryen: another one gives another module.
const BINARYEN: &str = "132.0.0";

/// What is done: names and producers go. What the compiler has left alone stays so: what is inlined a second time is
/// never found again by a compressor, which finds most where the functions of one crate stand together. The lowest
/// addresses are the far end of the stack. Only what the linker's module has is enabled: with newer features
/// `wasm-opt` writes types that the smallest interpreters cannot read. The npm package's module has vectors besides.
const ARGUMENTS: &[&str] = &[
    "-Oz",
    "--skip-pass=inlining-optimizing",
    "--low-memory-unused",
    "--reorder-functions-by-name",
    "--mvp-features",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// What is done for the edge besides. Functions with one caller stay functions where they are not small: hosts compile a
/// function when it is first called, and optimise one that has worked a lot, so that large ones cost a cold start most.
pub const APART: &[&str] = &["--one-caller-inline-max-function-size=100"];

/// Makes `module` out of `linked`, with `more` arguments, unless it was made from the same bytes.
///
/// # Errors
/// npm or `wasm-opt` failed.
pub fn optimise(linked: &Path, module: &Path, more: &[&str]) -> Result<(), String> {
    let read =
        |path: &Path| fs::read(path).map_err(|error| format!("cannot read `{}`: {error}", path.display()));
    let bytes = read(linked)?;
    let before = module.with_extension("linked");
    if module.exists() && fs::read(&before).is_ok_and(|before| before == bytes) {
        return Ok(());
    }
    let tool = npm_package("binaryen", BINARYEN)?.join("bin/wasm-opt");
    let mut node = Command::new("node");
    run(node.arg(tool).arg(linked).args(ARGUMENTS).args(more).arg("-o").arg(module))?;
    fs::write(&before, bytes).map_err(|error| format!("cannot write `{}`: {error}", before.display()))
}
