//! Texts for people, from an explanation: for an author, an official and the citizen concerned.

use super::Explained;

/// Whom a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The author.
    Author,
    /// An official.
    Official,
    /// The citizen.
    Citizen,
}

/// A text.
#[must_use]
pub fn render(_explained: &Explained, _audience: Audience, _locale: &str) -> String {
    String::new()
}
