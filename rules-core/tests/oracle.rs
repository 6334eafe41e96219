//! Lowered expressions against Rhai's interpreter: the same value, or the same kind of error.
//!
//! Expressions are generated with their types, written twice: as a ruleset has them, and for Rhai. Rhai runs
//! without its optimiser; our arithmetic, our comparisons of mixed numbers and our library are registered as
//! native functions. Two things are rewritten for Rhai:
//! - `list.any(body)` and the other readings of records become `reading(k)`: the body is evaluated by Rhai for
//!   each item, with the item's fields in scope, and put together here, by the words of DESIGN.md;
//! - an integer branch beside a number one becomes `widen(x)`, for Rhai has no static types.
//!
//! Incidents are fully known. Each expression is one rule: a bool is its condition; an integer or number is
//! compared with a field that holds what Rhai computed.

#![cfg(test)]

mod common;

use common::{Dice, LEVELS, usual_head};
use rhai::{AST, Array, Dynamic, Engine, EvalAltResult, OptimizationLevel, Scope};
use rules_core::time::{self, NONE, Offset};
use rules_core::{ContextSpec, Options, Ruleset, Session};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

// ── The two ways to write an expression ────────────────────────────────────

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ty {
    Bool,
    Int,
    Num,
    Colour,
    Date,
    Datetime,
    Duration,
}

#[derive(Clone, Debug)]
struct Pair {
    shao: String,
    rhai: String,
}

impl Pair {
    fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { shao: text.clone(), rhai: text }
    }
}

/// `template` with `{}` filled in, in both texts.
fn both(template: &str, parts: &[&Pair]) -> Pair {
    let fill = |of: fn(&Pair) -> &String| {
        let mut text = String::new();
        let mut rest = template;
        for part in parts {
            let (before, after) = rest.split_once("{}").unwrap();
            text.push_str(before);
            text.push_str(of(part));
            rest = after;
        }
        text + rest
    };
    Pair { shao: fill(|pair| &pair.shao), rhai: fill(|pair| &pair.rhai) }
}

/// A reading of a list of records.
#[derive(Clone, Debug)]
struct Reading {
    list: &'static str,
    method: &'static str,
    body: Option<String>,
    is_number: bool,
}

#[derive(Clone, Copy)]
struct Place {
    /// The list whose item's fields are in scope.
    list: Option<&'static str>,
    /// Whether records may be read here.
    reads: bool,
}

const TOP: Place = Place { list: None, reads: true };

struct Generator {
    dice: Dice,
    readings: Vec<Reading>,
}

const COLOURS: [&str; 3] = ["red", "green", "blue"];
const TEXTS: [&str; 5] = ["", "a", "安全账户", "A", "a b"];
/// Two arguments of a script that are no constants: where those fail, the check points into the script.
const ARGUMENTS: &str = "(if yes { {} } else { 0 }), (if yes { {} } else { 1 })";
const INTS: [i64; 18] = [
    0,
    1,
    -1,
    2,
    3,
    7,
    10,
    -5,
    100,
    1 << 53,
    (1 << 53) + 1,
    -(1 << 53) - 1,
    i64::MAX,
    i64::MIN,
    i64::MAX - 1,
    i64::MIN + 1,
    3_037_000_500,
    1 << 32,
];
const NUMS: [f64; 18] = [
    0.0,
    1.0,
    -1.0,
    0.5,
    2.5,
    -2.5,
    0.1,
    0.3,
    3.0,
    100.0,
    1e308,
    -1e308,
    5e-324,
    9_007_199_254_740_992.0,
    9_223_372_036_854_775_808.0,
    -9_223_372_036_854_775_808.0,
    9_223_372_036_854_774_784.0,
    1e-7,
];

impl Generator {
    fn make(&mut self, ty: Ty, depth: usize, at: Place) -> Pair {
        if depth == 0 || self.dice.percent(8) {
            return self.leaf(ty, at);
        }
        if ty != Ty::Colour && self.dice.percent(12) {
            return self.choice(ty, depth, at);
        }
        match ty {
            Ty::Bool => self.bool(depth, at),
            Ty::Int => self.int(depth, at),
            Ty::Num => self.num(depth, at),
            Ty::Colour => self.leaf(ty, at),
            Ty::Date => match self.dice.below(3) {
                0 => both("date_of({})", &[&self.make(Ty::Datetime, depth - 1, at)]),
                1 if at.reads => self.reading("r1", &["min", "max"], Ty::Date, depth),
                _ => self.leaf(ty, at),
            },
            Ty::Datetime => match self.dice.below(3) {
                0 => {
                    let (a, b) = self.two(Ty::Datetime, Ty::Duration, depth, at);
                    both(if self.dice.percent(50) { "({} + {})" } else { "({} - {})" }, &[&a, &b])
                }
                _ => self.leaf(ty, at),
            },
            Ty::Duration => {
                let ty = *self.dice.pick(&[Ty::Date, Ty::Datetime, Ty::Duration]);
                let (a, b) = match ty {
                    // A difference with "none" has no value at all, so only dates that happened.
                    Ty::Date => (self.happened(at), self.happened(at)),
                    _ => self.two(ty, ty, depth, at),
                };
                both("({} - {})", &[&a, &b])
            }
        }
    }

