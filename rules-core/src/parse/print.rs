//! Expressions as Rhai text, with the parentheses that are needed and no others.
//!
//! Comes in: an expression. Goes out: text that Rhai and this parser read as the same expression, places apart.
//! `if` and `switch` get parentheses wherever they are an operand, so that a reader sees where they end.

use super::ast::{Expr, ExprKind, SwitchArm};
use super::expr::binding;
use std::fmt::{Display, Formatter, Result, Write};

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match &self.kind {
            ExprKind::Bool(value) => write!(f, "{value}"),
            ExprKind::Int(value) => write!(f, "{value}"),
            ExprKind::Num(value) => write!(f, "{value:?}"),
            ExprKind::Text(text) => write_text(f, text),
            ExprKind::Name(name) => f.write_str(name),
            ExprKind::List(items) => {
                f.write_char('[')?;
                write_items(f, items)?;
                f.write_char(']')
            }
            ExprKind::Call { function, arguments } => write_call(f, &function.value, arguments),
            ExprKind::Method { receiver, method, arguments } => {
                write_operand(f, receiver, binding::POSTFIX)?;
                f.write_char('.')?;
                write_call(f, &method.value, arguments)
            }
            ExprKind::Property { receiver, property } => {
                write_operand(f, receiver, binding::POSTFIX)?;
                write!(f, ".{}", property.value)
            }
            ExprKind::Not(operand) => {
                f.write_char('!')?;
                write_operand(f, operand, binding::UNARY)
            }
            ExprKind::Neg(operand) => write_negation(f, operand),
            ExprKind::If { condition, then, otherwise } => write_if(f, condition, then, otherwise),
            ExprKind::Switch { value, arms, otherwise } => write_switch(f, value, arms, otherwise.as_deref()),
            _ => write_operators(f, self),
        }
    }
}

/// How strongly an expression holds together when it stands beside an operator.
fn strength(expr: &Expr) -> u8 {
    match &expr.kind {
        ExprKind::If { .. } | ExprKind::Switch { .. } => binding::NONE,
        ExprKind::Or(_) => binding::OR,
        ExprKind::And(_) => binding::AND,
        ExprKind::Binary { op, .. } => binding::of(op.value),
        ExprKind::In { .. } => binding::IN,
        ExprKind::Default { .. } => binding::DEFAULT,
        ExprKind::Range { .. } => binding::RANGE,
        // A bare -9223372036854775808 is a number only where a sign may start one.
        ExprKind::Neg(operand) if is_lowest_integer(operand) => binding::NONE,
        ExprKind::Not(_) | ExprKind::Neg(_) => binding::UNARY,
        _ => u8::MAX,
    }
}

fn is_lowest_integer(operand: &Expr) -> bool {
    matches!(operand.kind, ExprKind::Int(value) if value > i128::from(i64::MAX))
}

/// An operand, in parentheses unless it holds together at least as strongly as `floor`.
fn write_operand(f: &mut Formatter<'_>, operand: &Expr, floor: u8) -> Result {
    if strength(operand) >= floor { write!(f, "{operand}") } else { write!(f, "({operand})") }
}

/// Operators bind to the left: an equal one to the right needs parentheses.
fn write_operators(f: &mut Formatter<'_>, expr: &Expr) -> Result {
    let floor = strength(expr);
    let mut pair = |left: &Expr, sign: &str, right: &Expr| {
        write_operand(f, left, floor)?;
        f.write_str(sign)?;
        write_operand(f, right, floor + 1)
    };
    match &expr.kind {
        ExprKind::And(operands) => write_chain(f, operands, " && ", floor + 1),
        ExprKind::Or(operands) => write_chain(f, operands, " || ", floor + 1),
        ExprKind::Binary { op, left, right } => pair(left, &format!(" {} ", op.value.sign()), right),
        ExprKind::Default { value, default } => pair(value, " ?? ", default),
        ExprKind::In { value, set, negated } => pair(value, if *negated { " !in " } else { " in " }, set),
        ExprKind::Range { low, high, inclusive } => pair(low, if *inclusive { "..=" } else { ".." }, high),
        _ => Ok(()),
    }
}

