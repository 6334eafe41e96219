//! Where an incident's members go: the declared fields by key, nested keys as tables of their own.

use crate::parse::document::Numeral;
use crate::ruleset::typed::Type;
use crate::ruleset::{Field, Model, Range};

/// What a key leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A field, by its index.
    Field(u32),
    /// Keys further in, by table.
    Table(u32),
}

/// The keys of one object.
#[derive(Debug, Default)]
pub struct Table {
    /// Key and target.
    pub keys: Vec<(Box<str>, Target)>,
}

/// What a field takes.
#[derive(Debug)]
pub enum Kind {
    /// `true` or `false`.
    Bool,
    /// Integers from the first to the second.
    Int(i64, i64),
    /// Numbers from the first to the second.
    Num(f64, f64),
    /// One of these names.
    Enum(Vec<Box<str>>),
    /// A text.
    Text,
    /// A date, or "none".
    Date,
    /// An instant, or "none".
    Datetime,
    /// A length of time.
    Duration,
    /// Names.
    EnumList(Vec<Box<str>>),
    /// Texts.
    TextList,
    /// Items: the most of them, and what each has.
    Records(usize, Record),
}

/// A field.
#[derive(Debug)]
pub struct Spec {
    /// Its name, for messages.
    pub name: Box<str>,
    /// What it takes.
    pub kind: Kind,
    /// Whether its values, or values in it, are not shown.
    pub sensitive: bool,
}

/// The fields of an object, and the tables of its keys; the first table is the object's own.
#[derive(Debug)]
pub struct Record {
    /// Tables of keys.
    pub tables: Vec<Table>,
    /// Fields.
    pub fields: Vec<Spec>,
}

impl Record {
    /// The schema of a ruleset's incidents.
    #[must_use]
    pub fn of_model(model: &Model) -> Self {
        Self::new(model, &model.fields)
    }

    fn new(model: &Model, fields: &[Field]) -> Self {
        let mut record = Self { tables: vec![Table::default()], fields: Vec::new() };
        for (index, field) in (0u32..).zip(fields) {
            record.insert(&field.path, index);
            for old in &field.was {
                record.insert(std::slice::from_ref(old), index);
            }
            record.fields.push(Spec {
                name: field.name.as_str().into(),
                kind: kind(model, field),
                sensitive: field.sensitive || field.items.iter().any(|item| item.sensitive),
            });
        }
        record
    }

    fn insert(&mut self, path: &[String], field: u32) {
        let mut table = 0;
        let Some((last, inner)) = path.split_last() else { return };
        for key in inner {
            table = self.step(table, key);
        }
        if let Some(table) = self.tables.get_mut(table) {
            table.keys.push((last.as_str().into(), Target::Field(field)));
        }
    }

    /// The table behind a key, made if it is not there.
    fn step(&mut self, table: usize, key: &str) -> usize {
        let keys = self.tables.get(table).map(|table| table.keys.as_slice()).unwrap_or_default();
        let found = keys.iter().find_map(|(known, target)| match target {
            Target::Table(inner) if **known == *key => Some(*inner as usize),
            _ => None,
        });
        found.unwrap_or_else(|| {
            let inner = self.tables.len();
            self.tables.push(Table::default());
            if let Some(table) = self.tables.get_mut(table) {
                table.keys.push((key.into(), Target::Table(u32::try_from(inner).unwrap_or(u32::MAX))));
            }
            inner
        })
    }

    /// The fields behind a target.
    #[must_use]
    pub fn fields_behind(&self, target: Target) -> Vec<u32> {
        match target {
            Target::Field(field) => vec![field],
            Target::Table(table) => {
                let keys =
                    self.tables.get(table as usize).map(|table| table.keys.as_slice()).unwrap_or_default();
                keys.iter().flat_map(|(_, target)| self.fields_behind(*target)).collect()
            }
        }
    }
}

fn kind(model: &Model, field: &Field) -> Kind {
    let names = |index: usize| {
        let names = model.enums.get(index).map(|it| it.names.as_slice()).unwrap_or_default();
        names.iter().map(|name| name.as_str().into()).collect()
    };
    match field.ty {
        Type::Bool => Kind::Bool,
        Type::Int => integer_range(field.range),
        Type::Num => Kind::Num(
            field.range.min.map_or(f64::MIN, Numeral::as_f64),
            field.range.max.map_or(f64::MAX, Numeral::as_f64),
        ),
        Type::Enum(index) => Kind::Enum(names(index)),
        Type::Text => Kind::Text,
        Type::Date => Kind::Date,
        Type::Datetime => Kind::Datetime,
        Type::Duration => Kind::Duration,
        Type::EnumList(index) => Kind::EnumList(names(index)),
        Type::TextList => Kind::TextList,
        Type::Records(_) => Kind::Records(field.max_items, Record::new(model, &field.items)),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "ends beyond 64 bits saturate, and bound nothing then")]
fn integer_range(range: Range) -> Kind {
    let low = match range.min {
        None => i64::MIN,
        Some(Numeral::Int(value)) => value,
        Some(Numeral::Num(value)) => value.ceil() as i64,
    };
    let high = match range.max {
        None => i64::MAX,
        Some(Numeral::Int(value)) => value,
        Some(Numeral::Num(value)) => value.floor() as i64,
    };
    Kind::Int(low, high)
}
