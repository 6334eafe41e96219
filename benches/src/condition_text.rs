//! A condition as a tree in, its text out, in the syntax that Rhai and Shao share.

use crate::workload::{Expr, Operator};

/// How the parts are written that differ from one language to the other, or from rule to rule.
pub(crate) struct Wording {
    /// Whether the text contains a phrase of the rule's list.
    pub(crate) mentions: String,
    /// Whether the text contains a match of the rule's pattern.
    pub(crate) matches: String,
    /// The function that gives the hour of a date and time.
    pub(crate) hour: &'static str,
    /// Whether a choice of values is written with `in`; else as a chain of `==`, which Rhai runs faster.
    pub(crate) lists: bool,
}

/// How tightly an expression holds together.
type Strength = u8;
const OR: Strength = 0;
const AND: Strength = 1;
const COMPARISON: Strength = 2;
const SUM: Strength = 3;
const PRODUCT: Strength = 4;
const UNIT: Strength = 5;

impl Wording {
    /// The condition as text.
    pub(crate) fn write(&self, expr: &Expr) -> String {
        match expr {
            Expr::Field(name) => name.clone(),
            Expr::Integer(integer) => integer.to_string(),
            Expr::Number(number) => format!("{number:?}"),
            Expr::Word(word) => format!("\"{word}\""),
            Expr::And(operands) => self.chain(operands, " && ", AND),
            Expr::Or(operands) => self.chain(operands, " || ", OR),
            Expr::Not(operand) => format!("!{}", self.within(operand, UNIT)),
            Expr::Has(name) => format!("{name} != ()"),
            Expr::In(name, words) if self.lists => format!("{name} in {words:?}"),
            Expr::In(name, words) => {
                let each: Vec<_> = words.iter().map(|word| format!("{name} == \"{word}\"")).collect();
                format!("({})", each.join(" || "))
            }
            Expr::Any(..) => self.mentions.clone(),
            Expr::Match(..) => self.matches.clone(),
            Expr::Hour(name) => format!("{}({name})", self.hour),
            Expr::Binary(operator, left, right) => {
                let strength = strength(expr);
                let (left, right) = (self.within(left, strength), self.within(right, strength + 1));
                format!("{left} {} {right}", operator.symbol())
            }
        }
    }

    fn chain(&self, operands: &[Expr], symbol: &str, strength: Strength) -> String {
        operands.iter().map(|operand| self.within(operand, strength)).collect::<Vec<_>>().join(symbol)
    }

    /// The text, in parentheses if it is looser than its place needs.
    fn within(&self, expr: &Expr, needed: Strength) -> String {
        let text = self.write(expr);
        if strength(expr) < needed { format!("({text})") } else { text }
    }
}

fn strength(expr: &Expr) -> Strength {
    match expr {
        Expr::Or(_) => OR,
        Expr::And(_) => AND,
        Expr::Has(_) | Expr::In(..) => COMPARISON,
        Expr::Binary(Operator::Add | Operator::Subtract, ..) => SUM,
        Expr::Binary(operator, ..) if operator.is_arithmetic() => PRODUCT,
        Expr::Binary(..) => COMPARISON,
        _ => UNIT,
    }
}

/// The condition without its tests for presence: where an absent field is unknown, they say nothing.
pub(crate) fn without_presence(expr: &Expr) -> Expr {
    let all = |operands: &[Expr]| -> Vec<Expr> {
        let said = operands.iter().filter(|operand| !matches!(operand, Expr::Has(_)));
        said.map(without_presence).collect()
    };
    match expr {
        Expr::And(operands) => match all(operands).as_slice() {
            [only] => only.clone(),
            operands => Expr::And(operands.to_vec()),
        },
        Expr::Or(operands) => Expr::Or(all(operands)),
        Expr::Not(operand) => Expr::Not(Box::new(without_presence(operand))),
        other => other.clone(),
    }
}
