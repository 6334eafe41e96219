//! Where what is computed of a field changes: found by trying values, halving what is between.

use super::deadlines::of_one;
use super::plan::deadline_reads;
use super::reach::{Ints, Nums, Reach};
use super::split::{Part, domain_of, is_in_focus, parts, place_of};
use super::state::{Completions, Domain, Set};
use super::walk::{Item, Walk};
use crate::deadline::Standings;
use crate::lower::program::operands;
use crate::lower::program::{Axis, Node, NodeId};
use crate::number;
use crate::time::{DATE_MAX, NONE, date_of};

/// What a cut is made by: whatever it leaves undecided differs from one side to the other.
#[derive(Clone, Copy)]
pub enum Sign<'a> {
    /// The truths of a bool.
    Truth(NodeId),
    /// The bins of a value.
    Bins(&'a Axis),
    /// Where a deadline stands, by its index.
    Deadline(u32),
    /// Points, once they are one number.
    Points(NodeId),
}

/// The sign of points that are not decided.
const UNDECIDED: u128 = u128::MAX;

/// The parts of the fields that a deadline is counted from; none where it stands somewhere, or cannot be told more of.
pub fn of_dates(walk: &mut Walk<'_, '_>, index: u32) -> Option<Vec<Part>> {
    let reads = deadline_reads(walk.eval.program.deadlines.get(index as usize)?);
    let places = reads.into_iter().filter_map(|slot| walk.open.of_slot.get(slot as usize).copied().flatten());
    halved(walk, &places.collect::<Vec<_>>(), Sign::Deadline(index))
}

/// Cuts a field that a computation reads where the computation changes.
pub fn of_value(walk: &mut Walk<'_, '_>, node: NodeId, sign: Sign<'_>) -> Option<Vec<Part>> {
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
pub fn searched(walk: &mut Walk<'_, '_>, place: u32, sign: Sign<'_>) -> Option<Vec<Part>> {
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
