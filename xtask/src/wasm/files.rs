//! Files and folders, with errors in one sentence.

use std::fs;
use std::path::{Path, PathBuf};

/// Makes an empty folder, where one may be.
pub fn fresh(folder: &Path) -> Result<(), String> {
    if folder.exists() {
        fs::remove_dir_all(folder)
            .map_err(|error| format!("cannot empty `{}`: {error}", folder.display()))?;
    }
    fs::create_dir_all(folder).map_err(|error| format!("cannot make `{}`: {error}", folder.display()))
}

/// Everything in a folder, by name.
pub fn list(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries =
        fs::read_dir(folder).map_err(|error| format!("cannot read `{}`: {error}", folder.display()))?;
    let mut all: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    all.sort();
    Ok(all)
}

/// Copies a file.
pub fn copy(from: &Path, to: &Path) -> Result<(), String> {
    let copied = fs::copy(from, to).map(drop);
    copied.map_err(|error| format!("cannot copy `{}` to `{}`: {error}", from.display(), to.display()))
}

/// Copies a folder with all that is in it.
pub fn copy_all(from: &Path, to: &Path) -> Result<(), String> {
    for entry in list(from)? {
        let target = to.join(entry.file_name().unwrap_or_default());
        if entry.is_dir() {
            fresh(&target)?;
            copy_all(&entry, &target)?;
        } else {
            copy(&entry, &target)?;
        }
    }
    Ok(())
}

/// Writes a file.
pub fn write(file: &Path, text: &str) -> Result<(), String> {
    fs::write(file, text).map_err(|error| format!("cannot write `{}`: {error}", file.display()))
}

/// Removes a file.
pub fn remove(file: &Path) -> Result<(), String> {
    fs::remove_file(file).map_err(|error| format!("cannot remove `{}`: {error}", file.display()))
}
