//! Which compiler builds for WebAssembly: what rustup has, else what Debian packages.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's packages, of which cargo and rustc are in `/usr/bin`.
const PACKAGES: &[&str] = &["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"];

/// A way to build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// The toolchain at work has the target.
    Installed,
    /// Debian's compiler builds the standard library as well.
    Debian,
}

impl Route {
    /// The first way that there is on this machine.
    ///
    /// # Errors
    /// There is none; what to do.
    pub fn find() -> Result<Self, String> {
        if is_installed()
            || (quietly(Command::new("rustup").args(["target", "add", TARGET])) && is_installed())
        {
            return Ok(Self::Installed);
        }
        let in_ci = std::env::var_os("CI").is_some();
        if is_debian_ready() || (in_ci && install() && is_debian_ready()) {
            return Ok(Self::Debian);
        }
        let packages = PACKAGES.join(" ");
        Err(format!(
            "no compiler for {TARGET}: run `rustup target add {TARGET}`, or on Debian `apt-get install {packages}`"
        ))
    }

    /// The way in words.
    #[must_use]
    pub fn told(self) -> &'static str {
        match self {
            Self::Installed => "the toolchain's own target",
            Self::Debian => "Debian's compiler, with the standard library built from source",
        }
    }

    /// Builds a library crate; gives the linked module.
    ///
    /// # Errors
    /// Cargo failed.
    pub fn build(self, package: &str, folder: &Path, features: &[&str]) -> Result<PathBuf, String> {
        let profile = if features.contains(&"js") { "npm" } else { "wasm" };
        // What one compiler has built is of no use to the other.
        let folder = folder.join(match self {
            Self::Installed => "installed",
            Self::Debian => "debian",
        });
        let mut cargo = match self {
            Self::Installed => Command::new("cargo"),
            Self::Debian => debian(),
        };
        cargo.args(["rustc", "--quiet", "--lib", "--crate-type", "cdylib", "--profile", profile]);
        cargo.args(["--target", TARGET, "--package", package, "--no-default-features"]);
        cargo.args(["--features", &features.join(",")]);
        if self == Self::Debian {
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
fn debian() -> Command {
    let mut cargo = Command::new("/usr/bin/cargo");
    let mut path = OsString::from("/usr/bin:");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    cargo.env("PATH", path).env("RUSTC_BOOTSTRAP", "1");
    for name in ["RUSTC", "RUSTUP_TOOLCHAIN", "RUSTUP_HOME", "CARGO"] {
        cargo.env_remove(name);
    }
    cargo
}

/// Whether the toolchain at work has the target's standard library.
fn is_installed() -> bool {
    let found = Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]).output();
    found.is_ok_and(|found| Path::new(String::from_utf8_lossy(&found.stdout).trim()).exists())
}

/// Whether Debian's compiler is there, with the source of the standard library.
fn is_debian_ready() -> bool {
    let found = Command::new("/usr/bin/rustc").args(["--print", "sysroot"]).output();
    let source = "lib/rustlib/src/rust/library/std/Cargo.toml";
    Path::new("/usr/bin/cargo").exists()
        && found
            .is_ok_and(|found| Path::new(String::from_utf8_lossy(&found.stdout).trim()).join(source).exists())
}

/// Installs Debian's packages, as CI may.
fn install() -> bool {
    quietly(Command::new("apt-get").arg("update"))
        && quietly(Command::new("apt-get").args(["install", "-y", "--no-install-recommends"]).args(PACKAGES))
}

/// Runs a command whose failure is no error here.
fn quietly(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}
