//! Generated expressions and other ways to write them, for the tests of the parser and the printer.

use super::ast::{BinaryOp, Expr, ExprKind, SwitchArm};
use crate::source::{Span, Spanned};

/// A small deterministic source of numbers.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `n`.
    pub(super) fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n
    }

    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    fn chance(&mut self, in_ten: usize) -> bool {
        self.below(10) < in_ten
    }
}

const OPERATORS: &[BinaryOp] = &[
    BinaryOp::Eq,
    BinaryOp::Ne,
    BinaryOp::Lt,
    BinaryOp::Le,
    BinaryOp::Gt,
    BinaryOp::Ge,
    BinaryOp::Add,
    BinaryOp::Sub,
    BinaryOp::Mul,
    BinaryOp::Div,
    BinaryOp::Rem,
];

fn make(kind: ExprKind) -> Expr {
    Expr { kind, span: Span::default() }
}

fn named(name: &str) -> Spanned<String> {
    Spanned::new(name.to_owned(), Span::default())
}

/// Any expression that the parser accepts, of any type.
pub(super) fn any(dice: &mut Dice, depth: usize) -> Expr {
    if depth == 0 || dice.chance(1) {
        return atom(dice);
    }
    let depth = depth - 1;
    let boxed = |dice: &mut Dice| Box::new(any(dice, depth));
    make(match dice.below(16) {
        0 | 1 => ExprKind::And(conditions(dice, depth)),
        2 | 3 => ExprKind::Or(conditions(dice, depth)),
        4..=6 => {
            let op = Spanned::new(*dice.pick(OPERATORS), Span::default());
            ExprKind::Binary { op, left: boxed(dice), right: boxed(dice) }
        }
        7 => ExprKind::Not(boxed(dice)),
        8 => ExprKind::Neg(boxed(dice)),
        9 => ExprKind::Default { value: boxed(dice), default: boxed(dice) },
        10 => {
            let set = if dice.chance(5) { range(dice, depth) } else { any(dice, depth) };
            ExprKind::In { value: boxed(dice), set: Box::new(set), negated: dice.chance(5) }
        }
        11 => ExprKind::If {
            condition: Box::new(condition(dice, depth)),
            then: boxed(dice),
            otherwise: boxed(dice),
        },
        12 => switch(dice, depth),
        13 => ExprKind::Call { function: named("f"), arguments: several(dice, depth) },
        14 => ExprKind::Method { receiver: boxed(dice), method: named("m"), arguments: several(dice, depth) },
        _ => match dice.chance(5) {
            true => ExprKind::Property { receiver: boxed(dice), property: named("prop") },
            false => ExprKind::List(several(dice, depth)),
        },
    })
}

fn atom(dice: &mut Dice) -> Expr {
    const TEXTS: &[&str] = &["", "a", "安全账户", "\"q\"", "a\\b\n\r\t\u{1}\u{85}", "’`${x}", "//"];
    const NUMBERS: &[f64] = &[0.0, 1.0, 0.1, 1e21, 1e-7, 123.456, f64::MAX, 5e-324];
    make(match dice.below(9) {
        0 => ExprKind::Bool(dice.chance(5)),
        1 | 2 => ExprKind::Int(*dice.pick(&[0, 1, 2, 7, 3000, i128::from(i64::MAX)])),
        3 => ExprKind::Num(*dice.pick(NUMBERS)),
        4 => ExprKind::Text((*dice.pick(TEXTS)).to_owned()),
        5 => ExprKind::Neg(Box::new(make(ExprKind::Int(*dice.pick(&[1, 5, 1_i128 << 63]))))),
        _ => ExprKind::Name((*dice.pick(&["a", "b", "inside", "e5", "x_1", "iffy"])).to_owned()),
    })
}

fn several(dice: &mut Dice, depth: usize) -> Vec<Expr> {
    (0..dice.below(3)).map(|_| any(dice, depth)).collect()
}

fn conditions(dice: &mut Dice, depth: usize) -> Vec<Expr> {
    (0..2 + dice.below(2)).map(|_| condition(dice, depth)).collect()
}

/// An expression that Rhai takes where a truth value is needed.
fn condition(dice: &mut Dice, depth: usize) -> Expr {
    let expr = any(dice, depth);
    match literal(&expr) {
        true => make(ExprKind::Not(Box::new(expr))),
        false => expr,
    }
}

fn literal(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Neg(inner) => literal(inner),
        kind => matches!(kind, ExprKind::Int(_) | ExprKind::Num(_) | ExprKind::Text(_) | ExprKind::List(_)),
    }
}

fn range(dice: &mut Dice, depth: usize) -> Expr {
    let (low, high) = (Box::new(any(dice, depth)), Box::new(any(dice, depth)));
    make(ExprKind::Range { low, high, inclusive: dice.chance(5) })
}

