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
    writer.write_record(sheet.header.iter().map(|name| disarm(name)).chain([sheet.edition()]))?;
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
    for record in reader.records() {
        let record = record.map_err(|error| unread(&error))?;
        let start = record.position().map_or(0, |position| position.byte());
        rows.extend((0..empty_rows(bytes, start)).map(|_| Vec::new()));
        rows.push(record.iter().map(str::to_owned).collect());
    }
    Ok(rows)
}

/// How many rows the reader skipped because they are empty: they part sheets, and count as rows.
fn empty_rows(bytes: &[u8], start: u64) -> usize {
    let start = usize::try_from(start).unwrap_or(bytes.len());
    let (before, rest) = bytes.split_at(start.min(bytes.len()));
    // The reader ends a record at CR, and finds its LF before the next one.
    let rest = rest.strip_prefix(b"\n").filter(|_| before.ends_with(b"\r")).unwrap_or(rest);
    let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    ends.filter(|byte| **byte == b'\n').count()
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

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn rows_are_counted_with_the_empty_ones_and_by_row_not_by_line() {
        let cells = |text: &str| text.split('|').map(str::to_owned).collect::<Vec<_>>();
        for (end, mark) in [("\n", ""), ("\r\n", "\u{FEFF}")] {
            let text = format!("{mark}a,b\n\n\"x\ny\",1\n\n\nz,2,3\n").replace('\n', end);
            let inside = format!("x{end}y|1");
            let expected = [cells("a|b"), vec![], cells(&inside), vec![], vec![], cells("z|2|3")];
            assert_eq!(read(text.as_bytes()).unwrap(), expected);
        }
    }
}
