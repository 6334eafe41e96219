//! How large a file is: as it is, under gzip and under brotli.

use std::fmt;
use std::path::Path;
use std::process::Command;

/// Node has both compressors.
const SCRIPT: &str = "
const { readFileSync } = require('node:fs');
const { gzipSync, brotliCompressSync, constants } = require('node:zlib');
const bytes = readFileSync(process.argv[1]);
const params = {
  [constants.BROTLI_PARAM_QUALITY]: 11,
  [constants.BROTLI_PARAM_LGWIN]: 24,
  [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
};
console.log(bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes, { params }).length);
";

/// Sizes in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// As it is.
    pub raw: u64,
    /// Under gzip at its best.
    pub gzip: u64,
    /// Under brotli at its best.
    pub brotli: u64,
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes, gzip {}, brotli {}", self.raw, self.gzip, self.brotli)
    }
}

/// The sizes of a file.
///
/// # Errors
/// Node failed.
pub fn of(file: &Path) -> Result<Sizes, String> {
    let found = Command::new("node").args(["-e", SCRIPT]).arg(file).output();
    let found = found.map_err(|error| format!("node could not be started: {error}"))?;
    let text = String::from_utf8_lossy(&found.stdout);
    let mut numbers = text.split_whitespace().flat_map(str::parse);
    match (numbers.next(), numbers.next(), numbers.next()) {
        (Some(raw), Some(gzip), Some(brotli)) => Ok(Sizes { raw, gzip, brotli }),
        _ => Err(format!(
            "the sizes of `{}` are not known: {}",
            file.display(),
            String::from_utf8_lossy(&found.stderr)
        )),
    }
}
