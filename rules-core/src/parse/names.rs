//! What may be a name or an id, and the words that Rhai and this engine keep for themselves.

/// Words that Rhai keeps for itself, functions it provides under any engine included.
pub(super) const RHAI_WORDS: &[&str] = &[
    "Fn",
    "as",
    "async",
    "await",
    "break",
    "call",
    "case",
    "catch",
    "const",
    "continue",
    "curry",
    "debug",
    "default",
    "do",
    "else",
    "eval",
    "export",
    "false",
    "fn",
    "for",
    "go",
    "goto",
    "if",
    "import",
    "in",
    "is",
    "is_def_fn",
    "is_def_var",
    "is_shared",
    "let",
    "loop",
    "match",
    "module",
    "new",
    "nil",
    "null",
    "package",
    "print",
    "private",
    "protected",
    "public",
    "return",
    "shared",
    "spawn",
    "static",
    "super",
    "switch",
    "sync",
    "this",
    "thread",
    "throw",
    "true",
    "try",
    "type_of",
    "until",
    "use",
    "var",
    "void",
    "while",
    "with",
    "yield",
];

/// Words that this engine keeps for itself: the time of scoring, the date that is not, operators misspelt.
const OWN_WORDS: &[&str] = &["and", "as_of", "none", "not", "or"];

/// Whether Rhai keeps `word` for itself.
pub(crate) fn is_rhai_word(word: &str) -> bool {
    RHAI_WORDS.binary_search(&word).is_ok()
}

/// Whether `text` may name a field, feature, term list, pattern, parameter, deadline or script function:
/// `[a-z][a-z0-9_]*` and no reserved word.
///
/// ```
/// use rules_core::parse::names::is_name;
/// assert!(is_name("crack_width_mm"));
/// assert!(!is_name("crackWidth") && !is_name("2nd") && !is_name("switch") && !is_name("as_of"));
/// ```
#[must_use]
pub fn is_name(text: &str) -> bool {
    is_shaped(text, b'_') && !is_rhai_word(text) && !OWN_WORDS.contains(&text)
}

/// Whether `text` may be the id of a rule, group, level, action or source: `[a-z][a-z0-9-]*`.
///
/// ```
/// use rules_core::parse::names::is_id;
/// assert!(is_id("safe-account-2"));
/// assert!(!is_id("safe_account") && !is_id("Safe") && !is_id(""));
/// ```
#[must_use]
pub fn is_id(text: &str) -> bool {
    is_shaped(text, b'-')
}

/// A lower-case ASCII letter, then such letters, digits and `joiner`.
fn is_shaped(text: &str, joiner: u8) -> bool {
    text.bytes().next().is_some_and(|b| b.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == joiner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rhai::Engine;

    #[test]
    fn rhai_refuses_every_reserved_word_as_a_name() {
        let engine = Engine::new_raw();
        let values = ["true", "false"];
        for word in RHAI_WORDS.iter().filter(|word| !values.contains(word)) {
            assert!(engine.compile_expression(word).is_err(), "{word}");
            assert!(!is_name(word), "{word}");
        }
    }

    #[test]
    fn the_reserved_words_are_sorted() {
        assert!(RHAI_WORDS.is_sorted());
    }

    #[test]
    fn rhai_accepts_every_short_name() {
        let engine = Engine::new_raw();
        let letters = || (b'a'..=b'z').map(char::from);
        for a in letters() {
            for b in letters() {
                let mut words = vec![a.to_string(), format!("{a}{b}"), format!("{a}_{b}")];
                words.extend(letters().map(|c| format!("{a}{b}{c}")));
                for word in words.iter().filter(|word| is_name(word)) {
                    assert!(engine.compile_expression(word).is_ok(), "{word}");
                }
            }
        }
    }

    #[test]
    fn names_and_ids_have_their_shapes() {
        for name in ["a", "amount", "a_1_", "none_given", "exit"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["", "_a", "1a", "A", "aB", "a-b", "险", "a险", "a b", "none", "and", "if"] {
            assert!(!is_name(name), "{name}");
        }
        for id in ["a", "a-b", "a1-", "if"] {
            assert!(is_id(id), "{id}");
        }
        for id in ["", "-a", "1", "a_b", "a b", "A", "险"] {
            assert!(!is_id(id), "{id}");
        }
    }
}
