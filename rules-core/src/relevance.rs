//! Which fields apply to a report that is half filled in: what a form shows, and what it leaves out.

use crate::assessment::Reject;
use crate::session::Session;
use serde::Serialize;

/// Whether a field is relevant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FieldRelevance {
    /// The field's name.
    pub field: String,
    /// False where it is certainly not relevant: it need not be asked. None where facts that decide it are not known,
    /// or it could not be found out: it may be asked.
    pub relevant: Option<bool>,
}

impl Session<'_> {
    /// Whether each field is relevant to an incident as far as it is known, in the file's order. A field without a
    /// condition always is; fields of items are relevant where their list is.
    ///
    /// # Errors
    /// The same as of [`assess`](Self::assess).
    ///
    /// ```
    /// # use rules_core::{ContextSpec, Options, Ruleset, Session};
    /// # let text = include_str!("../doc/smallest.toml").replace("unit = \"CNY\"", "relevant = 'asked'");
    /// # let text = text + "\n[field.asked]\ntype = \"bool\"\ntitle = \"Asked for money\"\n";
    /// // The amount is relevant where money was asked for: `relevant = 'asked'`.
    /// let ruleset = Ruleset::compile(text).unwrap();
    /// let context = ruleset.context(ContextSpec::default()).unwrap();
    /// let options = Options::default();
    /// let mut session = Session::new(&ruleset, &context, &options);
    /// let mut amount = |incident: &[u8]| session.relevance(incident).unwrap()[0].relevant;
    /// assert_eq!(amount(b"{}"), None);
    /// assert_eq!(amount(br#"{"asked": true}"#), Some(true));
    /// assert_eq!(amount(br#"{"asked": false}"#), Some(false));
    /// ```
    pub fn relevance(&mut self, incident: &[u8]) -> Result<Vec<FieldRelevance>, Reject> {
        let document = self.read(incident)?;
        let fields = &self.ruleset.model().fields;
        let mut eval = self.begun(document);
        let all = (0u32..).zip(fields).map(|(slot, field)| FieldRelevance {
            field: field.name.clone(),
            relevant: eval.is_relevant(slot),
        });
        Ok(all.collect())
    }
}
