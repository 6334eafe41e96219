//! Reading a TOML table key by key, with a diagnostic for whatever is not as expected.
//!
//! Comes in: a parsed TOML table. Goes out: typed, spanned values. Promise: every key that nobody asked for
//! is reported, with the known key it is near to; a value of the wrong kind is reported and read as absent.

use super::document::{Expression, Numeral, Text};
use super::expr::parse_expression;
use super::names::{is_id, is_name};
use super::toml_text::SpanMap;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::source::{Source, Span, Spanned};
use crate::time;
use std::cell::RefCell;
use std::collections::BTreeSet;
use toml::de::{DeTable, DeValue};

/// A TOML value with its place.
pub type Node<'d> = toml::Spanned<DeValue<'d>>;

/// The span of a TOML node.
pub fn span_of(node: &Node<'_>) -> Span {
    let range = node.span();
    Span::new(range.start, range.end)
}

/// What all tables of one file share.
pub struct Reader<'d> {
    pub source: &'d Source,
    pub languages: Vec<Spanned<String>>,
    pub diagnostics: RefCell<Vec<Diagnostic>>,
}

impl Reader<'_> {
    /// Adds a diagnostic.
    pub fn report(&self, diagnostic: Diagnostic) {
        self.diagnostics.borrow_mut().push(diagnostic);
    }

    /// Reports a value of the wrong kind.
    pub fn wrong_kind(&self, node: &Node<'_>, key: &str, expected: &str) {
        let found = kind_of(node.get_ref());
        self.report(
            Diagnostic::new(Code::E106, span_of(node), format!("`{key}` must be {expected}, found {found}"))
                .expected(expected, found),
        );
    }

    /// The text of a string node as an expression.
    pub fn expression(&self, node: &Node<'_>, key: &str) -> Option<Expression> {
        let DeValue::String(text) = node.get_ref() else {
            self.wrong_kind(node, key, "an expression in single quotes");
            return None;
        };
        self.expression_text(text, span_of(node))
    }

    fn expression_text(&self, text: &str, span: Span) -> Option<Expression> {
        let map = SpanMap::new(self.source.text(), span);
        let expr = parse_expression(text, &map, &mut self.diagnostics.borrow_mut())?;
        Some(Expression { text: text.to_owned(), expr, span })
    }

    /// A text in all languages, or in the first one.
    pub fn text(&self, node: &Node<'_>, key: &str) -> Option<Text> {
        let span = span_of(node);
        match node.get_ref() {
            DeValue::String(text) => {
                let first = Spanned::new(text.to_string(), span);
                let rest = self.languages.len().saturating_sub(1);
                let values = std::iter::once(Some(first)).chain(std::iter::repeat_n(None, rest)).collect();
                Some(Text { values, span })
            }
            DeValue::Table(table) => {
                let mut tab = Tab::new(self, table, span, "text");
                let values = self.languages.iter().map(|language| tab.string(&language.value)).collect();
                tab.finish();
                Some(Text { values, span })
            }
            _ => {
                self.wrong_kind(node, key, "a text, or a table of texts by language");
                None
            }
        }
    }

    /// A number node.
    pub fn numeral(&self, node: &Node<'_>, key: &str) -> Option<Spanned<Numeral>> {
        let value = match node.get_ref() {
            DeValue::Integer(n) => i64::from_str_radix(n.as_str(), n.radix()).ok().map(Numeral::Int),
            DeValue::Float(x) => x.as_str().parse().ok().filter(|x: &f64| x.is_finite()).map(Numeral::Num),
            _ => None,
        };
        if value.is_none() {
            self.wrong_kind(node, key, "a finite number");
        }
        value.map(|value| Spanned::new(value, span_of(node)))
    }

    /// Checks a name and says what is wrong with it.
    pub fn check_name(&self, name: &Spanned<String>) -> bool {
        let good = is_name(&name.value);
        if !good {
            self.report(
                Diagnostic::new(Code::E107, name.span, format!("`{}` is not a name", name.value))
                    .expected(
                        "a lower-case letter, then letters, digits and `_`; no word of Rhai",
                        &name.value,
                    )
                    .help("choose a name such as `screen_shared`"),
            );
        }
        good
    }

    /// Checks an id and says what is wrong with it.
    pub fn check_id(&self, id: &Spanned<String>) -> bool {
        let good = is_id(&id.value);
        if !good {
            self.report(
                Diagnostic::new(Code::E108, id.span, format!("`{}` is not an id", id.value))
                    .expected("a lower-case letter, then letters, digits and `-`", &id.value)
                    .help("choose an id such as `safe-account`"),
            );
        }
        good
    }
}

/// What a TOML value is, in an author's words.
pub fn kind_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// One table, read key by key.
pub struct Tab<'r, 'd> {
    pub reader: &'r Reader<'r>,
    map: &'d DeTable<'d>,
    /// The table's own place.
    pub span: Span,
    what: &'static str,
    asked: BTreeSet<String>,
}

