//! Dates as spreadsheets write them, `2019/4/25 9:32:09`, made into the engine's form.

use crate::time::{parse_date, parse_instant};

/// The date in a text that starts with year, month and day; none if there is no such date.
pub fn date(text: &str) -> Option<String> {
    let [year, month, day] = *numbers(text)?.first_chunk::<3>()?;
    let date = format!("{year:04}-{month:02}-{day:02}");
    parse_date(&date).is_ok().then_some(date)
}

/// The instant in a text: one of the engine's form as it is, or else date and time of day at `offset` minutes
/// east of UTC. Without a time of day there is no instant.
pub fn datetime(text: &str, offset: i32) -> Option<String> {
    if parse_instant(text).is_ok() {
        return Some(text.to_owned());
    }
    let numbers = numbers(text)?;
    let seconds = match numbers.as_slice() {
        [_, _, _, _, _] => 0,
        [_, _, _, _, _, seconds] => *seconds,
        _ => return None,
    };
    let (hour, minute) = (numbers.get(3)?, numbers.get(4)?);
    let (sign, east) = (if offset < 0 { '-' } else { '+' }, offset.unsigned_abs());
    let instant =
        format!("{}T{hour:02}:{minute:02}:{seconds:02}{sign}{:02}:{:02}", date(text)?, east / 60, east % 60);
    parse_instant(&instant).is_ok().then_some(instant)
}

/// The numbers of a date and a time of day, year first; none where anything else stands between them.
fn numbers(text: &str) -> Option<Vec<u32>> {
    let (date, time) = text.split_once(['T', ' ']).map_or((text, None), |(date, time)| (date, Some(time)));
    let separator = if date.contains('/') { '/' } else { '-' };
    let mut parts: Vec<&str> = date.split(separator).collect();
    if parts.len() != 3 || parts.first()?.len() != 4 {
        return None;
    }
    parts.extend(time.iter().flat_map(|time| time.trim().split(':')));
    let digits =
        |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.iter().all(digits).then(|| parts.iter().filter_map(|part| part.parse().ok()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spreadsheet_dates_become_the_engines() {
        for (text, expected) in [
            ("2019/4/25 9:32:09", Some("2019-04-25T09:32:09+08:00")),
            ("2019-04-25 09:32", Some("2019-04-25T09:32:00+08:00")),
            ("2019-04-25T09:32:00Z", Some("2019-04-25T09:32:00Z")),
            ("2019/4/25", None),
            ("2019/2/30 9:32", None),
            ("4/25/2019 9:32", None),
            ("2019/4/25 9:32 PM", None),
            ("2019/4/25 25:00", None),
        ] {
            assert_eq!(datetime(text, 480).as_deref(), expected, "{text}");
        }
        assert_eq!(datetime("2019/4/25 9:32", -210).as_deref(), Some("2019-04-25T09:32:00-03:30"));
    }

    #[test]
    fn dates_are_civil() {
        assert_eq!(date("2019/4/5").as_deref(), Some("2019-04-05"));
        assert_eq!(date("2019-4-5 9:00").as_deref(), Some("2019-04-05"));
        for text in ["2019/13/1", "19/4/5", "2019/4", "soon", "2019/4-5", ""] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
