//! Shao for WebAssembly.
//!
//! Comes in: rulesets, settings and incidents from a host that is not Rust. Goes out: the bytes that the engine
//! gives everywhere. Layers, each over one before it:
//!
//! - [`api`], with [`guide`] and [`check`] in the builds that have them: the operations, in plain Rust.
//! - [`wire`]: the same as messages, a line of JSON and bytes; the contract is in `src/contract/`.
//! - `js`, with the feature of that name: the operations behind wasm-bindgen, for the npm package.
//! - [`raw`]: messages through a module's memory, with no imports; its text is the protocol.
//!
//! ```
//! let mut shelf = rules_wasm::wire::Shelf::default();
//! let mut call = |header: &str, payload: &str| {
//!     let mut response = Vec::new();
//!     shelf.call(format!("{header}\n{payload}").as_bytes(), &mut response);
//!     String::from_utf8(response).unwrap()
//! };
//! let source = include_str!("../../rules-core/doc/smallest.toml");
//! assert!(call(r#"{"v":1,"op":"load"}"#, source).starts_with(r#"{"v":1,"ok":true,"ruleset":1}"#));
//! let scored = call(r#"{"v":1,"op":"assess","ruleset":1}"#, r#"{"amount": 5000}"#);
//! assert!(scored.contains(r#""score":30,"level":"high""#));
//! ```

pub mod api;
#[cfg(feature = "full")]
pub mod cases;
#[cfg(feature = "full")]
pub mod check;
mod desk;
pub mod error;
#[cfg(feature = "guide")]
pub mod guide;
#[cfg(feature = "js")]
pub mod js;
pub mod raw;
pub mod settings;
pub mod wire;
