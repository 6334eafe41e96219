//! JSON decoded by pulling: an incident goes from its line straight into typed slots, with no tree.
//!
//! Comes in: the bytes of one JSON document (a byte order mark already stripped, see
//! [`strip_bom`](crate::source::strip_bom)). Goes out: keys, kinds, texts and the source text of numbers, in
//! the order in which they stand. Promises: exactly the grammar of RFC 8259; everything read or skipped is
//! validated; no recursion and no limit on depth (skipping takes one bit a level); no allocation for texts
//! without escapes; never a panic.
//!
//! What other readers refuse is handed over instead, because an incident is scored even where one of its
//! values is unusable:
//!
//! | in the document | here |
//! |---|---|
//! | `1e400`, a hundred digits | valid; the caller converts the text and decides |
//! | `"\ud800"` | valid; U+FFFD in its place and [`Text::lone_surrogate`] set |
//! | a key given twice | delivered twice |
//! | any depth | valid |
//!
//! [`Scanner`] reads one document, [`ArraySplitter`] cuts a long array into its elements chunk by chunk,
//! [`push_string`] writes a string, [`typed`] reads small documents of known members.

mod bytes;
mod error;
mod escape;
mod number;
mod scanner;
mod skip;
mod splitter;
mod string;
#[cfg(test)]
mod tests;
pub mod typed;

pub use error::{Expected, Found, JsonError};
pub use escape::{is_plain, push_string};
pub use scanner::{Key, Kind, Scanner};
pub use splitter::{ArraySplitter, Element, ElementBytes};
pub use string::Text;
