//! Which cells a spreadsheet would run.

const BEGINS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Whether a spreadsheet would take the text for a formula.
pub fn runs(text: &str) -> bool {
    text.trim_start_matches([' ', '\n', '\u{3000}']).starts_with(BEGINS)
}
