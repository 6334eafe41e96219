//! A condition and an incident in, whether it is true out: plain and slow, to choose the rules of the scaling
//! family and to check the faster variants against.

use regex::Regex;
use std::cmp::Ordering;

use super::expr::{Expr, Operator};
use super::incident::Incident;

/// What an operand is on an incident.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Operand<'a> {
    Absent,
    Bool(bool),
    Number(f64),
    Text(&'a str),
}

/// Whether the condition is true of the incident. Where an operand does not fit, it is not.
pub fn fires(when: &Expr, incident: &Incident) -> bool {
    operand(when, incident) == Operand::Bool(true)
}

fn operand<'a>(expr: &'a Expr, incident: &'a Incident) -> Operand<'a> {
    match expr {
        Expr::Field(name) => field(incident, name),
        Expr::Integer(integer) => Operand::Number(*integer as f64),
        Expr::Number(number) => Operand::Number(*number),
        Expr::Word(word) => Operand::Text(word),
        Expr::And(operands) => Operand::Bool(operands.iter().all(|each| fires(each, incident))),
        Expr::Or(operands) => Operand::Bool(operands.iter().any(|each| fires(each, incident))),
        Expr::Not(operand) => Operand::Bool(!fires(operand, incident)),
        Expr::Has(name) => Operand::Bool(field(incident, name) != Operand::Absent),
        Expr::In(name, words) => Operand::Bool(words.iter().any(|word| text(incident, name) == word)),
        Expr::Any(name, phrases) => {
            Operand::Bool(phrases.iter().any(|phrase| text(incident, name).contains(phrase)))
        }
        Expr::Match(name, pattern) => {
            Operand::Bool(Regex::new(pattern).is_ok_and(|pattern| pattern.is_match(text(incident, name))))
        }
        Expr::Hour(name) => text(incident, name)
            .get(11..13)
            .and_then(|hour| hour.parse().ok())
            .map_or(Operand::Absent, Operand::Number),
        Expr::Binary(operator, left, right) => {
            binary(*operator, operand(left, incident), operand(right, incident))
        }
    }
}

fn binary<'a>(operator: Operator, left: Operand<'a>, right: Operand<'a>) -> Operand<'a> {
    match (left, right) {
        (Operand::Number(left), Operand::Number(right)) if operator.is_arithmetic() => {
            Operand::Number(match operator {
                Operator::Add => left + right,
                Operator::Subtract => left - right,
                Operator::Multiply => left * right,
                _ => left / right,
            })
        }
        (Operand::Number(left), Operand::Number(right)) => ordered(operator, left.partial_cmp(&right)),
        (Operand::Text(left), Operand::Text(right)) => ordered(operator, Some(left.cmp(right))),
        _ => Operand::Absent,
    }
}

fn ordered(operator: Operator, order: Option<Ordering>) -> Operand<'static> {
    let Some(order) = order else { return Operand::Absent };
    Operand::Bool(match operator {
        Operator::Greater => order.is_gt(),
        Operator::AtLeast => order.is_ge(),
        Operator::Less => order.is_lt(),
        Operator::AtMost => order.is_le(),
        Operator::Equal => order.is_eq(),
        _ => order.is_ne(),
    })
}

fn text<'a>(incident: &'a Incident, name: &str) -> &'a str {
    match field(incident, name) {
        Operand::Text(text) => text,
        _ => "",
    }
}

fn field<'a>(incident: &'a Incident, name: &str) -> Operand<'a> {
    match name {
        "channel" => Operand::Text(incident.channel),
        "amount" => Operand::Number(incident.amount),
        "monthly_income" => incident.monthly_income.map_or(Operand::Absent, Operand::Number),
        "payee_new" => Operand::Bool(incident.payee_new),
        "payee_type" => Operand::Text(incident.payee_type),
        "hours_since_contact" => Operand::Number(incident.hours_since_contact),
        "victim_age" => Operand::Number(incident.victim_age as f64),
        "remote_control" => Operand::Bool(incident.remote_control),
        "screen_share" => Operand::Bool(incident.screen_share),
        "asked_code" => Operand::Bool(incident.asked_code),
        "claimed_role" => Operand::Text(incident.claimed_role),
        "prior_reports_same_number" => Operand::Number(incident.prior_reports_same_number as f64),
        "reported_at" => Operand::Text(&incident.reported_at),
        "grid_id" => Operand::Text(&incident.grid_id),
        "narrative" => Operand::Text(&incident.narrative),
        _ => Operand::Absent,
    }
}
