//! Entries that come into a TOML text or leave it: the text around them stays byte for byte.

use super::place::{Place, Step};
use std::ops::Range;
use toml_edit::{Document, Item, Table};

/// Where a new entry goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// Before all others.
    Start,
    /// Behind the entry of this number, which stays.
    After(usize),
    /// Behind all that stay.
    End,
}

/// What happens to a list; numbers are those before it happens.
#[derive(Clone, Debug)]
pub struct Splice {
    /// The list.
    pub list: Place,
    /// The entries that leave.
    pub removed: Vec<usize>,
    /// The entries that come, as TOML: whole lines of a section, or one item of an inline list.
    pub added: Vec<(Spot, String)>,
}

impl Splice {
    /// Nothing yet.
    pub fn new(list: Place) -> Self {
        Self { list, removed: Vec::new(), added: Vec::new() }
    }

    /// The entries in their new order: those that were there by number, new ones by their number among the new.
    pub fn order(&self, length: usize) -> Vec<Result<usize, usize>> {
        let new = |spot: Spot| {
            let fits = move |(_, (at, _)): &(usize, &(Spot, String))| *at == spot;
            self.added.iter().enumerate().filter(fits).map(|(number, _)| Err(number))
        };
        let mut order: Vec<_> = new(Spot::Start).collect();
        for at in 0..length {
            order.extend((!self.removed.contains(&at)).then_some(Ok(at)));
            order.extend(new(Spot::After(at)));
        }
        order.extend(new(Spot::End));
        order
    }
}

/// Where something stands when all has happened; none where it has left.
pub fn place_after(place: &Place, splices: &[Splice], length: impl Fn(&Place) -> usize) -> Option<Place> {
    let mut steps = place.0.clone();
    for splice in splices {
        let depth = splice.list.0.len();
        if let (true, Some(Step::At(at))) = (place.0.starts_with(&splice.list.0), place.0.get(depth)) {
            let now = splice.order(length(&splice.list)).iter().position(|it| it == &Ok(*at))?;
            if let Some(step) = steps.get_mut(depth) {
                *step = Step::At(now);
            }
        }
    }
    Some(Place(steps))
}

/// The text with entries taken out and put in; its line ends are those of Unix. Nothing where a list is not there.
pub fn apply(text: &str, splices: &[Splice]) -> Option<String> {
    let document = Document::parse(text).ok()?;
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for splice in splices {
        let list = splice.list.get(document.as_item())?;
        match list.as_array_of_tables() {
            Some(tables) => {
                let all = tables.iter().map(|table| Lines::of(table, text)).collect::<Option<Vec<_>>>()?;
                sections(text, splice, &all, &mut edits);
            }
            None => {
                let spans = list.as_array()?.iter().map(toml_edit::Value::span);
                items(text, splice, &spans.collect::<Option<Vec<_>>>()?, &mut edits);
            }
        }
    }
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let (mut out, mut done) = (String::with_capacity(text.len()), 0);
    for (range, new) in edits {
        out.push_str(text.get(done..range.start).unwrap_or_default());
        out.push_str(&new);
        done = done.max(range.end);
    }
    out.push_str(text.get(done..).unwrap_or_default());
    Some(out)
}

/// The bytes from the start of a value, or of a table's header, to its end.
pub fn span(item: &Item) -> Option<Range<usize>> {
    match item {
        Item::None => None,
        Item::Value(value) => value.span(),
        Item::Table(table) => span_of(table),
        Item::ArrayOfTables(tables) => tables.iter().filter_map(span_of).reduce(both),
    }
}

fn span_of(table: &Table) -> Option<Range<usize>> {
    let own = table.span().filter(|span| !span.is_empty());
    own.into_iter().chain(table.iter().filter_map(|(_, item)| span(item))).reduce(both)
}

fn both(one: Range<usize>, other: Range<usize>) -> Range<usize> {
    one.start.min(other.start)..one.end.max(other.end)
}

/// The lines of an entry.
struct Lines {
    /// Where the comments begin that stand on it.
    head: usize,
    /// Behind its last line, and the comments that hang on that.
    tail: usize,
}

impl Lines {
    fn of(table: &Table, text: &str) -> Option<Self> {
        let span = span_of(table)?;
        let end = line_end(text, span.end);
        // Comments under an entry are its own only if nothing stands on them.
        let under = comments_below(text, end);
        let hang = is_blank(line_at(text, under)) || under == text.len();
        Some(Self {
            head: comments_above(text, line_start(text, span.start)),
            tail: if hang { under } else { end },
        })
    }
}

