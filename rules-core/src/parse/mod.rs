//! Text to syntax: TOML to a [`document`], the expressions in it to an [`ast`]. Nothing is resolved here.

pub mod ast;
pub mod document;
pub mod expr;
mod fullwidth;
mod gate;
mod lex;
pub mod names;
mod print;
mod read;
mod read_cases;
mod read_entries;
mod read_properties;
mod reader;
mod slips;
pub mod toml_text;

#[cfg(test)]
mod generated;

pub use read::{FORMAT, parse, type_word};
pub(crate) use reader::list_words;
