//! Proofs about rulesets, each broken once on purpose: what never fires or matters is found, a property that
//! fails has the shortest counterexample, and what is not decided says how it was tested.

use rules_core::prove::{Budget, Report, Verdict, prove, usual_context};
use rules_core::{Assessment, ContextSpec, Options, Ruleset, Session};
use serde_json::{Value, json};
use shao_tests::scoring::compile;

const HEAD: &str = r#"
format = 1
[ruleset]
id = "example"
version = "1.0.0"
languages = ["en"]
title = "Example"
effective = 2026-01-01
utc_offset = "+08:00"
[source.s]
title = "S"
status = "read"
[field.amount]
type = "number"
min = 0
max = 1000000
title = "Amount"
[field.rate]
type = "number"
min = 0
max = 100
title = "Rate"
[field.paid]
type = "bool"
title = "Paid"
[field.payee]
type = "enum"
title = "Payee"
[field.payee.values]
friend = "Friend"
stranger = "Stranger"
[field.story]
type = "text"
title = "Story"
[field.cracks]
type = "records"
max_items = 5
title = "Cracks"
[field.cracks.item]
width = { type = "number", min = 0, max = 100, title = "Width" }
through = { type = "bool", title = "Through" }
[terms]
threats = ["or else", "at once"]
"#;

const LEVELS: &str = r#"
[[level]]
id = "low"
from = 0
title = "Low"
[[level]]
id = "medium"
from = 20
title = "Medium"
[[level]]
id = "high"
from = 50
title = "High"
"#;

/// A rule, with further keys.
fn rule(id: &str, when: &str, points: i64, more: &str) -> String {
    format!(
        "[[rule]]\nid = \"{id}\"\nwhen = '{when}'\npoints = {points}\n{more}\nreason = \"R\"\n\
         reason_assumed = \"A\"\nbasis = \"s\"\n"
    )
}

fn always(when: &str, end: &str) -> String {
    format!("[[property]]\nname = \"P\"\nalways = '{when}'\n{end}\n")
}

fn monotone(field: &str, direction: &str) -> String {
    format!("[[property]]\nname = \"P\"\nmonotone = {{ field = \"{field}\", direction = \"{direction}\" }}\n")
}

fn ruleset(parts: &[String]) -> Ruleset {
    compile(&format!("{HEAD}{}{LEVELS}", parts.concat()))
}

fn proved(ruleset: &Ruleset) -> Report {
    let context = ruleset.context(usual_context(ruleset)).unwrap();
    prove(ruleset, &context, &[], Budget::default())
}

fn report(parts: &[String]) -> Report {
    proved(&ruleset(parts))
}

/// The assessment that `rules explain` would explain.
fn assessed(ruleset: &Ruleset, incident: &Value) -> Assessment {
    let spec: ContextSpec = usual_context(ruleset);
    let context = ruleset.context(spec).unwrap();
    let options = Options::default();
    Session::new(ruleset, &context, &options).assess(incident.to_string().as_bytes(), 1).unwrap()
}

/// The incidents that the only property fails for, each of which scores as the report says.
fn counterexample(parts: &[String]) -> Vec<(Value, i64, String)> {
    let ruleset = ruleset(parts);
    let report = proved(&ruleset);
    let Verdict::Fails { incidents } = &report.properties[0].verdict else {
        panic!("{:?}", report.properties[0].verdict)
    };
    for it in incidents {
        let assessment = assessed(&ruleset, &it.incident);
        assert_eq!((assessment.score, &assessment.level), (it.score, &it.level), "{}", it.incident);
    }
    incidents.iter().map(|it| (it.incident.clone(), it.score, it.level.clone())).collect()
}

fn verdict(parts: &[String]) -> Verdict {
    report(parts).properties[0].verdict.clone()
}

fn ids(outcomes: &[rules_core::prove::Outcome]) -> Vec<&str> {
    outcomes.iter().map(|it| it.id.as_str()).collect()
}

#[test]
fn a_ruleset_in_which_everything_matters_has_nothing_to_tell() {
    let report =
        report(&[rule("large", "amount > 10", 30, ""), rule("stranger", "payee == \"stranger\"", 30, "")]);
    assert_eq!(report.never_fires, []);
    assert_eq!(report.never_matters, []);
    assert!(report.always_together.is_empty());
    assert!(report.levels_out_of_reach.is_empty() && report.not_decided.is_empty());
    assert_eq!((report.highest.score, report.highest.exact), (60, true));
}

