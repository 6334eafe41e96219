//! Where to look closer: the first test of an entry that is not decided, and the parts that it cuts a field's
//! values into, or the answers to a wish.

use super::cuts::{Sign, of_value, searched};
use super::plan::{Plan, deadline_reads};
use super::reach::{Ints, Nums, Truths};
use super::state::{Domain, Set};
use super::walk::{Item, Walk};
use crate::deadline::Standings;
use crate::eval::slots::{Extent, State};
use crate::lower::program::operands;
use crate::lower::program::{Atom, Axis, BinTest, Cmp, FALSE, Node, NodeId, Test};

/// A part of what is possible.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Part {
    /// An open field with fewer values.
    Place(u32, Domain),
    /// A wish with fewer answers, of a field that is given.
    Truth(u32, Truths),
    /// The same, for a wish that counts.
    Count(u32, Ints),
    /// Where a deadline stands, by its index.
    Standings(u32, Standings),
}

/// The parts that decide a test of an entry; none where nothing can be split.
pub fn split_entry(walk: &mut Walk<'_, '_>, plan: &Plan, index: usize) -> Option<Vec<Part>> {
    let program = walk.eval.program;
    let entry = program.entries.get(index)?;
    let found = match &entry.test {
        Test::When(start) => of_code(walk, *start),
        Test::Each(list, start, _) => match plan.of_entry.get(index).copied().flatten() {
            Some(wish) if walk.open.asked.get(wish as usize) == Some(&true) => of_wish(walk, wish),
            _ => of_items(walk, *list, |walk| of_code(walk, *start)),
        },
        Test::Bins(axis) => of_axis(walk, axis),
        Test::Table(rows, columns) => of_axis(walk, rows).or_else(|| of_axis(walk, columns)),
        Test::Deadline(index) => of_deadline(walk, *index),
    };
    found.or_else(|| {
        entry.outcomes.iter().find_map(|outcome| match outcome.points {
            crate::lower::program::Points::Computed(node, ..) => of_value(walk, node, Sign::Points(node)),
            crate::lower::program::Points::Fixed(_) => None,
        })
    })
}

/// The parts that decide a condition.
pub fn of_code(walk: &mut Walk<'_, '_>, start: u32) -> Option<Vec<Part>> {
    let program = walk.eval.program;
    let mut due = vec![start];
    let mut seen = Vec::new();
    while let Some(at) = due.pop() {
        if at >= FALSE || seen.contains(&at) {
            continue;
        }
        seen.push(at);
        let branch = program.code.get(at as usize)?;
        let truths = walk.atom(at, &branch.atom);
        if !truths.is_decided()
            && let Some(parts) = of_atom(walk, at, &branch.atom)
        {
            return Some(parts);
        }
        // The way on where it holds comes first.
        if truths != Truths::TRUE {
            due.push(branch.no);
        }
        if truths != Truths::FALSE {
            due.push(branch.yes);
        }
    }
    None
}

fn of_atom(walk: &mut Walk<'_, '_>, at: u32, atom: &Atom) -> Option<Vec<Part>> {
    if let Atom::Node(node) = atom {
        return of_node(walk, *node);
    }
    if matches!(walk.item, Item::Any(_)) {
        return None;
    }
    let slot = atom.slot()?;
    let place = walk.open.of_slot.get(slot as usize).copied().flatten()?;
    let domain = *walk.completions.domains.get(place as usize)?;
    let sets = match (atom, domain.set) {
        (Atom::Bool(_), Set::Ints(ints)) => cut_ints(ints, Cmp::Eq, 1),
        (Atom::CompareI(cmp, _, constant), Set::Ints(ints)) => cut_ints(ints, *cmp, *constant),
        (Atom::CompareF(cmp, _, constant), Set::Nums(nums)) => cut_nums(nums, *cmp, *constant),
        (Atom::Among(_, mask), Set::Ints(Ints::Among(values))) => {
            vec![Set::Ints(Ints::Among(values & mask)), Set::Ints(Ints::Among(values & !mask))]
        }
        _ => return of_wish(walk, walk.plan.of_branch.get(at as usize).copied().flatten()?),
    };
    parts(walk, place, domain, sets)
}

/// Whether a field may be split: any may, unless one alone is looked at.
pub(super) fn is_in_focus(walk: &Walk<'_, '_>, place: u32) -> bool {
    walk.focus.is_none_or(|focus| focus == place)
}

