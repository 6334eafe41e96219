//! The JSON Schema of incidents against the decoder: what it accepts is used, what it refuses is not.

use crate::shipped::shipped;
use rules_core::{ContextSpec, Options, Ruleset, Session};
use serde_json::{Map, Value, json};
use shao_tests::dice::Dice;
use shao_tests::json_schema::Validator;
use shao_tests::scoring::{LEVELS, compile, usual_head};

/// A ruleset with a field of each type, nested ones, and older names.
fn every_type() -> Ruleset {
    let fields = r#"
[field.flag]
type = "bool"
title = "Flag"
was = ["marked", "old_flag"]
[field.whole]
type = "integer"
title = "Whole"
[field.count]
type = "integer"
min = 0
max = 9
title = "Count"
path = "/case/in~1out/count"
was = ["number_of"]
[field.amount]
type = "number"
min = 0.5
max = 100
unit = "CNY"
title = "Amount"
path = "/case/amount"
[field.channel]
type = "enum"
title = "Channel"
values = { sms = "SMS", app = "App" }
[field.story]
type = "text"
title = "Story"
[field.day]
type = "date"
title = "Day"
[field.sent]
type = "datetime"
title = "Sent"
[field.length]
type = "duration"
title = "Length"
[field.marks]
type = "list"
of = "text"
title = "Marks"
[field.means]
type = "list"
of = "enum"
title = "Means"
values = { cash = "Cash", card = "Card" }
[field.cracks]
type = "records"
max_items = 3
title = "Cracks"
[field.cracks.item]
width = { type = "number", min = 0, title = "Width", path = "/size/width", was = ["wide"] }
seen_on = { type = "date", title = "Seen on" }
[[rule]]
id = "r"
when = 'flag'
points = 60
reason = "R"
basis = "s"
"#;
    compile(&(usual_head() + fields + LEVELS))
}

/// Values of all kinds, good for some field or for none.
fn values() -> Vec<Value> {
    let mut all = vec![
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(5),
        json!(9),
        json!(10),
        json!(-1),
        json!(2.0),
        json!(2.5),
        json!(0.5),
        json!(0.25),
        json!(100),
        json!(100.5),
        json!(1e16),
        json!(-1e300),
        json!(u64::MAX),
        json!(9_007_199_254_740_992_i64),
        json!([]),
        json!([null]),
        json!(["x"]),
        json!(["cash"]),
        json!(["cash", "card", "cash"]),
        json!(["cash", 1]),
        json!({}),
        json!([{}, null]),
        json!([{}, {}, {}, {}]),
        json!([1]),
        json!([{"size": null}]),
        json!([{"size": {"width": 3}, "seen_on": "none"}]),
        json!([{"size": 3}]),
        json!([{"size": {"width": -3}}]),
        json!([{"wide": 3}]),
        json!([{"size": {"width": 3}, "wide": 3}]),
        json!([{"seen_on": "2026-02-30"}]),
        json!([{"other": [1]}]),
    ];
    let texts = [
        "",
        "x",
        "sms",
        "app",
        "cash",
        "SMS",
        "none",
        "None",
        "2026-03-02",
        "2024-02-29",
        "2026-02-29",
        "0000-01-01",
        "0001-01-01",
        "9999-12-31",
        "2026-3-2",
        "2026-13-01",
        "2026-00-10",
        "2026-03-02T10:30:00+08:00",
        "2026-03-02t10:30:00.123456z",
        "2026-03-02T10:30:00",
        "2026-03-02T24:00:00Z",
        "2026-03-02T10:60:00Z",
        "2026-03-02T10:30:00+24:00",
        "2026-03-02T10:30:00.Z",
        "2026-03-02T10:30Z",
        "2026-02-30T10:30:00Z",
        "0000-06-01T00:00:00Z",
        "P3D",
        "PT1H30M",
        "P2W",
        "P1W2D",
        "P1DT12H",
        "PT0.5S",
        "-PT24H",
        "P",
        "PT",
        "P1DT",
        "P1Y",
        "P1M",
        "PT1.5H",
        "P1D1W",
        "PT1M1H",
        "1D",
        "P1H",
        "PT5S ",
        " PT5S",
        "PT1H1S",
        "p1d",
    ];
    all.extend(texts.map(Value::from));
    all
}

/// The places of every type's ruleset.
const PLACES: &[&[&str]] = &[
    &["flag"],
    &["marked"],
    &["old_flag"],
    &["whole"],
    &["case"],
    &["case", "in/out"],
    &["case", "in/out", "count"],
    &["number_of"],
    &["case", "amount"],
    &["channel"],
    &["story"],
    &["day"],
    &["sent"],
    &["length"],
    &["marks"],
    &["means"],
    &["cracks"],
    &["elsewhere"],
    &["case", "elsewhere"],
];

/// Puts a value at a place; an object stands on the way there unless another value does.
fn put(object: &mut Map<String, Value>, place: &[&str], value: Value) {
    match place {
        [] => {}
        [last] => drop(object.insert((*last).to_owned(), value)),
        [first, rest @ ..] => {
            if let Some(inner) = object.entry(*first).or_insert_with(|| json!({})).as_object_mut() {
                put(inner, rest, value);
            }
        }
    }
}

