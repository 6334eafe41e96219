//! `if … else` and `switch`.

use super::{Node, Parsed, Parser, Stop, is_number};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::ast::{Expr, ExprKind, SwitchArm};
use crate::parse::lex::Tok;
use crate::parse::slips;
use crate::source::Span;

impl Parser<'_, '_> {
    pub(super) fn if_else(&mut self) -> Parsed<Node> {
        let start = self.advance();
        let condition = self.expression()?;
        self.require_condition(&condition.expr)?;
        let (then, then_end) = self.block("after the condition")?;
        if self.tok() != Some(&Tok::Word("else")) {
            return Err(self.no_else(start, then_end));
        }
        self.advance();
        let (otherwise, end) = match self.tok() {
            Some(Tok::Word("if")) => {
                let nested = self.deeper(Self::if_else)?;
                let end = nested.outer;
                (nested, end)
            }
            _ => self.block("after `else`")?,
        };
        let height = condition.height.max(then.height).max(otherwise.height);
        let kind = ExprKind::If {
            condition: Box::new(condition.expr),
            then: Box::new(then.expr),
            otherwise: Box::new(otherwise.expr),
        };
        self.node(kind, start.to(end), height)
    }

    /// `{ expression }`, and the place of its closing brace.
    fn block(&mut self, place: &str) -> Parsed<(Node, Span)> {
        if self.tok() != Some(&Tok::Sym("{")) {
            return Err(self.unexpected(&format!("`{{` {place}")));
        }
        let start = self.advance();
        let node = self.expression()?;
        let end = self.close("}", start)?;
        Ok((node, end))
    }

    pub(super) fn switch(&mut self) -> Parsed<Node> {
        let start = self.advance();
        let value = self.expression()?;
        if self.tok() != Some(&Tok::Sym("{")) {
            return Err(self.unexpected("`{` after the value of `switch`"));
        }
        let opener = self.advance();
        let (mut arms, mut otherwise, mut height) = (Vec::new(), None, value.height);
        let mut ranges = false;
        while self.tok() != Some(&Tok::Sym("}")) || arms.is_empty() && otherwise.is_none() {
            if self.tok() == Some(&Tok::Sym("_")) {
                let result = self.default_arm()?;
                height = height.max(result.height);
                otherwise = Some(Box::new(result.expr));
            } else {
                let (arm, arm_height) = self.arm(&mut ranges)?;
                height = height.max(arm_height);
                arms.push(arm);
            }
            match self.tok() {
                Some(Tok::Sym(",")) => {
                    self.advance();
                }
                Some(Tok::Sym("}")) => {}
                _ => return Err(self.unclosed("`,` or `}` after the arm", opener)),
            }
            if otherwise.is_some() && self.tok() != Some(&Tok::Sym("}")) {
                return Err(self.unclosed("`}` after the arm of `_`, which is the last one", opener));
            }
        }
        let end = self.advance();
        let kind = ExprKind::Switch { value: Box::new(value.expr), arms, otherwise };
        self.node(kind, start.to(end), height)
    }

    fn default_arm(&mut self) -> Parsed<Node> {
        self.advance();
        if self.tok() != Some(&Tok::Sym("=>")) {
            return Err(self.unexpected("`=>` after `_`"));
        }
        self.advance();
        self.expression()
    }

    fn arm(&mut self, ranges: &mut bool) -> Parsed<(SwitchArm, usize)> {
        let mut labels = vec![self.label(ranges)?];
        while self.tok() == Some(&Tok::Sym("|")) {
            self.advance();
            labels.push(self.label(ranges)?);
        }
        let mut height = labels.iter().map(label_height).max().unwrap_or_default();
        let mut guard = None;
        if self.tok() == Some(&Tok::Word("if")) {
            self.advance();
            let condition = self.expression()?;
            self.require_condition(&condition.expr)?;
            height = height.max(condition.height);
            guard = Some(condition.expr);
        }
        if self.tok() != Some(&Tok::Sym("=>")) {
            return Err(self.after_label(guard.is_some()));
        }
        self.advance();
        let result = self.expression()?;
        let height = height.max(result.height);
        Ok((SwitchArm { labels, guard, result: result.expr }, height))
    }

