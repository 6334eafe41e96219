//! `rules test`: a placeholder while `score` is being built.

use crate::args::TestArgs;
use crate::exit::{Code, Stop};

/// Runs `rules test`.
pub fn run(_args: &TestArgs) -> Result<Code, Stop> {
    Err(Stop::Failed("not yet".into()))
}
