//! `rules types`: the incident of a ruleset, and what comes out of the engine, as TypeScript or JSON Schema.

pub mod args;
mod document;
mod keywords;
mod typescript;

use crate::exit::{Code, Stop};
use crate::{explain, rulesets, terminal};
use args::{TypesArgs, TypesFormat};
use rules_core::assessment::WIRE_VERSION;
use rules_core::{ENGINE_VERSION, wire_types};
use serde::Serialize;

/// Runs `rules types`.
pub fn run(args: &TypesArgs) -> Result<Code, Stop> {
    let text = match &args.ruleset {
        Some(name) => of_incident(name, args)?,
        None => of_wire(args.format)?,
    };
    terminal::print(&text)?;
    Ok(Code::Clean)
}

fn of_incident(name: &str, args: &TypesArgs) -> Result<String, Stop> {
    let ruleset = rulesets::load(name)?;
    let languages = ruleset.model().languages.iter().map(String::as_str);
    explain::known("language", args.locale.as_deref(), languages.clone())?;
    let locale = args.locale.as_deref().or(languages.clone().next()).unwrap_or_default();
    let schema = ruleset.schema(locale);
    match args.format {
        TypesFormat::Schema => Ok(pretty(&schema)),
        TypesFormat::Typescript => {
            let origin = format!("the incident of the {}", schema.comment.as_deref().unwrap_or_default());
            module(&origin, &format!("{}_incident", ruleset.id()), &schema)
        }
    }
}

fn of_wire(format: TypesFormat) -> Result<String, Stop> {
    match format {
        TypesFormat::Schema => Ok(pretty(&wire_types::assessment())),
        TypesFormat::Typescript => {
            let origin = format!("the wire, version {WIRE_VERSION}, of engine {ENGINE_VERSION}");
            module(&origin, "", &wire_types::all())
        }
    }
}

fn module(origin: &str, root: &str, schema: &impl Serialize) -> Result<String, Stop> {
    let json = serde_json::to_string(schema).unwrap_or_default();
    let module = typescript::module(root, &json)
        .map_err(|error| Stop::Failed(format!("a schema that TypeScript is not written for: {error}")))?;
    Ok(format!("// Written by `rules types` for {origin}. Not to be edited.\n\n{module}"))
}

fn pretty(schema: &impl Serialize) -> String {
    serde_json::to_string_pretty(schema).unwrap_or_default() + "\n"
}
