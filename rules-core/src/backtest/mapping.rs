//! Which columns are which fields: a TOML file, checked against the ruleset before a row is read.
//!
//! Comes in: `[fields]`, where each field of the ruleset takes a column or a constant. Goes out: for each row
//! the incident. Promises: only what is mapped reaches the ruleset; a value that cannot be read as asked is
//! passed on as it is, so that the engine lists it as unusable.

use super::row::{Row, Value, number_of};
use super::{cells, dates};
use crate::Ruleset;
use crate::diagnostic::did_you_mean;
use crate::parse::json_of;
use crate::ruleset::Field;
use crate::ruleset::typed::Type;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;
use toml::Spanned;
use toml::de::DeTable;

/// The greatest whole number up to which every whole number is an `f64`.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The columns of all mapped fields.
#[derive(Clone, Debug)]
pub struct Mapping {
    fields: Vec<Mapped>,
    /// Minutes east of UTC of instants that do not say so.
    offset: i32,
}

/// A field and where its value comes from.
#[derive(Clone, Debug)]
struct Mapped {
    name: String,
    path: Vec<String>,
    ty: Type,
    origin: Origin,
}

#[derive(Clone, Debug)]
enum Origin {
    Constant(Json),
    Column(Vec<String>, Reading),
}

/// How a column's values are read.
#[derive(Clone, Debug, Default)]
struct Reading {
    unknown: Vec<String>,
    values: BTreeMap<String, Json>,
    scale: Option<f64>,
    parse: Option<Parse>,
}

/// As what a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Parse {
    /// A finite number.
    Number,
    /// A bool as people write it: `true`, `1`, `是`.
    Bool,
    /// The text as it is.
    Text,
    /// A day, `2019/4/25` too.
    Date,
    /// A day and a time of day, at the ruleset's offset without one of its own: `2019/4/25 9:32:09` too.
    Datetime,
}

/// A mapping as it is written: the same in a file of TOML and as JSON.
///
/// ```
/// use rules_core::backtest::mapping::MappingSpec;
/// let spec = MappingSpec::parse("[fields]\namount = { column = '金额', scale = 10000 }").unwrap();
/// assert_eq!(spec.fields["amount"].scale, Some(10000.0));
/// assert_eq!(MappingSpec::parse(&spec.to_toml()), Ok(spec));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MappingSpec {
    /// Fields of the ruleset by name or path, and where each comes from.
    pub fields: BTreeMap<String, FieldSpec>,
}

/// Where a field's value comes from: a column, or a constant.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct FieldSpec {
    /// The column; `a.b` is the member `b` of the column `a`, or a column of that name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The value of every row.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::wire_types::Json>"))]
    pub constant: Option<Json>,
    /// Values that say that nothing is known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<String>,
    /// What values become.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "schema", schemars(with = "BTreeMap<String, crate::wire_types::Json>"))]
    pub values: BTreeMap<String, Json>,
    /// What numbers are multiplied by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<f64>,
    /// As what texts are read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parse: Option<Parse>,
}

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    fields: BTreeMap<Spanned<String>, Spanned<WrittenField>>,
}

/// One field of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenField {
    column: Option<String>,
    constant: Option<toml::Value>,
    #[serde(default)]
    unknown: Vec<String>,
    #[serde(default)]
    values: BTreeMap<String, toml::Value>,
    scale: Option<f64>,
    parse: Option<Parse>,
}

impl From<WrittenField> for FieldSpec {
    fn from(written: WrittenField) -> Self {
        Self {
            column: written.column,
            constant: written.constant.map(json),
            unknown: written.unknown,
            values: written.values.into_iter().map(|(cell, value)| (cell, json(value))).collect(),
            scale: written.scale,
            parse: written.parse,
        }
    }
}

/// A field of the file, and the lines of its name and of what it is.
struct Line {
    name: String,
    spec: FieldSpec,
    name_at: usize,
    spec_at: usize,
}

/// The fields of a file.
fn lines(text: &str) -> Result<Vec<Line>, String> {
    let written: Written = toml::from_str(text).map_err(|error| error.to_string().trim_end().to_owned())?;
    let line = |at: usize| 1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count();
    let each = written.fields.into_iter().map(|(name, field)| Line {
        name_at: line(name.span().start),
        spec_at: line(field.span().start),
        name: name.into_inner(),
        spec: field.into_inner().into(),
    });
    Ok(each.collect())
}

