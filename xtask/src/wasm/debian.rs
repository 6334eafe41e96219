//! Debian's packages, installed where that may be done without asking: on a machine of CI, as root.

use super::tools::quietly;
use std::process::Command;

/// Installs packages; false if that may not be done, or fails.
pub fn install(packages: &[&str]) -> bool {
    if !is_root() {
        return false;
    }
    println!("== installing {}", packages.join(" "));
    let install = ["install", "-y", "--no-install-recommends"];
    quietly(Command::new("apt-get").arg("update"))
        && quietly(Command::new("apt-get").args(install).args(packages))
}

fn is_root() -> bool {
    let user = Command::new("id").arg("-u").output();
    user.is_ok_and(|user| user.stdout.trim_ascii() == b"0")
}
