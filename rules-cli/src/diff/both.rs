//! Incidents scored by two rulesets, on all cores.

use super::args::DiffArgs;
use super::rows::Columns;
use crate::exit::Stop;
use crate::score::batch::Batch;
use crate::score::csv_in;
use crate::score::input::{Input, Reader};
use crate::score::progress::Progress;
use crate::score::records::Records;
use crate::score::threads::{self, Labour};
use crate::{context, terminal};
use rules_core::backtest::mapping::Mapping;
use rules_core::backtest::reason::Reason;
use rules_core::diff::{Movement, Moves};
use rules_core::{Context, Options, Ruleset, Session};
use serde::Serialize;
use std::borrow::Cow;
use std::sync::Arc;

/// Rows left out that are told.
const TOLD: usize = 20;

/// What a change of rulesets does to rows.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OnRows {
    /// What moved.
    pub movement: Movement,
    /// The files; a move's `input` counts them from 0.
    pub files: Vec<String>,
    /// Rows that are no incident.
    pub left_out: u64,
    /// The first of them.
    pub left_out_rows: Vec<LeftOut>,
}

/// A row that was left out.
#[derive(Debug, Serialize)]
pub struct LeftOut {
    /// File and number of line, element or record.
    pub place: String,
    /// Why.
    pub reason: String,
}

/// What all threads share.
struct Both {
    old: (Ruleset, Context),
    new: (Ruleset, Context),
    options: Options,
    is_csv: Vec<bool>,
    moves: Moves,
}

/// A thread's own.
struct Worker<'b> {
    old: Session<'b>,
    new: Session<'b>,
    columns: Columns<'b>,
    moves: Moves,
}

/// What comes of a batch beside its moves.
#[derive(Default)]
struct Done {
    input: usize,
    /// The first rows that were left out.
    left_out: Vec<(u64, String)>,
    count: u64,
    /// Why the file cannot be used at all.
    refused: Option<String>,
}

/// Scores the rows of all files by both rulesets.
pub fn score(args: &DiffArgs, old: &Ruleset, new: &Ruleset) -> Result<OnRows, Stop> {
    let inputs = args.on.iter().map(|path| Input::new(path, args.input)).collect::<Result<Vec<_>, _>>()?;
    let files: Vec<String> = inputs.iter().map(|input| input.name.clone()).collect();
    let mut shared = args.context.clone();
    shared.as_of.get_or_insert_with(crate::clock::now);
    let with = |ruleset: &Ruleset| Ok::<_, Stop>((ruleset.clone(), context::context(ruleset, &shared)?));
    let both = Both {
        old: with(old)?,
        new: with(new)?,
        options: Options {
            key: args.key.clone(),
            as_of_field: args.as_of_field.clone(),
            ..Options::default()
        },
        is_csv: inputs.iter().map(Input::is_csv).collect(),
        moves: Moves::new(old, new, args.moves),
    };
    let mut moves = both.moves.empty();
    let progress = Progress::new(&inputs, terminal::may_show_progress(false));
    let reader = Reader {
        inputs,
        ruleset: new.clone(),
        texts: true,
        records: Records::default(),
        key: args.key.clone(),
        read: progress.counter(),
    };
    let (mut left_out, mut left_out_rows) = (0, Vec::new());
    let mut look = || {
        progress.update();
        Ok(())
    };
    let ended = threads::run(&Arc::new(both), reader, threads::count(args.threads), &mut look, &mut |done| {
        let Done { input, left_out: rows, count, refused } = done;
        let name = files.get(input).map(String::as_str).unwrap_or_default();
        if let Some(message) = refused {
            return Err(Stop::Failed(format!("{name}: {message}")));
        }
        left_out += count;
        let told = rows.into_iter().take(TOLD - left_out_rows.len().min(TOLD));
        left_out_rows
            .extend(told.map(|(number, reason)| LeftOut { place: format!("{name}:{number}"), reason }));
        Ok(())
    });
    progress.finish();
    let ended = ended?;
    ended.read.map_err(Stop::Failed)?;
    ended.tallies.into_iter().for_each(|tally| moves.merge(tally));
    Ok(OnRows { movement: moves.finish(), files, left_out, left_out_rows })
}

impl Labour for Both {
    type Worker<'l> = Worker<'l>;
    type Done = Done;
    type Tally = Moves;

    fn worker(&self) -> Worker<'_> {
        let session = |(ruleset, context)| Session::new(ruleset, context, &self.options);
        let beside = [Some(self.options.key.clone()), self.options.as_of_field.clone()];
        Worker {
            old: session((&self.old.0, &self.old.1)),
            new: session((&self.new.0, &self.new.1)),
            columns: Columns::new([&self.old.0, &self.new.0], beside.into_iter().flatten().collect()),
            moves: self.moves.empty(),
        }
    }

    fn batch(&self, worker: &mut Worker<'_>, batch: Batch) -> Done {
        let mut done = Done { input: batch.input, refused: self.refused(&batch.columns), ..Done::default() };
        if done.refused.is_some() {
            return done;
        }
        let is_csv = self.is_csv.get(batch.input).copied().unwrap_or_default();
        let mut faults = batch.faults.iter().peekable();
        for (index, item) in batch.items.iter().enumerate() {
            let line = batch.data.get(item.start..item.end).unwrap_or_default();
            let scored = match faults.next_if(|(at, _)| *at == index) {
                Some((_, reject)) => Err(Reason::rejected(reject)),
                None => worker.row(line, is_csv, (batch.input, item.number)),
            };
            if let Err(reason) = scored {
                done.count += 1;
                if done.left_out.len() < TOLD {
                    done.left_out.push((item.number, reason.to_string()));
                }
            }
        }
        done
    }

    fn tally(&self, worker: Worker<'_>) -> Moves {
        worker.moves
    }
}

impl Both {
    /// Why a CSV with this header cannot be used: neither ruleset knows any of its columns.
    fn refused(&self, columns: &[String]) -> Option<String> {
        let is_known = |ruleset: &Ruleset| Mapping::by_name(columns, ruleset).is_some();
        let names: Vec<&str> = columns.iter().map(String::as_str).collect();
        let is_unknown = !columns.is_empty() && !is_known(&self.old.0) && !is_known(&self.new.0);
        is_unknown.then(|| csv_in::no_field(&names, &self.new.0.model().fields))
    }
}

impl Worker<'_> {
    /// Scores a row by both; why not, where it is no incident.
    fn row(&mut self, line: &[u8], is_csv: bool, (input, number): (usize, u64)) -> Result<(), Reason> {
        let [before, after] = if is_csv {
            self.columns.incidents(line)?.map(Cow::Owned)
        } else {
            [Cow::Borrowed(line), Cow::Borrowed(line)]
        };
        let rejected = |reject| Reason::rejected(&reject);
        let old = self.old.assess(&before, number).map_err(rejected)?;
        let new = self.new.assess(&after, number).map_err(rejected)?;
        self.moves.add(u32::try_from(input).unwrap_or(u32::MAX), number, &old, &new);
        Ok(())
    }
}
