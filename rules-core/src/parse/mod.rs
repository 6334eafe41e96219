//! Text to syntax: TOML to a [`document`], the expressions in it to an [`ast`]. Nothing is resolved here.

pub mod ast;
