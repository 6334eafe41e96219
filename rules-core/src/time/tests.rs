use super::*;
use chrono::DateTime;

fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

fn at(text: &str) -> Instant {
    parse_instant(text).unwrap()
}

fn offset(text: &str) -> Offset {
    parse_offset(text).unwrap()
}

#[test]
fn the_ends_of_the_range_are_what_they_say() {
    assert_eq!((day("0001-01-01"), day("9999-12-31"), day("1970-01-01")), (DATE_MIN, DATE_MAX, 0));
    assert_eq!(at("0001-01-01T00:00:00Z"), INSTANT_MIN);
    assert_eq!(at("9999-12-31T23:59:59.999Z"), INSTANT_MAX);
    assert_eq!(instant_difference(INSTANT_MIN, INSTANT_MAX), Ok(SPAN_MAX - 1));
    const { assert!(SPAN_MAX < 1 << 53 && NONE > DATE_MAX && NONE > INSTANT_MAX) };
}

#[test]
fn dates_agree_with_chrono() {
    let mut expected = DATE_MIN;
    for year in 1..=9999 {
        for (month, day) in (1..=12).flat_map(|month| (0..=32).map(move |day| (month, day))) {
            let exists = NaiveDate::from_ymd_opt(year, month, day).is_some();
            let found = date_from_civil(year.into(), month.into(), day.into());
            assert_eq!(found, exists.then_some(expected), "{year}-{month}-{day}");
            expected += i64::from(exists);
        }
    }
    assert_eq!(expected, DATE_MAX + 1);
    let odd = [(0, 1, 1), (10_000, 1, 1), (2026, 0, 1), (2026, 13, 1), (i64::MIN, 1, 1), (2026, 1, i64::MAX)];
    assert!(odd.iter().all(|&(year, month, day)| date_from_civil(year, month, day).is_none()));
}

#[test]
fn dates_print_and_read_back() {
    // A step without a common factor with 4, 7, 100 or 400 years meets every kind of day.
    let some = (DATE_MIN..DATE_MAX).step_by(97);
    for value in some.chain(day("1999-12-01")..day("2029-03-02")).chain([DATE_MAX]) {
        assert_eq!(parse_date(&date_text(value)), Ok(value));
    }
}

#[test]
fn dates_are_strict() {
    use TimeTextError::{Date, NoSuchDay};
    let cases = [
        ("2024-02-29", Ok(19_782)),
        ("2000-02-29", Ok(11_016)),
        ("1969-12-31", Ok(-1)),
        ("2026-02-29", Err(NoSuchDay)),
        ("1900-02-29", Err(NoSuchDay)),
        ("2026-02-31", Err(NoSuchDay)),
        ("2026-04-31", Err(NoSuchDay)),
        ("2026-13-01", Err(NoSuchDay)),
        ("2026-00-01", Err(NoSuchDay)),
        ("2026-01-00", Err(NoSuchDay)),
        ("0000-01-01", Err(NoSuchDay)),
        ("2026-3-2", Err(Date)),
        ("2026/03/02", Err(Date)),
        ("20260302", Err(Date)),
        ("26-03-0002", Err(Date)),
        (" 2026-03-02", Err(Date)),
        ("2026-03-02 ", Err(Date)),
        ("2026-03-02T", Err(Date)),
        ("+026-03-02", Err(Date)),
        ("2026-0a-02", Err(Date)),
        ("2026年3月2日", Err(Date)),
        ("none", Err(Date)),
        ("", Err(Date)),
    ];
    for (text, want) in cases {
        assert_eq!(parse_date(text), want, "{text}");
    }
}

#[test]
fn instants_agree_with_chrono() {
    let texts = [
        "2026-03-02T10:30:00+08:00",
        "2026-03-02T10:30:00Z",
        "2026-03-02t10:30:00z",
        "2026-03-02 10:30:00-03:30",
        "1969-12-31T23:59:59.999Z",
        "2024-02-29T23:59:59.5+14:00",
        "2024-03-01T00:00:00.000000001+00:00",
        "2026-01-01T00:00:00.123456789+08:00",
        "2026-01-01T00:00:00.999999999999+08:00",
        "0001-01-01T00:00:00-00:00",
        "0001-01-01T08:00:00+08:00",
        "9999-12-31T23:59:59.9999Z",
        "1582-10-10T12:00:00Z",
        "2026-12-31T23:59:59-23:59",
    ];
    for text in texts {
        let want = DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis();
        assert_eq!(parse_instant(text), Ok(want), "{text}");
        assert_eq!(parse_instant(&instant_text(want)), Ok(want), "{text}");
    }
}

