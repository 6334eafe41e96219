//! Conditions to the parts that an explanation evaluates.
//!
//! Comes in: the lowering, when all that decides an incident is lowered already. Goes out: for each entry the
//! parts of its condition, each with a node of its own. Promise: nothing that decides is changed.

use super::nodes::Lowering;
use super::program::narrow;
use crate::explain::lens::{DefaultPart, Lens, LensTest, Part, Read, Shape, TextOf};
use crate::ruleset::typed::{Aggregate, Kind, Typed};
use crate::ruleset::{self, Model};
use crate::text::NotAfter;

/// Items that are in scope: the list, and whether an aggregate reads all of them.
type ItemScope = Option<(u32, bool)>;

impl Lens {
    /// Lowers the parts of every entry that the program has, in its order.
    pub fn new<'m>(lowering: &mut Lowering<'m>, entries: impl Iterator<Item = &'m ruleset::Entry>) -> Self {
        let model: &'m Model = lowering.model;
        let features = model.features.iter().map(|feature| part(lowering, &feature.expr, None)).collect();
        let entries = entries.map(|entry| test(lowering, entry)).collect();
        // A template may be all that a name stands in.
        Self { entries, features }
    }
}

fn test(lowering: &mut Lowering<'_>, entry: &ruleset::Entry) -> LensTest {
    match &entry.test {
        ruleset::Test::When { when, each: None, .. } => LensTest::When(part(lowering, when, None)),
        ruleset::Test::When { when, each: Some(list), .. } => {
            let list = narrow(*list);
            LensTest::Each(list, part(lowering, when, Some((list, false))))
        }
        ruleset::Test::Bins(axis) => LensTest::Axes(vec![part(lowering, &axis.value, None)]),
        ruleset::Test::Table(rows, columns) => {
            LensTest::Axes(vec![part(lowering, &rows.value, None), part(lowering, &columns.value, None)])
        }
        ruleset::Test::Deadline(index) => LensTest::Deadline(narrow(*index)),
    }
}

fn part(lowering: &mut Lowering<'_>, typed: &Typed, scope: ItemScope) -> Part {
    let node = lowering.node(typed);
    let mut reads = Vec::new();
    let mut defaults = Vec::new();
    let shape = match &typed.kind {
        Kind::And(all) => Shape::All(all.iter().map(|it| part(lowering, it, scope)).collect()),
        Kind::Or(all) => Shape::Any(all.iter().map(|it| part(lowering, it, scope)).collect()),
        Kind::Not(inner) => Shape::Not(Box::new(part(lowering, inner, scope))),
        Kind::Feature(index) => {
            reads.push(Read::Feature(narrow(*index)));
            Shape::Feature(*index)
        }
        _ => match items_body(typed) {
            Some((list, body)) => {
                reads.push(Read::Field(narrow(list)));
                Shape::Items(narrow(list), Box::new(part(lowering, body, Some((narrow(list), false)))))
            }
            None => {
                collect(lowering, typed, scope, &mut reads, &mut defaults);
                Shape::Leaf
            }
        },
    };
    Part { node, ty: typed.ty, span: typed.span, shape, reads, defaults }
}

/// The list and the condition of `list.any(…)`, and of `list.count(…)` compared with a constant.
fn items_body(typed: &Typed) -> Option<(usize, &Typed)> {
    match &typed.kind {
        Kind::Aggregate(list, Aggregate::Any, Some(body)) => Some((*list, body)),
        Kind::Compare(_, a, b) => match (&a.kind, &b.kind) {
            (Kind::Aggregate(list, Aggregate::Count, Some(body)), Kind::Const(_))
            | (Kind::Const(_), Kind::Aggregate(list, Aggregate::Count, Some(body))) => Some((*list, body)),
            _ => None,
        },
        _ => None,
    }
}

fn collect(
    lowering: &mut Lowering<'_>,
    typed: &Typed,
    scope: ItemScope,
    reads: &mut Vec<Read>,
    defaults: &mut Vec<DefaultPart>,
) {
    let mut scope = scope;
    match &typed.kind {
        Kind::Field(index) => push(reads, Read::Field(narrow(*index))),
        Kind::Item(index) => {
            if let Some((list, all)) = scope {
                push(reads, Read::Item(list, narrow(*index), all));
            }
        }
        Kind::Param(index) => push(reads, Read::Param(narrow(*index))),
        Kind::AsOf => push(reads, Read::AsOf),
        Kind::Feature(index) => push(reads, Read::Feature(narrow(*index))),
        Kind::DeadlineState(index) | Kind::DeadlineDaysLeft(index) | Kind::DeadlineDue(index) => {
            push(reads, Read::Deadline(narrow(*index)));
        }
        Kind::Default(value, default) => {
            let (mut inner, mut nested) = (Vec::new(), Vec::new());
            collect(lowering, value, scope, &mut inner, &mut nested);
            defaults.extend(nested);
            let span = value.span;
            let (value, default) = (lowering.node(value), lowering.node(default));
            defaults.push(DefaultPart { value, span, default, ty: typed.ty, reads: inner });
        }
        Kind::Aggregate(list, _, _) => {
            push(reads, Read::Field(narrow(*list)));
            scope = Some((narrow(*list), true));
        }
        _ => {}
    }
    if let Some(search) = search(lowering, typed, scope) {
        push(reads, search);
        return;
    }
    for child in typed.children() {
        collect(lowering, child, scope, reads, defaults);
    }
}

/// What is looked for in the text of a field. Other texts have no place in the incident.
fn search(lowering: &mut Lowering<'_>, typed: &Typed, scope: ItemScope) -> Option<Read> {
    let text_of = |text: &Typed| match (&text.kind, scope) {
        (Kind::Field(index), _) => Some(TextOf::Field(narrow(*index))),
        (Kind::Item(index), Some((list, all))) => Some(TextOf::Item(list, narrow(*index), all)),
        _ => None,
    };
    match &typed.kind {
        Kind::Mentions(text, list) | Kind::CountTerms(text, list) => {
            Some(Read::Terms(text_of(text)?, narrow(*list), None))
        }
        Kind::MentionsNotAfter(text, terms, negators) => {
            let pair = lowering.pair(NotAfter { terms: *terms, negators: *negators });
            Some(Read::Terms(text_of(text)?, narrow(*terms), Some(pair)))
        }
        Kind::Matches(text, pattern) => Some(Read::Pattern(text_of(text)?, narrow(*pattern))),
        _ => None,
    }
}

fn push(reads: &mut Vec<Read>, read: Read) {
    if !reads.contains(&read) {
        reads.push(read);
    }
}