    fn happened(&mut self, at: Place) -> Pair {
        match at.list {
            Some("r1") if self.dice.percent(30) => Pair::same("on"),
            _ => Pair::same(*self.dice.pick(&["d0", "d1"])),
        }
    }

    fn two(&mut self, a: Ty, b: Ty, depth: usize, at: Place) -> (Pair, Pair) {
        (self.make(a, depth - 1, at), self.make(b, depth - 1, at))
    }

    fn leaf(&mut self, ty: Ty, at: Place) -> Pair {
        if let Some(list) = at.list
            && self.dice.percent(50)
        {
            let own = match (list, ty) {
                ("r1", Ty::Bool) => Some("fine"),
                ("r1", Ty::Int) => Some("a"),
                ("r1", Ty::Num) => Some("x"),
                ("r1", Ty::Colour) => Some("shade"),
                ("r1", Ty::Date) => Some("on"),
                ("r1", Ty::Datetime) => Some("sent"),
                ("r2", Ty::Int) => Some("c"),
                ("r2", Ty::Num) => Some("y"),
                _ => None,
            };
            if let Some(own) = own {
                return Pair::same(own);
            }
        }
        match ty {
            Ty::Bool if self.dice.percent(10) => Pair::same(*self.dice.pick(&["true", "false"])),
            Ty::Bool => Pair::same(*self.dice.pick(&["b0", "b1", "b2"])),
            Ty::Int if self.dice.percent(40) => {
                let value =
                    if self.dice.percent(60) { self.dice.within(-4, 12) } else { *self.dice.pick(&INTS) };
                integer(value)
            }
            Ty::Int => Pair::same(*self.dice.pick(&["i0", "i1", "i2", "i3", "whole_limit"])),
            Ty::Num if self.dice.percent(40) => {
                let value = *self.dice.pick(&NUMS);
                Pair::same(if value < 0.0 { format!("(-{:?})", -value) } else { format!("{value:?}") })
            }
            Ty::Num => Pair::same(*self.dice.pick(&["n0", "n1", "n2", "n3", "limit"])),
            Ty::Colour => Pair::same(*self.dice.pick(&["e0", "e0", "e1"])),
            Ty::Date if self.dice.percent(30) => {
                let date = *self.dice.pick(&["2026-02-28", "2024-02-29", "0001-01-01", "9999-12-31"]);
                Pair::same(format!("date(\"{date}\")"))
            }
            Ty::Date => Pair::same(*self.dice.pick(&["d0", "d1", "d2"])),
            Ty::Datetime if self.dice.percent(20) => Pair::same("datetime(\"2026-03-01T10:30:00+08:00\")"),
            Ty::Datetime => Pair::same(*self.dice.pick(&["s0", "s1", "as_of"])),
            Ty::Duration if self.dice.percent(30) => {
                let length = *self.dice.pick(&["PT24H", "PT0S", "P3652058D", "PT1H30M"]);
                Pair::same(format!("duration(\"{length}\")"))
            }
            Ty::Duration => Pair::same(*self.dice.pick(&["u0", "u1"])),
        }
    }

    /// `if`, `switch` and `??` of any type; integers beside numbers are widened.
    fn choice(&mut self, ty: Ty, depth: usize, at: Place) -> Pair {
        let branch = |own: &mut Self| match ty {
            Ty::Num if own.dice.percent(25) => {
                let int = own.make(Ty::Int, depth - 1, at);
                Pair { rhai: format!("widen({})", int.rhai), shao: int.shao }
            }
            _ => own.make(ty, depth - 1, at),
        };
        match self.dice.below(4) {
            0 => {
                let condition = self.make(Ty::Bool, depth - 1, at);
                let then = self.make(ty, depth - 1, at);
                let otherwise = branch(self);
                both("(if {} { {} } else { {} })", &[&condition, &then, &otherwise])
            }
            1 => {
                let on = self.make(Ty::Colour, 0, at);
                let (red, guard) = (self.make(ty, depth - 1, at), self.make(Ty::Bool, depth - 1, at));
                let (other, last) = (branch(self), branch(self));
                let template = "(switch {} { \"red\" => {}, \"green\" | \"blue\" if {} => {}, _ => {} })";
                both(template, &[&on, &red, &guard, &other, &last])
            }
            2 => {
                let on = self.make(Ty::Int, depth - 1, at);
                let (one, some, last) = (self.make(ty, depth - 1, at), branch(self), branch(self));
                both("(switch {} { 1 | -5 => {}, 2..=7 => {}, _ => {} })", &[&on, &one, &some, &last])
            }
            _ => {
                let (value, default) = (self.make(ty, depth - 1, at), self.make(ty, depth - 1, at));
                both("({} ?? {})", &[&value, &default])
            }
        }
    }

