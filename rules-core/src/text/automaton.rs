//! All terms in one automaton (Aho and Corasick's), over the codes of [`super::classes`].
//!
//! Comes in: sorted, distinct sequences of codes. Goes out: a state for every prefix, and for a state the
//! sequences that end there. Promise: one step takes amortised constant time, whatever the number of
//! terms, and building is deterministic. The edges of all states but the root share one hash table with a
//! fixed hash; the root has a table of its own. States that end a sequence have the highest numbers; among these,
//! and among the others, shorter prefixes have lower ones.
//!
//! INVARIANT(falls): The state that `fail` or `shorter` leads to has a lower number than the state itself, or is the
//! root. So every search ends, in an automaton from a pack as well.

use crate::pack::{Packed, Reader};

/// The state in which nothing has begun.
pub(super) const ROOT: u32 = 0;
/// States that there may be: the edge table keeps 24 bits.
const STATES: usize = 1 << 24;
const NONE: u32 = u32::MAX;

/// What ends in a state.
#[derive(Clone, Copy, Debug)]
struct Output {
    /// The sequence that is the whole state, or [`NONE`].
    own: u32,
    /// The next shorter state that ends a sequence, or [`ROOT`].
    shorter: u32,
}

/// The automaton.
#[derive(Clone, Debug, Default)]
pub(super) struct Automaton {
    /// The state after one code from the root, by code.
    first: Vec<u32>,
    edges: Edges,
    /// The longest other state that ends this one, by state.
    fail: Vec<u32>,
    /// The first state that ends a sequence.
    ending: u32,
    /// What ends in the states from `ending` on.
    outputs: Vec<Output>,
}

impl Automaton {
    /// The automaton of `sequences`, sorted, distinct and not empty, whose codes are all below `codes`.
    /// None if there are too many states.
    pub(super) fn new(sequences: &[Vec<u16>], codes: usize) -> Option<Self> {
        let mut nodes = trie(sequences)?;
        let edges = Edges::of(&nodes);
        let first = first_states(&nodes, codes);
        let levels = levels(&nodes);
        link(&mut nodes, &levels, &edges, &first);
        Some(number(&nodes, &levels, codes))
    }

    /// The state after `code` in `state`.
    #[inline(always)]
    pub(super) fn next(&self, mut state: u32, code: u16) -> u32 {
        while state != ROOT {
            if let Some(next) = self.edges.get(state, code) {
                return next;
            }
            state = self.fail.get(state as usize).copied().unwrap_or(ROOT);
        }
        self.first.get(usize::from(code)).copied().unwrap_or(ROOT)
    }

    /// Whether a sequence ends in `state`.
    #[inline(always)]
    pub(super) fn is_ending(&self, state: u32) -> bool {
        state >= self.ending
    }

    /// The sequences that end in `state`, the longest first.
    pub(super) fn endings(&self, state: u32) -> impl Iterator<Item = u32> {
        let output = |state: u32| self.outputs.get(state.checked_sub(self.ending)? as usize).copied();
        let chain = std::iter::successors(output(state), move |last| output(last.shorter));
        chain.map(|output| output.own).filter(|&own| own != NONE)
    }

    /// For each state the one before it, and the code between them.
    fn parents(&self) -> Vec<(u32, u16)> {
        let mut parents = vec![(ROOT, 0_u16); self.fail.len()];
        let mut set = |state: u32, parent: u32, code: u16| {
            if let Some(slot) = parents.get_mut(state as usize) {
                *slot = (parent, code);
            }
        };
        for (code, &state) in (0..).zip(&self.first).filter(|(_, state)| **state != ROOT) {
            set(state, ROOT, code);
        }
        for (state, code, next) in self.edges.all() {
            set(next, state, code);
        }
        parents
    }

