//! The cases in `cases.jsonl` beside a ruleset: rows of the sheet of cases, and lines that are changed in places.

use super::compare::{Added, Change, Edits};
use super::json;
use super::kind::Kind;
use super::place::{Place, Step};
use super::refused::Refused;
use super::sheet::{Cell, Column, Entry, Row, Sheet};
use crate::check::fix;
use crate::exit::Stop;
use crate::rulesets::SourceFile;
use rules_core::Ruleset;
use rules_core::cases::in_line;
use rules_core::json::push_string;
use rules_core::source::strip_bom;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;
use std::path::Path;

/// What the file is called, and the list of its cases among places.
const FILE: &str = "cases.jsonl";

/// The file.
#[derive(Debug)]
pub struct Beside {
    /// Its path.
    pub name: String,
    text: String,
    had_bom: bool,
    /// The lines that are cases, by number from 0.
    cases: Vec<usize>,
}

impl Beside {
    /// Reads the file that stands beside a ruleset, if one does.
    pub fn open(file: &SourceFile) -> Result<Option<Self>, Stop> {
        let path = Path::new(&file.name).with_file_name(FILE);
        let name = path.display().to_string();
        let bytes = match file.shipped_cases {
            Some(bytes) => bytes.to_vec(),
            None if !path.exists() => return Ok(None),
            None => std::fs::read(&path)
                .map_err(|error| Stop::Failed(format!("cannot read the cases in `{name}`: {error}")))?,
        };
        let plain = strip_bom(&bytes);
        let had_bom = plain.len() < bytes.len();
        let text = String::from_utf8(plain.to_vec())
            .map_err(|_| Stop::Failed(format!("the cases in `{name}` are not UTF-8")))?;
        let lines = text.split_inclusive('\n').enumerate();
        let cases: Vec<usize> = lines.filter(|(_, line)| !line.trim().is_empty()).map(|(at, _)| at).collect();
        let beside = Self { name, text, had_bom, cases };
        for &at in &beside.cases {
            members(beside.line(at)).map_err(|error| {
                Stop::Failed(format!("{}:{}: no usable case: {error}", beside.name, at + 1))
            })?;
        }
        Ok(Some(beside))
    }

    fn line(&self, number: usize) -> &str {
        self.text.split_inclusive('\n').nth(number).unwrap_or_default().trim()
    }

    /// Adds the cases to the sheet of those in the ruleset.
    pub fn add_to(&self, sheet: &mut Sheet) {
        let columns = sheet.shape.as_ref().map(|shape| shape.columns.clone()).unwrap_or_default();
        let lines: Vec<&str> = self.text.split_inclusive('\n').collect();
        for (at, line) in self.cases.iter().filter_map(|&at| lines.get(at)).enumerate() {
            let members = members(line.trim()).unwrap_or_default();
            let name = find(&members, &["name".to_owned()]).map(|raw| shown(&raw, Kind::Word));
            let cells = columns.iter().map(|column| cell(&members, column, at)).collect();
            let entry = Some(Entry { list: list(), at });
            sheet.rows.push(Row { keys: vec![name.unwrap_or_default()], cells, entry });
        }
    }

    /// The text with changes made, each line read as `rules test` does; or what cannot be taken.
    pub fn changed(&self, edits: &Edits, ruleset: &Ruleset) -> Result<String, Vec<Refused>> {
        let mut lines: Vec<String> = self.text.split_inclusive('\n').map(str::to_owned).collect();
        let (mut refused, mut touched) = (Vec::new(), Vec::new());
        for change in &edits.changes {
            let Some(Step::At(at)) = change.cell.place.0.get(1) else { continue };
            let Some(line) = self.cases.get(*at).and_then(|at| lines.get_mut(*at)) else { continue };
            match set(line, change) {
                Ok(()) => touched.push((line.clone(), change.place.clone())),
                Err(why) => refused.push(Refused { why, ..change.place.clone() }),
            }
        }
        let gone: Vec<usize> =
            edits.removed.iter().filter_map(|entry| self.cases.get(entry.at).copied()).collect();
        let mut text = String::new();
        let kept = lines.iter().enumerate().filter(|(at, _)| !gone.contains(at));
        kept.for_each(|(_, line)| text.push_str(line));
        let end = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        for added in &edits.added {
            match new(added) {
                Ok(line) => {
                    if !text.is_empty() && !text.ends_with('\n') {
                        text.push_str(end);
                    }
                    text.push_str(&format!("{line}{end}"));
                    touched.push((line, added.place.clone()));
                }
                Err(more) => refused.extend(more),
            }
        }
        for (line, place) in touched {
            let read = in_line(line.trim().as_bytes(), 1, ruleset).and_then(|case| case.context(ruleset));
            if let Err(unusable) = read {
                refused.push(Refused { why: unusable.text.get("en").to_owned(), ..place });
            }
        }
        if refused.is_empty() { Ok(text) } else { Err(refused) }
    }

    /// Writes the new text.
    pub fn write(&self, text: &str) -> Result<(), Stop> {
        fix::write(&self.name, text, self.had_bom)
    }
}

/// Parts the edits of this file from those of the ruleset.
pub fn part(edits: Edits) -> (Edits, Edits) {
    let is_here = |place: &Place| place.0.starts_with(&list().0);
    let (here, changes) = edits.changes.into_iter().partition(|it| is_here(&it.cell.place));
    let (added_here, added) = edits.added.into_iter().partition(|it| is_here(&it.list));
    let (removed_here, removed) = edits.removed.into_iter().partition(|it| is_here(&it.list));
    let own = Edits { changes: here, added: added_here, removed: removed_here, ..Edits::default() };
    (Edits { changes, added, removed, is_moved: edits.is_moved }, own)
}

fn list() -> Place {
    Place::default().key(FILE)
}

