//! Cells that a spreadsheet would run as formulas, disarmed with an apostrophe and armed again.

use rules_core::backtest::formula;
pub use rules_core::backtest::formula::disarm;

/// The text that a cell was made from.
pub fn arm(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| formula::runs(text.trim_start_matches('\''))).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_disarmed_is_armed_to_the_same_text() {
        for text in ["=1+1", "+86", "-", "@x", " \n=x", "＝x", "'=x", "''=x", "'quoted'", "plain", ""] {
            assert_eq!(arm(&disarm(text)), text);
            assert!(!formula::runs(&disarm(text)), "{text}");
        }
    }
}