#[test]
fn instants_are_strict() {
    use TimeTextError::{Instant, LeapSecond, NoSuchDay, NoSuchTime, Offset, OffsetMissing, OutOfRange};
    let cases = [
        ("2026-03-02T10:30:00", OffsetMissing),
        ("2026-03-02T10:30:00.5", OffsetMissing),
        ("2026-03-02", Instant),
        ("2026-03-02T10:30", Instant),
        ("2026-03-02T10:30+08:00", Instant),
        ("2026-03-02_10:30:00Z", Instant),
        ("2026-03-02  10:30:00Z", Instant),
        ("2026-03-02T10:30:00.Z", Instant),
        ("2026-03-02T1a:30:00Z", Instant),
        ("2026-03-02T10:30:00,5Z", Offset),
        ("2026-03-02T10:30:00 +08:00", Offset),
        ("2026-03-02T10:30:00+0800", Offset),
        ("2026-03-02T10:30:00+08", Offset),
        ("2026-03-02T10:30:00+24:00", Offset),
        ("2026-03-02T10:30:00+08:60", Offset),
        ("2026-03-02T10:30:00Z ", Offset),
        ("2026-03-02T10:30:00[Asia/Shanghai]", Offset),
        ("2026-03-02T24:00:00Z", NoSuchTime),
        ("2026-03-02T10:60:00Z", NoSuchTime),
        ("2026-03-02T10:30:61Z", NoSuchTime),
        ("2026-02-31T10:30:00Z", NoSuchDay),
        ("2026-03-02T10:30:60Z", LeapSecond),
        ("2026-06-29T23:59:60Z", LeapSecond),
        ("2026-06-30T23:59:60+08:00", LeapSecond),
        ("0001-01-01T00:00:00+08:00", OutOfRange),
        ("9999-12-31T23:59:59-08:00", OutOfRange),
        ("2026-03-02T10:30:00٣Z", Offset),
        ("２０２６-03-02T10:30:00Z", Instant),
        ("", Instant),
    ];
    for (text, want) in cases {
        assert_eq!(parse_instant(text), Err(want), "{text}");
        assert!(want.to_string().starts_with("expected "));
    }
}

#[test]
fn a_leap_second_stays_in_its_day() {
    for text in ["2016-12-31T23:59:60Z", "2017-01-01T07:59:60.9+08:00", "2016-12-31T15:59:60-08:00"] {
        assert_eq!(parse_instant(text), Ok(at("2016-12-31T23:59:59.999Z")), "{text}");
    }
}

#[test]
fn fractions_are_cut_not_rounded() {
    for (fraction, millis) in
        [("", 0), (".1", 100), (".12", 120), (".123", 123), (".9999", 999), (".0009", 0)]
    {
        assert_eq!(parse_instant(&format!("1970-01-01T00:00:00{fraction}Z")), Ok(millis), "{fraction}");
    }
    let before = at("1969-12-31T23:59:59.9999Z");
    assert_eq!((before, date_of(before, Offset::UTC)), (-1, Ok(-1)));
}

#[test]
fn durations_have_units_of_fixed_length() {
    use TimeTextError::{Duration, NoFixedLength, TooLong};
    let cases = [
        ("PT24H", Ok(DAY)),
        ("P3D", Ok(3 * DAY)),
        ("P2W", Ok(14 * DAY)),
        ("P1W1D", Ok(8 * DAY)),
        ("PT1H30M", Ok(90 * MINUTE)),
        ("P1DT12H", Ok(36 * HOUR)),
        ("PT0S", Ok(0)),
        ("P0D", Ok(0)),
        ("-P0D", Ok(0)),
        ("PT90M", Ok(90 * MINUTE)),
        ("PT0.25S", Ok(250)),
        ("PT1.9999S", Ok(1_999)),
        ("-PT5M", Ok(-5 * MINUTE)),
        ("P3652059D", Ok(SPAN_MAX)),
        ("P3652059DT0.001S", Err(TooLong)),
        ("P99999999999999999999D", Err(TooLong)),
        ("PT9223372036854775807S", Err(TooLong)),
        ("P1M", Err(NoFixedLength)),
        ("P1Y", Err(NoFixedLength)),
        ("P1Y2M3DT4H", Err(NoFixedLength)),
        ("P", Err(Duration)),
        ("PT", Err(Duration)),
        ("P1DT", Err(Duration)),
        ("P1D1D", Err(Duration)),
        ("P1D2W", Err(Duration)),
        ("PT1M1H", Err(Duration)),
        ("P1H", Err(Duration)),
        ("PT1D", Err(Duration)),
        ("PT1HT1M", Err(Duration)),
        ("PT1.5H", Err(Duration)),
        ("PT1.S", Err(Duration)),
        ("PT.5S", Err(Duration)),
        ("PTS", Err(Duration)),
        ("P1", Err(Duration)),
        ("1D", Err(Duration)),
        ("p1d", Err(Duration)),
        ("+P1D", Err(Duration)),
        ("--P1D", Err(Duration)),
        ("P-1D", Err(Duration)),
        (" P1D", Err(Duration)),
        ("P1D ", Err(Duration)),
        ("", Err(Duration)),
    ];
    for (text, want) in cases {
        assert_eq!(parse_span(text), want, "{text}");
    }
}

