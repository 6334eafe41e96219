//! Bounds where a completion is easily forgotten: each incident is completed by hand, and lies within.

use rules_core::bounds::{Bounder, Bounds, STEPS};
use rules_core::{ContextSpec, Options, Session};
use shao_tests::scoring::{AS_OF, LEVELS, compile, usual_head};
use std::fmt::Write as _;

const EFFECT: &str = "reason = \"R\"\nreason_assumed = \"A\"\nbasis = \"s\"\n";

/// The bounds of an incident; the score of a completion has to be their high end, and the end exact or not.
fn reaches(rules: &str, incident: &str, completion: &str, score: i64) -> Bounds {
    let ruleset = compile(&format!("{}{rules}{LEVELS}", usual_head()));
    let context =
        ruleset.context(ContextSpec { as_of: Some(AS_OF.into()), ..ContextSpec::default() }).unwrap();
    let options = Options::default();
    let assessment = Session::new(&ruleset, &context, &options).assess(completion.as_bytes(), 1).unwrap();
    assert_eq!(assessment.score, score, "the completion itself");
    let bounds = Bounder::new(&ruleset, &context, &options).bounds(incident.as_bytes(), STEPS).unwrap();
    assert_eq!(bounds.score.high.value, score, "{bounds:?}");
    bounds
}

