//! What is printed, and whether in colour.

use crate::args::Colour;
use crate::exit::Stop;
use anstream::ColorChoice;
use anstyle::{AnsiColor, Style};
use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width};
use std::io::{self, IsTerminal, Write};

/// Bold red: failures.
pub const BAD: Style = AnsiColor::Red.on_default().bold();
/// Yellow: warnings.
pub const WARN: Style = AnsiColor::Yellow.on_default().bold();
/// Green: passes.
pub const GOOD: Style = AnsiColor::Green.on_default();
/// Bold: headings.
pub const HEAD: Style = Style::new().bold();

/// Columns of a table that goes to no terminal.
pub const WIDTH: u16 = 110;

/// Decides on colours for all that follows; `auto` looks at the terminal and at `NO_COLOR`.
pub fn choose_colours(choice: Colour) {
    match choice {
        Colour::Auto => ColorChoice::Auto,
        Colour::Always => ColorChoice::Always,
        Colour::Never => ColorChoice::Never,
    }
    .write_global();
}

/// Prints styled text on standard output.
pub fn print(text: &str) -> Result<(), Stop> {
    print_bytes(text.as_bytes())
}

/// Prints bytes on standard output.
pub fn print_bytes(bytes: &[u8]) -> Result<(), Stop> {
    let mut out = anstream::stdout().lock();
    let written = out.write_all(bytes).and_then(|()| out.flush());
    written.map_err(|error| Stop::writing("standard output", &error))
}

/// Writes bytes to standard output as they are, whatever it is.
pub fn write_bytes(bytes: &[u8]) -> Result<(), Stop> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(|error| Stop::writing("standard output", &error))
}

/// A line on standard error. Where even that cannot be written there is nobody to tell.
pub fn note(text: &str) {
    let mut err = anstream::stderr().lock();
    let _nobody_to_tell = writeln!(err, "{text}");
}

/// A failure on standard error.
pub fn error(text: &str) {
    note(&format!("{BAD}error{BAD:#}: {text}"));
}

/// A warning on standard error.
pub fn warning(text: &str) {
    note(&format!("{WARN}warning{WARN:#}: {text}"));
}

/// Whether standard error is a terminal and standard output is not, so that a progress bar disturbs nothing.
pub fn may_show_progress(output_is_file: bool) -> bool {
    io::stderr().is_terminal() && (output_is_file || !io::stdout().is_terminal())
}

/// Without characters that move a terminal's cursor or turn the reading direction.
pub fn printable(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if c.is_control() || turns(c) { '\u{FFFD}' } else { c }).collect()
}

/// Columns of the terminal, or of a table that goes to none.
pub fn width() -> u16 {
    let table = Table::new();
    table.width().filter(|_| table.is_tty()).unwrap_or(WIDTH)
}

/// An empty table of this many columns of characters.
pub fn table(width: u16) -> Table {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(width);
    table
}

/// Gives a column room for its longest word, such as a rule's id, so that it is not broken.
pub fn keep_words<'c>(table: &mut Table, column: usize, cells: impl Iterator<Item = &'c String>) {
    /// Columns that a word is given before it is broken after all.
    const MOST: usize = 32;
    let words = cells.flat_map(|cell| cell.split(' ')).map(|word| word.chars().count());
    let longest = words.max().unwrap_or_default().min(MOST);
    if let Some(column) = table.column_mut(column) {
        let width = Width::Fixed(u16::try_from(longest + 2).unwrap_or(u16::MAX));
        column.set_constraint(ColumnConstraint::LowerBoundary(width));
    }
}