#[test]
fn durations_print_and_read_back() {
    let cases = [
        (0, "PT0S"),
        (DAY, "P1D"),
        (36 * HOUR, "P1DT12H"),
        (90 * MINUTE, "PT1H30M"),
        (59 * SECOND, "PT59S"),
        (1, "PT0.001S"),
        (-5 * MINUTE, "-PT5M"),
        (SPAN_MAX, "P3652059D"),
        (-SPAN_MAX + 1, "-P3652058DT23H59M59.999S"),
    ];
    for (value, want) in cases {
        assert_eq!(span_text(value), want);
        assert_eq!(parse_span(want), Ok(value));
    }
}

#[test]
fn offsets_stay_within_a_day() {
    for (text, minutes) in [("Z", 0), ("+08:00", 480), ("-03:30", -210), ("+23:59", 1439), ("-23:59", -1439)]
    {
        assert_eq!(offset(text).minutes(), minutes, "{text}");
        assert_eq!(offset_text(offset(text)), text);
    }
    assert_eq!(offset("-00:00"), Offset::UTC);
    for text in ["", "8", "+8:00", "+08", "08:00", "+24:00", "+08:60", "+08:00 ", "UTC", "−08:00"] {
        assert_eq!(parse_offset(text), Err(TimeTextError::Offset), "{text}");
    }
    assert_eq!((Offset::from_minutes(1440), Offset::from_minutes(i64::MIN)), (None, None));
}

#[test]
fn an_offset_may_cross_midnight() {
    let cases = [
        ("2026-02-28T15:59:59.999Z", "+08:00", "2026-02-28", 23),
        ("2026-02-28T16:00:00Z", "+08:00", "2026-03-01", 0),
        ("2024-02-28T16:00:00Z", "+08:00", "2024-02-29", 0),
        ("2025-12-31T16:00:00Z", "+08:00", "2026-01-01", 0),
        ("2026-01-01T04:59:59Z", "-05:00", "2025-12-31", 23),
        ("1970-01-01T00:00:00Z", "-00:01", "1969-12-31", 23),
        ("2026-03-02T10:30:00+08:00", "+00:00", "2026-03-02", 2),
    ];
    for (text, zone, date, hour) in cases {
        assert_eq!(date_of(at(text), offset(zone)), Ok(day(date)), "{text}");
        assert_eq!(hour_of(at(text), offset(zone)), Ok(hour), "{text}");
    }
}

#[test]
fn instants_print_at_an_offset() {
    let value = at("2026-02-28T16:00:00.05Z");
    assert_eq!(instant_text(value), "2026-02-28T16:00:00.050Z");
    assert_eq!(instant_text_at(value, offset("+08:00")), "2026-03-01T00:00:00.050+08:00");
    assert_eq!(instant_text_at(value, offset("-03:30")), "2026-02-28T12:30:00.050-03:30");
    assert_eq!(instant_text_at(INSTANT_MAX, offset("+08:00")), "9999-12-31T23:59:59.999Z");
}

#[test]
fn what_is_out_of_range_prints_as_such() {
    for value in [DATE_MIN - 1, DATE_MAX + 1, i64::MIN, i64::MAX - 1] {
        assert_eq!(date_text(value), "out of range");
    }
    for value in [INSTANT_MIN - 1, INSTANT_MAX + 1, i64::MIN, i64::MAX] {
        assert_eq!(instant_text(value), "out of range");
        assert_eq!(instant_text_at(value, offset("+08:00")), "out of range");
    }
    assert_eq!(date_text(NONE), "none");
    assert!(span_text(i64::MIN).starts_with("-P106751991167D"));
}

