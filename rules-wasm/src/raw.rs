//! Messages through the memory of a WebAssembly module that has no imports: all that a host must know.
//!
//! # The protocol
//!
//! The module is a core WebAssembly module, instantiated with no imports at all. It exports one memory and three
//! functions; all numbers are 32-bit integers, to be read as unsigned (in JavaScript: `>>> 0`).
//!
//! | export | what it does |
//! |---|---|
//! | `memory` | the memory; it may grow, and so move, in any call: look at it anew after each one |
//! | `alloc(size) -> block` | gives a block of `size` bytes, which is never at 0; or 0 if there is no room |
//! | `call(block, length) -> response` | does what the message in the first `length` bytes of the block says |
//! | `free(block) -> freed` | takes a block back: 1, or 0 if there is no such block |
//!
//! To send a message:
//!
//! 1. `block = alloc(length)`. If it is 0, the message is too large for this memory: send less at once.
//! 2. Write the message to `memory` at `block`.
//! 3. `response = call(block, length)`.
//! 4. At `response` stand 4 bytes, the length of the answer in little-endian order, and after them the answer. Copy it
//!    out: it stands there until the next `call`, and needs no freeing.
//! 5. `free(block)`; or keep the block and write the next message into it.
//!
//! Requests and responses are the messages of [`crate::wire`]: a header, which is a line of JSON, and a payload. The
//! first one to send is `{"v":1,"op":"about"}`, the next one `{"v":1,"op":"load"}`, a line feed and the text of a ruleset.
//! An instance does one thing at a time and keeps its rulesets until they are unloaded; for more at once, make more
//! instances.
//!
//! # What is promised
//!
//! - The same bytes come back as from every other build of the same engine.
//! - Wrong calls give errors and change nothing: a block that `alloc` did not give or `free` took back, a length beyond
//!   the block's size, bytes that are no message. A block is known by its address alone, so that a stale one may be a
//!   newer block by now, as with any allocator.
//! - A call ends: [`crate::wire`] says how long it may take, and how a host keeps it short.
//! - A module that has no room left ends the call in a trap, `unreachable`. What it was doing is then half done; every
//!   later call says so (`trapped`), `alloc` gives 0, and the host makes a new instance.
//!
//! # A smallest host
//!
//! ```text
//! fn ask(header, payload):
//!     message  = utf8(json(header)) + "\n" + payload
//!     block    = alloc(length(message))
//!     memory[block ..] = message
//!     response = call(block, length(message))
//!     length   = little_endian_u32(memory[response .. response + 4])
//!     answer   = copy(memory[response + 4 .. response + 4 + length])
//!     free(block)
//!     return split_at_first_line_feed(answer)
//! ```

use crate::error::{ApiError, code};
use crate::wire::{Shelf, refuse};
use std::cell::RefCell;

/// Bytes of room that the response keeps from one call to the next.
const KEPT_BYTES: usize = 1024 * 1024;

/// What new blocks are filled with: copied in pieces, where `resize` goes byte by byte in small builds.
const ZEROS: &[u8] = &[0; 4096];

/// The length before an answer.
const PREFIX: usize = size_of::<u32>();

/// The blocks that a host has, the rulesets that it has loaded, the last response.
#[derive(Debug, Default)]
struct Instance {
    /// By address, in order.
    blocks: Vec<(usize, Vec<u8>)>,
    shelf: Shelf,
    response: Vec<u8>,
}

thread_local! {
    static INSTANCE: RefCell<Instance> = RefCell::default();
}

/// What `call` gives when the instance is no longer whole: its length, and the answer.
static TRAPPED: [u8; PREFIX + TRAPPED_ANSWER.len()] = framed();
const TRAPPED_ANSWER: &[u8] = concat!(
    r#"{"v":1,"ok":false,"error":{"code":"trapped","#,
    r#""message":"an earlier call ended in a trap: make a new instance"}}"#,
    "\n"
)
.as_bytes();

