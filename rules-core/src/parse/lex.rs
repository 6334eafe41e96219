//! The tokens of an expression, as Rhai 1.27 reads them.
//!
//! Comes in: the text of an expression with ASCII punctuation. Goes out: tokens with their places in the
//! source, ended by [`Tok::End`] or, where the text cannot be read on, by [`Tok::Bad`]. Promise: a text that
//! Rhai reads as other tokens is a bad token or a syntax error later, never read another way.

use super::{fullwidth::block_comment, names::is_rhai_word, toml_text::Offsets, toml_text::SpanMap};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use std::ops::Range;

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tok<'a> {
    /// An integer, at most 2^63 after a [`Tok::Sign`] and less than that elsewhere.
    Int(i128),
    /// A finite number with a point or an exponent.
    Num(f64),
    /// A text, escapes decoded.
    Text(String),
    /// A name.
    Name(&'a str),
    /// A word that Rhai keeps for itself.
    Word(&'a str),
    /// A sign of one to three characters; `_` too.
    Sym(&'static str),
    /// A minus that belongs to the number right after it.
    Sign,
    /// What cannot be read.
    Bad(Box<Diagnostic>),
    /// The end of the expression.
    End,
}

/// A token with its place.
#[derive(Clone, Debug)]
pub(super) struct Token<'a> {
    /// What it is.
    pub tok: Tok<'a>,
    /// As it is written.
    pub text: &'a str,
    /// Where in the ruleset's source.
    pub span: Span,
}

/// From bytes of the text that is read to the ruleset's source.
#[derive(Clone, Copy)]
pub(super) struct Places<'a> {
    /// From the text as written to the source.
    pub map: &'a SpanMap,
    /// From the text that is read to the text as written, where they differ.
    pub offsets: Option<&'a Offsets>,
}

impl Places<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        self.map.span(self.offsets.map_or(range.clone(), |offsets| offsets.range(range)))
    }
}

/// Signs, the longest first where one starts another.
const SYMBOLS: &[&str] = &[
    "...", "..=", "===", "!==", "**=", "<<=", ">>=", "#{", "++", "+=", "--", "-=", "->", "*)", "*=", "**",
    "(*", "/=", "..", "==", "=>", "=<", ":=", "::", ":;", "<=", "<-", "<<", "<|", "<>", ">=", ">>", "!=",
    "!.", "||", "|=", "|>", "&&", "&=", "^=", "%=", "?.", "??", "?[", "{", "}", "(", ")", "[", "]", "+", "-",
    "*", "/", "%", ";", ",", ".", "=", ":", "<", ">", "!", "|", "&", "^", "~", "@", "$", "?", "#",
];

/// All tokens of `text`; the last one is [`Tok::End`] or [`Tok::Bad`].
pub(super) fn tokens<'a>(text: &'a str, places: Places<'_>) -> Vec<Token<'a>> {
    let mut lexer = Lexer { text, at: 0, places, sign_allowed: true };
    let mut tokens: Vec<Token<'a>> = Vec::new();
    let mut read = 0;
    loop {
        let signed = tokens.last().is_some_and(|token| token.tok == Tok::Sign);
        let (length, tok) = lexer.next(signed);
        let range = lexer.at..lexer.at + length;
        let span = match &tok {
            Tok::Bad(diagnostic) => diagnostic.span,
            Tok::End => tokens.last().map_or(places.map.whole(), |last| {
                let width = last.text.chars().next_back().map_or(0, char::len_utf8);
                places.span(read - width..read)
            }),
            _ => places.span(range.clone()),
        };
        lexer.sign_allowed = is_sign_allowed_after(&tok);
        lexer.at = range.end;
        read = range.end;
        let ends = matches!(tok, Tok::Bad(_) | Tok::End);
        tokens.push(Token { tok, text: text.get(range).unwrap_or_default(), span });
        if ends {
            return tokens;
        }
    }
}

/// Whether Rhai reads a minus right before a digit as a part of the number after this token.
fn is_sign_allowed_after(tok: &Tok<'_>) -> bool {
    match tok {
        Tok::Sym(sym) => !matches!(*sym, ")" | "]" | "}" | "." | "=>" | "?." | "_" | "#{"),
        Tok::Word(word) => matches!(*word, "if" | "in" | "while" | "until" | "return" | "throw"),
        _ => false,
    }
}

struct Lexer<'a, 'm> {
    text: &'a str,
    at: usize,
    places: Places<'m>,
    sign_allowed: bool,
}

