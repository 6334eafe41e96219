//! `rules score`: incidents in, one assessment out for each, in order, on all cores, in constant memory.
//!
//! ```text
//! files -> read (batches of about 256 KiB) -> work (a session a thread) -> write (in order)
//! ```

pub mod args;
mod array;
pub mod batch;
pub mod cells;
pub mod csv_in;
mod csv_out;
pub mod input;
pub mod keep;
mod lines;
mod pipeline;
pub mod progress;
pub mod records;
mod rejects;
mod sink;
mod summary;
pub mod table;
pub mod threads;
mod work;

use crate::exit::{Code, Stop};
use crate::explain::Wish;
use crate::explain::args::Audience;
use crate::{context, rulesets, terminal};
use args::{Format, ScoreArgs};
use input::{Input, Reader};
use keep::Keep;
use progress::Progress;
use records::Records;
use rejects::Rejects;
use rules_core::Options;
use sink::Sink;
use std::path::PathBuf;
use std::sync::Arc;
use work::Plan;

pub use work::key_text;

/// Runs `rules score`.
pub fn run(args: ScoreArgs) -> Result<Code, Stop> {
    let ruleset = rulesets::load(&args.ruleset)?;
    let context = context::context(&ruleset, &args.context)?;
    let options = Options {
        key: args.key.clone(),
        as_of_field: args.as_of_field.clone(),
        strict: args.strict,
        bounds: args.bounds,
        next: args.next,
    };
    let inputs = args.files.iter().map(|path| Input::new(path, args.input)).collect::<Result<Vec<_>, _>>()?;
    forbid_overwriting(&args)?;
    let records = Records::load(&ruleset, &args.records, &args.key)?;
    let keep = args.keep.iter().map(|name| Keep::new(name, &ruleset)).collect::<Result<Vec<_>, _>>()?;
    let wish = args.explain.then(|| Wish::new(&ruleset, Audience::Official, None, None));
    if wish.is_some() && !matches!(args.format, Format::Jsonl | Format::Json) {
        return Err(Stop::Failed("--explain goes with --format jsonl or json".into()));
    }
    let sink = Sink::open(args.output.as_deref())?;
    let rejects = Rejects::open(args.rejects.as_deref(), inputs.iter().map(|input| input.name.clone()))?;
    let progress = Progress::new(&inputs, !args.quiet && terminal::may_show_progress(args.output.is_some()));
    let reader = Reader {
        inputs,
        ruleset: ruleset.clone(),
        texts: false,
        records,
        key: args.key,
        read: progress.counter(),
    };
    let plan = Plan {
        ruleset,
        context,
        options,
        format: args.format,
        keep,
        explain: wish,
        copy: args.rejects.is_some(),
    };
    let threads = threads::count(args.threads);
    let work = pipeline::Work { plan: Arc::new(plan), reader, threads, bom: args.bom };
    let outcome = pipeline::run(work, sink, rejects, &progress)?;
    progress.finish();
    if !args.quiet {
        if outcome.totals.counts.rejected > 0 {
            terminal::note(&outcome.rejects);
        }
        terminal::note(&outcome.totals.text(args.verbose));
    }
    for warning in &outcome.warnings {
        terminal::warning(warning);
    }
    match outcome.failure {
        Some(message) => Err(Stop::Failed(message)),
        None => Ok(outcome.totals.code()),
    }
}

/// An input that is also an output would be emptied before it is read.
fn forbid_overwriting(args: &ScoreArgs) -> Result<(), Stop> {
    let same = |path: &PathBuf| std::fs::canonicalize(path).ok();
    let outputs: Vec<PathBuf> =
        [&args.output, &args.rejects].into_iter().flatten().filter_map(same).collect();
    match args.files.iter().filter_map(same).find(|path| outputs.contains(path) && path.is_file()) {
        Some(path) => Err(Stop::Failed(format!("`{}` is both read and written", path.display()))),
        None => Ok(()),
    }
}
