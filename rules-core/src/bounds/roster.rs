//! A list that grants what is wished of it: items of which some conditions hold so often, or stay unknown.
//!
//! A condition is first looked at by itself, for an item is soon found, and most lists want no more. Where the items
//! so found do not go together, or are too many, all sorts of items are tried.

use super::items::{Condition, Fields, Limit};
use super::plan::Ask;
use super::reach::{Ints, Truths};
use super::scene::{Scene, View};
use crate::eval::aggregate::decided;
use crate::eval::schema::Kind;
use crate::lower::program::{Cmp, Node, Test};
use crate::ruleset::typed::Aggregate;

/// A wish about how many items satisfy a condition.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Ballot {
    condition: Condition,
    test: Count,
    /// What it may come to.
    answers: Truths,
}

/// What is asked of a count.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Count {
    /// Whether it is at least so much: true as soon as it is.
    AtLeast(i64),
    /// How it compares: undecided while it may compare otherwise.
    Is(Cmp, i64),
    /// Whether it is one of these.
    Among(Ints),
}

/// How many items satisfy a condition, how many leave it unknown, how many fail it.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    sure: i64,
    unknown: i64,
    failed: i64,
}

/// Whether a list grants all that is wished of it.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// None does.
    Never,
    /// These items do, as far as can be told.
    Items(Vec<Fields>),
}

/// How many lists are tried.
const LISTS: usize = 1_000;
/// How many items a list gets for one condition, at most.
const ITEMS: i64 = 64;

impl Tally {
    fn add(&mut self, truth: Truths) {
        match truth {
            Truths::TRUE => self.sure += 1,
            Truths::FALSE => {}
            Truths::FAILED => self.failed += 1,
            _ => self.unknown += 1,
        }
    }
}

impl Ballot {
    /// What the count gives, as the evaluator decides it.
    fn outcome(&self, tally: Tally) -> Truths {
        let Tally { sure, unknown, failed } = tally;
        let of = |holds: bool| if holds { Truths::TRUE } else { Truths::FALSE };
        match self.test {
            Count::AtLeast(wanted) if sure >= wanted => Truths::TRUE,
            Count::AtLeast(wanted) if sure + unknown >= wanted => Truths::UNKNOWN,
            _ if failed > 0 => Truths::FAILED,
            Count::AtLeast(_) => Truths::FALSE,
            Count::Among(_) if unknown > 0 => Truths::UNKNOWN,
            Count::Among(ints) => of(ints.contains(sure)),
            Count::Is(cmp, other) => Truths::of(decided(cmp, sure, sure + unknown, other)),
        }
    }

    fn is_granted(&self, tally: Tally) -> bool {
        self.outcome(tally).within(self.answers)
    }

    /// How many items may satisfy it or leave it unknown, at most.
    fn most(&self) -> i64 {
        let holds = match self.answers {
            Truths::TRUE => true,
            Truths::FALSE => false,
            _ => return i64::MAX,
        };
        match (self.test, holds) {
            (Count::AtLeast(wanted), false) => wanted - 1,
            (Count::Is(Cmp::Lt, other), true) | (Count::Is(Cmp::Ge, other), false) => other - 1,
            (Count::Is(Cmp::Le | Cmp::Eq, other), true) | (Count::Is(Cmp::Gt | Cmp::Ne, other), false) => {
                other
            }
            (Count::Among(ints), true) => ints.ends().map_or(0, |(_, high)| high),
            _ => i64::MAX,
        }
    }

    /// What has to be so of at least some items, and of how many.
    fn demand(&self) -> Option<(Truths, i64)> {
        let least = match (self.test, self.answers) {
            (_, Truths::UNKNOWN) => return Some((Truths::UNKNOWN, 1)),
            (Count::AtLeast(wanted), Truths::TRUE) => wanted,
            (Count::Is(Cmp::Ge | Cmp::Eq, other), Truths::TRUE)
            | (Count::Is(Cmp::Lt | Cmp::Ne, other), Truths::FALSE) => other,
            (Count::Is(Cmp::Gt, other), Truths::TRUE) | (Count::Is(Cmp::Le, other), Truths::FALSE) => {
                other + 1
            }
            (Count::Is(Cmp::Ne, 0), Truths::TRUE) | (Count::Is(Cmp::Eq, 0), Truths::FALSE) => 1,
            (Count::Among(ints), Truths::TRUE) => ints.ends().map_or(0, |(low, _)| low),
            _ => return None,
        };
        (least > 0).then_some((Truths::TRUE, least))
    }