#[test]
fn a_rule_that_no_incident_satisfies_never_fires() {
    let dead =
        rule("dead", "(amount > 100 || paid) && payee == \"stranger\" && amount < 50 && !paid", 30, "");
    let report = report(&[dead, rule("large", "amount > 10", 30, "")]);
    assert_eq!(ids(&report.never_fires), ["dead"]);
}

#[test]
fn a_rule_fires_that_only_a_rare_incident_satisfies() {
    let rare =
        rule("rare", "amount == 123.5 && payee == \"stranger\" && paid && cracks.any(width > 99.5)", 30, "");
    assert_eq!(report(&[rare]).never_fires, []);
}

#[test]
fn a_bin_past_the_ends_of_its_field_never_fires() {
    let bins = "[[characteristic]]\nid = \"bins\"\nvalue = 'amount'\nbasis = \"s\"\nbins = [{ below = 100, points = 0 }, \
                { up_to = 1000000, points = 5, reason = \"R\" }, { points = 9, reason = \"R\" }]\n";
    let report = report(&[bins.into()]);
    assert_eq!(report.never_fires.iter().map(|it| it.part.as_deref()).collect::<Vec<_>>(), [Some("bin 2")]);
}

#[test]
fn a_rule_that_a_full_group_hides_never_matters() {
    let group = "[group.g]\nmax = 30\n".to_owned();
    let first = rule("first", "amount > 10", 30, "group = \"g\"");
    let second = rule("second", "amount > 100", 10, "group = \"g\"");
    assert_eq!(ids(&report(&[group.clone(), first.clone(), second]).never_matters), ["second"]);
    // Alone it fills the group less.
    let second = rule("second", "payee == \"stranger\"", 10, "group = \"g\"");
    assert_eq!(report(&[group, first, second]).never_matters, []);
}

#[test]
fn a_rule_that_a_better_one_of_its_group_hides_never_matters() {
    let group = "[group.g]\ntake = \"best\"\n".to_owned();
    let best = rule("best", "amount > 10", 30, "group = \"g\"");
    let worse = rule("worse", "amount > 100 && paid", 20, "group = \"g\"");
    assert_eq!(ids(&report(&[group, best, worse]).never_matters), ["worse"]);
}

#[test]
fn a_rule_whose_floor_is_always_reached_never_matters() {
    let first = rule("first", "amount > 10", 0, "at_least = \"high\"");
    let second = rule("second", "amount > 100", 0, "at_least = \"medium\"");
    assert_eq!(ids(&report(&[first, second]).never_matters), ["second"]);
}

#[test]
fn rules_that_ask_the_same_in_other_words_always_fire_together() {
    let one = rule("one", "amount > 10 && paid", 10, "");
    let two = rule("two", "paid && !(amount <= 10)", 10, "");
    let other = rule("other", "paid && amount > 11", 10, "");
    let report = report(&[one, two, other]);
    let pairs: Vec<_> = report.always_together.iter().map(|pair| ids(pair).join(" ")).collect();
    assert_eq!(pairs, ["one two"]);
}

#[test]
fn a_level_between_floors_and_bands_is_out_of_reach() {
    let only = rule("only", "paid", 60, "");
    assert_eq!(report(&[only]).levels_out_of_reach, ["medium"]);
}

#[test]
fn a_property_that_fails_has_the_shortest_counterexample() {
    let large = rule("large", "amount > 100 || cracks.any(width > 3)", 30, "");
    let calm = rule("calm", "payee == \"friend\"", -15, "");
    let parts = [large, calm, always("amount > 100 && paid", "level_at_least = \"medium\"")];
    let found = counterexample(&parts);
    let [(incident, score, level)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((*score, level.as_str()), (15, "low"));
    let keys: Vec<&String> = incident.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["amount", "paid", "payee"], "{incident}");
}

#[test]
fn a_property_holds_once_a_floor_sees_to_it() {
    let large = rule("large", "amount > 100 || cracks.any(width > 3)", 30, "at_least = \"medium\"");
    let calm = rule("calm", "payee == \"friend\"", -15, "");
    let parts = [large, calm, always("amount > 150 && paid", "level_at_least = \"medium\"")];
    assert_eq!(verdict(&parts), Verdict::Holds);
}

