//! Which way an entry moves as a field grows, told from how its test is written.
//!
//! Conditions are lowered so that each test stands plain or negated: the condition follows its tests (see
//! [`crate::lower`]), of what is unknown too. If every test that reads the field moves one way, so does the
//! entry, and with it groups and totals. This needs no search, and works for the items of lists. `none`, a time
//! that is known not to be, is no larger time and is left aside.

use crate::bounds::plan::Plan;
use crate::bounds::reach::Truths;
use crate::bounds::scene::{Scene, View};
use crate::bounds::state::Domain;
use crate::bounds::walk::Item;
use crate::eval::schema::Kind;
use crate::lower::program::operands;
use crate::lower::program::{
    Atom, Axis, BinTest, Cmp, Days, Entry, FALSE, Node, NodeId, Op, Outcome, Points, Program, Test,
};
use crate::ruleset::typed::{Aggregate, Function};
use std::collections::BTreeSet;

/// Which way something moves as the field grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slope {
    /// It does not read the field.
    Level,
    /// It never falls.
    Up,
    /// It never rises.
    Down,
    /// Who knows.
    Mixed,
}

impl Slope {
    fn turned(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
            other => other,
        }
    }

    fn turned_if(self, condition: bool) -> Self {
        if condition { self.turned() } else { self }
    }

    /// Of two things that add to each other.
    fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Level, slope) | (slope, Self::Level) => slope,
            (a, b) if a == b => a,
            _ => Self::Mixed,
        }
    }

    /// Of a comparison of something that moves so with something else that stays, or moves against it.
    fn compared(self, cmp: Cmp) -> Self {
        match cmp {
            Cmp::Gt | Cmp::Ge => self,
            Cmp::Lt | Cmp::Le => self.turned(),
            Cmp::Eq | Cmp::Ne if self == Self::Level => self,
            Cmp::Eq | Cmp::Ne => Self::Mixed,
        }
    }
}

/// Sets of a deadline's states by index, from which being nearer to late does not lead out.
const UPPER: [u8; 3] = [0b1_0000, 0b1_1000, 0b1_1100];
/// All states but unknown.
const ALL_STATES: u8 = 0b1_1111;
/// What comes of an entry that does not fire.
const NOTHING: Outcome = Outcome { points: Points::Fixed(0), group: 0, floor: 0, is_hit: false };

/// A field, or a field of the items of a list.
pub struct Climb<'c> {
    /// The program.
    pub program: &'c Program,
    /// What is read by what.
    pub plan: &'c Plan,
    /// The field, or the list.
    pub slot: u32,
    /// The field of its items.
    pub item: Option<u32>,
    /// How many values it has, where it is a bool or an enum.
    pub values: Option<i64>,
    /// Whether each node may fail, for some incident.
    pub may_fail: Vec<bool>,
}

/// Whether each node may fail, for some incident and some item of a list.
pub fn failing(scene: &mut Scene<'_, '_>, all: &View, list: u32) -> Vec<bool> {
    let kind = scene.record.fields.get(list as usize).map(|field| &field.kind);
    let item: Vec<Domain> = match kind {
        Some(Kind::Records(_, record)) => {
            record.fields.iter().map(|field| Domain::of_kind(&field.kind)).collect()
        }
        _ => Vec::new(),
    };
    let program = scene.program;
    let mut walk = scene.walk(all, Item::Any(&item));
    let of = program.nodes.iter().zip(&program.traits).zip(0..).map(|((step, traits), node)| {
        traits.may_fail
            && match step {
                Node::ArithF(..) | Node::NegF(_) | Node::Widen(_) | Node::Call(_, _, _, true) => {
                    walk.nums(node).failed
                }
                Node::Aggregate(_, Aggregate::Sum | Aggregate::Min | Aggregate::Max, _, true) => true,
                Node::Cond(_)
                | Node::CompareI(..)
                | Node::CompareF(..)
                | Node::BetweenI(..)
                | Node::BetweenF(..)
                | Node::OneOf(..) => walk.truth(node).may_be(Truths::FAILED),
                Node::ArithI(..)
                | Node::NegI(_)
                | Node::Call(..)
                | Node::Difference(..)
                | Node::Shift(..) => walk.ints(node).failed,
                _ => true,
            }
    });
    of.collect()
}