/// Gives a block of `size` bytes; 0 if there is no room.
#[cfg_attr(
    all(target_arch = "wasm32", not(feature = "js")),
    expect(unsafe_code, reason = "exported under its name"),
    unsafe(no_mangle)
)]
pub extern "C" fn alloc(size: usize) -> usize {
    INSTANCE.with(|it| it.try_borrow_mut().map_or(0, |mut it| it.alloc(size)))
}

/// Takes a block back: 1, or 0 if there is no such block.
#[cfg_attr(
    all(target_arch = "wasm32", not(feature = "js")),
    expect(unsafe_code, reason = "exported under its name"),
    unsafe(no_mangle)
)]
pub extern "C" fn free(block: usize) -> usize {
    INSTANCE.with(|it| it.try_borrow_mut().map_or(0, |mut it| it.free(block)))
}

/// Does what the message in the first `length` bytes of a block says. Gives the address of the response.
#[cfg_attr(
    all(target_arch = "wasm32", not(feature = "js")),
    expect(unsafe_code, reason = "exported under its name"),
    unsafe(no_mangle)
)]
pub extern "C" fn call(block: usize, length: usize) -> usize {
    // A trap leaves the instance borrowed: nothing that ran could give it back.
    let trapped = || TRAPPED.as_ptr().expose_provenance();
    INSTANCE.with(|it| it.try_borrow_mut().map_or_else(|_| trapped(), |mut it| it.call(block, length)))
}

impl Instance {
    fn alloc(&mut self, size: usize) -> usize {
        let mut block = Vec::new();
        // A block of no bytes has an address of its own as well.
        if block.try_reserve_exact(size.max(1)).is_err() || self.blocks.try_reserve(1).is_err() {
            return 0;
        }
        while block.len() < size {
            let more = ZEROS.get(..size - block.len()).unwrap_or(ZEROS);
            block.extend_from_slice(more);
        }
        let address = block.as_mut_ptr().expose_provenance();
        let place = self.blocks.partition_point(|(other, _)| *other < address);
        self.blocks.insert(place, (address, block));
        address
    }

    fn free(&mut self, block: usize) -> usize {
        let found = self.blocks.binary_search_by_key(&block, |(address, _)| *address);
        let Ok(place) = found else { return 0 };
        self.blocks.remove(place);
        1
    }

    fn call(&mut self, block: usize, length: usize) -> usize {
        let out = &mut self.response;
        out.clear();
        out.shrink_to(KEPT_BYTES);
        out.extend([0; PREFIX]);
        let found = self.blocks.binary_search_by_key(&block, |(address, _)| *address);
        let bytes = found.ok().and_then(|place| self.blocks.get(place)).map(|(_, bytes)| bytes);
        match bytes.map(|bytes| bytes.get(..length).ok_or(bytes.len())) {
            Some(Ok(message)) => self.shelf.call(message, out),
            Some(Err(size)) => refuse(&over(length, size), out),
            None => refuse(&no_block(block), out),
        }
        let length = u32::try_from(out.len() - PREFIX).unwrap_or(u32::MAX);
        out.iter_mut().zip(length.to_le_bytes()).for_each(|(place, byte)| *place = byte);
        out.as_ptr().expose_provenance()
    }
}

fn over(length: usize, size: usize) -> ApiError {
    ApiError::new(code::BLOCK, format!("a message of {length} bytes does not fit its block of {size}"))
}

fn no_block(block: usize) -> ApiError {
    ApiError::new(
        code::BLOCK,
        format!("there is no block at {block}: `alloc` never gave it, or `free` took it back"),
    )
}

/// An answer after its length.
const fn framed() -> [u8; PREFIX + TRAPPED_ANSWER.len()] {
    let mut all = [0; PREFIX + TRAPPED_ANSWER.len()];
    let (prefix, answer) = all.split_at_mut(PREFIX);
    #[expect(clippy::cast_possible_truncation, reason = "the text is short")]
    prefix.copy_from_slice(&(TRAPPED_ANSWER.len() as u32).to_le_bytes());
    answer.copy_from_slice(TRAPPED_ANSWER);
    all
}
