//! The small print of the design, each bullet by name.

use rules_core::Ruleset;
use serde_json::{Value, json};
use shao_tests::scoring::{
    AS_OF, LEVELS, assess, assess_as_of, compile, head, hits, open_fields, open_rules, usual_head,
};

/// A field in the short form `name type keys…`.
fn fields(list: &[(&str, &str)]) -> String {
    let field = |(name, rest): &(&str, &str)| {
        let (ty, more) = rest.split_once(';').unwrap_or((rest, ""));
        let more = more.replace(';', "\n");
        format!("[field.{name}]\ntype = \"{ty}\"\ntitle = \"T\"\n{more}\n")
    };
    list.iter().map(field).collect()
}

/// A rule with its id, condition, points and further keys.
fn rule(id: &str, when: &str, points: i64, more: &str) -> String {
    format!(
        "[[rule]]\nid = \"{id}\"\nwhen = '{when}'\npoints = {points}\nreason = \"R\"\nreason_assumed = \"A\"\nbasis = \"s\"\n{}\n",
        more.replace(';', "\n")
    )
}

fn ruleset(list: &[(&str, &str)], rest: &str) -> Ruleset {
    compile(&(usual_head() + &*fields(list) + rest + LEVELS))
}

const ITEMS: &str = "records;max_items = 3;[field.list.item];amount = { type = \"integer\", title = \"T\" };\
    ok = { type = \"bool\", title = \"T\" };kind = { type = \"enum\", title = \"T\", values = { a = \"A\", b = \"B\" } };\
    on = { type = \"date\", title = \"T\" };note = { type = \"text\", title = \"T\" }";

fn level(assessment: &Value) -> (&str, &str) {
    (assessment["level"].as_str().unwrap(), assessment["ceiling"]["level"].as_str().unwrap())
}

// ── A given text decides every term and pattern over it ────────────────────