    /// The sequences it was made of, in their order.
    pub(super) fn sequences(&self) -> Vec<Vec<u16>> {
        let parents = self.parents();
        let mut sequences = vec![Vec::new(); self.outputs.iter().filter(|output| output.own != NONE).count()];
        for (mut state, output) in (self.ending..).zip(&self.outputs) {
            let Some(sequence) = sequences.get_mut(output.own as usize) else { continue };
            while let Some(&(parent, code)) = parents.get(state as usize).filter(|_| state != ROOT) {
                sequence.push(code);
                state = parent;
            }
            sequence.reverse();
        }
        sequences
    }

    /// The sequences that occur in `codes`, each as often as it does.
    pub(super) fn within(&self, codes: &[u16]) -> Vec<u32> {
        let mut state = ROOT;
        let mut found = Vec::new();
        for &code in codes {
            state = self.next(state, code);
            if self.is_ending(state) {
                found.extend(self.endings(state));
            }
        }
        found
    }

    /// INVARIANT(falls).
    #[inline(never)]
    fn falls(&self) -> bool {
        let fails = (1..).zip(self.fail.iter().skip(1)).all(|(state, &fail)| fail < state);
        fails && (self.ending..).zip(&self.outputs).all(|(state, output)| output.shorter < state)
    }

    /// Bytes on the heap.
    pub(super) fn memory(&self) -> usize {
        (self.first.len() + self.fail.len()) * 4 + self.edges.slots.len() * 8 + self.outputs.len() * 8
    }
}

/// Edges by state and code: open addressing, at most a quarter full when small, half full when large.
#[derive(Clone, Debug, Default)]
struct Edges {
    /// State (24 bits), code (16 bits), next state (24 bits); zero if free: nothing leads to the root.
    slots: Vec<u64>,
    shift: u32,
}

impl Edges {
    /// Room for so many.
    fn new(count: usize) -> Self {
        let slots = (count * if count < 4_096 { 4 } else { 2 }).max(16).next_power_of_two();
        Self { slots: vec![0; slots], shift: 64 - slots.trailing_zeros() }
    }

    fn of(nodes: &[Node]) -> Self {
        let mut edges = Self::new(nodes.iter().filter(|node| node.parent != ROOT).count());
        for (state, node) in (0..).zip(nodes).filter(|(_, node)| node.parent != ROOT) {
            edges.insert(node.parent, node.code, state);
        }
        edges
    }

    #[inline(always)]
    fn key(state: u32, code: u16) -> u64 {
        u64::from(state) << 16 | u64::from(code)
    }

    #[inline(always)]
    fn slot(&self, key: u64) -> usize {
        (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift) as usize
    }

    #[inline(always)]
    fn get(&self, state: u32, code: u16) -> Option<u32> {
        let key = Self::key(state, code);
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = self.slot(key);
        loop {
            let slot = *self.slots.get(at & mask)?;
            if slot >> 24 == key && slot != 0 {
                return Some((slot & 0xFF_FFFF) as u32);
            }
            if slot == 0 {
                return None;
            }
            at = at.wrapping_add(1);
        }
    }

    /// Every edge: state, code and next state.
    fn all(&self) -> impl Iterator<Item = (u32, u16, u32)> {
        let used = self.slots.iter().filter(|&&slot| slot != 0);
        used.map(|slot| ((slot >> 40) as u32, (slot >> 24) as u16, (slot & 0xFF_FFFF) as u32))
    }

    fn insert(&mut self, state: u32, code: u16, next: u32) {
        let key = Self::key(state, code);
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = self.slot(key);
        while self.slots.get(at & mask).is_some_and(|&slot| slot != 0) {
            at = at.wrapping_add(1);
        }
        if let Some(slot) = self.slots.get_mut(at & mask) {
            *slot = key << 24 | u64::from(next);
        }
    }
}

/// A state while the automaton is built.
#[derive(Clone, Copy, Debug)]
struct Node {
    parent: u32,
    code: u16,
    depth: u16,
    own: u32,
    fail: u32,
    shorter: u32,
}