fn sections(text: &str, splice: &Splice, all: &[Lines], edits: &mut Vec<(Range<usize>, String)>) {
    for lines in splice.removed.iter().filter_map(|at| all.get(*at)) {
        let rest = blank_below(text, lines.tail);
        // The last entry takes the blank lines above it along.
        let last = rest == text.len();
        edits.push(if last { blank_above(text, lines.head)..rest } else { lines.head..rest }.into_edit());
    }
    let stays = |at: &usize| !splice.removed.contains(at);
    for (spot, body) in &splice.added {
        let after = match spot {
            Spot::Start => None,
            Spot::After(at) => Some(*at),
            Spot::End => (0..all.len()).rfind(stays),
        };
        match (after.and_then(|at| all.get(at)), all.first()) {
            (Some(lines), _) => {
                let ended = text.get(..lines.tail).is_none_or(|above| above.ends_with('\n'));
                let apart = lines.tail == text.len() || is_blank(line_at(text, lines.tail));
                let mut new = if ended { String::new() } else { "\n".to_owned() };
                new.push_str(if apart { "\n" } else { "" });
                new.push_str(body);
                edits.push((lines.tail..lines.tail, new));
            }
            (None, Some(first)) => edits.push((first.head..first.head, format!("{body}\n"))),
            (None, None) => {}
        }
    }
}

/// An item of an inline list.
struct Inline {
    span: Range<usize>,
    /// With its comma, its line and the comments on it, where it has lines of its own.
    lines: Option<Range<usize>>,
    has_comma: bool,
}

impl Inline {
    fn of(text: &str, span: &Range<usize>) -> Self {
        let start = line_start(text, span.start);
        let before = text.get(start..span.start).unwrap_or_default();
        let rest = text.get(span.end..line_end(text, span.end)).unwrap_or_default().trim();
        let has_comma = rest.starts_with(',');
        let behind = rest.strip_prefix(',').unwrap_or(rest).trim();
        let alone = before.trim().is_empty() && (behind.is_empty() || behind.starts_with('#'));
        let lines = alone.then(|| comments_above(text, start)..line_end(text, span.end));
        Self { span: span.clone(), lines, has_comma }
    }

    fn indent<'t>(&self, text: &'t str) -> &'t str {
        text.get(line_start(text, self.span.start)..self.span.start).unwrap_or_default()
    }
}

fn items(text: &str, splice: &Splice, spans: &[Range<usize>], edits: &mut Vec<(Range<usize>, String)>) {
    let all: Vec<Inline> = spans.iter().map(|span| Inline::of(text, span)).collect();
    for &at in &splice.removed {
        let Some(item) = all.get(at) else { continue };
        let (next, before) = (all.get(at + 1), at.checked_sub(1).and_then(|at| all.get(at)));
        let range = match (&item.lines, next, before) {
            (Some(lines), _, _) => lines.clone(),
            (None, Some(next), _) => item.span.start..next.span.start,
            (None, None, Some(before)) => before.span.end..item.span.end,
            (None, None, None) => item.span.clone(),
        };
        edits.push(range.into_edit());
    }
    let stays = |at: &usize| !splice.removed.contains(at);
    for (spot, body) in &splice.added {
        let after = match spot {
            Spot::Start => None,
            Spot::After(at) => Some(*at),
            Spot::End => (0..all.len()).rfind(stays),
        };
        match (after.and_then(|at| all.get(at)), all.first()) {
            (Some(item), _) => match &item.lines {
                Some(lines) => {
                    if !item.has_comma {
                        edits.push((item.span.end..item.span.end, ",".to_owned()));
                    }
                    edits.push((lines.end..lines.end, format!("{}{body},\n", item.indent(text))));
                }
                None => edits.push((item.span.end..item.span.end, format!(", {body}"))),
            },
            (None, Some(first)) => match &first.lines {
                Some(lines) => {
                    edits.push((lines.start..lines.start, format!("{}{body},\n", first.indent(text))))
                }
                None => edits.push((first.span.start..first.span.start, format!("{body}, "))),
            },
            (None, None) => {}
        }
    }
}

/// Takes a range out.
trait IntoEdit {
    fn into_edit(self) -> (Range<usize>, String);
}

impl IntoEdit for Range<usize> {
    fn into_edit(self) -> (Range<usize>, String) {
        (self, String::new())
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|above| above.rfind('\n')).map_or(0, |end| end + 1)
}

/// Behind the line's end.
fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| at + end + 1)
}

