//! Batches through threads and out again in order.
//!
//! One thread reads, others work, this one takes. Each batch goes to the working threads with a slot for its
//! result, and the slot goes to the taker in the order of reading: what is taken does not depend on the number of
//! threads. Both queues are bounded: memory does not grow with the input.

use super::batch::{Batch, Halt};
use super::input::Reader;
use crate::exit::Stop;
use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How often a waiting taker looks around.
const LOOK: Duration = Duration::from_millis(100);

/// What threads do with batches.
pub trait Labour: Send + Sync + 'static {
    /// What a thread keeps from batch to batch.
    type Worker<'l>;
    /// What comes of a batch.
    type Done: Send + 'static;
    /// What a thread leaves when there are no more.
    type Tally: Send + 'static;

    /// A thread's own means.
    fn worker(&self) -> Self::Worker<'_>;
    /// Does a batch.
    fn batch(&self, worker: &mut Self::Worker<'_>, batch: Batch) -> Self::Done;
    /// What the thread leaves.
    fn tally(&self, worker: Self::Worker<'_>) -> Self::Tally;
}

/// What is left when all batches are done.
pub struct Ended<T> {
    /// One a thread.
    pub tallies: Vec<T>,
    /// The reader's warnings, or why the input was not read to its end.
    pub read: Result<Vec<String>, String>,
}

type Job<D> = (Batch, SyncSender<D>);

/// As many threads as are asked for; without that all cores.
pub fn count(asked: Option<NonZeroUsize>) -> usize {
    asked.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get)
}

/// Has every batch done, and takes what comes of each in the order of reading. `look` is called while waiting.
pub fn run<L: Labour>(
    labour: &Arc<L>,
    reader: Reader,
    threads: usize,
    look: &mut dyn FnMut() -> Result<(), Stop>,
    take: &mut dyn FnMut(L::Done) -> Result<(), Stop>,
) -> Result<Ended<L::Tally>, Stop> {
    let (jobs, queue) = sync_channel::<Job<L::Done>>(threads * 2);
    let (order, slots) = sync_channel::<Receiver<L::Done>>(threads * 2);
    let reading = thread::spawn(move || {
        reader.run(&mut |batch| {
            let (slot, result) = sync_channel(1);
            order.send(result).is_ok() && jobs.send((batch, slot)).is_ok()
        })
    });
    let queue = Arc::new(Mutex::new(queue));
    let working: Vec<JoinHandle<L::Tally>> = (0..threads)
        .map(|_| {
            let (labour, queue) = (Arc::clone(labour), Arc::clone(&queue));
            thread::spawn(move || work(&*labour, &queue))
        })
        .collect();
    // Only the working threads hold the queue: should they all fail, the reader is told.
    drop(queue);
    while let Some(slot) = wait(&slots, look)? {
        let Some(done) = wait(&slot, look)? else { return Err(failed()) };
        take(done)?;
    }
    let read = match reading.join().map_err(|_| failed())? {
        Ok(warnings) => Ok(warnings),
        Err(Halt::Failed(message)) => Err(message),
        Err(Halt::Unwanted) => return Err(failed()),
    };
    let tallies = working.into_iter().map(|thread| thread.join().map_err(|_| failed()));
    Ok(Ended { tallies: tallies.collect::<Result<_, _>>()?, read })
}

/// Does batches until there are no more.
fn work<L: Labour>(labour: &L, queue: &Mutex<Receiver<Job<L::Done>>>) -> L::Tally {
    let mut worker = labour.worker();
    loop {
        let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((batch, slot)) = job else { return labour.tally(worker) };
        // A taker that is gone needs no result.
        let _taker_is_gone = slot.send(labour.batch(&mut worker, batch));
    }
}

/// The next of a queue, or none at its end.
fn wait<T>(queue: &Receiver<T>, look: &mut dyn FnMut() -> Result<(), Stop>) -> Result<Option<T>, Stop> {
    loop {
        look()?;
        match queue.recv_timeout(LOOK) {
            Ok(next) => return Ok(Some(next)),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(None),
        }
    }
}

fn failed() -> Stop {
    Stop::Failed("a scoring thread ended unexpectedly; what was written before is whole".into())
}