fn switch(dice: &mut Dice, depth: usize) -> ExprKind {
    let int = |n: i128| make(ExprKind::Int(n));
    let labels = [
        vec![int(1)],
        vec![int(2), make(ExprKind::Neg(Box::new(int(5))))],
        vec![make(ExprKind::Text("x".into())), make(ExprKind::Bool(true))],
        vec![make(ExprKind::Range { low: Box::new(int(3)), high: Box::new(int(9)), inclusive: true })],
        vec![make(ExprKind::Range {
            low: Box::new(make(ExprKind::Neg(Box::new(int(1_i128 << 63))))),
            high: Box::new(make(ExprKind::Neg(Box::new(int(1))))),
            inclusive: false,
        })],
    ];
    let first = dice.below(labels.len());
    let arms: Vec<SwitchArm> = labels[first..]
        .iter()
        .map(|labels| SwitchArm {
            labels: labels.clone(),
            guard: dice.chance(3).then(|| condition(dice, depth.min(1))),
            result: any(dice, depth.min(2)),
        })
        .collect();
    let otherwise = dice.chance(7).then(|| Box::new(any(dice, depth)));
    ExprKind::Switch { value: Box::new(any(dice, depth)), arms, otherwise }
}

/// An expression over the integers `a b c` and the truth values `p q r` that has a value or fails in Rhai.
pub(super) fn typed(dice: &mut Dice, truth: bool, depth: usize) -> Expr {
    let int = |dice: &mut Dice| Box::new(typed(dice, false, depth.saturating_sub(1)));
    let bool = |dice: &mut Dice| Box::new(typed(dice, true, depth.saturating_sub(1)));
    let op = |op: BinaryOp| Spanned::new(op, Span::default());
    if depth == 0 {
        let names = if truth { ["p", "q", "r"] } else { ["a", "b", "c"] };
        return make(match dice.below(4) {
            0 if !truth => ExprKind::Int(dice.below(4) as i128),
            0 => ExprKind::Bool(dice.chance(5)),
            _ => ExprKind::Name((*dice.pick(&names)).to_owned()),
        });
    }
    if !truth {
        return make(match dice.below(6) {
            0 => ExprKind::Neg(int(dice)),
            1 => {
                ExprKind::If { condition: bool_condition(dice, depth), then: int(dice), otherwise: int(dice) }
            }
            2 => ExprKind::Default { value: int(dice), default: int(dice) },
            _ => ExprKind::Binary {
                op: op(*dice.pick(&[
                    BinaryOp::Add,
                    BinaryOp::Sub,
                    BinaryOp::Mul,
                    BinaryOp::Rem,
                    BinaryOp::Div,
                ])),
                left: int(dice),
                right: int(dice),
            },
        });
    }
    make(match dice.below(8) {
        0 => ExprKind::Not(bool(dice)),
        1 => ExprKind::And((0..3).map(|_| *bool(dice)).collect()),
        2 => ExprKind::Or((0..3).map(|_| *bool(dice)).collect()),
        3 => ExprKind::Binary {
            op: op(*dice.pick(&[BinaryOp::Eq, BinaryOp::Ne])),
            left: bool(dice),
            right: bool(dice),
        },
        4 => {
            let set = make(ExprKind::Range { low: int(dice), high: int(dice), inclusive: dice.chance(5) });
            ExprKind::In { value: int(dice), set: Box::new(set), negated: dice.chance(5) }
        }
        5 => switch_on_integer(int(dice), *bool(dice), *bool(dice), bool(dice)),
        _ => ExprKind::Binary { op: op(*dice.pick(&OPERATORS[..6])), left: int(dice), right: int(dice) },
    })
}

fn bool_condition(dice: &mut Dice, depth: usize) -> Box<Expr> {
    Box::new(typed(dice, true, depth.saturating_sub(1)))
}

fn switch_on_integer(value: Box<Expr>, one: Expr, guard: Expr, other: Box<Expr>) -> ExprKind {
    let int = |n: i128| Box::new(make(ExprKind::Int(n)));
    let labels = vec![*int(1), *int(2)];
    let range = vec![make(ExprKind::Range { low: int(3), high: int(6), inclusive: true })];
    let arms = vec![
        SwitchArm { labels, guard: None, result: one },
        SwitchArm { labels: range, guard: Some(guard), result: make(ExprKind::Bool(true)) },
    ];
    ExprKind::Switch { value, arms, otherwise: Some(other) }
}

