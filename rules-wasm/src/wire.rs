//! The operations as messages: a line of JSON, then bytes as they are, so that megabytes of lines are never escaped.
//!
//! ```text
//! {"v":1,"op":"assess","ruleset":1,"settings":{"bounds":true}}      the header of the request
//! {"amount": 5000}                                                  its payload
//!
//! {"v":1,"ok":true,"rejected":false}                                the header of the response
//! {"key":1,"score":30,"level":"high",…}                             its payload
//!
//! {"v":1,"ok":false,"error":{"code":"unknown-ruleset","message":"there is no ruleset 7: …"}}
//! ```
//!
//! The header ends at the first line feed, or with the message where there is none and no payload. A response always
//! has a line feed after its header. `v` is the version of this contract, 1. An error has `code`, `message` and, where
//! there is more to say, `data`; the codes are those of [`crate::error`].
//!
//! | `op` | other members of the header | payload | header of the response | payload of the response |
//! |---|---|---|---|---|
//! | `about` | | | | `{"engine","build"}` |
//! | `load` | | a ruleset's text, or a pack | `ruleset`: its number | `{"id","version","digest","title",…}` |
//! | `unload` | `ruleset` | | | |
//! | `info` | `ruleset` | | | the same as of `load` |
//! | `assess` | `ruleset`, `settings`, `number` | an incident | `rejected` | its line, without the line end |
//! | `assessLines` | `ruleset`, `settings`, `first`, `maxLines` | lines | `lines`, `rejected`, `next` | a line for each |
//! | `explain` | `ruleset`, `settings`, `number`, `languages`, `whyNot` | an incident | | `{"assessment","digest","details"}` |
//! | `render` | `ruleset`, `settings`, `number`, `audience`, `locale`, `whyNot` | an incident | | a text |
//! | `schema`, `form` | `ruleset`, `locale` | | | JSON Schema of an incident; what a form needs |
//! | `relevance` | `ruleset`, `settings` | an incident | | `[{"field","relevant"}]` |
//! | `check` | `proofs` | a ruleset's text | | `{"diagnostics"}` |
//!
//! `ruleset` is the number that `load` gave and `audience` is `author`, `official` or `citizen`; both are required.
//! All other members may be left out: `settings` (see [`crate::settings`]) are none, `number` and `first` are 1,
//! `proofs` is true, `languages` are all, `locale` is the first one, `whyNot` is true, false or a rule's id. A member
//! that is not in the table is an error, and so is a payload where none is expected. `guide` and `runtime` load packs
//! only and have no `check`; `runtime` has no `explain`, `render`, `schema`, `form` and `relevance` either, and refuses
//! `bounds` and `next` in settings.
//!
//! **A bound on time.** A call ends by itself, but a host may want it sooner: `assessLines` stops after `maxLines`
//! lines, and at [`BATCH_BYTES`](crate::api::BATCH_BYTES) of output in any case. `next` says how many bytes of the payload were
//! read; the rest goes into the next call, with `first` raised by `lines`. What a single incident or ruleset may take
//! is bounded by the engine's limits, which count steps. Only ending the module's worker or thread stops a call at
//! work.

use crate::api::{Batch, Loaded, Missed, Reader, about};
use crate::error::{ApiError, code, shown};
use rules_core::LineOutcome;
use rules_core::json::Scanner;
use rules_core::json::typed::{self, TypedError};
use serde::Serialize;
use std::collections::BTreeMap;
use std::num::NonZeroU64;

/// The version of the contract.
pub const VERSION: u64 = 1;
/// The most bytes of a header; a payload may have more.
pub const HEADER_BYTES: usize = 1024 * 1024;

