//! Nothing in, the table of µs an incident and of ratios out: every variant in one run, on one thread.
//!
//! Each round times every variant once in turn, so that drift of the machine meets them all alike. `evaluate`
//! goes from a parsed incident to the answer as a value; `end to end` from a JSON line in memory to the
//! answer's JSON in memory. Building rules and matchers is not timed. Then Shao by the number of rules, and how
//! long rulesets take to compile. `ratios [ROUNDS [INCIDENTS]]`.

use benches::answer::{Checksum, known_checksum};
use benches::ruleset_text::ruleset;
use benches::scaling;
use benches::shao::Shao;
use benches::variants::{Variant, check, run_end_to_end, run_evaluate, variants};
use benches::workload::{FRAUD_24, lines, scales};
use rules_core::Ruleset;
use std::error::Error;
use std::time::Duration;

/// Every variant is shown beside these two.
const COMPARED_WITH: [&str; 2] = ["by-hand", "by-hand-best"];

/// A variant and what it took, in µs an incident, each round.
struct Times {
    name: &'static str,
    evaluate: Vec<f64>,
    end_to_end: Vec<f64>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1).map(|argument| argument.parse::<usize>());
    let rounds = arguments.next().transpose()?.unwrap_or(31);
    let count = arguments.next().transpose()?.unwrap_or(5_000);
    let lines = lines(count);
    let shao = Shao::new(&ruleset(&FRAUD_24))?;
    let mut variants = variants(&lines, &shao)?;
    let expected = agreed(&mut variants, &lines)?;
    let times = measure(&mut variants, &lines, rounds, &expected)?;
    println!("{count} incidents, {rounds} rounds, one thread; median (lowest) µs an incident\n");
    print_table("evaluate", &times, |times| &times.evaluate);
    print_table("end to end", &times, |times| &times.end_to_end);
    print_scaling(rounds)?;
    print_compilation(rounds)
}

/// Shao by the number of rules.
fn print_scaling(rounds: usize) -> Result<(), Box<dyn Error>> {
    println!("| rules | evaluate, µs | end to end, µs | compile, ms |\n|---|---|---|---|");
    let lines = lines(scaling::INCIDENTS);
    for set in scales(&scaling::SIZES) {
        let source = ruleset(&set);
        let (shao, took) = timed(|| Shao::new(&source));
        let shao = shao?;
        scaling::check(&shao, &lines, &scaling::expected(&set))?;
        let mut session = shao.session();
        let read = lines.iter().map(|line| session.incident(line.as_bytes()));
        let mut incidents: Vec<_> = read.collect::<Result<_, _>>()?;
        let mut out = Vec::new();
        let [mut evaluate, mut end_to_end] = [Vec::new(), Vec::new()];
        for _ in 0..rounds {
            let took = timed(|| scaling::run_evaluate(&mut session, &mut incidents)).1;
            evaluate.push(micros(took, lines.len()));
            let took = timed(|| scaling::run_end_to_end(&mut session, &lines, &mut out)).1;
            end_to_end.push(micros(took, lines.len()));
        }
        let [evaluate, end_to_end] = [evaluate, end_to_end].map(|times| quantile(&times, 0.5));
        let compile = took.as_secs_f64() * 1e3;
        println!("| {} | {evaluate:.2} | {end_to_end:.2} | {compile:.1} |", set.rules.len());
    }
    println!();
    Ok(())
}

/// From the source of a ruleset to the ruleset.
fn print_compilation(rounds: usize) -> Result<(), Box<dyn Error>> {
    println!("| compile | ms (lowest) |\n|---|---|");
    let fraud = include_str!("../../../rulesets/fraud/fraud.toml");
    for (name, source) in [("fraud-24", ruleset(&FRAUD_24).as_str()), ("fraud", fraud)] {
        let mut times = Vec::new();
        for _ in 0..rounds {
            let (compiled, took) = timed(|| Ruleset::compile(source));
            compiled?;
            times.push(took.as_secs_f64() * 1e3);
        }
        println!("| {name} | {:.2} ({:.2}) |", quantile(&times, 0.5), quantile(&times, 0.0));
    }
    Ok(())
}

/// What each variant's timed loops must give. All variants must have given the same answers.
fn agreed(
    variants: &mut [Box<dyn Variant + '_>],
    lines: &[String],
) -> Result<Vec<(Checksum, usize)>, Box<dyn Error>> {
    let mut known = known_checksum(lines.len());
    let mut all = Vec::new();
    for variant in variants {
        let checked = check(variant.as_mut(), lines)?;
        if *known.get_or_insert(checked.0) != checked.0 {
            return Err(format!("{} gives other answers", variant.name()).into());
        }
        all.push(checked);
    }
    Ok(all)
}

fn measure(
    variants: &mut [Box<dyn Variant + '_>],
    lines: &[String],
    rounds: usize,
    expected: &[(Checksum, usize)],
) -> Result<Vec<Times>, Box<dyn Error>> {
    let names = variants.iter().map(|variant| variant.name());
    let mut all: Vec<Times> =
        names.map(|name| Times { name, evaluate: Vec::new(), end_to_end: Vec::new() }).collect();
    for _ in 0..rounds {
        for ((variant, times), expected) in variants.iter_mut().zip(&mut all).zip(expected) {
            let (checksum, took) = timed(|| run_evaluate(variant.as_mut(), lines.len()));
            times.evaluate.push(micros(took, lines.len()));
            let (bytes, took) = timed(|| run_end_to_end(variant.as_mut(), lines));
            times.end_to_end.push(micros(took, lines.len()));
            if (checksum, bytes) != *expected {
                return Err(format!("{} changed its answers", times.name).into());
            }
        }
    }
    Ok(all)
}

#[expect(clippy::disallowed_methods, reason = "a measurement needs a clock")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = std::time::Instant::now();
    let result = work();
    (result, start.elapsed())
}

fn micros(took: Duration, count: usize) -> f64 {
    took.as_secs_f64() * 1e6 / count as f64
}

fn print_table(stage: &str, all: &[Times], of: impl Fn(&Times) -> &[f64]) {
    let [first, second] = COMPARED_WITH;
    println!("| {stage} | µs (lowest) | to {first} | to {second} |\n|---|---|---|---|");
    for times in all {
        let own = of(times);
        let [to_first, to_second] = COMPARED_WITH.map(|name| {
            let other = all.iter().find(|other| other.name == name).map_or(own, &of);
            // Of each round by itself, so that a slow second meets both sides of a ratio.
            let ratios: Vec<f64> = own.iter().zip(other).map(|(own, other)| own / other).collect();
            quantile(&ratios, 0.5)
        });
        let (median, lowest) = (quantile(own, 0.5), quantile(own, 0.0));
        println!("| {} | {median:.2} ({lowest:.2}) | {to_first:.2} | {to_second:.2} |", times.name);
    }
    println!();
}

/// The value that this share of the values lies below.
fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = (sorted.len().saturating_sub(1) as f64 * share) as usize;
    sorted.get(place).copied().unwrap_or(f64::NAN)
}
