//! Messages for what is not in the language of conditions: slips of the pen, and the rest of Rhai.
//!
//! Comes in: the tokens from the place where the parser cannot go on. Goes out: the diagnostic that helps
//! most there, with a fix where one is sure.

use super::lex::{Tok, Token};
use super::toml_text::SpanMap;
use crate::diagnostic::{Code, Diagnostic};

/// Help for what a condition cannot hold but a script can.
const IN_SCRIPT: &str = "put it in a `[script]` function and call that";

/// Operators written another way than Rhai's: what was written, what was meant, and what to say about it.
const MISSPELT: &[(&str, &str, &str)] = &[
    ("=", "==", "`=` sets a value; to compare, write `==`"),
    ("===", "==", "there is no `===`; to compare, write `==`"),
    ("!==", "!=", "there is no `!==`; to compare, write `!=`"),
    ("<>", "!=", "there is no `<>`; to compare, write `!=`"),
    ("=<", "<=", "there is no `=<`; write `<=`"),
    ("=>", ">=", "`=>` belongs to `switch`; to compare, write `>=`"),
    ("<-", "< -", "`<-` is one sign to Rhai; put a space between `<` and `-`"),
    ("--", "- -", "`--` is one sign to Rhai; put a space between the two"),
    ("++", "+", "there is no `++`; to add, write `+`"),
    ("&", "&&", "`&` works on bits; where both must hold, write `&&`"),
    ("|", "||", "`|` works on bits; where one is enough, write `||`"),
    ("and", "&&", "there is no `and`; where both must hold, write `&&`"),
    ("or", "||", "there is no `or`; where one is enough, write `||`"),
    ("is", "==", "there is no `is`; to compare, write `==`"),
    ("?.", ".", "unknown values need no `?.`; write `.`"),
];

/// What Rhai has after an operand and conditions do not, with what to do instead.
const REFUSED_AFTER: &[(&[&str], &str, &str)] = &[
    (&["[", "?["], "indexing", "ask the list: `.any(…)`, `.count(…)`, `.sum(…)`, or `x in list`"),
    (&["**"], "powers (`**`)", "multiply: `x * x`"),
    (&["<<", ">>", "^"], "operators on bits", IN_SCRIPT),
    (
        &["+=", "-=", "*=", "/=", "%=", "**=", "<<=", ">>=", "&=", "|=", "^=", ":="],
        "assignments",
        "a condition only reads values; name a part of it as a `[feature]`",
    ),
    (&["::"], "paths into modules (`::`)", "write the name alone"),
    (&["->", "<|", "|>", "~", "@", "$", "#", "#{", ":;", "(*", "*)", "...", "!."], "this sign", IN_SCRIPT),
    (&["?", ":"], "`? :`", "write `if c { a } else { b }`"),
    (&["!"], "`!` after a name", "`!` stands before what it negates"),
];

/// What Rhai has where an operand is expected and conditions do not.
const REFUSED_OPERANDS: &[(&[&str], &str, &str)] = &[
    (&["{"], "blocks", "put parentheses around a part of an expression: `( … )`"),
    (&["#{"], "maps", IN_SCRIPT),
    (&["#"], "raw texts", "put text in double quotes"),
    (
        &["|", "||"],
        "closures",
        "name the item's field: `cracks.any(width >= 2)`, or write a `[script]` function",
    ),
    (&["..", "..="], "ranges without a first value", "write the first value: `0..5`"),
    (
        &["let", "const"],
        "variables",
        "name a part of a condition as a `[feature]`, or write a `[script]` function",
    ),
    (&["while", "loop", "for", "do", "until"], "loops", IN_SCRIPT),
    (&["fn", "private", "Fn"], "function definitions", "define functions in `[script]`"),
    (&["return", "throw", "break", "continue", "try", "catch"], "statements", IN_SCRIPT),
    (&["import", "export", "as", "module", "use"], "modules", "all functions are in `[script]` or built in"),
    (&["eval"], "`eval`", "write the expression itself"),
    (&["print", "debug"], "output", "ask for the evidence of a rule to see its values"),
    (&["null", "nil", "void"], "a word for unknown", "say what stands for an unknown value: `x ?? d`"),
    (
        &["type_of", "is_def_fn", "is_def_var", "is_shared", "call", "curry", "this"],
        "questions about types and functions",
        "every field has its declared type",
    ),
];

/// Why the parser cannot go on after an operand.
pub(super) fn after_operand(tokens: &[Token<'_>], expected: &str, map: &SpanMap) -> Diagnostic {
    let Some(token) = tokens.first() else {
        return Diagnostic::new(Code::E110, map.whole(), format!("expected {expected}"));
    };
    if let Tok::Bad(diagnostic) = &token.tok {
        return (**diagnostic).clone();
    }
    not_in(tokens, map)
        .or_else(|| misspelt(token, map))
        .or_else(|| refused(token, REFUSED_AFTER))
        .or_else(|| semicolon(tokens))
        .unwrap_or_else(|| expected_found(expected, token))
}

/// Why the parser finds no operand after `before`.
pub(super) fn no_operand(before: Option<&Token<'_>>, tokens: &[Token<'_>], map: &SpanMap) -> Diagnostic {
    let expected = match before {
        Some(before) if is_opening(before) => format!("an expression after {}", shown(before)),
        Some(before) => format!("an operand after {}", shown(before)),
        None => "an expression".to_owned(),
    };
    let Some(token) = tokens.first() else {
        return Diagnostic::new(Code::E110, map.whole(), format!("expected {expected}"));
    };
    let doubled = token.text == "||" && before.is_some_and(|before| !is_opening(before));
    match &token.tok {
        Tok::Bad(diagnostic) => (**diagnostic).clone(),
        Tok::Sym("+") => superfluous(token, "conditions do not allow `+` before an operand", Code::E117),
        Tok::Sym("--") => double_minus(token, map),
        Tok::Sym("_") => {
            expected_found(&expected, token).help("`_` stands only before the last `=>` of a `switch`")
        }
        Tok::Sym("(") if tokens.get(1).is_some_and(|next| next.tok == Tok::Sym(")")) => {
            Diagnostic::new(Code::E117, token.span, "conditions do not allow `()`")
                .help("say what stands for an unknown value: `x ?? d`")
        }
        Tok::Name("not") => {
            let fix = map.encode("!");
            Diagnostic::new(Code::E110, token.span, "there is no `not`; write `!`")
                .expected("`!`", "`not`")
                .fix(token.span, fix)
        }
        _ if doubled => expected_found(&expected, token),
        _ => refused(token, REFUSED_OPERANDS)
            .or_else(|| reserved(token))
            .unwrap_or_else(|| expected_found(&expected, token)),
    }
}

