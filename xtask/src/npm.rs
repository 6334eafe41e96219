//! The npm package as a user has it: packed, installed in a project of its own, tested there, and put to the corpus.

use crate::wasm;
use crate::wasm::debian;
use crate::wasm::files::{copy, fresh, list, write};
use crate::wasm::tools::{output, run};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the tests need of others.
const PACKAGES: &[&str] = &["typescript@5.9.3", "esbuild@0.28.2", "vite@8.3.8", "playwright-core@1.65.1"];
/// What carries the hosts that are not there anyway.
const HOSTS_PACKAGES: &[&str] = &["deno@2.9.6", "bun@1.4.5", "workerd@1.20261117.1"];

/// A host: its name, what runs the script, the script in `rules-wasm/npm/parity`.
type Host = (&'static str, &'static [&'static str], &'static str);

/// The hosts of every run of CI.
pub const USUAL: &[Host] =
    &[("Node, npm package", &["node"], "node.mjs"), ("Chromium", &["node"], "chromium.mjs")];
/// The others.
pub const MORE: &[Host] = &[
    ("Deno", &["node_modules/.bin/deno", "run", "--quiet", "--allow-read", "--allow-env"], "node.mjs"),
    ("Bun", &["node_modules/.bin/bun"], "node.mjs"),
    ("workerd", &["node"], "workerd.mjs"),
];

/// Runs the package's tests. It has to be built.
///
/// # Errors
/// What failed, in one sentence.
pub fn test() -> Result<(), String> {
    chromium()?;
    let project = project(PACKAGES)?;
    let pack = project.join("fraud.pack");
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--quiet", "-p", "rules-cli", "--", "pack", "fraud", "-o"]).arg(&pack);
    run(&mut cargo)?;
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter=spec"]).current_dir(&project);
    node.args(list(&project.join("test"))?.iter().filter(|it| it.to_string_lossy().ends_with(".test.mjs")));
    run(node.env("SHAO_TOP", top()?).env("SHAO_PACK", &pack))
}

/// Puts the corpus to hosts; gives what each one printed. The package has to be built.
///
/// # Errors
/// What failed, in one sentence.
pub fn put(hosts: &[Host], corpus: &Path) -> Result<Vec<(&'static str, String)>, String> {
    chromium()?;
    let all = [PACKAGES, HOSTS_PACKAGES].concat();
    let is_usual = hosts.iter().all(|host| USUAL.contains(host));
    let project = project(if is_usual { PACKAGES } else { &all })?;
    let told = hosts.iter().map(|(name, runner, script)| {
        let (program, arguments) = runner.split_first().unwrap_or((&"node", &[]));
        let mut host = Command::new(program);
        host.args(arguments).arg(Path::new("parity").join(script)).arg(corpus).current_dir(&project);
        Ok((*name, output(&mut host)?))
    });
    told.collect()
}

/// Sees to it that there is a browser.
///
/// # Errors
/// There is none, and none could be installed.
pub fn chromium() -> Result<(), String> {
    let is_there = || env::var_os("CHROMIUM").is_some() || Path::new("/usr/bin/chromium").exists();
    if is_there() || (debian::install(&["chromium"]) && is_there()) {
        return Ok(());
    }
    Err("no browser: install Chromium, or say in `CHROMIUM` where it is".into())
}

/// A project in which the package is installed, with its tests.
fn project(packages: &[&str]) -> Result<PathBuf, String> {
    let (folder, package) = (wasm::folder(), wasm::folder().join("npm"));
    let project = folder.join("project");
    let tarball = output(
        Command::new("npm")
            .args(["pack", "--silent", "--pack-destination"])
            .arg(&folder)
            .current_dir(&package),
    )?;
    let tarball = folder.join(tarball.trim());
    let bytes = std::fs::metadata(&tarball).map_or(0, |it| it.len());
    println!("== npm: {}, {bytes} bytes", tarball.display());
    std::fs::create_dir_all(&project)
        .map_err(|error| format!("cannot make `{}`: {error}", project.display()))?;
    write(&project.join("package.json"), "{ \"private\": true, \"type\": \"module\" }\n")?;
    // What was installed before under the same version is not looked at again.
    fresh(&project.join("node_modules/shao-rules"))?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--silent", "--no-audit", "--no-fund"]).arg(&tarball).args(packages);
    run(npm.current_dir(&project))?;
    for name in ["test", "parity", "examples"] {
        fresh(&project.join(name))?;
        for file in list(&Path::new("rules-wasm/npm").join(name))? {
            copy(&file, &project.join(name).join(file.file_name().unwrap_or_default()))?;
        }
    }
    Ok(project)
}

/// The top of the repository, where every task runs.
fn top() -> Result<PathBuf, String> {
    env::current_dir().map_err(|error| format!("there is no folder to work in: {error}"))
}
