//! Generated expressions, written for a ruleset and for Rhai.

use shao_tests::dice::Dice;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ty {
    Bool,
    Int,
    Num,
    Colour,
    Date,
    Datetime,
    Duration,
}

#[derive(Clone, Debug)]
pub struct Pair {
    pub shao: String,
    pub rhai: String,
}

impl Pair {
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { shao: text.clone(), rhai: text }
    }
}

/// `template` with `{}` filled in, in both texts.
pub fn both(template: &str, parts: &[&Pair]) -> Pair {
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
pub struct Reading {
    pub list: &'static str,
    pub method: &'static str,
    pub body: Option<String>,
    pub is_number: bool,
}

#[derive(Clone, Copy)]
pub struct Place {
    /// The list whose item's fields are in scope.
    pub list: Option<&'static str>,
    /// Whether records may be read here.
    pub reads: bool,
}

pub const TOP: Place = Place { list: None, reads: true };

pub struct Generator {
    pub dice: Dice,
    pub readings: Vec<Reading>,
}

pub const COLOURS: [&str; 3] = ["red", "green", "blue"];
pub const TEXTS: [&str; 5] = ["", "a", "安全账户", "A", "a b"];
/// Two arguments of a script that are no constants: where those fail, the check points into the script.
pub const ARGUMENTS: &str = "(if yes { {} } else { 0 }), (if yes { {} } else { 1 })";
pub const INTS: [i64; 18] = [
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
pub const NUMS: [f64; 18] = [
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
    pub fn make(&mut self, ty: Ty, depth: usize, at: Place) -> Pair {
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

    pub fn happened(&mut self, at: Place) -> Pair {
        match at.list {
            Some("r1") if self.dice.percent(30) => Pair::same("on"),
            _ => Pair::same(*self.dice.pick(&["d0", "d1"])),
        }
    }

    pub fn two(&mut self, a: Ty, b: Ty, depth: usize, at: Place) -> (Pair, Pair) {
        (self.make(a, depth - 1, at), self.make(b, depth - 1, at))
    }

    pub fn leaf(&mut self, ty: Ty, at: Place) -> Pair {
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
    pub fn choice(&mut self, ty: Ty, depth: usize, at: Place) -> Pair {
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

    pub fn bool(&mut self, depth: usize, at: Place) -> Pair {
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

    pub fn int(&mut self, depth: usize, at: Place) -> Pair {
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

    pub fn num(&mut self, depth: usize, at: Place) -> Pair {
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

    pub fn reading(&mut self, list: &'static str, methods: &[&'static str], body: Ty, depth: usize) -> Pair {
        let method = *self.dice.pick(methods);
        let is_number = body == Ty::Num;
        let body = self.make(body, (depth - 1).min(2), Place { list: Some(list), reads: false });
        self.readings.push(Reading { list, method, body: Some(body.rhai), is_number });
        let rhai = format!("reading({})", self.readings.len() - 1);
        Pair { shao: format!("{list}.{method}({})", body.shao), rhai }
    }
}

impl Pair {
    pub fn parenthesised(self) -> Self {
        Self { shao: format!("({})", self.shao), rhai: format!("({})", self.rhai) }
    }
}

/// Rhai reads the digits of the lowest integer as a float.
pub fn integer(value: i64) -> Pair {
    match value {
        i64::MIN => Pair { shao: "(-9223372036854775808)".into(), rhai: "(-9223372036854775807 - 1)".into() },
        value if value < 0 => Pair::same(format!("({value})")),
        value => Pair::same(value.to_string()),
    }
}
