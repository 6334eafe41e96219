//! `rules types`. `UPDATE=1 cargo test -p rules-cli --test command types` writes the texts anew: read the difference
//! as a host's developer would.

use crate::support::{data, rules};

/// Holds the output to a file of `tests/data/types`, or writes it there.
fn is_as_kept(args: &[&str], name: &str) {
    let ran = rules(&[&["types"], args].concat(), b"");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let path = data("types").join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &ran.out).unwrap();
    }
    let wanted = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(ran.out == wanted, "{} differs; run with UPDATE=1 and read it:\n{}", path.display(), ran.out);
}

fn typed() -> String {
    data("typed.toml").display().to_string()
}

#[test]
fn an_incident_is_an_interface_with_a_member_for_each_field() {
    is_as_kept(&["--locale", "en", &typed()], "typed.ts");
}

#[test]
fn an_incident_is_a_json_schema_too() {
    is_as_kept(&["--format", "schema", &typed()], "typed.schema.json");
}

#[test]
fn what_comes_out_has_types_of_its_own() {
    is_as_kept(&["--wire"], "wire.ts");
}

#[test]
fn an_assessment_has_a_json_schema() {
    let ran = rules(&["types", "--wire", "--format", "schema"], b"");
    let schema: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((ran.code, &schema["title"]), (0, &"Assessment".into()));
    assert_eq!(schema["properties"]["hits"]["items"]["$ref"], "#/$defs/Hit");
}

#[test]
fn no_type_is_any_and_every_name_is_declared() {
    for args in [["types", "--wire"], ["types", "fraud"], ["types", "housing"], ["types", "petition"]] {
        let out = rules(&args, b"").out;
        let code = out.lines().map(str::trim).filter(|line| !line.starts_with(['*', '/']));
        // A mapping has a member of that name.
        let code = code.map(|line| line.strip_prefix("unknown?:").unwrap_or(line));
        let out_of_quotes = code.flat_map(|line| line.split('"').step_by(2));
        let words: Vec<&str> =
            out_of_quotes.flat_map(|part| part.split(|c: char| !c.is_alphanumeric())).collect();
        assert!(!words.contains(&"any") && !words.contains(&"unknown"), "{args:?}");
        let is_type = |word: &&&str| word.starts_with(|c: char| c.is_uppercase()) && word.len() > 1;
        for word in words.iter().filter(is_type).filter(|word| **word != "Array") {
            let is_declared = |word: &str| {
                out.contains(&format!("export interface {word} "))
                    || out.contains(&format!("export type {word} ="))
            };
            assert!(is_declared(word), "{args:?}: {word}");
        }
    }
}

#[test]
fn what_cannot_be_written_is_told() {
    let told = |args: &[&str]| {
        let ran = rules(&[&["types"], args].concat(), b"");
        assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{args:?}");
        ran.err
    };
    assert!(told(&["fruad"]).contains("did you mean `fraud`?"));
    assert!(told(&["--locale", "fr", "fraud"]).contains("no language `fr`; it has zh, en"));
    assert!(told(&[]).contains("<RULESET>"));
    assert!(told(&["--wire", "fraud"]).contains("cannot be used with"));
}
