//! Which cells a spreadsheet would run.

const BEGINS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Whether a spreadsheet would take the text for a formula.
pub fn runs(text: &str) -> bool {
    text.trim_start_matches([' ', '\n', '\u{3000}']).starts_with(BEGINS)
}

/// The text as a cell: one apostrophe more where it, or it behind apostrophes, would be a formula.
///
/// ```
/// use rules_core::backtest::formula::disarm;
/// assert_eq!(disarm("=1+1"), "'=1+1");
/// assert_eq!(disarm("r001"), "r001");
/// ```
pub fn disarm(text: &str) -> String {
    if runs(text.trim_start_matches('\'')) { format!("'{text}") } else { text.to_owned() }
}
