//! What is asked next: only what can still change the level, best first, and nothing is promised of an answer that a
//! completion breaks.

use rules_core::bounds::{Bounder, Given, Outlook, Question, STEPS};
use rules_core::{Context, ContextSpec, Options, Ruleset, Session};
use serde_json::{Map, Value, json};
use shao_tests::dice::Dice;
use shao_tests::scoring::{AS_OF, LEVELS, compile, usual_head};
use std::collections::BTreeSet;

const EFFECT: &str = "reason = \"R\"\nreason_assumed = \"A\"\nbasis = \"s\"\n";

fn ruleset(fields: &str, rules: &[(&str, &str)]) -> Ruleset {
    let mut text = usual_head() + fields;
    for (number, (when, effect)) in rules.iter().enumerate() {
        text.push_str(&format!("[[rule]]\nid = \"r{number}\"\nwhen = '{when}'\n{effect}\n{EFFECT}"));
    }
    compile(&(text + LEVELS))
}

fn flag(name: &str, more: &str) -> String {
    format!("[field.{name}]\ntype = \"bool\"\ntitle = \"T\"\n{more}\n")
}

fn context(ruleset: &Ruleset) -> Context {
    ruleset.context(ContextSpec { as_of: Some(AS_OF.into()), ..ContextSpec::default() }).unwrap()
}

fn outlook(ruleset: &Ruleset, incident: &Value) -> Outlook {
    let (context, options) = (context(ruleset), Options::default());
    let mut bounder = Bounder::new(ruleset, &context, &options);
    bounder.outlook(incident.to_string().as_bytes(), STEPS).unwrap()
}

fn asked(ruleset: &Ruleset, incident: &Value) -> Vec<String> {
    outlook(ruleset, incident).next.unwrap().into_iter().map(|question| question.field).collect()
}

#[test]
fn the_answer_that_moves_the_level_most_is_asked_for_first_then_the_score_then_the_cheapest() {
    let fields = flag("cheap", "cost = \"seen\"")
        + &*flag("dear", "cost = \"office\"")
        + &*flag("strong", "cost = \"measured\"")
        + &*flag("floor", "cost = \"office\"");
    let rules = [
        ("dear", "points = 10"),
        ("cheap", "points = 10"),
        ("strong", "points = 15"),
        ("floor", "points = 1\nat_least = \"high\""),
    ];
    let ruleset = ruleset(&fields, &rules);
    assert_eq!(asked(&ruleset, &json!({})), ["floor", "strong", "cheap", "dear"]);
}

#[test]
fn what_was_asked_in_vain_does_not_apply_or_cannot_matter_is_not_asked_for() {
    let fields = flag("kiln", "")
        + &*flag("chimney", "relevant = 'kiln'")
        + &*flag("story", "")
        + &*flag("witness", "")
        + &*flag("weather", "");
    let rules = [("chimney", "points = 30"), ("story && witness", "points = 60"), ("weather", "points = 0")];
    let ruleset = ruleset(&fields, &rules);
    // The chimney waits for the kiln, and the weather gives no points.
    assert_eq!(asked(&ruleset, &json!({})), ["story", "witness", "kiln"]);
    assert_eq!(asked(&ruleset, &json!({"kiln": true})), ["story", "witness", "chimney"]);
    assert_eq!(asked(&ruleset, &json!({"kiln": false})), ["story", "witness"]);
    // Nobody knows of the kiln: the chimney itself can still be looked at.
    assert_eq!(asked(&ruleset, &json!({"kiln": null})), ["story", "witness", "chimney"]);
    // A witness alone changes nothing while the story is not known.
    assert_eq!(asked(&ruleset, &json!({"kiln": false, "story": null})), [] as [&str; 0]);
    assert_eq!(asked(&ruleset, &json!({"story": null})), ["kiln"]);
}

#[test]
fn a_value_that_cannot_be_used_is_asked_for_again() {
    let ruleset = ruleset(&flag("fire", ""), &[("fire", "points = 60")]);
    assert_eq!(asked(&ruleset, &json!({"fire": "perhaps"})), ["fire"]);
}

#[test]
fn nothing_is_asked_once_the_level_is_settled() {
    let ruleset = ruleset(
        &(flag("fire", "") + &*flag("smoke", "")),
        &[("fire", "points = 80"), ("smoke", "points = 5")],
    );
    assert_eq!(asked(&ruleset, &json!({"fire": true})), [] as [&str; 0]);
    // Five points are under the first band.
    assert_eq!(asked(&ruleset, &json!({"fire": false})), [] as [&str; 0]);
}

