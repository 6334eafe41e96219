//! The cheapest changes that take an incident out of its level: the fewest facts, the nearest values, the cheapest to
//! see; each really leads where it says.

use rules_core::bounds::{Bounder, Change};
use rules_core::explain::ExplainOptions;
use rules_core::{ContextSpec, Options, Ruleset, Session};
use serde_json::{Value, json};
use shao_tests::scoring::{AS_OF, LEVELS, compile, usual_head};

const FIELDS: &str = "[field.size]\ntype = \"integer\"\nmin = 0\nmax = 100\ntitle = \"T\"\ncost = \"measured\"\n\
    [field.fire]\ntype = \"bool\"\ntitle = \"T\"\ncost = \"seen\"\n\
    [field.gas]\ntype = \"bool\"\ntitle = \"T\"\n\
    [field.uses]\ntype = \"list\"\nof = \"enum\"\ntitle = \"T\"\nvalues = { home = \"H\", shop = \"S\" }\n\
    [field.story]\ntype = \"text\"\ntitle = \"T\"\n\
    [terms]\nalarms = [\"help\"]\n\
    [field.cracks]\ntype = \"records\"\nmax_items = 9\ntitle = \"T\"\n[field.cracks.item]\n\
    width = { type = \"number\", title = \"T\" }\nnote = { type = \"text\", title = \"T\" }\n";

fn ruleset(rules: &[(&str, &str)]) -> Ruleset {
    let mut text = usual_head() + FIELDS;
    for (number, (when, effect)) in rules.iter().enumerate() {
        text.push_str(&format!(
            "[[rule]]\nid = \"r{number}\"\n{when}\n{effect}\nreason = \"R\"\nbasis = \"s\"\n"
        ));
    }
    // Every field is read by some rule, and the level critical can be reached.
    let reads = "when = 'size > 0 || fire || gas || uses.contains(\"home\") || story.mentions(alarms) || cracks.any(width > 0.0 || note.mentions(alarms))'";
    text.push_str(&format!("[[rule]]\nid = \"all\"\n{reads}\npoints = 0\nreason = \"R\"\nbasis = \"s\"\n"));
    compile(&(text + LEVELS))
}

/// The changes of an incident, as `field: then -> level`.
fn changes(ruleset: &Ruleset, incident: &Value) -> Vec<String> {
    let told = |change: &Change| {
        let facts = change.facts.iter().map(|fact| {
            let then = serde_json::to_string(&fact.then).unwrap();
            format!("{}: {then}", fact.field)
        });
        format!("{} -> {} {}", facts.collect::<Vec<_>>().join(", "), change.level, change.score)
    };
    what_if(ruleset, incident).iter().map(told).collect()
}

fn what_if(ruleset: &Ruleset, incident: &Value) -> Vec<Change> {
    let spec = ContextSpec { as_of: Some(AS_OF.into()), ..ContextSpec::default() };
    let (context, options) = (ruleset.context(spec).unwrap(), Options::default());
    Bounder::new(ruleset, &context, &options).what_if(incident.to_string().as_bytes()).unwrap()
}

#[test]
fn the_nearest_value_that_lowers_the_level_is_told_and_not_a_farther_one() {
    let ruleset = ruleset(&[
        ("when = 'size > 10'", "points = 50"),
        ("when = 'size > 5'", "points = 20"),
        ("when = 'size > 2'", "points = 15"),
    ]);
    let found = changes(&ruleset, &json!({"size": 40}));
    assert_eq!(found, ["size: {\"given\":{\"within\":{\"from\":6,\"upTo\":10}}} -> medium 35"]);
    // At the lowest level it is told what would raise it.
    let found = changes(&ruleset, &json!({"size": 2}));
    assert_eq!(found, ["size: {\"given\":{\"within\":{\"from\":6,\"upTo\":10}}} -> medium 35"]);
}

#[test]
fn facts_that_each_hold_the_level_are_changed_together_and_never_more_than_needed() {
    let rules = [
        ("when = 'fire'", "points = 1\nat_least = \"high\""),
        ("when = 'gas'", "points = 1\nat_least = \"high\""),
    ];
    let ruleset = ruleset(&rules);
    let found = changes(&ruleset, &json!({"fire": true, "gas": true, "size": 3}));
    assert_eq!(found, ["fire: {\"given\":{\"is\":[false]}}, gas: {\"given\":{\"is\":[false]}} -> low 0"]);
    let found = changes(&ruleset, &json!({"fire": true, "gas": null}));
    assert_eq!(found, ["fire: {\"given\":{\"is\":[false]}} -> low 0"]);
}

