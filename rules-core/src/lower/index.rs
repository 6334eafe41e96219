//! Which entries may come to something, told by single fields: what keeps thousands of rules fast.
//!
//! Comes in: entries and branch code. Goes out: for each field masks with a bit for each entry, and for each
//! text the entries behind each list of terms. Promise: an entry that is left out is certainly false. It has a
//! *guard*, a test of one field that is given, without which the condition fails, and no test before it can
//! fail with an error; so Kleene's logic makes the whole false, whatever else is unknown.

use super::program::narrow;
use super::program::{Atom, Branch, Cmp, Entry, FALSE, Test};
use std::collections::BTreeMap;

/// From how many entries on an index is made.
const MIN_ENTRIES: usize = 64;
/// From how many guards on a field has masks.
const MIN_GUARDS: usize = 8;
/// The most ranges that a field's values are cut into.
const MAX_RANGES: usize = 64;

/// A set of values: ranges, both ends included, in order of [`order`].
type Ranges = Vec<(i64, i64)>;

/// The index of a program.
#[derive(Debug)]
pub struct Index {
    /// One bit for each entry.
    pub all: Box<[u64]>,
    /// Fields with masks.
    pub fields: Vec<FieldMasks>,
    /// Texts with lists of terms.
    pub texts: Vec<TextMasks>,
}

/// The entries that the values of a field leave.
#[derive(Debug)]
pub struct FieldMasks {
    /// The field's slot.
    pub slot: u32,
    /// Whether its values are numbers.
    pub is_number: bool,
    /// Where the second range of values begins, the third and so on.
    pub(crate) edges: Vec<i64>,
    /// A mask for each range.
    pub(crate) masks: Vec<Box<[u64]>>,
}

impl FieldMasks {
    /// The entries that a value leaves.
    #[inline]
    pub fn mask(&self, bits: u64) -> &[u64] {
        let key = order(bits, self.is_number);
        let range = self.edges.partition_point(|edge| *edge <= key);
        self.masks.get(range).map(|mask| &**mask).unwrap_or_default()
    }
}

/// The entries that a text leaves.
#[derive(Debug)]
pub struct TextMasks {
    /// The text's slot.
    pub slot: u32,
    /// The cell in which it is searched.
    pub cell: u32,
    /// Entries without a guard on this text.
    pub others: Box<[u64]>,
    /// For each list of terms the entries that it guards.
    pub lists: Vec<Vec<u32>>,
}

impl Index {
    /// The index of a program; none where it would gain nothing.
    #[must_use]
    pub fn new(entries: &[Entry], code: &[Branch]) -> Option<Self> {
        if entries.len() < MIN_ENTRIES {
            return None;
        }
        let mut guards = Guards::default();
        for (entry, at) in entries.iter().zip(0..) {
            if let Test::When(start) = entry.test {
                guards.collect(code, start, at);
            }
        }
        let all = full(entries.len());
        let fields: Vec<FieldMasks> = guards
            .fields
            .iter()
            .filter(|(_, of_field)| of_field.len() >= MIN_GUARDS)
            .map(|((slot, is_number), of_field)| field_masks(*slot, *is_number, of_field, &all))
            .collect();
        let texts: Vec<TextMasks> = guards
            .texts
            .iter()
            .map(|((slot, cell), of_text)| text_masks(*slot, *cell, of_text, &all))
            .collect();
        (!fields.is_empty() || !texts.is_empty()).then_some(Self { all, fields, texts })
    }
}

/// Guards with their entries.
#[derive(Default)]
struct Guards {
    /// By slot, and whether it is a number.
    fields: BTreeMap<(u32, bool), Vec<(u32, Ranges)>>,
    /// By slot and cell: entry and list.
    texts: BTreeMap<(u32, u32), Vec<(u32, u32)>>,
}

impl Guards {
    /// Collects the guards of the condition that starts at `at`.
    fn collect(&mut self, code: &[Branch], mut at: u32, entry: u32) {
        let mut has_text = false;
        while let Some(branch) = code.get(at as usize) {
            let wanted = branch.no == FALSE;
            if !wanted && branch.yes != FALSE {
                return;
            }
            match branch.atom {
                // One of them is enough for a text.
                Atom::Mentions(slot, cell, list) if wanted && !has_text => {
                    self.texts.entry((slot, cell)).or_default().push((entry, list));
                    has_text = true;
                }
                // It may fail.
                Atom::Node(_) => return,
                atom => {
                    if let (Some(slot), Some(ranges)) = (atom.slot(), holds_in(&atom)) {
                        let ranges = if wanted { ranges } else { complement(&ranges) };
                        let is_number = matches!(atom, Atom::CompareF(..));
                        self.fields.entry((slot, is_number)).or_default().push((entry, ranges));
                    }
                }
            }
            at = if wanted { branch.yes } else { branch.no };
        }
    }
}

/// The values for which a test of a field holds.
fn holds_in(atom: &Atom) -> Option<Ranges> {
    match atom {
        Atom::Bool(_) => Some(complement(&vec![(0, 0)])),
        Atom::Among(_, set) => {
            Some((0..64).filter(|value| set >> value & 1 == 1).map(|value| (value, value)).collect())
        }
        Atom::CompareI(cmp, _, constant) => Some(compared(*cmp, *constant)),
        // Minus zero and zero are one value.
        Atom::CompareF(cmp, _, constant) => Some(compared(*cmp, order((constant + 0.0).to_bits(), true))),
        _ => None,
    }
}

fn compared(cmp: Cmp, constant: i64) -> Ranges {
    match cmp {
        Cmp::Eq => vec![(constant, constant)],
        Cmp::Ne => complement(&vec![(constant, constant)]),
        Cmp::Le => vec![(i64::MIN, constant)],
        Cmp::Ge => vec![(constant, i64::MAX)],
        Cmp::Lt => complement(&vec![(constant, i64::MAX)]),
        Cmp::Gt => complement(&vec![(i64::MIN, constant)]),
    }
}