    fn bool(&mut self, depth: usize, at: Place) -> Pair {
        let next = depth - 1;
        match self.dice.below(16) {
            0 => both("!{}", &[&self.make(Ty::Bool, next, at)]).parenthesised(),
            1 | 2 => {
                let (a, b) = self.two(Ty::Bool, Ty::Bool, depth, at);
                both("({} && {} && {})", &[&a, &b, &self.make(Ty::Bool, next, at)])
            }
            3 | 4 => {
                let (a, b) = self.two(Ty::Bool, Ty::Bool, depth, at);
                both("({} || {} || {})", &[&a, &b, &self.make(Ty::Bool, next, at)])
            }
            5..=8 => {
                let ty = *self.dice.pick(&[Ty::Int, Ty::Num, Ty::Date, Ty::Datetime, Ty::Duration]);
                let other = match ty {
                    Ty::Int => *self.dice.pick(&[Ty::Int, Ty::Num]),
                    Ty::Num => *self.dice.pick(&[Ty::Num, Ty::Int]),
                    same => same,
                };
                let sign = *self.dice.pick(&["==", "!=", "<", "<=", ">", ">="]);
                let (a, b) = self.two(ty, other, depth, at);
                both(&format!("({{}} {sign} {{}})"), &[&a, &b])
            }
            9 => {
                let sign = *self.dice.pick(&["==", "!="]);
                match self.dice.below(4) {
                    0 => {
                        let (a, b) = self.two(Ty::Bool, Ty::Bool, depth, at);
                        both(&format!("({{}} {sign} {{}})"), &[&a, &b])
                    }
                    1 => Pair::same(format!("(t0 {sign} {:?})", self.dice.pick(&TEXTS))),
                    2 => Pair::same(format!("(t0 {sign} t1)")),
                    _ => {
                        let on = self.make(Ty::Colour, 0, at);
                        both(&format!("({{}} {sign} {:?})", self.dice.pick(&COLOURS)), &[&on])
                    }
                }
            }
            10 => {
                let not = *self.dice.pick(&["in", "!in"]);
                match self.dice.below(3) {
                    0 => both(&format!("({{}} {not} [\"red\", \"blue\"])"), &[&self.make(Ty::Colour, 0, at)]),
                    1 => Pair::same(format!("(t1 {not} [\"a\", \"安全账户\"])")),
                    _ => {
                        let ty = *self.dice.pick(&[Ty::Int, Ty::Num]);
                        let list = match ty {
                            Ty::Int => *self.dice.pick(&["[0, 1, 7]", "[1, 2.5]", "[-5, 9007199254740993]"]),
                            _ => *self.dice.pick(&["[0.5, 1, 3]", "[2.5]", "[9007199254740993, 0.0]"]),
                        };
                        both(&format!("({{}} {not} {list})"), &[&self.make(ty, next, at)])
                    }
                }
            }
            11 => {
                let mut ty = || *self.dice.pick(&[Ty::Int, Ty::Num]);
                let (value, low, high) = (ty(), ty(), ty());
                let sign = *self.dice.pick(&["..", "..="]);
                let not = *self.dice.pick(&["in", "!in"]);
                let (value, low) = self.two(value, low, depth, at);
                let high = self.make(high, next, at);
                both(&format!("({{}} {not} {{}}{sign}{{}})"), &[&value, &low, &high])
            }
            12 => match self.dice.below(3) {
                0 => Pair::same(format!("colours.contains({:?})", self.dice.pick(&COLOURS))),
                1 => Pair::same(format!("({:?} in words)", self.dice.pick(&TEXTS))),
                _ => Pair::same(format!("({:?} !in colours)", self.dice.pick(&COLOURS))),
            },
            13 | 14 if at.reads => {
                let list = *self.dice.pick(&["r1", "r2"]);
                if self.dice.percent(50) {
                    return self.reading(list, &["any"], Ty::Bool, depth);
                }
                let count = self.reading(list, &["count"], Ty::Bool, depth);
                let other = self.make(Ty::Int, next.min(1), at);
                let sign = *self.dice.pick(&["==", "!=", "<", "<=", ">", ">="]);
                match self.dice.percent(50) {
                    true => both(&format!("({{}} {sign} {{}})"), &[&count, &other]),
                    false => both(&format!("({{}} {sign} {{}})"), &[&other, &count]),
                }
            }
            _ => {
                let (a, b) = self.two(Ty::Int, Ty::Int, depth, at);
                let name = *self.dice.pick(&["under", "near"]);
                both(&format!("{name}({ARGUMENTS})"), &[&a, &b])
            }
        }
    }

