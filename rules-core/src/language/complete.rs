//! What may be written at the cursor.

use super::format::{self, STATES, Takes};
use super::library::{self, On};
use super::place::{Place, Value, part_of, place};
use super::symbols::{Kind, SHARED, Symbol, item_owner};
use super::told::{field, told};
use super::{Edit, Known, Language};
use crate::parse::document::FieldType;
use crate::source::Span;
use serde::Serialize;

/// Something that may be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Completion {
    /// The name to choose by.
    pub label: String,
    /// What kind of thing it is.
    pub kind: CompletionKind,
    /// Kind and type, unit and range, or how it is called.
    pub detail: String,
    /// What people read: title, question, meaning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub info: Option<String>,
    /// What to put where.
    pub edit: Edit,
    /// Where the cursor goes then, in characters from the start of what is put, which is ASCII up to there.
    pub caret: usize,
}

/// What kind of thing may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum CompletionKind {
    /// A key of the file.
    Key,
    /// A section of the file.
    Section,
    /// A word of a closed list.
    Word,
    /// A function or method.
    Function,
    /// Something that the ruleset names.
    Name,
    /// A value of an enum field.
    Value,
}

/// Collects completions for one place.
struct Offers<'l> {
    language: &'l Language,
    locale: &'l str,
    span: Span,
    all: Vec<Completion>,
}

/// What may be written at an offset.
pub fn complete(language: &Language, offset: u32, locale: &str) -> Vec<Completion> {
    let at = Span { start: offset, end: offset };
    let mut offers = Offers { language, locale, span: at, all: Vec::new() };
    match place(&language.source, &language.layout, offset) {
        Place::Comment => {}
        Place::Header { before, written } => offers.sections(&before, written),
        Place::Key { table, written } => offers.keys(&table, written),
        Place::Value(value) if value.is_expression() => offers.expression(&value),
        Place::Value(value) => offers.value(&value),
    }
    offers.all
}

