//! Programs that others wrote: npm's packages, each in a folder of its own, and running them.

use super::folder;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The folder of an npm package; installed where it is not there yet.
///
/// # Errors
/// npm failed.
pub fn npm_package(name: &str, version: &str) -> Result<PathBuf, String> {
    let folder = folder().join(format!("{name}-{version}"));
    let package = folder.join("node_modules").join(name);
    if package.exists() {
        return Ok(package);
    }
    let mut npm = Command::new("npm");
    npm.args(["install", "--silent", "--no-audit", "--no-fund", "--prefix"]).arg(&folder);
    run(npm.arg(format!("{name}@{version}")))?;
    Ok(package)
}

/// Runs a program to its end.
///
/// # Errors
/// It failed.
pub fn run(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command.status().map_err(|error| format!("{name} could not be started: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{name} failed: {status}")) }
}

/// Runs a program whose failure is no error.
pub fn quietly(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// What a program prints; its errors go to standard error.
///
/// # Errors
/// It failed.
pub fn output(command: &mut Command) -> Result<String, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let found = command.stderr(Stdio::inherit()).output();
    let found = found.map_err(|error| format!("{name} could not be started: {error}"))?;
    if found.status.success() {
        Ok(String::from_utf8_lossy(&found.stdout).into_owned())
    } else {
        Err(format!("{name} failed: {}", found.status))
    }
}