#[test]
fn parts_of_a_date_are_those_of_the_calendar() {
    let cases = [
        ("0001-01-01", 1, 1, 1),
        ("1969-12-31", 1969, 12, 3),
        ("1970-01-01", 1970, 1, 4),
        ("2024-02-29", 2024, 2, 4),
        ("2026-03-01", 2026, 3, 7),
        ("2026-03-02", 2026, 3, 1),
        ("9999-12-31", 9999, 12, 5),
    ];
    for (text, year, month, weekday) in cases {
        let value = day(text);
        assert_eq!((year_of(value), month_of(value), weekday_of(value)), (Ok(year), Ok(month), Ok(weekday)));
    }
}

#[test]
fn days_are_counted_over_month_and_year_ends() {
    let cases = [
        ("2024-02-28", "2024-03-01", 2),
        ("2026-02-28", "2026-03-01", 1),
        ("2025-12-31", "2026-01-01", 1),
        ("2026-01-01", "2025-12-31", -1),
        ("2024-01-01", "2025-01-01", 366),
        ("2026-03-02", "2026-03-02", 0),
    ];
    for (from, to, want) in cases {
        assert_eq!(days_between(day(from), day(to)), Ok(want), "{from} {to}");
        assert_eq!(add_days(day(from), want), Ok(day(to)));
        assert_eq!(date_difference(day(from), day(to)), Ok(want * DAY));
    }
}

#[test]
fn arithmetic_past_the_range_is_an_error() {
    use TimeError::{OutOfRange, PartOfDay};
    let cases = [
        add_days(DATE_MAX, 1),
        add_days(DATE_MIN, -1),
        add_days(0, i64::MAX),
        add_days(1, i64::MAX - 1),
        add_days(DATE_MIN, i64::MIN),
        add_days(i64::MIN, 0),
        add_to_date(DATE_MAX, DAY),
        add_to_instant(INSTANT_MAX, 1),
        add_to_instant(0, SPAN_MAX + 1),
        add_spans(SPAN_MAX, 1),
        add_spans(i64::MIN, i64::MIN),
        multiply_span(DAY, i64::MAX),
        multiply_span(1, NONE),
        multiply_span(SPAN_MAX, -2),
        span_of_days(3_652_060),
        date_of(INSTANT_MAX, offset("+08:00")),
        date_of(INSTANT_MIN, offset("-08:00")),
        date_of(i64::MIN, Offset::UTC),
        start_of(DATE_MIN, offset("+08:00")),
        instant_difference(i64::MIN, 0),
        days_between(i64::MIN, 0),
        hour_of(i64::MIN, offset("-08:00")),
        weekday_of(DATE_MAX + 1),
        year_of(i64::MIN),
    ];
    for (index, found) in cases.into_iter().enumerate() {
        assert_eq!(found, Err(OutOfRange), "case {index}");
    }
    assert_eq!(add_to_date(0, DAY + 1), Err(PartOfDay));
}

#[test]
fn nothing_is_counted_from_none() {
    let cases = [
        add_days(NONE, -1),
        add_to_date(NONE, DAY),
        days_between(0, NONE),
        days_between(NONE, 0),
        date_difference(NONE, NONE),
        start_of(NONE, Offset::UTC),
        year_of(NONE),
        month_of(NONE),
        weekday_of(NONE),
    ];
    for (index, found) in cases.into_iter().enumerate() {
        assert_eq!(found, Err(TimeError::None), "case {index}");
    }
}

#[test]
fn a_day_ends_where_the_next_begins() {
    let china = offset("+08:00");
    let end = start_of(day("2026-03-01") + 1, china).unwrap();
    assert_eq!(instant_text_at(end, china), "2026-03-02T00:00:00+08:00");
    assert_eq!(date_of(end - 1, china), Ok(day("2026-03-01")));
    assert_eq!(date_of(end, china), Ok(day("2026-03-02")));
}

#[test]
fn durations_give_hours_and_days() {
    assert_eq!((hours(90 * MINUTE), days(36 * HOUR), hours(-HOUR)), (1.5, 1.5, -1.0));
    assert_eq!(add_spans(HOUR, -2 * HOUR), Ok(-HOUR));
    assert_eq!(multiply_span(HOUR, 24), Ok(DAY));
    assert_eq!(add_to_instant(0, -HOUR), Ok(-HOUR));
    assert_eq!(add_to_date(0, -DAY), Ok(-1));
}