impl<'a> Lexer<'a, '_> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Skips what separates tokens, then reads one: its length in bytes and what it is.
    fn next(&mut self, signed: bool) -> (usize, Tok<'a>) {
        if let Err(bad) = self.skip() {
            return (self.rest().len(), bad);
        }
        let rest = self.rest();
        match rest.bytes().next() {
            None => (0, Tok::End),
            Some(b'0'..=b'9') => self.number(signed),
            Some(b'"') => self.quoted(),
            Some(b'`') => self.backticks(),
            Some(b'\'') => self.char_literal(),
            Some(b'a'..=b'z' | b'A'..=b'Z' | b'_') => self.name(),
            _ => self.symbol(),
        }
    }

    fn skip(&mut self) -> Result<(), Tok<'a>> {
        loop {
            let rest = self.rest();
            let length = match rest.as_bytes() {
                [b'/', b'/', ..] => rest.find(['\n', '\r']).unwrap_or(rest.len()),
                [b'/', b'*', ..] => match block_comment(rest) {
                    Some(length) => length,
                    None => {
                        let message = "comment that does not end";
                        return Err(self.bad(0..2, Code::E110, message, |d| d.help("end it with `*/`")));
                    }
                },
                [b, ..] if b.is_ascii_whitespace() => 1,
                _ => return Ok(()),
            };
            self.at += length;
        }
    }

    /// A bad token at a range that counts from the present place.
    fn bad(
        &self,
        range: Range<usize>,
        code: Code,
        message: impl Into<String>,
        more: impl FnOnce(Diagnostic) -> Diagnostic,
    ) -> Tok<'a> {
        let span = self.places.span(self.at + range.start..self.at + range.end);
        Tok::Bad(Box::new(more(Diagnostic::new(code, span, message))))
    }

    fn name(&self) -> (usize, Tok<'a>) {
        let rest = self.rest();
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        let name = rest.get(..length).unwrap_or_default();
        let tok = match name.trim_start_matches('_').bytes().next() {
            _ if name == "_" => Tok::Sym("_"),
            Some(b) if !b.is_ascii_digit() => match is_rhai_word(name) {
                true => Tok::Word(name),
                false => Tok::Name(name),
            },
            _ => self.bad(0..length, Code::E110, format!("`{name}` is not a name"), |d| {
                d.help("a name needs a letter before any digit")
            }),
        };
        (length, tok)
    }

    fn symbol(&self) -> (usize, Tok<'a>) {
        let rest = self.rest();
        let next = |at: usize| rest.as_bytes().get(at).copied().unwrap_or_default();
        let continues_name = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
        if rest.starts_with("!in") && !continues_name(next(3)) {
            return (3, Tok::Sym("!in"));
        }
        if rest.starts_with('-') && next(1).is_ascii_digit() {
            return (1, if self.sign_allowed { Tok::Sign } else { Tok::Sym("-") });
        }
        match SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol)) {
            Some(symbol) => (symbol.len(), Tok::Sym(symbol)),
            None => self.unknown(),
        }
    }

    /// Characters that no expression has outside quotes; a run of letters is probably text without quotes.
    fn unknown(&self) -> (usize, Tok<'a>) {
        let rest = self.rest();
        let is_letter = |c: char| !c.is_ascii() && c.is_alphanumeric();
        let letters = rest.find(|c| !is_letter(c)).unwrap_or(rest.len());
        let length = if letters > 0 { letters } else { rest.chars().next().map_or(0, char::len_utf8) };
        let found = rest.get(..length).unwrap_or_default();
        let shown = if found.chars().all(char::is_control) {
            found.escape_default().to_string()
        } else {
            found.into()
        };
        let tok = self.bad(0..length, Code::E110, format!("`{shown}` cannot stand outside quotes"), |d| {
            let span = d.span;
            match letters > 0 {
                true => d
                    .help("names are written in ASCII; text stands in double quotes")
                    .fix(span, self.places.map.encode(&format!("\"{found}\""))),
                false => d.help("take it out, or put it in double quotes if it is text"),
            }
        });
        (length, tok)
    }

    fn number(&self, signed: bool) -> (usize, Tok<'a>) {
        let (length, digits, radix) = scan_number(self.rest());
        let written = self.rest().get(..length).unwrap_or_default();
        let limit = if signed { 1_i128 << 63 } else { (1_i128 << 63) - 1 };
        let tok = match read_number(&digits, radix, limit) {
            Number::Int(_) if signed && radix.is_some() => self.signed_radix(length, written),
            Number::Int(value) => Tok::Int(value),
            Number::Num(value) => Tok::Num(value),
            Number::OutOfRange => {
                self.bad(0..length, Code::E121, format!("the number `{written}` is out of range"), |d| {
                    d.expected("an integer of 64 bits or a finite number", format!("`{written}`"))
                        .help("integers reach 9223372036854775807; beyond that, write a point: `1e19`, `1.0`")
                })
            }
            Number::Malformed => {
                self.bad(0..length, Code::E110, format!("`{written}` is not a number"), |d| d)
            }
        };
        (length, tok)
    }

    /// Rhai does not read `-0x10`.
    fn signed_radix(&self, length: usize, written: &str) -> Tok<'a> {
        let sign = self.places.span(self.at.saturating_sub(1)..self.at);
        self.bad(0..length, Code::E110, format!("`-` right before `{written}` is not a number"), |d| {
            let span = sign.to(d.span);
            Diagnostic { span, ..d }
                .help("put the number in parentheses")
                .fix(span, self.places.map.encode(&format!("-({written})")))
        })
    }

    fn quoted(&self) -> (usize, Tok<'a>) {
        let mut out = String::new();
        let rest = self.rest();
        let mut at = 1;
        while let Some(c) = char_at(rest, at) {
            match c {
                '"' if char_at(rest, at + 1) == Some('"') => {
                    out.push('"');
                    at += 2;
                }
                '"' => return (at + 1, Tok::Text(out)),
                '\n' => break,
                '\r' if char_at(rest, at + 1) == Some('\n') => break,
                '\\' => match escape(rest.get(at..).unwrap_or_default()) {
                    Some((decoded, length)) => {
                        out.push(decoded);
                        at += length;
                    }
                    None => return self.bad_escape(at),
                },
                _ => {
                    out.push(c);
                    at += c.len_utf8();
                }
            }
        }
        self.unterminated(at)
    }

    fn bad_escape(&self, at: usize) -> (usize, Tok<'a>) {
        let rest = self.rest();
        let width = char_at(rest, at + 1).map_or(0, char::len_utf8);
        let found = rest.get(at..at + 1 + width).unwrap_or_default().escape_debug().to_string();
        let message = match char_at(rest, at + 1) {
            Some('\n' | '\r') => "text that goes on over the end of a line".to_owned(),
            Some('x' | 'u' | 'U') => {
                format!("`{}` is not followed by a character's digits", found.replace("\\\\", "\\"))
            }
            _ => format!("`{}` is no escape", found.replace("\\\\", "\\").replace("\\'", "'")),
        };
        let help =
            "escapes are `\\n \\t \\r \\\\ \\\" \\xHH \\uHHHH \\UHHHHHHHH`; a backslash itself is `\\\\`";
        (rest.len(), self.bad(at..at + 1 + width, Code::E110, message, |d| d.help(help)))
    }

    fn unterminated(&self, end: usize) -> (usize, Tok<'a>) {
        let rest = self.rest();
        let line = rest.get(1..end).unwrap_or_default();
        let tok =
            self.bad(0..1, Code::E110, "text that does not end", |d| match line.find(['”', '“', '＂']) {
                Some(at) => {
                    let mark = line.get(at..).and_then(|rest| rest.chars().next()).unwrap_or('”');
                    let span = self.places.span(self.at + 1 + at..self.at + 1 + at + mark.len_utf8());
                    d.expected("`\"`", format!("`{mark}`"))
                        .help("end it with the straight double quote it began with")
                        .fix(span, self.places.map.encode("\""))
                }
                None => d.help("end it with `\"`"),
            });
        (rest.len(), tok)
    }

    fn backticks(&self) -> (usize, Tok<'a>) {
        let mut out = String::new();
        let rest = self.rest();
        let after = |at: usize| rest.get(at..).unwrap_or_default();
        let mut at = match after(1) {
            text if text.starts_with("\r\n") => 3,
            text if text.starts_with(['\r', '\n']) => 2,
            _ => 1,
        };
        while let Some(c) = char_at(rest, at) {
            let (kept, length) = match c {
                '`' if after(at).starts_with("``") => ('`', 2),
                '`' => return (at + 1, Tok::Text(out)),
                '$' if after(at).starts_with("${") => return (rest.len(), self.interpolation(at)),
                '\\' if after(at).starts_with("\\${") => ('$', 2),
                '\r' if after(at).starts_with("\r\n") => ('\n', 2),
                _ => (c, c.len_utf8()),
            };
            out.push(kept);
            at += length;
        }
        let message = "text that does not end";
        (rest.len(), self.bad(0..1, Code::E110, message, |d| d.help("end it with a backtick")))
    }

    fn interpolation(&self, at: usize) -> Tok<'a> {
        let message = "conditions do not allow `${…}` in text";
        self.bad(at..at + 2, Code::E117, message, |d| {
            d.help("reasons and other texts of the ruleset may name values; a condition compares plain text")
        })
    }

    fn char_literal(&self) -> (usize, Tok<'a>) {
        let rest = self.rest();
        let inside = rest.get(1..).unwrap_or_default();
        let line = inside.split(['\n', '\r']).next().unwrap_or_default();
        let closing = line.find('\'');
        let length = closing.map_or(1, |at| at + 2);
        let written = rest.get(..length).unwrap_or_default();
        let tok = self.bad(0..length, Code::E110, format!("`{written}` where text was meant"), |d| {
            let span = d.span;
            let text = line.get(..closing.unwrap_or_default()).unwrap_or_default();
            let d = d.help("text stands in double quotes");
            match closing {
                Some(_) => d.fix(span, self.places.map.encode(&format!("\"{}\"", text.replace('"', "\\\"")))),
                None => d,
            }
        });
        (length, tok)
    }
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..).and_then(|rest| rest.chars().next())
}

