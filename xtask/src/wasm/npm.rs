//! The npm package: the module behind wasm-bindgen, the TypeScript around it, and the types of what comes out.
//!
//! Goes out: `wasm/npm` in cargo's target folder, to be packed by `npm pack`. Its sources are in `rules-wasm/npm`.

use super::files::{copy, fresh, list, remove, write};
use super::tools::{npm_package, run};
use super::{folder, optimise, route::Route, sizes};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The sources.
const SOURCES: &str = "rules-wasm/npm";
/// The compiler of TypeScript: it also writes the types.
const TYPESCRIPT: &str = "5.9.3";
/// The folders of the package, each for hosts that have the module in the same way, and the kind of their code.
const HOSTS: &[(&str, &str)] = &[("browser", "module"), ("workerd", "module"), ("node", "commonjs")];
/// Under brotli.
const MOST: u64 = 885_000;

/// Builds the package.
///
/// # Errors
/// What failed, in one sentence.
pub fn build(route: Route) -> Result<(), String> {
    let (package, staging) = (folder().join("npm"), folder().join("npm-sources"));
    fresh(&package)?;
    fresh(&staging)?;
    let linked = route.build("rules-wasm", &folder(), &["full", "js"])?;
    bindgen(&linked, &staging)?;
    let module = folder().join("shao.wasm");
    optimise::optimise(&staging.join("glue_bg.wasm"), &module, &["--enable-simd"])?;
    wire_types(&staging)?;
    for (host, kind) in HOSTS {
        let sources = staging.join(host);
        stage(&staging, &sources, host)?;
        write(&sources.join("package.json"), &manifest(kind))?;
        compile(&sources, &package.join(host))?;
        write(&package.join(host).join("package.json"), &manifest(kind))?;
    }
    copy(&Path::new(SOURCES).join("index.mjs"), &package.join("node/index.mjs"))?;
    copy(&module, &package.join("shao.wasm"))?;
    write(&package.join("packed.js"), &format!("export default {:?};\n", packed(&module)?))?;
    papers(&package)?;
    let sizes = sizes::of(&module)?;
    println!("npm/shao.wasm: {sizes}");
    if sizes.brotli > MOST {
        return Err(format!(
            "the package's module has {} bytes under brotli, more than {MOST}",
            sizes.brotli
        ));
    }
    Ok(())
}

/// The JavaScript that wasm-bindgen writes, and the module that it goes with.
fn bindgen(linked: &Path, staging: &Path) -> Result<(), String> {
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--quiet", "--package", "bindgen", "--"]).arg(linked).arg(staging).arg("glue");
    run(&mut cargo)
}

/// The types of what comes out, written from the types of Rust.
fn wire_types(staging: &Path) -> Result<(), String> {
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--quiet", "--package", "rules-cli", "--", "types", "--wire"]);
    let found = cargo.output().map_err(|error| format!("cargo could not be started: {error}"))?;
    if !found.status.success() {
        return Err(format!("`rules types --wire` failed: {}", String::from_utf8_lossy(&found.stderr)));
    }
    write(&staging.join("wire.ts"), &String::from_utf8_lossy(&found.stdout))
}

/// The sources for one host.
fn stage(staging: &Path, sources: &Path, host: &str) -> Result<(), String> {
    fresh(sources)?;
    for entry in list(&Path::new(SOURCES).join("src"))? {
        // Workers compile the file and need no copy of it.
        let is_left_out = host == "workerd" && entry.ends_with("inlined.ts");
        if entry.is_file() && !is_left_out {
            copy(&entry, &sources.join(entry.file_name().unwrap_or_default()))?;
        }
    }
    copy(&Path::new(SOURCES).join("src/host").join(format!("{host}.ts")), &sources.join("host.ts"))?;
    copy(&Path::new(SOURCES).join("tsconfig.json"), &sources.join("tsconfig.json"))?;
    for name in ["glue.js", "wire.ts"] {
        copy(&staging.join(name), &sources.join(name))?;
    }
    Ok(())
}

/// What says of which kind the code in a folder is.
fn manifest(kind: &str) -> String {
    format!("{{ \"type\": \"{kind}\", \"sideEffects\": false }}\n")
}

/// JavaScript, types and source maps of sources.
fn compile(sources: &Path, package: &Path) -> Result<(), String> {
    let tool = npm_package("typescript", TYPESCRIPT)?.join("bin/tsc");
    let mut tsc = Command::new("node");
    run(tsc.arg(tool).arg("--project").arg(sources).arg("--outDir").arg(package))?;
    // Nothing that is published is typed by it.
    remove(&package.join("glue.d.ts"))
}

/// The module as a text that is code: under gzip, in base64.
fn packed(module: &Path) -> Result<String, String> {
    const SCRIPT: &str = "
        const { readFileSync } = require('node:fs');
        const { gzipSync } = require('node:zlib');
        process.stdout.write(gzipSync(readFileSync(process.argv[1]), { level: 9 }).toString('base64'));
    ";
    let found = Command::new("node").args(["-e", SCRIPT]).arg(module).output();
    let found = found.map_err(|error| format!("node could not be started: {error}"))?;
    String::from_utf8(found.stdout).map_err(|error| format!("the module could not be packed: {error}"))
}

/// What stands at the top of the package.
fn papers(package: &Path) -> Result<(), String> {
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        copy(Path::new(name), &package.join(name))?;
    }
    for name in ["README.md", "README.zh.md"] {
        copy(&Path::new(SOURCES).join(name), &package.join(name))?;
    }
    let template = Path::new(SOURCES).join("package.json");
    let text = fs::read_to_string(&template).map_err(|error| format!("cannot read the template: {error}"))?;
    write(&package.join("package.json"), &text.replace("0.0.0", env!("CARGO_PKG_VERSION")))
}
