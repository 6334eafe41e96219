//! A program over one incident: values in slots, deadlines, decisions, the score.
//!
//! Comes in: a line of JSON and a context. Goes out: everything an assessment is made of, in [`Scratch`].
//! Promise: no allocation for a regular incident once the scratch room is warm; nothing panics; the same
//! input gives the same decisions.

pub mod aggregate;
pub mod arithmetic;
pub mod candidates;
mod condition;
pub mod deadlines;
pub mod decide;
pub mod decode;
pub mod faults;
pub mod members;
pub mod schema;
pub mod score;
pub mod slots;
pub mod value;

pub use score::Score;
pub use slots::Scratch;
