//! Writes the table of foldable characters: lower case and simplified form, one character to one.
//!
//! Comes in: the compiler's case mappings for Latin, Greek and Cyrillic, and OpenCC's characters as
//! `simplecc` carries them. Goes out: `fold.rs` with two lists of pairs sorted by their first character,
//! one for pairs within 16 bits. Promise: a target folds to itself, and no character outside ASCII
//! folds into it.

use std::collections::BTreeMap;
use std::error::Error;
use std::ops::RangeInclusive;
use std::{env, fs, path::PathBuf};

/// Latin, IPA, Greek and Cyrillic; their case pairs are fixed by Unicode's stability policy.
const CASED: [RangeInclusive<char>; 2] = ['A'..='\u{52F}', '\u{1E00}'..='\u{1EFF}'];

/// Radicals, ideographs and their extensions.
const IDEOGRAPHS: [RangeInclusive<char>; 3] =
    ['\u{2E80}'..='\u{9FFF}', '\u{F900}'..='\u{FAFF}', '\u{20000}'..='\u{3FFFF}'];

/// Written for each other in practice: 帐户 is 账户, and 接著 is 接着.
const VARIANTS: [(char, char); 3] = [('帐', '账'), ('著', '着'), ('妳', '你')];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let mut pairs = BTreeMap::new();
    for c in CASED.into_iter().flatten() {
        pairs.extend(single(c.to_lowercase()).filter(|&lower| lower != c).map(|lower| (c, lower)));
    }
    for c in IDEOGRAPHS.into_iter().flatten() {
        let simple = simplecc::dicts::T2S.replace_all(&c.to_string());
        pairs.extend(single(simple.chars()).filter(|&simple| simple != c).map(|simple| (c, simple)));
    }
    pairs.extend(VARIANTS);
    for &c in pairs.keys() {
        let target = settle(&pairs, c)?;
        if !c.is_ascii() && target.is_ascii() {
            return Err(format!("{c:?} folds into ASCII").into());
        }
    }
    let mut settled = Vec::new();
    for &c in pairs.keys() {
        settled.push((u32::from(c), u32::from(settle(&pairs, c)?)));
    }
    let (short, long): (Vec<_>, Vec<_>) = settled.into_iter().partition(|&(a, b)| a.max(b) <= 0xFFFF);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?).join("fold.rs");
    fs::write(
        out,
        format!("static SHORT: &[(u16, u16)] = &{short:?};\nstatic LONG: &[(u32, u32)] = &{long:?};\n"),
    )?;
    Ok(())
}

/// The only character, if there is exactly one.
fn single(mut chars: impl Iterator<Item = char>) -> Option<char> {
    chars.next().filter(|_| chars.next().is_none())
}

/// Where repeated mapping ends.
fn settle(pairs: &BTreeMap<char, char>, start: char) -> Result<char, String> {
    let mut c = start;
    for _ in 0..8 {
        match pairs.get(&c) {
            Some(&next) => c = next,
            None => return Ok(c),
        }
    }
    Err(format!("{start:?} folds in a circle"))
}
