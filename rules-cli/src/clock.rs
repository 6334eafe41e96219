//! The one place where a clock is read: the engine itself has none.

use rules_core::time::instant_text;
use std::time::{SystemTime, UNIX_EPOCH};

/// The present second as RFC 3339 text.
pub fn now() -> String {
    #[expect(
        clippy::disallowed_methods,
        reason = "the default of `--as-of` is the host's clock, and only here"
    )]
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds = i64::try_from(since.as_secs()).unwrap_or_default();
    instant_text(seconds.saturating_mul(1_000)).to_string()
}
