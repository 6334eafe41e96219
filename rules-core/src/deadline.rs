//! The counting of one deadline over plain inputs.
//!
//! Comes in: the dates and days of a [`Deadline`], each of which may be unknown. Goes out: its state, the
//! due date, the days left, and every state that its open inputs leave possible. Promises:
//!
//! - INVARIANT(reach): `possible` holds every state that some completion of the unknown inputs reaches; in
//!   doubt it holds more. The state is decided where it is the only one possible, and `unknown` otherwise.
//! - A done date that is unknown never makes a deadline `met`: not done stays possible, too.
//! - No arithmetic here can fail: a due date past the year 9999 is an unknown one.
//!
//! Counting (Civil Code Arts. 201 and 203): the first day is not counted; the last day ends at 24:00 local;
//! whether a last day that is no working day moves to the next one is for each deadline to say. Extension
//! and pause are counted in the deadline's own unit: 5 working days and an extension of 5 are 10.

use crate::calendar::Calendar;
use crate::time::{Date, Instant, NONE, Offset, add_days, date_of};
use serde::Serialize;
use std::fmt;

/// What is known of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateInput {
    /// It happened on this date.
    On(Date),
    /// "none": it is known not to have happened.
    None,
    /// Absent, null or unusable.
    Unknown,
}

impl DateInput {
    /// From a slot: [`NONE`] is "none", an absent value is unknown.
    #[must_use]
    pub fn from_slot(slot: Option<Date>) -> Self {
        match slot {
            Some(NONE) => Self::None,
            Some(date) => Self::On(date),
            None => Self::Unknown,
        }
    }
}

/// The length of a deadline before extension and pause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// Days of the calendar.
    Days(i64),
    /// Working days, make-up days included.
    WorkingDays(i64),
}

/// Everything that one deadline is computed from.
#[derive(Clone, Copy, Debug)]
pub struct Deadline<'a> {
    /// The date it runs from, itself not counted. "none" means that it does not run yet.
    pub from: DateInput,
    /// Its length; never negative.
    pub term: Term,
    /// Units it was extended by: 0 where the deadline knows no extension, `None` where it is unknown.
    /// Never negative; a negative one is taken as unknown.
    pub extend: Option<i64>,
    /// Units that are not counted, as time spent on a hearing; like `extend`.
    pub pause: Option<i64>,
    /// The date on which the thing was done. One after the local date of `as_of` has not come, and counts
    /// as "none".
    pub done: DateInput,
    /// Days left, at most, at which it is `soon`; `None` for never.
    pub soon: Option<i64>,
    /// Whether a last day that is no working day moves to the next working day.
    pub roll: bool,
    /// The instant of the assessment.
    pub as_of: Instant,
    /// The offset of local time.
    pub offset: Offset,
    /// The working days; without one they are unknown.
    pub calendar: Option<&'a Calendar>,
}

/// Where a deadline stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineState {
    /// What it runs from has not happened.
    NotStarted,
    /// An input that could change its state is unknown.
    Unknown,
    /// Done on or before the due date.
    Met,
    /// Done after the due date, or not done and the due date is past.
    Late,
    /// Not done, and few days are left.
    Soon,
    /// Not done, and days are left.
    Running,
}

impl DeadlineState {
    /// Every state.
    pub const ALL: [Self; 6] =
        [Self::NotStarted, Self::Unknown, Self::Met, Self::Late, Self::Soon, Self::Running];

    /// The state as rules and assessments write it, such as `not_started`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::Unknown => "unknown",
            Self::Met => "met",
            Self::Late => "late",
            Self::Soon => "soon",
            Self::Running => "running",
        }
    }
}

impl fmt::Display for DeadlineState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A set of decided states: all but [`DeadlineState::Unknown`], which a deadline may stay in while it has
/// more than one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct StateSet {
    bits: u8,
}

impl StateSet {
    /// No state.
    pub const EMPTY: Self = Self { bits: 0 };

    /// The set with one more state; `unknown` is no decided state and is left out.
    #[must_use]
    pub fn with(self, state: DeadlineState) -> Self {
        match state {
            DeadlineState::Unknown => self,
            state => Self { bits: self.bits | 1 << state as u8 },
        }
    }

    /// The set with one more state if `condition` holds.
    #[must_use]
    pub fn with_if(self, condition: bool, state: DeadlineState) -> Self {
        if condition { self.with(state) } else { self }
    }

    /// Whether a state is in it.
    #[must_use]
    pub fn contains(self, state: DeadlineState) -> bool {
        self.bits & 1 << state as u8 != 0
    }

