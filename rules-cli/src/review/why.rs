//! Why a line is no report, in the page's language.

use super::words;
use crate::show::voice::{Phrase, Voice};
use rules_core::Reject;
use rules_core::explain::Lang;

/// What an engine says in these words is said in the page's language; `{}` stands for a number or a sign.
const TERMS: [Phrase; 27] = [
    words::why_utf8,
    words::why_utf8_excel,
    words::why_value,
    words::why_object,
    words::why_array,
    words::why_string,
    words::why_number,
    words::why_bool,
    words::why_null,
    words::why_key,
    words::why_key_or_close,
    words::why_colon,
    words::why_comma_or_brace,
    words::why_comma_or_bracket,
    words::why_digit,
    words::why_leading_zero,
    words::why_escape,
    words::why_hex,
    words::why_character,
    words::why_end,
    words::why_empty_line,
    words::why_the_end,
    words::why_file_end,
    words::why_quote,
    words::why_at_most,
    words::why_bytes,
    words::why_cells,
];

/// The reason.
pub fn text(voice: &Voice<'_>, reject: &Reject) -> String {
    let (expected, found) = (said(voice, &reject.expected), said(voice, &reject.found));
    let offset = reject.offset.map(|offset| voice.fill(words::why_at, &[&offset.to_string()]));
    voice.fill(words::why_rejected, &[reject.code, &expected, &found, &offset.unwrap_or_default()])
}

/// A part of the engine's reason; signs and what is not in the list stay as they are.
fn said(voice: &Voice<'_>, text: &str) -> String {
    let filled = TERMS.iter().find_map(|phrase| Some((phrase, blank(phrase(Lang::En), text)?)));
    match filled {
        Some((phrase, blank)) => voice.fill(*phrase, &[blank]),
        None => text.to_owned(),
    }
}

/// What stands for `{}` in a text that a pattern fits.
fn blank<'t>(pattern: &str, text: &'t str) -> Option<&'t str> {
    match pattern.split_once("{}") {
        Some((before, behind)) => text.strip_prefix(before)?.strip_suffix(behind),
        None => (pattern == text).then_some(""),
    }
}
