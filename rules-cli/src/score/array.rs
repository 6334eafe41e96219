//! A JSON array cut into batches of whole elements.

use super::batch::{BATCH_BYTES, Batch, Emit, Halt, reject, too_long};
use super::lines::fill;
use rules_core::diagnostic::Code;
use rules_core::json::{ArraySplitter, ElementBytes, JsonError};
use rules_core::limits::LINE_BYTES;
use rules_core::source::strip_bom;
use std::io::Read;

/// Reads all elements of `input`, the number of which in the list is `index`. Where the array itself is
/// broken, the element there is an error in the output, and the reading fails.
pub fn read(input: &mut dyn Read, index: usize, emit: &mut Emit<'_>) -> Result<(), Halt> {
    let mut splitter = ArraySplitter::new(LINE_BYTES);
    let mut batch = Batch::new(index);
    let (mut number, mut first) = (0, true);
    let mut buffer = Vec::new();
    let broken = loop {
        buffer.clear();
        if fill(input, &mut buffer, BATCH_BYTES)? == 0 {
            break splitter.finish().err();
        }
        let mut chunk = if first { strip_bom(&buffer) } else { &buffer };
        first = false;
        if let Err(error) = elements(&mut splitter, &mut chunk, &mut batch, &mut number) {
            break Some(error);
        }
        if batch.is_full() && !emit(std::mem::replace(&mut batch, Batch::new(index))) {
            return Err(Halt::Unwanted);
        }
    };
    if let Some(error) = &broken {
        let expected = error.expected.as_str().to_owned();
        batch.push_fault(
            b"",
            number + 1,
            reject(Code::I420, expected, error.found.to_string(), Some(error.offset)),
        );
    }
    if !batch.items.is_empty() && !emit(batch) {
        return Err(Halt::Unwanted);
    }
    match broken {
        None => Ok(()),
        Some(error) => Err(Halt::Failed(format!(
            "the array is broken after {number} elements, at byte {}: expected {}, found {}; nothing after it was read",
            error.offset,
            error.expected.as_str(),
            error.found
        ))),
    }
}

fn elements(
    splitter: &mut ArraySplitter,
    chunk: &mut &[u8],
    batch: &mut Batch,
    number: &mut u64,
) -> Result<(), JsonError> {
    while let Some(element) = splitter.next(chunk)? {
        *number += 1;
        match element.bytes {
            ElementBytes::Complete(bytes) => batch.push(bytes, *number),
            ElementBytes::TooLong => {
                let reject = too_long(LINE_BYTES + 1, LINE_BYTES);
                batch.push_fault(b"", *number, rules_core::Reject { found: "more".into(), ..reject });
            }
        }
    }
    Ok(())
}
