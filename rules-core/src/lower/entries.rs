//! Entries, deadlines and groups to what the evaluator runs over.

use super::index::Index;
use super::nodes::Lowering;
use super::program::narrow;
use super::program::{Axis, BinTest, Days, Deadline, Entry, Group, Outcome, Points, Program, Test, Traits};
use super::reads::Reads;
use crate::explain::lens::Lens;
use crate::parse::document::{Status, Take};
use crate::ruleset::typed::{Type, Typed};
use crate::ruleset::{self, Claim, Model};
use crate::text::TextEngine;

/// Points that are as good as unbounded: more than any score, far from an overflow of sums.
const UNBOUNDED: i64 = 1 << 40;

/// Lowers a checked ruleset; `text` searches for its terms and patterns.
pub fn lower(model: &Model, mut text: TextEngine) -> Program {
    let mut lowering = Lowering::new(model);
    let relevance = model
        .fields
        .iter()
        .enumerate()
        .filter_map(|(slot, field)| Some((narrow(slot), lowering.condition(field.relevant.as_ref()?))))
        .collect();
    let groups = groups(model);
    let none = narrow(groups.len() - 1);
    let mut entries = Vec::new();
    for (index, entry) in model.entries.iter().enumerate() {
        if entry.status != Status::Retired {
            entries.push(lower_entry(&mut lowering, index, entry, none));
        }
    }
    let deadlines = model.deadlines.iter().map(|deadline| lower_deadline(&lowering, deadline)).collect();
    let memos = lowering.memo_places();
    // After the memos are placed: explanations take none.
    let lens =
        Lens::new(&mut lowering, entries.iter().filter_map(|entry: &Entry| model.entries.get(entry.model)));
    // Last of all: no incident is scored by them.
    let properties = model.properties.iter().map(|property| match &property.claim {
        Claim::Always { when, .. } => Some(lowering.condition(when)),
        Claim::Monotone { .. } => None,
    });
    let properties = properties.collect();
    let slots = lowering.as_of_slot() as usize + 1;
    text.ask(lowering.pairs);
    Program {
        index: Index::new(&entries, &lowering.code),
        relevance,
        deadlines,
        entries,
        groups,
        memos,
        lens,
        properties,
        slots,
        fields: model.fields.len(),
        text,
        nodes: lowering.nodes,
        traits: lowering.traits,
        code: lowering.code,
        texts: lowering.texts,
        cells: lowering.cells,
    }
}

/// The groups, and one more without a clamp for what is in none.
fn groups(model: &Model) -> Vec<Group> {
    let declared = model.groups.iter().map(|group| Group {
        best: group.take == Take::Best,
        min: group.min.unwrap_or(i64::MIN / 2),
        max: group.max.unwrap_or(i64::MAX / 2),
    });
    declared.chain([Group { best: false, min: i64::MIN / 2, max: i64::MAX / 2 }]).collect()
}

fn lower_entry(lowering: &mut Lowering<'_>, index: usize, entry: &ruleset::Entry, none: u32) -> Entry {
    let mut reads = Reads::default();
    let test = match &entry.test {
        ruleset::Test::When { when, each: None, .. } => {
            reads.add(lowering.model, when, None);
            Test::When(lowering.condition(when))
        }
        ruleset::Test::When { when, each: Some(list), count, .. } => {
            reads.fields.insert(narrow(*list));
            reads.add(lowering.model, when, Some(*list));
            Test::Each(narrow(*list), lowering.condition(when), *count)
        }
        ruleset::Test::Bins(axis) => {
            reads.axis(lowering.model, axis);
            Test::Bins(lower_axis(lowering, axis))
        }
        ruleset::Test::Table(rows, columns) => {
            reads.axis(lowering.model, rows);
            reads.axis(lowering.model, columns);
            Test::Table(lower_axis(lowering, rows), lower_axis(lowering, columns))
        }
        ruleset::Test::Deadline(deadline) => {
            reads.deadline(lowering.model, *deadline);
            Test::Deadline(narrow(*deadline))
        }
    };
    let outcomes: Vec<Outcome> =
        entry.outcomes.iter().map(|outcome| lower_outcome(lowering, outcome, none)).collect();
    let traits = traits_of_test(lowering, &test);
    Entry {
        model: index,
        shadow: entry.status == Status::Shadow,
        dates: (entry.from.unwrap_or(i64::MIN), entry.until.unwrap_or(i64::MAX)),
        has_default: traits.has_default,
        may_fail: traits.may_fail,
        test,
        spread: spread(&outcomes),
        top_floor: outcomes.iter().map(|outcome| outcome.floor).max().unwrap_or(0),
        outcomes,
        fields: reads.fields.into_iter().collect(),
        item_fields: reads.items.into_iter().collect(),
    }
}

