//! A place in the TOML: how it is reached, and how a value is put there so that all around it stays.

use toml_edit::{Item, RawString, TableLike, Value};

/// A step into a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A key of a table.
    Key(String),
    /// A number in a list, from zero.
    At(usize),
}

/// The steps from the root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place(pub Vec<Step>);

impl Place {
    /// The place under this one.
    pub fn key(&self, key: &str) -> Self {
        self.with(Step::Key(key.to_owned()))
    }

    /// The place of an item of this list.
    pub fn at(&self, index: usize) -> Self {
        self.with(Step::At(index))
    }

    fn with(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    /// What stands here.
    pub fn get<'i>(&self, root: &'i Item) -> Option<&'i Item> {
        self.0.iter().try_fold(root, |item, step| match step {
            Step::Key(key) => item.as_table_like()?.get(key),
            Step::At(index) => item.get(*index),
        })
    }

    fn get_mut<'i>(steps: &[Step], root: &'i mut Item) -> Option<&'i mut Item> {
        steps.iter().try_fold(root, |item, step| match step {
            Step::Key(key) => item.as_table_like_mut()?.get_mut(key),
            Step::At(index) => item.get_mut(*index),
        })
    }

    /// Puts a value here, or takes it away. False where there is no such place.
    pub fn set(&self, root: &mut Item, value: Option<Value>) -> bool {
        let Some((last, before)) = self.0.split_last() else { return false };
        let above = Self(before.to_vec());
        if value.is_some() && above.get(root).is_none() && matches!(before.last(), Some(Step::Key(_))) {
            above.set(root, Some(Value::InlineTable(toml_edit::InlineTable::new())));
        }
        let Some(parent) = Self::get_mut(before, root) else { return false };
        match (last, value) {
            (Step::At(index), Some(value)) => parent.get_mut(*index).is_some_and(|old| replace(old, value)),
            (Step::At(_), None) => false,
            (Step::Key(key), value) => {
                let inline = parent.is_inline_table();
                let Some(table) = parent.as_table_like_mut() else { return false };
                put(table, key, value, inline);
                true
            }
        }
    }

    /// Makes a plain text here a table of texts by language, its text under the first.
    pub fn by_language(&self, root: &mut Item, first: &str) {
        let Some(item) = Self::get_mut(&self.0, root) else { return };
        let Some(Value::String(text)) = item.as_value() else { return };
        let mut old = Value::String(text.clone());
        let around = old.decor().clone();
        *old.decor_mut() = toml_edit::Decor::new(" ", " ");
        let mut table = toml_edit::InlineTable::new();
        table.insert(first, old);
        *table.decor_mut() = around;
        *item = Item::Value(Value::InlineTable(table));
    }
}

/// Replaces a value where it stands: spaces and comments around it stay.
fn replace(old: &mut Item, mut value: Value) -> bool {
    let Some(before) = old.as_value() else { return false };
    *value.decor_mut() = before.decor().clone();
    *old = Item::Value(value);
    true
}

fn put(table: &mut dyn TableLike, key: &str, value: Option<Value>, inline: bool) {
    match value {
        Some(value) => match table.get_mut(key) {
            Some(old) => {
                if !replace(old, value.clone()) {
                    *old = Item::Value(value);
                }
            }
            None => {
                let after = if inline { take_last_space(table) } else { None };
                table.insert(key, Item::Value(value));
                give_last_space(table, after);
            }
        },
        None => {
            if !inline {
                leave_comments(table, key);
            }
            let after = if inline { take_last_space(table) } else { None };
            table.remove(key);
            give_last_space(table, after);
        }
    }
}

/// Hands the comments at a key that is taken out to its neighbour, each on a line of its own.
fn leave_comments(table: &mut dyn TableLike, key: &str) {
    let raw = |text: Option<&RawString>| text.and_then(RawString::as_str).unwrap_or_default().to_owned();
    let above = table.key(key).map(|key| raw(key.leaf_decor().prefix())).unwrap_or_default();
    let value = table.get(key).and_then(Item::as_value);
    let behind = value.map(|value| raw(value.decor().suffix())).unwrap_or_default();
    let mut comments = if above.contains('#') { above } else { String::new() };
    if behind.contains('#') {
        comments.push_str(&format!("{}\n", behind.trim()));
    }
    let names: Vec<String> = table.iter().map(|(name, _)| name.to_owned()).collect();
    let own = names.iter().position(|name| name == key).unwrap_or_default();
    let neighbour = names.get(own + 1).or_else(|| names.get(own.checked_sub(1)?));
    let Some(mut neighbour) = neighbour.and_then(|name| table.key_mut(name)) else { return };
    if !comments.is_empty() {
        let before = raw(neighbour.leaf_decor().prefix());
        neighbour.leaf_decor_mut().set_prefix(format!("{comments}{before}"));
    }
}

/// The space before the closing brace, which belongs to whatever value is last.
fn take_last_space(table: &mut dyn TableLike) -> Option<String> {
    let (_, last) = table.iter_mut().last()?;
    let decor = last.as_value_mut()?.decor_mut();
    let space = decor.suffix().and_then(|suffix| suffix.as_str()).map(str::to_owned);
    decor.set_suffix("");
    space
}

fn give_last_space(table: &mut dyn TableLike, space: Option<String>) {
    let last = table.iter_mut().last();
    if let (Some(space), Some(value)) = (space, last.and_then(|(_, item)| item.as_value_mut())) {
        value.decor_mut().set_suffix(space);
    }
}
