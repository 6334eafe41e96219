//! Conditions in parts: what an explanation evaluates, lowered beside the program.
//!
//! Promise: each part has a node of the program that decides, so an explanation cannot disagree with it.

use crate::lower::program::NodeId;
use crate::ruleset::typed::Type;
use crate::source::Span;

/// The parts of all conditions.
#[derive(Clone, Debug, Default)]
pub struct Lens {
    /// One entry of each of the program's.
    pub entries: Vec<LensTest>,
    /// One of each feature.
    pub features: Vec<Part>,
}

/// What decides an entry.
#[derive(Clone, Debug)]
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
#[derive(Clone, Debug)]
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
#[derive(Clone, Debug)]
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
#[derive(Clone, Debug)]
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

impl Lens {
    /// The part of a feature.
    pub fn feature(&self, index: usize) -> Option<&Part> {
        self.features.get(index)
    }

    /// Calls `visit` on every place in the source.
    pub fn places(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        let tests = self.entries.iter_mut().flat_map(|test| match test {
            LensTest::When(part) | LensTest::Each(_, part) => std::slice::from_mut(part),
            LensTest::Axes(parts) => parts,
            LensTest::Deadline(_) => &mut [],
        });
        tests.chain(&mut self.features).for_each(|part| part.places(visit));
    }
}

impl Part {
    fn places(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        visit(&mut self.span);
        self.defaults.iter_mut().for_each(|default| visit(&mut default.span));
        match &mut self.shape {
            Shape::All(parts) | Shape::Any(parts) => parts.iter_mut().for_each(|part| part.places(visit)),
            Shape::Not(part) | Shape::Items(_, part) => part.places(visit),
            Shape::Feature(_) | Shape::Leaf => {}
        }
    }
}