    fn int(&mut self, depth: usize, at: Place) -> Pair {
        let next = depth - 1;
        match self.dice.below(12) {
            0..=4 => {
                let sign = *self.dice.pick(&["+", "-", "*", "/", "%"]);
                let (a, b) = self.two(Ty::Int, Ty::Int, depth, at);
                both(&format!("({{}} {sign} {{}})"), &[&a, &b])
            }
            5 => both("(-({}))", &[&self.make(Ty::Int, next, at)]),
            6 => {
                let (a, b) = self.two(Ty::Int, Ty::Int, depth, at);
                both(&format!("{}({{}}, {{}})", self.dice.pick(&["min", "max"])), &[&a, &b])
            }
            7 => both("abs({})", &[&self.make(Ty::Int, next, at)]),
            8 => {
                let ty = *self.dice.pick(&[Ty::Num, Ty::Num, Ty::Int]);
                both("to_int({})", &[&self.make(ty, next, at)])
            }
            9 => match self.dice.below(3) {
                0 => both("hour_of({})", &[&self.make(Ty::Datetime, next, at)]),
                1 => both("year_of({})", &[&self.happened(at)]),
                _ => Pair::same(*self.dice.pick(&["colours.len()", "words.len()", "month_of(d0)"])),
            },
            10 if at.reads => match self.dice.below(3) {
                0 => self.reading("r1", &["kinds", "most"], Ty::Colour, depth),
                1 => {
                    let list = *self.dice.pick(&["r1", "r2"]);
                    self.reading(list, &["sum", "min", "max", "kinds", "most"], Ty::Int, depth)
                }
                _ => {
                    let list = *self.dice.pick(&["r1", "r2"]);
                    let reading = Reading { list, method: "count", body: None, is_number: false };
                    self.readings.push(reading);
                    let rhai = format!("reading({})", self.readings.len() - 1);
                    Pair { shao: format!("{list}.count()"), rhai }
                }
            },
            _ => {
                let (a, b) = self.two(Ty::Int, Ty::Int, depth, at);
                let name = *self.dice.pick(&["steps", "mixed"]);
                both(&format!("{name}({ARGUMENTS})"), &[&a, &b])
            }
        }
    }

    fn num(&mut self, depth: usize, at: Place) -> Pair {
        let next = depth - 1;
        match self.dice.below(12) {
            0..=4 => {
                let sign = *self.dice.pick(&["+", "-", "*", "/", "%"]);
                let pair = *self.dice.pick(&[(Ty::Num, Ty::Num), (Ty::Int, Ty::Num), (Ty::Num, Ty::Int)]);
                let (a, b) = self.two(pair.0, pair.1, depth, at);
                both(&format!("({{}} {sign} {{}})"), &[&a, &b])
            }
            5 => both("(-({}))", &[&self.make(Ty::Num, next, at)]),
            6 => {
                let pair = *self.dice.pick(&[(Ty::Num, Ty::Num), (Ty::Int, Ty::Num), (Ty::Num, Ty::Int)]);
                let (a, b) = self.two(pair.0, pair.1, depth, at);
                both(&format!("{}({{}}, {{}})", self.dice.pick(&["min", "max"])), &[&a, &b])
            }
            7 => both("abs({})", &[&self.make(Ty::Num, next, at)]),
            8 => {
                let ty = *self.dice.pick(&[Ty::Num, Ty::Num, Ty::Int]);
                let name = *self.dice.pick(&["round", "floor", "ceil"]);
                both(&format!("{name}({{}})"), &[&self.make(ty, next, at)])
            }
            9 | 10 => {
                let name = *self.dice.pick(&["hours", "days", "minutes"]);
                both(&format!("{name}({{}})"), &[&self.make(Ty::Duration, next, at)])
            }
            _ if at.reads => {
                let list = *self.dice.pick(&["r1", "r2"]);
                self.reading(list, &["sum", "min", "max"], Ty::Num, depth)
            }
            _ => self.leaf(Ty::Num, at),
        }
    }

