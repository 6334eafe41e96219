use super::*;
use crate::time::{DATE_MAX, DATE_MIN, INSTANT_MAX, parse_date, parse_instant, parse_offset};
use DateInput::{On, Unknown};
use DeadlineState::{Late, Met, NotStarted, Running, Soon};

fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

fn on(text: &str) -> DateInput {
    On(day(text))
}

/// Around the Spring Festival of 2026: off from 15 to 23 February, made up for on 14 and 28 February, both
/// Saturdays.
fn china() -> Calendar {
    let holidays = (day("2026-02-15")..=day("2026-02-23")).collect();
    Calendar::new("cn-2026", vec![2026], holidays, vec![day("2026-02-14"), day("2026-02-28")], "").unwrap()
}

/// 60 days from 5 January 2026, not done: the last day is 6 March.
fn answer() -> Deadline<'static> {
    Deadline {
        from: on("2026-01-05"),
        term: Term::Days(60),
        extend: Some(0),
        pause: Some(0),
        done: DateInput::None,
        soon: Some(7),
        roll: false,
        as_of: parse_instant("2026-03-02T10:30:00+08:00").unwrap(),
        offset: parse_offset("+08:00").unwrap(),
        calendar: None,
    }
}

fn due(deadline: Deadline) -> Option<Date> {
    deadline.outcome().due
}

fn states(deadline: Deadline) -> Vec<DeadlineState> {
    deadline.outcome().possible.iter().collect()
}

#[test]
fn the_first_day_is_not_counted() {
    let cases = [
        ("2026-01-05", 60, "2026-03-06"),
        ("2024-01-31", 30, "2024-03-01"),
        ("2026-01-31", 30, "2026-03-02"),
        ("2024-02-28", 1, "2024-02-29"),
        ("2024-02-29", 1, "2024-03-01"),
        ("2026-02-28", 1, "2026-03-01"),
        ("2025-12-31", 1, "2026-01-01"),
        ("2025-12-17", 15, "2026-01-01"),
        ("2026-03-02", 0, "2026-03-02"),
    ];
    for (from, days, want) in cases {
        let deadline = Deadline { from: on(from), term: Term::Days(days), ..answer() };
        assert_eq!(due(deadline), Some(day(want)), "{from} + {days}");
    }
}

#[test]
fn the_last_day_ends_at_midnight_local() {
    // Due on 6 March 2026.
    let cases = [
        ("2026-02-26T23:59:59.999+08:00", "+08:00", Running, 8),
        ("2026-02-27T00:00:00+08:00", "+08:00", Soon, 7),
        ("2026-03-06T00:00:00+08:00", "+08:00", Soon, 0),
        ("2026-03-06T23:59:59.999+08:00", "+08:00", Soon, 0),
        ("2026-03-07T00:00:00+08:00", "+08:00", Late, -1),
        ("2026-03-06T16:00:00Z", "+08:00", Late, -1),
        ("2026-03-06T16:00:00Z", "+00:00", Soon, 0),
        ("2026-03-07T04:59:59Z", "-05:00", Soon, 0),
        ("2026-03-07T05:00:00Z", "-05:00", Late, -1),
    ];
    for (as_of, offset, state, days_left) in cases {
        let as_of_instant = parse_instant(as_of).unwrap();
        let offset_at = parse_offset(offset).unwrap();
        let outcome = Deadline { as_of: as_of_instant, offset: offset_at, ..answer() }.outcome();
        assert_eq!((outcome.state, outcome.days_left), (state, Some(days_left)), "{as_of} at {offset}");
    }
}

#[test]
fn what_is_done_is_met_or_late_by_its_date() {
    // Due on 6 March 2026; scored on the 10th, when not being done is late.
    let as_of = parse_instant("2026-03-10T00:00:00+08:00").unwrap();
    let cases = [
        (on("2026-03-05"), Met),
        (on("2026-03-06"), Met),
        (on("2026-03-07"), Late),
        (on("2026-03-10"), Late),
        (on("2026-01-05"), Met),
        (on("2025-12-01"), Met),
        (DateInput::None, Late),
        (Unknown, DeadlineState::Unknown),
    ];
    for (done, want) in cases {
        let outcome = Deadline { done, as_of, ..answer() }.outcome();
        assert_eq!((outcome.state, outcome.days_left), (want, Some(-4)), "{done:?}");
    }
}