/// The members of an object in their order, each as it is written.
type Members = Vec<(String, Box<RawValue>)>;

struct Written(Members);

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Written;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a JSON object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Written, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Written(members))
            }
        }
        deserializer.deserialize_map(Members)
    }
}

fn members(text: &str) -> Result<Members, String> {
    serde_json::from_str::<Written>(text).map(|it| it.0).map_err(|error| error.to_string())
}

/// `as_of` is `asOf` in JSON.
fn in_json(key: &str) -> String {
    let mut words = key.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |all, word| {
        let (head, rest) = word.split_at_checked(1).unwrap_or_default();
        format!("{all}{}{rest}", head.to_ascii_uppercase())
    })
}

fn find(all: &Members, keys: &[String]) -> Option<Box<RawValue>> {
    let (first, rest) = keys.split_first()?;
    let raw = all.iter().find(|(name, _)| *name == in_json(first)).map(|(_, raw)| raw.clone())?;
    if rest.is_empty() { Some(raw) } else { find(&members(raw.get()).ok()?, rest) }
}

fn cell(all: &Members, column: &Column, at: usize) -> Cell {
    let text = find(all, &column.keys).map(|raw| shown(&raw, column.kind)).unwrap_or_default();
    let place = column.keys.iter().fold(list().at(at), |place, key| place.key(&in_json(key)));
    Cell { text, place, kind: column.kind }
}

/// The text of a cell.
fn shown(raw: &RawValue, kind: Kind) -> String {
    let raw = raw.get();
    let words = |raw| serde_json::from_str::<Vec<String>>(raw).ok().filter(|_| kind == Kind::Words);
    match (serde_json::from_str::<String>(raw), words(raw)) {
        (Ok(text), _) => text,
        (_, Some(words)) if words.is_empty() => "[]".to_owned(),
        (_, Some(words)) => words.join("; "),
        _ => raw.to_owned(),
    }
}

/// The JSON that a cell's text means; nothing for an empty cell.
fn read(text: &str, kind: Kind) -> Result<Option<Box<RawValue>>, String> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Ok(None);
    }
    if kind == Kind::Object {
        json::object(trimmed)?;
        return raw(&trimmed.replace(['\r', '\n'], " ")).map(Some);
    }
    let value = kind.read(trimmed, None).map_err(|what| format!("expected {what}, found `{text}`"))?;
    let Some(value) = value else { return Ok(None) };
    let json = match kind {
        Kind::Instant => serde_json::Value::from(trimmed).to_string(),
        _ => json::text(&toml_edit::Item::Value(value)),
    };
    raw(&json).map(Some)
}

fn raw(json: &str) -> Result<Box<RawValue>, String> {
    RawValue::from_string(json.to_owned()).map_err(|error| error.to_string())
}

/// An object as the shipped cases are written, on one line.
fn written(all: &Members) -> String {
    let mut out = vec![b'{'];
    for (at, (name, raw)) in all.iter().enumerate() {
        out.extend_from_slice(if at > 0 { b", " } else { b"" });
        push_string(&mut out, name);
        out.extend_from_slice(b": ");
        out.extend_from_slice(raw.get().as_bytes());
    }
    out.push(b'}');
    String::from_utf8(out).unwrap_or_default()
}

/// Puts a cell into a line; all other members stay as they are written.
fn set(line: &mut String, change: &Change) -> Result<(), String> {
    let kind = change.cell.kind;
    let steps = change.cell.place.0.iter().skip(2);
    let keys: Vec<&str> =
        steps.filter_map(|step| if let Step::Key(key) = step { Some(key.as_str()) } else { None }).collect();
    let value = read(&change.new, kind)?;
    let mut all = members(line.trim())?;
    put(&mut all, &keys, value)?;
    let end = line.trim_end().len();
    let behind = line.get(end..).unwrap_or_default().to_owned();
    *line = format!("{}{behind}", written(&all));
    Ok(())
}

fn put(all: &mut Members, keys: &[&str], value: Option<Box<RawValue>>) -> Result<(), String> {
    let Some((first, rest)) = keys.split_first() else { return Ok(()) };
    let at = all.iter().position(|(name, _)| name == first);
    let value = if rest.is_empty() {
        value
    } else {
        let old = at.and_then(|at| all.get(at)).map_or("{}", |(_, old)| old.get());
        let mut inner = members(old)?;
        put(&mut inner, rest, value)?;
        Some(raw(&written(&inner))?)
    };
    match (at, value) {
        (Some(at), Some(value)) => {
            if let Some((_, old)) = all.get_mut(at) {
                *old = value;
            }
        }
        (Some(at), None) => {
            all.remove(at);
        }
        (None, Some(value)) => all.push(((*first).to_owned(), value)),
        (None, None) => {}
    }
    Ok(())
}

/// The line of a new case.
fn new(added: &Added) -> Result<String, Vec<Refused>> {
    let name = added.keys.first().map_or("", String::as_str);
    let mut all: Members = Vec::new();
    let mut refused = Vec::new();
    let quoted = raw(&serde_json::Value::from(name).to_string());
    all.extend(quoted.ok().map(|name| ("name".to_owned(), name)));
    for (column, text, place) in &added.cells {
        let keys: Vec<String> = column.keys.iter().map(|key| in_json(key)).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let done = read(text, column.kind).and_then(|value| put(&mut all, &keys, value));
        refused.extend(done.err().map(|why| Refused { why, ..place.clone() }));
    }
    for needed in ["incident", "expect"] {
        if !all.iter().any(|(name, _)| name == needed) {
            all.extend(raw("{}").ok().map(|empty| (needed.to_owned(), empty)));
        }
    }
    if refused.is_empty() { Ok(written(&all)) } else { Err(refused) }
}
