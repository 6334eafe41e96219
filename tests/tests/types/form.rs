//! Forms, and which of their fields apply.

use crate::shipped::{Shipped, of_name, shipped};
use rules_core::form::FormField;
use rules_core::{ContextSpec, Options, Session};
use serde_json::Value;
use shao_tests::dice::Dice;
use std::collections::BTreeMap;

const AS_OF: &str = "2026-03-02T10:30:00+08:00";

fn in_session<R>(shipped: &Shipped, act: impl FnOnce(&mut Session<'_>) -> R) -> R {
    let spec = ContextSpec { as_of: Some(AS_OF.into()), ..ContextSpec::default() };
    let context = shipped.ruleset.context(spec).unwrap();
    let options = Options::default();
    act(&mut Session::new(&shipped.ruleset, &context, &options))
}

fn relevance(session: &mut Session<'_>, incident: &Value) -> BTreeMap<String, Option<bool>> {
    let all = session.relevance(incident.to_string().as_bytes()).unwrap();
    all.into_iter().map(|it| (it.field, it.relevant)).collect()
}

#[test]
fn a_form_has_every_field_once_and_in_the_order_of_the_file() {
    for Shipped { name, ruleset, .. } in shipped() {
        let form = ruleset.form("en");
        let asked = form.sections.iter().flat_map(|section| &section.fields).map(|field| &field.name);
        assert!(asked.eq(ruleset.model().fields.iter().map(|field| &field.name)), "{name}");
        for section in &form.sections {
            let is_list = |field: &FormField| !field.items.is_empty();
            assert_eq!(section.fields.iter().any(is_list), section.title.is_some(), "{name}");
            assert!(section.title.is_none() || section.fields.len() == 1, "{name}");
        }
    }
}

#[test]
fn a_field_of_a_form_has_what_a_host_shows() {
    let form = serde_json::to_value(of_name("housing").ruleset.form("en")).unwrap();
    assert_eq!((&form["ruleset"], &form["locale"]), (&"housing".into(), &"en".into()));
    let fields = form["sections"].as_array().unwrap().iter().flat_map(|it| it["fields"].as_array().unwrap());
    let fields: BTreeMap<&str, &Value> = fields.map(|it| (it["name"].as_str().unwrap(), it)).collect();
    let tilt = fields["tilt"];
    assert_eq!(tilt["relevant"], serde_json::json!({"when": "tilt_visible", "reads": ["tilt_visible"]}));
    assert_eq!((&tilt["unit"], &tilt["min"], &tilt["max"]), (&"%".into(), &0.into(), &100.into()));
    let cracks = fields["cracks"];
    assert_eq!((&cracks["type"], &cracks["maxItems"]), (&"records".into(), &100.into()));
    assert!(
        cracks["items"]
            .as_array()
            .unwrap()
            .iter()
            .all(|item| item["cost"].is_null() && !item["title"].is_null())
    );
    assert_eq!(fields["notice_given_on"]["none"], true);
    assert_eq!(fields["appraisal"]["options"][1]["value"], "a");
}

#[test]
fn a_field_is_left_out_of_what_is_open_exactly_where_it_is_not_relevant() {
    for shipped in shipped() {
        let mut left_out = 0;
        in_session(&shipped, |session| {
            for incident in &shipped.incidents {
                let relevance = relevance(session, incident);
                let found = session.assess(incident.to_string().as_bytes(), 1).unwrap();
                let open: Vec<&str> = found.open.fields.iter().map(|it| it.field.as_str()).collect();
                for field in &shipped.ruleset.model().fields {
                    let value = incident.pointer(&field.pointer());
                    if value.is_none_or(Value::is_null) {
                        let is_void = relevance[&field.name] == Some(false);
                        assert_eq!(
                            is_void,
                            !open.contains(&field.name.as_str()),
                            "{}: {incident}",
                            field.name
                        );
                        left_out += usize::from(is_void);
                    }
                }
            }
        });
        assert!(left_out > 50, "{}: {left_out}", shipped.name);
    }
}

#[test]
fn relevance_changes_only_with_a_field_that_the_condition_reads() {
    for shipped in shipped() {
        let form = shipped.ruleset.form("zh");
        let fields = form.sections.iter().flat_map(|section| &section.fields);
        let reads: BTreeMap<&str, Vec<String>> = fields
            .map(|it| (it.name.as_str(), it.relevant.as_ref().map(|it| it.reads.clone()).unwrap_or_default()))
            .collect();
        let (mut dice, mut changes) = (Dice::new(5), 0);
        in_session(&shipped, |session| {
            for incident in &shipped.incidents {
                let mut without = incident.clone();
                let members: Vec<String> = incident.as_object().unwrap().keys().cloned().collect();
                if members.is_empty() {
                    continue;
                }
                let gone = dice.pick(&members).clone();
                without.as_object_mut().unwrap().remove(&gone);
                let (before, after) = (relevance(session, incident), relevance(session, &without));
                for (field, _) in before.iter().filter(|(field, was)| after[*field] != **was) {
                    assert!(reads[field.as_str()].contains(&gone), "{field} changed with {gone}: {incident}");
                    changes += 1;
                }
            }
        });
        assert!(changes > 10, "{}: {changes}", shipped.name);
    }
}

#[test]
fn relevance_counts_no_hits() {
    let fraud = of_name("fraud");
    in_session(&fraud, |session| {
        for incident in &fraud.incidents {
            relevance(session, incident);
        }
        assert_eq!(session.hit_counts().map(|(_, count)| count).sum::<u64>(), 0);
    });
}

#[test]
fn a_pack_has_the_same_schema_and_form_but_for_conditions_as_written() {
    for Shipped { name, ruleset, .. } in shipped() {
        let packed = rules_core::Ruleset::from_pack(&ruleset.pack()).unwrap();
        assert_eq!(packed.schema("en"), ruleset.schema("en"), "{name}");
        let mut form = ruleset.form("en");
        let fields = form.sections.iter_mut().flat_map(|section| &mut section.fields);
        let conditions = fields.filter_map(|field| field.relevant.as_mut());
        let written: usize = conditions.map(|it| std::mem::take(&mut it.when).len()).sum();
        assert!(written > 0 && packed.form("en") == form, "{name}");
    }
}
