//! Conditions taken apart: the parts that are responsible for what came of them.
//!
//! A conjunction that holds does so by all its parts, one that does not by those that do not; a disjunction
//! the other way round; what is unknown is so by its unknown parts.

use super::data::{Because, ConditionPart, NotHit, Reading, ReadingKind, Truth};
use super::explainer::{Explainer, Scope};
use super::lens::{LensTest, Part, Read, Shape};
use super::readings::Readings;
use super::{ITEMS, PARTS, WhyNot};
use crate::assessment::bin_and_cell;
use crate::eval::decide::Decision;
use crate::eval::value::{Mode, Value};
use crate::lower::program::Entry;
use crate::ruleset::{self, Test};
use crate::session::{hit, within};
use crate::time::date_of;
use std::collections::BTreeSet;

impl Truth {
    /// What a value says of its condition.
    pub(crate) fn of(value: Value, part: &Part) -> Self {
        match value {
            Value::Known(_) if part.ty != ruleset::typed::Type::Bool => Self::Known,
            Value::Known(0) => Self::False,
            Value::Known(_) => Self::True,
            Value::Open | Value::Half(true) => Self::Unknown,
            // No completion makes it hold.
            Value::Void | Value::Half(false) => Self::NotApplicable,
            Value::Failed(_) => Self::Failed,
        }
    }
}