/// The parts of a field: one for each set that holds something, one where it stays unknown.
pub(super) fn parts(walk: &Walk<'_, '_>, place: u32, domain: Domain, sets: Vec<Set>) -> Option<Vec<Part>> {
    if !is_in_focus(walk, place) {
        return None;
    }
    let tidy = |set: Set| match walk.item {
        Item::Any(_) => Domain { set, unknown: false },
        _ => walk.open.tidy(place, Domain { set, unknown: false }),
    };
    let known = sets.into_iter().map(tidy);
    let mut all: Vec<Domain> = known.filter(|domain| domain.may_be_given()).collect();
    if domain.unknown {
        all.push(domain.unknown_only());
    }
    (all.len() > 1).then(|| all.into_iter().map(|domain| Part::Place(place, domain)).collect())
}

fn cut_ints(ints: Ints, cmp: Cmp, at: i64) -> Vec<Set> {
    let parts = match (ints, cmp) {
        (Ints::Among(mask), _) => {
            let holds = (0..64).filter(|bit| cmp.holds(bit.cmp(&at))).fold(0u64, |all, bit| all | 1 << bit);
            vec![Ints::Among(mask & holds), Ints::Among(mask & !holds)]
        }
        (_, Cmp::Lt | Cmp::Ge) => {
            vec![ints.within(at, i64::MAX), ints.within(i64::MIN, at.saturating_sub(1))]
        }
        (_, Cmp::Le | Cmp::Gt) => {
            vec![ints.within(at.saturating_add(1), i64::MAX), ints.within(i64::MIN, at)]
        }
        (_, Cmp::Eq | Cmp::Ne) => vec![
            ints.within(at, at),
            ints.within(at.saturating_add(1), i64::MAX),
            ints.within(i64::MIN, at.saturating_sub(1)),
        ],
    };
    parts.into_iter().map(Set::Ints).collect()
}

fn cut_nums(nums: Nums, cmp: Cmp, at: f64) -> Vec<Set> {
    let under = |end: f64| Nums(nums.0, nums.1.min(end));
    let over = |end: f64| Nums(nums.0.max(end), nums.1);
    let parts = match cmp {
        Cmp::Lt | Cmp::Ge => vec![over(at), under(at.next_down())],
        Cmp::Le | Cmp::Gt => vec![over(at.next_up()), under(at)],
        Cmp::Eq | Cmp::Ne => {
            vec![Nums(nums.0.max(at), nums.1.min(at)), over(at.next_up()), under(at.next_down())]
        }
    };
    parts.into_iter().map(Set::Nums).collect()
}

/// The answers to a wish, one by one, and the field unknown.
fn of_wish(walk: &mut Walk<'_, '_>, index: u32) -> Option<Vec<Part>> {
    if walk.open.asked.get(index as usize) != Some(&true) || matches!(walk.item, Item::Any(_)) {
        return None;
    }
    let wish = walk.plan.wishes.get(index as usize)?;
    let place = walk.open.of_slot.get(wish.slot as usize).copied().flatten()?;
    if !is_in_focus(walk, place) {
        return None;
    }
    let domain = *walk.completions.domains.get(place as usize)?;
    let answers = walk.completions.answers.get(index as usize)?;
    let mut all = Vec::new();
    if domain.may_be_given() {
        let mut truths = answers.truths;
        if wish.is_int && truths.may_be(Truths::KNOWN) {
            let (low, high) = answers.ints.ends()?;
            if low < high {
                all.push(Part::Count(index, Ints::Span(low + 1, high)));
            }
            all.push(Part::Count(index, Ints::Span(low, low)));
            truths = truths.without(Truths::KNOWN);
        }
        for truth in [Truths::TRUE, Truths::FALSE, Truths::UNKNOWN, Truths::FAILED] {
            if truths.may_be(truth) {
                all.push(Part::Truth(index, truth));
            }
        }
    }
    if domain.unknown && (domain.may_be_given() || !all.is_empty()) {
        all.push(Part::Place(place, domain.unknown_only()));
    }
    (all.len() > 1).then_some(all)
}