impl MappingSpec {
    /// A mapping from a file's text; what is wrong with it otherwise.
    ///
    /// # Errors
    /// If it is no mapping, whatever the ruleset.
    pub fn parse(text: &str) -> Result<Self, String> {
        let root = DeTable::parse(text).map_err(|error| error.to_string().trim_end().to_owned())?;
        let members = root.get_ref().iter().map(|(name, value)| (name.get_ref().to_string(), json_of(value)));
        // The text is read as JSON is: that reader is there already where a page hands its mapping over.
        let json = Json::Object(members.collect()).to_string();
        serde_json::from_str(&json).map_err(|error| error.to_string())
    }

    /// The mapping as a file's text.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let fields = self.fields.iter().map(|(name, spec)| {
            let spec = serde_json::to_value(spec).unwrap_or_default();
            format!("{} = {}\n", quoted(name), inline(&spec))
        });
        "[fields]\n".to_owned() + fields.collect::<String>().as_str()
    }
}

/// A text in quotes, as TOML and JSON both read it.
fn quoted(text: &str) -> String {
    Json::from(text).to_string().replace('\u{7f}', "\\u007f")
}

/// JSON as a value of TOML on one line.
fn inline(value: &Json) -> String {
    match value {
        Json::String(text) => quoted(text),
        Json::Array(items) => format!("[{}]", items.iter().map(inline).collect::<Vec<_>>().join(", ")),
        Json::Object(members) => {
            let each = members.iter().map(|(name, value)| format!("{} = {}", quoted(name), inline(value)));
            format!("{{ {} }}", each.collect::<Vec<_>>().join(", "))
        }
        _ => value.to_string(),
    }
}

impl Mapping {
    /// Reads a file's text.
    ///
    /// ```
    /// use rules_core::Ruleset;
    /// use rules_core::backtest::{mapping::Mapping, row::Row};
    /// let ruleset = Ruleset::compile(include_bytes!("../../doc/smallest.toml")).unwrap();
    /// let mapping = Mapping::parse("[fields]\namount = { column = 'wan', scale = 10000 }", &ruleset).unwrap();
    /// let row = Row::new(br#"{"wan": "0.5"}"#, true).unwrap();
    /// assert_eq!(mapping.incident(&row)["amount"], 5000);
    /// ```
    ///
    /// # Errors
    /// If it is no mapping, or none for this ruleset; with the line where.
    pub fn parse(text: &str, ruleset: &Ruleset) -> Result<Self, String> {
        let mut mapping = Self { fields: Vec::new(), offset: ruleset.model().utc_offset };
        for Line { name, spec, name_at, spec_at } in lines(text)? {
            let declared = mapping.free(&name, ruleset).map_err(|it| format!("line {name_at}: {it}"))?;
            let origin = spec.origin().map_err(|it| format!("line {spec_at}: `{name}`: {it}"))?;
            mapping.fields.push(Mapped::new(declared, origin));
        }
        mapping.some()
    }

    /// The mapping that is written.
    ///
    /// # Errors
    /// If it is none for this ruleset; with the field.
    pub fn new(spec: MappingSpec, ruleset: &Ruleset) -> Result<Self, String> {
        let mut mapping = Self { fields: Vec::new(), offset: ruleset.model().utc_offset };
        for (name, spec) in spec.fields {
            let declared = mapping.free(&name, ruleset)?;
            let origin = spec.origin().map_err(|it| format!("`{name}`: {it}"))?;
            mapping.fields.push(Mapped::new(declared, origin));
        }
        mapping.some()
    }

