//! Rhai's interpreter with our numbers, times and library.

use rhai::{Array, Dynamic, Engine, EvalAltResult, OptimizationLevel};
use rules_core::time::{self, Offset};
use std::sync::{Arc, Mutex};

#[derive(Clone, Copy, PartialEq, PartialOrd)]
pub struct Date(pub i64);
#[derive(Clone, Copy, PartialEq, PartialOrd)]
pub struct Moment(pub i64);
#[derive(Clone, Copy, PartialEq, PartialOrd)]
pub struct Length(pub i64);
/// A range of numbers: low, high, high included.
#[derive(Clone, Copy)]
pub struct Numbers(pub f64, pub f64, pub bool);

pub type Outcome<T> = Result<T, Box<EvalAltResult>>;

pub fn fails<T>(code: &str) -> Outcome<T> {
    Err(Box::new(EvalAltResult::ErrorRuntime(code.to_owned().into(), rhai::Position::NONE)))
}

pub fn or_fails<T>(value: Option<T>, code: &str) -> Outcome<T> {
    value.map_or_else(|| fails(code), Ok)
}

pub fn widen(value: i64) -> Outcome<f64> {
    or_fails((value.unsigned_abs() <= 1 << 53).then_some(value as f64), "R504")
}

pub fn finite(value: f64) -> Outcome<f64> {
    or_fails(value.is_finite().then_some(value), "R503")
}

pub fn divided(a: f64, b: f64, by: fn(f64, f64) -> f64) -> Outcome<f64> {
    if b == 0.0 { fails("R502") } else { finite(by(a, b)) }
}

pub fn integers(a: i64, b: i64, by: fn(i64, i64) -> Option<i64>) -> Outcome<i64> {
    if b == 0 { fails("R502") } else { or_fails(by(a, b), "R501") }
}

/// Registers an operator of two numbers for numbers and for mixed operands.
macro_rules! mixed {
    ($engine:expr, $name:expr, $of:expr) => {{
        let of = $of;
        $engine.register_fn($name, move |a: f64, b: f64| of(a, b));
        $engine.register_fn($name, move |a: i64, b: f64| of(widen(a)?, b));
        $engine.register_fn($name, move |a: f64, b: i64| of(a, widen(b)?));
    }};
}

macro_rules! compared {
    ($engine:expr, $($name:literal $op:tt),*) => { $(
        mixed!($engine, $name, |a: f64, b: f64| -> Outcome<bool> { Ok(a $op b) });
        $engine.register_fn($name, |a: i64, b: i64| a $op b);
        $engine.register_fn($name, |a: Date, b: Date| a.0 $op b.0);
        $engine.register_fn($name, |a: Moment, b: Moment| a.0 $op b.0);
        $engine.register_fn($name, |a: Length, b: Length| a.0 $op b.0);
    )* };
}

pub fn engine(readings: Arc<Mutex<Vec<Outcome<Dynamic>>>>) -> Engine {
    let mut engine = Engine::new_raw();
    engine.set_optimization_level(OptimizationLevel::None).set_fast_operators(false);
    engine.set_max_expr_depths(0, 0);
    engine
        .register_type_with_name::<Date>("Date")
        .register_type_with_name::<Moment>("Moment")
        .register_type_with_name::<Length>("Length")
        .register_type_with_name::<Numbers>("Numbers");
    compared!(engine, "==" ==, "!=" !=, "<" <, "<=" <=, ">" >, ">=" >=);
    engine.register_fn("!", |a: bool| !a);
    arithmetic(&mut engine);
    containment(&mut engine);
    times(&mut engine);
    engine.register_fn("reading", move |at: i64| -> Outcome<Dynamic> {
        match &readings.lock().unwrap()[at as usize] {
            Ok(value) => Ok(value.clone()),
            Err(error) => fails(&code_of(error)),
        }
    });
    engine
}

pub fn arithmetic(engine: &mut Engine) {
    engine
        .register_fn("+", |a: i64, b: i64| or_fails(a.checked_add(b), "R501"))
        .register_fn("-", |a: i64, b: i64| or_fails(a.checked_sub(b), "R501"))
        .register_fn("*", |a: i64, b: i64| or_fails(a.checked_mul(b), "R501"))
        .register_fn("/", |a: i64, b: i64| integers(a, b, i64::checked_div))
        .register_fn("%", |a: i64, b: i64| integers(a, b, i64::checked_rem))
        .register_fn("-", |a: i64| or_fails(a.checked_neg(), "R501"))
        .register_fn("-", |a: f64| -a)
        .register_fn("abs", |a: i64| or_fails(a.checked_abs(), "R501"))
        .register_fn("abs", |a: f64| a.abs())
        .register_fn("min", |a: i64, b: i64| a.min(b))
        .register_fn("max", |a: i64, b: i64| a.max(b))
        .register_fn("widen", |a: i64| widen(a))
        .register_fn("widen", |a: f64| a);
    mixed!(engine, "+", |a: f64, b: f64| finite(a + b));
    mixed!(engine, "-", |a: f64, b: f64| finite(a - b));
    mixed!(engine, "*", |a: f64, b: f64| finite(a * b));
    mixed!(engine, "/", |a: f64, b: f64| divided(a, b, |a, b| a / b));
    mixed!(engine, "%", |a: f64, b: f64| divided(a, b, |a, b| a % b));
    mixed!(engine, "min", |a: f64, b: f64| -> Outcome<f64> { Ok(a.min(b)) });
    mixed!(engine, "max", |a: f64, b: f64| -> Outcome<f64> { Ok(a.max(b)) });
    for (name, of) in [("round", f64::round as fn(f64) -> f64), ("floor", f64::floor), ("ceil", f64::ceil)] {
        engine.register_fn(name, move |a: f64| of(a));
        engine.register_fn(name, move |a: i64| widen(a).map(of));
    }
    let cut = |a: f64| {
        let fits = (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&a);
        or_fails(fits.then_some(a as i64), "R501")
    };
    engine.register_fn("to_int", cut);
    engine.register_fn("to_int", move |a: i64| cut(widen(a)?));
}