#[test]
fn of_equally_many_changes_the_cheapest_to_see_comes_first() {
    let ruleset = ruleset(&[("when = 'size > 5 && fire'", "points = 60")]);
    let found = changes(&ruleset, &json!({"size": 9, "fire": true}));
    assert_eq!(
        found,
        [
            "fire: {\"given\":{\"is\":[false]}} -> low 0",
            "size: {\"given\":{\"within\":{\"upTo\":5}}} -> low 0"
        ]
    );
}

#[test]
fn items_values_and_words_may_be_missing() {
    let ruleset = ruleset(&[
        ("each = \"cracks\"\nwhen = 'width > 1.0'", "points = 60"),
        ("when = 'uses.contains(\"shop\")'", "points = 60"),
        ("when = 'story.mentions(alarms)'", "points = 60"),
    ]);
    let cracks = json!({"cracks": [{"width": 0.5, "note": "a"}, {"width": 3, "note": "b"}, {"width": null}]});
    assert_eq!(
        changes(&ruleset, &cracks),
        [
            "cracks[1].width: {\"given\":{\"within\":{\"upTo\":1}}} -> low 0",
            "cracks[1]: \"without\" -> low 0"
        ]
    );
    let uses = json!({"uses": ["home", "shop"]});
    assert_eq!(changes(&ruleset, &uses), ["uses: {\"withoutValue\":\"shop\"} -> low 0"]);
    assert_eq!(changes(&ruleset, &json!({"story": "help"})), ["story: \"without\" -> low 0"]);
}

#[test]
fn an_item_is_taken_out_of_the_list_and_the_others_stay_as_they_are() {
    let ruleset = ruleset(&[
        ("each = \"cracks\"\ncount = 2\nwhen = 'width > 1.0'", "points = 60"),
        ("when = 'cracks.any(note.mentions(alarms))'", "points = 25"),
    ]);
    let incident = json!({"cracks": [{"width": 3, "note": "help"}, {"width": 0}, {"width": 2, "note": "x"}]});
    let found = what_if(&ruleset, &incident);
    assert!(!found.is_empty());
    let without_last = found.iter().find(|change| change.facts[0].field == "cracks[2]").unwrap();
    assert_eq!((without_last.score, without_last.level.as_str()), (25, "medium"));
    // The same by hand.
    let spec = ContextSpec { as_of: Some(AS_OF.into()), ..ContextSpec::default() };
    let (context, options) = (ruleset.context(spec).unwrap(), Options::default());
    let by_hand = json!({"cracks": [{"width": 3, "note": "help"}, {"width": 0}]});
    let assessment =
        Session::new(&ruleset, &context, &options).assess(by_hand.to_string().as_bytes(), 1).unwrap();
    assert_eq!(assessment.score, 25);
}

#[test]
fn where_nothing_known_leads_elsewhere_there_is_no_change() {
    let ruleset = ruleset(&[("when = 'fire'", "points = 60")]);
    assert_eq!(changes(&ruleset, &json!({"size": 3})), [] as [String; 0]);
    assert_eq!(changes(&ruleset, &json!({})), [] as [String; 0]);
}

#[test]
fn a_known_value_of_a_sensitive_list_is_not_told() {
    let text = usual_head()
        + &*FIELDS.replace("[field.uses]\n", "[field.uses]\nsensitive = true\n")
        + "[[rule]]\nid = \"all\"\nwhen = 'uses.contains(\"shop\") || size > 90 || fire || gas || story.mentions(alarms) || cracks.any(width > 90.0 || note.mentions(alarms))'\npoints = 60\nreason = \"R\"\nbasis = \"s\"\n"
        + LEVELS;
    let ruleset = compile(&text);
    let spec = ContextSpec { as_of: Some(AS_OF.into()), ..ContextSpec::default() };
    let (context, options) = (ruleset.context(spec).unwrap(), Options::default());
    let mut session = Session::new(&ruleset, &context, &options);
    let found = session.what_if(br#"{"uses": ["shop"]}"#, &ExplainOptions::default()).unwrap();
    assert_eq!(found[0].text.get("en"), "if ‘T’ did not include ****: Low (score 0)");
    let told = serde_json::to_string(&found).unwrap();
    assert!(!told.contains("shop") && !told.contains("\"S\""), "{told}");
}