#[test]
fn upper_ends_and_scores_are_properties_too() {
    let rules = [rule("a", "paid", 30, ""), rule("b", "story.mentions(threats)", 15, "")].concat();
    let of = |when: &str, end: &str| verdict(&[rules.clone(), always(when, end)]);
    assert_eq!(of("paid", "score_at_least = 30"), Verdict::Holds);
    assert_eq!(of("!paid", "score_up_to = 15"), Verdict::Holds);
    assert_eq!(of("!paid", "level_up_to = \"low\""), Verdict::Holds);
    let found = counterexample(&[rules, always("paid", "score_up_to = 44")]);
    assert_eq!(found[0].1, 45);
    assert_eq!(found[0].0["story"], json!("or else"));
}

#[test]
fn an_order_in_a_field_that_a_rule_breaks_shows_two_incidents() {
    let parts = [
        rule("large", "amount > 100", 30, ""),
        rule("huge", "amount > 5000 && payee == \"friend\"", -10, ""),
        monotone("amount", "up"),
    ];
    let found = counterexample(&parts);
    let [(low, less, _), (high, more, _)] = found.as_slice() else { panic!("{found:?}") };
    assert!(more < less && low["amount"].as_f64() < high["amount"].as_f64(), "{found:?}");
    let others = |it: &Value| it.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(
        (others(low), others(high)),
        (vec!["amount".into(), "payee".into()], vec!["amount".into(), "payee".into()])
    );
    assert_eq!(low["payee"], high["payee"]);
}

#[test]
fn an_order_holds_where_one_rule_takes_over_from_another() {
    let bands = [
        rule("some", "amount > 100 && amount <= 5000", 10, ""),
        rule("more", "amount > 5000", 20, ""),
        rule("friend", "payee == \"friend\" && amount > 0", -5, ""),
        rule("enough", "payee != \"friend\"", 5, ""),
        rule("paid", "paid", 20, ""),
    ];
    let of = |direction: &str, bands: &[String]| {
        verdict(&[bands.to_vec(), vec![monotone("amount", direction)]].concat())
    };
    assert!(matches!(of("up", &bands), Verdict::Fails { .. }), "friends with an amount score less");
    let without = [bands[0].clone(), bands[1].clone(), bands[3].clone(), bands[4].clone()];
    assert_eq!(of("up", &without), Verdict::Holds);
    assert!(matches!(of("down", &without), Verdict::Fails { .. }));
}

#[test]
fn an_order_may_hold_for_the_items_of_a_list() {
    let wide = rule("wide", "width > 1", 20, "each = \"cracks\"");
    let two = rule("two", "cracks.count(width >= 3 && through) >= 2", 30, "");
    let sum = rule("widest", "(cracks.max(width) ?? 0.0) > 10", 10, "");
    let all = [wide, two, sum];
    assert_eq!(verdict(&[all.concat(), monotone("cracks.width", "up")]), Verdict::Holds);
    assert_eq!(verdict(&[all.concat(), monotone("cracks.through", "up")]), Verdict::Holds);
    let hairline = rule("hairline", "cracks.any(width < 0.5)", 5, "");
    let found = counterexample(&[all.concat(), hairline, monotone("cracks.width", "up")]);
    let [(low, less, _), (high, more, _)] = found.as_slice() else { panic!("{found:?}") };
    assert!(more < less, "{found:?}");
    let width = |it: &Value| it["cracks"][0]["width"].as_f64().unwrap();
    assert!(width(low) < width(high));
}

#[test]
fn an_order_in_a_date_is_not_proved_past_a_deadline_that_is_counted_from_it() {
    let dates = "[field.asked_on]\ntype = \"date\"\ntitle = \"Asked\"\n\
                 [field.answered_on]\ntype = \"date\"\ntitle = \"Answered\"\n\
                 [[deadline]]\nid = \"answer\"\ntitle = \"Answer\"\nfrom = \"asked_on\"\ndays = 10\n\
                 done = \"answered_on\"\nsoon = 2\nbasis = \"s\"\n";
    let parts =
        [dates.to_owned(), rule("in-time", "answer.state == \"met\"", 60, ""), monotone("answered_on", "up")];
    // An answer in time gives points, a later one none.
    assert_ne!(verdict(&parts), Verdict::Holds);
}

