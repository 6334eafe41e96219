//! The parser of expressions: text to an [`ast::Expr`](super::ast::Expr).
//!
//! Comes in: a decoded TOML string and the map to its source. Goes out: the expression, or diagnostics.
//! Promises: precedence and associativity are Rhai 1.27's, and Rhai accepts what this accepts; all spans are
//! bytes of the ruleset's source; one expression gives all its full-width characters and at most one other
//! error; no input overflows the stack, and no expression is deeper than [`limits::EXPRESSION_DEPTH`].

use super::ast::{BinaryOp, Expr, ExprKind};
use super::lex::{Places, Tok, Token};
use super::toml_text::SpanMap;
use super::{fullwidth, gate, lex, slips};
use crate::diagnostic::{Code, Diagnostic};
use crate::limits;
use crate::source::{Span, Spanned};

mod branches;
#[cfg(test)]
mod tests;

/// Reads one expression. Where it has an error, diagnostics are added and nothing is returned.
///
/// ```
/// use rules_core::parse::{expr::parse_expression, toml_text::SpanMap};
/// let text = "amount >= 3000 && !told_family";
/// let mut diagnostics = Vec::new();
/// let expr = parse_expression(text, &SpanMap::identity(text), &mut diagnostics).expect("it is well-formed");
/// assert_eq!(expr.to_string(), text);
///
/// let text = "amount ≥ 3000 &&";
/// assert_eq!(parse_expression(text, &SpanMap::identity(text), &mut diagnostics), None);
/// let messages: Vec<&str> = diagnostics.iter().map(|d| d.message.as_str()).collect();
/// assert_eq!(messages, [
///     "`≥` where `>=` was meant",
///     "expected an operand after `&&`, found the end of the expression",
/// ]);
/// ```
pub fn parse_expression(text: &str, map: &SpanMap, diagnostics: &mut Vec<Diagnostic>) -> Option<Expr> {
    if let Some((at, _)) = text.char_indices().nth(limits::EXPRESSION_CHARS) {
        diagnostics.push(too_long(map.span(at..text.len())));
        return None;
    }
    let before = diagnostics.len();
    let cleaned = fullwidth::clean(text, map, diagnostics);
    let offsets = cleaned.as_ref().map(|cleaned| &cleaned.offsets);
    let read = cleaned.as_ref().map_or(text, |cleaned| cleaned.text.as_str());
    let tokens = lex::tokens(read, Places { map, offsets });
    let mut parser = Parser { tokens: &tokens, at: 0, depth: 0, map, found: None };
    let expr = parser.whole().ok();
    diagnostics.extend(parser.found);
    if diagnostics.len() > before {
        return None;
    }
    if let Some(refusal) = gate::refusal(text) {
        let width = text.get(refusal.offset..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let span = map.span(refusal.offset..refusal.offset + width);
        diagnostics.push(Diagnostic::new(
            Code::E110,
            span,
            format!("Rhai does not accept this: {}", refusal.message),
        ));
        return None;
    }
    expr
}

fn too_long(span: Span) -> Diagnostic {
    let limit = limits::EXPRESSION_CHARS;
    Diagnostic::new(Code::E112, span, format!("an expression has at most {limit} characters"))
        .help("name parts of it as features")
}

/// Binds as strongly as Rhai's operators of the same name; all bind to the left.
pub(super) mod binding {
    use super::BinaryOp;

    pub(in crate::parse) const NONE: u8 = 0;
    pub(in crate::parse) const OR: u8 = 30;
    pub(in crate::parse) const AND: u8 = 60;
    pub(in crate::parse) const EQUALITY: u8 = 90;
    pub(in crate::parse) const IN: u8 = 110;
    pub(in crate::parse) const ORDER: u8 = 130;
    pub(in crate::parse) const DEFAULT: u8 = 135;
    pub(in crate::parse) const RANGE: u8 = 140;
    pub(in crate::parse) const SUM: u8 = 150;
    pub(in crate::parse) const PRODUCT: u8 = 180;
    pub(in crate::parse) const UNARY: u8 = 220;
    pub(in crate::parse) const POSTFIX: u8 = 230;

    /// Of a comparison or an arithmetic operator.
    pub(in crate::parse) fn of(op: BinaryOp) -> u8 {
        match op {
            BinaryOp::Eq | BinaryOp::Ne => EQUALITY,
            BinaryOp::Lt | BinaryOp::Le | BinaryOp::Gt | BinaryOp::Ge => ORDER,
            BinaryOp::Add | BinaryOp::Sub => SUM,
            BinaryOp::Mul | BinaryOp::Div | BinaryOp::Rem => PRODUCT,
        }
    }
}

/// An operator between two operands.
#[derive(Clone, Copy, PartialEq)]
enum Infix {
    Or,
    And,
    In { negated: bool },
    Default,
    Range { inclusive: bool },
    Binary(BinaryOp),
}

impl Infix {
    fn of(tok: &Tok<'_>) -> Option<Self> {
        let sign = match tok {
            Tok::Sym(sign) => sign,
            Tok::Word("in") => return Some(Self::In { negated: false }),
            _ => return None,
        };
        Some(match *sign {
            "||" => Self::Or,
            "&&" => Self::And,
            "!in" => Self::In { negated: true },
            "??" => Self::Default,
            ".." => Self::Range { inclusive: false },
            "..=" => Self::Range { inclusive: true },
            "==" => Self::Binary(BinaryOp::Eq),
            "!=" => Self::Binary(BinaryOp::Ne),
            "<" => Self::Binary(BinaryOp::Lt),
            "<=" => Self::Binary(BinaryOp::Le),
            ">" => Self::Binary(BinaryOp::Gt),
            ">=" => Self::Binary(BinaryOp::Ge),
            "+" => Self::Binary(BinaryOp::Add),
            "-" => Self::Binary(BinaryOp::Sub),
            "*" => Self::Binary(BinaryOp::Mul),
            "/" => Self::Binary(BinaryOp::Div),
            "%" => Self::Binary(BinaryOp::Rem),
            _ => return None,
        })
    }

    fn binding(self) -> u8 {
        match self {
            Self::Or => binding::OR,
            Self::And => binding::AND,
            Self::In { .. } => binding::IN,
            Self::Default => binding::DEFAULT,
            Self::Range { .. } => binding::RANGE,
            Self::Binary(op) => binding::of(op),
        }
    }
}

/// A part that has been read.
struct Node {
    expr: Expr,
    /// Its place with the parentheses around it.
    outer: Span,
    /// Levels of the expression.
    height: usize,
}

/// The parser has found an error and noted it.
struct Stop;

type Parsed<T> = Result<T, Stop>;

struct Parser<'a, 'm> {
    tokens: &'a [Token<'a>],
    at: usize,
    depth: usize,
    map: &'m SpanMap,
    found: Option<Diagnostic>,
}

