//! Placeholders `${name}` that a changed translation has lost.

use super::compare::Change;
use super::refused::Refused;
use super::sheet::{Row, Sheet};

/// Every changed text that lacks a placeholder which another language has.
pub fn lost(sheet: &Sheet, changes: &[Change]) -> Vec<Refused> {
    changes.iter().filter_map(|change| lost_in(change, sheet, changes)).collect()
}

fn lost_in(change: &Change, sheet: &Sheet, changes: &[Change]) -> Option<Refused> {
    let row = sheet.rows.iter().find(|row| row.key() == change.key)?;
    let own = names(&change.new);
    for (language, text) in texts(row, sheet, changes).filter(|(language, _)| *language != change.column) {
        if let Some(name) = names(text).into_iter().find(|name| !own.contains(name)) {
            let why = format!(
                "expected the placeholder `${{{name}}}`, which `{language}` has; write it where the value belongs"
            );
            return Some(Refused { why, ..change.place.clone() });
        }
    }
    None
}

/// The texts of a row as they shall be, by language.
fn texts<'s>(
    row: &'s Row,
    sheet: &'s Sheet,
    changes: &'s [Change],
) -> impl Iterator<Item = (&'s str, &'s str)> {
    sheet.columns().zip(&row.cells).map(|(language, cell)| {
        let new = changes.iter().find(|it| it.column == language && it.key == row.key());
        (language, new.map_or(cell.text.as_str(), |it| it.new.as_str()))
    })
}

/// The names in `${…}`.
fn names(text: &str) -> Vec<&str> {
    text.split("${").skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.trim())).collect()
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn names_are_what_stands_in_braces() {
        assert_eq!(names("已付款 ${a} 元（${ b }）$c {d} ${e"), ["a", "b"]);
    }
}
