//! Prefix arrays of JSON in, a condition as a tree out, and back: `["and", "$payee_new", [">", "$amount", 5.0]]`.
//!
//! Every variant of the workload is either written by hand or printed from this tree, so that all of them
//! test the same things.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};

/// A condition, or an operand of one.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// The value of a field.
    Field(String),
    /// An integer.
    Integer(i64),
    /// A number that is written with a point.
    Number(f64),
    /// The name of an enum value.
    Word(String),
    /// True if all are.
    And(Vec<Expr>),
    /// True if one is.
    Or(Vec<Expr>),
    /// True if the operand is not.
    Not(Box<Expr>),
    /// The field is present.
    Has(String),
    /// The field's value is one of these enum values.
    In(String, Vec<String>),
    /// The text contains at least one of these phrases.
    Any(String, Vec<String>),
    /// The text contains a match of the pattern.
    Match(String, String),
    /// The local hour, 0 to 23, written in a date and time.
    Hour(String),
    /// `> >= < <= == !=` give a truth value, `+ - * /` a number.
    Binary(Operator, Box<Expr>, Box<Expr>),
}

/// An operator of two operands.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(missing_docs, reason = "each is the operator of its name")]
pub enum Operator {
    Greater,
    AtLeast,
    Less,
    AtMost,
    Equal,
    NotEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
}

const OPERATORS: [(Operator, &str); 10] = [
    (Operator::Greater, ">"),
    (Operator::AtLeast, ">="),
    (Operator::Less, "<"),
    (Operator::AtMost, "<="),
    (Operator::Equal, "=="),
    (Operator::NotEqual, "!="),
    (Operator::Add, "+"),
    (Operator::Subtract, "-"),
    (Operator::Multiply, "*"),
    (Operator::Divide, "/"),
];

impl Operator {
    /// How the operator is written, in this workload, in Rhai and in Shao alike.
    pub fn symbol(self) -> &'static str {
        OPERATORS.iter().find(|(operator, _)| *operator == self).map_or("", |(_, symbol)| symbol)
    }

    /// True for `+ - * /`.
    pub fn is_arithmetic(self) -> bool {
        matches!(self, Self::Add | Self::Subtract | Self::Multiply | Self::Divide)
    }
}

impl Expr {
    /// The tree that a value in prefix form stands for, or nothing if it is in no such form.
    pub fn from_json(value: &Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(match text.strip_prefix('$') {
                Some(field) => Self::Field(field.into()),
                None => Self::Word(text.clone()),
            }),
            Value::Number(number) => match number.as_i64() {
                Some(integer) => Some(Self::Integer(integer)),
                None => number.as_f64().map(Self::Number),
            },
            Value::Array(parts) => {
                let (head, operands) = parts.split_first()?;
                Self::call(head.as_str()?, operands)
            }
            Value::Null | Value::Bool(_) | Value::Object(_) => None,
        }
    }

    fn call(head: &str, operands: &[Value]) -> Option<Self> {
        match (head, operands) {
            ("and", _) => operands.iter().map(Self::from_json).collect::<Option<_>>().map(Self::And),
            ("or", _) => operands.iter().map(Self::from_json).collect::<Option<_>>().map(Self::Or),
            ("not", [operand]) => Some(Self::Not(Box::new(Self::from_json(operand)?))),
            ("has", [field]) => Some(Self::Has(field_name(field)?)),
            ("in", [field, words]) => Some(Self::In(field_name(field)?, strings(words)?)),
            ("any", [field, phrases]) => Some(Self::Any(field_name(field)?, strings(phrases)?)),
            ("match", [field, pattern]) => Some(Self::Match(field_name(field)?, pattern.as_str()?.into())),
            ("hour", [field]) => Some(Self::Hour(field_name(field)?)),
            (symbol, [left, right]) => {
                let (operator, _) = OPERATORS.iter().find(|(_, written)| *written == symbol)?;
                let (left, right) = (Self::from_json(left)?, Self::from_json(right)?);
                Some(Self::Binary(*operator, Box::new(left), Box::new(right)))
            }
            _ => None,
        }
    }

    /// The prefix form.
    pub fn to_json(&self) -> Value {
        let named = |name: &str| format!("${name}");
        match self {
            Self::Field(name) => json!(named(name)),
            Self::Integer(integer) => json!(integer),
            Self::Number(number) => json!(number),
            Self::Word(word) => json!(word),
            Self::And(operands) => prefix("and", operands),
            Self::Or(operands) => prefix("or", operands),
            Self::Not(operand) => json!(["not", operand.to_json()]),
            Self::Has(field) => json!(["has", named(field)]),
            Self::In(field, words) => json!(["in", named(field), words]),
            Self::Any(field, phrases) => json!(["any", named(field), phrases]),
            Self::Match(field, pattern) => json!(["match", named(field), pattern]),
            Self::Hour(field) => json!(["hour", named(field)]),
            Self::Binary(operator, left, right) => {
                json!([operator.symbol(), left.to_json(), right.to_json()])
            }
        }
    }

    /// Calls `visit` with this expression and everything in it, outermost first, in written order.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Expr)) {
        visit(self);
        match self {
            Self::And(operands) | Self::Or(operands) => {
                for operand in operands {
                    operand.walk(visit);
                }
            }
            Self::Not(operand) => operand.walk(visit),
            Self::Binary(_, left, right) => {
                left.walk(visit);
                right.walk(visit);
            }
            Self::Field(_) | Self::Integer(_) | Self::Number(_) | Self::Word(_) | Self::Has(_) => {}
            Self::In(..) | Self::Any(..) | Self::Match(..) | Self::Hour(_) => {}
        }
    }
}

fn prefix(head: &str, operands: &[Expr]) -> Value {
    let mut parts = vec![json!(head)];
    parts.extend(operands.iter().map(Expr::to_json));
    Value::Array(parts)
}

fn field_name(value: &Value) -> Option<String> {
    Some(value.as_str()?.strip_prefix('$')?.into())
}

fn strings(value: &Value) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|item| item.as_str().map(Into::into)).collect()
}

impl<'de> Deserialize<'de> for Expr {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Self::from_json(&value).ok_or_else(|| D::Error::custom(format!("not a condition: {value}")))
    }
}

impl Serialize for Expr {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}
