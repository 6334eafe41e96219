//! Incidents at random, the same ones each time: values at the thresholds of the rules, terms that they look
//! for, and nothing at all.

use crate::bounds::scene::Scene;
use crate::bounds::state::Place;
use crate::bounds::witness::Filling;
use crate::eval::schema::{Kind, Record};
use crate::lower::program::{Atom, BinTest, Node, NodeId, Program, Test};
use crate::time::{DAY, HOUR, NONE, date_of};
use std::collections::{BTreeMap, BTreeSet};

/// A generator of numbers (SplitMix64).
#[derive(Debug)]
pub struct Dice(pub u64);

impl Dice {
    /// The next number.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number under another one; 0 for 0.
    pub fn under(&mut self, count: usize) -> usize {
        let count = count.max(1) as u64;
        usize::try_from(self.next() % count).unwrap_or_default()
    }

    /// One of some values.
    pub fn pick<'v, T>(&mut self, values: &'v [T]) -> Option<&'v T> {
        values.get(self.under(values.len()))
    }
}

/// The constants that fields are compared with, by slot, or by item field.
#[derive(Debug, Default)]
struct Constants {
    ints: BTreeMap<(bool, u32), BTreeSet<i64>>,
    nums: BTreeMap<(bool, u32), BTreeSet<u64>>,
}

impl Constants {
    fn of(scene: &Scene<'_, '_>) -> Self {
        let program = scene.program;
        let mut all = Self::default();
        for branch in &program.code {
            match branch.atom {
                Atom::CompareI(_, slot, at) => all.int((false, slot), at),
                Atom::CompareF(_, slot, at) => all.num((false, slot), at.to_bits()),
                _ => {}
            }
        }
        for node in &program.nodes {
            match node {
                Node::CompareI(_, a, b) => {
                    all.ints_of(scene, *a, *b);
                    all.ints_of(scene, *b, *a);
                }
                Node::CompareF(_, a, b) => {
                    all.nums_of(scene, *a, *b);
                    all.nums_of(scene, *b, *a);
                }
                Node::BetweenI(value, low, high, _) => {
                    all.ints_of(scene, *value, *low);
                    all.ints_of(scene, *value, *high);
                }
                Node::BetweenF(value, low, high, _) => {
                    all.nums_of(scene, *value, *low);
                    all.nums_of(scene, *value, *high);
                }
                _ => {}
            }
        }
        let axes = program.entries.iter().flat_map(|entry| match &entry.test {
            Test::Bins(axis) => vec![axis],
            Test::Table(rows, columns) => vec![rows, columns],
            _ => Vec::new(),
        });
        for (axis, bin) in axes.flat_map(|axis| axis.bins.iter().map(move |bin| (axis, bin))) {
            match bin {
                BinTest::EdgeI(edge, _) => all.ints_of(scene, axis.value, *edge),
                BinTest::EdgeF(edge, _) => all.nums_of(scene, axis.value, *edge),
                _ => {}
            }
        }
        all
    }

    fn int(&mut self, key: (bool, u32), at: i64) {
        self.ints.entry(key).or_default().insert(at);
    }

    fn num(&mut self, key: (bool, u32), at: u64) {
        self.nums.entry(key).or_default().insert(at);
    }

    fn ints_of(&mut self, scene: &Scene<'_, '_>, field: NodeId, edge: NodeId) {
        if let (Some(key), Some(bits)) = (key_of(scene.program, field), edge_of(scene, edge)) {
            self.int(key, bits.cast_signed());
        }
    }

    fn nums_of(&mut self, scene: &Scene<'_, '_>, field: NodeId, edge: NodeId) {
        if let (Some(key), Some(bits)) = (key_of(scene.program, field), edge_of(scene, edge)) {
            self.num(key, bits);
        }
    }
}