/// The character of the escape at the start of `text`, and its length.
fn escape(text: &str) -> Option<(char, usize)> {
    let digits = match char_at(text, 1)? {
        'n' => return Some(('\n', 2)),
        't' => return Some(('\t', 2)),
        'r' => return Some(('\r', 2)),
        c @ ('\\' | '"') => return Some((c, 2)),
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => return None,
    };
    let hex = text.get(2..2 + digits).filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let code = u32::from_str_radix(hex, 16).ok()?;
    Some((char::from_u32(code)?, 2 + digits))
}

enum Number {
    Int(i128),
    Num(f64),
    OutOfRange,
    Malformed,
}

/// The length of the number at the start of `text`, its digits without underscores and prefix, its radix.
fn scan_number(text: &str) -> (usize, String, Option<u32>) {
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or_default();
    let mut digits = String::new();
    let (mut at, mut radix, mut fraction, mut exponent) = (0, None, false, false);
    while let Some(&b) = bytes.get(at) {
        match b {
            b'_' => {}
            _ if char::from(b).is_digit(radix.unwrap_or(10)) => digits.push(char::from(b)),
            b'.' if !fraction && radix.is_none() => match bytes.get(at + 1) {
                Some(b'0'..=b'9') => {
                    digits.push('.');
                    fraction = true;
                }
                None | Some(b'_' | b'.' | b'a'..=b'z' | b'A'..=b'Z') => break,
                Some(_) => {
                    digits.push_str(".0");
                    fraction = true;
                }
            },
            b'e' | b'E' if !exponent && radix.is_none() => match byte(at + 1) {
                b'0'..=b'9' => digits.push('e'),
                sign @ (b'+' | b'-') => {
                    digits.push('e');
                    digits.push(char::from(sign));
                    at += 1;
                }
                _ => break,
            },
            b'x' | b'X' | b'o' | b'O' | b'b' | b'B' if digits == "0" && radix.is_none() => {
                radix = Some(match b.to_ascii_lowercase() {
                    b'x' => 16,
                    b'o' => 8,
                    _ => 2,
                });
                digits.clear();
            }
            _ => break,
        }
        if matches!(b, b'e' | b'E') && radix.is_none() {
            (fraction, exponent) = (true, true);
        }
        at += 1;
    }
    (at, digits, radix)
}

/// The value of scanned digits; integers above `limit` are out of range.
fn read_number(digits: &str, radix: Option<u32>, limit: i128) -> Number {
    if let Some(radix) = radix {
        return match i128::from_str_radix(digits, radix) {
            Ok(value) if value <= limit => Number::Int(value),
            Err(_) if digits.is_empty() => Number::Malformed,
            _ => Number::OutOfRange,
        };
    }
    if digits.bytes().all(|b| b.is_ascii_digit()) {
        return match digits.parse::<i128>() {
            Ok(value) if value <= limit => Number::Int(value),
            _ => Number::OutOfRange,
        };
    }
    match digits.parse::<f64>() {
        Ok(value) if value.is_finite() => Number::Num(value),
        Ok(_) => Number::OutOfRange,
        Err(_) => Number::Malformed,
    }
}
