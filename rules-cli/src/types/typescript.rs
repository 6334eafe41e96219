//! JSON Schema to TypeScript: a definition becomes an exported type, an object an interface, what it says a comment.
//!
//! Members that are not required are optional; members that are not declared have no type, so that a misspelt one is
//! found. There is no `any`.

use super::document::comment;
use super::keywords::{Additional, Keywords};
use serde_json::Value;

/// The greatest width of a type that is kept on one line.
const WIDTH: usize = 90;

/// A module with the types of a schema: its definitions, and after them the schema itself by the name of `root`
/// where it describes something.
///
/// # Errors
/// If it has keywords that the schemas of the engine do not have.
pub fn module(root: &str, schema: &str) -> Result<String, serde_json::Error> {
    let schema: Keywords = serde_json::from_str(schema)?;
    let mut all: Vec<String> =
        schema.definitions.0.iter().map(|(name, schema)| exported(name, schema)).collect();
    if !root.is_empty() {
        all.push(exported(root, &schema));
    }
    Ok(all.join("\n"))
}

fn exported(name: &str, schema: &Keywords) -> String {
    let (comment, name) = (comment(schema, ""), pascal(name));
    if is_interface(schema) {
        return format!("{comment}export interface {name} {}\n", block(schema, ""));
    }
    let text = written(schema, "");
    let gap = if text.starts_with('\n') { "" } else { " " };
    format!("{comment}export type {name} ={gap}{text};\n")
}

/// Whether it is an object with members and nothing else.
fn is_interface(schema: &Keywords) -> bool {
    let is_plain = schema.one_of.is_empty() && schema.any_of.is_empty();
    is_plain && !schema.properties.0.is_empty() && schema.types.0 == ["object"]
}

/// A type. What goes on over several lines is indented by `indent` from the second line on.
fn written(schema: &Keywords, indent: &str) -> String {
    if let Some(reference) = &schema.reference {
        return pascal(reference.rsplit('/').next().unwrap_or_default());
    }
    if let Some(value) = &schema.value {
        return literal(value);
    }
    if !schema.values.is_empty() {
        let members: Vec<_> = schema.values.iter().map(|value| (String::new(), literal(value))).collect();
        return union(&members, indent);
    }
    let variants: Vec<&Keywords> = schema.one_of.iter().chain(&schema.any_of).collect();
    if variants.is_empty() {
        let of_type = |name: &String| (String::new(), of_type(name, schema, indent));
        let members: Vec<_> = schema.types.0.iter().map(of_type).collect();
        return if members.is_empty() { "unknown".into() } else { union(&members, indent) };
    }
    let (inner, within) = (format!("{indent}  "), format!("{indent}    "));
    let members: Vec<(String, String)> =
        variants.iter().map(|variant| (note(variant, &inner), written(variant, &within))).collect();
    let either = union(&members, indent);
    if schema.properties.0.is_empty() {
        return either;
    }
    let end = if either.starts_with('\n') { format!("\n{indent}") } else { String::new() };
    format!("{} & ({either}{end})", block(schema, indent))
}

/// The comment above a variant; what a value means stands above the whole.
fn note(variant: &Keywords, indent: &str) -> String {
    if variant.value.is_some() || variant.reference.is_some() {
        String::new()
    } else {
        comment(variant, indent)
    }
}

fn of_type(name: &str, schema: &Keywords, indent: &str) -> String {
    match name {
        "integer" => "number".into(),
        "array" => array(schema, indent),
        "object" => object(schema, indent),
        other => other.to_owned(),
    }
}

fn array(schema: &Keywords, indent: &str) -> String {
    if !schema.prefix_items.is_empty() {
        let parts: Vec<String> = schema.prefix_items.iter().map(|item| written(item, indent)).collect();
        return format!("[{}]", parts.join(", "));
    }
    let item = schema.items.as_ref().map_or_else(|| "unknown".to_owned(), |items| written(items, indent));
    let is_name = item.chars().all(|c| c.is_ascii_alphanumeric());
    if is_name { format!("{item}[]") } else { format!("Array<{item}>") }
}

fn object(schema: &Keywords, indent: &str) -> String {
    match &schema.additional_properties {
        Some(Additional::Each(each)) if schema.properties.0.is_empty() => {
            format!("{{ [name: string]: {} }}", written(each, indent))
        }
        _ => block(schema, indent),
    }
}

