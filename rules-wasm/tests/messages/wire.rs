//! Messages that are wrong in every way, and calls that are cut into steps.

use rules_core::{Context, ContextSpec, Options, Ruleset, Session};
use rules_wasm::wire::{HEADER_BYTES, Shelf};
use serde_json::{Value, json};
use shao_tests::damage::damaged;
use shao_tests::dice::Dice;

const SMALLEST: &str = include_str!("../../../rules-core/doc/smallest.toml");
const FRAUD: &str = include_str!("../../../rulesets/fraud/fraud.toml");
const INCIDENTS: &str = include_str!("../../../rulesets/fraud/examples/incidents.jsonl");

/// Puts a message to a shelf: the header of the response, and its payload.
fn ask(shelf: &mut Shelf, request: &[u8]) -> (Value, String) {
    let mut out = Vec::new();
    shelf.call(request, &mut out);
    let text = String::from_utf8(out).unwrap();
    let (header, payload) = text.split_once('\n').unwrap();
    (serde_json::from_str(header).unwrap(), payload.to_owned())
}

fn send(shelf: &mut Shelf, mut header: Value, payload: &str) -> (Value, String) {
    header["v"] = json!(1);
    ask(shelf, format!("{header}\n{payload}").as_bytes())
}

fn code(response: &(Value, String)) -> &str {
    response.0["error"]["code"].as_str().unwrap_or("ok")
}

fn loaded(source: &str) -> Shelf {
    let mut shelf = Shelf::default();
    assert_eq!(send(&mut shelf, json!({"op": "load"}), source).0["ruleset"], 1);
    shelf
}

#[test]
fn bytes_that_are_no_message_are_told_what_they_lack() {
    let mut shelf = loaded(SMALLEST);
    let long = vec![b' '; HEADER_BYTES + 1];
    let cases: [(&[u8], &str, &str); 13] = [
        (b"", "message", "the header is empty"),
        (b"\n{}", "message", "the header is empty"),
        (b"{\"v\":1,\"op\":\"\xB7\"}", "message", "not UTF-8 at byte 13"),
        (b"[1]", "message", "cannot be used"),
        (b"{\"v\":1}", "message", "missing field `op`"),
        (b"{\"op\":\"about\"}", "message", "missing field `v`"),
        (
            b"{\"v\":2,\"op\":\"about\",\"newer\":1}",
            "version",
            "expected messages of version 1 (`v`), found 2",
        ),
        (
            b"{\"v\":1,\"op\":\"delete\"}",
            "unknown-operation",
            "there is no operation `delete`; there are about",
        ),
        (b"{\"v\":1,\"op\":\"about\",\"x\":1}", "message", "unknown field `x`"),
        (
            b"{\"v\":1,\"op\":\"info\",\"ruleset\":1,\"first\":1}",
            "message",
            "does not take `first`; it takes ruleset",
        ),
        (b"{\"v\":1,\"op\":\"about\"}\n{}", "message", "takes no payload, found 2 bytes"),
        (b"{\"v\":1,\"op\":\"assess\"}\n{}", "message", "`assess` needs `ruleset`"),
        (&long, "message", "has no end in its first 1048576 bytes"),
    ];
    for (request, expected, part) in cases {
        let response = ask(&mut shelf, request);
        let message = response.0["error"]["message"].as_str().unwrap_or_default();
        assert_eq!(code(&response), expected, "{message}");
        assert!(message.contains(part), "{message}");
    }
    assert_eq!(code(&send(&mut shelf, json!({"op": "assess", "ruleset": 1}), "{}")), "ok", "after any error");
}

#[test]
fn damaged_messages_are_answered_and_the_module_goes_on() {
    let request = br#"{"v":1,"op":"assessLines","ruleset":1,"settings":{"asOf":"2026-03-02T10:30:00+08:00","params":{},"key":"id","next":true},"first":5,"maxLines":2}"#;
    let request = [request.as_slice(), b"\n{\"amount\": 5000}\n{}\n"].concat();
    let mut shelf = loaded(SMALLEST);
    let mut good = 0;
    for seed in 0..3_000 {
        let response = ask(&mut shelf, &damaged(&request, &mut Dice::new(seed)));
        good += usize::from(response.0["ok"] == true);
    }
    assert!((100..2_900).contains(&good), "{good}");
    assert_eq!(code(&send(&mut shelf, json!({"op": "assess", "ruleset": 1}), "{}")), "ok");
}