impl Climb<'_> {
    /// Whether no entry gives less as the field grows; none gives more, if `up` does not hold.
    pub fn is_proved(&self, up: bool) -> bool {
        let decides_relevance = self.plan.relevance.iter().any(|(_, _, reads)| reads.contains(&self.slot));
        let entries = self.program.entries.iter().zip(&self.plan.entry_reads);
        let mut concerned = entries.filter(|(entry, reads)| !entry.shadow && reads.contains(&self.slot));
        let wanted = if up { Slope::Up } else { Slope::Down };
        let is_good = |slope: Slope| slope == wanted || slope == Slope::Level;
        !decides_relevance && concerned.all(|(entry, _)| is_good(self.entry(entry)))
    }

    fn entry(&self, entry: &Entry) -> Slope {
        match &entry.test {
            Test::When(start) | Test::Each(_, start, _) => {
                let test = self.code(*start);
                entry
                    .outcomes
                    .iter()
                    .map(|outcome| self.outcome(test, outcome))
                    .fold(Slope::Level, Slope::with)
            }
            Test::Bins(axis) => self.axis(axis, &mut |bin| entry.outcomes.get(bin)),
            Test::Table(rows, columns) => {
                let width = columns.bins.len();
                let down = (0..width)
                    .map(|column| self.axis(rows, &mut |row| entry.outcomes.get(row * width + column)));
                let along = (0..rows.bins.len())
                    .map(|row| self.axis(columns, &mut |column| entry.outcomes.get(row * width + column)));
                down.chain(along).fold(Slope::Level, Slope::with)
            }
            Test::Deadline(index) => {
                let rising = match entry.outcomes.as_slice() {
                    [late, soon] => steps(&[&NOTHING, soon, late]),
                    [late] => steps(&[&NOTHING, late]),
                    _ => Slope::Mixed,
                };
                match rising {
                    Slope::Up => self.deadline(*index),
                    Slope::Level => Slope::Level,
                    _ => Slope::Mixed,
                }
            }
        }
    }

    /// How near to being late a deadline is: the later the thing was done, the nearer; the later it began, the
    /// less near, if all days count and no calendar ends.
    fn deadline(&self, index: u32) -> Slope {
        let Some(deadline) = self.program.deadlines.get(index as usize) else { return Slope::Mixed };
        let days = [Some(deadline.days), deadline.extend, deadline.pause, deadline.soon];
        let counts = |days: Option<Days>| matches!(days, Some(Days::Slot(slot)) if slot == self.slot);
        let (starts, ends) = (deadline.start.0 == self.slot, deadline.done.0 == self.slot);
        match (starts, ends) {
            _ if days.into_iter().any(counts) => Slope::Mixed,
            (false, false) => Slope::Level,
            (false, true) => Slope::Up,
            (true, false) if !deadline.working && !deadline.roll => Slope::Down,
            _ => Slope::Mixed,
        }
    }

    /// What a rule gives, by which way its condition moves.
    fn outcome(&self, test: Slope, outcome: &Outcome) -> Slope {
        let (low, high) = outcome.points.ends();
        let points = match outcome.points {
            Points::Fixed(_) => Slope::Level,
            Points::Computed(node, ..) => self.value(node),
        };
        let floor = outcome.floor > 0;
        let fires = match test {
            Slope::Level => Slope::Level,
            _ if low >= 0 => test,
            _ if high <= 0 && !floor => test.turned(),
            _ => Slope::Mixed,
        };
        fires.with(points)
    }

    fn code(&self, start: u32) -> Slope {
        let (mut due, mut seen, mut all) = (vec![start], BTreeSet::new(), Slope::Level);
        while let Some(at) = due.pop() {
            if at >= FALSE || !seen.insert(at) {
                continue;
            }
            let Some(branch) = self.program.code.get(at as usize) else { return Slope::Mixed };
            all = all.with(self.atom(&branch.atom).turned_if(branch.negated));
            due.extend([branch.yes, branch.no]);
        }
        all
    }

    fn atom(&self, atom: &Atom) -> Slope {
        let is_own = self.item.is_none() && atom.slot() == Some(self.slot);
        match atom {
            Atom::Node(node) => self.truth(*node),
            _ if !is_own => Slope::Level,
            Atom::Bool(_) => Slope::Up,
            Atom::CompareI(cmp, ..) | Atom::CompareF(cmp, ..) => Slope::Up.compared(*cmp),
            Atom::Among(_, mask) => self.among(|value| mask.checked_shr(value).unwrap_or_default() & 1 == 1),
            _ => Slope::Mixed,
        }
    }

    /// Of a test whether the field is one of some values: up, where these are the last ones.
    fn among(&self, holds: impl Fn(u32) -> bool) -> Slope {
        let Some(count) = self.values.and_then(|count| u32::try_from(count).ok()) else {
            return Slope::Mixed;
        };
        let mut pairs = (1..count).map(|value| (holds(value - 1), holds(value)));
        let truths: Vec<(bool, bool)> = pairs.by_ref().collect();
        if truths.iter().all(|(before, after)| after >= before) {
            Slope::Up
        } else if truths.iter().all(|(before, after)| after <= before) {
            Slope::Down
        } else {
            Slope::Mixed
        }
    }

    /// Whether a node is the field itself.
    fn is_field(&self, node: NodeId) -> bool {
        match (self.program.nodes.get(node as usize), self.item) {
            (Some(Node::Slot(slot)), None) => *slot == self.slot,
            (Some(Node::Item(index)), Some(item)) => *index == item,
            _ => false,
        }
    }

    /// Whether something of a node reads the field. Items are those of the list at hand.
    fn reads(&self, node: NodeId) -> bool {
        if self.item.is_none() {
            return self.plan.reads.get(node as usize).is_some_and(|reads| reads.contains(&self.slot));
        }
        let Some(step) = self.program.nodes.get(node as usize) else { return true };
        match step {
            Node::Item(index) => Some(*index) == self.item,
            Node::Cond(start) => self.code_reads(*start),
            Node::Aggregate(list, _, body, _) => {
                *list == self.slot && body.is_some_and(|body| self.reads(body))
            }
            Node::CountIs(list, body, _, other, _) => {
                (*list == self.slot && body.is_some_and(|body| self.reads(body))) || self.reads(*other)
            }
            other => operands(other).into_iter().any(|it| self.reads(it)),
        }
    }

    fn code_reads(&self, start: u32) -> bool {
        let (mut due, mut seen) = (vec![start], BTreeSet::new());
        while let Some(at) = due.pop() {
            if at >= FALSE || !seen.insert(at) {
                continue;
            }
            let Some(branch) = self.program.code.get(at as usize) else { return true };
            if matches!(branch.atom, Atom::Node(node) if self.reads(node)) {
                return true;
            }
            due.extend([branch.yes, branch.no]);
        }
        false
    }

    fn may_fail(&self, node: NodeId) -> bool {
        self.may_fail.get(node as usize).copied().unwrap_or(true)
    }

    fn truth(&self, node: NodeId) -> Slope {
        if !self.reads(node) {
            return Slope::Level;
        }
        let Some(step) = self.program.nodes.get(node as usize).filter(|_| !self.may_fail(node)) else {
            return Slope::Mixed;
        };
        match step {
            Node::Slot(_) | Node::Item(_) if self.is_field(node) => Slope::Up,
            Node::Cond(start) => self.code(*start),
            Node::CompareI(cmp, a, b) | Node::CompareF(cmp, a, b) => {
                let (left, right) = (self.value(*a).compared(*cmp), self.value(*b).compared(cmp.mirrored()));
                left.with(right)
            }
            Node::OneOf(value, set) if self.is_field(*value) => {
                self.among(|value| set.contains(&u64::from(value)))
            }
            Node::Default(value, default) => self.truth(*value).with(self.truth(*default)),
            Node::Aggregate(_, Aggregate::Any, Some(body), _) => self.truth(*body),
            Node::CountIs(_, Some(body), cmp, other, _) if !self.reads(*other) => {
                self.truth(*body).compared(*cmp)
            }
            Node::DeadlineIs(index, set) => {
                let slope = self.deadline(*index);
                match (UPPER.contains(set), UPPER.contains(&(!set & ALL_STATES))) {
                    (true, _) => slope,
                    (_, true) => slope.turned(),
                    _ => Slope::Mixed,
                }
            }
            _ => Slope::Mixed,
        }
    }

    fn value(&self, node: NodeId) -> Slope {
        if !self.reads(node) {
            return Slope::Level;
        }
        let Some(step) = self.program.nodes.get(node as usize).filter(|_| !self.may_fail(node)) else {
            return Slope::Mixed;
        };
        match step {
            Node::Slot(_) | Node::Item(_) if self.is_field(node) => Slope::Up,
            Node::Widen(a) => self.value(*a),
            Node::Default(value, default) => self.value(*value).with(self.value(*default)),
            Node::NegI(a) | Node::NegF(a) => self.value(*a).turned(),
            Node::ArithI(Op::Add, a, b) | Node::ArithF(Op::Add, a, b) => self.value(*a).with(self.value(*b)),
            Node::ArithI(Op::Sub, a, b) | Node::ArithF(Op::Sub, a, b) | Node::Difference(_, a, b) => {
                self.value(*a).with(self.value(*b).turned())
            }
            Node::ArithI(Op::Mul, a, b) => self.times(*a, *b, |bits| bits.cast_signed() >= 0),
            Node::ArithF(Op::Mul, a, b) => self.times(*a, *b, |bits| f64::from_bits(bits) >= 0.0),
            Node::Shift(later, a, b) | Node::Durations(later, a, b) => {
                self.value(*a).with(self.value(*b).turned_if(!later))
            }
            Node::Call(function, a, b, _) => match function {
                Function::Min | Function::Max => self.value(*a).with(self.value(*b)),
                Function::Abs | Function::HourOf | Function::MonthOf => Slope::Mixed,
                _ => self.value(*a),
            },
            Node::Aggregate(_, Aggregate::Sum | Aggregate::Min | Aggregate::Max, Some(body), _) => {
                self.value(*body)
            }
            _ => Slope::Mixed,
        }
    }

    /// Of a product with a constant.
    fn times(&self, a: NodeId, b: NodeId, is_positive: impl Fn(u64) -> bool) -> Slope {
        let constant = |node: NodeId| match self.program.nodes.get(node as usize) {
            Some(Node::Const(bits)) => Some(*bits),
            _ => None,
        };
        match (constant(a), constant(b)) {
            (_, Some(bits)) => self.value(a).turned_if(!is_positive(bits)),
            (Some(bits), _) => self.value(b).turned_if(!is_positive(bits)),
            _ => Slope::Mixed,
        }
    }

    /// Of a value in bins, by the outcome of each bin.
    fn axis<'o>(&self, axis: &Axis, outcome: &mut dyn FnMut(usize) -> Option<&'o Outcome>) -> Slope {
        let edges = axis.bins.iter().filter_map(|bin| match bin {
            BinTest::EdgeI(node, _) | BinTest::EdgeF(node, _) => Some(*node),
            _ => None,
        });
        if edges.into_iter().any(|edge| self.reads(edge)) {
            return Slope::Mixed;
        }
        let value = self.value(axis.value);
        if matches!(value, Slope::Level | Slope::Mixed) {
            return value;
        }
        let bins = match self.values.filter(|_| self.is_field(axis.value)) {
            Some(count) => (0..count).map(|value| bin_of(axis, value)).collect(),
            None => ascending(axis),
        };
        let outcomes: Option<Vec<&Outcome>> =
            bins.unwrap_or_default().into_iter().map(&mut *outcome).collect();
        let Some(outcomes) = outcomes.filter(|all| !all.is_empty()) else { return Slope::Mixed };
        steps(&outcomes).turned_if(value == Slope::Down)
    }
}

