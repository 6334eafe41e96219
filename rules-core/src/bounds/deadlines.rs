//! What each deadline may be, over a set of completions.

use super::plan::Plan;
use super::reach::Ints;
use super::state::{Completions, Domain, Open, Set};
use super::walk::Clock;
use crate::deadline::{DateReach, DaysReach, Inputs, Standings, StateSet};
use crate::eval::value::{Eval, Value};
use crate::lower::program::{Days, Deadline};
use crate::time::{NONE, date_of};

/// Where each deadline may stand.
pub fn reach(eval: &Eval<'_>, open: &Open, completions: &Completions, clock: Clock<'_>) -> Vec<Standings> {
    let deadlines = eval.program.deadlines.iter().zip(&completions.standings);
    deadlines.map(|(it, wanted)| of_one(eval, open, completions, clock, it).and(*wanted)).collect()
}

/// Counts those deadlines anew that are counted from one of some slots.
pub fn renew(
    eval: &Eval<'_>,
    (open, plan): (&Open, &Plan),
    completions: &Completions,
    clock: Clock<'_>,
    known: &mut [Standings],
    changed: &[u32],
) {
    let deadlines = eval.program.deadlines.iter().zip(&completions.standings).zip(&plan.deadline_reads);
    for (((deadline, wanted), reads), known) in deadlines.zip(known) {
        if changed.iter().any(|slot| reads.contains(slot)) {
            *known = of_one(eval, open, completions, clock, deadline).and(*wanted);
        }
    }
}

/// Where one deadline may stand by what it is counted from.
pub fn of_one(
    eval: &Eval<'_>,
    open: &Open,
    completions: &Completions,
    clock: Clock<'_>,
    deadline: &Deadline,
) -> Standings {
    let Some(as_of) = clock.as_of else { return Standings::EMPTY.with(StateSet::all()) };
    let days = |days: &Days| match days {
        Days::Fixed(days) => DaysReach { days: Some((*days, *days)), unknown: false },
        Days::Slot(slot) => days_reach(eval, open, completions, *slot),
    };
    let optional = |it: &Option<Days>| days(&it.unwrap_or(Days::Fixed(0)));
    let inputs = Inputs {
        from: date_reach(eval, open, completions, deadline.start),
        done: date_reach(eval, open, completions, deadline.done),
        term: days(&deadline.days),
        extend: optional(&deadline.extend),
        pause: optional(&deadline.pause),
    };
    let mut counted = eval.deadline_inputs(deadline, as_of, clock.calendar);
    let soon = deadline.soon.as_ref().and_then(|soon| days(soon).days);
    let (least, most) = soon.unwrap_or((-1, -1));
    counted.soon = Some(least);
    let few = counted.reach(&inputs);
    if most <= least {
        return few;
    }
    counted.soon = Some(most);
    counted.reach(&inputs).iter().fold(few, Standings::with)
}

fn domain(open: &Open, completions: &Completions, slot: u32) -> Option<Domain> {
    let place = open.of_slot.get(slot as usize).copied().flatten()?;
    completions.domains.get(place as usize).copied()
}

fn date_reach(
    eval: &Eval<'_>,
    open: &Open,
    completions: &Completions,
    (slot, is_datetime): (u32, bool),
) -> DateReach {
    let (ints, unknown) = match domain(open, completions, slot) {
        Some(Domain { set: Set::Ints(ints), unknown }) => (ints, unknown),
        Some(_) => (Ints::NOTHING, true),
        None => match eval.slot(slot) {
            Value::Known(bits) => (Ints::Span(bits.cast_signed(), bits.cast_signed()), false),
            _ => (Ints::NOTHING, true),
        },
    };
    let local = |time: i64| if is_datetime { date_of(time, eval.offset).ok() } else { Some(time) };
    let ends = ints.times().ends();
    let days =
        ends.and_then(|(low, high)| local(low).or(Some(i64::MIN)).zip(local(high).or(Some(i64::MAX - 1))));
    let outside = ends.is_some_and(|(low, high)| local(low).is_none() || local(high).is_none());
    DateReach { days, none: ints.contains(NONE), unknown: unknown || outside }
}

fn days_reach(eval: &Eval<'_>, open: &Open, completions: &Completions, slot: u32) -> DaysReach {
    match domain(open, completions, slot) {
        Some(Domain { set: Set::Ints(ints), unknown }) => {
            let is_negative = ints.ends().is_some_and(|(low, _)| low < 0);
            DaysReach { days: ints.within(0, i64::MAX).ends(), unknown: unknown || is_negative }
        }
        Some(_) => DaysReach { days: None, unknown: true },
        None => match eval.given(slot) {
            Some(days) if days >= 0 => DaysReach { days: Some((days, days)), unknown: false },
            _ => DaysReach { days: None, unknown: true },
        },
    }
}
