//! Reports by all cores, taken in their order: each scored, or with the reason why it cannot be.

use super::twice::Twice;
use crate::exit::Stop;
use crate::score::batch::Batch;
use crate::score::input::{Input, Reader};
use crate::score::key_text;
use crate::score::records::Records;
use crate::score::threads::{self, Labour};
use rules_core::assessment::Key;
use rules_core::{Assessment, Context, Options, Reject, Ruleset, Session};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// A report that was read.
pub struct Seen<'s> {
    /// The file and the line, element or record in it, as `reports.jsonl:12`.
    pub place: &'s dyn Fn() -> String,
    /// Its bytes.
    pub line: &'s [u8],
    /// What came of it.
    pub outcome: Result<&'s Assessment, &'s Reject>,
}

/// How reports are scored.
#[derive(Debug)]
pub struct Scoring {
    /// The ruleset.
    pub ruleset: Ruleset,
    /// The context.
    pub context: Context,
    /// How lines are read.
    pub options: Options,
}

/// Reports of which a later one has the key.
#[derive(Clone, Copy, Debug, Default)]
pub struct Repeated {
    /// How many there are.
    pub count: u64,
    /// Whether they are left out.
    pub left_out: bool,
}

/// A batch with what came of each report.
pub struct Scored {
    batch: Batch,
    outcomes: Vec<Result<Assessment, Reject>>,
}

impl Labour for Scoring {
    type Worker<'l> = Session<'l>;
    type Done = Scored;
    type Tally = ();

    fn worker(&self) -> Session<'_> {
        Session::new(&self.ruleset, &self.context, &self.options)
    }

    fn batch(&self, session: &mut Session<'_>, batch: Batch) -> Scored {
        let mut faults = batch.faults.iter().peekable();
        let mut outcomes = Vec::with_capacity(batch.items.len());
        for (index, item) in batch.items.iter().enumerate() {
            let line = batch.data.get(item.start..item.end).unwrap_or_default();
            outcomes.push(match faults.next_if(|(at, _)| *at == index) {
                Some((_, reject)) => Err(reject.clone()),
                None => session.assess(line, item.number),
            });
        }
        Scored { batch, outcomes }
    }

    fn tally(&self, _session: Session<'_>) {}
}

/// Passes on every report of a period, in order, but those left out by their number. Gives those of which a later
/// one has the key.
///
/// # Errors
/// If an input cannot be read to its end: half a batch would be taken for a whole one.
pub fn each(
    inputs: Vec<Input>,
    scoring: Scoring,
    threads: usize,
    left_out: &BTreeSet<u64>,
    take: &mut dyn FnMut(Seen<'_>),
) -> Result<BTreeSet<u64>, Stop> {
    let names: Vec<String> = inputs.iter().map(|input| input.name.clone()).collect();
    let reader = Reader {
        inputs,
        ruleset: scoring.ruleset.clone(),
        records: Records::default(),
        texts: false,
        key: scoring.options.key.clone(),
        read: Arc::new(AtomicU64::new(0)),
    };
    let (mut twice, mut number) = (Twice::default(), 0);
    let ended = threads::run(&Arc::new(scoring), reader, threads, &mut || Ok(()), &mut |scored| {
        let name = names.get(scored.batch.input).map(String::as_str).unwrap_or_default();
        of_batch(&scored, name, &mut |seen| {
            if let Ok(Key::Own(_)) = seen.outcome.map(|it| &it.key) {
                twice.see(&seen.outcome.map(|it| key_text(&it.key)).unwrap_or_default(), number);
            }
            if !left_out.contains(&number) {
                take(seen);
            }
            number += 1;
        });
        Ok(())
    })?;
    let failed = |message| Stop::Failed(format!("{message}; no page is written"));
    ended.read.map_err(failed)?;
    Ok(twice.repeated())
}

fn of_batch(scored: &Scored, name: &str, take: &mut dyn FnMut(Seen<'_>)) {
    for (item, outcome) in scored.batch.items.iter().zip(&scored.outcomes) {
        let line = scored.batch.data.get(item.start..item.end).unwrap_or_default();
        let place = || format!("{name}:{}", item.number);
        take(Seen { place: &place, line, outcome: outcome.as_ref() });
    }
}