/// What is known of the conditions or values of a test.
fn traits_of_test(lowering: &Lowering<'_>, test: &Test) -> Traits {
    let mut all = Traits::default();
    let mut take_axis =
        |axis: &Axis| all.take(lowering.traits.get(axis.value as usize).copied().unwrap_or_default());
    match test {
        Test::When(start) | Test::Each(_, start, _) => all = lowering.traits_of_code(*start),
        Test::Bins(axis) => take_axis(axis),
        Test::Table(rows, columns) => [rows, columns].into_iter().for_each(take_axis),
        Test::Deadline(_) => {}
    }
    all
}

fn lower_outcome(lowering: &mut Lowering<'_>, outcome: &ruleset::Outcome, none: u32) -> Outcome {
    let points = match &outcome.points {
        ruleset::Points::Fixed(points) => Points::Fixed(*points),
        ruleset::Points::Computed(typed, range) => {
            let (low, high) = range.unwrap_or((-UNBOUNDED, UNBOUNDED));
            Points::Computed(lowering.node(typed), low, high)
        }
    };
    Outcome {
        points,
        group: outcome.group.map_or(none, narrow),
        floor: outcome.floor.map_or(0, narrow),
        is_hit: outcome.reason.is_some(),
    }
}

/// For each group the most and the least that one of the outcomes in it gives, or nothing.
fn spread(outcomes: &[Outcome]) -> Vec<(u32, i64, i64)> {
    let mut all: Vec<(u32, i64, i64)> = Vec::new();
    for outcome in outcomes {
        let (low, high) = outcome.points.ends();
        match all.iter_mut().find(|(group, _, _)| *group == outcome.group) {
            Some((_, most, least)) => {
                *most = (*most).max(high);
                *least = (*least).min(low);
            }
            None => all.push((outcome.group, high.max(0), low.min(0))),
        }
    }
    all
}

fn lower_axis(lowering: &mut Lowering<'_>, axis: &ruleset::Axis) -> Axis {
    let value = lowering.node(&axis.value);
    let is_number = axis.value.ty == Type::Num;
    let mut bins = Vec::new();
    for bin in &axis.bins {
        bins.push(match bin {
            ruleset::BinTest::Below(edge) => edge_test(lowering, edge, is_number, false),
            ruleset::BinTest::UpTo(edge) => edge_test(lowering, edge, is_number, true),
            ruleset::BinTest::Is(values) => {
                let mut values = values.clone();
                values.sort_unstable();
                BinTest::Is(values.into())
            }
            ruleset::BinTest::Unknown => BinTest::Unknown,
            ruleset::BinTest::Rest => BinTest::Rest,
        });
    }
    let unknown = bins.iter().position(|bin| matches!(bin, BinTest::Unknown)).map(narrow);
    Axis { value, bins, unknown }
}

fn edge_test(lowering: &mut Lowering<'_>, edge: &Typed, is_number: bool, included: bool) -> BinTest {
    let node = lowering.node(edge);
    if is_number { BinTest::EdgeF(node, included) } else { BinTest::EdgeI(node, included) }
}

fn lower_deadline(lowering: &Lowering<'_>, deadline: &ruleset::Deadline) -> Deadline {
    let date = |field: usize| {
        let is_datetime = lowering.model.fields.get(field).is_some_and(|it| it.ty == Type::Datetime);
        (narrow(field), is_datetime)
    };
    let days = |days: &ruleset::Days| match days {
        ruleset::Days::Fixed(days) => Days::Fixed(*days),
        ruleset::Days::Param(index) => Days::Slot(lowering.param_slot(*index)),
        ruleset::Days::Field(index) => Days::Slot(narrow(*index)),
    };
    Deadline {
        start: date(deadline.start),
        done: date(deadline.done),
        days: days(&deadline.days),
        working: deadline.working,
        extend: deadline.extend.as_ref().map(days),
        pause: deadline.pause.as_ref().map(days),
        soon: deadline.soon.as_ref().map(days),
        roll: deadline.roll,
    }
}