#[test]
fn each_answer_says_what_it_leads_to_at_the_edges_of_the_rules() {
    let fields = "[field.width]\ntype = \"number\"\nunit = \"mm\"\nmin = 0\ntitle = \"T\"\nask = \"How wide?\"\n\
                  [field.kind]\ntype = \"enum\"\nvalues = { wall = \"W\", beam = \"B\", other = \"O\" }\ntitle = \"T\"\n\
                  [field.seen_on]\ntype = \"date\"\ntitle = \"T\"\n";
    let rules = [
        ("width > 1", "points = 50"),
        ("width >= 5", "points = 30"),
        ("kind in [\"wall\", \"beam\"]", "points = 20"),
        ("seen_on < date(\"2026-01-01\")", "points = 20"),
    ];
    let ruleset = ruleset(fields, &rules);
    let next = outlook(&ruleset, &json!({})).next.unwrap();
    let of = |name: &str| next.iter().find(|question| question.field == name).unwrap();
    let told = |question: &Question| {
        let answers = question.answers.iter();
        answers.map(|it| (serde_json::to_value(&it.given).unwrap(), it.level.0.clone())).collect::<Vec<_>>()
    };
    assert_eq!(of("width").ask.get("en"), "How wide?");
    assert_eq!(
        told(of("width")),
        [
            (json!({"within": {"upTo": 1}}), "low".to_owned()),
            (json!({"within": {"above": 1, "below": 5}}), "high".to_owned()),
            (json!({"within": {"from": 5}}), "critical".to_owned()),
        ]
    );
    assert_eq!(
        told(of("kind")),
        [
            (json!({"is": ["wall", "beam"]}), "medium".to_owned()),
            (json!({"is": ["other"]}), "low".to_owned())
        ]
    );
    assert_eq!(
        told(of("seen_on")),
        [
            (json!({"within": {"upTo": "2025-12-31"}}), "medium".to_owned()),
            (json!({"within": {"from": "2026-01-01", "orNone": true}}), "low".to_owned()),
        ]
    );
}

#[test]
fn a_list_is_asked_for_as_a_whole_and_then_item_by_item() {
    let fields = "[field.cracks]\ntype = \"records\"\nmax_items = 5\ntitle = \"Cracks\"\n\
                  [field.cracks.item]\nwidth = { type = \"number\", unit = \"mm\", title = \"Width\" }\n";
    let text = usual_head()
        + fields
        + "[[rule]]\nid = \"wide\"\neach = \"cracks\"\nwhen = 'width > 1'\npoints = 60\n"
        + EFFECT
        + LEVELS;
    let ruleset = compile(&text);
    let next = outlook(&ruleset, &json!({})).next.unwrap();
    let given: Vec<&Given> = next[0].answers.iter().map(|answer| &answer.given).collect();
    assert_eq!(given, [&Given::Meets("wide".into()), &Given::Items(0), &Given::Items(1)]);
    assert_eq!(next[0].answers[1].level, ("low".into(), "low".into()));
    assert_eq!(next[0].answers[2].level, ("low".into(), "high".into()));
    assert_eq!(asked(&ruleset, &json!({"cracks": []})), [] as [&str; 0]);
    // One or more may be two.
    let two = compile(&text.replace("each = \"cracks\"", "each = \"cracks\"\ncount = 2"));
    let next = outlook(&two, &json!({})).next.unwrap();
    assert_eq!(next[0].answers[2].given, Given::Items(1));
    assert_eq!(next[0].answers[2].level.1, "high");
    assert_eq!(asked(&ruleset, &json!({"cracks": [{}, {"width": null}]})), ["cracks[0].width"]);
}

const FIELDS: [&str; 5] = ["a", "b", "c", "kind", "size"];

/// Every value of a field that some rule tells from others, and not knowing.
fn values(field: &str) -> Vec<Value> {
    match field {
        "kind" => vec![json!("x"), json!("y"), json!("z"), Value::Null],
        "size" => vec![json!(0), json!(1), json!(2), json!(3), Value::Null],
        _ => vec![json!(true), json!(false), Value::Null],
    }
}

fn condition(dice: &mut Dice) -> String {
    let atoms = ["a", "!b", "c", "kind == \"x\"", "kind != \"y\"", "size > 1", "size <= 2"];
    match dice.below(3) {
        0 => (*dice.pick(&atoms)).to_owned(),
        1 => format!("{} && {}", dice.pick(&atoms), dice.pick(&atoms)),
        _ => format!("({} || {}) && {}", dice.pick(&atoms), dice.pick(&atoms), dice.pick(&atoms)),
    }
}

