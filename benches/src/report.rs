//! A line of JSON in, a typed report out, the way a service in Rust would declare it.

use serde::Deserialize;
use std::borrow::Cow;

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Channel {
    Phone,
    Sms,
    App,
    Web,
    InPerson,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PayeeType {
    Personal,
    Merchant,
    Company,
    Crypto,
    VirtualGoods,
    Overseas,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Role {
    Police,
    Bank,
    Leader,
    Relative,
    CustomerService,
    Other,
}

/// What the rules read of a report. Only the income may be missing: code written by hand that took every
/// field for optional, as Shao does, would be slower than this.
#[derive(Clone, Debug, Deserialize)]
pub struct Report<'a> {
    pub(crate) channel: Channel,
    pub(crate) amount: f64,
    pub(crate) monthly_income: Option<f64>,
    pub(crate) payee_new: bool,
    pub(crate) payee_type: PayeeType,
    pub(crate) hours_since_contact: f64,
    pub(crate) victim_age: i64,
    pub(crate) remote_control: bool,
    pub(crate) screen_share: bool,
    pub(crate) asked_code: bool,
    pub(crate) claimed_role: Role,
    pub(crate) prior_reports_same_number: i64,
    pub(crate) reported_at: &'a str,
    #[serde(borrow)]
    pub(crate) narrative: Cow<'a, str>,
}

impl<'a> Report<'a> {
    /// Reads a line.
    ///
    /// # Errors
    /// The line is no such report.
    pub fn read(line: &'a [u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(line)
    }

    /// The hour that is written in the time of the report.
    pub(crate) fn hour(&self) -> Option<u32> {
        self.reported_at.get(11..13)?.parse().ok()
    }
}
