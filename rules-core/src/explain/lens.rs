//! Conditions in parts: what an explanation evaluates, lowered beside the program.
//!
//! Comes in: the lowering, when all that decides an incident is lowered already. Goes out: for each entry the
//! parts of its condition, each with a node of its own. Promise: the parts are nodes of the program that
//! decides, so an explanation cannot disagree with it; nothing that decides is changed.

use crate::lower::nodes::{Lowering, narrow};
use crate::lower::program::NodeId;
use crate::ruleset::typed::{Aggregate, Kind, Type, Typed};
use crate::ruleset::{self, Model};
use crate::source::Span;
use crate::text::NotAfter;

/// The parts of all conditions.
#[derive(Debug, Default)]
pub struct Lens {
    /// One entry of each of the program's.
    pub entries: Vec<LensTest>,
    /// One of each feature.
    pub features: Vec<Part>,
}

/// What decides an entry.
#[derive(Debug)]
pub enum LensTest {
    /// A condition.
    When(Part),
    /// A condition put to the items of a list.
    Each(u32, Part),
    /// A characteristic's value, or a table's two.
    Axes(Vec<Part>),
    /// A deadline by index.
    Deadline(u32),
}

/// An expression, or a part of one.
#[derive(Debug)]
pub struct Part {
    /// Its value.
    pub node: NodeId,
    /// Its type.
    pub ty: Type,
    /// Its bytes in the source.
    pub span: Span,
    /// What it is made of.
    pub shape: Shape,
    /// What it reads by itself, its parts and features aside; in the order in which it stands there.
    pub reads: Vec<Read>,
    /// The defaults in it, its parts and features aside.
    pub defaults: Vec<DefaultPart>,
}

/// What a part is made of.
#[derive(Debug)]
pub enum Shape {
    /// All must hold.
    All(Vec<Part>),
    /// One must hold.
    Any(Vec<Part>),
    /// It must not hold.
    Not(Box<Part>),
    /// A feature.
    Feature(usize),
    /// A condition put to the items of a list by `any` or `count`.
    Items(u32, Box<Part>),
    /// Looked at as a whole.
    Leaf,
}

/// A `??`.
#[derive(Debug)]
pub struct DefaultPart {
    /// What may be unknown.
    pub value: NodeId,
    /// Its bytes in the source.
    pub span: Span,
    /// What stands for it then.
    pub default: NodeId,
    /// The type of both.
    pub ty: Type,
    /// What the value reads.
    pub reads: Vec<Read>,
}

/// Something that an expression reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Read {
    /// A field.
    Field(u32),
    /// A field of items: list, item field, whether all items are read or the one at hand.
    Item(u32, u32, bool),
    /// A parameter.
    Param(u32),
    /// The instant of the assessment.
    AsOf,
    /// A feature.
    Feature(u32),
    /// A deadline.
    Deadline(u32),
    /// Terms looked for in a text: a list, or the pair of a list and its negators.
    Terms(TextOf, u32, Option<u32>),
    /// A pattern looked for in a text.
    Pattern(TextOf, u32),
}

/// Whose text is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextOf {
    /// A field's.
    Field(u32),
    /// An item's: list, item field, whether all items are read or the one at hand.
    Item(u32, u32, bool),
}

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

    /// The part of a feature.
    pub fn feature(&self, index: usize) -> Option<&Part> {
        self.features.get(index)
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