impl<'r, 'd> Tab<'r, 'd> {
    pub fn new(reader: &'r Reader<'r>, map: &'d DeTable<'d>, span: Span, what: &'static str) -> Self {
        Self { reader, map, span, what, asked: BTreeSet::new() }
    }

    /// A node as a table, or a diagnostic.
    pub fn of(reader: &'r Reader<'r>, node: &'d Node<'d>, key: &str, what: &'static str) -> Option<Self> {
        if let DeValue::Table(map) = node.get_ref() {
            return Some(Self::new(reader, map, span_of(node), what));
        }
        reader.wrong_kind(node, key, "a table");
        None
    }

    /// The node under a key.
    pub fn get(&mut self, key: &str) -> Option<&'d Node<'d>> {
        self.asked.insert(key.to_owned());
        self.map.get(key)
    }

    /// All entries in the order of the file; none of them is unknown then.
    pub fn entries(&mut self) -> Vec<(Spanned<String>, &'d Node<'d>)> {
        let mut entries: Vec<_> = self
            .map
            .iter()
            .map(|(key, node)| {
                let range = key.span();
                (Spanned::new(key.get_ref().to_string(), Span::new(range.start, range.end)), node)
            })
            .collect();
        entries.sort_by_key(|(key, _)| key.span.start);
        self.asked.extend(entries.iter().map(|(key, _)| key.value.clone()));
        entries
    }

    /// Whether the key is there.
    pub fn has(&self, key: &str) -> bool {
        self.map.contains_key(key)
    }

    /// Whether a key that gave nothing was meant: it is there and not as it should be, or misspelt.
    pub fn misread(&self, key: &str) -> bool {
        let is_meant = |(written, node): (&toml::Spanned<_>, &Node<'_>)| {
            let written: &std::borrow::Cow<'_, str> = written.get_ref();
            let is_empty = node.get_ref().as_array().is_some_and(|items| items.is_empty());
            *written == key && !is_empty || did_you_mean(written, [key]).is_some()
        };
        self.map.iter().any(is_meant)
    }

    /// The node under a key that must be there.
    pub fn need(&mut self, key: &str) -> Option<&'d Node<'d>> {
        let node = self.get(key);
        if node.is_none() {
            self.missing(key);
        }
        node
    }

    fn missing(&self, key: &str) {
        self.reader.report(Diagnostic::new(
            Code::E105,
            self.span,
            format!("this {} needs `{key}`", self.what),
        ));
    }

    pub fn string(&mut self, key: &str) -> Option<Spanned<String>> {
        let node = self.get(key)?;
        self.reader.string(node, key)
    }

    pub fn need_string(&mut self, key: &str) -> Option<Spanned<String>> {
        let node = self.need(key)?;
        self.reader.string(node, key)
    }

    pub fn id(&mut self, key: &str) -> Option<Spanned<String>> {
        self.need_string(key).filter(|id| self.reader.check_id(id))
    }

    pub fn boolean(&mut self, key: &str) -> Option<Spanned<bool>> {
        let node = self.get(key)?;
        if let DeValue::Boolean(value) = node.get_ref() {
            return Some(Spanned::new(*value, span_of(node)));
        }
        self.reader.wrong_kind(node, key, "true or false");
        None
    }

    pub fn integer(&mut self, key: &str) -> Option<Spanned<i64>> {
        let node = self.get(key)?;
        self.reader.integer(node, key)
    }

    pub fn numeral(&mut self, key: &str) -> Option<Spanned<Numeral>> {
        let node = self.get(key)?;
        self.reader.numeral(node, key)
    }

    pub fn text(&mut self, key: &str) -> Option<Text> {
        let node = self.get(key)?;
        self.reader.text(node, key)
    }

    pub fn expression(&mut self, key: &str) -> Option<Expression> {
        let node = self.get(key)?;
        self.reader.expression(node, key)
    }

    pub fn need_expression(&mut self, key: &str) -> Option<Expression> {
        let node = self.need(key)?;
        self.reader.expression(node, key)
    }

    /// A string, or a list of strings.
    pub fn strings(&mut self, key: &str) -> Vec<Spanned<String>> {
        let Some(node) = self.get(key) else { return Vec::new() };
        match node.get_ref() {
            DeValue::String(_) => self.reader.string(node, key).into_iter().collect(),
            DeValue::Array(items) => items.iter().filter_map(|item| self.reader.string(item, key)).collect(),
            _ => {
                self.reader.wrong_kind(node, key, "a text or a list of texts");
                Vec::new()
            }
        }
    }

    /// One word of a closed list.
    pub fn choice<T: Copy>(&mut self, key: &str, words: &[(&str, T)]) -> Option<Spanned<T>> {
        let word = self.string(key)?;
        if let Some((_, value)) = words.iter().find(|(name, _)| *name == word.value) {
            return Some(Spanned::new(*value, word.span));
        }
        let names: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
        self.reader.not_listed(key, &word, &names);
        None
    }