    /// The states of both.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self { bits: self.bits | other.bits }
    }

    /// Every state that is decided.
    #[must_use]
    pub fn all() -> Self {
        DeadlineState::ALL.into_iter().fold(Self::EMPTY, Self::with)
    }

    /// How many states are in it.
    #[must_use]
    pub fn len(self) -> usize {
        self.iter().count()
    }

    /// Whether no state is in it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.bits == 0
    }

    /// Its states, in the order of [`DeadlineState::ALL`].
    pub fn iter(self) -> impl Iterator<Item = DeadlineState> {
        DeadlineState::ALL.into_iter().filter(move |&state| self.contains(state))
    }
}

/// What a deadline may be left with, over all completions: sets of states, each what one of them leaves possible. A
/// set of one state decides it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standings {
    /// By the bits of a set.
    sets: u64,
}

impl Standings {
    /// Nothing.
    pub const EMPTY: Self = Self { sets: 0 };
    /// Everything.
    pub const ALL: Self = Self { sets: u64::MAX };

    /// With one more set of states; the empty one is left out, for a deadline stands somewhere.
    #[must_use]
    pub fn with(self, set: StateSet) -> Self {
        if set.is_empty() { self } else { Self { sets: self.sets | 1 << set.bits } }
    }

    /// What both have.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { sets: self.sets & other.sets }
    }

    /// The sets as bits.
    #[must_use]
    pub fn bits(self) -> u64 {
        self.sets
    }

    /// Whether nothing is left.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.sets == 0
    }

    /// The sets, those of one state among them.
    pub fn iter(self) -> impl Iterator<Item = StateSet> {
        (0..64).filter(move |bits| self.sets >> bits & 1 == 1).map(|bits| StateSet { bits })
    }

    /// Its part that is decided, and the rest.
    #[must_use]
    pub fn decided(self) -> (Self, Self) {
        let decided = self.iter().filter(|set| set.len() == 1).fold(Self::EMPTY, Self::with);
        (decided, Self { sets: self.sets & !decided.sets })
    }
}

/// A computed deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeadlineOutcome {
    /// Where it stands.
    pub state: DeadlineState,
    /// Its last day, where that is known; not for `not_started`. A state may be decided without it: what
    /// was done within the bare term is `met`, whatever the extension.
    pub due: Option<Date>,
    /// Days from the local date of `as_of` to the due date: 0 on the last day, negative after it, also for
    /// what is done. `None` where `due` is.
    pub days_left: Option<i64>,
    /// The states that the open inputs leave possible; the state alone where it is decided.
    pub possible: StateSet,
}

/// What is known of the last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Due {
    /// It is this day.
    On(Date),
    /// It is this day or a later one.
    NotBefore(Date),
    /// It may be any day.
    Any,
}

/// What a date may be, over all completions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateReach {
    /// First and last day that it may be; none where it is no day.
    pub days: Option<(Date, Date)>,
    /// Whether it may be known not to have happened.
    pub none: bool,
    /// Whether it may stay unknown.
    pub unknown: bool,
}

/// What a number of days may be: the least and the greatest, and whether it may stay unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DaysReach {
    /// The least and the greatest; none where it is no number.
    pub days: Option<(i64, i64)>,
    /// Whether it may stay unknown, or is negative.
    pub unknown: bool,
}

/// The inputs of a deadline that may vary, over all completions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inputs {
    /// The date that it runs from.
    pub from: DateReach,
    /// The date on which the thing was done.
    pub done: DateReach,
    /// Its length.
    pub term: DaysReach,
    /// Units it was extended by.
    pub extend: DaysReach,
    /// Units that are not counted.
    pub pause: DaysReach,
}

/// What the last day may be, over all completions.
#[derive(Clone, Copy, Debug)]
struct DueReach {
    /// The first and the last day that it may be; none where it is never known.
    days: Option<(Date, Date)>,
    /// Where only the earliest is known: the first and the last day that this may be.
    not_before: Option<(Date, Date)>,
    /// Whether nothing may be known of it.
    any: bool,
}

