//! CSV: rows by the state machine of the `csv` crate, none held that is over the limit.

use super::batch::{BATCH_BYTES, Batch, Emit, Halt, reject, too_long};
use super::cells::Columns;
use super::lines::fill;
use super::records::Records;
use csv_core::ReadRecordResult;
use rules_core::Reject;
use rules_core::diagnostic::Code;
use rules_core::limits::LINE_BYTES;
use rules_core::ruleset::Field;
use std::io::Read;

/// Cells in one row.
const MAX_CELLS: usize = 10_000;

/// What was read.
#[derive(Debug)]
pub enum Row {
    /// A row, in [`Rows::cell`].
    Cells,
    /// A row that cannot be used.
    Bad(Reject),
    /// Nothing more.
    End,
}

/// Reads row after row.
pub struct Rows<'i> {
    input: &'i mut dyn Read,
    core: csv_core::Reader,
    buffer: Vec<u8>,
    at: usize,
    cells: Vec<u8>,
    ends: Vec<usize>,
    count: usize,
    /// Cells of the header, once it has been read.
    width: Option<usize>,
}

impl<'i> Rows<'i> {
    /// Rows of an input.
    pub fn new(input: &'i mut dyn Read) -> Self {
        let core = csv_core::ReaderBuilder::new().build();
        let (cells, ends) = (vec![0; 4_096], vec![0; 64]);
        Self { input, core, buffer: Vec::new(), at: 0, cells, ends, count: 0, width: None }
    }

    /// The first row, trimmed.
    pub fn header(&mut self) -> Result<Option<Vec<String>>, Halt> {
        match self.next()? {
            Row::End => Ok(None),
            Row::Bad(reject) if reject.code == Code::I421.as_str() => Err(Halt::Failed(
                "the header is not UTF-8, perhaps GBK: save the file as UTF-8 (Excel: `CSV UTF-8`)".into(),
            )),
            Row::Bad(reject) => Err(Halt::Failed(format!("the header cannot be used: {reject}"))),
            Row::Cells => {
                let mut names: Vec<String> =
                    (0..self.count).map(|at| self.cell(at).trim().to_owned()).collect();
                while names.last().is_some_and(String::is_empty) {
                    names.pop();
                }
                self.width = Some(names.len());
                Ok(Some(names))
            }
        }
    }

    /// A cell of the row at hand.
    pub fn cell(&self, index: usize) -> &str {
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(index).copied().filter(|_| index < self.count).unwrap_or(start);
        std::str::from_utf8(self.cells.get(start..end).unwrap_or_default()).unwrap_or_default()
    }

    /// The next row.
    pub fn next(&mut self) -> Result<Row, Halt> {
        let (mut length, mut quotes, mut bytes, mut too_big) = (0, 0, 0, false);
        self.count = 0;
        let mut at_end = false;
        loop {
            if self.at >= self.buffer.len() && !at_end {
                self.buffer.clear();
                self.at = 0;
                at_end = fill(self.input, &mut self.buffer, BATCH_BYTES)? == 0;
            }
            let input = self.buffer.get(self.at..).unwrap_or_default();
            let cells = self.cells.get_mut(length..).unwrap_or_default();
            let ends = self.ends.get_mut(self.count..).unwrap_or_default();
            let (result, read, written, ended) = self.core.read_record(input, cells, ends);
            quotes += memchr::memchr_iter(b'"', input.get(..read).unwrap_or_default()).count();
            self.at += read;
            bytes += read;
            length += written;
            self.count += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.cells.len() < LINE_BYTES => {
                    self.cells.resize(self.cells.len() * 2, 0);
                }
                ReadRecordResult::OutputEndsFull if self.ends.len() < MAX_CELLS => {
                    self.ends.resize(self.ends.len() * 2, 0);
                }
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    too_big = true;
                    (length, self.count) = (0, 0);
                }
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return Ok(Row::End),
            }
        }
        if too_big {
            return Ok(Row::Bad(too_long(bytes, LINE_BYTES)));
        }
        let unclosed = at_end && quotes % 2 == 1;
        Ok(self.bad(length, unclosed).map_or(Row::Cells, Row::Bad))
    }

    /// What is wrong with the row at hand.
    fn bad(&self, length: usize, unclosed: bool) -> Option<Reject> {
        if unclosed {
            let found = "the end of the file".into();
            return Some(reject(Code::I420, "a closing quote".into(), found, None));
        }
        let all = self.cells.get(..length).unwrap_or_default();
        if let Err(error) = std::str::from_utf8(all) {
            let byte = all.get(error.valid_up_to()).copied().unwrap_or_default();
            let expected = "UTF-8 (Excel: save as `CSV UTF-8`)".into();
            return Some(reject(
                Code::I421,
                expected,
                format!("the byte 0x{byte:02x}"),
                Some(error.valid_up_to()),
            ));
        }
        let width = self.width?;
        let full = (0..self.count).rev().find(|&at| !self.cell(at).is_empty()).map_or(0, |last| last + 1);
        if self.count < width || full > width {
            let found = if self.count < width { self.count } else { full };
            return Some(reject(Code::I420, format!("{width} cells"), format!("{found} cells"), None));
        }
        None
    }
}

/// Reads all rows of `input` as incidents. Without fields every cell is a text.
pub fn read(
    input: &mut dyn Read,
    index: usize,
    fields: &[Field],
    records: &mut Records,
    key: &str,
    emit: &mut Emit<'_>,
) -> Result<(), Halt> {
    let mut rows = Rows::new(input);
    let Some(header) = rows.header()? else { return Ok(()) };
    let names: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut columns = Columns::new(&names, fields);
    if columns.declared == 0 && !fields.is_empty() {
        return Err(Halt::Failed(no_field(&names, fields)));
    }
    let key_column = names.iter().position(|name| *name == key);
    for (number, field) in records.fields().into_iter().enumerate() {
        if key_column.is_none() {
            return Err(Halt::Failed(format!(
                "--records needs the key column `{key}`, which is not in the header"
            )));
        }
        if let Some(field) = fields.get(field) {
            columns.join(field, number);
        }
    }
    let mut batch = Batch { columns: header.clone(), ..Batch::new(index) };
    for number in 1.. {
        match rows.next()? {
            Row::End => break,
            Row::Bad(reject) => batch.push_fault(b"", number, reject),
            Row::Cells => {
                let start = batch.data.len();
                let own = key_column.map(|at| rows.cell(at).trim()).unwrap_or_default();
                let mut joined = |list: usize| records.of(list, own);
                columns.write(&|at| rows.cell(at), &mut joined, &mut batch.data);
                batch.push_from(start, number);
            }
        }
        if batch.is_full() && !emit(std::mem::replace(&mut batch, Batch::new(index))) {
            return Err(Halt::Unwanted);
        }
    }
    if batch.items.is_empty() || emit(batch) { Ok(()) } else { Err(Halt::Unwanted) }
}

/// Says that no column is a field.
pub fn no_field(header: &[&str], fields: &[Field]) -> String {
    let listed = |names: Vec<&str>| {
        let more = if names.len() > 5 { ", …" } else { "" };
        format!("`{}`{more}", names.iter().take(5).copied().collect::<Vec<_>>().join("`, `"))
    };
    let expected = listed(fields.iter().map(|field| field.name.as_str()).collect());
    format!(
        "no column is a field of the ruleset; expected names such as {expected}, found {}; the first row names \
         the columns, and commas separate them",
        listed(header.to_vec())
    )
}
