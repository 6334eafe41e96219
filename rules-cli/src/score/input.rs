//! The files to be scored: what they are, and their incidents in batches.

use super::batch::{Emit, Halt};
use super::records::Records;
use super::{array, csv_in, lines};
use crate::exit::Stop;
use crate::score::args::InputFormat;
use rules_core::Ruleset;
use rules_core::source::strip_bom;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes that are looked at to tell an array from lines.
const SNIFF_BYTES: usize = 64 * 1024;

/// A file, or standard input.
#[derive(Debug)]
pub struct Input {
    /// What to call it.
    pub name: String,
    /// Its size, where it has one.
    pub bytes: Option<u64>,
    path: Option<PathBuf>,
    format: Option<InputFormat>,
}

impl Input {
    /// The input at a path, which must be there; `-` is standard input.
    pub fn new(path: &Path, format: Option<InputFormat>) -> Result<Self, Stop> {
        if path.as_os_str() == "-" {
            return Ok(Self { name: "standard input".into(), bytes: None, path: None, format });
        }
        let name = path.display().to_string();
        let is_csv = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
        let format = format.or(is_csv.then_some(InputFormat::Csv));
        let metadata = std::fs::metadata(path)
            .map_err(|error| Stop::Failed(format!("cannot read `{name}`: {error}")))?;
        if metadata.is_dir() {
            return Err(Stop::Failed(format!(
                "cannot read `{name}`: it is a directory; name the files in it"
            )));
        }
        let bytes = metadata.is_file().then_some(metadata.len());
        Ok(Self { name, bytes, path: Some(path.to_owned()), format })
    }

    /// Whether it is CSV.
    pub fn is_csv(&self) -> bool {
        self.format == Some(InputFormat::Csv)
    }
}

/// Reads all inputs, one after another.
#[derive(Debug)]
pub struct Reader {
    /// The inputs.
    pub inputs: Vec<Input>,
    /// Gives columns their fields.
    pub ruleset: Ruleset,
    /// Whether every cell of CSV becomes a text under its column's name, declared or not.
    pub texts: bool,
    /// Rows to be joined to CSV incidents.
    pub records: Records,
    /// The name of the key's column.
    pub key: String,
    /// Bytes read so far.
    pub read: Arc<AtomicU64>,
}

impl Reader {
    /// Passes on every incident. Gives warnings.
    pub fn run(mut self, emit: &mut Emit<'_>) -> Result<Vec<String>, Halt> {
        for (index, input) in std::mem::take(&mut self.inputs).iter().enumerate() {
            let read = self.one(input, index, emit);
            read.map_err(|halt| match halt {
                Halt::Failed(message) => Halt::Failed(format!("{}: {message}", input.name)),
                Halt::Unwanted => Halt::Unwanted,
            })?;
        }
        Ok(self.records.orphans())
    }

    fn one(&mut self, input: &Input, index: usize, emit: &mut Emit<'_>) -> Result<(), Halt> {
        let mut source = open(input, &self.read)?;
        let start = sniff(&mut source)?;
        refuse_utf16(&start)?;
        let first = strip_bom(&start).iter().find(|byte| !byte.is_ascii_whitespace()).copied();
        let format = input.format.unwrap_or(match first {
            Some(b'[') => InputFormat::Array,
            _ => InputFormat::Jsonl,
        });
        if format != InputFormat::Csv && !self.records.fields().is_empty() {
            return Err(Halt::Failed(
                "--records goes with CSV; a JSON incident holds its records itself".into(),
            ));
        }
        let mut source = Cursor::new(start).chain(source);
        match format {
            InputFormat::Jsonl => lines::read(&mut source, index, emit),
            InputFormat::Array => array::read(&mut source, index, emit),
            InputFormat::Csv => {
                let fields = if self.texts { &[] } else { self.ruleset.model().fields.as_slice() };
                csv_in::read(&mut source, index, fields, &mut self.records, &self.key, emit)
            }
        }
    }
}

fn open(input: &Input, read: &Arc<AtomicU64>) -> Result<Counted, Halt> {
    let inner: Box<dyn Read> = match &input.path {
        None => Box::new(io::stdin()),
        Some(path) => {
            Box::new(File::open(path).map_err(|error| Halt::Failed(format!("cannot be read: {error}")))?)
        }
    };
    Ok(Counted { inner, read: Arc::clone(read) })
}

/// Counts what is read, for the progress bar.
struct Counted {
    inner: Box<dyn Read>,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// The first bytes, up to the first one that is no space.
fn sniff(source: &mut dyn Read) -> Result<Vec<u8>, Halt> {
    let mut start = Vec::new();
    while start.len() < SNIFF_BYTES {
        let count = lines::fill(source, &mut start, SNIFF_BYTES)?;
        let enough = start.len() >= 4 && strip_bom(&start).iter().any(|byte| !byte.is_ascii_whitespace());
        if count == 0 || enough {
            break;
        }
    }
    Ok(start)
}

/// UTF-16 is no text that can be cut into lines.
pub fn refuse_utf16(start: &[u8]) -> Result<(), Halt> {
    let marked = start.starts_with(&[0xFF, 0xFE]) || start.starts_with(&[0xFE, 0xFF]);
    if !marked {
        return Ok(());
    }
    Err(Halt::Failed("is UTF-16; expected UTF-8: save it as UTF-8 (Excel: `CSV UTF-8`)".into()))
}
