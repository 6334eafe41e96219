//! A page as data: sections of texts and tables of cells. Renderers know this and nothing of rulesets; the
//! commands that make pages know nothing of how they are written.

mod html;
mod links;
mod markdown;
mod plain;

use crate::exit::{Code, Stop};
use crate::terminal;
use clap::ValueEnum;
use std::path::Path;

/// How a page is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PageFormat {
    /// Tables for reading on a terminal.
    Terminal,
    /// Markdown with tables.
    Markdown,
    /// One file for a browser, to be read and printed.
    Html,
}

/// Writes a page to a file, or to standard output.
pub fn write(page: &Page, format: PageFormat, output: Option<&Path>) -> Result<Code, Stop> {
    let text = match format {
        PageFormat::Terminal if output.is_some() => plain::render(page, terminal::WIDTH, false),
        PageFormat::Terminal => plain::render(page, terminal::width(), true),
        PageFormat::Markdown => markdown::render(page),
        PageFormat::Html => html::render(page),
    };
    let Some(path) = output else {
        terminal::print(&text)?;
        return Ok(Code::Clean);
    };
    let shown = path.display();
    std::fs::write(path, text).map_err(|error| Stop::writing(&format!("`{shown}`"), &error))?;
    Ok(Code::Clean)
}

/// A whole page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The language of its texts, as `zh`.
    pub locale: String,
    /// What it is about.
    pub title: String,
    /// As of when and by which edition: under the title, and at the foot of each printed page.
    pub edition: String,
    /// What stands above the list of sections.
    pub contents: &'static str,
    /// Its parts, in order.
    pub sections: Vec<Section>,
}

/// A part with a heading.
#[derive(Clone, Debug)]
pub struct Section {
    /// The heading.
    pub title: String,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

/// What stands in a section.
#[derive(Clone, Debug)]
pub enum Block {
    /// A heading within the section: a title, and an id that may be empty.
    Heading(String, String),
    /// A paragraph.
    Text(Cell),
    /// A table.
    Table(Table),
}

/// A table; every row has a cell for each column.
#[derive(Clone, Debug)]
pub struct Table {
    /// How it is read.
    pub shape: Shape,
    /// The columns; those of [`Shape::Pairs`] have no titles.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// How a table is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Row by row: each row is one thing, the first cell names it.
    List,
    /// A name and what it is.
    Pairs,
    /// By row and column at once.
    Matrix,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its title.
    pub title: String,
    /// How much room it wants.
    pub width: Width,
}

/// How much room a column wants, against the others of its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// A number, with a few words under it at most.
    Number,
    /// A word or two.
    Short,
    /// A few words.
    Medium,
    /// A sentence.
    Text,
    /// A condition, or many words.
    Long,
}

impl Width {
    /// Shares of the table's width.
    pub fn shares(self) -> u32 {
        match self {
            Self::Short => 4,
            Self::Number => 5,
            Self::Medium => 6,
            Self::Text => 10,
            Self::Long => 14,
        }
    }
}

/// A cell: lines, one under the other.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// The lines; none for an empty cell.
    pub lines: Vec<Line>,
}

/// A line of a cell.
#[derive(Clone, Debug)]
pub enum Line {
    /// Words.
    Text(String),
    /// As the ruleset's file has it.
    Code(String),
    /// The name of what the row explains, as conditions have it.
    Name(String),
    /// Words that matter less: ids, notes.
    Faint(String),
    /// A number in words, and its share of the whole as a bar.
    Bar(String, Share),
    /// A level in words, and where it stands among all.
    Level(String, Rank),
}

/// A level's place among all, from 0 for the lowest: told by marks that also a print without colours has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rank {
    /// Its index.
    pub at: usize,
    /// How many there are.
    pub of: usize,
}

impl Rank {
    /// A mark for each level, filled up to this one.
    pub fn marks(self) -> String {
        let filled = (self.at + 1).min(self.of);
        format!("{}{}", "●".repeat(filled), "○".repeat(self.of - filled))
    }

    /// The same in four steps, for colours: 0 is the lowest, 3 the highest.
    pub fn step(self) -> usize {
        (self.at * 3).div_ceil(self.of.saturating_sub(1).max(1)).min(3)
    }
}

/// A part of a whole in thousandths, from 0 to 1,000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share(u16);

impl Share {
    /// `part` of `whole`; nothing of an empty whole. What is there at all is never 0.
    pub fn of(part: u64, whole: u64) -> Self {
        let exact = u128::from(part.min(whole)) * 1_000;
        let rounded = (exact + u128::from(whole) / 2).checked_div(u128::from(whole)).unwrap_or_default();
        let least = u16::from(part > 0 && whole > 0);
        Self(u16::try_from(rounded).unwrap_or(1_000).max(least))
    }

    /// Whether it is nothing at all.
    pub fn is_none(self) -> bool {
        self.0 == 0
    }

    /// A width for CSS, such as `24.5%`.
    pub fn css(self) -> String {
        format!("{}.{}%", self.0 / 10, self.0 % 10)
    }

    /// A bar of block characters, ten for the whole; eighths of a block where a terminal draws them.
    pub fn blocks(self) -> String {
        const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
        let eighths = (usize::from(self.0) * 80).div_ceil(1_000);
        let last = EIGHTHS.get(eighths % 8).copied().unwrap_or_default();
        format!("{}{last}", "█".repeat(eighths / 8))
    }
}

