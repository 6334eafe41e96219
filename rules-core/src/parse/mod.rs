//! Text to syntax: TOML to a [`document`], the expressions in it to an [`ast`]. Nothing is resolved here.

pub mod ast;
pub mod expr;
mod fullwidth;
mod gate;
mod lex;
pub mod names;
mod print;
mod slips;
pub mod toml_text;

#[cfg(test)]
mod generated;
