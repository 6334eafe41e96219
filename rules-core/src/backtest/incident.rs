//! The incident that a row is, with its own instant where it is to have one.

use super::mapping::Mapping;
use super::reason::{Lack, Reason};
use super::row::{Row, Value};
use crate::time::parse_instant;
use serde_json::Value as Json;
use std::borrow::Cow;

/// The incident as JSON: what is mapped, or the row as it is without a mapping. `as_of_field` is the mapped field, or
/// else the column, that holds the instant of the row's assessment.
///
/// # Errors
/// If the row is to have an instant and has none.
pub fn incident<'r>(
    row: &Row<'r>,
    mapping: Option<&Mapping>,
    as_of_field: Option<&str>,
) -> Result<Cow<'r, str>, Reason> {
    let own = as_of_field.map(|field| Ok((field, instant(row, mapping, field)?))).transpose()?;
    let Some(mapping) = mapping else { return Ok(Cow::Borrowed(row.json())) };
    let mut incident = mapping.incident(row);
    if let Some((field, own)) = own {
        incident.insert(field.to_owned(), Json::String(own));
    }
    Ok(Cow::Owned(Json::Object(incident).to_string()))
}

/// The row's own instant.
fn instant(row: &Row<'_>, mapping: Option<&Mapping>, field: &str) -> Result<String, Reason> {
    let own = match mapping.filter(|mapping| mapping.has(field)) {
        Some(mapping) => {
            mapping.value(field, row).map(|own| own.as_str().map_or(own.to_string(), str::to_owned))
        }
        None => row.value(&[field.to_owned()]).text().map(str::to_owned),
    };
    let absent = || Reason::new(Lack::Instant, format!("no instant: `{field}` is absent, empty or null"));
    let own = own.ok_or_else(absent)?;
    match parse_instant(&own) {
        Ok(_) => Ok(own),
        Err(error) => {
            let hint = "a mapping with `parse = \"datetime\"` reads 2019/4/25 9:32";
            let why = format!("no instant: `{field}`: expected {} ({hint})", error.expected());
            Err(Reason::found(Lack::Instant, why, Value::Text(own).shown()))
        }
    }
}
