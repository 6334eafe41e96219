//! `cargo xtask hosts`: one corpus put to every host, and a table of what came of it.
//!
//! The corpus is written by the engine built for this machine, into the folder `corpus` in cargo's target folder; each
//! host compares every answer with those bytes and ends at the first that differs.

use crate::wasm;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What runs a host's script.
#[derive(Clone, Copy, Debug)]
enum Runner {
    Node,
    Python,
}

/// A host: its name, what runs it, its script in `rules-wasm/hosts/parity`.
type Host = (&'static str, Runner, &'static str);

const HOSTS: &[Host] = &[
    ("Node, raw ABI", Runner::Node, "node.js"),
    ("WeChat, emulated", Runner::Node, "wechat.js"),
    ("wasmtime from Python", Runner::Python, "wasmtime_host.py"),
    ("wasm3", Runner::Python, "wasm3_host.py"),
];

/// The Python packages of the hosts.
const PACKAGES: &[&str] = &["wasmtime==50.0.1", "pywasm3==0.5.0"];

/// Builds the modules, writes the corpus and puts it to every host.
///
/// # Errors
/// What failed, in one sentence.
pub fn run() -> Result<(), String> {
    wasm::build()?;
    let corpus = wasm::folder().with_file_name("corpus");
    write(&corpus)?;
    let module = wasm::folder().join("edge/full.wasm");
    let edges = Path::new("rules-wasm/hosts/parity/edges.js");
    println!("== {}", output(Command::new("node").arg(edges).arg(&module), "edges.js")?.trim());
    let python = python()?;
    let mut table = String::from("host | incidents | seconds\n");
    for (name, runner, script) in HOSTS {
        let program = match runner {
            Runner::Node => Path::new("node"),
            Runner::Python => &python,
        };
        let script = Path::new("rules-wasm/hosts/parity").join(script);
        let told = output(Command::new(program).arg(script).arg(&module).arg(&corpus), name)?;
        let row = format!("{name} | {} | {}", sum(&told, "lines"), sum(&told, "milliseconds") / 1000);
        println!("== {row}: the same bytes");
        table.push_str(&format!("{row}\n"));
    }
    print!("\n{table}");
    Ok(())
}

/// Writes the corpus, with the answers of the engine built for this machine.
fn write(folder: &Path) -> Result<(), String> {
    println!("== corpus");
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--quiet", "-p", "rules-wasm", "--example", "corpus", "--"]).arg(folder);
    output(&mut cargo, "the corpus").map(|told| print!("{told}"))
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
        output(Command::new(own).args(["-m", "venv"]).arg(&folder), "python's venv")?;
    }
    output(Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(PACKAGES), "pip")?;
    Ok(python)
}

/// What a command prints; its errors go to standard error.
fn output(command: &mut Command, name: &str) -> Result<String, String> {
    let found = command.stderr(Stdio::inherit()).output();
    let found = found.map_err(|error| format!("{name} could not be started: {error}"))?;
    if !found.status.success() {
        return Err(format!("{name} failed: {}", found.status));
    }
    Ok(String::from_utf8_lossy(&found.stdout).into_owned())
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
