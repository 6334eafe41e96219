//! The report as text for a terminal, as Markdown, and as JSON.

use super::report::Report;
use super::sections::{self, Grid, Section};
use crate::backtest::args::BacktestFormat;
use crate::terminal::{self, HEAD, printable};
use comfy_table::{CellAlignment, Table};

/// The report in a format, ended by a line end.
pub fn text(report: &Report, format: BacktestFormat) -> String {
    match format {
        BacktestFormat::Json => serde_json::to_string_pretty(report).unwrap_or_default() + "\n",
        BacktestFormat::Table => joined(report, terminal),
        BacktestFormat::Markdown => joined(report, markdown),
    }
}

fn joined(report: &Report, each: fn(&Section) -> String) -> String {
    sections::of(report).iter().map(each).collect::<Vec<_>>().join("\n")
}

fn terminal(section: &Section) -> String {
    let mut text = format!("{HEAD}{}{HEAD:#}\n", printable(&section.title));
    for line in &section.lines {
        text.push_str(&format!("  {}\n", printable(line)));
    }
    if let Some(grid) = &section.grid {
        text.push_str(&format!("{}\n", table(grid)));
    }
    text
}

fn table(grid: &Grid) -> Table {
    let mut table = terminal::table(terminal::width());
    table.set_header(&grid.header);
    for row in &grid.rows {
        table.add_row(row.iter().map(|cell| printable(cell)));
    }
    terminal::keep_words(&mut table, 0, grid.rows.iter().filter_map(|row| row.first()));
    for at in grid.numbers.clone() {
        if let Some(column) = table.column_mut(at) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

fn markdown(section: &Section) -> String {
    let mut text = format!("## {}\n\n", escaped(&section.title, false));
    for line in &section.lines {
        text.push_str(&format!("- {}\n", escaped(line, false)));
    }
    let Some(grid) = &section.grid else { return text };
    if !section.lines.is_empty() {
        text.push('\n');
    }
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    text.push_str(&row(grid.header.iter().map(|name| (*name).to_owned()).collect()));
    let rule = |at| if grid.numbers.contains(&at) { "--:" } else { "---" }.to_owned();
    text.push_str(&row((0..grid.header.len()).map(rule).collect()));
    for cells in &grid.rows {
        text.push_str(&row(cells.iter().map(|cell| escaped(cell, true)).collect()));
    }
    text
}

/// Text that Markdown shows as it is; what stands between backticks is code already.
fn escaped(text: &str, in_grid: bool) -> String {
    let mut code = false;
    let mut out = String::with_capacity(text.len());
    for c in printable(text).chars() {
        code ^= c == '`';
        if c == '|' && in_grid || !code && matches!(c, '*' | '_' | '<' | '[' | ']' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