/// The members of an object.
fn block(schema: &Keywords, indent: &str) -> String {
    let inner = format!("{indent}  ");
    let mut members = Vec::new();
    let mut is_short = true;
    for (name, member) in in_order(schema) {
        let comment = comment(member, &inner);
        is_short &= comment.is_empty();
        let mark = if schema.required.contains(name) { "" } else { "?" };
        let text = written(member, &inner);
        let gap = if text.starts_with('\n') { "" } else { " " };
        members.push((comment, format!("{}{mark}:{gap}{text}", key(name))));
    }
    let line = members.iter().map(|(_, member)| member.as_str()).collect::<Vec<_>>().join("; ");
    if is_short && line.len() <= WIDTH && !line.contains('\n') {
        return if line.is_empty() { "Record<string, unknown>".into() } else { format!("{{ {line} }}") };
    }
    let lines: String =
        members.iter().map(|(comment, member)| format!("{comment}{inner}{member};\n")).collect();
    format!("{{\n{lines}{indent}}}")
}

/// The members: those that are required in their order first where there are such, for they come in the order of the
/// wire; then the others as they stand.
fn in_order(schema: &Keywords) -> Vec<(&String, &Keywords)> {
    let all = || schema.properties.0.iter().map(|(name, member)| (name, member));
    let required = schema.required.iter().filter_map(|name| all().find(|(known, _)| *known == name));
    let others = all().filter(|(name, _)| !schema.required.contains(name));
    required.chain(others).collect()
}

/// One of several types, each with the comment above it, none of them twice.
fn union(members: &[(String, String)], indent: &str) -> String {
    let mut all: Vec<&(String, String)> = Vec::new();
    for member in members {
        if !all.iter().any(|(_, known)| *known == member.1) {
            all.push(member);
        }
    }
    if let [(comment, only)] = all.as_slice()
        && comment.is_empty()
    {
        return only.clone();
    }
    let line = all.iter().map(|(_, member)| member.as_str()).collect::<Vec<_>>().join(" | ");
    let has_comments = all.iter().any(|(comment, _)| !comment.is_empty());
    let blocks = all.iter().filter(|(_, member)| member.contains('\n')).count();
    let is_short = line.len() <= WIDTH && blocks == 0;
    // A block, or nothing, is written as one: `} | null`.
    let is_block_or = blocks == 1 && all.len() == 2 && all.iter().any(|(_, member)| member.starts_with('{'));
    if !has_comments && (is_short || is_block_or) {
        return line;
    }
    let lines = all.iter().map(|(comment, member)| format!("\n{comment}{indent}  | {member}"));
    lines.collect()
}

/// A value as a type; JSON's texts are TypeScript's.
fn literal(value: &Value) -> String {
    value.to_string()
}

/// The name of a member, in quotes where it has to be.
fn key(name: &str) -> String {
    let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let starts_plain = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if is_plain && starts_plain { name.to_owned() } else { Value::from(name).to_string() }
}

/// A name as types have it: `transfers_item` as `TransfersItem`.
fn pascal(name: &str) -> String {
    let capital = |part: &str| {
        let mut chars = part.chars();
        chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect::<String>()
    };
    name.split(['_', '-']).map(capital).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The type of a schema on its own.
    fn written_of(schema: &str) -> String {
        let module = module("it", schema).unwrap();
        module.strip_prefix("export type It = ").unwrap().trim_end_matches(";\n").to_owned()
    }

    #[test]
    fn each_schema_has_its_type() {
        for (schema, wanted) in [
            (r#"{"type": "integer"}"#, "number"),
            (r#"{"type": ["string", "null"]}"#, "string | null"),
            (r#"{"const": "a\"b"}"#, r#""a\"b""#),
            (r#"{"enum": ["a", "b", "a"]}"#, r#""a" | "b""#),
            (r#"{"type": "array", "items": {"type": ["string", "null"]}}"#, "Array<string | null>"),
            (
                r#"{"type": "array", "prefixItems": [{"type": "integer"}, {"type": "string"}]}"#,
                "[number, string]",
            ),
            (
                r#"{"type": "object", "additionalProperties": {"type": "string"}}"#,
                "{ [name: string]: string }",
            ),
            (r##"{"anyOf": [{"$ref": "#/$defs/open_item"}, {"type": "null"}]}"##, "OpenItem | null"),
        ] {
            assert_eq!(written_of(schema), wanted, "{schema}");
        }
    }

    #[test]
    fn members_are_optional_unless_required_and_keep_their_order() {
        let schema = r#"{"type": "object", "required": ["z"],
            "properties": {"b": {"type": "string"}, "a-1": {"type": "boolean"}, "z": {"type": "number"}}}"#;
        assert_eq!(
            module("it", schema).unwrap(),
            "export interface It { z: number; b?: string; \"a-1\"?: boolean }\n"
        );
    }

    #[test]
    fn a_keyword_that_types_would_leave_out_is_refused() {
        for schema in [r#"{"patternProperties": {}}"#, r#"{"allOf": [{"type": "string"}]}"#] {
            assert!(module("it", schema).is_err(), "{schema}");
        }
    }
}
