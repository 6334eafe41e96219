//! Deadlines from slots, and fields that are not relevant.

use super::slots::{Slot, State};
use super::value::{Eval, Mode, Value};
use crate::calendar::Calendar;
use crate::deadline::{self, DateInput, DeadlineOutcome, DeadlineState, StateSet, Term};
use crate::lower::program::{Days, Deadline};
use crate::time::{NONE, date_of};

impl Eval<'_> {
    /// Marks absent and null fields that are certainly not relevant as void.
    pub fn apply_relevance(&mut self) {
        let program = self.program;
        for (slot, start) in &program.relevance {
            let state = self.state(*slot);
            if matches!(state, State::Absent | State::Null)
                && self.condition(*start, Mode::Bare) == Value::Known(0)
                && let Some(slot) = self.scratch.values.slots.get_mut(*slot as usize)
            {
                *slot = Slot { state: State::Void, bits: u64::from(state == State::Null) };
            }
        }
        if !program.relevance.is_empty() {
            // What was kept so far may have read a slot that is void now.
            self.scratch.epoch += 1;
        }
    }

    /// Whether a field is certainly not relevant.
    pub fn is_irrelevant(&mut self, slot: u32) -> bool {
        let program = self.program;
        let mut starts = program.relevance.iter().filter(|(it, _)| *it == slot);
        starts.any(|(_, start)| self.condition(*start, Mode::Bare) == Value::Known(0))
    }

    /// Whether a field is relevant, as far as it is known.
    pub fn is_relevant(&mut self, slot: u32) -> Option<bool> {
        let program = self.program;
        let Some((_, start)) = program.relevance.iter().find(|(it, _)| *it == slot) else {
            return Some(true);
        };
        match self.condition(*start, Mode::Bare) {
            Value::Known(truth) => Some(truth != 0),
            _ => None,
        }
    }

    fn state(&self, slot: u32) -> State {
        self.scratch.values.slots.get(slot as usize).map(|slot| slot.state).unwrap_or_default()
    }

    /// Computes all deadlines as of an instant; without one they are unknown.
    pub fn compute_deadlines(&mut self, as_of: Option<i64>, calendar: Option<&Calendar>) {
        let program = self.program;
        self.scratch.deadlines.clear();
        for deadline in &program.deadlines {
            let outcome = match as_of {
                Some(as_of) => self.deadline_inputs(deadline, as_of, calendar).outcome(),
                None => unknown(),
            };
            self.scratch.deadlines.push(outcome);
        }
    }

    /// What a deadline is counted from, as it is known.
    pub fn deadline_inputs<'c>(
        &self,
        deadline: &Deadline,
        as_of: i64,
        calendar: Option<&'c Calendar>,
    ) -> deadline::Deadline<'c> {
        let optional = |days: &Option<Days>| days.as_ref().map_or(Some(0), |days| self.days(days));
        let days = self.days(&deadline.days).unwrap_or(-1);
        deadline::Deadline {
            from: self.date_input(deadline.start),
            term: if deadline.working { Term::WorkingDays(days) } else { Term::Days(days) },
            extend: optional(&deadline.extend),
            pause: optional(&deadline.pause),
            done: self.date_input(deadline.done),
            soon: deadline.soon.as_ref().and_then(|days| self.days(days)),
            roll: deadline.roll,
            as_of,
            offset: self.offset,
            calendar,
        }
    }

    /// The value of a slot that is given.
    #[inline]
    pub fn given(&self, slot: u32) -> Option<i64> {
        let slot = self.scratch.values.slots.get(slot as usize)?;
        (slot.state == State::Given).then(|| slot.bits.cast_signed())
    }

    fn days(&self, days: &Days) -> Option<i64> {
        match days {
            Days::Fixed(days) => Some(*days),
            Days::Slot(slot) => self.given(*slot),
        }
    }

    fn date_input(&self, (slot, is_datetime): (u32, bool)) -> DateInput {
        let value = self.given(slot);
        let date = match value {
            Some(value) if is_datetime && value != NONE => date_of(value, self.offset).ok(),
            other => other,
        };
        DateInput::from_slot(date)
    }
}

/// A deadline of which nothing is known.
fn unknown() -> DeadlineOutcome {
    let all = DeadlineState::ALL.into_iter().filter(|state| *state != DeadlineState::Unknown);
    DeadlineOutcome {
        state: DeadlineState::Unknown,
        due: None,
        days_left: None,
        possible: all.fold(StateSet::EMPTY, StateSet::with),
    }
}

impl Eval<'_> {
    /// The index of a deadline's state, if it is known.
    pub fn deadline_state(&self, index: u32) -> Option<u64> {
        let outcome = self.scratch.deadlines.get(index as usize)?;
        state_index(outcome.state)
    }

    /// Whether a deadline's state is in a set; an unknown one may still be ruled out.
    pub fn deadline_is(&self, index: u32, set: u8) -> Value {
        let Some(outcome) = self.scratch.deadlines.get(index as usize) else { return Value::Open };
        if let Some(state) = state_index(outcome.state) {
            return Value::of_bool(set >> state & 1 == 1);
        }
        let is_in = |state: u64| set >> state & 1 == 1;
        let possible = || outcome.possible.iter().filter_map(state_index);
        if possible().all(is_in) {
            Value::of_bool(true)
        } else if possible().any(is_in) {
            self.deadline_unknown(index)
        } else {
            Value::of_bool(false)
        }
    }

    /// A part of a deadline: void before it starts.
    pub fn deadline_part(
        &self,
        index: u32,
        part: impl Fn(&crate::deadline::DeadlineOutcome) -> Option<i64>,
    ) -> Value {
        match self.scratch.deadlines.get(index as usize) {
            Some(outcome) if outcome.state == DeadlineState::NotStarted => Value::Void,
            outcome => outcome.and_then(part).map_or_else(|| self.deadline_unknown(index), Value::of_int),
        }
    }

    /// An unknown deadline is open, unless all it waits for is void.
    pub fn deadline_unknown(&self, index: u32) -> Value {
        let Some(deadline) = self.program.deadlines.get(index as usize) else { return Value::Open };
        let inputs = [deadline.start.0, deadline.done.0];
        let is_open = inputs.iter().any(|slot| self.slot(*slot) == Value::Open);
        let is_void = inputs.iter().any(|slot| self.slot(*slot) == Value::Void);
        if is_void && !is_open { Value::Void } else { Value::Open }
    }
}

/// The index of a deadline's state in [`ruleset::DEADLINE_STATES`]; none for unknown.
pub fn state_index(state: DeadlineState) -> Option<u64> {
    match state {
        DeadlineState::NotStarted => Some(0),
        DeadlineState::Met => Some(1),
        DeadlineState::Running => Some(2),
        DeadlineState::Soon => Some(3),
        DeadlineState::Late => Some(4),
        DeadlineState::Unknown => None,
    }
}
