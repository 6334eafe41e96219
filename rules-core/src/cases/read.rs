//! Cases from the ruleset's own file and from lines of JSON.

use super::both;
use crate::calendar::Calendar;
use crate::context::{Context, ContextSpec};
use crate::diagnostic::{Ends, did_you_mean};
use crate::explain::{Lang, Texts};
use crate::parse::document::{CaseDecl, ExpectDecl};
use crate::ruleset::DEADLINE_STATES;
use crate::source::{Span, Spanned, strip_bom};
use crate::{ContextError, Ruleset};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A case, ready to be run.
#[derive(Clone, Debug)]
pub struct Case {
    /// What it is about.
    pub name: String,
    /// Where it stands.
    pub place: Place,
    /// The incident's JSON.
    pub incident: String,
    /// What the assessment is made with.
    pub spec: ContextSpec,
    /// What is stated.
    pub expect: Expect,
}

/// What a case states; what it leaves out is not compared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[expect(missing_docs, reason = "each is the key of the same name in the file")]
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

/// Where a case stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "CasePlace"))]
#[serde(rename_all = "camelCase", tag = "in")]
pub enum Place {
    /// In the ruleset's own file.
    Ruleset {
        /// Where, in bytes.
        span: Span,
        /// Where, in lines and UTF-16 columns.
        range: Ends,
    },
    /// In `cases.jsonl`.
    Lines {
        /// The line, from 1.
        line: usize,
    },
}

/// Cases that were read.
#[derive(Clone, Debug, Default)]
pub struct Read {
    /// Those that can be run.
    pub cases: Vec<Case>,
    /// Those that cannot.
    pub unusable: Vec<Unusable>,
}

