//! How `rules score` ends early: never with half a line, never with a panic.

#![cfg(unix)]

use crate::support::{amounts, command, folder};
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

fn scoring() -> Command {
    let mut command = command();
    command.args(["score", "--ruleset", &amounts(), "--as-of", "2026-03-02T10:30:00+08:00", "-"]);
    command
}

/// Feeds lines until the command no longer takes them.
fn feed(child: &mut std::process::Child) -> std::thread::JoinHandle<()> {
    let mut stdin = child.stdin.take().unwrap();
    std::thread::spawn(move || {
        let lines = "{\"id\":\"a line\",\"report\":{\"amount\":5000}}\n".repeat(1_000);
        while stdin.write_all(lines.as_bytes()).is_ok() {}
    })
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let mut child =
        scoring().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let feeding = feed(&mut child);
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    out.read_line(&mut first).unwrap();
    drop(out);
    let output = child.wait_with_output().unwrap();
    feeding.join().unwrap();
    assert!(first.starts_with("{\"key\":\"a line\""));
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(141), b"".as_slice()));
}

#[test]
fn ctrl_c_ends_it_after_a_whole_line() {
    let path = folder("interrupt").join("out.jsonl");
    let mut child = scoring()
        .stdin(Stdio::piped())
        .stdout(File::create(&path).unwrap())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let feeding = feed(&mut child);
    while std::fs::metadata(&path).unwrap().len() < 1_000_000 {
        std::thread::yield_now();
    }
    let sent = Command::new("sh").args(["-c", &format!("kill -INT {}", child.id())]).status().unwrap();
    assert!(sent.success());
    let output = child.wait_with_output().unwrap();
    feeding.join().unwrap();
    assert_eq!(output.status.code(), Some(130));
    assert!(std::fs::read(&path).unwrap().ends_with(b"}\n"));
}

/// A limit on the size of files stands for the end of a disk.
#[test]
fn a_full_disk_is_said_and_half_a_line_is_taken_back() {
    let folder = folder("full");
    let path = folder.join("out.jsonl");
    let script = format!(
        "trap '' XFSZ; ulimit -f 100; exec '{}' score --ruleset '{}' --as-of 2026-03-02T10:30:00+08:00 -o '{}' -",
        env!("CARGO_BIN_EXE_rules"),
        amounts(),
        path.display()
    );
    let mut child = Command::new("sh")
        .args(["-c", &script])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let feeding = feed(&mut child);
    let output = child.wait_with_output().unwrap();
    feeding.join().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{told}");
    assert!(told.contains("cannot write to") && told.contains("the lines before are whole"), "{told}");
    let written = std::fs::read(&path).unwrap();
    assert!(written.len() > 10_000 && written.ends_with(b"}\n"));
}