#[test]
fn a_number_of_a_ruleset_is_never_given_twice() {
    let mut shelf = loaded(SMALLEST);
    assert_eq!(send(&mut shelf, json!({"op": "load"}), FRAUD).0["ruleset"], 2);
    assert_eq!(code(&send(&mut shelf, json!({"op": "unload", "ruleset": 1}), "")), "ok");
    let response = send(&mut shelf, json!({"op": "assess", "ruleset": 1}), "{}");
    assert_eq!(code(&response), "unknown-ruleset");
    assert!(response.0["error"]["message"].as_str().unwrap().contains("it was unloaded"));
    assert_eq!(code(&send(&mut shelf, json!({"op": "unload", "ruleset": 1}), "")), "unknown-ruleset");
    assert_eq!(send(&mut shelf, json!({"op": "load"}), SMALLEST).0["ruleset"], 3);
    assert_eq!(code(&send(&mut shelf, json!({"op": "load"}), "format = 2")), "compile");
    assert_eq!(send(&mut shelf, json!({"op": "load"}), SMALLEST).0["ruleset"], 4);
    let (_, info) = send(&mut shelf, json!({"op": "info", "ruleset": 2}), "");
    assert!(info.contains("\"id\":\"fraud\""));
}

/// The settings of the tests below, and the same for the engine itself.
fn settings() -> (Value, ContextSpec, Options) {
    let as_of = "2026-03-02T10:30:00+08:00";
    let settings = json!({"asOf": as_of, "key": "ref", "asOfField": "reported_at", "bounds": true});
    let spec = ContextSpec { as_of: Some(as_of.into()), ..ContextSpec::default() };
    let options = Options {
        key: "ref".into(),
        as_of_field: Some("reported_at".into()),
        bounds: true,
        ..Options::default()
    };
    (settings, spec, options)
}

fn by_the_engine(lines: &str) -> String {
    let (_, spec, options) = settings();
    let ruleset = Ruleset::compile(FRAUD).unwrap();
    let context: Context = ruleset.context(spec).unwrap();
    let mut out = Vec::new();
    Session::new(&ruleset, &context, &options).lines(lines.as_bytes(), 1, &mut out);
    String::from_utf8(out).unwrap()
}

#[test]
fn steps_give_the_lines_of_the_whole() {
    let some: Vec<&str> = INCIDENTS.lines().step_by(8).collect();
    let lines = format!("{}\n\nno incident\n{{}}", some.join("\n"));
    let mut shelf = loaded(FRAUD);
    let mut request =
        json!({"op": "assessLines", "ruleset": 1, "settings": settings().0, "maxLines": 3, "first": 1});
    let (mut out, mut rest, mut rejected) = (String::new(), lines.as_str(), 0);
    while !rest.is_empty() {
        let (header, payload) = send(&mut shelf, request.clone(), rest);
        let done = header["lines"].as_u64().unwrap();
        assert!((1..=3).contains(&done));
        rejected += header["rejected"].as_u64().unwrap();
        request["first"] = json!(request["first"].as_u64().unwrap() + done);
        rest = rest.get(header["next"].as_u64().unwrap() as usize..).unwrap();
        out.push_str(&payload);
    }
    assert_eq!(out, by_the_engine(&lines));
    let errors = out.lines().filter(|line| line.contains(",\"error\":{")).count();
    assert!(errors >= 2, "the blank line, and the one that is no incident");
    assert_eq!(rejected, errors as u64);
    let (header, payload) = send(&mut shelf, json!({"op": "assessLines", "ruleset": 1}), "");
    assert_eq!((header["lines"].as_u64(), payload.as_str()), (Some(0), ""), "no bytes are no lines");
}

#[test]
fn a_batch_stops_before_its_output_has_no_room() {
    let mut shelf = loaded(SMALLEST);
    let lines = "{}\n".repeat(40_000);
    let (header, payload) = send(&mut shelf, json!({"op": "assessLines", "ruleset": 1}), &lines);
    let most = rules_wasm::api::BATCH_BYTES;
    assert!(payload.len() >= most && payload.len() < most + 1_000, "{}", payload.len());
    assert_eq!(header["next"].as_u64(), header["lines"].as_u64().map(|lines| lines * 3));
    assert_eq!(payload.lines().count() as u64, header["lines"].as_u64().unwrap());
}

#[test]
fn one_incident_is_the_line_without_its_end() {
    let mut shelf = loaded(FRAUD);
    let request = json!({"op": "assess", "ruleset": 1, "settings": settings().0});
    for incident in INCIDENTS.lines().step_by(40).chain(["", "no incident", "{\"ref\": 7}"]) {
        let (header, payload) = send(&mut shelf, request.clone(), incident);
        assert_eq!(payload + "\n", by_the_engine(&format!("{incident}\n")));
        assert_eq!(header["rejected"] == true, !incident.starts_with('{'));
    }
}