/// All values outside of ranges that are in order and apart.
fn complement(ranges: &Ranges) -> Ranges {
    let mut all = Vec::new();
    let mut next = Some(i64::MIN);
    for &(low, high) in ranges {
        if let (Some(start), Some(end)) = (next, low.checked_sub(1))
            && start <= end
        {
            all.push((start, end));
        }
        next = high.checked_add(1);
    }
    all.extend(next.map(|start| (start, i64::MAX)));
    all
}

/// Values as integers in the same order.
fn order(bits: u64, is_number: bool) -> i64 {
    let bits = bits.cast_signed();
    // A negative double is the smaller the greater its other bits are.
    if is_number && bits < 0 { bits ^ i64::MAX } else { bits }
}

fn field_masks(slot: u32, is_number: bool, guards: &[(u32, Ranges)], all: &[u64]) -> FieldMasks {
    let edges = edges(guards);
    let starts = std::iter::once(i64::MIN).chain(edges.iter().copied());
    let ends = edges.iter().map(|edge| edge - 1).chain([i64::MAX]);
    let masks = starts.zip(ends).map(|(start, end)| {
        let mut mask: Box<[u64]> = all.into();
        for (entry, ranges) in guards {
            if !ranges.iter().any(|&(low, high)| low <= end && start <= high) {
                clear(&mut mask, *entry);
            }
        }
        mask
    });
    FieldMasks { slot, is_number, masks: masks.collect(), edges }
}

/// The values at which a guard begins or ceases to hold, or some of them: fewer ranges leave more entries.
fn edges(guards: &[(u32, Ranges)]) -> Vec<i64> {
    let of_range = |&(low, high): &(i64, i64)| [Some(low), high.checked_add(1)];
    let mut edges: Vec<i64> =
        guards.iter().flat_map(|(_, ranges)| ranges.iter().flat_map(of_range)).flatten().collect();
    edges.retain(|edge| *edge != i64::MIN);
    edges.sort_unstable();
    // Edges that many guards share are kept: the sample is drawn before equal ones become one.
    let step = edges.len().div_ceil(MAX_RANGES).max(1);
    let distinct = edges.windows(2).filter(|pair| pair.first() != pair.last()).count();
    if distinct >= MAX_RANGES {
        edges = edges.into_iter().step_by(step).collect();
    }
    edges.dedup();
    edges
}

fn text_masks(slot: u32, cell: u32, guards: &[(u32, u32)], all: &[u64]) -> TextMasks {
    let mut others: Box<[u64]> = all.into();
    let count = guards.iter().map(|(_, list)| *list as usize + 1).max().unwrap_or(0);
    let mut lists = vec![Vec::new(); count];
    for (entry, list) in guards {
        clear(&mut others, *entry);
        lists.get_mut(*list as usize).into_iter().for_each(|list| list.push(*entry));
    }
    TextMasks { slot, cell, others, lists }
}

/// A bit for each of so many entries.
fn full(count: usize) -> Box<[u64]> {
    let mut all = vec![0; count.div_ceil(64)].into_boxed_slice();
    (0..narrow(count)).for_each(|entry| set(&mut all, entry));
    all
}

/// Sets an entry's bit.
#[inline]
pub fn set(mask: &mut [u64], entry: u32) {
    mask.get_mut(entry as usize / 64).into_iter().for_each(|word| *word |= 1 << (entry % 64));
}

fn clear(mask: &mut [u64], entry: u32) {
    mask.get_mut(entry as usize / 64).into_iter().for_each(|word| *word &= !(1 << (entry % 64)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comparison_holds_in_its_ranges_and_nowhere_else() {
        let values = [i64::MIN, i64::MIN + 1, -1, 0, 1, 2, i64::MAX - 1, i64::MAX];
        for cmp in [Cmp::Eq, Cmp::Ne, Cmp::Lt, Cmp::Le, Cmp::Gt, Cmp::Ge] {
            for constant in values {
                let holds = compared(cmp, constant);
                let fails = complement(&holds);
                for value in values {
                    let within = |ranges: &Ranges| ranges.iter().any(|it| it.0 <= value && value <= it.1);
                    let expected = cmp.holds(value.cmp(&constant));
                    assert_eq!(within(&holds), expected, "{value} {cmp:?} {constant}");
                    assert_eq!(within(&fails), !expected, "{value} {cmp:?} {constant}");
                }
            }
        }
    }

    #[test]
    fn numbers_keep_their_order() {
        let numbers = [f64::MIN, -2.5, -1.0, -f64::MIN_POSITIVE, 0.0, f64::MIN_POSITIVE, 1.0, 1e300];
        for pair in numbers.windows(2) {
            assert!(order(pair[0].to_bits(), true) < order(pair[1].to_bits(), true), "{pair:?}");
        }
    }

    #[test]
    fn a_mask_leaves_every_entry_whose_guard_holds() {
        for count in [3_i64, 40, 500] {
            let guards: Vec<(u32, Ranges)> =
                (0..count).map(|at| (narrow(at as usize), compared(Cmp::Ge, at * 10))).collect();
            let masks = field_masks(0, false, &guards, &full(count as usize));
            assert!(masks.masks.len() <= MAX_RANGES + 1);
            for value in -1..count * 10 + 1 {
                let mask = masks.mask(value.cast_unsigned());
                for (entry, ranges) in &guards {
                    let left = mask[*entry as usize / 64] >> (entry % 64) & 1 == 1;
                    assert!(left || value < ranges[0].0, "{value} {entry}");
                }
            }
        }
    }
}
