//! `rules score`: exactly one line out for each line in, whatever the line is.

use crate::support::{amounts, command, score};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

/// What one line gives.
fn one(line: &[u8]) -> Value {
    let ran = score(&["-q", "-"], line);
    assert_eq!(ran.lines().len(), 1, "{}", ran.out);
    ran.json().remove(0)
}

/// The code of the only input error.
fn fault(line: &str) -> String {
    let found = one(line.as_bytes());
    assert_eq!(found["incomplete"], true, "{line}");
    assert_eq!(found["inputErrors"].as_array().unwrap().len(), 1, "{found}");
    assert_eq!(found["ceiling"]["level"], "high", "an unusable value is never plainly low: {found}");
    found["inputErrors"][0]["code"].as_str().unwrap().to_owned()
}

/// The code of the error in a line's place.
fn reject(line: &[u8]) -> String {
    let found = one(line);
    assert_eq!(found["key"], 1);
    found["error"]["code"].as_str().unwrap().to_owned()
}

#[test]
fn lines_that_are_no_incident_are_errors_in_their_place() {
    assert_eq!(reject(b"\n"), "I420");
    assert_eq!(reject(b"   \r\n"), "I420");
    assert_eq!(reject(b"null"), "I420");
    assert_eq!(reject(b"\"text\""), "I420");
    assert_eq!(reject(b"{\"report\":{\"amount\":50"), "I420");
    assert_eq!(reject(b"{} {}"), "I420");
    assert_eq!(reject(b"{\"narrative\":\"\xc4\xe3\xba\xc3\"}"), "I421");
    let nested = format!("{{\"x\":{}1{}}}", "[".repeat(10_000), "]".repeat(10_000));
    assert_eq!(one(nested.as_bytes())["level"], "low", "depth costs nothing");
    assert_eq!(reject(format!("{{\"x\":{}", "[".repeat(10_000)).as_bytes()), "I420");
}

#[test]
fn unusable_values_are_input_errors_and_the_incident_is_scored() {
    assert_eq!(fault(r#"{"report":{"amount":1e400}}"#), "I406");
    assert_eq!(fault(r#"{"report":{"amount":"2000"}}"#), "I401");
    assert_eq!(fault(r#"{"calls":9223372036854775808}"#), "I406");
    assert_eq!(fault(r#"{"calls":2.5}"#), "I401");
    assert_eq!(fault(r#"{"seen_on":"2026-02-31"}"#), "I405");
    assert_eq!(fault(r#"{"channel":"telex"}"#), "I403");
    assert_eq!(fault(r#"{"report":{"amount":-1}}"#), "I402");
    assert_eq!(fault(r#"{"report":{"amount":1,"amount":2}}"#), "I404");
}

#[test]
fn null_is_open_and_no_error() {
    let found = one(br#"{"report":{"amount":null}}"#);
    assert_eq!((&found["incomplete"], &found["inputErrors"]), (&false.into(), &serde_json::json!([])));
    assert_eq!(found["open"]["fields"][0], serde_json::json!({"field": "amount", "state": "null"}));
}

#[test]
fn an_empty_input_gives_nothing_and_a_last_line_needs_no_end() {
    let ran = score(&["-q", "-"], b"");
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert_eq!(score(&["-q", "-"], b"{}\n{}").lines().len(), 2);
    assert_eq!(score(&["-q", "-"], b"\n\n\n").lines().len(), 3);
    let bom = score(&["-q", "-"], b"\xEF\xBB\xBF{\"id\":\"first\"}\n");
    assert_eq!((bom.code, &bom.json()[0]["key"]), (0, &"first".into()));
}

#[test]
fn utf16_is_said_to_be_utf16() {
    let utf16: Vec<u8> = "\u{FEFF}{\"id\":1}\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let ran = score(&["-"], &utf16);
    assert!(ran.code == 3 && ran.err.contains("is UTF-16; expected UTF-8"), "{}", ran.err);
}

/// The line is made while it is read: neither this test nor the command ever holds it.
#[test]
fn a_line_of_100_megabytes_is_an_error_and_is_not_held() {
    let args = ["score", "-q", "--ruleset", &amounts(), "--as-of", "2026-03-02T10:30:00+08:00", "-"];
    let mut child = command().args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let writing = std::thread::spawn(move || {
        stdin.write_all(b"{\"id\":\"before\"}\n{\"narrative\":\"").unwrap();
        let megabyte = vec![b'a'; 1_000_000];
        (0..100).for_each(|_| stdin.write_all(&megabyte).unwrap());
        stdin.write_all(b"\"}\n{\"id\":\"after\"}\n").unwrap();
        stdin
    });
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut lines = Vec::new();
    for _ in 0..3 {
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        lines.push(serde_json::from_str::<Value>(&line).unwrap());
    }
    // The input is still open: the lines came as soon as they were whole, and memory can be looked at.
    let stdin = writing.join().unwrap();
    if let Ok(status) = std::fs::read_to_string(format!("/proc/{}/status", child.id())) {
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        let kilobytes: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
        assert!(kilobytes < 80_000, "{kilobytes} kB");
    }
    drop(stdin);
    out.read_to_end(&mut Vec::new()).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(2));
    assert_eq!(lines[0]["key"], "before");
    assert_eq!((&lines[1]["key"], &lines[1]["error"]["code"]), (&2.into(), &"I422".into()));
    assert_eq!(lines[1]["error"]["found"], "100000016 bytes");
    assert_eq!(lines[2]["key"], "after");
}
