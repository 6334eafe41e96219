//! Terms and what they contain: which lists a text cannot but mention if it mentions a term.

use crate::lower::program::Program;
use crate::ruleset::Model;
use crate::text::TextHits;

/// For each term of each list the lists that mentioning it mentions.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// By list, by term: the lists, ascending.
    lists: Vec<Vec<Vec<u32>>>,
}

impl Lexicon {
    /// Reads every term of a ruleset as a text of its own.
    pub fn new(model: &Model, program: &Program) -> Self {
        let mut hits = TextHits::new();
        let mut mentioned = |term: &String| {
            program.text.scan(term, &mut hits);
            let mut lists = hits.lists().to_vec();
            lists.sort_unstable();
            lists.dedup();
            lists
        };
        let lists = model.terms.iter().map(|list| list.terms.iter().map(&mut mentioned).collect());
        Self { lists: lists.collect() }
    }

    /// The terms of a list, by index, that mention none of the lists that `banned` holds for.
    pub fn free<'l>(
        &'l self,
        list: u32,
        banned: &'l dyn Fn(u32) -> bool,
    ) -> impl Iterator<Item = usize> + 'l {
        let terms = self.lists.get(list as usize).map(Vec::as_slice).unwrap_or_default();
        let is_free = move |lists: &Vec<u32>| !lists.iter().any(|list| banned(*list));
        terms.iter().enumerate().filter(move |(_, lists)| is_free(lists)).map(|(index, _)| index)
    }
}
