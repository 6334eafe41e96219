//! The context's calendar: which days are working days, for the years somebody has announced.
//!
//! Comes in: lists of holidays and of make-up working days (调休), with the years they cover, through serde,
//! [`Calendar::read`] or [`Calendar::new`]. Goes out: answers about single days and the counting of working days. Promise: a
//! day outside the covered years is unknown; it is never guessed from the days of the week.

use crate::compiled::Ruleset;
use crate::digest::sha256_hex;
use crate::json::Scanner;
use crate::json::typed::{self, TypedError};
use crate::limits::CALENDAR_YEARS;
use crate::time::{
    Date, TimeTextError, add_days, date_from_civil, date_text, parse_date, weekday_of, year_of,
};
use serde::{Deserialize, Serialize};
use std::error::Error;
use std::fmt;

/// Holidays and make-up working days of some years.
///
/// Saturdays and Sundays are no working days unless listed in `workdays`; every other day is one unless
/// listed in `holidays`. Dates are texts; order and repetition do not matter.
///
/// ```
/// use rules_core::{calendar::Calendar, time::parse_date};
/// let calendar: Calendar = serde_json::from_str(r#"{
///     "id": "cn-2026", "years": [2026],
///     "holidays": ["2026-01-01", "2026-01-02"], "workdays": ["2026-01-04"]
/// }"#).unwrap();
/// let is_working_day = |text| calendar.is_working_day(parse_date(text).unwrap());
/// assert_eq!(is_working_day("2026-01-01"), Some(false)); // a Thursday, holiday
/// assert_eq!(is_working_day("2026-01-04"), Some(true)); // a Sunday, made up for
/// assert_eq!(is_working_day("2027-01-04"), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Listed")]
pub struct Calendar {
    id: String,
    source: String,
    digest: String,
    /// INVARIANT(runs): in order, apart by at least a year.
    runs: Vec<Run>,
}

/// The day that is taken where a ruleset does not say from when it is in force: 2026-01-01.
pub(crate) const SOME_DAY: Date = 20_454;
/// Years before and after it that a calendar without holidays covers.
const YEARS: i64 = 10;

/// Consecutive covered years.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Run {
    first: Date,
    last: Date,
    /// INVARIANT(working): every working day from `first` to `last`, in order.
    working: Vec<Date>,
}

/// A calendar as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "CaseCalendar"))]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// The id that its author gave it.
    pub id: String,
    /// The years that it knows all days of.
    pub years: Vec<i64>,
    /// Days off, such as `2026-01-01`.
    #[serde(default)]
    pub holidays: Vec<String>,
    /// Working days that would be days off.
    #[serde(default)]
    pub workdays: Vec<String>,
    /// Where its days were announced.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

impl Listed {
    const MEMBERS: &[&str] = &["id", "years", "holidays", "workdays", "source"];

    fn read(scanner: &mut Scanner<'_>) -> Result<Self, TypedError> {
        let (mut id, mut years) = (None, None);
        let (mut holidays, mut workdays, mut source) = (Vec::new(), Vec::new(), String::new());
        typed::object(scanner, Self::MEMBERS, &mut |name, it| {
            match name {
                "id" => id = Some(typed::text(it)?),
                "years" => years = Some(typed::list(it, |it| typed::whole(it, i64::MIN, i64::MAX))?),
                "holidays" => holidays = typed::list(it, typed::text)?,
                "workdays" => workdays = typed::list(it, typed::text)?,
                _ => source = typed::text(it)?,
            }
            Ok(())
        })?;
        let (id, years) = (typed::required("id", id)?, typed::required("years", years)?);
        Ok(Self { id, years, holidays, workdays, source })
    }
}

/// What the digest is taken of, as compact JSON: sorted, each entry once.
#[derive(Serialize)]
struct Canonical<'a> {
    id: &'a str,
    years: &'a [i64],
    holidays: Vec<String>,
    workdays: Vec<String>,
}

/// The list that a mistake stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// `holidays`.
    Holidays,
    /// `workdays`, the make-up working days.
    Workdays,
}

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Holidays => "holidays",
            Self::Workdays => "workdays",
        })
    }
}

/// Why a calendar cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CalendarError {
    /// No year is covered.
    NoYears,
    /// More years than [`CALENDAR_YEARS`].
    TooManyYears {
        /// How many, each counted once.
        found: usize,
    },
    /// A year outside 1 to 9999.
    Year {
        /// The year.
        found: i64,
    },
    /// An entry that is no date.
    NotADate {
        /// Where it stands.
        list: List,
        /// Its place in the list, from 0.
        index: usize,
        /// What stands there.
        found: String,
        /// What is wrong with it.
        reason: TimeTextError,
    },
    /// A date whose year is not covered.
    OutsideYears {
        /// Where it stands.
        list: List,
        /// The date.
        date: Date,
    },
    /// A date that is both a holiday and a make-up working day.
    InBoth {
        /// The date.
        date: Date,
    },
}