impl Deadline<'_> {
    /// All that some completion of varying inputs may leave possible. It may hold more. What is fixed is taken
    /// from the deadline itself.
    #[must_use]
    pub fn reach(&self, inputs: &Inputs) -> Standings {
        use DeadlineState::{Late, Met, NotStarted};
        let Ok(today) = date_of(self.as_of, self.offset) else {
            return Standings::EMPTY.with(StateSet::all());
        };
        let one = |state: DeadlineState| StateSet::EMPTY.with(state);
        let any = self.not_done(Date::MIN, Date::MAX, today);
        let mut all = Standings::EMPTY;
        if inputs.from.none {
            all = all.with(one(NotStarted));
        }
        let (first, last) = inputs.done.days.unwrap_or((Date::MAX, Date::MIN));
        let last_done = last.min(today);
        let is_done = first <= last_done;
        // What is not done, and what may or may not be.
        let undone = |all: Standings, set: StateSet| {
            let may_be_undone = inputs.done.none || (first <= last && last > today);
            let all = if may_be_undone { all.with(set) } else { all };
            if inputs.done.unknown { all.with(set.with(Met)) } else { all }
        };
        if inputs.from.unknown {
            all = undone(all, any.with(NotStarted));
            all = if is_done { all.with(one(Met).with(Late).with(NotStarted)) } else { all };
        }
        let Some(due) = self.due_reach(inputs) else { return all };
        if let Some((low, high)) = due.days {
            all = self.not_done(low, high, today).iter().fold(all, |all, state| undone(all, one(state)));
            all = if is_done && first <= high { all.with(one(Met)) } else { all };
            all = if is_done && last_done > low { all.with(one(Late)) } else { all };
        }
        if let Some((low, high)) = due.not_before {
            let kinds = [low, low.max(today), low.max(self.soon_until(today).saturating_add(1))];
            for earliest in kinds.into_iter().filter(|day| *day <= high) {
                all = undone(all, self.not_done(earliest, Date::MAX, today));
            }
            all = if is_done && first <= high { all.with(one(Met)) } else { all };
            all = if is_done && last_done > low { all.with(one(Met).with(Late)) } else { all };
        }
        if due.any {
            all = undone(all, any);
            all = if is_done { all.with(one(Met).with(Late)) } else { all };
        }
        all
    }

    /// The last days that are possible once it runs; none where it never does.
    fn due_reach(&self, inputs: &Inputs) -> Option<DueReach> {
        let (first, last) = inputs.from.days?;
        let parts = [inputs.term, inputs.extend, inputs.pause];
        let sum = |end: fn(DaysReach) -> i64| {
            parts.iter().map(|part| end(*part).max(0)).try_fold(0i64, i64::checked_add)
        };
        let due = |from: Date, total: Option<i64>| total.map_or(Due::Any, |total| self.last_day(from, total));
        let least = sum(|part| part.days.map_or(0, |(least, _)| least));
        let most = sum(|part| part.days.map_or(0, |(_, most)| most));
        let is_one = first == last && least == most;
        let (soonest, latest) = (due(first, least), due(last, most));
        let low = match soonest {
            Due::On(day) => Some(day),
            Due::NotBefore(day) if self.calendar.is_some() && !is_one => Some(day),
            // Without a calendar no day is known, and none past the year 9999.
            Due::NotBefore(_) | Due::Any => None,
        };
        let high = if let Due::On(day) = latest { day } else { Date::MAX };
        let is_counted = parts.iter().all(|part| part.days.is_some());
        // A calendar need not cover every year in between.
        let by_calendar = self.roll || matches!(self.term, Term::WorkingDays(_));
        let is_open = [inputs.extend, inputs.pause].iter().any(|part| part.unknown || part.days.is_none())
            || (by_calendar && !is_one)
            || matches!(soonest, Due::NotBefore(_))
            || matches!(latest, Due::NotBefore(_));
        // Days that are unknown are taken as 0.
        let bare = sum(|part| if part.unknown { 0 } else { part.days.map_or(0, |(least, _)| least) });
        let earliest = bare.and_then(|total| add_days(first, total).ok());
        let not_before = earliest.filter(|_| is_open).map(|earliest| match latest {
            Due::On(day) => (earliest, day),
            Due::NotBefore(day) if is_one => (earliest, day),
            Due::NotBefore(_) | Due::Any => (earliest, Date::MAX),
        });
        let is_term_known = inputs.term.days.is_some() && !inputs.term.unknown;
        Some(DueReach {
            days: low.filter(|_| is_counted).map(|low| (low, high)),
            not_before,
            any: latest == Due::Any || !is_term_known,
        })
    }

    /// Counts the deadline.
    ///
    /// ```
    /// use rules_core::deadline::{DateInput, Deadline, DeadlineState, Term};
    /// use rules_core::time::{date_text, parse_date, parse_instant, parse_offset};
    /// // An opinion is due 60 days after acceptance (信访工作条例 Art. 34).
    /// let answer = Deadline {
    ///     from: DateInput::On(parse_date("2026-01-05").unwrap()),
    ///     term: Term::Days(60),
    ///     extend: Some(0),
    ///     pause: Some(0),
    ///     done: DateInput::None,
    ///     soon: Some(7),
    ///     roll: false,
    ///     as_of: parse_instant("2026-03-02T10:30:00+08:00").unwrap(),
    ///     offset: parse_offset("+08:00").unwrap(),
    ///     calendar: None,
    /// };
    /// let outcome = answer.outcome();
    /// assert_eq!(date_text(outcome.due.unwrap()), "2026-03-06");
    /// assert_eq!((outcome.state, outcome.days_left), (DeadlineState::Soon, Some(4)));
    ///
    /// let unregistered = Deadline { done: DateInput::Unknown, ..answer }.outcome();
    /// assert_eq!(unregistered.state, DeadlineState::Unknown);
    /// assert!(unregistered.possible.contains(DeadlineState::Met));
    /// assert!(!unregistered.possible.contains(DeadlineState::Late));
    /// ```
    #[must_use]
    pub fn outcome(&self) -> DeadlineOutcome {
        let today = date_of(self.as_of, self.offset).ok();
        let due = self.due();
        let possible = match (self.from, today) {
            (DateInput::None, _) => StateSet::EMPTY.with(DeadlineState::NotStarted),
            (DateInput::Unknown, Some(today)) => self.reachable(due, today).with(DeadlineState::NotStarted),
            (DateInput::On(_), Some(today)) => self.reachable(due, today),
            // Local time is not within the years 0001 to 9999.
            (_, None) => DeadlineState::ALL.into_iter().fold(StateSet::EMPTY, StateSet::with),
        };
        let mut states = possible.iter();
        let state = match (states.next(), states.next()) {
            (Some(only), None) => only,
            _ => DeadlineState::Unknown,
        };
        let due = match due {
            Due::On(due) => Some(due),
            Due::NotBefore(_) | Due::Any => None,
        };
        DeadlineOutcome { state, due, days_left: due.zip(today).map(|(due, today)| due - today), possible }
    }

    /// What is known of the last day. Every step is monotone, a longer term never ends earlier: so an
    /// unknown extension or pause, taken as 0, gives the earliest day.
    fn due(&self) -> Due {
        let DateInput::On(from) = self.from else { return Due::Any };
        let [extend, pause] = [self.extend, self.pause].map(|days| days.filter(|&days| days >= 0));
        let (Term::Days(term) | Term::WorkingDays(term)) = self.term;
        let total = [extend, pause].into_iter().flatten().try_fold(term, i64::checked_add);
        let Some(total) = total.filter(|_| term >= 0) else { return Due::Any };
        let due = self.last_day(from, total);
        match due {
            Due::On(earliest) if extend.is_none() || pause.is_none() => Due::NotBefore(earliest),
            due => due,
        }
    }

    /// The last day of a term of known length. Where the calendar does not say, it is at least as many
    /// days on as the term has units, for no working day is shorter than a day.
    fn last_day(&self, from: Date, total: i64) -> Due {
        let Ok(earliest) = add_days(from, total) else { return Due::Any };
        let counted = match self.term {
            Term::Days(_) => Some(earliest),
            Term::WorkingDays(_) if total == 0 => Some(from),
            Term::WorkingDays(_) => {
                self.calendar.and_then(|calendar| calendar.working_day_after(from, total))
            }
        };
        let last = match counted {
            Some(day) if self.roll => self.calendar.and_then(|calendar| calendar.working_day_from(day)),
            counted => counted,
        };
        last.map_or(Due::NotBefore(earliest), Due::On)
    }

    /// The states of a started deadline that completions reach.
    fn reachable(&self, due: Due, today: Date) -> StateSet {
        let (low, high) = match due {
            Due::On(day) => (day, day),
            Due::NotBefore(day) => (day, Date::MAX),
            Due::Any => (Date::MIN, Date::MAX),
        };
        match self.done {
            DateInput::On(done) if done <= today => StateSet::EMPTY
                .with_if(done <= high, DeadlineState::Met)
                .with_if(done > low, DeadlineState::Late),
            // Not done by the end of today.
            DateInput::On(_) | DateInput::None => self.not_done(low, high, today),
            // Done on some day up to today, which may always have been in time, or not done. It is late by
            // a done date only where it is late without one: such a date is past the due date, too.
            DateInput::Unknown => self.not_done(low, high, today).with(DeadlineState::Met),
        }
    }

    /// The last day that is `soon`; the day before today where none is.
    fn soon_until(&self, today: Date) -> Date {
        match self.soon {
            Some(soon) if soon >= 0 => today.saturating_add(soon),
            _ => today - 1,
        }
    }

    /// The states of a deadline that is not done and whose last day is any from `low` to `high`.
    fn not_done(&self, low: Date, high: Date, today: Date) -> StateSet {
        let soon_until = self.soon_until(today);
        StateSet::EMPTY
            .with_if(low < today, DeadlineState::Late)
            .with_if(low.max(today) <= high.min(soon_until), DeadlineState::Soon)
            .with_if(low.max(soon_until.saturating_add(1)) <= high, DeadlineState::Running)
    }
}

#[cfg(test)]
mod tests;
