//! An incident's members into slots, without JSON: for a host that has them as values already.
//!
//! Comes in: pairs of numbers, and the texts one after the other. Goes out: [`Values`], as the JSON of the same
//! members would give them. Promise: only what is regular is read; for all else the host gives JSON, which says what is
//! wrong.

use super::schema::{Kind, Record};
use super::slots::{Slot, State, Values};
use crate::json::Text;
use crate::limits;
use crate::number::EXACT_MAX;
use crate::time::{NONE, parse_date, parse_instant, parse_span};

/// Reads members.
pub struct Reader<'a> {
    pub record: &'a Record,
    pub values: &'a mut Values,
    /// The texts.
    pub texts: &'a str,
    /// Where the next text starts.
    pub at: usize,
}

impl Reader<'_> {
    /// Reads all members; `None` if one of them is not regular.
    pub fn read(&mut self, members: &[[f64; 2]]) -> Option<()> {
        members.iter().try_for_each(|[field, value]| self.member(index(*field)?, *value))
    }

    fn member(&mut self, field: usize, value: f64) -> Option<()> {
        let spec = self.record.fields.get(field)?;
        let slot = if value.is_nan() {
            Slot { state: State::Null, bits: 0 }
        } else {
            Slot::given(self.bits(&spec.kind, value)?)
        };
        let place = self.values.slots.get_mut(field)?;
        // Under two names: an error, which JSON tells of.
        if place.state != State::Absent {
            return None;
        }
        *place = slot;
        Some(())
    }

    fn bits(&mut self, kind: &Kind, value: f64) -> Option<u64> {
        match kind {
            Kind::Bool => Some(u64::from(value != 0.0)),
            Kind::Int(low, high) => {
                let whole = whole(value)?;
                (low..=high).contains(&&whole).then_some(whole.cast_unsigned())
            }
            // A negative zero is none.
            Kind::Num(low, high) => (low..=high).contains(&&value).then_some((value + 0.0).to_bits()),
            Kind::Enum(names) => {
                let index = index(value)?;
                (index < names.len()).then_some(index as u64)
            }
            Kind::Text => self.text(value),
            Kind::Date => self.time(value, parse_date),
            Kind::Datetime => self.time(value, parse_instant),
            Kind::Duration => {
                let (start, end) = self.next(value)?;
                Some(parse_span(self.texts.get(start..end)?).ok()?.cast_unsigned())
            }
            Kind::EnumList(_) | Kind::TextList | Kind::Records(..) => None,
        }
    }

    fn text(&mut self, length: f64) -> Option<u64> {
        let (start, end) = self.next(length)?;
        if end - start > limits::TEXT_BYTES {
            return None;
        }
        self.values.texts.push(Text::plain(start, end));
        Some(self.values.texts.len() as u64 - 1)
    }

    fn time<E>(&mut self, length: f64, parse: impl Fn(&str) -> Result<i64, E>) -> Option<u64> {
        let (start, end) = self.next(length)?;
        let given = self.texts.get(start..end)?;
        let value = if given == "none" { NONE } else { parse(given).ok()? };
        Some(value.cast_unsigned())
    }

    /// Where the next text stands.
    fn next(&mut self, length: f64) -> Option<(usize, usize)> {
        let start = self.at;
        self.at = start.checked_add(index(length)?)?;
        self.texts.is_char_boundary(self.at).then_some((start, self.at))
    }
}

/// An index or a length.
fn index(number: f64) -> Option<usize> {
    usize::try_from(whole(number)?).ok()
}

/// An integer that a double holds as it was written.
#[expect(clippy::cast_possible_truncation, reason = "checked by widening it back")]
fn whole(number: f64) -> Option<i64> {
    let whole = number as i64;
    ((-EXACT_MAX..=EXACT_MAX).contains(&whole) && whole as f64 == number).then_some(whole)
}
