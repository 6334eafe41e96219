//! What the search needs to know of a program, once for all incidents.
//!
//! A *wish* is a test of a text or a list that is asked of a field as a whole: whether a narrative mentions a
//! term, whether an item of a list satisfies a condition. While such a field is open, its wishes are decided
//! one by one, and a value that grants them all is made afterwards.

use crate::lower::program::narrow;
use crate::lower::program::operands;
use crate::lower::program::{Atom, Axis, Days, Deadline, FALSE, Node, NodeId, Program, Test};
use crate::ruleset::typed::Aggregate;
use std::collections::BTreeMap;

/// What a wish asks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ask {
    /// Whether a text mentions a term of a list.
    Mentions(u32),
    /// Whether it mentions one that no negator precedes, by the pair's index.
    NotAfter(u32),
    /// Whether it matches a pattern.
    Matches(u32),
    /// How many terms of a list it mentions.
    Count(u32),
    /// The truth, or the integer, of a node over the field.
    Node(NodeId),
    /// Whether enough items satisfy the condition of an entry.
    Each(u32),
}

/// A wish.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The field.
    pub slot: u32,
    /// What is asked.
    pub ask: Ask,
    /// Whether the answer is an integer, and not a truth.
    pub is_int: bool,
}

/// A set of slots.
pub type Slots = Vec<u32>;

/// What is read by what.
#[derive(Debug, Default)]
pub struct Plan {
    /// All wishes.
    pub wishes: Vec<Wish>,
    /// The wish of a node, where it is one.
    pub of_node: Vec<Option<u32>>,
    /// The wish of a branch of the code.
    pub of_branch: Vec<Option<u32>>,
    /// The wish of an entry that is put to items.
    pub of_entry: Vec<Option<u32>>,
    /// The slots that each node reads, ascending.
    pub reads: Vec<Slots>,
    /// The slots that each entry reads, ascending.
    pub entry_reads: Vec<Slots>,
    /// The slots that the relevance of a slot rests on: slot, code, what it reads. One with a `??` is left out:
    /// relevance takes no default, and this walk would.
    pub relevance: Vec<(u32, u32, Slots)>,
    /// The slots that each deadline is counted from.
    pub deadline_reads: Vec<Slots>,
}

impl Plan {
    /// Looks through a program.
    pub fn new(program: &Program) -> Self {
        let mut planner = Planner { program, plan: Self::default(), known: BTreeMap::new() };
        planner.plan.of_branch = vec![None; program.code.len()];
        for (id, node) in (0..).zip(&program.nodes) {
            let reads = planner.node_reads(node);
            planner.plan.reads.push(reads);
            let wish = planner.node_wish(id, node);
            planner.plan.of_node.push(wish);
        }
        for (at, branch) in program.code.iter().enumerate() {
            let wish = planner.branch_wish(&branch.atom);
            if let Some(place) = planner.plan.of_branch.get_mut(at) {
                *place = wish;
            }
        }
        for (index, entry) in (0u32..).zip(&program.entries) {
            let wish = match &entry.test {
                Test::Each(list, _, _) => Some(planner.wish(*list, Ask::Each(index), false)),
                _ => None,
            };
            planner.plan.of_entry.push(wish);
            let reads = planner.entry_reads(index);
            planner.plan.entry_reads.push(reads);
        }
        planner.plan.deadline_reads = program.deadlines.iter().map(deadline_reads).collect();
        for (slot, start) in &program.relevance {
            if planner.has_default(*start) {
                continue;
            }
            let mut reads = Slots::new();
            planner.code_reads(*start, &mut reads);
            sort(&mut reads);
            planner.plan.relevance.push((*slot, *start, reads));
        }
        planner.plan
    }
}

struct Planner<'p> {
    program: &'p Program,
    plan: Plan,
    known: BTreeMap<(u32, Ask), u32>,
}

