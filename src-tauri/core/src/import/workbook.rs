//! Reads an `.xlsx` workbook, cell by cell: value, whether it is a date, whether it is struck through.
//!
//! Cells are streamed, so that a sheet claiming a billion cells costs only those it has. Hidden sheets and charts are
//! passed over. A formula's last result is taken; one that has none is kept as its text, `=HYPERLINK("x")`, and is never
//! reckoned.

use std::io::Cursor;
use std::panic;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError, XlsxFormulaMetadata};

use crate::clock::Date;
use crate::error::{Error, ErrorCode, Result};
use crate::import::sheet::{Cell, CellKind, MOST_COLUMNS, MOST_ROWS, MOST_TEXT, Sheet, not_a_spreadsheet, too_large};

/// Sheets beyond this are not looked at.
const MOST_SHEETS: usize = 20;

/// All visible sheets of a workbook. The reader beneath overflows on cell names nobody would write; that is a damaged file
/// and no reason for the program to fall.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Sheet>> {
    panic::catch_unwind(|| read_book(bytes)).unwrap_or_else(|_| Err(not_a_spreadsheet("damaged")))
}

fn read_book(bytes: &[u8]) -> Result<Vec<Sheet>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(refusal)?;
    let visible =
        |sheet: &&calamine::Sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet;
    let names: Vec<String> = book.sheets_metadata().iter().filter(visible).map(|sheet| sheet.name.clone()).collect();
    let mut room_for_text = MOST_TEXT;
    names.into_iter().take(MOST_SHEETS).map(|name| read_sheet(&mut book, name, &mut room_for_text)).collect()
}

/// The cells met so far, and how much text there is still room for.
struct Filled<'a> {
    rows: Vec<Vec<Cell>>,
    room_for_text: &'a mut usize,
}

fn read_sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: String, room_for_text: &mut usize) -> Result<Sheet> {
    let mut filled = Filled { rows: Vec::new(), room_for_text };
    read_values(book, &name, &mut filled)?;
    read_formulas(book, &name, &mut filled)?;
    Ok(Sheet { name, rows: filled.rows })
}

fn read_values(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, filled: &mut Filled<'_>) -> Result<()> {
    let mut cells = book.worksheet_cells_reader(name).map_err(refusal)?;
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(refusal)? {
        let Some((text, kind)) = written(cell.get_value()) else { continue };
        let font = cells.styles().get(style).and_then(|style| style.font.as_ref());
        let struck = font.is_some_and(calamine::Font::has_strikethrough);
        filled.put(cell.get_position(), Cell { text, kind, struck })?;
    }
    Ok(())
}

/// Formulas that no program has reckoned yet have no value; what they say is kept.
fn read_formulas(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, filled: &mut Filled<'_>) -> Result<()> {
    let mut cells = book.worksheet_cells_reader(name).map_err(refusal)?;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(refusal)? {
        let formula = match cell.formula {
            Some(XlsxFormulaMetadata::Normal { formula } | XlsxFormulaMetadata::Shared { formula, .. }) => formula,
            _ => continue,
        };
        if written(&cell.value).is_none() {
            filled.put(cell.pos, Cell::text(format!("={formula}")))?;
        }
    }
    Ok(())
}

impl Filled<'_> {
    fn put(&mut self, (row, column): (u32, u32), cell: Cell) -> Result<()> {
        let (row, column) = (row as usize, column as usize);
        if row >= MOST_ROWS {
            return Err(too_large("rows", MOST_ROWS));
        }
        if column >= MOST_COLUMNS {
            return Ok(());
        }
        let left = self.room_for_text.checked_sub(cell.text.len()).ok_or_else(|| too_large("text", MOST_TEXT))?;
        *self.room_for_text = left;
        if self.rows.len() <= row {
            self.rows.resize_with(row + 1, Vec::new);
        }
        let Some(row) = self.rows.get_mut(row) else { return Ok(()) };
        if row.len() <= column {
            row.resize_with(column + 1, Cell::default);
        }
        if let Some(place) = row.get_mut(column) {
            *place = cell;
        }
        Ok(())
    }
}

/// A cell's text and kind; none where nothing is written.
fn written(value: &DataRef<'_>) -> Option<(String, CellKind)> {
    let (text, kind) = match value {
        DataRef::Empty => return None,
        DataRef::Int(number) => (number.to_string(), CellKind::Number),
        DataRef::Float(number) => (number.to_string(), CellKind::Number),
        DataRef::Bool(flag) => (if *flag { "TRUE" } else { "FALSE" }.to_owned(), CellKind::Text),
        DataRef::String(text) => (text.clone(), CellKind::Text),
        DataRef::SharedString(text) => ((*text).to_owned(), CellKind::Text),
        DataRef::DateTime(at) => date(at),
        DataRef::DateTimeIso(text) => (text.split('T').next().unwrap_or(text).to_owned(), CellKind::Date),
        DataRef::DurationIso(text) => (text.clone(), CellKind::Text),
        DataRef::Error(fault) => (fault.to_string(), CellKind::Fault),
    };
    (!text.is_empty()).then_some((text, kind))
}

/// A date of the spreadsheet; a duration, or a day Excel only believes in (29 February 1900), stays a number.
fn date(at: &ExcelDateTime) -> (String, CellKind) {
    let (year, month, day, ..) = at.to_ymd_hms_milli();
    match Date::of(i32::from(year), u32::from(month), u32::from(day)) {
        Some(date) if at.is_datetime() => (date.to_string(), CellKind::Date),
        _ => (at.as_f64().to_string(), CellKind::Number),
    }
}

fn refusal(error: XlsxError) -> Error {
    match error {
        XlsxError::Password => Error::refused(ErrorCode::FileProtected),
        _ => not_a_spreadsheet("damaged"),
    }
}
