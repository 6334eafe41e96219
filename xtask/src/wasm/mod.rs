//! `cargo xtask wasm`: the modules for the edge, built, made smaller, looked into, and their sizes.
//!
//! Goes out: `wasm/edge/{full,guide,runtime}.wasm` in cargo's target folder, and the npm package in `wasm/npm`.

pub mod debian;
pub mod files;
mod imports;
mod npm;
mod optimise;
mod route;
mod sizes;
pub mod tools;

use route::Route;
use std::env;
use std::path::{Path, PathBuf};

/// A module: its name, the features that it is built with, the most bytes that it may have under brotli.
type Edge = (&'static str, &'static [&'static str], u64);

const EDGES: &[Edge] =
    &[("full", &["full"], 662_000), ("guide", &["guide"], 227_000), ("runtime", &[], 82_000)];

/// Builds every module.
///
/// # Errors
/// What failed, in one sentence.
pub fn build() -> Result<(), String> {
    let route = Route::find()?;
    println!("== wasm: {}", route.told());
    let folder = folder().join("edge");
    std::fs::create_dir_all(&folder)
        .map_err(|error| format!("cannot make `{}`: {error}", folder.display()))?;
    EDGES.iter().try_for_each(|edge| one(&route, &folder, edge))?;
    npm::build(route)
}

/// Builds the npm package alone.
///
/// # Errors
/// What failed, in one sentence.
pub fn package() -> Result<(), String> {
    npm::build(Route::find()?)
}

/// Where everything about WebAssembly goes.
#[must_use]
pub fn folder() -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    let target = std::path::absolute(&target).unwrap_or(target);
    target.join("wasm")
}

fn one(route: &Route, folder: &Path, (name, features, most): &Edge) -> Result<(), String> {
    let linked = route.build("rules-wasm", &self::folder(), features)?;
    let module = folder.join(format!("{name}.wasm"));
    optimise::optimise(&linked, &module, optimise::APART)?;
    let bytes =
        std::fs::read(&module).map_err(|error| format!("cannot read `{}`: {error}", module.display()))?;
    match imports::count(&bytes) {
        Some(0) => {}
        Some(count) => return Err(format!("`{name}.wasm` has {count} imports; it must have none")),
        None => return Err(format!("`{name}.wasm` cannot be read as a module")),
    }
    let sizes = sizes::of(&module)?;
    println!("{name}.wasm: {sizes}");
    if route.is_for_size() && sizes.brotli > *most {
        return Err(format!("`{name}.wasm` has {} bytes under brotli, more than {most}", sizes.brotli));
    }
    Ok(())
}