    /// The field of a name, which is not mapped yet.
    fn free<'r>(&self, name: &str, ruleset: &'r Ruleset) -> Result<&'r Field, String> {
        let declared = declared(name, ruleset)?;
        match self.has(&declared.name) {
            true => Err(format!("the field `{}` is mapped twice", declared.name)),
            false => Ok(declared),
        }
    }

    fn some(self) -> Result<Self, String> {
        if self.fields.is_empty() { Err("`[fields]` maps no field".into()) } else { Ok(self) }
    }

    /// Columns that are fields by their name or path; none if there are none.
    pub fn by_name(columns: &[String], ruleset: &Ruleset) -> Option<Self> {
        let model = ruleset.model();
        let field = |column: &str| model.fields.iter().find(|field| cells::names(field, column.trim()));
        let mapped = columns.iter().filter_map(|column| {
            let origin = Origin::Column(vec![column.clone()], Reading::default());
            Some(Mapped::new(field(column)?, origin))
        });
        let fields: Vec<Mapped> = mapped.collect();
        (!fields.is_empty()).then_some(Self { fields, offset: model.utc_offset })
    }

    /// The columns that it reads.
    pub fn columns(&self) -> impl Iterator<Item = &[String]> {
        self.fields.iter().filter_map(|field| match &field.origin {
            Origin::Column(column, _) => Some(column.as_slice()),
            Origin::Constant(_) => None,
        })
    }

    /// Whether a field of this name is mapped.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.name == name)
    }

    /// What a mapped field becomes in a row; none where it is absent.
    pub fn value(&self, name: &str, row: &Row<'_>) -> Option<Json> {
        self.fields.iter().find(|field| field.name == name)?.value(row, self.offset)
    }

    /// The incident that a row is.
    pub fn incident(&self, row: &Row<'_>) -> Map<String, Json> {
        let mut incident = Map::new();
        for field in &self.fields {
            if let Some(value) = field.value(row, self.offset) {
                put(&mut incident, &field.path, value);
            }
        }
        incident
    }
}