impl Planner<'_> {
    fn wish(&mut self, slot: u32, ask: Ask, is_int: bool) -> u32 {
        if let Some(known) = self.known.get(&(slot, ask.clone())) {
            return *known;
        }
        let index = narrow(self.plan.wishes.len());
        self.known.insert((slot, ask.clone()), index);
        self.plan.wishes.push(Wish { slot, ask, is_int });
        index
    }

    fn slot_of(&self, node: NodeId) -> Option<u32> {
        match self.program.nodes.get(node as usize) {
            Some(Node::Slot(slot)) if (*slot as usize) < self.program.fields => Some(*slot),
            _ => None,
        }
    }

    fn node_wish(&mut self, id: NodeId, node: &Node) -> Option<u32> {
        match node {
            Node::Mentions(text, list) => Some(self.wish(self.slot_of(*text)?, Ask::Mentions(*list), false)),
            Node::NotAfter(text, pair) => Some(self.wish(self.slot_of(*text)?, Ask::NotAfter(*pair), false)),
            Node::Matches(text, it) => Some(self.wish(self.slot_of(*text)?, Ask::Matches(*it), false)),
            Node::CountTerms(text, list) => Some(self.wish(self.slot_of(*text)?, Ask::Count(*list), true)),
            Node::Contains(list, _) | Node::ContainsT(list, _) | Node::OneOfT(list, _) => {
                Some(self.wish(self.slot_of(*list)?, Ask::Node(id), false))
            }
            Node::Len(list) => Some(self.wish(self.slot_of(*list)?, Ask::Node(id), true)),
            Node::CompareT(_, a, b) => {
                let slot = self.slot_of(*a).or_else(|| self.slot_of(*b))?;
                Some(self.wish(slot, Ask::Node(id), false))
            }
            Node::Aggregate(list, Aggregate::Any, ..) | Node::CountIs(list, ..) => {
                Some(self.wish(*list, Ask::Node(id), false))
            }
            Node::Aggregate(list, Aggregate::Count | Aggregate::Kinds | Aggregate::Most, ..) => {
                Some(self.wish(*list, Ask::Node(id), true))
            }
            Node::CompareI(..) | Node::CompareF(..) | Node::BetweenI(..) | Node::BetweenF(..) => {
                let list = self.aggregated(node)?;
                Some(self.wish(list, Ask::Node(id), false))
            }
            _ => None,
        }
    }

    /// The list whose sum, least or greatest a comparison is about, and nothing else of the incident.
    fn aggregated(&self, node: &Node) -> Option<u32> {
        let mut due = operands(node);
        let mut list = None;
        while let Some(node) = due.pop() {
            match self.program.nodes.get(node as usize)? {
                Node::Aggregate(slot, ..) if list.is_none_or(|list| list == *slot) => list = Some(*slot),
                Node::Aggregate(..) | Node::CountIs(..) | Node::Default(..) | Node::If(..) => return None,
                Node::Slot(slot) if (*slot as usize) < self.program.fields => return None,
                Node::Cond(_) | Node::Item(_) | Node::Script(..) => return None,
                Node::DeadlineIs(..) | Node::DeadlineState(_) | Node::DaysLeft(_) | Node::Due(_) => {
                    return None;
                }
                other => due.extend(operands(other)),
            }
        }
        list
    }

    fn branch_wish(&mut self, atom: &Atom) -> Option<u32> {
        match atom {
            Atom::Mentions(slot, _, list) => Some(self.wish(*slot, Ask::Mentions(*list), false)),
            Atom::NotAfter(slot, _, pair) => Some(self.wish(*slot, Ask::NotAfter(*pair), false)),
            Atom::Matches(slot, _, pattern) => Some(self.wish(*slot, Ask::Matches(*pattern), false)),
            Atom::Node(node) => self.plan.of_node.get(*node as usize).copied().flatten(),
            _ => None,
        }
    }

    fn node_reads(&self, node: &Node) -> Slots {
        let mut reads = Slots::new();
        match node {
            Node::Slot(slot) => reads.push(*slot),
            Node::Cond(start) => self.code_reads(*start, &mut reads),
            Node::Aggregate(list, ..) | Node::CountIs(list, ..) => reads.push(*list),
            Node::DeadlineIs(index, _) | Node::DeadlineState(index) => {
                reads
                    .extend(self.program.deadlines.get(*index as usize).into_iter().flat_map(deadline_reads));
            }
            Node::DaysLeft(index) | Node::Due(index) => {
                reads.extend(self.program.deadlines.get(*index as usize).into_iter().flat_map(due_reads));
            }
            _ => {}
        }
        for operand in operands(node) {
            reads.extend(self.plan.reads.get(operand as usize).into_iter().flatten());
        }
        sort(&mut reads);
        reads
    }

    /// Whether a test of a condition has a `??` in it.
    fn has_default(&self, start: u32) -> bool {
        let mut found = false;
        self.each_test(start, &mut |atom| {
            if let Atom::Node(node) = atom {
                found |= self.program.traits.get(*node as usize).is_some_and(|traits| traits.has_default);
            }
        });
        found
    }

    /// The slots that the tests of a condition read; nodes come before the conditions that test them.
    fn code_reads(&self, start: u32, reads: &mut Slots) {
        self.each_test(start, &mut |atom| match (atom.slot(), atom) {
            (Some(slot), _) => reads.push(slot),
            (None, Atom::Node(node)) => {
                reads.extend(self.plan.reads.get(*node as usize).into_iter().flatten());
            }
            _ => {}
        });
    }

    /// Calls `visit` for each test of a condition.
    fn each_test(&self, start: u32, visit: &mut dyn FnMut(&Atom)) {
        let mut seen = std::collections::BTreeSet::new();
        let mut due = vec![start];
        while let Some(at) = due.pop() {
            if at >= FALSE || !seen.insert(at) {
                continue;
            }
            let Some(branch) = self.program.code.get(at as usize) else { continue };
            visit(&branch.atom);
            due.extend([branch.yes, branch.no]);
        }
    }

    fn entry_reads(&self, index: u32) -> Slots {
        let mut reads = Slots::new();
        let Some(entry) = self.program.entries.get(index as usize) else { return reads };
        match &entry.test {
            Test::When(start) => self.code_reads(*start, &mut reads),
            Test::Each(list, start, _) => {
                reads.push(*list);
                self.code_reads(*start, &mut reads);
            }
            Test::Bins(axis) => self.axis_reads(axis, &mut reads),
            Test::Table(rows, columns) => {
                self.axis_reads(rows, &mut reads);
                self.axis_reads(columns, &mut reads);
            }
            Test::Deadline(index) => {
                reads
                    .extend(self.program.deadlines.get(*index as usize).into_iter().flat_map(deadline_reads));
            }
        }
        for outcome in &entry.outcomes {
            if let crate::lower::program::Points::Computed(node, ..) = outcome.points {
                reads.extend(self.plan.reads.get(node as usize).into_iter().flatten());
            }
        }
        sort(&mut reads);
        reads
    }

    fn axis_reads(&self, axis: &Axis, reads: &mut Slots) {
        reads.extend(self.plan.reads.get(axis.value as usize).into_iter().flatten());
    }
}

fn sort(slots: &mut Slots) {
    slots.sort_unstable();
    slots.dedup();
}

/// The slots that a deadline is counted from.
pub fn deadline_reads(deadline: &Deadline) -> Vec<u32> {
    let mut reads = due_reads(deadline);
    reads.push(deadline.done.0);
    if let Some(Days::Slot(slot)) = deadline.soon {
        reads.push(slot);
    }
    reads
}

/// The slots that its last day is counted from: not when the thing was done.
fn due_reads(deadline: &Deadline) -> Vec<u32> {
    let days = [Some(deadline.days), deadline.extend, deadline.pause];
    let slots = days.into_iter().flatten().filter_map(|days| match days {
        Days::Slot(slot) => Some(slot),
        Days::Fixed(_) => None,
    });
    [deadline.start.0].into_iter().chain(slots).collect()
}