/// An operation: its name, the members that its header may have, whether it takes a payload.
type Operation = (&'static str, &'static [&'static str], bool);

/// The members that a header may have.
const MEMBERS: &[&str] = &[
    "v",
    "op",
    "ruleset",
    "settings",
    "number",
    "first",
    "maxLines",
    "languages",
    "whyNot",
    "audience",
    "locale",
    "proofs",
];

/// Every operation.
const OPERATIONS: &[Operation] = &[
    ("about", &[], false),
    ("load", &[], true),
    ("unload", &["ruleset"], false),
    ("info", &["ruleset"], false),
    ("assess", &["ruleset", "settings", "number"], true),
    ("assessLines", &["ruleset", "settings", "first", "maxLines"], true),
    #[cfg(feature = "guide")]
    ("explain", &["ruleset", "settings", "number", "languages", "whyNot"], true),
    #[cfg(feature = "guide")]
    ("render", &["ruleset", "settings", "number", "audience", "locale", "whyNot"], true),
    #[cfg(feature = "guide")]
    ("schema", &["ruleset", "locale"], false),
    #[cfg(feature = "guide")]
    ("form", &["ruleset", "locale"], false),
    #[cfg(feature = "guide")]
    ("relevance", &["ruleset", "settings"], true),
    #[cfg(feature = "full")]
    ("check", &["proofs"], true),
];

/// The name of every operation.
pub fn operations() -> impl Iterator<Item = &'static str> {
    OPERATIONS.iter().map(|(name, ..)| *name)
}

/// The header of a request.
#[derive(Debug, Default)]
struct Header<'m> {
    op: String,
    ruleset: Option<u32>,
    settings: Option<&'m str>,
    number: Option<u64>,
    first: Option<u64>,
    max_lines: Option<NonZeroU64>,
    languages: Option<Vec<String>>,
    why_not: Option<Missed>,
    audience: Option<Reader>,
    locale: Option<String>,
    proofs: Option<bool>,
}

/// The rulesets that a host has loaded, by number. A number is never given twice.
#[derive(Debug, Default)]
pub struct Shelf {
    rulesets: BTreeMap<u32, Loaded>,
    last: u32,
}

impl Shelf {
    /// Does what a request says and adds the response to `out`. No bytes are so wrong that there is none.
    pub fn call(&mut self, request: &[u8], out: &mut Vec<u8>) {
        let mut payload = Vec::new();
        match self.answer(request, &mut payload) {
            Ok(header) => {
                out.extend(header);
                out.push(b'\n');
                out.append(&mut payload);
            }
            Err(error) => refuse(&error, out),
        }
    }

    /// The header of the response; its payload goes to `out`.
    fn answer(&mut self, request: &[u8], out: &mut Vec<u8>) -> Result<Vec<u8>, ApiError> {
        let (header, payload) = Header::read(request)?;
        let settings = header.settings.unwrap_or("{}");
        let number = header.number.unwrap_or(1);
        match header.op.as_str() {
            "about" => document(&about(), out),
            "load" => return self.load(payload, out),
            "unload" => self.unload(&header)?,
            "info" => document(&self.ruleset(&header)?.info(), out),
            "assess" => {
                let outcome = self.ruleset(&header)?.assess(settings, payload, number, out)?;
                return Ok(done(Assessed { rejected: outcome == LineOutcome::Rejected }));
            }
            "assessLines" => {
                let batch = Batch { first: header.first.unwrap_or(1), max_lines: header.max_lines };
                return Ok(done(self.ruleset(&header)?.assess_lines(settings, payload, batch, out)?));
            }
            #[cfg(feature = "guide")]
            "explain" | "render" | "schema" | "form" | "relevance" => {
                self.guide(&header, settings, payload, out)?;
            }
            #[cfg(feature = "full")]
            "check" => document(&crate::check::check(payload, header.proofs.unwrap_or(true)), out),
            other => return Err(unknown_operation(other)),
        }
        Ok(done(Nothing {}))
    }

    /// The operations of [`crate::guide`].
    #[cfg(feature = "guide")]
    fn guide(
        &mut self,
        header: &Header<'_>,
        settings: &str,
        payload: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), ApiError> {
        let (number, locale) = (header.number.unwrap_or(1), header.locale.as_deref());
        let ruleset = self.ruleset(header)?;
        match header.op.as_str() {
            "schema" => document(&ruleset.schema(locale)?, out),
            "form" => document(&ruleset.form(locale)?, out),
            "relevance" => document(&ruleset.relevance(settings, payload)?, out),
            "render" => out.extend(ruleset.render(settings, payload, number, &header.wish()?)?.into_bytes()),
            _ => {
                let languages = header.languages.as_deref().unwrap_or_default();
                let why_not = header.why_not.clone().unwrap_or(Missed::All(false));
                document(&ruleset.explain(settings, payload, number, languages, why_not)?, out);
            }
        }
        Ok(())
    }

