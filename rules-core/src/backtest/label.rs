//! What makes a row a positive: a condition over its columns.
//!
//! Comes in: an expression in the ruleset language, read by the core's own parser. Goes out: for each row
//! true, false, or why it has no label. Columns have no declared type, so a comparison takes it from the value
//! on its other side; what cannot be told apart then, as two columns compared with each other, is refused.
//! Unknown is Kleene's, as in rules; a column of another type is an error of its row, never `false`.

use super::cells::bool_of;
use super::reason::{Lack, Reason};
use super::row::{Row, Value, number_of};
use crate::parse::ast::{BinaryOp, Expr, ExprKind};
use crate::parse::expr::parse_expression;
use crate::parse::toml_text::SpanMap;
use crate::source::Span;
use std::collections::BTreeSet;

/// What may stand in a label.
const EXPECTED: &str = "columns are compared with values by == != < <= > >=, sought `in` a list, or stand alone \
                        as bools, joined by && || ! and parentheses";

/// Below it every whole number is an `f64`.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A column's name, and the members it leads into.
type Column = Vec<String>;

/// A condition over the columns of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    condition: Condition,
    /// The columns it reads.
    columns: BTreeSet<Column>,
}

#[derive(Clone, Debug, PartialEq)]
enum Condition {
    Constant(bool),
    Flag(Column),
    Compare(Column, BinaryOp, Literal),
    In(Column, Vec<Literal>),
    Not(Box<Condition>),
    And(Vec<Condition>),
    Or(Vec<Condition>),
}

#[derive(Clone, Debug, PartialEq)]
enum Literal {
    Bool(bool),
    Number(f64),
    Text(String),
}

/// Why an expression is no label, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelError {
    /// What is wrong.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What to do.
    pub help: Option<String>,
}

impl LabelError {
    fn new(span: Span, message: impl Into<String>) -> Self {
        Self { message: message.into(), span, help: None }
    }

    fn help(self, text: impl Into<String>) -> Self {
        Self { help: Some(text.into()), ..self }
    }
}

impl Label {
    /// Reads an expression; all that is wrong with it otherwise.
    pub fn parse(text: &str) -> Result<Self, Vec<LabelError>> {
        let mut diagnostics = Vec::new();
        let Some(expr) = parse_expression(text, &SpanMap::identity(text), &mut diagnostics) else {
            let errors = diagnostics.into_iter().map(|it| LabelError {
                message: it.message,
                span: it.span,
                help: it.help,
            });
            return Err(errors.collect());
        };
        let mut columns = BTreeSet::new();
        let condition = condition(&expr, &mut columns).map_err(|error| vec![error])?;
        if columns.is_empty() {
            let error = LabelError::new(expr.span, "the label names no column: every row would be the same");
            return Err(vec![error.help(EXPECTED)]);
        }
        Ok(Self { condition, columns })
    }

    /// The columns that it reads.
    pub fn columns(&self) -> impl Iterator<Item = &[String]> {
        self.columns.iter().map(Vec::as_slice)
    }

    /// Whether a row is a positive; otherwise why it has no label.
    pub fn of(&self, row: &Row<'_>) -> Result<bool, Reason> {
        self.condition.truth(row)?.ok_or_else(|| {
            let unknown = self.columns.iter().filter(|column| row.value(column) == Value::Unknown);
            let names: Vec<String> = unknown.map(|column| format!("`{}`", column.join("."))).collect();
            let verb = if names.len() == 1 { "is" } else { "are" };
            Reason::new(
                Lack::Label,
                format!("no label: {} {verb} absent, empty or null", names.join(" and ")),
            )
        })
    }
}

fn condition(expr: &Expr, columns: &mut BTreeSet<Column>) -> Result<Condition, LabelError> {
    let all = |parts: &[Expr], columns: &mut BTreeSet<Column>| {
        parts.iter().map(|part| condition(part, columns)).collect::<Result<Vec<_>, _>>()
    };
    match &expr.kind {
        ExprKind::Bool(value) => Ok(Condition::Constant(*value)),
        ExprKind::Not(inner) => Ok(Condition::Not(Box::new(condition(inner, columns)?))),
        ExprKind::And(parts) => Ok(Condition::And(all(parts, columns)?)),
        ExprKind::Or(parts) => Ok(Condition::Or(all(parts, columns)?)),
        ExprKind::Binary { op, left, right } => comparison(expr, op.value, left, right, columns),
        ExprKind::In { value, set, negated } => {
            let sought = Condition::In(noted(column(value)?, columns), literals(set)?);
            Ok(if *negated { Condition::Not(Box::new(sought)) } else { sought })
        }
        _ => Ok(Condition::Flag(noted(column(expr)?, columns))),
    }
}

