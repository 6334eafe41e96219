//! Where lines go: whole ones only, also where the disk is full.

use crate::exit::Stop;
use std::fs::File;
use std::io::{self, Seek, Write};
use std::path::Path;

/// Standard output or a file.
#[derive(Debug)]
pub struct Sink {
    file: File,
    name: String,
}

impl Sink {
    /// Opens a file, or takes standard output.
    pub fn open(path: Option<&Path>) -> Result<Self, Stop> {
        let (name, file) = match path {
            Some(path) => (format!("`{}`", path.display()), File::create(path)),
            None => ("standard output".to_owned(), standard_output()),
        };
        let file = file.map_err(|error| Stop::Failed(format!("cannot write to {name}: {error}")))?;
        Ok(Self { file, name })
    }

    /// Writes whole lines. Where that fails half-way, the part of a line that has been written is taken back
    /// from a file; a pipe cannot take anything back.
    pub fn write(&mut self, lines: &[u8]) -> Result<(), Stop> {
        let mut written = 0;
        while let Some(rest) = lines.get(written..).filter(|rest| !rest.is_empty()) {
            match self.file.write(rest) {
                Ok(0) => return Err(self.failed(&io::ErrorKind::WriteZero.into(), lines, written)),
                Ok(count) => written += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.failed(&error, lines, written)),
            }
        }
        Ok(())
    }

    fn failed(&mut self, error: &io::Error, lines: &[u8], written: usize) -> Stop {
        let done = lines.get(..written).unwrap_or_default();
        let half = written - memchr::memrchr(b'\n', done).map_or(0, |end| end + 1);
        let taken_back = half == 0 || self.take_back(half).is_ok();
        match Stop::writing(&self.name, error) {
            Stop::Failed(message) if taken_back => {
                Stop::Failed(format!("{message}; the lines before are whole"))
            }
            stop => stop,
        }
    }

    fn take_back(&mut self, bytes: usize) -> io::Result<()> {
        if !self.file.metadata()?.is_file() {
            return Err(io::ErrorKind::Unsupported.into());
        }
        let end = self.file.stream_position()?.saturating_sub(bytes as u64);
        self.file.set_len(end)?;
        self.file.seek(io::SeekFrom::Start(end)).map(|_| ())
    }
}

#[cfg(unix)]
fn standard_output() -> io::Result<File> {
    use std::os::fd::AsFd;
    Ok(File::from(io::stdout().as_fd().try_clone_to_owned()?))
}

#[cfg(windows)]
fn standard_output() -> io::Result<File> {
    use std::os::windows::io::AsHandle;
    Ok(File::from(io::stdout().as_handle().try_clone_to_owned()?))
}
