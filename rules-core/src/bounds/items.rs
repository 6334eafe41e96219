//! Items of a list that satisfy some conditions and no others.

use super::plan::Ask;
use super::reach::Truths;
use super::scene::{Scene, View};
use super::split::{Part, of_code, of_node};
use super::state::Domain;
use super::walk::Item;
use crate::eval::schema::Kind;
use crate::lower::program::{Cmp, Node, NodeId, Test};
use crate::ruleset::typed::Aggregate;
use std::collections::BTreeMap;

/// A condition on an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    /// In the code.
    Code(u32),
    /// A node.
    Node(NodeId),
    /// None: any item does.
    Any,
}

/// What a list has to hold for a wish to be granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demand {
    /// The condition that is counted.
    pub condition: Condition,
    /// At least so many items satisfy it.
    pub least: i64,
    /// At most so many do.
    pub most: i64,
}

/// An item by the domains of its fields, or none.
type Found = Option<Vec<Domain>>;

/// Items that were looked for, by their list, the condition that they satisfy and those that they do not.
#[derive(Debug, Default)]
pub struct Finder {
    known: BTreeMap<(u32, Condition, Vec<Condition>), Found>,
}

/// How many parts are looked at to find one item.
const PARTS: usize = 400;

impl Scene<'_, '_> {
    /// What the wishes about a list demand; none if they clash.
    pub fn demands(&self, view: &View, slot: u32) -> Option<Vec<Demand>> {
        let mut all: Vec<Demand> = Vec::new();
        for (wish, answers) in self.plan.wishes.iter().zip(&view.completions.answers) {
            let is_asked = wish.slot == slot && answers.truths.is_decided();
            let demand = match answers.truths {
                Truths::TRUE | Truths::FALSE => self.demand(&wish.ask, answers.truths == Truths::TRUE),
                // What is unknown is not satisfied for certain.
                Truths::UNKNOWN => self.demand(&wish.ask, false).filter(|demand| demand.least == 0),
                _ => None,
            };
            let Some(demand) = demand.filter(|_| is_asked) else { continue };
            match all.iter_mut().find(|known| known.condition == demand.condition) {
                Some(known) => {
                    known.least = known.least.max(demand.least);
                    known.most = known.most.min(demand.most);
                }
                None => all.push(demand),
            }
        }
        let any =
            all.iter().find(|demand| demand.condition == Condition::Any).map_or(i64::MAX, |any| any.most);
        all.iter().all(|demand| demand.least <= demand.most.min(any)).then_some(all)
    }

