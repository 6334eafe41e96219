//! What the integration tests share: deterministic dice, small rulesets, and an assessment as JSON.

#![allow(dead_code, reason = "each test crate uses its own part")]

use rules_core::{CompileError, ContextSpec, Options, Ruleset, Session};
use serde_json::Value;

/// The instant of assessment of every test that does not say otherwise.
pub const AS_OF: &str = "2026-03-02T10:30:00+08:00";

/// Splitmix64: the same numbers on every host.
#[derive(Clone)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// A number from low to high, both included.
    pub fn within(&mut self, low: i64, high: i64) -> i64 {
        low + (self.next() % (high - low + 1) as u64) as i64
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// True that many times in a hundred.
    pub fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }
}

/// The head of a ruleset in English, with a source `s`.
pub fn head(ruleset_keys: &str) -> String {
    format!(
        "format = 1\n[ruleset]\nid = \"test\"\nversion = \"1.0.0\"\nlanguages = [\"en\"]\ntitle = \"Test\"\n\
         utc_offset = \"+08:00\"\n{ruleset_keys}\n\
         [source.s]\ntitle = \"The source\"\nstatus = \"read\"\nin_force = 2020-01-01\nchecked = 2026-01-01\n"
    )
}

/// The usual head: a score from 0 to 100, in force since 2026.
pub fn usual_head() -> String {
    head("effective = 2026-01-01\nscore = { base = 0, min = 0, max = 100 }")
}

/// Levels low 0, medium 20, high 50, critical 80.
pub const LEVELS: &str = "[[level]]\nid = \"low\"\nfrom = 0\ntitle = \"Low\"\n\
    [[level]]\nid = \"medium\"\nfrom = 20\ntitle = \"Medium\"\n\
    [[level]]\nid = \"high\"\nfrom = 50\ntitle = \"High\"\n\
    [[level]]\nid = \"critical\"\nfrom = 80\ntitle = \"Critical\"\n";

/// Compiles, or panics with every diagnostic.
pub fn compile(source: &str) -> Ruleset {
    Ruleset::compile(source).unwrap_or_else(|error| panic!("{}", shown(&error, source)))
}

pub fn shown(error: &CompileError, source: &str) -> String {
    let lines: Vec<&str> = source.lines().collect();
    let errors = error.diagnostics.iter().filter(|it| it.is_error());
    let shown: Vec<String> = errors
        .map(|it| {
            let line = it.positions(&error.source).0.line as usize;
            format!("{} {}\n  {}", it.code.as_str(), it.message, lines.get(line).unwrap_or(&""))
        })
        .collect();
    shown.join("\n")
}

/// An assessment as JSON, as of [`AS_OF`].
pub fn assess(ruleset: &Ruleset, incident: &str) -> Value {
    assess_as_of(ruleset, incident, Some(AS_OF))
}

pub fn assess_as_of(ruleset: &Ruleset, incident: &str, as_of: Option<&str>) -> Value {
    let spec = ContextSpec { as_of: as_of.map(str::to_owned), ..ContextSpec::default() };
    let context = ruleset.context(spec).unwrap();
    let options = Options::default();
    let mut session = Session::new(ruleset, &context, &options);
    let mut out = Vec::new();
    session.line(incident.as_bytes(), 1, &mut out);
    serde_json::from_slice(&out).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&out)))
}

/// The ids of the hits, in their order.
pub fn hits(assessment: &Value) -> Vec<String> {
    ids(&assessment["hits"])
}

/// The ids of the open rules, in their order.
pub fn open_rules(assessment: &Value) -> Vec<String> {
    ids(&assessment["open"]["rules"])
}

pub fn ids(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect()
}

/// The open fields with their states, as `amount absent`.
pub fn open_fields(assessment: &Value) -> Vec<String> {
    let all = assessment["open"]["fields"].as_array().unwrap();
    all.iter()
        .map(|it| format!("{} {}", it["field"].as_str().unwrap(), it["state"].as_str().unwrap()))
        .collect()
}
