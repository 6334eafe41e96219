//! A page as Markdown with tables as GitHub has them.

use super::{Block, Cell, Line, Page, Shape, Table, Width};

/// The page as text.
pub fn render(page: &Page) -> String {
    let mut out = format!("# {}\n", escaped(&page.title));
    if !page.edition.is_empty() {
        out.push_str(&format!("\n{}\n", escaped(&page.edition)));
    }
    for section in &page.sections {
        out.push_str(&format!("\n## {}\n", escaped(&section.title)));
        for block in &section.blocks {
            out.push('\n');
            out.push_str(&self::block(block));
        }
    }
    out
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(title, id) if id.is_empty() => format!("### {}\n", escaped(title)),
        Block::Heading(title, id) if title.is_empty() => format!("### {}\n", code(id)),
        Block::Heading(title, id) => format!("### {} {}\n", escaped(title), code(id)),
        Block::Text(cell) => {
            let lines: Vec<String> = cell.lines.iter().map(|line| format!("{}\n", opening(line))).collect();
            lines.join("\n")
        }
        Block::Table(table) => drawn(table),
    }
}

fn drawn(table: &Table) -> String {
    let titles: Vec<String> = table.columns.iter().map(|column| escaped(&column.title)).collect();
    let rules: Vec<String> = table
        .columns
        .iter()
        .map(|column| if column.width == Width::Number { "--:" } else { "---" }.to_owned())
        .collect();
    let mut out = format!("{}{}", row(&titles), row(&rules));
    for cells in &table.rows {
        let mut cells: Vec<String> = cells.iter().map(of_cell).collect();
        if let Some(first) = cells.first_mut().filter(|_| table.shape != Shape::List) {
            *first = format!("**{first}**");
        }
        out.push_str(&row(&cells));
    }
    out
}

fn row(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

fn of_cell(cell: &Cell) -> String {
    cell.lines.iter().map(of_line).collect::<Vec<_>>().join("<br>")
}

fn of_line(line: &Line) -> String {
    match line {
        Line::Text(text) | Line::Level(text, _) => escaped(text),
        Line::Code(text) | Line::Name(text) => code(text),
        Line::Faint(text) => format!("*{}*", escaped(text)),
        Line::Bar(text, share) if share.is_none() => escaped(text),
        Line::Bar(text, share) => format!("{}<br>{}", escaped(text), share.blocks()),
    }
}

/// A line that opens a paragraph: not a list, not an underline.
fn opening(line: &Line) -> String {
    let text = of_line(line);
    if text.starts_with(['-', '+', '=']) { format!("\\{text}") } else { text }
}

/// Words that mean nothing to Markdown.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '#' | '&' | '$' => {
                out.extend(['\\', c]);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Code that also stands in a cell: the bars escaped, the fence longer than any run of backticks inside.
fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("{fence}{space}{}{space}{fence}", text.replace('|', "\\|"))
}
