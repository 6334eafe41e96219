//! Nothing in, the table of bounds out: for each shipped ruleset with all but three fields open, how many of its cases
//! have all ends exact, how long the bounds of an incident take on one thread, alone and with what to
//! ask next, and how many steps.
//!
//! The time of an incident is the median of the rounds; making a [`Bounder`] is not timed, for one serves all incidents
//! of a context. The ends must be the known ones. `bounds [ROUNDS]`.

use benches::few_known::{Ends, KNOWN, NAMES, Shipped, ends, inexact, shipped};
use rules_core::Options;
use rules_core::bounds::{Bounder, STEPS};
use rules_core::prove::{Budget, Verdict, prove, usual_context};
use std::error::Error;

/// What the incidents of a ruleset took, in order.
#[derive(Default)]
struct Taken {
    micros: Vec<f64>,
    /// The same, with what to ask next.
    with_next: Vec<f64>,
    steps: Vec<f64>,
    ends: Vec<Ends>,
    inexact: Vec<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let rounds = std::env::args().nth(1).map(|rounds| rounds.parse()).transpose()?.unwrap_or(11);
    println!("all but three fields open, {rounds} rounds, one thread; ms an incident\n");
    println!(
        "| ruleset | cases | exact | median | p95 | max | median steps | max steps | with questions: median | max |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|");
    let mut notes = Vec::new();
    let mut wrong = Vec::new();
    for (name, known) in NAMES.into_iter().zip(KNOWN) {
        let taken = measure(&shipped(name)?, rounds)?;
        let count = taken.ends.len();
        let exact = count - taken.inexact.len();
        let [median, p95, max] = [0.5, 0.95, 1.0].map(|share| quantile(&taken.micros, share) / 1e3);
        let [next, next_max] = [0.5, 1.0].map(|share| quantile(&taken.with_next, share) / 1e3);
        let [steps, most] = [0.5, 1.0].map(|share| quantile(&taken.steps, share));
        println!(
            "| {name} | {count} | {exact} | {median:.2} | {p95:.2} | {max:.1} | {steps:.0} | {most:.0} | {next:.2} | {next_max:.1} |"
        );
        notes.extend(taken.inexact.iter().map(|note| format!("- {name}: {note}")));
        let found = (exact, benches::few_known::digest(&taken.ends));
        if (found.0, found.1.as_str()) != known {
            wrong.push(format!("{name}: {found:?} instead of {known:?}"));
        }
    }
    println!(
        "\nall proofs of `rules check`\n\n| ruleset | ms | properties | hold | not decided |\n|---|---|---|---|---|"
    );
    for name in NAMES {
        wrong.extend(proofs(&shipped(name)?, rounds)?);
    }
    println!("\nnot exact:\n{}", notes.join("\n"));
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("; ").into()) }
}

/// Proves all that there is to prove, and says what fails.
fn proofs(shipped: &Shipped, rounds: usize) -> Result<Option<String>, Box<dyn Error>> {
    let ruleset = &shipped.ruleset;
    let context = ruleset.context(usual_context(ruleset))?;
    let mut times = Vec::new();
    let mut last = None;
    for _ in 0..rounds.clamp(1, 5) {
        let (report, micros) = timed(|| prove(ruleset, &context, &[], Budget::default()));
        times.push(micros / 1e3);
        last = Some(report);
    }
    let Some(report) = last else { return Ok(None) };
    let all = report.properties.len();
    let hold = report.properties.iter().filter(|it| it.verdict == Verdict::Holds).count();
    println!("| {} | {:.0} | {all} | {hold} | {} |", shipped.name, quantile(&times, 0.5), all - hold);
    let fails = report.fails().then(|| format!("{}: a property fails", shipped.name));
    Ok(fails)
}

fn measure(shipped: &Shipped, rounds: usize) -> Result<Taken, Box<dyn Error>> {
    let mut taken = Taken::default();
    let options = Options::default();
    for few in &shipped.incidents {
        let mut bounder = Bounder::new(&shipped.ruleset, &few.context, &options);
        let mut times = Vec::new();
        for _ in 0..rounds.max(1) {
            let (bounds, micros) = timed(|| bounder.bounds(few.line.as_bytes(), STEPS));
            times.push(micros);
            if times.len() == 1 {
                let bounds = bounds.map_err(|reject| format!("{}: {reject:?}", few.name))?;
                taken.ends.push(ends(&shipped.ruleset, &bounds));
                taken
                    .inexact
                    .extend(inexact(&bounds).map(|ends| format!("{ends}: {} {}", few.name, few.line)));
            }
        }
        taken.micros.push(quantile(&times, 0.5));
        taken.steps.push(bounder.steps_taken() as f64);
        let outlooks = (0..rounds.max(1)).map(|_| timed(|| bounder.outlook(few.line.as_bytes(), STEPS)).1);
        taken.with_next.push(quantile(&outlooks.collect::<Vec<_>>(), 0.5));
    }
    Ok(taken)
}

#[expect(clippy::disallowed_methods, reason = "a measurement needs a clock")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = std::time::Instant::now();
    let result = work();
    (result, start.elapsed().as_secs_f64() * 1e6)
}

/// The value that this share of the values lies below.
fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = (sorted.len().saturating_sub(1) as f64 * share) as usize;
    sorted.get(place).copied().unwrap_or(f64::NAN)
}
