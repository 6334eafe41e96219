//! Reports one at a time: each scored, or with the reason why it cannot be.

use crate::exit::Stop;
use crate::score::batch::{Batch, Halt};
use crate::score::input::{Input, Reader};
use crate::score::records::Records;
use rules_core::{Assessment, Context, Options, Reject, Ruleset, Session};
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

/// Passes on every report of the inputs, in their order.
///
/// # Errors
/// If an input cannot be read to its end: half a batch would be taken for a whole one.
pub fn each(
    inputs: Vec<Input>,
    ruleset: &Ruleset,
    context: &Context,
    options: &Options,
    take: &mut dyn FnMut(Seen<'_>),
) -> Result<(), Stop> {
    let names: Vec<String> = inputs.iter().map(|input| input.name.clone()).collect();
    let reader = Reader {
        inputs,
        ruleset: ruleset.clone(),
        records: Records::default(),
        texts: false,
        key: options.key.clone(),
        read: Arc::new(AtomicU64::new(0)),
    };
    let mut session = Session::new(ruleset, context, options);
    let read = reader.run(&mut |batch| {
        let name = names.get(batch.input).map(String::as_str).unwrap_or_default();
        of_batch(&mut session, &batch, name, take);
        true
    });
    match read {
        Ok(_) | Err(Halt::Unwanted) => Ok(()),
        Err(Halt::Failed(message)) => Err(Stop::Failed(format!("{message}; no page is written"))),
    }
}

fn of_batch(session: &mut Session<'_>, batch: &Batch, name: &str, take: &mut dyn FnMut(Seen<'_>)) {
    let mut faults = batch.faults.iter().peekable();
    for (index, item) in batch.items.iter().enumerate() {
        let line = batch.data.get(item.start..item.end).unwrap_or_default();
        let place = || format!("{name}:{}", item.number);
        let fault = faults.next_if(|(at, _)| *at == index);
        let outcome = match fault {
            Some((_, reject)) => Err(reject.clone()),
            None => session.assess(line, item.number),
        };
        take(Seen { place: &place, line, outcome: outcome.as_ref() });
    }
}