#[test]
fn a_done_date_that_has_not_come_is_not_done() {
    // Scored on 2 March, due on the 6th.
    for (done, want) in [("2026-03-02", Met), ("2026-03-03", Soon), ("2026-03-20", Soon)] {
        assert_eq!(Deadline { done: on(done), ..answer() }.outcome().state, want, "{done}");
    }
    let past = Deadline { from: on("2025-12-01"), done: on("2026-03-03"), ..answer() };
    assert_eq!(past.outcome().state, Late);
}

#[test]
fn soon_is_a_number_of_days_left() {
    // 4 days are left.
    for (soon, want) in [
        (None, Running),
        (Some(-1), Running),
        (Some(0), Running),
        (Some(3), Running),
        (Some(4), Soon),
        (Some(i64::MAX), Soon),
    ] {
        assert_eq!(Deadline { soon, ..answer() }.outcome().state, want, "{soon:?}");
    }
    let last_day = parse_instant("2026-03-06T12:00:00+08:00").unwrap();
    assert_eq!(Deadline { soon: Some(0), as_of: last_day, ..answer() }.outcome().state, Soon);
    assert_eq!(Deadline { soon: None, as_of: last_day, ..answer() }.outcome().state, Running);
}

#[test]
fn what_has_not_happened_starts_nothing() {
    for done in [DateInput::None, Unknown, on("2026-03-01")] {
        let outcome = Deadline { from: DateInput::None, done, ..answer() }.outcome();
        let want = StateSet::EMPTY.with(NotStarted);
        assert_eq!((outcome.state, outcome.due, outcome.days_left), (NotStarted, None, None));
        assert_eq!(outcome.possible, want);
    }
}

#[test]
fn extension_and_pause_lengthen_the_term() {
    let cases = [
        (Some(30), Some(0), Some("2026-04-05")),
        (Some(0), Some(10), Some("2026-03-16")),
        (Some(30), Some(10), Some("2026-04-15")),
        (None, Some(10), None),
        (Some(30), None, None),
        (Some(-1), Some(0), None),
        (Some(0), Some(i64::MIN), None),
        (Some(i64::MAX), Some(i64::MAX), None),
    ];
    for (extend, pause, want) in cases {
        assert_eq!(due(Deadline { extend, pause, ..answer() }), want.map(day), "{extend:?} {pause:?}");
    }
    let calendar = china();
    let working = Deadline {
        from: on("2026-02-12"),
        term: Term::WorkingDays(1),
        extend: Some(1),
        pause: Some(1),
        calendar: Some(&calendar),
        ..answer()
    };
    assert_eq!(due(working), Some(day("2026-02-24")));
}

#[test]
fn working_days_follow_the_calendar() {
    let calendar = china();
    let cases = [
        ("2026-02-12", 1, Some("2026-02-13")),
        ("2026-02-13", 1, Some("2026-02-14")),
        ("2026-02-13", 2, Some("2026-02-24")),
        ("2026-02-14", 5, Some("2026-02-28")),
        ("2026-02-27", 1, Some("2026-02-28")),
        ("2026-02-27", 2, Some("2026-03-02")),
        ("2025-12-31", 1, Some("2026-01-01")),
        ("2025-12-30", 1, None),
        ("2026-12-31", 1, None),
        ("2026-12-28", 5, None),
        ("2026-02-15", 0, Some("2026-02-15")),
    ];
    for (from, days, want) in cases {
        let deadline = Deadline {
            from: on(from),
            term: Term::WorkingDays(days),
            calendar: Some(&calendar),
            as_of: parse_instant("2025-12-01T00:00:00+08:00").unwrap(),
            ..answer()
        };
        assert_eq!(due(deadline), want.map(day), "{from} + {days}");
        assert_eq!(due(Deadline { calendar: None, ..deadline }).is_some(), days == 0);
    }
}

