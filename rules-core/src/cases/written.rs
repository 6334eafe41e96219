//! An incident written down as a case that states what the ruleset makes of it now.

use super::spelled;
use crate::calendar::Listed;
use crate::context::{ContextError, ContextSpec};
use crate::explain::Lang;
use crate::json::push_string;
use crate::number::json_number;
use crate::{Assessment, Options, Reject, Ruleset, Session};
use serde_json::{Map, Value, json};
use std::error::Error;
use std::fmt;

/// Why an incident cannot be written down as a case.
#[derive(Clone, Debug, PartialEq)]
pub enum Unwritable {
    /// There is no instant of the assessment.
    NoInstant,
    /// The context does not fit the ruleset.
    Context(ContextError),
    /// The incident cannot be read.
    Incident(Reject),
    /// A value is null, which TOML cannot say: its field.
    Null(String),
    /// A number has more digits than TOML's have: its field and the number.
    Number(String, String),
}

impl Unwritable {
    /// What is wrong and what to do.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::NoInstant, Lang::Zh) => "案例需要评估的时间；请先给出时间".to_owned(),
            (Self::NoInstant, Lang::En) => {
                "a case needs the instant of its assessment; give one first".to_owned()
            }
            (Self::Context(error), Lang::Zh) => format!("时间或参数不合用：{error}"),
            (Self::Context(error), Lang::En) => format!("the context does not fit: {error}"),
            (Self::Incident(reject), Lang::Zh) => format!("不能读取这份报告：{reject}"),
            (Self::Incident(reject), Lang::En) => format!("the incident cannot be read: {reject}"),
            (Self::Null(at), Lang::Zh) => {
                format!("`{at}` 是“问过，不知道”（null），规则文件写不了；请把案例存入 cases.jsonl")
            }
            (Self::Null(at), Lang::En) => {
                format!(
                    "`{at}` is null, asked and not known, which TOML cannot say; keep the case in cases.jsonl"
                )
            }
            (Self::Number(at, number), Lang::Zh) => {
                format!("`{at}` 是 {number}，规则文件写不了这么大的整数；请把案例存入 cases.jsonl")
            }
            (Self::Number(at, number), Lang::En) => {
                format!("`{at}` is {number}, an integer too large for TOML; keep the case in cases.jsonl")
            }
        }
    }
}

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Lang::En))
    }
}

impl Error for Unwritable {}

/// The incident as a `[[case]]` for the end of the ruleset's file. It states score, level, the level that may still
/// be reached and all hits, as `rules test` will find them; a calendar is written where they rest on it. As in any case,
/// a name that another case has (`E116`) and near misses of fields (`E217`) are mistakes of the file.
///
/// ```
/// use rules_core::{ContextSpec, Ruleset, cases};
/// let source = include_str!("../../doc/smallest.toml");
/// let ruleset = Ruleset::compile(source).unwrap();
/// let spec = ContextSpec { as_of: Some("2026-03-02T10:30:00+08:00".into()), ..ContextSpec::default() };
/// let case = cases::written(&ruleset, br#"{"amount": 5000}"#, &spec, "a large amount").unwrap();
/// assert_eq!(case, r#"[[case]]
/// name = "a large amount"
/// as_of = 2026-03-02T10:30:00+08:00
/// [case.incident]
/// amount = 5000
/// [case.expect]
/// score = 30
/// level = "high"
/// level_up_to = "high"
/// hits = ["large-amount"]
/// "#);
/// let more = Ruleset::compile(format!("{source}\n{case}")).unwrap();
/// assert_eq!(cases::run(&more, b"").unwrap().passed, 1);
/// ```
///
/// # Errors
/// If the incident cannot be assessed, or has a value that TOML cannot say: see [`written_line`].
pub fn written(
    ruleset: &Ruleset,
    incident: &[u8],
    spec: &ContextSpec,
    name: &str,
) -> Result<String, Unwritable> {
    let told = Told::new(ruleset, incident, spec)?;
    let incident = std::str::from_utf8(incident).unwrap_or_default();
    let incident: Map<String, Value> = serde_json::from_str(incident).unwrap_or_default();
    let mut out = format!("[[case]]\nname = {}\n", spelled::text(name));
    out.push_str(&format!("as_of = {}\n", spelled::text_or_time(told.as_of)));
    out.push_str(&format!("[case.incident]\n{}", spelled::lines(&incident, &ruleset.model().fields)?));
    if !spec.params.is_empty() {
        let params = spec.params.iter().map(|(name, value)| (name.clone(), json_number(*value)));
        out.push_str(&format!("[case.params]\n{}", spelled::lines(&params.collect(), &[])?));
    }
    if let Some(calendar) = &told.calendar {
        let days = |days: &[String]| spelled::texts(days.iter().map(String::as_str));
        out.push_str(&format!("[case.calendar]\nid = {}\n", spelled::text(&calendar.id)));
        out.push_str(&format!("years = {:?}\n", calendar.years));
        out.push_str(&format!("holidays = {}\n", days(&calendar.holidays)));
        out.push_str(&format!("workdays = {}\n", days(&calendar.workdays)));
    }
    out.push_str(&format!("[case.expect]\nscore = {}\n", told.found.score));
    out.push_str(&format!("level = {}\n", spelled::text(&told.found.level)));
    out.push_str(&format!("level_up_to = {}\n", spelled::text(&told.found.ceiling.level)));
    if told.found.incomplete {
        out.push_str("incomplete = true\n");
    }
    out.push_str(&format!("hits = {}\n", spelled::texts(told.hits())));
    Ok(out)
}