#[test]
fn an_order_in_a_field_that_is_compared_with_an_items_field_is_not_overlooked() {
    for when in ["cracks.any(width < rate && through)", "cracks.count(width < rate) >= 2"] {
        let parts = [rule("paid", "paid", 40, ""), rule("thin", when, -8, ""), monotone("rate", "up")];
        let found = counterexample(&parts);
        assert!(found[0].1 > found[1].1, "{found:?}");
    }
    let each = rule("thin", "width < rate && through", -8, "each = \"cracks\"");
    let found = counterexample(&[rule("paid", "paid", 40, ""), each, monotone("rate", "up")]);
    assert!(found[0].1 > found[1].1, "{found:?}");
}

#[test]
fn an_order_of_enum_values_is_that_of_the_file() {
    let rules = [rule("a", "payee in [\"stranger\"]", 10, "")];
    assert_eq!(verdict(&[rules.concat(), monotone("payee", "up")]), Verdict::Holds);
    assert!(matches!(verdict(&[rules.concat(), monotone("payee", "down")]), Verdict::Fails { .. }));
}

#[test]
fn what_is_not_decided_says_on_how_many_samples_it_was_tested() {
    // A product of two open fields is not looked into.
    let product = rule("product", "amount * rate > 100.0", 30, "");
    let property = always("rate * amount > 100.0", "score_at_least = 30");
    let report = report(&[product, property]);
    let Verdict::NotDecided { samples } = report.properties[0].verdict else {
        panic!("{:?}", report.properties[0].verdict)
    };
    assert!(samples > 100, "{samples}");
}

#[test]
fn a_budget_of_no_steps_decides_nothing_and_says_so() {
    let dead = rule("dead", "(amount > 100 || paid) && amount < 50 && !paid", 30, "");
    let ruleset =
        ruleset(&[dead, rule("large", "amount > 10", 30, ""), always("amount > 20", "score_at_least = 30")]);
    let context = ruleset.context(usual_context(&ruleset)).unwrap();
    let report = prove(&ruleset, &context, &[], Budget { steps: 0, samples: 50 });
    assert_eq!(report.never_fires, []);
    assert_eq!(report.not_decided.first().map(String::as_str), Some("whether `dead` ever fires"));
    assert!(matches!(report.properties[0].verdict, Verdict::NotDecided { samples } if samples >= 50));
}

#[test]
fn proofs_of_one_ruleset_are_the_same_each_time() {
    let parts = [rule("large", "amount > 100", 30, ""), monotone("amount", "down")];
    assert_eq!(report(&parts), report(&parts));
}

#[test]
fn properties_change_neither_scores_nor_what_is_used() {
    let rules = rule("large", "amount > 100", 30, "");
    let plain = ruleset(std::slice::from_ref(&rules));
    let stated = ruleset(&[rules, always("story.mentions(threats) && paid", "level_up_to = \"high\"")]);
    let incident = json!({"amount": 200, "paid": true, "story": "or else"});
    let (a, b) = (assessed(&plain, &incident), assessed(&stated, &incident));
    assert_eq!((a.score, a.level, a.hits.len()), (b.score, b.level, b.hits.len()));
    let unused =
        |ruleset: &Ruleset| ruleset.warnings().iter().map(|it| it.message.clone()).collect::<Vec<_>>();
    assert_eq!(unused(&plain), unused(&stated));
}

#[test]
fn a_failed_property_is_an_error_and_dead_rules_are_warnings() {
    let parts = [
        rule("dead", "(amount > 100 || paid) && amount < 50 && !paid", 30, ""),
        rule("large", "amount > 10", 30, ""),
        always("amount > 5", "level_at_least = \"medium\""),
    ];
    let ruleset = ruleset(&parts);
    let told: Vec<(String, bool)> = proved(&ruleset)
        .diagnostics(&ruleset)
        .iter()
        .map(|it| (it.code.as_str().to_owned(), it.is_error()))
        .collect();
    let known = ruleset.warnings().iter().filter(|it| it.code.as_str() == "W310").count();
    assert_eq!(known, 0);
    assert_eq!(told, [("W312".into(), false), ("E229".into(), true), ("W310".into(), false)]);
}
