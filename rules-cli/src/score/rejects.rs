//! Lines that are no incident: copied to a file, or the first ones told on standard error.

use super::work::Rejected;
use crate::exit::Stop;
use rules_core::json::push_string;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Lines told where they are not copied.
const TOLD: usize = 5;

/// Where rejected lines go.
#[derive(Debug)]
pub struct Rejects {
    file: Option<(String, BufWriter<File>)>,
    inputs: Vec<String>,
    told: Vec<String>,
    count: u64,
}

impl Rejects {
    /// Opens the file, if there is to be one. `inputs` names the files that lines come from.
    pub fn open(path: Option<&Path>, inputs: impl Iterator<Item = String>) -> Result<Self, Stop> {
        let open = |path: &Path| {
            let name = format!("`{}`", path.display());
            match File::create(path) {
                Ok(file) => Ok((name, BufWriter::new(file))),
                Err(error) => Err(Stop::Failed(format!("cannot write to {name}: {error}"))),
            }
        };
        let file = path.map(open).transpose()?;
        Ok(Self { file, inputs: inputs.collect(), told: Vec::new(), count: 0 })
    }

    /// Takes the rejected lines of a batch, of which there were `count`.
    pub fn add(&mut self, input: usize, rejected: &[Rejected], count: u64) -> Result<(), Stop> {
        self.count += count;
        let source = self.inputs.get(input).map(String::as_str).unwrap_or_default();
        for line in rejected {
            if let Some((name, file)) = &mut self.file {
                let written = file.write_all(&copy(source, line));
                written.map_err(|error| Stop::writing(name, &error))?;
            } else if self.told.len() < TOLD {
                self.told.push(format!("  {source}:{}: {}", line.number, line.reason));
            }
        }
        Ok(())
    }

    /// Ends the file. Gives what there is to tell.
    pub fn finish(mut self) -> Result<String, Stop> {
        if let Some((name, mut file)) = self.file.take() {
            file.flush().map_err(|error| Stop::writing(&name, &error))?;
            return Ok(format!("{} rejected, copied to {name}", lines(self.count)));
        }
        let more = self.count.saturating_sub(self.told.len() as u64);
        let mut text = format!("{} rejected", lines(self.count));
        self.told.iter().for_each(|line| {
            text.push('\n');
            text.push_str(line);
        });
        if more > 0 {
            text.push_str(&format!("\n  … and {more} more; --rejects FILE copies all of them"));
        }
        Ok(text)
    }
}

/// A line of the file: `{"source", "number", "error", "text"}`.
fn copy(source: &str, line: &Rejected) -> Vec<u8> {
    let mut out = b"{\"source\":".to_vec();
    push_string(&mut out, source);
    out.extend_from_slice(
        format!(",\"number\":{},\"error\":{},\"text\":", line.number, line.json).as_bytes(),
    );
    push_string(&mut out, line.text.as_deref().unwrap_or_default());
    out.extend_from_slice(b"}\n");
    out
}

/// "1 line", "3 lines".
fn lines(count: u64) -> String {
    format!("{count} line{}", if count == 1 { "" } else { "s" })
}