/// What a node reads plainly: whether of an item, and which.
fn key_of(program: &Program, node: NodeId) -> Option<(bool, u32)> {
    match program.nodes.get(node as usize)? {
        Node::Slot(slot) => Some((false, *slot)),
        Node::Item(index) => Some((true, *index)),
        Node::Widen(inner) => key_of(program, *inner),
        _ => None,
    }
}

/// The bits of a constant or of a parameter.
fn edge_of(scene: &Scene<'_, '_>, node: NodeId) -> Option<u64> {
    match scene.program.nodes.get(node as usize)? {
        Node::Const(bits) => Some(*bits),
        Node::Slot(slot) if *slot as usize >= scene.program.fields => {
            scene.eval.given(*slot).map(i64::cast_unsigned)
        }
        _ => None,
    }
}

/// Values worth trying for each field, and incidents made of them.
#[derive(Debug)]
pub struct Sampler {
    /// By field.
    values: Vec<Vec<Filling>>,
    /// By field, for lists of records: by field of their items.
    items: Vec<Vec<Vec<Filling>>>,
    /// The terms of each list.
    terms: Vec<Vec<String>>,
    dice: Dice,
}

impl Sampler {
    /// Looks through a ruleset.
    pub fn new(scene: &Scene<'_, '_>, seed: u64) -> Self {
        let constants = Constants::of(scene);
        let as_of = scene.clock.as_of.unwrap_or_default();
        let today = date_of(as_of, scene.eval.offset).unwrap_or_default();
        let of = |kind: &Kind, key: (bool, u32)| values(kind, key, &constants, (as_of, today));
        let fields = (0u32..).zip(&scene.record.fields);
        let values = fields.clone().map(|(slot, field)| of(&field.kind, (false, slot))).collect();
        let items = fields.map(|(_, field)| match &field.kind {
            Kind::Records(_, record) => {
                (0u32..).zip(&record.fields).map(|(index, field)| of(&field.kind, (true, index))).collect()
            }
            _ => Vec::new(),
        });
        Self {
            values,
            items: items.collect(),
            terms: scene.model.terms.iter().map(|list| list.terms.clone()).collect(),
            dice: Dice(seed),
        }
    }

    /// The values worth trying of a field, ascending.
    pub fn values_of(&self, slot: usize, item: Option<usize>) -> &[Filling] {
        let values = match item {
            None => self.values.get(slot),
            Some(item) => self.items.get(slot).and_then(|items| items.get(item)),
        };
        values.map(Vec::as_slice).unwrap_or_default()
    }

    /// An incident.
    pub fn incident(&mut self, record: &Record) -> Vec<(Place, Filling)> {
        // Some incidents tell little, others much.
        let told = 1 + self.dice.under(9);
        let mut all = Vec::new();
        for (slot, field) in (0u32..).zip(&record.fields) {
            if self.dice.under(10) >= told {
                continue;
            }
            if let Some(filling) = self.filling(slot as usize, &field.kind) {
                all.push((Place { slot, item: None }, filling));
            }
        }
        all
    }

    /// Two different values of a field, ascending.
    pub fn two(&mut self, slot: usize, item: Option<usize>) -> Option<(Filling, Filling)> {
        // `none` is no later time.
        let is_none = |filling: &&Filling| **filling == Filling::Bits(NONE.cast_unsigned());
        let count = self.values_of(slot, item).iter().filter(|filling| !is_none(filling)).count();
        let high = 1 + self.dice.under(count.checked_sub(1).filter(|left| *left > 0)?);
        let low = self.dice.under(high);
        let values = self.values_of(slot, item);
        Some((values.get(low)?.clone(), values.get(high)?.clone()))
    }

    /// A list of items of which the first leaves a field open.
    pub fn items_without(&mut self, slot: usize, record: &Record, item: usize) -> Vec<Vec<Option<Filling>>> {
        let mut items = self.items(slot, record, 1);
        if let Some(field) = items.first_mut().and_then(|first| first.get_mut(item)) {
            *field = None;
        }
        items
    }

