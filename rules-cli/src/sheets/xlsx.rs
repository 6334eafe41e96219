//! Sheets as a workbook, and back. No clock: the same ruleset gives the same bytes.

use super::disarm::disarm;
use super::sheet::Sheet;
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use std::io::Cursor;

/// Characters that a worksheet's name may have.
const NAME: usize = 31;
/// Widths of the columns that name a row and of the others, in characters.
const WIDTHS: (f64, f64) = (36.0, 60.0);

/// A worksheet for each sheet.
pub fn write(sheets: &[Sheet]) -> Result<Vec<u8>, String> {
    workbook(sheets).map_err(|error| match error {
        XlsxError::MaxStringLengthExceeded => {
            "a cell is longer than the 32767 characters that XLSX allows; write CSV instead".to_owned()
        }
        error => error.to_string(),
    })
}

fn workbook(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let fixed = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&fixed));
    for sheet in sheets {
        let page = book.add_worksheet();
        page.set_name(sheet.name.chars().take(NAME).collect::<String>())?;
        fill(page, sheet)?;
    }
    book.save_to_buffer()
}

fn fill(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let head = Format::new().set_bold();
    let body = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (column, name) in (0..).zip(&sheet.header) {
        page.set_column_width(column, if usize::from(column) < sheet.keys { WIDTHS.0 } else { WIDTHS.1 })?;
        page.write_string_with_format(0, column, disarm(name), &head)?;
    }
    let edition = u16::try_from(sheet.header.len()).unwrap_or(u16::MAX);
    page.write_string(0, edition, sheet.edition())?;
    for (number, row) in (1..).zip(&sheet.rows) {
        for (column, key) in (0..).zip(&row.keys) {
            page.write_string_with_format(number, column, disarm(key), &body)?;
        }
        let first = u16::try_from(sheet.keys).unwrap_or_default();
        for (column, cell) in (first..).zip(&row.cells) {
            match cell.text.parse::<f64>() {
                Ok(value) if cell.kind.is_number(&cell.text) => {
                    page.write_number_with_format(number, column, value, &body)?
                }
                _ => page.write_string_with_format(number, column, disarm(&cell.text), &body)?,
            };
        }
    }
    page.set_freeze_panes(1, u16::try_from(sheet.keys).unwrap_or_default())?;
    Ok(())
}

/// A worksheet's name, and its rows or why they cannot be read.
type Read = (Option<String>, Result<Vec<Vec<String>>, String>);

/// The rows of the first worksheet, or of all of them.
pub fn read(bytes: Vec<u8>, all: bool) -> Vec<Read> {
    let mut book: Xlsx<_> = match open_workbook_from_rs(Cursor::new(bytes)) {
        Ok(book) => book,
        Err(error) => return vec![(None, Err(format!("it is no XLSX workbook: {error}")))],
    };
    let names = book.sheet_names();
    let count = if all { names.len() } else { 1 };
    let several = count > 1;
    names
        .into_iter()
        .take(count)
        .map(|name| (several.then(|| name.clone()), rows(&mut book, &name)))
        .collect()
}

fn rows(book: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Result<Vec<Vec<String>>, String> {
    let range = book.worksheet_range(name).map_err(|error| format!("the sheet `{name}`: {error}"))?;
    let (above, left) = range.start().unwrap_or_default();
    let mut rows = vec![Vec::new(); above as usize];
    for (at, cells) in range.rows().enumerate() {
        let mut row = vec![String::new(); left as usize];
        for cell in cells {
            row.push(text(cell).map_err(|what| format!("row {}: {what}", above as usize + at + 1))?);
        }
        rows.push(row);
    }
    Ok(rows)
}

fn text(cell: &Data) -> Result<String, String> {
    match cell {
        Data::Empty => Ok(String::new()),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Ok(text.clone()),
        Data::Int(number) => Ok(number.to_string()),
        Data::Float(number) => Ok(number.to_string()),
        Data::Bool(flag) => Ok(flag.to_string()),
        Data::DateTime(_) => {
            Err("a cell is a date; format the column as text and write the date out".to_owned())
        }
        Data::Error(error) => Err(format!("a cell holds the formula error {error}; write its value")),
    }
}
