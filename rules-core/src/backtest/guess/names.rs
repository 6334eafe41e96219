//! How like a column's name is to a field's.

use crate::backtest::cells;
use crate::ruleset::Field;
use crate::text::fold;

/// In what way they are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// The column is called by the field's name, an older one, or its path.
    Name,
    /// The same, but for width, case and signs.
    Folded,
    /// It is called by the field's title in one of the languages.
    Title,
    /// A title or name is part of the column's name, or the other way round.
    Part,
}

/// What columns that name a row are called, folded.
const KEYS: [&str; 18] = [
    "id",
    "key",
    "no",
    "number",
    "caseid",
    "reportid",
    "rowid",
    "incidentid",
    "编号",
    "序号",
    "案件编号",
    "工单号",
    "工单编号",
    "事件编号",
    "受理编号",
    "警情编号",
    "单号",
    "流水号",
];

/// A name without what people write differently: width, case, traditional characters, spaces and signs.
pub fn folded(name: &str) -> String {
    name.chars().map(fold).filter(|c| c.is_alphanumeric()).collect()
}

/// Whether a column is called as one that names a row.
pub fn is_key(name: &str) -> bool {
    KEYS.contains(&folded(name).as_str())
}

/// How like a column's name is to a field's; none if they have nothing to do with each other.
pub fn likeness(column: &str, field: &Field) -> Option<Likeness> {
    if cells::names(field, column.trim()) {
        return Some(Likeness::Name);
    }
    let name = folded(column);
    let path = field.path.concat();
    let last = field.path.last().map(String::as_str).unwrap_or_default();
    let own: Vec<String> = [&field.name, &path, last]
        .into_iter()
        .chain(field.was.iter().map(String::as_str))
        .map(folded)
        .collect();
    let titles: Vec<String> = field.title.iter().map(|title| folded(title)).collect();
    if name.is_empty() {
        None
    } else if own.contains(&name) {
        Some(Likeness::Folded)
    } else if titles.contains(&name) {
        Some(Likeness::Title)
    } else if own.iter().chain(&titles).any(|other| is_part(other, &name)) {
        Some(Likeness::Part)
    } else {
        None
    }
}

/// Whether one is part of the other and long enough to say something.
fn is_part(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let least = if short.is_ascii() { 4 } else { 2 };
    short.chars().count() >= least && long.contains(short)
}
