//! A ruleset's TOML that is changed in places and otherwise left byte for byte.

use super::compare::Change;
use super::json;
use super::kind::Kind;
use super::place::{Place, Step};
use super::plan::Plan;
use super::refused::Refused;
use super::splice;
use crate::check::{fix, render};
use crate::exit::Stop;
use crate::rulesets::SourceFile;
use crate::terminal;
use rules_core::Ruleset;
use rules_core::diagnostic::Diagnostic;
use rules_core::source::{Source, read};
use std::ops::Range;
use toml_edit::{Document, DocumentMut, Item};

/// The file, as text and as TOML.
#[derive(Debug)]
pub struct Book {
    /// What it is called.
    pub name: String,
    text: String,
    had_bom: bool,
    shipped: bool,
    document: DocumentMut,
}

impl Book {
    /// Reads a ruleset. It has to be TOML; it need not compile, so that texts can be exported to be completed.
    pub fn open(file: &SourceFile) -> Result<Self, Stop> {
        let shown = |diagnostic: &Diagnostic, source: &Source| {
            terminal::note(&render::text(diagnostic, source, &file.name));
            Stop::Failed(format!("the ruleset `{}` cannot be read", file.name))
        };
        let source = read(&file.bytes).map_err(|diagnostic| shown(&diagnostic, &Source::new("")))?;
        let text = source.text().to_owned();
        let document = unix(&text)
            .parse()
            .map_err(|error| Stop::Failed(format!("the ruleset `{}` is no TOML: {error}", file.name)))?;
        let had_bom = file.bytes.len() > text.len();
        Ok(Self { name: file.name.clone(), text, had_bom, shipped: file.shipped_cases.is_some(), document })
    }

    /// The TOML.
    pub fn root(&self) -> &Item {
        self.document.as_item()
    }

    /// The text with all done, in the line ends it had; or the cells that cannot be taken.
    pub fn changed(&self, plan: &Plan, first_language: &str) -> Result<String, Vec<Refused>> {
        let mut document = self.document.clone();
        let root = document.as_item_mut();
        let mut refused = Vec::new();
        for change in &plan.changes {
            if let Err(why) = make(root, change, first_language) {
                refused.push(Refused { why, ..change.place.clone() });
            }
        }
        for (place, value) in &plan.follow {
            place.set(root, Some(value.clone()));
        }
        let text = splice::apply(&document.to_string(), &plan.splices);
        if text.is_none() {
            let (place, why) = ("the ruleset".to_owned(), NO_PLACE.to_owned());
            refused.push(Refused { place, why });
        }
        if !refused.is_empty() {
            return Err(refused);
        }
        let text = text.unwrap_or_default();
        Ok(if self.text.contains("\r\n") { text.replace('\n', "\r\n") } else { text })
    }

    /// Whether nothing but changes would be written: no mixed line ends, no spelling that is not kept.
    pub fn is_kept(&self) -> bool {
        let same = self.document.to_string() == unix(&self.text);
        let windows = self.text.matches("\r\n").count();
        same && (windows == 0 || windows == self.text.matches('\n').count())
    }

    /// Writes the new text.
    pub fn write(&self, text: &str) -> Result<(), Stop> {
        self.writable()?;
        fix::write(&self.name, text, self.had_bom)
    }

    /// Refuses a ruleset that is part of the command.
    pub fn writable(&self) -> Result<(), Stop> {
        if self.shipped {
            let name = &self.name;
            return Err(Stop::Failed(format!(
                "`{name}` is part of the command and cannot be changed; give the path of a copy"
            )));
        }
        Ok(())
    }
}

/// What is said of a cell that nothing in the TOML can take.
pub const NO_PLACE: &str = "the ruleset has no place for it; write it in the ruleset itself";

fn unix(text: &str) -> String {
    text.replace("\r\n", "\n")
}

fn make(root: &mut Item, change: &Change, first_language: &str) -> Result<(), String> {
    let cell = &change.cell;
    if cell.kind == Kind::Object {
        return json::set(&cell.place, root, &change.new);
    }
    if matches!(cell.kind, Kind::Text | Kind::MaybeText)
        && let Some((Step::Key(_), before)) = cell.place.0.split_last()
    {
        super::place::Place(before.to_vec()).by_language(root, first_language);
    }
    let found = match change.new.trim() {
        "" => "an empty cell".to_owned(),
        _ => format!("`{}`", change.new),
    };
    let expected = |expected: &str| format!("expected {expected}, found {found}");
    let value = cell.kind.read(&change.new, cell.place.get(root)).map_err(expected)?;
    if cell.place.set(root, value) { Ok(()) } else { Err(NO_PLACE.to_owned()) }
}

/// What `rules check` refuses in the new text, each at the row or the cell it belongs to.
pub fn errors(text: &str, plan: &Plan) -> Vec<Refused> {
    let Err(error) = Ruleset::compile(text) else { return Vec::new() };
    let document = Document::parse(text).ok();
    let span = |place: &Place| splice::span(place.get(document.as_ref()?.as_item())?);
    let spans: Vec<_> = plan.labels.iter().map(|(place, label)| (span(place), label)).collect();
    let mut refused = Vec::new();
    for diagnostic in error.diagnostics.iter().filter(|it| it.is_error()) {
        let start = diagnostic.span.start as usize;
        let inside = |(span, _): &&(Option<Range<usize>>, &Refused)| {
            span.as_ref().is_some_and(|span| span.contains(&start))
        };
        let line = error.source.position(start).line + 1;
        let label = spans.iter().find(inside).map(|(_, label)| label.place.clone());
        let place = label.unwrap_or_else(|| format!("line {line} of the ruleset as it would be"));
        refused.push(Refused { place, why: told(diagnostic) });
    }
    refused
}

fn told(diagnostic: &Diagnostic) -> String {
    let mut why = format!("{}: {}", diagnostic.code.as_str(), diagnostic.message);
    if let (Some(expected), Some(found)) = (&diagnostic.expected, &diagnostic.found) {
        why.push_str(&format!("; expected {expected}, found {found}"));
    }
    if let Some(help) = &diagnostic.help {
        why.push_str(&format!("; {help}"));
    }
    why
}
