//! What goes wrong: damaged rulesets and messages, wrong numbers of rulesets, and diagnostics with their places.

use crate::{SHIPPED, Sequence};
use rules_core::{CompileError, Ruleset};
use serde_json::json;
use shao_tests::damage::damaged;
use shao_tests::dice::Dice;

const SMALLEST: &str = include_str!("../../../rules-core/doc/smallest.toml");
/// Everything that the language of rulesets has, a script that runs on the interpreter included.
const SAMPLE: &str = include_str!("../../../tests/tests/sample.toml");

/// The sequence.
pub fn sequence() -> Sequence {
    let mut sequence = Sequence::of(SAMPLE.as_bytes());
    let mut dice = Dice::new(13);
    for op in
        ["about", "load", "unload", "info", "assess", "assessLines", "explain", "render", "check", "other"]
    {
        for ruleset in [json!(null), json!(0), json!(7), json!("1"), json!(-1)] {
            sequence.push(json!({"op": op, "ruleset": ruleset, "audience": "author"}), b"{}", 0);
        }
    }
    for message in [b"".as_slice(), b"\n", b"{}", b"{\"v\":1", b"\xFF\xFE\n", b"{\"v\":3,\"op\":\"about\"}"] {
        sequence.raw(message.to_vec());
    }
    for _ in 0..60 {
        let good = b"{\"v\":1,\"op\":\"assess\",\"ruleset\":1,\"settings\":{\"next\":true},\"number\":3}\n{}";
        sequence.raw(damaged(good, &mut dice));
        sequence.push(json!({"op": "load"}), &damaged(SMALLEST.as_bytes(), &mut dice), 0);
        sequence.push(json!({"op": "check", "proofs": false}), &damaged(SAMPLE.as_bytes(), &mut dice), 0);
    }
    for (_, source, _) in SHIPPED {
        sequence.push(json!({"op": "check", "proofs": false}), &damaged(source.as_bytes(), &mut dice), 0);
        sequence.push(json!({"op": "check", "proofs": false}), source.as_bytes(), 0);
    }
    sequence.push(json!({"op": "check"}), SMALLEST.as_bytes(), 0);
    sequence.push(json!({"op": "unload", "ruleset": 1}), b"", 0);
    sequence.push(json!({"op": "assess", "ruleset": 1}), b"{}", 1);
    sequence
}

/// A pack with one byte after its first four changed, and cut short; after each the whole one works.
pub fn packs() -> Result<Sequence, CompileError> {
    let pack = Ruleset::compile(SMALLEST)?.pack();
    let mut sequence = Sequence::of(&pack);
    for at in 4..pack.len() {
        let mut changed = pack.clone();
        changed.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 0x10);
        sequence.push(json!({"op": "load"}), &changed, 0);
        sequence.push(json!({"op": "load"}), pack.get(..at).unwrap_or_default(), 0);
    }
    sequence.push(json!({"op": "load"}), &pack, 0);
    sequence.push(json!({"op": "assess", "ruleset": 2}), b"{\"amount\": 5000}", 1);
    Ok(sequence)
}
