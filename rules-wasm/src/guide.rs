//! What guides people: bounds and questions come with assessments; here are explanations, texts and forms.

use crate::api::{Loaded, Missed, Reader};
use crate::error::{ApiError, code, shown};
use rules_core::diagnostic::did_you_mean;
use rules_core::explain::{ExplainOptions, Explained, render};
use rules_core::form::Form;
use rules_core::relevance::FieldRelevance;
use rules_core::schema::Schema;

/// What text is wanted.
#[derive(Clone, Debug)]
pub struct Wish {
    /// For whom.
    pub audience: Reader,
    /// In which language; the ruleset's first without one.
    pub locale: Option<String>,
    /// Which rules that did not fire are told of; all for an author and none for others without it.
    pub why_not: Option<Missed>,
}

impl Loaded {
    /// One incident's assessment and what it rests on, as data, in these languages (all of the ruleset's if there are
    /// none).
    ///
    /// # Errors
    /// If the settings cannot be used, if it is no incident, if there is no such language or rule.
    pub fn explain(
        &mut self,
        settings: &str,
        incident: &[u8],
        number: u64,
        languages: &[String],
        why_not: Missed,
    ) -> Result<Explained, ApiError> {
        languages.iter().try_for_each(|language| self.has_language(language))?;
        self.has_rule(&why_not)?;
        let options = ExplainOptions { languages: languages.to_vec(), why_not: why_not.into() };
        Ok(self.session(settings, |session| session.explain(incident, number, &options))??)
    }

    /// One incident's assessment as a text.
    ///
    /// # Errors
    /// The same as of [`explain`](Self::explain).
    pub fn render(
        &mut self,
        settings: &str,
        incident: &[u8],
        number: u64,
        wish: &Wish,
    ) -> Result<String, ApiError> {
        let locale = self.language(wish.locale.as_deref())?.to_owned();
        let why_not = wish.why_not.clone().unwrap_or(Missed::All(wish.audience == Reader::Author));
        let languages = std::slice::from_ref(&locale);
        let explained = self.explain(settings, incident, number, languages, why_not)?;
        Ok(render(&explained, wish.audience.into(), &locale))
    }

    /// The JSON Schema of an incident, texts in this language; in the ruleset's first without one.
    ///
    /// # Errors
    /// If there is no such language.
    pub fn schema(&self, locale: Option<&str>) -> Result<Schema, ApiError> {
        Ok(self.ruleset().schema(self.language(locale)?))
    }

    /// What a host's own form needs, texts in this language; in the ruleset's first without one.
    ///
    /// # Errors
    /// If there is no such language.
    pub fn form(&self, locale: Option<&str>) -> Result<Form, ApiError> {
        Ok(self.ruleset().form(self.language(locale)?))
    }

    /// Which fields apply to an incident as far as it is known.
    ///
    /// # Errors
    /// If the settings cannot be used, if it is no incident.
    pub fn relevance(&mut self, settings: &str, incident: &[u8]) -> Result<Vec<FieldRelevance>, ApiError> {
        Ok(self.session(settings, |session| session.relevance(incident))??)
    }

    /// A language of the ruleset: this one, or its first.
    fn language<'s>(&'s self, wanted: Option<&'s str>) -> Result<&'s str, ApiError> {
        match wanted {
            Some(language) => self.has_language(language).map(|()| language),
            None => Ok(self.ruleset().model().languages.first().map(String::as_str).unwrap_or_default()),
        }
    }

    fn has_language(&self, language: &str) -> Result<(), ApiError> {
        let languages = self.ruleset().model().languages.iter().map(String::as_str);
        known(code::UNKNOWN_LANGUAGE, "language", language, languages)
    }

    fn has_rule(&self, why_not: &Missed) -> Result<(), ApiError> {
        let Missed::One(id) = why_not else { return Ok(()) };
        let rules = self.ruleset().model().entries.iter().map(|entry| entry.id.as_str());
        known(code::UNKNOWN_RULE, "rule", id, rules)
    }
}

/// Refuses a name that the ruleset does not have.
fn known<'n>(
    code: &'static str,
    what: &str,
    given: &str,
    names: impl Iterator<Item = &'n str> + Clone,
) -> Result<(), ApiError> {
    if names.clone().any(|name| name == given) {
        return Ok(());
    }
    let hint = match did_you_mean(given, names.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("it has {}", names.take(5).collect::<Vec<_>>().join(", ")),
    };
    Err(ApiError::new(code, format!("the ruleset has no {what} `{}`; {hint}", shown(given))))
}
