//! A batch: some incidents as bytes, on their way to a thread.

use rules_core::Reject;
use rules_core::diagnostic::Code;

/// Bytes after which a batch is passed on.
pub const BATCH_BYTES: usize = 256 * 1024;
/// Incidents after which a batch is passed on, however short they are.
const BATCH_ITEMS: usize = 8_192;

/// One incident of a batch.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// Where it starts.
    pub start: usize,
    /// One past its end.
    pub end: usize,
    /// Its line, element or record number in its file, from 1.
    pub number: u64,
}

/// Incidents of one file, in order.
#[derive(Debug, Default)]
pub struct Batch {
    /// Which input they come from.
    pub input: usize,
    /// Their bytes.
    pub data: Vec<u8>,
    /// Their places.
    pub items: Vec<Item>,
    /// Those that could not be read, by their place in `items`, in order.
    pub faults: Vec<(usize, Reject)>,
    /// The names of the columns, in the first batch of a CSV file.
    pub columns: Vec<String>,
}

impl Batch {
    /// An empty batch of an input.
    pub fn new(input: usize) -> Self {
        Self { input, ..Self::default() }
    }

    /// Adds an incident.
    pub fn push(&mut self, incident: &[u8], number: u64) {
        let start = self.data.len();
        self.data.extend_from_slice(incident);
        self.items.push(Item { start, end: self.data.len(), number });
    }

    /// Adds the incident that the bytes from `start` on are.
    pub fn push_from(&mut self, start: usize, number: u64) {
        self.items.push(Item { start, end: self.data.len(), number });
    }

    /// Adds one that could not be read, with the bytes that are known of it.
    pub fn push_fault(&mut self, bytes: &[u8], number: u64, reject: Reject) {
        self.faults.push((self.items.len(), reject));
        self.push(bytes, number);
    }

    /// Whether it should be passed on.
    pub fn is_full(&self) -> bool {
        self.data.len() >= BATCH_BYTES || self.items.len() >= BATCH_ITEMS
    }
}

/// Takes a batch; false where no more are wanted.
pub type Emit<'e> = dyn FnMut(Batch) -> bool + 'e;

/// Why an input is not read to its end.
#[derive(Debug)]
pub enum Halt {
    /// Nobody wants more.
    Unwanted,
    /// With a message.
    Failed(String),
}

/// The reason for an incident that is too long to be held.
pub fn too_long(bytes: usize, limit: usize) -> Reject {
    reject(Code::I422, format!("at most {limit} bytes"), format!("{bytes} bytes"), None)
}

/// A reason.
pub fn reject(code: Code, expected: String, found: String, offset: Option<usize>) -> Reject {
    Reject { code: code.as_str(), expected, found, offset, field: None }
}
