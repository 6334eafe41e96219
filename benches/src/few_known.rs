//! Incidents of the shipped rulesets with few facts known: of each case three fields stay, the rest is left out.
//!
//! Comes in: the rulesets in `rulesets/`, with the cases in their own files and in `cases.jsonl`. Goes out: incidents
//! with the contexts that `rules test` gives them, the same on every host.

use crate::workload::random::Random;
use rules_core::bounds::Bounds;
use rules_core::calendar::Calendar;
use rules_core::digest::sha256_hex;
use rules_core::parse::document::CaseDecl;
use rules_core::source::Spanned;
use rules_core::{Context, ContextSpec, Ruleset};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;

/// The shipped rulesets that are measured.
pub const NAMES: [&str; 3] = ["fraud", "housing", "petition"];

/// How many fields stay.
const KEPT: usize = 3;

/// An incident of which few fields are known.
#[derive(Clone, Debug)]
pub struct FewKnown {
    /// The case that it comes of.
    pub name: String,
    /// All that the case gives.
    pub known: Map<String, Value>,
    /// The fields that stayed.
    pub incident: Map<String, Value>,
    /// The same as a line.
    pub line: String,
    /// The case's own context.
    pub context: Context,
}

/// A shipped ruleset with its incidents.
#[derive(Debug)]
pub struct Shipped {
    /// Its name.
    pub name: &'static str,
    /// Itself.
    pub ruleset: Ruleset,
    /// An incident for each of its cases.
    pub incidents: Vec<FewKnown>,
}

/// Reads a shipped ruleset and its cases.
///
/// # Errors
/// If a file cannot be read, or a case does not fit the ruleset.
pub fn shipped(name: &'static str) -> Result<Shipped, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rulesets").join(name);
    let source = std::fs::read_to_string(folder.join(format!("{name}.toml")))?;
    let ruleset = Ruleset::compile(&source)?;
    let lines = std::fs::read_to_string(folder.join("cases.jsonl"))?;
    let mut cases: Vec<Value> = ruleset.model().cases.iter().map(declared).collect();
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        cases.push(serde_json::from_str(line)?);
    }
    let mut random = Random::new(4);
    let incidents: Result<Vec<_>, _> =
        cases.iter().map(|case| few_known(case, &ruleset, &mut random)).collect();
    Ok(Shipped { name, incidents: incidents?, ruleset })
}

/// A case of the ruleset's own file, as a line would write it.
fn declared(case: &CaseDecl) -> Value {
    let value = |it: &Option<Spanned<Value>>| it.as_ref().map(|it| it.value.clone());
    json!({
        "name": case.name.value,
        "incident": case.incident.value,
        "asOf": case.as_of.as_ref().map(|it| &it.value),
        "calendar": value(&case.calendar),
        "params": value(&case.params),
    })
}

fn few_known(case: &Value, ruleset: &Ruleset, random: &mut Random) -> Result<FewKnown, Box<dyn Error>> {
    let given = case.get("incident").and_then(Value::as_object).cloned().unwrap_or_default();
    let is_field = |name: &str| {
        let mut fields = ruleset.model().fields.iter();
        fields.any(|field| field.path.len() == 1 && field.path.first().is_some_and(|it| it == name))
    };
    let mut left: Vec<(String, Value)> =
        given.clone().into_iter().filter(|(name, value)| is_field(name) && !value.is_null()).collect();
    let mut incident = Map::new();
    while incident.len() < KEPT && !left.is_empty() {
        let (name, value) = left.swap_remove(random.below(left.len() as u64) as usize);
        incident.insert(name, value);
    }
    let spec = ContextSpec {
        as_of: case.get("asOf").and_then(Value::as_str).map(str::to_owned),
        calendar: member::<Option<Calendar>>(case, "calendar")?.flatten().map(Arc::new),
        params: member::<Option<BTreeMap<String, f64>>>(case, "params")?.flatten().unwrap_or_default(),
    };
    Ok(FewKnown {
        name: case.get("name").and_then(Value::as_str).unwrap_or_default().to_owned(),
        known: given,
        line: Value::Object(incident.clone()).to_string(),
        incident,
        context: ruleset.context(spec)?,
    })
}

fn member<T: DeserializeOwned>(case: &Value, name: &str) -> Result<Option<T>, serde_json::Error> {
    case.get(name).cloned().map(serde_json::from_value).transpose()
}

/// The score's ends, lowest first, and the level's, by index.
pub type Ends = [i64; 4];

/// For each ruleset how many incidents have all ends exact, and the digest of all ends.
pub const KNOWN: [(usize, &str); 3] =
    [(196, "206ae586b0fabac4"), (148, "a153f48823aefc4b"), (189, "f12f8748e97edb76")];

/// The ends of some bounds.
#[must_use]
pub fn ends(ruleset: &Ruleset, bounds: &Bounds) -> Ends {
    let level = |id: &str| {
        let index = ruleset.model().levels.iter().position(|level| level.id == id);
        index.map_or(-1, |index| index as i64)
    };
    let (score, levels) = (&bounds.score, &bounds.level);
    [score.low.value, score.high.value, level(&levels.low.value), level(&levels.high.value)]
}

/// Which ends are not exact; none if all are.
pub fn inexact(bounds: &Bounds) -> Option<String> {
    let (score, level) = (&bounds.score, &bounds.level);
    let all = [
        ("low score", score.low.exact),
        ("high score", score.high.exact),
        ("low level", level.low.exact),
        ("high level", level.high.exact),
    ];
    let names: Vec<&str> = all.into_iter().filter(|(_, exact)| !exact).map(|(name, _)| name).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// A digest of ends, the first 16 digits of it.
#[must_use]
pub fn digest(ends: &[Ends]) -> String {
    let text: String = ends.iter().map(|ends| format!("{ends:?}\n")).collect();
    sha256_hex(text.as_bytes()).chars().take(16).collect()
}
