//! `rules prove`, and proofs in `rules check`.

use crate::support::{amounts, data, file, folder, rules};

/// The small ruleset with a property that fails and one that holds.
fn stated() -> String {
    let text = std::fs::read_to_string(data("amounts.toml")).unwrap();
    text + "\n[[property]]\nname = \"no amount is ever high\"\nalways = 'amount > 0'\n\
            level_up_to = \"low\"\n[[property]]\nname = \"more is never less\"\n\
            monotone = { field = \"amount\", direction = \"up\" }\n"
}

#[test]
fn a_property_that_fails_shows_a_command_that_explains_it() {
    let path = file(&folder("prove"), "stated.toml", stated());
    let ran = rules(&["prove", "--ruleset", &path], b"");
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("holding 1, failing 1, not decided 0"), "{}", ran.out);
    let line = ran.out.lines().find(|line| line.contains("rules explain")).unwrap();
    let (_, command) = line.split_once("rules explain ").unwrap();
    let (arguments, incident) = command.split_once(" '").unwrap();
    let arguments: Vec<&str> = arguments.split(' ').chain([incident.trim_end_matches('\'')]).collect();
    let ran = rules(&[&["explain"], arguments.as_slice()].concat(), b"");
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn a_day_on_which_the_ruleset_is_not_in_force_is_told() {
    let path = file(&folder("prove-before"), "stated.toml", stated());
    let of = |day: &str| {
        rules(&["prove", "--ruleset", &path, "--as-of", &format!("{day}T12:00:00+08:00")], b"").out
    };
    assert!(of("2025-12-31").contains("the ruleset is not in force on that day"));
    assert!(!of("2026-01-01").contains("not in force"));
}

#[test]
fn the_report_is_json_too() {
    let path = file(&folder("prove-json"), "stated.toml", stated());
    let ran = rules(&["prove", "--ruleset", &path, "--format", "json"], b"");
    let report = &ran.json()[0];
    assert_eq!(report["properties"][0]["verdict"], "fails");
    assert_eq!(report["properties"][0]["name"]["en"], "no amount is ever high");
    assert_eq!(report["properties"][1]["verdict"], "holds");
    assert!(report["highest"]["exact"].as_bool().unwrap() && report["asOf"].is_string());
}

#[test]
fn check_tells_a_failed_property_as_an_error_in_its_place() {
    let path = file(&folder("prove-check"), "stated.toml", stated());
    let ran = rules(&["check", &path], b"");
    assert_eq!(ran.code, 3);
    assert!(ran.out.contains("error[E229]: this property does not hold"), "{}", ran.out);
    assert_eq!(rules(&["check", &amounts()], b"").code, 0);
}

#[test]
fn the_shipped_rulesets_keep_their_properties() {
    for name in ["fraud", "housing", "petition"] {
        let ran = rules(&["prove", "--ruleset", name, "--format", "json"], b"");
        assert_eq!(ran.code, 0, "{name}: {}", ran.out);
        let report = &ran.json()[0];
        let all = report["properties"].as_array().unwrap();
        let holding = all.iter().filter(|it| it["verdict"] == "holds").count();
        assert!(holding >= 10, "{name}: {holding} of {} hold", all.len());
        for list in ["neverFires", "neverMatters", "alwaysTogether", "levelsOutOfReach"] {
            assert_eq!(report[list].as_array().map(Vec::len), Some(0), "{name}: {}", report[list]);
        }
    }
}
