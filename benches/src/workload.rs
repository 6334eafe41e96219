//! Nothing in, the common workload out: reports of fraud as lines of JSON, 24 rules, and a family of 10 to
//! 10,000 rules. Everything is drawn from fixed seeds, the same bytes on every host and in every build.

mod evaluate;
mod expr;
mod incident;
mod narrative;
pub(crate) mod random;
mod rules;
mod scale;

pub use evaluate::fires;
pub use expr::{Expr, Operator};
pub use incident::Incident;
pub use rules::{FRAUD_24, Rule, RuleSet};
pub use scale::{scale, scales};

use random::Random;

const INCIDENT_SEED: u64 = 20_250_314;

/// The incidents, without end: a longer run starts with the incidents of a shorter one.
pub fn incidents() -> impl Iterator<Item = Incident> {
    let mut random = Random::new(INCIDENT_SEED);
    std::iter::repeat_with(move || incident::incident(&mut random))
}

/// The first `count` incidents as lines of JSON, without line ends.
pub fn lines(count: usize) -> Vec<String> {
    incidents().take(count).map(|incident| incident.to_line()).collect()
}
