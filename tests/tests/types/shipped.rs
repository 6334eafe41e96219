//! The shipped rulesets with the incidents of their cases.

use rules_core::Ruleset;
use serde_json::Value;
use std::path::Path;

/// A shipped ruleset, and the incidents of its cases.
pub struct Shipped {
    pub name: &'static str,
    pub ruleset: Ruleset,
    pub incidents: Vec<Value>,
}

/// All of them.
pub fn shipped() -> Vec<Shipped> {
    ["fraud", "housing", "petition"].map(of_name).into()
}

/// One of them.
pub fn of_name(name: &'static str) -> Shipped {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rulesets").join(name);
    let read = |file: &str| std::fs::read_to_string(folder.join(file)).unwrap();
    let ruleset = shao_tests::scoring::compile(&read(&format!("{name}.toml")));
    let cases = read("cases.jsonl");
    let cases = cases.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["incident"].clone());
    let of_file = ruleset.model().cases.iter().map(|case| case.incident.value.clone());
    let incidents = cases.chain(of_file).filter(Value::is_object).collect();
    Shipped { name, ruleset, incidents }
}
