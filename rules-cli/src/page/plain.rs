//! A page for a terminal.

use super::{Block, Cell, Line, Page, Shape, Table, Width};
use crate::terminal::{self, HEAD};
use comfy_table::CellAlignment;
use comfy_table::presets::UTF8_FULL;

/// The page as text; headings in bold where they may be.
pub fn render(page: &Page, styled: bool) -> String {
    let mut out = heading(&page.title, styled);
    for section in &page.sections {
        out.push('\n');
        out.push_str(&heading(&section.title, styled));
        for block in &section.blocks {
            out.push_str(&self::block(block));
        }
    }
    out
}

fn heading(title: &str, styled: bool) -> String {
    let title = terminal::printable(title);
    if styled { format!("{HEAD}{title}{HEAD:#}\n") } else { format!("{title}\n") }
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(title, id) => {
            let both: Vec<&str> = [title.as_str(), id].into_iter().filter(|it| !it.is_empty()).collect();
            format!("\n{}\n", terminal::printable(&both.join("  ")))
        }
        Block::Text(cell) => cell.lines.iter().map(|line| format!("  {}\n", of_line(line))).collect(),
        Block::Table(table) => format!("{}\n", drawn(table)),
    }
}

fn drawn(table: &Table) -> comfy_table::Table {
    let mut drawn = terminal::table();
    if table.shape != Shape::Pairs {
        drawn.load_style(UTF8_FULL);
        drawn.set_header(table.columns.iter().map(|column| terminal::printable(&column.title)));
    }
    for row in &table.rows {
        drawn.add_row(row.iter().map(of_cell));
    }
    for (at, column) in table.columns.iter().enumerate() {
        if let Some(drawn) = drawn.column_mut(at).filter(|_| column.width == Width::Number) {
            drawn.set_cell_alignment(CellAlignment::Right);
        }
    }
    drawn
}

fn of_cell(cell: &Cell) -> String {
    cell.lines.iter().map(of_line).collect::<Vec<_>>().join("\n")
}

fn of_line(line: &Line) -> String {
    match line {
        Line::Text(text) | Line::Code(text) | Line::Faint(text) => terminal::printable(text),
        Line::Bar(text, share) => format!("{}\n{}", terminal::printable(text), share.blocks()),
    }
}
