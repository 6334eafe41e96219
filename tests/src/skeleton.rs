//! A fragment of a ruleset, completed to one that is valid but for what the fragment shows.

/// Sections that are added unless the fragment has the first line: a line of the fragment, a word that the
/// fragment must hold for the section to be wanted, and the section.
const SECTIONS: &[(&str, &str, &str)] = &[
    (
        "[ruleset]",
        "",
        r#"[ruleset]
id = "example"
version = "1.0.0"
languages = ["en"]
title = "Example"
effective = 2026-01-01
utc_offset = "+08:00"
"#,
    ),
    (
        "[[level]]",
        "",
        r#"[[level]]
id = "low"
from = 0
title = "Low"
[[level]]
id = "high"
from = 50
title = "High"
"#,
    ),
    (
        "[field.amount]",
        "amount",
        r#"[field.amount]
type = "number"
unit = "CNY"
min = 0
title = "Amount"
"#,
    ),
    (
        "[field.narrative]",
        "narrative",
        r#"[field.narrative]
type = "text"
title = "What happened"
"#,
    ),
    (
        "",
        "",
        r#"[source.law]
title = "A law"
status = "read"
in_force = 2020-01-01
checked = 2026-01-01
"#,
    ),
];

/// What reaches the upper level, so that the fragment need not.
const REACHED: &str = r#"
[field.still_on_the_phone]
type = "bool"
title = "Still on the phone"

[[rule]]
id = "still-on-the-phone"
when = 'still_on_the_phone'
points = 60
reason = "Still on the phone"
basis = "law"
"#;

/// A whole ruleset, and where the fragment starts in it.
pub struct Completed {
    /// The ruleset.
    pub text: String,
    /// The byte at which the fragment starts.
    pub start: usize,
}

/// The fragment as a whole ruleset, as [`complete`] does, but with no rule of its own: all that incidents come
/// to is the fragment's doing.
#[must_use]
pub fn complete_for_incidents(fragment: &str) -> Completed {
    let has = |line: &str| fragment.lines().any(|other| other.trim() == line);
    let mut text = String::new();
    if !fragment.lines().any(|line| line.starts_with("format")) {
        text.push_str("format = 1\n");
    }
    let start = text.len();
    text.push_str(fragment);
    for (line, word, section) in SECTIONS {
        if !has(line) && fragment.contains(word) || line.is_empty() {
            text.push('\n');
            text.push_str(section);
        }
    }
    Completed { text, start }
}

/// The fragment as a whole ruleset: with one language, two levels (`low`, `high` from 50), the source `law`, a
/// rule that reaches the upper level, and the fields `amount` and `narrative` if the fragment speaks of them.
#[must_use]
pub fn complete(fragment: &str) -> Completed {
    let mut completed = complete_for_incidents(fragment);
    completed.text.push_str(REACHED);
    completed
}

/// A text in which `⟨3 × x{n} ⟩` is `x1 x2 x3 `: a limit is passed within one line.
#[must_use]
pub fn repeated(text: &str) -> String {
    let Some((before, rest)) = text.split_once('⟨') else { return text.to_owned() };
    let parts = rest.split_once('⟩').and_then(|(inside, after)| Some((inside.split_once(" × ")?, after)));
    let Some(((times, part), after)) = parts else { return text.to_owned() };
    let times = times.parse::<usize>().unwrap_or(1);
    let all: String = match part.contains("{n}") {
        true => (1..=times).map(|n| part.replace("{n}", &n.to_string())).collect(),
        false => part.repeat(times),
    };
    format!("{before}{all}{}", repeated(after))
}
