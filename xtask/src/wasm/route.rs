//! Which compiler builds for WebAssembly: what rustup has, else what Debian packages.

use super::debian;
use super::tools::quietly;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";

/// Hosts of the npm package have vectors of 128 bits; the smallest interpreters, which the other modules are for, have
/// none.
const VECTORS: &str = "-Ctarget-feature=+simd128";

/// A panic stops at once, with no text and no place. It is a trap in any case, and no host could read its text.
const PANICS: &str = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none";

/// Debian's packages, of which cargo and rustc are in `/usr/bin`.
const PACKAGES: &[&str] = &["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"];

/// A way to build. The first two build the standard library as well, for size: that saves a tenth of the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// The toolchain at work, which has the source of its standard library.
    Source,
    /// Debian's compiler, with its package of that source.
    Debian,
    /// The toolchain at work, with the target's standard library as it was shipped.
    Shipped,
}

impl Route {
    /// The first way that there is on this machine.
    ///
    /// # Errors
    /// There is none; what to do.
    pub fn find() -> Result<Self, String> {
        if has_source("rustc") || (rustup(&["component", "add", "rust-src"]) && has_source("rustc")) {
            return Ok(Self::Source);
        }
        if has_debian() || (debian::install(PACKAGES) && has_debian()) {
            return Ok(Self::Debian);
        }
        if has_target() || (rustup(&["target", "add", TARGET]) && has_target()) {
            return Ok(Self::Shipped);
        }
        let packages = PACKAGES.join(" ");
        Err(format!(
            "no compiler for {TARGET}: run `rustup component add rust-src`, or on Debian `apt-get install {packages}`"
        ))
    }

    /// The way in words.
    #[must_use]
    pub fn told(self) -> &'static str {
        match self {
            Self::Source => "the toolchain at work, its standard library built for size",
            Self::Debian => "Debian's compiler, its standard library built for size",
            Self::Shipped => "the toolchain's own target: modules are larger than they need be",
        }
    }

    /// Whether the module is as small as it can be.
    #[must_use]
    pub fn is_for_size(self) -> bool {
        self != Self::Shipped
    }

    /// Builds a library crate; gives the linked module.
    ///
    /// # Errors
    /// Cargo failed.
    pub fn build(self, package: &str, folder: &Path, features: &[&str]) -> Result<PathBuf, String> {
        let is_for_js = features.contains(&"js");
        let profile = if is_for_js { "npm" } else { "wasm" };
        // What one compiler has built is of no use to the other.
        let folder = folder.join(match self {
            Self::Source => "source",
            Self::Debian => "debian",
            Self::Shipped => "shipped",
        });
        let mut cargo = match self {
            Self::Source | Self::Shipped => Command::new("cargo"),
            Self::Debian => debians_cargo(),
        };
        cargo.args(["rustc", "--quiet", "--lib", "--crate-type", "cdylib", "--profile", profile]);
        cargo.args(["--target", TARGET, "--package", package, "--no-default-features"]);
        cargo.args(["--features", &features.join(",")]);
        let vectors = if is_for_js { VECTORS } else { "" };
        let panics = if self.is_for_size() { PANICS } else { "" };
        cargo.env("RUSTFLAGS", format!("{panics} {vectors}"));
        if self.is_for_size() {
            // Not stable yet: the standard library built, and panics without texts.
            cargo.env("RUSTC_BOOTSTRAP", "1");
            cargo.args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
        }
        cargo.env("CARGO_TARGET_DIR", &folder).env("CONST_RANDOM_SEED", "shao");
        let status = cargo.status().map_err(|error| format!("cargo could not be started: {error}"))?;
        if !status.success() {
            return Err(format!("cargo failed to build `{package}` for {TARGET}: {status}"));
        }
        let module = format!("{}.wasm", package.replace('-', "_"));
        Ok(folder.join(TARGET).join(profile).join(module))
    }
}

/// Debian's cargo, which finds Debian's compiler beside it.
fn debians_cargo() -> Command {
    let mut cargo = Command::new("/usr/bin/cargo");
    let mut path = OsString::from("/usr/bin:");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    cargo.env("PATH", path);
    for name in ["RUSTC", "RUSTUP_TOOLCHAIN", "RUSTUP_HOME", "CARGO"] {
        cargo.env_remove(name);
    }
    cargo
}

/// Whether the toolchain at work has the target's standard library.
fn has_target() -> bool {
    printed("rustc", &["--print", "target-libdir", "--target", TARGET]).is_some_and(|folder| folder.exists())
}

/// Whether a compiler has the source of its standard library.
fn has_source(rustc: &str) -> bool {
    let source = "lib/rustlib/src/rust/library/std/Cargo.toml";
    printed(rustc, &["--print", "sysroot"]).is_some_and(|folder| folder.join(source).exists())
}

fn has_debian() -> bool {
    Path::new("/usr/bin/cargo").exists() && has_source("/usr/bin/rustc")
}

/// The path that a compiler prints.
fn printed(rustc: &str, arguments: &[&str]) -> Option<PathBuf> {
    let found = Command::new(rustc).args(arguments).output().ok().filter(|found| found.status.success())?;
    Some(PathBuf::from(String::from_utf8_lossy(&found.stdout).trim()))
}

fn rustup(arguments: &[&str]) -> bool {
    quietly(Command::new("rustup").args(arguments))
}