fn noted(column: Column, columns: &mut BTreeSet<Column>) -> Column {
    columns.insert(column.clone());
    column
}

fn comparison(
    whole: &Expr,
    op: BinaryOp,
    left: &Expr,
    right: &Expr,
    columns: &mut BTreeSet<Column>,
) -> Result<Condition, LabelError> {
    let turned = match op {
        BinaryOp::Eq | BinaryOp::Ne => op,
        BinaryOp::Lt => BinaryOp::Gt,
        BinaryOp::Le => BinaryOp::Ge,
        BinaryOp::Gt => BinaryOp::Lt,
        BinaryOp::Ge => BinaryOp::Le,
        _ => {
            let message = format!("a label compares columns as they are, found `{whole}`");
            return Err(LabelError::new(whole.span, message).help(EXPECTED));
        }
    };
    let (column, op, value, place) = match (literal(left), literal(right)) {
        (None, Some(value)) => (column(left)?, op, value, right),
        (Some(value), None) => (column(right)?, turned, value, left),
        (Some(_), Some(_)) => {
            return Err(LabelError::new(whole.span, "two values are compared, and no column").help(EXPECTED));
        }
        (None, None) => {
            // What is no column either is the mistake to be told first.
            column(left)?;
            column(right)?;
            let message = "two columns are compared: columns have no type of their own";
            return Err(LabelError::new(whole.span, message).help("compare each with a value"));
        }
    };
    exact(&value, place)?;
    if !matches!(op, BinaryOp::Eq | BinaryOp::Ne) && !matches!(value, Literal::Number(_)) {
        let message = format!("only numbers are compared by `{}`, found `{place}`", op.sign());
        return Err(LabelError::new(place.span, message).help("compare it by == or !="));
    }
    Ok(Condition::Compare(noted(column, columns), op, value))
}

/// A column: `grade`, `report.grade`, or `column("损坏 等级")`.
fn column(expr: &Expr) -> Result<Column, LabelError> {
    match &expr.kind {
        ExprKind::Name(name) => Ok(vec![name.clone()]),
        ExprKind::Property { receiver, property } => {
            let mut path = column(receiver)?;
            path.push(property.value.clone());
            Ok(path)
        }
        ExprKind::Call { function, arguments } if function.value == "column" => match arguments.as_slice() {
            [Expr { kind: ExprKind::Text(name), .. }] => Ok(vec![name.clone()]),
            _ => {
                let message = "expected one name in quotes, as in `column(\"grade\")`";
                Err(LabelError::new(expr.span, message))
            }
        },
        _ => {
            let message = format!("expected the name of a column, found `{expr}`");
            Err(LabelError::new(expr.span, message).help(EXPECTED))
        }
    }
}

fn literals(set: &Expr) -> Result<Vec<Literal>, LabelError> {
    let ExprKind::List(items) = &set.kind else {
        let message = format!("expected a list of values such as `[\"1\", \"2\"]`, found `{set}`");
        return Err(LabelError::new(set.span, message));
    };
    let value = |item: &Expr| {
        let refused =
            || LabelError::new(item.span, format!("expected a text, a number or a bool, found `{item}`"));
        let value = literal(item).ok_or_else(refused)?;
        exact(&value, item).map(|()| value)
    };
    let values = items.iter().map(value).collect::<Result<Vec<_>, _>>()?;
    let kinds = values.windows(2).find(|pair| !matches!(pair, [first, second] if first.same_kind(second)));
    match (values.is_empty(), kinds) {
        (true, _) => Err(LabelError::new(set.span, "nothing is in an empty list")),
        (false, Some(_)) => Err(LabelError::new(set.span, "the values of a list are of one type")),
        (false, None) => Ok(values),
    }
}

/// Refuses a number that others could be mistaken for.
fn exact(value: &Literal, place: &Expr) -> Result<(), LabelError> {
    match value {
        Literal::Number(number) if number.abs() >= EXACT => {
            let message = format!("`{place}` is too large to be told from its neighbours");
            Err(LabelError::new(place.span, message).help("numbers are exact below 9007199254740992"))
        }
        _ => Ok(()),
    }
}

