//! The operations, in plain Rust: the same behind the raw ABI and behind wasm-bindgen.
//!
//! Comes in: a ruleset's bytes, settings as JSON text (see [`crate::settings`]), incidents as bytes. Goes out: what
//! the engine gives, to the byte. Promises: an error leaves everything as it was; the session of the last settings is
//! kept, so that repeated calls under the same settings, written in the same way, make no context anew.

use crate::desk::Desk;
use crate::error::{ApiError, shown};
use rules_core::explain::{Audience, WhyNot};
use rules_core::json::typed::{self, TypedError};
use rules_core::json::{Kind, Scanner};
#[cfg(feature = "full")]
use rules_core::pack::MAGIC;
use rules_core::{ENGINE_VERSION, LineOutcome, Ruleset, Session};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::num::NonZeroU64;

/// Bytes of output after which a batch stops and says where to go on.
pub const BATCH_BYTES: usize = 8 * 1024 * 1024;

/// A ruleset that was loaded, and the session of the last settings.
///
/// ```
/// use rules_wasm::api::Loaded;
/// let mut ruleset = Loaded::load(include_bytes!("../../rules-core/doc/smallest.toml")).unwrap();
/// let mut line = Vec::new();
/// ruleset.assess("{}", br#"{"amount": 5000}"#, 1, &mut line).unwrap();
/// assert!(line.starts_with(br#"{"key":1,"score":30,"level":"high","#) && line.ends_with(b"}"));
/// ```
#[derive(Debug)]
pub struct Loaded {
    ruleset: Ruleset,
    desk: Option<Desk>,
}

/// What a ruleset says of itself.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Info {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its source.
    pub digest: String,
    /// Its title by language.
    pub title: BTreeMap<String, String>,
    /// The languages of its texts, the first one first.
    pub languages: Vec<String>,
    /// Its levels, from the lowest.
    pub levels: Vec<String>,
    /// How many warnings `check` gives without proofs.
    pub warnings: usize,
    /// The engine's version.
    pub engine: &'static str,
}

/// What the module is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct About {
    /// The engine's version.
    pub engine: &'static str,
    /// `full`; `guide`: packs only; `runtime`: packs only, without bounds, questions, explanations and forms.
    pub build: &'static str,
}

const BUILD: &str = if cfg!(feature = "full") {
    "full"
} else if cfg!(feature = "guide") {
    "guide"
} else {
    "runtime"
};

/// What this module is.
#[must_use]
pub fn about() -> About {
    About { engine: ENGINE_VERSION, build: BUILD }
}

/// Which lines of a batch are assessed.
#[derive(Clone, Copy, Debug)]
pub struct Batch {
    /// The number of the first line: the key of a line that has none of its own.
    pub first: u64,
    /// The most lines to be assessed now; all that [`BATCH_BYTES`] allow without it.
    pub max_lines: Option<NonZeroU64>,
}

impl Default for Batch {
    fn default() -> Self {
        Self { first: 1, max_lines: None }
    }
}

/// How far a batch has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// Lines assessed.
    pub lines: u64,
    /// Those of them that are no incident: an error stands in their place.
    pub rejected: u64,
    /// Bytes that were read; the batch is done where these are all. Else the rest is for the next call, whose
    /// `first` is this one's and `lines` together.
    pub next: usize,
}

/// For whom a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "each is the audience of the same name")]
pub enum Reader {
    Author,
    Official,
    Citizen,
}

impl Reader {
    /// Reads the word for it.
    pub(crate) fn read(scanner: &mut Scanner<'_>) -> Result<Self, TypedError> {
        match typed::text(scanner)?.as_str() {
            "author" => Ok(Self::Author),
            "official" => Ok(Self::Official),
            "citizen" => Ok(Self::Citizen),
            other => Err(TypedError::new(format!(
                "expected author, official or citizen, found `{}`",
                shown(other)
            ))),
        }
    }
}

impl From<Reader> for Audience {
    fn from(reader: Reader) -> Self {
        match reader {
            Reader::Author => Self::Author,
            Reader::Official => Self::Official,
            Reader::Citizen => Self::Citizen,
        }
    }
}

/// Which rules that did not fire are told of: none or all of them, or the one with this id.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged, expecting = "expected true, false or the id of a rule")]
#[expect(missing_docs, reason = "the type says it")]
pub enum Missed {
    All(bool),
    One(String),
}