impl Line {
    /// Its words.
    pub fn words(&self) -> &str {
        match self {
            Self::Text(text) | Self::Code(text) | Self::Name(text) | Self::Faint(text) => text,
            Self::Bar(text, _) | Self::Level(text, _) => text,
        }
    }
}

impl Section {
    /// A section that holds one table; none where the table has no rows.
    pub fn of(title: &str, table: Table) -> Option<Self> {
        let blocks = vec![Block::Table(table)];
        Some(Self { title: title.to_owned(), blocks })
            .filter(|it| it.blocks.iter().any(Block::says_something))
    }
}

impl Block {
    fn says_something(&self) -> bool {
        !matches!(self, Self::Table(table) if table.rows.is_empty())
    }
}

impl Table {
    /// A list. A column whose cells are all empty is left out.
    pub fn list(columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Self {
        let mut table = Self { shape: Shape::List, columns, rows };
        for at in (1..table.columns.len()).rev() {
            let is_empty = |row: &Vec<Cell>| row.get(at).is_none_or(|cell| cell.lines.is_empty());
            if table.rows.iter().all(is_empty) {
                table.remove(at);
            }
        }
        table
    }

    /// Takes a column out.
    pub fn remove(&mut self, at: usize) {
        self.columns.remove(at);
        for row in &mut self.rows {
            if at < row.len() {
                row.remove(at);
            }
        }
    }

    /// Names and what they are; empty ones are left out.
    pub fn pairs(pairs: Vec<(&str, Cell)>) -> Self {
        let rows = pairs.into_iter().filter(|(_, cell)| !cell.lines.is_empty());
        let column = |width| Column { title: String::new(), width };
        Self {
            shape: Shape::Pairs,
            columns: vec![column(Width::Short), column(Width::Long)],
            rows: rows.map(|(name, cell)| vec![Cell::text(name), cell]).collect(),
        }
    }
}

impl Cell {
    /// Words; an empty text is an empty cell.
    pub fn text(text: impl Into<String>) -> Self {
        Self::default().and(text)
    }

    /// As the file has it.
    pub fn code(text: impl Into<String>) -> Self {
        Self::default().and_code(text)
    }

    /// Itself, unless it is empty.
    pub fn some(self) -> Option<Self> {
        (!self.lines.is_empty()).then_some(self)
    }

    /// Each a line of its own.
    pub fn texts(texts: impl IntoIterator<Item = String>) -> Self {
        Self { lines: texts.into_iter().map(Line::Text).collect() }
    }

    /// The same, as what matters less.
    pub fn faint(self) -> Self {
        Self { lines: self.lines.iter().map(|line| Line::Faint(line.words().to_owned())).collect() }
    }

    /// With a line of words under it.
    pub fn and(self, text: impl Into<String>) -> Self {
        self.with(text.into(), Line::Text)
    }

    /// With a line as the file has it.
    pub fn and_code(self, text: impl Into<String>) -> Self {
        self.with(text.into(), Line::Code)
    }

    /// With the name that the row explains.
    pub fn and_name(self, name: impl Into<String>) -> Self {
        self.with(name.into(), Line::Name)
    }

    /// With a line that matters less.
    pub fn and_faint(self, text: impl Into<String>) -> Self {
        self.with(text.into(), Line::Faint)
    }

    /// A level in words.
    pub fn level(text: impl Into<String>, rank: Rank) -> Self {
        Self { lines: vec![Line::Level(text.into(), rank)] }
    }

    /// A number in words over a bar of its share.
    pub fn bar(text: impl Into<String>, share: Share) -> Self {
        Self { lines: vec![Line::Bar(text.into(), share)] }
    }

    /// A text of several lines gives as many.
    fn with(mut self, text: String, line: fn(String) -> Line) -> Self {
        let lines = text.lines().map(str::trim_end).filter(|text| !text.is_empty());
        self.lines.extend(lines.map(|text| line(text.to_owned())));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_has_as_many_marks_as_there_are_levels_and_the_ends_of_the_colours() {
        let of = |at, of| (Rank { at, of }.marks(), Rank { at, of }.step());
        assert_eq!(
            [of(0, 4), of(2, 4), of(3, 4)],
            [("●○○○".into(), 0), ("●●●○".into(), 2), ("●●●●".into(), 3)]
        );
        assert_eq!([of(0, 2), of(1, 2), of(0, 1)], [("●○".into(), 0), ("●●".into(), 3), ("●".into(), 0)]);
    }

    #[test]
    fn a_share_is_drawn_for_browsers_and_terminals() {
        let drawn = |part, whole| (Share::of(part, whole).css(), Share::of(part, whole).blocks());
        assert_eq!(drawn(0, 7), ("0.0%".into(), String::new()));
        assert_eq!(drawn(3, 0), ("0.0%".into(), String::new()));
        assert_eq!(drawn(1, 100_000), ("0.1%".into(), "▏".into()));
        assert_eq!(drawn(49, 200), ("24.5%".into(), "██▌".into()));
        assert_eq!(drawn(7, 7), ("100.0%".into(), "██████████".into()));
        assert_eq!(drawn(u64::MAX, u64::MAX), drawn(1, 1));
    }
}