impl Offers<'_> {
    fn offer(
        &mut self,
        label: &str,
        kind: CompletionKind,
        detail: String,
        info: Option<String>,
        text: String,
    ) {
        let caret = caret(&text);
        let edit = self.language.edit(self.span, text);
        self.all.push(Completion { label: label.to_owned(), kind, detail, info, edit, caret });
    }

    fn sections(&mut self, before: &[String], written: Span) {
        self.span = written;
        for key in format::keys(before) {
            let sign = match key.takes {
                Takes::Tables(_) => "[[ ]]",
                Takes::Table(_) | Takes::Each(_) | Takes::Text | Takes::Incident => "[ ]",
                _ => continue,
            };
            let info = Some(key.line.told(self.locale).to_owned());
            self.offer(key.name, CompletionKind::Section, sign.to_owned(), info, key.name.to_owned());
        }
    }

    fn keys(&mut self, table: &[String], written: Span) {
        self.span = written;
        let present = self.present(table, written);
        for key in format::keys(table).filter(|key| !present.iter().any(|it| it == key.name)) {
            if table.is_empty() && !matches!(key.takes, Takes::Integer) {
                continue;
            }
            let text = format!("{} = {}", key.name, blank(key.takes));
            let info = Some(key.line.told(self.locale).to_owned());
            self.offer(key.name, CompletionKind::Key, takes_word(key.takes).to_owned(), info, text);
        }
        self.languages(table);
        if matches!(format::at(table).map(|spot| spot.takes), Some(Takes::Incident)) {
            self.names(Kind::Field, " = ");
        }
    }

    /// The languages of a text that is a table.
    fn languages(&mut self, table: &[String]) {
        let is_text = matches!(format::at(table).map(|it| it.takes), Some(Takes::Text | Takes::Template));
        let Some(known) = self.language.known.as_ref().filter(|_| is_text) else { return };
        for language in &known.document.header.languages {
            let text = format!("{} = \"\"", language.value);
            self.offer(&language.value, CompletionKind::Key, String::new(), None, text);
        }
    }

    /// The keys that stand in the table around a place.
    fn present(&self, table: &[String], written: Span) -> Vec<String> {
        let layout = &self.language.layout;
        let section = layout.sections.iter().rfind(|it| it.header.start <= written.start);
        let within = section.map_or(Span { start: 0, end: written.start }, |it| it.span);
        let is_here = |path: &[String]| path.len() == table.len() + 1 && path.starts_with(table);
        let pieces = layout.pieces.iter().filter(|piece| piece.part == super::layout::Part::Key);
        let here = pieces.filter(|piece| piece.span.start >= within.start && piece.span.end <= within.end);
        let others = here.filter(|piece| is_here(&piece.path) && piece.span.start != written.start);
        others.filter_map(|piece| piece.path.last().cloned()).collect()
    }

    fn value(&mut self, value: &Value) {
        self.span = value.inside;
        let Some(spot) = value.spot else { return };
        let quote = if value.is_quoted { "" } else { "\"" };
        match spot.takes {
            Takes::Word(words) => self.words(words, quote),
            Takes::Name(Kind::Field) if value.path.ends_with(&["each".to_owned()]) => self.records(quote),
            Takes::Name(kind) | Takes::Names(kind) => {
                self.names(kind, quote);
                if kind == Kind::Entry {
                    self.names(Kind::Deadline, quote);
                }
            }
            Takes::Edge | Takes::Amount => self.names(Kind::Param, quote),
            Takes::Values => self.bin_values(value, quote),
            Takes::Incident => self.incident(value, quote),
            Takes::Template if value.is_quoted => self.template(value),
            Takes::Flag if !value.is_quoted => self.words(&["true", "false"], ""),
            _ => {}
        }
    }

    fn words(&mut self, words: &[&str], quote: &str) {
        for word in words {
            let text = format!("{quote}{word}{quote}");
            self.offer(word, CompletionKind::Word, String::new(), None, text);
        }
    }

    /// All symbols of a kind. After ` = ` no value is written yet.
    fn names(&mut self, kind: Kind, around: &str) {
        let language = self.language;
        let Some(known) = &language.known else { return };
        for symbol in known.symbols.of(kind, "") {
            let text = match around {
                " = " => format!("{} = ", symbol.name),
                quote => format!("{quote}{}{quote}", symbol.name),
            };
            self.symbol(known, symbol, text);
        }
    }

    fn symbol(&mut self, known: &Known, symbol: &Symbol, text: String) {
        let told = told(known, symbol, self.locale);
        let kind = if symbol.kind == Kind::Value { CompletionKind::Value } else { CompletionKind::Name };
        let info = (!told.lines.is_empty()).then(|| told.lines.join("\n"));
        self.offer(&symbol.name, kind, told.detail, info, text);
    }

    fn records(&mut self, quote: &str) {
        let language = self.language;
        let Some(known) = &language.known else { return };
        for symbol in known.symbols.of(Kind::Field, "") {
            if field(known, symbol).is_some_and(|it| it.ty.value == FieldType::Records) {
                self.symbol(known, symbol, format!("{quote}{}{quote}", symbol.name));
            }
        }
    }

    /// The values of the field that a characteristic is about.
    fn bin_values(&mut self, value: &Value, quote: &str) {
        let language = self.language;
        let layout = &language.layout;
        let section = layout.sections.iter().rfind(|it| it.header.start <= value.inside.start);
        let Some(section) = section else { return };
        let texts = layout.pieces.iter().filter(|it| it.part == super::layout::Part::Text);
        let mut before = texts.filter(|it| it.span.start < value.inside.start);
        let axis = before.rfind(|it| it.path.last().is_some_and(|key| key == "value"));
        let Some(axis) =
            axis.filter(|it| it.span.start >= section.span.start || it.path.starts_with(&section.path))
        else {
            return;
        };
        let name = language.source.slice(axis.span).trim_matches(['\'', '"']).to_owned();
        self.values_of(&name, quote);
    }

    fn values_of(&mut self, owner: &str, quote: &str) {
        let language = self.language;
        let Some(known) = &language.known else { return };
        for symbol in known.symbols.of(Kind::Value, owner) {
            self.symbol(known, symbol, format!("{quote}{}{quote}", symbol.name));
        }
    }

    /// The value of a field in a case.
    fn incident(&mut self, value: &Value, quote: &str) {
        let start = value.path.iter().position(|key| key == "incident").map_or(0, |at| at + 1);
        let keys = value.path.get(start..).unwrap_or_default();
        match keys {
            [field] => self.values_of(field, quote),
            [list, item] => self.values_of(&item_owner(list, item), quote),
            _ => {}
        }
    }

    /// `${name}` in a text.
    fn template(&mut self, value: &Value) {
        let Some(at) = value.before.rfind("${") else { return };
        let written = value.before.get(at + 2..).unwrap_or_default();
        if written.contains('}') {
            return;
        }
        self.span = part_of(value, written.len());
        let list = self.each(value);
        self.items(list.as_deref());
        for kind in [Kind::Field, Kind::Feature, Kind::Param, Kind::Deadline] {
            self.names(kind, "");
        }
    }

    fn expression(&mut self, value: &Value) {
        let before = value.before.as_str();
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let word = before.rsplit(|c| !is_word(c)).next().unwrap_or_default();
        if let Some(open) = open_text(before) {
            let written = before.get(open + 1..).unwrap_or_default();
            self.span = part_of(value, written.len());
            self.texts(before.get(..open).unwrap_or_default(), value);
            return;
        }
        self.span = part_of(value, word.len());
        let rest = before.strip_suffix(word).unwrap_or_default();
        if let Some(receiver) = rest.strip_suffix('.') {
            let name = receiver.rsplit(|c| !is_word(c)).next().unwrap_or_default();
            return self.methods(name, value);
        }
        match rest.strip_suffix('(').or_else(|| rest.trim_end().strip_suffix(',')).map(called) {
            Some("mentions" | "count" | "mentions_not_after") if self.is_text_call(rest) => {
                self.names(Kind::Terms, "");
            }
            Some("matches") => self.names(Kind::Pattern, ""),
            _ => self.operands(value),
        }
    }

    /// Whether the call that is open is one of a text's methods.
    fn is_text_call(&self, before: &str) -> bool {
        let Some(open) = before.rfind('(') else { return false };
        let head = before.get(..open).unwrap_or_default();
        let Some((receiver, _)) = head.rsplit_once('.') else { return false };
        let name =
            receiver.rsplit(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).next().unwrap_or_default();
        self.on(name, None) == Some(On::Text)
    }

    /// What may begin an operand: fields, features and so on, and functions.
    fn operands(&mut self, value: &Value) {
        let list = self.each(value);
        self.items(list.as_deref());
        for kind in SHARED.into_iter().filter(|kind| !matches!(kind, Kind::Terms | Kind::Pattern)) {
            self.names(kind, "");
        }
        self.functions(On::Nothing, "()");
        for word in ["as_of", "none", "true", "false"] {
            self.offer(word, CompletionKind::Word, String::new(), None, word.to_owned());
        }
    }

    fn functions(&mut self, on: On, after: &str) {
        for function in library::on(on) {
            let info = Some(function.line.told(self.locale).to_owned());
            let text = format!("{}{after}", function.name);
            self.offer(function.name, CompletionKind::Function, function.usage.to_owned(), info, text);
        }
    }

    fn items(&mut self, list: Option<&str>) {
        let language = self.language;
        let (Some(known), Some(list)) = (&language.known, list) else { return };
        for symbol in known.symbols.of(Kind::Item, list) {
            self.symbol(known, symbol, symbol.name.clone());
        }
    }

    /// The list whose items are in scope: of the rule, or of the call around the cursor.
    fn each(&self, value: &Value) -> Option<String> {
        let language = self.language;
        let around = value.before.rfind('(').and_then(|open| {
            let head = value.before.get(..open)?;
            let (receiver, _) = head.rsplit_once('.')?;
            let name = receiver.rsplit(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).next()?;
            (self.on(name, None) == Some(On::Records)).then(|| name.to_owned())
        });
        let layout = &language.layout;
        let section = layout.sections.iter().rfind(|it| it.header.start <= value.inside.start);
        let each = section.and_then(|section| {
            let here = layout
                .pieces
                .iter()
                .filter(|it| section.span.start <= it.span.start && it.span.end <= section.span.end);
            let mut each = here.filter(|it| it.part == super::layout::Part::Text);
            each.find(|it| it.path.last().is_some_and(|key| key == "each"))
        });
        around.or_else(|| each.map(|it| language.source.slice(it.span).trim_matches(['"', '\'']).to_owned()))
    }

    /// What a name can be asked for.
    fn on(&self, name: &str, list: Option<&str>) -> Option<On> {
        let known = self.language.known.as_ref()?;
        let item = list.and_then(|list| known.symbols.find(Kind::Item, list, name));
        let symbol = known.symbols.all.get(item.or_else(|| known.symbols.shared(name))?)?;
        match symbol.kind {
            Kind::Deadline => Some(On::Deadline),
            Kind::Field | Kind::Item => match field(known, symbol)?.ty.value {
                FieldType::Text => Some(On::Text),
                FieldType::EnumList | FieldType::TextList => Some(On::List),
                FieldType::Records => Some(On::Records),
                _ => None,
            },
            _ => None,
        }
    }

    fn methods(&mut self, name: &str, value: &Value) {
        let list = self.each(value);
        match self.on(name, list.as_deref()) {
            Some(On::Deadline) => self.functions(On::Deadline, ""),
            Some(on) => self.functions(on, "()"),
            None => {}
        }
    }

    /// Texts of an expression: values of the field that stands before, or states of the deadline.
    fn texts(&mut self, before: &str, value: &Value) {
        let known = self.language.known.as_ref();
        let Some(known) = known else { return };
        let list = self.each(value);
        let words = before.rsplit(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        for word in words.filter(|word| !word.is_empty()) {
            if word == "state" {
                return self.words(STATES, "");
            }
            let item = list.as_deref().filter(|list| known.symbols.find(Kind::Item, list, word).is_some());
            let owner = item.map_or_else(|| word.to_owned(), |list| item_owner(list, word));
            if known.symbols.of(Kind::Value, &owner).next().is_some() {
                return self.values_of(&owner, "");
            }
        }
    }
}

