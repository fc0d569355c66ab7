//! Reads an `.xlsx` workbook, cell by cell: value, whether it is a date, whether it is struck through.
//!
//! Cells are streamed, so that a sheet claiming a billion cells costs only those it has. Charts are passed over; hidden
//! sheets are read, and marked; hidden rows are rows. A formula's last result is taken; one that has none is kept as its
//! text, `=HYPERLINK("x")`, and is never reckoned. A cell merged with the one above shows what that one does.

use std::io::Cursor;
use std::panic;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError, XlsxFormulaMetadata};

use crate::clock::Date;
use crate::error::{Error, ErrorCode, Result};
use crate::import::sheet::{
    Cell, CellKind, Form, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TEXT, Sheet, not_a_spreadsheet, too_large,
};

/// The most sheets a workbook may have.
const MOST_SHEETS: usize = 200;

/// All sheets of a workbook. The reader beneath overflows on cell names nobody would write; that is a damaged file
/// and no reason for the program to fall.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Sheet>> {
    panic::catch_unwind(|| read_book(bytes)).unwrap_or_else(|_| Err(not_a_spreadsheet("damaged")))
}

fn read_book(bytes: &[u8]) -> Result<Vec<Sheet>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(refusal)?;
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let sheets: Vec<(String, bool)> =
        sheets.map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible)).collect();
    if sheets.len() > MOST_SHEETS {
        return Err(too_large("sheets", MOST_SHEETS));
    }
    let mut room = Room { text: MOST_TEXT, cells: MOST_CELLS, merged: MOST_CELLS };
    sheets.into_iter().map(|(name, hidden)| read_sheet(&mut book, name, hidden, &mut room)).collect()
}

/// How much text, how many cells, and how many merged ones to look at, there is still room for.
struct Room {
    text: usize,
    cells: usize,
    merged: usize,
}

/// The cells met so far.
struct Filled<'a> {
    rows: Vec<Vec<Cell>>,
    room: &'a mut Room,
}

fn read_sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: String, hidden: bool, room: &mut Room) -> Result<Sheet> {
    let mut filled = Filled { rows: Vec::new(), room };
    read_values(book, &name, &mut filled)?;
    read_formulas(book, &name, &mut filled)?;
    for region in book.merge_cells_by_sheet_name(&name).map_err(refusal)? {
        if region.start.1 == region.end.1 {
            filled.fill_down(region.start.1, region.start.0, region.end.0)?;
        }
    }
    Ok(Sheet { name, rows: filled.rows, hidden })
}

fn read_values(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, filled: &mut Filled<'_>) -> Result<()> {
    let mut cells = book.worksheet_cells_reader(name).map_err(refusal)?;
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(refusal)? {
        let Some((text, kind)) = written(cell.get_value()) else { continue };
        let font = cells.styles().get(style).and_then(|style| style.font.as_ref());
        let struck = font.is_some_and(calamine::Font::has_strikethrough);
        filled.put(cell.get_position(), Cell { text, kind, struck, form: Form::Plain })?;
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
        let left = self.room.text.checked_sub(cell.text.len()).ok_or_else(|| too_large("text", MOST_TEXT))?;
        self.room.text = left;
        if self.rows.len() <= row {
            self.rows.resize_with(row + 1, Vec::new);
        }
        let Some(row) = self.rows.get_mut(row) else { return Ok(()) };
        // Beyond all columns what is written is kept, one after the other.
        let column = if column < MOST_COLUMNS { column } else { row.len().max(MOST_COLUMNS) };
        if row.len() <= column {
            let more = column + 1 - row.len();
            self.room.cells = self.room.cells.checked_sub(more).ok_or_else(|| too_large("cells", MOST_CELLS))?;
            row.resize_with(column + 1, Cell::default);
        }
        if let Some(place) = row.get_mut(column) {
            *place = cell;
        }
        Ok(())
    }

    /// Cells merged into one show the first one's text, in every row that has anything else.
    fn fill_down(&mut self, column: u32, first: u32, last: u32) -> Result<()> {
        let at = column as usize;
        let shown = self.rows.get(first as usize).and_then(|row| row.get(at)).filter(|cell| !cell.is_blank());
        let Some(shown) = shown.filter(|_| at < MOST_COLUMNS).cloned() else { return Ok(()) };
        let last = last.min(u32::try_from(self.rows.len()).unwrap_or_default().saturating_sub(1));
        let looks = last.saturating_sub(first) as usize;
        self.room.merged = self.room.merged.checked_sub(looks).ok_or_else(|| too_large("cells", MOST_CELLS))?;
        for row in first.saturating_add(1)..=last {
            let below = self.rows.get(row as usize).map(Vec::as_slice).unwrap_or_default();
            let is_free = below.get(at).is_none_or(Cell::is_blank);
            if is_free && !Sheet::is_blank(below) {
                self.put((row, column), Cell { form: Form::Merged, ..shown.clone() })?;
            }
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
