//! The tests of an entry that read one field, and the cells of its values within which none of them changes.

use crate::bounds::reach::{Ints, Truths};
use crate::bounds::scene::{Scene, View};
use crate::bounds::split::{Part, of_axis, of_code, of_node};
use crate::bounds::state::{Domain, Set};
use crate::bounds::walk::{Item, Walk};
use crate::lower::program::operands;
use crate::lower::program::{Atom, Axis, BinTest, FALSE, Node, NodeId, Points, Program, Test};
use std::collections::BTreeSet;

/// A test that reads the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leaf {
    /// A branch of the code.
    Branch(u32),
    /// A bool.
    Node(NodeId),
    /// The value of an entry's first axis, or of its second, by its bins.
    Axis(u32, bool),
    /// Something whose value may change with every value of the field.
    Free(NodeId),
}

/// The tests of all entries that read a field, by entry; only the entries that have some.
pub fn leaves(scene: &Scene<'_, '_>, slot: u32) -> Vec<(usize, Vec<Leaf>)> {
    let of = scene.program.entries.iter().enumerate().filter_map(|(index, entry)| {
        let reads = scene.plan.entry_reads.get(index)?;
        if entry.shadow || !reads.contains(&slot) {
            return None;
        }
        let mut collector = Collector { scene, slot, seen: BTreeSet::new(), leaves: BTreeSet::new() };
        match &entry.test {
            Test::When(start) | Test::Each(_, start, _) => collector.code(*start),
            Test::Bins(axis) => collector.axis(index, axis, false),
            Test::Table(rows, columns) => {
                collector.axis(index, rows, false);
                collector.axis(index, columns, true);
            }
            Test::Deadline(_) => {
                collector.leaves.insert(Leaf::Free(NodeId::MAX));
            }
        }
        for outcome in &entry.outcomes {
            if let Points::Computed(node, ..) = outcome.points {
                collector.node(node);
            }
        }
        Some((index, collector.leaves.into_iter().collect()))
    });
    of.collect()
}

/// The tests of the relevance of other fields that read a field.
pub fn relevance_leaves(scene: &Scene<'_, '_>, slot: u32) -> Vec<Leaf> {
    let mut collector = Collector { scene, slot, seen: BTreeSet::new(), leaves: BTreeSet::new() };
    for (_, start, reads) in &scene.plan.relevance {
        if reads.contains(&slot) {
            collector.code(*start);
        }
    }
    collector.leaves.into_iter().collect()
}

struct Collector<'c, 's, 'e> {
    scene: &'c Scene<'s, 'e>,
    slot: u32,
    seen: BTreeSet<(bool, u32)>,
    leaves: BTreeSet<Leaf>,
}

impl Collector<'_, '_, '_> {
    fn reads(&self, node: NodeId) -> bool {
        self.scene.plan.reads.get(node as usize).is_some_and(|reads| reads.contains(&self.slot))
    }

    /// Whether a node reads the field and no other one, nor an item's.
    fn reads_alone(&self, node: NodeId) -> bool {
        let fields = self.scene.program.fields;
        if self.scene.program.traits.get(node as usize).is_none_or(|it| it.reads_item) {
            return false;
        }
        let reads = self.scene.plan.reads.get(node as usize).into_iter().flatten();
        reads.filter(|slot| (**slot as usize) < fields).all(|slot| *slot == self.slot)
    }

    fn code(&mut self, start: u32) {
        if start >= FALSE || !self.seen.insert((true, start)) {
            return;
        }
        let Some(branch) = self.scene.program.code.get(start as usize) else { return };
        match &branch.atom {
            Atom::Node(node) => self.node(*node),
            atom if atom.slot() == Some(self.slot) => {
                self.leaves.insert(Leaf::Branch(start));
            }
            _ => {}
        }
        self.code(branch.yes);
        self.code(branch.no);
    }

    fn node(&mut self, node: NodeId) {
        if !self.reads(node) || !self.seen.insert((false, node)) {
            return;
        }
        let Some(step) = self.scene.program.nodes.get(node as usize) else { return };
        match step {
            Node::Cond(start) => self.code(*start),
            _ if self.reads_alone(node) && is_bool(step) => {
                self.leaves.insert(Leaf::Node(node));
            }
            Node::If(..) | Node::Default(..) => operands(step).into_iter().for_each(|it| self.node(it)),
            _ => {
                // A test of more than this field, unless only bools in it read the field.
                let before = self.leaves.len();
                operands(step).into_iter().for_each(|it| self.node(it));
                if before == self.leaves.len() {
                    self.leaves.insert(Leaf::Free(node));
                }
            }
        }
    }

    fn axis(&mut self, entry: usize, axis: &Axis, second: bool) {
        let edges = axis.bins.iter().filter_map(|bin| match bin {
            BinTest::EdgeI(node, _) | BinTest::EdgeF(node, _) => Some(*node),
            _ => None,
        });
        if edges.into_iter().any(|edge| self.reads(edge)) {
            self.leaves.insert(Leaf::Free(axis.value));
        } else if self.reads_alone(axis.value) && self.reads(axis.value) {
            self.leaves.insert(Leaf::Axis(crate::lower::program::narrow(entry), second));
        } else {
            self.node(axis.value);
        }
    }
}