#[test]
fn a_last_day_rolls_only_where_the_deadline_says_so() {
    let calendar = china();
    let cases = [
        // From, days, as counted, rolled.
        ("2026-02-12", 1, "2026-02-13", Some("2026-02-13")),
        ("2026-02-12", 2, "2026-02-14", Some("2026-02-14")),
        ("2026-02-12", 3, "2026-02-15", Some("2026-02-24")),
        ("2026-02-12", 11, "2026-02-23", Some("2026-02-24")),
        ("2026-02-26", 2, "2026-02-28", Some("2026-02-28")),
        ("2026-02-26", 3, "2026-03-01", Some("2026-03-02")),
        ("2026-12-01", 30, "2026-12-31", Some("2026-12-31")),
        ("2026-12-01", 31, "2027-01-01", None),
        ("2025-11-01", 30, "2025-12-01", None),
    ];
    for (from, days, counted, rolled) in cases {
        let deadline =
            Deadline { from: on(from), term: Term::Days(days), calendar: Some(&calendar), ..answer() };
        assert_eq!(due(deadline), Some(day(counted)), "{from} + {days}");
        assert_eq!(due(Deadline { roll: true, ..deadline }), rolled.map(day), "{from} + {days}, rolled");
        assert_eq!(due(Deadline { roll: true, calendar: None, ..deadline }), None);
    }
    let at_once = Deadline {
        from: on("2026-02-15"),
        term: Term::WorkingDays(0),
        roll: true,
        calendar: Some(&calendar),
        ..answer()
    };
    assert_eq!(due(at_once), Some(day("2026-02-24")));
}

#[test]
fn open_inputs_leave_states_possible() {
    let past = Deadline { from: on("2025-12-01"), ..answer() };
    let far = Deadline { soon: Some(3), ..answer() };
    let none: DateInput = DateInput::None;
    let cases: [(&str, Deadline, &[DeadlineState]); 17] = [
        (
            "nothing is known",
            Deadline { from: Unknown, done: Unknown, ..answer() },
            &[NotStarted, Met, Late, Soon, Running],
        ),
        (
            "start unknown, not done",
            Deadline { from: Unknown, done: none, ..answer() },
            &[NotStarted, Late, Soon, Running],
        ),
        (
            "start unknown, done",
            Deadline { from: Unknown, done: on("2026-03-01"), ..answer() },
            &[NotStarted, Met, Late],
        ),
        ("done unknown, past", Deadline { done: Unknown, ..past }, &[Met, Late]),
        ("done unknown, soon", Deadline { done: Unknown, ..answer() }, &[Met, Soon]),
        ("done unknown, running", Deadline { done: Unknown, ..far }, &[Met, Running]),
        ("extension unknown, past", Deadline { extend: None, ..past }, &[Late, Soon, Running]),
        ("extension unknown, soon", Deadline { extend: None, ..answer() }, &[Soon, Running]),
        ("extension unknown, running", Deadline { extend: None, ..far }, &[Running]),
        (
            "extension unknown, done in the bare term",
            Deadline { extend: None, done: on("2026-01-30"), ..past },
            &[Met],
        ),
        (
            "extension unknown, done later",
            Deadline { extend: None, done: on("2026-01-31"), ..past },
            &[Met, Late],
        ),
        ("pause unknown, done later", Deadline { pause: None, done: on("2026-01-31"), ..past }, &[Met, Late]),
        (
            "extension and done unknown",
            Deadline { extend: None, done: Unknown, ..past },
            &[Met, Late, Soon, Running],
        ),
        ("no calendar, past", Deadline { term: Term::WorkingDays(5), ..past }, &[Late, Soon, Running]),
        ("no calendar, running", Deadline { term: Term::WorkingDays(60), ..far }, &[Running]),
        ("rolled without a calendar, soon", Deadline { roll: true, ..answer() }, &[Soon, Running]),
        ("a term that is no term", Deadline { term: Term::Days(-1), ..answer() }, &[Late, Soon, Running]),
    ];
    for (what, deadline, want) in cases {
        assert_eq!(states(deadline), want, "{what}");
        let decided = if let [only] = want { *only } else { DeadlineState::Unknown };
        assert_eq!(deadline.outcome().state, decided, "{what}");
    }
}

