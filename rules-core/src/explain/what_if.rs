//! The cheapest changes that take an incident out of its level, in words.

use super::ExplainOptions;
use super::data::Texts;
use super::explainer::{Explainer, Named};
use super::phrases::{self, Lang, fill};
use crate::assessment::Reject;
use crate::bounds::{Altered, Change, Then};
use crate::session::Session;
use serde::Serialize;

/// A change, and what it leads to.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ChangeDetail {
    /// The change as data.
    #[serde(flatten)]
    pub change: Change,
    /// The change and the level then, in words.
    pub text: Texts,
}

impl Session<'_> {
    /// The cheapest changes of known facts that take an incident out of its level: see
    /// [`Bounder::what_if`](crate::bounds::Bounder::what_if).
    ///
    /// # Errors
    /// The same as of [`assess`](Self::assess).
    pub fn what_if(
        &mut self,
        incident: &[u8],
        options: &ExplainOptions,
    ) -> Result<Vec<ChangeDetail>, Reject> {
        let document = self.read(incident)?;
        self.evaluate(document);
        let changes = self.with_bounder(|bounder| bounder.what_if(incident))?;
        let explainer = Explainer::new(self, document, options);
        let told = changes.into_iter().map(|change| {
            let change = explainer.masked(change);
            ChangeDetail { text: explainer.change(&change), change }
        });
        Ok(told.collect())
    }
}

/// The changes as a text, a line each under a heading.
#[must_use]
pub fn render_changes(changes: &[ChangeDetail], locale: &str) -> String {
    let lang = Lang::of(locale);
    let mut text = format!("## {}\n", phrases::h_what_if(lang));
    if changes.is_empty() {
        text.push_str(phrases::no_what_if(lang));
        text.push('\n');
    }
    for change in changes {
        text.push_str(&format!("- {}\n", change.text.get(locale)));
    }
    text
}

impl Explainer<'_> {
    /// A change without known values of sensitive fields.
    fn masked(&self, mut change: Change) -> Change {
        for fact in &mut change.facts {
            let is_sensitive = self.named(&fact.field).is_some_and(|named| named.is_sensitive());
            if let Then::WithoutValue(value) = &mut fact.then
                && is_sensitive
            {
                *value = phrases::masked(Lang::En).into();
            }
        }
        change
    }

    fn change(&self, change: &Change) -> Texts {
        let level = self.model.levels.iter().find(|level| level.id == change.level);
        let level =
            |at: usize| level.and_then(|level| level.title.get(at)).map(String::as_str).unwrap_or_default();
        self.in_each(|at, lang| {
            let facts = change.facts.iter().map(|fact| self.altered(fact, at, lang));
            let facts = facts.collect::<Vec<_>>().join(phrases::and(lang));
            fill(phrases::if_then(lang), &[&facts, level(at), &change.score.to_string()])
        })
    }

    fn altered(&self, fact: &Altered, at: usize, lang: Lang) -> String {
        let language = self.model.languages.get(at).map(String::as_str).unwrap_or_default();
        let title = self.title_of(&fact.field);
        let title = title.get(language);
        let field = self.named(&fact.field).map(|named| named.inner());
        match (&fact.then, field) {
            (Then::Given(given), Some(field)) => {
                let words = self.given(field, given, at, lang).unwrap_or_default();
                fill(phrases::fact_is(lang), &[title, &words])
            }
            (Then::WithoutValue(value), Some(field)) => {
                fill(phrases::without_value(lang), &[title, &self.word(field, value, at, lang)])
            }
            (Then::Without, _) if self.named(&fact.field).is_some_and(|it: Named<'_>| it.item.is_some()) => {
                fill(phrases::without_item(lang), &[title])
            }
            _ => fill(phrases::without_words(lang), &[title]),
        }
    }
}
