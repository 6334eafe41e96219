//! Another name for one thing, put in everywhere it is named.

use super::symbols::{Kind, Symbol, Symbols};
use super::{Edit, Language, apply};
use crate::parse::names::{is_id, is_name};

/// The edits that give the thing at an offset another name.
pub fn rename(language: &Language, offset: u32, name: &str) -> Result<Vec<Edit>, String> {
    let symbols = language
        .symbols_now()
        .ok_or("the text has parts that cannot be read: mend them first, or a use may be missed")?;
    let found = symbols.at(offset).ok_or("nothing that has a name stands here")?;
    let symbol = symbols.all.get(found.symbol).ok_or("nothing that has a name stands here")?;
    if symbol.name == name {
        return Ok(Vec::new());
    }
    check_shape(symbol.kind, name)?;
    check_free(symbols, symbol, name)?;
    let places = symbols.places(found.symbol);
    let edits: Vec<Edit> = places.map(|it| language.edit(it.span, name)).collect();
    check_result(language, &edits)?;
    Ok(edits)
}

fn check_shape(kind: Kind, name: &str) -> Result<(), String> {
    let (good, expected) = match kind {
        kind if kind.is_id() => {
            (is_id(name), "an id: a lower-case letter, then letters, digits and `-`, such as `safe-account`")
        }
        Kind::Value => {
            let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
            (!name.is_empty() && name.chars().all(is_plain), "letters, digits, `_` and `-`")
        }
        _ => (
            is_name(name),
            "a name: a lower-case letter, then letters, digits and `_`, no word of Rhai, such as `screen_shared`",
        ),
    };
    if good { Ok(()) } else { Err(format!("`{name}` cannot be the name: expected {expected}")) }
}

fn check_free(symbols: &Symbols, symbol: &Symbol, name: &str) -> Result<(), String> {
    let taken = match symbol.kind {
        kind if kind.is_shared() => symbols.shared(name),
        kind => symbols.find(kind, &symbol.owner, name),
    };
    if taken.is_some() { Err(format!("`{name}` is the name of something else already")) } else { Ok(()) }
}

/// Whether the text would have mistakes that it does not have now.
fn check_result(language: &Language, edits: &[Edit]) -> Result<(), String> {
    if language.ruleset.is_none() {
        return Ok(());
    }
    let changed = Language::open(&apply(language.text(), edits));
    match changed.diagnostics.iter().find(|it| it.is_error()) {
        Some(error) => Err(format!("with this name the ruleset would not compile: {}", error.message)),
        None => Ok(()),
    }
}
