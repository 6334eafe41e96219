//! Bounds of the shipped rulesets: the incidents of all their cases with few fields left, completed by chance.

use rules_core::bounds::{Bounder, Bounds, STEPS};
use rules_core::ruleset::typed::Type;
use rules_core::{Assessment, ContextSpec, Options, Ruleset, Session};
use serde_json::{Map, Value, json};
use shao_tests::dice::Dice;
use std::collections::BTreeMap;
use std::path::Path;

const AS_OF: &str = "2026-03-02T10:30:00+08:00";

/// Completions of each ruleset, over all its cases.
const COMPLETIONS: usize = 10_000;

/// A shipped ruleset, and for each of its fields values that its cases and examples give it.
struct Shipped {
    name: &'static str,
    ruleset: Ruleset,
    incidents: Vec<Map<String, Value>>,
    values: BTreeMap<String, Vec<Value>>,
}

fn shipped(name: &'static str) -> Shipped {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rulesets").join(name);
    let read = |file: String| std::fs::read_to_string(folder.join(file)).unwrap();
    let ruleset = shao_tests::scoring::compile(&read(format!("{name}.toml")));
    let cases = read("cases.jsonl".into());
    let cases = cases.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["incident"].clone());
    let of_file = ruleset.model().cases.iter().map(|case| case.incident.value.clone());
    let all = cases.chain(of_file).filter_map(|incident| incident.as_object().cloned());
    let incidents: Vec<Map<String, Value>> = all.collect();
    let mut values: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for field in ruleset.model().fields.iter().filter(|field| field.path.len() == 1) {
        let name = &field.path[0];
        let known = values.entry(name.clone()).or_default();
        for value in incidents.iter().filter_map(|incident| incident.get(name)).filter(|it| !it.is_null()) {
            if !known.contains(value) {
                known.push(value.clone());
            }
        }
        match &field.ty {
            Type::Bool => known.extend([json!(true), json!(false)]),
            Type::Date => known.extend(["none", "2026-03-02", "2026-01-01"].map(Value::from)),
            _ => {}
        }
    }
    values.retain(|_, values| !values.is_empty());
    Shipped { name, ruleset, incidents, values }
}

impl Shipped {
    /// An incident with some fields of a case left.
    fn few_known(&self, dice: &mut Dice, case: usize) -> Map<String, Value> {
        let mut left: Vec<(&String, &Value)> = self.incidents[case].iter().collect();
        let mut kept = Map::new();
        for _ in 0..3.min(left.len()) {
            let (name, value) = left.swap_remove(dice.below(left.len()));
            kept.insert(name.clone(), value.clone());
        }
        kept
    }

    /// An incident with most fields of a case left.
    fn much_known(&self, dice: &mut Dice, case: usize) -> Map<String, Value> {
        let mut kept = self.incidents[case].clone();
        kept.retain(|name, _| !self.is_always_asked(name) || dice.percent(70));
        kept
    }

    fn fails(&self, what: &str, incident: &Map<String, Value>, other: &Map<String, Value>) -> ! {
        let [incident, other] = [incident, other].map(|it| Value::Object(it.clone()));
        panic!("{}: {what}\n{incident}\n{other}", self.name)
    }

    fn level(&self, id: &str) -> usize {
        self.ruleset.model().levels.iter().position(|level| level.id == id).unwrap()
    }

    /// Whether a field is relevant whatever else is known, and values of it are at hand.
    fn is_always_asked(&self, name: &str) -> bool {
        let mut fields = self.ruleset.model().fields.iter().filter(|field| field.path == [name]);
        self.values.contains_key(name) && fields.all(|field| field.relevant.is_none())
    }

    /// The score's ends and the level's.
    fn ends(&self, bounds: &Bounds) -> [i64; 4] {
        let level = |id: &str| i64::try_from(self.level(id)).unwrap();
        let (score, levels) = (&bounds.score, &bounds.level);
        [score.low.value, score.high.value, level(&levels.low.value), level(&levels.high.value)]
    }
}

/// The fields that may be filled: open, and not void.
fn open(assessment: &Assessment) -> Vec<String> {
    assessment.open.fields.iter().map(|field| field.field.clone()).collect()
}

fn line(incident: &Map<String, Value>) -> String {
    Value::Object(incident.clone()).to_string()
}