    fn load(&mut self, payload: &[u8], out: &mut Vec<u8>) -> Result<Vec<u8>, ApiError> {
        let loaded = Loaded::load(payload)?;
        let number = self.last.checked_add(1).ok_or_else(|| {
            ApiError::new(
                code::UNKNOWN_RULESET,
                "all numbers of rulesets are given away: make a new instance",
            )
        })?;
        document(&loaded.info(), out);
        self.rulesets.insert(number, loaded);
        self.last = number;
        Ok(done(Ruleset { ruleset: number }))
    }

    fn unload(&mut self, header: &Header<'_>) -> Result<(), ApiError> {
        let number = header.ruleset_number()?;
        self.rulesets.remove(&number).map(drop).ok_or_else(|| self.no_ruleset(number))
    }

    fn ruleset(&mut self, header: &Header<'_>) -> Result<&mut Loaded, ApiError> {
        let number = header.ruleset_number()?;
        let error = self.no_ruleset(number);
        self.rulesets.get_mut(&number).ok_or(error)
    }

    fn no_ruleset(&self, number: u32) -> ApiError {
        let why = if (1..=self.last).contains(&number) {
            "it was unloaded"
        } else {
            "`load` never gave that number"
        };
        ApiError::new(code::UNKNOWN_RULESET, format!("there is no ruleset {number}: {why}"))
    }
}

impl<'m> Header<'m> {
    /// The header and the payload of a request, if the operation takes what they have.
    fn read(request: &'m [u8]) -> Result<(Self, &'m [u8]), ApiError> {
        let (line, payload) = match request.iter().take(HEADER_BYTES + 1).position(|byte| *byte == b'\n') {
            Some(end) => (request.get(..end).unwrap_or_default(), request.get(end + 1..).unwrap_or_default()),
            None => (request, [].as_slice()),
        };
        if line.len() > HEADER_BYTES {
            return Err(bad(format!(
                "the header has no end in its first {HEADER_BYTES} bytes, the most it may have"
            )));
        }
        let text = std::str::from_utf8(line)
            .map_err(|error| bad(format!("the header is not UTF-8 at byte {}", error.valid_up_to())))?;
        if text.trim().is_empty() {
            return Err(
                bad("the header is empty: expected a line such as {\"v\":1,\"op\":\"about\"}".into()),
            );
        }
        let (version, header) = Self::members(text).map_err(|error| unreadable(text, &error))?;
        if version != VERSION {
            return Err(other_version(version));
        }
        let operation = OPERATIONS.iter().find(|(name, ..)| *name == header.op);
        let (name, members, has_payload) = operation.ok_or_else(|| unknown_operation(&header.op))?;
        if let Some(member) = header.given().find(|member| !members.contains(member)) {
            return Err(bad(format!("`{name}` does not take `{member}`; it takes {}", listed(members))));
        }
        if !has_payload && !payload.is_empty() {
            return Err(bad(format!("`{name}` takes no payload, found {} bytes", payload.len())));
        }
        Ok((header, payload))
    }

    /// The version and the members.
    fn members(text: &'m str) -> Result<(u64, Self), TypedError> {
        let (mut version, mut op, mut all) = (None, None, Self::default());
        let mut scanner = Scanner::new(text);
        typed::object(&mut scanner, MEMBERS, &mut |name, it| {
            match name {
                "v" => version = Some(count(it)?),
                "op" => op = Some(typed::text(it)?),
                "ruleset" => all.ruleset = typed::optional(it, ruleset_number)?,
                "settings" => all.settings = typed::optional(it, |it| Ok(it.skip_value()?))?,
                "number" => all.number = typed::optional(it, count)?,
                "first" => all.first = typed::optional(it, count)?,
                "maxLines" => all.max_lines = typed::optional(it, lines)?.and_then(NonZeroU64::new),
                "languages" => all.languages = typed::optional(it, |it| typed::list(it, typed::text))?,
                "whyNot" => all.why_not = typed::optional(it, Missed::read)?,
                "audience" => all.audience = typed::optional(it, Reader::read)?,
                "locale" => all.locale = typed::optional(it, typed::text)?,
                _ => all.proofs = typed::optional(it, |it| Ok(it.read_bool()?))?,
            }
            Ok(())
        })?;
        scanner.finish()?;
        Ok((typed::required("v", version)?, Self { op: typed::required("op", op)?, ..all }))
    }