/// A case that cannot be run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "UnusableCase"))]
pub struct Unusable {
    /// Where it stands.
    pub place: Place,
    /// Its name, where that could be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What is wrong with it.
    pub text: Texts,
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

impl Case {
    /// What it is assessed with.
    ///
    /// # Errors
    /// If its instant or its parameters do not fit the ruleset.
    pub fn context(&self, ruleset: &Ruleset) -> Result<Context, Unusable> {
        let unfit = |error: ContextError| Unusable {
            place: self.place.clone(),
            name: Some(self.name.clone()),
            text: both(|lang| match lang {
                Lang::Zh => format!("时间或参数不合用：{error}"),
                Lang::En => format!("the context does not fit: {error}"),
            }),
        };
        ruleset.context(self.spec.clone()).map_err(unfit)
    }
}

impl Read {
    fn add(&mut self, case: Result<Case, Unusable>) {
        match case {
            Ok(case) => self.cases.push(case),
            Err(unusable) => self.unusable.push(unusable),
        }
    }
}

impl FromIterator<Result<Case, Unusable>> for Read {
    fn from_iter<I: IntoIterator<Item = Result<Case, Unusable>>>(all: I) -> Self {
        let mut read = Self::default();
        all.into_iter().for_each(|case| read.add(case));
        read
    }
}

/// The cases in a ruleset's own file.
#[must_use]
pub fn in_ruleset(ruleset: &Ruleset) -> Read {
    ruleset.model().cases.iter().map(|decl| declared(decl, ruleset)).collect()
}

fn declared(decl: &CaseDecl, ruleset: &Ruleset) -> Result<Case, Unusable> {
    let place = Place::Ruleset { span: decl.span, range: Ends::of(decl.span, ruleset.source()) };
    let name = &decl.name.value;
    let params = of_table(decl.params.as_ref(), &place, name, "params")?;
    let calendar: Option<Calendar> = of_table(decl.calendar.as_ref(), &place, name, "calendar")?;
    Ok(Case {
        name: name.clone(),
        place,
        incident: decl.incident.value.to_string(),
        spec: ContextSpec {
            as_of: decl.as_of.as_ref().map(|as_of| as_of.value.clone()),
            calendar: calendar.map(Arc::new),
            params: params.unwrap_or_default(),
        },
        expect: Expect::from(&decl.expect),
    })
}

impl From<&ExpectDecl> for Expect {
    fn from(own: &ExpectDecl) -> Self {
        let text = |id: &Spanned<String>| id.value.clone();
        let texts = |ids: &Vec<Spanned<String>>| ids.iter().map(text).collect();
        Self {
            score: own.score.as_ref().map(|it| it.value),
            level: own.level.as_ref().map(text),
            level_up_to: own.level_up_to.as_ref().map(text),
            settled: own.settled.as_ref().map(|it| it.value),
            incomplete: own.incomplete.as_ref().map(|it| it.value),
            hits: own.hits.as_ref().map(texts),
            hits_include: texts(&own.hits_include),
            not_hits: texts(&own.not_hits),
            deadlines: own.deadlines.iter().map(|(id, state)| (text(id), text(state))).collect(),
        }
    }
}

fn of_table<T: DeserializeOwned>(
    table: Option<&Spanned<serde_json::Value>>,
    place: &Place,
    name: &str,
    what: &str,
) -> Result<Option<T>, Unusable> {
    // From texts, as all else is read: a second way to read the same types is many bytes of a module.
    let read = table.map(|table| serde_json::from_str(&table.value.to_string())).transpose();
    read.map_err(|error| {
        // No text of the author's has that place.
        let message = error.to_string();
        let message = message.split(" at line 1 column ").next().unwrap_or_default();
        Unusable {
            place: place.clone(),
            name: Some(name.to_owned()),
            text: both(|lang| match lang {
                Lang::Zh => format!("`{what}` 不能用：{message}"),
                Lang::En => format!("`{what}` cannot be used: {message}"),
            }),
        }
    })
}

/// The cases in the lines of a file; blank lines are skipped.
///
/// ```
/// use rules_core::{Ruleset, cases};
/// let ruleset = Ruleset::compile(include_bytes!("../../doc/smallest.toml")).unwrap();
/// let lines = br#"{"name": "large", "asOf": "2026-03-02T10:30:00+08:00", "incident": {"amount": 5000}, "expect": {"score": 30}}
/// {"name": "no instant", "incident": {}, "expect": {}}"#;
/// let read = cases::in_lines(lines, &ruleset);
/// assert_eq!((read.cases.len(), read.cases[0].expect.score), (1, Some(30)));
/// assert_eq!(read.unusable[0].place, cases::Place::Lines { line: 2 });
/// assert_eq!(read.unusable[0].text.get("en"), "no usable case: missing field `asOf` at column 52");
/// ```
#[must_use]
pub fn in_lines(bytes: &[u8], ruleset: &Ruleset) -> Read {
    let lines = (1..).zip(strip_bom(bytes).split(|byte| *byte == b'\n'));
    let is_blank = |line: &[u8]| std::str::from_utf8(line).is_ok_and(|line| line.trim().is_empty());
    let cases = lines.filter(|(_, line)| !is_blank(line));
    cases.map(|(number, line)| in_line(line, number, ruleset)).collect()
}

/// The case in a line; `number` is the line's, from 1.
///
/// # Errors
/// If the line is no case of this ruleset.
pub fn in_line(line: &[u8], number: usize, ruleset: &Ruleset) -> Result<Case, Unusable> {
    let place = Place::Lines { line: number };
    let unusable = |name, text| Unusable { place: place.clone(), name, text };
    let no_case = |message: String| {
        let text = both(|lang| match lang {
            Lang::Zh => format!("不是可用的案例：{message}"),
            Lang::En => format!("no usable case: {message}"),
        });
        unusable(None, text)
    };
    let line = std::str::from_utf8(line).map_err(|error| no_case(format!("{error}")))?;
    let line: Line<'_> = serde_json::from_str(line)
        .map_err(|error| no_case(error.to_string().replace(" at line 1 column ", " at column ")))?;
    if let Some(text) = missing(&line.expect, ruleset) {
        return Err(unusable(Some(line.name), text));
    }
    Ok(Case {
        name: line.name,
        incident: line.incident.get().to_owned(),
        spec: ContextSpec {
            as_of: Some(line.as_of),
            calendar: line.calendar.map(Arc::new),
            params: line.params,
        },
        expect: line.expect,
        place,
    })
}

/// What is named and does not exist; [`crate::check`] has seen to those in the ruleset's own file.
fn missing(expect: &Expect, ruleset: &Ruleset) -> Option<Texts> {
    let model = ruleset.model();
    let rules: Vec<&str> = model.entries.iter().map(|it| it.id.as_str()).collect();
    let levels: Vec<&str> = model.levels.iter().map(|it| it.id.as_str()).collect();
    let deadlines: Vec<&str> = model.deadlines.iter().map(|it| it.id.as_str()).collect();
    let hits = expect.hits.iter().flatten().chain(&expect.hits_include).chain(&expect.not_hits);
    hits.map(|id| (["规则", "rule"], id, rules.as_slice()))
        .chain(
            expect
                .level
                .iter()
                .chain(&expect.level_up_to)
                .map(|id| (["等级", "level"], id, levels.as_slice())),
        )
        .chain(expect.deadlines.keys().map(|id| (["期限", "deadline"], id, deadlines.as_slice())))
        .chain(expect.deadlines.values().map(|id| (["期限状态", "deadline state"], id, &DEADLINE_STATES[..])))
        .find(|(_, id, known)| !known.contains(&id.as_str()))
        .map(|(what, id, known)| both(|lang| not_there(lang, what, id, known)))
}

fn not_there(lang: Lang, [zh, en]: [&str; 2], id: &str, known: &[&str]) -> String {
    let near = did_you_mean(id, known.iter().copied());
    match (lang, near) {
        (Lang::Zh, None) => format!("没有{zh} `{id}`"),
        (Lang::Zh, Some(near)) => format!("没有{zh} `{id}`；是不是 `{near}`？"),
        (Lang::En, None) => format!("there is no {en} `{id}`"),
        (Lang::En, Some(near)) => format!("there is no {en} `{id}`; did you mean `{near}`?"),
    }
}