fn generated(dice: &mut Dice) -> Ruleset {
    let fields = flag("a", "")
        + &*flag("b", if dice.percent(30) { "relevant = 'a'" } else { "" })
        + &*flag("c", "")
        + "[field.kind]\ntype = \"enum\"\nvalues = { x = \"X\", y = \"Y\", z = \"Z\" }\ntitle = \"T\"\n\
           [field.size]\ntype = \"integer\"\nmin = 0\nmax = 3\ntitle = \"T\"\n";
    let rules: Vec<(String, String)> = (0..4)
        .map(|_| {
            let floor = if dice.percent(20) { "\nat_least = \"high\"" } else { "" };
            (condition(dice), format!("points = {}{floor}", dice.within(-20, 50)))
        })
        .collect();
    let rules: Vec<(&str, &str)> = rules.iter().map(|(when, effect)| (&**when, &**effect)).collect();
    let unused = flag("unused", "");
    let text = fields
        + &*unused
        + "[[rule]]\nid = \"all\"\nwhen = 'unused || b || c || a || size > 0 || kind == \"x\"'\npoints = 0\n"
        + EFFECT;
    ruleset(&text, &rules)
}

/// All completions of an incident over some fields.
fn completions(incident: &Map<String, Value>, open: &[&str]) -> Vec<Map<String, Value>> {
    open.iter().fold(vec![incident.clone()], |all, field| {
        let each = |one: Map<String, Value>| {
            values(field).into_iter().map(move |value| {
                let mut one = one.clone();
                one.insert((*field).to_owned(), value);
                one
            })
        };
        all.into_iter().flat_map(each).collect()
    })
}

/// Whether a completion leaves out what does not apply: `b`, where it is generated so, applies with `a` only.
fn is_completion(ruleset: &Ruleset, incident: &Map<String, Value>, one: &Map<String, Value>) -> bool {
    let is_gated = ruleset.model().fields.iter().any(|field| field.name == "b" && field.relevant.is_some());
    let fills = incident.get("b").is_none_or(Value::is_null) && !one["b"].is_null();
    !(is_gated && fills && one["a"] == json!(false))
}

fn holds(given: &Given, value: &Value) -> bool {
    match given {
        Given::Is(values) => values.contains(value),
        Given::Within(within) => {
            let at = value.as_f64().unwrap();
            let end = |end: &Option<Value>| end.as_ref().and_then(Value::as_f64);
            end(&within.from).is_none_or(|from| at >= from)
                && end(&within.up_to).is_none_or(|to| at <= to)
                && end(&within.above).is_none_or(|above| at > above)
                && end(&within.below).is_none_or(|below| at < below)
        }
        _ => false,
    }
}

#[test]
fn over_all_completions_what_is_not_asked_changes_no_level_and_no_answer_leads_elsewhere() {
    let mut dice = Dice::new(41);
    let mut levels_checked = 0;
    for _ in 0..60 {
        let ruleset = generated(&mut dice);
        let (context, options) = (context(&ruleset), Options::default());
        let mut bounder = Bounder::new(&ruleset, &context, &options);
        let mut session = Session::new(&ruleset, &context, &options);
        let mut level = |incident: &Map<String, Value>| {
            let line = Value::Object(incident.clone()).to_string();
            let level = session.assess(line.as_bytes(), 1).unwrap().level;
            ["low", "medium", "high", "critical"].iter().position(|it| *it == level).unwrap()
        };
        let mut incident = Map::new();
        for field in FIELDS {
            if dice.percent(50) {
                incident.insert(field.to_owned(), dice.pick(&values(field)).clone());
            }
        }
        let line = Value::Object(incident.clone()).to_string();
        let next = bounder.outlook(line.as_bytes(), STEPS).unwrap().next.unwrap();
        let open: Vec<&str> = FIELDS.into_iter().filter(|field| !incident.contains_key(*field)).collect();
        let asked: BTreeSet<&str> = next.iter().map(|question| question.field.as_str()).collect();
        let gated = |field: &str| field == "b" && asked.contains("a");
        let mut all = completions(&incident, &open);
        all.retain(|one| is_completion(&ruleset, &incident, one));
        for field in open.iter().filter(|field| !asked.contains(*field) && !gated(field)) {
            for one in &all {
                let mut without = one.clone();
                without.insert((*field).to_owned(), Value::Null);
                assert_eq!(level(one), level(&without), "{field} of {line}: {one:?}");
                levels_checked += 1;
            }
        }
        // What was asked in vain may be known some day: what an answer leads to holds for that as well.
        let null = FIELDS.into_iter().filter(|field| incident.get(*field) == Some(&Value::Null));
        let mut all = completions(&incident, &open.iter().copied().chain(null).collect::<Vec<_>>());
        all.retain(|one| is_completion(&ruleset, &incident, one));
        for question in &next {
            for one in all.iter().filter(|one| !one[&question.field].is_null()) {
                let value = &one[&question.field];
                let answer = question.answers.iter().find(|answer| holds(&answer.given, value));
                let (least, most) = &answer.unwrap_or_else(|| panic!("{value} of {question:?}")).level;
                let index =
                    |id: &str| ["low", "medium", "high", "critical"].iter().position(|it| *it == id).unwrap();
                assert!((index(least)..=index(most)).contains(&level(one)), "{question:?}: {one:?}");
                levels_checked += 1;
            }
        }
    }
    assert!(levels_checked > 5_000, "{levels_checked}");
}