    fn reading(&mut self, list: &'static str, methods: &[&'static str], body: Ty, depth: usize) -> Pair {
        let method = *self.dice.pick(methods);
        let is_number = body == Ty::Num;
        let body = self.make(body, (depth - 1).min(2), Place { list: Some(list), reads: false });
        self.readings.push(Reading { list, method, body: Some(body.rhai), is_number });
        let rhai = format!("reading({})", self.readings.len() - 1);
        Pair { shao: format!("{list}.{method}({})", body.shao), rhai }
    }
}

impl Pair {
    fn parenthesised(self) -> Self {
        Self { shao: format!("({})", self.shao), rhai: format!("({})", self.rhai) }
    }
}

/// Rhai reads the digits of the lowest integer as a float.
fn integer(value: i64) -> Pair {
    match value {
        i64::MIN => Pair { shao: "(-9223372036854775808)".into(), rhai: "(-9223372036854775807 - 1)".into() },
        value if value < 0 => Pair::same(format!("({value})")),
        value => Pair::same(value.to_string()),
    }
}

// ── Rhai with our numbers, times and library ───────────────────────────────

#[derive(Clone, Copy, PartialEq, PartialOrd)]
struct Date(i64);
#[derive(Clone, Copy, PartialEq, PartialOrd)]
struct Moment(i64);
#[derive(Clone, Copy, PartialEq, PartialOrd)]
struct Length(i64);
/// A range of numbers: low, high, high included.
#[derive(Clone, Copy)]
struct Numbers(f64, f64, bool);

type Outcome<T> = Result<T, Box<EvalAltResult>>;

fn fails<T>(code: &str) -> Outcome<T> {
    Err(Box::new(EvalAltResult::ErrorRuntime(code.to_owned().into(), rhai::Position::NONE)))
}

fn or_fails<T>(value: Option<T>, code: &str) -> Outcome<T> {
    value.map_or_else(|| fails(code), Ok)
}

fn widen(value: i64) -> Outcome<f64> {
    or_fails((value.unsigned_abs() <= 1 << 53).then_some(value as f64), "R504")
}

fn finite(value: f64) -> Outcome<f64> {
    or_fails(value.is_finite().then_some(value), "R503")
}

fn divided(a: f64, b: f64, by: fn(f64, f64) -> f64) -> Outcome<f64> {
    if b == 0.0 { fails("R502") } else { finite(by(a, b)) }
}

