//! Generated incidents, as JSON and as Rhai has them.

use crate::expressions::{COLOURS, INTS, NUMS, TEXTS, Ty};
use crate::interpreter::{Date, Length, Moment, Outcome, finite, or_fails};
use rhai::{Array, Dynamic, Scope};
use rules_core::time::{self, NONE};
use shao_tests::dice::Dice;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A known value: its JSON, and what Rhai has for it.
#[derive(Clone)]
pub struct Known {
    pub json: String,
    pub rhai: Dynamic,
}

pub fn known(json: impl Into<String>, rhai: impl Into<Dynamic>) -> Known {
    Known { json: json.into(), rhai: rhai.into() }
}

pub fn value(dice: &mut Dice, ty: Ty) -> Known {
    match ty {
        Ty::Bool => {
            let value = dice.percent(50);
            known(value.to_string(), value)
        }
        Ty::Int => {
            let value = if dice.percent(50) { dice.within(-4, 12) } else { *dice.pick(&INTS) };
            known(value.to_string(), value)
        }
        Ty::Num => {
            let value = if dice.percent(40) { dice.within(-8, 24) as f64 / 2.0 } else { *dice.pick(&NUMS) };
            known(format!("{value:e}"), value)
        }
        Ty::Colour => {
            let value = *dice.pick(&COLOURS);
            known(format!("{value:?}"), value)
        }
        Ty::Date => {
            let value = *dice.pick(&["2026-03-01", "2026-02-28", "2024-02-29", "0001-01-01", "9999-12-31"]);
            known(format!("{value:?}"), Dynamic::from(Date(time::parse_date(value).unwrap())))
        }
        Ty::Datetime => {
            let value = *dice.pick(&[
                "2026-03-01T10:30:00+08:00",
                "2026-03-01T10:29:59.999+08:00",
                "0001-01-01T00:00:00Z",
                "9999-12-31T20:00:00Z",
                "2026-02-28T23:59:59Z",
            ]);
            known(format!("{value:?}"), Dynamic::from(Moment(time::parse_instant(value).unwrap())))
        }
        Ty::Duration => {
            let value = *dice.pick(&["PT0S", "PT36H", "PT1H30M", "P3652058D", "PT24H"]);
            known(format!("{value:?}"), Dynamic::from(Length(time::parse_span(value).unwrap())))
        }
    }
}

pub type Record = BTreeMap<&'static str, Known>;

pub struct Incident {
    pub fields: Record,
    pub records: BTreeMap<&'static str, Vec<Record>>,
}

pub const FIELDS: [(&str, Ty); 20] = [
    ("b0", Ty::Bool),
    ("b1", Ty::Bool),
    ("b2", Ty::Bool),
    ("i0", Ty::Int),
    ("i1", Ty::Int),
    ("i2", Ty::Int),
    ("i3", Ty::Int),
    ("n0", Ty::Num),
    ("n1", Ty::Num),
    ("n2", Ty::Num),
    ("n3", Ty::Num),
    ("e0", Ty::Colour),
    ("e1", Ty::Colour),
    ("d0", Ty::Date),
    ("d1", Ty::Date),
    ("d2", Ty::Date),
    ("s0", Ty::Datetime),
    ("s1", Ty::Datetime),
    ("u0", Ty::Duration),
    ("u1", Ty::Duration),
];

pub const ITEMS: [(&str, &[(&str, Ty)]); 2] = [
    (
        "r1",
        &[
            ("a", Ty::Int),
            ("x", Ty::Num),
            ("shade", Ty::Colour),
            ("on", Ty::Date),
            ("sent", Ty::Datetime),
            ("fine", Ty::Bool),
        ],
    ),
    ("r2", &[("c", Ty::Int), ("y", Ty::Num)]),
];

