//! Damage to texts, the same on every run.

use crate::dice::Dice;

/// Bytes that mean something in TOML, in expressions, in patterns, or nowhere.
const BYTES: &[u8] = b"\"'[]{}()=,.#\n\r\t \\_-+*/%<>!&|?:;$0123456789abcez\x00\x7F\x80\xE9\xFF";

/// Texts that mean something.
const TEXTS: &[&str] = &[
    "\u{FF1D}",
    "\u{201C}",
    "\u{FF0C}",
    "\u{9669}",
    "\u{1F4A3}",
    "\u{200B}",
    "\u{FEFF}",
    "'''",
    "\"\"\"",
    "${",
    "}",
    " ?? ",
    " in ",
    "..=",
    "switch ",
    "if ",
    "true",
    "none",
    "as_of",
    "[[rule]]\n",
    "[field.x]\n",
    "9223372036854775808",
    "-9223372036854775808",
    "1e400",
    "nan",
    "0x",
    "1970-01-01",
    "amount",
    "cracks",
    "1/0",
    "((((((((",
    "\\u0000",
    "\\",
];

/// The bytes with one to three places changed: some deleted, doubled, replaced, moved, or others put in.
#[must_use]
pub fn damaged(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.below(3) {
        let at = dice.below(bytes.len());
        let end = (at + 1 + dice.below(12)).min(bytes.len());
        let part = bytes.get(at..end).unwrap_or_default().to_vec();
        match dice.below(6) {
            0 => drop(bytes.splice(at..end, [])),
            1 => drop(bytes.splice(at..at, part)),
            2 => drop(bytes.splice(at..end, [*dice.pick(BYTES)])),
            3 => drop(bytes.splice(at..at, [*dice.pick(BYTES)])),
            4 => {
                let text = *dice.pick(TEXTS);
                drop(bytes.splice(at..at, text.bytes()));
            }
            _ => {
                let to = dice.below(bytes.len());
                drop(bytes.splice(to..to, part));
            }
        }
    }
    bytes
}