fn literal(expr: &Expr) -> Option<Literal> {
    match &expr.kind {
        ExprKind::Bool(value) => Some(Literal::Bool(*value)),
        ExprKind::Int(value) => Some(Literal::Number(*value as f64)),
        ExprKind::Num(value) => Some(Literal::Number(*value)),
        ExprKind::Text(value) => Some(Literal::Text(value.clone())),
        ExprKind::Neg(inner) => match literal(inner)? {
            Literal::Number(value) => Some(Literal::Number(-value)),
            Literal::Bool(_) | Literal::Text(_) => None,
        },
        _ => None,
    }
}

impl Literal {
    fn same_kind(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    fn word(&self) -> &'static str {
        match self {
            Self::Bool(_) => "a bool",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
        }
    }

    /// What a column holds, as a value of the same type; none where it is unknown.
    fn like(&self, column: &[String], row: &Row<'_>) -> Result<Option<Self>, Reason> {
        let value = row.value(column);
        let read = match (self, &value) {
            (_, Value::Unknown) => return Ok(None),
            (Self::Bool(_), Value::Bool(value)) => Some(Self::Bool(*value)),
            (Self::Bool(_), Value::Cell(cell)) => bool_of(cell.trim()).map(Self::Bool),
            (Self::Number(_), Value::Number(text) | Value::Cell(text)) => number_of(text).map(Self::Number),
            (Self::Text(_), Value::Cell(cell)) => Some(Self::Text(cell.trim().to_owned())),
            (Self::Text(_), Value::Text(text)) => Some(Self::Text(text.clone())),
            _ => None,
        };
        match read {
            Some(read) => Ok(Some(read)),
            None => {
                let why = format!("no label: `{}`: expected {}", column.join("."), self.word());
                Err(Reason::found(Lack::Label, why, value.shown()))
            }
        }
    }
}

impl Condition {
    /// Kleene's truth of the condition, none where it is unknown.
    fn truth(&self, row: &Row<'_>) -> Result<Option<bool>, Reason> {
        match self {
            Self::Constant(value) => Ok(Some(*value)),
            Self::Flag(column) => {
                let value = Literal::Bool(true).like(column, row)?;
                Ok(value.map(|value| value == Literal::Bool(true)))
            }
            Self::Compare(column, op, value) => {
                let found = value.like(column, row)?;
                Ok(found.map(|found| compare(&found, *op, value)))
            }
            Self::In(column, values) => {
                let Some(first) = values.first() else { return Ok(Some(false)) };
                Ok(first.like(column, row)?.map(|found| values.contains(&found)))
            }
            Self::Not(inner) => Ok(inner.truth(row)?.map(|truth| !truth)),
            Self::And(parts) => joined(parts, row, false),
            Self::Or(parts) => joined(parts, row, true),
        }
    }
}

/// All parts joined: one of them `decides`, else an unknown one leaves it unknown.
fn joined(parts: &[Condition], row: &Row<'_>, decides: bool) -> Result<Option<bool>, Reason> {
    let truths = parts.iter().map(|part| part.truth(row)).collect::<Result<Vec<_>, _>>()?;
    Ok(if truths.contains(&Some(decides)) {
        Some(decides)
    } else if truths.contains(&None) {
        None
    } else {
        Some(!decides)
    })
}