/// The parts that decide a bool.
pub fn of_node(walk: &mut Walk<'_, '_>, node: NodeId) -> Option<Vec<Part>> {
    if walk.open.closed.get(node as usize) == Some(&true) && matches!(walk.item, Item::Outside) {
        return None;
    }
    let wish = walk.plan.of_node.get(node as usize).copied().flatten();
    if let Some(wish) = wish.filter(|wish| walk.open.asked.get(*wish as usize) == Some(&true)) {
        return of_wish(walk, wish);
    }
    let program = walk.eval.program;
    match program.nodes.get(node as usize)? {
        Node::Cond(start) => of_code(walk, *start),
        Node::Slot(_) | Node::Item(_) => {
            let place = place_of(walk, node)?;
            let domain = domain_of(walk, place)?;
            match domain.set {
                Set::Ints(ints @ Ints::Among(_)) => parts(walk, place, domain, cut_ints(ints, Cmp::Eq, 1)),
                _ => None,
            }
        }
        Node::CompareI(cmp, a, b) => direct_i(walk, *cmp, *a, *b)
            .or_else(|| direct_i(walk, cmp.mirrored(), *b, *a))
            .or_else(|| inner(walk, &[*a, *b]))
            .or_else(|| of_value(walk, node, Sign::Truth(node))),
        Node::CompareF(cmp, a, b) => direct_f(walk, *cmp, *a, *b)
            .or_else(|| direct_f(walk, cmp.mirrored(), *b, *a))
            .or_else(|| inner(walk, &[*a, *b]))
            .or_else(|| of_value(walk, node, Sign::Truth(node))),
        Node::BetweenI(value, low, high, inclusive) => {
            let last = if *inclusive { Cmp::Le } else { Cmp::Lt };
            direct_i(walk, Cmp::Ge, *value, *low).or_else(|| direct_i(walk, last, *value, *high))
        }
        Node::BetweenF(value, low, high, inclusive) => {
            let last = if *inclusive { Cmp::Le } else { Cmp::Lt };
            direct_f(walk, Cmp::Ge, *value, *low).or_else(|| direct_f(walk, last, *value, *high))
        }
        Node::OneOf(value, set) => {
            let place = place_of(walk, *value)?;
            let domain = domain_of(walk, place)?;
            let Set::Ints(ints) = domain.set else { return None };
            match ints {
                Ints::Among(mask) => {
                    let small = set.iter().filter(|bit| **bit < 64).fold(0u64, |all, bit| all | 1 << bit);
                    let sets =
                        vec![Set::Ints(Ints::Among(mask & small)), Set::Ints(Ints::Among(mask & !small))];
                    parts(walk, place, domain, sets)
                }
                Ints::Span(..) => {
                    let value =
                        set.iter().map(|bits| bits.cast_signed()).find(|value| ints.contains(*value))?;
                    parts(walk, place, domain, cut_ints(ints, Cmp::Eq, value))
                }
            }
        }
        Node::DeadlineIs(index, _) => of_deadline(walk, *index),
        Node::Default(value, default) => of_node(walk, *value).or_else(|| of_node(walk, *default)),
        Node::If(test, then, otherwise) => {
            [test, then, otherwise].into_iter().find_map(|it| of_node(walk, *it))
        }
        Node::Aggregate(list, _, body, _) | Node::CountIs(list, body, ..) => {
            let body = (*body)?;
            of_items(walk, *list, |walk| {
                of_node(walk, body).or_else(|| of_value(walk, body, Sign::Truth(body)))
            })
        }
        step => {
            let all = operands(step);
            inner(walk, &all)
        }
    }
}

/// The first of some nodes that has parts.
fn inner(walk: &mut Walk<'_, '_>, nodes: &[NodeId]) -> Option<Vec<Part>> {
    nodes.iter().find_map(|node| {
        let is_plain =
            matches!(walk.eval.program.nodes.get(*node as usize), Some(Node::Slot(_) | Node::Item(_)));
        if is_plain { None } else { of_node(walk, *node) }
    })
}

/// The place that a node reads plainly.
pub(super) fn place_of(walk: &Walk<'_, '_>, node: NodeId) -> Option<u32> {
    match (walk.eval.program.nodes.get(node as usize)?, walk.item) {
        // Of any item only its own fields are cut.
        (Node::Slot(_), Item::Any(_)) => None,
        (Node::Slot(slot), _) => walk.open.of_slot.get(*slot as usize).copied().flatten(),
        (Node::Item(index), Item::Given(first)) => {
            walk.open.of_item.get(first + *index as usize).copied().flatten()
        }
        (Node::Item(index), Item::Any(_)) => Some(*index),
        _ => None,
    }
}

fn direct_i(walk: &mut Walk<'_, '_>, cmp: Cmp, a: NodeId, b: NodeId) -> Option<Vec<Part>> {
    let place = place_of(walk, a)?;
    let at = walk.ints(b).set.only()?;
    let domain = domain_of(walk, place)?;
    let Set::Ints(ints) = domain.set else { return None };
    parts(walk, place, domain, cut_ints(ints, cmp, at))
}