fn line_at(text: &str, at: usize) -> &str {
    text.get(at..line_end(text, at)).unwrap_or_default()
}

fn is_blank(line: &str) -> bool {
    !line.is_empty() && line.trim().is_empty()
}

/// The start of the lines above that pass.
fn above(text: &str, mut at: usize, passes: fn(&str) -> bool) -> usize {
    while at > 0 {
        let start = line_start(text, at - 1);
        if !passes(line_at(text, start)) {
            break;
        }
        at = start;
    }
    at
}

/// Behind the lines below that pass.
fn below(text: &str, mut at: usize, passes: fn(&str) -> bool) -> usize {
    while at < text.len() && passes(line_at(text, at)) {
        at = line_end(text, at);
    }
    at
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#')
}

fn comments_above(text: &str, at: usize) -> usize {
    above(text, at, is_comment)
}

fn comments_below(text: &str, at: usize) -> usize {
    below(text, at, is_comment)
}

fn blank_above(text: &str, at: usize) -> usize {
    above(text, at, is_blank)
}

fn blank_below(text: &str, at: usize) -> usize {
    below(text, at, is_blank)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spliced(text: &str, list: &str, removed: &[usize], added: &[(Spot, &str)]) -> String {
        let list = list.split('.').fold(Place::default(), |place, step| {
            step.parse().map_or_else(|_| place.key(step), |at| place.at(at))
        });
        let added = added.iter().map(|(spot, body)| (*spot, (*body).to_owned())).collect();
        apply(text, &[Splice { list, removed: removed.to_vec(), added }]).unwrap()
    }

    const SECTIONS: &str = "a = 1\n\n# ── Heading ──\n\n# On one.\n[[r]]\nid = 1 # here\n# under one\n\n# On two.\n\
                            [[r]]\nid = 2\n[r.x]\ny = [\n  1,\n]\n\n[[r]]\nid = 3\n";

    #[test]
    fn a_section_leaves_with_the_comments_on_it_and_under_it() {
        let without_one = SECTIONS.replace("# On one.\n[[r]]\nid = 1 # here\n# under one\n\n", "");
        assert_eq!(spliced(SECTIONS, "r", &[0], &[]), without_one);
        let without_two = SECTIONS.replace("# On two.\n[[r]]\nid = 2\n[r.x]\ny = [\n  1,\n]\n\n", "");
        assert_eq!(spliced(SECTIONS, "r", &[1], &[]), without_two);
        assert_eq!(spliced(SECTIONS, "r", &[2], &[]), SECTIONS.replace("\n[[r]]\nid = 3\n", ""));
    }

    #[test]
    fn a_section_comes_behind_its_neighbour_before_all_or_at_the_end() {
        let new = "[[r]]\nid = 9\n";
        let behind = SECTIONS.replace("# On two.", "[[r]]\nid = 9\n\n# On two.");
        assert_eq!(spliced(SECTIONS, "r", &[], &[(Spot::After(0), new)]), behind);
        let first = SECTIONS.replace("# On one.", "[[r]]\nid = 9\n\n# On one.");
        assert_eq!(spliced(SECTIONS, "r", &[], &[(Spot::Start, new)]), first);
        assert_eq!(spliced(SECTIONS, "r", &[], &[(Spot::End, new)]), format!("{SECTIONS}\n{new}"));
        let instead = SECTIONS.replace("[[r]]\nid = 3\n", new);
        assert_eq!(spliced(SECTIONS, "r", &[2], &[(Spot::End, new)]), instead);
    }

    #[test]
    fn an_item_with_a_line_of_its_own_leaves_and_comes_by_line() {
        let text = "b = [\n  # On one.\n  { x = 1 }, # here\n  { x = 2 }\n]\n";
        let expected = "b = [\n  { x = 2 },\n  { x = 9 },\n]\n";
        assert_eq!(spliced(text, "b", &[0], &[(Spot::After(1), "{ x = 9 }")]), expected);
        let expected = "b = [\n  { x = 9 },\n  # On one.\n  { x = 1 }, # here\n]\n";
        assert_eq!(spliced(text, "b", &[1], &[(Spot::Start, "{ x = 9 }")]), expected);
    }

    #[test]
    fn items_on_one_line_leave_and_come_with_their_commas() {
        assert_eq!(spliced("b = [1, 2, 3]\n", "b", &[0], &[(Spot::After(1), "9")]), "b = [2, 9, 3]\n");
        assert_eq!(spliced("b = [1, 2, 3]\n", "b", &[2], &[(Spot::Start, "9")]), "b = [9, 1, 2]\n");
    }
}
