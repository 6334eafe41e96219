//! An assessment with what it rests on.

use super::explainer::Explainer;
use super::{ExplainOptions, Explained};
use crate::ahead::Ahead;
use crate::assessment::{Assessment, Reject};
use crate::session::Session;

impl Session<'_> {
    /// Scores one incident, as [`assess`](Self::assess) does, and says what the assessment rests on.
    ///
    /// # Errors
    /// The same as of [`assess`](Self::assess).
    pub fn explain(
        &mut self,
        incident: &[u8],
        number: u64,
        options: &ExplainOptions,
    ) -> Result<Explained, Reject> {
        let document = self.read(incident)?;
        self.evaluate(document);
        self.look_ahead(incident, Ahead::Questions);
        let assessment = Assessment::of(self, number);
        let digest = assessment.digest();
        let details = Explainer::new(self, document, options).details(&assessment, &options.why_not);
        Ok(Explained { assessment, digest, details })
    }
}
