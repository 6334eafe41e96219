//! A page for a terminal.

use super::{Block, Cell, Column, Line, Page, Shape, Table, Width};
use crate::terminal::{self, HEAD};
use comfy_table::CellAlignment;
use comfy_table::presets::UTF8_FULL;

/// Where less room is than this, a list of more columns than these stands row by row.
const ROOM: u16 = 100;
const COLUMNS: usize = 4;

/// The page as text of this many columns; headings in bold where they may be.
pub fn render(page: &Page, width: u16, styled: bool) -> String {
    let mut out = heading(&page.title, styled);
    if !page.edition.is_empty() {
        out.push_str(&format!("{}\n", terminal::printable(&page.edition)));
    }
    for section in &page.sections {
        out.push('\n');
        out.push_str(&heading(&section.title, styled));
        for block in &section.blocks {
            out.push_str(&self::block(block, width));
        }
    }
    out
}

fn heading(title: &str, styled: bool) -> String {
    let title = terminal::printable(title);
    if styled { format!("{HEAD}{title}{HEAD:#}\n") } else { format!("{title}\n") }
}

fn block(block: &Block, width: u16) -> String {
    match block {
        Block::Heading(title, id) => {
            let both: Vec<&str> = [title.as_str(), id].into_iter().filter(|it| !it.is_empty()).collect();
            format!("\n{}\n", terminal::printable(&both.join("  ")))
        }
        Block::Text(cell) => cell.lines.iter().map(|line| format!("  {}\n", of_line(line))).collect(),
        Block::Table(table)
            if width < ROOM && table.shape == Shape::List && table.columns.len() > COLUMNS =>
        {
            table.rows.iter().map(|row| format!("{}\n", card(table, row, width))).collect()
        }
        Block::Table(table) => format!("{}\n", drawn(table, width)),
    }
}

/// A row by itself: its cells one under the other, each with its column's title.
fn card(table: &Table, row: &[Cell], width: u16) -> comfy_table::Table {
    let mut drawn = terminal::table(width);
    let mut named = table.columns.iter().zip(row).filter(|(_, cell)| !cell.lines.is_empty());
    let both = |(column, cell): (&Column, &Cell)| [terminal::printable(&column.title), of_cell(cell)];
    drawn.set_header(named.next().map(both).unwrap_or_default());
    drawn.add_rows(named.map(both));
    drawn
}

fn drawn(table: &Table, width: u16) -> comfy_table::Table {
    let mut drawn = terminal::table(width);
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
        Line::Text(text) | Line::Code(text) | Line::Name(text) | Line::Faint(text) | Line::Level(text, _) => {
            terminal::printable(text)
        }
        Line::Bar(text, share) if share.is_none() => terminal::printable(text),
        Line::Bar(text, share) => format!("{}\n{}", terminal::printable(text), share.blocks()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Section;

    fn page() -> Page {
        let titles = ["Rule", "Condition", "Points", "Group", "Basis"];
        let columns = titles.map(|title| Column { title: title.into(), width: Width::Text });
        let row = ["Much is owed", "owed > 3000", "20", "", "law"].map(Cell::text);
        let table = Table::list(columns.into(), vec![row.to_vec(), ["b"; 5].map(Cell::text).to_vec()]);
        let section = Section { title: "Rules".into(), blocks: vec![Block::Table(table)] };
        Page {
            locale: "en".into(),
            title: "T".into(),
            edition: String::new(),
            contents: "Contents",
            sections: vec![section],
        }
    }

    #[test]
    fn where_room_is_short_each_row_stands_by_itself() {
        let narrow = render(&page(), 60, false);
        assert!(narrow.contains("│ Rule      ┆ Much is owed │\n"), "{narrow}");
        assert!(
            narrow.contains("│ Condition ┆ owed > 3000  │\n│ Points    ┆ 20           │\n│ Basis"),
            "{narrow}"
        );
        assert_eq!(narrow.matches("│ Rule").count(), 2, "{narrow}");
        let wide = render(&page(), 110, false);
        assert!(wide.contains("│ Rule         ┆ Condition   ┆ Points ┆ Group ┆ Basis │"), "{wide}");
    }
}