/// The method or function whose arguments a text ends in.
fn called(before: &str) -> &str {
    let head = before.rfind('(').and_then(|open| before.get(..open)).unwrap_or(before);
    head.rsplit(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).next().unwrap_or_default()
}

/// Where the text begins that is open at the end of an expression's part.
fn open_text(before: &str) -> Option<usize> {
    let mut open = None;
    for (at, _) in before.match_indices('"') {
        open = if open.is_some() { None } else { Some(at) };
    }
    open
}

/// Where one goes on to write in a text that is put: in what closes at its end, or behind it.
fn caret(text: &str) -> usize {
    let closes = ["{  }", "[{  }]", "''", "\"\"", "[]", "()"];
    let end = closes.iter().find(|it| text.ends_with(*it)).map_or(0, |it| it.len() / 2);
    text.chars().count() - end
}

/// What a key is begun with.
fn blank(takes: Takes) -> &'static str {
    match takes {
        Takes::Text | Takes::Template => "{  }",
        Takes::Expression => "''",
        Takes::Word(_) | Takes::Name(_) | Takes::Free | Takes::Duration => "\"\"",
        Takes::Names(_) | Takes::Values | Takes::Frees | Takes::Rows => "[]",
        Takes::Table(_) | Takes::Each(_) | Takes::Incident | Takes::Field(_) => "{  }",
        Takes::Tables(_) => "[{  }]",
        _ => "",
    }
}

/// What a key takes, in a word.
fn takes_word(takes: Takes) -> &'static str {
    match takes {
        Takes::Text => "text",
        Takes::Template => "text, ${…}",
        Takes::Expression => "expression",
        Takes::Points => "integer | expression",
        Takes::Edge => "number | parameter",
        Takes::Amount => "days | name",
        Takes::Word(_) => "word",
        Takes::Name(_) => "name",
        Takes::Names(_) => "names",
        Takes::Values => "values",
        Takes::Free => "text",
        Takes::Frees => "texts",
        Takes::Integer => "integer",
        Takes::Number => "number",
        Takes::Flag => "true | false",
        Takes::Date => "date",
        Takes::Datetime => "time",
        Takes::Duration => "duration",
        Takes::Rows => "rows",
        Takes::Table(_) | Takes::Each(_) | Takes::Field(_) | Takes::Incident => "table",
        Takes::Tables(_) => "tables",
    }
}