pub fn containment(engine: &mut Engine) {
    engine
        .register_fn("..", |a: f64, b: f64| Numbers(a, b, false))
        .register_fn("..=", |a: f64, b: f64| Numbers(a, b, true))
        .register_fn("..", |a: i64, b: f64| widen(a).map(|a| Numbers(a, b, false)))
        .register_fn("..=", |a: i64, b: f64| widen(a).map(|a| Numbers(a, b, true)))
        .register_fn("..", |a: f64, b: i64| widen(b).map(|b| Numbers(a, b, false)))
        .register_fn("..=", |a: f64, b: i64| widen(b).map(|b| Numbers(a, b, true)))
        .register_fn("..", |a: i64, b: i64| a..b)
        .register_fn("..=", |a: i64, b: i64| a..=b);
    let inside =
        |range: Numbers, value: f64| value >= range.0 && (value < range.1 || (range.2 && value == range.1));
    engine.register_fn("contains", inside);
    engine.register_fn("contains", move |range: Numbers, value: i64| -> Outcome<bool> {
        Ok(inside(range, widen(value)?))
    });
    engine.register_fn("contains", |range: std::ops::Range<i64>, value: i64| range.contains(&value));
    engine.register_fn("contains", |range: std::ops::RangeInclusive<i64>, value: i64| range.contains(&value));
    engine.register_fn("contains", move |range: std::ops::Range<i64>, value: f64| -> Outcome<bool> {
        Ok(inside(Numbers(widen(range.start)?, widen(range.end)?, false), value))
    });
    engine.register_fn(
        "contains",
        move |range: std::ops::RangeInclusive<i64>, value: f64| -> Outcome<bool> {
            Ok(inside(Numbers(widen(*range.start())?, widen(*range.end())?, true), value))
        },
    );
    engine.register_fn("contains", |list: Array, value: &str| {
        list.iter().any(|it| it.clone().into_string().is_ok_and(|it| it == value))
    });
    // One number among them makes all of them numbers; an integer that no number holds equals none.
    let numbers = |list: &Array| -> Vec<f64> {
        list.iter().filter_map(|it| it.as_float().ok().or_else(|| widen(it.as_int().ok()?).ok())).collect()
    };
    engine.register_fn("contains", move |list: Array, value: f64| numbers(&list).contains(&value));
    engine.register_fn("contains", move |list: Array, value: i64| -> Outcome<bool> {
        match list.iter().any(Dynamic::is_float) {
            true => Ok(numbers(&list).contains(&widen(value)?)),
            false => Ok(list.iter().any(|it| it.as_int() == Ok(value))),
        }
    });
    engine.register_fn("len", |list: &mut Array| list.len() as i64);
}

pub fn times(engine: &mut Engine) {
    let china = Offset::from_minutes(480).unwrap();
    let in_time = |value: Result<i64, time::TimeError>| or_fails(value.ok(), "R505");
    engine
        .register_fn("date", |text: &str| Date(time::parse_date(text).unwrap()))
        .register_fn("datetime", |text: &str| Moment(time::parse_instant(text).unwrap()))
        .register_fn("duration", |text: &str| Length(time::parse_span(text).unwrap()))
        .register_fn("-", move |a: Date, b: Date| in_time(time::date_difference(b.0, a.0)).map(Length))
        .register_fn("-", move |a: Moment, b: Moment| in_time(time::instant_difference(b.0, a.0)).map(Length))
        .register_fn("-", move |a: Length, b: Length| in_time(time::add_spans(a.0, -b.0)).map(Length))
        .register_fn("+", move |a: Moment, b: Length| in_time(time::add_to_instant(a.0, b.0)).map(Moment))
        .register_fn("-", move |a: Moment, b: Length| in_time(time::add_to_instant(a.0, -b.0)).map(Moment))
        .register_fn("hours", |a: Length| a.0 as f64 / 3_600_000.0)
        .register_fn("days", |a: Length| a.0 as f64 / 86_400_000.0)
        .register_fn("minutes", |a: Length| a.0 as f64 / 3_600_000.0 * 60.0)
        .register_fn("date_of", move |a: Moment| in_time(time::date_of(a.0, china)).map(Date))
        .register_fn("hour_of", move |a: Moment| in_time(time::hour_of(a.0, china)))
        .register_fn("year_of", move |a: Date| in_time(time::year_of(a.0)))
        .register_fn("month_of", move |a: Date| in_time(time::month_of(a.0)));
}

/// The kind of an error, as the engine's codes say it.
pub fn code_of(error: &EvalAltResult) -> String {
    match error.unwrap_inner() {
        EvalAltResult::ErrorRuntime(code, _) => code.to_string(),
        other => panic!("Rhai fails in a way that is none of ours: {other}"),
    }
}

/// What the scripts are for Rhai; one that runs on the interpreter fails with one code only.
pub const SCRIPTS: &str = "fn under(p, q) { p < q }
fn mixed(p, q) { if p > q { p - q } else { q } }
fn near(p, q) { try { let gap = 0; if p > q { gap = p - q; } else { gap = q - p; } return gap < 10; } catch { throw \"R506\" } }
fn steps(p, q) { try { let n = 0; let sum = 0; while n < 5 { n += 1; if n == 3 { continue; } sum += p * n - q; } sum } catch { throw \"R506\" } }
";
