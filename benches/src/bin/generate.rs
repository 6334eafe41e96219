//! A number in, that many incidents out on standard output, one line of JSON each, as a stream.
//!
//! `cargo run --release -p benches --bin generate -- 1441391 > file.jsonl` writes as many reports as the
//! platform of one city receives.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(count) = std::env::args().nth(1).and_then(|count| count.parse().ok()) else {
        eprintln!("usage: generate COUNT > FILE");
        return ExitCode::from(2);
    };
    match write(count) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the incidents cannot be written: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(count: usize) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
    for incident in benches::workload::incidents().take(count) {
        serde_json::to_writer(&mut out, &incident)?;
        out.write_all(b"\n")?;
    }
    out.flush()
}