impl<'a> Parser<'a, '_> {
    /// One expression and nothing after it.
    fn whole(&mut self) -> Parsed<Expr> {
        let node = self.expression()?;
        match self.tok() {
            Some(Tok::End) => Ok(node.expr),
            _ => Err(self.unexpected("an operator or the end of the expression")),
        }
    }

    /// An expression that is a value.
    fn expression(&mut self) -> Parsed<Node> {
        let node = self.operators(binding::NONE)?;
        self.refuse_range(&node.expr)?;
        Ok(node)
    }

    /// Operands joined by operators that bind more strongly than `floor`.
    fn operators(&mut self, floor: u8) -> Parsed<Node> {
        self.deeper(|parser| {
            let mut left = parser.operand()?;
            while let Some(infix) = parser.tok().and_then(Infix::of).filter(|infix| infix.binding() > floor) {
                left = match infix {
                    Infix::And | Infix::Or => parser.chain(left, infix)?,
                    _ => parser.pair(left, infix)?,
                };
            }
            Ok(left)
        })
    }

    /// `left && b && c`: one node for all operands.
    fn chain(&mut self, left: Node, infix: Infix) -> Parsed<Node> {
        self.require_condition(&left.expr)?;
        let (mut outer, mut height) = (left.outer, left.height);
        let mut operands = vec![left.expr];
        while self.tok().and_then(Infix::of) == Some(infix) {
            self.advance();
            let right = self.operators(infix.binding())?;
            self.require_condition(&right.expr)?;
            outer = outer.to(right.outer);
            height = height.max(right.height);
            operands.push(right.expr);
        }
        let kind = if infix == Infix::And { ExprKind::And(operands) } else { ExprKind::Or(operands) };
        self.node(kind, outer, height)
    }

    /// `left` with one operator and its right operand.
    fn pair(&mut self, left: Node, infix: Infix) -> Parsed<Node> {
        self.refuse_range(&left.expr)?;
        let sign = self.span();
        self.advance();
        let right = self.operators(infix.binding())?;
        if !matches!(infix, Infix::In { .. }) {
            self.refuse_range(&right.expr)?;
        }
        let outer = left.outer.to(right.outer);
        let height = left.height.max(right.height);
        let (left, right) = (Box::new(left.expr), Box::new(right.expr));
        let kind = match infix {
            Infix::In { negated } => ExprKind::In { value: left, set: right, negated },
            Infix::Range { inclusive } => ExprKind::Range { low: left, high: right, inclusive },
            Infix::Binary(op) => ExprKind::Binary { op: Spanned::new(op, sign), left, right },
            Infix::Default | Infix::And | Infix::Or => ExprKind::Default { value: left, default: right },
        };
        self.node(kind, outer, height)
    }

    /// An operand with what stands before and after it.
    fn operand(&mut self) -> Parsed<Node> {
        let negation = match self.tok() {
            Some(Tok::Sym("!")) => true,
            Some(Tok::Sym("-")) => false,
            _ => {
                let primary = self.primary()?;
                return self.postfix(primary);
            }
        };
        let start = self.span();
        self.advance();
        let operand = self.deeper(Self::operand)?;
        self.refuse_range(&operand.expr)?;
        let (outer, height) = (start.to(operand.outer), operand.height);
        let operand = Box::new(operand.expr);
        let kind = if negation { ExprKind::Not(operand) } else { ExprKind::Neg(operand) };
        self.node(kind, outer, height)
    }

    fn primary(&mut self) -> Parsed<Node> {
        let (span, next) = (self.span(), self.peek(1).map(|token| &token.tok));
        let kind = match self.tok() {
            Some(Tok::Sign) => return self.signed_number(),
            Some(Tok::Int(value)) => ExprKind::Int(*value),
            Some(Tok::Num(value)) => ExprKind::Num(*value),
            Some(Tok::Text(text)) => ExprKind::Text(text.clone()),
            Some(Tok::Word("true")) => ExprKind::Bool(true),
            Some(Tok::Word("false")) => ExprKind::Bool(false),
            Some(Tok::Word("if")) => return self.deeper(Self::if_else),
            Some(Tok::Word("switch")) => return self.deeper(Self::switch),
            Some(Tok::Name("and" | "or" | "not")) => return Err(self.no_operand()),
            Some(Tok::Name(name)) if next == Some(&Tok::Sym("(")) => return self.call(name),
            Some(Tok::Name(name)) => ExprKind::Name((*name).to_owned()),
            Some(Tok::Sym("(")) if next != Some(&Tok::Sym(")")) => return self.parentheses(),
            Some(Tok::Sym("[")) => return self.list(),
            _ => return Err(self.no_operand()),
        };
        self.advance();
        self.node(kind, span, 0)
    }

    /// A minus and the number right after it.
    fn signed_number(&mut self) -> Parsed<Node> {
        let start = self.span();
        self.advance();
        let number = self.primary()?;
        self.node(ExprKind::Neg(Box::new(number.expr)), start.to(number.outer), number.height)
    }

    fn parentheses(&mut self) -> Parsed<Node> {
        let start = self.advance();
        let inner = self.operators(binding::NONE)?;
        let end = self.close(")", start)?;
        Ok(Node { outer: start.to(end), ..inner })
    }

    fn list(&mut self) -> Parsed<Node> {
        let start = self.advance();
        let (items, end, height) = self.items("]", start)?;
        self.node(ExprKind::List(items), start.to(end), height)
    }

    fn call(&mut self, name: &str) -> Parsed<Node> {
        let function = Spanned::new(name.to_owned(), self.advance());
        let start = self.advance();
        let (arguments, end, height) = self.items(")", start)?;
        let outer = function.span.to(end);
        self.node(ExprKind::Call { function, arguments }, outer, height)
    }

    /// Expressions with commas between them, up to `closer`; a comma may follow the last one.
    fn items(&mut self, closer: &'static str, opener: Span) -> Parsed<(Vec<Expr>, Span, usize)> {
        let (mut items, mut height) = (Vec::new(), 0);
        while self.tok() != Some(&Tok::Sym(closer)) {
            let item = self.expression()?;
            height = height.max(item.height);
            items.push(item.expr);
            match self.tok() {
                Some(Tok::Sym(",")) => {
                    self.advance();
                }
                Some(Tok::Sym(sign)) if *sign == closer => {}
                _ => return Err(self.unclosed(&format!("`,` or `{closer}`"), opener)),
            }
        }
        Ok((items, self.advance(), height))
    }

    /// Properties and methods.
    fn postfix(&mut self, mut node: Node) -> Parsed<Node> {
        while self.tok() == Some(&Tok::Sym(".")) {
            self.refuse_range(&node.expr)?;
            self.advance();
            let Some(Tok::Name(name)) = self.tok() else {
                return Err(self.no_name("the name of a property or method after `.`"));
            };
            let name = Spanned::new((*name).to_owned(), self.advance());
            let receiver = Box::new(node.expr);
            let (kind, end, height) = if self.tok() == Some(&Tok::Sym("(")) {
                let start = self.advance();
                let (arguments, end, height) = self.items(")", start)?;
                (ExprKind::Method { receiver, method: name, arguments }, end, height)
            } else {
                let end = name.span;
                (ExprKind::Property { receiver, property: name }, end, 0)
            };
            node = self.node(kind, node.outer.to(end), node.height.max(height))?;
        }
        Ok(node)
    }
}