/// The states of all prefixes; the root is the first and its own parent, with no edge to it.
fn trie(sequences: &[Vec<u16>]) -> Option<Vec<Node>> {
    let node = |parent, code, depth| Node { parent, code, depth, own: NONE, fail: ROOT, shorter: ROOT };
    let mut nodes = vec![node(ROOT, 0, 0)];
    let mut path: Vec<u32> = vec![ROOT];
    let mut last: &[u16] = &[];
    for (own, sequence) in (0..).zip(sequences) {
        let shared = last.iter().zip(sequence).take_while(|(a, b)| a == b).count();
        path.truncate(shared + 1);
        for &code in sequence.iter().skip(shared) {
            let parent = path.last().copied().unwrap_or(ROOT);
            let depth = u16::try_from(path.len()).ok()?;
            path.push(u32::try_from(nodes.len()).ok().filter(|_| nodes.len() < STATES)?);
            nodes.push(node(parent, code, depth));
        }
        if let Some(node) = path.last().and_then(|&state| nodes.get_mut(state as usize)) {
            node.own = own;
        }
        last = sequence;
    }
    Some(nodes)
}

/// The root's table. Nodes of depth one have the root as their parent, as has the root itself.
fn first_states(nodes: &[Node], codes: usize) -> Vec<u32> {
    let mut first = vec![ROOT; codes];
    for (state, node) in (0..).zip(nodes).filter(|(_, node)| node.depth == 1) {
        if let Some(slot) = first.get_mut(usize::from(node.code)) {
            *slot = state;
        }
    }
    first
}

/// The nodes of each depth.
fn levels(nodes: &[Node]) -> Vec<Vec<u32>> {
    let deepest = nodes.iter().map(|node| usize::from(node.depth)).max().unwrap_or_default();
    let mut levels = vec![Vec::new(); deepest + 1];
    for (state, node) in (0..).zip(nodes) {
        levels.get_mut(usize::from(node.depth)).into_iter().for_each(|level| level.push(state));
    }
    levels
}

/// Sets `fail` and `shorter` of every node, the shallow ones first.
fn link(nodes: &mut [Node], levels: &[Vec<u32>], edges: &Edges, first: &[u32]) {
    for &state in levels.iter().flatten() {
        let Some(node) = nodes.get(state as usize).copied().filter(|node| node.depth > 1) else { continue };
        let mut from = node.parent;
        let mut fail = ROOT;
        while fail == ROOT && from != ROOT {
            from = nodes.get(from as usize).map_or(ROOT, |node| node.fail);
            fail = match from {
                ROOT => first.get(usize::from(node.code)).copied().unwrap_or(ROOT),
                _ => edges.get(from, node.code).unwrap_or(ROOT),
            };
        }
        let next = nodes.get(fail as usize).copied();
        let shorter = next.map_or(ROOT, |next| if next.own == NONE { next.shorter } else { fail });
        if let Some(node) = nodes.get_mut(state as usize) {
            (node.fail, node.shorter) = (fail, shorter);
        }
    }
}

/// The automaton of linked nodes, numbered so that those that end a sequence come last, and the shallow ones first.
fn number(nodes: &[Node], levels: &[Vec<u32>], codes: usize) -> Automaton {
    let ends = |node: &Node| node.own != NONE || node.shorter != ROOT;
    let ending = nodes.iter().filter(|node| !ends(node)).count();
    let (mut plain, mut last) = (0_u32.., (ending as u32)..);
    let mut names = vec![ROOT; nodes.len()];
    for &state in levels.iter().flatten() {
        let Some(node) = nodes.get(state as usize) else { continue };
        let name = if ends(node) { last.next() } else { plain.next() };
        names.get_mut(state as usize).into_iter().for_each(|slot| *slot = name.unwrap_or(ROOT));
    }
    let name = |state: u32| names.get(state as usize).copied().unwrap_or(ROOT);
    let mut renamed: Vec<Node> = nodes.to_vec();
    for (state, node) in (0..).zip(nodes) {
        let (parent, fail, shorter) = (name(node.parent), name(node.fail), name(node.shorter));
        if let Some(slot) = renamed.get_mut(name(state) as usize) {
            *slot = Node { parent, fail, shorter, ..*node };
        }
    }
    Automaton {
        first: first_states(&renamed, codes),
        edges: Edges::of(&renamed),
        fail: renamed.iter().map(|node| node.fail).collect(),
        ending: ending as u32,
        outputs: renamed
            .iter()
            .skip(ending)
            .map(|node| Output { own: node.own, shorter: node.shorter })
            .collect(),
    }
}