/// The field of a name, which may not be a list of records.
fn declared<'r>(name: &str, ruleset: &'r Ruleset) -> Result<&'r Field, String> {
    let fields = &ruleset.model().fields;
    let Some(field) = fields.iter().find(|field| cells::names(field, name)) else {
        let names = || fields.iter().map(|field| field.name.as_str());
        let hint = did_you_mean(name, names()).map_or_else(
            || format!("it has {}, …", names().take(5).collect::<Vec<_>>().join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        return Err(format!("the ruleset has no field `{name}`; {hint}"));
    };
    match field.items.is_empty() {
        true => Ok(field),
        false => Err(format!("`{name}` is a list of records, which no single column is; give rows as JSONL")),
    }
}

impl FieldSpec {
    fn origin(self) -> Result<Origin, String> {
        let plain = self.unknown.is_empty() && self.values.is_empty() && self.scale.is_none();
        match (self.column, self.constant) {
            (None, Some(constant)) if plain && self.parse.is_none() => Ok(Origin::Constant(constant)),
            (None, Some(_)) => {
                Err("a constant is given as it is, without unknown, values, scale or parse".into())
            }
            (Some(_), None) if !self.values.is_empty() && (self.scale.is_some() || self.parse.is_some()) => {
                Err("`values` gives the field's values themselves, without scale or parse".into())
            }
            (Some(_), None) if self.scale.is_some_and(|scale| scale == 0.0 || !scale.is_finite()) => {
                Err("expected a scale that is finite and not 0".into())
            }
            (Some(_), None) if self.scale.is_some() && self.parse.is_some_and(|it| it != Parse::Number) => {
                Err("`scale` goes with numbers".into())
            }
            (Some(column), None) => {
                let Self { unknown, values, scale, parse, .. } = self;
                let reading = Reading { unknown, values, scale, parse };
                Ok(Origin::Column(column.split('.').map(str::to_owned).collect(), reading))
            }
            (Some(_), Some(_)) => Err("expected `column` or `constant`, found both".into()),
            (None, None) => Err("expected `column` or `constant`, found neither".into()),
        }
    }
}

impl Mapped {
    fn new(field: &Field, origin: Origin) -> Self {
        Self { name: field.name.clone(), path: field.path.clone(), ty: field.ty, origin }
    }

    fn value(&self, row: &Row<'_>, offset: i32) -> Option<Json> {
        match &self.origin {
            Origin::Constant(value) => Some(value.clone()),
            Origin::Column(column, reading) => reading.of(row.value(column), self.ty, offset),
        }
    }
}

impl Reading {
    /// What a column's value becomes; none where it is absent.
    fn of(&self, value: Value, ty: Type, offset: i32) -> Option<Json> {
        let text = value.text()?;
        let trimmed = text.trim();
        if self.unknown.iter().any(|unknown| unknown.trim() == trimmed) {
            return None;
        }
        if let Some(value) = self.values.get(trimmed) {
            return Some(value.clone());
        }
        if let Some(scale) = self.scale
            && let Some(scaled) = number_of(trimmed).and_then(|number| number_json(scaled(number, scale)))
        {
            return Some(scaled);
        }
        match self.parse {
            Some(parse) => parse.of(trimmed, offset).or_else(|| as_it_is(&value, ty)),
            None => as_it_is(&value, ty),
        }
    }
}

impl Parse {
    fn of(self, text: &str, offset: i32) -> Option<Json> {
        match self {
            Self::Number => number_of(text).and_then(number_json),
            Self::Bool => cells::bool_of(text).map(Json::Bool),
            Self::Text => Some(Json::String(text.to_owned())),
            Self::Date => dates::date(text).map(Json::String),
            Self::Datetime => dates::datetime(text, offset).map(Json::String),
        }
    }
}

/// A value without instructions: a cell by its field's type, anything else as it was written.
fn as_it_is(value: &Value, ty: Type) -> Option<Json> {
    let text = value.text()?;
    match value {
        Value::Unknown => None,
        Value::Text(_) => Some(Json::String(text.to_owned())),
        Value::Cell(_) => {
            let mut json = Vec::new();
            let written = cells::write(ty, text, &mut json);
            written.then(|| serde_json::from_slice(&json).unwrap_or_else(|_| Json::String(text.to_owned())))
        }
        Value::Bool(_) | Value::Number(_) | Value::Other(_) => {
            Some(serde_json::from_str(text).unwrap_or_else(|_| Json::String(text.to_owned())))
        }
    }
}

/// A product in 15 digits: as decimal arithmetic has it, so that 0.07 times 100 is 7 at an exact edge too.
fn scaled(number: f64, scale: f64) -> f64 {
    let product = number * scale;
    format!("{product:.14e}").parse().unwrap_or(product)
}

/// A finite number; a whole one as an integer.
fn number_json(number: f64) -> Option<Json> {
    if number.fract() == 0.0 && number.abs() < EXACT {
        return Some(Json::from(number as i64));
    }
    serde_json::Number::from_f64(number).map(Json::Number)
}

/// A value of TOML as JSON; a date as its text.
fn json(value: toml::Value) -> Json {
    match value {
        toml::Value::String(text) => Json::String(text),
        toml::Value::Integer(number) => Json::from(number),
        toml::Value::Float(number) => Json::from(number),
        toml::Value::Boolean(value) => Json::Bool(value),
        toml::Value::Datetime(date) => Json::String(date.to_string()),
        toml::Value::Array(items) => Json::Array(items.into_iter().map(json).collect()),
        toml::Value::Table(members) => {
            Json::Object(members.into_iter().map(|(name, value)| (name, json(value))).collect())
        }
    }
}

/// Puts a value at its path.
fn put(object: &mut Map<String, Json>, path: &[String], value: Json) {
    match path {
        [] => {}
        [name] => drop(object.insert(name.clone(), value)),
        [name, rest @ ..] => {
            let inner = object.entry(name.clone()).or_insert_with(|| Json::Object(Map::new()));
            if let Json::Object(inner) = inner {
                put(inner, rest, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ruleset() -> Ruleset {
        Ruleset::compile(include_bytes!("../../../rules-cli/tests/data/amounts.toml")).unwrap()
    }

    #[test]
    fn a_mapping_as_data_is_the_one_of_the_file_and_written_as_one() {
        let text = "[fields]\namount = { column = '金额 \"万\"', scale = 10000 }\nmeans = { constant = ['wallet'] }\n\
             channel = { column = 'kind', values = { 1 = 'phone' }, unknown = ['9'], }\nseen_on = { constant = 2026-03-02 }\n\
             calls = { column = 'n', parse = 'number' }";
        let spec = MappingSpec::parse(text).unwrap();
        assert_eq!(MappingSpec::parse(&spec.to_toml()).unwrap(), spec);
        let again: MappingSpec = serde_json::from_str(&serde_json::to_string(&spec).unwrap()).unwrap();
        assert_eq!(again, spec);
        let row = Row::new(r#"{"金额 \"万\"": 0.3, "kind": 1, "n": "4"}"#.as_bytes(), false).unwrap();
        let told = Mapping::new(spec, &ruleset()).unwrap().incident(&row);
        assert_eq!(told, Mapping::parse(text, &ruleset()).unwrap().incident(&row));
        assert_eq!(told["seen_on"], "2026-03-02");
        let twice: MappingSpec = serde_json::from_str(
            r#"{"fields": {"amount": {"column": "a"}, "/report/amount": {"column": "b"}}}"#,
        )
        .unwrap();
        assert_eq!(Mapping::new(twice, &ruleset()).unwrap_err(), "the field `amount` is mapped twice");
    }

    fn incident(mapping: &str, row: &str, from_csv: bool) -> String {
        let mapping = Mapping::parse(mapping, &ruleset()).unwrap();
        Json::Object(mapping.incident(&Row::new(row.as_bytes(), from_csv).unwrap())).to_string()
    }

    #[test]
    fn columns_become_fields_at_their_path() {
        let mapping = "[fields]\namount = { column = 'wan', scale = 10000 }\n\
             channel = { column = 'kind', values = { 1 = 'phone', 2 = 'chat' }, unknown = ['9'] }\n\
             code_told = { column = 'out.told', parse = 'bool' }\nmeans = { constant = ['wallet'] }\n\
             seen_on = { column = 'day', parse = 'date' }\ncalls = { column = 'n', parse = 'number' }";
        let row = r#"{"wan": 0.3, "kind": 1, "out": {"told": "是"}, "day": "2026/3/2 9:00", "n": "4", "amount": 1}"#;
        let expected = r#"{"calls":4,"channel":"phone","code_told":true,"means":["wallet"],"report":{"amount":3000},"seen_on":"2026-03-02"}"#;
        assert_eq!(incident(mapping, row, false), expected);
        let row = r#"{"wan": "0.3", "kind": "1", "out.told": "1", "day": "2026-3-2", "n": "4"}"#;
        assert_eq!(incident(mapping, row, true), expected);
    }

    #[test]
    fn what_cannot_be_read_is_passed_on_and_what_is_unknown_is_absent() {
        let mapping = "[fields]\namount = { column = 'a', scale = 10 }\nchannel = { column = 'b', \
             values = { 1 = 'phone' }, unknown = ['9'] }\ncode_told = { column = 'c' }\ncalls = { column = 'd' }";
        assert_eq!(
            incident(mapping, r#"{"a": "x", "b": "3", "c": "0", "d": "3"}"#, true),
            r#"{"calls":3,"channel":"3","code_told":false,"report":{"amount":"x"}}"#
        );
        assert_eq!(incident(mapping, r#"{"a": null, "b": "9", "c": ""}"#, false), "{}");
    }

    #[test]
    fn scaled_numbers_are_decimal() {
        let mapping = "[fields]\ncalls = { column = 'n', scale = 100 }";
        for (number, expected) in [("0.07", "7"), ("0.29", "29"), ("1.15", "115"), ("0.123456", "12.3456")] {
            let row = format!("{{\"n\": {number}}}");
            assert_eq!(incident(mapping, &row, false), format!("{{\"calls\":{expected}}}"));
        }
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        for (mapping, expected) in [
            (
                "[fields]\namont = { column = 'a' }",
                "line 2: the ruleset has no field `amont`; did you mean `amount`?",
            ),
            (
                "[fields]\nzzz = { column = 'a' }",
                "line 2: the ruleset has no field `zzz`; it has amount, channel",
            ),
            ("[fields]\ntransfers = { column = 'a' }", "line 2: `transfers` is a list of records"),
            (
                "[fields]\namount = { column = 'a' }\n'/report/amount' = { column = 'b' }",
                "the field `amount` is mapped twice",
            ),
            ("[fields]\n\ncalls = {}", "line 3: `calls`: expected `column` or `constant`, found neither"),
            ("[fields]\ncalls = { column = 'a', constant = 1 }", "found both"),
            ("[fields]\ncalls = { constant = 1, scale = 2 }", "a constant is given as it is"),
            ("[fields]\ncalls = { column = 'a', scale = 0 }", "not 0"),
            ("[fields]\ncalls = { column = 'a', scale = 2, parse = 'bool' }", "`scale` goes with numbers"),
            ("[fields]\ncalls = { column = 'a', values = { 1 = 2 }, scale = 2 }", "without scale or parse"),
            ("[fields]\ncalls = { colum = 'a' }", "unknown field `colum`"),
            ("[fields]\ncalls = { column = 'a', parse = 'int' }", "unknown variant `int`"),
            ("[field]\ncalls = 1", "unknown field `field`"),
            ("[fields]", "`[fields]` maps no field"),
        ] {
            let error = Mapping::parse(mapping, &ruleset()).unwrap_err();
            assert!(error.contains(expected), "{mapping}: {error}");
        }
    }
}