    fn demand(&self, ask: &Ask, holds: bool) -> Option<Demand> {
        match ask {
            Ask::Each(entry) => match &self.program.entries.get(*entry as usize)?.test {
                Test::Each(_, start, count) => {
                    Some(demand(Condition::Code(*start), Cmp::Ge, i64::from(*count), holds)?)
                }
                _ => None,
            },
            Ask::Node(node) => match self.program.nodes.get(*node as usize)? {
                Node::Aggregate(_, Aggregate::Any, Some(body), _) => {
                    demand(Condition::Node(*body), Cmp::Ge, 1, holds)
                }
                Node::CountIs(_, body, cmp, other, _) => {
                    let other = match self.program.nodes.get(*other as usize)? {
                        Node::Const(bits) => bits.cast_signed(),
                        Node::Slot(slot) => self.eval.given(*slot)?,
                        _ => return None,
                    };
                    demand(body.map_or(Condition::Any, Condition::Node), *cmp, other, holds)
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a list may grant all that is wished of it.
    pub fn list_may_be(&mut self, view: &View, slot: u32) -> bool {
        let Some(demands) = self.demands(view, slot) else { return false };
        let banned = banned(&demands);
        let is_empty = demands.iter().any(|demand| demand.condition == Condition::Any && demand.most == 0);
        let mut wishes = self.plan.wishes.iter().zip(&view.completions.answers);
        // Of no item nothing is unknown.
        if is_empty && wishes.any(|(wish, answers)| wish.slot == slot && answers.truths == Truths::UNKNOWN) {
            return false;
        }
        demands
            .iter()
            .filter(|demand| demand.least > 0)
            .all(|demand| self.item(view, slot, demand.condition, &banned).is_some())
    }

    /// An item that satisfies a condition and none that are banned; none if there is no such item.
    pub fn item(&mut self, view: &View, slot: u32, wanted: Condition, banned: &[Condition]) -> Found {
        let key = (slot, wanted, banned.to_vec());
        if let Some(known) = self.finder.known.get(&key) {
            return known.clone();
        }
        let fields = match self.record.fields.get(slot as usize).map(|field| &field.kind) {
            Some(Kind::Records(_, item)) => {
                item.fields.iter().map(|field| Domain::of_kind(&field.kind)).collect()
            }
            _ => Vec::new(),
        };
        let mut left = PARTS;
        let found = self.search_item(view, fields, wanted, banned, &mut left);
        self.finder.known.insert(key, found.clone());
        found
    }

    fn search_item(
        &mut self,
        view: &View,
        fields: Vec<Domain>,
        wanted: Condition,
        banned: &[Condition],
        left: &mut usize,
    ) -> Found {
        *left = left.saturating_sub(1);
        let parts = {
            let mut walk = self.walk(view, Item::Any(&fields));
            let mut truth = |condition: Condition| match condition {
                Condition::Code(start) => walk.code(start),
                Condition::Node(node) => walk.truth(node),
                Condition::Any => Truths::TRUE,
            };
            let is_wanted = truth(wanted);
            if !is_wanted.may_be(Truths::TRUE) || banned.iter().any(|it| truth(*it) == Truths::TRUE) {
                return None;
            }
            let undecided = if is_wanted == Truths::TRUE {
                banned.iter().copied().find(|it| truth(*it).may_be(Truths::TRUE))
            } else {
                Some(wanted)
            };
            let split = undecided.map(|condition| match condition {
                Condition::Code(start) => of_code(&mut walk, start),
                Condition::Node(node) => of_node(&mut walk, node),
                Condition::Any => None,
            });
            match split {
                Some(Some(parts)) if *left > 0 => parts,
                // Decided, or it cannot be looked at more closely: the evaluator has the last word.
                _ => return Some(fields),
            }
        };
        parts.into_iter().find_map(|part| {
            let Part::Place(index, domain) = part else { return None };
            let mut fields = fields.clone();
            *fields.get_mut(index as usize)? = domain;
            self.search_item(view, fields, wanted, banned, left)
        })
    }
}

/// The conditions that no item may satisfy.
pub fn banned(demands: &[Demand]) -> Vec<Condition> {
    demands.iter().filter(|demand| demand.most == 0).map(|demand| demand.condition).collect()
}

/// What a comparison of a count demands; none where it holds for counts on both sides of others.
fn demand(condition: Condition, cmp: Cmp, count: i64, holds: bool) -> Option<Demand> {
    let cmp = if holds { cmp } else { opposite(cmp) };
    let (least, most) = match cmp {
        Cmp::Eq => (count, count),
        Cmp::Ne if count == 0 => (1, i64::MAX),
        Cmp::Ne => return None,
        Cmp::Lt => (0, count - 1),
        Cmp::Le => (0, count),
        Cmp::Gt => (count + 1, i64::MAX),
        Cmp::Ge => (count, i64::MAX),
    };
    Some(Demand { condition, least: least.max(0), most })
}

fn opposite(cmp: Cmp) -> Cmp {
    match cmp {
        Cmp::Eq => Cmp::Ne,
        Cmp::Ne => Cmp::Eq,
        Cmp::Lt => Cmp::Ge,
        Cmp::Le => Cmp::Gt,
        Cmp::Gt => Cmp::Le,
        Cmp::Ge => Cmp::Lt,
    }
}
