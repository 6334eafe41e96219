//! What an outcome rests on: sources by their titles for an author, by their numbers for an official.

use super::voice::Voice;
use super::words;
use crate::page::Cell;
use rules_core::ruleset::Basis;

impl Voice<'_> {
    /// Sources with their clauses: by their titles, a line each, or by their numbers in the list of sources.
    pub fn basis(&self, all: &[Basis]) -> Cell {
        if self.to_author() {
            return self.titled_basis(all);
        }
        let mut sources: Vec<usize> = Vec::new();
        for basis in all {
            if !sources.contains(&basis.source) {
                sources.push(basis.source);
            }
        }
        let numbered: Vec<String> = sources.into_iter().map(|source| self.numbered(source, all)).collect();
        Cell::text(numbered.join(self.say(words::semicolon)))
    }

    /// A source by its number with all its clauses, articles together.
    fn numbered(&self, source: usize, all: &[Basis]) -> String {
        let clauses =
            all.iter().filter(|basis| basis.source == source).filter_map(|basis| basis.clause.as_deref());
        let (articles, others): (Vec<&str>, Vec<&str>) =
            clauses.partition(|clause| clause.bytes().all(|byte| byte.is_ascii_digit()));
        let articles = articles.join(self.say(words::comma));
        let mut text = source_number(source);
        if !articles.is_empty() {
            text = self.fill(words::clause, &[&text, &articles]);
        }
        others.into_iter().for_each(|clause| text.push_str(&format!(" {clause}")));
        text
    }

    /// A clause of a source: an article, where it is a number.
    fn clause(&self, source: &str, clause: &str) -> String {
        let is_number = clause.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { self.fill(words::clause, &[source, clause]) } else { format!("{source} {clause}") }
    }

    fn titled_basis(&self, all: &[Basis]) -> Cell {
        Cell::texts(all.iter().filter_map(|basis| {
            let title = self.text(&self.model.sources.get(basis.source)?.title);
            Some(
                basis.clause.as_deref().map_or_else(|| title.to_owned(), |clause| self.clause(title, clause)),
            )
        }))
    }
}

/// How a source is referred to: by its place in the list of sources.
pub fn source_number(index: usize) -> String {
    format!("[{}]", index + 1)
}
