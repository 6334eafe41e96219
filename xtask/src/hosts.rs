//! `cargo xtask hosts`: one corpus put to every host, and a table of what came of it.
//!
//! The corpus is written by the engine built for this machine, into the folder `corpus` in cargo's target folder; each
//! host compares every answer with those bytes and ends at the first that differs.

use crate::wasm::tools::output;
use crate::{npm, wasm};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What runs a host's script.
#[derive(Clone, Copy, Debug)]
enum Runner {
    Node,
    Python,
}

/// A host: its name, what runs it, its script in `rules-wasm/hosts/parity`, the module's build.
type Host = (&'static str, Runner, &'static str, &'static str);

const HOSTS: &[Host] = &[
    ("Node, raw ABI", Runner::Node, "node.js", "full"),
    ("WeChat, emulated", Runner::Node, "wechat.js", "full"),
    ("wasmtime from Python", Runner::Python, "wasmtime_host.py", "full"),
    ("wasm3", Runner::Python, "wasm3_host.py", "full"),
    ("Node, packs in `guide`", Runner::Node, "node.js", "guide"),
    ("wasm3, packs in `runtime`", Runner::Python, "wasm3_host.py", "runtime"),
];

/// The Python packages of the hosts.
const PACKAGES: &[&str] = &["wasmtime==50.0.1", "pywasm3==0.5.0"];

/// Which hosts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those of every run of CI.
    Usual,
    /// All of them.
    All,
}

/// Writes the corpus and puts it to hosts. The modules have to be built.
///
/// # Errors
/// What failed, in one sentence.
pub fn run(which: Which) -> Result<(), String> {
    let corpus = wasm::folder().with_file_name("corpus");
    write(&corpus)?;
    let module = wasm::folder().join("edge/full.wasm");
    let edges = Path::new("rules-wasm/hosts/parity/edges.js");
    println!("== {}", output(Command::new("node").arg(edges).arg(&module))?.trim());
    let python = python()?;
    example(&python, &corpus)?;
    let mut table = String::from("host | incidents | seconds\n");
    for (name, runner, script, build) in HOSTS {
        let program = match runner {
            Runner::Node => Path::new("node"),
            Runner::Python => &python,
        };
        let script = Path::new("rules-wasm/hosts/parity").join(script);
        let module = wasm::folder().join("edge").join(build).with_extension("wasm");
        let told = output(Command::new(program).arg(script).arg(module).arg(corpus.join(build)))?;
        table.push_str(&row(name, &told));
    }
    let more = if which == Which::All { npm::MORE } else { &[] };
    for (name, told) in npm::put(&[npm::USUAL, more].concat(), &corpus.join("full"))? {
        table.push_str(&row(name, &told));
    }
    print!("\n{table}");
    Ok(())
}

/// Runs the example of the README: a script that scores one report from a pack.
fn example(python: &Path, folder: &Path) -> Result<(), String> {
    let pack = folder.join("fraud.pack");
    let mut cargo = Command::new("cargo");
    output(cargo.args(["run", "--quiet", "-p", "rules-cli", "--", "pack", "fraud", "-o"]).arg(&pack))?;
    let script = Path::new("rules-wasm/hosts/example.py");
    let module = wasm::folder().join("edge/guide.wasm");
    let told = output(Command::new(python).arg(script).arg(module).arg(&pack))?;
    let expected = "45 high at most critical\nask for still_in_contact\n";
    if told == expected { Ok(()) } else { Err(format!("example.py: expected {expected:?}, found {told:?}")) }
}

/// A line of the table.
fn row(name: &str, told: &str) -> String {
    let row = format!("{name} | {} | {}\n", sum(told, "lines"), sum(told, "milliseconds") / 1000);
    print!("== the same bytes: {row}");
    row
}

/// Writes the corpus, with the answers of the engine built for this machine.
fn write(folder: &Path) -> Result<(), String> {
    println!("== corpus");
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--quiet", "-p", "rules-wasm", "--example", "corpus", "--"]).arg(folder);
    output(&mut cargo).map(|told| print!("{told}"))
}

/// The Python that has the packages: the machine's own, or one made for them.
fn python() -> Result<PathBuf, String> {
    let own = PathBuf::from("python3");
    let mut imports = Command::new(&own);
    imports.args(["-c", "import wasmtime, wasm3"]).stderr(Stdio::null());
    if imports.status().is_ok_and(|status| status.success()) {
        return Ok(own);
    }
    let folder = wasm::folder().join("python");
    let python = folder.join("bin/python");
    if !python.exists() {
        output(Command::new(own).args(["-m", "venv"]).arg(&folder))?;
    }
    output(Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(PACKAGES))?;
    Ok(python)
}

/// The sum of a member's numbers in lines of JSON.
fn sum(lines: &str, member: &str) -> u64 {
    let start = format!("\"{member}\":");
    let numbers = lines.lines().filter_map(|line| {
        let rest = line.split_once(&start)?.1.trim_start();
        rest.split(|c: char| !c.is_ascii_digit()).next()?.parse::<u64>().ok()
    });
    numbers.sum()
}

#[cfg(test)]
mod tests {
    use super::sum;

    #[test]
    fn numbers_of_hosts_are_added_however_they_space_them() {
        let lines = "{\"name\":\"a\",\"lines\":12,\"milliseconds\":5}\n{\"name\": \"b\", \"lines\": 30, \"milliseconds\": 7}\n";
        assert_eq!((sum(lines, "lines"), sum(lines, "milliseconds")), (42, 12));
    }
}
