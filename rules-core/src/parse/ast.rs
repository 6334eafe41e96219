//! An expression as written: names are not resolved, nothing is typed. Every node has its exact bytes.

use crate::source::{Span, Spanned};

/// An expression with its place in the ruleset's source.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// From its first to its last byte; parentheses around it are not part of it.
    pub span: Span,
}

/// A binary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is its sign")]
pub enum BinaryOp {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    Add,
    Sub,
    Mul,
    Div,
    Rem,
}

impl BinaryOp {
    /// The operator as it is written.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Eq => "==",
            Self::Ne => "!=",
            Self::Lt => "<",
            Self::Le => "<=",
            Self::Gt => ">",
            Self::Ge => ">=",
            Self::Add => "+",
            Self::Sub => "-",
            Self::Mul => "*",
            Self::Div => "/",
            Self::Rem => "%",
        }
    }
}

/// What an expression is.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// `true` or `false`.
    Bool(bool),
    /// An integer as its source digits, underscores removed; a sign is a [`ExprKind::Neg`] around it.
    /// The value is held as `i128` so that `-9223372036854775808` can be told from an overflow.
    Int(i128),
    /// A number with a point or an exponent.
    Num(f64),
    /// A text in double quotes or backticks, escapes decoded.
    Text(String),
    /// A name.
    Name(String),
    /// `[a, b]`.
    List(Vec<Expr>),
    /// `a..b` or `a..=b` (only after `in`).
    Range {
        /// First value.
        low: Box<Expr>,
        /// Last value.
        high: Box<Expr>,
        /// Whether the last value is in it.
        inclusive: bool,
    },
    /// `!a`.
    Not(Box<Expr>),
    /// `-a`.
    Neg(Box<Expr>),
    /// `a && b && c`, flat, two or more.
    And(Vec<Expr>),
    /// `a || b || c`, flat, two or more.
    Or(Vec<Expr>),
    /// Comparison or arithmetic.
    Binary {
        /// The operator, with its place.
        op: Spanned<BinaryOp>,
        /// Left operand.
        left: Box<Expr>,
        /// Right operand.
        right: Box<Expr>,
    },
    /// `a ?? b`.
    Default {
        /// What may be unknown.
        value: Box<Expr>,
        /// What stands for it then.
        default: Box<Expr>,
    },
    /// `a in b` or `a !in b`.
    In {
        /// The value sought.
        value: Box<Expr>,
        /// List, range, name or text.
        set: Box<Expr>,
        /// `!in`.
        negated: bool,
    },
    /// `if c { a } else { b }`; `else` is required, `else if` nests.
    If {
        /// The condition.
        condition: Box<Expr>,
        /// Where it is true.
        then: Box<Expr>,
        /// Where it is false.
        otherwise: Box<Expr>,
    },
    /// `switch x { 1 | 2 => a, 3..=5 => b, _ => c }`.
    Switch {
        /// The value looked up.
        value: Box<Expr>,
        /// Labels (literals or ranges), an optional `if` guard, and the result.
        arms: Vec<SwitchArm>,
        /// `_ => …`.
        otherwise: Option<Box<Expr>>,
    },
    /// `f(a, b)`.
    Call {
        /// The function's name.
        function: Spanned<String>,
        /// Its arguments.
        arguments: Vec<Expr>,
    },
    /// `a.f(b)`.
    Method {
        /// What the method is called on.
        receiver: Box<Expr>,
        /// The method's name.
        method: Spanned<String>,
        /// Its arguments.
        arguments: Vec<Expr>,
    },
    /// `a.b`.
    Property {
        /// What the property is read of.
        receiver: Box<Expr>,
        /// The property's name.
        property: Spanned<String>,
    },
}

/// One arm of a `switch`.
#[derive(Clone, Debug, PartialEq)]
pub struct SwitchArm {
    /// Literals, or ranges of integers.
    pub labels: Vec<Expr>,
    /// `if …` after the labels.
    pub guard: Option<Expr>,
    /// What the arm gives.
    pub result: Expr,
}

impl Expr {
    /// The parts, in the order in which they are written.
    #[must_use]
    pub fn children(&self) -> Vec<&Expr> {
        match &self.kind {
            ExprKind::Bool(_)
            | ExprKind::Int(_)
            | ExprKind::Num(_)
            | ExprKind::Text(_)
            | ExprKind::Name(_) => Vec::new(),
            ExprKind::List(all) | ExprKind::And(all) | ExprKind::Or(all) => all.iter().collect(),
            ExprKind::Not(a) | ExprKind::Neg(a) => vec![a],
            ExprKind::Range { low: a, high: b, .. }
            | ExprKind::Binary { left: a, right: b, .. }
            | ExprKind::Default { value: a, default: b }
            | ExprKind::In { value: a, set: b, .. } => vec![a, b],
            ExprKind::If { condition, then, otherwise } => vec![condition, then, otherwise],
            ExprKind::Switch { value, arms, otherwise } => {
                let arms = arms.iter().flat_map(SwitchArm::children);
                let value: &Expr = value;
                std::iter::once(value).chain(arms).chain(otherwise.as_deref()).collect()
            }
            ExprKind::Call { arguments, .. } => arguments.iter().collect(),
            ExprKind::Method { receiver, arguments, .. } => {
                let receiver: &Expr = receiver;
                std::iter::once(receiver).chain(arguments).collect()
            }
            ExprKind::Property { receiver, .. } => vec![receiver],
        }
    }
}

impl SwitchArm {
    fn children(&self) -> impl Iterator<Item = &Expr> {
        self.labels.iter().chain(&self.guard).chain(std::iter::once(&self.result))
    }
}
