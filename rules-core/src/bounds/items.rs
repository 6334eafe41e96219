//! Items of a list, by what some conditions are of them.

use super::reach::Truths;
use super::scene::{Scene, View};
use super::split::{Part, of_code, of_node};
use super::state::Domain;
use super::walk::Item;
use crate::eval::schema::Kind;
use crate::lower::program::NodeId;
use std::collections::BTreeMap;
use std::rc::Rc;

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

/// What a condition may be of an item that is looked for.
pub type Limit = (Condition, Truths);

/// An item by the domains of its fields.
pub type Fields = Vec<Domain>;

/// All the ways in which items differ by some conditions: what each is of an item, and the item's fields.
#[derive(Debug, Default)]
pub struct Sorts {
    /// One item for each.
    pub all: Vec<(Vec<Truths>, Fields)>,
    /// Whether there may be more, or a condition is not decided by the fields.
    pub is_partial: bool,
}

/// A list, and the limits of an item of it.
type Sought = (u32, Vec<(Condition, u8)>);

/// Items that were looked for, by their list and their limits.
#[derive(Debug, Default)]
pub struct Finder {
    items: BTreeMap<Sought, Option<Fields>>,
    sorts: BTreeMap<(u32, Vec<Condition>), Rc<Sorts>>,
}

/// How many parts are looked at to find one item, or all sorts.
const PARTS: usize = 400;

impl Scene<'_, '_> {
    /// An item within all limits; none if there is no such item.
    pub fn item(&mut self, view: &View, slot: u32, limits: &[Limit]) -> Option<Fields> {
        let key = (slot, limits.iter().map(|(condition, truths)| (*condition, truths.bits())).collect());
        if let Some(known) = self.finder.items.get(&key) {
            return known.clone();
        }
        let found = self.search_item(view, self.any_item(slot), limits, &mut { PARTS });
        self.finder.items.insert(key, found.clone());
        found
    }

    /// Every sort of item.
    pub fn sorts(&mut self, view: &View, slot: u32, conditions: &[Condition]) -> Rc<Sorts> {
        let key = (slot, conditions.to_vec());
        if let Some(known) = self.finder.sorts.get(&key) {
            return Rc::clone(known);
        }
        let mut sorts = Sorts::default();
        self.add_sorts(view, self.any_item(slot), conditions, &mut { PARTS }, &mut sorts);
        let sorts = Rc::new(sorts);
        self.finder.sorts.insert(key, Rc::clone(&sorts));
        sorts
    }

    /// What some conditions may be of an item.
    pub fn truths_of(&mut self, view: &View, fields: &[Domain], conditions: &[Condition]) -> Vec<Truths> {
        let mut walk = self.walk(view, Item::Any(fields));
        let truth = |condition: &Condition| match condition {
            Condition::Code(start) => walk.code(*start),
            Condition::Node(node) => walk.truth(*node),
            Condition::Any => Truths::TRUE,
        };
        conditions.iter().map(truth).collect()
    }

    /// An item of which nothing is known.
    fn any_item(&self, slot: u32) -> Fields {
        match self.record.fields.get(slot as usize).map(|field| &field.kind) {
            Some(Kind::Records(_, item)) => {
                item.fields.iter().map(|field| Domain::of_kind(&field.kind)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn search_item(
        &mut self,
        view: &View,
        fields: Fields,
        limits: &[Limit],
        left: &mut usize,
    ) -> Option<Fields> {
        *left = left.saturating_sub(1);
        let conditions: Vec<Condition> = limits.iter().map(|(condition, _)| *condition).collect();
        let truths = self.truths_of(view, &fields, &conditions);
        let mut beside = truths.iter().zip(limits).filter(|(truths, (_, limit))| !truths.within(*limit));
        if beside.clone().any(|(truths, (_, limit))| !truths.may_be(*limit)) {
            return None;
        }
        let undecided = beside.next().map(|(_, (condition, _))| *condition);
        let parts = undecided.and_then(|condition| self.split_item(view, &fields, condition));
        // Decided, or it cannot be looked at more closely: the evaluator has the last word.
        let Some(parts) = parts.filter(|_| *left > 0) else { return Some(fields) };
        parts.into_iter().find_map(|part| {
            let fields = narrowed(&fields, part)?;
            self.search_item(view, fields, limits, left)
        })
    }

    fn add_sorts(
        &mut self,
        view: &View,
        fields: Fields,
        conditions: &[Condition],
        left: &mut usize,
        sorts: &mut Sorts,
    ) {
        if *left == 0 {
            sorts.is_partial = true;
            return;
        }
        *left -= 1;
        let truths = self.truths_of(view, &fields, conditions);
        let undecided = truths.iter().zip(conditions).find(|(truths, _)| !truths.is_decided());
        let Some((_, condition)) = undecided else {
            // How failures and unknown items come together is for the evaluator to say.
            sorts.is_partial |= truths.contains(&Truths::FAILED);
            if !sorts.all.iter().any(|(known, _)| *known == truths) {
                sorts.all.push((truths, fields));
            }
            return;
        };
        let Some(parts) = self.split_item(view, &fields, *condition) else {
            sorts.is_partial = true;
            return;
        };
        for part in parts {
            if let Some(fields) = narrowed(&fields, part) {
                self.add_sorts(view, fields, conditions, left, sorts);
            }
        }
    }

    fn split_item(&mut self, view: &View, fields: &[Domain], condition: Condition) -> Option<Vec<Part>> {
        let mut walk = self.walk(view, Item::Any(fields));
        match condition {
            Condition::Code(start) => of_code(&mut walk, start),
            Condition::Node(node) => of_node(&mut walk, node),
            Condition::Any => None,
        }
    }
}

/// An item with fewer values of a field.
fn narrowed(fields: &[Domain], part: Part) -> Option<Fields> {
    let Part::Place(index, domain) = part else { return None };
    let mut fields = fields.to_vec();
    *fields.get_mut(index as usize)? = domain;
    Some(fields)
}