impl Missed {
    /// Reads it as it is written.
    pub(crate) fn read(scanner: &mut Scanner<'_>) -> Result<Self, TypedError> {
        match scanner.peek_kind()? {
            Kind::True | Kind::False => Ok(Self::All(scanner.read_bool()?)),
            Kind::String => Ok(Self::One(typed::text(scanner)?)),
            _ => Err(TypedError::new("expected true, false or the id of a rule".to_owned())),
        }
    }
}

impl From<Missed> for WhyNot {
    fn from(missed: Missed) -> Self {
        match missed {
            Missed::All(true) => Self::All,
            Missed::All(false) => Self::None,
            Missed::One(id) => Self::One(id),
        }
    }
}

impl Loaded {
    /// Loads a ruleset: its text, or a pack, which is told by its first bytes.
    ///
    /// # Errors
    /// `compile`, with the diagnostics, if its text has a mistake; a code of `P6xx` if it is no pack that this build
    /// can load.
    pub fn load(bytes: &[u8]) -> Result<Self, ApiError> {
        #[cfg(feature = "full")]
        if !bytes.starts_with(MAGIC) {
            return Ok(Self::of(Ruleset::compile(bytes)?));
        }
        Ok(Self::of(Ruleset::from_pack(bytes)?))
    }

    /// A ruleset that is there already.
    #[must_use]
    pub fn of(ruleset: Ruleset) -> Self {
        Self { ruleset, desk: None }
    }

    /// The ruleset.
    #[must_use]
    pub fn ruleset(&self) -> &Ruleset {
        &self.ruleset
    }

    /// What it says of itself.
    #[must_use]
    pub fn info(&self) -> Info {
        let model = self.ruleset.model();
        Info {
            id: model.id.clone(),
            version: model.version.clone(),
            digest: self.ruleset.digest().to_owned(),
            title: model.languages.iter().cloned().zip(model.title.iter().cloned()).collect(),
            languages: model.languages.clone(),
            levels: model.levels.iter().map(|level| level.id.clone()).collect(),
            warnings: self.ruleset.warnings().len(),
            engine: ENGINE_VERSION,
        }
    }

    /// Assesses one incident: adds its line, without the line end, to `out`. `number` is its key where it has none of
    /// its own. Where it is no incident, the line is the error that stands in its place.
    ///
    /// # Errors
    /// If the settings cannot be used.
    pub fn assess(
        &mut self,
        settings: &str,
        incident: &[u8],
        number: u64,
        out: &mut Vec<u8>,
    ) -> Result<LineOutcome, ApiError> {
        self.session(settings, |session| {
            let outcome = session.line(incident, number, out);
            out.pop();
            outcome
        })
    }

    /// Assesses lines: adds exactly one line for each line in, the blank ones included, to `out`. The last line may
    /// lack its end; no bytes are no lines.
    ///
    /// # Errors
    /// If the settings cannot be used.
    pub fn assess_lines(
        &mut self,
        settings: &str,
        lines: &[u8],
        batch: Batch,
        out: &mut Vec<u8>,
    ) -> Result<Progress, ApiError> {
        let most = batch.max_lines.map_or(u64::MAX, NonZeroU64::get);
        let start = out.len();
        self.session(settings, |session| {
            let mut progress = Progress::default();
            for line in lines.split_inclusive(|byte| *byte == b'\n') {
                if progress.lines == most || out.len() - start >= BATCH_BYTES {
                    break;
                }
                progress.next += line.len();
                let line = line.strip_suffix(b"\n").unwrap_or(line);
                let outcome = session.line(line, batch.first.saturating_add(progress.lines), out);
                progress.lines += 1;
                progress.rejected += u64::from(outcome == LineOutcome::Rejected);
            }
            progress
        })
    }

    /// Works with the session for these settings: the last one, or a new one.
    pub(crate) fn session<R>(
        &mut self,
        settings: &str,
        work: impl FnOnce(&mut Session<'_>) -> R,
    ) -> Result<R, ApiError> {
        let desk = match self.desk.take().filter(|desk| desk.is_for(settings)) {
            Some(desk) => desk,
            None => Desk::new(&self.ruleset, settings)?,
        };
        Ok(self.desk.insert(desk).with(work))
    }
}