/// Errors and bookkeeping.
impl<'a> Parser<'a, '_> {
    fn peek(&self, ahead: usize) -> Option<&'a Token<'a>> {
        self.tokens.get(self.at + ahead)
    }

    fn tok(&self) -> Option<&'a Tok<'a>> {
        self.peek(0).map(|token| &token.tok)
    }

    fn span(&self) -> Span {
        self.peek(0).map_or(self.map.whole(), |token| token.span)
    }

    /// Goes past a token and returns its place.
    fn advance(&mut self) -> Span {
        let span = self.span();
        self.at += 1;
        span
    }

    fn rest(&self) -> &'a [Token<'a>] {
        self.tokens.get(self.at..).unwrap_or_default()
    }

    /// A node over parts of at most the given height.
    fn node(&mut self, kind: ExprKind, span: Span, height: usize) -> Parsed<Node> {
        if height >= limits::EXPRESSION_DEPTH {
            return Err(self.too_deep(span));
        }
        Ok(Node { expr: Expr { kind, span }, outer: span, height: height + 1 })
    }

    /// Reads a part one level down.
    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth >= limits::EXPRESSION_DEPTH {
            let span = self.span();
            return Err(self.too_deep(span));
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    fn close(&mut self, closer: &'static str, opener: Span) -> Parsed<Span> {
        match self.tok() {
            Some(Tok::Sym(sign)) if *sign == closer => Ok(self.advance()),
            _ => Err(self.unclosed(&format!("`{closer}`"), opener)),
        }
    }

    fn stop(&mut self, diagnostic: Diagnostic) -> Stop {
        self.found.get_or_insert(diagnostic);
        Stop
    }

    fn unexpected(&mut self, expected: &str) -> Stop {
        let diagnostic = slips::after_operand(self.rest(), expected, self.map);
        self.stop(diagnostic)
    }

    fn unclosed(&mut self, expected: &str, opener: Span) -> Stop {
        let mut diagnostic = slips::after_operand(self.rest(), expected, self.map);
        if diagnostic.expected.as_deref() == Some(expected) {
            diagnostic = diagnostic.also(opener, "opened here");
        }
        self.stop(diagnostic)
    }

    fn no_operand(&mut self) -> Stop {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        let diagnostic = slips::no_operand(before, self.rest(), self.map);
        self.stop(diagnostic)
    }

    fn no_name(&mut self, expected: &str) -> Stop {
        match self.peek(0) {
            Some(token) => self.stop(slips::no_name(expected, token)),
            None => Stop,
        }
    }

    fn too_deep(&mut self, span: Span) -> Stop {
        let limit = limits::EXPRESSION_DEPTH;
        let message = format!("an expression has at most {limit} levels");
        self.stop(Diagnostic::new(Code::E112, span, message).help("name parts of it as features"))
    }

    /// Ranges are no values: they stand after `in` and as labels only.
    fn refuse_range(&mut self, expr: &Expr) -> Parsed<()> {
        if !matches!(expr.kind, ExprKind::Range { .. }) {
            return Ok(());
        }
        let message = "a range stands only after `in` or as a label of `switch`";
        Err(self.stop(Diagnostic::new(Code::E117, expr.span, message).help("write `x in a..b`")))
    }

    /// Rhai refuses literals that are no truth values where one is needed.
    fn require_condition(&mut self, expr: &Expr) -> Parsed<()> {
        self.refuse_range(expr)?;
        let Some(found) = literal_kind(expr) else { return Ok(()) };
        let message = format!("expected true or false, found {found}");
        Err(self.stop(Diagnostic::new(Code::E202, expr.span, message).expected("true or false", found)))
    }
}

/// What a literal is that is neither true nor false.
fn literal_kind(expr: &Expr) -> Option<&'static str> {
    match &expr.kind {
        ExprKind::Int(_) | ExprKind::Num(_) => Some("a number"),
        ExprKind::Text(_) => Some("a text"),
        ExprKind::List(_) => Some("a list"),
        ExprKind::Neg(inner) if is_number(inner) => Some("a number"),
        _ => None,
    }
}

fn is_number(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Int(_) | ExprKind::Num(_) => true,
        ExprKind::Neg(inner) => is_number(inner),
        _ => false,
    }
}
