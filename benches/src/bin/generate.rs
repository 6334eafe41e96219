//! A number in, that many incidents out on standard output, one line of JSON each, as a stream; or the name of
//! a ruleset in, the ruleset out.
//!
//! `cargo run --release -p benches --bin generate -- 1441391 > file.jsonl` writes as many reports as the
//! platform of one city receives. `… -- ruleset fraud-24 > benches/rulesets/fraud-24.toml` writes the ruleset
//! anew, `… -- ruleset scale-1000` one of the family.

use benches::ruleset_text::ruleset;
use benches::workload::{FRAUD_24, incidents, scale};
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let written = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [count] => count.parse().ok().map(write_incidents),
        ["ruleset", "fraud-24"] => Some(write(&ruleset(&FRAUD_24))),
        ["ruleset", name] => {
            let count = name.strip_prefix("scale-").and_then(|count| count.parse().ok());
            count.map(|count| write(&ruleset(&scale(count))))
        }
        _ => None,
    };
    match written {
        Some(Ok(())) => ExitCode::SUCCESS,
        Some(Err(error)) => {
            eprintln!("cannot be written: {error}");
            ExitCode::FAILURE
        }
        None => {
            eprintln!("usage: generate COUNT | generate ruleset (fraud-24 | scale-COUNT)");
            ExitCode::from(2)
        }
    }
}

fn write_incidents(count: usize) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
    for incident in incidents().take(count) {
        serde_json::to_writer(&mut out, &incident)?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

fn write(text: &str) -> io::Result<()> {
    io::stdout().lock().write_all(text.as_bytes())
}
