//! All variants give the same answers, both ways, and they are the known ones.

use benches::answer::{Answer, Checksum, Fired, known_checksum};
use benches::ruleset_text::ruleset;
use benches::scaling;
use benches::shao::Shao;
use benches::variants::{check, variants};
use benches::workload::{FRAUD_24, fires, incidents, lines, scales};

/// Unoptimised, the interpreter takes long.
const COUNT: usize = if cfg!(debug_assertions) { 2_000 } else { 100_000 };

#[test]
fn every_variant_gives_the_known_answers() {
    let lines = lines(COUNT);
    let shao = Shao::new(&ruleset(&FRAUD_24)).unwrap();
    for mut variant in variants(&lines, &shao).unwrap() {
        let (checksum, _) = check(variant.as_mut(), &lines).unwrap();
        assert_eq!(Some(checksum), known_checksum(COUNT), "{}", variant.name());
    }
}

#[test]
fn the_rules_as_data_give_the_known_answers() {
    const COUNT: usize = 1_000;
    let mut checksum = Checksum::default();
    for incident in incidents().take(COUNT) {
        let mut fired = Fired::default();
        for (place, rule) in FRAUD_24.rules.iter().enumerate() {
            fired.set(Fired::rule(place), fires(&rule.when, &incident));
        }
        checksum.add(&Answer::of(fired));
    }
    assert_eq!(Some(checksum), known_checksum(COUNT));
}

#[test]
fn an_answer_reads_back_from_its_json_and_from_an_assessment() {
    let mut fired = Fired::rule(0);
    fired.set(Fired::rule(12), true);
    let answer = Answer::of(fired);
    let mut json = Vec::new();
    answer.write(&mut json);
    assert_eq!(json, br#"{"score":40,"level":"high","hits":["f01","t13"]}"#);
    assert_eq!(Answer::read(&json), Some(answer));
    let assessment =
        br#"{"key":1,"score":40,"level":"high","hits":[{"id":"f01","points":15},{"id":"t13","points":25}]}"#;
    assert_eq!(Answer::read(assessment), Some(answer));
}

#[test]
fn the_committed_ruleset_is_up_to_date() {
    // `cargo run -p benches --bin generate -- ruleset fraud-24 > benches/rulesets/fraud-24.toml`
    assert_eq!(include_str!("../rulesets/fraud-24.toml"), ruleset(&FRAUD_24));
}

#[test]
fn every_rule_of_the_family_is_in_its_ruleset() {
    for set in scales(&[10, 100]) {
        assert_eq!(ruleset(&set).matches("[[rule]]").count(), set.rules.len());
    }
}

#[test]
fn many_rules_are_decided_as_few_are_whatever_is_unknown() {
    // Sixty rules have no index, and a hundred, which begin with the same ones, have one.
    let sets = scales(&[60, 100]);
    let few = Shao::new(&ruleset(&sets[0])).unwrap();
    let many = Shao::new(&ruleset(&sets[1])).unwrap();
    let (mut few, mut many) = (few.session(), many.session());
    for (number, line) in lines(300).iter().enumerate() {
        let mut incident: serde_json::Map<_, _> = serde_json::from_str(line).unwrap();
        let names: Vec<String> = incident.keys().cloned().collect();
        for (place, name) in names.into_iter().enumerate() {
            match (number * 7 + place * 13 + number / 5 * place) % 5 {
                0 => drop(incident.remove(&name)),
                1 => drop(incident.insert(name, serde_json::Value::Null)),
                _ => {}
            }
        }
        let line = serde_json::Value::Object(incident).to_string();
        let few = few.assess(line.as_bytes(), 1).unwrap();
        let many = many.assess(line.as_bytes(), 1).unwrap();
        let is_one = |id: &str| id < "r00060";
        let hits: Vec<_> = many.hits.into_iter().filter(|hit| is_one(&hit.id)).collect();
        let open: Vec<_> = many.open.rules.into_iter().filter(|rule| is_one(&rule.id)).collect();
        assert_eq!((few.hits, few.open.rules), (hits, open), "{line}");
    }
}

#[test]
fn rules_from_ten_on_give_the_answers_of_the_rules_as_data() {
    let lines = lines(scaling::INCIDENTS);
    for set in scales(&[10, 100]) {
        let shao = Shao::new(&ruleset(&set)).unwrap();
        scaling::check(&shao, &lines, &scaling::expected(&set)).unwrap();
    }
}