#[test]
fn every_cell_of_a_large_table_counts() {
    let bins: Vec<String> =
        (1..12).map(|edge| format!("{{ below = {edge} }}")).chain(["{}".into()]).collect();
    let bins = bins.join(", ");
    let mut rules =
        "[field.a]\ntype = \"integer\"\ntitle = \"T\"\n[field.b]\ntype = \"integer\"\ntitle = \"T\"\n"
            .to_owned();
    write!(
        rules,
        "[[table]]\nid = \"grid\"\nrows = {{ value = 'a', bins = [{bins}] }}\ncolumns = {{ value = 'b', bins = [{bins}] }}\n{EFFECT}points = [\n"
    )
    .unwrap();
    for row in 0..12 {
        let points: Vec<String> =
            (0..12).map(|column| (if row + column == 22 { 37 } else { 1 }).to_string()).collect();
        writeln!(rules, "  [{}],", points.join(", ")).unwrap();
    }
    rules.push_str("]\n");
    let bounds = reaches(&rules, "{}", r#"{"a": 40, "b": 40}"#, 37);
    assert!(bounds.score.high.exact);
}

#[test]
fn a_field_may_be_given_while_it_is_unknown_whether_it_is_relevant() {
    let rules = format!(
        "[field.screened]\ntype = \"bool\"\ntitle = \"T\"\n\
         [field.extra]\ntype = \"bool\"\ntitle = \"T\"\nrelevant = 'screened ?? false'\n\
         [[rule]]\nid = \"r\"\nwhen = '!(screened ?? false) && extra'\npoints = 30\n{EFFECT}"
    );
    assert!(reaches(&rules, "{}", r#"{"extra": true}"#, 30).score.high.exact);
}

#[test]
fn terms_in_the_open_text_of_an_item_are_counted_as_far_as_they_may_go() {
    let rules = format!(
        "[terms]\nwords = [\"alpha\", \"beta\", \"gamma\"]\n\
         [field.calls]\ntype = \"records\"\nmax_items = 3\ntitle = \"T\"\n[field.calls.item]\n\
         said = {{ type = \"text\", title = \"T\" }}\n\
         [[rule]]\nid = \"r\"\nwhen = 'calls.any(said.count(words) >= 2)'\npoints = 30\n{EFFECT}"
    );
    reaches(&rules, r#"{"calls": [{}]}"#, r#"{"calls": [{"said": "alpha, beta"}]}"#, 30);
    reaches(&rules, "{}", r#"{"calls": [{"said": "alpha, beta"}]}"#, 30);
}

#[test]
fn different_numbers_of_open_items_are_counted_as_far_as_they_may_go() {
    let rules = format!(
        "[field.payments]\ntype = \"records\"\nmax_items = 3\ntitle = \"T\"\n[field.payments.item]\n\
         amount = {{ type = \"integer\", title = \"T\" }}\n\
         [[rule]]\nid = \"r\"\nwhen = 'payments.kinds(amount) >= 3'\npoints = 30\n{EFFECT}"
    );
    let completion = r#"{"payments": [{"amount": 1}, {"amount": 2}, {"amount": 3}]}"#;
    reaches(&rules, r#"{"payments": [{}, {}, {"amount": 3}]}"#, completion, 30);
    reaches(&rules, "{}", completion, 30);
}

#[test]
fn a_script_over_an_open_field_may_give_any_number() {
    let rules = format!(
        "[field.steps]\ntype = \"integer\"\nmin = 0\nmax = 9\ntitle = \"T\"\n\
         [script.climbed]\nparams = {{ steps = \"integer\" }}\nreturns = \"integer\"\n\
         body = '''\nlet all = 0;\nfor step in 0..steps {{ all += step; }}\nall\n'''\n\
         [[rule]]\nid = \"r\"\nwhen = 'climbed(steps) >= 4'\npoints = 30\n{EFFECT}"
    );
    reaches(&rules, "{}", r#"{"steps": 9}"#, 30);
}

#[test]
fn each_list_gets_items_of_its_own() {
    let rules = format!(
        "[field.calls]\ntype = \"records\"\nmax_items = 3\ntitle = \"T\"\n[field.calls.item]\n\
         minutes = {{ type = \"integer\", title = \"T\" }}\n\
         [field.payments]\ntype = \"records\"\nmax_items = 3\ntitle = \"T\"\n[field.payments.item]\n\
         paid = {{ type = \"bool\", title = \"T\" }}\namount = {{ type = \"number\", title = \"T\" }}\n\
         [[rule]]\nid = \"c\"\nwhen = 'calls.count() >= 2 && calls.any(minutes > 3)'\npoints = 30\n{EFFECT}\
         [[rule]]\nid = \"p\"\nwhen = 'payments.count() >= 2 && payments.any(paid && amount > 3.0)'\npoints = 20\n{EFFECT}"
    );
    let completion = r#"{"calls": [{"minutes": 4}, {}], "payments": [{"paid": true, "amount": 4}, {}]}"#;
    let bounds = reaches(&rules, "{}", completion, 50);
    let witness = bounds.score.high.witness.unwrap();
    assert_eq!(
        reaches(&rules, &serde_json::to_string(&witness).unwrap(), completion, 50).score.low.value,
        50
    );
}

#[test]
fn times_at_the_ends_of_what_can_be_written_are_written_so_that_they_are_read() {
    let rules = format!(
        "[field.at]\ntype = \"datetime\"\ntitle = \"T\"\n[field.on]\ntype = \"date\"\ntitle = \"T\"\n[field.length]\ntype = \"duration\"\ntitle = \"T\"\n\
         [[rule]]\nid = \"late\"\nwhen = 'at > datetime(\"9999-12-31T23:00:00Z\") && at < none'\npoints = 30\n{EFFECT}\
         [[rule]]\nid = \"day\"\nwhen = 'on > date(\"9999-12-30\") && on < none'\npoints = 20\n{EFFECT}\
         [[rule]]\nid = \"back\"\nwhen = 'hours(length) < -5.0'\npoints = 10\n{EFFECT}"
    );
    let completion = r#"{"at": "9999-12-31T23:30:00Z", "on": "9999-12-31", "length": "-PT6H"}"#;
    let bounds = reaches(&rules, "{}", completion, 60);
    let witness = bounds.score.high.witness.unwrap();
    assert_eq!(
        reaches(&rules, &serde_json::to_string(&witness).unwrap(), completion, 60).score.low.value,
        60
    );
}

#[test]
fn an_item_may_satisfy_what_asks_for_the_rest_of_its_list() {
    let list = "[field.r]\ntype = \"records\"\nmax_items = 3\ntitle = \"T\"\n[field.r.item]\n\
                w = { type = \"integer\", min = 0, max = 4, title = \"T\" }\n\
                k = { type = \"bool\", title = \"T\" }\n";
    let each = format!(
        "{list}[[rule]]\nid = \"r\"\neach = \"r\"\nwhen = 'w > 2 && r.any(k)'\npoints = 30\n{EFFECT}"
    );
    reaches(&each, "{}", r#"{"r": [{"w": 3, "k": true}]}"#, 30);
    let feature = format!(
        "{list}[feature]\nmany = 'r.count() >= 2'\n\
         [[rule]]\nid = \"r\"\neach = \"r\"\nwhen = 'w > 1 && many'\npoints = 30\n{EFFECT}"
    );
    reaches(&feature, "{}", r#"{"r": [{"w": 2}, {}]}"#, 30);
}
