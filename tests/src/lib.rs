//! What the tests across crates share: the pages of diagnostic codes, and damage done to texts.

pub mod damage;
pub mod dice;
pub mod expectation;
pub mod incidents;
pub mod json_schema;
pub mod packs;
pub mod page;
pub mod scoring;
pub mod skeleton;