impl Packed for Output {
    fn read(from: &mut Reader<'_>) -> Self {
        Self { own: u32::read(from).wrapping_sub(1), shorter: Packed::read(from) }
    }

    #[cfg(feature = "compile")]
    fn write(&self, to: &mut Vec<u8>) {
        self.own.wrapping_add(1).write(to);
        self.shorter.write(to);
    }
}

/// How a state stands in a pack: the code that leads to it; of its parent how many states it lies after that of the state
/// before, which is mostly one; where it fails to, which is mostly the root. The code begins with a bit for each of both
/// that follows.
#[derive(Clone, Copy, Debug)]
struct Step {
    code: u16,
    parent: i32,
    fail: u32,
}

impl Step {
    const PARENT: u32 = 1;
    const FAIL: u32 = 2;
}

impl Packed for Step {
    fn read(from: &mut Reader<'_>) -> Self {
        let head = u32::read(from);
        Self {
            code: u16::try_from(head >> 2).unwrap_or_default(),
            parent: if head & Self::PARENT == 0 { 1 } else { Packed::read(from) },
            fail: if head & Self::FAIL == 0 { ROOT } else { Packed::read(from) },
        }
    }

    #[cfg(feature = "compile")]
    fn write(&self, to: &mut Vec<u8>) {
        let (moved, fails) = (self.parent != 1, self.fail != ROOT);
        let flags = u32::from(moved) * Self::PARENT + u32::from(fails) * Self::FAIL;
        (u32::from(self.code) << 2 | flags).write(to);
        moved.then_some(self.parent).iter().for_each(|parent| parent.write(to));
        fails.then_some(self.fail).iter().for_each(|fail| fail.write(to));
    }
}

/// How many codes there are, a step for each state but the root, and what ends in the last ones.
impl Packed for Automaton {
    #[inline(never)]
    fn read(from: &mut Reader<'_>) -> Self {
        let first = vec![ROOT; usize::from(u16::read(from))];
        let steps: Vec<Step> = Packed::read(from);
        let outputs: Vec<Output> = Packed::read(from);
        let mut fail = Vec::with_capacity(steps.len() + 1);
        fail.push(ROOT);
        let ending = u32::try_from((steps.len() + 1).saturating_sub(outputs.len())).unwrap_or_default();
        let mut automaton = Self { first, edges: Edges::new(steps.len()), fail, ending, outputs };
        let mut parent = ROOT;
        for (state, step) in (1..).zip(steps) {
            parent = parent.wrapping_add_signed(step.parent);
            automaton.fail.push(step.fail);
            match parent {
                ROOT => {
                    automaton
                        .first
                        .get_mut(usize::from(step.code))
                        .into_iter()
                        .for_each(|slot| *slot = state);
                }
                _ => automaton.edges.insert(parent, step.code, state),
            }
        }
        if ending == 0 || automaton.fail.len() > STATES || !automaton.falls() {
            from.fail();
        }
        automaton
    }