impl Explainer<'_> {
    pub fn truth(&mut self, part: &Part, mode: Mode, scope: Scope) -> Truth {
        Truth::of(self.value(part, mode, scope), part)
    }

    /// The parts of a conjunction or disjunction that are responsible for its truth; all, if none is alone.
    pub fn responsible<'p>(&mut self, part: &'p Part, mode: Mode, scope: Scope) -> Vec<&'p Part> {
        let (all, decides) = match &part.shape {
            Shape::All(all) => (all, Truth::False),
            Shape::Any(all) => (all, Truth::True),
            _ => return Vec::new(),
        };
        let truth = self.truth(part, mode, scope);
        let wanted = |of: Truth| match truth {
            Truth::True | Truth::False => truth != decides || of == decides,
            _ => !matches!(of, Truth::True | Truth::False),
        };
        let found: Vec<&Part> = all.iter().filter(|it| wanted(self.truth(it, mode, scope))).collect();
        if found.is_empty() { all.iter().collect() } else { found }
    }

    /// The items of a list for which a condition holds, or for which it does not.
    pub fn items_where(&mut self, list: u32, body: &Part, mode: Mode, holds: bool) -> Vec<usize> {
        let count = self.items(list).map_or(0, |extent| extent.len);
        let is_wanted = |truth: Truth| (truth == Truth::True) == holds;
        (0..count).filter(|number| is_wanted(self.truth(body, mode, Some((list, *number))))).collect()
    }

    pub fn why_not(&mut self, wanted: &WhyNot) -> Vec<NotHit> {
        let is_wanted = |id: &str| match wanted {
            WhyNot::None => false,
            WhyNot::All => true,
            WhyNot::One(one) => one == id,
        };
        let mut all = Vec::new();
        for (index, (entry, decision)) in self.program.entries.iter().zip(self.decisions.clone()).enumerate()
        {
            let Some(declared) = self.declared(entry).filter(|declared| is_wanted(&declared.id)) else {
                continue;
            };
            if hit(entry, &decision).is_none() {
                all.push(self.not_hit(index, entry, declared, &decision));
            }
        }
        all
    }

    fn not_hit(
        &mut self,
        index: usize,
        entry: &Entry,
        declared: &ruleset::Entry,
        decision: &Decision,
    ) -> NotHit {
        let today = self.as_of.and_then(|as_of| date_of(as_of, self.offset()).ok());
        let (because, parts) = if within(entry.dates, today) {
            let (truth, parts) = self.told_of(index, declared, decision);
            (because(decision, truth, &declared.test), parts)
        } else {
            (Because::NotInForce, Vec::new())
        };
        let (bin, cell) = decision.outcome.map_or((None, None), |outcome| bin_and_cell(entry, outcome));
        let id = declared.id.clone();
        let conditions = conditions(&declared.test);
        NotHit { id, shadow: entry.shadow, because, bin, cell, conditions, parts }
    }

    /// The responsible parts of an entry's test, and what the whole of it is where that says more than the
    /// decision does.
    fn told_of(
        &mut self,
        index: usize,
        declared: &ruleset::Entry,
        decision: &Decision,
    ) -> (Option<Truth>, Vec<ConditionPart>) {
        let mode = if decision.open { Mode::Certain } else { Mode::Present };
        let mut left = PARTS;
        match self.lens().entries.get(index) {
            Some(LensTest::When(part)) => {
                (Some(self.truth(part, mode, None)), self.top_parts(part, mode, &mut left))
            }
            Some(LensTest::Each(list, part)) => (None, self.each_part(*list, part, mode, &mut left)),
            Some(LensTest::Axes(axes)) => {
                let parts = axes.iter().map(|axis| self.part(axis, mode, None, &mut left)).collect();
                let mut truths = axes.iter().map(|axis| self.truth(axis, mode, None));
                (truths.find(|truth| *truth != Truth::Known), parts)
            }
            Some(LensTest::Deadline(deadline)) => {
                let mut readings = Readings::default();
                self.read_deadline(*deadline, &mut readings);
                let truth = if decision.open { Truth::Unknown } else { Truth::False };
                let text = declared.id.clone();
                let part = ConditionPart { text, truth, item: None, values: readings.all, parts: Vec::new() };
                (None, vec![part])
            }
            None => (None, Vec::new()),
        }
    }

    /// The parts of a whole condition: a conjunction or disjunction is not told of by itself.
    fn top_parts(&mut self, part: &Part, mode: Mode, left: &mut usize) -> Vec<ConditionPart> {
        match part.shape {
            Shape::All(_) | Shape::Any(_) => {
                let responsible = self.responsible(part, mode, None);
                self.parts(&responsible, mode, None, left)
            }
            _ => vec![self.part(part, mode, None, left)],
        }
    }

    fn parts(&mut self, all: &[&Part], mode: Mode, scope: Scope, left: &mut usize) -> Vec<ConditionPart> {
        let mut told = Vec::new();
        for part in all {
            if *left == 0 {
                break;
            }
            told.push(self.part(part, mode, scope, left));
        }
        told
    }

    pub fn part(&mut self, part: &Part, mode: Mode, scope: Scope, left: &mut usize) -> ConditionPart {
        *left = left.saturating_sub(1);
        let mut told = ConditionPart {
            text: self.written(part.span),
            truth: self.truth(part, mode, scope),
            item: None,
            values: Vec::new(),
            parts: Vec::new(),
        };
        match &part.shape {
            Shape::All(_) | Shape::Any(_) => {
                let responsible = self.responsible(part, mode, scope);
                told.parts = self.parts(&responsible, mode, scope, left);
            }
            Shape::Not(inner) => match inner.shape {
                Shape::Leaf => told.values = self.values(inner, scope),
                _ => told.parts = self.parts(&[inner], mode, scope, left),
            },
            Shape::Feature(_) if part.ty != ruleset::typed::Type::Bool => {
                told.values = self.values(part, scope)
            }
            Shape::Feature(index) => {
                if let Some(inner) = self.lens().feature(*index) {
                    told.parts = match inner.shape {
                        // The name stands for the whole: its parts say why.
                        Shape::All(_) | Shape::Any(_) => {
                            let responsible = self.responsible(inner, mode, None);
                            self.parts(&responsible, mode, None, left)
                        }
                        _ => self.parts(&[inner], mode, None, left),
                    };
                }
            }
            Shape::Items(list, body) => {
                told.values = self.values(part, scope);
                told.parts = self.item_parts(*list, body, mode, told.truth == Truth::True, left);
            }
            Shape::Leaf => told.values = self.values(part, scope),
        }
        told
    }

    /// A condition put to each item.
    fn each_part(&mut self, list: u32, part: &Part, mode: Mode, left: &mut usize) -> Vec<ConditionPart> {
        let told = self.item_parts(list, part, mode, false, left);
        if !told.is_empty() {
            return told;
        }
        let values: Vec<Reading> = self.field(list).into_iter().collect();
        let name = values.first().map(|reading| reading.name.clone()).unwrap_or_default();
        let truth = if self.items(list).is_some() { Truth::False } else { Truth::Unknown };
        vec![ConditionPart { text: name, truth, item: None, values, parts: Vec::new() }]
    }

    fn item_parts(
        &mut self,
        list: u32,
        body: &Part,
        mode: Mode,
        holds: bool,
        left: &mut usize,
    ) -> Vec<ConditionPart> {
        let name = self.model.fields.get(list as usize).map(|field| field.name.as_str()).unwrap_or_default();
        let mut told = Vec::new();
        for number in self.items_where(list, body, mode, holds).into_iter().take(ITEMS) {
            if *left == 0 {
                break;
            }
            let item = Some(format!("{name}[{number}]"));
            told.push(ConditionPart { item, ..self.part(body, mode, Some((list, number)), left) });
        }
        told
    }

    /// What a part read by itself, the fields behind a feature's value included.
    fn values(&mut self, part: &Part, scope: Scope) -> Vec<Reading> {
        let mut readings = Readings::default();
        for read in &part.reads {
            self.read_through(*read, scope, &mut readings, &mut BTreeSet::new());
        }
        readings.all
    }

    /// The value of a feature that is no condition.
    fn numeric(&mut self, part: &Part, scope: Scope) -> Vec<Reading> {
        if part.ty == ruleset::typed::Type::Bool { Vec::new() } else { self.own_values(part, scope) }
    }

    fn own_values(&mut self, part: &Part, scope: Scope) -> Vec<Reading> {
        let mut readings = Readings::default();
        for read in &part.reads {
            self.read(*read, scope, &mut readings);
        }
        readings.all
    }

    /// A read, and what the feature or deadline behind it reads.
    pub fn read_through(
        &mut self,
        read: Read,
        scope: Scope,
        readings: &mut Readings,
        seen: &mut BTreeSet<u32>,
    ) {
        match read {
            Read::Feature(index) => {
                if !seen.insert(index) {
                    return;
                }
                self.read(read, scope, readings);
                if let Some(part) = self.lens().feature(index as usize) {
                    for read in all_reads(part) {
                        self.read_through(read, None, readings, seen);
                    }
                }
            }
            Read::Deadline(index) => self.read_deadline(index, readings),
            _ => self.read(read, scope, readings),
        }
    }

    fn read_deadline(&mut self, index: u32, readings: &mut Readings) {
        self.read(Read::Deadline(index), None, readings);
        if let Some(deadline) = self.program.deadlines.get(index as usize) {
            self.read(Read::Field(deadline.start.0), None, readings);
            self.read(Read::Field(deadline.done.0), None, readings);
        }
    }

    /// The facts that made an entry fire.
    pub fn evidence(&mut self, index: usize) -> Vec<Reading> {
        let mut walk = Walk::default();
        let lens = self.lens();
        match lens.entries.get(index) {
            Some(LensTest::When(part)) => self.walk(part, None, &mut walk),
            Some(LensTest::Each(list, part)) => {
                for number in self.items_where(*list, part, Mode::Present, true).into_iter().take(ITEMS) {
                    self.walk(part, Some((*list, number)), &mut walk);
                }
            }
            Some(LensTest::Axes(axes)) => axes.iter().for_each(|axis| self.walk(axis, None, &mut walk)),
            Some(LensTest::Deadline(deadline)) => self.read_deadline(*deadline, &mut walk.readings),
            None => {}
        }
        // A feature that is a condition has said all by its parts.
        let mut all = walk.readings.all;
        all.retain(|it| it.kind != ReadingKind::Feature || !it.shown.value.is_boolean());
        all
    }

    fn walk(&mut self, part: &Part, scope: Scope, walk: &mut Walk) {
        match &part.shape {
            Shape::All(_) | Shape::Any(_) => {
                for part in self.responsible(part, Mode::Present, scope) {
                    self.walk(part, scope, walk);
                }
            }
            Shape::Not(inner) => self.walk(inner, scope, walk),
            Shape::Feature(index) => {
                let Some(inner) = self.lens().feature(*index).filter(|_| walk.features.insert(*index)) else {
                    return;
                };
                for reading in self.numeric(part, scope) {
                    walk.readings.all.push(reading);
                }
                self.walk(inner, None, walk);
            }
            Shape::Items(list, body) => {
                let numbers = self.items_where(*list, body, Mode::Present, true);
                if numbers.is_empty() {
                    self.read(Read::Field(*list), scope, &mut walk.readings);
                }
                for number in numbers.into_iter().take(ITEMS) {
                    self.walk(body, Some((*list, number)), walk);
                }
            }
            Shape::Leaf => {
                for read in &part.reads {
                    match read {
                        Read::Feature(index) => {
                            if let Some(inner) = self
                                .lens()
                                .feature(*index as usize)
                                .filter(|_| walk.features.insert(*index as usize))
                            {
                                self.read(*read, scope, &mut walk.readings);
                                self.walk(inner, None, walk);
                            }
                        }
                        _ => self.read_through(*read, scope, &mut walk.readings, &mut BTreeSet::new()),
                    }
                }
            }
        }
    }
}