fn integers(a: i64, b: i64, by: fn(i64, i64) -> Option<i64>) -> Outcome<i64> {
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

fn engine(readings: Arc<Mutex<Vec<Outcome<Dynamic>>>>) -> Engine {
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

fn arithmetic(engine: &mut Engine) {
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

fn containment(engine: &mut Engine) {
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

fn times(engine: &mut Engine) {
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
fn code_of(error: &EvalAltResult) -> String {
    match error.unwrap_inner() {
        EvalAltResult::ErrorRuntime(code, _) => code.to_string(),
        other => panic!("Rhai fails in a way that is none of ours: {other}"),
    }
}

/// What the scripts are for Rhai; one that runs on the interpreter fails with one code only.
const SCRIPTS: &str = "fn under(p, q) { p < q }
fn mixed(p, q) { if p > q { p - q } else { q } }
fn near(p, q) { try { let gap = 0; if p > q { gap = p - q; } else { gap = q - p; } return gap < 10; } catch { throw \"R506\" } }
fn steps(p, q) { try { let n = 0; let sum = 0; while n < 5 { n += 1; if n == 3 { continue; } sum += p * n - q; } sum } catch { throw \"R506\" } }
";

// ── Incidents ──────────────────────────────────────────────────────────────

/// A known value: its JSON, and what Rhai has for it.
#[derive(Clone)]
struct Known {
    json: String,
    rhai: Dynamic,
}

fn known(json: impl Into<String>, rhai: impl Into<Dynamic>) -> Known {
    Known { json: json.into(), rhai: rhai.into() }
}

fn value(dice: &mut Dice, ty: Ty) -> Known {
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

type Record = BTreeMap<&'static str, Known>;

struct Incident {
    fields: Record,
    records: BTreeMap<&'static str, Vec<Record>>,
}

const FIELDS: [(&str, Ty); 20] = [
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

const ITEMS: [(&str, &[(&str, Ty)]); 2] = [
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

fn incident(dice: &mut Dice) -> Incident {
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
    fn json(&self, probes: &str) -> String {
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

    fn scope(&self) -> Scope<'static> {
        let mut scope = Scope::new();
        for (name, known) in &self.fields {
            scope.push_dynamic(*name, known.rhai.clone());
        }
        scope.push("yes", true).push("no", false).push("limit", 100.5_f64).push("whole_limit", 12_i64);
        scope.push("none", Date(NONE));
        scope.push("as_of", Moment(time::parse_instant(common::AS_OF).unwrap()));
        scope
    }
}

/// Puts the values of a body together as the words of the design say.
fn put_together(method: &str, is_number: bool, all: Vec<Outcome<Dynamic>>) -> Outcome<Dynamic> {
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

// ── The comparison ─────────────────────────────────────────────────────────

enum Shape {
    Condition,
    /// A rule for each item of a list; fires if so many satisfy it.
    Each(&'static str, i64),
    Int,
    Num,
    Points,
}

struct Case {
    shape: Shape,
    pair: Pair,
    /// The body of an [`Shape::Each`] is a reading, so that it is evaluated item by item.
    readings: Vec<Reading>,
}

fn cases(dice: &mut Dice, count: usize) -> Vec<Case> {
    let mut all = Vec::new();
    while all.len() < count {
        let mut generator = Generator { dice: Dice::new(dice.next()), readings: Vec::new() };
        let depth = 1 + dice.below(4);
        let (shape, pair) = match dice.below(20) {
            0..=9 => (Shape::Condition, generator.make(Ty::Bool, depth, TOP)),
            10 => {
                let list = *dice.pick(&["r1", "r2"]);
                let body = generator.make(Ty::Bool, depth, Place { list: Some(list), reads: false });
                (Shape::Each(list, dice.within(1, 3)), body)
            }
            11..=14 => (Shape::Int, generator.make(Ty::Int, depth, TOP)),
            15..=18 => (Shape::Num, generator.make(Ty::Num, depth, TOP)),
            _ => (Shape::Points, generator.make(Ty::Int, depth, TOP)),
        };
        // Rulesets take expressions of so many characters.
        if pair.shao.chars().count() < 3000 {
            all.push(Case { shape, pair, readings: generator.readings });
        }
    }
    all
}

fn ruleset_text(cases: &[Case]) -> String {
    let mut text = usual_head();
    text.push_str("[param]\nlimit = { value = 100.5, title = \"Limit\" }\nwhole_limit = { value = 12, title = \"Limit\" }\n");
    let field = |text: &mut String, name: &str, ty: &str| {
        writeln!(text, "[field.{name}]\ntype = \"{ty}\"\ntitle = \"{name}\"").unwrap();
    };
    let word = |ty: Ty| match ty {
        Ty::Bool => "bool",
        Ty::Int => "integer",
        Ty::Num => "number",
        Ty::Colour => "enum",
        Ty::Date => "date",
        Ty::Datetime => "datetime",
        Ty::Duration => "duration",
    };
    let values = "values = { red = \"Red\", green = \"Green\", blue = \"Blue\" }";
    for (name, ty) in FIELDS.into_iter().chain([("yes", Ty::Bool), ("no", Ty::Bool)]) {
        field(&mut text, name, word(ty));
        if ty == Ty::Colour {
            writeln!(text, "{values}").unwrap();
        }
    }
    field(&mut text, "t0", "text");
    field(&mut text, "t1", "text");
    field(&mut text, "colours", "list");
    writeln!(text, "of = \"enum\"\n{values}").unwrap();
    field(&mut text, "words", "list");
    writeln!(text, "of = \"text\"").unwrap();
    for (list, items) in ITEMS {
        field(&mut text, list, "records");
        writeln!(text, "[field.{list}.item]").unwrap();
        for (name, ty) in items {
            let values = if *ty == Ty::Colour { format!(", {values}") } else { String::new() };
            writeln!(text, "{name} = {{ type = \"{}\", title = \"{name}\"{values} }}", word(*ty)).unwrap();
        }
    }
    for (index, case) in cases.iter().enumerate() {
        match case.shape {
            Shape::Int => field(&mut text, &format!("p{index}"), "integer"),
            Shape::Num => field(&mut text, &format!("p{index}"), "number"),
            _ => {}
        }
    }
    text.push_str(
        "[script.under]\nparams = { p = \"integer\", q = \"integer\" }\nreturns = \"bool\"\nbody = 'p < q'\n\
         [script.mixed]\nparams = { p = \"integer\", q = \"integer\" }\nreturns = \"integer\"\n\
         body = 'if p > q { p - q } else { q }'\n\
         [script.near]\nparams = { p = \"integer\", q = \"integer\" }\nreturns = \"bool\"\n\
         body = 'let gap = 0; if p > q { gap = p - q; } else { gap = q - p; } return gap < 10;'\n\
         [script.steps]\nparams = { p = \"integer\", q = \"integer\" }\nreturns = \"integer\"\n\
         body = 'let n = 0; let sum = 0; while n < 5 { n += 1; if n == 3 { continue; } sum += p * n - q; } sum'\n",
    );
    let known: Vec<String> = FIELDS.iter().map(|(name, _)| format!("{name} == {name}")).collect();
    writeln!(
        text,
        "[feature]\nall_known = 'yes && {} && t0 == t0 && t1 == t1 && colours.len() >= 0 && words.len() >= 0 && r1.count() >= 0 && r2.count() >= 0'",
        known.join(" && ")
    )
    .unwrap();
    for (index, case) in cases.iter().enumerate() {
        let expression = &case.pair.shao;
        let (when, more) = match case.shape {
            // `no` is false: it keeps rules that can never fire from being refused.
            Shape::Condition => (format!("{expression} || no"), String::new()),
            Shape::Each(list, count) => {
                (format!("{expression} || no"), format!("each = \"{list}\"\ncount = {count}\n"))
            }
            Shape::Int | Shape::Num => (format!("{expression} == p{index}"), String::new()),
            Shape::Points => ("all_known".to_owned(), format!("points = '{expression}'\n")),
        };
        let points = if more.starts_with("points") { "" } else { "points = 1\n" };
        write!(
            text,
            "[[rule]]\nid = \"rule-{index}\"\nwhen = '{when}'\n{more}{points}reason = \"R\"\nreason_assumed = \"A\"\nbasis = \"s\"\n"
        )
        .unwrap();
    }
    text + LEVELS
}

/// Compiles; cases that the check refuses (constants that always fail, empty ranges) are taken out.
fn compiled(cases: &mut Vec<Case>) -> Ruleset {
    for _ in 0..20 {
        let text = ruleset_text(cases);
        let error = match Ruleset::compile(&text) {
            Ok(ruleset) => return ruleset,
            Err(error) => error,
        };
        let mut refused = std::collections::BTreeSet::new();
        for diagnostic in error.diagnostics.iter().filter(|it| it.is_error()) {
            let before = text.split_at(diagnostic.span.start as usize).0.rsplit_once("id = \"rule-");
            let index = before.and_then(|(_, rest)| rest.split('"').next()?.parse::<usize>().ok());
            let expected = ["E210", "E225", "E228", "E229", "E211"].contains(&diagnostic.code.as_str());
            assert!(expected, "{}", common::shown(&error, &text));
            refused.extend(index);
        }
        assert!(!refused.is_empty(), "{}", common::shown(&error, &text));
        let mut index = 0;
        cases.retain(|_| {
            index += 1;
            !refused.contains(&(index - 1))
        });
    }
    panic!("the check still refuses some")
}

struct Oracle {
    engine: Engine,
    readings: Arc<Mutex<Vec<Outcome<Dynamic>>>>,
    scripts: AST,
}

impl Oracle {
    fn new() -> Self {
        let readings = Arc::new(Mutex::new(Vec::new()));
        let engine = engine(readings.clone());
        let scripts = engine.compile(SCRIPTS).unwrap();
        Self { engine, readings, scripts }
    }

    fn run(&self, scope: &mut Scope<'_>, text: &str) -> Outcome<Dynamic> {
        let ast = self.engine.compile(text).unwrap_or_else(|error| panic!("{error}: {text}"));
        let length = scope.len();
        let result = self.engine.eval_ast_with_scope(scope, &self.scripts.merge(&ast));
        scope.rewind(length);
        result
    }

    /// A body's value for each item.
    fn of_items(&self, incident: &Incident, list: &str, body: &str) -> Vec<Outcome<Dynamic>> {
        let of_item = |item: &Record| {
            let mut scope = incident.scope();
            for (name, known) in item {
                scope.push_dynamic(*name, known.rhai.clone());
            }
            self.run(&mut scope, body)
        };
        incident.records[list].iter().map(of_item).collect()
    }

    fn value(&self, incident: &Incident, case: &Case) -> Outcome<Dynamic> {
        let readings = case.readings.iter().map(|reading| match &reading.body {
            Some(body) => {
                put_together(reading.method, reading.is_number, self.of_items(incident, reading.list, body))
            }
            None => Ok((incident.records[reading.list].len() as i64).into()),
        });
        let readings: Vec<_> = readings.collect();
        *self.readings.lock().unwrap() = readings;
        if let Shape::Each(list, count) = case.shape {
            let all = self.of_items(incident, list, &case.pair.rhai);
            let sure = all.iter().filter(|it| it.as_ref().is_ok_and(|it| it.as_bool() == Ok(true))).count();
            if sure as i64 >= count {
                return Ok(true.into());
            }
            all.into_iter().collect::<Outcome<Vec<_>>>()?;
            return Ok(false.into());
        }
        self.run(&mut incident.scope(), &case.pair.rhai)
    }
}

#[derive(Default)]
struct Tally {
    values: usize,
    errors: BTreeMap<String, usize>,
    voids: usize,
    first_errors: usize,
    disagreements: Vec<String>,
}

fn compare(oracle: &Oracle, ruleset: &Ruleset, cases: &[Case], dice: &mut Dice, tally: &mut Tally) {
    let incident = incident(dice);
    let expected: Vec<Outcome<Dynamic>> = cases.iter().map(|case| oracle.value(&incident, case)).collect();
    let mut probes = String::new();
    for (index, (case, value)) in cases.iter().zip(&expected).enumerate() {
        let probe = match (&case.shape, value) {
            (Shape::Int, Ok(value)) => value.as_int().unwrap().to_string(),
            (Shape::Num, Ok(value)) => {
                format!("{:e}", value.as_float().unwrap_or_else(|ty| panic!("{ty}: {}", case.pair.rhai)))
            }
            (Shape::Int | Shape::Num, Err(_)) => "0".to_owned(),
            _ => continue,
        };
        write!(probes, ",\"p{index}\":{probe}").unwrap();
    }
    let json = incident.json(&probes);
    let context =
        ruleset.context(ContextSpec { as_of: Some(common::AS_OF.into()), ..ContextSpec::default() });
    let (context, options) = (context.unwrap(), Options::default());
    let assessment = Session::new(ruleset, &context, &options).assess(json.as_bytes(), 1).unwrap();
    assert!(assessment.input_errors.is_empty(), "{:?}", assessment.input_errors);
    for (index, (case, value)) in cases.iter().zip(expected).enumerate() {
        let id = format!("rule-{index}");
        let hit = assessment.hits.iter().find(|hit| hit.id == id);
        let failed = assessment.failed.iter().find(|failure| failure.id == id).map(|it| it.code.to_owned());
        let open = assessment.open.rules.iter().any(|rule| rule.id == id);
        let agree = match (&value, &case.shape) {
            (Err(error), _) if code_of(error) == "void" => {
                tally.voids += 1;
                continue;
            }
            (Err(error), _) => {
                let code = code_of(error);
                *tally.errors.entry(code.clone()).or_default() += 1;
                // Where both operands fail, the engine widens the first before it comes to the second.
                let widened_first = failed.as_deref() == Some("R504") && code != "R504";
                tally.first_errors += usize::from(widened_first);
                widened_first || failed == Some(code)
            }
            (Ok(value), Shape::Points) => {
                // Computed points are kept where sums of them cannot overflow.
                let (value, most) = (value.as_int().unwrap(), 1 << 40);
                failed.is_none()
                    && hit.is_some_and(|hit| [value, value.clamp(-most, most)].contains(&hit.points))
            }
            (Ok(_), Shape::Int | Shape::Num) => failed.is_none() && hit.is_some(),
            (Ok(value), _) => failed.is_none() && hit.is_some() == value.as_bool().unwrap(),
        };
        tally.values += usize::from(value.is_ok());
        if !agree || open || hit.is_some_and(|hit| hit.assumed) {
            let rhai = value.map_err(|error| code_of(&error)).map(|it| it.to_string());
            let engine = format!("hit {:?}, failed {failed:?}, open {open}", hit.map(|it| it.points));
            tally.disagreements.push(format!(
                "engine: {engine}\nrhai:   {rhai:?}\nshao:   {}\nrhai:   {}\n{}\n",
                case.pair.shao,
                case.pair.rhai,
                incident.json(""),
            ));
        }
    }
}

#[test]
fn lowered_expressions_agree_with_rhai_in_value_and_in_kind_of_error() {
    let mut dice = Dice::new(2026);
    let oracle = Oracle::new();
    let mut tally = Tally::default();
    const ROUNDS: usize = 20;
    let mut expressions = 0;
    for _ in 0..ROUNDS {
        let mut cases = cases(&mut dice, 200);
        let ruleset = compiled(&mut cases);
        expressions += cases.len();
        for _ in 0..4 {
            compare(&oracle, &ruleset, &cases, &mut dice, &mut tally);
        }
    }
    eprintln!(
        "{expressions} expressions, {} values, errors {:?}, {} void, {} other first errors, {} disagreements",
        tally.values,
        tally.errors,
        tally.voids,
        tally.first_errors,
        tally.disagreements.len()
    );
    let errors: usize = tally.errors.values().sum();
    assert!(tally.first_errors * 100 < errors, "{} of {errors}", tally.first_errors);
    assert!(tally.values > 500 * ROUNDS && tally.errors.len() == 6, "the generator has grown dull");
    let mut shortest = tally.disagreements;
    shortest.sort_by_key(|it| it.lines().nth(2).map(str::len));
    assert!(shortest.is_empty(), "{}", shortest.iter().take(6).cloned().collect::<Vec<_>>().join("\n"));
}