/// Whether every value of an incident is used.
fn is_clean(session: &mut Session<'_>, incident: &Value) -> bool {
    session.assess(incident.to_string().as_bytes(), 1).unwrap().input_errors.is_empty()
}

fn agree(ruleset: &Ruleset, incidents: impl Iterator<Item = Value>) -> (usize, usize) {
    let schema = Validator::new(serde_json::to_value(ruleset.schema("en")).unwrap());
    let context = ruleset.context(ContextSpec::default()).unwrap();
    let options = Options::default();
    let mut session = Session::new(ruleset, &context, &options);
    let (mut accepted, mut refused) = (0, 0);
    for incident in incidents {
        let fault = schema.fault(&incident);
        let is_clean = is_clean(&mut session, &incident);
        assert_eq!(fault.is_none(), is_clean, "{incident}: {fault:?}");
        *(if is_clean { &mut accepted } else { &mut refused }) += 1;
    }
    (accepted, refused)
}

#[test]
fn the_schema_accepts_each_value_that_can_be_used_and_no_other() {
    let values = values();
    let one = |place: &&[&str], value: &Value| {
        let mut incident = Map::new();
        put(&mut incident, place, value.clone());
        Value::Object(incident)
    };
    let all = PLACES.iter().flat_map(|place| values.iter().map(move |value| one(place, value)));
    let (accepted, refused) = agree(&every_type(), all);
    assert!(accepted > 250 && refused > 800, "{accepted} {refused}");
}

#[test]
fn the_schema_accepts_what_can_be_used_together_and_nothing_else() {
    let (values, mut dice) = (values(), Dice::new(7));
    let any = |_| {
        let mut incident = Map::new();
        for _ in 0..1 + dice.below(3) {
            let (place, value) = (*dice.pick(PLACES), dice.pick(&values).clone());
            // Null for the object that a field is kept in, and an older name of the field, is told apart below.
            if !(place.starts_with(&["case"]) && !value.is_object() && place.len() < 3) {
                put(&mut incident, place, value);
            }
        }
        Value::Object(incident)
    };
    let (accepted, refused) = agree(&every_type(), (0..3_000).map(any));
    assert!(accepted > 300 && refused > 1_000, "{accepted} {refused}");
}

#[test]
fn the_schema_of_a_shipped_ruleset_agrees_about_its_cases_and_about_damaged_ones() {
    let values = values();
    for shipped in shipped() {
        let mut dice = Dice::new(11);
        let damaged = shipped.incidents.iter().map(|incident| {
            let mut incident = incident.clone();
            let members: Vec<String> = incident.as_object().unwrap().keys().cloned().collect();
            if !members.is_empty() {
                incident[dice.pick(&members).as_str()] = dice.pick(&values).clone();
            }
            incident
        });
        let damaged: Vec<Value> = damaged.collect();
        let of_cases = agree(&shipped.ruleset, shipped.incidents.iter().cloned());
        let of_damaged = agree(&shipped.ruleset, damaged.into_iter());
        assert!(of_cases.0 > 100 && of_damaged.1 > 50, "{}: {of_cases:?} {of_damaged:?}", shipped.name);
    }
}

#[test]
fn the_schema_asks_for_more_only_where_it_says_so() {
    let ruleset = every_type();
    let schema = Validator::new(serde_json::to_value(ruleset.schema("en")).unwrap());
    let context = ruleset.context(ContextSpec::default()).unwrap();
    let options = Options::default();
    let mut session = Session::new(&ruleset, &context, &options);
    for stricter in [
        json!({"sent": "2026-03-02 10:30:00+08:00"}),
        json!({"whole": 9_007_199_254_740_994_i64}),
        json!({"id": true}),
    ] {
        assert!(is_clean(&mut session, &stricter) && schema.fault(&stricter).is_some(), "{stricter}");
    }
    for looser in [
        json!({"sent": "9999-12-31T23:59:59-08:00"}),
        json!({"sent": "2026-03-02T10:30:60+08:00"}),
        json!({"length": "P9999999999D"}),
        json!({"story": "险".repeat(400_000)}),
    ] {
        assert!(!is_clean(&mut session, &looser) && schema.fault(&looser).is_none(), "{looser:.60}");
    }
}

#[test]
fn texts_are_in_the_language_asked_for_and_members_in_the_order_of_the_file() {
    let fraud = crate::shipped::of_name("fraud").ruleset;
    let text = |locale: &str| serde_json::to_string(&fraud.schema(locale)).unwrap();
    let (zh, en) = (text("zh"), text("en"));
    assert!(
        zh.contains("\"title\":\"联系渠道\"") && zh.contains("{\"title\":\"电话\",\"const\":\"phone\"}"),
        "{zh:.900}"
    );
    assert!(en.contains("\"title\":\"Channel\"") && text("fr") == zh);
    let members = &en[en.find("\"properties\":{\"id\"").unwrap()..];
    let places = fraud.model().fields.iter().map(|field| members.find(&format!("\"{}\":{{", field.name)));
    let places: Vec<usize> = places.map(Option::unwrap).collect();
    assert!(places.is_sorted(), "{places:?}");
}
