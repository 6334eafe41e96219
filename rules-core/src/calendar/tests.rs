use super::*;
use crate::time::{DATE_MAX, NONE};

/// Days off around New Year and the Spring Festival of 2026, with make-up days on 4 January (a
/// Sunday), 14 February (a Saturday) and 28 February (a Saturday).
const CHINA: &str = r#"{
    "id": "cn-2026", "years": [2026], "source": "a notice",
    "holidays": ["2026-01-01", "2026-01-02", "2026-01-03", "2026-02-15", "2026-02-16", "2026-02-17",
        "2026-02-18", "2026-02-19", "2026-02-20", "2026-02-21", "2026-02-22", "2026-02-23"],
    "workdays": ["2026-01-04", "2026-02-14", "2026-02-28"]
}"#;

fn china() -> Calendar {
    serde_json::from_str(CHINA).unwrap()
}

#[test]
fn a_calendar_is_the_same_through_serde_and_read_alone() {
    assert_eq!(Calendar::read(&mut Scanner::new(CHINA)), Ok(china()));
}

fn plain(years: &[i64]) -> Calendar {
    Calendar::new("plain", years.to_vec(), vec![], vec![], "").unwrap()
}

fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

#[test]
fn each_kind_of_day_is_told_apart() {
    let cases = [
        ("2026-01-01", Some(false), "a holiday on a Thursday"),
        ("2026-01-03", Some(false), "a holiday on a Saturday"),
        ("2026-01-04", Some(true), "a make-up Sunday"),
        ("2026-01-05", Some(true), "a Monday"),
        ("2026-01-10", Some(false), "a Saturday"),
        ("2026-01-11", Some(false), "a Sunday"),
        ("2026-02-14", Some(true), "a make-up Saturday"),
        ("2026-12-31", Some(true), "the last covered day"),
        ("2025-12-31", None, "the day before the years"),
        ("2027-01-01", None, "the day after the years"),
    ];
    for (date, want, what) in cases {
        assert_eq!(china().is_working_day(day(date)), want, "{what}");
    }
    assert_eq!(china().is_working_day(NONE), None);
    assert_eq!(china().is_working_day(i64::MIN), None);
}

#[test]
fn working_days_are_counted_from_the_day_after() {
    let cases = [
        ("2026-03-02", 0, Some("2026-03-02")),
        ("2026-03-02", 1, Some("2026-03-03")),
        ("2026-03-06", 1, Some("2026-03-09")),
        ("2026-03-07", 1, Some("2026-03-09")),
        ("2026-03-02", 5, Some("2026-03-09")),
        ("2026-01-02", 1, Some("2026-01-04")),
        ("2026-01-02", 2, Some("2026-01-05")),
        ("2026-02-13", 1, Some("2026-02-14")),
        ("2026-02-13", 2, Some("2026-02-24")),
        ("2026-02-27", 2, Some("2026-03-02")),
        ("2025-12-31", 1, Some("2026-01-04")),
        ("2025-12-30", 1, None),
        ("2026-12-30", 1, Some("2026-12-31")),
        ("2026-12-30", 2, None),
        ("2026-12-31", 1, None),
        ("2026-03-02", -1, None),
        ("2026-03-02", i64::MAX, None),
        ("2026-03-02", i64::MIN, None),
    ];
    for (from, count, want) in cases {
        assert_eq!(china().working_day_after(day(from), count), want.map(day), "{from} + {count}");
    }
    assert_eq!(plain(&[9999]).working_day_after(DATE_MAX, 1), None);
    assert_eq!(china().working_day_after(NONE, 1), None);
}

#[test]
fn a_last_day_moves_to_the_next_working_day() {
    let cases = [
        ("2026-03-06", Some("2026-03-06")),
        ("2026-03-07", Some("2026-03-09")),
        ("2026-02-14", Some("2026-02-14")),
        ("2026-02-15", Some("2026-02-24")),
        ("2026-12-31", Some("2026-12-31")),
        ("2025-12-31", None),
    ];
    for (date, want) in cases {
        assert_eq!(china().working_day_from(day(date)), want.map(day), "{date}");
    }
    // 31 December 2022 is a Saturday: the next working day is in a year nobody covers.
    assert_eq!(plain(&[2022]).working_day_from(day("2022-12-31")), None);
    assert_eq!(plain(&[2022, 2023]).working_day_from(day("2022-12-31")), Some(day("2023-01-02")));
}

#[test]
fn a_gap_in_the_years_is_never_crossed() {
    let calendar = plain(&[2028, 2025, 2026]);
    assert_eq!(calendar.working_day_after(day("2025-12-31"), 1), Some(day("2026-01-01")));
    assert_eq!(calendar.working_day_after(day("2026-12-31"), 1), None);
    assert_eq!(calendar.is_working_day(day("2027-06-01")), None);
    assert_eq!(calendar.working_day_after(day("2027-12-31"), 1), Some(day("2028-01-03")));
    assert_eq!(calendar.is_working_day(day("2028-02-29")), Some(true));
}