#[test]
fn a_given_text_decides_every_term_and_pattern_over_it() {
    let words = "[terms]\nwords = [\"safe account\"]\nnegators = [\"not\"]\n[pattern]\ndigits = { match = '\\d{3}' }\n";
    let rules = rule("term", "story.mentions(words)", 20, "")
        + &*rule("not-after", "story.mentions_not_after(words, negators)", 20, "")
        + &*rule("count", "story.count(words) > 0", 20, "")
        + &*rule("pattern", "story.matches(digits)", 20, "");
    let ruleset = ruleset(&[("story", "text")], &(words.to_owned() + &*rules));
    let given = assess(&ruleset, r#"{"story":"nothing of the kind"}"#);
    assert_eq!((hits(&given).len(), open_rules(&given).len()), (0, 0));
    assert_eq!((level(&given), &given["settled"]), (("low", "low"), &json!(true)));
    let empty = assess(&ruleset, r#"{"story":""}"#);
    assert_eq!((open_rules(&empty).len(), &empty["settled"]), (0, &json!(true)));
    let all = assess(&ruleset, r#"{"story":"a safe account, 123"}"#);
    assert_eq!(hits(&all), ["term", "not-after", "count", "pattern"]);
}

#[test]
fn an_absent_text_leaves_every_term_and_pattern_open() {
    let words = "[terms]\nwords = [\"safe account\"]\n[pattern]\ndigits = { match = '\\d{3}' }\n";
    let rules = rule("term", "story.mentions(words)", 50, "")
        + &*rule("denied", "!story.mentions(words)", 5, "")
        + &*rule("pattern", "story.matches(digits)", 30, "");
    let ruleset = ruleset(&[("story", "text")], &(words.to_owned() + &*rules));
    for incident in ["{}", r#"{"story":null}"#, r#"{"story":7}"#] {
        let absent = assess(&ruleset, incident);
        assert_eq!(open_rules(&absent), ["term", "denied", "pattern"]);
        assert_eq!(level(&absent), ("low", "critical"));
    }
}

// ── Defaults and bins for the unknown decide the present score only ────────

#[test]
fn defaults_and_unknown_bins_decide_only_the_present_score() {
    let bins = "[[characteristic]]\nid = \"share\"\nvalue = 'share'\nbasis = \"s\"\nbins = [\n\
        { below = 5, points = 0 },\n{ points = 30, reason = \"R\" },\n{ unknown = true, points = 10, reason = \"U\" },\n]\n";
    let rules = rule("by-default", "told ?? true", 15, "") + bins;
    let ruleset = ruleset(&[("told", "bool"), ("share", "number")], &rules);
    let found = assess(&ruleset, "{}");
    assert_eq!(found["score"], 25);
    assert_eq!(hits(&found), ["by-default", "share"]);
    assert!(found["hits"].as_array().unwrap().iter().all(|hit| hit["assumed"] == true));
    assert_eq!(found["hits"][1]["bin"], 2);
    // The values stay unknown: open, with their fields, and the ceiling counts the worst bin.
    assert_eq!(open_rules(&found), ["by-default", "share"]);
    assert_eq!(open_fields(&found), ["told absent", "share absent"]);
    assert_eq!((found["ceiling"]["score"].as_i64(), &found["settled"]), (Some(45), &json!(false)));
    let known = assess(&ruleset, r#"{"told":false,"share":1}"#);
    assert_eq!((known["score"].as_i64(), hits(&known).len(), &known["settled"]), (Some(0), 0, &json!(true)));
}

#[test]
fn a_hit_is_assumed_only_if_it_would_be_unknown_without_the_default() {
    let ruleset = ruleset(&[("a", "bool"), ("b", "bool")], &rule("either", "a || (b ?? true)", 10, ""));
    assert_eq!(assess(&ruleset, r#"{"a":true}"#)["hits"][0]["assumed"], false);
    assert_eq!(assess(&ruleset, r#"{"a":false}"#)["hits"][0]["assumed"], true);
    assert_eq!(assess(&ruleset, r#"{"a":false,"b":true}"#)["hits"][0]["assumed"], false);
}

#[test]
fn a_default_over_a_void_value_is_assumed_and_not_open() {
    let list = [("asked", "bool"), ("share", "number;relevant = 'asked'")];
    let ruleset = ruleset(&list, &rule("small", "(share ?? 0.0) < 5", 10, ""));
    let found = assess(&ruleset, r#"{"asked":false}"#);
    assert_eq!((hits(&found), found["hits"][0]["assumed"].as_bool()), (vec!["small".to_owned()], Some(true)));
    assert_eq!((open_rules(&found).len(), open_fields(&found).len()), (0, 0));
}

// ── Ceiling and settled ────────────────────────────────────────────────────

#[test]
fn the_ceiling_counts_each_open_rule_at_its_greatest_and_with_its_floor() {
    let rules = rule("more", "a", 15, "")
        + &*rule("less", "a", -40, "")
        + &*rule("floor", "b", 0, "at_least = \"high\"");
    let ruleset = ruleset(&[("a", "bool"), ("b", "bool")], &rules);
    let found = assess(&ruleset, "{}");
    assert_eq!((found["ceiling"]["score"].as_i64(), level(&found)), (Some(15), ("low", "high")));
    assert_eq!(level(&assess(&ruleset, r#"{"b":false}"#)), ("low", "low"));
}

#[test]
fn the_ceiling_goes_through_best_groups_and_clamps() {
    let groups = "[group.story]\ntake = \"best\"\n[group.money]\nmax = 25\n";
    let rules = rule("one", "a", 15, "group = \"story\"")
        + &*rule("two", "b", 40, "group = \"story\"")
        + &*rule("three", "a", 20, "group = \"money\"")
        + &*rule("four", "b", 20, "group = \"money\"");
    let ruleset = ruleset(&[("a", "bool"), ("b", "bool")], &(groups.to_owned() + &*rules));
    assert_eq!(assess(&ruleset, "{}")["ceiling"]["score"], 65);
    let found = assess(&ruleset, r#"{"a":true}"#);
    assert_eq!((found["score"].as_i64(), found["ceiling"]["score"].as_i64()), (Some(35), Some(65)));
    assert_eq!(assess(&ruleset, r#"{"a":true,"b":true}"#)["score"], 65);
}

#[test]
fn settled_means_that_both_ends_reach_one_level() {
    let rules = rule("sure", "a", 60, "") + &*rule("maybe", "b", 15, "") + &*rule("less", "c", -15, "");
    let ruleset = ruleset(&[("a", "bool"), ("b", "bool"), ("c", "bool")], &rules);
    // 45 to 75: medium to high; 60 to 75 and 60: high.
    assert_eq!(assess(&ruleset, r#"{"a":true}"#)["settled"], false);
    assert_eq!(assess(&ruleset, r#"{"a":true,"c":false}"#)["settled"], true);
    let floor = rule("sure", "a", 5, "at_least = \"critical\"") + &*rule("maybe", "b", 15, "");
    let ruleset = self::ruleset(&[("a", "bool"), ("b", "bool")], &floor);
    assert_eq!(assess(&ruleset, r#"{"a":true}"#)["settled"], true);
}

#[test]
fn a_floor_that_is_assumed_counts_now_and_is_not_certain() {
    let ruleset = ruleset(&[("a", "bool")], &rule("assumed", "a ?? true", 5, "at_least = \"high\""));
    let found = assess(&ruleset, "{}");
    assert_eq!((level(&found), &found["settled"]), (("high", "high"), &json!(false)));
}

#[test]
fn points_without_a_range_count_as_the_ends_of_the_score() {
    let rules = "[[rule]]\nid = \"computed\"\nwhen = 'a && amount > -9'\npoints = 'amount * 2'\nreason = \"R\"\nbasis = \"s\"\n";
    let ruleset = ruleset(&[("a", "bool"), ("amount", "integer")], rules);
    assert_eq!(assess(&ruleset, r#"{"amount":3}"#)["ceiling"], json!({"score": 100, "level": "critical"}));
    let known = assess(&ruleset, r#"{"a":true,"amount":12}"#);
    assert_eq!((known["score"].as_i64(), &known["settled"]), (Some(24), &json!(true)));
}

// ── Relevance and other voids ──────────────────────────────────────────────

#[test]
fn a_field_that_is_certainly_not_relevant_is_void_and_not_listed() {
    let list = [
        ("channel", "enum;values = { phone = \"P\", visit = \"V\" }"),
        ("screen", "bool;relevant = 'channel == \"phone\"'"),
    ];
    let ruleset =
        ruleset(&list, &(rule("screen", "screen", 60, "") + &*rule("no-screen", "!screen", 30, "")));
    let void = assess(&ruleset, r#"{"channel":"visit"}"#);
    assert_eq!((open_fields(&void).len(), open_rules(&void).len(), hits(&void).len()), (0, 0, 0));
    assert_eq!((level(&void), &void["settled"]), (("low", "low"), &json!(true)));
    let null = assess(&ruleset, r#"{"channel":"visit","screen":null}"#);
    assert_eq!((open_fields(&null).len(), open_rules(&null).len()), (0, 0));
    // Whether it is relevant is not known: open.
    let open = assess(&ruleset, "{}");
    assert_eq!(open_fields(&open), ["channel absent", "screen absent"]);
    assert_eq!(open_rules(&open), ["screen", "no-screen"]);
    // A value that cannot be used was given: it stays open.
    let odd = assess(&ruleset, r#"{"channel":"visit","screen":"yes"}"#);
    assert_eq!(open_fields(&odd), ["screen unusable"]);
    assert_eq!(open_rules(&odd), ["screen", "no-screen"]);
}

#[test]
fn a_value_that_is_given_is_used_relevant_or_not() {
    let list = [("phone", "bool"), ("screen", "bool;relevant = 'phone'")];
    let ruleset = ruleset(&list, &rule("screen", "screen", 60, ""));
    assert_eq!(hits(&assess(&ruleset, r#"{"phone":false,"screen":true}"#)), ["screen"]);
}

#[test]
fn the_unknown_bin_of_a_void_value_is_assumed_and_final() {
    let list = [("phone", "bool"), ("share", "number;relevant = 'phone'")];
    let bins = "[[characteristic]]\nid = \"share\"\nvalue = 'share'\nbasis = \"s\"\nbins = [\n\
        { points = 60, reason = \"R\" },\n{ unknown = true, points = 10, reason = \"U\" },\n]\n";
    let ruleset = ruleset(&list, bins);
    let found = assess(&ruleset, r#"{"phone":false}"#);
    assert_eq!((found["score"].as_i64(), &found["hits"][0]["assumed"]), (Some(10), &json!(true)));
    assert_eq!((open_rules(&found).len(), found["ceiling"]["score"].as_i64()), (0, Some(10)));
}

#[test]
fn the_least_greatest_and_most_frequent_of_no_items_are_void() {
    let rules = rule("least", "list.min(amount) < 5", 20, "")
        + &*rule("greatest", "!(list.max(amount) < 5)", 20, "")
        + &*rule("latest", "list.max(on) > date(\"2026-01-01\")", 20, "")
        + &*rule("most", "list.most(kind) >= 0", 20, "")
        + &*rule("kinds", "list.kinds(kind) == 0", 1, "")
        + &*rule("sum", "list.sum(amount) == 0", 2, "");
    let ruleset = ruleset(&[("list", ITEMS)], &rules);
    let none = assess(&ruleset, r#"{"list":[]}"#);
    assert_eq!((hits(&none), open_rules(&none).len()), (vec!["kinds".to_owned(), "sum".to_owned()], 0));
    assert_eq!(none["settled"], true);
    let absent = assess(&ruleset, "{}");
    assert_eq!(open_rules(&absent).len(), 6);
}

#[test]
fn an_if_under_a_void_condition_is_open_while_its_branches_may_become_equal() {
    let list = [("phone", "bool"), ("screen", "bool;relevant = 'phone'"), ("a", "integer;min = 0;max = 9")];
    let rules = rule("same", "(if screen { 1 } else { a }) == 1", 60, "")
        + &*rule("never", "(if screen { 1 } else { 2 }) == 1", 60, "");
    let ruleset = ruleset(&list, &rules);
    let found = assess(&ruleset, r#"{"phone":false}"#);
    assert_eq!(open_rules(&found), ["same"]);
    assert_eq!(found["ceiling"]["score"], 60);
    assert_eq!(hits(&assess(&ruleset, r#"{"phone":false,"a":1}"#)), ["same"]);
}

#[test]
fn a_void_part_of_a_conjunction_hides_neither_a_default_nor_an_opposite() {
    let list =
        [("phone", "bool"), ("screen", "bool;relevant = 'phone'"), ("told", "bool"), ("known", "bool")];
    let rules = rule("default", "(screen && told) ?? true", 20, "")
        + &*rule("equal", "(screen && told) == known", 30, "")
        + &*rule("never", "screen && told", 60, "");
    let ruleset = ruleset(&list, &rules);
    // `screen && told` is never true, and false if `told` is.
    let found = assess(&ruleset, r#"{"phone":false,"known":false}"#);
    assert_eq!(
        (hits(&found), open_rules(&found)),
        (vec!["default".to_owned()], vec!["default".to_owned(), "equal".to_owned()])
    );
    assert_eq!(found["ceiling"]["score"], 50);
    assert_eq!(hits(&assess(&ruleset, r#"{"phone":false,"known":false,"told":false}"#)), ["equal"]);
    let void = assess(&ruleset, r#"{"phone":false,"known":false,"told":true}"#);
    assert_eq!((hits(&void), open_rules(&void).len()), (vec!["default".to_owned()], 0));
}

// ── Failures that may come ─────────────────────────────────────────────────

#[test]
fn what_is_decided_past_a_part_that_may_fail_counts_now_and_is_not_certain() {
    let list = [("share", "integer;min = 0;max = 9"), ("told", "bool")];
    let bins = "[[characteristic]]\nid = \"bins\"\nvalue = 'if 10 / share > 3 { 1 } else { 1 }'\nbasis = \"s\"\n\
        bins = [{ below = 5, points = 30, reason = \"R\" }, { points = 0 }]\n";
    let ruleset = ruleset(&list, &(rule("either", "10 / share > 3 || told", 30, "") + bins));
    // The hits count; yet a share of 0 would make both fail.
    let open = assess(&ruleset, r#"{"told":true}"#);
    assert_eq!(
        (hits(&open).join(" "), open_rules(&open).join(" ")),
        ("either bins".into(), "either bins".into())
    );
    assert_eq!((open["score"].as_i64(), &open["settled"]), (Some(60), &json!(false)));
    assert_eq!(open["hits"][0]["assumed"], false);
    let none = assess(&ruleset, r#"{"told":true,"share":0}"#);
    assert_eq!((hits(&none).len(), none["failed"].as_array().unwrap().len()), (0, 2));
    let some = assess(&ruleset, r#"{"told":true,"share":5}"#);
    assert_eq!((hits(&some).len(), &some["settled"]), (2, &json!(true)));
}

#[test]
fn every_rule_that_rests_on_a_feature_decided_past_a_part_that_may_fail_is_open() {
    let feature = "[feature]\nsteps = 'max(if 10 / share > 3 { 1 } else { 1 }, 1)'\n";
    let rules = rule("first", "steps == 1", 10, "") + &*rule("second", "steps < 3", 10, "");
    let ruleset = ruleset(&[("share", "integer;min = 0;max = 9")], &(feature.to_owned() + &*rules));
    let open = assess(&ruleset, "{}");
    assert_eq!((hits(&open), open_rules(&open)), (vec!["first".into(), "second".into()], hits(&open)));
    assert_eq!(assess(&ruleset, r#"{"share":0}"#)["failed"].as_array().unwrap().len(), 2);
}

// ── Items ──────────────────────────────────────────────────────────────────

#[test]
fn each_any_and_count_are_decided_by_the_items_that_are_known() {
    let rules = rule("each", "amount > 5", 1, "each = \"list\";count = 2")
        + &*rule("any", "list.any(amount > 5)", 2, "")
        + &*rule("none", "!list.any(amount > 5)", 4, "")
        + &*rule("at-least", "list.count(amount > 5) >= 2", 8, "")
        + &*rule("at-most", "list.count(amount > 5) <= 1", 16, "")
        + &*rule("not", "3 != list.count(amount > 5)", 32, "");
    let ruleset = ruleset(&[("list", ITEMS)], &rules);
    let decided = |items: &str| {
        let found = assess(&ruleset, &format!(r#"{{"list":{items}}}"#));
        (hits(&found).join(" "), open_rules(&found).join(" "))
    };
    let both = |hits: &str, open: &str| (hits.to_owned(), open.to_owned());
    assert_eq!(decided("[]"), both("none at-most not", ""));
    assert_eq!(decided(r#"[{"amount":9}]"#), both("any at-most not", ""));
    assert_eq!(decided(r#"[{"amount":9},{}]"#), both("any not", "each at-least at-most"));
    assert_eq!(decided(r#"[{"amount":1},null]"#), both("at-most not", "any none"));
    assert_eq!(decided(r#"[{"amount":9},{"amount":7},null]"#), both("each any at-least", "not"));
    assert_eq!(decided(r#"[{"amount":9},{"amount":7},{"amount":null}]"#), both("each any at-least", "not"));
    assert_eq!(decided("null"), both("", "each any none at-least at-most not"));
}

#[test]
fn an_item_that_stays_unknown_counts_as_one_that_may_be() {
    // The difference with "none" has no value: that item is neither true nor false, for ever.
    let rules = rule("two", "list.count(days(date(\"2026-03-01\") - on) < 9) >= 2", 20, "")
        + &*rule("three", "list.count(days(date(\"2026-03-01\") - on) < 9) >= 3", 20, "")
        + &*rule("under", "list.count(days(date(\"2026-03-01\") - on) < 9) < 9", 20, "");
    let ruleset = ruleset(&[("list", ITEMS)], &rules);
    let day = r#"{"on":"2026-02-27"}"#;
    let found = assess(&ruleset, &format!(r#"{{"list":[{day},{day},{{"on":"none"}}]}}"#));
    assert_eq!((hits(&found), open_rules(&found).len()), (vec!["two".to_owned(), "under".to_owned()], 0));
}

#[test]
fn other_aggregates_are_unknown_if_an_item_they_read_is() {
    let rules = rule("sum", "list.sum(amount) > 5", 20, "") + &*rule("min", "list.min(amount) < 5", 20, "");
    let ruleset = ruleset(&[("list", ITEMS)], &rules);
    let found = assess(&ruleset, r#"{"list":[{"amount":9},{"ok":true}]}"#);
    assert_eq!((hits(&found).len(), open_rules(&found)), (0, vec!["sum".to_owned(), "min".to_owned()]));
    let known = assess(&ruleset, r#"{"list":[{"amount":9},{"amount":1}]}"#);
    assert_eq!(hits(&known), ["sum", "min"]);
}

#[test]
fn past_the_most_items_the_rest_is_unread_and_unbounded() {
    let rules = rule("any", "list.any(amount > 5)", 20, "")
        + &*rule("few", "list.count() <= 900", 20, "")
        + &*rule("many", "list.count() > 2", 20, "")
        + &*rule("sum", "list.sum(amount) >= 0", 20, "");
    let ruleset = ruleset(&[("list", ITEMS)], &rules);
    let items = [r#"{"amount":1,"ok":true,"kind":"a","on":"none","note":""}"#; 4].join(",");
    let found = assess(&ruleset, &format!(r#"{{"list":[{items}]}}"#));
    assert_eq!(hits(&found), ["many"]);
    assert_eq!(open_rules(&found), ["any", "few", "sum"]);
    assert_eq!(found["inputErrors"][0]["code"], "I407");
    assert_eq!((&found["incomplete"], level(&found)), (&json!(true), ("medium", "critical")));
}

#[test]
fn a_count_is_compared_with_what_the_item_at_hand_says() {
    let more = format!(
        "{ITEMS};[field.other];type = \"records\";title = \"T\";[field.other.item];size = {{ type = \"integer\", title = \"T\" }}"
    );
    let rules = rule("one", "other.count(size > 3) >= amount && ok", 20, "each = \"list\";count = 2")
        + &*rule("two", "other.count(size > 3) >= amount", 20, "each = \"list\";count = 2");
    let ruleset = ruleset(&[("list", &more)], &rules);
    let incident = r#"{"list":[{"amount":1,"ok":true},{"amount":5,"ok":true}],"other":[{"size":9}]}"#;
    assert_eq!(hits(&assess(&ruleset, incident)).len(), 0);
    let incident = r#"{"list":[{"amount":5,"ok":true},{"amount":1,"ok":true},{"amount":0,"ok":true}],"other":[{"size":9}]}"#;
    assert_eq!(hits(&assess(&ruleset, incident)), ["one", "two"]);
}

#[test]
fn text_methods_work_on_the_texts_of_items() {
    let words =
        "[terms]\nwords = [\"gold\"]\nnegators = [\"no\"]\n[pattern]\ndigits = { match = '\\d\\d' }\n";
    let rules = rule("term", "note.mentions(words)", 1, "each = \"list\"")
        + &*rule("not-after", "list.count(note.mentions_not_after(words, negators)) == 1", 2, "")
        + &*rule("pattern", "list.any(note.matches(digits) && note.mentions(words))", 4, "");
    let ruleset = ruleset(&[("list", ITEMS)], &(words.to_owned() + &*rules));
    let found = assess(&ruleset, r#"{"list":[{"note":"no gold"},{"note":"go\u006cd"},{"note":"12"}]}"#);
    assert_eq!(hits(&found), ["term", "not-after"]);
    let found = assess(&ruleset, r#"{"list":[{"note":"gold 12"},{"note":"gold 12"}]}"#);
    assert_eq!(hits(&found), ["term", "pattern"]);
}

// ── Deadlines ──────────────────────────────────────────────────────────────

fn deadline(more: &str) -> Ruleset {
    let list = [("accepted", "date"), ("answered", "date"), ("extra", "integer;min = 0;max = 30")];
    let text = "[[deadline]]\nid = \"answer\"\nfrom = \"accepted\"\ndays = 10\nextend = \"extra\"\ndone = \"answered\"\nbasis = \"s\"\n\
        late = { points = 40, at_least = \"high\", reason = \"Late\" }\nsoon = { days = 3, points = 20, reason = \"Soon\" }\n";
    ruleset(&list, &(text.to_owned() + more))
}

#[test]
fn every_state_of_a_deadline_is_told() {
    let ruleset = deadline("");
    let state = |accepted: &str, answered: &str| {
        let found =
            assess(&ruleset, &format!(r#"{{"accepted":{accepted},"answered":{answered},"extra":0}}"#));
        let deadline = &found["deadlines"][0];
        (
            deadline["state"].as_str().unwrap().to_owned(),
            deadline["daysLeft"].as_i64(),
            found["score"].as_i64().unwrap(),
        )
    };
    let is = |state: &str, left: Option<i64>, score: i64| (state.to_owned(), left, score);
    assert_eq!(state("\"none\"", "\"none\""), is("not_started", None, 0));
    assert_eq!(state("\"2026-02-20\"", "\"2026-03-02\""), is("met", Some(0), 0));
    assert_eq!(state("\"2026-02-19\"", "\"2026-03-02\""), is("late", Some(-1), 40));
    assert_eq!(state("\"2026-02-19\"", "\"none\""), is("late", Some(-1), 40));
    assert_eq!(state("\"2026-02-20\"", "\"none\""), is("soon", Some(0), 20));
    assert_eq!(state("\"2026-02-23\"", "\"none\""), is("soon", Some(3), 20));
    assert_eq!(state("\"2026-02-24\"", "\"none\""), is("running", Some(4), 0));
}

#[test]
fn a_registration_that_is_missing_is_unknown_and_never_met() {
    let ruleset = deadline("");
    let found = assess(&ruleset, r#"{"accepted":"2026-02-01","extra":0}"#);
    assert_eq!(found["deadlines"][0]["state"], "unknown");
    assert_eq!((open_rules(&found), level(&found)), (vec!["answer".to_owned()], ("low", "high")));
    assert_eq!(open_fields(&found), ["answered absent"]);
}

#[test]
fn the_parts_of_a_deadline_that_has_not_started_are_void() {
    let ruleset = deadline(
        &(rule("left", "answer.days_left < 3", 10, "")
            + &*rule("state", "answer.state == \"not_started\"", 5, "")),
    );
    let found = assess(&ruleset, r#"{"accepted":"none","extra":0}"#);
    assert_eq!((hits(&found), open_rules(&found).len()), (vec!["state".to_owned()], 0));
}

#[test]
fn a_state_that_is_ruled_out_is_false_though_the_state_is_unknown() {
    let ruleset = deadline(
        &(rule("late", "answer.state == \"late\"", 10, "")
            + &*rule("other", "answer.state != \"late\"", 3, "")
            + &*rule("open", "answer.state in [\"running\", \"soon\"]", 5, "")),
    );
    // Accepted yesterday: whatever the answer, it is not late.
    let found = assess(&ruleset, r#"{"accepted":"2026-03-01","extra":0}"#);
    assert_eq!((open_rules(&found), hits(&found)), (vec!["open".to_owned()], vec!["other".to_owned()]));
}

#[test]
fn without_an_instant_deadlines_are_unknown_and_their_rules_open() {
    let ruleset = deadline("");
    let found = assess_as_of(&ruleset, r#"{"accepted":"2026-02-01","answered":"none","extra":0}"#, None);
    assert_eq!(
        (&found["deadlines"][0]["state"], open_rules(&found)),
        (&json!("unknown"), vec!["answer".to_owned()])
    );
    assert_eq!((level(&found), &found["receipt"]["asOf"]), (("low", "high"), &json!(null)));
}

#[test]
fn relevance_may_read_a_deadline_of_this_incident_and_no_other() {
    let list =
        [("accepted", "date"), ("answered", "date"), ("why", "bool;relevant = 'answer.state == \"late\"'")];
    let text = "[[deadline]]\nid = \"answer\"\nfrom = \"accepted\"\ndays = 10\ndone = \"answered\"\nbasis = \"s\"\nlate = { points = 1, reason = \"L\" }\n";
    let ruleset = ruleset(&list, &(rule("why", "!why", 30, "") + text));
    let context =
        ruleset.context(rules_core::ContextSpec { as_of: Some(AS_OF.into()), ..Default::default() }).unwrap();
    let options = rules_core::Options::default();
    let mut session = rules_core::Session::new(&ruleset, &context, &options);
    let (late, running) = (
        br#"{"accepted":"2026-01-01","answered":"none"}"#,
        br#"{"accepted":"2026-03-01","answered":"none"}"#,
    );
    for _ in 0..2 {
        assert_eq!(session.assess(late, 1).unwrap().open.fields.len(), 1);
        assert_eq!(session.assess(running, 1).unwrap().open.fields.len(), 0);
    }
}

#[test]
fn none_compares_later_than_every_date() {
    let list = [("done", "date"), ("sent", "datetime"), ("other", "date")];
    let rules = rule("later", "done > date(\"9999-12-31\")", 1, "")
        + &*rule("is-none", "done == none", 2, "")
        + &*rule("before", "date(\"2026-01-01\") < done", 4, "")
        + &*rule("time", "sent >= as_of", 8, "")
        + &*rule("equal", "done == other", 16, "");
    let ruleset = ruleset(&list, &rules);
    let found = assess(&ruleset, r#"{"done":"none","sent":"none","other":"none"}"#);
    assert_eq!(hits(&found), ["later", "is-none", "before", "time", "equal"]);
    let found =
        assess(&ruleset, r#"{"done":"9999-12-31","sent":"2026-03-02T10:29:59+08:00","other":"none"}"#);
    assert_eq!(hits(&found), ["before"]);
}

#[test]
fn a_difference_with_none_is_void() {
    let ruleset = ruleset(
        &[("sent", "datetime")],
        &(rule("fresh", "hours(as_of - sent) <= 24", 50, "")
            + &*rule("old", "hours(as_of - sent) > 24", 5, "")),
    );
    let found = assess(&ruleset, r#"{"sent":"none"}"#);
    assert_eq!((hits(&found).len(), open_rules(&found).len(), &found["settled"]), (0, 0, &json!(true)));
}

// ── Paths and names ────────────────────────────────────────────────────────

#[test]
fn paths_are_pointers_and_those_of_items_start_at_the_item() {
    let list = [
        ("channel", "text;path = \"/caller/a~1b/~0x\""),
        (
            "list",
            "records;path = \"/money/sent\";[field.list.item];amount = { type = \"integer\", path = \"/cny/value\", title = \"T\" }",
        ),
    ];
    let rules = rule("text", "channel == \"x\"", 1, "") + &*rule("sum", "list.sum(amount) == 7", 2, "");
    let ruleset = ruleset(&list, &rules);
    let incident = r#"{"caller":{"other":1,"a/b":{"~x":"x"}},"money":{"sent":[{"cny":{"value":3}},{"cny":{"value":4}}]}}"#;
    assert_eq!(hits(&assess(&ruleset, incident)), ["text", "sum"]);
    let null = assess(&ruleset, r#"{"caller":null,"money":{"sent":[{"cny":3},{"cny":null}]}}"#);
    assert_eq!(open_fields(&null), ["channel null", "list[0].amount unusable", "list[1].amount null"]);
    assert_eq!(null["inputErrors"][0]["field"], "list[0].amount");
}

#[test]
fn older_names_are_accepted_and_two_names_are_a_duplicate() {
    let ruleset = ruleset(&[("amount", "integer;was = [\"sum\"]")], &rule("much", "amount > 3", 20, ""));
    assert_eq!(hits(&assess(&ruleset, r#"{"sum":9}"#)), ["much"]);
    let both = assess(&ruleset, r#"{"sum":9,"amount":9}"#);
    assert_eq!(
        (both["inputErrors"][0]["code"].as_str(), open_fields(&both)),
        (Some("I404"), vec!["amount unusable".to_owned()])
    );
}

#[test]
fn parameters_stand_in_expressions_edges_and_days() {
    let text = "[param]\nlimit = { value = 3, min = 1, max = 9, title = \"T\" }\n\
        [[characteristic]]\nid = \"bins\"\nvalue = 'amount'\nbasis = \"s\"\nbins = [{ below = \"limit\", points = 1, reason = \"R\" }, { points = 2, reason = \"R\" }]\n\
        [[deadline]]\nid = \"answer\"\nfrom = \"day\"\ndays = \"limit\"\ndone = \"done\"\nbasis = \"s\"\nlate = { points = 4, reason = \"L\" }\n";
    let ruleset = ruleset(
        &[("amount", "integer"), ("day", "date"), ("done", "date")],
        &(text.to_owned() + &*rule("more", "amount > limit", 8, "")),
    );
    let score = |limit: Option<f64>| {
        let params = limit.map(|limit| ("limit".to_owned(), limit)).into_iter().collect();
        let context = ruleset.context(rules_core::ContextSpec {
            as_of: Some(AS_OF.into()),
            params,
            ..Default::default()
        })?;
        let options = rules_core::Options::default();
        let incident = br#"{"amount":5,"day":"2026-02-26","done":"none"}"#;
        Ok::<_, rules_core::ContextError>(
            rules_core::Session::new(&ruleset, &context, &options).assess(incident, 1).unwrap().score,
        )
    };
    assert_eq!(
        (score(None).unwrap(), score(Some(6.0)).unwrap(), score(Some(5.0)).unwrap()),
        (2 + 4 + 8, 1, 2)
    );
    assert!(score(Some(10.0)).is_err() && score(Some(2.5)).is_err() && score(Some(f64::NAN)).is_err());
}

// ── What is listed, and in which order ─────────────────────────────────────

#[test]
fn open_fields_stand_in_declaration_order_with_items_after_their_list() {
    let list = [("last", "bool"), ("list", ITEMS), ("first", "bool")];
    let ruleset = ruleset(&list, &rule("r", "first && last && list.any(ok)", 20, ""));
    let found = assess(
        &ruleset,
        r#"{"first":null,"list":[{"amount":"x","kind":"a","on":"none","note":""},null],"last":3}"#,
    );
    assert_eq!(
        open_fields(&found),
        [
            "last unusable",
            "list[0].amount unusable",
            "list[0].ok absent",
            "list[1].amount null",
            "list[1].ok null",
            "list[1].kind null",
            "list[1].on null",
            "list[1].note null",
            "first null"
        ]
    );
    assert_eq!(found["open"]["rules"][0]["waitsFor"], json!(["last", "list[0].ok", "list[1].ok", "first"]));
}

#[test]
fn hits_and_open_rules_stand_in_the_files_order_across_all_kinds() {
    let characteristic = "[[characteristic]]\nid = \"bins\"\nvalue = 'amount'\nbasis = \"s\"\nbins = [{ below = 3, points = 1, reason = \"R\" }, { points = 2, reason = \"R\" }]\n";
    let deadline = "[[deadline]]\nid = \"answer\"\nfrom = \"day\"\ndays = 1\ndone = \"done\"\nbasis = \"s\"\nlate = { points = 4, reason = \"L\" }\n";
    let table = "[[table]]\nid = \"grid\"\nrows = { value = 'amount', bins = [{ below = 3 }, {}] }\ncolumns = { value = 'a', bins = [{ is = [\"true\"] }, { is = [\"false\"] }] }\npoints = [[1, 2], [3, 4]]\nreason = \"R\"\nbasis = \"s\"\n";
    let list = [("amount", "integer"), ("a", "bool"), ("day", "date"), ("done", "date")];
    let rest = [
        &rule("z", "a", 1, ""),
        deadline,
        &rule("b", "a", 2, ""),
        table,
        characteristic,
        &rule("a", "a && amount > 0", 3, ""),
    ]
    .concat();
    let ruleset = ruleset(&list, &rest);
    let found = assess(&ruleset, r#"{"amount":5,"a":true,"day":"2026-01-01","done":"none"}"#);
    assert_eq!(hits(&found), ["z", "answer", "b", "grid", "bins", "a"]);
    assert_eq!((&found["hits"][3]["cell"], &found["hits"][4]["bin"]), (&json!([1, 0]), &json!(1)));
    assert_eq!(open_rules(&assess(&ruleset, "{}")), ["z", "answer", "b", "grid", "bins", "a"]);
}

#[test]
fn hits_have_their_points_before_grouping() {
    let groups = "[group.story]\ntake = \"best\"\n";
    let rules = rule("one", "a", 15, "group = \"story\"") + &*rule("two", "a", 40, "group = \"story\"");
    let ruleset = ruleset(&[("a", "bool")], &(groups.to_owned() + &*rules));
    let found = assess(&ruleset, r#"{"a":true}"#);
    assert_eq!(
        (found["hits"][0]["points"].as_i64(), found["hits"][1]["points"].as_i64(), found["score"].as_i64()),
        (Some(15), Some(40), Some(40))
    );
}

// ── Scores, groups, levels ─────────────────────────────────────────────────

#[test]
fn a_score_equal_to_from_is_in_the_level() {
    let ruleset =
        ruleset(&[("a", "bool"), ("b", "bool")], &(rule("one", "a", 49, "") + &*rule("two", "b", 1, "")));
    assert_eq!(assess(&ruleset, r#"{"a":true,"b":false}"#)["level"], "medium");
    assert_eq!(assess(&ruleset, r#"{"a":true,"b":true}"#)["level"], "high");
}

#[test]
fn the_total_is_clamped_to_the_ends_of_the_score() {
    let ruleset =
        ruleset(&[("a", "bool"), ("b", "bool")], &(rule("up", "a", 900, "") + &*rule("down", "b", -70, "")));
    assert_eq!(assess(&ruleset, r#"{"a":true,"b":false}"#)["score"], 100);
    assert_eq!(assess(&ruleset, r#"{"a":false,"b":true}"#)["score"], 0);
    // The clamp is the last step: 900 - 70 is still over 100.
    assert_eq!(assess(&ruleset, r#"{"a":true,"b":true}"#)["score"], 100);
}

#[test]
fn a_best_group_takes_the_largest_positive_only() {
    let groups = "[group.story]\ntake = \"best\"\n";
    let rules = rule("less", "a", -30, "group = \"story\"")
        + &*rule("some", "b", 10, "group = \"story\"")
        + &*rule("sure", "a", 40, "");
    let ruleset = ruleset(&[("a", "bool"), ("b", "bool")], &(groups.to_owned() + &*rules));
    assert_eq!(assess(&ruleset, r#"{"a":true,"b":true}"#)["score"], 50);
    assert_eq!(assess(&ruleset, r#"{"a":true,"b":false}"#)["score"], 40);
}

#[test]
fn negative_points_lower_neither_a_floor_nor_another_group() {
    let groups = "[group.counter]\nmin = -20\n[group.money]\nmax = 30\n";
    let rules = rule("floor", "a", 10, "at_least = \"high\";group = \"money\"")
        + &*rule("more", "a", 40, "group = \"money\"")
        + &*rule("less", "a", -90, "group = \"counter\"");
    let ruleset = ruleset(&[("a", "bool")], &(groups.to_owned() + &*rules));
    let found = assess(&ruleset, r#"{"a":true}"#);
    // The group of money is 30 after its clamp, the other one takes 20 at most.
    assert_eq!((found["score"].as_i64(), found["level"].as_str()), (Some(10), Some("high")));
}

#[test]
fn points_that_fail_give_none_and_keep_the_floor() {
    let rules = "[[rule]]\nid = \"share\"\nwhen = 'a && amount >= 0'\npoints = '100 / amount'\nat_least = \"high\"\nreason = \"R\"\nbasis = \"s\"\n";
    let ruleset = ruleset(
        &[("a", "bool"), ("amount", "integer;min = 0;max = 9")],
        &(rules.to_owned() + &*rule("other", "a", 25, "")),
    );
    let found = assess(&ruleset, r#"{"a":true,"amount":0}"#);
    assert_eq!(
        (hits(&found), found["score"].as_i64(), found["level"].as_str()),
        (vec!["share".into(), "other".into()], Some(25), Some("high"))
    );
    assert_eq!((&found["failed"][0]["code"], &found["incomplete"]), (&json!("R502"), &json!(true)));
    assert_eq!(found["hits"][0]["points"], 0);
    assert_eq!(found["ceiling"]["level"], "critical");
}

#[test]
fn a_rule_that_fails_gives_nothing_and_the_others_go_on() {
    let rules = rule("fails", "1 / amount > 0", 60, "") + &*rule("other", "amount == 0", 25, "");
    let ruleset = ruleset(&[("amount", "integer;min = 0;max = 9")], &rules);
    let found = assess(&ruleset, r#"{"amount":0}"#);
    assert_eq!((hits(&found), found["score"].as_i64()), (vec!["other".to_owned()], Some(25)));
    assert_eq!(
        (&found["failed"][0], level(&found)),
        (&json!({"id": "fails", "code": "R502", "message": "division by zero"}), ("medium", "critical"))
    );
    assert_eq!((&found["settled"], &found["incomplete"]), (&json!(false), &json!(true)));
}

// ── Shadow, retired, dates ─────────────────────────────────────────────────

#[test]
fn shadow_rules_are_reported_and_give_nothing() {
    let rules = rule("tried", "a", 60, "status = \"shadow\";at_least = \"critical\"")
        + &*rule("open", "b", 60, "status = \"shadow\"");
    let ruleset = ruleset(&[("a", "bool"), ("b", "bool")], &rules);
    let found = assess(&ruleset, r#"{"a":true}"#);
    assert_eq!(
        (hits(&found).len(), shao_tests::scoring::ids(&found["shadow"]), found["score"].as_i64()),
        (0, vec!["tried".to_owned()], Some(0))
    );
    assert_eq!(
        (level(&found), open_rules(&found).len(), &found["settled"]),
        (("low", "low"), 0, &json!(true))
    );
}

#[test]
fn retired_rules_are_absent() {
    let ruleset = ruleset(
        &[("a", "bool")],
        &(rule("old", "a", 60, "status = \"retired\"") + &*rule("new", "a", 5, "")),
    );
    assert_eq!(hits(&assess(&ruleset, r#"{"a":true}"#)), ["new"]);
    assert_eq!(assess(&ruleset, "{}")["ceiling"]["score"], 5);
}

#[test]
fn from_and_until_are_local_dates_both_included() {
    let ruleset = ruleset(&[("a", "bool")], &rule("dated", "a", 60, "from = 2026-03-01;until = 2026-03-05"));
    let at = |as_of: &str| {
        let found = assess_as_of(&ruleset, r#"{"a":true}"#, Some(as_of));
        let open = assess_as_of(&ruleset, "{}", Some(as_of));
        (hits(&found).len(), open_rules(&open).len(), open["ceiling"]["score"].as_i64().unwrap())
    };
    // 16:00 in UTC is midnight at +08:00.
    assert_eq!(at("2026-02-28T15:59:59Z"), (0, 0, 0));
    assert_eq!(at("2026-02-28T16:00:00Z"), (1, 1, 60));
    assert_eq!(at("2026-03-05T15:59:59.999Z"), (1, 1, 60));
    assert_eq!(at("2026-03-05T16:00:00Z"), (0, 0, 0));
}

#[test]
fn outside_its_own_dates_a_ruleset_scores_and_says_so() {
    let text = head("effective = 2026-01-01\nuntil = 2026-12-31\nscore = { base = 0, min = 0, max = 100 }")
        + &*fields(&[("a", "bool")])
        + &*rule("r", "a", 60, "")
        + LEVELS;
    let ruleset = compile(&text);
    let at = |as_of: &str| {
        let found = assess_as_of(&ruleset, r#"{"a":true}"#, Some(as_of));
        (found["score"].as_i64().unwrap(), found.get("inForce").cloned())
    };
    assert_eq!(at("2025-12-31T15:59:59Z"), (60, Some(json!(false))));
    assert_eq!(at("2025-12-31T16:00:00Z"), (60, None));
    assert_eq!(at("2026-12-31T15:59:59Z"), (60, None));
    assert_eq!(at("2026-12-31T16:00:00Z"), (60, Some(json!(false))));
}

// ── Input ──────────────────────────────────────────────────────────────────

#[test]
fn a_key_given_twice_makes_its_field_open() {
    let ruleset = ruleset(&[("amount", "integer")], &rule("much", "amount > 3", 60, ""));
    for incident in [
        r#"{"amount":9,"amount":9}"#,
        r#"{"amount":1,"amount":null}"#,
        r#"{"amount":null,"amount":1}"#,
        r#"{"amount":"x","amount":1}"#,
    ] {
        let found = assess(&ruleset, incident);
        assert_eq!(
            (open_fields(&found), level(&found)),
            (vec!["amount unusable".to_owned()], ("low", "high")),
            "{incident}"
        );
        let errors = found["inputErrors"].as_array().unwrap();
        assert_eq!(errors.last().unwrap()["code"], "I404");
    }
}

#[test]
fn the_key_is_the_incidents_id_or_the_number_of_its_line() {
    let ruleset = ruleset(&[("amount", "integer")], &rule("much", "amount > 3", 60, ""));
    let key = |incident: &str| assess(&ruleset, incident)["key"].clone();
    assert_eq!(key(r#"{"id":"a-1"}"#), "a-1");
    assert_eq!(key(r#"{"id":17}"#), 17);
    assert_eq!(key(r#"{"id":18446744073709551615}"#), u64::MAX);
    assert_eq!(key(r#"{"id":"a\u0022\u4e2d"}"#), "a\"中");
    // Numbers that JSON readers would round or refuse are kept as they stand, as texts.
    assert_eq!(key(r#"{"id":184467440737095516150}"#), "184467440737095516150");
    assert_eq!(
        (key(r#"{"id":1e400}"#), key(r#"{"id":1.50}"#), key(r#"{"id":1.5}"#)),
        (json!("1e400"), json!("1.50"), json!(1.5))
    );
    for other in ["{}", r#"{"id":null}"#, r#"{"id":{"a":1}}"#, r#"{"id":true}"#] {
        assert_eq!(key(other), 1, "{other}");
    }
    assert_eq!(key(&format!(r#"{{"id":"{}"}}"#, "x".repeat(2000))), 1);
    let context = ruleset.context(Default::default()).unwrap();
    let options = rules_core::Options { key: "number".into(), ..Default::default() };
    let found = rules_core::Session::new(&ruleset, &context, &options)
        .assess(br#"{"id":"a","number":"b"}"#, 1)
        .unwrap();
    assert_eq!(serde_json::to_value(found.key).unwrap(), "b");
}

#[test]
fn a_line_that_is_no_object_gives_its_key_and_an_error() {
    let ruleset = ruleset(&[("amount", "integer")], &rule("much", "amount > 3", 60, ""));
    for line in ["", "   ", "[1]", "7", "null", "{\"amount\":1}}", "{\"amount\":1", "{'amount':1}"] {
        let found = assess(&ruleset, line);
        assert_eq!((&found["key"], &found["error"]["code"]), (&json!(1), &json!("I420")), "{line}");
        assert_eq!(found.as_object().unwrap().len(), 2);
    }
    assert_eq!(assess(&ruleset, r#"{"id":"x","amount":}"#)["key"], "x");
}

#[test]
fn undeclared_names_are_ignored_and_near_ones_warned_of() {
    let ruleset = ruleset(&[("amount", "integer")], &rule("much", "amount > 3", 60, ""));
    let found = assess(&ruleset, r#"{"ammount":9,"weather":{"amount":3}}"#);
    assert_eq!(found["warnings"], json!([{"code": "I409", "name": "ammount", "meant": "amount"}]));
    assert_eq!(
        (open_fields(&found), &found["incomplete"]),
        (vec!["amount absent".to_owned()], &json!(false))
    );
}

#[test]
fn strict_refuses_an_incident_with_an_unusable_value() {
    let ruleset = ruleset(&[("amount", "integer")], &rule("much", "amount > 3", 60, ""));
    let context = ruleset.context(Default::default()).unwrap();
    let options = rules_core::Options { strict: true, ..Default::default() };
    let mut session = rules_core::Session::new(&ruleset, &context, &options);
    let reject = session.assess(br#"{"amount":"9"}"#, 1).unwrap_err();
    assert_eq!((reject.code, reject.field.as_deref()), ("I401", Some("amount")));
    assert!(session.assess(br#"{"amount":null}"#, 1).is_ok());
}

#[test]
fn an_own_instant_that_cannot_be_used_is_listed() {
    let ruleset = ruleset(&[("a", "bool")], &rule("r", "a", 60, ""));
    let context =
        ruleset.context(rules_core::ContextSpec { as_of: Some(AS_OF.into()), ..Default::default() }).unwrap();
    let options = rules_core::Options { as_of_field: Some("at".into()), ..Default::default() };
    let mut session = rules_core::Session::new(&ruleset, &context, &options);
    let own = session.assess(br#"{"at":"2026-04-01T00:00:00Z"}"#, 1).unwrap();
    assert_eq!(own.receipt.as_of.as_deref(), Some("2026-04-01T08:00:00+08:00"));
    for bad in ["\"2026-04-01\"", "17", "{}"] {
        let found = session.assess(format!("{{\"at\":{bad}}}").as_bytes(), 1).unwrap();
        assert_eq!(
            (found.receipt.as_of.as_deref(), found.input_errors.len(), found.incomplete),
            (Some(AS_OF), 1, true),
            "{bad}"
        );
    }
    let null = session.assess(br#"{"at":null}"#, 1).unwrap();
    assert_eq!((null.input_errors.len(), null.receipt.as_of.as_deref()), (0, Some(AS_OF)));
}

// ── Tables, bins, digests ──────────────────────────────────────────────────

#[test]
fn a_cell_is_assumed_if_a_side_is_and_open_if_a_side_is() {
    let table = "[[table]]\nid = \"grid\"\nrows = { value = 'amount', bins = [{ below = 3 }, {}, { unknown = true }] }\n\
        columns = { value = 'a', bins = [{ is = [\"true\"] }, { is = [\"false\"] }] }\npoints = [[1, 2], [60, 4], [5, 6]]\nreason = \"R\"\nbasis = \"s\"\n";
    let ruleset = ruleset(&[("amount", "integer"), ("a", "bool")], table);
    let found = assess(&ruleset, r#"{"a":true}"#);
    assert_eq!(found["hits"], json!([{"id": "grid", "cell": [2, 0], "points": 5, "assumed": true}]));
    assert_eq!((open_rules(&found), found["ceiling"]["score"].as_i64()), (vec!["grid".to_owned()], Some(60)));
    let found = assess(&ruleset, r#"{"amount":9}"#);
    assert_eq!((hits(&found).len(), open_rules(&found)), (0, vec!["grid".to_owned()]));
    let found = assess(&ruleset, r#"{"amount":9,"a":true}"#);
    assert_eq!(found["hits"], json!([{"id": "grid", "cell": [1, 0], "points": 60, "assumed": false}]));
}

#[test]
fn below_excludes_its_edge_and_up_to_includes_it() {
    let bins = "[[characteristic]]\nid = \"bins\"\nvalue = 'share'\nbasis = \"s\"\nbins = [{ below = 2, points = 1, reason = \"R\" }, { up_to = 2, points = 2, reason = \"R\" }, { up_to = 2.5, points = 3, reason = \"R\" }, { points = 4, reason = \"R\" }]\n";
    let ruleset = ruleset(&[("share", "number")], bins);
    let score = |share: &str| assess(&ruleset, &format!("{{\"share\":{share}}}"))["score"].as_i64().unwrap();
    assert_eq!(
        [
            score("1.9999999999999998"),
            score("2"),
            score("2.0000000000000004"),
            score("2.5"),
            score("2.6"),
            score("-1e308")
        ],
        [1, 2, 3, 3, 4, 1]
    );
}

#[test]
fn a_bin_without_a_reason_counts_and_is_no_hit() {
    let bins = "[[characteristic]]\nid = \"bins\"\nvalue = 'share'\nbasis = \"s\"\nbins = [{ below = 2, points = 0 }, { points = 4, reason = \"R\" }]\n";
    let ruleset = ruleset(&[("share", "number")], bins);
    assert_eq!(hits(&assess(&ruleset, r#"{"share":1}"#)).len(), 0);
    assert_eq!(hits(&assess(&ruleset, r#"{"share":2}"#)), ["bins"]);
}

#[test]
fn a_rulesets_digest_leaves_out_the_byte_order_mark_and_the_cr_of_crlf() {
    let text = usual_head() + &*fields(&[("a", "bool")]) + &*rule("r", "a", 60, "") + LEVELS;
    let plain = compile(&text);
    let windows = compile(&format!("\u{feff}{}", text.replace('\n', "\r\n")));
    assert_eq!(plain.digest(), windows.digest());
    assert_ne!(plain.digest(), compile(&text.replace("\"R\"", "\"R.\"")).digest());
}

#[test]
fn a_contexts_digest_covers_the_instant_and_the_parameters_in_effect() {
    let text = usual_head()
        + "[param]\nlimit = { value = 3, min = 1, max = 9, title = \"T\" }\n"
        + &*fields(&[("amount", "integer")])
        + &*rule("r", "amount > limit", 60, "")
        + LEVELS;
    let ruleset = compile(&text);
    let digest = |as_of: Option<&str>, limit: Option<f64>| {
        let params = limit.map(|limit| ("limit".to_owned(), limit)).into_iter().collect();
        let spec = rules_core::ContextSpec { as_of: as_of.map(str::to_owned), params, ..Default::default() };
        ruleset.context(spec).unwrap().digest().to_owned()
    };
    assert_eq!(digest(Some(AS_OF), None), digest(Some("2026-03-02T02:30:00Z"), Some(3.0)));
    assert_ne!(digest(Some(AS_OF), None), digest(Some(AS_OF), Some(4.0)));
    assert_ne!(digest(Some(AS_OF), None), digest(None, None));
}