/// What decides an entry, as written.
fn conditions(test: &Test) -> Vec<String> {
    match test {
        Test::When { text, .. } => vec![text.clone()],
        Test::Bins(axis) => vec![axis.text.clone()],
        Test::Table(rows, columns) => vec![rows.text.clone(), columns.text.clone()],
        Test::Deadline(_) => Vec::new(),
    }
}

fn because(decision: &Decision, truth: Option<Truth>, test: &Test) -> Because {
    match (decision.failed, decision.open, truth, test) {
        (Some(_), ..) => Because::Failed,
        (_, true, ..) => Because::Unknown,
        (_, _, Some(Truth::NotApplicable), _) => Because::NotApplicable,
        (_, _, _, Test::Bins(_) | Test::Table(..)) => Because::Bin,
        (_, _, _, Test::Deadline(_)) => Because::Deadline,
        _ => Because::False,
    }
}

/// What was read so far, and the features that were followed.
#[derive(Default)]
struct Walk {
    readings: Readings,
    features: BTreeSet<usize>,
}

/// What a part and all its parts read.
fn all_reads(part: &Part) -> Vec<Read> {
    let mut reads = part.reads.clone();
    match &part.shape {
        Shape::All(all) | Shape::Any(all) => reads.extend(all.iter().flat_map(all_reads)),
        Shape::Not(inner) | Shape::Items(_, inner) => reads.extend(all_reads(inner)),
        Shape::Feature(_) | Shape::Leaf => {}
    }
    reads
}
