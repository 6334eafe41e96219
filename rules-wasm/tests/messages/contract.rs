//! One example of every message, in `src/contract`: what a host sends, what it gets, to the byte.
//!
//! Each is put to a fresh module in which `rules-core/doc/smallest.toml` was loaded as ruleset 1.
//! `UPDATE=1 cargo test -p rules-wasm contract` writes the responses anew.

use rules_wasm::wire::Shelf;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

const SMALLEST: &str = include_str!("../../../rules-core/doc/smallest.toml");

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    shows: String,
    request: Message,
    response: Message,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Message {
    header: Box<RawValue>,
    payload: String,
}

impl Message {
    fn bytes(&self) -> Vec<u8> {
        format!("{}\n{}", self.header.get(), self.payload).into_bytes()
    }
}

fn examples() -> Vec<(PathBuf, Example)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/contract");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    files.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let example = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        (path, example)
    };
    files.into_iter().map(read).collect()
}

fn answer(request: &Message) -> (String, String) {
    let mut shelf = Shelf::default();
    shelf.call(format!("{{\"v\":1,\"op\":\"load\"}}\n{SMALLEST}").as_bytes(), &mut Vec::new());
    let mut out = Vec::new();
    shelf.call(&request.bytes(), &mut out);
    let text = String::from_utf8(out).unwrap();
    let (header, payload) = text.split_once('\n').unwrap();
    (header.to_owned(), payload.to_owned())
}

#[test]
fn every_example_is_answered_to_the_byte() {
    let update = std::env::var_os("UPDATE").is_some();
    for (path, mut example) in examples() {
        let (header, payload) = answer(&example.request);
        if update {
            example.response = Message { header: RawValue::from_string(header).unwrap(), payload };
            fs::write(&path, serde_json::to_string_pretty(&example).unwrap() + "\n").unwrap();
        } else {
            assert_eq!(header, example.response.header.get(), "{path:?}");
            assert_eq!(payload, example.response.payload, "{path:?}");
        }
    }
}

#[test]
fn every_operation_and_every_error_has_an_example() {
    #[derive(Deserialize)]
    struct Request {
        op: String,
    }
    #[derive(Deserialize)]
    struct Response {
        ok: bool,
        error: Option<Failure>,
    }
    #[derive(Deserialize)]
    struct Failure {
        code: String,
    }
    let (mut done, mut failed) = (BTreeSet::new(), BTreeSet::new());
    for (_, example) in examples() {
        let response: Response = serde_json::from_str(example.response.header.get()).unwrap();
        if response.ok {
            done.insert(serde_json::from_str::<Request>(example.request.header.get()).unwrap().op);
        }
        failed.extend(response.error.map(|it| it.code));
    }
    let operations = rules_wasm::wire::operations();
    assert_eq!(operations.filter(|name| !done.contains(*name)).collect::<Vec<_>>(), [""; 0]);
    // The codes of the raw ABI cannot come of a message.
    let words =
        ["message", "version", "unknown-operation", "unknown-ruleset", "compile", "settings", "I430", "I420"];
    let words = words.into_iter().chain(["unknown-language", "unknown-rule"]);
    assert_eq!(words.filter(|word| !failed.contains(*word)).collect::<Vec<_>>(), [""; 0]);
}