#[test]
fn other_settings_are_heeded_at_once_and_wrong_ones_change_nothing() {
    let mut shelf = loaded(FRAUD);
    let mut key = |settings: Value| {
        let request = json!({"op": "assess", "ruleset": 1, "settings": settings});
        let response = send(&mut shelf, request, "{\"id\": \"A\", \"ref\": \"B\"}");
        match code(&response) {
            "ok" => serde_json::from_str::<Value>(&response.1).unwrap()["key"].as_str().unwrap().to_owned(),
            code => format!("{code}: {}", response.0["error"]["message"].as_str().unwrap()),
        }
    };
    assert_eq!(key(json!({})), "A");
    assert_eq!(key(json!({"key": "ref"})), "B");
    assert!(
        key(json!({"keys": "ref"}))
            .starts_with("settings: the settings cannot be used: unknown field `keys`")
    );
    assert!(
        key(json!({"calendar": "week"}))
            .contains("expected \"weekdays\" or an object of days, found \"week\"")
    );
    assert!(key(json!({"calendar": {"id": "x", "years": [], "days": []}})).contains("unknown field `days`"));
    assert!(key(json!({"asOf": "today"})).starts_with("I430: `as_of`: expected"));
    assert!(key(json!({"params": {"no_such": 1}})).contains("the ruleset has no parameter `no_such`"));
    assert!(
        key(json!({"params": {"no_such": "1"}})).contains("`params`: `no_such`: expected a number at byte")
    );
    assert!(key(json!({"strict": null})).contains("`strict`: expected `true` or `false`"));
    assert!(key(json!({"strict": true, "asOf": 1})).contains("`asOf`: expected a string at byte"));
    assert_eq!(key(json!({"key": "ref"})), "B");
    assert_eq!(key(json!(null)), "A");
}

#[test]
fn what_is_missing_or_wrong_in_a_wish_is_told() {
    let mut shelf = loaded(FRAUD);
    let mut told = |header: Value| {
        let response = send(&mut shelf, header, "{}");
        format!("{}: {}", code(&response), response.0["error"]["message"].as_str().unwrap_or_default())
    };
    let render = |more: Value| {
        let mut header = json!({"op": "render", "ruleset": 1, "audience": "citizen"});
        more.as_object().unwrap().iter().for_each(|(name, value)| header[name] = value.clone());
        header
    };
    assert!(
        told(render(json!({"audience": null})))
            .contains("`render` needs `audience`: author, official or citizen")
    );
    assert!(
        told(render(json!({"audience": "police"})))
            .contains("`audience`: expected author, official or citizen, found `police`")
    );
    assert!(
        told(render(json!({"locale": "fr"})))
            .starts_with("unknown-language: the ruleset has no language `fr`; it has")
    );
    assert!(
        told(render(json!({"whyNot": "no-rule"})))
            .starts_with("unknown-rule: the ruleset has no rule `no-rule`")
    );
    assert!(told(render(json!({"whyNot": 3}))).contains("expected true, false or the id of a rule"));
    assert!(
        told(json!({"op": "explain", "ruleset": 1, "languages": ["zh", "de"]}))
            .starts_with("unknown-language")
    );
    assert!(
        told(json!({"op": "assessLines", "ruleset": 1, "maxLines": 0}))
            .contains("`maxLines`: expected a whole number from 1")
    );
}

#[test]
fn a_pack_is_loaded_like_its_source_and_a_damaged_one_is_refused() {
    let pack = Ruleset::compile(FRAUD).unwrap().pack();
    let message = |pack: &[u8]| [b"{\"v\":1,\"op\":\"load\"}\n".as_slice(), pack].concat();
    let mut shelf = loaded(FRAUD);
    assert_eq!(ask(&mut shelf, &message(&pack)).0["ruleset"], 2);
    for incident in INCIDENTS.lines().step_by(30) {
        let mut of = |ruleset: u32| {
            send(&mut shelf, json!({"op": "assess", "ruleset": ruleset, "settings": settings().0}), incident)
        };
        assert_eq!(of(1), of(2));
    }
    let mut damaged = pack.clone();
    damaged[pack.len() / 2] ^= 1;
    assert_eq!(code(&ask(&mut shelf, &message(&damaged))), "P603");
    assert_eq!(code(&ask(&mut shelf, &message(b"SHAO\x07\x00\x00\x00"))), "P602");
}
