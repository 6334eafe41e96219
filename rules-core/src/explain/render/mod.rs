//! Texts for people, from an explanation: plain, with `##` before headings and `-` before what is listed.
//!
//! Comes in: an [`Explained`]. Goes out: a text that ends with one line end; nothing is wrapped. The phrases
//! are Chinese for `zh` and English for every other locale; the ruleset's own texts stand in the locale, or
//! in the first language that was asked for. Promise: a level that is not settled never stands alone.

mod author;
mod citizen;
mod conditions;
mod facts;
mod official;
mod page;

use super::data::Explained;
pub use facts::with_unit;
use page::Page;
pub use page::moment;

/// Whom a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The author of the rules: every number, every id, why each rule did or did not fire, the receipt.
    Author,
    /// The official who acts: what to do first, why, what to ask, what is due, what it rests on.
    Official,
    /// The citizen concerned: the facts used and who gave them, why, what is unknown, how to object. No
    /// points and no ids.
    Citizen,
}

/// An explanation as a text for one audience, in one locale.
///
/// ```
/// use rules_core::explain::{Audience, ExplainOptions, render};
/// # use rules_core::{ContextSpec, Options, Ruleset, Session};
/// # let ruleset = Ruleset::compile(include_bytes!("../../../doc/smallest.toml")).unwrap();
/// # let context = ruleset.context(ContextSpec::default()).unwrap();
/// # let options = Options::default();
/// # let mut session = Session::new(&ruleset, &context, &options);
/// let explained = session.explain(b"{}", 1, &ExplainOptions::default()).unwrap();
/// let text = render(&explained, Audience::Citizen, "en");
/// assert!(text.contains("Low so far; may be High. Not known: Amount."));
/// assert!(text.ends_with(".\n") && !text.contains("large-amount"));
/// ```
#[must_use]
pub fn render(explained: &Explained, audience: Audience, locale: &str) -> String {
    let mut page = Page::new(explained, locale);
    match audience {
        Audience::Author => author::write(&mut page),
        Audience::Official => official::write(&mut page),
        Audience::Citizen => citizen::write(&mut page),
    }
    page.finish()
}