    /// The members that are there, beside `v` and `op`.
    fn given(&self) -> impl Iterator<Item = &'static str> {
        let all = [
            ("ruleset", self.ruleset.is_some()),
            ("settings", self.settings.is_some()),
            ("number", self.number.is_some()),
            ("first", self.first.is_some()),
            ("maxLines", self.max_lines.is_some()),
            ("languages", self.languages.is_some()),
            ("whyNot", self.why_not.is_some()),
            ("audience", self.audience.is_some()),
            ("locale", self.locale.is_some()),
            ("proofs", self.proofs.is_some()),
        ];
        all.into_iter().filter(|(_, is_there)| *is_there).map(|(name, _)| name)
    }

    fn ruleset_number(&self) -> Result<u32, ApiError> {
        self.ruleset.ok_or_else(|| missing(&self.op, "ruleset", "the number that `load` gave"))
    }

    #[cfg(feature = "guide")]
    fn wish(&self) -> Result<crate::guide::Wish, ApiError> {
        let audience =
            self.audience.ok_or_else(|| missing(&self.op, "audience", "author, official or citizen"))?;
        Ok(crate::guide::Wish { audience, locale: self.locale.clone(), why_not: self.why_not.clone() })
    }
}

#[derive(Serialize)]
struct Ruleset {
    ruleset: u32,
}

#[derive(Serialize)]
struct Assessed {
    rejected: bool,
}

#[derive(Serialize)]
struct Refused<'e> {
    error: &'e ApiError,
}

#[derive(Serialize)]
struct Nothing {}

/// The header of a response to what was done, with the members that an operation adds.
fn done(more: impl Serialize) -> Vec<u8> {
    header(true, more)
}

/// The response to what was not done.
pub(crate) fn refuse(error: &ApiError, out: &mut Vec<u8>) {
    out.extend(header(false, Refused { error }));
    out.push(b'\n');
}

/// The header of a response, with the members of `more`.
fn header(ok: bool, more: impl Serialize) -> Vec<u8> {
    let start = format!("{{\"v\":{VERSION},\"ok\":{ok}");
    let more = serde_json::to_vec(&more).unwrap_or_default();
    let rest = more.strip_prefix(b"{").unwrap_or_default();
    let comma = if rest == b"}" { "" } else { "," };
    [start.as_bytes(), comma.as_bytes(), rest].concat()
}

/// A payload that is JSON.
fn document(value: &impl Serialize, out: &mut Vec<u8>) {
    out.extend(serde_json::to_vec(value).unwrap_or_default());
}

fn bad(message: String) -> ApiError {
    ApiError::new(code::MESSAGE, message)
}

fn missing(op: &str, member: &str, expected: &str) -> ApiError {
    bad(format!("`{op}` needs `{member}`: {expected}"))
}

/// A header that is not ours: one of another version may have members that this one does not know.
fn unreadable(text: &str, error: &TypedError) -> ApiError {
    let mut version = None;
    let read = typed::entries(&mut Scanner::new(text), &mut |name, it| {
        match name {
            "v" => version = Some(count(it)?),
            _ => drop(it.skip_value()?),
        }
        Ok(())
    });
    match version.filter(|version| *version != VERSION && read.is_ok()) {
        Some(version) => other_version(version),
        None => bad(format!("the header cannot be used: {error}")),
    }
}

/// Reads how many.
fn count(scanner: &mut Scanner<'_>) -> Result<u64, TypedError> {
    typed::whole(scanner, 0, i64::MAX).map(i64::cast_unsigned)
}

/// Reads how many lines at most.
fn lines(scanner: &mut Scanner<'_>) -> Result<u64, TypedError> {
    typed::whole(scanner, 1, i64::MAX).map(i64::cast_unsigned)
}

fn ruleset_number(scanner: &mut Scanner<'_>) -> Result<u32, TypedError> {
    Ok(u32::try_from(typed::whole(scanner, 0, u32::MAX.into())?).unwrap_or_default())
}

fn other_version(found: u64) -> ApiError {
    ApiError::new(code::VERSION, format!("expected messages of version {VERSION} (`v`), found {found}"))
}

fn unknown_operation(op: &str) -> ApiError {
    let names: Vec<&str> = operations().collect();
    let message = format!("there is no operation `{}`; there are {}", shown(op), names.join(", "));
    ApiError::new(code::UNKNOWN_OPERATION, message)
}

fn listed(members: &[&str]) -> String {
    if members.is_empty() { "no members".to_owned() } else { members.join(", ") }
}
