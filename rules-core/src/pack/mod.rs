//! Packs: a checked, lowered ruleset in binary form, for devices that have no parser.
//!
//! Comes in: a [`Ruleset`]. Goes out: bytes that any build loads. Promises: a ruleset that was loaded from a pack
//! gives the same bytes as the one it was made of, its receipts carry the digest of the source; a pack with a
//! damaged byte is refused. The digest keeps damage out, not malice: a pack is as trustworthy as who gives it.
//!
//! | bytes | what |
//! |---|---|
//! | 0 to 3 | `SHAO` |
//! | 4 to 7 | [`FORMAT`], little-endian |
//! | 8 to 39 | SHA-256 of bytes 0 to 7 and of all from 40 on |
//! | from 40 | the ruleset: the source's digest, what scores, then what only explanations need |
//!
//! Left behind are comments, cases, properties, and of the text all but what explanations quote.

#[cfg(feature = "compile")]
mod excerpt;
mod forms;
#[cfg(feature = "compile")]
mod make;
mod packed;

pub(crate) use packed::{Packed, Reader, packed_enum, packed_struct};

use crate::compiled::Ruleset;
use crate::diagnostic::Code;
use crate::digest::sha256;
use crate::lower::program::Program;
use crate::ruleset::Model;
use crate::source::Source;
use crate::text::{Compiled, TextEngine};
use std::error::Error;
use std::fmt;

/// The first bytes of every pack.
pub const MAGIC: &[u8; 4] = b"SHAO";

/// The format's version: another one wherever the same ruleset makes other bytes.
pub const FORMAT: u32 = 1;

const DIGEST_AT: usize = 8;
const BODY_AT: usize = 40;

/// Why bytes are no pack that can be loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackError {
    /// They do not begin as a pack does.
    NoPack,
    /// It is of another format, this one.
    Format(u32),
    /// A byte of it was changed, added or lost.
    Damaged,
    /// It has scripts, and this build runs none: what it says of them.
    Scripts(String),
}

impl PackError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Self::NoPack => Code::P601,
            Self::Format(_) => Code::P602,
            Self::Damaged => Code::P603,
            Self::Scripts(_) => Code::P604,
        }
    }
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.code().as_str())?;
        match self {
            Self::NoPack => f.write_str("expected a pack, as `rules pack` makes it"),
            Self::Format(found) => write!(
                f,
                "expected a pack of format {FORMAT}, found format {found}; make it again with this engine's `rules pack`"
            ),
            Self::Damaged => f.write_str("the pack is damaged; copy it or make it again"),
            Self::Scripts(message) => f.write_str(message),
        }
    }
}

impl Error for PackError {}

impl Ruleset {
    /// Loads a pack. Its cases and properties stayed behind, and it has no warnings.
    ///
    /// # Errors
    /// If it is no pack, of another format or damaged; or if it has scripts and this build runs none.
    pub fn from_pack(bytes: &[u8]) -> Result<Self, PackError> {
        let mut from = Reader::new(body(bytes)?);
        let digest = String::read(&mut from);
        let model = Model::read(&mut from);
        let mut program = Program::read(&mut from);
        let text = Compiled::read(&mut from);
        let quoted = explained(&mut from, &mut program);
        if !from.is_good() {
            return Err(PackError::Damaged);
        }
        let lists: Vec<Vec<String>> = model.terms.iter().map(|list| list.terms.clone()).collect();
        program.text = TextEngine::of_compiled(&lists, text).ok_or(PackError::Damaged)?;
        Self::of_parts(Source::new(quoted), model, program, Vec::new(), digest)
            .map_err(|error| PackError::Scripts(error.message))
    }
}

/// Reads what explanations need: the parts of conditions and the text that they quote, with which the pack ends.
#[cfg(feature = "guide")]
fn explained(from: &mut Reader<'_>, program: &mut Program) -> String {
    program.lens = Packed::read(from);
    let quoted = String::read(from);
    if !from.is_done() {
        from.fail();
    }
    quoted
}

/// Leaves what explanations need.
#[cfg(not(feature = "guide"))]
fn explained(_: &mut Reader<'_>, _: &mut Program) -> String {
    String::new()
}

/// What stands after the header, which is looked through.
fn body(bytes: &[u8]) -> Result<&[u8], PackError> {
    let rest = bytes.strip_prefix(MAGIC).ok_or(PackError::NoPack)?;
    let format = rest.first_chunk().ok_or(PackError::Damaged)?;
    match u32::from_le_bytes(*format) {
        FORMAT => {}
        other => return Err(PackError::Format(other)),
    }
    let (head, digest, body) =
        match (bytes.get(..DIGEST_AT), bytes.get(DIGEST_AT..BODY_AT), bytes.get(BODY_AT..)) {
            (Some(head), Some(digest), Some(body)) => (head, digest, body),
            _ => return Err(PackError::Damaged),
        };
    if sha256([head, body]) == *digest { Ok(body) } else { Err(PackError::Damaged) }
}
