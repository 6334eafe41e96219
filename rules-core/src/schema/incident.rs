//! The fields of a ruleset as a JSON Schema.

use super::{Members, Schema};
use crate::compiled::Ruleset;
use crate::explain::{Lang, phrases};
use crate::limits;
use crate::number::EXACT_MAX;
use crate::parse::document::Numeral;
use crate::ruleset::typed::Type;
use crate::ruleset::{EnumType, Field, Model, Texts};

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Days of the years 0001 to 9999, as far as `format` does not say it.
const DATE: &str = "^(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})-[0-9]{2}-[0-9]{2}$";

/// Instants with their offset.
const INSTANT: &str = "^(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})-[0-9]{2}-[0-9]{2}[Tt]\
    [0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$";

/// Durations in units of a fixed length: `format: duration` has months and years too, and no fractions.
const DURATION: &str = "^-?P(([0-9]+W([0-9]+D)?|[0-9]+D)(T([0-9]+H([0-9]+M)?([0-9]+(\\.[0-9]+)?S)?|\
    [0-9]+M([0-9]+(\\.[0-9]+)?S)?|[0-9]+(\\.[0-9]+)?S))?|T([0-9]+H([0-9]+M)?([0-9]+(\\.[0-9]+)?S)?|\
    [0-9]+M([0-9]+(\\.[0-9]+)?S)?|[0-9]+(\\.[0-9]+)?S))$";

/// The schema of a ruleset's incidents.
pub fn schema(ruleset: &Ruleset, locale: &str) -> Schema {
    let model = ruleset.model();
    let language = model.language(locale);
    let locale = model.languages.get(language).map(String::as_str).unwrap_or_default();
    let mut writer = Writer { model, language, lang: Lang::of(locale), definitions: Members::default() };
    let mut schema = writer.object(&model.fields);
    schema.types = vec!["object"];
    if schema.properties.get("id").is_none() {
        schema.properties.0.insert(0, ("id".into(), writer.key()));
    }
    schema.dialect = Some(DIALECT);
    let (id, version, digest) = (ruleset.id(), ruleset.version(), ruleset.digest());
    schema.comment = Some(format!("ruleset {id} {version}, SHA-256 {digest}"));
    schema.title = writer.text(&model.title);
    schema.definitions = writer.definitions;
    schema
}

/// Writes schemas in one language.
struct Writer<'m> {
    model: &'m Model,
    language: usize,
    lang: Lang,
    /// Items of lists of records, by the list's name.
    definitions: Members,
}

