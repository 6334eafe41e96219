//! Nothing in, the corpus out: messages that every host must answer with the same bytes, and those answers.
//!
//! `cargo run --release -p rules-wasm --example corpus -- FOLDER` writes a folder for each build, `full`, `guide` and
//! `runtime`; the two small ones load packs. In it, for each sequence, are `NAME.messages` and `NAME.answers`: frames of a length (4 bytes, little-endian) and as many bytes. A sequence is put to a fresh module,
//! in order. `index.json` lists them: `[{"name", "slow", "messages", "lines", "sha256"}]`, the digest that of the answers'
//! file. In a slow one, of bounds, each message after the first may be left out, and an interpreter leaves most out.
//! Everything is drawn from fixed seeds.

mod cases;
mod generated;
mod mistakes;

use rules_core::Ruleset;
use rules_core::digest::sha256_hex;
use rules_wasm::wire::Shelf;
use serde_json::{Value, json};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// The shipped rulesets: name, source, cases.
pub const SHIPPED: [(&str, &str, &str); 3] = [
    (
        "fraud",
        include_str!("../../../rulesets/fraud/fraud.toml"),
        include_str!("../../../rulesets/fraud/cases.jsonl"),
    ),
    (
        "housing",
        include_str!("../../../rulesets/housing/housing.toml"),
        include_str!("../../../rulesets/housing/cases.jsonl"),
    ),
    (
        "petition",
        include_str!("../../../rulesets/petition/petition.toml"),
        include_str!("../../../rulesets/petition/cases.jsonl"),
    ),
];

/// Messages for one module.
#[derive(Default)]
pub struct Sequence {
    messages: Vec<Vec<u8>>,
    /// Incidents in all of them.
    lines: usize,
    /// Whether each incident takes as long as hundreds of others.
    slow: bool,
}

impl Sequence {
    /// A sequence that loads a ruleset first, its text or its pack, as number 1.
    pub fn of(ruleset: &[u8]) -> Self {
        let mut sequence = Self::default();
        sequence.push(json!({"op": "load"}), ruleset, 0);
        sequence
    }

    /// The same, marked as slow.
    pub fn slow(self) -> Self {
        Self { slow: true, ..self }
    }

    /// Adds a message about some incidents.
    pub fn push(&mut self, header: Value, payload: &[u8], lines: usize) {
        let mut header = header;
        if let Some(members) = header.as_object_mut() {
            members.insert("v".into(), json!(1));
        }
        self.raw([header.to_string().as_bytes(), b"\n", payload].concat());
        self.lines += lines;
    }

    /// Adds bytes as a message.
    pub fn raw(&mut self, message: Vec<u8>) {
        self.messages.push(message);
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from).ok_or("usage: corpus FOLDER")?;
    for build in ["full", "guide", "runtime"] {
        println!("for {build}");
        let folder = folder.join(build);
        fs::create_dir_all(&folder)?;
        let all = sequences(build)?;
        let index: Result<Vec<Value>, _> =
            all.into_iter().map(|(name, sequence)| write(&folder, &name, &sequence)).collect();
        fs::write(folder.join("index.json"), serde_json::to_string_pretty(&index?)? + "\n")?;
    }
    Ok(())
}

/// The sequences for a build, by name.
fn sequences(build: &str) -> Result<Vec<(String, Sequence)>, Box<dyn Error>> {
    let mut all = Vec::new();
    for (name, source, beside) in SHIPPED {
        let ruleset = Ruleset::compile(source)?;
        let load = if build == "full" { source.as_bytes().to_vec() } else { ruleset.pack() };
        all.push((format!("cases-{name}"), cases::plain(&load, &ruleset, beside)?));
        all.push((format!("generated-{name}"), generated::plain(&load, &ruleset)));
        if build != "runtime" {
            all.push((format!("cases-{name}-bounds"), cases::with_bounds(&load, &ruleset, beside)?.slow()));
            all.push((format!("generated-{name}-bounds"), generated::with_bounds(&load, &ruleset).slow()));
        }
    }
    match build {
        "full" => all.push(("mistakes".into(), mistakes::sequence())),
        _ => all.push(("damaged-packs".into(), mistakes::packs()?)),
    }
    Ok(all)
}

/// Writes a sequence and what the module, built for this machine, answers to it.
fn write(folder: &Path, name: &str, sequence: &Sequence) -> Result<Value, Box<dyn Error>> {
    let mut shelf = Shelf::default();
    let (mut messages, mut answers) = (Vec::new(), Vec::new());
    for message in &sequence.messages {
        frame(message, &mut messages)?;
        let mut answer = Vec::new();
        shelf.call(message, &mut answer);
        frame(&answer, &mut answers)?;
    }
    fs::write(folder.join(format!("{name}.messages")), messages)?;
    let sha256 = sha256_hex(&answers);
    fs::write(folder.join(format!("{name}.answers")), answers)?;
    let count = sequence.messages.len();
    println!("{name}: {count} messages, {} incidents, {sha256}", sequence.lines);
    let (slow, lines) = (sequence.slow, sequence.lines);
    Ok(json!({"name": name, "slow": slow, "messages": count, "lines": lines, "sha256": sha256}))
}

fn frame(bytes: &[u8], out: &mut Vec<u8>) -> Result<(), Box<dyn Error>> {
    out.extend(u32::try_from(bytes.len())?.to_le_bytes());
    out.extend(bytes);
    Ok(())
}