/// The incident as a line of `cases.jsonl`, with its line end; it states what [`written`] does. The incident is
/// written as it stands, null included.
///
/// # Errors
/// If the incident cannot be assessed.
pub fn written_line(
    ruleset: &Ruleset,
    incident: &[u8],
    spec: &ContextSpec,
    name: &str,
) -> Result<String, Unwritable> {
    let told = Told::new(ruleset, incident, spec)?;
    let string = |text: &str| {
        let mut out = Vec::new();
        push_string(&mut out, text);
        String::from_utf8(out).unwrap_or_default()
    };
    // What was assessed is UTF-8. Line ends stand between values only: in a text they are escaped.
    let incident = String::from_utf8_lossy(incident).replace(['\r', '\n'], " ");
    let mut out = format!("{{\"name\": {}, \"asOf\": {}", string(name), string(told.as_of));
    out.push_str(&format!(", \"incident\": {}", incident.trim()));
    if !spec.params.is_empty() {
        out.push_str(&format!(", \"params\": {}", json!(spec.params)));
    }
    if let Some(calendar) = &told.calendar {
        out.push_str(&format!(", \"calendar\": {}", json!(calendar)));
    }
    out.push_str(&format!(", \"expect\": {{\"score\": {}", told.found.score));
    out.push_str(&format!(", \"level\": {}", string(&told.found.level)));
    out.push_str(&format!(", \"levelUpTo\": {}", string(&told.found.ceiling.level)));
    if told.found.incomplete {
        out.push_str(", \"incomplete\": true");
    }
    let hits: Vec<String> = told.hits().map(string).collect();
    out.push_str(&format!(", \"hits\": [{}]}}}}\n", hits.join(", ")));
    Ok(out)
}

/// What a case tells beside the incident.
struct Told<'s> {
    as_of: &'s str,
    found: Assessment,
    /// The working days, where what is stated rests on them.
    calendar: Option<Listed>,
}

impl<'s> Told<'s> {
    /// Assesses as `rules test` does: without bounds, which would sharpen the ceiling.
    fn new(ruleset: &Ruleset, incident: &[u8], spec: &'s ContextSpec) -> Result<Self, Unwritable> {
        let as_of = spec.as_of.as_deref().ok_or(Unwritable::NoInstant)?;
        let found = assess(ruleset, incident, spec.clone())?;
        let calendar = match &spec.calendar {
            None => None,
            Some(calendar) => {
                let without = assess(ruleset, incident, ContextSpec { calendar: None, ..spec.clone() })?;
                (stated(&without) != stated(&found)).then(|| calendar.listed())
            }
        };
        Ok(Self { as_of, found, calendar })
    }

    fn hits(&self) -> impl Iterator<Item = &str> {
        self.found.hits.iter().map(|hit| hit.id.as_str())
    }
}

fn assess(ruleset: &Ruleset, incident: &[u8], spec: ContextSpec) -> Result<Assessment, Unwritable> {
    let context = ruleset.context(spec).map_err(Unwritable::Context)?;
    let options = Options::default();
    Session::new(ruleset, &context, &options).assess(incident, 1).map_err(Unwritable::Incident)
}

/// What a case states of an assessment.
fn stated(found: &Assessment) -> (i64, &str, &str, bool, Vec<&str>) {
    let hits = found.hits.iter().map(|hit| hit.id.as_str()).collect();
    (found.score, &found.level, &found.ceiling.level, found.incomplete, hits)
}