    #[cfg(feature = "compile")]
    fn write(&self, to: &mut Vec<u8>) {
        u16::try_from(self.first.len()).unwrap_or(u16::MAX).write(to);
        let mut before = ROOT;
        let step = |((parent, code), fail): ((u32, u16), &u32)| {
            let last = std::mem::replace(&mut before, parent);
            Step { code, parent: parent.wrapping_sub(last).cast_signed(), fail: *fail }
        };
        let steps: Vec<Step> = self.parents().into_iter().zip(&self.fail).skip(1).map(step).collect();
        steps.write(to);
        self.outputs.write(to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(sequences: &[&[u16]], text: &[u16]) -> Vec<(usize, u32)> {
        let mut sorted: Vec<Vec<u16>> = sequences.iter().map(|s| s.to_vec()).collect();
        sorted.sort();
        let automaton = Automaton::new(&sorted, 100).unwrap();
        let mut state = ROOT;
        let mut found = Vec::new();
        for (at, &code) in text.iter().enumerate() {
            state = automaton.next(state, code);
            assert_eq!(automaton.is_ending(state), automaton.endings(state).next().is_some());
            found.extend(automaton.endings(state).map(|own| (at + 1, own)));
        }
        found
    }

    #[test]
    fn overlapping_sequences_are_all_found() {
        // In sorted order: 0 is [4], 1 is [4, 5], 2 is [5, 6], 3 is [5, 6, 7], 4 is [7].
        let sequences: [&[u16]; 5] = [&[4, 5], &[5, 6, 7], &[4], &[5, 6], &[7]];
        let all = [(1, 0), (2, 1), (3, 2), (4, 3), (4, 4), (6, 0)];
        assert_eq!(found(&sequences, &[4, 5, 6, 7, 9, 4]), all);
    }

    #[test]
    fn a_failed_prefix_falls_back_to_its_longest_end() {
        assert_eq!(found(&[&[1, 2, 1, 3], &[2, 1, 2]], &[1, 2, 1, 2, 1, 3]), [(4, 1), (6, 0)]);
        assert_eq!(found(&[], &[1, 2]), []);
    }

    #[test]
    fn an_automaton_that_could_go_in_a_circle_is_refused() {
        let step = |code, fail| Step { code, parent: i32::from(code != 1), fail };
        let read = |steps: Vec<Step>, outputs: Vec<Output>| {
            let mut bytes = Vec::new();
            9_u16.write(&mut bytes);
            steps.write(&mut bytes);
            outputs.write(&mut bytes);
            let mut from = Reader::new(&bytes);
            let automaton = Automaton::read(&mut from);
            from.is_good().then_some(automaton)
        };
        let end = |shorter| Output { own: 0, shorter };
        let good = read(vec![step(1, ROOT), step(2, 1)], vec![end(ROOT)]).unwrap();
        assert_eq!(good.sequences(), [[1, 2]]);
        assert!(read(vec![step(1, ROOT), step(2, 2)], vec![end(ROOT)]).is_none(), "falls to itself");
        assert!(read(vec![step(1, 2), step(2, 1)], vec![end(ROOT)]).is_none(), "falls in a circle");
        assert!(read(vec![step(1, ROOT), step(2, 1)], vec![end(2)]).is_none(), "ends in itself for ever");
        assert!(read(vec![step(1, ROOT)], vec![end(ROOT); 2]).is_none(), "more ends than states");
    }

    #[test]
    fn every_sequence_is_found_among_random_ones() {
        let mut seed = 1_u64;
        let mut next = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) % below
        };
        for _ in 0..200 {
            let mut sequences: Vec<Vec<u16>> =
                (0..1 + next(40)).map(|_| (0..1 + next(4)).map(|_| next(3) as u16).collect()).collect();
            sequences.sort();
            sequences.dedup();
            let text: Vec<u16> = (0..60).map(|_| next(3) as u16).collect();
            let slices: Vec<&[u16]> = sequences.iter().map(Vec::as_slice).collect();
            let mut expected = Vec::new();
            for end in 1..=text.len() {
                let ends = (0..).zip(&slices).filter(|(_, s)| text[..end].ends_with(s));
                let mut ends: Vec<(usize, u32)> = ends.map(|(own, s)| (s.len(), own)).collect();
                ends.sort_by_key(|&(len, _)| std::cmp::Reverse(len));
                expected.extend(ends.into_iter().map(|(_, own)| (end, own)));
            }
            assert_eq!(found(&slices, &text), expected);
        }
    }
}