/// Every input over a small grid; `None` stands for unknown or missing.
fn grid<'a>(calendar: &'a Calendar) -> Vec<Deadline<'a>> {
    let dates =
        |texts: [&str; 3]| texts.map(on).into_iter().chain([DateInput::None, Unknown]).collect::<Vec<_>>();
    let froms = dates(["2026-02-13", "2026-02-20", "2026-12-29"]);
    let dones = dates(["2026-02-14", "2026-02-24", "2026-03-05"]);
    let mut all = Vec::new();
    for from in froms {
        for &done in &dones {
            for term in [Term::Days(5), Term::WorkingDays(0), Term::WorkingDays(3)] {
                for extend in [Some(4), None] {
                    for pause in [Some(0), Some(9), None] {
                        for (roll, calendar) in
                            [(false, None), (true, None), (false, Some(calendar)), (true, Some(calendar))]
                        {
                            for soon in [None, Some(2)] {
                                let as_of = parse_instant("2026-02-25T23:00:00+08:00").unwrap();
                                all.push(Deadline {
                                    from,
                                    term,
                                    extend,
                                    pause,
                                    done,
                                    soon,
                                    roll,
                                    as_of,
                                    calendar,
                                    ..answer()
                                });
                            }
                        }
                    }
                }
            }
        }
    }
    all
}

/// Whether `full` says the same as `part` wherever `part` says something.
fn completes(full: &Deadline, part: &Deadline) -> bool {
    let date = |full: DateInput, part: DateInput| part == Unknown || part == full;
    let days = |full: Option<i64>, part: Option<i64>| part.is_none() || part == full;
    date(full.from, part.from)
        && date(full.done, part.done)
        && days(full.extend, part.extend)
        && days(full.pause, part.pause)
        && (part.calendar.is_none() || full.calendar.is_some())
        && (full.term, full.soon, full.roll) == (part.term, part.soon, part.roll)
}

#[test]
fn no_completion_leaves_the_possible_states() {
    let calendar = china();
    let all = grid(&calendar);
    let outcomes: Vec<DeadlineOutcome> = all.iter().map(Deadline::outcome).collect();
    for (part, open) in all.iter().zip(&outcomes) {
        for (full, closed) in all.iter().zip(&outcomes).filter(|(full, _)| completes(full, part)) {
            let kept = closed.possible.iter().all(|state| open.possible.contains(state));
            assert!(kept, "{part:?}\n{open:?}\n{full:?}\n{closed:?}");
        }
    }
}

#[test]
fn an_unknown_done_date_is_never_met() {
    let calendar = china();
    for deadline in grid(&calendar) {
        let outcome = deadline.outcome();
        if deadline.done == Unknown {
            assert_ne!(outcome.state, Met, "{deadline:?}");
        }
        if let (On(_), Some(due)) = (deadline.from, outcome.due) {
            assert!(deadline.done == Unknown || outcome.state != DeadlineState::Unknown, "{deadline:?}");
            assert_eq!(outcome.days_left, Some(due - day("2026-02-25")));
        }
        assert!(!outcome.possible.is_empty());
    }
}

#[test]
fn no_input_makes_it_panic() {
    let calendar = china();
    let odd = [i64::MIN, DATE_MIN, -1, 0, DATE_MAX, i64::MAX - 1, i64::MAX];
    for a in odd {
        for b in odd {
            for term in [Term::Days(b), Term::WorkingDays(b)] {
                let deadline = Deadline {
                    from: On(a),
                    term,
                    extend: Some(b),
                    done: On(a),
                    soon: Some(b),
                    as_of: if a < 0 { a } else { INSTANT_MAX },
                    roll: b > 0,
                    calendar: Some(&calendar),
                    ..answer()
                };
                let outcome = deadline.outcome();
                assert!(!outcome.possible.is_empty());
            }
        }
    }
    let outcome = Deadline { as_of: INSTANT_MAX, ..answer() }.outcome();
    assert_eq!((outcome.state, outcome.days_left), (DeadlineState::Unknown, None));
    assert_eq!(outcome.possible.len(), 5);
}

