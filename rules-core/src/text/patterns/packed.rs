//! Patterns as packs carry them: automata as bytes, so that a device has the search and not the compiler.

use super::{Dfa, Matcher, Start};
use regex_automata::dfa::dense;
use serde::Deserialize;
use std::sync::OnceLock;

/// A pattern with all its automata.
#[derive(Deserialize)]
#[cfg_attr(feature = "compile", derive(serde::Serialize))]
pub(super) struct Pattern {
    matcher: Search,
    ends: Option<(Search, Option<Vec<u8>>)>,
    wide: Vec<char>,
    example: String,
}

/// How a text is searched: what a match begins with, where that is looked for first, and an automaton.
#[derive(Deserialize)]
#[cfg_attr(feature = "compile", derive(serde::Serialize))]
struct Search {
    needles: Option<Vec<Vec<u8>>>,
    automaton: Vec<u8>,
}

#[cfg(feature = "compile")]
impl From<super::Pattern> for Pattern {
    fn from(pattern: super::Pattern) -> Self {
        let ends =
            pattern.ends().map(|(forward, backward)| (forward.into(), backward.as_ref().map(to_bytes)));
        Self { matcher: (&pattern.matcher).into(), ends, wide: pattern.wide, example: pattern.example }
    }
}

impl TryFrom<Pattern> for super::Pattern {
    type Error = &'static str;

    fn try_from(pattern: Pattern) -> Result<Self, Self::Error> {
        let ends = match pattern.ends {
            Some((forward, backward)) => {
                Some((forward.try_into()?, backward.as_deref().map(from_bytes).transpose()?))
            }
            None => None,
        };
        Ok(Self {
            matcher: pattern.matcher.try_into()?,
            ends: OnceLock::from(ends),
            wide: pattern.wide,
            example: pattern.example,
            #[cfg(feature = "compile")]
            syntax: None,
        })
    }
}

#[cfg(feature = "compile")]
impl From<&Matcher> for Search {
    fn from(matcher: &Matcher) -> Self {
        match matcher {
            Matcher::Once(automaton) => Self { needles: None, automaton: to_bytes(automaton) },
            Matcher::FromEach(start, automaton) => {
                Self { needles: Some(start.needles.clone()), automaton: to_bytes(automaton) }
            }
        }
    }
}

impl TryFrom<Search> for Matcher {
    type Error = &'static str;

    fn try_from(search: Search) -> Result<Self, Self::Error> {
        let automaton = from_bytes(&search.automaton)?;
        Ok(match search.needles {
            None => Self::Once(automaton),
            Some(needles) => Self::FromEach(
                Start::new(needles).ok_or("what a match begins with cannot be found")?,
                automaton,
            ),
        })
    }
}

#[cfg(feature = "compile")]
fn to_bytes(automaton: &Dfa) -> Vec<u8> {
    let (bytes, padding) = automaton.to_bytes_little_endian();
    bytes.get(padding..).unwrap_or_default().to_vec()
}

/// Reads an automaton from bytes that may stand anywhere; it wants them at a multiple of four.
fn from_bytes(bytes: &[u8]) -> Result<Dfa, &'static str> {
    let mut aligned = vec![0; bytes.len() + size_of::<u32>()];
    let start = aligned.as_ptr().align_offset(align_of::<u32>());
    let place = aligned.get_mut(start..start + bytes.len()).ok_or("no room for an automaton")?;
    place.copy_from_slice(bytes);
    match dense::DFA::from_bytes(place) {
        Ok((automaton, read)) if read == bytes.len() => Ok(automaton.to_owned()),
        _ => Err("no automaton of this version"),
    }
}
