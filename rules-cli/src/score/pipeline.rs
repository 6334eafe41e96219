//! Batches through threads and out again in order.
//!
//! One thread reads, `threads` score, this one writes. Each batch goes to the scoring threads with a slot for
//! its result, and the slot goes to the writer in the order of reading. Both queues are bounded: memory does
//! not grow with the input. No thread but this one writes, and it ends after a whole batch only.

use super::batch::{Batch, Halt};
use super::input::Reader;
use super::progress::Progress;
use super::rejects::Rejects;
use super::sink::Sink;
use super::summary::Totals;
use super::work::{Done, Plan, Tally, Worker};
use super::{csv_out, table};
use crate::exit::{Code, Stop};
use crate::score::args::Format;
use crate::terminal;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How often a waiting writer looks whether it was interrupted.
const LOOK: Duration = Duration::from_millis(100);

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

type Job = (Batch, SyncSender<Done>);
type Slot = Receiver<Done>;

/// Scores all that the reader gives.
pub fn run(work: Work, sink: Sink, mut rejects: Rejects, progress: &Progress) -> Result<Outcome, Stop> {
    listen_for_interrupts();
    let Work { plan, reader, threads, bom } = work;
    let (jobs, queue) = sync_channel::<Job>(threads * 2);
    let (order, slots) = sync_channel::<Slot>(threads * 2);
    let reading = thread::spawn(move || {
        reader.run(&mut |batch| {
            let (slot, result) = sync_channel(1);
            order.send(result).is_ok() && jobs.send((batch, slot)).is_ok()
        })
    });
    let queue = Arc::new(Mutex::new(queue));
    let scoring: Vec<JoinHandle<Tally>> = (0..threads)
        .map(|_| {
            let (plan, queue) = (Arc::clone(&plan), Arc::clone(&queue));
            thread::spawn(move || score(&plan, &queue))
        })
        .collect();
    // Only the scoring threads hold the queue: should they all fail, the reader is told.
    drop(queue);
    let mut writer = Writer { plan: &plan, sink, page: Vec::new(), first: true };
    writer.start(bom)?;
    let mut totals = Totals::new(&plan.ruleset);
    while let Some(slot) = wait(&slots, progress)? {
        let Some(done) = wait(&slot, progress)? else { return Err(thread_failed()) };
        writer.write(&done)?;
        totals.counts.add(&done.counts);
        rejects.add(done.input, &done.rejected, done.counts.rejected)?;
    }
    writer.end()?;
    let (warnings, failure) = match reading.join().map_err(|_| thread_failed())? {
        Ok(warnings) => (warnings, None),
        Err(Halt::Failed(message)) => (Vec::new(), Some(message)),
        Err(Halt::Unwanted) => return Err(thread_failed()),
    };
    for thread in scoring {
        totals.add(thread.join().map_err(|_| thread_failed())?);
    }
    Ok(Outcome { totals, rejects: rejects.finish()?, warnings, failure })
}

/// Scores batches until there are no more.
fn score(plan: &Plan, queue: &Mutex<Receiver<Job>>) -> Tally {
    let mut worker = Worker::new(plan);
    loop {
        let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((batch, slot)) = job else { return worker.tally() };
        // A writer that is gone needs no result.
        let _writer_is_gone = slot.send(worker.batch(&batch));
    }
}

/// The next of a queue, or none at its end; looks for interruptions while waiting.
fn wait<T>(queue: &Receiver<T>, progress: &Progress) -> Result<Option<T>, Stop> {
    loop {
        if INTERRUPTED.load(Ordering::Relaxed) {
            progress.finish();
            return Err(Stop::Interrupted);
        }
        progress.update();
        match queue.recv_timeout(LOOK) {
            Ok(next) => return Ok(Some(next)),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(None),
        }
    }
}

fn thread_failed() -> Stop {
    Stop::Failed("a scoring thread ended unexpectedly; the lines written before are whole".into())
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
        csv_out::header(self.kept(), &mut header);
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