/// The bin of a bool or an enum value.
fn bin_of(axis: &Axis, value: i64) -> Option<usize> {
    axis.bins.iter().position(|bin| match bin {
        BinTest::Is(values) => values.contains(&value),
        BinTest::Rest => true,
        _ => false,
    })
}

/// The bins in the order of their values, where edges cut them.
fn ascending(axis: &Axis) -> Option<Vec<usize>> {
    let mut bins = Vec::new();
    for (index, bin) in axis.bins.iter().enumerate() {
        match bin {
            BinTest::EdgeI(..) | BinTest::EdgeF(..) | BinTest::Rest => bins.push(index),
            BinTest::Unknown => {}
            BinTest::Is(_) => return None,
        }
    }
    Some(bins)
}

/// Which way a row of outcomes moves.
fn steps(outcomes: &[&Outcome]) -> Slope {
    let mut all = Slope::Level;
    for pair in outcomes.windows(2) {
        let [before, after] = pair else { continue };
        let (Points::Fixed(a), Points::Fixed(b)) = (before.points, after.points) else { return Slope::Mixed };
        let moves = (b.cmp(&a), after.floor.cmp(&before.floor));
        let is_one_group = before.group == after.group || a == 0 || b == 0;
        all = all.with(match moves {
            _ if !is_one_group => Slope::Mixed,
            (points, floor) if points.is_eq() && floor.is_eq() => Slope::Level,
            (points, floor) if points.is_ge() && floor.is_ge() => Slope::Up,
            (points, floor) if points.is_le() && floor.is_le() => Slope::Down,
            _ => Slope::Mixed,
        });
    }
    all
}
