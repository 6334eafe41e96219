//! Where to look closer: the first test of an entry that is not decided, and the parts that it cuts a field's
//! values into, or the answers to a wish.

use super::deadlines::of_one;
use super::plan::{Plan, deadline_reads};
use super::reach::{Ints, Nums, Reach, Truths};
use super::state::{Completions, Domain, Set};
use super::walk::{Item, Walk};
use crate::deadline::Standings;
use crate::eval::slots::{Extent, State};
use crate::lower::nodes::operands;
use crate::lower::program::{Atom, Axis, BinTest, Cmp, FALSE, Node, NodeId, Test};
use crate::number;
use crate::time::{DATE_MAX, NONE, date_of};

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

/// What a cut is made by: whatever it leaves undecided differs from one side to the other.
#[derive(Clone, Copy)]
enum Sign<'a> {
    Truth(NodeId),
    Bins(&'a Axis),
    Deadline(u32),
    Points(NodeId),
}

/// The sign of points that are not decided.
const UNDECIDED: u128 = u128::MAX;

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
fn is_in_focus(walk: &Walk<'_, '_>, place: u32) -> bool {
    walk.focus.is_none_or(|focus| focus == place)
}

/// The parts of a field: one for each set that holds something, one where it stays unknown.
fn parts(walk: &Walk<'_, '_>, place: u32, domain: Domain, sets: Vec<Set>) -> Option<Vec<Part>> {
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
            .or_else(|| direct_i(walk, crate::lower::nodes::mirrored(*cmp), *b, *a))
            .or_else(|| inner(walk, &[*a, *b]))
            .or_else(|| of_value(walk, node, Sign::Truth(node))),
        Node::CompareF(cmp, a, b) => direct_f(walk, *cmp, *a, *b)
            .or_else(|| direct_f(walk, crate::lower::nodes::mirrored(*cmp), *b, *a))
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
fn place_of(walk: &Walk<'_, '_>, node: NodeId) -> Option<u32> {
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
fn domain_of(walk: &Walk<'_, '_>, place: u32) -> Option<Domain> {
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

/// The parts of the fields that a deadline is counted from; none where it stands somewhere, or cannot be told more of.
pub fn of_dates(walk: &mut Walk<'_, '_>, index: u32) -> Option<Vec<Part>> {
    let reads = deadline_reads(walk.eval.program.deadlines.get(index as usize)?);
    let places = reads.into_iter().filter_map(|slot| walk.open.of_slot.get(slot as usize).copied().flatten());
    halved(walk, &places.collect::<Vec<_>>(), Sign::Deadline(index))
}

/// Cuts a field that a computation reads where the computation changes.
fn of_value(walk: &mut Walk<'_, '_>, node: NodeId, sign: Sign<'_>) -> Option<Vec<Part>> {
    let mut places = Vec::new();
    let mut due = vec![node];
    while let Some(at) = due.pop() {
        if let Some(place) = place_of(walk, at) {
            places.push(place);
            continue;
        }
        match walk.eval.program.nodes.get(at as usize)? {
            Node::Cond(_) | Node::Aggregate(..) | Node::CountIs(..) => {}
            Node::DaysLeft(index) | Node::Due(index) | Node::DeadlineState(index) => {
                if let Some(parts) = of_dates(walk, *index) {
                    return Some(parts);
                }
            }
            step => due.extend(operands(step)),
        }
    }
    cut(walk, &places, sign)
}

/// Cuts a field between whose values a sign changes. Where the sign rests on several that are open, such a cut would take
/// off a little at a time: then the widest is cut in half.
fn cut(walk: &mut Walk<'_, '_>, places: &[u32], sign: Sign<'_>) -> Option<Vec<Part>> {
    if let Some(focus) = walk.focus {
        return if places.contains(&focus) { searched(walk, focus, sign) } else { None };
    }
    let is_wide = |place: &&u32| match domain_of(walk, **place).map(|it| it.set) {
        Some(Set::Ints(ints @ Ints::Span(..))) => ints.only().is_none() && ints.ends().is_some(),
        Some(Set::Nums(nums)) => nums.0 < nums.1,
        _ => false,
    };
    let are_several = places.iter().filter(is_wide).count() > 1;
    let halves = if are_several { halved(walk, places, sign) } else { None };
    halves
        .or_else(|| places.iter().find_map(|place| searched(walk, *place, sign)))
        .or_else(|| halved(walk, places, sign))
}

/// The first of some fields that may be unknown, given or not; the widest in half where none may; provided that the sign is decided once all have a value.
fn halved(walk: &mut Walk<'_, '_>, places: &[u32], sign: Sign<'_>) -> Option<Vec<Part>> {
    let mut found: Option<(f64, u32, Domain, Vec<Set>)> = None;
    let mut points = Vec::new();
    for &place in places {
        let domain = domain_of(walk, place)?;
        let (point, halves, width) = match domain.set {
            Set::Ints(ints @ Ints::Span(..)) => {
                let Some((low, high)) = ints.times().ends() else { continue };
                let middle = now(walk, place).map_or_else(|| low.midpoint(high), |now| about(now, low, high));
                let halves = [Set::Ints(Ints::Span(middle + 1, high)), Set::Ints(Ints::Span(low, middle))];
                (Set::Ints(Ints::Span(low, low)), halves, wide(high.abs_diff(low)))
            }
            Set::Nums(nums) if !nums.is_empty() => {
                let middle = nums.0.midpoint(nums.1);
                let halves = [Set::Nums(Nums(middle.next_up(), nums.1)), Set::Nums(Nums(nums.0, middle))];
                (Set::Nums(Nums(nums.0, nums.0)), halves, nums.1 - nums.0)
            }
            _ => continue,
        };
        points.push((place, point));
        let (width, sets) = match domain.set {
            Set::Ints(ints) if ints.contains(NONE) => {
                (f64::INFINITY, vec![Set::Ints(ints.times()), Set::Ints(Ints::Span(NONE, NONE))])
            }
            set if domain.unknown => (f64::INFINITY, vec![set]),
            _ => (width, halves.to_vec()),
        };
        if width > 0.0 && found.as_ref().is_none_or(|(known, ..)| width > *known) {
            found = Some((width, place, domain, sets));
        }
    }
    let (_, place, domain, sets) = found?;
    let bits = signed(walk, &points, sign);
    let is_decided = match sign {
        Sign::Points(_) => bits != UNDECIDED,
        _ => bits.count_ones() == 1,
    };
    if is_decided { parts(walk, place, domain, sets) } else { None }
}

/// The instant of the assessment, or its day, where a field is a time: what matters of times is about it.
fn now(walk: &Walk<'_, '_>, place: u32) -> Option<i64> {
    let last = walk.open.last_times.get(place as usize).copied().flatten();
    let last = last.filter(|_| !matches!(walk.item, Item::Any(_)))?;
    let as_of = walk.clock.as_of?;
    if last == DATE_MAX { date_of(as_of, walk.eval.offset).ok() } else { Some(as_of) }
}

/// Where times from `low` to `high` are cut: at `now`, else at the middle of their distances from it by size, so that what
/// lies near comes apart from what is long past. Each side holds a time.
fn about(now: i64, low: i64, high: i64) -> i64 {
    let far = |distance: u64, nearest: u64| {
        let middle = (u128::from(distance) * u128::from(nearest.max(1))).isqrt();
        i64::try_from(middle).unwrap_or(i64::MAX)
    };
    let middle = if now < low {
        now.saturating_add(far(now.abs_diff(high), now.abs_diff(low)))
    } else if now >= high {
        now.saturating_sub(far(now.abs_diff(low), now.abs_diff(high)))
    } else {
        now
    };
    middle.clamp(low, high.saturating_sub(1).max(low))
}

/// A width as a number, the largest ones cut off.
fn wide(width: u64) -> f64 {
    let width = i64::try_from(width).unwrap_or(i64::MAX).min(number::EXACT_MAX);
    number::widen(width).unwrap_or(f64::MAX)
}

/// How many steps a search for a place to cut takes at most.
const HALVINGS: usize = 64;

/// The parts of a field between whose values a sign changes; halves of it, where no change is found.
fn searched(walk: &mut Walk<'_, '_>, place: u32, sign: Sign<'_>) -> Option<Vec<Part>> {
    if !is_in_focus(walk, place) {
        return None;
    }
    let domain = domain_of(walk, place)?;
    let now = now(walk, place);
    let mut probe = |set: Set| signed(walk, &[(place, set)], sign);
    match domain.set {
        Set::Ints(Ints::Among(mask)) => {
            let bits = (0..64u32).filter(|bit| mask >> bit & 1 == 1);
            let mut kinds: Vec<(u128, u64)> = Vec::new();
            for bit in bits {
                let sign = probe(Set::Ints(Ints::Among(1 << bit)));
                match kinds.iter_mut().find(|(known, _)| *known == sign) {
                    Some((_, mask)) => *mask |= 1 << bit,
                    None => kinds.push((sign, 1 << bit)),
                }
            }
            parts(
                walk,
                place,
                domain,
                kinds.into_iter().map(|(_, mask)| Set::Ints(Ints::Among(mask))).collect(),
            )
        }
        Set::Ints(ints) => {
            let (low, high) = ints.ends()?;
            if high == NONE && low < high {
                let sets = vec![Set::Ints(ints.times()), Set::Ints(Ints::Span(high, high))];
                return parts(walk, place, domain, sets);
            }
            // Points change from each value to the next.
            if matches!(sign, Sign::Points(_)) {
                return None;
            }
            let at = |value: i64| Set::Ints(Ints::Span(value, value));
            let (mut from, mut to) = (low, high);
            let first = probe(at(from));
            if first == probe(at(to)) {
                let inside = |quarter: i64| low / 4 * (4 - quarter) + high / 4 * quarter;
                let mut values = now.into_iter().chain((1..4).map(inside));
                to = values.find(|value| *value > low && *value < high && probe(at(*value)) != first)?;
            }
            // The last change is looked for: what is long past is of little interest.
            let last = probe(at(to));
            for _ in 0..HALVINGS {
                let middle = from + to.wrapping_sub(from).unsigned_abs().div_euclid(2).cast_signed();
                if middle <= from || middle >= to {
                    break;
                }
                if probe(at(middle)) == last { to = middle } else { from = middle }
            }
            parts(
                walk,
                place,
                domain,
                vec![Set::Ints(ints.within(to, high)), Set::Ints(ints.within(low, to - 1))],
            )
        }
        Set::Nums(_) if matches!(sign, Sign::Points(_)) => None,
        Set::Nums(nums) => {
            let at = |value: f64| Set::Nums(Nums(value, value));
            let (mut from, mut to) = (nums.0, nums.1);
            let first = probe(at(from));
            if first == probe(at(to)) {
                let inside = |quarter: f64| nums.0 * (1.0 - quarter) + nums.1 * quarter;
                to = [0.25, 0.5, 0.75].into_iter().map(inside).find(|value| probe(at(*value)) != first)?;
            }
            for _ in 0..2 * HALVINGS {
                let middle = from / 2.0 + to / 2.0;
                if middle <= from || middle >= to {
                    break;
                }
                if probe(at(middle)) == first { from = middle } else { to = middle }
            }
            let sets = vec![Set::Nums(Nums(to, nums.1)), Set::Nums(Nums(nums.0, to.next_down()))];
            parts(walk, place, domain, sets)
        }
        Set::Whole(_) => None,
    }
}

/// What a sign is over completions, or over any item, of which some fields have other values, as bits.
fn signed(walk: &mut Walk<'_, '_>, changes: &[(u32, Set)], sign: Sign<'_>) -> u128 {
    let change = |domains: &mut [Domain]| {
        for (place, set) in changes {
            if let Some(domain) = domains.get_mut(*place as usize) {
                *domain = Domain { set: *set, unknown: false };
            }
        }
    };
    if let Item::Any(fields) = walk.item {
        let mut fields = fields.to_vec();
        change(&mut fields);
        return sign_of(walk, walk.completions, walk.deadlines, Item::Any(&fields), sign);
    }
    let mut completions = walk.completions.clone();
    change(&mut completions.domains);
    let program = walk.eval.program;
    if let Sign::Deadline(index) = sign {
        let Some(deadline) = program.deadlines.get(index as usize) else { return 0 };
        return u128::from(of_one(walk.eval, walk.open, &completions, walk.clock, deadline).bits());
    }
    let places = changes.iter().filter_map(|(place, _)| walk.open.places.get(*place as usize));
    let slots: Vec<u32> = places.map(|place| place.slot).collect();
    let mut deadlines = walk.deadlines.to_vec();
    let of = (walk.open, walk.plan);
    super::deadlines::renew(walk.eval, of, &completions, walk.clock, &mut deadlines, &slots);
    sign_of(walk, &completions, &deadlines, walk.item, sign)
}

fn sign_of(
    walk: &mut Walk<'_, '_>,
    completions: &Completions,
    deadlines: &[Standings],
    item: Item<'_>,
    sign: Sign<'_>,
) -> u128 {
    let before = walk.memo.renew();
    let mut other = Walk {
        plan: walk.plan,
        open: walk.open,
        completions,
        eval: &mut *walk.eval,
        deadlines,
        item,
        memo: &mut *walk.memo,
        clock: walk.clock,
        focus: walk.focus,
    };
    let bits = match sign {
        Sign::Truth(node) => u128::from(other.truth(node).bits()),
        Sign::Bins(axis) => other.bins(axis),
        Sign::Points(node) => match other.ints(node) {
            Reach { set, unknown: false, failed: false } => {
                set.only().map_or(UNDECIDED, |points| points.cast_unsigned().into())
            }
            _ => UNDECIDED,
        },
        Sign::Deadline(_) => 0,
    };
    walk.memo.back(before);
    bits
}