impl fmt::Display for CalendarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoYears => {
                f.write_str("`years` is empty; expected at least one year that the calendar covers")
            }
            Self::TooManyYears { found } => {
                write!(f, "`years` lists {found} years; expected at most {CALENDAR_YEARS}")
            }
            Self::Year { found } => write!(f, "`years` lists `{found}`; expected years from 1 to 9999"),
            Self::NotADate { list, index, found, reason } => {
                write!(f, "`{list}[{index}]` is `{found}`; {reason}")
            }
            Self::OutsideYears { list, date } => {
                write!(f, "`{list}` lists `{}`, whose year is not in `years`", date_text(*date))
            }
            Self::InBoth { date } => {
                write!(
                    f,
                    "`{}` is listed in both `holidays` and `workdays`; expected in one",
                    date_text(*date)
                )
            }
        }
    }
}

impl Error for CalendarError {}

impl TryFrom<Listed> for Calendar {
    type Error = CalendarError;

    fn try_from(listed: Listed) -> Result<Self, CalendarError> {
        let holidays = dates(List::Holidays, &listed.holidays)?;
        let workdays = dates(List::Workdays, &listed.workdays)?;
        Self::new(listed.id, listed.years, holidays, workdays, listed.source)
    }
}

fn dates(list: List, texts: &[String]) -> Result<Vec<Date>, CalendarError> {
    let read = |(index, text): (usize, &String)| {
        parse_date(text).map_err(|reason| CalendarError::NotADate {
            list,
            index,
            found: text.clone(),
            reason,
        })
    };
    texts.iter().enumerate().map(read).collect()
}

impl Calendar {
    /// Monday to Friday, with no holidays: ten years before and after the day from which a ruleset is in force.
    #[must_use]
    pub fn weekdays(ruleset: &Ruleset) -> Option<Self> {
        let year = year_of(ruleset.model().effective.unwrap_or(SOME_DAY)).ok()?;
        let years = (year - YEARS..=year + YEARS).collect();
        let (id, source) = ("weekdays".to_owned(), String::new());
        Self::try_from(Listed { id, years, holidays: Vec::new(), workdays: Vec::new(), source }).ok()
    }

    /// Reads a calendar as it is written: the same as through serde, which the smallest builds do without.
    ///
    /// # Errors
    /// If it is none; the message names the member.
    pub fn read(scanner: &mut Scanner<'_>) -> Result<Self, TypedError> {
        let listed = Listed::read(scanner)?;
        Self::try_from(listed).map_err(|error| TypedError::new(error.to_string()))
    }

    /// A calendar from its lists. `source` says where they were announced and decides nothing.
    ///
    /// # Errors
    /// [`CalendarError`] where no year is covered, a year is outside 1 to 9999, there are too many, a date
    /// is outside the years, or a date is in both lists.
    pub fn new(
        id: impl Into<String>,
        years: Vec<i64>,
        holidays: Vec<Date>,
        workdays: Vec<Date>,
        source: impl Into<String>,
    ) -> Result<Self, CalendarError> {
        let id = id.into();
        let [years, holidays, workdays] = [years, holidays, workdays].map(|mut list| {
            list.sort_unstable();
            list.dedup();
            list
        });
        check_years(&years)?;
        for (list, dates) in [(List::Holidays, &holidays), (List::Workdays, &workdays)] {
            let covered = |date| year_of(date).is_ok_and(|year| years.binary_search(&year).is_ok());
            if let Some(&date) = dates.iter().find(|&&date| !covered(date)) {
                return Err(CalendarError::OutsideYears { list, date });
            }
        }
        if let Some(&date) = workdays.iter().find(|date| holidays.binary_search(date).is_ok()) {
            return Err(CalendarError::InBoth { date });
        }
        let digest = digest(&id, &years, &holidays, &workdays);
        Ok(Self { id, source: source.into(), digest, runs: runs(&years, &holidays, &workdays) })
    }

    /// Lists that say the same of every day; of holidays, those only that would be working days else.
    ///
    /// ```
    /// # use rules_core::{calendar::Calendar, time::parse_date};
    /// let new_year = ["2026-01-01", "2026-01-03"].map(|day| parse_date(day).unwrap());
    /// let calendar = Calendar::new("cn", vec![2026], new_year.into(), vec![], "").unwrap();
    /// assert_eq!(calendar.listed().holidays, ["2026-01-01"]); // the other one is a Saturday
    /// ```
    #[must_use]
    pub fn listed(&self) -> Listed {
        let days = self.runs.iter().flat_map(|run| run.first..=run.last);
        let (weekend, weekdays): (Vec<Date>, Vec<Date>) =
            days.partition(|day| weekday_of(*day).is_ok_and(|weekday| weekday >= 6));
        let those = |days: Vec<Date>, working: bool| {
            let days = days.into_iter().filter(|day| self.is_working_day(*day) == Some(working));
            days.map(|day| date_text(day).to_string()).collect()
        };
        Listed {
            id: self.id.clone(),
            years: self.runs.iter().flat_map(|run| years_of(run.first, run.last)).collect(),
            holidays: those(weekdays, false),
            workdays: those(weekend, true),
            source: self.source.clone(),
        }
    }

