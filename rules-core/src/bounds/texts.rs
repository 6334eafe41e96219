//! A text that grants what is wished of it.

use super::plan::Ask;
use super::reach::Truths;
use super::scene::{Scene, View};
use crate::eval::schema::Kind;
use crate::lower::program::{Node, NodeId};

/// What parts two pieces, so that no term and no negation reaches across.
const STOP: &str = "。";

impl Scene<'_, '_> {
    /// A text that mentions what is wished, piece by piece; none where a piece is not found.
    pub fn text(&self, view: &View, slot: u32) -> Option<String> {
        debug_assert!(self.record.fields.get(slot as usize).is_some_and(|it| matches!(it.kind, Kind::Text)));
        let of = || {
            let all = self.plan.wishes.iter().zip(&view.completions.answers);
            all.filter(move |(wish, _)| wish.slot == slot)
        };
        let banned = |list: u32| self.is_banned(view, slot, list);
        let term = |list: u32, nth: usize| {
            let index = self.lexicon.free(list, &banned).nth(nth)?;
            self.model.terms.get(list as usize)?.terms.get(index).cloned()
        };
        let mut pieces: Vec<String> = Vec::new();
        for (wish, answers) in of() {
            let wanted = answers.truths == Truths::TRUE;
            match wish.ask {
                Ask::Mentions(list) if wanted && !self.is_told_otherwise(view, slot, list) => {
                    pieces.push(term(list, 0)?);
                }
                Ask::NotAfter(pair) if wanted => {
                    pieces.push(term(self.program.text.terms_of_pair(pair as usize), 0)?);
                }
                Ask::NotAfter(pair) if answers.truths == Truths::FALSE => {
                    let list = self.program.text.terms_of_pair(pair as usize);
                    if of().any(|(wish, its)| wish.ask == Ask::Mentions(list) && its.truths == Truths::TRUE) {
                        let negator = term(self.program.text.negators_of_pair(pair as usize), 0)?;
                        pieces.push(format!("{negator}{}", term(list, 0)?));
                    }
                }
                Ask::Count(list) => {
                    let least = answers.ints.ends().map_or(0, |(low, _)| low);
                    for nth in 0..usize::try_from(least).unwrap_or_default() {
                        pieces.push(term(list, nth)?);
                    }
                }
                Ask::Matches(pattern) if wanted => {
                    pieces.push(self.program.text.example(pattern as usize)?.to_owned());
                }
                Ask::Node(node) if wanted => return self.equal_text(node),
                _ => {}
            }
        }
        Some(pieces.join(STOP))
    }

    /// Whether a list is wished to be mentioned in some other way than plainly.
    fn is_told_otherwise(&self, view: &View, slot: u32, list: u32) -> bool {
        let mut all = self.plan.wishes.iter().zip(&view.completions.answers);
        all.any(|(wish, answers)| match wish.ask {
            Ask::NotAfter(pair) if wish.slot == slot => {
                self.program.text.terms_of_pair(pair as usize) == list && answers.truths.is_decided()
            }
            _ => false,
        })
    }

    /// The text that a field is compared with.
    fn equal_text(&self, node: NodeId) -> Option<String> {
        let constant = |node: NodeId| match self.program.nodes.get(node as usize) {
            Some(Node::TextConst(index)) => self.program.texts.get(*index as usize).cloned(),
            _ => None,
        };
        match self.program.nodes.get(node as usize)? {
            Node::CompareT(true, a, b) => constant(*a).or_else(|| constant(*b)),
            Node::CompareT(false, a, b) => constant(*a).or_else(|| constant(*b)).map(|text| text + "?"),
            Node::OneOfT(_, texts) => texts.first().cloned(),
            _ => None,
        }
    }
}