    /// A civil date as days since 1970-01-01.
    pub fn date(&mut self, key: &str) -> Option<Spanned<i64>> {
        let node = self.get(key)?;
        let text = match node.get_ref() {
            DeValue::Datetime(value) => value.to_string(),
            DeValue::String(value) => value.to_string(),
            _ => String::new(),
        };
        let date = time::parse_date(&text).ok();
        if date.is_none() {
            self.reader.report(
                Diagnostic::new(Code::E113, span_of(node), format!("`{key}` must be a date"))
                    .expected("a date such as 2026-01-31", kind_of(node.get_ref())),
            );
        }
        date.map(|date| Spanned::new(date, span_of(node)))
    }

    /// An ISO 8601 duration in milliseconds.
    pub fn duration(&mut self, key: &str) -> Option<Spanned<i64>> {
        let text = self.string(key)?;
        match time::parse_span(&text.value) {
            Ok(value) => Some(Spanned::new(value, text.span)),
            Err(error) => {
                self.reader.report(
                    Diagnostic::new(
                        Code::E113,
                        text.span,
                        format!("`{}` is no duration: {error}", text.value),
                    )
                    .expected("an ISO 8601 duration such as PT1H or P3D", format!("`{}`", text.value)),
                );
                None
            }
        }
    }

    /// A table under a key.
    pub fn table(&mut self, key: &str, what: &'static str) -> Option<Tab<'r, 'd>> {
        let node = self.get(key)?;
        Tab::of(self.reader, node, key, what)
    }

    /// A list of tables under a key.
    pub fn tables(&mut self, key: &str, what: &'static str) -> Vec<Tab<'r, 'd>> {
        let Some(node) = self.get(key) else { return Vec::new() };
        let DeValue::Array(items) = node.get_ref() else {
            self.reader.wrong_kind(node, key, "a list of tables");
            return Vec::new();
        };
        items.iter().filter_map(|item| Tab::of(self.reader, item, key, what)).collect()
    }

    /// Reports every key that nobody asked for.
    pub fn finish(self) {
        for key in self.map.keys() {
            if self.asked.contains(key.get_ref().as_ref()) {
                continue;
            }
            let range = key.span();
            let span = Span::new(range.start, range.end);
            let name = key.get_ref();
            // A key that is there already was not meant.
            let free = self.asked.iter().map(String::as_str).filter(|key| !self.map.contains_key(*key));
            let diagnostic =
                Diagnostic::new(Code::E104, span, format!("this {} has no key `{name}`", self.what));
            let diagnostic = match did_you_mean(name, free) {
                near @ Some(_) => diagnostic.meant(near, self.reader.source),
                None => {
                    let known: Vec<&str> = self.asked.iter().map(String::as_str).collect();
                    diagnostic.expected(list_words(&known), format!("`{name}`"))
                }
            };
            self.reader.report(diagnostic);
        }
    }
}

impl Reader<'_> {
    pub fn string(&self, node: &Node<'_>, key: &str) -> Option<Spanned<String>> {
        if let DeValue::String(text) = node.get_ref() {
            return Some(Spanned::new(text.to_string(), span_of(node)));
        }
        self.wrong_kind(node, key, "a text");
        None
    }

    pub fn integer(&self, node: &Node<'_>, key: &str) -> Option<Spanned<i64>> {
        if let DeValue::Integer(n) = node.get_ref() {
            if let Ok(value) = i64::from_str_radix(n.as_str(), n.radix()) {
                return Some(Spanned::new(value, span_of(node)));
            }
            self.report(Diagnostic::new(Code::E121, span_of(node), format!("`{key}` is beyond 64 bits")));
            return None;
        }
        self.wrong_kind(node, key, "an integer");
        None
    }

    /// Reports a word that is not in a closed list.
    pub fn not_listed(&self, key: &str, word: &Spanned<String>, names: &[&str]) {
        let near = did_you_mean(&word.value, names.iter().copied());
        let message = format!("`{}` is no value of `{key}`", word.value);
        let diagnostic = Diagnostic::new(Code::E119, word.span, message)
            .expected(list_words(names), format!("`{}`", word.value))
            .meant(near, self.source);
        self.report(diagnostic);
    }
}

/// "`a`, `b` or `c`"; past eight words the rest is counted.
#[must_use]
pub fn list_words(words: &[&str]) -> String {
    const SHOWN: usize = 8;
    let mut text = String::new();
    for (i, word) in words.iter().take(SHOWN).enumerate() {
        let last = i + 1 == words.len();
        text.push_str(match i {
            0 => "",
            _ if last => " or ",
            _ => ", ",
        });
        text.push('`');
        text.push_str(word);
        text.push('`');
    }
    if words.len() > SHOWN {
        text.push_str(&format!(" and {} more", words.len() - SHOWN));
    }
    text
}
