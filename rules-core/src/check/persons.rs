//! The person lint over a ruleset: what it is put to, and with what exceptions.

use super::Checker;

pub fn check(_checker: &mut Checker<'_>) {}