    /// What it has to be of every item.
    fn limit(&self) -> Truths {
        match (self.test, self.answers) {
            _ if self.most() == 0 => Truths::FALSE,
            (Count::AtLeast(1), Truths::UNKNOWN) => Truths::ALL.without(Truths::TRUE),
            (Count::Among(_), Truths::TRUE) => Truths::TRUE.or(Truths::FALSE),
            _ => Truths::ALL,
        }
    }

    /// Whether no more items grant it.
    fn is_lost(&self, tally: Tally) -> bool {
        tally.sure + tally.unknown > self.most()
            || (tally.failed > 0 && self.most() < i64::MAX)
            || (matches!(self.test, Count::AtLeast(wanted) if tally.sure >= wanted)
                && !self.answers.may_be(Truths::TRUE))
    }
}

impl Scene<'_, '_> {
    /// Whether a list may grant all that is wished of it, and by which items.
    pub fn list(&mut self, view: &View, slot: u32) -> Verdict {
        let ballots = self.ballots(view, slot);
        let limits: Vec<Limit> = ballots
            .iter()
            .map(|ballot| (ballot.condition, ballot.limit()))
            .filter(|(_, limit)| *limit != Truths::ALL)
            .collect();
        let conditions: Vec<Condition> = ballots.iter().map(|ballot| ballot.condition).collect();
        let mut items: Vec<(Vec<Truths>, Fields)> = Vec::new();
        for (at, ballot) in ballots.iter().enumerate() {
            let Some((truth, least)) = ballot.demand() else { continue };
            let wanted = [&[(ballot.condition, truth)], limits.as_slice()].concat();
            let Some(found) = self.item(view, slot, &wanted) else { return Verdict::Never };
            let have = items.iter().filter(|(truths, _)| truths.get(at) == Some(&truth)).count();
            let missing = usize::try_from(least.min(ITEMS)).unwrap_or_default().saturating_sub(have);
            if missing > 0 {
                let truths = self.truths_of(view, &found, &conditions);
                items.extend(std::iter::repeat_n((truths, found), missing));
            }
        }
        let most = self.most_items(slot);
        if items.len() <= most && is_granted(&ballots, &items) {
            return Verdict::Items(items.into_iter().map(|(_, fields)| fields).collect());
        }
        self.fitting(view, slot, &ballots, &conditions).unwrap_or_else(|| {
            Verdict::Items(items.into_iter().take(most).map(|(_, fields)| fields).collect())
        })
    }

    /// A list of items of all sorts; none where it is not known whether there is one.
    fn fitting(
        &mut self,
        view: &View,
        slot: u32,
        ballots: &[Ballot],
        conditions: &[Condition],
    ) -> Option<Verdict> {
        let sorts = self.sorts(view, slot, conditions);
        let mut chosen = Vec::new();
        let mut left = LISTS;
        let tallies = vec![Tally::default(); ballots.len()];
        let truths: Vec<&[Truths]> = sorts.all.iter().map(|(truths, _)| truths.as_slice()).collect();
        if choose(&truths, ballots, &tallies, self.most_items(slot), &mut chosen, &mut left) {
            let fields = chosen.into_iter().filter_map(|index: usize| sorts.all.get(index));
            return Some(Verdict::Items(fields.map(|(_, fields)| fields.clone()).collect()));
        }
        (left > 0 && !sorts.is_partial).then_some(Verdict::Never)
    }

    /// What is past the most items is not read.
    fn most_items(&self, slot: u32) -> usize {
        match self.record.fields.get(slot as usize).map(|field| &field.kind) {
            Some(Kind::Records(most, _)) => *most,
            _ => 0,
        }
    }

    /// The wishes about counts of a list that are not wholly open.
    fn ballots(&self, view: &View, slot: u32) -> Vec<Ballot> {
        let all = self.plan.wishes.iter().zip(&view.completions.answers);
        let of_slot = all.filter(|(wish, _)| wish.slot == slot);
        of_slot.filter_map(|(wish, answers)| self.ballot(&wish.ask, answers.truths, answers.ints)).collect()
    }