    /// A literal or a range of integers. Rhai wants single numbers before ranges.
    fn label(&mut self, ranges: &mut bool) -> Parsed<Expr> {
        let label = self.literal()?;
        let inclusive = match self.tok() {
            Some(Tok::Sym("..")) => false,
            Some(Tok::Sym("..=")) => true,
            _ if *ranges && is_number(&label) => {
                let message = "a label that is a single number stands before all labels that are ranges";
                return Err(
                    self.stop(Diagnostic::new(Code::E110, label.span, message).help("move this arm up"))
                );
            }
            _ => return Ok(label),
        };
        self.advance();
        let high = self.literal()?;
        for end in [&label, &high] {
            if !is_integer(end) {
                let message = "the ends of a range in a label are integers";
                return Err(self.stop(Diagnostic::new(Code::E110, end.span, message).help("use `if … else`")));
            }
        }
        *ranges = true;
        let span = label.span.to(high.span);
        Ok(Expr { kind: ExprKind::Range { low: Box::new(label), high: Box::new(high), inclusive }, span })
    }

    fn literal(&mut self) -> Parsed<Expr> {
        let is_minus = matches!(self.tok(), Some(Tok::Sign | Tok::Sym("-")));
        let (at, place) = (self.at, self.span());
        let number = if is_minus { self.peek(1) } else { self.peek(0) };
        match number.map(|token| &token.tok) {
            Some(Tok::Int(_) | Tok::Num(_)) => {}
            Some(Tok::Text(_) | Tok::Word("true" | "false")) if !is_minus => {}
            Some(Tok::Bad(_)) => {
                self.at += usize::from(is_minus);
                return Err(self.no_operand());
            }
            _ => {
                self.at = at;
                let Some(token) = self.peek(0) else { return Err(Stop) };
                let expected = "a literal: a number, a range of integers, a text, `true`, `false`, or `_`";
                let mut diagnostic = slips::expected_found(expected, token);
                diagnostic.span = place;
                return Err(self.stop(diagnostic.help("to compare with other values, use `if … else`")));
            }
        }
        if self.tok() == Some(&Tok::Sym("-")) {
            let start = self.advance();
            let number = self.primary()?;
            let span = start.to(number.outer);
            return Ok(Expr { kind: ExprKind::Neg(Box::new(number.expr)), span });
        }
        Ok(self.primary()?.expr)
    }

    fn no_else(&mut self, start: Span, end: Span) -> Stop {
        let Some(token) = self.peek(0) else { return Stop };
        let expected = "`else` after the block";
        let diagnostic = slips::after_operand(self.rest(), expected, self.map);
        if diagnostic.expected.as_deref() != Some(expected) {
            return self.stop(diagnostic);
        }
        let diagnostic = slips::expected_found(expected, token)
            .also(start.to(end), "gives no value where the condition is false")
            .help("say what holds otherwise: `else { false }`");
        self.stop(diagnostic)
    }

    fn after_label(&mut self, guarded: bool) -> Stop {
        let expected = if guarded { "`=>` after the guard" } else { "`|`, `if` or `=>` after the label" };
        match self.peek(0) {
            Some(token) if !guarded && token.tok == Tok::Sym("||") => {
                let diagnostic =
                    Diagnostic::new(Code::E110, token.span, "labels are separated by a single `|`")
                        .expected("`|`", "`||`")
                        .fix(token.span, self.map.encode("|"));
                self.stop(diagnostic)
            }
            _ => self.unexpected(expected),
        }
    }
}

fn is_integer(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Int(_) => true,
        ExprKind::Neg(inner) => is_integer(inner),
        _ => false,
    }
}

/// Levels of a label: a literal, its sign, a range around it.
fn label_height(label: &Expr) -> usize {
    match &label.kind {
        ExprKind::Range { .. } => 3,
        ExprKind::Neg(_) => 2,
        _ => 1,
    }
}
