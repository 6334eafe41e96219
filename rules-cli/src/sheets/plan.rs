//! What is done to a ruleset's TOML: values put in their places, then entries that come and go.

use super::compare::{Added, Change, Edits};
use super::entry;
use super::place::Place;
use super::refused::Refused;
use super::sheet::Entry;
use super::splice::{Splice, place_after};
use super::texts::length;
use toml_edit::{Item, Value};

/// What is done.
#[derive(Debug, Default)]
pub struct Plan {
    /// Cells.
    pub changes: Vec<Change>,
    /// Values that follow from rows which came or went.
    pub follow: Vec<(Place, Value)>,
    /// Entries.
    pub splices: Vec<Splice>,
    /// Where all of it stands when it is done, and where it stands in the spreadsheet.
    pub labels: Vec<(Place, Refused)>,
}

impl Plan {
    /// The plan of edits.
    pub fn of(edits: Edits, root: &Item) -> Result<Self, Vec<Refused>> {
        let mut plan = Self::default();
        let mut refused = Vec::new();
        let mut new = Vec::new();
        for added in &edits.added {
            match entry::toml(added) {
                Ok(text) => new.push((plan.add(added, text), added)),
                Err(more) => refused.extend(more),
            }
        }
        if !refused.is_empty() {
            return Err(refused);
        }
        edits.removed.iter().for_each(|entry| plan.remove(entry, root));
        for axis in edits.added.iter().filter_map(|added| added.shape.axis.as_ref()) {
            plan.renumber(axis, root);
        }
        for entry in &edits.removed {
            if let Some(axis) = axis_of(entry, root) {
                plan.renumber(&axis, root);
            }
        }
        plan.changes = edits.changes;
        plan.label(&new, root);
        Ok(plan)
    }

    /// Changes what happens to a list.
    fn put(&mut self, list: &Place, change: impl FnOnce(&mut Splice)) {
        let at = self.splices.iter().position(|splice| splice.list == *list);
        let mut splice = at.map_or_else(|| Splice::new(list.clone()), |at| self.splices.remove(at));
        change(&mut splice);
        self.splices.push(splice);
    }

    /// Adds an entry, and gives its number among the new ones of its list.
    fn add(&mut self, added: &Added, text: String) -> usize {
        let mut number = 0;
        self.put(&added.list, |splice| {
            number = splice.added.len();
            splice.added.push((added.spot, text));
        });
        if let Some(axis) = &added.shape.axis {
            let label = added.keys.first().map_or("", String::as_str);
            self.put(&bins(axis), |splice| splice.added.push((added.spot, entry::bin(label))));
        }
        number
    }

    fn remove(&mut self, entry: &Entry, root: &Item) {
        self.put(&entry.list, |splice| splice.removed.push(entry.at));
        if let Some(axis) = axis_of(entry, root) {
            self.put(&bins(&axis), |splice| splice.removed.push(entry.at));
        }
    }

    /// Cells of a table name their row by its number.
    fn renumber(&mut self, axis: &Place, root: &Item) {
        let points = axis.key("points");
        let Some(rows) = self.splices.iter().find(|splice| splice.list == points) else { return };
        let order = rows.order(length(root, &points));
        let cells = axis.key("cell");
        for at in 0..length(root, &cells) {
            let place = cells.at(at).key("row");
            let row = place.get(root).and_then(Item::as_integer).and_then(|row| usize::try_from(row).ok());
            let Some(row) = row else { continue };
            match order.iter().position(|it| it == &Ok(row)) {
                Some(now) if now != row => {
                    self.follow.push((place, Value::from(i64::try_from(now).unwrap_or_default())));
                }
                Some(_) => {}
                None => self.put(&cells, |splice| {
                    if !splice.removed.contains(&at) {
                        splice.removed.push(at);
                    }
                }),
            }
        }
    }

    fn label(&mut self, new: &[(usize, &Added)], root: &Item) {
        let now = |place: &Place| place_after(place, &self.splices, |list| length(root, list));
        let mut labels: Vec<(Place, Refused)> = Vec::new();
        for change in &self.changes {
            labels.extend(now(&change.cell.place).map(|place| (place, change.place.clone())));
        }
        for (number, added) in new {
            let splice = self.splices.iter().find(|splice| splice.list == added.list);
            let order = splice.map(|splice| splice.order(length(root, &added.list))).unwrap_or_default();
            let Some(at) = order.iter().position(|it| it == &Err(*number)) else { continue };
            labels.push((added.list.at(at), added.place.clone()));
            let of_axis = added.shape.axis.as_ref().map(|axis| bins(axis).at(at));
            labels.extend(of_axis.map(|place| (place, added.place.clone())));
        }
        self.labels = labels;
    }
}

fn bins(axis: &Place) -> Place {
    axis.key("rows").key("bins")
}

/// The table of points that an entry is a row of.
fn axis_of(entry: &Entry, root: &Item) -> Option<Place> {
    let (_, above) = entry.list.0.split_last()?;
    let axis = Place(above.to_vec());
    let is_points = axis.key("points") == entry.list && bins(&axis).get(root).is_some();
    is_points.then_some(axis)
}