    fn filling(&mut self, slot: usize, kind: &Kind) -> Option<Filling> {
        match kind {
            Kind::Text => Some(Filling::Text(self.text())),
            Kind::EnumList(names) => {
                let some = (0..names.len() as u64).filter(|_| self.dice.under(3) == 0);
                Some(Filling::Names(some.collect()))
            }
            Kind::TextList => Some(Filling::Texts(Vec::new())),
            Kind::Records(_, record) => Some(Filling::Items(self.items(slot, record, 0))),
            _ => self.dice.pick(self.values.get(slot)?).cloned(),
        }
    }

    fn items(&mut self, slot: usize, record: &Record, least: usize) -> Vec<Vec<Option<Filling>>> {
        let count = least + self.dice.under(3);
        let mut items = Vec::new();
        for _ in 0..count {
            let mut item = Vec::new();
            for index in 0..record.fields.len() {
                let values = self.items.get(slot).and_then(|items| items.get(index));
                let value = values.filter(|_| self.dice.under(5) > 0).and_then(|it| self.dice.pick(it));
                item.push(value.cloned());
            }
            items.push(item);
        }
        items
    }

    fn text(&mut self) -> String {
        let count = self.dice.under(5);
        let mut pieces = Vec::new();
        for _ in 0..count {
            let term = self.dice.pick(&self.terms).and_then(|list| self.dice.pick(list));
            pieces.extend(term.cloned());
        }
        pieces.join("。")
    }
}

/// Values of a kind, ascending: at and beside each constant, the ends, some that are far apart.
fn values(kind: &Kind, key: (bool, u32), constants: &Constants, now: (i64, i64)) -> Vec<Filling> {
    let ints = |low: i64, high: i64, more: Vec<i64>| {
        let edges = constants.ints.get(&key).into_iter().flatten();
        let beside = edges.flat_map(|at| [at.saturating_sub(1), *at, at.saturating_add(1)]);
        let all: BTreeSet<i64> = beside.chain(more).filter(|value| (low..=high).contains(value)).collect();
        all.into_iter().map(|value| Filling::Bits(value.cast_unsigned())).collect::<Vec<_>>()
    };
    match kind {
        Kind::Bool => ints(0, 1, vec![0, 1]),
        Kind::Enum(names) => ints(0, i64::MAX, (0..).take(names.len()).collect()),
        Kind::Int(low, high) => ints(*low, *high, vec![0, 1, 10, 100, 1_000, 100_000, *low, *high]),
        Kind::Num(low, high) => {
            let edges = constants.nums.get(&key).into_iter().flatten().map(|bits| f64::from_bits(*bits));
            let beside = edges.flat_map(|at| [at - 0.5, at, at + 0.5]);
            let ends = [0.0, 0.3, 1.0, 10.0, 30.0, 100.0, 1e3, 1e4, 1e5, 1e6, 1e9];
            let mut all: Vec<f64> = beside
                .chain(ends.into_iter().chain([*low, *high].into_iter().filter(|end| end.abs() < 1e12)))
                .filter(|value| (*low..=*high).contains(value))
                .collect();
            all.sort_by(f64::total_cmp);
            all.dedup();
            all.into_iter().map(|value| Filling::Bits(value.to_bits())).collect()
        }
        Kind::Date => {
            let days = [-800, -400, -100, -61, -31, -16, -8, -4, -1, 0, 1, 4, 16, 100, 400];
            ints(i64::MIN, NONE, days.iter().map(|days| now.1 + days).chain([NONE]).collect())
        }
        Kind::Datetime => {
            let hours = [-9_000, -2_000, -700, -200, -100, -50, -25, -10, -2, -1, 0, 1, 10, 100, 2_000];
            ints(i64::MIN, NONE, hours.iter().map(|hours| now.0 + hours * HOUR).chain([NONE]).collect())
        }
        Kind::Duration => {
            ints(i64::MIN, i64::MAX, vec![0, HOUR / 2, HOUR, DAY, 2 * DAY, 10 * DAY, 100 * DAY])
        }
        _ => Vec::new(),
    }
}
