//! Assessments explained: data for hosts, texts for an author, an official and the citizen concerned.
//!
//! Comes in: an incident. Goes out: its assessment with all it rests on ([`Explained`]), and from that a
//! text ([`render`]). Promises: what is explained is what was decided, for the same program is asked about
//! the parts of its conditions; values of sensitive fields and matches of sensitive patterns are masked; the
//! same input gives the same bytes.
//!
//! ```
//! use rules_core::explain::{Audience, ExplainOptions, render};
//! use rules_core::{ContextSpec, Options, Ruleset, Session};
//! let ruleset = Ruleset::compile(include_bytes!("../../doc/smallest.toml")).unwrap();
//! let context = ruleset.context(ContextSpec::default()).unwrap();
//! let options = Options::default();
//! let mut session = Session::new(&ruleset, &context, &options);
//!
//! let explained = session.explain(br#"{"amount": 5000}"#, 1, &ExplainOptions::default()).unwrap();
//! let hit = &explained.details.hits[0];
//! assert_eq!(hit.reason.get("en"), "5000 CNY is a large amount");
//! assert_eq!((hit.evidence[0].name.as_str(), hit.evidence[0].shown.text.get("en")), ("amount", "5000"));
//! assert!(render(&explained, Audience::Citizen, "en").contains("not a probability"));
//! ```

mod actions;
mod data;
mod explainer;
mod hits;
pub(crate) mod lens;
mod mask;
mod next;
mod open;
pub(crate) mod phrases;
mod readings;
mod render;
#[cfg(feature = "guide")]
mod scored;
mod scoring;
#[cfg(test)]
mod tests;
mod values;
#[cfg(feature = "guide")]
mod what_if;
mod why;

pub use data::*;
pub use mask::mask;
pub use phrases::{Lang, fill};
pub use render::{Audience, moment, render, with_unit};
pub use values::duration;
#[cfg(feature = "guide")]
pub use what_if::{ChangeDetail, render_changes};

/// The most places told of one list of terms, or one pattern, in one text.
pub const PLACES: usize = 10;
/// The most items of a list of records that are told of one by one.
pub const ITEMS: usize = 20;
/// The most parts told of one condition; what is beyond is left out.
pub const PARTS: usize = 200;

/// What is explained beside hits, open fields, deadlines and actions.
#[derive(Clone, Debug, Default)]
pub struct ExplainOptions {
    /// The languages of texts; all of the ruleset's if empty. Those that it does not have are left out; the
    /// ruleset's first stands for all if none is left.
    pub languages: Vec<String>,
    /// Which rules that did not fire are told of.
    pub why_not: WhyNot,
}

/// Which rules that did not fire are told of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum WhyNot {
    /// None.
    #[default]
    None,
    /// All, shadow rules included.
    All,
    /// The one with this id.
    One(String),
}
