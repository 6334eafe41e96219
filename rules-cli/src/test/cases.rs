//! Cases from the ruleset's own file and from JSONL.

use crate::exit::Stop;
use rules_core::calendar::Calendar;
use rules_core::diagnostic::did_you_mean;
use rules_core::parse::document::CaseDecl;
use rules_core::ruleset::DEADLINE_STATES;
use rules_core::source::{Spanned, strip_bom};
use rules_core::{ContextSpec, Ruleset};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// A case, ready to be run.
#[derive(Clone, Debug)]
pub struct Case {
    /// What it is about.
    pub name: String,
    /// File and line.
    pub place: String,
    /// The incident's JSON.
    pub incident: Vec<u8>,
    /// What the assessment is made with.
    pub context: ContextSpec,
    /// What is stated.
    pub expect: Expect,
}

/// What a case states; what it leaves out is not compared.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Expect {
    pub score: Option<i64>,
    pub level: Option<String>,
    pub level_up_to: Option<String>,
    pub settled: Option<bool>,
    pub incomplete: Option<bool>,
    pub hits: Option<Vec<String>>,
    pub hits_include: Vec<String>,
    pub not_hits: Vec<String>,
    pub deadlines: BTreeMap<String, String>,
}

/// A line of `cases.jsonl`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Line<'l> {
    name: String,
    as_of: String,
    #[serde(borrow)]
    incident: &'l RawValue,
    expect: Expect,
    #[serde(default)]
    params: BTreeMap<String, f64>,
    #[serde(default)]
    calendar: Option<Calendar>,
}

/// What cases may name.
#[derive(Debug)]
pub struct Names<'r> {
    rules: Vec<&'r str>,
    levels: Vec<&'r str>,
    deadlines: Vec<&'r str>,
}

impl<'r> Names<'r> {
    /// The ids of a ruleset.
    pub fn of(ruleset: &'r Ruleset) -> Self {
        let model = ruleset.model();
        Self {
            rules: model.entries.iter().map(|entry| entry.id.as_str()).collect(),
            levels: model.levels.iter().map(|level| level.id.as_str()).collect(),
            deadlines: model.deadlines.iter().map(|deadline| deadline.id.as_str()).collect(),
        }
    }

    /// What is named and does not exist.
    fn missing(&self, expect: &Expect) -> Option<String> {
        let hits = expect.hits.iter().flatten().chain(&expect.hits_include).chain(&expect.not_hits);
        let levels = expect.level.iter().chain(&expect.level_up_to);
        hits.map(|id| ("rule", id, self.rules.as_slice()))
            .chain(levels.map(|id| ("level", id, self.levels.as_slice())))
            .chain(expect.deadlines.keys().map(|id| ("deadline", id, self.deadlines.as_slice())))
            .chain(expect.deadlines.values().map(|id| ("deadline state", id, DEADLINE_STATES.as_slice())))
            .find(|(_, id, known)| !known.contains(&id.as_str()))
            .map(|(what, id, known)| {
                let near = did_you_mean(id, known.iter().copied());
                let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
                format!("there is no {what} `{id}`{near}")
            })
    }
}

/// The cases in a ruleset's own file.
pub fn in_file(ruleset: &Ruleset, name: &str) -> Result<Vec<Case>, Stop> {
    ruleset.model().cases.iter().map(|decl| declared(decl, ruleset, name)).collect()
}

fn declared(decl: &CaseDecl, ruleset: &Ruleset, name: &str) -> Result<Case, Stop> {
    let line = ruleset.source().position(decl.span.start as usize).line + 1;
    let place = format!("{name}:{line}");
    let table = |value: &Option<Spanned<serde_json::Value>>| value.as_ref().map(|it| it.value.clone());
    let params = of_table(table(&decl.params), &place, "params")?;
    let calendar: Option<Calendar> = of_table(table(&decl.calendar), &place, "calendar")?;
    let own = decl.expect.clone();
    let text = |id: Spanned<String>| id.value;
    let texts = |ids: Vec<Spanned<String>>| ids.into_iter().map(text).collect();
    Ok(Case {
        name: decl.name.value.clone(),
        incident: decl.incident.value.to_string().into_bytes(),
        context: ContextSpec {
            as_of: decl.as_of.as_ref().map(|as_of| as_of.value.clone()),
            calendar: calendar.map(Arc::new),
            params: params.unwrap_or_default(),
        },
        expect: Expect {
            score: own.score.map(|it| it.value),
            level: own.level.map(text),
            level_up_to: own.level_up_to.map(text),
            settled: own.settled.map(|it| it.value),
            incomplete: own.incomplete.map(|it| it.value),
            hits: own.hits.map(texts),
            hits_include: texts(own.hits_include),
            not_hits: texts(own.not_hits),
            deadlines: own.deadlines.into_iter().map(|(id, state)| (id.value, state.value)).collect(),
        },
        place,
    })
}

fn of_table<T: DeserializeOwned>(
    table: Option<serde_json::Value>,
    place: &str,
    what: &str,
) -> Result<Option<T>, Stop> {
    let read = table.map(serde_json::from_value).transpose();
    read.map_err(|error| Stop::Failed(format!("{place}: `{what}` cannot be used: {error}")))
}

/// The cases in a file of lines.
pub fn in_lines_of(path: &Path, names: &Names<'_>) -> Result<Vec<Case>, Stop> {
    let shown = path.display().to_string();
    let bytes = std::fs::read(path)
        .map_err(|error| Stop::Failed(format!("cannot read the cases in `{shown}`: {error}")))?;
    in_lines(&bytes, &shown, names)
}

/// The cases in lines; blank ones are skipped.
pub fn in_lines(bytes: &[u8], name: &str, names: &Names<'_>) -> Result<Vec<Case>, Stop> {
    let text = std::str::from_utf8(strip_bom(bytes))
        .map_err(|error| Stop::Failed(format!("{name} is not UTF-8 from byte {}", error.valid_up_to())))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(index, line)| written(line, &format!("{name}:{}", index + 1), names)).collect()
}

/// Whether a line is a case of a ruleset that can be run; else why not.
pub fn in_line(line: &str, ruleset: &Ruleset, names: &Names<'_>) -> Result<(), String> {
    let case = written(line, "", names).map_err(|stop| match stop {
        Stop::Failed(message) => message.trim_start_matches(": ").to_owned(),
        Stop::BrokenPipe | Stop::Interrupted => String::new(),
    })?;
    ruleset.context(case.context).map(|_| ()).map_err(|error| format!("the context does not fit: {error}"))
}

fn written(line: &str, place: &str, names: &Names<'_>) -> Result<Case, Stop> {
    let line: Line<'_> = serde_json::from_str(line).map_err(|error| {
        let message = error.to_string();
        let message = message.replace(" at line 1 column ", " at column ");
        Stop::Failed(format!("{place}: no usable case: {message}"))
    })?;
    if let Some(missing) = names.missing(&line.expect) {
        return Err(Stop::Failed(format!("{place}: {missing}")));
    }
    Ok(Case {
        name: line.name,
        place: place.to_owned(),
        incident: line.incident.get().as_bytes().to_vec(),
        context: ContextSpec {
            as_of: Some(line.as_of),
            calendar: line.calendar.map(Arc::new),
            params: line.params,
        },
        expect: line.expect,
    })
}