/// Fills open fields, each with a chance.
fn completed(
    shipped: &Shipped,
    incident: &Map<String, Value>,
    open: &[String],
    dice: &mut Dice,
) -> Map<String, Value> {
    let chance = *dice.pick(&[100, 70, 40]);
    let mut all = incident.clone();
    for name in open {
        if let Some(values) = shipped.values.get(name).filter(|_| dice.percent(chance)) {
            all.insert(name.clone(), dice.pick(values).clone());
        }
    }
    all
}

/// Whether a field was filled that is not relevant to the rest: no form asks for it, and it is no completion.
fn fills_void(session: &mut Session<'_>, incident: &Map<String, Value>, filled: &[String]) -> bool {
    filled.iter().filter(|name| incident.contains_key(*name)).any(|name| {
        let mut without = incident.clone();
        without.remove(name);
        !open(&session.assess(line(&without).as_bytes(), 1).unwrap()).contains(name)
    })
}

/// Answers a field; whether that narrows the bounds. It never widens them.
fn is_narrowed(
    shipped: &Shipped,
    bounder: &mut Bounder<'_>,
    dice: &mut Dice,
    incident: &Map<String, Value>,
) -> bool {
    // A field with a condition is left out: once it is given, it stays, whatever becomes of its condition.
    let is_plain = |name: &&String| shipped.is_always_asked(name) && !incident.contains_key(*name);
    let names: Vec<&String> = shipped.values.keys().filter(is_plain).collect();
    if names.is_empty() {
        return false;
    }
    let name = *dice.pick(&names);
    let mut answered = incident.clone();
    answered.insert(name.clone(), dice.pick(&shipped.values[name]).clone());
    let [before, after] = [incident, &answered].map(|it| bounder.bounds(line(it).as_bytes(), STEPS).unwrap());
    let (was, is) = (shipped.ends(&before), shipped.ends(&after));
    if is[0] < was[0] || is[1] > was[1] || is[2] < was[2] || is[3] > was[3] {
        shipped.fails(&format!("{before:?} widens to {after:?}"), incident, &answered);
    }
    was != is
}

#[test]
fn no_completion_of_a_shipped_case_leaves_its_bounds_and_no_answer_widens_them() {
    for shipped in ["fraud", "housing", "petition"].map(shipped) {
        let spec = ContextSpec { as_of: Some(AS_OF.into()), ..ContextSpec::default() };
        let context = shipped.ruleset.context(spec).unwrap();
        let options = Options::default();
        let mut session = Session::new(&shipped.ruleset, &context, &options);
        let mut bounder = Bounder::new(&shipped.ruleset, &context, &options);
        let mut dice = Dice::new(12);
        let cases = shipped.incidents.len();
        let (mut completions, mut ends_met, mut narrowed) = (0, 0, 0);
        for case in 0..cases {
            let incident = shipped.few_known(&mut dice, case);
            let bounds = bounder.bounds(line(&incident).as_bytes(), STEPS).unwrap();
            let [low, high, low_level, high_level] = shipped.ends(&bounds);
            let open = open(&session.assess(line(&incident).as_bytes(), 1).unwrap());
            for _ in 0..COMPLETIONS.div_ceil(cases) {
                let other = completed(&shipped, &incident, &open, &mut dice);
                let after = session.assess(line(&other).as_bytes(), 1).unwrap();
                let level = i64::try_from(shipped.level(&after.level)).unwrap();
                let is_within =
                    (low..=high).contains(&after.score) && (low_level..=high_level).contains(&level);
                completions += 1;
                ends_met += usize::from(after.score == low || after.score == high);
                if !is_within && !fills_void(&mut session, &other, &open) {
                    shipped.fails(
                        &format!("{} {} is outside {bounds:?}", after.score, after.level),
                        &incident,
                        &other,
                    );
                }
            }
            narrowed += usize::from(is_narrowed(&shipped, &mut bounder, &mut dice, &incident));
            let incident = shipped.much_known(&mut dice, case);
            narrowed += usize::from(is_narrowed(&shipped, &mut bounder, &mut dice, &incident));
        }
        let name = shipped.name;
        eprintln!(
            "{name}: {completions} completions, {ends_met} at an end; {narrowed} of {} narrowed",
            2 * cases
        );
        assert!(completions >= COMPLETIONS && ends_met > 0 && narrowed > cases / 20, "{name}");
    }
}
