//! Packs: the same bytes out as from the source, and none that is damaged is loaded.

use rules_core::explain::{Audience, ExplainOptions, WhyNot, render};
use rules_core::pack::PackError;
use rules_core::{ContextSpec, Options, Ruleset, Session};
use serde_json::Value;
use shao_tests::scoring::{AS_OF, LEVELS, compile, usual_head};
use std::path::Path;

fn shipped(name: &str) -> (Ruleset, Vec<String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rulesets").join(name);
    let read = |file: String| std::fs::read_to_string(folder.join(file)).unwrap();
    let ruleset = compile(&read(format!("{name}.toml")));
    let case = |line: &str| serde_json::from_str::<Value>(line).unwrap()["incident"].to_string();
    let mut incidents: Vec<String> = read("cases.jsonl".into()).lines().map(case).collect();
    incidents.extend(ruleset.model().cases.iter().map(|case| case.incident.value.to_string()));
    (ruleset, incidents)
}

/// A line for each incident, with bounds and questions; every seventh one explained to all.
fn answers(ruleset: &Ruleset, incidents: &[String]) -> String {
    let spec = ContextSpec { as_of: Some(AS_OF.into()), ..ContextSpec::default() };
    let context = ruleset.context(spec).unwrap();
    let options = Options { next: true, ..Options::default() };
    let mut session = Session::new(ruleset, &context, &options);
    let mut out = Vec::new();
    session.lines(incidents.join("\n").as_bytes(), 1, &mut out);
    let mut out = String::from_utf8(out).unwrap();
    let wanted = ExplainOptions { why_not: WhyNot::All, ..ExplainOptions::default() };
    for (incident, number) in incidents.iter().zip(1..).step_by(7) {
        let explained = session.explain(incident.as_bytes(), number, &wanted).unwrap();
        for audience in [Audience::Author, Audience::Official, Audience::Citizen] {
            for locale in ["zh", "en"] {
                out.push_str(&render(&explained, audience, locale));
            }
        }
    }
    out
}

#[test]
fn a_shipped_ruleset_answers_and_explains_the_same_from_its_pack() {
    for name in ["fraud", "housing", "petition"] {
        let (ruleset, incidents) = shipped(name);
        let loaded = Ruleset::from_pack(&ruleset.pack()).unwrap();
        let (told, of_pack) = (answers(&ruleset, &incidents), answers(&loaded, &incidents));
        let differs = told.lines().zip(of_pack.lines()).find(|(a, b)| a != b);
        assert!(told == of_pack, "{name}: {differs:?}");
    }
}

#[test]
fn packing_again_what_was_loaded_gives_the_same_pack() {
    for name in ["fraud", "housing", "petition"] {
        let pack = shipped(name).0.pack();
        assert!(Ruleset::from_pack(&pack).unwrap().pack() == pack, "{name}");
    }
}

/// Terms, a pattern, a feature, a parameter, a value in a reason.
fn small() -> Ruleset {
    compile(&format!(
        "{}\n{LEVELS}\n{}",
        usual_head(),
        r#"
[param]
limit = { value = 3000, min = 1000, max = 10000, title = "Limit" }
[field]
text = { type = "text", title = "Text" }
amount = { type = "number", min = 0, title = "Amount" }
[terms]
account = ["safe account"]
[pattern]
card = { match = '62[0-9]{4}' }
[feature]
large = "amount > limit"
[[rule]]
id = "moved"
when = 'text.mentions(account) || text.matches(card) && large'
points = 30
reason = "Moved ${amount}"
basis = "s"
"#
    ))
}

#[test]
fn a_pack_with_any_byte_changed_is_refused() {
    let pack = small().pack();
    assert!(Ruleset::from_pack(&pack).is_ok());
    for at in 0..pack.len() {
        for flip in [1_u8, 0x80, 0xFF] {
            let mut damaged = pack.clone();
            damaged[at] ^= flip;
            let expected = match at {
                0..4 => PackError::NoPack,
                4..8 => PackError::Format(u32::from_le_bytes(damaged[4..8].try_into().unwrap())),
                _ => PackError::Damaged,
            };
            assert_eq!(Ruleset::from_pack(&damaged).err(), Some(expected), "byte {at}");
        }
    }
}

#[test]
fn a_pack_that_is_cut_or_goes_on_is_refused() {
    let pack = small().pack();
    for length in 0..pack.len() {
        assert!(Ruleset::from_pack(&pack[..length]).is_err(), "{length} bytes");
    }
    let longer = [&pack[..], b"\n"].concat();
    assert_eq!(Ruleset::from_pack(&longer).err(), Some(PackError::Damaged));
    assert_eq!(Ruleset::from_pack(b"").err(), Some(PackError::NoPack));
    assert_eq!(Ruleset::from_pack(b"format = 1").err(), Some(PackError::NoPack));
}

#[test]
fn scripts_run_from_a_pack() {
    let source = format!(
        "{}\n{LEVELS}\n{}",
        usual_head(),
        r#"
[field]
amount = { type = "integer", min = 0, max = 10000, title = "Amount" }
[script.halvings]
params = { n = "integer" }
returns = "integer"
body = """
let steps = 0;
while n > 1 { n /= 2; steps += 1; }
steps
"""
[[rule]]
id = "many"
when = 'halvings(amount) >= 10'
points = 30
reason = "Many"
basis = "s"
"#
    );
    let ruleset = compile(&source);
    let loaded = Ruleset::from_pack(&ruleset.pack()).unwrap();
    let incidents = ["1024", "1023", "null"].map(|amount| format!("{{\"amount\":{amount}}}"));
    assert_eq!(answers(&ruleset, &incidents), answers(&loaded, &incidents));
    assert!(answers(&loaded, &incidents).contains(r#""hits":[{"id":"many""#));
}

#[test]
fn another_form_of_packs_has_another_format() {
    let digest = rules_core::digest::sha256_hex(&compile(include_str!("sample.toml")).pack());
    assert_eq!(
        (rules_core::pack::FORMAT, digest.as_str()),
        (1, "8e66d7daf77c4b85dec716a19c6eeeb1d67acd9da08f24b51a5599af1069ae70"),
        "the same ruleset gives other bytes than before: raise `pack::FORMAT`, and write both here"
    );
}
