//! Tables: the points of every cell, then what the cells say.

use super::entries::{notes, outcomes};
use super::voice::{Phrase, Voice};
use super::words;
use crate::page::{Block, Cell, Column, Section, Shape, Table, Width};
use rules_core::ruleset::{Axis, Entry, Outcome, Points, Test};

/// Cells that say the same and are still named one by one.
const NAMED: usize = 6;

/// The tables, in the file's order.
pub fn tables(voice: &Voice<'_>) -> Option<Section> {
    let mut blocks = Vec::new();
    for entry in &voice.model.entries {
        let Test::Table(rows, columns) = &entry.test else { continue };
        let (heading, mut axes) = named(voice, entry, rows, columns);
        axes.lines.extend(notes(voice, entry).lines);
        blocks.push(heading);
        blocks.extend(axes.some().map(Block::Text));
        blocks.push(matrix(voice, entry, rows, columns));
        blocks.push(reasons(voice, entry, rows, columns));
    }
    let title = voice.say(words::h_tables).to_owned();
    (!blocks.is_empty()).then_some(Section { title, blocks })
}

/// The heading and what the axes are: as the file has it, or by the fields that they read.
fn named(voice: &Voice<'_>, entry: &Entry, rows: &Axis, columns: &Axis) -> (Block, Cell) {
    if !voice.to_author() {
        let [rows, columns] = [rows, columns].map(|axis| voice.told_from(&axis.value));
        return (Block::Heading(voice.fill(words::cell, &[&rows, &columns]), String::new()), Cell::default());
    }
    let axis = |name, axis: &Axis| voice.fill(words::axis, &[voice.say(name), &axis.text]);
    let axes = Cell::code(axis(words::rows_are, rows)).and_code(axis(words::columns_are, columns));
    (Block::Heading(String::new(), entry.id.clone()), axes)
}

/// The points and floors, row by column.
fn matrix(voice: &Voice<'_>, entry: &Entry, rows: &Axis, columns: &Axis) -> Block {
    let width = columns.bins.len();
    let titles = (0..width).map(|at| Column { title: voice.bin(columns, at), width: Width::Number });
    let corner = Column { title: String::new(), width: Width::Short };
    let outcomes: Vec<&Outcome> = entry.outcomes.iter().collect();
    let row = |(at, cells): (usize, &[&Outcome])| {
        let name = Cell::text(voice.bin(rows, at));
        std::iter::once(name).chain(cells.iter().map(|outcome| voice.points(outcome))).collect()
    };
    Block::Table(Table {
        shape: Shape::Matrix,
        columns: std::iter::once(corner).chain(titles).collect(),
        rows: outcomes.chunks(width.max(1)).enumerate().map(row).collect(),
    })
}

/// Cells that say and give the same, points aside.
struct Alike<'e> {
    key: String,
    first: &'e Outcome,
    cells: Vec<String>,
}

/// What the cells say that give anything, those that say the same together.
fn reasons(voice: &Voice<'_>, entry: &Entry, rows: &Axis, columns: &Axis) -> Block {
    let width = columns.bins.len().max(1);
    let mut all: Vec<Alike<'_>> = Vec::new();
    for (at, outcome) in entry.outcomes.iter().enumerate() {
        if gives_nothing(outcome) {
            continue;
        }
        let key = key(voice, outcome);
        let place = voice.fill(words::cell, &[&voice.bin(rows, at / width), &voice.bin(columns, at % width)]);
        match all.iter_mut().find(|alike| alike.key == key) {
            Some(alike) => alike.cells.push(place),
            None => all.push(Alike { key, first: outcome, cells: vec![place] }),
        }
    }
    let most = all.iter().map(|alike| alike.cells.len()).max().unwrap_or_default();
    // What most of them share stands last, as the rest.
    all.sort_by_key(|alike| alike.cells.len() == most);
    let last = all.len().saturating_sub(1);
    let rest: Phrase = if last == 0 { words::all_cells } else { words::other_cells };
    let rows = all.iter().enumerate().map(|(at, alike)| {
        let count = alike.cells.len();
        let named = if at == last && count > NAMED {
            Cell::text(voice.fill(rest, &[&count.to_string()]))
        } else {
            Cell::text(alike.cells.join(voice.say(words::semicolon)))
        };
        (named, alike.first)
    });
    shared_points(outcomes(voice, words::cells, rows.collect()))
}

fn gives_nothing(outcome: &Outcome) -> bool {
    matches!(outcome.points, Points::Fixed(0)) && outcome.floor.is_none() && outcome.actions.is_empty()
}

fn key(voice: &Voice<'_>, outcome: &Outcome) -> String {
    let Outcome { group, floor, actions, basis, .. } = outcome;
    format!("{:?} {group:?} {floor:?} {actions:?} {basis:?}", voice.reason(outcome, None))
}

/// The table without its points: they stand in the matrix.
fn shared_points(block: Block) -> Block {
    let Block::Table(mut table) = block else { return block };
    if let Some(points) = table.columns.iter().position(|column| column.width == Width::Number) {
        table.remove(points);
    }
    Block::Table(table)
}