fn write_chain(f: &mut Formatter<'_>, operands: &[Expr], sign: &str, floor: u8) -> Result {
    for (i, operand) in operands.iter().enumerate() {
        f.write_str(if i > 0 { sign } else { "" })?;
        write_operand(f, operand, floor)?;
    }
    Ok(())
}

/// A minus before a digit belongs to the number, and two of them are another sign.
fn write_negation(f: &mut Formatter<'_>, operand: &Expr) -> Result {
    let is_number = matches!(operand.kind, ExprKind::Int(_) | ExprKind::Num(_));
    let text = operand.to_string();
    let clear = is_number || !text.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    if clear && strength(operand) >= binding::UNARY { write!(f, "-{text}") } else { write!(f, "-({text})") }
}

fn write_items(f: &mut Formatter<'_>, items: &[Expr]) -> Result {
    for (i, item) in items.iter().enumerate() {
        f.write_str(if i > 0 { ", " } else { "" })?;
        write!(f, "{item}")?;
    }
    Ok(())
}

fn write_call(f: &mut Formatter<'_>, name: &str, arguments: &[Expr]) -> Result {
    write!(f, "{name}(")?;
    write_items(f, arguments)?;
    f.write_char(')')
}

fn write_if(f: &mut Formatter<'_>, condition: &Expr, then: &Expr, otherwise: &Expr) -> Result {
    f.write_str("if ")?;
    write_operand(f, condition, binding::OR)?;
    write!(f, " {{ {then} }} else ")?;
    match otherwise.kind {
        ExprKind::If { .. } => write!(f, "{otherwise}"),
        _ => write!(f, "{{ {otherwise} }}"),
    }
}

fn write_switch(f: &mut Formatter<'_>, value: &Expr, arms: &[SwitchArm], otherwise: Option<&Expr>) -> Result {
    f.write_str("switch ")?;
    write_operand(f, value, binding::OR)?;
    f.write_str(" { ")?;
    for (i, arm) in arms.iter().enumerate() {
        f.write_str(if i > 0 { ", " } else { "" })?;
        write_arm(f, arm)?;
    }
    if let Some(result) = otherwise {
        f.write_str(if arms.is_empty() { "_ => " } else { ", _ => " })?;
        write_result(f, result)?;
    }
    f.write_str(" }")
}

fn write_arm(f: &mut Formatter<'_>, arm: &SwitchArm) -> Result {
    for (i, label) in arm.labels.iter().enumerate() {
        f.write_str(if i > 0 { " | " } else { "" })?;
        write_label(f, label)?;
    }
    if let Some(guard) = &arm.guard {
        f.write_str(" if ")?;
        write_operand(f, guard, binding::OR)?;
    }
    f.write_str(" => ")?;
    write_result(f, &arm.result)
}

/// Labels are literals or ranges of literals: nothing in them takes parentheses.
fn write_label(f: &mut Formatter<'_>, label: &Expr) -> Result {
    match &label.kind {
        ExprKind::Range { low, high, inclusive } => {
            write!(f, "{low}{}{high}", if *inclusive { "..=" } else { ".." })
        }
        _ => write!(f, "{label}"),
    }
}

/// After `=>` a sign does not start a number, which shows with the lowest integer only.
fn write_result(f: &mut Formatter<'_>, result: &Expr) -> Result {
    match &result.kind {
        ExprKind::Neg(operand) if is_lowest_integer(operand) => write!(f, "({result})"),
        _ => write!(f, "{result}"),
    }
}

/// A text in double quotes with Rhai's escapes.
fn write_text(f: &mut Formatter<'_>, text: &str) -> Result {
    f.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            c if c.is_control() => write!(f, "\\x{:02X}", u32::from(c))?,
            c => f.write_char(c)?,
        }
    }
    f.write_char('"')
}
