//! A pattern's syntax tree, rewritten so that it matches every spelling that folds to what it says.
//!
//! Comes in: a parsed pattern. Goes out: the same pattern in which each character and each range stands
//! for all characters of ordinary width that fold alike (a for A, 户 for 戶), and `\b \d \w \s` are those
//! of ASCII. Promise: over a text of ordinary width, the rewritten pattern matches exactly where the folded
//! pattern matches the folded text; so no text is copied for case or for traditional characters.

use super::fold::{fold, folded, spelt, wide_chars};
use super::patterns::PatternError;
use regex_syntax::ast::{self, Ast, ClassSet, ClassSetItem, Span};
use std::collections::BTreeSet;

type Chars = (char, char);

/// Rewrites a whole pattern.
pub(super) fn widen(ast: &mut Ast) -> Result<(), PatternError> {
    match ast {
        Ast::Empty(_) | Ast::Dot(_) => {}
        Ast::Literal(literal) => {
            let (span, c) = (literal.span, literal.c);
            *ast = Ast::class_bracketed(bracketed(span, false, close(vec![(c, c)])));
        }
        Ast::ClassPerl(perl) => *ast = Ast::class_bracketed(perl_class(perl)),
        Ast::ClassUnicode(unicode) => return Err(unsupported(&unicode.span)),
        Ast::ClassBracketed(bracketed) => widen_set(&mut bracketed.kind)?,
        Ast::Assertion(assertion) => *ast = ascii_assertion(assertion),
        Ast::Repetition(repetition) => widen(&mut repetition.ast)?,
        Ast::Group(group) => {
            if let ast::GroupKind::NonCapturing(flags) = &group.kind {
                check_flags(flags)?;
            }
            widen(&mut group.ast)?;
        }
        Ast::Flags(set) => check_flags(&set.flags)?,
        Ast::Alternation(either) => either.asts.iter_mut().try_for_each(widen)?,
        Ast::Concat(concat) => concat.asts.iter_mut().try_for_each(widen)?,
    }
    Ok(())
}

fn widen_set(set: &mut ClassSet) -> Result<(), PatternError> {
    match set {
        ClassSet::Item(item) => widen_item(item),
        ClassSet::BinaryOp(op) => widen_set(&mut op.lhs).and_then(|()| widen_set(&mut op.rhs)),
    }
}

fn widen_item(item: &mut ClassSetItem) -> Result<(), PatternError> {
    match item {
        ClassSetItem::Empty(_) => {}
        ClassSetItem::Literal(literal) => *item = union(literal.span, close(vec![(literal.c, literal.c)])),
        ClassSetItem::Range(range) => *item = union(range.span, close(vec![(range.start.c, range.end.c)])),
        ClassSetItem::Ascii(ascii) => {
            if matches!(ascii.kind, ast::ClassAsciiKind::Lower | ast::ClassAsciiKind::Upper) {
                ascii.kind = ast::ClassAsciiKind::Alpha;
            }
        }
        ClassSetItem::Unicode(unicode) => return Err(unsupported(&unicode.span)),
        ClassSetItem::Perl(perl) => *item = ClassSetItem::Bracketed(Box::new(perl_class(perl))),
        ClassSetItem::Bracketed(inner) => widen_set(&mut inner.kind)?,
        ClassSetItem::Union(all) => all.items.iter_mut().try_for_each(widen_item)?,
    }
    Ok(())
}

/// The ranges with all characters of ordinary width that fold to the same as one of theirs.
fn close(mut ranges: Vec<Chars>) -> Vec<Chars> {
    let holds = |c: &char| ranges.iter().any(|&(first, last)| first <= *c && *c <= last);
    let wide = wide_chars().filter(holds).map(fold);
    let all: BTreeSet<char> = ranges.iter().copied().flat_map(folded).chain(wide).collect();
    ranges.extend(all.into_iter().map(|c| (c, c)));
    let all: BTreeSet<char> = ranges.iter().copied().flat_map(spelt).collect();
    ranges.extend(all.into_iter().map(|c| (c, c)));
    ranges
}

/// `\d`, `\s`, `\w` of ASCII, and their negations.
fn perl_class(perl: &ast::ClassPerl) -> ast::ClassBracketed {
    let ranges: &[Chars] = match perl.kind {
        ast::ClassPerlKind::Digit => &[('0', '9')],
        ast::ClassPerlKind::Space => &[('\t', '\r'), (' ', ' ')],
        ast::ClassPerlKind::Word => &[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')],
    };
    bracketed(perl.span, perl.negated, ranges.to_vec())
}

/// Word boundaries of ASCII: of Unicode they fail after a Chinese character, and no automaton has them.
fn ascii_assertion(assertion: &ast::Assertion) -> Ast {
    use ast::AssertionKind as Kind;
    let span = assertion.span;
    let line = matches!(assertion.kind, Kind::StartLine | Kind::EndLine | Kind::StartText | Kind::EndText);
    let inner = Ast::assertion(assertion.clone());
    if line {
        return inner;
    }
    let item = |kind| ast::FlagsItem { span, kind };
    let off = [item(ast::FlagsItemKind::Negation), item(ast::FlagsItemKind::Flag(ast::Flag::Unicode))];
    let flags = ast::Flags { span, items: off.to_vec() };
    Ast::group(ast::Group { span, kind: ast::GroupKind::NonCapturing(flags), ast: Box::new(inner) })
}

/// Refuses flags that would change what folding promises.
fn check_flags(flags: &ast::Flags) -> Result<(), PatternError> {
    let fixed = |item: &&ast::FlagsItem| {
        use ast::{Flag::CaseInsensitive, Flag::Unicode, FlagsItemKind::Flag};
        matches!(item.kind, Flag(CaseInsensitive | Unicode))
    };
    match flags.items.iter().find(fixed) {
        Some(item) => Err(PatternError::FixedFlag(bytes(&item.span))),
        None => Ok(()),
    }
}

fn unsupported(span: &Span) -> PatternError {
    PatternError::UnicodeClass(bytes(span))
}

/// A span as bytes of the pattern.
pub(super) fn bytes(span: &Span) -> std::ops::Range<usize> {
    span.start.offset..span.end.offset
}

fn bracketed(span: Span, negated: bool, ranges: Vec<Chars>) -> ast::ClassBracketed {
    ast::ClassBracketed { span, negated, kind: ClassSet::Item(union(span, ranges)) }
}

fn union(span: Span, ranges: Vec<Chars>) -> ClassSetItem {
    let literal = |c| ast::Literal { span, kind: ast::LiteralKind::Verbatim, c };
    let range = |(first, last)| {
        ClassSetItem::Range(ast::ClassSetRange { span, start: literal(first), end: literal(last) })
    };
    let items = ranges.into_iter().map(range).collect();
    ClassSetItem::Union(ast::ClassSetUnion { span, items })
}
