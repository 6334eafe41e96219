//! Nothing in, what a row of a backtest takes out: the run that the playground has, natively on one core, in
//! microseconds, the AUC and the SHA-256 of its rows as CSV, which the
//! same run in Node has to give.
//!
//! The rows are the common workload as cells of a table, a label and a guessed mapping with them; the median of the
//! rounds is told, in processor time. `backtest [ROWS] [ROUNDS]`; `backtest rows ROWS` writes the rows, for `benches/js/backtest.mjs`.

use benches::workload::incidents;
use rules_core::backtest::guess::guess;
use rules_core::backtest::row::Row;
use rules_core::backtest::run::{Plan, PlanSpec, Run};
use rules_core::digest::sha256_hex;
use rules_core::{ContextSpec, Ruleset};
use serde_json::Value;
use std::error::Error;
use std::io::{self, Write};
use std::time::Duration;

const RULESET: &[u8] = include_bytes!("../../rulesets/fraud-24.toml");
/// Bytes that a page hands over at once.
const CHUNK: usize = 256 * 1024;
/// The rows of 100,000, as CSV.
const KNOWN: (usize, &str) = (100_000, "d703d3c4c7c84e1b78b2ef5eb2faf1a582be17561c69f435e0ec23c1accb3e00");

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["rows", count] => Ok(io::stdout().lock().write_all(rows(count.parse()?)?.as_bytes())?),
        [] => measure(KNOWN.0, 5),
        [count] => measure(count.parse()?, 5),
        [count, rounds, ..] => measure(count.parse()?, rounds.parse()?),
    }
}

/// Rows of texts, each with a label that the amount and the channel decide.
fn rows(count: usize) -> Result<String, Box<dyn Error>> {
    let mut text = String::new();
    for (number, incident) in (1..).zip(incidents().take(count)) {
        let Value::Object(mut members) = serde_json::to_value(&incident)? else { continue };
        let fraud = incident.amount >= 20_000.0 && incident.channel != "in_person";
        members.insert("id".into(), format!("r{number}").into());
        members.insert("is_fraud".into(), u8::from(fraud).into());
        for value in members.values_mut().filter(|value| !value.is_string()) {
            *value = Value::String(value.to_string());
        }
        text.push_str(&serde_json::to_string(&members)?);
        text.push('\n');
    }
    Ok(text)
}

fn measure(count: usize, rounds: usize) -> Result<(), Box<dyn Error>> {
    let text = rows(count)?;
    let ruleset = Ruleset::compile(RULESET).map_err(|error| error.to_string())?;
    let first = text.lines().take(200).filter_map(|line| Row::new(line.as_bytes(), true).ok());
    let guess = guess(&ruleset, &first.collect::<Vec<_>>());
    let spec = PlanSpec {
        mapping: Some(guess.mapping),
        label: guess.label.map(|label| label.expression),
        cells: true,
        ..PlanSpec::default()
    };
    let context = ContextSpec { as_of: Some("2026-01-01T00:00:00+08:00".into()), ..ContextSpec::default() };
    let plan = Plan::new(&ruleset, context, spec)?;
    let (mut taken, mut found) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let before = processor_time()?;
        let mut run = Run::new(&plan);
        for chunk in chunks(text.as_bytes()) {
            run.add(chunk);
        }
        let auc = run.results().auc.map(|auc| auc.value);
        taken.push((processor_time()? - before).as_secs_f64() * 1e6 / count as f64);
        found.push((auc, sha256_hex(run.csv().as_bytes()), run.memory()));
    }
    taken.sort_by(f64::total_cmp);
    let median = taken.get(taken.len() / 2).copied().unwrap_or_default();
    let Some((auc, digest, memory)) = found.first() else { return Ok(()) };
    println!(
        "{count} rows: {median:.2} µs a row, {memory} bytes kept, AUC {}, rows {digest}",
        auc.unwrap_or_default()
    );
    let is_known = count != KNOWN.0 || digest == KNOWN.1;
    if is_known { Ok(()) } else { Err(format!("expected the rows {}", KNOWN.1).into()) }
}

/// How long this thread has been at work, by Linux: others on the machine make no difference.
fn processor_time() -> Result<Duration, Box<dyn Error>> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    Ok(Duration::from_nanos(told.split(' ').next().unwrap_or_default().parse()?))
}

/// Whole lines, about as many bytes at once as a page hands over.
fn chunks(mut text: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let from = CHUNK.min(text.len());
        let end =
            text.iter().skip(from).position(|byte| *byte == b'\n').map_or(text.len(), |at| from + at + 1);
        let (chunk, rest) = text.split_at_checked(end)?;
        text = rest;
        Some(chunk).filter(|chunk| !chunk.is_empty())
    })
}
