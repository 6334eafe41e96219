//! Text to syntax: TOML to a [`document`], the expressions in it to an [`ast`]. Nothing is resolved here.

pub mod ast;
pub mod document;
#[cfg(feature = "compile")]
pub mod expr;
#[cfg(feature = "compile")]
mod fullwidth;
#[cfg(feature = "compile")]
mod gate;
#[cfg(feature = "compile")]
mod lex;
#[cfg(feature = "compile")]
pub mod names;
#[cfg(feature = "compile")]
mod print;
#[cfg(feature = "compile")]
mod read;
#[cfg(feature = "compile")]
mod read_cases;
#[cfg(feature = "backtest")]
pub(crate) use read_cases::json as json_of;
#[cfg(feature = "compile")]
mod read_entries;
#[cfg(feature = "compile")]
mod read_properties;
#[cfg(feature = "compile")]
mod reader;
#[cfg(feature = "compile")]
mod slips;
#[cfg(feature = "compile")]
pub mod toml_text;

#[cfg(test)]
mod generated;

#[cfg(feature = "compile")]
pub use read::{FORMAT, parse, type_word};
#[cfg(feature = "compile")]
pub(crate) use reader::list_words;
