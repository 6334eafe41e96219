//! Model to program: names become slots, expressions nodes, conditions branch code.
//!
//! Comes in: a checked [`Model`](crate::ruleset::Model). Goes out: a [`Program`](program::Program). Promise:
//! nothing of the ruleset's text is looked at again when incidents are assessed.

#[cfg(feature = "compile")]
mod conditions;
#[cfg(feature = "compile")]
mod entries;
pub mod index;
#[cfg(feature = "compile")]
mod lens;
#[cfg(feature = "compile")]
mod nodes;
pub mod program;
mod reads;

#[cfg(feature = "compile")]
pub use entries::lower;
pub use reads::fields_read;