/// The expression with every part in parentheses, places and layout unlike [`Expr`]'s own printing.
pub(super) fn parenthesised(expr: &Expr) -> String {
    let all = |items: &[Expr], sign: &str| items.iter().map(parenthesised).collect::<Vec<_>>().join(sign);
    let p = |expr: &Expr| parenthesised(expr);
    match &expr.kind {
        ExprKind::And(operands) => format!("({})", all(operands, "&&")),
        ExprKind::Or(operands) => format!("({})", all(operands, "||")),
        ExprKind::Not(operand) => format!("(!{})", p(operand)),
        ExprKind::Neg(operand) => match operand.kind {
            ExprKind::Int(_) | ExprKind::Num(_) => format!("(-{operand})"),
            _ => format!("(-({}))", p(operand)),
        },
        ExprKind::Binary { op, left, right } => format!("({} {} {})", p(left), op.value.sign(), p(right)),
        ExprKind::Default { value, default } => format!("({}??{})", p(value), p(default)),
        ExprKind::In { value, set, negated } => {
            format!("({} {} {})", p(value), if *negated { "!in" } else { "in" }, p(set))
        }
        ExprKind::Range { low, high, inclusive } => {
            format!("({}{}{})", p(low), if *inclusive { "..=" } else { ".." }, p(high))
        }
        ExprKind::If { condition, then, otherwise } => {
            let otherwise = match otherwise.kind {
                ExprKind::If { .. } => {
                    p(otherwise).strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap().to_owned()
                }
                _ => format!("{{{}}}", p(otherwise)),
            };
            format!("(if {}{{{}}}else {otherwise})", p(condition), p(then))
        }
        ExprKind::Switch { value, arms, otherwise } => {
            let mut parts: Vec<String> = arms.iter().map(parenthesised_arm).collect();
            parts.extend(otherwise.iter().map(|result| format!("_=>{}", p(result))));
            format!("(switch {}{{{}}})", p(value), parts.join(","))
        }
        ExprKind::List(items) => format!("[{}]", all(items, ",")),
        ExprKind::Call { function, arguments } => format!("{}({})", function.value, all(arguments, ",")),
        ExprKind::Method { receiver, method, arguments } => {
            format!("{}.{}({})", p(receiver), method.value, all(arguments, ","))
        }
        ExprKind::Property { receiver, property } => format!("{}.{}", p(receiver), property.value),
        ExprKind::Int(_) | ExprKind::Num(_) => format!("({expr})"),
        _ => expr.to_string(),
    }
}

fn parenthesised_arm(arm: &SwitchArm) -> String {
    let label = |label: &Expr| match &label.kind {
        ExprKind::Range { low, high, inclusive } => {
            format!("{low}{}{high}", if *inclusive { "..=" } else { ".." })
        }
        _ => label.to_string(),
    };
    let labels = arm.labels.iter().map(label).collect::<Vec<_>>().join("|");
    let guard = arm.guard.as_ref().map(|guard| format!(" if {}", parenthesised(guard))).unwrap_or_default();
    format!("{labels}{guard}=>{}", parenthesised(&arm.result))
}

/// The expression as nested lists: `(&& a (== b 1))`.
pub(super) fn listed(expr: &Expr) -> String {
    let all = |items: &[Expr]| items.iter().map(|item| format!(" {}", listed(item))).collect::<String>();
    let l = |expr: &Expr| listed(expr);
    match &expr.kind {
        ExprKind::And(operands) => format!("(&&{})", all(operands)),
        ExprKind::Or(operands) => format!("(||{})", all(operands)),
        ExprKind::Not(operand) => format!("(! {})", l(operand)),
        ExprKind::Neg(operand) => format!("(- {})", l(operand)),
        ExprKind::Binary { op, left, right } => format!("({} {} {})", op.value.sign(), l(left), l(right)),
        ExprKind::Default { value, default } => format!("(?? {} {})", l(value), l(default)),
        ExprKind::In { value, set, negated } => {
            format!("({} {} {})", if *negated { "!in" } else { "in" }, l(value), l(set))
        }
        ExprKind::Range { low, high, inclusive } => {
            format!("({} {} {})", if *inclusive { "..=" } else { ".." }, l(low), l(high))
        }
        ExprKind::If { condition, then, otherwise } => {
            format!("(if {} {} {})", l(condition), l(then), l(otherwise))
        }
        ExprKind::Switch { value, arms, otherwise } => {
            let arm = |arm: &SwitchArm| {
                let guard = arm.guard.as_ref().map(|guard| format!(" if {}", l(guard))).unwrap_or_default();
                format!(" [{}{guard} => {}]", all(&arm.labels).trim(), l(&arm.result))
            };
            let rest = otherwise.as_ref().map(|result| format!(" [_ => {}]", l(result))).unwrap_or_default();
            format!("(switch {}{}{rest})", l(value), arms.iter().map(arm).collect::<String>())
        }
        ExprKind::List(items) => format!("(list{})", all(items)),
        ExprKind::Call { function, arguments } => format!("({}{})", function.value, all(arguments)),
        ExprKind::Method { receiver, method, arguments } => {
            format!("(.{} {}{})", method.value, l(receiver), all(arguments))
        }
        ExprKind::Property { receiver, property } => format!("(.{} {})", property.value, l(receiver)),
        _ => expr.to_string(),
    }
}