pub fn incident(dice: &mut Dice) -> Incident {
    let mut fields: Record = FIELDS.iter().map(|(name, ty)| (*name, value(dice, *ty))).collect();
    if dice.percent(40) {
        fields.insert("d2", known("\"none\"", Dynamic::from(Date(NONE))));
    }
    for name in ["t0", "t1"] {
        let text = *dice.pick(&TEXTS);
        fields.insert(name, known(format!("{text:?}"), text));
    }
    for (name, from) in [("colours", &COLOURS[..]), ("words", &TEXTS[..])] {
        let all: Vec<&str> = (0..dice.below(4)).map(|_| *dice.pick(from)).collect();
        let array: Array = all.iter().map(|it| (*it).into()).collect();
        fields.insert(name, known(format!("{all:?}"), array));
    }
    let mut records = BTreeMap::new();
    for (list, items) in ITEMS {
        let item = |dice: &mut Dice| items.iter().map(|(name, ty)| (*name, value(dice, *ty))).collect();
        let all: Vec<Record> = (0..dice.below(5)).map(|_| item(dice)).collect();
        records.insert(list, all);
    }
    Incident { fields, records }
}

impl Incident {
    pub fn json(&self, probes: &str) -> String {
        let object = |record: &Record| {
            let members: Vec<String> =
                record.iter().map(|(name, known)| format!("\"{name}\":{}", known.json)).collect();
            members.join(",")
        };
        let mut text = format!("{{\"yes\":true,\"no\":false,{}", object(&self.fields));
        for (list, items) in &self.records {
            let items: Vec<String> = items.iter().map(|item| format!("{{{}}}", object(item))).collect();
            write!(text, ",\"{list}\":[{}]", items.join(",")).unwrap();
        }
        text + probes + "}"
    }

    pub fn scope(&self) -> Scope<'static> {
        let mut scope = Scope::new();
        for (name, known) in &self.fields {
            scope.push_dynamic(*name, known.rhai.clone());
        }
        scope.push("yes", true).push("no", false).push("limit", 100.5_f64).push("whole_limit", 12_i64);
        scope.push("none", Date(NONE));
        scope.push("as_of", Moment(time::parse_instant(shao_tests::scoring::AS_OF).unwrap()));
        scope
    }
}

/// Puts the values of a body together as the words of the design say.
pub fn put_together(method: &str, is_number: bool, all: Vec<Outcome<Dynamic>>) -> Outcome<Dynamic> {
    let truths = all.iter().filter(|it| it.as_ref().is_ok_and(|it| it.as_bool() == Ok(true))).count();
    if method == "any" && truths > 0 {
        return Ok(true.into());
    }
    let values: Vec<Dynamic> = all.into_iter().collect::<Outcome<_>>()?;
    let ints = || values.iter().map(|it| it.as_int().unwrap());
    let nums = || values.iter().map(|it| it.as_float().unwrap());
    match method {
        "any" => Ok(false.into()),
        "count" => Ok((truths as i64).into()),
        "sum" if is_number => finite(nums().fold(0.0, |sum, it| sum + it)).map(Into::into),
        "sum" => or_fails(ints().try_fold(0i64, |sum, it| sum.checked_add(it)), "R501").map(Into::into),
        "kinds" | "most" => {
            let mut counts: BTreeMap<String, i64> = BTreeMap::new();
            for value in &values {
                let name = value.as_int().map(|it| it.to_string()).unwrap_or_else(|_| value.to_string());
                *counts.entry(name).or_default() += 1;
            }
            let most = counts.values().max().copied();
            if method == "kinds" {
                Ok((counts.len() as i64).into())
            } else {
                or_fails(most, "void").map(Into::into)
            }
        }
        _ => {
            let larger = |a: &Dynamic, b: &Dynamic| {
                if let (Ok(a), Ok(b)) = (a.as_int(), b.as_int()) {
                    a > b
                } else if let (Ok(a), Ok(b)) = (a.as_float(), b.as_float()) {
                    a > b
                } else {
                    a.clone_cast::<Date>().0 > b.clone_cast::<Date>().0
                }
            };
            let best =
                values.into_iter().reduce(|a, b| if larger(&b, &a) == (method == "max") { b } else { a });
            or_fails(best, "void")
        }
    }
}
