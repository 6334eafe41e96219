//! Draws in, one incident out: the fields of a fraud report and a text of 60 to 400 characters.

use libm::pow;
use serde::Serialize;

use super::narrative::narrative;
use super::random::Random;

/// A generated report. Its JSON members stand in the order of these fields.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the workload's rules")]
pub struct Incident {
    pub channel: &'static str,
    pub amount: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monthly_income: Option<f64>,
    pub payee_new: bool,
    pub payee_type: &'static str,
    pub hours_since_contact: f64,
    pub victim_age: i64,
    pub remote_control: bool,
    pub screen_share: bool,
    pub asked_code: bool,
    pub claimed_role: &'static str,
    pub prior_reports_same_number: i64,
    pub reported_at: String,
    pub grid_id: String,
    pub narrative: String,
}

impl Incident {
    /// The report as one line of JSON, without the line end.
    #[expect(clippy::expect_used, reason = "a struct of strings, numbers and bools has a JSON form")]
    pub fn to_line(&self) -> String {
        serde_json::to_string(self).expect("every incident has a JSON form")
    }
}

/// The kinds of story: ids of text rules whose phrases the text borrows, or an ordinary report.
const KINDS: [(Option<&str>, u32); 9] = [
    (None, 62),
    (Some("T13"), 5),
    (Some("T14"), 3),
    (Some("T15"), 5),
    (Some("T16"), 9),
    (Some("T17"), 7),
    (Some("T18"), 4),
    (Some("T19"), 3),
    (Some("T20"), 3),
];
const ROLES: [(&str, u32); 6] =
    [("police", 5), ("bank", 8), ("leader", 5), ("relative", 7), ("customer_service", 15), ("other", 60)];
const CHANNELS: [(&str, u32); 5] = [("phone", 40), ("sms", 12), ("app", 25), ("web", 13), ("in_person", 10)];

/// The next incident. The order of the draws is part of the workload: another order is other incidents.
pub(super) fn incident(random: &mut Random) -> Incident {
    let kind = random.weighted(&KINDS);
    let claimed_role = claimed_role(random, kind);
    let channel = random.weighted(&CHANNELS);
    let hot = kind.is_some();
    Incident {
        channel,
        claimed_role,
        amount: amount(random, hot),
        monthly_income: random.chance(0.65).then(|| to_hundreds(2000.0 + 18000.0 * pow(random.unit(), 2.0))),
        victim_age: age(random),
        payee_new: random.chance(if hot { 0.55 } else { 0.3 }),
        payee_type: payee_type(random, kind),
        hours_since_contact: to_cents(0.05 + 200.0 * pow(random.unit(), 3.0)),
        remote_control: random.chance(if kind == Some("T14") { 0.3 } else { 0.03 }),
        screen_share: random.chance(if kind == Some("T14") { 0.7 } else { 0.06 }),
        asked_code: random.chance(if kind == Some("T15") { 0.8 } else { 0.1 }),
        prior_reports_same_number: if random.chance(0.12) { 1 + random.below(8) as i64 } else { 0 },
        reported_at: reported_at(random),
        grid_id: format!("110105-{:03}-{:04}", random.below(400), random.below(9000)),
        narrative: {
            let phrases = 1 + random.below(3);
            let (account, address) = (random.chance(0.06), random.chance(0.025));
            narrative(random, kind, phrases, account, address)
        },
    }
}

fn claimed_role(random: &mut Random, kind: Option<&str>) -> &'static str {
    let service = *random.choose(&["customer_service", "bank"]);
    let acquaintance = *random.choose(&["leader", "relative"]);
    let typical = match kind {
        Some("T13") => Some("police"),
        Some("T18") => Some(service),
        Some("T20") => Some(acquaintance),
        _ => None,
    };
    match typical {
        Some(role) if random.chance(0.85) => role,
        _ => random.weighted(&ROLES),
    }
}

fn amount(random: &mut Random, hot: bool) -> f64 {
    let amount = pow(10.0, 2.0 + 3.1 * pow(random.unit(), if hot { 0.8 } else { 1.5 }));
    let amount = amount * if random.chance(0.9) { 1.0 } else { 4.0 };
    to_cents(amount.min(2e6))
}

fn age(random: &mut Random) -> i64 {
    if random.chance(0.05) {
        12 + random.below(7) as i64
    } else {
        18 + (70.0 * pow(random.unit(), 1.5)) as i64
    }
}

fn payee_type(random: &mut Random, kind: Option<&str>) -> &'static str {
    let crypto = if kind == Some("T17") { 5 } else { 2 };
    random.weighted(&[
        ("personal", 50),
        ("merchant", 24),
        ("company", 14),
        ("crypto", crypto),
        ("virtual_goods", 3),
        ("overseas", 3),
    ])
}

fn reported_at(random: &mut Random) -> String {
    let (month, day) = (1 + random.below(12), 1 + random.below(28));
    let mut hours = [(0, 0); 24];
    for (hour, slot) in (0..).zip(&mut hours) {
        *slot = (
            hour,
            if hour < 6 {
                1
            } else if hour < 22 {
                5
            } else {
                3
            },
        );
    }
    let hour: u64 = random.weighted(&hours);
    let (minute, second) = (random.below(60), random.below(60));
    format!("2025-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}+08:00")
}

/// Rounded to two decimals as Python's `round` does it: the exact binary value, ties to even.
#[expect(clippy::expect_used, reason = "the text is one that the number printer has just written")]
fn to_cents(value: f64) -> f64 {
    format!("{value:.2}").parse().expect("a printed number reads back")
}

/// Rounded to whole hundreds, ties to even.
fn to_hundreds(value: f64) -> f64 {
    let below = (value / 100.0).floor() * 100.0;
    let rest = value - below;
    let up = rest > 50.0 || (rest == 50.0 && (below / 100.0) % 2.0 == 1.0);
    if up { below + 100.0 } else { below }
}