    /// The id that its author gave it.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Where its days were announced; may be empty.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The SHA-256, in lower-case hexadecimal, of the compact JSON
    /// `{"id":…,"years":[…],"holidays":[…],"workdays":[…]}` with each list sorted and each entry once.
    /// `source` is not part of it, since it changes no assessment.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Whether a date is a working day; `None` where its year is not covered, and for "none".
    #[must_use]
    pub fn is_working_day(&self, date: Date) -> Option<bool> {
        Some(self.run(date)?.working.binary_search(&date).is_ok())
    }

    /// The first working day at or after a date; `None` where a year that matters is not covered.
    #[must_use]
    pub fn working_day_from(&self, date: Date) -> Option<Date> {
        let working = &self.run(date)?.working;
        working.get(working.partition_point(|&day| day < date)).copied()
    }

    /// The last day of a term of working days: the first of them is the first working day after `from`.
    /// With a count of 0 that is `from` itself, with any calendar. `None` where a year that matters is not
    /// covered (`from` itself is not counted and may lie outside), and for a negative count.
    ///
    /// Source: `from` is not counted by Civil Code Art. 201.
    ///
    /// ```
    /// # use rules_core::{calendar::Calendar, time::parse_date};
    /// let calendar = Calendar::new("plain", vec![2026], vec![], vec![], "").unwrap();
    /// let friday = parse_date("2026-03-06").unwrap();
    /// assert_eq!(calendar.working_day_after(friday, 5), parse_date("2026-03-13").ok());
    /// ```
    #[must_use]
    pub fn working_day_after(&self, from: Date, count: i64) -> Option<Date> {
        let Some(before_last) = usize::try_from(count).ok()?.checked_sub(1) else { return Some(from) };
        let first = add_days(from, 1).ok()?;
        let working = &self.run(first)?.working;
        let start = working.partition_point(|&day| day < first);
        working.get(start.checked_add(before_last)?).copied()
    }

    /// The covered years around a date. By INVARIANT(runs) only the first run that does not end before it
    /// can hold it.
    fn run(&self, date: Date) -> Option<&Run> {
        let run = self.runs.get(self.runs.partition_point(|run| run.last < date))?;
        (run.first <= date).then_some(run)
    }
}

/// The years from that of one date to that of another.
fn years_of(first: Date, last: Date) -> impl Iterator<Item = i64> {
    let year = |date| year_of(date).unwrap_or_default();
    year(first)..=year(last)
}

fn check_years(years: &[i64]) -> Result<(), CalendarError> {
    if years.is_empty() {
        return Err(CalendarError::NoYears);
    }
    if let Some(&found) = years.iter().find(|year| !(1..=9999).contains(*year)) {
        return Err(CalendarError::Year { found });
    }
    if years.len() > CALENDAR_YEARS {
        return Err(CalendarError::TooManyYears { found: years.len() });
    }
    Ok(())
}

/// Lays out the working days of sorted years.
fn runs(years: &[i64], holidays: &[Date], workdays: &[Date]) -> Vec<Run> {
    let is_working_day = |date: &Date| {
        let weekend = weekday_of(*date).is_ok_and(|weekday| weekday >= 6);
        let list = if weekend { workdays } else { holidays };
        list.binary_search(date).is_ok() == weekend
    };
    let mut runs: Vec<Run> = Vec::new();
    for &year in years {
        let (Some(first), Some(last)) = (date_from_civil(year, 1, 1), date_from_civil(year, 12, 31)) else {
            continue;
        };
        let working = (first..=last).filter(is_working_day);
        match runs.last_mut() {
            Some(run) if run.last + 1 == first => {
                run.last = last;
                run.working.extend(working);
            }
            _ => runs.push(Run { first, last, working: working.collect() }),
        }
    }
    runs
}

fn digest(id: &str, years: &[i64], holidays: &[Date], workdays: &[Date]) -> String {
    let texts = |dates: &[Date]| dates.iter().map(|&date| date_text(date).to_string()).collect();
    let canonical = Canonical { id, years, holidays: texts(holidays), workdays: texts(workdays) };
    // Strings and integers always serialise.
    sha256_hex(&serde_json::to_vec(&canonical).unwrap_or_default())
}

#[cfg(test)]
mod tests;
