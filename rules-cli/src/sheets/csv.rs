//! Sheets as CSV, and back.

use super::disarm::disarm;
use super::sheet::{Cell, Sheet};
use csv::{ReaderBuilder, WriterBuilder};
use rules_core::source::strip_bom;

/// The sheets one under the other, an empty row between them.
pub fn write(sheets: &[Sheet], bom: bool) -> Result<Vec<u8>, String> {
    let mut out = if bom { b"\xEF\xBB\xBF".to_vec() } else { Vec::new() };
    for (at, sheet) in sheets.iter().enumerate() {
        if at > 0 {
            out.push(b'\n');
        }
        one(sheet, &mut out).map_err(|error| error.to_string())?;
    }
    Ok(out)
}

fn one(sheet: &Sheet, out: &mut Vec<u8>) -> csv::Result<()> {
    let mut writer = WriterBuilder::new().flexible(true).from_writer(out);
    writer.write_record(sheet.header.iter().map(|name| disarm(name)))?;
    for row in &sheet.rows {
        let keys = row.keys.iter().map(|key| disarm(key));
        writer.write_record(keys.chain(row.cells.iter().map(shown)))?;
    }
    writer.flush()?;
    Ok(())
}

fn shown(cell: &Cell) -> String {
    if cell.kind.is_number(&cell.text) { cell.text.clone() } else { disarm(&cell.text) }
}

/// The rows, empty ones with them.
pub fn read(bytes: &[u8]) -> Result<Vec<Vec<String>>, String> {
    let bytes = strip_bom(bytes);
    let mut reader = ReaderBuilder::new().flexible(true).has_headers(false).from_reader(bytes);
    let mut rows = Vec::new();
    let mut lines = 0;
    for record in reader.records() {
        let record = record.map_err(|error| unread(&error))?;
        // The reader skips lines that are empty; they part sheets, and count as rows.
        let line = record.position().map_or(0, |position| position.line());
        rows.extend((lines + 1..line).map(|_| Vec::new()));
        let inside: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
        lines = line + inside as u64;
        rows.push(record.iter().map(str::to_owned).collect());
    }
    Ok(rows)
}

fn unread(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::Utf8 { pos, .. } => {
            let line = pos.as_ref().map_or(1, |pos| pos.line());
            format!("line {line} is not UTF-8, perhaps GBK: save the file as UTF-8 (Excel: `CSV UTF-8`)")
        }
        _ => error.to_string(),
    }
}
