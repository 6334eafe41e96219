//! JSONL cut into batches of whole lines. A line over the limit is counted and never held.

use super::batch::{BATCH_BYTES, Batch, Emit, Halt, Item, too_long};
use memchr::{memchr, memchr_iter, memrchr};
use rules_core::limits::LINE_BYTES;
use std::io::{self, Read};

/// Reads all lines of `input`, the number of which in the list is `index`.
pub fn read(input: &mut dyn Read, index: usize, emit: &mut Emit<'_>) -> Result<(), Halt> {
    let mut lines = Lines { index, number: 0, held: Vec::new(), emit };
    loop {
        let before = lines.held.len();
        let count = fill(input, &mut lines.held, BATCH_BYTES)?;
        if count == 0 {
            return lines.rest();
        }
        let new = lines.held.get(before..).unwrap_or_default();
        match memrchr(b'\n', new) {
            Some(last) => lines.pass_on(before + last + 1)?,
            None if lines.held.len() > LINE_BYTES => lines.skip(input)?,
            None => {}
        }
    }
}

/// Adds what one read gives, up to `most` bytes.
pub fn fill(input: &mut dyn Read, buffer: &mut Vec<u8>, most: usize) -> Result<usize, Halt> {
    let before = buffer.len();
    buffer.resize(before + most, 0);
    let room = buffer.get_mut(before..).unwrap_or_default();
    let count = loop {
        match input.read(room) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => break other,
        }
    };
    let count = count.map_err(|error| Halt::Failed(format!("cannot be read: {error}")));
    buffer.truncate(before + count.as_ref().copied().unwrap_or_default());
    count
}

struct Lines<'e, 'f> {
    index: usize,
    /// Lines so far.
    number: u64,
    /// Bytes that no batch has yet.
    held: Vec<u8>,
    emit: &'e mut Emit<'f>,
}

impl Lines<'_, '_> {
    /// Passes on the first `length` bytes, which are whole lines.
    fn pass_on(&mut self, length: usize) -> Result<(), Halt> {
        let rest = self.held.split_off(length);
        let data = std::mem::replace(&mut self.held, rest);
        let mut batch = Batch { input: self.index, data, ..Batch::default() };
        let mut start = 0;
        for end in memchr_iter(b'\n', &batch.data) {
            self.number += 1;
            batch.items.push(Item { start, end, number: self.number });
            start = end + 1;
        }
        if start < batch.data.len() {
            self.number += 1;
            batch.items.push(Item { start, end: batch.data.len(), number: self.number });
        }
        self.emit(batch)
    }

    /// The last line, where no line end follows it.
    fn rest(&mut self) -> Result<(), Halt> {
        if self.held.is_empty() { Ok(()) } else { self.pass_on(self.held.len()) }
    }

    /// Skips the line at hand up to its end, which the next line follows.
    fn skip(&mut self, input: &mut dyn Read) -> Result<(), Halt> {
        let mut length = self.held.len();
        let mut chunk = Vec::new();
        self.held = Vec::new();
        loop {
            chunk.clear();
            let count = fill(input, &mut chunk, BATCH_BYTES)?;
            match memchr(b'\n', &chunk) {
                Some(end) => {
                    length += end;
                    self.held.extend_from_slice(chunk.get(end + 1..).unwrap_or_default());
                    break;
                }
                None => length += count,
            }
            if count == 0 {
                break;
            }
        }
        self.number += 1;
        let mut batch = Batch::new(self.index);
        batch.push_fault(b"", self.number, too_long(length, LINE_BYTES));
        self.emit(batch)?;
        match memrchr(b'\n', &self.held) {
            Some(last) => self.pass_on(last + 1),
            None => Ok(()),
        }
    }

    fn emit(&mut self, batch: Batch) -> Result<(), Halt> {
        if (self.emit)(batch) { Ok(()) } else { Err(Halt::Unwanted) }
    }
}