    /// Whether a wish is about how many items satisfy a condition.
    pub fn is_counted(&self, ask: &Ask) -> bool {
        self.ballot(ask, Truths::UNKNOWN, Ints::ALL).is_some()
    }

    fn ballot(&self, ask: &Ask, answers: Truths, ints: Ints) -> Option<Ballot> {
        let (condition, test) = match ask {
            Ask::Each(entry) => match &self.program.entries.get(*entry as usize)?.test {
                Test::Each(_, start, count) => (Condition::Code(*start), Count::AtLeast(i64::from(*count))),
                _ => return None,
            },
            Ask::Node(node) => match self.program.nodes.get(*node as usize)? {
                Node::Aggregate(_, Aggregate::Any, Some(body), _) => {
                    (Condition::Node(*body), Count::AtLeast(1))
                }
                Node::Aggregate(_, Aggregate::Count, body, _) => {
                    (body.map_or(Condition::Any, Condition::Node), Count::Among(ints))
                }
                Node::CountIs(_, body, cmp, other, _) => {
                    let other = match self.program.nodes.get(*other as usize)? {
                        Node::Const(bits) => bits.cast_signed(),
                        Node::Slot(slot) => self.eval.given(*slot)?,
                        _ => return None,
                    };
                    (body.map_or(Condition::Any, Condition::Node), Count::Is(*cmp, other))
                }
                _ => return None,
            },
            _ => return None,
        };
        let answers = if matches!(test, Count::Among(_)) { answers.without(Truths::FALSE) } else { answers };
        answers.is_decided().then_some(Ballot { condition, test, answers })
    }
}

/// Whether items grant all wishes, whatever becomes of what is not decided of them.
fn is_granted(ballots: &[Ballot], items: &[(Vec<Truths>, Fields)]) -> bool {
    ballots.iter().enumerate().all(|(at, ballot)| {
        [Truths::TRUE, Truths::FALSE, Truths::UNKNOWN, Truths::FAILED].iter().all(|taken| {
            let mut tally = Tally::default();
            for (truths, _) in items {
                let truths = truths.get(at).copied().unwrap_or_default();
                tally.add(if truths.may_be(*taken) { *taken } else { truths });
            }
            ballot.is_granted(tally)
        })
    })
}

/// Chooses items until all wishes are granted; false where no such items were found.
fn choose(
    sorts: &[&[Truths]],
    ballots: &[Ballot],
    tallies: &[Tally],
    most: usize,
    chosen: &mut Vec<usize>,
    left: &mut usize,
) -> bool {
    let is_granted =
        |at: usize| ballots.get(at).zip(tallies.get(at)).is_some_and(|(it, tally)| it.is_granted(*tally));
    let Some(first) = (0..ballots.len()).find(|at| !is_granted(*at)) else { return true };
    if chosen.len() >= most {
        return false;
    }
    // Those first that are of use to most wishes.
    let concerns = |truths: &[Truths], at: usize| truths.get(at).is_some_and(|truth| *truth != Truths::FALSE);
    let use_of =
        |truths: &[Truths]| (0..ballots.len()).filter(|at| !is_granted(*at) && concerns(truths, *at)).count();
    let mut candidates: Vec<(usize, usize)> = sorts
        .iter()
        .enumerate()
        .filter(|(_, truths)| concerns(truths, first))
        .map(|(index, truths)| (ballots.len() - use_of(truths), index))
        .collect();
    candidates.sort_unstable();
    for (_, index) in candidates {
        *left = left.saturating_sub(1);
        if *left == 0 {
            return false;
        }
        let Some(truths) = sorts.get(index) else { continue };
        let mut tallies = tallies.to_vec();
        tallies.iter_mut().zip(*truths).for_each(|(tally, truth)| tally.add(*truth));
        if ballots.iter().zip(&tallies).any(|(ballot, tally)| ballot.is_lost(*tally)) {
            continue;
        }
        chosen.push(index);
        if choose(sorts, ballots, &tallies, most, chosen, left) {
            return true;
        }
        chosen.pop();
    }
    false
}