fn compare(found: &Literal, op: BinaryOp, value: &Literal) -> bool {
    match (op, found, value) {
        (BinaryOp::Eq, ..) => found == value,
        (BinaryOp::Ne, ..) => found != value,
        (BinaryOp::Lt, Literal::Number(found), Literal::Number(value)) => found < value,
        (BinaryOp::Le, Literal::Number(found), Literal::Number(value)) => found <= value,
        (BinaryOp::Gt, Literal::Number(found), Literal::Number(value)) => found > value,
        (BinaryOp::Ge, Literal::Number(found), Literal::Number(value)) => found >= value,
        // INVARIANT(order): the parser orders numbers only, and has no arithmetic.
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(label: &str, row: &str, from_csv: bool) -> Result<bool, String> {
        let row = Row::new(row.as_bytes(), from_csv).unwrap();
        Label::parse(label).unwrap().of(&row).map_err(|reason| reason.to_string())
    }

    #[test]
    fn comparisons_join_by_kleenes_logic() {
        let row = r#"{"grade": 4, "kind": "FR", "told": true, "none": null, "out": {"fraud": false}}"#;
        for (label, expected) in [
            ("grade >= 4", true),
            ("grade > 4", false),
            ("4 < grade", false),
            ("4.0 <= grade", true),
            ("grade == -4", false),
            ("kind == \"FR\" && told", true),
            ("kind != \"FR\" || !told", false),
            ("kind in [\"AD\", \"FR\"]", true),
            ("kind !in [\"AD\", \"FR\"]", false),
            ("grade in [1, 4]", true),
            ("told == false", false),
            ("out.fraud || column(\"grade\") == 4", true),
            ("none == 1 || told", true),
            ("none == 1 && !told", false),
            ("(grade == 1 || grade == 4) && true", true),
        ] {
            assert_eq!(of(label, row, false), Ok(expected), "{label}");
        }
        assert_eq!(
            of("none == 1 && gone", row, false).unwrap_err(),
            "no label: `gone` and `none` are absent, empty or null"
        );
    }

    #[test]
    fn cells_of_csv_are_read_as_what_they_are_compared_with() {
        let row = r#"{"grade": " 4", "tier": "2", "told": "是", "损坏 等级": "重", "a.b": "x"}"#;
        for label in ["grade >= 4", "tier == \"2\"", "tier == 2", "told", "told == true", "a.b == \"x\""] {
            assert_eq!(of(label, row, true), Ok(true), "{label}");
        }
        assert_eq!(of("column(\"损坏 等级\") == \"重\"", row, true), Ok(true));
        assert_eq!(of("tier", row, true).unwrap_err(), "no label: `tier`: expected a bool, found \"2\"");
        assert_eq!(of("gone == 1", row, true).unwrap_err(), "no label: `gone` is absent, empty or null");
    }

    #[test]
    fn another_type_is_an_error_of_its_row_and_never_false() {
        let row = r#"{"tier": 2, "kind": "FR", "list": [1]}"#;
        for (label, expected) in [
            ("tier == \"2\"", "no label: `tier`: expected a text, found 2"),
            ("kind == 2", "no label: `kind`: expected a number, found \"FR\""),
            ("kind", "no label: `kind`: expected a bool, found \"FR\""),
            ("list in [1]", "no label: `list`: expected a number, found [1]"),
            ("tier == 2 || kind == 2", "no label: `kind`: expected a number, found \"FR\""),
        ] {
            assert_eq!(of(label, row, false).unwrap_err(), expected, "{label}");
        }
    }

    #[test]
    fn what_is_no_label_is_refused_with_its_place() {
        for (label, message, place) in [
            ("grade + 1 == 5", "expected the name of a column, found `grade + 1`", "grade + 1"),
            ("grade + 1", "a label compares columns as they are, found `grade + 1`", "grade + 1"),
            ("a == b", "two columns are compared: columns have no type of their own", "a == b"),
            ("1 == 2", "two values are compared, and no column", "1 == 2"),
            ("kind < \"b\"", "only numbers are compared by `<`, found `\"b\"`", "\"b\""),
            ("true", "the label names no column: every row would be the same", "true"),
            ("a in 1..3", "expected a list of values such as `[\"1\", \"2\"]`, found `1..3`", "1..3"),
            ("a in [1, \"1\"]", "the values of a list are of one type", "[1, \"1\"]"),
            (
                "a == 9007199254740993",
                "`9007199254740993` is too large to be told from its neighbours",
                "9007199254740993",
            ),
            ("a in []", "nothing is in an empty list", "[]"),
            ("column(a)", "expected one name in quotes, as in `column(\"grade\")`", "column(a)"),
            ("lower(a) == \"x\"", "expected the name of a column, found `lower(a)`", "lower(a)"),
            ("grade ≥ 4", "`≥` where `>=` was meant", "≥"),
        ] {
            let errors = Label::parse(label).unwrap_err();
            assert_eq!(errors[0].message, message, "{label}");
            assert_eq!(label.get(errors[0].span.range()), Some(place), "{label}");
        }
        assert!(!Label::parse("kind = \"FR\"").unwrap_err().is_empty());
        assert!(!Label::parse("").unwrap_err().is_empty());
    }
}