#[test]
fn slots_tell_none_from_unknown() {
    assert_eq!(DateInput::from_slot(Some(crate::time::NONE)), DateInput::None);
    assert_eq!(DateInput::from_slot(Some(0)), On(0));
    assert_eq!(DateInput::from_slot(None), Unknown);
}

#[test]
fn sets_hold_decided_states_only() {
    let all = DeadlineState::ALL.into_iter().fold(StateSet::EMPTY, StateSet::with);
    assert_eq!((all.len(), all.contains(DeadlineState::Unknown)), (5, false));
    assert!(StateSet::EMPTY.is_empty() && !all.is_empty());
    for state in DeadlineState::ALL {
        assert_eq!(serde_json::to_string(&state).unwrap(), format!("\"{state}\""));
    }
}

#[test]
fn what_varying_inputs_may_reach_holds_what_each_of_them_reaches() {
    let calendar = china();
    let gap = Calendar::new("gap", vec![2024, 2026], Vec::new(), Vec::new(), "").unwrap();
    let ranges = [("2026-02-01", "2026-02-01"), ("2026-01-20", "2026-02-27"), ("2024-12-20", "2026-01-10")];
    let dones = [("2026-02-10", "2026-03-05"), ("2026-02-20", "2026-02-20")];
    let terms = [Term::Days(15), Term::WorkingDays(15), Term::WorkingDays(0)];
    let fixed = |days: i64| DaysReach { days: Some((days, days)), unknown: false };
    for (calendar, roll) in [(None, false), (Some(&calendar), true), (Some(&gap), false), (Some(&gap), true)]
    {
        for round in 0..terms.len() * ranges.len() * dones.len() {
            let (term, rest) = (terms[round % terms.len()], round / terms.len());
            let (from, done) = (ranges[rest % ranges.len()], dones[rest / ranges.len()]);
            let whole = Deadline { term, roll, calendar, ..answer() };
            let (Term::Days(days) | Term::WorkingDays(days)) = term;
            let ends = |(first, last): (&str, &str)| (day(first), day(last));
            let dates = |range| DateReach { days: Some(ends(range)), none: true, unknown: true };
            let extend = DaysReach { days: Some((0, 10)), unknown: false };
            let inputs =
                Inputs { from: dates(from), done: dates(done), term: fixed(days), extend, pause: fixed(0) };
            let reached = whole.reach(&inputs);
            let each = |(first, last): (Date, Date)| {
                (first..=last).step_by(3).chain([last]).map(On).chain([DateInput::None, Unknown])
            };
            for (from, done, extend) in each(ends(from)).flat_map(|from| {
                each(ends(done)).flat_map(move |done| [0, 4, 10].map(|extend| (from, done, extend)))
            }) {
                let possible = Deadline { from, done, extend: Some(extend), ..whole }.outcome().possible;
                let held = reached.iter().any(|set| set == possible);
                assert!(held, "{term:?} {from:?} {done:?} +{extend}: {possible:?} is not among {reached:?}");
            }
        }
    }
}

#[test]
fn a_start_within_years_that_the_calendar_does_not_cover_may_leave_the_state_unknown() {
    let gap = Calendar::new("gap", vec![2024, 2026], Vec::new(), Vec::new(), "").unwrap();
    let working = Deadline { term: Term::WorkingDays(5), calendar: Some(&gap), ..answer() };
    let at = |days: (&str, &str)| DateReach {
        days: Some((day(days.0), day(days.1))),
        none: false,
        unknown: false,
    };
    let fixed = |days: i64| DaysReach { days: Some((days, days)), unknown: false };
    let inputs = Inputs {
        from: at(("2024-11-04", "2026-01-12")),
        done: at(("2026-02-02", "2026-02-02")),
        term: fixed(5),
        extend: fixed(0),
        pause: fixed(0),
    };
    assert_eq!(
        Deadline { from: on("2025-06-02"), done: on("2026-02-02"), ..working }.outcome().state,
        DeadlineState::Unknown
    );
    assert!(!working.reach(&inputs).decided().1.is_empty());
}