/// Whether a step gives a bool for certain.
fn is_bool(step: &Node) -> bool {
    matches!(
        step,
        Node::Cond(_)
            | Node::CompareI(..)
            | Node::CompareF(..)
            | Node::CompareT(..)
            | Node::OneOf(..)
            | Node::BetweenI(..)
            | Node::BetweenF(..)
    )
}

/// What a test is over a set of completions, as bits; none where more than one thing is possible.
pub fn decided(walk: &mut Walk<'_, '_>, leaf: Leaf) -> Option<u128> {
    match leaf {
        Leaf::Branch(at) => {
            let branch = walk.eval.program.code.get(at as usize)?;
            one(walk.atom(at, &branch.atom))
        }
        Leaf::Node(node) => one(walk.truth(node)),
        Leaf::Axis(entry, second) => {
            let axis = axis_of(walk.eval.program, entry, second)?;
            let bins = walk.bins(axis);
            bins.is_power_of_two().then_some(bins)
        }
        Leaf::Free(_) => None,
    }
}

fn one(truths: Truths) -> Option<u128> {
    truths.is_decided().then(|| u128::from(truths.bits()))
}

fn axis_of(program: &Program, entry: u32, second: bool) -> Option<&Axis> {
    match &program.entries.get(entry as usize)?.test {
        Test::Bins(axis) => Some(axis),
        Test::Table(rows, columns) => Some(if second { columns } else { rows }),
        _ => None,
    }
}

/// The most cells of a field.
const CELLS: usize = 200;

/// The values of a field in cells, ascending: no test changes within one. None where a test reads the field
/// together with others, so that there are no such cells; a bool or an enum has a cell for each value.
pub fn cells(scene: &mut Scene<'_, '_>, all: &View, place: u32, leaves: &[Leaf]) -> Option<Vec<Domain>> {
    let domain = *all.completions.domains.get(place as usize)?;
    let set = match domain.set {
        // `none` is no later time.
        Set::Ints(ints) if scene.open.last_times.get(place as usize)?.is_some() => Set::Ints(ints.times()),
        set => set,
    };
    let domain = scene.open.tidy(place, Domain { set, unknown: false });
    if let Set::Ints(Ints::Among(mask)) = domain.set {
        let bits = (0..64u32).filter(|bit| mask >> bit & 1 == 1);
        let one = |bit: u32| Domain { set: Set::Ints(Ints::Among(1u64 << bit)), unknown: false };
        return Some(bits.map(one).collect());
    }
    let (mut due, mut found) = (vec![domain], Vec::new());
    while let Some(domain) = due.pop() {
        if due.len() + found.len() > CELLS {
            return None;
        }
        let view = only(all, place, domain);
        let mut walk = scene.walk(&view, Item::Outside);
        let Some(leaf) = leaves.iter().copied().find(|leaf| decided(&mut walk, *leaf).is_none()) else {
            found.push(domain);
            continue;
        };
        let parts = parts_of(&mut walk, leaf)?;
        let mut smaller = Vec::new();
        for part in parts {
            match part {
                Part::Place(at, it) if at == place && it.may_be_given() && it != domain => smaller.push(it),
                _ => return None,
            }
        }
        due.extend(smaller);
    }
    found.sort_by(|a, b| first(a.set).total_cmp(&first(b.set)));
    Some(found)
}

/// All completions in which a field has one of some values, without what follows from that.
pub fn only(all: &View, place: u32, domain: Domain) -> View {
    let mut view = all.clone();
    if let Some(it) = view.completions.domains.get_mut(place as usize) {
        *it = domain;
    }
    view
}

fn parts_of(walk: &mut Walk<'_, '_>, leaf: Leaf) -> Option<Vec<Part>> {
    match leaf {
        // The code from a branch on begins with it.
        Leaf::Branch(at) => of_code(walk, at),
        Leaf::Node(node) => of_node(walk, node),
        Leaf::Axis(entry, second) => of_axis(walk, axis_of(walk.eval.program, entry, second)?),
        Leaf::Free(_) => None,
    }
}

/// The least value of a set, for the order of cells.
#[expect(clippy::cast_precision_loss, reason = "cells of times and integers are further apart than that")]
fn first(set: Set) -> f64 {
    match set {
        Set::Ints(ints) => ints.ends().map_or(f64::MAX, |(low, _)| low as f64),
        Set::Nums(nums) => nums.0,
        Set::Whole(_) => 0.0,
    }
}