fn direct_f(walk: &mut Walk<'_, '_>, cmp: Cmp, a: NodeId, b: NodeId) -> Option<Vec<Part>> {
    let place = place_of(walk, a)?;
    let edge = walk.nums(b).set;
    let domain = domain_of(walk, place)?;
    let Set::Nums(nums) = domain.set else { return None };
    if edge.0 != edge.1 {
        return None;
    }
    parts(walk, place, domain, cut_nums(nums, cmp, edge.0))
}

/// The domain of a place, or of a field of any item.
pub(super) fn domain_of(walk: &Walk<'_, '_>, place: u32) -> Option<Domain> {
    match walk.item {
        Item::Any(domains) => domains.get(place as usize).copied(),
        _ => walk.completions.domains.get(place as usize).copied(),
    }
}

/// The parts within the first item of a given list that has some.
fn of_items(
    walk: &mut Walk<'_, '_>,
    list: u32,
    mut parts: impl FnMut(&mut Walk<'_, '_>) -> Option<Vec<Part>>,
) -> Option<Vec<Part>> {
    let slot = *walk.eval.scratch.values.slots.get(list as usize)?;
    if slot.state != State::Given {
        return None;
    }
    let extent = Extent::of(slot.bits);
    (0..extent.len).find_map(|number| walk.of_item(extent.start + number, |walk| parts(walk)))
}

/// The parts that decide which bin a value takes.
pub fn of_axis(walk: &mut Walk<'_, '_>, axis: &Axis) -> Option<Vec<Part>> {
    if walk.bins(axis).count_ones() < 2 {
        return None;
    }
    if let Some(place) = place_of(walk, axis.value) {
        let domain = domain_of(walk, place)?;
        let found = axis.bins.iter().find_map(|bin| match (bin, domain.set) {
            (BinTest::EdgeI(edge, included), Set::Ints(ints)) => {
                let edge = walk.ints(*edge).set.only()?;
                some_cut(cut_ints(ints, if *included { Cmp::Le } else { Cmp::Lt }, edge))
            }
            (BinTest::EdgeF(edge, included), Set::Nums(nums)) => {
                let edge = walk.nums(*edge).set.0;
                some_cut(cut_nums(nums, if *included { Cmp::Le } else { Cmp::Lt }, edge))
            }
            (BinTest::Is(values), Set::Ints(Ints::Among(mask))) => {
                let small =
                    values.iter().filter(|it| (0..64).contains(*it)).fold(0u64, |all, bit| all | 1 << bit);
                some_cut(vec![Set::Ints(Ints::Among(mask & small)), Set::Ints(Ints::Among(mask & !small))])
            }
            (BinTest::Is(values), Set::Ints(ints)) => {
                let value = values.iter().find(|value| ints.contains(**value))?;
                some_cut(cut_ints(ints, Cmp::Eq, *value))
            }
            _ => None,
        });
        return parts(walk, place, domain, found.unwrap_or_else(|| vec![domain.set]));
    }
    of_node(walk, axis.value).or_else(|| of_value(walk, axis.value, Sign::Bins(axis)))
}

/// A cut that leaves something on more than one side.
fn some_cut(sets: Vec<Set>) -> Option<Vec<Set>> {
    let held = sets.iter().filter(|set| Domain { set: **set, unknown: false }.may_be_given()).count();
    (held > 1).then_some(sets)
}

/// Each state of a deadline, and all ways in which it is not decided; one by one where it never is.
fn of_deadline(walk: &mut Walk<'_, '_>, index: u32) -> Option<Vec<Part>> {
    if matches!(walk.item, Item::Any(_)) {
        return None;
    }
    if let Some(focus) = walk.focus {
        let slot = walk.open.places.get(focus as usize)?.slot;
        let reads = deadline_reads(walk.eval.program.deadlines.get(index as usize)?);
        return if reads.contains(&slot) { searched(walk, focus, Sign::Deadline(index)) } else { None };
    }
    let (decided, open) = walk.deadlines.get(index as usize)?.decided();
    let mut all: Vec<Standings> = decided.iter().map(|set| Standings::EMPTY.with(set)).collect();
    match (all.is_empty(), open.is_empty()) {
        (true, _) => all.extend(open.iter().map(|set| Standings::EMPTY.with(set))),
        (_, false) => all.push(open),
        _ => {}
    }
    (all.len() > 1).then(|| all.into_iter().map(|standings| Part::Standings(index, standings)).collect())
}