#[test]
fn counting_agrees_with_walking_day_by_day() {
    let calendar = china();
    for from in day("2026-01-01")..day("2026-04-01") {
        for count in 1..60 {
            let (mut at, mut left) = (from, count);
            while left > 0 {
                at += 1;
                left -= i64::from(calendar.is_working_day(at).unwrap());
            }
            assert_eq!(calendar.working_day_after(from, count), Some(at));
        }
    }
}

#[test]
fn the_digest_is_of_the_content() {
    let of = |text: &str| serde_json::from_str::<Calendar>(text).unwrap().digest().to_owned();
    let base =
        r#"{"id":"a","years":[2026,2027],"holidays":["2026-01-01","2026-01-02"],"workdays":["2026-01-04"]}"#;
    assert_eq!(of(base), sha256_hex(base.as_bytes()));
    let same = [
        r#"{"workdays":["2026-01-04"],"years":[2027,2026,2026],"id":"a","holidays":["2026-01-02","2026-01-01","2026-01-02"]}"#,
        r#"{"id":"a","years":[2026,2027],"holidays":["2026-01-01","2026-01-02"],"workdays":["2026-01-04"],"source":"x"}"#,
    ];
    for text in same {
        assert_eq!(of(text), of(base), "{text}");
    }
    let different = [
        r#"{"id":"b","years":[2026,2027],"holidays":["2026-01-01","2026-01-02"],"workdays":["2026-01-04"]}"#,
        r#"{"id":"a","years":[2026],"holidays":["2026-01-01","2026-01-02"],"workdays":["2026-01-04"]}"#,
        r#"{"id":"a","years":[2026,2027],"holidays":["2026-01-01"],"workdays":["2026-01-04"]}"#,
        r#"{"id":"a","years":[2026,2027],"holidays":["2026-01-01","2026-01-02"]}"#,
    ];
    for text in different {
        assert_ne!(of(text), of(base), "{text}");
    }
}

#[test]
fn a_mistake_is_named_with_its_place() {
    let cases = [
        (r#"{"id":"a","years":[]}"#, "`years` is empty; expected at least one year that the calendar covers"),
        (r#"{"id":"a","years":[0]}"#, "`years` lists `0`; expected years from 1 to 9999"),
        (r#"{"id":"a","years":[10000]}"#, "`years` lists `10000`; expected years from 1 to 9999"),
        (
            r#"{"id":"a","years":[2026],"holidays":["2026-01-01","2026-02-31"]}"#,
            "`holidays[1]` is `2026-02-31`; expected a day of the calendar, from `0001-01-01` to `9999-12-31`",
        ),
        (
            r#"{"id":"a","years":[2026],"workdays":["1 May"]}"#,
            "`workdays[0]` is `1 May`; expected a date such as `2026-03-02`",
        ),
        (
            r#"{"id":"a","years":[2026],"holidays":["2025-12-31"]}"#,
            "`holidays` lists `2025-12-31`, whose year is not in `years`",
        ),
        (
            r#"{"id":"a","years":[2026],"workdays":["2027-01-02"]}"#,
            "`workdays` lists `2027-01-02`, whose year is not in `years`",
        ),
        (
            r#"{"id":"a","years":[2026],"holidays":["2026-01-04"],"workdays":["2026-01-04"]}"#,
            "`2026-01-04` is listed in both `holidays` and `workdays`; expected in one",
        ),
        (r#"{"id":"a","years":[2026],"holiday":[]}"#, "unknown field `holiday`"),
        (r#"{"id":"a","years":[2026],"years":[2027]}"#, "duplicate field `years`"),
        (r#"{"years":[2026]}"#, "missing field `id`"),
        (r#"{"id":"a"}"#, "missing field `years`"),
    ];
    for (text, want) in cases {
        let found = serde_json::from_str::<Calendar>(text).unwrap_err().to_string();
        assert!(found.starts_with(want), "{text}\n{found}");
        let found = Calendar::read(&mut Scanner::new(text)).unwrap_err().to_string();
        assert!(found.starts_with(want), "{text}\n{found}");
    }
    let many: Vec<i64> = (2000..).take(CALENDAR_YEARS + 1).collect();
    let error = Calendar::new("a", many, vec![], vec![], "").unwrap_err();
    assert_eq!(error, CalendarError::TooManyYears { found: CALENDAR_YEARS + 1 });
}

#[test]
fn dates_given_as_numbers_are_checked_too() {
    for date in [NONE, i64::MIN, DATE_MAX + 1] {
        let error = Calendar::new("a", vec![2026], vec![date], vec![], "").unwrap_err();
        assert_eq!(error, CalendarError::OutsideYears { list: List::Holidays, date });
    }
}
