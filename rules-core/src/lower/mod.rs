//! Model to program: names become slots, expressions nodes, conditions branch code.
//!
//! Comes in: a checked [`Model`](crate::ruleset::Model). Goes out: a [`Program`](program::Program). Promise:
//! nothing of the ruleset's text is looked at again when incidents are assessed.

mod conditions;
mod entries;
pub mod index;
pub mod nodes;
pub mod program;

pub use entries::{fields_read, lower};
pub use nodes::narrow;