/// A place where a name must stand and something else does.
pub(super) fn no_name(expected: &str, token: &Token<'_>) -> Diagnostic {
    match &token.tok {
        Tok::Bad(diagnostic) => (**diagnostic).clone(),
        _ => reserved(token).unwrap_or_else(|| expected_found(expected, token)),
    }
}

/// "expected …, found …".
pub(super) fn expected_found(expected: &str, token: &Token<'_>) -> Diagnostic {
    let found = shown(token);
    Diagnostic::new(Code::E110, token.span, format!("expected {expected}, found {found}"))
        .expected(expected, found)
}

/// A token as messages show it.
pub(super) fn shown(token: &Token<'_>) -> String {
    const LONGEST: usize = 40;
    match &token.tok {
        Tok::End => "the end of the expression".to_owned(),
        _ if token.text.chars().count() > LONGEST => {
            format!("`{}…`", token.text.chars().take(LONGEST).collect::<String>())
        }
        _ => format!("`{}`", token.text),
    }
}

fn is_opening(token: &Token<'_>) -> bool {
    matches!(token.text, "(" | "[" | "{" | "," | "=>" | "if" | "switch" | "|")
}

fn misspelt(token: &Token<'_>, map: &SpanMap) -> Option<Diagnostic> {
    if !matches!(token.tok, Tok::Sym(_) | Tok::Name(_) | Tok::Word(_)) {
        return None;
    }
    let (written, meant, message) = MISSPELT.iter().find(|(written, ..)| *written == token.text)?;
    let code = if *written == "?." { Code::E117 } else { Code::E110 };
    let diagnostic = Diagnostic::new(code, token.span, *message)
        .expected(format!("`{meant}`"), format!("`{written}`"))
        .fix(token.span, map.encode(meant));
    Some(diagnostic)
}

/// `a not in b`.
fn not_in(tokens: &[Token<'_>], map: &SpanMap) -> Option<Diagnostic> {
    match tokens {
        [not, after, ..] if not.tok == Tok::Name("not") && after.tok == Tok::Word("in") => {
            let span = not.span.to(after.span);
            let diagnostic = Diagnostic::new(Code::E110, span, "there is no `not in`; write `!in`")
                .expected("`!in`", "`not in`")
                .fix(span, map.encode("!in"));
            Some(diagnostic)
        }
        _ => None,
    }
}

/// A semicolon at the end is only too much; one before more makes several statements.
fn semicolon(tokens: &[Token<'_>]) -> Option<Diagnostic> {
    let token = tokens.first().filter(|token| token.tok == Tok::Sym(";"))?;
    match tokens.get(1).map(|next| &next.tok) {
        Some(Tok::End | Tok::Sym("}")) => {
            Some(superfluous(token, "an expression does not end with `;`", Code::E110))
        }
        _ => {
            let message = "conditions do not allow several statements";
            Some(Diagnostic::new(Code::E117, token.span, message).help(IN_SCRIPT))
        }
    }
}

fn superfluous(token: &Token<'_>, message: &str, code: Code) -> Diagnostic {
    Diagnostic::new(code, token.span, message).help("take it out").fix(token.span, "")
}

fn double_minus(token: &Token<'_>, map: &SpanMap) -> Diagnostic {
    Diagnostic::new(Code::E110, token.span, "`--` is one sign to Rhai; put a space between the two")
        .expected("`- -`", "`--`")
        .fix(token.span, map.encode("- -"))
}

fn refused(token: &Token<'_>, table: &[(&[&str], &str, &str)]) -> Option<Diagnostic> {
    if !matches!(token.tok, Tok::Sym(_) | Tok::Word(_)) {
        return None;
    }
    let (_, construct, help) = table.iter().find(|(written, ..)| written.contains(&token.text))?;
    let message = match *construct {
        "this sign" => format!("conditions do not allow `{}`", token.text),
        _ => format!("conditions do not allow {construct}"),
    };
    Some(Diagnostic::new(Code::E117, token.span, message).label(shown(token)).help(*help))
}

fn reserved(token: &Token<'_>) -> Option<Diagnostic> {
    match token.tok {
        Tok::Word(word) if !matches!(word, "else" | "in" | "if" | "switch" | "true" | "false") => {
            let message = format!("`{word}` is a word that Rhai keeps for itself");
            Some(Diagnostic::new(Code::E110, token.span, message).expected("a name", format!("`{word}`")))
        }
        _ => None,
    }
}
