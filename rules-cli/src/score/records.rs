//! Lists of records in CSV files of their own, joined to incidents by key. They are held in memory.

use super::batch::Halt;
use super::cells::Columns;
use super::csv_in::{Row, Rows};
use super::input::refuse_utf16;
use crate::exit::Stop;
use rules_core::Ruleset;
use rules_core::diagnostic::did_you_mean;
use rules_core::ruleset::Field;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Cursor, Read};

/// The rows of one incident.
#[derive(Debug, Default)]
struct Rowset {
    /// The items as JSON, without the brackets.
    json: Vec<u8>,
    count: usize,
    used: bool,
}

/// One file.
#[derive(Debug)]
struct List {
    /// Index of the field.
    field: usize,
    name: String,
    path: String,
    rows: BTreeMap<String, Rowset>,
}

/// All files.
#[derive(Debug, Default)]
pub struct Records {
    lists: Vec<List>,
}

impl Records {
    /// Reads the files that `--records NAME=FILE` names.
    pub fn load(ruleset: &Ruleset, given: &[String], key: &str) -> Result<Self, Stop> {
        let lists = given.iter().map(|text| load(ruleset, text, key)).collect::<Result<_, _>>()?;
        Ok(Self { lists })
    }

    /// The indexes of the fields that are joined.
    pub fn fields(&self) -> Vec<usize> {
        self.lists.iter().map(|list| list.field).collect()
    }

    /// The list of an incident as JSON; none where no row has its key.
    pub fn of(&mut self, list: usize, key: &str) -> Option<Vec<u8>> {
        let rows = self.lists.get_mut(list)?.rows.get_mut(key)?;
        rows.used = true;
        let mut json = Vec::with_capacity(rows.json.len() + 2);
        json.push(b'[');
        json.extend_from_slice(&rows.json);
        json.push(b']');
        Some(json)
    }

    /// A warning for each file with rows that no incident took.
    pub fn orphans(&self) -> Vec<String> {
        let orphans = self.lists.iter().filter_map(|list| {
            let left = || list.rows.iter().filter(|(_, rows)| !rows.used);
            let count: usize = left().map(|(_, rows)| rows.count).sum();
            let keys: Vec<&str> = left().take(5).map(|(key, _)| key.as_str()).collect();
            let keys = keys.join("`, `");
            let path = &list.path;
            (count > 0).then(|| format!("{count} rows of `{path}` belong to no incident; keys: `{keys}`"))
        });
        orphans.collect()
    }
}

fn load(ruleset: &Ruleset, given: &str, key: &str) -> Result<List, Stop> {
    let Some((name, path)) = given.split_once('=') else {
        return Err(Stop::Failed(format!(
            "--records expects NAME=FILE, such as transfers=payments.csv; found `{given}`"
        )));
    };
    let fields = &ruleset.model().fields;
    let found = fields.iter().enumerate().find(|(_, field)| field.name == name && !field.items.is_empty());
    let Some((field, declared)) = found else {
        let lists: Vec<&str> =
            fields.iter().filter(|field| !field.items.is_empty()).map(|field| field.name.as_str()).collect();
        let near = did_you_mean(name, lists.iter().copied());
        let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        let lists = lists.join(", ");
        return Err(Stop::Failed(format!(
            "the ruleset has no list of records named `{name}`; it has: {lists}{near}"
        )));
    };
    let mut list = List { field, name: name.into(), path: path.into(), rows: BTreeMap::new() };
    let read = File::open(path).map_err(|error| Halt::Failed(format!("cannot be read: {error}")));
    match read.and_then(|mut file| list.read(&mut file, declared, key)) {
        Ok(()) => Ok(list),
        Err(Halt::Failed(message)) => Err(Stop::Failed(format!("{path}: {message}"))),
        Err(Halt::Unwanted) => Ok(list),
    }
}

impl List {
    fn read(&mut self, file: &mut dyn Read, declared: &Field, key: &str) -> Result<(), Halt> {
        let mut start = Vec::new();
        super::lines::fill(file, &mut start, 4_096)?;
        refuse_utf16(&start)?;
        let mut input = Cursor::new(start).chain(file);
        let mut rows = Rows::new(&mut input);
        let Some(header) = rows.header()? else { return Ok(()) };
        let Some(key_column) = header.iter().position(|name| name == key) else {
            return Err(Halt::Failed(format!(
                "expected the key column `{key}`; columns: {}",
                header.join(", ")
            )));
        };
        let others: Vec<&str> =
            header.iter().enumerate().map(|(at, name)| if at == key_column { "" } else { name }).collect();
        let columns = Columns::new(&others, &declared.items);
        if columns.declared == 0 {
            let items: Vec<&str> = declared.items.iter().map(|item| item.name.as_str()).collect();
            let (name, items) = (&self.name, items.join(", "));
            return Err(Halt::Failed(format!("no column is a field of `{name}`; expected some of {items}")));
        }
        for number in 1.. {
            match rows.next()? {
                Row::End => break,
                Row::Bad(reject) => return Err(Halt::Failed(format!("row {number}: {reject}"))),
                Row::Cells => {
                    let own = rows.cell(key_column).trim();
                    if own.is_empty() {
                        return Err(Halt::Failed(format!("row {number} has no key in the column `{key}`")));
                    }
                    let set = self.rows.entry(own.to_owned()).or_default();
                    if set.count > 0 {
                        set.json.push(b',');
                    }
                    let cell = |at| if at == key_column { "" } else { rows.cell(at) };
                    columns.write(&cell, &mut |_| None, &mut set.json);
                    set.count += 1;
                }
            }
        }
        Ok(())
    }
}