impl Writer<'_> {
    fn text(&self, texts: &Texts) -> Option<String> {
        texts.get(self.language).cloned()
    }

    /// The member that names an incident, where no field has its name.
    fn key(&self) -> Schema {
        let description = Some(phrases::names_the_incident(self.lang).to_owned());
        Schema { description, types: vec!["string", "number"], ..Schema::default() }
    }

    /// An object with these fields, or null.
    fn object(&mut self, fields: &[Field]) -> Schema {
        let mut object = nullable("object");
        object.additional_properties = Some(true);
        for field in fields {
            let schema = self.field(field);
            put(&mut object, &field.path, schema.clone());
            for old in &field.was {
                let comment = Some(format!("an older name of `{}`", field.name));
                let schema = Schema { deprecated: true, comment, ..schema.clone() };
                put(&mut object, std::slice::from_ref(old), schema);
            }
            object.all_of.extend(one_name(field));
        }
        object
    }

    fn field(&mut self, field: &Field) -> Schema {
        Schema {
            title: self.text(&field.title),
            description: field.ask.as_ref().and_then(|ask| self.text(ask)),
            unit: field.unit.clone(),
            ..self.value(field)
        }
    }

    fn value(&mut self, field: &Field) -> Schema {
        match field.ty {
            Type::Bool => nullable("boolean"),
            Type::Int => {
                let end = |end: Option<Numeral>, otherwise| end.unwrap_or(Numeral::Int(otherwise)).json();
                Schema {
                    minimum: end(field.range.min, -EXACT_MAX),
                    maximum: end(field.range.max, EXACT_MAX),
                    ..nullable("integer")
                }
            }
            Type::Num => Schema {
                minimum: field.range.min.and_then(Numeral::json),
                maximum: field.range.max.and_then(Numeral::json),
                ..nullable("number")
            },
            Type::Enum(index) => {
                let mut one_of = self.choices(index);
                one_of.push(of_type("null"));
                Schema { one_of, ..Schema::default() }
            }
            Type::Text => Schema { max_length: Some(limits::TEXT_BYTES), ..nullable("string") },
            Type::Date => self.time("date", DATE, "2026-03-02"),
            Type::Datetime => self.time("date-time", INSTANT, "2026-03-02T10:30:00+08:00"),
            Type::Duration => {
                Schema { pattern: Some(DURATION), examples: Some(["PT1H30M"]), ..nullable("string") }
            }
            Type::EnumList(index) => {
                list(Schema { one_of: self.choices(index), ..Schema::default() }, limits::LIST_VALUES)
            }
            Type::TextList => list(of_type("string"), limits::LIST_VALUES),
            Type::Records(_) => self.records(field),
        }
    }

    fn choices(&self, index: usize) -> Vec<Schema> {
        let all = self.model.enums.get(index);
        let named = all.into_iter().flat_map(|EnumType { names, texts }| names.iter().zip(texts));
        let choice = |(name, texts): (&String, &Texts)| Schema {
            value: Some(name.clone()),
            title: self.text(texts),
            ..Schema::default()
        };
        named.map(choice).collect()
    }

    /// A date or a datetime; "none" where it is known not to have happened.
    fn time(&self, format: &'static str, pattern: &'static str, example: &'static str) -> Schema {
        let time = Schema { format: Some(format), pattern: Some(pattern), ..of_type("string") };
        let title = Some(phrases::none(self.lang).to_owned());
        let none = Schema { value: Some("none".into()), title, ..Schema::default() };
        let any_of = vec![time, none, of_type("null")];
        Schema { any_of, examples: Some([example]), ..Schema::default() }
    }

    fn records(&mut self, field: &Field) -> Schema {
        let name = format!("{}_item", field.name);
        let mut item = self.object(&field.items);
        item.types = vec!["object"];
        item.title = self.text(&field.title);
        self.definitions.0.push((name.clone(), item));
        let reference = Schema { reference: Some(format!("#/$defs/{name}")), ..Schema::default() };
        // A null item is one more, not yet seen.
        let any_of = vec![reference, of_type("null")];
        list(Schema { any_of, ..Schema::default() }, field.max_items)
    }
}

fn of_type(name: &'static str) -> Schema {
    Schema { types: vec![name], ..Schema::default() }
}

/// A value, or null: asked and not known.
fn nullable(name: &'static str) -> Schema {
    Schema { types: vec![name, "null"], ..Schema::default() }
}

fn list(items: Schema, most: usize) -> Schema {
    Schema { items: Some(Box::new(items)), max_items: Some(most), ..nullable("array") }
}

/// Puts a field where its keys lead to; objects on the way are made.
fn put(object: &mut Schema, path: &[String], field: Schema) {
    let Some((key, inner)) = path.split_first() else { return };
    let members = &mut object.properties.0;
    if inner.is_empty() {
        members.push((key.clone(), field));
        return;
    }
    if !members.iter().any(|(known, _)| known == key) {
        members.push((key.clone(), Schema { additional_properties: Some(true), ..nullable("object") }));
    }
    if let Some((_, within)) = members.iter_mut().find(|(known, _)| known == key) {
        put(within, inner, field);
    }
}

/// Of all names of a field, at most one is there.
fn one_name(field: &Field) -> Vec<Schema> {
    let mut names: Vec<&[String]> = vec![&field.path];
    names.extend(field.was.iter().map(std::slice::from_ref));
    let mut all = Vec::new();
    let mut rest = names.as_slice();
    while let Some((first, others)) = rest.split_first() {
        all.extend(others.iter().map(|other| both_not(first, other)));
        rest = others;
    }
    all
}

fn both_not(first: &[String], second: &[String]) -> Schema {
    let both = Schema { all_of: vec![there(first), there(second)], ..Schema::default() };
    Schema { not: Some(Box::new(both)), ..Schema::default() }
}

/// That something is there, or null stands for what it is in.
fn there(path: &[String]) -> Schema {
    let Some((key, inner)) = path.split_first() else { return Schema::default() };
    let mut schema = Schema { required: vec![key.clone()], ..Schema::default() };
    if !inner.is_empty() {
        schema.properties.0.push((key.clone(), there(inner)));
    }
    schema
}
