//! Packs: a checked, lowered ruleset in binary form, for devices that have no parser.
//!
//! Comes in: a [`Ruleset`]. Goes out: bytes that any build loads. Promises: a ruleset that was loaded from a pack
//! gives the same bytes as the one it was made of, its receipts carry the digest of the source; a pack with a
//! damaged byte is refused. The checksum keeps damage out, not malice: a pack is as trustworthy as who gives it. It is
//! no SHA-256, which takes longer on a cold machine of WebAssembly than all the rest of loading.
//!
//! | bytes | what |
//! |---|---|
//! | 0 to 3 | `SHAO` |
//! | 4 to 7 | [`FORMAT`], little-endian |
//! | 8 to 15 | a checksum of all from 16 on, little-endian |
//! | from 16 | the ruleset: the source's digest, what scores, then what only explanations, bounds and forms need |
//!
//! Left behind are comments, cases, properties, and of the text all but what explanations quote.

#[cfg(feature = "compile")]
mod excerpt;
mod forms;
#[cfg(feature = "compile")]
mod make;
mod packed;

#[cfg(feature = "compile")]
pub(crate) use packed::push_runs;
pub(crate) use packed::{Packed, Reader, Told, packed_enum, packed_struct};

use crate::compiled::Ruleset;
use crate::diagnostic::Code;
use crate::lower::program::Program;
use crate::ruleset::Model;
use crate::source::Source;
use std::error::Error;
use std::fmt;

/// The first bytes of every pack.
pub const MAGIC: &[u8; 4] = b"SHAO";

/// The format's version: another one wherever the same ruleset makes other bytes.
pub const FORMAT: u32 = 1;

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
    #[inline(never)]
    pub fn from_pack(bytes: &[u8]) -> Result<Self, PackError> {
        let mut from = Reader::new(body(bytes)?);
        let digest = String::read(&mut from);
        let mut model = Model::read(&mut from);
        let mut program = Program::read(&mut from);
        program.text = Packed::read(&mut from);
        let quoted = told(&mut from, &mut model, &mut program);
        if !from.is_good() {
            return Err(PackError::Damaged);
        }
        Self::of_parts(Source::new(quoted), model, program, Vec::new(), digest)
            .map_err(|error| PackError::Scripts(error.message))
    }
}

/// Reads what explanations, bounds and forms need: texts, the parts of conditions, and what of the text they quote, with
/// which the pack ends.
#[cfg(feature = "guide")]
fn told(from: &mut Reader<'_>, model: &mut Model, program: &mut Program) -> String {
    model.read_told(from);
    program.lens = Packed::read(from);
    let quoted = String::read(from);
    if !from.is_done() {
        from.fail();
    }
    quoted
}

/// Leaves what explanations need.
#[cfg(not(feature = "guide"))]
fn told(_: &mut Reader<'_>, _: &mut Model, _: &mut Program) -> String {
    String::new()
}

/// What stands after the header, which is looked through.
fn body(bytes: &[u8]) -> Result<&[u8], PackError> {
    let rest = bytes.strip_prefix(MAGIC).ok_or(PackError::NoPack)?;
    let (format, rest) = rest.split_first_chunk().ok_or(PackError::Damaged)?;
    match u32::from_le_bytes(*format) {
        FORMAT => {}
        other => return Err(PackError::Format(other)),
    }
    let (sum, body) = rest.split_first_chunk().ok_or(PackError::Damaged)?;
    if checksum(body) == u64::from_le_bytes(*sum) { Ok(body) } else { Err(PackError::Damaged) }
}

/// A number by which damage is told. A changed word of eight bytes certainly gives another number: no two words lead
/// to the same state, and no two states to the same end over the same rest. All other damage does, but for one in 2^64.
// Kept apart: WebAssembly hosts optimise a function once it has worked a lot, and this one is small.
#[inline(never)]
fn checksum(bytes: &[u8]) -> u64 {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let (words, rest) = bytes.as_chunks();
    let mut last = [0; 8];
    last.iter_mut().zip(rest).for_each(|(place, byte)| *place = *byte);
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    words.iter().chain([&last]).fold(length, |state, word| {
        let state = (state ^ u64::from_le_bytes(*word)).wrapping_mul(ODD);
        state ^ state >> 29
    })
}

#[cfg(test)]
mod tests;
