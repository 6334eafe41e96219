//! A ruleset's text looked through.

use crate::error::Diagnostics;
use rules_core::prove::{Budget, prove, usual_context};
use rules_core::{CompileError, Ruleset};

/// Every mistake of a ruleset's text, by place; with `proofs` also what `rules prove` finds, which takes longer.
#[must_use]
pub fn check(source: &[u8], proofs: bool) -> Diagnostics {
    let ruleset = match Ruleset::compile(source) {
        Ok(ruleset) => ruleset,
        Err(error) => return Diagnostics::from(&error),
    };
    let mut all = ruleset.warnings().to_vec();
    if proofs && let Ok(context) = ruleset.context(usual_context(&ruleset)) {
        all.extend(prove(&ruleset, &context, &[], Budget::default()).diagnostics(&ruleset));
        all.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.code));
    }
    Diagnostics::from(&CompileError { diagnostics: all, source: ruleset.source().clone() })
}
