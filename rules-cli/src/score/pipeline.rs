//! Scoring: batches through threads, written in order.
//!
//! No thread but this one writes, and it ends after a whole batch only.

use super::batch::Batch;
use super::input::Reader;
use super::progress::Progress;
use super::rejects::Rejects;
use super::sink::Sink;
use super::summary::Totals;
use super::threads::{self, Labour};
use super::work::{Done, Plan, Tally, Worker};
use super::{csv_out, table};
use crate::exit::{Code, Stop};
use crate::score::args::Format;
use crate::terminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// What is to be done.
pub struct Work {
    /// How to score.
    pub plan: Arc<Plan>,
    /// What to score.
    pub reader: Reader,
    /// How many threads score.
    pub threads: usize,
    /// Whether CSV starts with a byte order mark.
    pub bom: bool,
}

/// What has become of it.
pub struct Outcome {
    /// Totals.
    pub totals: Totals,
    /// What there is to tell of rejected lines.
    pub rejects: String,
    /// Warnings.
    pub warnings: Vec<String>,
    /// Why the input was not read to its end.
    pub failure: Option<String>,
}

/// Scores all that the reader gives.
pub fn run(work: Work, sink: Sink, mut rejects: Rejects, progress: &Progress) -> Result<Outcome, Stop> {
    listen_for_interrupts();
    let Work { plan, reader, threads, bom } = work;
    let mut writer = Writer { plan: &plan, sink, page: Vec::new(), first: true };
    writer.start(bom)?;
    let mut totals = Totals::new(&plan.ruleset);
    let ended = threads::run(&plan, reader, threads, &mut || look(progress), &mut |done: Done| {
        writer.write(&done)?;
        totals.counts.add(&done.counts);
        rejects.add(done.input, &done.rejected, done.counts.rejected)
    })?;
    writer.end()?;
    ended.tallies.into_iter().for_each(|tally| totals.add(tally));
    let (warnings, failure) = match ended.read {
        Ok(warnings) => (warnings, None),
        Err(message) => (Vec::new(), Some(message)),
    };
    Ok(Outcome { totals, rejects: rejects.finish()?, warnings, failure })
}

impl Labour for Plan {
    type Worker<'l> = Worker<'l>;
    type Done = Done;
    type Tally = Tally;

    fn worker(&self) -> Worker<'_> {
        Worker::new(self)
    }

    fn batch(&self, worker: &mut Worker<'_>, batch: Batch) -> Done {
        worker.batch(&batch)
    }

    fn tally(&self, worker: Worker<'_>) -> Tally {
        worker.tally()
    }
}

/// Looks whether it was interrupted, and moves the progress bar.
fn look(progress: &Progress) -> Result<(), Stop> {
    if INTERRUPTED.load(Ordering::Relaxed) {
        progress.finish();
        return Err(Stop::Interrupted);
    }
    progress.update();
    Ok(())
}

/// The first Ctrl-C ends after the batch at hand, the second one at once.
fn listen_for_interrupts() {
    let set = ctrlc::set_handler(|| {
        if INTERRUPTED.swap(true, Ordering::Relaxed) {
            std::process::exit(Code::Interrupted as i32);
        }
    });
    if let Err(error) = set {
        terminal::warning(&format!("Ctrl-C may leave half a line: {error}"));
    }
}

/// Puts results together.
struct Writer<'p> {
    plan: &'p Plan,
    sink: Sink,
    /// Rows of a page that is not full yet.
    page: Vec<table::Row>,
    first: bool,
}

impl Writer<'_> {
    fn kept(&self) -> impl Iterator<Item = &str> {
        self.plan.keep.iter().map(|keep| keep.name.as_str())
    }

    fn start(&mut self, bom: bool) -> Result<(), Stop> {
        if self.plan.format != Format::Csv {
            return Ok(());
        }
        let mut header = if bom { b"\xEF\xBB\xBF".to_vec() } else { Vec::new() };
        csv_out::header(&self.plan.options, self.kept(), &mut header);
        self.sink.write(&header)
    }

    fn write(&mut self, done: &Done) -> Result<(), Stop> {
        match self.plan.format {
            Format::Jsonl | Format::Csv => self.sink.write(&done.out),
            Format::Json => {
                // Each element comes after a comma; the first one after a bracket.
                let skip = usize::from(self.first && !done.out.is_empty());
                if skip == 1 {
                    self.first = false;
                    self.sink.write(b"[")?;
                }
                self.sink.write(done.out.get(skip..).unwrap_or_default())
            }
            Format::Table => {
                for row in &done.rows {
                    self.page.push(row.clone());
                    if self.page.len() >= table::PAGE {
                        self.print_page()?;
                    }
                }
                Ok(())
            }
        }
    }

    fn end(&mut self) -> Result<(), Stop> {
        match self.plan.format {
            Format::Json if self.first => self.sink.write(b"[]\n"),
            Format::Json => self.sink.write(b"\n]\n"),
            Format::Table if !self.page.is_empty() => self.print_page(),
            _ => Ok(()),
        }
    }

    fn print_page(&mut self) -> Result<(), Stop> {
        let text = table::page(&self.page, self.kept());
        self.page.clear();
        self.sink.write(text.as_bytes())
    }
}
