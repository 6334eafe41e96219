//! What was done to a pack, in words, and whether it is loaded then.

use rules_core::Ruleset;

/// What a line does to the pack of a ruleset, and what loading it says.
///
/// # Errors
/// If the line is none of those that [`changed`] knows.
pub fn loads(ruleset: &Ruleset, line: &str) -> Result<Vec<String>, String> {
    let pack = changed(ruleset.pack(), line).ok_or_else(|| format!("not known: {line}"))?;
    Ok(vec![match Ruleset::from_pack(&pack) {
        Ok(loaded) => format!("loads: {} {}", loaded.id(), loaded.version()),
        Err(error) => error.to_string(),
    }])
}

/// `as it is`, `without its first 4 bytes`, `cut after 100 bytes`, `byte 100 changed`, `a byte added`.
fn changed(mut pack: Vec<u8>, line: &str) -> Option<Vec<u8>> {
    let number = || line.split(' ').find_map(|word| word.parse::<usize>().ok());
    match line {
        "as it is" => {}
        "a byte added" => pack.push(0),
        _ if line.starts_with("without its first ") => drop(pack.drain(..number()?)),
        _ if line.starts_with("cut after ") => pack.truncate(number()?),
        _ if line.ends_with(" changed") => *pack.get_mut(number()?)? ^= 1,
        _ => return None,
    }
    Some(pack)
}
